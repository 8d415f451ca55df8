//! The sheet `survey`: rows become items.

use std::collections::BTreeMap;

use super::lists::Lists;
use super::parts;
use super::table::{Line, Table};
use crate::form::{Appearance, Item, Kind, Question, QuestionType, Select, Texts};
use crate::name::is_name;
use crate::problem::{Problem, ProblemKind};
use crate::refused;
use crate::suggest::nearest;

/// How deep groups may stand within each other.
const DEEPEST: usize = 10;

/// The items, and the row of each.
pub(super) struct Survey {
    pub(super) items: Vec<Item>,
    pub(super) lines: Vec<Line>,
}

/// A type as it is written.
enum Written<'t> {
    Begin,
    End,
    Note,
    Calculate,
    Plain(&'static str),
    Select { word: &'static str, list: &'t str, or_other: bool },
}

pub(super) fn survey(table: &Table, lists: &Lists, problems: &mut Vec<Problem>) -> Survey {
    let mut reader = Reader {
        survey: Survey { items: Vec::new(), lines: Vec::new() },
        open: Vec::new(),
        too_deep: 0,
        lists,
        problems,
    };
    for line in &table.lines {
        reader.line(line);
    }
    reader.end();
    reader.survey
}

struct Reader<'r> {
    survey: Survey,
    /// Numbers of the groups that have not ended.
    open: Vec<usize>,
    /// Groups beyond the deepest that have not ended.
    too_deep: usize,
    lists: &'r Lists,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    fn fail(&mut self, line: &Line, column: &str, kind: ProblemKind) {
        self.problems.push(line.problem(column, kind));
    }

    fn line(&mut self, line: &Line) {
        let Some(text) = line.get("type") else {
            return self.fail(line, "type", ProblemKind::MissingCell("type"));
        };
        match written(text) {
            Err(kind) => self.fail(line, "type", kind),
            Ok(Written::End) => self.end_group(line),
            Ok(written) => self.item(line, &written),
        }
    }

    fn end_group(&mut self, line: &Line) {
        self.only(line, "end_group", &["name"]);
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(group) = self.open.pop() else { return self.fail(line, "type", ProblemKind::EndWithoutBegin) };
        let name = self.survey.items[group].name.clone();
        if line.get("name").is_some_and(|own| own != name) {
            self.fail(line, "name", ProblemKind::EndOfAnother { name });
        }
        if group + 1 == self.survey.items.len() {
            let begin = self.survey.lines[group].clone();
            self.fail(&begin, "type", ProblemKind::EmptyGroup);
        }
    }

    fn item(&mut self, line: &Line, written: &Written<'_>) {
        if matches!(written, Written::Begin) && self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return self.fail(line, "type", ProblemKind::GroupsTooDeep { limit: DEEPEST });
        }
        let name = line.get("name").unwrap_or_default().to_owned();
        if name.is_empty() {
            self.fail(line, "name", ProblemKind::MissingCell("name"));
        } else if !is_name(&name) {
            self.fail(line, "name", ProblemKind::BadName { name: name.clone() });
        }
        let mut expression = |column| parts::expression(line, column, self.problems);
        let relevant = expression("relevant");
        let (kind, word) = match written {
            Written::Begin | Written::End => (Kind::Group, "begin_group"),
            Written::Note => (Kind::Note, "note"),
            Written::Calculate => {
                if line.get("calculation").is_none() {
                    self.fail(line, "calculation", ProblemKind::MissingCell("calculation"));
                }
                let calculation = parts::expression(line, "calculation", self.problems);
                let empty = || crate::expression::Expression::parse("''").ok();
                // What cannot be read has been told of; the rest of the row is still looked at.
                let Some(calculation) = calculation.or_else(empty) else { return };
                (Kind::Calculate(calculation), "calculate")
            }
            Written::Plain(word) | Written::Select { word, .. } => {
                let kind = match written {
                    Written::Select { list, or_other, .. } => self.select(line, word, list, *or_other),
                    _ => self.plain(line, word),
                };
                let question = Question {
                    required: parts::required(line, self.problems),
                    required_message: line.texts("required_message"),
                    constraint: parts::expression(line, "constraint", self.problems),
                    constraint_message: line.texts("constraint_message"),
                    default: parts::default(line, &kind, self.lists, self.problems),
                    kind,
                };
                (Kind::Question(Box::new(question)), *word)
            }
        };
        self.only(line, word, allowed_columns(word));
        let appearance = parts::appearance(line, word, self.problems);
        let label = line.texts("label");
        let is_silent = matches!(kind, Kind::Group | Kind::Calculate(_)) || appearance == Some(Appearance::Label);
        if label.is_empty() && !is_silent {
            self.fail(line, "label", ProblemKind::MissingCell("label"));
        }
        let parent = self.open.last().copied();
        if matches!(kind, Kind::Group) {
            self.open.push(self.survey.items.len());
        }
        self.survey.items.push(Item { name, label, hint: line.texts("hint"), relevant, appearance, parent, kind });
        self.survey.lines.push(line.clone());
    }

    fn plain(&mut self, line: &Line, word: &str) -> QuestionType {
        match word {
            "integer" => QuestionType::Integer,
            "decimal" => QuestionType::Decimal,
            "date" => QuestionType::Date,
            "range" => QuestionType::Range(parts::range(line, self.problems)),
            _ => QuestionType::Text,
        }
    }

    fn select(&mut self, line: &Line, word: &str, list: &str, or_other: bool) -> QuestionType {
        let filter = parts::expression(line, "choice_filter", self.problems);
        match self.lists.named(list) {
            None => {
                let suggestion = nearest(list, self.lists.all.iter().map(|list| list.name.as_str()));
                self.fail(line, "type", ProblemKind::UnknownList { name: list.to_owned(), suggestion });
            }
            Some(known) if or_other && !known.choices.iter().any(|choice| choice.code == crate::form::OTHER) => {
                self.fail(line, "type", ProblemKind::NoOther { list: list.to_owned() });
            }
            Some(_) => {}
        }
        if or_other && filter.is_some() {
            self.fail(line, "choice_filter", ProblemKind::OtherWithFilter);
        }
        let select = Select { list: list.to_owned(), or_other, filter };
        match word {
            "select_one" => QuestionType::SelectOne(select),
            "rank" => QuestionType::Rank(select),
            _ => QuestionType::SelectMultiple(select),
        }
    }

    /// Tells of cells that such a row has no use for.
    fn only(&mut self, line: &Line, word: &str, allowed: &[&str]) {
        for (column, heading, _) in line.cells() {
            if heading.name != "type" && !allowed.contains(&heading.name.as_str()) {
                let place = crate::place::Place::cell("survey", line.row, column);
                let kind = ProblemKind::NotHere { column: heading.name.clone(), of: word.to_owned() };
                self.problems.push(Problem { place, kind });
            }
        }
    }

    fn end(&mut self) {
        for group in std::mem::take(&mut self.open) {
            let line = self.survey.lines[group].clone();
            self.fail(&line, "type", ProblemKind::GroupWithoutEnd);
        }
        let asks = self.survey.items.iter().any(|item| item.answerable().is_some());
        // Where rows could not be read, that is what is wrong.
        if !asks && self.problems.is_empty() {
            let place = crate::place::Place::sheet("survey");
            self.problems.push(Problem { place, kind: ProblemKind::NoQuestion });
        }
    }
}

