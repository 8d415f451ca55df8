//! Writing an archive, while others go on writing the store.

use std::io::{self, Seek, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{
    ARCHIVE_FORMAT, ArchiveError, ArchiveFiles, BesidePart, FilePart, MANIFEST, Manifest, Passing, TablePart, kind, row,
};
use crate::column::Value;
use crate::connection::Connection;
use crate::journal;
use crate::migrate::SCHEMA_VERSION;
use crate::record::{Class, Record as _, Table};
use crate::schema::TABLES;
use crate::store::{EngineKind, Store, blocking};
use crate::tables::files::{File, PublishedFile};
use crate::verify::each_row;
use chiso_model::hex;

impl Store {
    /// Writes everything that is kept into one archive. What it holds is of one moment; others may go on writing meanwhile. Gives back what it was written to, not
    /// yet flushed to the disk, and what it holds.
    ///
    /// `created`: now, microseconds since 1970, UTC.
    ///
    /// # Errors
    /// When the store or a file cannot be read, or the archive not be written; what was written is then of no use.
    pub async fn backup<W: Write + Seek + Send + 'static>(
        &self,
        to: W,
        files: impl ArchiveFiles,
        created: i64,
    ) -> Result<(W, Manifest), ArchiveError> {
        let engine = match self.kind() {
            EngineKind::Sqlite => "sqlite",
            EngineKind::Postgres => "postgres",
        };
        let (zip, manifest, hashes) = self
            .read(move |reader| {
                let mut zip = ZipWriter::new(to);
                let mut hashes = Vec::new();
                let mut manifest = begin(reader.connection, engine, created)?;
                for table in TABLES.iter().filter(|table| table.class != Class::Passing) {
                    manifest.tables.push(write_table(reader.connection, table, &mut zip, &mut hashes)?);
                }
                // What somebody has brought may be what was published.
                hashes.sort_unstable();
                hashes.dedup();
                Ok::<_, ArchiveError>((zip, manifest, hashes))
            })
            .await?;
        // A file never changes, so the moment of the rows needs no holding on to.
        blocking(move || end(zip, manifest, &hashes, files)).await?
    }
}

fn begin(connection: &mut dyn Connection, engine: &str, created: i64) -> Result<Manifest, ArchiveError> {
    let head = journal::head(connection)?;
    Ok(Manifest {
        chiso_archive: ARCHIVE_FORMAT,
        schema: SCHEMA_VERSION,
        engine: engine.to_owned(),
        created,
        journal_seq: head.seq,
        journal_hash: hex(&head.hash),
        tables: Vec::new(),
        files: Vec::new(),
        beside: Vec::new(),
        lost: Vec::new(),
    })
}

/// Parts may be larger than the four gigabytes of the older form of ZIP.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().large_file(true).unix_permissions(0o600)
}

fn write_table<W: Write + Seek>(
    connection: &mut dyn Connection,
    table: &Table,
    zip: &mut ZipWriter<W>,
    hashes: &mut Vec<String>,
) -> Result<TablePart, ArchiveError> {
    let columns = table.columns.iter().map(|column| (column.name.to_owned(), kind(column.storage).to_owned()));
    let mut part =
        TablePart { name: table.name.to_owned(), rows: 0, sha256: String::new(), columns: columns.collect() };
    zip.start_file(part.part(), options().compression_method(zip::CompressionMethod::Deflated))?;
    let mut out = Passing::new(zip);
    each_row(connection, table, &mut |values| {
        if let Some(Value::Text(hash)) = values.first().filter(|_| holds_files(table)) {
            hashes.push(hash.clone());
        }
        part.rows += 1;
        let mut line = row::line(values);
        line.push('\n');
        out.write_all(line.as_bytes()).map_err(ArchiveError::from)
    })?;
    part.sha256 = out.finish().0;
    Ok(part)
}

/// Whether the rows of a table stand for stored files, by hash.
fn holds_files(table: &Table) -> bool {
    [File::TABLE.name, PublishedFile::TABLE.name].contains(&table.name)
}

fn end<W: Write + Seek>(
    mut zip: ZipWriter<W>,
    mut manifest: Manifest,
    hashes: &[String],
    mut files: impl ArchiveFiles,
) -> Result<(W, Manifest), ArchiveError> {
    for sha256 in hashes {
        let found = write_file(&mut zip, sha256, &mut files);
        match found.map_err(|error| ArchiveError::File { sha256: sha256.clone(), error })? {
            Some(size) => manifest.files.push(FilePart { sha256: sha256.clone(), size }),
            None => manifest.lost.push(sha256.clone()),
        }
    }
    for (name, mut bytes) in files.beside()? {
        let mut part = BesidePart { name, sha256: String::new(), size: 0 };
        zip.start_file(part.part(), options().compression_method(zip::CompressionMethod::Deflated))?;
        let mut passing = Passing::new(&mut bytes);
        io::copy(&mut passing, &mut zip)?;
        (part.sha256, part.size) = passing.finish();
        manifest.beside.push(part);
    }
    zip.start_file(MANIFEST, options().compression_method(zip::CompressionMethod::Deflated))?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
    zip.write_all(&text)?;
    let mut to = zip.finish()?;
    to.flush()?;
    Ok((to, manifest))
}

/// Writes one stored file; none when it is not there, or not what it was.
fn write_file<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    sha256: &str,
    files: &mut impl ArchiveFiles,
) -> io::Result<Option<u64>> {
    let mut bytes = match files.read(sha256) {
        Ok(Some(bytes)) => Passing::new(bytes),
        Ok(None) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(None),
        Err(error) => return Err(error),
    };
    // Documents and pictures are packed already.
    zip.start_file(format!("files/{sha256}"), options().compression_method(zip::CompressionMethod::Stored))?;
    let copied = io::copy(&mut bytes, zip);
    let (found, size) = bytes.finish();
    match copied {
        Ok(_) if found == sha256 => return Ok(Some(size)),
        Err(error) if error.kind() != io::ErrorKind::InvalidData => return Err(error),
        _ => {}
    }
    zip.abort_file()?;
    Ok(None)
}
