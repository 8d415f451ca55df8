//! Estimates from complex samples: strata, clusters, stages, weights, calibration, replicates; every sum exact, so that no order of ballots changes a bit.

mod calibration;
mod design;
pub mod distribution;
mod error;
mod estimand;
mod exact;
mod factor;
mod interval;
mod outcome;
mod replicate;
mod rows;
mod solve;
mod survey;
mod tally;
mod threads;

pub use calibration::{Auxiliary, Distance, Margin, Poststrata, Raking, Residuals, Weighting};
pub use design::{Design, Frame, Lonely, Pps, Rules, Stage};
pub use error::EstimateError;
pub use estimand::{Answers, Estimand, Item};
pub use exact::Exact;
pub use factor::{Factor, NONE};
pub use interval::{Interval, Method};
pub use outcome::{DegreesOfFreedom, Estimate};
pub use replicate::{Replicates, SplitMix64};
pub use survey::{Estimates, Request, Survey};
pub use tally::{Answer, Ballot, Kind, Layout, Sample, Tally};
