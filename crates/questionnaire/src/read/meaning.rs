//! What rows say of each other: names, references, the order of computing, grids.

use std::collections::{BTreeMap, BTreeSet};

use super::lists::Lists;
use super::survey::{Survey, rows_by_name, texts_of};
use super::table::Line;
use crate::expression::{Expression, Reference};
use crate::form::{Appearance, Item, Kind, Required};
use crate::problem::{Problem, ProblemKind};
use crate::suggest::nearest;

/// What is known of names once they are checked.
pub(super) struct Checked {
    pub(super) order: Vec<usize>,
    pub(super) index: BTreeMap<String, usize>,
}

pub(super) fn check(survey: &Survey, lists: &Lists, problems: &mut Vec<Problem>) -> Checked {
    let index = names(survey, problems);
    let mut checker =
        Checker { survey, lists, index: &index, problems, needs: vec![BTreeSet::new(); survey.items.len()] };
    for number in 0..survey.items.len() {
        checker.item(number);
    }
    let needs = std::mem::take(&mut checker.needs);
    let order = order(survey, &needs, problems);
    grids(survey, problems);
    Checked { order, index }
}

fn names(survey: &Survey, problems: &mut Vec<Problem>) -> BTreeMap<String, usize> {
    let rows = rows_by_name(survey);
    let mut index = BTreeMap::new();
    for (number, (item, line)) in survey.items.iter().zip(&survey.lines).enumerate() {
        if item.name.is_empty() {
            continue;
        }
        if let Some(first) = rows.get(&item.name.to_lowercase()).filter(|first| **first != line.row) {
            problems.push(line.problem("name", ProblemKind::NameTwice { name: item.name.clone(), first: *first }));
        }
        index.entry(item.name.clone()).or_insert(number);
    }
    for (item, line) in survey.items.iter().zip(&survey.lines) {
        let taken = item.other_name().filter(|name| rows.contains_key(&name.to_lowercase()));
        problems.extend(taken.map(|name| line.problem("type", ProblemKind::OtherTaken { name })));
    }
    index
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    /// It decides what is asked: it may name what stands above, and calculations.
    Above,
    /// It looks at an answer, `.`, and may name the question itself.
    Constraint,
    /// It may name anything that does not need it.
    Calculation,
    /// It looks at choices, and may name their columns.
    Filter,
}

struct Checker<'c> {
    survey: &'c Survey,
    lists: &'c Lists,
    index: &'c BTreeMap<String, usize>,
    problems: &'c mut Vec<Problem>,
    /// Of each item, the items that must be known before it is.
    needs: Vec<BTreeSet<usize>>,
}

