//! Estimates from complex samples: strata, clusters, stages, weights, calibration, replicates; every sum exact, so that no order of ballots changes a bit.

pub mod distribution;
mod exact;

pub use exact::Exact;
