//! Facts and a rulebook become scores, ranks, bands and the trace of every number.
//!
//! Pure: no clock, no randomness, no files. No index is known here by name (architecture, invariant 11).

mod back_series;
mod change;
mod compute;
mod error;
mod explain;
mod facts;
mod outcome;
mod plan;
mod summary;
mod trace;

pub use back_series::{BackSeries, Combination, Constructed, Part, Weights, back_series};
pub use change::{Change, Changes, NotComparable, changes};
pub use compute::{Computation, Options, Workspace};
pub use error::{BadFact, EngineError, RulebookFault, Wanted};
pub use explain::{Explanation, explain};
pub use facts::{Conflict, Fact, FactSet, FactValue};
pub use outcome::{IntervalOutcome, NodeOutcome, Note, Outcome, StepColumn};
pub use plan::{LeafInput, Plan, decided_indicator};
pub use summary::{BandCount, ChangeSummary, Extreme, NodeSummary, Summary, summarise};
pub use trace::Trace;
