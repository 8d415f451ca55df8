//! `chiso explain RULEBOOK --facts FILE --unit U [--node N]`

use chiso_engine::{Options, Outcome};
use chiso_model::Lang;

use crate::facts::{self, Flags};
use crate::failure::Failure;
use crate::wording::list;
use crate::{files, rulebooks};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Bộ tiêu chí: tệp .yaml hoặc .xlsx, hoặc mã (mã/phiên bản) của bộ kèm theo / Rulebook: a .yaml or .xlsx file, or the id (id/edition) of a shipped one
    #[arg(value_name = "RULEBOOK")]
    rulebook: String,
    #[command(flatten)]
    facts: Flags,
    /// Đơn vị cần giải thích / The unit to explain
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Mục cần giải thích (mặc định: toàn bộ chỉ số) / The node to explain (else the whole index)
    #[arg(long, value_name = "NODE")]
    node: Option<String>,
    /// Đơn vị được tính điểm nhưng không xếp hạng, ví dụ `ZZ*`; ghi được nhiều lần / Units scored but not ranked, for example `ZZ*`; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude_units: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let rulebook = rulebooks::read(&arguments.rulebook, lang)?;
    let prepared = facts::prepare(&rulebook, &arguments.facts, None, lang)?;
    let options = Options { trace: true, exclude_units: arguments.exclude_units.clone(), ..Options::default() };
    let outcome = prepared.compute(&options, lang)?;
    let node = arguments.node.as_deref();
    let explanation = chiso_engine::explain(&rulebook, &prepared.facts, &outcome, &arguments.unit, node, lang)
        .ok_or_else(|| unknown(arguments, &outcome, lang))?;
    files::print(&explanation.to_text())
}

fn unknown(arguments: &Arguments, outcome: &Outcome, lang: Lang) -> Failure {
    let nodes: Vec<&str> = outcome.nodes.iter().map(|node| node.id.as_str()).collect();
    let units: Vec<&str> = outcome.units.iter().map(String::as_str).collect();
    let (what, name, known) = match &arguments.node {
        Some(node) if outcome.unit(&arguments.unit).is_some() => (lang.pick("mục", "node"), node, nodes),
        _ => (lang.pick("đơn vị", "unit"), &arguments.unit, units),
    };
    let near = known
        .iter()
        .min_by_key(|other| (strsim::damerau_levenshtein(name, other), name.chars().next() != other.chars().next()));
    let near = near.filter(|other| strsim::damerau_levenshtein(name, other) <= 1 + name.chars().count() / 3);
    Failure::Usage(match (near, lang) {
        (Some(near), Lang::Vi) => format!("không có {what} `{name}`; có phải là `{near}`?"),
        (Some(near), Lang::En) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        (None, Lang::Vi) => format!("không có {what} `{name}`; có: {}", list(known.iter().copied(), lang)),
        (None, Lang::En) => format!("there is no {what} `{name}`; there are: {}", list(known.iter().copied(), lang)),
    })
}
