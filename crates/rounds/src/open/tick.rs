//! A box to tick in a table.

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

impl Tick<'_> {
    pub(super) fn cell(&self) -> Cell {
        Cell::Html(self.to_string())
    }
}
