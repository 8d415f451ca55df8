//! How a round is set up.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::{Period, Text};
use serde::{Deserialize, Serialize};

use crate::{Deadline, Phase, Rules, Stage};

/// How a round is set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// What the round is called.
    pub title: Text,
    /// The agency that runs it: the ministry for the nation, a province for its departments and communes.
    pub owner: String,
    /// The period that is assessed.
    pub period: Period,
    /// The rulebook, as `id/edition`.
    pub rulebook: String,
    /// SHA-256 of the rulebook as written, 64 hexadecimal digits: the round keeps to this very text.
    pub rulebook_hash: String,
    /// Who is assessed.
    pub units: Vec<Entrant>,
    /// When each phase ends.
    pub deadlines: BTreeMap<Phase, Deadline>,
    /// Who appraises what.
    pub appraisers: Vec<Appraiser>,
    /// Who decides at the end.
    pub council: Council,
    /// What units may see and take out, and when: switches of their own, apart from the phases.
    pub visibility: Visibility,
    /// True where a second person checks every appraisal before it counts.
    #[serde(default)]
    pub second_check: bool,
    /// True for a made-up round: pages and documents say so.
    #[serde(default)]
    pub simulated: bool,
}

/// A unit that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrant {
    /// Id of the agency.
    pub unit: String,
    /// The group within which it is ranked; none where all are ranked together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// False where it is assessed and not ranked.
    pub ranked: bool,
}

/// Somebody who appraises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraiser {
    /// Id of the person.
    pub person: String,
    /// The agency on whose behalf.
    pub agency: String,
    /// Ids of the areas, criteria or sub-criteria; everything below them is theirs.
    pub nodes: BTreeSet<String>,
}

/// The council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    /// Ids of its members.
    pub members: BTreeSet<String>,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    /// How many must take part, present or in writing.
    pub quorum: usize,
}

/// What units may see and take out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visibility {
    /// Stages whose results units may see.
    pub see: BTreeSet<Stage>,
    /// Stages whose results units may export.
    pub export: BTreeSet<Stage>,
}

/// Why a round cannot be opened as it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetupProblem {
    /// It has no name.
    NoTitle,
    /// Nobody is assessed.
    NoUnits,
    /// A unit stands twice.
    UnitTwice(String),
    /// A phase has no deadline.
    NoDeadline(Phase),
    /// A deadline names no moment.
    BadDeadline(Phase, crate::BadDeadline),
    /// A phase would end before the one before it.
    DeadlineOrder(Phase, Phase),
    /// A criterion that must be appraised has no appraiser.
    NoAppraiser(String),
    /// A unit could be appraised at a criterion by nobody but its own people.
    OwnAppraiserOnly(String, String),
    /// An appraiser was given something that the rulebook does not have.
    UnknownNode(String),
    /// The council has no members.
    NoCouncil,
    /// More must take part than there are members, or nobody.
    Quorum(usize, usize),
    /// The chair is no member.
    ChairNotMember,
}

impl SetupProblem {
    /// What is wrong, and how to mend it. `name` gives the name of a unit or node in Vietnamese and English.
    pub fn text(&self, name: &dyn Fn(&str) -> Text) -> Text {
        let named = |id: &str| {
            let text = name(id);
            (text.vi.clone(), text.en.unwrap_or(text.vi))
        };
        match self {
            SetupProblem::NoTitle => Text::new("Hãy đặt tên đợt đánh giá.", "Give the round a name."),
            SetupProblem::NoUnits => {
                Text::new("Hãy chọn ít nhất một đơn vị được đánh giá.", "Choose at least one unit to assess.")
            }
            SetupProblem::UnitTwice(unit) => {
                let (vi, en) = named(unit);
                Text::new(
                    format!("{vi} được ghi hai lần. Hãy bỏ một lần."),
                    format!("{en} stands twice. Take one away."),
                )
            }
            SetupProblem::NoDeadline(phase) => Text::new(
                format!("Giai đoạn “{}” chưa có hạn. Hãy ghi ngày.", phase.title().vi),
                format!("The phase “{}” has no deadline. Give a day.", phase.title().get(chiso_model::Lang::En)),
            ),
            SetupProblem::BadDeadline(phase, bad) => Text::new(
                format!("Hạn của “{}”: {}", phase.title().vi, bad.text().vi),
                format!(
                    "Deadline of “{}”: {}",
                    phase.title().get(chiso_model::Lang::En),
                    bad.text().get(chiso_model::Lang::En)
                ),
            ),
            SetupProblem::DeadlineOrder(before, after) => Text::new(
                format!("Hạn của “{}” phải sau hạn của “{}”.", after.title().vi, before.title().vi),
                format!(
                    "The deadline of “{}” must come after that of “{}”.",
                    after.title().get(chiso_model::Lang::En),
                    before.title().get(chiso_model::Lang::En)
                ),
            ),
            SetupProblem::NoAppraiser(node) => {
                let (vi, en) = named(node);
                Text::new(
                    format!("Chưa có ai thẩm định {vi}. Hãy phân công."),
                    format!("Nobody appraises {en}. Assign somebody."),
                )
            }
            SetupProblem::OwnAppraiserOnly(unit, node) => {
                let ((unit_vi, unit_en), (vi, en)) = (named(unit), named(node));
                Text::new(
                    format!(
                        "{vi} của {unit_vi} chỉ có người của chính đơn vị đó thẩm định. Hãy phân công thêm người của cơ quan khác."
                    ),
                    format!(
                        "At {en}, {unit_en} would be appraised only by its own people. Assign somebody of another agency as well."
                    ),
                )
            }
            SetupProblem::UnknownNode(node) => Text::new(
                format!("Bộ tiêu chí không có mục “{node}”. Hãy phân công lại."),
                format!("The rulebook has no node “{node}”. Assign again."),
            ),
            SetupProblem::NoCouncil => Text::new("Hãy ghi thành viên hội đồng.", "Name the members of the council."),
            SetupProblem::Quorum(quorum, members) => Text::new(
                format!("Số thành viên tối thiểu phải từ 1 đến {members}; đang ghi {quorum}."),
                format!("The quorum must lie between 1 and {members}; it is {quorum}."),
            ),
            SetupProblem::ChairNotMember => {
                Text::new("Chủ tịch hội đồng phải là thành viên.", "The chair must be a member of the council.")
            }
        }
    }
}

