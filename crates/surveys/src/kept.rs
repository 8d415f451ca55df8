//! From events in the store to campaigns in memory, and back. What is in memory is only used after a look at how many events there are: several servers may work on one
//! store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chiso_store::surveys::SurveyEventRow;
use chiso_store::{Reader, StoreError, Writer};
use chiso_survey::campaign::{Campaign, CampaignEvent, Happened};

use crate::held::Held;

/// What is held in memory of what is kept.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Events that the campaigns below were made from.
    events: i64,
    campaigns: BTreeMap<String, Arc<Held>>,
}

impl Kept {
    /// Every campaign, by id; not drafts that were thrown away.
    pub(crate) fn all(&self, reader: &mut Reader<'_>) -> Result<BTreeMap<String, Arc<Held>>, StoreError> {
        let count = reader.count_survey_events()?;
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if known.events == count {
                return Ok(known.campaigns.clone());
            }
        }
        let mut events: BTreeMap<String, Vec<Happened>> = BTreeMap::new();
        for row in reader.all_survey_events()? {
            let event = read(&row)?;
            events.entry(row.survey).or_default().push(event);
        }
        let mut campaigns = BTreeMap::new();
        for (id, events) in events {
            let campaign = Campaign::replay(&events).ok_or_else(|| damaged(&id, "it does not begin with a draft"))?;
            if !campaign.discarded {
                campaigns.insert(id.clone(), Arc::new(Held { id, campaign }));
            }
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Known { events: count, campaigns: campaigns.clone() };
        Ok(campaigns)
    }

    /// A campaign.
    pub(crate) fn one(&self, reader: &mut Reader<'_>, id: &str) -> Result<Option<Arc<Held>>, StoreError> {
        Ok(self.all(reader)?.remove(id))
    }
}

/// Keeps an event of a campaign.
pub(crate) fn put(writer: &mut Writer<'_>, survey: &str, seq: u64, event: &Happened) -> Result<(), StoreError> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let body = serde_json::to_value(&event.what).map_err(|error| damaged(survey, &error.to_string()))?;
    writer.insert(&SurveyEventRow {
        id: format!("{survey}/{seq:06}"),
        survey: survey.to_owned(),
        seq,
        at: event.at,
        made_by: event.by.clone(),
        body,
    })
}

fn read(row: &SurveyEventRow) -> Result<Happened, StoreError> {
    let what: CampaignEvent =
        serde_json::from_value(row.body.clone()).map_err(|error| damaged(&row.id, &error.to_string()))?;
    Ok(Happened { at: row.at, by: row.made_by.clone(), what })
}

fn damaged(id: &str, detail: &str) -> StoreError {
    StoreError::Malformed { detail: format!("{id}: {detail}") }
}
