//! The parts of a setup as a list of tasks: what each says, what it still lacks, and where that is mended.

use std::collections::BTreeMap;

use chiso_model::Text;
use chiso_round::round::SetupProblem;
use chiso_round::{Phase, Rules};

use crate::held::Held;

/// A part of a setup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    About,
    Units,
    Calendar,
    Appraisers,
    Council,
}

impl Part {
    /// Every part, in the order in which a round is set up.
    pub(crate) const ALL: [Part; 5] = [Part::About, Part::Units, Part::Calendar, Part::Appraisers, Part::Council];

    /// What follows the setup's address.
    pub(crate) const fn rest(self) -> &'static str {
        match self {
            Part::About => "/about",
            Part::Units => "/units",
            Part::Calendar => "/calendar",
            Part::Appraisers => "/appraisers",
            Part::Council => "/council",
        }
    }

    /// The key of its name.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Part::About => "setup-about",
            Part::Units => "setup-units",
            Part::Calendar => "setup-calendar",
            Part::Appraisers => "setup-appraisers",
            Part::Council => "setup-council",
        }
    }

    /// The part in which a problem is mended.
    fn of(problem: &SetupProblem) -> Part {
        match problem {
            SetupProblem::NoTitle => Part::About,
            SetupProblem::NoUnits | SetupProblem::UnitTwice(_) => Part::Units,
            SetupProblem::NoDeadline(_) | SetupProblem::BadDeadline(..) | SetupProblem::DeadlineOrder(..) => {
                Part::Calendar
            }
            SetupProblem::NoAppraiser(_) | SetupProblem::OwnAppraiserOnly(..) | SetupProblem::UnknownNode(_) => {
                Part::Appraisers
            }
            SetupProblem::NoCouncil | SetupProblem::Quorum(..) | SetupProblem::ChairNotMember => Part::Council,
        }
    }
}

/// Something that keeps a round from being opened.
pub(crate) struct Task {
    /// Where it is mended.
    pub(crate) part: Part,
    /// What follows the address of that part.
    pub(crate) query: String,
    /// What is wrong, and how to mend it.
    pub(crate) text: Text,
}

/// Everything that keeps a round from being opened. Criteria of one area without an appraiser are one task.
pub(crate) fn tasks(held: &Held, name: &dyn Fn(&str) -> Text) -> Vec<Task> {
    let mut out = Vec::new();
    let mut without: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for problem in held.round.setup.problems(&held.rules) {
        if let SetupProblem::NoAppraiser(node) = &problem {
            let area = area_of(&held.rules, node);
            let place = areas(held).iter().position(|known| *known == area).unwrap_or(usize::MAX);
            without.entry(place).or_insert((area, 0)).1 += 1;
            continue;
        }
        out.push(Task { part: Part::of(&problem), query: String::new(), text: problem.text(name) });
    }
    out.extend(without.into_values().map(|(area, count)| {
        let title = name(&area);
        let en = title.get(chiso_model::Lang::En);
        let text = Text::new(
            format!("{}: {count} tiêu chí chưa có ai thẩm định. Hãy phân công.", title.vi),
            format!("{en}: nobody appraises {count} of its criteria. Assign somebody."),
        );
        Task { part: Part::Appraisers, query: format!("?area={area}"), text }
    }));
    out.sort_by_key(|task| task.part);
    out
}

/// The areas of a rulebook: the nodes right below its root.
pub(crate) fn areas(held: &Held) -> Vec<String> {
    held.rulebook.tree.children.iter().map(|node| node.id.to_string()).collect()
}

/// The area in which a criterion stands; itself where it is one.
fn area_of(rules: &Rules, node: &str) -> String {
    let above = rules.criterion(node).map_or(&[][..], |criterion| criterion.above.as_slice());
    above.iter().rev().nth(1).map_or_else(|| node.to_owned(), Clone::clone)
}

/// Whether a part can still be changed.
pub(crate) fn is_open(part: Part, phase: Phase) -> bool {
    phase == Phase::Draft || (part != Part::Units && phase != Phase::Published)
}
