//! Sentences about a result, each with where it comes from.

use askama::Template;
use chiso_catalogue::statements::{Basis, Statement};
use chiso_model::Lang;

use super::badge;
use crate::words;
use chiso_web::parts::Badge;

/// A list of sentences; those after the first few are folded.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/sentences.html")]
pub(crate) struct Sentences {
    pub(crate) first: Vec<Sentence>,
    pub(crate) more: Vec<Sentence>,
    /// How those without a basis of their own came about.
    pub(crate) basis: String,
    pub(crate) more_label: String,
    pub(crate) figures_label: String,
}

/// One sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    /// Derived or quoted, in words; empty for what was computed here.
    pub(crate) basis: String,
    /// Names of the sources.
    pub(crate) sources: Vec<String>,
    pub(crate) badges: Vec<Badge>,
    /// The figures it rests on: what, value, source.
    pub(crate) figures: Vec<[String; 3]>,
}

/// How many sentences stand open.
const OPEN: usize = 6;

impl Sentences {
    pub(crate) fn new(all: Vec<Sentence>, basis: String, lang: Lang) -> Option<Sentences> {
        if all.is_empty() {
            return None;
        }
        let mut first = all;
        let more = if first.len() > OPEN + 1 { first.split_off(OPEN) } else { Vec::new() };
        let shown = more.len().to_string();
        let more_label = words::tell!(lang, "sentences-more", count = more.len(), shown = shown);
        Some(Sentences { first, more, basis, more_label, figures_label: words::say(lang, "sentences-figures") })
    }

    /// Folded or not, in order.
    pub(crate) fn groups(&self) -> [&[Sentence]; 2] {
        [&self.first, &self.more]
    }
}

impl Sentence {
    /// A sentence of the catalogue.
    pub(crate) fn of(statement: &Statement, lang: Lang) -> Sentence {
        let mut sources: Vec<String> = Vec::new();
        let mut badges: Vec<Badge> = Vec::new();
        for figure in &statement.figures {
            let text = figure.source.text.get(lang).to_owned();
            if !sources.contains(&text) {
                sources.push(text);
            }
            if let Some(badge) = badge::of_source(&figure.source, lang).filter(|badge| !badges.contains(badge)) {
                badges.push(badge);
            }
        }
        let basis = match statement.basis {
            Basis::Derived => words::say(lang, "basis-derived"),
            Basis::Quoted => words::say(lang, "basis-quoted"),
        };
        let figures = match statement.basis {
            Basis::Quoted => Vec::new(),
            Basis::Derived => statement
                .figures
                .iter()
                .map(|f| [&f.label, &f.value, &f.source.text].map(|text| text.get(lang).to_owned()))
                .collect(),
        };
        Sentence { text: statement.text.get(lang).to_owned(), basis, sources, badges, figures }
    }
}
