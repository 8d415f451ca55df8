//! A diagnosis as a file: every node with its numbers, in the rulebook's order.

use chiso_model::{Lang, decimal};
use chiso_round::Stage;
use chiso_web::format;
use chiso_workspace::house::TableFile;

use super::diagnosis::{Before, Diagnosis, NodeLoss};
use super::open::Open;
use crate::words::say;

/// Stages that can take points away, in order.
const TAKING: [Stage; 4] = [Stage::First, Stage::Second, Stage::Council, Stage::Correction];

/// The table of a diagnosis.
pub(super) fn table(open: &Open, diagnosis: &Diagnosis, lang: Lang) -> TableFile {
    let mut head: Vec<String> = [
        "diagnosis-id",
        "diagnosis-node",
        "diagnosis-max",
        "diagnosis-points",
        "diagnosis-lost",
        "diagnosis-best",
        "diagnosis-behind",
        "diagnosis-median",
        "diagnosis-before",
    ]
    .map(|key| say(lang, key))
    .into();
    head.extend(TAKING.map(|stage| format!("{} ({})", say(lang, "diagnosis-taken"), stage.title().get(lang))));
    let row = |node: &NodeLoss| {
        let number =
            |value: Option<f64>| value.map_or_else(String::new, |value| decimal(value, node.rounding.digits, lang));
        let before = match &node.before {
            Before::Points(points) => number(Some(*points)),
            Before::Nothing => String::new(),
            Before::NotComparable(_) => say(lang, "diagnosis-not-comparable"),
        };
        let mut row = vec![
            node.id.clone(),
            open.names.get(&node.id, lang),
            node.max.map_or_else(String::new, |max| format::plain(max, lang)),
            node.points.map_or_else(|kind| format::missing(kind, lang).to_owned(), |points| number(Some(points))),
            number(node.lost),
            number(node.best),
            number(node.behind_best()),
            number(node.median),
            before,
        ];
        row.extend(TAKING.map(|stage| number(Some(node.taken.get(&stage).copied().unwrap_or(0.0)))));
        row
    };
    TableFile {
        name: format!("diagnosis-{}-{}", open.held.round.setup.period, open.unit),
        head,
        rows: diagnosis.nodes.iter().map(row).collect(),
    }
}
