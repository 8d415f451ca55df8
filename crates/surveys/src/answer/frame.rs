//! What stands around these pages: the survey's name, the other language, and who runs it. No navigation, nobody's name.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Date, Lang};
use chiso_web::page::show_as;
use chiso_web::{PageError, assets};

use super::assets::{MODULE, STYLE};
use crate::words::say;

/// What stands around a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// The language of the program's words.
    pub(super) lang: Lang,
    /// The tag of the language of the page.
    pub(super) tag: String,
    /// Title of the window.
    pub(super) title: String,
    /// The survey's name; empty where there is none.
    pub(super) survey: String,
    /// Who runs it.
    pub(super) owner: String,
    /// Address of the same page in the other language; empty where it has none.
    pub(super) other_href: String,
}

impl Frame {
    /// The frame of a page about no survey in particular.
    pub(super) fn new(lang: Lang, title: impl Into<String>) -> Frame {
        Frame { lang, tag: lang.tag().to_owned(), title: title.into(), ..Frame::default() }
    }

    /// With a way to the same page in the other language; `rest` is the address after the language.
    pub(super) fn also_at(mut self, rest: &str) -> Frame {
        self.other_href = format!("/{}{rest}", self.other().tag());
        self
    }

    fn other(&self) -> Lang {
        self.lang.pick(Lang::En, Lang::Vi)
    }

    pub(super) fn other_tag(&self) -> &'static str {
        self.other().tag()
    }

    pub(super) fn t(&self, key: &str) -> String {
        say(self.lang, key)
    }

    pub(super) fn style() -> &'static str {
        &STYLE.path
    }

    pub(super) fn module() -> &'static str {
        &MODULE.path
    }

    pub(super) fn icon() -> &'static str {
        &assets::ICON.path
    }
}

/// What an agency is called on a day; the id where the register does not have it.
pub(crate) fn agency(register: &Register, id: &str, day: Date, lang: Lang) -> String {
    let found = AgencyId::new(id).ok().and_then(|id| Some(register.on(&id, day)?.title(lang)));
    found.map_or_else(|| id.to_owned(), str::to_owned)
}

/// Sentences, and where they lead.
#[derive(Template, Debug, Default)]
#[template(path = "answer/told.html")]
pub(super) struct Told {
    pub(super) f: Frame,
    /// Sentences under the title.
    pub(super) lines: Vec<String>,
    /// Whether the code can be typed here, and what was typed.
    pub(super) code: Option<String>,
    /// A button that sends nothing but itself: title and address.
    pub(super) button: Option<(String, String)>,
    /// A link: title and address.
    pub(super) way: Option<(String, String)>,
    /// The survey whose answers need no longer lie on the device.
    pub(super) done: String,
}

impl Told {
    /// A page with a title and sentences.
    pub(super) fn new(f: Frame, lines: Vec<String>) -> Told {
        Told { f, lines, ..Told::default() }
    }

    /// As an answer.
    pub(super) fn show(&self, status: StatusCode) -> Result<Response, PageError> {
        Ok(secret(show_as(status, self.f.lang, self)?))
    }
}

/// An answer that nobody keeps, and whose address is told to no other page: a code or a token may stand in it.
pub(super) fn secret(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
