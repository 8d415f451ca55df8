//! The rows of a file of results.

use std::collections::BTreeMap;

use chiso_model::agency::{Level, Register, fold_name_with_kind};
use chiso_model::{Date, Lang, Period};

use super::unit::{Names, find};
use super::{Figure, ImportedFigure, Provenance};
use crate::import::{Choices, Column, Import, ImportProblem};
use crate::problem::Problem;
use crate::text;

/// The columns of a file of results.
pub const COLUMNS: &[Column] = &[
    Column {
        id: "index",
        heading: ("Chỉ số", "Index"),
        also: &["Tên chỉ số", "Mã chỉ số"],
        meaning: (
            "Tên của chỉ số: par-index, sipas hoặc tên khác (chữ thường không dấu, gạch nối).",
            "Id of the index: par-index, sipas or another (small letters without marks, hyphens).",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["par-index", "par-index"],
    },
    Column {
        id: "year",
        heading: ("Năm", "Year"),
        also: &["Năm đánh giá"],
        meaning: ("Năm được đánh giá, không phải năm công bố.", "The year measured, not the year of publication."),
        choices: Choices::Free,
        required: true,
        examples: ["2019", "2019"],
    },
    Column {
        id: "level",
        heading: ("Cấp", "Level"),
        also: &["Cấp đơn vị"],
        meaning: ("Cấp của đơn vị; nhận cả cách gọi ngắn: tỉnh, bộ, sở, xã.", "The level of the unit."),
        choices: Choices::Levels,
        required: true,
        examples: ["Cấp tỉnh", "tỉnh"],
    },
    Column {
        id: "unit",
        heading: ("Đơn vị", "Unit"),
        also: &["Mã đơn vị", "Tên đơn vị", "Tỉnh, thành phố"],
        meaning: (
            "Mã hoặc tên của đơn vị vào cuối năm được đánh giá.",
            "Code or name of the unit at the end of the year measured.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["22", "Quảng Ninh"],
    },
    Column {
        id: "value",
        heading: ("Giá trị", "Value"),
        also: &["Điểm", "Chỉ số (%)", "Kết quả"],
        meaning: (
            "Tỷ lệ phần trăm, đúng các chữ số đã in (88,37 hoặc 88.37). Trong bảng tính hãy định dạng ô là văn bản để giữ 83.10.",
            "Per cent, with the digits as printed (88.37 or 88,37). In a workbook format the cell as text to keep 83.10.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "rank",
        heading: ("Thứ hạng", "Rank"),
        also: &["Xếp hạng", "Hạng", "Vị thứ"],
        meaning: (
            "Thứ hạng, số nguyên; để trống nếu không biết.",
            "The place, a whole number; blank where it is not known.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "appraisal",
        heading: ("Điểm thẩm định", "Appraisal"),
        also: &["Thẩm định"],
        meaning: ("Điểm từ tự đánh giá và thẩm định.", "Points from self-assessment and appraisal."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "survey",
        heading: ("Điểm điều tra xã hội học", "Survey"),
        also: &["Điều tra xã hội học"],
        meaning: ("Điểm từ điều tra xã hội học.", "Points from the sociological survey."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "note",
        heading: ("Ghi chú", "Note"),
        also: &[],
        meaning: ("Ghi chú cho người đọc.", "A remark for the reader."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "source",
        heading: ("Nguồn", "Source"),
        also: &[],
        meaning: (
            "Nguồn: văn bản, báo, ngày. Hai nguồn khác nhau là hai dòng.",
            "The source: document, newspaper, day. Two sources are two rows.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["", ""],
    },
    Column {
        id: "source_url",
        heading: ("Địa chỉ nguồn", "Source address"),
        also: &["Đường dẫn", "URL", "Liên kết"],
        meaning: ("Địa chỉ của nguồn trên mạng.", "Address of the source."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "provenance",
        heading: ("Cơ sở của số liệu", "Provenance"),
        also: &["Xuất xứ", "Cách biết"],
        meaning: (
            "Nguồn in đúng số này, số suy ra từ số khác của nguồn, hay chỉ biết theo nguồn thứ cấp; để trống là đã công bố.",
            "Printed so by the source, derived from other figures of it, or known from a secondary source only; blank means published.",
        ),
        choices: Choices::Provenances,
        required: false,
        examples: ["đã công bố", ""],
    },
];

/// A file of results.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResultFile {
    /// The figures of sound rows, in the order of the file.
    pub figures: Vec<ImportedFigure>,
    /// Every problem, by row. Nothing may be taken in while there are any.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

/// First year of which results can be told: no index of governance was measured in Việt Nam before.
const FIRST_YEAR: i16 = 1990;

/// Fewest letters of a source: VCCI.
const SOURCE_LETTERS: usize = 4;

/// What a file of results may speak of; where nothing is given, anything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Expected<'a> {
    /// The day on which it is brought: nothing is published of a later year.
    pub day: Option<Date>,
    /// Ids of the indices there are.
    pub indices: Option<&'a [String]>,
}

/// Reads a file of results: CSV, or a sheet of a workbook (the first where none is named).
pub fn read(file: &str, bytes: &[u8], sheet: Option<&str>, register: &Register) -> ResultFile {
    read_expecting(file, bytes, sheet, register, Expected::default())
}

/// Reads a file of results of which more is known beforehand.
pub fn read_expecting(
    file: &str,
    bytes: &[u8],
    sheet: Option<&str>,
    register: &Register,
    expected: Expected<'_>,
) -> ResultFile {
    let mut import = Import::open(file, bytes, sheet, COLUMNS);
    let mut years: BTreeMap<i16, Names<'_>> = BTreeMap::new();
    let mut figures: Vec<ImportedFigure> = Vec::new();
    // Figures of one thing from one source, by what they are about.
    let mut seen: BTreeMap<(String, Level, i16, String, String), usize> = BTreeMap::new();
    for index in import.rows() {
        let figure = row(&mut import, index, register, expected, &mut years);
        let Some(figure) = figure.filter(|_| !import.is_broken(index)) else { continue };
        let key = (
            figure.index.clone(),
            figure.level,
            figure.year,
            figure.unit.to_string(),
            fold_name_with_kind(&figure.source),
        );
        match seen.get(&key).map(|&earlier| &figures[earlier]) {
            Some(earlier) if earlier.says_the_same(&figure) => {
                let kind = ImportProblem::Repeated { row: earlier.row };
                import.warnings.push(import.frame.problem(figure.row, Some("unit"), kind));
            }
            Some(earlier) => {
                let kind = ImportProblem::SameSourceTwice { row: earlier.row };
                import.problem(index, "source", kind);
            }
            None => {
                seen.insert(key, figures.len());
                figures.push(figure);
            }
        }
    }
    let Import { mut problems, warnings, .. } = import;
    problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
    ResultFile { figures, problems, warnings }
}

/// A template in CSV: headings of that language and two rows as examples.
pub fn template_csv(lang: Lang) -> Vec<u8> {
    crate::import::template_csv(COLUMNS, lang)
}

/// A template as a workbook, with a sheet that says what each column means.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    crate::import::template_xlsx(COLUMNS, lang)
}

/// None where something that must be known is not; every problem of the row is told all the same.
fn row<'r>(
    import: &mut Import,
    index: usize,
    register: &'r Register,
    expected: Expected<'_>,
    years: &mut BTreeMap<i16, Names<'r>>,
) -> Option<ImportedFigure> {
    // “PAR INDEX” is how people write `par-index`.
    let of_index = import.required(index, "index").map(|text| text.to_lowercase().replace(' ', "-"));
    if let Some(text) = of_index.as_deref().filter(|text| !is_slug(text)) {
        import.problem(index, "index", ImportProblem::BadIndex(text::shown(text)));
    } else if let Some((text, known)) =
        of_index.as_ref().zip(expected.indices).filter(|(text, known)| !known.contains(text))
    {
        let meant = text::closest(text, known.iter().map(String::as_str));
        let problem = ImportProblem::UnknownIndex { index: text::shown(text), known: known.to_vec(), meant };
        import.problem(index, "index", problem);
    }
    let year = import.required(index, "year").and_then(|text| {
        let year = text.parse().ok().filter(|year| (1900..=2200).contains(year) && text.len() == 4);
        if year.is_none() {
            import.problem(index, "year", ImportProblem::BadYear(text::shown(&text)));
        }
        let may = (FIRST_YEAR, expected.day.map_or(2200, chiso_model::Date::year));
        if let Some(year) = year.filter(|year| !(may.0..=may.1).contains(year)) {
            import.problem(index, "year", ImportProblem::YearOutside { year, may });
            return None;
        }
        year
    });
    let level = import.required(index, "level").and_then(|text| {
        let level = level(&text);
        if level.is_none() {
            import.problem(index, "level", ImportProblem::BadLevel(text::shown(&text)));
        }
        level
    });
    let day = year.map(|year: i16| Period::year(year).last_day());
    let unit = import.required(index, "unit").and_then(|text| {
        let (year, day, level) = (year?, day?, level?);
        let names = years.entry(year).or_insert_with(|| Names::new(register, day));
        match find(register, names, Some(level), day, &text) {
            Ok(unit) => Some(unit),
            Err(problem) => {
                import.problem(index, "unit", problem);
                None
            }
        }
    });
    let value = per_cent(import, index, "value");
    let rank = rank(import, index);
    if let (Some(rank), Some(year), Some(Level::Province)) = (rank, year, level)
        && let Some(units) = years.get(&year).map(|names| names.provinces)
        && usize::from(rank) > units
    {
        import.problem(index, "rank", ImportProblem::RankBeyond { rank, units });
    }
    if value.is_none() && rank.is_none() && !import.is_broken(index) {
        import.problem(index, "value", ImportProblem::NothingGiven);
    }
    let appraisal = per_cent(import, index, "appraisal");
    let survey = per_cent(import, index, "survey");
    let provenance = match import.text(index, "provenance") {
        None => Some(Provenance::Published),
        Some(text) => {
            let provenance = Provenance::find(&text);
            if provenance.is_none() {
                import.problem(index, "provenance", ImportProblem::BadProvenance(text::shown(&text)));
            }
            provenance
        }
    };
    let source = import.required_text(index, "source", 1000);
    if let Some(text) =
        source.as_deref().filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() < SOURCE_LETTERS)
    {
        import.problem(index, "source", ImportProblem::BadSource(text::shown(text)));
    }
    let source_url = import.short_text(index, "source_url", 2000);
    if let Some(text) = source_url.as_deref().filter(|text| !is_address(text)) {
        import.problem(index, "source_url", ImportProblem::BadUrl(text::shown(text)));
    }
    Some(ImportedFigure {
        index: of_index?,
        level: level?,
        year: year?,
        unit: unit?,
        value,
        rank,
        appraisal,
        survey,
        provenance: provenance?,
        source: source?,
        source_url,
        note: import.short_text(index, "note", 2000),
        row: import.number_of(index),
        checked: false,
    })
}

fn per_cent(import: &mut Import, index: usize, column: &'static str) -> Option<Figure> {
    let (value, digits) = import.number(index, column)?;
    if !(0.0..=100.0).contains(&value) {
        let text = text::shown(&import.text(index, column).unwrap_or_default());
        import.problem(index, column, ImportProblem::OutOfRange { text, least: 0, greatest: 100 });
        return None;
    }
    Some(Figure { value, digits })
}

fn rank(import: &mut Import, index: usize) -> Option<u16> {
    let text = import.text(index, "rank")?;
    let rank = text.parse().ok().filter(|rank| *rank > 0 && text.bytes().all(|b| b.is_ascii_digit()));
    if rank.is_none() {
        import.problem(index, "rank", ImportProblem::BadRank(text::shown(&text)));
    }
    rank
}

fn is_slug(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 60 && text.split('-').all(word)
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// By id, or as people say it: `tỉnh`, `cấp tỉnh`, `bộ`.
fn level(text: &str) -> Option<Level> {
    let folded = fold_name_with_kind(text);
    let bare = folded.strip_prefix("cap ").unwrap_or(&folded);
    match bare {
        "tinh" | "tinh thanh pho" | "thanh pho" => Some(Level::Province),
        "bo" | "bo nganh" => Some(Level::Ministry),
        "huyen" => Some(Level::District),
        "xa" | "phuong" => Some(Level::Commune),
        "so" | "so nganh" => Some(Level::Department),
        "quoc gia" | "trung uong" => Some(Level::National),
        other => Level::from_id(other).or_else(|| {
            let is_called = |level: &Level| {
                let name = level.name();
                [Lang::Vi, Lang::En].iter().any(|lang| fold_name_with_kind(name.get(*lang)) == folded)
            };
            Level::ALL.into_iter().find(is_called)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Choices;

    #[test]
    fn every_word_that_the_template_names_is_read() {
        for lang in Lang::ALL {
            for choice in Choices::Levels.words(lang) {
                assert_eq!(level(&choice.word).map(Level::id), Some(choice.id.as_str()), "{}", choice.word);
                assert_eq!(level(&choice.id).map(Level::id), Some(choice.id.as_str()));
            }
            for choice in Choices::Provenances.words(lang) {
                let found = Provenance::find(&choice.word.to_uppercase());
                assert_eq!(found.map(Provenance::id), Some(choice.id.as_str()), "{}", choice.word);
                assert_eq!(Provenance::find(&choice.id).map(Provenance::id), Some(choice.id.as_str()));
            }
        }
        assert_eq!(Provenance::find("nguồn thứ cấp"), Some(Provenance::Reported));
        assert_eq!(Provenance::find("tự biết"), None);
    }
}
