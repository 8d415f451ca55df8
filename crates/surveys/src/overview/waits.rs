//! What waits in surveys for whoever runs them, interviews in them or keys their sheets, for My work.

use chiso_survey::campaign::Phase;
use chiso_web::parts::Status;
use chiso_web::{Caller, Reader};
use chiso_workspace::house::{Card, Told, Waiting, Waits};

use crate::entry::Surveys;
use crate::frame::{View, address};
use crate::held::Held;
use crate::words::say;

impl Waiting for Surveys {
    fn waits<'a>(&'a self, reader: &'a Reader, caller: &'a Caller, _: &'a [(String, String)]) -> Told<'a> {
        Box::pin(async move {
            let surveys = self.seen_by(caller).await?;
            let theirs = surveys.iter().filter(|held| self.runs(caller, held));
            let mut cards: Vec<Card> = theirs.filter_map(|held| card(reader, held, caller.now_us)).collect();
            cards.extend(self.interviews_wait(reader, caller).await?);
            for held in &surveys {
                cards.extend(self.sheets_wait(reader, caller, held).await?);
            }
            Ok(Waits { cards, ..Waits::default() })
        })
    }
}

/// What is to be done with a survey at a moment (microseconds since 1970); nothing while it runs as it should.
fn card(reader: &Reader, held: &Held, now: i64) -> Option<Card> {
    let campaign = &held.campaign;
    let (key, rest, status) = match campaign.phase {
        Phase::Draft => ("waits-draft", View::Overview.rest(), None),
        Phase::Open if now >= campaign.setup.closes => ("waits-close", "/setup/close", Some(Status::Overdue)),
        Phase::Open if campaign.people() == 0 => ("waits-invite", View::People.rest(), None),
        Phase::Closed => ("waits-publish", View::Results.rest(), None),
        Phase::Open | Phase::Published => return None,
    };
    Some(Card {
        title: say(reader.lang, key),
        text: campaign.setup.title.get(reader.lang).to_owned(),
        rest: format!("{}{rest}", address(held)),
        status,
    })
}
