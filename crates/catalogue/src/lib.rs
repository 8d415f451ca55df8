//! Everything shipped with the binary, embedded and typed: rulebooks, units and their lineage, tile maps, published figures with their sources.
//!
//! Pure: the files are part of the binary, nothing is opened at run time. [`Catalogue::load`] reads and cross-checks all of it.

mod compare;
mod dataset;
mod error;
mod facts;
mod figure;
mod imported;
mod load;
mod lookup;
mod ministry;
mod names;
mod province;
mod read;
mod register;
mod rulebook;
pub mod statements;
mod table;
mod unit;

pub use dataset::{Dataset, DatasetKind};
pub use error::{CatalogueError, Problem, ProblemKind, Sort, UnknownName};
pub use figure::{
    Component, Printed, Provenance, PublishedFigure, Reading, Region, RegionMean, Sentence, SeriesBreak, Source,
    Statistic, StatisticKind, SublevelFigure,
};
pub use imported::{LeftOut, WhyLeftOut};
pub use ministry::Ministry;
pub use province::{Province, ProvinceKind, Successor};
pub use rulebook::ShippedRulebook;
pub use unit::{Archipelago, Level, Scheme, Tile, Unit};

/// Everything shipped, read once.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    rulebooks: Vec<ShippedRulebook>,
    provinces: Vec<Province>,
    ministries: Vec<Ministry>,
    /// One list a scheme, in the order of [`Scheme::ALL`].
    units: [Vec<Unit>; 3],
    tiles: [Vec<Tile>; 3],
    regions: Vec<Region>,
    components: Vec<Component>,
    published: Vec<PublishedFigure>,
    statistics: Vec<Statistic>,
    region_means: Vec<RegionMean>,
    sublevel: Vec<SublevelFigure>,
    sentences: Vec<Sentence>,
    breaks: Vec<SeriesBreak>,
    datasets: Vec<Dataset>,
    register: chiso_model::agency::Register,
    fact_files: std::collections::BTreeMap<String, &'static str>,
}
