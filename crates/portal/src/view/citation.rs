//! How to cite a page: its address, the day of its data, and the file that will never change.

use askama::Template;
use chiso_model::{Lang, day};
use chiso_web::Chrome;

use crate::api;
use crate::site::{Publication, Site};
use crate::words::{self, tell};

/// The box.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/citation.html")]
pub(crate) struct Citation {
    lang: Lang,
    /// The whole citation, to be copied.
    text: String,
    /// The file of the whole table, which never changes: its address and its SHA-256.
    file: Option<(String, String)>,
}

impl Citation {
    pub(crate) fn of(site: &Site, publication: &Publication, c: &Chrome) -> Citation {
        let lang = c.lang;
        let url = site.url(&c.href(&c.rest));
        let title = format!("{}{}", c.mark, c.title);
        let text = match site.built_on {
            Some(date) => tell!(lang, "cite-text-day", title = title, url = url, day = day(date, lang)),
            None => tell!(lang, "cite-text", title = title, url = url),
        };
        Citation { lang, text, file: api::permanent_ranking(site, publication, lang) }
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
