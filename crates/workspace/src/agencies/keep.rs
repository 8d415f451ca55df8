//! The register of agencies, from the store and back.

use chiso_model::agency::{Agency, AgencyId, LineageEdge, Register};
use chiso_store::agencies as rows;
use chiso_store::{Act, Reader, StoreError, Writer};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::desk::Desk;

/// Origin of what came with the program.
pub(super) const SHIPPED: &str = "shipped";
/// Origin of what was entered in a form.
pub(super) const ENTERED: &str = "entered";

/// Characters that name an event.
const KEY: usize = 16;

impl Desk {
    /// Reads the register into memory. A store that has no agencies yet first takes over what is shipped.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn open_register(&self, shipped: &Register, now_us: i64) -> Result<(), StoreError> {
        let empty = self.store.read(|reader| reader.count_agencies().map(|count| count == 0)).await?;
        if empty {
            let (agencies, edges) = (shipped.agencies().to_vec(), shipped.edges().to_vec());
            let act = Act::new("system", "agency.ship", now_us);
            self.store
                .write(act, move |writer| {
                    // Another server may have been faster.
                    if writer.count_agencies()? == 0 { put(writer, SHIPPED, &agencies, &edges) } else { Ok(()) }
                })
                .await?;
        }
        self.reread_register().await
    }

    /// Reads the register anew: another server may have changed it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn reread_register(&self) -> Result<(), StoreError> {
        let register = self.store.read(read).await?;
        self.replace_register(register);
        Ok(())
    }
}

/// The register as it is kept.
pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Register, StoreError> {
    let agencies: Vec<Agency> = reader
        .agencies()?
        .into_iter()
        .map(|row| of_document("agency", &row.id, row.document))
        .collect::<Result<_, _>>()?;
    let edges: Vec<LineageEdge> = reader
        .lineage()?
        .into_iter()
        .map(|row| of_document("lineage", &row.id, row.document))
        .collect::<Result<_, _>>()?;
    Ok(Register::new(agencies, edges))
}

/// Adds agencies, or replaces those that are there, and adds events.
pub(crate) fn put(
    writer: &mut Writer<'_>,
    origin: &str,
    agencies: &[Agency],
    edges: &[LineageEdge],
) -> Result<(), StoreError> {
    for agency in agencies {
        let id = agency.id.as_str().to_owned();
        let document = to_document(agency)?;
        match writer.get::<rows::Agency>(id.clone())? {
            Some(row) => writer.update(&rows::Agency { document, ..row })?,
            None => writer.insert(&rows::Agency { id, version: 1, origin: origin.to_owned(), document })?,
        }
    }
    for edge in edges {
        let id = free_id(writer, edge)?;
        writer.insert(&rows::Lineage { id, origin: origin.to_owned(), document: to_document(edge)? })?;
    }
    Ok(())
}

/// Takes agencies and an event out of the register; the journal keeps what they were.
pub(crate) fn take_away(
    writer: &mut Writer<'_>,
    agencies: &[AgencyId],
    event: Option<&LineageEdge>,
) -> Result<(), StoreError> {
    for id in agencies {
        writer.delete::<rows::Agency>(id.as_str().to_owned())?;
    }
    if let Some(event) = event {
        let row = row_of(writer, event)?;
        writer.delete::<rows::Lineage>(row.id)?;
    }
    Ok(())
}

/// Keeps an event as it should have been entered.
pub(crate) fn correct(writer: &mut Writer<'_>, was: &LineageEdge, is: &LineageEdge) -> Result<(), StoreError> {
    let row = row_of(writer, was)?;
    writer.update(&rows::Lineage { document: to_document(is)?, ..row })
}

/// The row of an event.
pub(crate) fn row_of(reader: &mut Reader<'_>, event: &LineageEdge) -> Result<rows::Lineage, StoreError> {
    let wanted = key(event);
    for row in reader.lineage()? {
        if key(&of_document("lineage", &row.id, row.document.clone())?) == wanted {
            return Ok(row);
        }
    }
    Err(StoreError::Absent { table: "lineage", key: event.date.to_string() })
}

/// Names an event, in addresses too, until somebody corrects it. Shares are left out: a database may keep the last digit of a number in its own way.
pub(crate) fn key(event: &LineageEdge) -> String {
    let heirs: Vec<&AgencyId> = event.to.iter().map(|heir| &heir.id).collect();
    let parts = (event.kind, event.date, &event.decision, &event.from, heirs, &event.note, &event.source);
    let text = serde_json::to_string(&parts).unwrap_or_default();
    chiso_identity::digest(&text).chars().take(KEY).collect()
}

/// The day, the kind and whoever came of it; with a number where that has been used.
fn free_id(writer: &mut Writer<'_>, edge: &LineageEdge) -> Result<String, StoreError> {
    let who = edge.to.first().map(|heir| heir.id.as_str()).or(edge.from.first().map(AgencyId::as_str));
    let stem = format!("{}-{}-{}", edge.date, edge.kind.id(), who.unwrap_or("none"));
    let mut id = stem.clone();
    let mut number = 2;
    while writer.get::<rows::Lineage>(id.clone())?.is_some() {
        id = format!("{stem}-{number}");
        number += 1;
    }
    Ok(id)
}

fn to_document<T: Serialize>(value: &T) -> Result<Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Malformed { detail: error.to_string() })
}

fn of_document<T: DeserializeOwned>(table: &str, id: &str, document: Value) -> Result<T, StoreError> {
    serde_json::from_value(document)
        .map_err(|error| StoreError::Malformed { detail: format!("{table} `{id}`: {error}") })
}
