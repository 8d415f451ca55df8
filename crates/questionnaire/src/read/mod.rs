//! From sheets to a form, with the place of everything that is wrong.

mod extra;
mod lists;
mod meaning;
mod parts;
mod survey;
mod table;

use std::collections::BTreeMap;

use crate::form::{Form, Settings};
use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::sheet::Sheet;
use crate::suggest::nearest;
use crate::workbook;
use table::{Columns, Table, table};

/// Sheets that are read, in the order in which they are written.
pub const SHEETS: [&str; 7] = ["survey", "choices", "settings", "design", "quota", "score", "ballot"];

const SURVEY: Columns = Columns {
    plain: &[
        "type",
        "name",
        "required",
        "relevant",
        "constraint",
        "calculation",
        "choice_filter",
        "default",
        "appearance",
        "parameters",
    ],
    texts: &["label", "hint", "required_message", "constraint_message"],
    wanted: &["type", "name"],
    own: false,
};

const CHOICES: Columns =
    Columns { plain: &["list_name", "name"], texts: &["label"], wanted: &["list_name", "name"], own: true };

const SETTINGS: Columns = Columns {
    plain: &["form_title", "form_id", "version", "default_language", "style"],
    texts: &[],
    wanted: &[],
    own: false,
};

const DESIGN: Columns =
    Columns { plain: &["part", "stage", "value"], texts: &[], wanted: &["part", "value"], own: false };

const QUOTA: Columns = Columns {
    plain: &["name", "condition", "target"],
    texts: &["label"],
    wanted: &["name", "condition", "target"],
    own: false,
};

const SCORE: Columns = Columns {
    plain: &["name", "parent", "question", "statistic", "codes", "weight"],
    texts: &["label"],
    wanted: &["name"],
    own: false,
};

const BALLOT: Columns = Columns {
    plain: &["raters", "rated", "channels"],
    texts: &["raters_label", "rated_label"],
    wanted: &["raters", "rated", "channels"],
    own: false,
};

/// The columns of each sheet, for documents: those with one text, and those with a text in each language.
pub fn columns_of(sheet: &str) -> (&'static [&'static str], &'static [&'static str]) {
    let columns = columns(sheet);
    (columns.plain, columns.texts)
}

fn columns(sheet: &str) -> &'static Columns {
    match sheet {
        "choices" => &CHOICES,
        "settings" => &SETTINGS,
        "design" => &DESIGN,
        "quota" => &QUOTA,
        "score" => &SCORE,
        "ballot" => &BALLOT,
        _ => &SURVEY,
    }
}

/// Reads a form from a workbook (`.xlsx`).
///
/// # Errors
/// Everything that is wrong with it, sheet by sheet and row by row.
pub fn read_xlsx(bytes: &[u8]) -> Result<Form, Vec<Problem>> {
    let (sheets, problems) = workbook::sheets(bytes)?;
    read(&sheets, problems)
}

/// Reads a form from sheets.
///
/// # Errors
/// Everything that is wrong with it, sheet by sheet and row by row.
pub fn read_sheets(sheets: &[Sheet]) -> Result<Form, Vec<Problem>> {
    read(sheets, Vec::new())
}

fn read(sheets: &[Sheet], mut problems: Vec<Problem>) -> Result<Form, Vec<Problem>> {
    let mut tables: BTreeMap<&str, Table> = BTreeMap::new();
    for sheet in sheets {
        let known = SHEETS.iter().find(|known| **known == sheet.name);
        let kind = match known {
            None if sheet.rows.is_empty() => continue,
            None => {
                let suggestion = nearest(&sheet.name, SHEETS.iter().copied());
                ProblemKind::UnknownSheet { name: sheet.name.clone(), suggestion }
            }
            Some(known) if tables.contains_key(known) => ProblemKind::SheetTwice,
            // A sheet without any cell says nothing, as if it were not there.
            Some(&name) if sheet.rows.is_empty() && name != "survey" => continue,
            Some(name) => {
                tables.insert(name, table(sheet, columns(name), &mut problems));
                continue;
            }
        };
        problems.push(Problem { place: Place::sheet(&sheet.name), kind });
    }
    let Some(survey) = tables.get("survey") else {
        problems.push(Problem { place: Place::default(), kind: ProblemKind::MissingSheet("survey") });
        return Err(sorted(problems, sheets));
    };
    let languages = languages(&tables);
    let lists = lists::lists(tables.get("choices"), &mut problems);
    let settings = settings(tables.get("settings"), &languages, &mut problems);
    let survey = survey::survey(survey, &lists, &mut problems);
    let checked = meaning::check(&survey, &lists, &mut problems);
    let filter_columns = lists.columns.clone();
    let mut form = Form {
        settings,
        languages,
        items: survey.items,
        filter_columns,
        lists: lists.all,
        design: extra::design(tables.get("design"), &mut problems),
        quotas: Vec::new(),
        scoring: crate::extra::Scoring::default(),
        ballots: extra::ballots(tables.get("ballot"), &mut problems),
        order: checked.order,
        index: checked.index,
    };
    form.quotas = extra::quotas(tables.get("quota"), &form, &mut problems);
    form.scoring = extra::scoring(tables.get("score"), &form, &mut problems);
    if problems.is_empty() { Ok(form) } else { Err(sorted(problems, sheets)) }
}

/// By sheet as in the file, then by row and column; what is told of a row twice in the same words is told once.
fn sorted(mut problems: Vec<Problem>, sheets: &[Sheet]) -> Vec<Problem> {
    let number = |problem: &Problem| {
        let name = problem.place.sheet.as_ref()?;
        sheets.iter().position(|sheet| sheet.name == *name)
    };
    problems.sort_by_key(|problem| (number(problem), problem.place.row, problem.place.column));
    problems.dedup();
    problems
}

/// The languages of all columns, in their order.
fn languages(tables: &BTreeMap<&str, Table>) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for name in SHEETS {
        let headings = tables.get(name).into_iter().flat_map(|table| table.headings.values());
        for language in headings.filter_map(|heading| heading.language.as_ref()) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
    }
    languages
}

fn settings(table: Option<&Table>, languages: &[String], problems: &mut Vec<Problem>) -> Settings {
    let mut lines = table.into_iter().flat_map(|table| &table.lines);
    let Some(line) = lines.next() else { return Settings::default() };
    problems.extend(lines.map(|line| line.problem("", ProblemKind::SecondSettings)));
    let own = |name: &str| line.get(name).map(str::to_owned);
    if let Some(name) = line.get("default_language").filter(|name| !languages.iter().any(|known| known == name)) {
        let kind = ProblemKind::UnknownLanguage { name: name.to_owned(), known: languages.to_vec() };
        problems.push(line.problem("default_language", kind));
    }
    if let Some(id) = line.get("form_id").filter(|id| !crate::name::is_name(id)) {
        problems.push(line.problem("form_id", ProblemKind::BadName { name: id.to_owned() }));
    }
    if let Some(style) = line.get("style").filter(|style| *style != "pages") {
        let kind = ProblemKind::BadWord { found: style.to_owned(), allowed: vec!["pages"] };
        problems.push(line.problem("style", kind));
    }
    Settings {
        title: own("form_title"),
        id: own("form_id"),
        version: own("version"),
        default_language: own("default_language"),
        pages: line.get("style").is_some(),
    }
}
