//! Problems of the file itself, before its content is looked at.

use crate::place::Place;

/// The file is no YAML, or YAML of a sort that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentProblem {
    /// There is nothing in it.
    Empty,
    /// It is longer than what is read.
    TooLarge {
        /// Bytes.
        limit: usize,
    },
    /// It is nested more deeply than what is read.
    TooDeep {
        /// Levels.
        limit: usize,
    },
    /// It breaks the grammar of YAML.
    Syntax(Syntax),
    /// A key stands twice in the same map.
    DoubledKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Place,
    },
    /// A key is a list or a map.
    KeyIsNoText,
    /// An anchor (`&name`).
    Anchor,
    /// An alias (`*name`).
    Alias,
    /// A tag (`!name`).
    Tag,
    /// A second document after `---`.
    SecondDocument,
}

/// How the grammar of YAML is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Syntax {
    /// A tab where spaces belong.
    Tab,
    /// Lines that belong together begin in different columns.
    Indentation,
    /// Quotes are not closed or hold a wrong escape.
    Quotes,
    /// `[` or `{` is not closed, or a comma is missing.
    Brackets,
    /// A colon is missing or one too many.
    Colon,
    /// A character that cannot be seen.
    Unprintable,
    /// Anything else, in the words of the YAML parser.
    Other(String),
}

impl DocumentProblem {
    pub(crate) fn syntax(info: &str) -> DocumentProblem {
        if info.contains("unknown anchor") {
            return DocumentProblem::Alias;
        }
        let has = |words: &[&str]| words.iter().any(|word| info.contains(word));
        DocumentProblem::Syntax(if has(&["tab "]) || has(&["tabs "]) || info.ends_with("a tab") {
            Syntax::Tab
        } else if has(&["quoted scalar"]) {
            Syntax::Quotes
        } else if has(&["flow", "misplaced bracket", ",[]{}"]) {
            Syntax::Brackets
        } else if has(&["simple key", "mapping values", "mapping keys", "':'"]) {
            Syntax::Colon
        } else if has(&["indent", "block collection", "block mapping", "block sequence"]) {
            Syntax::Indentation
        } else if has(&["unprintable", "byte order mark"]) {
            Syntax::Unprintable
        } else {
            Syntax::Other(info.to_owned())
        })
    }

    pub(crate) fn texts(&self) -> (String, String) {
        match self {
            DocumentProblem::Empty => (
                "Tệp không có nội dung. Lấy tệp mẫu bằng `chiso rulebook template`.".to_owned(),
                "The file is empty. Get a template with `chiso rulebook template`.".to_owned(),
            ),
            DocumentProblem::TooLarge { limit } => {
                let mib = limit / (1024 * 1024);
                (
                    format!("Tệp lớn hơn {mib} MiB nên không được đọc. Một bộ tiêu chí không dài đến thế; kiểm tra lại tệp."),
                    format!("The file is larger than {mib} MiB and is not read. No rulebook is that long; check that it is the right file."),
                )
            }
            DocumentProblem::TooDeep { limit } => (
                format!("Lồng nhau quá {limit} cấp. Bớt số cấp."),
                format!("Nested more than {limit} levels deep. Use fewer levels."),
            ),
            DocumentProblem::Syntax(syntax) => syntax.texts(),
            DocumentProblem::DoubledKey { key, first } => (
                format!("Khóa `{key}` đã có ở {first}. Giữ lại một trong hai."),
                format!("Key `{key}` already stands at {first}. Keep one of the two."),
            ),
            DocumentProblem::KeyIsNoText => (
                "Khóa phải là chữ, không phải danh sách hay nhóm khóa. Kiểm tra dấu ngoặc và dấu `?`.".to_owned(),
                "A key must be a text, not a list or a map. Check the brackets and any `?`.".to_owned(),
            ),
            DocumentProblem::Anchor => (
                "Không dùng neo YAML (`&tên`). Viết giá trị ra tại từng chỗ.".to_owned(),
                "YAML anchors (`&name`) are not used here. Write the value out at each place.".to_owned(),
            ),
            DocumentProblem::Alias => (
                "Không dùng tham chiếu YAML (`*tên`). Viết giá trị ra tại chỗ này; chữ bắt đầu bằng `*` thì đặt trong dấu nháy.".to_owned(),
                "YAML aliases (`*name`) are not used here. Write the value out; put quotes around a text that begins with `*`.".to_owned(),
            ),
            DocumentProblem::Tag => (
                "Không dùng thẻ YAML (`!tên`). Bỏ thẻ; chữ bắt đầu bằng `!` thì đặt trong dấu nháy.".to_owned(),
                "YAML tags (`!name`) are not used here. Remove it; put quotes around a text that begins with `!`.".to_owned(),
            ),
            DocumentProblem::SecondDocument => (
                "Tệp có hơn một tài liệu YAML (dấu `---`). Mỗi tệp một bộ tiêu chí.".to_owned(),
                "The file holds more than one YAML document (`---`). One rulebook a file.".to_owned(),
            ),
        }
    }
}

impl Syntax {
    fn texts(&self) -> (String, String) {
        let (vi, en) = match self {
            Syntax::Tab => (
                "Có dấu tab ở chỗ cần dấu cách. Thay tab bằng dấu cách.",
                "A tab stands where spaces belong. Replace it with spaces.",
            ),
            Syntax::Indentation => (
                "Lề không thẳng: các dòng cùng nhóm phải bắt đầu ở cùng một cột. Sửa lại số dấu cách đầu dòng.",
                "The indentation is uneven: lines that belong together begin in the same column. Mend the spaces at the start of the line.",
            ),
            Syntax::Quotes => (
                "Dấu nháy không đóng hoặc có ký hiệu `\\` sai bên trong. Kiểm tra từ dấu nháy mở.",
                "Quotes are not closed, or hold a wrong `\\` escape. Look from where they open.",
            ),
            Syntax::Brackets => (
                "Dấu ngoặc `[` hoặc `{` không đóng, hoặc thiếu dấu phẩy. Kiểm tra từ dấu ngoặc mở.",
                "A bracket `[` or `{` is not closed, or a comma is missing. Look from where it opens.",
            ),
            Syntax::Colon => (
                "Thiếu hoặc thừa dấu hai chấm. Mỗi dòng viết `khóa: giá trị`; giá trị có chứa dấu hai chấm thì đặt trong dấu nháy.",
                "A colon is missing or one too many. Write `key: value` on each line; put quotes around a value that holds a colon.",
            ),
            Syntax::Unprintable => (
                "Có ký tự không nhìn thấy được. Xóa ký tự đó hoặc gõ lại dòng này.",
                "There is a character that cannot be seen. Remove it or type the line again.",
            ),
            Syntax::Other(info) => {
                return (
                    format!("Không đọc được YAML tại đây (bộ đọc báo: {info}). Kiểm tra dòng này và dòng ngay trên."),
                    format!("The YAML cannot be read here ({info}). Check this line and the one above."),
                );
            }
        };
        (vi.to_owned(), en.to_owned())
    }
}