impl Checker<'_> {
    fn item(&mut self, number: usize) {
        let (item, line) = (&self.survey.items[number], &self.survey.lines[number]);
        self.needs[number].extend(item.parent);
        if let Some(relevant) = &item.relevant {
            self.expression(number, line, "relevant", relevant, Where::Above);
        }
        for (column, texts) in texts_of(item) {
            for (language, text) in texts.iter() {
                self.text(number, line, column, language, text);
            }
        }
        match &item.kind {
            Kind::Group | Kind::Note => {}
            Kind::Calculate(calculation) => {
                self.expression(number, line, "calculation", calculation, Where::Calculation);
            }
            Kind::Question(question) => {
                if let Required::When(condition) = &question.required {
                    self.expression(number, line, "required", condition, Where::Above);
                }
                if let Some(constraint) = &question.constraint {
                    self.expression(number, line, "constraint", constraint, Where::Constraint);
                }
                if let Some(filter) = question.kind.select().and_then(|select| select.filter.as_ref()) {
                    self.expression(number, line, "choice_filter", filter, Where::Filter);
                }
            }
        }
    }

    fn expression(&mut self, number: usize, line: &Line, column: &str, expression: &Expression, place: Where) {
        for reference in expression.references() {
            self.reference(number, line, column, reference, place);
        }
        if let Some(at) = expression.this().filter(|_| place != Where::Constraint) {
            self.problems.push(line.problem(column, ProblemKind::NoThis { at }));
        }
        // What is computed is kept in the ballot, which has no day.
        if let Some(at) = expression.today().filter(|_| place == Where::Calculation) {
            self.problems.push(line.problem(column, ProblemKind::NoToday { at }));
        }
        for bare in expression.columns() {
            let (name, at) = (bare.name.clone(), bare.at);
            if place != Where::Filter {
                self.problems.push(line.problem(column, ProblemKind::BareName { name, at }));
            } else if name != "name" && !self.lists.columns.contains(&name) {
                let suggestion = nearest(&name, self.lists.columns.iter().map(String::as_str));
                self.problems.push(line.problem(column, ProblemKind::UnknownFilterColumn { name, at, suggestion }));
            }
        }
    }

    fn reference(&mut self, number: usize, line: &Line, column: &str, reference: &Reference, place: Where) {
        let Reference { name, at } = reference.clone();
        let target = match self.index.get(&name) {
            Some(target) if self.has_answer(*target) => *target,
            Some(_) => {
                return self.problems.push(line.problem(column, ProblemKind::NoAnswer { name, at }));
            }
            None => {
                let suggestion = nearest(&name, self.index.keys().map(String::as_str));
                return self
                    .problems
                    .push(line.problem(column, ProblemKind::UnknownReference { name, at, suggestion }));
            }
        };
        let is_computed = matches!(self.survey.items[target].kind, Kind::Calculate(_));
        let is_known = match place {
            Where::Calculation => true,
            Where::Constraint => target <= number || is_computed,
            Where::Above | Where::Filter => target < number || is_computed,
        };
        if !is_known {
            self.problems.push(line.problem(column, ProblemKind::Ahead { name, at }));
        } else if target != number || place != Where::Constraint {
            // A constraint and a filter decide nothing that others see.
            if matches!(place, Where::Above | Where::Calculation) && matches!(column, "relevant" | "calculation") {
                self.needs[number].insert(target);
            }
        }
    }

    /// `${name}` in a text that is read.
    fn text(&mut self, number: usize, line: &Line, column: &str, language: &str, text: &str) {
        let mut rest = text;
        let mut before = 0;
        let place = line.cells().find(|(_, heading, _)| {
            heading.name == column && heading.language.as_deref().unwrap_or_default() == language
        });
        let place = place.map_or(line.place(column), |(at, ..)| crate::place::Place::cell("survey", line.row, at));
        while let Some((start, name, length)) = crate::form::first_reference(rest) {
            let at = before + rest[..start].chars().count() + 1;
            let found = self.problems.len();
            // What is said of an answer may show it.
            let from = if column == "constraint_message" { Where::Constraint } else { Where::Above };
            self.reference(number, line, column, &Reference { name: name.to_owned(), at }, from);
            for problem in &mut self.problems[found..] {
                problem.place = place.clone();
            }
            before += rest[..start + length].chars().count();
            rest = &rest[start + length..];
        }
    }

    fn has_answer(&self, number: usize) -> bool {
        let item: &Item = &self.survey.items[number];
        item.answerable().is_some() || matches!(item.kind, Kind::Calculate(_))
    }
}

/// An order in which each item comes after all that it needs, otherwise that of the form. Items that need each other are told of.
fn order(survey: &Survey, needs: &[BTreeSet<usize>], problems: &mut Vec<Problem>) -> Vec<usize> {
    let mut missing: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (number, own) in needs.iter().enumerate() {
        for need in own {
            needed_by[*need].push(number);
        }
    }
    let mut ready: BTreeSet<usize> = (0..needs.len()).filter(|number| missing[*number] == 0).collect();
    let mut order = Vec::with_capacity(needs.len());
    while let Some(number) = ready.pop_first() {
        order.push(number);
        for next in &needed_by[number] {
            missing[*next] -= 1;
            if missing[*next] == 0 {
                ready.insert(*next);
            }
        }
    }
    if order.len() < needs.len() {
        circle(survey, needs, &order, problems);
    }
    order
}

