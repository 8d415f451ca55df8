//! Why a workbook, or a row of it, is not taken in: each says where, and the way on.

use chiso_model::{Lang, Text};
use chiso_round::Refusal;
use chiso_workbook::Limited;

/// Why a workbook is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// It is no workbook, or a damaged one.
    NotAWorkbook,
    /// There is more of something than such a workbook has.
    TooMuch {
        /// What.
        what: Limited,
        /// How much is read.
        limit: u64,
    },
    /// A cell stands where no sheet has one.
    CellBeyond {
        /// Its reference.
        reference: String,
    },
    /// It was not taken out here, or its hidden sheet is gone.
    NotOurs,
    /// Its form is another than this program writes.
    OtherForm,
    /// It is for another round.
    OtherRound,
    /// It is for another unit.
    OtherUnit {
        /// Id of that unit, as the file has it.
        unit: String,
    },
    /// It was made for another text of the rulebook.
    OtherRulebook,
}

/// What keeps a row from being saved.
#[derive(Debug, Clone, PartialEq)]
pub enum CellProblem {
    /// There are entries in a row that belongs to no criterion.
    Stray {
        /// The row, from 1.
        row: u32,
    },
    /// The unit has no such criterion to score.
    UnknownCriterion {
        /// The row, from 1.
        row: u32,
        /// The id that stands there.
        node: String,
    },
    /// The criterion has no such number.
    UnknownNumber {
        /// The row, from 1.
        row: u32,
        /// The name that stands there.
        name: String,
    },
    /// The same number stands in two rows.
    Twice {
        /// The row, from 1.
        row: u32,
        /// The row where it stands first.
        first: u32,
    },
    /// Not a number.
    NoNumber {
        /// The cell, as `F7`.
        cell: String,
        /// What stands there.
        text: String,
    },
    /// Can be read in two ways.
    Ambiguous {
        /// The cell, as `F7`.
        cell: String,
        /// What stands there.
        text: String,
        /// Two ways to write it that can be read in one way only.
        ways: [String; 2],
    },
    /// A day, where a number is wanted.
    Day {
        /// The cell, as `F7`.
        cell: String,
    },
    /// Somebody else changed the criterion after the workbook was taken out.
    ChangedMeanwhile {
        /// The row, from 1.
        row: u32,
        /// Who.
        by: String,
        /// When, microseconds since 1970.
        at: i64,
    },
    /// The round does not let it be saved.
    Refused {
        /// The row, from 1.
        row: u32,
        /// Why.
        refusal: Box<Refusal>,
    },
}

impl FileProblem {
    /// What is wrong, and how to mend it. `names` gives the names of units.
    pub fn text(&self, names: &dyn Fn(&str) -> Text) -> Text {
        match self {
            FileProblem::NotAWorkbook => Text::new(
                "Tệp không phải bảng tính XLSX hoặc bị hỏng. Hãy mở bằng chương trình bảng tính, lưu dạng .xlsx rồi nạp lại.",
                "The file is no XLSX workbook, or damaged. Open it in a spreadsheet, save it as .xlsx and take it in again.",
            ),
            FileProblem::TooMuch { what, limit } => {
                let (vi, en) = match what {
                    Limited::UnpackedBytes => ("byte sau khi giải nén", "bytes when unpacked"),
                    Limited::Rows => ("dòng trong một trang", "rows on a sheet"),
                    Limited::Columns => ("cột trong một dòng", "cells in a row"),
                    Limited::Cells => ("ô", "cells"),
                };
                Text::new(
                    format!(
                        "Tệp lớn hơn mức đọc được ({limit} {vi}). Hãy xuất tệp mới và chỉ nhập vào các ô nền vàng."
                    ),
                    format!(
                        "The file is larger than what is read ({limit} {en}). Take a new one out and fill in only the yellow cells."
                    ),
                )
            }
            FileProblem::CellBeyond { reference } => Text::new(
                format!(
                    "Tệp có ô nằm ngoài trang tính (“{reference}”). Hãy mở bằng chương trình bảng tính, lưu lại rồi nạp lại."
                ),
                format!(
                    "The file has a cell beyond the sheet (“{reference}”). Open it in a spreadsheet, save it and take it in again."
                ),
            ),
            FileProblem::NotOurs => Text::new(
                "Tệp không phải biểu nhập liệu xuất từ hệ thống, hoặc trang ẩn của biểu đã bị xóa. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
                "The file is no form taken out here, or its hidden sheet was deleted. Take a new form out, copy what you entered, and take it in again.",
            ),
            FileProblem::OtherForm => Text::new(
                "Biểu nhập liệu thuộc phiên bản khác. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
                "The form is of another version. Take a new form out, copy what you entered, and take it in again.",
            ),
            FileProblem::OtherRound => Text::new(
                "Biểu này thuộc đợt đánh giá khác. Hãy nạp ở đúng đợt, hoặc xuất biểu của đợt này.",
                "This form belongs to another round. Take it in there, or take out the form of this round.",
            ),
            FileProblem::OtherUnit { unit } => {
                let name = names(unit);
                Text::new(
                    format!("Biểu này của {}, không phải của đơn vị đang mở. Hãy nạp ở đúng đơn vị.", name.vi),
                    format!(
                        "This form belongs to {}, not to the unit that is open. Take it in there.",
                        name.get(Lang::En)
                    ),
                )
            }
            FileProblem::OtherRulebook => Text::new(
                "Bộ tiêu chí của đợt đã thay đổi sau khi xuất biểu. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
                "The rulebook of the round has changed since the form was taken out. Take a new form out, copy what you entered, and take it in again.",
            ),
        }
    }
}

