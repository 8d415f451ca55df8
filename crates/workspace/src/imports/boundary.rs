//! A file of official boundaries, from which maps are drawn.

use chiso_access::{Action, Resource, Target};
use chiso_model::Text;
use chiso_store::StoreError;
use chiso_store::imports::Boundary;
use chiso_web::Caller;

use super::Brought;
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// Tries whether a boundary file can be drawn: its text, the scheme of units, the property that names a unit.
pub type BoundaryCheck = fn(text: &str, scheme: &str, property: &str) -> Result<(), Text>;

/// Takes any JSON: for a desk that was given no better check.
pub(crate) fn any_json(text: &str, _scheme: &str, _property: &str) -> Result<(), Text> {
    serde_json::from_str::<serde::de::IgnoredAny>(text).map(drop).map_err(|error| {
        Text::new(
            format!(
                "Tệp không phải GeoJSON đọc được (dòng {}, cột {}). Hãy xuất lại từ phần mềm bản đồ.",
                error.line(),
                error.column()
            ),
            format!(
                "The file is no GeoJSON that can be read (line {}, column {}). Export it again from the map program.",
                error.line(),
                error.column()
            ),
        )
    })
}

/// The schemes of units that maps are drawn for.
pub(crate) const SCHEMES: [&str; 2] = ["provinces-34", "provinces-63"];

impl Desk {
    /// Puts a boundary file to use for a scheme of units (`provinces-34`, `provinces-63`) in place of the one before, if it can be drawn.
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
        if !SCHEMES.contains(&scheme) {
            return Err(Refusal::field("scheme", "Hãy chọn danh mục tỉnh.", "Choose a list of provinces."));
        }
        let text = std::str::from_utf8(&brought.bytes).map_err(|_| {
            Refusal::field(
                "file",
                "Tệp không phải văn bản UTF-8. Hãy xuất lại dưới dạng GeoJSON.",
                "The file is not UTF-8 text. Export it again as GeoJSON.",
            )
        })?;
        (self.boundary_check)(text, scheme, property.trim()).map_err(|why| Refusal::Fields(vec![("file", why)]))?;
        let row = Boundary {
            id: new_id(),
            file: brought.sha256.clone(),
            scheme: scheme.to_owned(),
            property: property.trim().to_owned(),
            source: source.trim().to_owned(),
            created: caller.now_us,
            made_by: Desk::actor_of(caller),
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
