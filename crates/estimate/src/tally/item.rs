//! The sums of one item.

use super::Answer;
use crate::exact::Sums;

/// How an item is counted.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Weights by code; the value of each code, NaN for no answer. From them come means, shares, totals and variances.
    Codes(Vec<f64>),
    /// Sums of weights, of weighted values and of their squares.
    Numbers,
    /// Sums above and below the line of a ratio.
    Pairs,
}

impl PartialEq for Kind {
    /// A code without value is the same as another without value.
    fn eq(&self, other: &Kind) -> bool {
        match (self, other) {
            (Kind::Codes(a), Kind::Codes(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (a.is_nan() && b.is_nan()))
            }
            (Kind::Numbers, Kind::Numbers) | (Kind::Pairs, Kind::Pairs) => true,
            _ => false,
        }
    }
}

/// Sums of an item, group after group.
#[derive(Debug, Clone)]
pub(super) enum ItemSums {
    Codes(Codes),
    Numbers(Numbers),
}

/// By code: `codes` places a group.
#[derive(Debug, Clone)]
pub(super) struct Codes {
    pub(super) len: usize,
    answered: Vec<bool>,
    pub(super) count: Vec<u64>,
    pub(super) weight: Sums,
    /// Squared weights, where they are needed.
    pub(super) squares: Option<Sums>,
}

/// Sums of a number, or of a pair: places a group, by [`Place`].
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    squares: bool,
    pub(super) count: Vec<u64>,
    pub(super) sums: Sums,
}

/// What stands at the places of a group.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Weight,
    /// Σ w b; for a plain number Σ w again.
    Below,
    Above,
    AboveSquared,
    PlainAbove,
    PlainBelow,
    /// Σ w², Σ w² y, Σ w² y².
    Square,
    SquareAbove,
    SquareAboveSquared,
}

/// Places without and with squares.
const PLACES: [usize; 2] = [6, 9];

impl Numbers {
    pub(super) fn at(&self, group: usize, place: Place) -> usize {
        group * PLACES[usize::from(self.squares)] + place as usize
    }
}

impl ItemSums {
    pub(super) fn new(kind: &Kind, squares: bool) -> ItemSums {
        match kind {
            Kind::Codes(values) => ItemSums::Codes(Codes {
                len: values.len(),
                answered: values.iter().map(|value| !value.is_nan()).collect(),
                count: Vec::new(),
                weight: Sums::default(),
                squares: squares.then(Sums::default),
            }),
            Kind::Numbers | Kind::Pairs => {
                ItemSums::Numbers(Numbers { squares, count: Vec::new(), sums: Sums::default() })
            }
        }
    }

    /// Codes counted elsewhere.
    pub(super) fn of_codes(values: &[f64], count: Vec<u64>, weight: Sums, squares: Option<Sums>) -> ItemSums {
        let answered = values.iter().map(|value| !value.is_nan()).collect();
        ItemSums::Codes(Codes { len: values.len(), answered, count, weight, squares })
    }

    pub(super) fn grow(&mut self) {
        match self {
            ItemSums::Codes(codes) => {
                codes.count.resize(codes.count.len() + codes.len, 0);
                codes.weight.grow(codes.len);
                if let Some(squares) = &mut codes.squares {
                    squares.grow(codes.len);
                }
            }
            ItemSums::Numbers(numbers) => {
                numbers.count.push(0);
                numbers.sums.grow(PLACES[usize::from(numbers.squares)]);
            }
        }
    }

    pub(super) fn count(&mut self, group: usize, answer: Answer, weight: f64, back: bool) {
        let signed = if back { -weight } else { weight };
        let counted = u64::from(weight != 0.0);
        let step =
            |count: &mut u64| *count = if back { count.wrapping_sub(counted) } else { count.wrapping_add(counted) };
        match (self, answer) {
            (ItemSums::Codes(codes), Answer::Code(code)) => {
                let code = code as usize;
                if codes.answered.get(code).copied().unwrap_or(false) {
                    let at = group * codes.len + code;
                    step(&mut codes.count[at]);
                    codes.weight.add(at, signed);
                    if let Some(squares) = &mut codes.squares {
                        squares.add_product(at, signed, weight);
                    }
                }
            }
            (ItemSums::Numbers(numbers), Answer::Number(value)) if !value.is_nan() => {
                step(&mut numbers.count[group]);
                numbers.add(group, value, 1.0, weight, signed);
            }
            (ItemSums::Numbers(numbers), Answer::Pair(above, below)) if !above.is_nan() && !below.is_nan() => {
                step(&mut numbers.count[group]);
                numbers.add(group, above, below, weight, signed);
            }
            // No answer; that kinds fit was looked at before.
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, group: usize, other: &ItemSums, theirs: usize) {
        match (self, other) {
            (ItemSums::Codes(mine), ItemSums::Codes(other)) => {
                for code in 0..mine.len {
                    let (to, from) = (group * mine.len + code, theirs * other.len + code);
                    mine.count[to] = mine.count[to].wrapping_add(other.count[from]);
                    mine.weight.add_exact(to, &other.weight.get(from));
                    if let (Some(mine), Some(other)) = (&mut mine.squares, &other.squares) {
                        mine.add_exact(to, &other.get(from));
                    }
                }
            }
            (ItemSums::Numbers(mine), ItemSums::Numbers(other)) => {
                mine.count[group] = mine.count[group].wrapping_add(other.count[theirs]);
                let places = PLACES[usize::from(mine.squares)];
                for place in 0..places {
                    mine.sums.add_exact(group * places + place, &other.sums.get(theirs * places + place));
                }
            }
            // Layouts were compared before.
            _ => {}
        }
    }
}

impl Numbers {
    fn add(&mut self, group: usize, above: f64, below: f64, weight: f64, signed: f64) {
        use crate::exact::Exact;
        let sign = if signed.is_sign_negative() { -1.0 } else { 1.0 };
        let at = |place| self.at(group, place);
        let (w, b, a) = (at(Place::Weight), at(Place::Below), at(Place::Above));
        let (squared, plain_a, plain_b) = (at(Place::AboveSquared), at(Place::PlainAbove), at(Place::PlainBelow));
        let (q0, q1, q2) = (at(Place::Square), at(Place::SquareAbove), at(Place::SquareAboveSquared));
        self.sums.add(w, signed);
        self.sums.add_product(b, signed, below);
        self.sums.add_product(a, signed, above);
        let three = |x: f64, y: f64, z: f64| {
            let mut sum = Exact::ZERO;
            sum.add_product3(x, y, z);
            sum
        };
        self.sums.add_exact(squared, &three(signed, above, above));
        if weight != 0.0 {
            self.sums.add(plain_a, sign * above);
            self.sums.add(plain_b, sign * below);
        }
        if self.squares {
            self.sums.add_product(q0, signed, weight);
            self.sums.add_exact(q1, &three(signed, weight, above));
            let mut sum = Exact::ZERO;
            sum.add_scaled(&three(signed, weight, above), above);
            self.sums.add_exact(q2, &sum);
        }
    }
}
