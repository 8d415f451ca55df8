//! Every part in every state, to look at: `/vi/parts`, and the frame of the workspace at `/vi/parts/workspace`. Nothing here is kept anywhere.

mod form;
mod pieces;
mod workspace;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chiso_model::Lang;

use crate::gate::Gate;
use crate::page::{show, show_as};
use crate::parts::{
    Badge, Definitions, Empty, Flash, Form, KeyFacts, QrCode, Secret, Status, Stepper, Table, TableQuery, Tabs,
    Timeline, said,
};
use crate::words::WORDS;
use crate::{Chrome, PageError, PostedFields, Reader, Routes, Section};

/// The pairs of a query string, as they came.
type Pairs = Query<Vec<(String, String)>>;

/// The routes of the pages that show all parts.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new()
        .page("/{lang}/parts", Gate::Public, page)
        .form("/{lang}/parts", Gate::Public, sent)
        .form("/{lang}/parts/save", Gate::Public, saved)
        .page("/{lang}/parts/confirmation", Gate::Public, confirmation)
        .page("/{lang}/parts/question", Gate::Public, question)
        .page("/{lang}/parts/workspace", Gate::Public, workspace::page)
}

#[derive(Template)]
#[template(path = "parts.html")]
struct PartsPage {
    c: Chrome,
    flash: Option<Flash>,
    flashes: Vec<Flash>,
    statuses: Vec<Badge>,
    badges: Vec<Badge>,
    form: Form,
    wrong: Form,
    self_saving: Form,
    table: Table,
    filtered: Table,
    nothing: Table,
    empty: Empty,
    key_facts: KeyFacts,
    definitions: Definitions,
    timeline: Timeline,
    tabs: Tabs,
    stepper: Stepper,
    secret: Secret,
    codes: Secret,
    qr: Option<QrCode>,
}

/// `GET /{lang}/parts`
async fn page(reader: Reader, Query(pairs): Pairs) -> Result<Response, PageError> {
    show(reader.lang, &parts_page(&reader, &pairs, form::blank(&reader)))
}

/// `POST /{lang}/parts`: the form comes back with what is wrong, or says that nothing is.
async fn sent(reader: Reader, PostedFields(fields): PostedFields) -> Result<Response, PageError> {
    let form = form::checked(&reader, &fields);
    if form.has_errors() {
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, reader.lang, &parts_page(&reader, &[], form));
    }
    let parts = format!("/{}/parts", reader.lang.tag());
    Ok(Redirect::to(&said(&parts, "said-parts-sent")).into_response())
}

/// `POST /{lang}/parts/save`: what a form that saves itself is answered.
async fn saved(PostedFields(_): PostedFields) -> StatusCode {
    StatusCode::NO_CONTENT
}

fn parts_page(reader: &Reader, pairs: &[(String, String)], form: Form) -> PartsPage {
    let lang = reader.lang;
    let c = Chrome::new(&WORDS, reader, Section::About, "/parts", WORDS.say(lang, "parts-title"))
        .describe(WORDS.say(lang, "parts-lead"));
    PartsPage {
        c,
        flash: Flash::of(&WORDS, lang, pairs),
        flashes: pieces::flashes(lang),
        statuses: Status::ALL.iter().map(|status| status.badge(lang)).collect(),
        badges: pieces::badges(lang),
        form,
        wrong: form::wrong(reader),
        self_saving: form::self_saving(reader),
        table: pieces::table(lang, TableQuery::of(pairs)),
        filtered: pieces::nothing_found(lang),
        nothing: pieces::nothing_yet(lang),
        empty: pieces::empty(lang),
        key_facts: pieces::key_facts(lang),
        definitions: pieces::definitions(lang),
        timeline: pieces::timeline(lang),
        tabs: pieces::tabs(lang),
        stepper: pieces::stepper(lang),
        secret: pieces::secret(lang),
        codes: pieces::codes(lang),
        qr: QrCode::new(
            "otpauth://totp/chiso:can.bo?secret=JBSWY3DPEHPK3PXP&issuer=chiso",
            lang.pick("Mã QR mẫu", "Sample QR code"),
        ),
    }
}

/// A page that is one part.
#[derive(Template)]
#[template(path = "part.html")]
struct PartPage {
    c: Chrome,
    part: String,
}

fn alone(reader: &Reader, name: &str, part: &impl std::fmt::Display) -> Result<Response, PageError> {
    let title = WORDS.say(reader.lang, "parts-title");
    let c = Chrome::new(&WORDS, reader, Section::About, format!("/parts/{name}"), &*title)
        .under(title, "/parts")
        .under(name, &format!("/parts/{name}"));
    show(reader.lang, &PartPage { c, part: part.to_string() })
}

/// `GET /{lang}/parts/confirmation`
async fn confirmation(reader: Reader) -> Result<Response, PageError> {
    alone(&reader, "confirmation", &pieces::confirmation(reader.lang))
}

/// `GET /{lang}/parts/question`
async fn question(reader: Reader) -> Result<Response, PageError> {
    alone(&reader, "question", &pieces::question(&reader))
}

/// An address of these pages.
fn at(lang: Lang, rest: &str) -> String {
    format!("/{}/parts{rest}", lang.tag())
}
