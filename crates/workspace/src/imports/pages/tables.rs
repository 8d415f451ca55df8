//! What files say, as rows of tables.

use chiso_facts::results::{Figure, ImportedFigure};
use chiso_facts::{Part, Problem};
use chiso_model::agency::Register;
use chiso_model::{Date, Lang, decimal};
use chiso_web::parts::{Cell, Column};
use chiso_web::tell;

use crate::agencies::title;
use crate::imports::Conflict;
use crate::words::say;

/// A part of what a file says: its tab, its columns and all its rows.
pub(super) struct View {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

fn none() -> Cell {
    Cell::None("–".to_owned())
}

/// A text, or that there is none.
pub(super) fn text_or_none(text: &str) -> Cell {
    if text.is_empty() { none() } else { Cell::text(text) }
}

/// Problems or warnings, each with its row and column.
pub(super) fn problems(id: &'static str, title: String, problems: &[Problem], lang: Lang) -> View {
    let row = |problem: &Problem| {
        let column = match &problem.place.part {
            Some(Part::Column(name) | Part::Field(name)) => name.clone(),
            None => String::new(),
        };
        // The column has a cell of its own here.
        let message = problem.what(lang);
        vec![
            problem.place.row.map_or_else(none, |row| Cell::text(row_text(row, lang))),
            text_or_none(&column),
            Cell::text(capital(&message)),
        ]
    };
    View {
        id,
        title,
        columns: vec![
            Column::text(say(lang, "import-row")).short(),
            Column::text(say(lang, "import-column")),
            Column::text(say(lang, "import-what")),
        ],
        rows: problems.iter().map(row).collect(),
    }
}

/// A row of a file as people name it, also where the heading of the column is out of sight.
pub(super) fn row_text(row: u64, lang: Lang) -> String {
    tell!(lang, "import-row-number", row = row.to_string())
}

/// With a capital at the beginning: in a cell of its own it is a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn number(figure: Option<Figure>, lang: Lang) -> Cell {
    figure.map_or_else(none, |figure| Cell::text(decimal(figure.value, figure.digits, lang)))
}

fn end_of(year: i16) -> Date {
    Date::new(year, 12, 31).unwrap_or(Date::MAX)
}

/// The columns that a file may have: what they are called, and what to write in them.
pub(super) fn guide(columns: &[chiso_facts::Column], lang: Lang) -> View {
    let row = |column: &chiso_facts::Column| {
        let required = if column.required { say(lang, "import-column-required") } else { String::new() };
        vec![
            Cell::text(column.heading(lang)),
            Cell::text(column.id),
            text_or_none(&required),
            Cell::text(column.meaning(lang)),
            text_or_none(&column.choices.text(lang).replace('\n', "; ")),
        ]
    };
    View {
        id: "columns",
        title: say(lang, "import-columns"),
        columns: vec![
            Column::text(say(lang, "import-column")),
            Column::text(say(lang, "import-column-id")),
            Column::text(say(lang, "import-column-wanted")).short(),
            Column::text(say(lang, "import-column-meaning")),
            Column::text(say(lang, "import-column-words")),
        ],
        rows: columns.iter().map(row).collect(),
    }
}

/// Figures, in the order of the file.
pub(super) fn figures(figures: &[ImportedFigure], register: &Register, lang: Lang) -> View {
    let row = |figure: &ImportedFigure| {
        vec![
            Cell::text(title(register, &figure.unit, end_of(figure.year), lang)),
            Cell::text(figure.index.clone()),
            Cell::text(figure.level.name().get(lang)),
            Cell::text(figure.year.to_string()),
            number(figure.value, lang),
            figure.rank.map_or_else(none, |rank| Cell::text(rank.to_string())),
            Cell::text(figure.source.clone()),
        ]
    };
    View {
        id: "figures",
        title: say(lang, "import-view-figures"),
        columns: vec![
            Column::text(say(lang, "import-unit")),
            Column::text(say(lang, "import-index")),
            Column::text(say(lang, "agencies-level")),
            Column::number(say(lang, "import-year")),
            Column::number(say(lang, "import-value")),
            Column::number(say(lang, "import-rank")),
            Column::text(say(lang, "import-source")),
        ],
        rows: figures.iter().map(row).collect(),
    }
}

/// Conflicting figures, side by side.
pub(super) fn conflicts(conflicts: &[Conflict], register: &Register, lang: Lang) -> View {
    let said = |figure: &ImportedFigure| {
        let value = figure.value.map(|value| decimal(value.value, value.digits, lang));
        let rank = figure.rank.map(|rank| format!("{} {rank}", lang.pick("hạng", "rank")));
        let numbers: Vec<String> = [value, rank].into_iter().flatten().collect();
        format!("{} – {}", numbers.join(", "), figure.source)
    };
    let row = |conflict: &Conflict| {
        let figure = &conflict.new;
        vec![
            Cell::text(title(register, &figure.unit, end_of(figure.year), lang)),
            Cell::text(format!("{} {}", figure.index, figure.year)),
            Cell::text(said(&conflict.new)),
            Cell::text(said(&conflict.known)),
        ]
    };
    View {
        id: "conflicts",
        title: say(lang, "import-view-conflicts"),
        columns: vec![
            Column::text(say(lang, "import-unit")),
            Column::text(say(lang, "import-index")),
            Column::text(say(lang, "import-this-file")),
            Column::text(say(lang, "import-known")),
        ],
        rows: conflicts.iter().map(row).collect(),
    }
}

/// Weights by the name of the unit.
pub(super) fn weights(weights: &[(String, Option<f64>)], lang: Lang) -> View {
    let row = |(name, value): &(String, Option<f64>)| {
        let digits = |value: f64| if value.fract() == 0.0 { 0 } else { 2 };
        let value = value.map_or_else(none, |value| Cell::text(decimal(value, digits(value), lang)));
        vec![Cell::text(name.clone()), value]
    };
    View {
        id: "weights",
        title: say(lang, "import-view-weights"),
        columns: vec![Column::text(say(lang, "import-unit")), Column::number(say(lang, "import-weight"))],
        rows: weights.iter().map(row).collect(),
    }
}
