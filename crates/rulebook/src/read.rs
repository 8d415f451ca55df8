//! Reading: a text or a workbook becomes a rulebook, or a list of everything that is wrong with it.

use std::sync::Arc;

use crate::check;
use crate::conform::conform;
use crate::definition::Rulebook;
use crate::document::{self, Item};
use crate::message::{Problem, Severity, ShapeProblem};

/// What came of reading: the rulebook where there is no error, and every problem found, warnings too, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The rulebook; absent where there is an error.
    pub rulebook: Option<Rulebook>,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
}

impl Loaded {
    pub(crate) fn refused(problems: Vec<Problem>) -> Loaded {
        Loaded { rulebook: None, problems }
    }

    pub(crate) fn into_result(self) -> Result<Rulebook, Vec<Problem>> {
        self.rulebook.ok_or(self.problems)
    }
}

/// Reads a rulebook written in YAML. `file` is the name shown in places.
///
/// # Errors
///
/// Every problem, warnings too, where at least one is an error.
pub fn read_yaml(text: &str, file: &str) -> Result<Rulebook, Vec<Problem>> {
    load_yaml(text, file).into_result()
}

/// Reads a rulebook written in YAML, and tells warnings too. `file` is the name shown in places.
pub fn load_yaml(text: &str, file: &str) -> Loaded {
    let (root, problems) = document::parse(text, &Arc::from(file));
    match root {
        Some(root) => load(&root, problems, false),
        None => Loaded::refused(problems),
    }
}

/// From a document to a rulebook: the same for YAML and workbook. `doubtful` where it is not certain which node stands under which.
pub(crate) fn load(root: &Item, mut problems: Vec<Problem>, doubtful: bool) -> Loaded {
    let conformed = conform(root);
    let shape_holds = conformed.problems.is_empty();
    problems.extend(conformed.problems);
    let mut rulebook = None;
    if let Some(value) = conformed.value {
        match serde_json::from_value::<Rulebook>(value) {
            Ok(read) => {
                let known = check::Known { touched: conformed.touched, stand_ins: conformed.stand_ins, doubtful };
                problems.extend(check::check(&read, &conformed.index, &known));
                rulebook = Some(read);
            }
            Err(error) if shape_holds => {
                let problem = ShapeProblem::Unreadable { detail: error.to_string() };
                problems.push(Problem::error(root.place.clone(), problem));
            }
            Err(_) => {}
        }
    }
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        rulebook = None;
    }
    Loaded { rulebook, problems }
}
