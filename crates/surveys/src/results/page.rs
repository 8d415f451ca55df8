//! `/{lang}/surveys/{survey}/results`: the board; and the way by which it hears of each batch.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chiso_model::agency::AgencyId;
use chiso_model::{Lang, Period};
use chiso_survey::campaign::Phase;
use chiso_survey::score::Scale;
use chiso_web::parts::TableQuery;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at};

use super::board::{Board, Sentences};
use super::live::Live;
use super::population::POPULATION;
use super::shown::Results;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address};
use crate::held::Held;
use crate::words::say;

/// How long a board that hears nothing is kept waiting before it asks again: shorter than what stands between a server and its readers endures.
const WAIT: Duration = Duration::from_secs(20);

/// The part of the page that moves.
#[derive(Template)]
#[template(
    source = r#"<div id="board" class="sections" data-board="{{ live }}" data-came="{{ came }}">{% for (heading, html) in sections %}<section>{% if !heading.is_empty() %}<h2>{{ heading }}</h2>{% endif %}{{ html|safe }}</section>{% endfor %}</div>"#,
    ext = "html"
)]
struct Moving {
    live: String,
    came: u64,
    sections: Vec<(String, String)>,
}

/// What is the same for every ballot of a campaign.
struct Fixed {
    units: Vec<String>,
    interviewers: Vec<String>,
    variables: Vec<(String, Vec<String>)>,
    scales: Vec<Scale>,
    level: f64,
}

impl Fixed {
    fn of(live: &Live) -> Fixed {
        Fixed {
            units: live.places.units.levels.clone(),
            interviewers: live.places.interviewers.levels.clone(),
            variables: live.variables.iter().map(|variable| (variable.name.clone(), variable.codes.clone())).collect(),
            scales: (0..live.form.scoring().nodes.len()).map(|node| live.scale(node)).collect(),
            level: live.places.level,
        }
    }
}

/// `GET /{lang}/surveys/{survey}/results`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.page(&reader, &caller, &survey).await?;
    let moving = surveys.moving(&reader, &caller, &held, &pairs).await.map_err(|refusal| refusal.page(&reader))?;
    let mut sheet = surveys.view(&reader, &caller, &held, View::Results, say(lang, "results-title")).part(&moving);
    let form = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    if surveys.runs(&caller, &held) && !form.design().margins.is_empty() {
        let way = (say(lang, "results-population"), format!("{}{POPULATION}", address(&held)));
        sheet = sheet.part(&Links::to(&reader, vec![way]));
    }
    if let Some(ways) = surveys.ways(&reader, &caller, &held) {
        sheet = sheet.section(say(lang, "results-files"), &ways);
        if held.campaign.phase < Phase::Closed {
            sheet = sheet.part(&Sentences { lines: vec![say(lang, "results-files-later")] });
        }
    }
    sheet.said_in(&crate::words::WORDS, &pairs).show()
}

impl Surveys {
    async fn moving(
        &self,
        reader: &Reader,
        caller: &Caller,
        held: &Held,
        pairs: &[(String, String)],
    ) -> Result<Moving, Refusal> {
        let lang = reader.lang;
        let query = TableQuery::of(pairs);
        // First the number of batches that came, then the ballots: what comes between is told again.
        let came = *self.came(held).borrow();
        let by = self.grouping(held, query.filter("by")).await?;
        let (form, results): (_, Arc<Results>) = self.results(held, by.as_deref()).await?;
        let fixed = self.ballots_of(held, Fixed::of).await?;
        let (asked, _) = self.counts(held, caller.now_us).await?;
        let base = at(reader, &format!("{}{}", address(held), View::Results.rest()));
        let board = Board {
            lang,
            form: &form,
            results: &results,
            units: fixed.units.iter().map(|unit| self.unit_name(unit, held, lang)).collect(),
            variables: &fixed.variables,
            scales: &fixed.scales,
            level: fixed.level,
            base: base.clone(),
            query,
            asked,
            interviewers: self.runs(caller, held).then_some(fixed.interviewers),
        };
        let mut sections = vec![(String::new(), format!("{}{}", board.answer(), board.facts()))];
        let mut add = |heading: &str, parts: Vec<Option<String>>| {
            let html: String = parts.into_iter().flatten().collect();
            if !html.is_empty() {
                sections.push((say(lang, heading), html));
            }
        };
        add("results-scores", vec![board.chart().map(|chart| chart.to_string()), Some(board.scores().to_string())]);
        if let Some(table) = board.by_unit() {
            add("results-by-unit", vec![board.units_chart().map(|chart| chart.to_string()), Some(table.to_string())]);
        }
        add("results-by-answer", vec![board.by_answer().map(|table| table.to_string())]);
        add("results-by-day", vec![Some(board.days().to_string())]);
        add("results-quotas", vec![board.quotas().map(|table| table.to_string())]);
        add(
            "results-quality",
            vec![Some(board.flags().to_string()), board.with_and_without().map(|table| table.to_string())],
        );
        add("results-by-mode", vec![board.by_mode().map(|table| table.to_string())]);
        add(
            "results-effects",
            vec![
                board.effects_explained(),
                board.effects().map(|table| table.to_string()),
                board.interviewers().map(|table| table.to_string()),
            ],
        );
        add("results-method", vec![Some(board.method().to_string())]);
        Ok(Moving { live: format!("{base}/live"), came, sections })
    }

    /// The question to group by: that of the address where it can be one, else the first.
    async fn grouping(&self, held: &Held, asked: &str) -> Result<Option<String>, Refusal> {
        let asked = asked.to_owned();
        self.ballots_of(held, move |live| {
            let can = |variable: &&super::variables::Variable| variable.groups;
            let found = live.variables.iter().filter(can).find(|variable| variable.name == asked);
            found.or_else(|| live.variables.iter().find(can)).map(|variable| variable.name.clone())
        })
        .await
    }

    /// The name of a rated unit: that of an agency, or as its group says.
    pub(crate) fn unit_name(&self, unit: &str, held: &Held, lang: Lang) -> String {
        let register = self.desk.register();
        let name = AgencyId::new(unit).ok().and_then(|id| {
            let valid = register.get(&id)?.valid;
            let day = Period::year(held.campaign.setup.year).last_day().max(valid.first()).min(valid.last());
            register.on(&id, day).map(|agency| agency.title(lang).to_owned())
        });
        name.unwrap_or_else(|| unit.to_owned())
    }
}

/// `GET /{lang}/surveys/{survey}/results/live`: tells once, when a batch was committed that the board has not heard of; then the browser asks again. Nothing of a ballot is in
/// it, not even how many: what may be told stands on the page.
pub(super) async fn live(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let held = surveys.page(&reader, &caller, &survey).await?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let seen = last.or_else(|| pairs.iter().find(|(name, _)| name == "seen").map(|(_, seen)| seen.as_str()));
    let seen: Option<u64> = seen.and_then(|seen| seen.parse().ok());
    let mut came = surveys.came(&held);
    let new = came.wait_for(|came| Some(*came) != seen);
    let text = match tokio::time::timeout(WAIT, new).await {
        Ok(Ok(came)) => format!("retry: 100\nid: {}\ndata: moved\n\n", *came),
        Ok(Err(_)) | Err(_) => "retry: 100\n: \n\n".to_owned(),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}
