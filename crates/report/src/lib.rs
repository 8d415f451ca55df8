//! Charts as SVG text, and tables as XLSX and CSV.
//!
//! Every chart is a small plain struct that implements [`Chart`]: `svg(Width)` draws it, `table()` gives the same data as a [`Table`]. Pure: the same struct
//! gives the same bytes. The SVG holds no script, no `style` attribute and no `<style>` element; its colours are presentation attributes that the classes of
//! [`CHARTS_CSS`] override, so that one chart serves the light and the dark theme, paper, and a file on its own.

mod axis;
mod boundary;
mod choropleth;
mod distribution_strip;
mod dot_interval;
mod frame;
mod heat_map;
mod histogram;
mod history_line;
mod inline;
mod legend;
mod measure;
mod radar;
mod ramp;
mod ranked_bars;
mod scatter;
mod svg;
mod table;
mod tile_map;
mod words;
mod xlsx;

pub use boundary::{Boundary, BoundaryError, FeatureProblem};
pub use choropleth::{Area, Choropleth};
pub use distribution_strip::{DistributionStrip, Dot};
pub use dot_interval::{DotInterval, IntervalRow};
pub use frame::{Chart, Frame, Reference, Width};
pub use heat_map::{HeatColumn, HeatMap, HeatRow};
pub use histogram::Histogram;
pub use history_line::{HistoryLine, Line, SeriesBreak};
pub use inline::{share_bar, spark};
pub use radar::{Radar, RadarAxis};
pub use ramp::{LegendClass, RAMP_CLASSES, Ramp};
pub use ranked_bars::{Bar, RankedBars};
pub use scatter::{Correlation, Scatter, ScatterAxis, ScatterDot};
pub use table::{Column, ColumnKind, Table, TableCell, table_csv};
pub use tile_map::{Tile, TileKind, TileMap};
pub use words::{missing_words, printed};
pub use xlsx::{Sheet, XlsxError, table_xlsx};

/// The style sheet of the charts, in custom properties for light, dark and print: a page includes it verbatim.
pub const CHARTS_CSS: &str = include_str!("../assets/charts.css");
