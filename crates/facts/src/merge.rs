//! Several files become one set of facts.

use std::collections::BTreeMap;

use chiso_engine::FactSet;

use crate::collect::At;
use crate::note::FactNote;
use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::{FactFile, Reading, read};

/// Reads files, each given by its name and its bytes, and puts their facts together.
///
/// # Errors
/// Every problem of every file; facts of different files that disagree; nothing that is wanted in any of them.
pub fn read_all(files: &[(String, Vec<u8>)], reading: &Reading) -> Result<(FactSet, Vec<FactNote>), Vec<Problem>> {
    let mut read_files = Vec::new();
    let mut problems = Vec::new();
    for (name, bytes) in files {
        match read(name, bytes, reading) {
            Ok(file) => read_files.push(file),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { merge(read_files, reading) } else { Err(problems) }
}

/// Puts the facts of files together, all read in the same way.
///
/// # Errors
/// Facts that disagree, with both places; no facts at all; names in [`Reading::columns`] that no file has; nothing that is wanted in any file.
pub fn merge(files: Vec<FactFile>, reading: &Reading) -> Result<(FactSet, Vec<FactNote>), Vec<Problem>> {
    let mut problems = Vec::new();
    let first = files.first().map(|file| file.file.clone()).unwrap_or_default();
    for (i, (new, old)) in reading.columns.iter().enumerate() {
        if !files.iter().any(|file| file.renamed.get(i).copied().unwrap_or(false)) {
            let kind = ProblemKind::RenameWithoutColumn { new: new.clone(), old: old.clone() };
            problems.push(Problem { place: Place::file(&first), kind });
        }
    }
    if problems.is_empty() && !files.iter().any(|file| file.has_rows) {
        problems.push(Problem { place: Place::file(&first), kind: ProblemKind::NoRows });
    }
    if let Some(wanted) = &reading.wanted.indicators
        && problems.is_empty()
        && files.iter().all(|file| file.facts.is_empty())
    {
        let names: Vec<String> = wanted.iter().cloned().collect();
        problems.push(Problem { place: Place::file(&first), kind: ProblemKind::NothingWanted(names) });
    }
    problems.extend(conflicts(&files.iter().collect::<Vec<_>>()));
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut facts, mut notes) = (Vec::new(), Vec::new());
    for file in files {
        facts.extend(file.facts);
        notes.extend(file.notes);
    }
    match FactSet::new(facts) {
        Ok(set) => Ok((set, notes)),
        // Unreachable as long as both agree on what a conflict is; should they not, it is told, without its place.
        Err(conflicts) => Err(conflicts
            .into_iter()
            .map(|conflict| {
                let earlier = Box::new(Place::file(&first));
                let kind = ProblemKind::Conflict {
                    unit: conflict.unit,
                    indicators: vec![conflict.indicator],
                    period: conflict.period,
                    earlier,
                };
                Problem { place: Place::file(&first), kind }
            })
            .collect()),
    }
}

/// Facts that say different things of the same unit, indicator and period: one problem for each pair of rows.
pub(crate) fn conflicts(files: &[&FactFile]) -> Vec<Problem> {
    let key = |&(file, fact): &(usize, usize)| {
        let fact = &files[file].facts[fact];
        (fact.unit.as_str(), fact.indicator.as_str(), fact.period)
    };
    let mut order: Vec<(usize, usize)> =
        files.iter().enumerate().flat_map(|(i, file)| (0..file.facts.len()).map(move |j| (i, j))).collect();
    order.sort_by(|a, b| key(a).cmp(&key(b)).then(a.cmp(b)));
    // A row of a table can disagree in many columns; in JSON a line is no row, so every value stands for itself.
    let row = |(file, fact): (usize, usize)| {
        let At { row, column } = files[file].places[fact];
        (file, row, if files[file].is_json { column } else { 0 })
    };
    let mut pairs: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    for group in order.chunk_by(|a, b| key(a) == key(b)) {
        let first = group[0];
        for &later in &group[1..] {
            if files[later.0].facts[later.1].value != files[first.0].facts[first.1].value {
                pairs.entry((row(later), row(first), key(&later).2)).or_default().push(later);
            }
        }
    }
    let place = |(file, row, column): (usize, u64, u64)| Place {
        sheet: files[file].sheet.clone(),
        column: (column > 0).then_some(column),
        ..Place::row(&files[file].file, row)
    };
    pairs
        .into_iter()
        .map(|((later, earlier, period), facts)| {
            let fact = |&(file, fact): &(usize, usize)| &files[file].facts[fact];
            let mut indicators: Vec<String> = facts.iter().map(|at| fact(at).indicator.clone()).collect();
            indicators.dedup();
            let unit = facts.first().map(|at| fact(at).unit.clone()).unwrap_or_default();
            let kind = ProblemKind::Conflict { unit, indicators, period, earlier: Box::new(place(earlier)) };
            let column =
                facts.first().filter(|_| facts.len() == 1).map(|&(file, fact)| files[file].places[fact].column);
            let place = place(later);
            Problem { place: Place { column: place.column.or(column), ..place }, kind }
        })
        .collect()
}
