//! Problems of a workbook, before its content is looked at.

use chiso_workbook::Limited;

use super::{did_you_mean, short};

/// The file is no workbook, or its sheets do not hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookProblem {
    /// It cannot be opened.
    NotAWorkbook {
        /// In the words of the reader.
        detail: String,
    },
    /// It is larger than what is read.
    TooLarge {
        /// What there is too much of.
        what: Limited,
        /// How much is read.
        limit: u64,
    },
    /// A cell stands where no sheet has one.
    CellBeyond {
        /// Its reference, as written.
        reference: String,
    },
    /// A cell holds an error of the spreadsheet program.
    CellError {
        /// As the program shows it.
        error: String,
    },
    /// A cell holds a formula that was never computed.
    FormulaWithoutValue,
    /// A column that must be there is not.
    MissingColumn {
        /// The sheet.
        sheet: &'static str,
        /// The column.
        column: &'static str,
    },
    /// A cell that must be filled in is empty.
    BlankCell {
        /// Its column.
        column: &'static str,
    },
    /// A sheet that must be there is not.
    MissingSheet {
        /// The sheet.
        sheet: &'static str,
    },
    /// A sheet that is not read.
    UnknownSheet {
        /// The sheet.
        sheet: String,
        /// The sheet that was probably meant.
        suggestion: Option<String>,
    },
    /// A column that does not exist in its sheet.
    UnknownColumn {
        /// The column.
        column: String,
        /// The column that was probably meant.
        suggestion: Option<String>,
    },
    /// A key of the sheet of single values that does not exist.
    UnknownBookKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<String>,
    },
    /// A row does not say what it must: whose it is, or its name.
    MissingOwner {
        /// The column that must be filled in.
        column: &'static str,
    },
    /// A row says that it belongs to something that is not there.
    UnknownOwner {
        /// The column.
        column: &'static str,
        /// What stands in it.
        value: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// Two cells or sheets say different things about the same key.
    Conflict {
        /// Path of the key.
        path: String,
    },
    /// Nodes whose parents are under them.
    ParentCircle,
    /// No node is without a parent.
    NoRoot,
}

