//! Taking in agencies, published results, weights and boundaries from files: first a dry run that tells everything, then, if it is sound and somebody says so, in
//! one transaction.

mod agencies;
mod boundary;
mod results;
mod weights;
mod withdraw;

pub use results::ResultPlan;

use chiso_model::{Lang, Text};
use chiso_store::imports::FileImport;
use chiso_web::Caller;

use crate::refusal::Refusal;

/// A file to take in, as it was brought.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Its hash.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Brought {
    /// The row that says that it was taken in.
    fn row(&self, caller: &Caller, id: &str, kind: &str, counts: serde_json::Value) -> FileImport {
        FileImport {
            id: id.to_owned(),
            kind: kind.to_owned(),
            file: self.sha256.clone(),
            name: self.name.clone(),
            created: caller.now_us,
            made_by: caller.actor.person.clone().unwrap_or_default(),
            counts,
            withdrawn: None,
        }
    }
}

/// Problems of a file as those of its field, so that they are never lost: a page shows them by row, this is for whoever goes on without looking.
fn unsound(problems: &[chiso_facts::Problem]) -> Refusal {
    let told = |problem: &chiso_facts::Problem| Text::new(problem.message(Lang::Vi), problem.message(Lang::En));
    Refusal::Fields(problems.iter().map(|problem| ("file", told(problem))).collect())
}
