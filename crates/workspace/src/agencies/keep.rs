//! The register of agencies, from the store and back.

use chiso_model::agency::{Agency, LineageEdge, Register};
use chiso_store::agencies as rows;
use chiso_store::{Act, Reader, StoreError, Writer};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::desk::Desk;

/// Origin of what came with the program.
const SHIPPED: &str = "shipped";

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

/// The day, the kind and whoever came of it; with a number where that has been used.
fn free_id(writer: &mut Writer<'_>, edge: &LineageEdge) -> Result<String, StoreError> {
    let who =
        edge.to.first().map(|heir| heir.id.as_str()).or(edge.from.first().map(chiso_model::agency::AgencyId::as_str));
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