/// Columns that a row of a type may fill in.
pub(super) fn allowed_columns(word: &str) -> &'static [&'static str] {
    match word {
        "begin_group" => &["name", "label", "relevant", "appearance"],
        "note" => &["name", "label", "hint", "relevant"],
        "calculate" => &["name", "label", "relevant", "calculation"],
        "range" => &[
            "name",
            "label",
            "hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "default",
            "appearance",
            "parameters",
        ],
        "select_one" | "select_multiple" => &[
            "name",
            "label",
            "hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "default",
            "appearance",
            "choice_filter",
        ],
        "rank" => &[
            "name",
            "label",
            "hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "choice_filter",
        ],
        _ => &[
            "name",
            "label",
            "hint",
            "required",
            "required_message",
            "relevant",
            "constraint",
            "constraint_message",
            "default",
            "appearance",
        ],
    }
}

fn written(text: &str) -> Result<Written<'_>, ProblemKind> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ");
    Ok(match joined.as_str() {
        "begin_group" | "begin group" => Written::Begin,
        "end_group" | "end group" => Written::End,
        "note" => Written::Note,
        "calculate" => Written::Calculate,
        "text" => Written::Plain("text"),
        "integer" => Written::Plain("integer"),
        "decimal" => Written::Plain("decimal"),
        "date" => Written::Plain("date"),
        "range" => Written::Plain("range"),
        _ => {
            // What begins a type may be followed by a list, or by words of older forms.
            let begin = (1..=words.len().min(2)).rev().map(|count| words[..count].join(" "));
            if let Some(name) = begin.into_iter().find(|begin| refused::is_refused_type(begin)) {
                return Err(ProblemKind::RefusedType { name });
            }
            let selects = ["select_one", "select_multiple", "rank"];
            let Some(word) = words.first().and_then(|first| selects.into_iter().find(|word| word == first)) else {
                let suggestion = nearest(words.first().unwrap_or(&""), refused::TYPES);
                return Err(ProblemKind::UnknownType { name: text.to_owned(), suggestion });
            };
            match words.get(1..).unwrap_or_default() {
                [list] => Written::Select { word, list, or_other: false },
                [list, "or_other"] if word != "rank" => Written::Select { word, list, or_other: true },
                _ => return Err(ProblemKind::BadSelect { name: word }),
            }
        }
    })
}

/// The rows of names, in small letters.
pub(super) fn rows_by_name(survey: &Survey) -> BTreeMap<String, u32> {
    let mut rows = BTreeMap::new();
    for (item, line) in survey.items.iter().zip(&survey.lines) {
        rows.entry(item.name.to_lowercase()).or_insert(line.row);
    }
    rows
}

/// The texts of an item that may name answers, with their columns.
pub(super) fn texts_of(item: &Item) -> Vec<(&'static str, &Texts)> {
    let mut texts = vec![("label", &item.label), ("hint", &item.hint)];
    if let Some(question) = item.question() {
        texts.extend([
            ("required_message", &question.required_message),
            ("constraint_message", &question.constraint_message),
        ]);
    }
    texts
}
