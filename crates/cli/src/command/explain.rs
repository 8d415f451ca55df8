//! `chiso explain RULEBOOK --facts FILE --unit U [--node N]`

use chiso_engine::{Options, Outcome};
use chiso_model::{Lang, decimal};
use chiso_rulebook::definition::Rulebook;

use crate::facts::{self, Flags, Prepared};
use crate::failure::Failure;
use crate::wording::{self, list};
use crate::{files, notes, rulebooks, suggest, units};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    #[command(flatten)]
    facts: Flags,
    /// Đơn vị cần giải thích: như trong số liệu; với tỉnh, thành phố và bộ, ngành có thể ghi tên / The unit to explain: as in the facts; a province or ministry may be called by its name
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
    facts::refuse_sheet_without_workbook(&arguments.facts, &[], lang)?;
    let rulebook = rulebooks::read(&arguments.facts.rulebook, lang)?;
    let prepared = facts::prepare(&rulebook, &arguments.facts, lang)?;
    let options = Options { trace: true, exclude_units: arguments.exclude_units.clone(), ..Options::default() };
    let outcome = prepared.compute(&options, lang)?;
    notes::patterns_without_units(&arguments.exclude_units, &outcome, lang);
    let unit = match outcome.unit(&arguments.unit) {
        Some(unit) => unit,
        None => units::called(&arguments.unit, &rulebooks::catalogue(lang)?, &rulebook, &outcome)
            .ok_or_else(|| unknown_unit(&arguments.unit, &outcome, lang))?,
    };
    let id = &outcome.units[unit];
    let node = arguments.node.as_deref();
    let explanation = chiso_engine::explain(&rulebook, &prepared.facts, &outcome, id, node, lang)
        .ok_or_else(|| unknown_node(node.unwrap_or_default(), &outcome, lang))?;
    let index = wording::index(&rulebook, outcome.period, lang);
    let name = if *id == arguments.unit { id.clone() } else { format!("{} ({id})", arguments.unit.trim()) };
    let place = place(&rulebook, &prepared, &outcome, unit, lang);
    files::print(&format!("{index}: {name}, {place}\n{}", explanation.to_text()), lang)
}

/// Rank and band of the index as a whole.
fn place(rulebook: &Rulebook, prepared: &Prepared, outcome: &Outcome, unit: usize, lang: Lang) -> String {
    let root = outcome.root();
    let mut said = match root.ranks[unit] {
        Some(rank) => {
            let rank = decimal(rank, u8::from(rank.fract() != 0.0), lang);
            let count = ranked_with(rulebook, prepared, outcome, unit);
            match lang {
                Lang::Vi => format!("hạng {rank} trên {count}"),
                Lang::En => format!("rank {rank} of {count}"),
            }
        }
        None => lang.pick("không có hạng", "not ranked").to_owned(),
    };
    if let Some(band) = root.bands[unit].as_deref() {
        let bands = rulebook.tree.bands.as_ref().or(rulebook.bands.as_ref());
        let title = bands.and_then(|bands| bands.bands().iter().find(|b| b.id == *band));
        said.push_str(lang.pick(", xếp loại ", ", band: "));
        said.push_str(title.map_or(band, |band| band.title.get(lang)));
    }
    said
}

/// How many units have a rank among which this one has its own: all of them, or those of its group where groups are ranked apart.
fn ranked_with(rulebook: &Rulebook, prepared: &Prepared, outcome: &Outcome, unit: usize) -> usize {
    let groups = rulebook.rank.groups.as_ref();
    let groups = groups.and_then(|groups| prepared.facts.attribute(groups.attribute.as_str(), outcome.period));
    let together = |other: usize| groups.as_ref().is_none_or(|groups| groups.get(other) == groups.get(unit));
    let ranks = outcome.root().ranks.iter().enumerate();
    ranks.filter(|(other, rank)| rank.is_some() && together(*other)).count()
}

fn unknown_unit(name: &str, outcome: &Outcome, lang: Lang) -> Failure {
    let known: Vec<&str> = outcome.units.iter().map(String::as_str).collect();
    unknown(lang.pick("đơn vị", "unit"), name, &known, lang)
}

fn unknown_node(name: &str, outcome: &Outcome, lang: Lang) -> Failure {
    let known: Vec<&str> = outcome.nodes.iter().map(|node| node.id.as_str()).collect();
    unknown(lang.pick("mục", "node"), name, &known, lang)
}

fn unknown(what: &str, name: &str, known: &[&str], lang: Lang) -> Failure {
    Failure::Usage(match (suggest::nearest(name, known), lang) {
        (Some(near), Lang::Vi) => format!("không có {what} “{name}”; có phải là “{near}”?"),
        (Some(near), Lang::En) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        (None, Lang::Vi) => format!("không có {what} “{name}”; có: {}", list(known.iter().copied(), lang)),
        (None, Lang::En) => format!("there is no {what} `{name}`; there are: {}", list(known.iter().copied(), lang)),
    })
}
