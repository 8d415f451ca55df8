//! The codebook: what every column of a table of answers means.

use crate::answer::{Multiple, TableColumn, table_columns};
use crate::form::{Form, Item, Kind, QuestionType, Texts};

/// A variable: a column of a table of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable<'f> {
    /// Its name, that of the column.
    pub name: String,
    /// The question.
    pub item: &'f Item,
    /// What the column holds.
    pub kind: VariableKind,
    /// What is asked.
    pub label: &'f Texts,
    /// Labels of the groups around the question, from the outside, where they have any.
    pub groups: Vec<&'f Texts>,
    /// Codes and what they mean.
    pub codes: Vec<(String, Option<&'f Texts>)>,
}

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// A code.
    Code,
    /// Codes with blanks between them.
    Codes,
    /// Codes in an order, with blanks between them.
    Order,
    /// 1 where a choice was chosen, 0 where not.
    Chosen,
    /// What was written beside “other”.
    Other,
    /// What was computed, as a text.
    Computed,
}

impl VariableKind {
    /// Its word in a codebook.
    pub fn word(self) -> &'static str {
        match self {
            VariableKind::Text => "text",
            VariableKind::Integer => "integer",
            VariableKind::Decimal => "decimal",
            VariableKind::Date => "date",
            VariableKind::Code => "code",
            VariableKind::Codes => "codes",
            VariableKind::Order => "order",
            VariableKind::Chosen => "0/1",
            VariableKind::Other => "other",
            VariableKind::Computed => "computed",
        }
    }
}

impl Form {
    /// The variables of a table of answers, in the order of its columns.
    pub fn codebook(&self, multiple: Multiple) -> Vec<Variable<'_>> {
        table_columns(self, multiple).into_iter().map(|column| self.variable(&column)).collect()
    }

    fn variable<'f>(&'f self, column: &TableColumn<'f>) -> Variable<'f> {
        let (item, kind, codes) = match column {
            TableColumn::Computed(item) => (*item, VariableKind::Computed, Vec::new()),
            TableColumn::Other(item) => (*item, VariableKind::Other, Vec::new()),
            TableColumn::Choice(item, code) => {
                let list =
                    item.question().and_then(|question| question.kind.select()).map_or("", |select| &select.list);
                let choice = self.choices(list).iter().find(|choice| choice.code == *code);
                (*item, VariableKind::Chosen, vec![(code.clone(), choice.map(|choice| &choice.label))])
            }
            TableColumn::Answer(item) => (*item, Form::kind_of(item), self.codes_of(item)),
        };
        let mut groups = Vec::new();
        let mut above = item.parent;
        while let Some(group) = above.and_then(|group| self.items.get(group)) {
            groups.extend(Some(&group.label).filter(|label| !label.is_empty()));
            above = group.parent;
        }
        groups.reverse();
        Variable { name: column.name(), item, kind, label: &item.label, groups, codes }
    }

    fn kind_of(item: &Item) -> VariableKind {
        let Kind::Question(question) = &item.kind else { return VariableKind::Computed };
        match &question.kind {
            QuestionType::Text => VariableKind::Text,
            QuestionType::Integer => VariableKind::Integer,
            QuestionType::Range(range) if range.is_whole() => VariableKind::Integer,
            QuestionType::Decimal | QuestionType::Range(_) => VariableKind::Decimal,
            QuestionType::Date => VariableKind::Date,
            QuestionType::SelectOne(_) => VariableKind::Code,
            QuestionType::SelectMultiple(_) => VariableKind::Codes,
            QuestionType::Rank(_) => VariableKind::Order,
        }
    }

    fn codes_of(&self, item: &Item) -> Vec<(String, Option<&Texts>)> {
        let select = item.question().and_then(|question| question.kind.select());
        let choices = select.map_or(&[][..], |select| self.choices(&select.list));
        choices.iter().map(|choice| (choice.code.clone(), Some(&choice.label))).collect()
    }

    /// The codebook as CSV for a reader of a language: a row a variable, and below it a row for each of its codes.
    pub fn codebook_csv(&self, multiple: Multiple, code: &str) -> String {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(["variable", "type", "group", "label", "code", "code_label"]);
        for variable in self.codebook(multiple) {
            let groups: Vec<&str> = variable.groups.iter().map(|label| self.text(label, code)).collect();
            let label = self.text(variable.label, code);
            let _ = writer.write_record([&variable.name, variable.kind.word(), &groups.join(" › "), label, "", ""]);
            for (own, label) in &variable.codes {
                let label = label.map_or("", |label| self.text(label, code));
                let _ = writer.write_record([&variable.name, "", "", "", own, label]);
            }
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
