//! `/{lang}/rounds/{round}/results`: the result as it stands, by stage; publishing it; its issues.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::round::Decision;
use chiso_round::{Phase, Stage};
use chiso_web::parts::{Empty, Field, Flash, Form, read_day, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to, go};

use super::public::issues;
use super::table::ByStage;
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, sheet, view};
use crate::held::Held;
use crate::words::{WORDS, say};

/// Stages that a caller may see the results of, in order; the explanation gives none.
fn seen(rounds: &Rounds, caller: &Caller, held: &Held) -> Vec<Stage> {
    let reached = match held.round.phase {
        Phase::Draft | Phase::SelfAssessment => &[][..],
        Phase::FirstAppraisal | Phase::Explanation => &[Stage::SelfScore, Stage::First],
        Phase::SecondAppraisal => &[Stage::SelfScore, Stage::First, Stage::Second],
        Phase::Council => &[Stage::SelfScore, Stage::First, Stage::Second, Stage::Council],
        Phase::Published => &[Stage::SelfScore, Stage::First, Stage::Second, Stage::Correction],
    };
    let all = rounds.judges(caller, held);
    // Units see each other's points only where everybody does.
    reached.iter().copied().filter(|_| all || held.round.phase == Phase::Published).collect()
}

/// `GET /{lang}/rounds/{round}/results`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let stages = seen(&rounds, &caller, &held);
    let mut page = view(&reader, &caller, &held, View::Results, say(lang, "result-title")).said_in(&WORDS, &pairs);
    if stages.is_empty() {
        let empty = Empty::new(say(lang, "result-none"), say(lang, "result-none-help"));
        return page.part(&empty).show();
    }
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let mut by_stage = BTreeMap::new();
    // What was corrected and is not issued yet, only those see who judge, and have no unit of their own among all these.
    let judges_all =
        held.round.setup.units.iter().map(|entrant| entrant.unit.as_str()).all(rounds.judges_units(&caller, &held));
    if judges_all || held.round.issues.is_empty() {
        let assessments = rounds.all_assessments(&held).await.map_err(refused)?;
        for stage in stages {
            by_stage.insert(stage, rounds.pending(&held, &assessments, stage).await.map_err(refused)?);
        }
    } else {
        for stage in stages {
            by_stage.insert(stage, rounds.issued(&held, stage).await.map_err(refused)?);
        }
    }
    let hidden = rounds.hidden_units(&caller, &held);
    let to = |unit: &str| {
        if held.round.issues.is_empty() {
            at(&reader, &crate::frame::unit_address(&held, unit))
        } else {
            at(&reader, &format!("/published/{}/units/{unit}", held.id))
        }
    };
    let base = at(&reader, &format!("{}/results", address(&held)));
    let table = ByStage(by_stage).table(lang, &held, &names, &base, &to, &hidden);
    let publishes = rounds.may(&caller, Action::Publish, Resource::Publication, &held.round.setup.owner, &[]);
    let may_publish = !matches!(publishes, Err(Refusal::Hidden | Refusal::Forbidden));
    if may_publish && matches!(held.round.phase, Phase::Council | Phase::Published) {
        let label = if held.round.issues.is_empty() { say(lang, "publish-go") } else { say(lang, "publish-again") };
        page = page.button(label, &format!("{}/results/publish", address(&held)));
    }
    let mut page = page.lead(say(lang, "result-lead"));
    if let Some(why) = rounds.why_not("conflict-results", &caller, &held, hidden.iter().copied(), lang) {
        page = page.part(&Flash::warning(why));
    }
    page = page.part(&table);
    if !held.round.issues.is_empty() {
        page = page.section(say(lang, "issues-title"), &issues(&reader, &held));
    }
    let exports = rounds.may(&caller, Action::Export, Resource::Round, &held.round.setup.owner, &[]);
    if exports.is_ok() && hidden.is_empty() {
        let report = |kind: &str| format!("{}/report/consolidated.{kind}", address(&held));
        let ways =
            vec![(say(lang, "result-report-docx"), report("docx")), (say(lang, "result-report-xlsx"), report("xlsx"))];
        page = page.section(say(lang, "result-reports"), &Links::to(&reader, ways));
    }
    page.show()
}

/// `GET /{lang}/rounds/{round}/results/publish`
pub(super) async fn publish_page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let held = open(&rounds, &reader, &caller, &round).await?;
    show(&reader, &held, &blank(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/results/publish`
pub(super) async fn publish(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = open(&rounds, &reader, &caller, &round).await?;
    let form = blank(&reader, &caller, &held).fill(&fields);
    let said_of = |name: &str| fields.get(name).trim().to_owned();
    let done = match read_day(fields.get("decided")) {
        None => Err(Refusal::field("decided", "Hãy nhập ngày ký có thật.", "Enter the real day of signing.")),
        Some(on) => {
            let decision = Decision { number: said_of("number"), on, place: said_of("signed-at") };
            rounds.publish(&caller, &round, decision, said_of("reason")).await
        }
    };
    match done {
        Ok(held) => Ok(go(&said(&at(&reader, &format!("{}/results", address(&held))), "said-published"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &held, &form, status)
        }
    }
}

async fn open(rounds: &Rounds, reader: &Reader, caller: &Caller, round: &str) -> Result<Arc<Held>, PageError> {
    let held = rounds.open(reader, caller, round).await?;
    let may = rounds.may(caller, Action::Publish, Resource::Publication, &held.round.setup.owner, &[]);
    may.map(|()| held).map_err(|refusal| refusal.page(reader))
}

fn blank(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let last = held.round.meetings.iter().rev().find_map(|meeting| meeting.concluded.as_ref());
    let known = |of: &dyn Fn(&Decision) -> String| last.map_or_else(String::new, |conclusion| of(&conclusion.decision));
    let form = form_to(reader, caller, &format!("{}/results/publish", address(held)))
        .field(
            Field::text(lang, "number", say(lang, "publish-number"))
                .short()
                .limit(60)
                .hint(say(lang, "publish-number-hint")),
        )
        .field(
            Field::day(lang, "decided", say(lang, "council-signed-on")).value(chiso_model::day(caller.day, Lang::Vi)),
        )
        .field(
            Field::text(lang, "signed-at", say(lang, "council-signed-at"))
                .limit(100)
                .value(known(&|decision| decision.place.clone())),
        );
    let form = if held.round.issues.is_empty() {
        form
    } else {
        form.field(Field::area(lang, "reason", say(lang, "publish-reason"), 3).limit(4_000))
    };
    form.submit(say(lang, "publish-now"))
        .cancel(say(lang, "council-cancel"), at(reader, &format!("{}/results", address(held))))
}

fn show(reader: &Reader, held: &Held, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    sheet(reader, held, "/results/publish", say(lang, "publish-go"))
        .under(say(lang, "result-title"), &format!("{}/results", address(held)))
        .lead(say(lang, "publish-lead"))
        .status(status)
        .form(form)
        .show()
}
