//! Shipped facts, handed to the engine.

use std::collections::BTreeMap;

use chiso_engine::FactSet;
use chiso_facts::{Reading, Wanted};
use chiso_model::Lang;
use chiso_rulebook::definition::Rulebook;

use crate::error::{CatalogueError, Problem, ProblemKind};

/// Reads files of facts; the columns that the rulebook calls attributes are read as text.
pub(crate) fn read(
    wanted: &[String],
    files: &BTreeMap<String, &'static str>,
    rulebook: Option<&Rulebook>,
) -> Result<FactSet, CatalogueError> {
    let given: Vec<(String, Vec<u8>)> =
        wanted.iter().filter_map(|file| files.get(file).map(|text| (file.clone(), text.as_bytes().to_vec()))).collect();
    let attributes = rulebook.iter().flat_map(|r| &r.attributes).map(|a| a.id.as_str().to_owned()).collect();
    let reading = Reading { wanted: Wanted { indicators: None, attributes }, ..Reading::default() };
    match chiso_facts::read_all(&given, &reading) {
        Ok((facts, _notes)) => Ok(facts),
        Err(problems) => Err(CatalogueError {
            problems: problems
                .iter()
                .map(|problem| {
                    let line = |lang| format!("{}: {}", problem.place, problem.message(lang));
                    Problem {
                        file: problem.place.file.clone(),
                        line: problem.place.row,
                        kind: ProblemKind::Told { vi: line(Lang::Vi), en: line(Lang::En) },
                    }
                })
                .collect(),
        }),
    }
}
