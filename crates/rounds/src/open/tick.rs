//! A box to tick in a table.

use std::collections::BTreeSet;

use askama::Template;
use chiso_web::parts::Cell;

/// A box in a table; what it stands for is told beside it or, where heading and row tell it, only to screen readers.
#[derive(Template)]
#[template(
    source = r#"<span class="choice"><input type="checkbox" id="{{ id }}" name="{{ name }}" value="{{ value }}"{% if ticked %} checked{% endif %}><label for="{{ id }}">{% if shown %}{{ label }}{% else %}<span class="visually-hidden">{{ label }}</span>{% endif %}</label></span>"#,
    ext = "html"
)]
pub(super) struct Tick<'a> {
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) label: &'a str,
    pub(super) shown: bool,
    pub(super) ticked: bool,
}

impl<'a> Tick<'a> {
    /// The box of a unit, with its name beside it.
    pub(super) fn unit(unit: &'a str, title: &'a str, ticked: &BTreeSet<&str>) -> Tick<'a> {
        let id = format!("u-{unit}");
        Tick { id, name: "unit", value: unit, label: title, shown: true, ticked: ticked.contains(unit) }
    }

    pub(super) fn cell(&self) -> Cell {
        Cell::Html(self.to_string())
    }
}
