//! `/{lang}/rounds/{round}/units/{unit}/submit`: the one submission of a unit's self-assessment, and of what is reopened later.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::Action;
use chiso_round::assessment::Lack;
use chiso_web::parts::Form;
use chiso_web::{Caller, Fields, PageError, PostedFile, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, go};

use super::file::unit_sheet;
use super::missing::{missing, refused};
use super::sight::Opened;
use super::sign::{self, Signing};
use crate::entry::Rounds;
use crate::frame::{UnitPath, unit_address};
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/units/{unit}/submit`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    ask(&reader, &caller, &rounds, (&round, &unit), Signing::SelfAssessment).await
}

/// `POST /{lang}/rounds/{round}/units/{unit}/submit`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    take(&reader, &caller, &rounds, (&round, &unit), Signing::SelfAssessment, (&fields, file)).await
}

/// The page before something is signed.
pub(super) async fn ask(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    (round, unit): (&str, &str),
    signing: Signing,
) -> Result<Response, PageError> {
    let opened = open(reader, caller, rounds, (round, unit), signing).await?;
    show(reader, caller, rounds, &opened, signing, None).await
}

/// Signs, or shows again what was typed and what is wrong with it.
pub(super) async fn take(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    (round, unit): (&str, &str),
    signing: Signing,
    (fields, file): (&Fields, Option<Upload>),
) -> Result<Response, PageError> {
    let opened = open(reader, caller, rounds, (round, unit), signing).await?;
    match sign::sign(rounds, caller, &opened, signing, fields, file).await {
        Ok(()) => Ok(go(&at(reader, &format!("{}/submitted", unit_address(&opened.held, unit))))),
        Err(refusal) => show(reader, caller, rounds, &opened, signing, Some((fields, refusal))).await,
    }
}

/// A unit's file, for whoever may sign.
async fn open(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    (round, unit): (&str, &str),
    signing: Signing,
) -> Result<Opened, PageError> {
    let opened = rounds.open_unit(reader, caller, round, unit).await?;
    let may = rounds.may_at(caller, Action::Submit, signing.resource(), &opened.held, unit, None);
    may.map(|()| opened).map_err(|refusal| refusal.page(reader))
}

/// The page before signing, and the same with what was wrong.
async fn show(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    opened: &Opened,
    signing: Signing,
    tried: Option<(&Fields, Refusal)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, unit) = (&opened.held, opened.unit.as_str());
    let failed = |refusal: Refusal| refusal.page(reader);
    let title = match signing {
        Signing::SelfAssessment => say(lang, "unit-submit"),
        Signing::Explanation => say(lang, "explain-submit"),
    };
    let mut page = unit_sheet(reader, rounds, held, unit, signing.rest(), title);
    let lacks: Vec<Lack> = match sign::lacks(&opened.assessment, opened.frame(), &opened.by, signing, false) {
        Ok(lacks) => lacks,
        Err(why) if tried.is_none() => {
            let names = rounds.names(held).await.map_err(|error| failed(error.into()))?;
            return page.lead(why.text(&|id| names.of(id)).get(lang)).show();
        }
        Err(_) => Vec::new(),
    };
    page = page.lead(say_with(lang, "sign-lead", &[("missing", lacks.len().into())]));
    if !lacks.is_empty() {
        let list = match &tried {
            None => missing(reader, held, unit, &lacks),
            Some((fields, _)) => refused(reader, held, unit, &kept_back(&lacks, fields)),
        };
        page = page.section(say(lang, "unit-missing"), &list);
    }
    if !rounds.can_sign(caller).await.map_err(failed)? {
        page = page.button(say(lang, "sign-set-up"), "/account/second-factor");
    }
    let blank: Form = sign::form(reader, caller, opened, signing, !lacks.is_empty());
    match tried {
        None => page.form(&blank),
        Some((fields, refusal)) => {
            let (status, form) = refusal.into_form(reader, blank.fill(fields))?;
            page.status(status).form(&form)
        }
    }
    .show()
}

/// What of what is missing keeps a file from being signed: where the rest is left blank knowingly, what cannot be left so.
fn kept_back(lacks: &[Lack], fields: &Fields) -> Vec<Lack> {
    let must: Vec<Lack> = lacks.iter().filter(|lack| lack.must_be_mended()).cloned().collect();
    if fields.has("leaves_blank") && !must.is_empty() { must } else { lacks.to_vec() }
}

/// `GET /{lang}/rounds/{round}/units/{unit}/submitted`
pub(super) async fn done(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let file = &opened.assessment;
    let last = file.submissions.last().map(|signed| (Signing::SelfAssessment, signed));
    let explained = file.explained.as_ref().map(|signed| (Signing::Explanation, signed));
    let Some((signing, signed)) = last.into_iter().chain(explained).max_by_key(|(_, signed)| signed.at) else {
        return Err(Refusal::Hidden.page(&reader));
    };
    let told = sign::confirmation(&reader, &opened, signing, signed, file.submissions.len());
    unit_sheet(&reader, &rounds, &opened.held, &unit, "/submitted", say(reader.lang, "signed-title"))
        .headed_by_part()
        .part(&told)
        .show()
}
