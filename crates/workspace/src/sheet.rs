//! A page of the workspace: title, sentence, parts under each other, in the frame by role or, before one is signed in, under the masthead of the public pages.

use std::pin::Pin;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chiso_access::{Action, Actor, Resource, anywhere};
use chiso_web::headers::framing;
use chiso_web::page::show_as;
use chiso_web::parts::{Flash, Form};
use chiso_web::{Caller, Chrome, Entry, PageError, Reader, Section, Shell};

use crate::desk::Desk;
use crate::words::{WORDS, say};

/// The state of every route of this crate.
pub struct State(pub Arc<Desk>);

impl FromRequestParts<Arc<Desk>> for State {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Self::Rejection> {
        Ok(State(Arc::clone(desk)))
    }
}

/// What a handler that is made for one of several addresses answers with.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Response, PageError>> + Send>>;

/// The pairs of an address.
pub type Pairs = axum::extract::Query<Vec<(String, String)>>;

/// Who finds an entry in the rail.
enum For {
    /// Everybody who has signed in.
    All,
    /// Whoever may do one of these somewhere.
    Holders(&'static [(Resource, Action)]),
}

/// The rail, in the order of the design: what it is called, its address after the language, and who finds it there.
const RAIL: &[(&str, &str, For)] = &[
    ("rail-work", "/work", For::All),
    ("rail-notices", "/notices", For::All),
    ("rail-rounds", "/rounds", For::Holders(&[(Resource::Round, Action::See)])),
    ("rail-surveys", "/surveys", For::Holders(&[(Resource::Survey, Action::See)])),
    ("rail-interviews", "/interviews", For::Holders(&[(Resource::Ballot, Action::Change)])),
    ("rail-agencies", "/agencies", For::All),
    ("rail-imports", "/imports", For::Holders(&[(Resource::AgencyImport, Action::See)])),
    (
        "rail-people",
        "/people",
        For::Holders(&[
            (Resource::Person, Action::Create),
            (Resource::Assignment, Action::Create),
            (Resource::Journal, Action::See),
        ]),
    ),
    (
        "rail-roles",
        "/assignments",
        For::Holders(&[(Resource::Assignment, Action::Create), (Resource::Journal, Action::See)]),
    ),
    ("rail-keys", "/keys", For::Holders(&[(Resource::ApiKey, Action::See)])),
    ("rail-boundary", "/boundary", For::Holders(&[(Resource::Boundary, Action::Create)])),
    ("rail-journal", "/journal", For::Holders(&[(Resource::Journal, Action::See)])),
];

fn finds(actor: &Actor, whom: &For) -> bool {
    match whom {
        For::All => actor.person.is_some(),
        For::Holders(rights) => rights.iter().any(|(resource, action)| anywhere(actor, *action, *resource)),
    }
}

/// A page that is being made.
pub struct Sheet<'a> {
    reader: &'a Reader,
    c: Chrome,
    lead: String,
    parts: Vec<Part>,
    /// The place in the rail.
    rail: &'static str,
    flash: Option<Flash>,
    status: StatusCode,
    heading: bool,
    secret: bool,
    again_after: Option<u32>,
    frames: Option<String>,
}

/// A part of a page, with a heading over it or none, and with something beside it or nothing.
struct Part {
    heading: String,
    html: String,
    beside: String,
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Framed {
    c: Chrome,
    shell: Shell,
    lead: String,
    parts: Vec<Part>,
    heading: bool,
}

#[derive(Template)]
#[template(path = "door.html")]
struct AtTheDoor {
    c: Chrome,
    flash: Option<Flash>,
    lead: String,
    parts: Vec<Part>,
    heading: bool,
}

/// A link that looks like what it is for: the main thing to do on a page.
#[derive(Template)]
#[template(source = r#"<p><a class="button" href="{{ href }}">{{ label }}</a></p>"#, ext = "html")]
struct Button {
    href: String,
    label: String,
}

/// Ways onwards, under each other.
#[derive(Template)]
#[template(
    source = r#"<ul class="links">{% for (label, href) in ways %}<li><a href="{{ href }}">{{ label }}</a></li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct Links {
    ways: Vec<(String, String)>,
}

