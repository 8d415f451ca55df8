//! Campaigns whose ballots are held in memory: read from the box when the program starts or the board is first looked at, and moved by each batch that is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chiso_ballot::{BallotError, Kept};
use chiso_estimate::EstimateError;
use chiso_model::{Lang, Text};
use chiso_questionnaire::Form;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Phase, PopulationMargin};
use chiso_workspace::Refusal;
use tokio::sync::watch;

use super::live::{Live, Read};
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
    state: Arc<tokio::sync::Mutex<Option<State>>>,
}

struct State {
    /// The ballots that are shown.
    live: Live,
    /// Those that came since, too few to be shown.
    tail: Vec<Read>,
    /// Ballots that the box gave; what came while it was read, piece by piece, is among those that wait as well. Needed once.
    read: BTreeSet<[u8; 16]>,
    shown: Option<Arc<Results>>,
    /// Whether the box knows that something was shown.
    noted: bool,
}

impl State {
    /// Takes in what was committed; it is added when that is enough to be shown.
    fn take(&mut self, waiting: Vec<Kept>, pace: Pace, population: Vec<PopulationMargin>) {
        let read = std::mem::take(&mut self.read);
        for kept in waiting {
            match &kept.day {
                // The box gave it, and does not know its day.
                Some(day) if read.contains(&kept.id) => *self.live.days.entry(day.clone()).or_default() += 1,
                _ => match self.live.read(&kept) {
                    Some(read) => self.tail.push(read),
                    None => self.live.unread += 1,
                },
            }
        }
        self.live.population = population;
        if self.live.ballots() + self.tail.len() as u64 >= Results::next(self.shown.as_deref(), pace) {
            for read in std::mem::take(&mut self.tail) {
                self.live.put(read);
            }
        }
        let stays = self.shown.as_ref().is_some_and(|shown| {
            shown.pace == pace
                && shown.ballots + shown.waiting == self.live.ballots() + self.tail.len() as u64
                && shown.population == self.live.population
                && shown.unread == self.live.unread
        });
        if !stays {
            self.show(None, pace);
        }
    }

    fn show(&mut self, by: Option<usize>, pace: Pace) -> Arc<Results> {
        let mut results = Results::of(&self.live, self.shown.as_deref(), by, pace);
        results.waiting += self.tail.len() as u64;
        let results = Arc::new(results);
        self.shown = Some(Arc::clone(&results));
        results
    }
}

/// How the board of a campaign moves.
fn pace_of(held: &Held) -> Pace {
    Pace { least: u64::from(held.campaign.setup.least), open: held.campaign.phase <= Phase::Open }
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
            Arc::new(Board { waiting: Mutex::default(), came, state: Arc::default() })
        };
        Arc::clone(boards.entry(campaign.to_owned()).or_insert_with(new))
    }
}

impl Board {
    fn take_waiting(&self) -> Vec<Kept> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether people were invited since it was read, and their ballots came: then their groups are new.
    fn has_new_groups(&self, live: &Live) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|kept| !live.knows(kept))
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
        let pace = pace_of(held);
        self.with_live(held, move |state| {
            let by = by
                .and_then(|by| state.live.variables.iter().position(|variable| variable.groups && variable.name == by));
            let known = state.shown.clone().filter(|known| by.is_none_or(|by| known.by.contains_key(&by)));
            let results = known.unwrap_or_else(|| state.show(by, pace));
            (Arc::clone(&state.live.form), results)
        })
        .await
    }

    /// Looks at the ballots of a campaign in memory: those that are shown by now.
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
        // What is in memory goes along with the work: whoever asked may be gone before it is done, and what was shown must not be forgotten for that.
        let mut place = Arc::clone(&board.state).lock_owned().await;
        if place.is_none() {
            *place = Some(self.read_box(held).await?);
        }
        if let Some(state) = place.as_mut()
            && board.has_new_groups(&state.live)
        {
            let groups = self.groups(held).await?;
            let live = state.live.regrouped(&groups).map_err(|error| not_estimated(&error))?;
            state.shown = state.shown.as_ref().map(|shown| Arc::new(shown.regrouped(&state.live, &live)));
            state.live = live;
        }
        let (own, population) = (pace_of(held), held.campaign.population.clone());
        let worked = aside(move || {
            // Of work that fails nothing is left, and it is read again.
            let found = place.take().map(|mut state| {
                state.take(board.take_waiting(), own, population);
                let found = look(&mut state);
                let tells = own.open && state.shown.as_ref().is_some_and(|shown| shown.tells());
                let note = tells && !state.noted;
                *place = Some(state);
                (found, note)
            });
            (found, place)
        });
        let (found, mut place) = worked.await?;
        let (found, note) = found.ok_or(Refusal::Hidden)?;
        if note {
            // Before anybody sees it.
            self.ballots.note_shown(&held.id).await.map_err(|error| ballots_failed(&error))?;
            if let Some(state) = place.as_mut() {
                state.noted = true;
            }
        }
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
        let noted = self.ballots.was_shown(&held.id).await.map_err(failed)?;
        let mut state = State { live, tail: Vec::new(), read: BTreeSet::new(), shown: None, noted };
        let mut after = None;
        loop {
            let some = self.ballots.some(&held.id, after, PIECE).await.map_err(failed)?;
            let Some(last) = some.last() else {
                let pace = pace_of(held);
                state.shown = (noted && pace.open).then(|| Arc::new(Results::forgotten(&state.live, pace)));
                return Ok(state);
            };
            after = Some(last.id);
            if some.iter().any(|kept| !state.live.knows(kept)) {
                let groups = self.groups(held).await?;
                state.live = state.live.regrouped(&groups).map_err(|error| not_estimated(&error))?;
            }
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
        let mut open = self.all().await.unwrap_or_default();
        open.retain(|held| held.campaign.phase == Phase::Open);
        let tell = |found: Option<Refusal>| {
            if let Some(refusal) = found {
                tracing::warn!(error = refusal.message(Lang::En), "a survey is not read ahead");
            }
        };
        // Whoever comes to answer waits for the people of every survey, and for no board.
        for held in &open {
            tell(self.people_of(held, now_us).await.err());
        }
        for held in &open {
            tell(self.results(held, None).await.err());
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
