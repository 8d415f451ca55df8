//! The forms in which a table is written, and what goes with every file.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chiso_catalogue::Dataset;
use chiso_model::{Lang, Text};
use chiso_report::{ColumnKind, Sheet, Table, TableCell, table_csv, table_xlsx};
use chiso_web::{json_bytes, language};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::table::{self, At};
use super::word;
use crate::site::Site;

/// By whom and on what terms the data is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Who publishes it.
    pub publisher: Text,
    /// Where readers send questions: a mail address or a web page.
    pub contact: Option<String>,
    /// The licence, as SPDX names it.
    pub licence: String,
    /// Address of the licence's text.
    pub licence_url: String,
}

impl Default for Terms {
    /// The terms of the default settings.
    fn default() -> Terms {
        Terms {
            publisher: Text::new("chiso", "chiso"),
            contact: None,
            licence: "CC-BY-4.0".to_owned(),
            licence_url: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        }
    }
}

/// A form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Csv,
    Xlsx,
    Json,
}

impl Form {
    pub(super) const ALL: [Form; 3] = [Form::Csv, Form::Xlsx, Form::Json];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Xlsx => "xlsx",
            Form::Json => "json",
        }
    }

    /// Its media type, without parameters.
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Form::Csv => "text/csv",
            Form::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Form::Json => "application/json",
        }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Form::Csv => "text/csv; charset=utf-8",
            Form::Xlsx | Form::Json => self.media_type(),
        }
    }
}

/// A name of a file: `ranking.vi.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) table: String,
    pub(super) lang: Lang,
    pub(super) form: Form,
}

impl Named {
    pub(super) fn read(file: &str) -> Option<Named> {
        let mut parts = file.split('.');
        let (table, lang, form) = (parts.next()?, parts.next()?, parts.next()?);
        let form = Form::ALL.into_iter().find(|known| known.id() == form)?;
        // Only the tags as they are written: an address is not to have several spellings.
        let lang = language::of_tag(lang).filter(|known| known.tag() == lang)?;
        let plain = !table.is_empty() && table.bytes().all(|byte| byte.is_ascii_lowercase());
        (plain && parts.next().is_none()).then(|| Named { table: table.to_owned(), lang, form })
    }

    /// The name as it stands in an address.
    pub(super) fn file(&self) -> String {
        format!("{}.{}.{}", self.table, self.lang.tag(), self.form.id())
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) bytes: Vec<u8>,
    pub(super) sha256: String,
}

/// Makes a file; the same data gives the same bytes. None where a workbook cannot be written.
pub(super) fn make(site: &Site, at: &At, named: Named) -> Option<Made> {
    let Named { table, lang, form } = named;
    let made = table::make(site, at, lang)?;
    let bytes = write(&made, form, lang, &site.terms)?;
    let name = format!("{table}.{}.{}", lang.tag(), form.id());
    Some(Made { name, form, sha256: sha256(&bytes), bytes })
}

pub(super) fn write(table: &Table, form: Form, lang: Lang, terms: &Terms) -> Option<Vec<u8>> {
    match form {
        // The mark tells Excel that the text is UTF-8.
        Form::Csv => Some(format!("\u{feff}{}", table_csv(table)).into_bytes()),
        Form::Xlsx => {
            let name = lang.pick("Số liệu", "Data").to_owned();
            table_xlsx(&[Sheet { name, table: table.clone() }], lang).ok()
        }
        Form::Json => json_bytes(&JsonTable::of(table, lang, terms)).ok(),
    }
}

/// SHA-256 in 64 hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The value of `Repr-Digest` (RFC 9530).
pub(super) fn repr_digest(bytes: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// A table as JSON.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JsonTable {
    /// What it shows.
    title: String,
    /// What is measured, and remarks.
    subtitle: String,
    /// Where the numbers come from.
    source: String,
    /// The language of the words.
    #[schema(value_type = word::Language)]
    language: &'static str,
    /// The licence, as SPDX names it.
    license: String,
    /// Address of the licence's text.
    license_url: String,
    /// The columns.
    columns: Vec<JsonColumn>,
    /// The rows, one cell a column: text, a number, `null` where nothing belongs, or `{"missing": KIND}` where a value is not there (KIND as `missing` in the API).
    rows: Vec<Vec<Value>>,
}

/// A column of a table.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct JsonColumn {
    /// Its heading.
    title: String,
    /// `text` or `number`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Digits after the decimal mark with which a number is printed; numbers here are unrounded.
    digits: Option<u8>,
}

impl JsonTable {
    fn of(table: &Table, lang: Lang, terms: &Terms) -> JsonTable {
        let column = |column: &chiso_report::Column| {
            let (kind, digits) = match column.kind {
                ColumnKind::Text => ("text", None),
                ColumnKind::Number { digits } => ("number", Some(digits)),
            };
            JsonColumn { title: column.title.clone(), kind, digits }
        };
        let cell = |cell: &TableCell| match cell {
            TableCell::Text(text) => json!(text),
            TableCell::Number(number) => json!(number),
            TableCell::Missing(missing) => json!({ "missing": missing.id() }),
            TableCell::Empty => Value::Null,
        };
        JsonTable {
            title: table.title.clone(),
            subtitle: table.subtitle.clone(),
            source: table.source.clone(),
            language: lang.tag(),
            license: terms.licence.clone(),
            license_url: terms.licence_url.clone(),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }
}

/// A table of a data set as a file.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FileEntry {
    /// Which table: `ranking`, `figures` or `nodes`.
    table: &'static str,
    /// Its language.
    #[schema(value_type = word::Language)]
    language: &'static str,
    /// Its media type.
    media_type: &'static str,
    /// Its address.
    href: String,
}

/// The files of a data set.
pub(in crate::api) fn files_of(site: &Site, dataset: &Dataset) -> Vec<FileEntry> {
    let mut files = Vec::new();
    for at in table::of_dataset(site, &dataset.id) {
        for lang in [Lang::Vi, Lang::En] {
            for form in Form::ALL {
                files.push(FileEntry {
                    table: at.sort.id(),
                    language: lang.tag(),
                    media_type: form.media_type(),
                    href: at.address(lang, form),
                });
            }
        }
    }
    files
}
