//! Why a document could not be written.

use chiso_model::Text;

/// Why a document could not be written. What it holds is given, so only its size can be at fault.
#[derive(Debug)]
pub enum PaperError {
    /// The writer of workbooks: more rows than a sheet has, or a text longer than a cell holds (32,767 characters).
    Xlsx(rust_xlsxwriter::XlsxError),
    /// The writer of archives.
    Docx(zip::result::ZipError),
}

impl PaperError {
    /// What is wrong, and the way on.
    pub fn text(&self) -> Text {
        match self {
            PaperError::Xlsx(rust_xlsxwriter::XlsxError::MaxStringLengthExceeded) => Text::new(
                "Có nội dung dài hơn 32.767 ký tự, một ô bảng tính không chứa được. Hãy rút gọn nội dung đó trên hệ thống rồi xuất lại.",
                "A text is longer than 32,767 characters, more than a cell of a spreadsheet holds. Shorten it on the page, then take the file out again.",
            ),
            PaperError::Xlsx(error) => Text::new(
                format!("Không ghi được tệp bảng tính: {error}."),
                format!("The workbook could not be written: {error}."),
            ),
            PaperError::Docx(error) => Text::new(
                format!("Không ghi được tệp văn bản: {error}."),
                format!("The document could not be written: {error}."),
            ),
        }
    }
}

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text().get(chiso_model::Lang::En))
    }
}

impl std::error::Error for PaperError {}

impl From<rust_xlsxwriter::XlsxError> for PaperError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        PaperError::Xlsx(error)
    }
}

impl From<zip::result::ZipError> for PaperError {
    fn from(error: zip::result::ZipError) -> Self {
        PaperError::Docx(error)
    }
}
