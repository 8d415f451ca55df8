//! Results as a file that is kept by its SHA-256: what is told, and no count that is not. Scores as facts that rulebooks read. Publishing, after the close.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{hex, shortest};
use chiso_survey::campaign::{CampaignCommand, Phase};
use chiso_web::parts::{Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{TableFile, answer, at, form_to, go};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::figures::Figure;
use super::live::Live;
use super::shown::{Pace, Results, Steps};
use super::told::Told;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address, sheet};
use crate::held::Held;
use crate::words::say;

/// Media type of the file of results.
const JSON: &str = "application/json";

/// Results as they are kept and handed over.
pub(super) struct File {
    /// Canonical: the same ballots give the same bytes.
    pub(super) bytes: Vec<u8>,
    /// Unit, score and value of each figure that may be told; an empty unit is the whole.
    pub(super) facts: Vec<(String, String, f64)>,
}

impl Surveys {
    /// The results of a campaign as they stand.
    pub(super) async fn results_file(&self, held: &Held) -> Result<File, Refusal> {
        let pace = Pace { least: u64::from(held.campaign.setup.least), open: held.campaign.phase <= Phase::Open };
        let (_, results) = self.results(held, None).await?;
        let (id, year, invited) = (held.id.clone(), held.campaign.setup.year, held.campaign.people());
        let sample = json!(held.campaign.setup.sample);
        self.ballots_of(held, move |live| {
            file(live, &results, pace, &json!({ "survey": id, "year": year, "invited": invited, "sample": sample }))
        })
        .await
    }
}

fn file(live: &Live, results: &Results, pace: Pace, about: &Value) -> File {
    let mut facts = Vec::new();
    let nodes = &live.form.scoring().nodes;
    let mut figures = |steps: &Steps, group: usize, unit: &str, count: Told| {
        let told = |(node, figure): (usize, &Figure)| {
            let figure = Some(figure).filter(|figure| count.is_some() && figure.respondents >= pace.least)?;
            let name = nodes[node].name.clone();
            facts.push((unit.to_owned(), name.clone(), figure.value?));
            let (low, high) = figure.interval.unzip();
            let item = live.items.iter().position(|item| item.node == node);
            let answered = item.and_then(|item| results.counts.items[item]).filter(|_| unit.is_empty());
            let effective = answered.and(figure.effective);
            let scale = if live.scale(node) == chiso_survey::score::Scale::Percent { "percent" } else { "mean" };
            Some((
                name,
                json!({
                    "scale": scale, "value": figure.value, "standard_error": figure.standard_error, "low": low, "high": high,
                    "answered": answered, "effective": effective, "design_effect": answered.and(figure.design_effect),
                }),
            ))
        };
        let all = steps.figures.get(group).into_iter().flatten().enumerate().filter_map(told);
        Value::Object(all.collect())
    };
    let none = Steps::default();
    let whole = figures(results.all.as_ref().unwrap_or(&none), 0, "", results.counts.all);
    let steps = results.units.as_ref().unwrap_or(&none);
    let units: Vec<Value> = live
        .places
        .units
        .levels
        .iter()
        .enumerate()
        .map(|(group, unit)| {
            let count = results.counts.units[group];
            json!({ "unit": unit, "ballots": count, "scores": figures(steps, group, unit, count) })
        })
        .collect();
    let days: Vec<Value> = results.counts.days.iter().map(|(day, count)| json!([day, count])).collect();
    let groups = live.places.ids.len();
    let file = json!({
        "about": about,
        "form": live.form.hash().to_string(),
        "engine": env!("CARGO_PKG_VERSION"),
        "least": pace.least,
        "level": live.places.level,
        "groups": groups,
        "ballots": results.counts.all,
        "unread": results.unread,
        "by_day": days,
        "scores": whole,
        "units": units,
    });
    File { bytes: file.to_string().into_bytes(), facts }
}

/// `GET /{lang}/surveys/{survey}/results/scores/{extension}`: a row a unit and score, in the long form of facts.
pub(super) async fn scores(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, extension)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.page(&reader, &caller, &survey).await?;
    let owner = &held.campaign.setup.owner;
    surveys.may(&caller, Action::Export, Resource::Survey, owner).map_err(refused)?;
    let file = surveys.results_file(&held).await.map_err(refused)?;
    let source = format!("survey {}, results {}", held.id, hex(&Sha256::digest(&file.bytes)));
    // The whole is that of the agency that runs the survey, unless it is among the rated units itself.
    let rated = file.facts.iter().any(|(unit, ..)| unit == owner);
    let row = |(unit, name, value): &(String, String, f64)| {
        let unit = if unit.is_empty() { owner } else { unit };
        vec![unit.clone(), name.clone(), held.campaign.setup.year.to_string(), shortest(*value), source.clone()]
    };
    let rows = file.facts.iter().filter(|(unit, ..)| !unit.is_empty() || !rated).map(row).collect();
    let titles = ["unit", "indicator", "period", "value", "source"].map(str::to_owned).to_vec();
    TableFile { name: "scores".to_owned(), head: titles, rows }.answer(&extension).map_err(refused)
}

/// `GET /{lang}/surveys/{survey}/results/published`: the file that was published last.
pub(super) async fn published(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.page(&reader, &caller, &survey).await?;
    let sha256 = held.campaign.issues.last().ok_or(Refusal::Hidden).map_err(refused)?;
    let (name, bytes) = surveys.desk.file(sha256).await.map_err(refused)?;
    Ok(answer(&name, JSON, bytes))
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
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_publish(&reader, &caller, &survey).await?;
    match surveys.publish(&caller, &held).await {
        Ok(()) => Ok(go(&said(
            &at(&reader, &format!("{}{}", address(&held), View::Results.rest())),
            "said-results-published",
        ))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &held))?;
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

    /// Keeps the results of a closed campaign as a file and publishes them.
    ///
    /// # Errors
    /// Where the caller may not; why the campaign refuses: the same results were published already; the vault, the store.
    async fn publish(&self, caller: &Caller, held: &Held) -> Result<(), Refusal> {
        let file = self.results_file(held).await?;
        let name = format!("chiso-survey-{}-{}.json", held.campaign.setup.year, held.campaign.issues.len() + 1);
        let hash = self.desk.keep_file(caller, &name, JSON, file.bytes).await?;
        self.act(caller, &held.id, CampaignCommand::Publish { file: hash.to_string() }).await
    }
}

fn blank(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let results = format!("{}{}", address(held), View::Results.rest());
    form_to(reader, caller, &format!("{results}/publish"))
        .submit(say(reader.lang, "results-publish"))
        .cancel(say(reader.lang, "results-publish-not"), at(reader, &results))
}

fn show(reader: &Reader, held: &Held, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let consequences = ["results-publish-file", "results-publish-again"].map(|key| say(lang, key)).to_vec();
    sheet(reader, held, "/results/publish", say(lang, "results-publish"))
        .headed_by_part()
        .status(status)
        .part(&Question::new(say(lang, "results-publish-question"), consequences, form))
        .show()
}
