//! A file of official boundaries, from which maps are drawn.

use chiso_access::{Action, Resource, Target};
use chiso_store::StoreError;
use chiso_store::imports::Boundary;
use chiso_web::Caller;

use super::Brought;
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

impl Desk {
    /// Puts a boundary file to use for a scheme of units (`provinces-34`, `provinces-63`) in place of the one before. Whether it can be drawn was tried by the
    /// caller.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without a source; the store.
    pub async fn use_boundary(
        &self,
        caller: &Caller,
        brought: &Brought,
        scheme: &str,
        property: &str,
        source: &str,
    ) -> Result<(), Refusal> {
        Desk::may(caller, Action::Create, &Target::of(Resource::Boundary))?;
        if source.trim().is_empty() {
            return Err(Refusal::field(
                "source",
                "Hãy ghi nguồn của tệp ranh giới và điều kiện sử dụng.",
                "Say where the boundaries come from and on what terms they may be used.",
            ));
        }
        let row = Boundary {
            id: new_id(),
            file: brought.sha256.clone(),
            scheme: scheme.to_owned(),
            property: property.trim().to_owned(),
            source: source.trim().to_owned(),
            created: caller.now_us,
            made_by: caller.actor.person.clone().unwrap_or_default(),
            active: true,
        };
        self.store
            .write(Desk::act(caller, "boundary.use"), move |writer| -> Result<(), Refusal> {
                let before = writer.boundaries()?;
                for old in before.into_iter().filter(|old| old.active && old.scheme == row.scheme) {
                    writer.update(&Boundary { active: false, ..old })?;
                }
                Ok(writer.insert(&row)?)
            })
            .await?;
        self.publish();
        Ok(())
    }

    /// Stops using a boundary file: maps go back to tiles.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; the store.
    pub async fn drop_boundary(&self, caller: &Caller, id: &str) -> Result<(), Refusal> {
        Desk::may(caller, Action::Remove, &Target::of(Resource::Boundary))?;
        let id = id.to_owned();
        self.store
            .write(Desk::act(caller, "boundary.drop"), move |writer| -> Result<(), Refusal> {
                let old: Boundary = writer.get(id)?.ok_or(Refusal::Hidden)?;
                Ok(writer.update(&Boundary { active: false, ..old })?)
            })
            .await?;
        self.publish();
        Ok(())
    }

    /// Boundary files in use, each with its text.
    ///
    /// # Errors
    /// When the store or the vault cannot be read.
    pub async fn boundaries(&self) -> Result<Vec<(Boundary, String)>, Refusal> {
        let rows = self.store.read(|reader| reader.boundaries()).await?;
        let mut found = Vec::new();
        for row in rows.into_iter().filter(|row| row.active) {
            let (_, bytes) = self.file(&row.file).await?;
            let text = String::from_utf8(bytes)
                .map_err(|_| StoreError::Malformed { detail: format!("boundary `{}` is not text", row.id) })?;
            found.push((row, text));
        }
        Ok(found)
    }
}
