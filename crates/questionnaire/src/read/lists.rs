//! The sheet `choices`.

use std::collections::BTreeMap;

use super::table::Table;
use crate::form::{Choice, ChoiceList};
use crate::name::{is_code, is_name};
use crate::problem::{Problem, ProblemKind};

/// The lists of choices.
pub(super) struct Lists {
    pub(super) all: Vec<ChoiceList>,
    /// Columns of the author's own, in their order.
    pub(super) columns: Vec<String>,
}

impl Lists {
    pub(super) fn named(&self, name: &str) -> Option<&ChoiceList> {
        self.all.iter().find(|list| list.name == name)
    }
}

pub(super) fn lists(table: Option<&Table>, problems: &mut Vec<Problem>) -> Lists {
    let mut out = Lists { all: Vec::new(), columns: Vec::new() };
    let Some(table) = table else { return out };
    let own = table.headings.values().filter(|heading| heading.language.is_none());
    out.columns =
        own.map(|heading| heading.name.clone()).filter(|name| !matches!(name.as_str(), "list_name" | "name")).collect();
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: BTreeMap<(String, String), u32> = BTreeMap::new();
    for line in &table.lines {
        let Some(list) = line.get("list_name") else {
            problems.push(line.problem("list_name", ProblemKind::MissingCell("list_name")));
            continue;
        };
        if !number.contains_key(list) {
            if !is_name(list) {
                problems.push(line.problem("list_name", ProblemKind::BadName { name: list.to_owned() }));
            }
            number.insert(list.to_owned(), out.all.len());
            out.all.push(ChoiceList { name: list.to_owned(), choices: Vec::new() });
        }
        let code = line.get("name").unwrap_or_default();
        if code.is_empty() {
            problems.push(line.problem("name", ProblemKind::MissingCell("name")));
        } else if !is_code(code) {
            problems.push(line.problem("name", ProblemKind::BadCode { code: code.to_owned() }));
        } else if let Some(first) = rows.insert((list.to_owned(), code.to_owned()), line.row) {
            problems.push(line.problem("name", ProblemKind::CodeTwice { code: code.to_owned(), first }));
        }
        let label = line.texts("label");
        if label.is_empty() {
            problems.push(line.problem("label", ProblemKind::MissingCell("label")));
        }
        let columns = out.columns.iter().filter_map(|name| Some((name.clone(), line.get(name)?.to_owned()))).collect();
        let Some(list) = number.get(list).and_then(|number| out.all.get_mut(*number)) else { continue };
        list.choices.push(Choice { code: code.to_owned(), label, columns });
    }
    out
}
