//! Taking an archive into an empty store of either engine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Seek};

use zip::ZipArchive;

use super::{ARCHIVE_FORMAT, ArchiveError, ArchiveFiles, MANIFEST, Manifest, Passing, TablePart, kind, row};
use crate::column::{Storage, Value};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::journal::{Act, Head};
use crate::migrate::SCHEMA_VERSION;
use crate::record::{Class, ColumnShape, Record as _, Table};
use crate::schema::TABLES;
use crate::store::{Store, blocking};

/// What to do when the journal of an archive does not fit its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Findings {
    /// Take nothing.
    Refuse,
    /// Take it nevertheless: there is no better one.
    Accept,
}

/// Rows put in with one statement at most.
const ROWS: usize = 200;
/// Parameters that both engines take in one statement.
const PARAMETERS: usize = 30_000;
/// The largest manifest: a store of a million files has one of half of it.
const MANIFEST_BYTES: u64 = 256 * 1024 * 1024;

impl Store {
    /// Takes an archive in, whichever engine it came from: first every part of it is checked, then stored files are put in their places, then all rows come in one
    /// transaction, at the end of which the journal is checked. What came later than the archive's schema stays empty.
    ///
    /// # Errors
    /// When the store is not empty, or the archive newer, damaged or not what its journal says; then no row was taken in.
    pub async fn restore<R: Read + Seek + Send + 'static>(
        &self,
        from: R,
        mut files: impl ArchiveFiles,
        findings: Findings,
    ) -> Result<Manifest, ArchiveError> {
        let (mut archive, manifest) = blocking(move || open(from)).await??;
        self.read(|reader| refuse_full(reader.connection)).await?;
        let whole = manifest.clone();
        let archive = blocking(move || {
            for file in &whole.files {
                let failed = |error| ArchiveError::File { sha256: file.sha256.clone(), error };
                let mut bytes = archive.by_name(&file.part())?;
                files.put(&file.sha256, &mut bytes).map_err(failed)?;
            }
            for beside in &whole.beside {
                let mut bytes = archive.by_name(&beside.part())?;
                files
                    .put_beside(&beside.name, &mut bytes)
                    .map_err(|error| ArchiveError::Beside { name: beside.name.clone(), error })?;
            }
            Ok::<_, ArchiveError>(archive)
        })
        .await??;
        let whole = manifest.clone();
        let act = Act::new("system", "store.restore", manifest.created);
        self.write(act, move |writer| take_in(writer.reader.connection, archive, &whole, findings)).await?;
        Ok(manifest)
    }
}

/// Opens an archive and checks every part of it.
fn open<R: Read + Seek>(from: R) -> Result<(ZipArchive<R>, Manifest), ArchiveError> {
    let mut archive = ZipArchive::new(from)?;
    let mut text = Vec::new();
    archive.by_name(MANIFEST)?.take(MANIFEST_BYTES).read_to_end(&mut text).map_err(|_| damaged(MANIFEST))?;
    let found: serde_json::Value = serde_json::from_slice(&text).map_err(|_| damaged(MANIFEST))?;
    // Of a newer form nothing else is known.
    let number = |name: &str| found.get(name).and_then(serde_json::Value::as_i64);
    let form = number("chiso_archive").and_then(|form| u32::try_from(form).ok()).ok_or_else(|| damaged(MANIFEST))?;
    let schema = number("schema").unwrap_or_default();
    if form > ARCHIVE_FORMAT || schema > SCHEMA_VERSION {
        return Err(ArchiveError::Newer { found: (form, schema), known: (ARCHIVE_FORMAT, SCHEMA_VERSION) });
    }
    let manifest: Manifest = serde_json::from_value(found).map_err(|_| damaged(MANIFEST))?;
    let tables = manifest.tables.iter().map(|table| (table.part(), table.sha256.as_str()));
    let files = manifest.files.iter().map(|file| (file.part(), file.sha256.as_str()));
    if manifest.beside.iter().any(|beside| !beside.is_named_well()) {
        return Err(damaged(MANIFEST));
    }
    let beside = manifest.beside.iter().map(|beside| (beside.part(), beside.sha256.as_str()));
    for (part, sha256) in tables.chain(files).chain(beside) {
        let mut bytes = archive.by_name(&part).map(Passing::new).map_err(|_| damaged(&part))?;
        std::io::copy(&mut bytes, &mut std::io::sink()).map_err(|_| damaged(&part))?;
        if bytes.finish().0 != sha256 {
            return Err(damaged(&part));
        }
    }
    Ok((archive, manifest))
}

