//! `/{lang}/surveys/{survey}/callbacks/{invitee}`: one call.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_questionnaire::Form as Questionnaire;
use chiso_store::Writer;
use chiso_store::fieldwork::SurveyCallback;
use chiso_store::surveys::Invitee;
use chiso_survey::Called;
use chiso_web::parts::{Choice, Definitions, Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::CALLBACKS;
use super::again::{Again, asked_again};
use super::cases::{Cases, called};
use crate::entry::Surveys;
use crate::frame::{address, sheet};
use crate::held::Held;
use crate::words::say;

/// The language, the survey and an invitation in the address.
type InviteePath = Path<(String, String, String)>;

/// The longest time that is told apart, in minutes: a ballot keeps no longer one.
const LONGEST: u32 = 60;

/// What can come of a call, as it is told apart on the page.
const OUTCOMES: [Called; 4] = [Called::Confirmed, Called::Denied, Called::NotReached, Called::Refused];

/// What it is called.
pub(super) fn text(called: Called, lang: Lang) -> String {
    say(
        lang,
        match called {
            Called::ToCall => "callback-to-call",
            Called::Confirmed => "callback-confirmed",
            Called::Denied => "callback-denied",
            Called::NotReached => "callback-not-reached",
            Called::Refused => "callback-refused",
        },
    )
}

/// Everything that a call is about.
struct Call {
    held: Arc<Held>,
    form: Arc<Questionnaire>,
    invitee: Invitee,
    cases: Cases,
}

impl Call {
    fn interviewer(&self) -> &str {
        self.cases.met.get(&self.invitee.id).map_or("", |met| met.interviewer.as_str())
    }

    /// Whether questions are asked again: where so many of an interviewer's people are called that nobody is known by what they say.
    fn asks_again(&self) -> bool {
        let tally = self.cases.tallies().get(self.interviewer()).copied().unwrap_or_default();
        tally.drawn >= u64::from(self.held.campaign.setup.least)
    }
}

/// Whoever interviewed somebody does not call them.
fn own() -> Refusal {
    Refusal::whole(
        "Ông/Bà đã phỏng vấn người này nên không tự gọi lại được. Hãy để người khác gọi.",
        "You interviewed this person, so you cannot call them yourself. Let somebody else call.",
    )
}

impl Surveys {
    /// The call to somebody who was drawn.
    async fn call(&self, reader: &Reader, caller: &Caller, survey: &str, invitee: &str) -> Result<Call, PageError> {
        let held = self.to_mend(reader, caller, survey, Action::Change).await?;
        let refused = |refusal: Refusal| refusal.page(reader);
        let cases = self.call_back_cases(&held, caller.now_us).await.map_err(refused)?;
        if cases.drawn.get(invitee).is_none_or(|case| called(case).is_reached()) {
            return Err(refused(Refusal::Hidden));
        }
        let id = invitee.to_owned();
        let found = self.desk.store().read(move |reader| reader.get::<Invitee>(id)).await;
        let found = found.map_err(|error| refused(error.into()))?.filter(|found| found.survey == held.id);
        let invitee = found.ok_or_else(|| refused(Refusal::Hidden))?;
        let form = self.form(&held).await.map_err(refused)?;
        Ok(Call { held, form, invitee, cases })
    }

    /// Keeps what came of a call, and what was said again: that first, so that a stop of the program loses nothing of it.
    ///
    /// # Errors
    /// Where the caller may not, or interviewed them; where somebody was reached before; the store, the drawer. Where only the box failed, it is cast later.
    async fn called(
        self: &Arc<Self>,
        caller: &Caller,
        call: &Call,
        what: Called,
        again: &Again,
    ) -> Result<(), Refusal> {
        let held = &call.held;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        let person = Desk::person_of(caller)?;
        if call.interviewer() == person {
            return Err(own());
        }
        // One after the other: of two who note the same call, what the first was told stays.
        let _turn = self.calls.turn().await;
        let id = call.invitee.id.clone();
        let read = self.desk.store().read(move |reader| reader.get::<SurveyCallback>(id)).await?;
        let before = read.ok_or(Refusal::Hidden)?;
        still_open(&before)?;
        if what == Called::Confirmed && call.asks_again() && *again != Again::default() {
            let who = (call.invitee.id.as_str(), call.interviewer());
            self.hold_again(held, &call.form, who, again, caller.now_us).await?;
        }
        let (id, day) = (before.id, caller.day.to_string());
        let put = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let before: SurveyCallback = writer.fetch(id)?;
            still_open(&before)?;
            let state = what.id().to_owned();
            Ok(writer.update(&SurveyCallback { state, day: Some(day), made_by: Some(person), ..before })?)
        };
        self.desk.store().write(Desk::act(caller, "survey.call_back"), put).await?;
        // The call is noted, and its answers are in the drawer: what cannot be cast now is cast at a later turn.
        if let Err(refusal) = self.cast_again(held, caller.now_us).await {
            tracing::warn!(survey = held.id, error = refusal.message(Lang::En), "call-backs wait for the box");
        }
        Ok(())
    }
}

