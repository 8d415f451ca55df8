//! The worker: looks for what is to be told, for as long as the program runs.

use std::time::Duration;

use chiso_model::Lang;

use crate::entry::Rounds;

/// Between two looks at what ends soon, microseconds: everything is looked at. Letters are put down at each turn.
const REMIND_EVERY: i64 = 5 * 60_000_000;

impl Rounds {
    /// Tells people of deadlines, and puts letters of what they were told into the queue, at every turn; `now_us` gives the moment in microseconds since 1970. Several
    /// processes over one store tell everything once.
    pub async fn work_notices(&self, now_us: impl Fn() -> i64, turn: Duration) {
        let mut turns = tokio::time::interval(turn);
        let mut reminded = i64::MIN;
        loop {
            turns.tick().await;
            let now = now_us();
            // A store that is away is back some time: what was not told is told then.
            if now.saturating_sub(reminded) >= REMIND_EVERY {
                match self.remind(now).await {
                    Ok(_) => reminded = now,
                    Err(error) => {
                        tracing::warn!(error = error.message(Lang::En), "people could not be told of deadlines");
                    }
                }
            }
            if let Err(error) = self.post_notices(now).await {
                tracing::warn!(error = error.message(Lang::En), "letters of notices could not be put into the queue");
            }
        }
    }
}