impl Setup {
    /// The groups within which units are ranked, by unit; units that are given none are not among them.
    pub fn groups(&self) -> BTreeMap<&str, &str> {
        let units = self.units.iter();
        units.filter_map(|entrant| Some((entrant.unit.as_str(), entrant.group.as_deref()?))).collect()
    }

    /// Everything that keeps the round from being opened.
    pub fn problems(&self, rules: &Rules) -> Vec<SetupProblem> {
        let mut out = Vec::new();
        if self.title.vi.trim().is_empty() {
            out.push(SetupProblem::NoTitle);
        }
        if self.units.is_empty() {
            out.push(SetupProblem::NoUnits);
        }
        let mut seen = BTreeSet::new();
        out.extend(
            self.units.iter().filter(|e| !seen.insert(&e.unit)).map(|e| SetupProblem::UnitTwice(e.unit.clone())),
        );
        out.extend(self.deadline_problems());
        out.extend(self.appraiser_problems(rules));
        out.extend(self.council_problems());
        out
    }

    /// What is wrong with the council.
    pub(crate) fn council_problems(&self) -> Vec<SetupProblem> {
        let mut out = Vec::new();
        let members = self.council.members.len();
        if members == 0 {
            out.push(SetupProblem::NoCouncil);
        } else if self.council.quorum == 0 || self.council.quorum > members {
            out.push(SetupProblem::Quorum(self.council.quorum, members));
        }
        if self.council.chair.as_ref().is_some_and(|chair| !self.council.members.contains(chair)) {
            out.push(SetupProblem::ChairNotMember);
        }
        out
    }

    fn deadline_problems(&self) -> Vec<SetupProblem> {
        let mut out = Vec::new();
        let mut before: Option<(Phase, i64)> = None;
        for phase in Phase::TIMED {
            let Some(deadline) = self.deadlines.get(&phase) else {
                out.push(SetupProblem::NoDeadline(phase));
                continue;
            };
            match deadline.moment() {
                Ok(moment) => {
                    if let Some((earlier, _)) = before.filter(|(_, at)| moment <= *at) {
                        out.push(SetupProblem::DeadlineOrder(earlier, phase));
                    }
                    before = Some((phase, moment));
                }
                Err(bad) => out.push(SetupProblem::BadDeadline(phase, bad)),
            }
        }
        out
    }

    /// What is wrong with who appraises what.
    pub(crate) fn appraiser_problems(&self, rules: &Rules) -> Vec<SetupProblem> {
        let known: BTreeSet<&str> = rules.criteria().iter().flat_map(|criterion| criterion.within()).collect();
        let given: BTreeSet<&str> = self.appraisers.iter().flat_map(|a| a.nodes.iter().map(String::as_str)).collect();
        let mut out: Vec<SetupProblem> =
            given.difference(&known).map(|node| SetupProblem::UnknownNode((*node).to_owned())).collect();
        for criterion in rules.criteria().iter().filter(|criterion| criterion.is_appraised()) {
            let theirs: Vec<&Appraiser> = self.appraisers.iter().filter(|a| a.covers(criterion)).collect();
            if theirs.is_empty() {
                out.push(SetupProblem::NoAppraiser(criterion.id.clone()));
                continue;
            }
            let only_own = |entrant: &&Entrant| theirs.iter().all(|a| a.agency == entrant.unit);
            let units = self.units.iter().filter(only_own);
            out.extend(units.map(|e| SetupProblem::OwnAppraiserOnly(e.unit.clone(), criterion.id.clone())));
        }
        out
    }
}

impl Appraiser {
    /// Whether a criterion is theirs.
    pub fn covers(&self, criterion: &crate::Criterion) -> bool {
        self.nodes.contains(&criterion.id) || criterion.above.iter().any(|node| self.nodes.contains(node))
    }
}