impl Links {
    /// Ways by what they are called and their address after the language.
    pub fn to(reader: &Reader, ways: Vec<(String, String)>) -> Links {
        Links { ways: ways.into_iter().map(|(label, rest)| (label, at(reader, &rest))).collect() }
    }

    /// Ways by the key of what they are called and their address after the language.
    pub fn of(reader: &Reader, ways: &[(&str, &str)]) -> Links {
        Links { ways: ways.iter().map(|(key, rest)| (say(reader.lang, key), at(reader, rest))).collect() }
    }
}

impl<'a> Sheet<'a> {
    /// A page for a reader; `rest` is its address after the language.
    pub fn new(reader: &'a Reader, rest: impl Into<String>, title: impl Into<String>) -> Sheet<'a> {
        Sheet {
            reader,
            c: Chrome::new(&WORDS, reader, Section::Workspace, rest, title),
            lead: String::new(),
            parts: Vec::new(),
            rail: "",
            flash: None,
            status: StatusCode::OK,
            heading: true,
            secret: false,
            again_after: None,
            frames: None,
        }
    }

    /// Sets the sentence under the title.
    pub fn lead(mut self, lead: impl Into<String>) -> Sheet<'a> {
        self.lead = lead.into();
        self
    }

    /// Marks an entry of the rail, by its address after the language.
    pub fn within(mut self, rail: &'static str) -> Sheet<'a> {
        self.rail = rail;
        self
    }

    /// Adds a step to the path above the title.
    pub fn under(mut self, title: impl Into<String>, rest: &str) -> Sheet<'a> {
        self.c = self.c.under(title, rest);
        self
    }

