//! What each sheet, column and value means: the notes on the headers and the sheet that explains the others.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chiso_model::Lang;

use super::layout::{BOOK, BOOK_KEYS, Column, NODE_COLUMNS, NODES, TABLES};
use super::sheets::table_columns;

/// A line of the guide.
pub(super) struct Line {
    pub(super) sheet: &'static str,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) vi: String,
    pub(super) en: String,
}

/// By meaning: Vietnamese, and English where the schema has none.
static MEANINGS: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("meanings.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split(" | ");
            Some((fields.next()?, (fields.next()?, fields.next().unwrap_or_default())))
        })
        .collect()
});

fn texts(meaning: &str, english: &str) -> (String, String) {
    let (vi, en) = MEANINGS.get(meaning).copied().unwrap_or_default();
    // The schema's description may have paragraphs; a note has one.
    let english = if english.is_empty() { en } else { english.split("\n\n").next().unwrap_or_default() };
    (vi.to_owned(), english.to_owned())
}

fn column_texts(column: &Column) -> (String, String) {
    let (mut vi, mut en) = texts(&column.meaning, &column.description);
    match column.path.rsplit_once('.') {
        Some((_, "vi")) => {
            vi.push_str(" Tiếng Việt.");
            en.push_str(" Vietnamese.");
        }
        Some((_, "en")) => {
            vi.push_str(" Tiếng Anh; để trống thì hiện tiếng Việt.");
            en.push_str(" English; empty shows the Vietnamese.");
        }
        _ => {}
    }
    (vi, en)
}

/// The note on a header.
pub(super) fn explain(column: &Column, lang: Lang) -> Option<String> {
    let (vi, en) = column_texts(column);
    let mut text = match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    for (value, english) in &column.allowed {
        let (vi, en) = texts(&format!("{}={value}", column.values), english);
        text.push('\n');
        text.push_str(value);
        text.push_str(": ");
        text.push_str(lang.pick(&vi, &en));
    }
    (!text.is_empty()).then_some(text)
}

/// The note on a key of the sheet of single values.
pub(super) fn explain_key(key: &str, lang: Lang) -> Option<String> {
    explain(BOOK_KEYS.iter().find(|column| column.path == key)?, lang)
}

/// Every line of the guide.
pub(super) fn lines() -> Vec<Line> {
    let mut out = Vec::new();
    sheet(BOOK, &BOOK_KEYS, &mut out);
    sheet(NODES, &NODE_COLUMNS, &mut out);
    for table in &TABLES {
        sheet(table.name, &table_columns(table), &mut out);
    }
    out
}

fn sheet(sheet: &'static str, columns: &[Column], out: &mut Vec<Line>) {
    let (vi, en) = texts(&format!("sheet.{sheet}"), "");
    out.push(Line { sheet, column: String::new(), value: String::new(), vi, en });
    for column in columns.iter().filter(|column| !column.container) {
        let (vi, en) = column_texts(column);
        out.push(Line { sheet, column: column.path.clone(), value: String::new(), vi, en });
        for (value, english) in &column.allowed {
            let (vi, en) = texts(&format!("{}={value}", column.values), english);
            out.push(Line { sheet, column: column.path.clone(), value: (*value).to_owned(), vi, en });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_explained_in_both_languages() {
        let mut wanting = Vec::new();
        for line in lines() {
            if [&line.vi, &line.en].into_iter().any(|text| text.is_empty() || text.starts_with(' ')) {
                wanting.push(format!("{} {} {}: {} / {}", line.sheet, line.column, line.value, line.vi, line.en));
            }
        }
        assert_eq!(wanting, Vec::<String>::new());
    }

    #[test]
    fn every_meaning_is_used() {
        let mut used: std::collections::BTreeSet<String> = TABLES.iter().map(|t| format!("sheet.{}", t.name)).collect();
        used.extend([format!("sheet.{BOOK}"), format!("sheet.{NODES}")]);
        let tables = TABLES.iter().flat_map(table_columns);
        for column in BOOK_KEYS.iter().chain(NODE_COLUMNS.iter()).cloned().chain(tables) {
            used.extend(column.allowed.iter().map(|(value, _)| format!("{}={value}", column.values)));
            used.insert(column.meaning);
        }
        let idle: Vec<_> = MEANINGS.keys().filter(|key| !used.contains(**key)).collect();
        assert_eq!(idle, Vec::<&&str>::new());
    }
}