/// Those that are left need each other, or something that does. Following what each needs leads into a circle.
fn circle(survey: &Survey, needs: &[BTreeSet<usize>], order: &[usize], problems: &mut Vec<Problem>) {
    let mut left: BTreeSet<usize> = (0..needs.len()).collect();
    left.retain(|number| !order.contains(number));
    while let Some(start) = left.first().copied() {
        let mut path: Vec<usize> = vec![start];
        let circle = loop {
            let last = path.last().copied().unwrap_or(start);
            let Some(next) = needs[last].iter().copied().find(|need| left.contains(need)) else { break Vec::new() };
            if let Some(begin) = path.iter().position(|number| *number == next) {
                break path[begin..].to_vec();
            }
            path.push(next);
        };
        let names: Vec<String> = circle.iter().map(|number| survey.items[*number].name.clone()).collect();
        if let Some(first) = circle.iter().min() {
            let line = &survey.lines[*first];
            let column = if line.get("calculation").is_some() { "calculation" } else { "relevant" };
            problems.push(line.problem(column, ProblemKind::Circle { names }));
        }
        left.retain(|number| !path.contains(number));
    }
}

/// Heads and rows of grids stand where they belong, and share a list.
fn grids(survey: &Survey, problems: &mut Vec<Problem>) {
    // The list of the last grid of each group.
    let mut lists: BTreeMap<usize, String> = BTreeMap::new();
    for (item, line) in survey.items.iter().zip(&survey.lines) {
        let group = item.parent;
        let group_appearance = group.and_then(|group| survey.items[group].appearance);
        let select = item.question().and_then(|question| question.kind.select());
        let own = item.appearance.filter(|own| matches!(own, Appearance::Label | Appearance::ListNolabel));
        match (group_appearance, own) {
            (Some(Appearance::TableList), _) => table_row(item, line, group, &mut lists, problems),
            (Some(Appearance::FieldList), Some(own)) => {
                let (Some(group), Some(select)) = (group, select) else { continue };
                match (own, lists.get(&group)) {
                    (Appearance::Label, _) => {
                        lists.insert(group, select.list.clone());
                    }
                    (_, None) => problems.push(line.problem("appearance", ProblemKind::GridWithoutHead)),
                    (_, Some(first)) if *first != select.list => {
                        problems.push(line.problem("type", ProblemKind::GridOfLists { first: first.clone() }));
                    }
                    _ => {}
                }
            }
            (_, Some(_)) => problems.push(line.problem("appearance", ProblemKind::GridOutside)),
            _ => {}
        }
        if item.is_grid_head() {
            head(line, problems);
        }
    }
}

fn table_row(
    item: &Item,
    line: &Line,
    group: Option<usize>,
    lists: &mut BTreeMap<usize, String>,
    problems: &mut Vec<Problem>,
) {
    let select = match &item.kind {
        Kind::Calculate(_) => return,
        Kind::Question(question) => question.kind.select().filter(|_| question.kind.word() != "rank"),
        _ => None,
    };
    let (Some(select), Some(group)) = (select, group) else {
        return problems.push(line.problem("type", ProblemKind::NoGridRow));
    };
    if let Some(appearance) = item.appearance {
        let found = appearance.word().to_owned();
        problems.push(line.problem("appearance", ProblemKind::BadAppearance { found, allowed: Vec::new() }));
    }
    if select.filter.is_some() || select.or_other {
        let column = if select.filter.is_some() { "choice_filter" } else { "type" };
        let kind = ProblemKind::NotHere {
            column: if select.or_other { "or_other".into() } else { column.into() },
            of: "table-list".into(),
        };
        problems.push(line.problem(column, kind));
    }
    let first = lists.entry(group).or_insert_with(|| select.list.clone());
    if *first != select.list {
        problems.push(line.problem("type", ProblemKind::GridOfLists { first: first.clone() }));
    }
}

/// A head has no answer, so nothing can be asked of it.
fn head(line: &Line, problems: &mut Vec<Problem>) {
    for column in ["required", "required_message", "constraint", "constraint_message", "default", "choice_filter"] {
        if line.get(column).is_some() {
            let kind = ProblemKind::NotHere { column: column.to_owned(), of: "label".to_owned() };
            problems.push(line.problem(column, kind));
        }
    }
}
