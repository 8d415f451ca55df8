//! Places, bands and intervals.

use std::collections::BTreeMap;

use chiso_model::{Cell, reaches};
use chiso_rulebook::definition::{Band, Bands, Order, RankOn, Ranking, Ties};

use super::moments::quantile;

/// Places of the units that are ranked and have a value, each group for itself.
pub(super) fn ranks(
    ranking: &Ranking,
    values: &[Cell],
    rounded: &[Option<f64>],
    ranked: &[bool],
    groups: Option<&[Option<u32>]>,
) -> Vec<Option<f64>> {
    let compared: Vec<Option<f64>> = match ranking.on {
        RankOn::Rounded => rounded.to_vec(),
        RankOn::Unrounded => values.iter().map(|c| c.value()).collect(),
    };
    let mut entries: Vec<(Option<u32>, f64, usize)> = compared
        .iter()
        .enumerate()
        .filter(|(unit, _)| ranked[*unit])
        .filter_map(|(unit, value)| {
            let better_first = if ranking.order == Order::Highest { -(*value)? } else { (*value)? };
            Some((groups.and_then(|g| g[unit]), better_first, unit))
        })
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut places = vec![None; values.len()];
    for group in entries.chunk_by(|a, b| a.0 == b.0) {
        let mut before = 0.0;
        for (step, equal) in group.chunk_by(|a, b| a.1 == b.1).enumerate() {
            let count = equal.len() as f64;
            let place = match ranking.ties {
                Ties::Best => before + 1.0,
                Ties::Shared => before + f64::midpoint(1.0, count),
                Ties::Dense => step as f64 + 1.0,
            };
            for (_, _, unit) in equal {
                places[*unit] = Some(place);
            }
            before += count;
        }
    }
    places
}

/// Bands of the units that have a value. Quantiles are those of the ranked units, each group for itself.
pub(super) fn bands(
    bands: &Bands,
    values: &[Cell],
    rounded: &[Option<f64>],
    ranked: &[bool],
    groups: Option<&[Option<u32>]>,
) -> Vec<Option<String>> {
    let list = bands.bands();
    if let Bands::Cuts(_) = bands {
        let cuts: Vec<Option<f64>> = list.iter().map(|b| b.from.map(|f| f.0)).collect();
        return rounded.iter().map(|value| Some(reached(list, &cuts, (*value)?)?.id.to_string())).collect();
    }
    let group_of = |unit: usize| groups.and_then(|g| g[unit]);
    let mut members: BTreeMap<Option<u32>, Vec<f64>> = BTreeMap::new();
    for (unit, cell) in values.iter().enumerate().filter(|(unit, _)| ranked[*unit]) {
        members.entry(group_of(unit)).or_default().extend(cell.value());
    }
    let cuts: BTreeMap<Option<u32>, Vec<Option<f64>>> = members
        .into_iter()
        .map(|(group, mut sorted)| {
            sorted.sort_unstable_by(f64::total_cmp);
            (group, list.iter().map(|b| quantile(&sorted, b.from?.0)).collect())
        })
        .collect();
    let band = |(unit, cell): (usize, &Cell)| {
        let cuts = cuts.get(&group_of(unit)).filter(|_| ranked[unit])?;
        Some(reached(list, cuts, cell.value()?)?.id.to_string())
    };
    values.iter().enumerate().map(band).collect()
}

/// The band with the highest cut that the value reaches; the band without a cut is the lowest.
fn reached<'a>(bands: &'a [Band], cuts: &[Option<f64>], value: f64) -> Option<&'a Band> {
    let cut = |i: usize| cuts[i].unwrap_or(f64::NEG_INFINITY);
    (0..bands.len()).filter(|i| reaches(value, cut(*i))).max_by(|a, b| cut(*a).total_cmp(&cut(*b))).map(|i| &bands[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_place() {
        let values: Vec<Cell> = [3.0, 5.0, 5.0, 1.0].map(Cell::number).to_vec();
        let rounded: Vec<Option<f64>> = values.iter().map(|c| c.value()).collect();
        for (ties, order, wanted) in [
            (Ties::Best, Order::Highest, [3.0, 1.0, 1.0, 4.0]),
            (Ties::Shared, Order::Highest, [3.0, 1.5, 1.5, 4.0]),
            (Ties::Dense, Order::Highest, [2.0, 1.0, 1.0, 3.0]),
            (Ties::Best, Order::Lowest, [2.0, 3.0, 3.0, 1.0]),
        ] {
            let ranking = Ranking { ties, order, ..Ranking::default() };
            assert_eq!(ranks(&ranking, &values, &rounded, &[true; 4], None), wanted.map(Some), "{ties:?}");
        }
        let apart = [Some(0), Some(0), Some(1), None];
        let ranking = Ranking::default();
        assert_eq!(
            ranks(&ranking, &values, &rounded, &[true, true, true, false], Some(&apart)),
            [Some(2.0), Some(1.0), Some(1.0), None]
        );
    }

    #[test]
    fn quantiles_are_those_of_the_group() {
        let band = |id: &str, from: Option<f64>| Band {
            id: chiso_rulebook::definition::Id::new(id).unwrap(),
            title: chiso_model::Text::new(id, id),
            from: from.map(chiso_rulebook::definition::Share),
        };
        let halves = Bands::Quantiles(vec![band("low", None), band("high", Some(0.5))]);
        let values: Vec<Cell> = [1.0, 2.0, 3.0, 101.0, 102.0, 103.0].map(Cell::number).to_vec();
        let rounded: Vec<Option<f64>> = values.iter().map(|c| c.value()).collect();
        let apart = [Some(0), Some(0), Some(0), Some(1), Some(1), Some(1)];
        let names = |groups: Option<&[Option<u32>]>| -> Vec<String> {
            bands(&halves, &values, &rounded, &[true; 6], groups).into_iter().flatten().collect()
        };
        assert_eq!(names(Some(&apart)), ["low", "high", "high", "low", "high", "high"]);
        assert_eq!(names(None), ["low", "low", "low", "high", "high", "high"]);
    }
}
