//! Evidence that is looked at beside a form: pictures as part of the page, PDF in a frame that shows it from the origin of files.
//!
//! A picture is drawn from the download, in which nothing can run. A frame asks this site, which asks whether the caller may see the file and leads on to an address
//! at the origin of files that is soon over.

use askama::Template;
use chiso_round::{Evidence, Proof};
use chiso_web::{Caller, Reader};
use chiso_workspace::Desk;
use chiso_workspace::house::{Sheet, at};

use crate::frame::unit_address;
use crate::held::Held;
use crate::words::say;

/// What of some evidence can be looked at, in its order.
#[derive(Template)]
#[template(
    source = r#"<div class="viewer">{% for item in items %}{% if item.is_paper %}<details name="viewer"{% if unfolded %} open{% endif %}><summary>{{ item.title }}</summary>
<iframe src="{{ item.href }}/frame#navpanes=0&amp;view=FitH" title="{{ item.title }}" loading="lazy" referrerpolicy="no-referrer"></iframe>
<p><a href="{{ item.href }}">{{ download }}</a></p></details>
{% else %}<p><img class="evidence" src="{{ item.href }}" alt="{{ item.title }}" loading="lazy"></p>
{% endif %}{% endfor %}</div>"#,
    ext = "html"
)]
pub(crate) struct Viewer {
    items: Vec<Item>,
    unfolded: bool,
    /// What the way to the file itself is called, for browsers that show no PDF.
    download: String,
    /// Where frames show files from; none where no frame is shown.
    frames: Option<String>,
}

struct Item {
    title: String,
    /// Where it is downloaded.
    href: String,
    is_paper: bool,
}

impl Viewer {
    /// What a caller can look at of a unit's evidence; papers are folded. Whether the caller may is asked where the files are handed out.
    pub(crate) fn of(reader: &Reader, caller: &Caller, held: &Held, unit: &str, evidence: &[Evidence]) -> Viewer {
        let file = |evidence: &Evidence| match &evidence.proof {
            Proof::File { hash, media, .. } => item(reader, caller, held, unit, (&evidence.title, hash, media)),
            Proof::Link { .. } => None,
        };
        Viewer::new(reader, caller, evidence.iter().filter_map(file).collect())
    }

    /// One file alone, unfolded: its title, SHA-256 and media type.
    pub(super) fn of_file(
        reader: &Reader,
        caller: &Caller,
        held: &Held,
        unit: &str,
        file: (&str, &str, &str),
    ) -> Viewer {
        let items = item(reader, caller, held, unit, file).into_iter().collect();
        Viewer { unfolded: true, ..Viewer::new(reader, caller, items) }
    }

    fn new(reader: &Reader, caller: &Caller, items: Vec<Item>) -> Viewer {
        let frames = caller.files_origin.clone().filter(|_| items.iter().any(|item| item.is_paper));
        Viewer { items, unfolded: false, download: say(reader.lang, "evidence-download"), frames }
    }

    /// Whether there is nothing to look at.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Puts it under the last part of a page.
    pub(crate) fn under<'p>(&self, page: Sheet<'p>) -> Sheet<'p> {
        self.shown(page, |page| page.part(self))
    }

    /// Puts it beside the last part of a page, where there is room.
    pub(crate) fn beside<'p>(&self, page: Sheet<'p>) -> Sheet<'p> {
        self.shown(page, |page| page.beside(self))
    }

    fn shown<'p>(&self, page: Sheet<'p>, put: impl FnOnce(Sheet<'p>) -> Sheet<'p>) -> Sheet<'p> {
        let page = if self.is_empty() { page } else { put(page) };
        match &self.frames {
            Some(files_origin) => page.frames(files_origin.as_str()),
            None => page,
        }
    }
}

/// A file that can be looked at.
fn item(reader: &Reader, caller: &Caller, held: &Held, unit: &str, file: (&str, &str, &str)) -> Option<Item> {
    let (title, hash, media) = file;
    let is_paper = Desk::shows(caller, media);
    let href = at(reader, &format!("{}/evidence/{hash}", unit_address(held, unit)));
    let is_shown = is_paper || matches!(media, "image/png" | "image/jpeg");
    is_shown.then(|| Item { title: title.to_owned(), href, is_paper })
}
