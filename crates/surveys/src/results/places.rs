//! Where the groups of a campaign stand in its sample. A ballot shows its group and nothing more, so a design is seen as far as groups tell it.

use std::collections::{BTreeMap, BTreeSet};

use chiso_estimate::{Design, EstimateError, Factor, Frame, Lonely, Rules, Stage};
use chiso_questionnaire::{Form, LonelyUnit};
use chiso_store::surveys::SurveyGroup;
use serde_json::Value;

/// The name of the column with the unit that is rated.
pub(crate) const RATED: &str = "unit";
/// The name of the column with who interviews.
pub(crate) const INTERVIEWER: &str = "interviewer";

/// Who interviews the people of a group of this design, as the list of people says.
pub(crate) fn interviewer(design: &Value) -> Option<&str> {
    design.get(INTERVIEWER).and_then(Value::as_str).filter(|name| !name.is_empty())
}

/// The groups of a campaign in its sample.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// For each group its id.
    pub(crate) ids: Vec<String>,
    /// For each group the design weight of its people.
    pub(crate) weights: Vec<f64>,
    /// For each group the rated unit.
    pub(crate) units: Factor,
    /// For each group who interviews its people, where the list of people says so.
    pub(crate) interviewers: Factor,
    /// For each column of the sheet `design` that is a margin the label of each group, where the group has it.
    pub(crate) margins: Vec<(String, Vec<Option<String>>)>,
    /// The columns that all of this is read from.
    pub(crate) columns: DesignColumns,
    stages: Vec<Stage>,
    rules: Rules,
    /// The frame with a row for each group.
    design: Design,
    /// Level of intervals, a share of one.
    pub(crate) level: f64,
    numbers: BTreeMap<String, u32>,
}

/// The columns of the groups' designs that a sample is made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DesignColumns {
    /// None where everybody weighs the same.
    pub(crate) weight: Option<String>,
    /// Strata, units and populations of each stage.
    pub(crate) stages: Vec<chiso_questionnaire::Stage>,
}

impl DesignColumns {
    /// Each column once, and whether it has numbers.
    pub(crate) fn all(&self) -> Vec<(&str, bool)> {
        let weight = self.weight.as_deref().map(|name| (name, true));
        let stages = self
            .stages
            .iter()
            .flat_map(|stage| [(&stage.stratum, false), (&stage.cluster, false), (&stage.population, true)]);
        let mut all: Vec<(&str, bool)> = Vec::new();
        for (name, number) in
            weight.into_iter().chain(stages.filter_map(|(name, number)| Some((name.as_deref()?, number))))
        {
            if all.iter().all(|(other, _)| *other != name) {
                all.push((name, number));
            }
        }
        all
    }
}

/// What a group's design says in a column.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A column of the groups' designs: that of the first of these names which every group has.
fn column(groups: &[SurveyGroup], names: [Option<&str>; 2]) -> Option<(String, Vec<String>)> {
    names.into_iter().flatten().find_map(|name| {
        let values = groups.iter().map(|group| group.design.get(name).and_then(text)).collect::<Option<Vec<_>>>()?;
        (!values.is_empty()).then(|| (name.to_owned(), values))
    })
}

fn factor(groups: &[SurveyGroup], names: [Option<&str>; 2]) -> Option<Factor> {
    column(groups, names).map(|(name, values)| Factor::new(name, values.iter().map(String::as_str)))
}

/// A number of a design; the questionnaire's own columns are texts as they were typed.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok()
}

fn numbers(groups: &[SurveyGroup], names: [Option<&str>; 2]) -> Option<(String, Vec<f64>)> {
    let (name, values) = column(groups, names)?;
    Some((name, values.iter().map(|value| number(value)).collect::<Option<_>>()?))
}

