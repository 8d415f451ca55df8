//! The worker: puts letters down, for as long as the program runs.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use chiso_model::Lang;
use chiso_survey::campaign::Phase;
use chiso_workspace::Refusal;
use chiso_workspace::house::Correspondence;

use crate::entry::Surveys;
use crate::held::Held;

/// The campaigns that were settled, and the phase in which they were.
type Settled = BTreeMap<String, Phase>;

impl Surveys {
    /// Makes the desk's letters of surveys, as long as this is held: its worker ([`chiso_workspace::Desk::work_jobs`]) asks for each when it sends it.
    pub fn write_letters(self: &Arc<Self>) {
        let letters: Weak<Surveys> = Arc::downgrade(self);
        self.desk.add_letters(letters as Weak<dyn Correspondence>);
    }

    /// Makes the desk's letters of surveys, mends what a stop of the program left half done, and puts letters into the queue at every turn; `now_us` gives the moment in
    /// microseconds since 1970. Several processes over one store put each letter down once.
    pub async fn work_letters(self: Arc<Self>, now_us: impl Fn() -> i64, turn: Duration) {
        if self.away().is_some() {
            // Whoever has the register knows who still waits for a letter.
            return;
        }
        self.write_letters();
        let mut settled = Settled::new();
        let mut turns = tokio::time::interval(turn);
        loop {
            turns.tick().await;
            let now = now_us();
            let done = async {
                self.settle_all(&mut settled, now).await?;
                self.post_letters(now).await
            };
            // A store that is away is back some time: what was not put down is put down then.
            if let Err(refusal) = done.await {
                tracing::warn!(error = refusal.message(Lang::En), "letters of surveys could not be put into the queue");
            }
        }
    }

    /// Settles every campaign, each by itself: one that cannot be settled is tried again at the next turn, and keeps no other from anything.
    async fn settle_all(self: &Arc<Self>, settled: &mut Settled, now_us: i64) -> Result<(), Refusal> {
        for held in self.all().await? {
            let phase = held.campaign.phase;
            // A close leaves other things to be done than a start.
            let is_settled = settled.get(&held.id) == Some(&phase);
            let done = async {
                if !is_settled {
                    self.settle(&held, now_us).await?;
                }
                self.settle_call_backs(&held.id, now_us).await
            };
            match done.await {
                Ok(()) => drop(settled.insert(held.id.clone(), phase)),
                Err(refusal) => {
                    settled.remove(&held.id);
                    tracing::warn!(
                        survey = held.id,
                        error = refusal.message(Lang::En),
                        "a survey could not be settled"
                    );
                }
            }
        }
        Ok(())
    }

    /// Puts into the register what a stop of the program kept from it, and makes and counts the sheets that it kept from being made and counted.
    async fn settle(self: &Arc<Self>, held: &Held, now_us: i64) -> Result<(), Refusal> {
        if matches!(held.campaign.phase, Phase::Draft | Phase::Open) {
            self.settle_invitations(&held.id, now_us).await?;
        }
        self.settle_sheets(&held.id, now_us).await?;
        Ok(())
    }
}
