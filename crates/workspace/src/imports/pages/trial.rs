//! `/{lang}/imports/{kind}/try/{file}`: the dry run. Nothing is written unless the file is sound and somebody says so.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_web::parts::{Badge, Field, Flash, Form, PAGE_ROWS, Row, Shape, Table, TableQuery, Tabs, read_day, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, SECOND_FACTOR};

use super::dry::{Dry, Extra, run};
use super::tables::View;
use super::{IMPORTS, Kind};
use crate::desk::Desk;
use crate::imports::{Brought, Taken};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

/// What the address or the form says beside the file.
struct Asked {
    extra: Extra,
}

impl Asked {
    fn of(fields: &Fields, caller: &Caller) -> Asked {
        Asked {
            extra: Extra {
                variable: fields.get("variable").to_owned(),
                day: read_day(fields.get("day")).unwrap_or(caller.day),
            },
        }
    }

    /// Address of the dry run after the language.
    fn rest(&self, kind: Kind, file: &str) -> String {
        let here = format!("/imports/{}/try/{file}", kind.id());
        if kind != Kind::Weights {
            return here;
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("variable", &self.extra.variable).append_pair("day", &self.extra.day.to_string());
        format!("{here}?{}", query.finish())
    }
}

pub(super) async fn page(
    kind: Kind,
    reader: Reader,
    caller: Caller,
    State(desk): State,
    file: String,
    pairs: Vec<(String, String)>,
) -> Result<Response, PageError> {
    let fields = Fields(pairs);
    let asked = Asked::of(&fields, &caller);
    let dry = dry(kind, &reader, &caller, &desk, &file, &asked).await?;
    let form = blank(kind, &reader, &caller, &file, &asked);
    show(kind, &reader, &file, &asked, &dry, &form, &TableQuery::of(&fields.0), StatusCode::OK)
}

pub(super) async fn send(
    kind: Kind,
    reader: Reader,
    caller: Caller,
    State(desk): State,
    file: String,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let asked = Asked::of(&fields, &caller);
    let reason = fields.get("reason");
    let taken = async {
        if reason.is_empty() {
            return Err(Refusal::field(
                "reason",
                "Hãy ghi lý do hoặc căn cứ nhập.",
                "Say why, or on what basis, it is imported.",
            ));
        }
        let brought = brought(kind, &caller, &desk, &file).await?;
        match kind {
            Kind::Agencies => desk.import_agencies(&caller, brought, reason).await,
            Kind::Lineage => desk.import_lineage(&caller, brought, reason).await,
            Kind::Results => desk.import_results(&caller, brought, reason).await,
            Kind::Weights => {
                desk.import_weights(&caller, brought, &asked.extra.variable, asked.extra.day, reason).await
            }
        }
    };
    match taken.await {
        Ok(Taken::In(id)) => Ok(go(&said(&at(&reader, &format!("/imports/{id}")), "said-import-done"))),
        Ok(Taken::Before(id)) => {
            let seen = desk.import(&caller, &id, Action::See).await.is_ok();
            let rest = if seen { format!("/imports/{id}") } else { IMPORTS.to_owned() };
            Ok(go(&said(&at(&reader, &rest), "said-import-same")))
        }
        Err(refusal) => {
            let form = blank(kind, &reader, &caller, &file, &asked).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            let dry = dry(kind, &reader, &caller, &desk, &file, &asked).await?;
            show(kind, &reader, &file, &asked, &dry, &form, &TableQuery::of(&[]), status)
        }
    }
}

async fn brought(kind: Kind, caller: &Caller, desk: &Desk, file: &str) -> Result<Brought, Refusal> {
    let (name, bytes) = desk.file_to_try(caller, kind.resource(), file).await?;
    Ok(Brought { sha256: file.to_owned(), name, bytes })
}

async fn dry(
    kind: Kind,
    reader: &Reader,
    caller: &Caller,
    desk: &Arc<Desk>,
    file: &str,
    asked: &Asked,
) -> Result<Dry, PageError> {
    let tried = async {
        let brought = brought(kind, caller, desk, file).await?;
        run(kind, desk, caller, brought, asked.extra.clone(), reader.lang).await
    };
    tried.await.map_err(|refusal| refusal.page(reader))
}

fn blank(kind: Kind, reader: &Reader, caller: &Caller, file: &str, asked: &Asked) -> Form {
    let lang = reader.lang;
    let mut form = form_to(reader, caller, &format!("/imports/{}/try/{file}", kind.id()));
    if kind == Kind::Weights {
        form = form.hidden("variable", asked.extra.variable.as_str()).hidden("day", asked.extra.day.to_string());
    }
    form.field(Field::area(lang, "reason", say(lang, "import-reason"), 2).hint(say(lang, "import-reason-hint")))
        .submit(say(lang, "import-do"))
        .cancel(say(lang, "cancel"), at(reader, IMPORTS))
}

#[allow(clippy::too_many_arguments, reason = "the parts of one page")]
fn show(
    kind: Kind,
    reader: &Reader,
    file: &str,
    asked: &Asked,
    dry: &Dry,
    form: &Form,
    query: &TableQuery,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = asked.rest(kind, file);
    let flash = match (dry.sound, dry.does) {
        (false, _) => Flash::warning(say(lang, "try-broken")),
        (true, false) if dry.before.is_some() => Flash::done(say(lang, "try-same")),
        (true, false) => Flash::done(say(lang, "try-nothing")),
        (true, true) => match dry.approve {
            Ok(()) => Flash::done(say(lang, "try-sound")),
            Err(Refusal::SecondFactor) => Flash::warning(say(lang, "try-second-factor")),
            Err(_) => Flash::done(say(lang, "try-others-approve")),
        },
    };
    let mut sheet = Sheet::new(reader, rest.clone(), say(lang, "try-title"))
        .within(IMPORTS)
        .under(say(lang, "imports-title"), IMPORTS)
        .under(kind.title(lang), &kind.new_rest())
        .under(say(lang, "try-title"), &rest)
        .lead(format!("{}: {}", dry.name, dry.summary))
        .flash(flash)
        .status(status);
    sheet = match (&dry.approve, dry.sound && dry.does) {
        (Ok(()), true) => sheet.form_under(say(lang, "try-confirm"), form),
        (Err(Refusal::SecondFactor), true) => {
            sheet.button(say(lang, "try-to-second-factor"), &second_factor(reader, &rest))
        }
        _ => sheet.button(say(lang, "try-again"), &kind.new_rest()),
    };
    if let Some(before) = &dry.before {
        sheet = sheet.button(say(lang, "try-first"), &format!("/imports/{before}"));
    }
    views(sheet, reader, &rest, &dry.views, query).show()
}

/// The page that asks for a second factor, and leads back here.
fn second_factor(reader: &Reader, rest: &str) -> String {
    let back: String = form_urlencoded::byte_serialize(at(reader, rest).as_bytes()).collect();
    format!("{SECOND_FACTOR}?next={back}")
}

/// Tabs of what there is to look at, and the one that is open.
pub(super) fn views<'a>(
    sheet: Sheet<'a>,
    reader: &Reader,
    rest: &str,
    views: &[View],
    query: &TableQuery,
) -> Sheet<'a> {
    let lang = reader.lang;
    let open = views.iter().find(|view| view.id == query.filter("view")).or(views.first());
    let Some(open) = open else { return sheet };
    let base = at(reader, rest.split('?').next().unwrap_or(rest));
    let tabs = views.iter().fold(Tabs::new(say(lang, "try-views")), |tabs, view| {
        let href = query.address(&base, |query| {
            query.others.retain(|(name, _)| name != "view");
            query.others.push(("view".to_owned(), view.id.to_owned()));
            query.page = 1;
        });
        tabs.tab(view.title.clone(), href, view.id == open.id).count(view.rows.len())
    });
    let rows = open.rows.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).cloned().map(Row::new).collect();
    let table = Table::new(lang, open.id, open.title.clone(), base, query.clone())
        .columns(open.columns.clone())
        .rows(rows, open.rows.len());
    let sheet = if views.len() > 1 { sheet.part(&tabs) } else { sheet };
    sheet.section(open.title.clone(), &table)
}

/// Whether an import holds.
pub(super) fn badge(reader: &Reader, withdrawn: bool) -> Badge {
    if withdrawn {
        Badge::new("", Shape::Square, say(reader.lang, "import-withdrawn"))
    } else {
        Badge::new("ok", Shape::Check, say(reader.lang, "import-holds"))
    }
}

/// Whether the figures of an import were compared with what they come from.
pub(super) fn check_badge(reader: &Reader, checked: bool) -> Badge {
    if checked {
        Badge::new("ok", Shape::Check, say(reader.lang, "import-checked"))
    } else {
        Badge::new("warn", Shape::Triangle, say(reader.lang, "import-unchecked"))
    }
}
