//! `POST /{lang}/interviews/{survey}/visits`: what came of visits, as a tablet tells it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Date;
use chiso_store::fieldwork::SurveyVisit;
use chiso_store::{Act, StoreError, Writer};
use chiso_web::{Caller, PageError, PostedFields, Reader, day_in_viet_nam};
use chiso_workspace::house::moment;
use chiso_workspace::{Desk, Refusal};
use serde::Deserialize;
use serde_json::json;

use super::cases::Cases;
use super::outcome::Came;
use super::told;
use crate::entry::Surveys;
use crate::frame::SurveyPath;

/// Most visits of a request.
const MOST: usize = 200;

/// A visit as a tablet tells it.
#[derive(Debug, Deserialize)]
struct Told {
    id: String,
    case: String,
    day: String,
    outcome: String,
    hour: Option<i64>,
    place: Option<String>,
}

/// `POST`
pub(super) async fn take(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let failed = |refusal: Refusal| refusal.page(&reader);
    let cases = surveys.cases_of(&caller, &survey).await.map_err(failed)?;
    let Some(told) = told::list::<Told>(fields.get("visits"), MOST).filter(|_| told::is_under_way(&cases.held)) else {
        return Ok(told::unreadable());
    };
    let person = Desk::person_of(&caller).map_err(failed)?;
    let (mut rows, mut answers) = (Vec::new(), Vec::new());
    for visit in told {
        let known = cases.people.contains_key(&visit.case);
        let row = row(&cases, &person, &visit, caller.day).filter(|_| known);
        let state = if row.is_some() {
            "kept"
        } else if known {
            "unreadable"
        } else {
            "unknown"
        };
        answers.push(json!({ "id": visit.id, "state": state }));
        rows.extend(row);
    }
    surveys.keep_visits(&caller, rows).await.map_err(failed)?;
    Ok(told::told(StatusCode::OK, json!({ "visits": answers })))
}

impl Surveys {
    /// Keeps visits; one that is kept already stays as it is.
    ///
    /// The journal has them by the day as well: neither the moment at which a tablet was in reach of a network, nor the request, which the log names with its time.
    async fn keep_visits(&self, caller: &Caller, rows: Vec<SurveyVisit>) -> Result<(), Refusal> {
        if rows.is_empty() {
            return Ok(());
        }
        let act = Act::new(Desk::actor_of(caller), "survey.visit", moment::first_of(caller.day));
        let keep = move |writer: &mut Writer<'_>| -> Result<(), StoreError> {
            for row in &rows {
                if writer.get::<SurveyVisit>(row.id.clone())?.is_none() {
                    writer.insert(row)?;
                }
            }
            Ok(())
        };
        Ok(self.desk.store().write(act, keep).await?)
    }
}

/// A visit as it is kept; none where it cannot be read. A tablet whose clock is wrong does not put a visit before the opening, or after today.
fn row(cases: &Cases, person: &str, told: &Told, today: Date) -> Option<SurveyVisit> {
    let setup = &cases.held.campaign.setup;
    let is_id =
        told.id.len() == 32 && told.id.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
    let came = Came::of(&told.outcome).filter(|_| is_id)?;
    let day = told.day.parse::<Date>().ok()?.max(day_in_viet_nam(setup.opens)).min(today);
    let kept = setup.keep_place;
    Some(SurveyVisit {
        id: told.id.clone(),
        survey: cases.held.id.clone(),
        invitee: told.case.clone(),
        made_by: person.to_owned(),
        day: day.to_string(),
        outcome: came.id().to_owned(),
        hour: told.hour.filter(|hour| kept && (0..24).contains(hour)),
        place: told.place.as_deref().filter(|_| kept).and_then(rounded),
    })
}

/// Latitude and longitude to hundredths of a degree, whatever the device sent; none where it is no place.
fn rounded(place: &str) -> Option<String> {
    let (latitude, longitude) = place.split_once(',')?;
    let degrees = |text: &str, most: f64| {
        let degrees: f64 = text.trim().parse().ok()?;
        (degrees.abs() <= most).then(|| format!("{degrees:.2}"))
    };
    Some(format!("{},{}", degrees(latitude, 90.0)?, degrees(longitude, 180.0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_to_about_a_kilometre() {
        for (sent, kept) in [
            ("21.028511,105.804817", Some("21.03,105.80")),
            ("-0.5, -170", Some("-0.50,-170.00")),
            ("91,0", None),
            ("NaN,5", None),
            ("21.03", None),
            ("", None),
        ] {
            assert_eq!(rounded(sent).as_deref(), kept, "{sent}");
        }
    }
}
