//! A sample as a table: what is handed to those who ask people, and to whoever draws it again.

use crate::frame::Frame;
use crate::plan::{Sample, Stage};

/// Headings and rows of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleTable {
    /// Headings: those of the frame; of each stage `stratum_1`, `psu_1` (the unit that was drawn) and `fpc_1` (how many units the stratum has); `probability` of all
    /// stages together, `weight`, and `reserve`.
    pub header: Vec<String>,
    /// The members in the order of the frame; then what is held in reserve, a unit a row, with its order in `reserve`.
    pub rows: Vec<Vec<String>>,
}

/// A sample of a frame, drawn by a plan, as a table.
pub fn sample_table(frame: &Frame, plan: &[Stage], sample: &Sample) -> SampleTable {
    let of_stage = |stage: usize| ["stratum", "psu", "fpc"].map(|part| format!("{part}_{stage}"));
    let of_all = ["probability", "weight", "reserve"].map(str::to_owned);
    let mut header = frame.header.clone();
    for mut name in (1..=plan.len()).flat_map(of_stage).chain(of_all) {
        // A frame may have been drawn from before.
        while header.contains(&name) {
            name.push('_');
        }
        header.push(name);
    }
    let width = frame.header.len();
    let mut rows = Vec::with_capacity(sample.members.len());
    for member in &sample.members {
        let mut row: Vec<String> = (0..width).map(|column| frame.cell(member.row, column).to_owned()).collect();
        for stage in &member.stages {
            row.extend([stage.stratum.clone(), stage.unit.clone(), stage.population.to_string()]);
        }
        let probability: f64 = member.stages.iter().map(|stage| stage.probability.value()).product();
        row.extend([probability.to_string(), member.weight.to_string(), String::new()]);
        rows.push(row);
    }
    for reserve in &sample.reserves {
        let column = plan.get(reserve.stage).and_then(|stage| frame.column(&stage.unit).ok());
        for (order, unit) in reserve.units.iter().enumerate() {
            let mut row = vec![String::new(); header.len()];
            if let Some(column) = column {
                row[column].clone_from(unit);
            }
            row[width + 3 * reserve.stage].clone_from(&reserve.stratum);
            row[width + 3 * reserve.stage + 1].clone_from(unit);
            if let Some(last) = row.last_mut() {
                *last = (order + 1).to_string();
            }
            rows.push(row);
        }
    }
    SampleTable { header, rows }
}
