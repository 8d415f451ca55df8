//! A chart with its finding, its source, and the same data as a table one click away.

use askama::Template;
use chiso_model::Lang;
use chiso_report::{Chart, ColumnKind, Frame, Table, Width};

use crate::words;

/// A chart on a page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/figure.html")]
pub(crate) struct Figure {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) source: String,
    pub(crate) svg: String,
    /// True for a chart that stands in a narrow column on every screen.
    pub(crate) narrow: bool,
    pub(crate) twin: Twin,
    pub(crate) twin_label: String,
    pub(crate) source_label: String,
}

/// The table that says the same as a chart.
#[derive(Debug, Clone)]
pub(crate) struct Twin {
    pub(crate) columns: Vec<Heading>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Heading of a column.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) title: String,
    pub(crate) number: bool,
}

impl Figure {
    /// A chart and its frame as part of a page.
    pub(crate) fn new(id: &'static str, chart: &impl Chart, frame: &Frame) -> Figure {
        Figure {
            id,
            title: frame.title.clone(),
            subtitle: frame.subtitle.clone(),
            source: frame.source.clone(),
            svg: chart.responsive(),
            narrow: false,
            twin: Twin::new(&chart.table(), frame.lang),
            twin_label: words::say(frame.lang, "chart-as-table"),
            source_label: words::say(frame.lang, "source"),
        }
    }
}

impl Figure {
    /// The same chart in its narrow layout, for a narrow column.
    pub(crate) fn narrow(self, chart: &impl Chart) -> Figure {
        Figure { svg: chart.svg(Width::Narrow), narrow: true, ..self }
    }
}

impl Twin {
    fn new(table: &Table, lang: Lang) -> Twin {
        let kinds: Vec<ColumnKind> = table.columns.iter().map(|column| column.kind).collect();
        Twin {
            columns: table
                .columns
                .iter()
                .map(|column| Heading { title: column.title.clone(), number: column.kind != ColumnKind::Text })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().zip(&kinds).map(|(cell, kind)| cell.printed(*kind, lang)).collect())
                .collect(),
        }
    }
}
