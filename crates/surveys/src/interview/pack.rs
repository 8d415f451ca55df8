//! `GET /{lang}/interviews/{survey}/pack`: everything that a tablet needs to interview without a network, and the token of the session for what it sends.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::{Lang, Text};
use chiso_store::surveys::Invitee;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::house::moment;
use chiso_workspace::{Desk, Refusal};
use serde_json::{Value, json};

use super::cases::Cases;
use super::told;
use crate::answer::agency;
use crate::entry::Surveys;
use crate::frame::SurveyPath;

/// `GET`
pub(super) async fn pack(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let pack = surveys.pack(&caller, &survey, reader.lang).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(told::told(StatusCode::OK, pack))
}

impl Surveys {
    async fn pack(&self, caller: &Caller, survey: &str, lang: Lang) -> Result<Value, Refusal> {
        let cases = self.cases_of(caller, survey).await?;
        let setup = &cases.held.campaign.setup;
        let form = self.form(&cases.held).await?;
        let owner = |lang| agency(&self.desk.register(), &setup.owner, caller.day, lang);
        let until = |lang| moment::minute(setup.closes, lang);
        Ok(json!({
            "survey": cases.held.id,
            "person": Desk::person_of(caller)?,
            "name": caller.name,
            "csrf": caller.csrf,
            "state": told::state(&cases.held, caller.now_us),
            "title": both(&setup.title),
            "owner": { "vi": owner(Lang::Vi), "en": owner(Lang::En) },
            "until": { "vi": until(Lang::Vi), "en": until(Lang::En) },
            "closes": setup.closes / 1_000,
            "letter": both(&setup.letter),
            "thanks": both(&setup.thanks),
            "keep_place": setup.keep_place,
            "form": form.portable(),
            "groups": self.keys(&cases, lang).await?,
            "people": self.to_visit(&cases).await?,
        }))
    }

    /// The public keys of groups, and where their people are.
    async fn keys(&self, cases: &Cases, lang: Lang) -> Result<Vec<Value>, Refusal> {
        let (mut keys, places) = (Vec::new(), self.places_called(&cases.held, lang).await?);
        for id in cases.groups.keys() {
            let (n, e) = self.group(&cases.held.id, id).await?.ok_or(Refusal::Hidden)?.public();
            keys.push(json!({ "id": id, "label": places.get(id), "n": n, "e": e }));
        }
        Ok(keys)
    }

    /// Those who are to be visited, with what came of visits to them.
    async fn to_visit(&self, cases: &Cases) -> Result<Vec<Value>, Refusal> {
        let visits = self.visits(&cases.held.id).await?;
        let to_visit = |invitee: &Invitee| cases.people.get(&invitee.id).is_some_and(|case| case.to_visit);
        let mut people: Vec<Invitee> = self.invitees(&cases.held.id).await?.into_iter().filter(to_visit).collect();
        people.sort_by(|a, b| (&a.invited_to, &a.name, &a.id).cmp(&(&b.invited_to, &b.name, &b.id)));
        let person = |invitee: &Invitee| {
            let known = visits.get(&invitee.id).map(Vec::as_slice).unwrap_or_default();
            let visit = |visit: &chiso_store::fieldwork::SurveyVisit| json!({ "id": visit.id, "day": visit.day, "outcome": visit.outcome });
            json!({
                "id": invitee.id,
                "name": invitee.name,
                "phone": invitee.phone,
                "lang": invitee.lang,
                "group": invitee.invited_to,
                "visits": known.iter().map(visit).collect::<Vec<_>>(),
            })
        };
        Ok(people.iter().map(person).collect())
    }
}

fn both(text: &Text) -> Value {
    json!({ "vi": text.get(Lang::Vi), "en": text.get(Lang::En) })
}