fn damaged(part: &str) -> ArchiveError {
    ArchiveError::Damaged { part: part.to_owned() }
}

fn refuse_full(connection: &mut dyn Connection) -> Result<(), ArchiveError> {
    for table in TABLES.iter().filter(|table| table.name != Head::TABLE.name) {
        let first = format!("SELECT {0} FROM {1} ORDER BY {0} LIMIT 1", table.key(), table.name);
        if !connection.query(&first, &[])?.is_empty() {
            return Err(ArchiveError::NotEmpty { table: table.name });
        }
    }
    Ok(())
}

fn take_in<R: Read + Seek>(
    connection: &mut dyn Connection,
    mut archive: ZipArchive<R>,
    manifest: &Manifest,
    findings: Findings,
) -> Result<(), ArchiveError> {
    refuse_full(connection)?;
    connection.script("DELETE FROM journal_head")?;
    let mut parts: BTreeMap<&str, &TablePart> = manifest.tables.iter().map(|part| (part.name.as_str(), part)).collect();
    for table in TABLES.iter().filter(|table| table.class != Class::Passing) {
        match parts.remove(table.name) {
            Some(part) => take_table(connection, &mut archive, table, part)?,
            None if manifest.schema < SCHEMA_VERSION => {}
            None => return Err(damaged(MANIFEST)),
        }
    }
    if !parts.is_empty() {
        return Err(damaged(MANIFEST));
    }
    let found = crate::verify::verify(connection, Some(&(manifest.journal_seq, manifest.journal_hash.clone())))?;
    if findings == Findings::Refuse && !found.findings.is_empty() {
        return Err(ArchiveError::Findings(found.findings));
    }
    Ok(())
}

/// Where the values of a line stand in the table of today.
fn places(table: &Table, part: &TablePart) -> Option<Vec<(usize, Storage)>> {
    let shape = |column: &ColumnShape| (column.name.to_owned(), kind(column.storage).to_owned());
    let places: Option<Vec<_>> =
        part.columns.iter().map(|there| table.columns.iter().position(|column| shape(column) == *there)).collect();
    let places = places?;
    let told = |i: usize, column: &ColumnShape| column.nullable || places.contains(&i);
    table.columns.iter().enumerate().all(|(i, column)| told(i, column)).then_some(())?;
    Some(places.into_iter().filter_map(|i| Some((i, table.columns.get(i)?.storage))).collect())
}

fn take_table<R: Read + Seek>(
    connection: &mut dyn Connection,
    archive: &mut ZipArchive<R>,
    table: &Table,
    part: &TablePart,
) -> Result<(), ArchiveError> {
    let name = part.part();
    let places = places(table, part).ok_or_else(|| damaged(MANIFEST))?;
    let storages: Vec<Storage> = places.iter().map(|(_, storage)| *storage).collect();
    let width = table.columns.len();
    let at_once = ROWS.min(PARAMETERS / width.max(1));
    let mut lines = BufReader::with_capacity(1 << 16, archive.by_name(&name).map_err(|_| damaged(&name))?);
    let (mut line, mut waiting, mut rows) = (Vec::new(), Vec::new(), 0);
    loop {
        line.clear();
        let ended = lines.read_until(b'\n', &mut line).map_err(|_| damaged(&name))? == 0;
        if !ended {
            let mut values = vec![Value::Null; width];
            for ((i, _), value) in places.iter().zip(row::values(&line, &storages).ok_or_else(|| damaged(&name))?) {
                if let Some(place) = values.get_mut(*i) {
                    *place = value;
                }
            }
            rows += 1;
            waiting.extend(values);
        }
        if waiting.len() == at_once * width || (ended && !waiting.is_empty()) {
            put(connection, table, &waiting).map_err(|error| match error {
                // A key twice, or nothing where something must be.
                StoreError::Exists { .. } | StoreError::Refused { .. } => damaged(&name),
                other => other.into(),
            })?;
            waiting.clear();
        }
        if ended {
            break;
        }
    }
    if rows == part.rows { Ok(()) } else { Err(damaged(&name)) }
}

/// Puts rows in with one statement.
fn put(connection: &mut dyn Connection, table: &Table, values: &[Value]) -> Result<(), StoreError> {
    let width = table.columns.len();
    let row = |first: usize| {
        let parameters: Vec<String> = (first + 1..=first + width).map(|i| format!("?{i}")).collect();
        format!("({})", parameters.join(", "))
    };
    let rows: Vec<String> = (0..values.len()).step_by(width.max(1)).map(row).collect();
    connection.execute(&format!("{}{}", table.insert, rows.join(", ")), values).map(drop)
}
