//! Estimates from complex samples: strata, clusters, stages, weights, calibration, replicates; every sum exact, so that no order of ballots changes a bit.
//!
//! - [`Design`] says how the sample was drawn, [`Weighting`] what it was calibrated to, [`Replicates`] stand in for the design's own variance.
//! - [`Survey::estimate`] turns columns in memory into estimates; [`Tally`] grows ballot by ballot and gives the same ones, to the last bit.
//! - [`Interval`] checks that a label is what its multiplier gives.
//!
//! Checked against R `survey` 4.1 and 4.5 (`tests/estimate/rsurvey.rs`, `tests/estimate/bench_answers.rs`); why there is an engine of our own: ADR 0015.

// Rows, leaves and codes are counted in 32 bits: four thousand million respondents are enough.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_possible_wrap)]
// Formulae keep the letters of the papers they come from.
#![allow(clippy::many_single_char_names, clippy::similar_names)]
// A short loop over what was just chained reads best where it is.
#![allow(clippy::needless_for_each)]

mod calibration;
mod design;
pub mod distribution;
mod error;
mod estimand;
mod exact;
mod factor;
mod independence;
mod interval;
mod one_way;
mod outcome;
mod replicate;
mod rows;
mod solve;
mod survey;
mod tally;
mod threads;

pub use calibration::{Auxiliary, Distance, Margin, Poststrata, Raking, Residuals, Weighting};
pub use design::{Design, Frame, Lonely, Pps, Rules, Stage};
pub use error::{EstimateError, TallyLimit};
pub use estimand::{Answers, Estimand, Item};
pub use exact::Exact;
pub use factor::{Factor, NONE};
pub use independence::Independence;
pub use interval::{Interval, Method, exact_share};
pub use one_way::{Against, Difference, OneWay};
pub use outcome::{DegreesOfFreedom, Estimate};
pub use replicate::{Replicates, SplitMix64};
pub use survey::{Estimates, Request, Survey};
pub use tally::{Answer, Ballot, Kind, Layout, Sample, Tally};