impl WorkbookProblem {
    pub(crate) fn texts(&self) -> (String, String) {
        match self {
            WorkbookProblem::NotAWorkbook { detail } => (
                format!("Không mở được tệp như một bảng tính .xlsx ({detail}). Lưu lại bằng định dạng \"Excel Workbook (.xlsx)\", không đặt mật khẩu."),
                format!("The file cannot be opened as an .xlsx workbook ({detail}). Save it again as \"Excel Workbook (.xlsx)\", without a password."),
            ),
            WorkbookProblem::TooLarge { what, limit } => {
                let (vi, en) = match what {
                    Limited::UnpackedBytes => (format!("{} MiB sau khi giải nén", limit >> 20), format!("{} MiB after unpacking", limit >> 20)),
                    Limited::Rows => (format!("{limit} dòng mỗi trang tính"), format!("{limit} rows in a sheet")),
                    Limited::Columns => (format!("{limit} ô mỗi dòng"), format!("{limit} cells in a row")),
                    Limited::Cells => (format!("{limit} ô"), format!("{limit} cells")),
                };
                (
                    format!("Bảng tính quá lớn (giới hạn {vi}). Xóa các dòng, cột và trang tính thừa; kiểm tra lại tệp."),
                    format!("The workbook is too large (at most {en}). Delete rows, columns and sheets that are not needed; check that it is the right file."),
                )
            }
            WorkbookProblem::CellBeyond { reference } => {
                let reference = short(reference);
                (
                    format!("Tệp bị hỏng: ô `{reference}` nằm ngoài trang tính (ô cuối cùng là XFD1048576). Mở bằng Excel hoặc LibreOffice rồi lưu lại."),
                    format!("The file is damaged: cell `{reference}` lies beyond any sheet (the last cell is XFD1048576). Open it in Excel or LibreOffice and save it again."),
                )
            }
            WorkbookProblem::CellError { error } => (
                format!("Ô này báo lỗi `{error}`. Sửa công thức trong ô, hoặc gõ giá trị vào."),
                format!("The cell shows the error `{error}`. Mend its formula, or type the value."),
            ),
            WorkbookProblem::FormulaWithoutValue => (
                "Ô chứa công thức nhưng chưa có giá trị. Mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị vào ô.".to_owned(),
                "The cell holds a formula that has no value yet. Open the file in Excel and save it, or type the value.".to_owned(),
            ),
            WorkbookProblem::MissingColumn { sheet, column } => (
                format!("Trang tính `{sheet}` thiếu cột `{column}`. Thêm cột này, tên cột ở dòng đầu."),
                format!("Sheet `{sheet}` has no column `{column}`. Add it, with its name in the first row."),
            ),
            WorkbookProblem::BlankCell { column } => (
                format!("Ô `{column}` để trống. Điền vào, hoặc xóa dòng."),
                format!("The cell of `{column}` is empty. Fill it in, or delete the row."),
            ),
            WorkbookProblem::MissingSheet { sheet } => (
                format!("Thiếu trang tính `{sheet}`. Lấy bảng mẫu bằng `chiso rulebook template`, giữ nguyên tên các trang tính."),
                format!("Sheet `{sheet}` is missing. Get a template with `chiso rulebook template` and keep the names of its sheets."),
            ),
            WorkbookProblem::UnknownSheet { sheet, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let sheet = short(sheet);
                (
                    format!("Trang tính `{sheet}` không được đọc.{mean_vi} Đổi tên trang tính, hoặc xóa nếu không cần."),
                    format!("Sheet `{sheet}` is not read.{mean_en} Rename it, or delete it if it is not needed."),
                )
            }
            WorkbookProblem::UnknownColumn { column, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let column = short(column);
                (
                    format!("Không có cột `{column}`.{mean_vi} Xem trang tính `guide`; cột ghi chú riêng thì đặt tên bắt đầu bằng `#`."),
                    format!("Unknown column `{column}`.{mean_en} See the sheet `guide`; begin the name of a column of your own with `#`."),
                )
            }
            WorkbookProblem::UnknownBookKey { key, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let key = short(key);
                (
                    format!("Không có khóa `{key}`.{mean_vi} Xem trang tính `guide`."),
                    format!("Unknown key `{key}`.{mean_en} See the sheet `guide`."),
                )
            }
            WorkbookProblem::MissingOwner { column } => (
                format!("Dòng này chưa điền cột `{column}`. Điền vào, hoặc xóa dòng."),
                format!("This row has nothing in column `{column}`. Fill it in, or delete the row."),
            ),
            WorkbookProblem::UnknownOwner { column, value, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let value = short(value);
                let (sheet, vi, en) = match *column {
                    "of_rule" => ("rules", "số `no`", "number `no`"),
                    "of_part" => ("parts", "số `no`", "number `no`"),
                    "of_continues" => ("continues", "số `no`", "number `no`"),
                    _ => ("nodes", "mã `id`", "`id`"),
                };
                (
                    format!("`{column}` là `{value}`, nhưng trang tính `{sheet}` không có {vi} này.{mean_vi} Sửa lại cho khớp."),
                    format!("`{column}` is `{value}`, but sheet `{sheet}` has no such {en}.{mean_en} Make the two agree."),
                )
            }
            WorkbookProblem::Conflict { path } => (
                format!("`{path}` được điền ở hai chỗ khác nhau, hoặc không đi cùng ô khác của dòng này. Giữ lại một."),
                format!("`{path}` is filled in at two places, or does not go with another cell of its row. Keep one."),
            ),
            WorkbookProblem::ParentCircle => (
                "Mục này nằm dưới chính nó: các cột `parent` nối thành vòng. Sửa `parent` của một mục trong vòng.".to_owned(),
                "This node stands under itself: the `parent` cells form a circle. Change the `parent` of one node of the circle.".to_owned(),
            ),
            WorkbookProblem::NoRoot => (
                "Trang tính `nodes` không có mục gốc. Thêm một dòng để trống cột `parent`, mã trùng với `id` của bộ tiêu chí.".to_owned(),
                "Sheet `nodes` has no root. Add a row with an empty `parent`, with the `id` of the rulebook.".to_owned(),
            ),
        }
    }
}