/// That nobody has reached the person yet.
fn still_open(case: &SurveyCallback) -> Result<(), Refusal> {
    if called(case).is_reached() {
        return Err(Refusal::whole(
            "Người khác vừa ghi kết quả cuộc gọi này. Không ghi thêm.",
            "Somebody else has just noted what came of this call. Nothing more was kept.",
        ));
    }
    Ok(())
}

fn form(reader: &Reader, caller: &Caller, call: &Call) -> Form {
    let lang = reader.lang;
    let outcomes = OUTCOMES.map(|called| Choice::new(called.id(), text(called, lang)));
    let mut form = form_to(reader, caller, &rest(call)).field(Field::radios(
        lang,
        "outcome",
        say(lang, "callback-outcome"),
        outcomes.into(),
    ));
    if call.asks_again() {
        form = form.section(say(lang, "callback-again"), say(lang, "callback-again-hint")).field(
            Field::number(lang, "minutes", say(lang, "callback-minutes"), say(lang, "callback-minutes-unit"))
                .optional(),
        );
        for question in asked_again(&call.held, &call.form, lang.tag()) {
            let choices = question.choices.into_iter().map(|(code, label)| Choice::new(code, label)).collect();
            let label = call.form.text(&question.item.label, lang.tag());
            let name = field(&question.item.name);
            let none = Some(say(lang, "callback-no-answer"));
            form = form.field(Field::select(lang, name, label, none, choices).optional());
        }
    }
    form.submit(say(lang, "callback-keep")).cancel(say(lang, "callback-back"), at(reader, &list(&call.held)))
}

/// The field of a question: its name could be that of another field.
fn field(question: &str) -> String {
    format!("q-{question}")
}

fn list(held: &Held) -> String {
    format!("{}{CALLBACKS}", address(held))
}

fn rest(call: &Call) -> String {
    format!("{}/{}", list(&call.held), call.invitee.id)
}

/// What was entered.
fn read(call: &Call, fields: &Fields, lang: Lang) -> Result<(Called, Again), Refusal> {
    let mut wrong = Vec::new();
    let outcome = Called::from_id(fields.get("outcome")).filter(|called| OUTCOMES.contains(called));
    if outcome.is_none() {
        wrong.push(("outcome", Text::new("Hãy chọn kết quả cuộc gọi.", "Choose what came of the call.")));
    }
    let typed = fields.get("minutes");
    let minutes: Option<u32> = typed.parse().ok().filter(|minutes| (1..=LONGEST).contains(minutes));
    if !typed.is_empty() && minutes.is_none() {
        wrong.push((
            "minutes",
            Text::new(
                "Hãy nhập số phút từ 1 đến 60, như 20; lâu hơn một giờ thì nhập 60.",
                "Enter minutes from 1 to 60, such as 20; where it was longer than an hour, enter 60.",
            ),
        ));
    }
    let asked = asked_again(&call.held, &call.form, lang.tag());
    let answer = |question: &super::again::Question<'_>| {
        let code = fields.get(&field(&question.item.name));
        let known = question.choices.iter().any(|(own, _)| own == code);
        known.then(|| (question.item.name.clone(), code.to_owned()))
    };
    let again = Again { answers: asked.iter().filter_map(answer).collect(), minutes };
    match outcome {
        Some(outcome) if wrong.is_empty() => Ok((outcome, again)),
        _ => Err(Refusal::Fields(wrong)),
    }
}

fn show(reader: &Reader, caller: &Caller, call: &Call, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let none = || say(lang, "callback-unknown");
    let name = call.invitee.name.clone().unwrap_or_else(none);
    let about = Definitions::new()
        .line(say(lang, "callback-phone"), call.invitee.phone.clone().unwrap_or_else(none))
        .line(say(lang, "callback-says"), say(lang, "callback-says-text"));
    let rest = format!("{CALLBACKS}/{}", call.invitee.id);
    let sheet = sheet(reader, &call.held, &rest, name).under(say(lang, "callback-title"), &list(&call.held));
    let sheet = sheet.status(status).secret();
    if Desk::person_of(caller).is_ok_and(|person| person == call.interviewer()) {
        return sheet.lead(own().message(lang)).show();
    }
    sheet.part(&about).part(form).show()
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, invitee)): InviteePath,
) -> Result<Response, PageError> {
    let call = surveys.call(&reader, &caller, &survey, &invitee).await?;
    show(&reader, &caller, &call, &form(&reader, &caller, &call), StatusCode::OK)
}

/// `POST`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, invitee)): InviteePath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let call = surveys.call(&reader, &caller, &survey, &invitee).await?;
    let kept = match read(&call, &fields, reader.lang) {
        Ok((outcome, again)) => surveys.called(&caller, &call, outcome, &again).await,
        Err(refusal) => Err(refusal),
    };
    match kept {
        Ok(()) => Ok(go(&said(&at(&reader, &list(&call.held)), "said-callback-kept"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form(&reader, &caller, &call).fill(&fields))?;
            show(&reader, &caller, &call, &form, status)
        }
    }
}
