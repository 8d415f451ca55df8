//! The table of a publication, for downloads in every form.

use chiso_model::{Cell, Lang};
use chiso_report::{Column, Table, TableCell};

use crate::board::Row;
use crate::site::{Publication, Site};
use crate::view::{badge, names};
use crate::words::{self, tell};

/// A column with what stands in it.
struct Filled {
    column: Column,
    cells: Vec<TableCell>,
}

/// The whole ranking: every unit, numbers as numbers, every column there is something in.
pub(crate) fn ranking(site: &Site, publication: &Publication, lang: Lang) -> Table {
    let board = &publication.board;
    let rows = &board.rows;
    let mut filled: Vec<Filled> = Vec::new();
    let mut add = |column: Column, cell: &dyn Fn(&Row) -> TableCell| {
        let cells: Vec<TableCell> = rows.iter().map(cell).collect();
        filled.push(Filled { column, cells });
    };
    let optional = |value: Option<f64>| value.map_or(TableCell::Empty, TableCell::Number);
    let words = |text: Option<&str>| text.map_or(TableCell::Empty, TableCell::text);
    let say = |key: &str| words::say(lang, key);
    let since = board.since.map(|year| year.to_string()).unwrap_or_default();

    add(Column::text(say("column-code")), &|row| TableCell::text(&row.unit.id));
    add(Column::text(names::unit_heading(publication.dataset.level, lang)), &|row| {
        TableCell::text(row.unit.name.get(lang))
    });
    add(Column::number(say("column-rank"), 0), &|row| optional(row.rank));
    let value = match (board.recomputed, board.per_cent) {
        (true, _) => "column-published",
        (false, true) => "column-share",
        (false, false) => "column-value",
    };
    add(Column::number(say(value), board.digits), &|row| TableCell::from(row.value));
    if board.recomputed {
        add(Column::number(say("column-recomputed"), board.digits), &|row| {
            TableCell::from(row.recomputed.unwrap_or(Cell::BLANK))
        });
    }
    add(Column::text(say("column-band")), &|row| {
        words(row.band.and_then(|band| board.bands.get(band)).map(|band| band.title.get(lang)))
    });
    add(Column::text(say("column-region")), &|row| {
        let region = row.unit.region.as_deref().and_then(|id| site.catalogue.region(id));
        words(region.map(|region| region.name.get(lang)))
    });
    add(Column::number(tell!(lang, "column-change", year = since.as_str()), board.digits), &|row| optional(row.change));
    add(Column::number(tell!(lang, "column-places", year = since.as_str()), 0), &|row| optional(row.places));
    for (at, part) in board.parts.iter().enumerate() {
        add(Column::number(part.title.get(lang), part.digits), &|row| {
            row.parts.get(at).copied().map_or(TableCell::Empty, TableCell::from)
        });
    }
    if board.recomputed {
        add(Column::text(say("column-source-published")), &|row| {
            words(row.figure.as_ref().map(|figure| figure.source.text.get(lang)))
        });
        add(Column::text(say("column-source-recomputed")), &|_| TableCell::text(&own_source(publication, lang)));
    } else {
        add(Column::text(say("source")), &|row| TableCell::text(&source(publication, row, lang)));
    }
    add(Column::text(say("column-verified")), &|row| {
        words(
            row.figure
                .as_ref()
                .and_then(|figure| badge::of_source(&figure.source, lang))
                .map(|badge| badge.text)
                .as_deref(),
        )
    });
    filled.retain(|column| {
        column.cells.is_empty()
            || column
                .cells
                .iter()
                .any(|cell| !matches!(cell, TableCell::Empty | TableCell::Missing(chiso_model::Missing::Blank)))
    });

    let mut subtitle: Vec<String> =
        crate::pages::dataset::badges(publication, lang).into_iter().map(|badge| badge.text).collect();
    subtitle.extend(publication.dataset.note.as_ref().map(|note| note.get(lang).to_owned()));
    Table {
        title: publication.marked(publication.dataset.title.get(lang), lang),
        subtitle: subtitle.join(" · "),
        source: crate::pages::dataset_charts::source(publication, lang),
        rows: (0..rows.len()).map(|at| filled.iter().map(|column| column.cells[at].clone()).collect()).collect(),
        columns: filled.into_iter().map(|column| column.column).collect(),
    }
}

/// Where the value of a row comes from; what is made up says so in every row.
fn source(publication: &Publication, row: &Row, lang: Lang) -> String {
    match &row.figure {
        Some(figure) => figure.source.text.get(lang).to_owned(),
        None => own_source(publication, lang),
    }
}

/// What a number that was computed here rests on; empty for published figures.
pub(crate) fn own_source(publication: &Publication, lang: Lang) -> String {
    if publication.dataset.simulated {
        return words::say(lang, "source-simulated-here");
    }
    let Some(computed) = &publication.computed else { return String::new() };
    tell!(lang, "source-recomputed", rulebook = computed.shipped.reference())
}
