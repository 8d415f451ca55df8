//! Units that are ranked together: places are counted, and somebody leads, within a group only.

use std::collections::BTreeMap;

use chiso_engine::Outcome;
use chiso_round::Round;

/// Units that are ranked together.
#[derive(Debug, PartialEq)]
pub(super) struct Group<'a> {
    /// What it is called; none for units that are given no group.
    pub(super) name: Option<&'a str>,
    /// How many of them have a place.
    pub(super) count: usize,
    /// Who has the best place, by number in the outcome: several where it is shared.
    pub(super) leaders: Vec<usize>,
}

/// The groups of a result in which somebody has a place, by name.
pub(super) fn groups<'a>(round: &'a Round, outcome: &Outcome) -> Vec<Group<'a>> {
    let known = round.setup.groups();
    let of: Vec<Option<&str>> = outcome.units.iter().map(|unit| known.get(unit.as_str()).copied()).collect();
    together(&of, &outcome.root().ranks)
}

/// As [`groups`]: from the group and the place of every unit.
fn together<'a>(of: &[Option<&'a str>], places: &[Option<f64>]) -> Vec<Group<'a>> {
    let mut members: BTreeMap<Option<&str>, Vec<(usize, f64)>> = BTreeMap::new();
    for (unit, (name, place)) in of.iter().zip(places).enumerate() {
        if let Some(place) = place {
            members.entry(*name).or_default().push((unit, *place));
        }
    }
    let group = |(name, members): (Option<&'a str>, Vec<(usize, f64)>)| {
        // Where places are shared as their mean, the best is 1.5 or more.
        let best = members.iter().map(|(_, place)| *place).fold(f64::INFINITY, f64::min);
        let leaders = members.iter().filter(|(_, place)| *place <= best).map(|(unit, _)| *unit).collect();
        Group { name, count: members.len(), leaders }
    };
    members.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_is_counted_and_led_by_itself() {
        let (a, b) = (Some("A"), Some("B"));
        let group = |name, count, leaders: &[usize]| Group { name, count, leaders: leaders.to_vec() };
        for (of, places, wanted) in [
            (vec![None; 3], vec![Some(2.0), Some(1.0), None], vec![group(None, 2, &[1])]),
            (vec![a, b, a, b], vec![Some(2.0), Some(1.0), Some(1.0), None], vec![group(a, 2, &[2]), group(b, 1, &[1])]),
            (vec![None; 3], vec![Some(1.5), Some(3.0), Some(1.5)], vec![group(None, 3, &[0, 2])]),
            (vec![b, None], vec![Some(1.0), Some(1.0)], vec![group(None, 1, &[1]), group(b, 1, &[0])]),
            (vec![a; 2], vec![None, None], vec![]),
        ] {
            assert_eq!(together(&of, &places), wanted, "{of:?} {places:?}");
        }
    }
}
