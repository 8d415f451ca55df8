//! Publishing results after the close, as a file that is kept by its SHA-256; scores as facts that rulebooks read.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Text, hex, shortest};
use chiso_survey::campaign::{CampaignCommand, Phase};
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, day_in_viet_nam};
use chiso_workspace::Refusal;
use chiso_workspace::house::{TableFile, at, form_to, go};
use sha2::{Digest as _, Sha256};

use super::boards::not_estimated;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address, sheet};
use crate::held::Held;
use crate::published::{About, Before, Issue, Published, made};
use crate::words::say;

/// Media type of the file of results.
pub(crate) const JSON: &str = "application/json";
/// Longest reason for another issue.
const LONGEST: usize = 500;

impl Surveys {
    /// The results of a campaign as they stand, as they would be published at a moment.
    ///
    /// # Errors
    /// Why there are no estimates; no questionnaire; the store, the vault, the box.
    pub(super) async fn results_file(&self, held: &Held, now_us: i64, reason: &str) -> Result<Published, Refusal> {
        let (campaign, setup) = (&held.campaign, &held.campaign.setup);
        let (_, results) = self.results(held, None).await?;
        let (asked, _) = self.counts(held, now_us).await?;
        let day = |us: i64| day_in_viet_nam(us).to_string();
        let about = About {
            id: held.id.clone(),
            title: setup.title.clone(),
            owner: setup.owner.clone(),
            owner_title: self.unit_text(&setup.owner, held),
            year: setup.year,
            opened: day(setup.opens),
            // The close itself is the first moment at which none is taken.
            closed: day(setup.closes - 1),
            modes: setup.modes.clone(),
            simulated: setup.simulated,
        };
        let issue = Issue {
            number: campaign.issues.len() + 1,
            day: day(now_us),
            reason: reason.to_owned(),
            earlier: campaign.issues.clone(),
        };
        let units = self.ballots_of(held, |live| live.places.units.levels.clone()).await?;
        let before = Before {
            about,
            issue,
            questionnaire: setup.form.clone().unwrap_or_default(),
            drawn: setup.sample.clone(),
            asked,
            units: units.iter().map(|unit| self.unit_text(unit, held)).collect(),
        };
        let file = self.ballots_of(held, move |live| made(live, &results, before)).await?;
        file.map_err(|error| not_estimated(&error))
    }

    fn unit_text(&self, unit: &str, held: &Held) -> Text {
        let name = |lang| self.unit_name(unit, held, lang);
        Text::new(name(chiso_model::Lang::Vi), name(chiso_model::Lang::En))
    }
}

/// `GET /{lang}/surveys/{survey}/results/scores/{extension}`: a row a unit and score, in the long form of facts; the standard error of a score is a fact of its own.
pub(super) async fn scores(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, extension)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.page(&reader, &caller, &survey).await?;
    surveys.may(&caller, Action::Export, Resource::Survey, &held.campaign.setup.owner).map_err(refused)?;
    let file = surveys.results_file(&held, caller.now_us, "").await.map_err(refused)?;
    let source = format!("survey {}, results {}", held.id, hex(&Sha256::digest(file.bytes())));
    let row = |fact: crate::published::Fact| {
        vec![fact.unit, fact.name, held.campaign.setup.year.to_string(), shortest(fact.value), source.clone()]
    };
    let rows = file.facts().into_iter().map(row).collect();
    let titles = ["unit", "indicator", "period", "value", "source"].map(str::to_owned).to_vec();
    TableFile { name: "scores".to_owned(), head: titles, rows }.answer(&extension).map_err(refused)
}

/// `GET /{lang}/surveys/{survey}/results/publish`
pub(super) async fn ask(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_publish(&reader, &caller, &survey).await?;
    show(&reader, &held, blank(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/surveys/{survey}/results/publish`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_publish(&reader, &caller, &survey).await?;
    match surveys.publish(&caller, &survey, fields.get("reason")).await {
        Ok(()) => Ok(go(&said(
            &at(&reader, &format!("{}{}", address(&held), View::Results.rest())),
            "said-results-published",
        ))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &held).fill(&fields))?;
            show(&reader, &held, form, status)
        }
    }
}

impl Surveys {
    /// The campaign in an address, for a caller who may publish it, when it is closed.
    async fn to_publish(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        let held = self.page(reader, caller, survey).await?;
        let may = self.may(caller, Action::Publish, Resource::Survey, &held.campaign.setup.owner);
        let closed = held.campaign.phase >= Phase::Closed;
        may.and(if closed { Ok(()) } else { Err(Refusal::Hidden) }).map_err(|refusal| refusal.page(reader))?;
        Ok(held)
    }

    /// Keeps the results of a closed campaign as a file and publishes them; another issue needs a reason.
    ///
    /// # Errors
    /// Where the caller may not; why the campaign refuses: the same results were published already; numbers that do not follow from each other, which is a mistake of the
    /// program; the vault, the store.
    pub async fn publish(&self, caller: &Caller, survey: &str, reason: &str) -> Result<(), Refusal> {
        let held = self.seen(caller, survey).await?;
        let owner = &held.campaign.setup.owner;
        self.may(caller, Action::Publish, Resource::Survey, owner)?;
        let reason = reason.trim();
        let file = self.results_file(&held, caller.now_us, reason).await?;
        if let Some(last) = held.campaign.issues.last() {
            if self.issued(last).await?.tells_the_same(&file) {
                // The campaign itself says why not.
                return self.act(caller, survey, CampaignCommand::Publish { file: last.clone() }).await;
            }
            if reason.is_empty() {
                let (vi, en) = ("Hãy ghi vì sao công bố bản mới.", "Say why there is another issue.");
                return Err(Refusal::field("reason", vi, en));
            }
        }
        if let Some(wrong) = file.wrong() {
            return Err(Refusal::Fault(wrong.text()));
        }
        let name = format!("chiso-survey-{}-{}.json", held.campaign.setup.year, file.issue.number);
        let hash = self.desk.keep_file(caller, &name, JSON, file.bytes()).await?;
        self.act(caller, survey, CampaignCommand::Publish { file: hash.to_string() }).await
    }
}

fn blank(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let results = format!("{}{}", address(held), View::Results.rest());
    let form = form_to(reader, caller, &format!("{results}/publish"));
    let form = if held.campaign.issues.is_empty() {
        form
    } else {
        form.field(Field::area(lang, "reason", say(lang, "results-publish-reason"), 2).limit(LONGEST))
    };
    form.submit(say(lang, "results-publish")).cancel(say(lang, "results-publish-not"), at(reader, &results))
}

fn show(reader: &Reader, held: &Held, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let consequences =
        ["results-publish-file", "results-publish-page", "results-publish-again"].map(|key| say(lang, key)).to_vec();
    sheet(reader, held, "/results/publish", say(lang, "results-publish"))
        .headed_by_part()
        .status(status)
        .part(&Question::new(say(lang, "results-publish-question"), consequences, form))
        .show()
}
