//! The assessment round as a state machine: commands in, events out.
//!
//! Pure: no clock, no chance, no store, and no knowledge of who is logged in. The caller says who acts and when ([`By`]); whether their role lets them is asked
//! before, of the crate `access`. Here is asked whether the round, as it stands at that moment, lets it happen: phase, deadline, lock, flag, conflict of interest, vote.
//!
//! Two things are kept, each as a list of events that are only ever added to. A [`Round`] is opened over a rulebook and units, goes from phase to phase, holds
//! its council's meetings and is published. An [`Assessment`] is one unit's file in it: for each criterion what was entered, and the chain of [`Link`]s from
//! self-score to council. `decide` looks at a command and gives events or a [`Refusal`]; `apply` takes an event in. Replaying the events gives the same state.
//!
//! ```text
//! draft -> self-assessment -> first appraisal -> explanation -> second appraisal -> council -> published (issue 1, 2 ...)
//! ```

mod apart;
pub mod assessment;
mod by;
mod deadline;
mod evidence;
mod heir;
mod numbers;
mod phase;
mod refusal;
pub mod round;
mod rules;

pub use assessment::{Assessment, AssessmentCommand, AssessmentEvent, Frame, Item, Link, Why, round_facts, unranked};
pub use by::{By, Told};
pub use deadline::{BadDeadline, Deadline, HOME_ZONE};
pub use evidence::{Evidence, Proof};
pub use heir::{Heirship, heir_of};
pub use numbers::{Mark, Numbers};
pub use phase::{Phase, Stage};
pub use refusal::Refusal;
pub use round::{Round, RoundCommand, RoundEvent};
pub use rules::{Criterion, CriterionInput, Rules};
