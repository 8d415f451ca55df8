//! Agencies through time: who there was on a day, under which name and code, below whom, and what became of them.
//!
//! History is never rewritten (architecture, invariant 1): a new name, kind, parent or code is one more dated fact of the agency, and a merger is a
//! [`LineageEdge`] between agencies that ended and agencies that began. A code means something only together with a day: 15 was Yên Bái until 30 June 2025 and is
//! Lào Cai since.

mod check;
mod code;
mod fold;
mod id;
mod kind;
mod lineage;
mod merger;
mod problem;
mod record;
mod register;
mod take_back;
mod validity;
mod walk;

pub use code::{Code, CodeSystem};
pub use fold::{fold_name, fold_name_with_kind};
pub use id::{AgencyId, BadAgencyId};
pub use kind::{AgencyKind, Level};
pub use lineage::{AREA, Heir, LineageEdge, LineageKind, POPULATION, variable_name};
pub use problem::{DatedFact, RegisterProblem};
pub use record::{Agency, Name};
pub use register::{AgencyOnDay, Register};
pub use take_back::{BuiltOn, TakenBack};
pub use validity::{Dated, Validity};
pub use walk::Relative;