    /// Adds a part.
    pub fn part(mut self, part: &impl std::fmt::Display) -> Sheet<'a> {
        self.parts.push(Part { heading: String::new(), html: part.to_string(), beside: String::new() });
        self
    }

    /// Puts something beside the last part, where there is room; on a phone below it.
    pub fn beside(mut self, other: &impl std::fmt::Display) -> Sheet<'a> {
        if let Some(last) = self.parts.last_mut() {
            last.beside.push_str(&other.to_string());
        }
        self
    }

    /// Lets frames of the page show files from their own origin.
    pub fn frames(mut self, files_origin: impl Into<String>) -> Sheet<'a> {
        self.frames = Some(files_origin.into());
        self
    }

    /// Adds a part under a heading.
    pub fn section(mut self, heading: impl Into<String>, part: &impl std::fmt::Display) -> Sheet<'a> {
        self.parts.push(Part { heading: heading.into(), html: part.to_string(), beside: String::new() });
        self
    }

    /// Adds a button that leads on; `rest` is the address after the language.
    pub fn button(self, label: impl Into<String>, rest: &str) -> Sheet<'a> {
        let button = Button { href: at(self.reader, rest), label: label.into() };
        self.part(&button)
    }

    /// Adds a form; where something is wrong with it, the page answers with status 422 and its title says so.
    pub fn form(self, form: &Form) -> Sheet<'a> {
        self.form_under(String::new(), form)
    }

    /// Adds a form under a heading.
    pub fn form_under(mut self, heading: impl Into<String>, form: &Form) -> Sheet<'a> {
        if form.has_errors() {
            if self.status == StatusCode::OK {
                self.status = StatusCode::UNPROCESSABLE_ENTITY;
            }
            self.c = self.c.marked(self.reader.lang.pick("Lỗi: ", "Error: "));
        }
        self.again_after = self.again_after.or(form.seconds_to_wait());
        self.section(heading, form)
    }

    /// Sets the status of the answer.
    pub fn status(mut self, status: StatusCode) -> Sheet<'a> {
        self.status = status;
        self
    }

    /// Leaves the title to a part that has one: a question, a confirmation.
    pub fn headed_by_part(mut self) -> Sheet<'a> {
        self.heading = false;
        self
    }

    /// Says what the address asks to say: what has just been done.
    pub fn said(mut self, pairs: &[(String, String)]) -> Sheet<'a> {
        self.flash = Flash::of(&WORDS, self.reader.lang, pairs);
        self
    }

    /// As [`Self::said`], in the words of another crate.
    pub fn said_in(mut self, words: &chiso_web::words::Words, pairs: &[(String, String)]) -> Sheet<'a> {
        self.flash = Flash::of(words, self.reader.lang, pairs);
        self
    }

    /// Says something on top of the page, whatever the address says.
    pub fn flash(mut self, flash: Flash) -> Sheet<'a> {
        self.flash = Some(flash);
        self
    }

    /// Keeps the page out of every cache: it holds something that is shown once, or its address does.
    pub fn secret(mut self) -> Sheet<'a> {
        self.secret = true;
        self
    }

    /// The page in the frame of the workspace.
    ///
    /// # Errors
    /// When a template cannot be drawn.
    pub fn show(self) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let shell = shell(self.reader, self.rail).flash(self.flash);
        let page = Framed { c: self.c, shell, lead: self.lead, parts: self.parts, heading: self.heading };
        let response = headed(self.secret, self.again_after, show_as(self.status, lang, &page)?);
        Ok(match &self.frames {
            Some(files_origin) => framing(response, files_origin),
            None => response,
        })
    }

    /// The page as everybody sees it, under the masthead of the public pages.
    ///
    /// # Errors
    /// When a template cannot be drawn.
    pub fn show_in_public(self) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let page =
            AtTheDoor { c: self.c, flash: self.flash, lead: self.lead, parts: self.parts, heading: self.heading };
        Ok(headed(self.secret, self.again_after, show_as(self.status, lang, &page)?))
    }

    /// The page as it stands before one is signed in.
    ///
    /// # Errors
    /// When a template cannot be drawn.
    pub fn show_at_the_door(mut self) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        // The way to signing in would carry the address of the page, and with it a link that works once.
        self.c.account = chiso_web::Account::None;
        let page =
            AtTheDoor { c: self.c, flash: self.flash, lead: self.lead, parts: self.parts, heading: self.heading };
        // Before signing in nothing else is of use, and a way back after signing in is never to such a page.
        Ok(headed(true, self.again_after, show_as(self.status, lang, &page)?))
    }
}

fn headed(secret: bool, again_after: Option<u32>, mut response: Response) -> Response {
    if secret {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(seconds) = again_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The frame of a workspace page for a reader; `current` is the address of the rail's entry after the language.
pub fn shell(reader: &Reader, current: &str) -> Shell {
    let lang = reader.lang;
    let at = |rest: &str| format!("/{}{rest}", lang.tag());
    let nobody = Actor::anonymous();
    let actor = reader.caller.as_ref().map_or(&nobody, |caller| &caller.actor);
    let mut shell = Shell::new(reader)
        .search(at("/find"), "")
        .account(say(lang, "rail-account"), at("/account"))
        .sign_out(at("/sign-out"));
    for (key, rest, whom) in RAIL {
        if finds(actor, whom) {
            shell = shell.entry(Entry::new(say(lang, key), at(rest), *rest == current));
        }
    }
    shell
}

/// Address of a page in the reader's language.
pub fn at(reader: &Reader, rest: &str) -> String {
    format!("/{}{rest}", reader.lang.tag())
}

/// Leads on to another page.
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// A form of a caller that is sent to an address after the language.
pub fn form_to(reader: &Reader, caller: &Caller, rest: &str) -> Form {
    Form::new(reader.lang, Some(caller), at(reader, rest))
}
