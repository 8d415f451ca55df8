//! A document before it is written: sections of blocks, and tables that both writers share.

use chiso_model::{Date, Text};

use crate::Letter;

/// A document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// What the properties of the file say.
    pub(crate) title: String,
    pub(crate) letter: &'a Letter,
    /// Words above every page: that it is simulated, or a draft.
    pub(crate) running: Option<String>,
    pub(crate) sections: Vec<Section>,
}

/// Pages of one direction.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) landscape: bool,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug)]
pub(crate) enum Block {
    /// Name of the agency, name of the country, number, place and day.
    Letterhead,
    /// One paragraph.
    Paragraph(Look, String),
    /// A short line under a title.
    Line,
    Table(Table),
    /// Recipients and signature.
    Signature,
}

/// How a paragraph looks: a style of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// The kind of document: BÁO CÁO.
    Title,
    /// What it is about.
    Subject,
    /// A warning under the title: simulated, draft.
    Warning,
    /// Part I, II ...
    Part,
    /// Text.
    Body,
    /// The last words: on the page of the signature.
    Closing,
    /// Above a table.
    Caption,
    /// Under a table.
    Remark,
    /// “Phụ lục I”, and its title.
    Annex,
    /// To which document an annex belongs.
    Belongs,
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) title: Text,
    /// Its share of the width, as compared with the others.
    pub(crate) width: u16,
    pub(crate) kind: Kind,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Flush left.
    Text,
    /// In the middle: codes, places, short words.
    Middle,
    /// Flush right, with at least so many decimals.
    Number(u8),
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) weight: Weight,
    pub(crate) cells: Vec<Value>,
}

/// How much a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// An area or a total: bold, on a grey ground.
    Strong,
    /// A criterion with parts: bold.
    Medium,
    Plain,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    /// A number, printed with these decimals.
    Number(f64, u8),
    /// A number with its sign, printed with these decimals.
    Change(f64, u8),
}

impl Column {
    pub(crate) fn new(title: Text, width: u16, kind: Kind) -> Column {
        Column { title, width, kind }
    }
}

impl Value {
    /// Text, or nothing where it is empty.
    pub(crate) fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.trim().is_empty() { Value::Empty } else { Value::Text(text) }
    }

    /// Points with at least these decimals.
    pub(crate) fn points(value: f64, least: u8) -> Value {
        Value::Number(value, crate::print::decimals(value, least))
    }

    /// Points, or why there are none.
    pub(crate) fn mark(mark: chiso_round::Mark, least: u8) -> Value {
        match mark.0.get() {
            Ok(value) => Value::points(value, least),
            Err(kind) => Value::Text(crate::print::words(kind).vi),
        }
    }

    /// As it is printed.
    pub(crate) fn printed(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(value, digits) => crate::print::figure(*value, *digits),
            Value::Change(value, digits) => crate::print::change(*value, *digits),
        }
    }
}

impl Row {
    pub(crate) fn new(weight: Weight, cells: Vec<Value>) -> Row {
        Row { weight, cells }
    }
}

impl Document<'_> {
    /// The day of the properties of the file.
    pub(crate) fn made(&self) -> Date {
        self.letter.made
    }
}
