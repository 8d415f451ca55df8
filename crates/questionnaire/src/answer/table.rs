//! Answers as tables (CSV): a row a ballot, a column a variable of the codebook.

use std::collections::BTreeMap;

use chiso_model::{Lang, as_written, harmless};

use super::{Answer, Answers};
use crate::form::{Form, Item, Kind, QuestionType};
use crate::problem::{did_you_mean, short};
use crate::suggest::nearest;

/// How several choices stand in a table. Both are ways of ODK, and both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Multiple {
    /// In one column, codes with blanks between them.
    #[default]
    OneColumn,
    /// In a column `question/code` for each choice: 1 where it was chosen, 0 where not, nothing where the question was not answered.
    ColumnPerChoice,
}

/// Something wrong with a table of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableProblem {
    /// The row, from 1, the header being row 1; absent for the whole table.
    pub row: Option<u64>,
    /// The column, as its header names it.
    pub column: String,
    /// What.
    pub fault: TableFault,
}

/// What can be wrong with a table of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// No CSV, in the words of its reader.
    NotCsv(String),
    /// A column that is no variable of the form; the one that was probably meant.
    UnknownColumn(Option<String>),
    /// Two columns of one name, or one for all choices beside those for each.
    ColumnTwice,
    /// What stands there is no answer to the question.
    NoAnswer(String),
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column<'f> {
    /// The answer to a question.
    Answer(&'f Item),
    /// Whether a choice was chosen.
    Choice(&'f Item, String),
    /// What was written beside “other”.
    Other(&'f Item),
    /// What was computed.
    Computed(&'f Item),
}

impl Column<'_> {
    pub(crate) fn name(&self) -> String {
        match self {
            Column::Answer(item) | Column::Computed(item) => item.name.clone(),
            Column::Choice(item, code) => format!("{}/{code}", item.name),
            Column::Other(item) => item.other_name().unwrap_or_default(),
        }
    }
}

/// The columns of a table, in the order of the form.
pub(crate) fn columns(form: &Form, multiple: Multiple) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    for item in form.items() {
        if let Kind::Calculate(_) = item.kind {
            columns.push(Column::Computed(item));
        }
        let Some(question) = item.answerable() else { continue };
        match (&question.kind, multiple) {
            (QuestionType::SelectMultiple(select), Multiple::ColumnPerChoice) => {
                let codes = form.choices(&select.list).iter().map(|choice| choice.code.clone());
                columns.extend(codes.map(|code| Column::Choice(item, code)));
            }
            _ => columns.push(Column::Answer(item)),
        }
        if item.other_name().is_some() {
            columns.push(Column::Other(item));
        }
    }
    columns
}

/// Answers as CSV with a header. A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn write_csv<'a>(form: &Form, rows: impl IntoIterator<Item = &'a Answers>, multiple: Multiple) -> String {
    let columns = columns(form, multiple);
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(columns.iter().map(Column::name));
    for answers in rows {
        let _ = writer.write_record(columns.iter().map(|column| cell(column, answers)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn cell(column: &Column<'_>, answers: &Answers) -> String {
    match column {
        Column::Choice(item, code) => match answers.get(&item.name) {
            Some(answer) => if answer.codes().contains(&code.as_str()) { "1" } else { "0" }.to_owned(),
            None => String::new(),
        },
        _ => match answers.get(&column.name()) {
            Some(Answer::Text(text)) => harmless(text).into_owned(),
            Some(answer) => answer.written(),
            None => String::new(),
        },
    }
}

/// Answers from CSV with a header of variables of the form, in any order; what has no column was not answered. Whether the answers fit is for [`super::check`].
///
/// # Errors
/// Everything that is no answer, row by row.
pub fn read_csv(form: &Form, text: &str) -> Result<Vec<Answers>, Vec<TableProblem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut problems = Vec::new();
    let mut header: Option<Vec<(String, Option<Column<'_>>)>> = None;
    let mut out = Vec::new();
    for (row, record) in (1u64..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let fault = TableFault::NotCsv(error.to_string());
                problems.push(TableProblem { row: Some(row), column: String::new(), fault });
                continue;
            }
        };
        match &header {
            None => header = Some(headings(form, &record, &mut problems)),
            Some(header) => out.push(answers(form, row, header, &record, &mut problems)),
        }
    }
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

fn headings<'f>(
    form: &'f Form,
    record: &csv::StringRecord,
    problems: &mut Vec<TableProblem>,
) -> Vec<(String, Option<Column<'f>>)> {
    let all = [Multiple::OneColumn, Multiple::ColumnPerChoice].map(|multiple| columns(form, multiple)).concat();
    let known: BTreeMap<String, Column<'f>> = all.into_iter().map(|column| (column.name(), column)).collect();
    let mut seen: Vec<String> = Vec::new();
    let headings = record.iter().map(|name| {
        let name = name.trim().to_owned();
        let column = known.get(&name).cloned();
        let whole = match &column {
            Some(Column::Choice(item, _)) => item.name.clone(),
            _ => String::new(),
        };
        let fault = if column.is_none() {
            Some(TableFault::UnknownColumn(nearest(&name, known.keys().map(String::as_str))))
        } else {
            (seen.contains(&name) || seen.contains(&whole)).then_some(TableFault::ColumnTwice)
        };
        problems.extend(fault.map(|fault| TableProblem { row: None, column: name.clone(), fault }));
        seen.push(name.clone());
        (name, column)
    });
    headings.collect()
}

fn answers(
    form: &Form,
    row: u64,
    header: &[(String, Option<Column<'_>>)],
    record: &csv::StringRecord,
    problems: &mut Vec<TableProblem>,
) -> Answers {
    let mut answers = Answers::new();
    let mut chosen: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((heading, column), text) in header.iter().zip(record) {
        let Some(column) = column else { continue };
        if text.is_empty() {
            continue;
        }
        let answer = match column {
            Column::Computed(_) | Column::Other(_) => form.answer_from_written(heading, as_written(text)),
            Column::Answer(item) => match item.answerable().map(|question| &question.kind) {
                Some(QuestionType::Text) => form.answer_from_written(heading, as_written(text)),
                _ => form.answer_from_written(heading, text.trim()),
            },
            Column::Choice(item, code) => {
                if text.trim() == "1" {
                    chosen.entry(&item.name).or_default().push(code.clone());
                }
                if matches!(text.trim(), "0" | "1") {
                    continue;
                }
                None
            }
        };
        if answer.is_none() {
            let fault = TableFault::NoAnswer(text.to_owned());
            problems.push(TableProblem { row: Some(row), column: heading.clone(), fault });
        }
        answers.set(heading, answer);
    }
    for (name, codes) in chosen {
        answers.set(name, Some(Answer::Many(codes)));
    }
    answers
}

impl TableProblem {
    /// Where, what is wrong, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let what = self.fault.message(lang);
        let column = short(&self.column);
        match (self.row, lang) {
            (Some(row), Lang::Vi) => format!("dòng {row}, cột “{column}”: {what}"),
            (Some(row), Lang::En) => format!("row {row}, column “{column}”: {what}"),
            (None, Lang::Vi) => format!("cột “{column}”: {what}"),
            (None, Lang::En) => format!("column “{column}”: {what}"),
        }
    }
}

impl TableFault {
    fn message(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            TableFault::NotCsv(detail) => (
                format!("không đọc được như CSV ({}); hãy lưu lại dưới dạng CSV UTF-8", short(detail)),
                format!("this is no CSV ({}); save it as CSV UTF-8", short(detail)),
            ),
            TableFault::UnknownColumn(suggestion) => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                (
                    format!("phiếu không có câu hỏi này.{vi} Hãy sửa tên, hoặc xóa cột"),
                    format!("the form has no such question.{en} Mend the name, or delete the column"),
                )
            }
            TableFault::ColumnTwice => (
                "câu hỏi này đã có cột khác; hãy xóa một cột".to_owned(),
                "another column has the answers to this question; delete one".to_owned(),
            ),
            TableFault::NoAnswer(text) => (
                format!("`{}` không phải là câu trả lời của câu này; hãy sửa, hoặc để trống ô", short(text)),
                format!("`{}` is no answer to this question; mend it, or leave the cell empty", short(text)),
            ),
        };
        lang.pick(&vi, &en).clone()
    }
}
