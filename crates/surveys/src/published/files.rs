//! Files of a published survey: each issue as it was published and as a table, and the questionnaire that was answered.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_model::{Lang, shortest};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{TableFile, XLSX, answer};

use super::file::{Estimate, Published, Score};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::results::JSON;

/// `GET /{lang}/published/surveys/{survey}/issues/{file}`: `2.json` is the second issue, byte for byte; `2.csv` and `2.xlsx` have a row for each unit and score.
pub(super) async fn issue(
    reader: Reader,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, file)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    surveys.issue_file(&survey, &file).await.map_err(|refusal| refusal.page(&reader))
}

/// `GET /{lang}/published/surveys/{survey}/questionnaire`: the workbook of the last issue's questionnaire.
pub(super) async fn questionnaire(
    reader: Reader,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let file = async {
        let held = surveys.public(&survey).await?;
        let last = held.campaign.issues.last().ok_or(Refusal::Hidden)?;
        let sha256 = surveys.issue(last).await?.published.questionnaire.sha256.clone();
        surveys.desk.file(&sha256).await
    };
    let (name, bytes) = file.await.map_err(|refusal| refusal.page(&reader))?;
    Ok(answer(&name, XLSX, bytes))
}

impl Surveys {
    async fn issue_file(&self, survey: &str, file: &str) -> Result<Response, Refusal> {
        let held = self.public(survey).await?;
        let (number, extension) = file.split_once('.').ok_or(Refusal::Hidden)?;
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or(Refusal::Hidden)?;
        let sha256 = held.campaign.issues.get(at).ok_or(Refusal::Hidden)?;
        if extension == "json" {
            let (name, bytes) = self.desk.file(sha256).await?;
            return Ok(answer(&name, JSON, bytes));
        }
        table(&self.issue(sha256).await?.published).answer(extension)
    }
}

const HEAD: [&str; 14] = [
    "unit",
    "unit_vi",
    "unit_en",
    "score",
    "label_vi",
    "label_en",
    "scale",
    "value",
    "standard_error",
    "low",
    "high",
    "answered",
    "effective",
    "design_effect",
];

/// A row for each unit and score that is told; without a unit it is the whole.
fn table(published: &Published) -> TableFile {
    let number = |number: Option<f64>| number.map(shortest).unwrap_or_default();
    let row = |unit: [&str; 3], score: &Score, estimate: Estimate| {
        let label = [Lang::Vi, Lang::En].map(|lang| score.label.get(lang));
        let texts = unit.into_iter().chain([score.name.as_str()]).chain(label).map(str::to_owned);
        let scale = serde_json::to_value(score.scale).ok().and_then(|scale| scale.as_str().map(str::to_owned));
        let answered = estimate.answered.map(|answered| answered.to_string()).unwrap_or_default();
        texts
            .chain([scale.unwrap_or_default()])
            .chain([Some(estimate.value), estimate.standard_error, estimate.low, estimate.high].map(number))
            .chain([answered, number(estimate.effective), number(estimate.design_effect)])
            .collect::<Vec<String>>()
    };
    let whole = published.scores.iter().filter_map(|score| Some(row(["", "", ""], score, score.estimate?)));
    let units = published.units.iter().flat_map(|unit| {
        let named = [unit.id.as_str(), unit.title.get(Lang::Vi), unit.title.get(Lang::En)];
        let told =
            published.scores.iter().filter_map(move |score| Some((named, score, *unit.scores.get(&score.name)?)));
        told.map(|(named, score, estimate)| row(named, score, estimate))
    });
    let rows = whole.chain(units).collect();
    let name = format!("chiso-survey-{}-{}", published.survey.year, published.issue.number);
    TableFile { name, head: HEAD.map(str::to_owned).to_vec(), rows }
}
