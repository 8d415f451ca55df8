//! Taking in agencies and what became of them, published results, weights and boundaries from files: first a dry run that tells everything, then, if it is sound and somebody says so, in
//! one transaction.

mod agencies;
pub(crate) mod api;
mod boundary;
mod check;
mod lineage;
mod list;
pub(crate) mod pages;
mod register;
mod results;
mod weights;
mod withdraw;

pub use boundary::BoundaryCheck;
pub use results::{Conflict, ResultPlan};

pub(crate) use boundary::{SCHEMES, any_json};

use chiso_access::{Action, Resource, Target};
use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Lang, Text};
use chiso_store::imports::FileImport;
use chiso_web::Caller;

use crate::desk::Desk;
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

/// What came of taking a file in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was taken in: the id of the import.
    In(String),
    /// It had been taken in before, and nothing of it is new: the id of the first import.
    Before(String),
}

impl Taken {
    /// The id of the import by which what the file says came in.
    pub fn id(&self) -> &str {
        match self {
            Taken::In(id) | Taken::Before(id) => id,
        }
    }
}

impl Brought {
    /// The first import of a kind from the same bytes that was not withdrawn and is the same.
    fn first(
        &self,
        reader: &mut chiso_store::Reader<'_>,
        kind: &str,
        is_same: impl Fn(&FileImport) -> bool,
    ) -> Result<Option<String>, chiso_store::StoreError> {
        let found = reader.imports_of_file(kind, &self.sha256)?;
        Ok(found.into_iter().find(is_same).map(|import| import.id))
    }

    /// The row that says that it was taken in.
    fn row(&self, caller: &Caller, id: &str, kind: &str, counts: serde_json::Value) -> FileImport {
        FileImport {
            id: id.to_owned(),
            kind: kind.to_owned(),
            file: self.sha256.clone(),
            name: self.name.clone(),
            created: caller.now_us,
            made_by: Desk::actor_of(caller),
            counts,
            withdrawn: None,
            checked: None,
            checked_by: None,
            checked_against: None,
        }
    }
}

/// Does what takes long beside the threads that answer: a file has thousands of rows.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Refusal::Fault(Text::new(
            format!("Chưa đọc được tệp: {error}."),
            format!("The file could not be read: {error}."),
        ))
    })
}

/// Problems of a file as those of its field, so that they are never lost: a page shows them by row, this is for whoever goes on without looking.
fn unsound(problems: &[chiso_facts::Problem]) -> Refusal {
    let told = |problem: &chiso_facts::Problem| Text::new(problem.message(Lang::Vi), problem.message(Lang::En));
    Refusal::Fields(problems.iter().map(|problem| ("file", told(problem))).collect())
}

/// The right over an agency goes by where it stands on the day of the request, or on the nearest day on which it is there.
fn may_over(
    caller: &Caller,
    register: &Register,
    action: Action,
    resource: Resource,
    agency: &AgencyId,
) -> Result<(), Refusal> {
    let day =
        register.get(agency).map_or(caller.day, |found| caller.day.max(found.valid.first()).min(found.valid.last()));
    let above: Vec<String> =
        register.ancestors(agency, day).iter().map(|above| above.id().as_str().to_owned()).collect();
    let above: Vec<&str> = above.iter().map(String::as_str).collect();
    Desk::may(caller, action, &Target::of(resource).in_agency(agency.as_str(), &above))
}
