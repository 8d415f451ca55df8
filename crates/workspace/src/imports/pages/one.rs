//! `/{lang}/imports/{id}`: one import, its file, and withdrawing it.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_files::FileHash;
use chiso_model::agency::AgencyId;
use chiso_store::files::File;
use chiso_store::imports::FileImport;
use chiso_web::parts::{Definitions, Field, Form, Question, TableQuery, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::list::{counts, kind_name};
use super::tables::{View, conflicts, figures, weights};
use super::trial::{badge, check_badge, views};
use super::{IMPORTS, Id};
use crate::agencies::title;
use crate::desk::Desk;
use crate::download::answer;
use crate::imports::results;
use crate::moment;
use crate::refusal::Refusal;
use crate::sheet::{Links, Pairs, Sheet, State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/imports/{id}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let import = desk.import(&caller, &id, Action::See).await.map_err(refused)?;
    let names = desk.names().await.map_err(|error| refused(error.into()))?;
    let here = format!("/imports/{id}");
    let mut known = Definitions::new()
        .line(say(lang, "import-holds-what"), kind_name(&import, lang))
        .part(say(lang, "import-state"), &badge(&reader, import.withdrawn.is_some()));
    if import.kind == "results" {
        known = known.part(say(lang, "import-check"), &check_badge(&reader, import.checked.is_some()));
    }
    if let (Some(checked), Some(by), Some(against)) = (import.checked, &import.checked_by, &import.checked_against) {
        let when = moment::minute(checked, lang);
        let told = tell!(lang, "import-checked-by", who = names.of(by, lang), when = when, against = against.as_str());
        known = known.line(say(lang, "import-checked-how"), told);
    }
    let known = known
        .line(say(lang, "import-counts"), counts(&import, lang))
        .line(say(lang, "import-when"), moment::minute(import.created, lang))
        .line(say(lang, "import-who"), names.of(&import.made_by, lang))
        .line(say(lang, "import-file"), import.name.clone())
        .change(say(lang, "import-download"), at(&reader, &format!("{here}/file")))
        .line("SHA-256", import.file.clone());
    let mut ways: Vec<(&str, String)> = Vec::new();
    if may_withdraw(&desk, &caller, &import).await {
        ways.push(("import-withdraw", format!("{here}/withdraw")));
    }
    let may_check = matches!(results::may_approve(&caller), Ok(()) | Err(Refusal::SecondFactor));
    if import.kind == "results" && import.withdrawn.is_none() && may_check {
        if import.checked.is_some() {
            ways.push(("import-uncheck", format!("{here}/uncheck")));
        } else if import.made_by != Desk::actor_of(&caller) {
            ways.push(("import-check-do", format!("{here}/check")));
        }
    }
    if anywhere(&caller.actor, Action::See, Resource::Journal) {
        ways.push(("import-journal", format!("/journal?about=file_import&q={id}")));
    }
    let found = found(&desk, &caller, &import, lang).await.map_err(refused)?;
    let mut sheet = Sheet::new(&reader, here.clone(), tell!(lang, "import-title", name = import.name.as_str()))
        .within(IMPORTS)
        .under(say(lang, "imports-title"), IMPORTS)
        .under(import.name.clone(), &here)
        .said(&pairs)
        .part(&known);
    if !ways.is_empty() {
        let ways: Vec<(&str, &str)> = ways.iter().map(|(key, rest)| (*key, rest.as_str())).collect();
        sheet = sheet.part(&Links::of(&reader, &ways));
    }
    views(sheet, &reader, &here, &found, &TableQuery::of(&pairs)).show()
}

async fn may_withdraw(desk: &Desk, caller: &Caller, import: &FileImport) -> bool {
    let may = desk.import(caller, &import.id, Action::Remove).await;
    !matches!(import.kind.as_str(), "agencies" | "lineage")
        && import.withdrawn.is_none()
        && matches!(may, Ok(_) | Err(Refusal::SecondFactor))
}

/// What came in by it.
async fn found(
    desk: &Desk,
    caller: &Caller,
    import: &FileImport,
    lang: chiso_model::Lang,
) -> Result<Vec<View>, Refusal> {
    let register = desk.register();
    let views = match import.kind.as_str() {
        "results" => {
            let own = desk.figures_of(&import.id).await?;
            // What a withdrawn import said stands beside nothing any more.
            let known = if import.withdrawn.is_some() { Vec::new() } else { desk.imported_figures().await? };
            vec![conflicts(&results::conflicts(&own, &known), &register, lang), figures(&own, &register, lang)]
        }
        "weights" => {
            let rows = desk.weights_of(&import.id).await?.into_iter().map(|row| {
                let name =
                    AgencyId::new(row.agency.clone()).map_or(row.agency, |id| title(&register, &id, caller.day, lang));
                (name, Some(row.value))
            });
            vec![weights(&rows.collect::<Vec<_>>(), lang)]
        }
        _ => Vec::new(),
    };
    Ok(views.into_iter().filter(|view| !view.rows.is_empty()).collect())
}

/// `GET /{lang}/imports/{id}/file`
pub(super) async fn file(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let given = async {
        let import = desk.import(&caller, &id, Action::See).await?;
        let (_, bytes) = desk.file(&import.file).await?;
        let key = import.file.parse::<FileHash>().map(|hash| hash.to_string()).unwrap_or_default();
        let row = desk.store().read(move |reader| reader.get::<File>(key)).await?;
        let media_type = row.map_or_else(|| "application/octet-stream".to_owned(), |row| row.media_type);
        Ok(answer(&import.name, &media_type, bytes))
    };
    given.await.map_err(|refusal: Refusal| refusal.page(&reader))
}

/// `GET /{lang}/imports/{id}/withdraw`
pub(super) async fn withdraw_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let import = desk.import(&caller, &id, Action::Remove).await.map_err(|refusal| refusal.page(&reader))?;
    show(&reader, &import, blank(&reader, &caller, &id), StatusCode::OK)
}

/// `POST /{lang}/imports/{id}/withdraw`
pub(super) async fn withdraw(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match desk.withdraw_import(&caller, &id, fields.get("reason")).await {
        Ok(()) => Ok(go(&said(&at(&reader, &format!("/imports/{id}")), "said-import-withdrawn"))),
        Err(refusal) => {
            let import = desk.import(&caller, &id, Action::Remove).await.map_err(|refusal| refusal.page(&reader))?;
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &id).fill(&fields))?;
            show(&reader, &import, form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, id: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/imports/{id}/withdraw"))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, "import-withdraw-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/imports/{id}")))
}

fn show(reader: &Reader, import: &FileImport, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = tell!(lang, "import-withdraw-title", name = import.name.as_str());
    let what = vec![say(lang, "import-withdraw-what"), say(lang, "import-withdraw-stays")];
    let question = Question::new(title.clone(), what, form);
    Sheet::new(reader, format!("/imports/{}/withdraw", import.id), title)
        .within(IMPORTS)
        .headed_by_part()
        .status(status)
        .part(&question)
        .show()
}
