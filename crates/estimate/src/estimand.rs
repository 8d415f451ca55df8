//! What is estimated, and of which columns.

/// An item: a column of answers.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// As messages and results call it.
    pub name: String,
    /// Its answers.
    pub answers: Answers<'a>,
}

/// The answers of an item. A respondent without answer (NaN) is left out of the item's estimates, as if in another domain.
#[derive(Debug, Clone, Copy)]
pub enum Answers<'a> {
    /// Codes with a table of their values: one byte a respondent.
    Codes {
        /// A code for each row, an index of `values`.
        codes: &'a [u8],
        /// The value of each code; NaN for no answer.
        values: &'a [f64],
    },
    /// Numbers, NaN for no answer.
    Numbers(&'a [f64]),
}

impl Answers<'_> {
    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Answers::Codes { codes, .. } => codes.len(),
            Answers::Numbers(numbers) => numbers.len(),
        }
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The answer of a row; NaN where there is none.
    #[inline]
    pub fn at(&self, row: usize) -> f64 {
        match self {
            Answers::Codes { codes, values } => values.get(codes[row] as usize).copied().unwrap_or(f64::NAN),
            Answers::Numbers(numbers) => numbers[row],
        }
    }
}

/// What is estimated. Items are indexes of the list they are given with.
#[derive(Debug, Clone, PartialEq)]
pub enum Estimand {
    /// The mean of an item.
    Mean(usize),
    /// Its total.
    Total(usize),
    /// The share of those who answered whose answer is one of these: one level, or the two at the top.
    Share {
        /// The item.
        item: usize,
        /// Answers that count.
        levels: Vec<f64>,
    },
    /// The number of people whose answer is one of these.
    Count {
        /// The item.
        item: usize,
        /// Answers that count.
        levels: Vec<f64>,
    },
    /// The total of one item by the total of another, among those who answered both.
    Ratio {
        /// Above the line.
        numerator: usize,
        /// Below the line.
        denominator: usize,
    },
    /// The variance in the population, with n−1.
    Variance(usize),
    /// The least answer that at least this share of people do not exceed (R: `qrule = "math"`); its interval by Woodruff (1952).
    Quantile {
        /// The item.
        item: usize,
        /// Between 0 and 1.
        probability: f64,
    },
}

impl Estimand {
    /// The item, or that above the line.
    pub fn item(&self) -> usize {
        match self {
            Estimand::Mean(item)
            | Estimand::Total(item)
            | Estimand::Variance(item)
            | Estimand::Share { item, .. }
            | Estimand::Count { item, .. }
            | Estimand::Quantile { item, .. } => *item,
            Estimand::Ratio { numerator, .. } => *numerator,
        }
    }

    /// The same of items that stand elsewhere.
    pub(crate) fn moved(&self, to: impl Fn(usize) -> usize) -> Estimand {
        let mut moved = self.clone();
        match &mut moved {
            Estimand::Mean(item)
            | Estimand::Total(item)
            | Estimand::Variance(item)
            | Estimand::Share { item, .. }
            | Estimand::Count { item, .. }
            | Estimand::Quantile { item, .. } => *item = to(*item),
            Estimand::Ratio { .. } => {}
        }
        moved
    }

    /// True for shares, which have intervals of their own.
    pub fn is_share(&self) -> bool {
        matches!(self, Estimand::Share { .. })
    }

    /// The value that is averaged or added up, for an answer.
    pub(crate) fn of(&self, answer: f64) -> f64 {
        match self {
            Estimand::Share { levels, .. } | Estimand::Count { levels, .. } if !answer.is_nan() => {
                f64::from(u8::from(levels.contains(&answer)))
            }
            _ => answer,
        }
    }
}
