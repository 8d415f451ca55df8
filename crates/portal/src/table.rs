//! The table of a publication, for downloads in every form.

use chiso_model::Lang;
use chiso_report::{Column, ColumnKind, Table, TableCell};

use crate::site::{Publication, Site};
use crate::view::names;
use crate::words::{self, tell};

/// The whole ranking: every column, every unit, numbers as numbers.
pub(crate) fn ranking(site: &Site, publication: &Publication, lang: Lang) -> Table {
    let board = &publication.board;
    let text = |title: String| Column { title, kind: ColumnKind::Text };
    let number = |title: String, digits: u8| Column { title, kind: ColumnKind::Number { digits } };
    let mut columns = vec![
        text(words::say(lang, "column-code")),
        text(names::unit_heading(publication.dataset.level, lang).to_owned()),
        number(words::say(lang, "column-rank"), 0),
        number(words::say(lang, if board.per_cent { "column-share" } else { "column-value" }), board.digits),
        text(words::say(lang, "column-band")),
        text(words::say(lang, "column-region")),
        number(tell!(lang, "column-change-plain"), board.digits),
        number(words::say(lang, "column-places"), 0),
    ];
    columns.extend(board.parts.iter().map(|part| number(part.title.get(lang).to_owned(), part.digits)));
    columns.push(text(words::say(lang, "source")));
    let rows = board
        .rows
        .iter()
        .map(|row| {
            let optional = |value: Option<f64>| value.map_or(TableCell::Empty, TableCell::Number);
            let words = |text: Option<&str>| text.map_or(TableCell::Empty, |text| TableCell::Text(text.to_owned()));
            let region = row.unit.region.as_deref().and_then(|id| site.catalogue.region(id));
            let mut cells = vec![
                TableCell::Text(row.unit.id.clone()),
                TableCell::Text(row.unit.name.get(lang).to_owned()),
                optional(row.rank),
                TableCell::from(row.value),
                words(row.band.and_then(|band| board.bands.get(band)).map(|band| band.title.get(lang))),
                words(region.map(|region| region.name.get(lang))),
                optional(row.change),
                optional(row.places),
            ];
            cells.extend(row.parts.iter().map(|cell| TableCell::from(*cell)));
            cells.push(words(row.figure.as_ref().map(|figure| figure.source.text.get(lang))));
            cells
        })
        .collect();
    let mut subtitle: Vec<String> =
        crate::pages::dataset::badges(publication, lang).into_iter().map(|badge| badge.text).collect();
    subtitle.extend(publication.dataset.note.as_ref().map(|note| note.get(lang).to_owned()));
    Table {
        title: publication.dataset.title.get(lang).to_owned(),
        subtitle: subtitle.join(" · "),
        source: crate::pages::dataset_charts::source(publication, lang),
        columns,
        rows,
    }
}
