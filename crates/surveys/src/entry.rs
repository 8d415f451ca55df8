//! What every deed on surveys needs.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chiso_access::{Action, Resource, Target};
use chiso_ballot::{BOX, BallotBox, BallotError, Batching, DRAWER, Drawer, Hold, REGISTER, Register};
use chiso_model::agency::AgencyId;
use chiso_model::{Lang, Text};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::{Desk, Refusal};

use crate::answer::{Groups, Invitations};
use crate::callbacks::Calls;
use crate::form::Forms;
use crate::held::Held;
use crate::home::{Away, Found, find};
use crate::kept::Kept;
use crate::people::{Inviting, Posted};
use crate::published::Issues;
use crate::results::Boards;

/// Those who exchange an invitation at one moment wait for one disk.
const EXCHANGES: Batching = Batching { most: 64, wait: Duration::from_millis(20) };
/// Ballots are committed in batches, shuffled; a lonely one waits for others so long.
const BALLOTS: Batching = Batching { most: 64, wait: Duration::from_secs(1) };

/// Why something about ballots was not done, in both languages.
pub(crate) fn ballots_failed(error: &BallotError) -> Refusal {
    let text = Text::new(error.message(Lang::Vi), error.message(Lang::En));
    if matches!(error, BallotError::Elsewhere) { Refusal::Elsewhere(text) } else { Refusal::Fault(text) }
}

/// The folder of the files of ballots.
#[derive(Debug, Clone, Copy)]
pub struct Folder<'a>(pub &'a Path);

/// What every deed on surveys needs: the workspace's desk, register and box, and what is held in memory of what is kept.
pub struct Surveys {
    pub(crate) desk: Arc<Desk>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) forms: Forms,
    pub(crate) groups: Groups,
    pub(crate) invitations: Invitations,
    pub(crate) inviting: Inviting,
    pub(crate) posted: Posted,
    pub(crate) register: Register,
    pub(crate) ballots: BallotBox,
    /// Answers that are no ballots yet.
    pub(crate) drawer: Drawer,
    pub(crate) boards: Arc<Boards>,
    pub(crate) calls: Calls,
    pub(crate) issues: Issues,
    /// Why register and box are elsewhere, where they are.
    pub(crate) away: Option<Away>,
    /// The folder is this program's as long as this is held.
    #[allow(dead_code, reason = "it is held")]
    hold: Option<Hold>,
}

impl Surveys {
    /// Surveys over a desk as a server has them: with ballots in a folder where that is the home of the store's ballots and no other program has it, else without.
    ///
    /// # Errors
    /// The store; when the files of ballots cannot be used.
    pub async fn start(desk: Arc<Desk>, folder: Folder<'_>, now_us: i64) -> Result<Surveys, Refusal> {
        match find(desk.store(), folder.0, now_us).await? {
            Found::Here(hold) => {
                let surveys = Surveys::open(desk, folder).map_err(|error| ballots_failed(&error))?;
                Ok(Surveys { hold: Some(hold), ..surveys })
            }
            Found::Away(away) => {
                tracing::warn!("{}", away.message(folder.0, Lang::En));
                let boards = Arc::new(Boards::default());
                let (register, ballots, drawer) = (Register::elsewhere(), BallotBox::elsewhere(), Drawer::elsewhere());
                let surveys = Surveys::with(desk, register, ballots, drawer, boards);
                Ok(Surveys { away: Some(away), ..surveys })
            }
        }
    }

    /// Surveys over a desk, with ballots in a folder, which is made where there is none. Nobody asks whether they are elsewhere too.
    ///
    /// # Errors
    /// When the files of ballots cannot be used.
    pub fn open(desk: Arc<Desk>, Folder(folder): Folder<'_>) -> Result<Surveys, BallotError> {
        std::fs::create_dir_all(folder).map_err(|error| BallotError::Folder(error.to_string()))?;
        let register = Register::open(&folder.join(REGISTER), EXCHANGES)?;
        let boards = Arc::new(Boards::default());
        let told = Arc::clone(&boards);
        let ballots = BallotBox::open(&folder.join(BOX), BALLOTS, move |batch| told.take(batch))?;
        let drawer = Drawer::open(&folder.join(DRAWER))?;
        Ok(Surveys::with(desk, register, ballots, drawer, boards))
    }

    fn with(desk: Arc<Desk>, register: Register, ballots: BallotBox, drawer: Drawer, boards: Arc<Boards>) -> Surveys {
        Surveys {
            desk,
            kept: Arc::new(Kept::default()),
            forms: Forms::default(),
            inviting: Inviting::default(),
            posted: Posted::default(),
            groups: Groups::default(),
            invitations: Invitations::default(),
            register,
            ballots,
            drawer,
            boards,
            calls: Calls::default(),
            issues: Issues::default(),
            away: None,
            hold: None,
        }
    }

    /// The workspace's desk.
    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// The box of ballots.
    pub fn ballots(&self) -> &BallotBox {
        &self.ballots
    }

    /// Every campaign, the newest first. Whoever calls asks which of them the caller may see.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn all(&self) -> Result<Vec<Arc<Held>>, Refusal> {
        let kept = Arc::clone(&self.kept);
        let all = self.desk.store().read(move |reader| kept.all(reader)).await?;
        let mut all: Vec<_> = all.into_values().collect();
        all.sort_by_key(|held| (std::cmp::Reverse(held.campaign.setup.opens), held.id.clone()));
        Ok(all)
    }

    /// A campaign. Whoever calls asks whether the caller may see it.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when there is none; the store.
    pub async fn held(&self, survey: &str) -> Result<Arc<Held>, Refusal> {
        let (kept, id) = (Arc::clone(&self.kept), survey.to_owned());
        self.desk.store().read(move |reader| kept.one(reader, &id)).await?.ok_or(Refusal::Hidden)
    }

    /// A campaign that a caller may see.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where there is none, or the caller may not know of it.
    pub async fn seen(&self, caller: &Caller, survey: &str) -> Result<Arc<Held>, Refusal> {
        let held = self.held(survey).await?;
        self.may(caller, Action::See, Resource::Survey, &held.campaign.setup.owner).map(|()| held)
    }

    /// The campaign in an address, for a caller who may see it.
    pub(crate) async fn page(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        self.seen(caller, survey).await.map_err(|refusal| refusal.page(reader))
    }

    /// Whether a caller may do something at an agency.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub fn may(&self, caller: &Caller, action: Action, resource: Resource, agency: &str) -> Result<(), Refusal> {
        self.may_with(caller, action, Target::of(resource), agency)
    }

    /// Whether a caller may write down others' ballots, as interviewers and those who key sheets do, at an agency.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub(crate) fn may_take_ballots(&self, caller: &Caller, agency: &str) -> Result<(), Refusal> {
        let person = Desk::person_of(caller)?;
        self.may_with(caller, Action::Change, Target::of(Resource::Ballot).owned_by(&person), agency)
    }

    fn may_with(&self, caller: &Caller, action: Action, target: Target<'_>, agency: &str) -> Result<(), Refusal> {
        let register = self.desk.register();
        let above = AgencyId::new(agency).map(|id| register.ancestors(&id, caller.day)).unwrap_or_default();
        let above: Vec<&str> = above.iter().map(|above| above.id().as_str()).collect();
        Desk::may(caller, action, &target.in_agency(agency, &above))
    }
}
