//! The lines of an official table: areas, criteria and sub-criteria in the rulebook's order, and what a line sums up.

use chiso_model::exact_sum;
use chiso_round::{Criterion, Rules};
use chiso_rulebook::definition::{Aggregate, Level, Node, Rule, Rulebook, Rules as RuleDates};

use crate::document::Weight;
use crate::print;

/// A line of an official table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) node: &'a Node,
    /// What is scored by itself; none for a node with parts.
    pub(crate) criterion: Option<&'a Criterion>,
    /// 0 for an area.
    depth: usize,
}

/// Every line below the root.
pub(crate) fn lines<'a>(rulebook: &'a Rulebook, rules: &'a Rules) -> Vec<Line<'a>> {
    let mut out = Vec::new();
    if rulebook.tree.children.is_empty() {
        out.push(Line { node: &rulebook.tree, criterion: rules.criterion(rulebook.tree.id.as_str()), depth: 0 });
    }
    below(&rulebook.tree, 0, rules, &mut out);
    out
}

fn below<'a>(node: &'a Node, depth: usize, rules: &'a Rules, out: &mut Vec<Line<'a>>) {
    for child in &node.children {
        out.push(Line { node: child, criterion: rules.criterion(child.id.as_str()), depth });
        below(child, depth + 1, rules, out);
    }
}

impl Line<'_> {
    pub(crate) fn id(&self) -> &str {
        self.node.id.as_str()
    }

    pub(crate) fn code(&self) -> &str {
        self.node.code.as_deref().unwrap_or_default()
    }

    pub(crate) fn is_area(&self) -> bool {
        self.depth == 0
    }

    pub(crate) fn weight(&self) -> Weight {
        match (self.depth, self.criterion.is_some()) {
            (0, _) => Weight::Strong,
            (_, false) => Weight::Medium,
            (_, true) => Weight::Plain,
        }
    }
}

/// The criteria at a node and under it.
pub(crate) fn under<'a>(node: &Node, rules: &'a Rules) -> impl Iterator<Item = &'a Criterion> {
    let id = node.id.as_str();
    rules
        .criteria()
        .iter()
        .filter(move |criterion| criterion.id == id || criterion.above.iter().any(|above| above == id))
}

/// Whether the points of a node are those of its parts added up, all the way down: only then is a sum over criteria what the rulebook means.
pub(crate) fn adds_up(node: &Node) -> bool {
    let plain = |node: &&Node| {
        matches!(node.aggregate, Some(Aggregate::Sum))
            && node.weights.is_none()
            && node.of.is_empty()
            && node.children.iter().all(|child| child.weight.is_none())
    };
    node.walk().iter().filter(|node| node.is_branch()).all(plain)
}

/// The sum of points of criteria; none where none has points.
pub(crate) fn sum<'a>(
    criteria: impl IntoIterator<Item = &'a Criterion>,
    points: impl Fn(&'a Criterion) -> Option<f64>,
) -> Option<f64> {
    let found: Vec<f64> = criteria.into_iter().filter_map(points).collect();
    if found.is_empty() { None } else { Some(exact_sum(&found)) }
}

/// What a number means, where the rule gives it a meaning: the level that was chosen, yes or no.
pub(crate) fn meaning(node: &Node, rules: &Rules, value: f64) -> Option<String> {
    match rule(node, rules)? {
        Rule::Levels { levels, .. } => {
            levels.iter().find(|level| level.value == value).map(|level| level.title.vi.clone())
        }
        Rule::YesNo { .. } if value == 1.0 => Some("Có".to_owned()),
        Rule::YesNo { .. } if value == 0.0 => Some("Không".to_owned()),
        _ => None,
    }
}

/// The levels that can be chosen, where the rule has levels.
pub(crate) fn levels<'a>(node: &'a Node, rules: &Rules) -> &'a [Level] {
    match rule(node, rules) {
        Some(Rule::Levels { levels, .. }) => levels,
        _ => &[],
    }
}

/// Whether the rule asks a yes or a no.
pub(crate) fn is_yes_no(node: &Node, rules: &Rules) -> bool {
    matches!(rule(node, rules), Some(Rule::YesNo { .. }))
}

/// The rule in force in the round's period.
fn rule<'a>(node: &'a Node, rules: &Rules) -> Option<&'a Rule> {
    let day = rules.period().last_day();
    match node.rule.as_ref()? {
        RuleDates::One(rule) => Some(rule),
        RuleDates::Dated(dated) => dated.iter().find(|dated| dated.valid.contains(day)).map(|dated| &dated.rule),
    }
}

/// What the index is called within a sentence.
pub(crate) fn index_title(rulebook: &Rulebook) -> String {
    rulebook.tree.title.vi.clone()
}

/// What the rulebook rests on, as one sentence ends with it; none where it names nothing.
pub(crate) fn legal_basis(rulebook: &Rulebook) -> Option<String> {
    let one = |basis: &chiso_rulebook::definition::LegalBasis| {
        let title = print::sentence(&basis.title.vi);
        let number = basis.number.as_ref().filter(|number| !title.contains(number.as_str()));
        let day = basis.date.map(print::long_day);
        // “Quyết định phê duyệt ...” takes its number after its first word for the kind of text.
        let kind = ["Quyết định", "Nghị quyết", "Thông tư", "Nghị định", "Kế hoạch"];
        let kind = kind.into_iter().find(|kind| title.starts_with(kind));
        match (number, kind) {
            (Some(number), Some(kind)) => {
                let of_day = day.map(|day| format!(" {day}")).unwrap_or_default();
                format!("{kind} số {number}{of_day}{}", &title[kind.len()..])
            }
            (Some(number), None) => format!("{title} (số {number})"),
            (None, _) => title.to_owned(),
        }
    };
    let all: Vec<String> = rulebook.legal_basis.iter().map(one).collect();
    if all.is_empty() { None } else { Some(all.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_sums_are_added_up() {
        let catalogue = chiso_catalogue::Catalogue::load().unwrap();
        for (rulebook, wanted) in [
            ("par-index/2024-province-illustrative", true),
            ("pci/2017", false),
            ("papi/2019", false),
            ("hdi/2022", false),
        ] {
            assert_eq!(adds_up(&catalogue.rulebook(rulebook).unwrap().rulebook.tree), wanted, "{rulebook}");
        }
    }

    #[test]
    fn the_number_of_a_decision_stands_behind_its_kind() {
        let catalogue = chiso_catalogue::Catalogue::load().unwrap();
        let of = |rulebook: &str| legal_basis(&catalogue.rulebook(rulebook).unwrap().rulebook).unwrap();
        let text = of("par-index/2024-province-illustrative");
        assert!(text.starts_with("Quyết định số 876/QĐ-BNV ngày 10 tháng 11 năm 2022 phê duyệt Đề án"), "{text}");
    }
}
