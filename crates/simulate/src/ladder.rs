//! Numbers that earn more or less at a criterion, found by trying the rule itself: nothing here knows what a rule says.

use std::collections::BTreeMap;

use chiso_round::{Criterion, Mark, Numbers, Rules};

use crate::chance::Chance;

/// Numbers that are tried where a rule reads one.
const ALONE: [f64; 20] =
    [0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 40.0, 50.0, 60.0, 70.0, 75.0, 80.0, 85.0, 90.0, 95.0, 98.0, 100.0];
/// Numbers that are tried where it reads several.
const TOGETHER: [f64; 18] =
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 12.0, 15.0, 16.0, 17.0, 18.0, 19.0, 20.0, 40.0, 44.0, 46.0, 48.0, 50.0];
/// How many draws are tried where a rule reads several numbers.
const TRIES: usize = 64;
/// Shares so near to the wanted one count as hit.
const NEAR: f64 = 0.03;

/// What can be entered at a criterion, from the least to the most points.
#[derive(Debug, Clone)]
pub(crate) struct Ladder {
    /// The share of what can be earned, 0 to 1, and the numbers that earn it.
    steps: Vec<(f64, Numbers)>,
}

impl Ladder {
    fn of(rules: &Rules, criterion: &Criterion, chance: &mut Chance) -> Ladder {
        let (low, high) = criterion.range.unwrap_or((0.0, criterion.max));
        let share = |points: f64| if high > low { (points - low) / (high - low) } else { 1.0 };
        let numbers = |values: &[f64]| -> Numbers {
            criterion
                .inputs
                .iter()
                .zip(values)
                .map(|(input, value)| (input.name.clone(), Mark::number(*value)))
                .collect()
        };
        let tries: Vec<Numbers> = match criterion.inputs.len() {
            0 => Vec::new(),
            1 => ALONE.iter().map(|value| numbers(&[*value])).collect(),
            count => (0..TRIES)
                .map(|_| {
                    let drawn: Vec<f64> =
                        (0..count).map(|_| chance.one_of(&TOGETHER).copied().unwrap_or_default()).collect();
                    numbers(&drawn)
                })
                .collect(),
        };
        let earned = |numbers: Numbers| {
            let points = rules.propose(criterion, &numbers, &[]).ok()?.value()?;
            (low <= points && points <= high).then(|| (share(points), numbers))
        };
        let mut steps: Vec<(f64, Numbers)> = tries.into_iter().filter_map(earned).collect();
        steps.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        Ladder { steps }
    }

    /// Numbers that earn about a share of what can be earned, and the share that they earn; none where the rule takes nothing that was tried.
    pub(crate) fn pick(&self, wanted: f64, chance: &mut Chance) -> Option<(f64, &Numbers)> {
        let away = |step: &(f64, Numbers)| (step.0 - wanted).abs();
        let nearest = self.steps.iter().map(away).min_by(f64::total_cmp)?;
        let near: Vec<&(f64, Numbers)> = self.steps.iter().filter(|step| away(step) <= nearest + NEAR).collect();
        chance.one_of(&near).map(|(share, numbers)| (*share, numbers))
    }
}

/// The ladders of a rulebook, by criterion.
#[derive(Debug, Clone)]
pub(crate) struct Ladders(BTreeMap<String, Ladder>);

impl Ladders {
    pub(crate) fn of(rules: &Rules, chance: &Chance) -> Ladders {
        let one = |criterion: &Criterion| {
            (criterion.id.clone(), Ladder::of(rules, criterion, &mut chance.about(&["ladder", &criterion.id])))
        };
        Ladders(rules.criteria().iter().map(one).collect())
    }

    /// As [`Ladder::pick`], at a criterion.
    pub(crate) fn pick(&self, node: &str, wanted: f64, chance: &mut Chance) -> Option<(f64, &Numbers)> {
        self.0.get(node)?.pick(wanted, chance)
    }
}