impl CellProblem {
    /// Where, what is wrong, and how to mend it. `names` gives the names of people and criteria.
    pub fn text(&self, names: &dyn Fn(&str) -> Text) -> Text {
        match self {
            CellProblem::Stray { row } => Text::new(
                format!("Dòng {row}: nội dung nhập ở dòng không thuộc tiêu chí nào. Hãy chuyển vào dòng của tiêu chí."),
                format!(
                    "Row {row}: something is entered in a row of no criterion. Move it into the row of the criterion."
                ),
            ),
            CellProblem::UnknownCriterion { row, node } => Text::new(
                format!("Dòng {row}: đơn vị không tự chấm tiêu chí “{node}”. Hãy xóa dòng này hoặc xuất biểu mới."),
                format!("Row {row}: the unit does not score “{node}” itself. Delete this row, or take out a new form."),
            ),
            CellProblem::UnknownNumber { row, name } => Text::new(
                format!("Dòng {row}: tiêu chí không dùng số liệu “{name}”. Hãy xóa dòng này hoặc xuất biểu mới."),
                format!("Row {row}: the criterion reads no number “{name}”. Delete this row, or take out a new form."),
            ),
            CellProblem::Twice { row, first } => Text::new(
                format!("Dòng {row}: số liệu này đã có ở dòng {first}. Hãy giữ một dòng."),
                format!("Row {row}: this number stands in row {first} already. Keep one of the rows."),
            ),
            CellProblem::NoNumber { cell, text } => Text::new(
                format!(
                    "Ô {cell}: “{text}” không phải số. Hãy ghi số, ví dụ 12,5; nếu không áp dụng thì ghi “Không áp dụng”."
                ),
                format!("Cell {cell}: “{text}” is no number. Write a number, such as 12.5, or “Not applicable”."),
            ),
            CellProblem::Ambiguous { cell, text, ways: [decimal, whole] } => Text::new(
                format!("Ô {cell}: “{text}” có thể hiểu theo hai cách. Hãy ghi “{decimal}” hoặc “{whole}”."),
                format!("Cell {cell}: “{text}” can be read in two ways. Write “{decimal}” or “{whole}”."),
            ),
            CellProblem::Day { cell } => Text::new(
                format!("Ô {cell}: chương trình bảng tính đã đổi số thành ngày. Hãy định dạng ô là số rồi nhập lại."),
                format!(
                    "Cell {cell}: the spreadsheet turned the number into a day. Format the cell as a number and enter it again."
                ),
            ),
            CellProblem::ChangedMeanwhile { row, by, .. } => {
                let name = names(by);
                Text::new(
                    format!(
                        "Dòng {row}: {} đã sửa tiêu chí này sau khi xuất biểu. Hãy xem nội dung mới rồi nhập trên hệ thống, hoặc xuất biểu mới; nội dung trong tệp chưa được ghi.",
                        name.vi
                    ),
                    format!(
                        "Row {row}: {} has changed this criterion since the form was taken out. Look at what is there now and enter yours on the page, or take out a new form; what the file says was not saved.",
                        name.get(Lang::En)
                    ),
                )
            }
            CellProblem::Refused { row, refusal } => {
                let text = refusal.text(names);
                Text::new(format!("Dòng {row}: {}", text.vi), format!("Row {row}: {}", text.get(Lang::En)))
            }
        }
    }
}
