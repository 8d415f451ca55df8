//! Labels as numbers.

/// A row without a label.
pub const NONE: u32 = u32::MAX;

/// A column of labels: strata, clusters, margins, domains.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Factor {
    /// The column, as messages call it.
    pub name: String,
    /// For each row the index of its label in `levels`, or [`NONE`].
    pub codes: Vec<u32>,
    /// The labels.
    pub levels: Vec<String>,
}

impl Factor {
    /// From texts; an empty text is no label. Labels are put in order: as numbers where all of them are, else bytewise, so that the order of rows does not matter.
    pub fn new<'a>(name: impl Into<String>, texts: impl Iterator<Item = &'a str> + Clone) -> Factor {
        let mut levels: Vec<&str> = texts.clone().filter(|text| !text.is_empty()).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut numbers: Vec<(f64, &str)> = Vec::new();
        if levels.iter().all(|level| level.parse().is_ok_and(|number: f64| !number.is_nan())) {
            numbers.extend(levels.iter().map(|level| (level.parse().unwrap_or_default(), *level)));
            numbers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
            levels = numbers.iter().map(|(_, level)| *level).collect();
        }
        let index: std::collections::BTreeMap<&str, u32> = levels.iter().copied().zip(0..).collect();
        let codes = texts.map(|text| index.get(text).copied().unwrap_or(NONE)).collect();
        Factor { name: name.into(), codes, levels: levels.into_iter().map(str::to_owned).collect() }
    }

    /// The label of a code.
    pub fn label(&self, code: u32) -> &str {
        self.levels.get(code as usize).map_or("", String::as_str)
    }

    /// Several columns crossed: a level for each combination that occurs, its label the labels joined by `,`; no label where one of them is missing.
    pub fn crossed(factors: &[Factor]) -> Factor {
        let Some((first, others)) = factors.split_first() else { return Factor::default() };
        let mut crossed = first.clone();
        for factor in others {
            let (codes, pairs) = pairs(&crossed.codes, &factor.codes);
            crossed.levels = pairs.iter().map(|(a, b)| format!("{},{}", crossed.label(*a), factor.label(*b))).collect();
            crossed.name = format!("{},{}", crossed.name, factor.name);
            crossed.codes = codes;
        }
        crossed
    }
}

/// Numbers the pairs of two columns of codes that occur, in the order of the first, then the second; [`NONE`] where either is.
pub(crate) fn pairs(first: &[u32], second: &[u32]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let most = |codes: &[u32]| codes.iter().filter(|code| **code != NONE).max().map_or(0, |code| *code as usize + 1);
    let (wide, deep) = (most(second), most(first));
    let both = |a: u32, b: u32| (a != NONE && b != NONE).then_some((a, b));
    if deep.saturating_mul(wide) <= 4 * first.len() + (1 << 20) {
        // A table of all pairs is small: one pass to mark, one to number.
        let mut table = vec![NONE; deep * wide];
        for (a, b) in first.iter().zip(second) {
            if let Some((a, b)) = both(*a, *b) {
                table[a as usize * wide + b as usize] = 0;
            }
        }
        let mut found = Vec::new();
        for (at, entry) in table.iter_mut().enumerate() {
            if *entry != NONE {
                *entry = found.len() as u32;
                found.push(((at / wide) as u32, (at % wide) as u32));
            }
        }
        let number = |(a, b): (&u32, &u32)| both(*a, *b).map_or(NONE, |(a, b)| table[a as usize * wide + b as usize]);
        return (first.iter().zip(second).map(number).collect(), found);
    }
    let mut found: Vec<(u32, u32)> = first.iter().zip(second).filter_map(|(a, b)| both(*a, *b)).collect();
    found.sort_unstable();
    found.dedup();
    let number = |(a, b): (&u32, &u32)| {
        both(*a, *b).and_then(|pair| found.binary_search(&pair).ok()).map_or(NONE, |at| at as u32)
    };
    (first.iter().zip(second).map(number).collect(), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_ordered_as_numbers_where_they_are() {
        let factor = Factor::new("a", ["10", "9", "", "10"].into_iter());
        assert_eq!((factor.levels, factor.codes), (vec!["9".to_owned(), "10".to_owned()], vec![1, 0, NONE, 1]));
        let factor = Factor::new("a", ["10", "9", "x"].into_iter());
        assert_eq!(factor.levels, ["10", "9", "x"]);
    }

    #[test]
    fn crossing_numbers_what_occurs() {
        let sex = Factor::new("sex", ["f", "m", "f", ""].into_iter());
        let age = Factor::new("age", ["2", "1", "1", "1"].into_iter());
        let both = Factor::crossed(&[sex, age]);
        assert_eq!(both.levels, ["f,1", "f,2", "m,1"]);
        assert_eq!(both.codes, [1, 2, 0, NONE]);
        // The way for many labels gives the same.
        let wide: Vec<u32> = vec![5_000_000, 0, 7];
        let (codes, found) = pairs(&wide, &[3_000_000, 1, 1]);
        assert_eq!((codes, found.len()), (vec![2, 0, 1], 3));
    }
}
