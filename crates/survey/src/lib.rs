//! Surveys: who is asked, who answered, what may be told, and the scores that come of it. Pure: seeds and moments are given.

mod callback;
pub mod campaign;
mod directed;
mod draw;
mod frame;
mod plan;
mod problem;
pub mod quality;
pub mod ranks;
mod response;
mod sample_size;
mod sample_table;
pub mod score;
mod seed;
pub mod sheet;
pub mod steps;
pub mod suppress;

pub use callback::{CallBackDraw, Called, HowMany, to_call_back};
pub use directed::{Directed, DirectedProblem, Rated, Rater, directed};
pub use draw::{Candidate, Draw, Drawn, Method, Share, draw};
pub use frame::Frame;
pub use plan::{Allocation, Member, Reserve, Sample, Stage, StageDraw, Take, sample};
pub use problem::SampleProblem;
pub use response::{Outcome, Outcomes, ResponseRates};
pub use sample_size::{Aim, SampleSize, sample_size};
pub use sample_table::{SampleTable, sample_table};
pub use seed::Seed;
