//! A document as DOCX (ECMA-376, WordprocessingML): the few parts that such a document needs.

mod body;
mod letterhead;
mod package;
mod styles;
mod table;
mod xml;

use crate::PaperError;
use crate::document::Document;

/// Twentieths of a point, in which the format measures: so many a millimetre.
fn twips(millimetres: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "sizes of a page are small")]
    let twips = (millimetres * 1440.0 / 25.4).round() as i64;
    twips
}

/// A page of A4: its margins are those of Phụ lục I, Nghị định 30/2020/NĐ-CP (top and bottom 20 to 25 mm, left 30 to 35, right 15 to 20). Lying, it is the standing page
/// turned by a quarter, so that it can be bound with the others.
#[derive(Clone, Copy)]
struct Page {
    landscape: bool,
}

impl Page {
    /// Width and height, millimetres.
    fn size(self) -> (f64, f64) {
        if self.landscape { (297.0, 210.0) } else { (210.0, 297.0) }
    }

    /// Top, right, bottom, left, millimetres.
    fn margins(self) -> [f64; 4] {
        if self.landscape { [30.0, 20.0, 15.0, 20.0] } else { [20.0, 15.0, 20.0, 30.0] }
    }

    /// Width between the margins, twips.
    fn inner(self) -> i64 {
        let [_, right, _, left] = self.margins();
        twips(self.size().0 - left - right)
    }
}

/// The bytes of a document.
///
/// # Errors
/// When it is larger than an archive can be.
pub(crate) fn write(document: &Document<'_>) -> Result<Vec<u8>, PaperError> {
    package::write(document)
}
