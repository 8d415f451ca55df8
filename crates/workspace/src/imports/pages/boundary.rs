//! `/{lang}/boundary`: official boundaries, from which maps are drawn; without them maps are made of tiles.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_store::imports::Boundary;
use chiso_web::parts::{
    Badge, Cell, Choice, Column, Empty, Field, Form, Question, Row, Shape, Table, TableQuery, said,
};
use chiso_web::{Caller, PageError, PostedFields, PostedFile, Reader};

use super::Id;
use crate::desk::Desk;
use crate::imports::Brought;
use crate::moment;
use crate::names::Names;
use crate::refusal::Refusal;
use crate::sheet::{Pairs, Sheet, State, at, form_to, go};
use crate::words::say;

/// Address after the language.
const BOUNDARY: &str = "/boundary";

/// `GET /{lang}/boundary`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let form = blank(&reader, &caller);
    show(&reader, &desk, &form, &pairs, StatusCode::OK).await
}

/// `POST /{lang}/boundary`
pub(super) async fn bring(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let used = async {
        let file = file.ok_or_else(|| Refusal::field("file", "Hãy chọn một tệp.", "Choose a file."))?;
        let (name, bytes) = (file.name.clone(), file.bytes.clone());
        let sha256 = desk.take_file(&caller, file).await?.to_string();
        let brought = Brought { sha256, name, bytes };
        desk.use_boundary(&caller, &brought, fields.get("scheme"), fields.get("property"), fields.get("source")).await
    };
    match used.await {
        Ok(()) => Ok(go(&said(&at(&reader, BOUNDARY), "said-boundary-used"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller).fill(&fields))?;
            show(&reader, &desk, &form, &[], status).await
        }
    }
}

fn scheme_name(scheme: &str, lang: Lang) -> String {
    match scheme {
        "provinces-34" => say(lang, "boundary-34"),
        "provinces-63" => say(lang, "boundary-63"),
        other => other.to_owned(),
    }
}

fn blank(reader: &Reader, caller: &Caller) -> Form {
    let lang = reader.lang;
    let schemes = crate::imports::SCHEMES.map(|scheme| Choice::new(scheme, scheme_name(scheme, lang)));
    form_to(reader, caller, BOUNDARY)
        .field(Field::radios(lang, "scheme", say(lang, "boundary-scheme"), schemes.to_vec()).value("provinces-34"))
        .field(
            Field::file(lang, "file", say(lang, "boundary-file"), ".geojson,.json")
                .hint(say(lang, "boundary-file-hint")),
        )
        .field(
            Field::text(lang, "property", say(lang, "boundary-property"))
                .hint(say(lang, "boundary-property-hint"))
                .short()
                .autocomplete("off"),
        )
        .field(
            Field::text(lang, "source", say(lang, "boundary-source"))
                .hint(say(lang, "boundary-source-hint"))
                .autocomplete("off"),
        )
        .submit(say(lang, "boundary-use"))
}

async fn show(
    reader: &Reader,
    desk: &Desk,
    form: &Form,
    pairs: &[(String, String)],
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let read =
        desk.store().read(|store| Ok::<_, chiso_store::StoreError>((store.boundaries()?, Names::read(store)?))).await;
    let (mut all, names) = read.map_err(|error| Refusal::Store(error).page(reader))?;
    all.reverse();
    let rows: Vec<Row> = all.iter().map(|boundary| row(reader, boundary, &names)).collect();
    let count = rows.len();
    let table = Table::new(lang, "boundaries", say(lang, "boundary-list"), at(reader, BOUNDARY), TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "boundary-scheme")),
            Column::text(say(lang, "boundary-source")),
            Column::text(say(lang, "import-when")).short(),
            Column::text(say(lang, "import-who")),
            Column::text(say(lang, "import-state")),
            Column::text(say(lang, "do")),
        ])
        .page_rows(count)
        .rows(rows, count)
        .empty(Empty::new(say(lang, "boundary-empty"), say(lang, "boundary-empty-text")));
    Sheet::new(reader, BOUNDARY, say(lang, "boundary-title"))
        .within(BOUNDARY)
        .lead(say(lang, "boundary-lead"))
        .said(pairs)
        .status(status)
        .section(say(lang, "boundary-list"), &table)
        .form_under(say(lang, "boundary-new"), form)
        .show()
}

fn row(reader: &Reader, boundary: &Boundary, names: &Names) -> Row {
    let lang = reader.lang;
    let (badge, way) = if boundary.active {
        let drop = at(reader, &format!("/boundary/{}/drop", boundary.id));
        (Badge::new("ok", Shape::Check, say(lang, "boundary-used")), Cell::Link(say(lang, "boundary-drop"), drop))
    } else {
        (Badge::new("", Shape::Square, say(lang, "boundary-unused")), Cell::None("–".to_owned()))
    };
    Row::new(vec![
        Cell::text(scheme_name(&boundary.scheme, lang)),
        Cell::text(boundary.source.clone()),
        Cell::text(moment::minute(boundary.created, lang)),
        Cell::text(names.of(&boundary.made_by, lang)),
        badge.into(),
        way,
    ])
}

/// `GET /{lang}/boundary/{id}/drop`
pub(super) async fn drop_page(reader: Reader, caller: Caller, Path((_, id)): Id) -> Result<Response, PageError> {
    ask(&reader, &caller, &id)
}

/// `POST /{lang}/boundary/{id}/drop`
pub(super) async fn drop(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    desk.drop_boundary(&caller, &id).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, BOUNDARY), "said-boundary-dropped")))
}

fn ask(reader: &Reader, caller: &Caller, id: &str) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = format!("/boundary/{id}/drop");
    let form = form_to(reader, caller, &rest)
        .submit(say(lang, "boundary-drop-button"))
        .cancel(say(lang, "cancel"), at(reader, BOUNDARY));
    let title = say(lang, "boundary-drop-title");
    let question = Question::new(title.clone(), vec![say(lang, "boundary-drop-what")], form);
    Sheet::new(reader, rest, title).within(BOUNDARY).headed_by_part().part(&question).show()
}
