//! What the views of a publication have in common: head, tabs, a sentence, charts, notes, downloads, years.

use askama::Template;
use chiso_web::parts::{Badge, Tabs};
use chiso_web::{Chrome, Reader, Section};

use super::dataset::{Notice, YearLink, badges, notices};
use crate::site::{Publication, Site};
use crate::view::chooser::Chooser;
use crate::view::figure::Figure;
use crate::view::view_tabs::{View, tabs};
use crate::words::{self, tell};

/// A page with one way to look at a publication.
#[derive(Template)]
#[template(path = "view.html")]
pub(crate) struct ViewPage {
    pub(crate) c: Chrome,
    pub(crate) badges: Vec<Badge>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) tabs: Option<Tabs>,
    /// What the page says first.
    pub(crate) lead: String,
    pub(crate) chooser: Option<Chooser>,
    /// What of the address could not be shown, and why.
    pub(crate) left_out: Option<String>,
    pub(crate) figures: Vec<Figure>,
    /// Further sections, ready to print.
    pub(crate) body: String,
    pub(crate) notes: Vec<String>,
    pub(crate) downloads: Vec<(&'static str, String)>,
    pub(crate) years: Vec<YearLink>,
}

impl ViewPage {
    /// The page without its content; `query` is that of its address, with the question mark.
    pub(crate) fn of(site: &Site, reader: &Reader, publication: &Publication, view: View, query: &str) -> ViewPage {
        let lang = reader.lang;
        let of = publication.dataset.title.get(lang);
        let rest = view.rest(publication);
        let name = view.name(lang);
        let title = tell!(lang, "view-title", view = name.as_str(), of = of);
        let c = site
            .chrome(reader, Section::Indices, format!("{rest}{query}"), title)
            .marked(publication.mark(lang))
            .under(words::say(lang, "nav-indices"), "/indices")
            .under(of, &publication.rest())
            .under(name, &rest);
        let years = site
            .series(&publication.dataset)
            .into_iter()
            .filter(|other| other.year == publication.year || view.there(site, other))
            .map(|other| YearLink {
                year: other.year,
                href: format!("/{}{}{query}", lang.tag(), view.rest(other)),
                current: other.year == publication.year,
            })
            .collect();
        ViewPage {
            badges: badges(publication, lang),
            notices: notices(publication, lang),
            tabs: Some(tabs(site, publication, view, lang)),
            lead: String::new(),
            chooser: None,
            left_out: None,
            figures: Vec::new(),
            body: String::new(),
            notes: Vec::new(),
            downloads: Vec::new(),
            years,
            c,
        }
    }

    /// Sets the sentence that the page opens with; link previews say it too, with the mark of what is made up.
    pub(crate) fn lead(mut self, publication: &Publication, lead: &str) -> ViewPage {
        let told = publication.marked(lead, self.c.lang);
        self.c = self.c.describe(told.clone());
        self.lead = told;
        self
    }

    /// Adds the files of a table: its address without the ending, and its query.
    pub(crate) fn files(mut self, rest: &str, query: &str) -> ViewPage {
        let href = self.c.href(rest);
        self.downloads =
            crate::archive::FORMS.into_iter().map(|form| (form, format!("{href}.{form}{query}"))).collect();
        self
    }
}
