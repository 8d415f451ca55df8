//! Looks for what ends soon and what is late, and tells it once.

use std::sync::Arc;

use chiso_round::Phase;
use chiso_store::rounds::Notice;
use chiso_store::{Act, StoreError};

use super::shown::by_id;
use super::still::still_theirs;
use super::{due, judges, put_once, recipients};
use crate::entry::Rounds;

impl Rounds {
    /// Puts down what is to be told of deadlines at a moment and was not told yet. Gives how many notices that were.
    ///
    /// # Errors
    /// When the store cannot be read or refuses.
    pub async fn remind(&self, now_us: i64) -> Result<usize, StoreError> {
        let (kept, register) = (Arc::clone(&self.kept), self.desk.register());
        let found: Vec<Notice> = self
            .desk
            .store()
            .read(move |reader| -> Result<_, StoreError> {
                let mut new = Vec::new();
                let rounds = by_id(kept.rounds(reader)?);
                for held in rounds.values() {
                    if !Phase::TIMED.contains(&held.round.phase) {
                        continue;
                    }
                    let units = held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect();
                    let assessments = kept.assessments(reader, &held.id, units)?;
                    let tellings = due::due(held, &assessments, &judges(reader, held, &register, now_us)?, now_us);
                    for notice in recipients::notices(reader, held, &register, tellings, None, now_us)? {
                        if reader.get::<Notice>(notice.id.clone())?.is_none() {
                            new.push(notice);
                        }
                    }
                }
                still_theirs(reader, &rounds, &register, new, now_us)
            })
            .await?;
        if found.is_empty() {
            return Ok(0);
        }
        // Another server may have been faster: looked at once more where nobody else writes.
        let write = self.desk.store().write(Act::new("system", "notice.remind", now_us), move |w| {
            found.iter().try_fold(0, |count, notice| Ok::<_, StoreError>(count + usize::from(put_once(w, notice)?)))
        });
        write.await
    }
}
