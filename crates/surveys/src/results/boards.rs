//! Campaigns whose ballots are held in memory: read from the box when the program starts or the board is first looked at, and moved by each batch that is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chiso_ballot::{BallotError, Kept};
use chiso_estimate::EstimateError;
use chiso_model::{Lang, Text};
use chiso_questionnaire::Form;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::Phase;
use chiso_workspace::Refusal;
use tokio::sync::watch;

use super::live::Live;
use super::shown::{Pace, Results};
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// Ballots that are read from the box at once.
const PIECE: u32 = 500;

/// The boards that somebody has looked at, by campaign.
#[derive(Default)]
pub(crate) struct Boards(Mutex<BTreeMap<String, Arc<Board>>>);

/// The board of a campaign.
pub(crate) struct Board {
    /// Committed and not yet added.
    waiting: Mutex<Vec<Kept>>,
    /// Batches that came since the board was opened.
    came: watch::Sender<u64>,
    state: tokio::sync::Mutex<Option<State>>,
}

struct State {
    live: Live,
    /// Ballots that the box gave; what came while it was read, piece by piece, is among those that wait as well. Needed once.
    read: BTreeSet<[u8; 16]>,
    shown: Option<Arc<Results>>,
}

impl Boards {
    /// Takes a batch that was committed: called by the thread of the box, so it only puts it down.
    pub(crate) fn take(&self, batch: &[Kept]) {
        for kept in batch {
            let board = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&kept.ballot.campaign).cloned();
            if let Some(board) = board {
                board.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(kept.clone());
            }
        }
        let campaigns: BTreeSet<&str> = batch.iter().map(|kept| kept.ballot.campaign.as_str()).collect();
        let boards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for board in campaigns.into_iter().filter_map(|campaign| boards.get(campaign)) {
            board.came.send_modify(|came| *came += 1);
        }
    }

    fn of(&self, campaign: &str) -> Arc<Board> {
        let mut boards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let (came, _) = watch::channel(0);
            Arc::new(Board { waiting: Mutex::default(), came, state: tokio::sync::Mutex::new(None) })
        };
        Arc::clone(boards.entry(campaign.to_owned()).or_insert_with(new))
    }
}

impl Board {
    fn take_waiting(&self) -> Vec<Kept> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Surveys {
    /// Tells of each batch of a campaign: how many came since its board was opened.
    pub(crate) fn came(&self, held: &Held) -> watch::Receiver<u64> {
        self.boards.of(&held.id).came.subscribe()
    }

    /// What the board of a campaign shows, by the answers to a variable where that is asked.
    ///
    /// # Errors
    /// No questionnaire; the store, the vault, the box.
    pub(crate) async fn results(&self, held: &Held, by: Option<&str>) -> Result<(Arc<Form>, Arc<Results>), Refusal> {
        let by = by.map(str::to_owned);
        let pace = Pace { least: u64::from(held.campaign.setup.least), open: held.campaign.phase <= Phase::Open };
        let population = held.campaign.population.clone();
        self.with_live(held, move |state| {
            state.live.population = population;
            let by = by
                .and_then(|by| state.live.variables.iter().position(|variable| variable.groups && variable.name == by));
            let known = state.shown.as_ref().filter(|shown| {
                shown.ballots == state.live.ballots() && shown.pace == pace && shown.population == state.live.population
            });
            let results = match known.filter(|known| by.is_none_or(|by| known.by.contains_key(&by))) {
                Some(known) => Arc::clone(known),
                None => Arc::new(Results::of(&state.live, state.shown.as_deref(), by, pace)),
            };
            state.shown = Some(Arc::clone(&results));
            (Arc::clone(&state.live.form), results)
        })
        .await
    }

    /// Looks at the ballots of a campaign in memory, all that are committed by now.
    ///
    /// # Errors
    /// As [`Surveys::results`].
    pub(crate) async fn ballots_of<T: Send + 'static>(
        &self,
        held: &Held,
        look: impl FnOnce(&Live) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        self.with_live(held, move |state| look(&state.live)).await
    }

    async fn with_live<T: Send + 'static>(
        &self,
        held: &Held,
        look: impl FnOnce(&mut State) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let board = self.boards.of(&held.id);
        let mut place = board.state.lock().await;
        let mut state = match place.take() {
            Some(state) => state,
            None => self.read_box(held).await?,
        };
        let mut waiting = board.take_waiting();
        if waiting.iter().any(|kept| !state.live.knows(kept)) {
            // People were invited since: their groups are new.
            state = self.read_box(held).await?;
            waiting = board.take_waiting();
        }
        let worked = aside(move || {
            let read = std::mem::take(&mut state.read);
            for kept in &waiting {
                match &kept.day {
                    // The box gave it, and does not know its day.
                    Some(day) if read.contains(&kept.id) => *state.live.days.entry(day.clone()).or_default() += 1,
                    _ => state.live.add(kept),
                }
            }
            let found = look(&mut state);
            (state, found)
        });
        let (state, found) = worked.await?;
        *place = Some(state);
        Ok(found)
    }

    /// Reads the ballots of a campaign, piece by piece, so that no ballot that comes meanwhile waits long.
    async fn read_box(&self, held: &Held) -> Result<State, Refusal> {
        let form = self.form(held).await?;
        let groups = self.groups(held).await?;
        let mut live = Live::new(form, &groups).map_err(|error| not_estimated(&error))?;
        let failed = |error: BallotError| ballots_failed(&error);
        // Whatever was told of until here the box gives; whatever is told of from here on is not among the days.
        let board = self.boards.of(&held.id);
        let days = self.ballots.days_until_now(&held.id, move || drop(board.take_waiting())).await.map_err(failed)?;
        live.days = days.into_iter().map(|(day, count)| (day, count.into())).collect();
        let mut state = State { live, read: BTreeSet::new(), shown: None };
        let mut after = None;
        loop {
            let some = self.ballots.some(&held.id, after, PIECE).await.map_err(failed)?;
            let Some(last) = some.last() else { return Ok(state) };
            after = Some(last.id);
            let adding = aside(move || {
                for kept in some {
                    state.live.add(&kept);
                    state.read.insert(kept.id);
                }
                state
            });
            state = adding.await?;
        }
    }

    /// Puts into memory what pages and respondents of open campaigns will ask for: who was invited, and every ballot. One that cannot be read now is read when it is asked for.
    pub async fn warm(&self, now_us: i64) {
        if self.away().is_some() {
            return;
        }
        let all = self.all().await.unwrap_or_default();
        for held in all.into_iter().filter(|held| held.campaign.phase == Phase::Open) {
            let warmed = async {
                self.people_of(&held, now_us).await?;
                self.results(&held, None).await.map(drop)
            };
            if let Err(refusal) = warmed.await {
                tracing::warn!(error = refusal.message(Lang::En), "a survey is not read ahead");
            }
        }
    }

    /// The groups of a campaign, by id.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn groups(&self, held: &Held) -> Result<Vec<SurveyGroup>, Refusal> {
        let id = held.id.clone();
        Ok(self.desk.store().read(move |reader| reader.survey_groups(&id)).await?)
    }
}

/// Does what takes a while on a thread that nobody waits for.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        let text = error.to_string();
        Refusal::Fault(Text::new(
            format!("Không tính được kết quả: {text}"),
            format!("The results could not be computed: {text}"),
        ))
    })
}

/// Why there are no results at all.
pub(crate) fn not_estimated(error: &EstimateError) -> Refusal {
    Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En)))
}
