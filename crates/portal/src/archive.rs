//! Files that outlive a change of the data, and tables as files.

use chiso_model::Lang;
use chiso_report::Table;
use sha2::{Digest, Sha256};

use crate::api;
use crate::site::{Publication, Site};
use crate::table;

/// A file that never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermanentFile {
    /// Name under which it is saved: `ranking.vi.csv`.
    pub name: String,
    /// Media type of its content.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whoever keeps files of earlier states of the data, which keep their permanent addresses.
pub trait Earlier: std::fmt::Debug + Send + Sync {
    /// The file whose content has this SHA-256, 64 hexadecimal digits. Asked on a thread that may wait.
    fn file(&self, sha256: &str) -> Option<PermanentFile>;
}

/// A few files at hand.
impl Earlier for Vec<PermanentFile> {
    fn file(&self, sha256: &str) -> Option<PermanentFile> {
        self.iter().find(|file| sha256_hex(&file.bytes) == sha256).cloned()
    }
}

/// Media type of a workbook.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The forms of every table.
pub(crate) const FORMS: [&str; 3] = ["csv", "xlsx", "json"];

fn sha256_hex(bytes: &[u8]) -> String {
    chiso_model::hex(&Sha256::digest(bytes))
}

/// The ranking in one form; its JSON is that of the API.
pub(crate) fn ranking_file(
    site: &Site,
    publication: &Publication,
    name: String,
    form: &str,
    lang: Lang,
) -> Option<PermanentFile> {
    if form == "json" {
        let bytes = chiso_web::json_bytes(&api::ranking_of(site, publication)).ok()?;
        return Some(PermanentFile { name, media_type: "application/json".to_owned(), bytes });
    }
    file_of_table(site, &table::ranking(site, publication, lang), name, form, lang)
}

/// A table in one form; none for an unknown one.
pub(crate) fn file_of_table(site: &Site, table: &Table, name: String, form: &str, lang: Lang) -> Option<PermanentFile> {
    let (media_type, bytes) = api::table_file(site, table, form, lang)?;
    Some(PermanentFile { name, media_type: media_type.to_owned(), bytes })
}
