//! The kinds of file that are taken in: the one table.

use chiso_model::Lang;

/// A kind of file that may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// Word document (Office Open XML), without macros.
    Docx,
    /// Excel workbook (Office Open XML), without macros.
    Xlsx,
    /// `PowerPoint` presentation (Office Open XML), without macros.
    Pptx,
    /// `OpenDocument` text, without macros.
    Odt,
    /// `OpenDocument` spreadsheet, without macros.
    Ods,
    /// `OpenDocument` presentation, without macros.
    Odp,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// TIFF picture.
    Tiff,
    /// WebP picture.
    Webp,
    /// Table as text: UTF-8, or UTF-16 with its mark.
    Csv,
    /// JSON.
    Json,
    /// Plain text: UTF-8, or UTF-16 with its mark.
    Text,
    /// Detached digital signature (CMS, RFC 5652), as bytes or in letters (PEM).
    Signature,
    /// ZIP archive: only where the rules allow archives.
    Zip,
}

struct Row {
    kind: Kind,
    media_type: &'static str,
    /// The ends that its names may have, without the dot.
    extensions: &'static [&'static str],
    /// What browsers also declare it to be.
    also: &'static [&'static str],
    vi: &'static str,
    en: &'static str,
}

const fn row(
    kind: Kind,
    media_type: &'static str,
    extensions: &'static [&'static str],
    also: &'static [&'static str],
    vi: &'static str,
    en: &'static str,
) -> Row {
    Row { kind, media_type, extensions, also, vi, en }
}

const TABLE: [Row; 16] = [
    row(Kind::Pdf, "application/pdf", &["pdf"], &["application/x-pdf"], "tệp PDF", "a PDF file"),
    row(
        Kind::Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
        &[],
        "văn bản Word",
        "a Word document",
    ),
    row(
        Kind::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
        &[],
        "bảng tính Excel",
        "an Excel workbook",
    ),
    row(
        Kind::Pptx,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
        &[],
        "bài trình chiếu PowerPoint",
        "a PowerPoint presentation",
    ),
    row(
        Kind::Odt,
        "application/vnd.oasis.opendocument.text",
        &["odt"],
        &[],
        "văn bản OpenDocument",
        "an OpenDocument text",
    ),
    row(
        Kind::Ods,
        "application/vnd.oasis.opendocument.spreadsheet",
        &["ods"],
        &[],
        "bảng tính OpenDocument",
        "an OpenDocument spreadsheet",
    ),
    row(
        Kind::Odp,
        "application/vnd.oasis.opendocument.presentation",
        &["odp"],
        &[],
        "bài trình chiếu OpenDocument",
        "an OpenDocument presentation",
    ),
    row(Kind::Png, "image/png", &["png"], &[], "ảnh PNG", "a PNG picture"),
    row(Kind::Jpeg, "image/jpeg", &["jpg", "jpeg"], &["image/jpg", "image/pjpeg"], "ảnh JPEG", "a JPEG picture"),
    row(Kind::Tiff, "image/tiff", &["tif", "tiff"], &[], "ảnh TIFF", "a TIFF picture"),
    row(Kind::Webp, "image/webp", &["webp"], &[], "ảnh WebP", "a WebP picture"),
    row(
        Kind::Csv,
        "text/csv",
        &["csv", "tsv"],
        &["text/plain", "application/csv", "application/vnd.ms-excel", "text/tab-separated-values"],
        "bảng CSV",
        "a CSV table",
    ),
    row(
        Kind::Json,
        "application/json",
        &["json", "geojson"],
        &["text/plain", "application/geo+json", "text/json"],
        "tệp JSON",
        "a JSON file",
    ),
    row(
        Kind::Text,
        "text/plain",
        &["txt", "md", "yaml", "yml"],
        &["text/markdown", "application/yaml", "application/x-yaml", "text/yaml"],
        "tệp chữ",
        "a text file",
    ),
    row(
        Kind::Signature,
        "application/pkcs7-signature",
        &["p7s", "sig"],
        &["application/x-pkcs7-signature"],
        "tệp chữ ký số",
        "a digital signature",
    ),
    row(Kind::Zip, "application/zip", &["zip"], &["application/x-zip-compressed"], "tệp nén ZIP", "a ZIP archive"),
];

impl Kind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Kind> {
        TABLE.iter().map(|row| row.kind)
    }

    /// The kind whose names end in this, in whatever capitals.
    pub fn of_extension(extension: &str) -> Option<Kind> {
        let extension = extension.to_lowercase();
        TABLE.iter().find(|row| row.extensions.contains(&extension.as_str())).map(|row| row.kind)
    }

    fn row(self) -> &'static Row {
        // The test below sees to it that every kind has its row.
        TABLE.iter().find(|row| row.kind == self).unwrap_or(&TABLE[0])
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// The ends that its names may have, without the dot, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// What it is called in a sentence.
    pub fn name(self, lang: Lang) -> &'static str {
        let row = self.row();
        lang.pick(row.vi, row.en)
    }

    /// Whether it is text, so that only its name tells it from other text.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Kind::Csv | Kind::Json | Kind::Text)
    }

    /// Whether a browser may declare it to be this. Nothing, or "some bytes", is no declaration.
    pub(crate) fn may_be_declared(self, media_type: &str) -> bool {
        let declared = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
        let row = self.row();
        matches!(declared.as_str(), "" | "application/octet-stream" | "binary/octet-stream")
            || declared == row.media_type
            || row.also.contains(&declared.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_row_and_every_extension_one_kind() {
        for (row, kind) in TABLE.iter().zip(Kind::all()) {
            assert_eq!(kind.media_type(), row.media_type);
            for extension in row.extensions {
                assert_eq!(Kind::of_extension(&extension.to_uppercase()), Some(kind), "{extension}");
            }
        }
        assert_eq!(Kind::of_extension("exe"), None);
    }

    #[test]
    fn declarations_are_believed_where_browsers_are_known_to_differ() {
        for (kind, declared, may) in [
            (Kind::Csv, "application/vnd.ms-excel", true),
            (Kind::Csv, "text/csv; charset=utf-8", true),
            (Kind::Csv, "", true),
            (Kind::Csv, "application/pdf", false),
            (Kind::Pdf, "Application/PDF", true),
            (Kind::Pdf, "application/octet-stream", true),
            (Kind::Pdf, "text/html", false),
        ] {
            assert_eq!(kind.may_be_declared(declared), may, "{kind:?} {declared}");
        }
    }
}
