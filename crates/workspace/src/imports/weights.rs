//! Weights of agencies from a file: by what a constructed series is weighted.

use std::collections::BTreeMap;

use chiso_facts::weights::{WeightFile, read};
use chiso_model::agency::AgencyId;
use chiso_model::{Cell, Date};
use chiso_store::StoreError;
use chiso_store::imports::Weight;
use chiso_web::Caller;

use super::results::may_approve;
use super::{Brought, Taken, beside, unsound};
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

impl Desk {
    /// What a file of weights holds, for the units of a day.
    ///
    /// # Errors
    /// Every problem, by row.
    pub fn plan_weights(&self, brought: &Brought, day: Date) -> Result<WeightFile, Vec<chiso_facts::Problem>> {
        read(&brought.name, &brought.bytes, None, &self.register(), day)
    }

    /// Takes weights in under the name of a variable, as `population-2024`; the same file once for each variable and day.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without a sound name of the variable, or with every problem of the file; the store.
    pub async fn import_weights(
        &self,
        caller: &Caller,
        brought: Brought,
        variable: &str,
        day: Date,
        reason: &str,
    ) -> Result<Taken, Refusal> {
        may_approve(caller)?;
        // A variable is named as an agency is: words and hyphens.
        let Ok(variable) = AgencyId::of(variable) else {
            return Err(Refusal::field(
                "variable",
                "Hãy đặt tên biến bằng chữ và số, ví dụ: dân số 2024.",
                "Name the variable with letters and digits, for example: population 2024.",
            ));
        };
        let register = self.register();
        let (brought, file) = beside(move || {
            let file = read(&brought.name, &brought.bytes, None, &register, day);
            (brought, file)
        })
        .await?;
        let file = file.map_err(|problems| unsound(&problems))?;
        let id = new_id();
        let counts =
            serde_json::json!({ "weights": file.values.len(), "variable": variable.as_str(), "day": day.to_string() });
        let row = brought.row(caller, &id, "weights", counts);
        let import = id.clone();
        let act = Desk::act(caller, "weight.import").because(reason.trim());
        let first = self
            .store
            .write(act, move |writer| -> Result<Option<String>, Refusal> {
                if let Some(first) = brought.first(writer, "weights", |import| import.counts == row.counts)? {
                    return Ok(Some(first));
                }
                writer.insert(&row)?;
                for (agency, value) in &file.values {
                    // A weight that is missing is the same as none: what it would weigh is then missing, and says so.
                    let Some(value) = value.value() else { continue };
                    writer.insert(&Weight {
                        id: format!("{import}-{agency}"),
                        import: import.clone(),
                        variable: variable.as_str().to_owned(),
                        agency: agency.as_str().to_owned(),
                        value,
                    })?;
                }
                Ok(None)
            })
            .await?;
        if let Some(first) = first {
            return Ok(Taken::Before(first));
        }
        self.publish();
        Ok(Taken::In(id))
    }

    /// Every variable that was taken in, with its weights; where one was taken in twice, the later file holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn imported_weights(&self) -> Result<BTreeMap<String, BTreeMap<AgencyId, Cell>>, StoreError> {
        self.store
            .read(|reader| {
                let order: BTreeMap<String, i64> =
                    reader.imports()?.into_iter().map(|import| (import.id, import.created)).collect();
                let mut rows = reader.weights()?;
                rows.sort_by_key(|row| order.get(&row.import).copied());
                let mut found: BTreeMap<String, BTreeMap<AgencyId, Cell>> = BTreeMap::new();
                for row in rows {
                    let agency = AgencyId::new(row.agency)
                        .map_err(|bad| StoreError::Malformed { detail: format!("weight of `{}`", bad.0) })?;
                    found.entry(row.variable).or_default().insert(agency, Cell::number(row.value));
                }
                Ok(found)
            })
            .await
    }
}