impl Places {
    /// The places of groups in the sample that the form's sheet `design` declares, or else by the columns `stratum`, `psu`, `fpc` and `weight`.
    ///
    /// A later stage whose units groups do not tell ends the design: the stage before it counts as drawn with replacement, so that its variance holds that of the stages
    /// below. Where groups tell no units at all, respondents were drawn, each from its stratum.
    ///
    /// # Errors
    /// A design that cannot be, as weights below zero.
    pub(crate) fn new(form: &Form, groups: &[SurveyGroup]) -> Result<Places, EstimateError> {
        let declared = form.design();
        let none = [chiso_questionnaire::Stage::default()];
        let mut stages: Vec<Stage> = Vec::new();
        let mut columns = DesignColumns::default();
        for (depth, stage) in if declared.stages.is_empty() { &none[..] } else { &declared.stages }.iter().enumerate() {
            let own = |name: &'static str| (depth == 0).then_some(name);
            let strata = factor(groups, [stage.stratum.as_deref(), own("stratum")]);
            let clusters = factor(groups, [stage.cluster.as_deref(), own("psu")]);
            let (of_population, population) = numbers(groups, [stage.population.as_deref(), own("fpc")]).unzip();
            let ends = clusters.is_none();
            if ends && depth > 0 {
                if let (Some(before), Some(named)) = (stages.last_mut(), columns.stages.last_mut()) {
                    (before.population, named.population) = (None, None);
                }
                break;
            }
            columns.stages.push(chiso_questionnaire::Stage {
                stratum: strata.as_ref().map(|strata| strata.name.clone()),
                cluster: clusters.as_ref().map(|clusters| clusters.name.clone()),
                population: of_population,
            });
            stages.push(Stage { strata, clusters, population });
            if ends {
                break;
            }
        }
        let (weight, weights) = numbers(groups, [declared.weight.as_deref(), Some("weight")]).unzip();
        let weights = weights.unwrap_or_else(|| vec![1.0; groups.len()]);
        columns.weight = weight;
        let lonely = match declared.lonely {
            Some(LonelyUnit::Fail) => Lonely::Fail,
            Some(LonelyUnit::Certainty) => Lonely::Certainty,
            Some(LonelyUnit::Remove) => Lonely::Remove,
            Some(LonelyUnit::Average) => Lonely::Average,
            Some(LonelyUnit::Adjust) | None => Lonely::Adjust,
        };
        let rules = Rules { lonely, nested: true, ..Rules::default() };
        let design = if groups.is_empty() {
            Design::new(Some(vec![1.0]), &[], rules)?
        } else {
            Design::new(Some(weights.clone()), &stages, rules)?
        };
        let named = |name: &str| {
            let text =
                |group: &SurveyGroup| group.design.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let texts: Vec<String> = groups.iter().map(text).collect();
            Factor::new(name, texts.iter().map(String::as_str))
        };
        Ok(Places {
            ids: groups.iter().map(|group| group.id.clone()).collect(),
            weights,
            units: named(RATED),
            interviewers: named(INTERVIEWER),
            margins: declared
                .margins
                .iter()
                .map(|name| (name.clone(), groups.iter().map(|group| text(group.design.get(name)?)).collect()))
                .collect(),
            columns,
            stages,
            rules,
            design,
            level: f64::from(declared.confidence_percent.unwrap_or(95)) / 100.0,
            numbers: groups.iter().map(|group| group.id.clone()).zip(0..).collect(),
        })
    }

    /// For each rated unit those interviewers who work in no other.
    pub(crate) fn own_interviewers(&self) -> Vec<Vec<usize>> {
        let mut units: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); self.interviewers.levels.len()];
        for (interviewer, unit) in self.interviewers.codes.iter().zip(&self.units.codes) {
            if let Some(units) = units.get_mut(*interviewer as usize) {
                units.insert(*unit);
            }
        }
        let mut own = vec![Vec::new(); self.units.levels.len()];
        for (interviewer, units) in units.iter().enumerate().filter(|(_, units)| units.len() == 1) {
            if let Some(own) = units.first().and_then(|unit| own.get_mut(*unit as usize)) {
                own.push(interviewer);
            }
        }
        own
    }

    /// The number of a group.
    pub(crate) fn number(&self, group: &str) -> Option<u32> {
        self.numbers.get(group).copied()
    }

    /// The stages of the sample, as far as groups tell them.
    pub(crate) fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// What becomes of a stratum with a single unit.
    pub(crate) fn lonely(&self) -> Lonely {
        self.rules.lonely
    }

    /// How leaves were drawn, over all groups, whether anybody of them answered or not.
    pub(crate) fn frame(&self) -> &Frame {
        self.design.frame()
    }

    /// The leaf of a group.
    pub(crate) fn leaf(&self, group: u32) -> u32 {
        self.design.leaves()[group as usize]
    }

    /// The design of ballots, by the number of the group of each.
    ///
    /// # Errors
    /// As [`Places::new`].
    pub(crate) fn design_of(&self, ballots: &[u32]) -> Result<Design, EstimateError> {
        let pick = |factor: &Factor| Factor {
            name: factor.name.clone(),
            codes: ballots.iter().map(|group| factor.codes[*group as usize]).collect(),
            levels: factor.levels.clone(),
        };
        let stage = |stage: &Stage| Stage {
            strata: stage.strata.as_ref().map(pick),
            clusters: stage.clusters.as_ref().map(pick),
            population: stage.population.as_ref().map(|all| ballots.iter().map(|group| all[*group as usize]).collect()),
        };
        let stages: Vec<Stage> = self.stages.iter().map(stage).collect();
        Design::new(Some(ballots.iter().map(|group| self.weights[*group as usize]).collect()), &stages, self.rules)
    }
}
