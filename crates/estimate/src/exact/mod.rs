//! Sums that lose nothing: added, taken away and merged in any order, read with one rounding.

mod column;
mod wide;

pub(crate) use column::Sums;
use wide::Wide;

/// The exponent of the unit of the small part: a term that is a multiple of 2⁻⁸⁰ and less than 2⁴⁶ goes there. Survey weights from 4·10⁻⁹ to 7·10¹³ do.
const UNIT: i32 = -80;
/// Terms below this (2⁴⁶) may go into the small part; a term of it takes at most 126 bits.
const SMALL: f64 = 70_368_744_177_664.0;

/// An exact sum of `f64`. Two sums of the same terms are equal whatever the order in which terms came, went and were merged; [`Exact::value`] rounds once, to nearest,
/// ties to even.
#[derive(Debug, Clone, Default)]
pub struct Exact {
    /// What fits into multiples of 2⁻⁸⁰.
    small: i128,
    /// The rest: terms too small or too large, and what overflowed.
    wide: Option<Box<Wide>>,
}

impl Exact {
    /// Nothing added yet.
    pub const ZERO: Exact = Exact { small: 0, wide: None };

    /// Adds a finite term. Terms that are not finite are a fault of the caller and change nothing.
    #[inline]
    pub fn add(&mut self, term: f64) {
        match fixed(term) {
            Some(fixed) => self.add_fixed(fixed),
            None => self.add_wide(term),
        }
    }

    /// Takes a term away that was added before (or will be: the order does not matter).
    #[inline]
    pub fn subtract(&mut self, term: f64) {
        self.add(-term);
    }

    /// Adds the exact product `a · b`: rounded product and its error, which are two numbers (unless it underflows: below 10⁻²⁹⁰ the error is lost).
    #[inline]
    pub fn add_product(&mut self, a: f64, b: f64) {
        let high = a * b;
        let low = a.mul_add(b, -high);
        self.add(high);
        if low != 0.0 {
            self.add(low);
        }
    }

    /// Adds the exact product `a · b · c`.
    pub fn add_product3(&mut self, a: f64, b: f64, c: f64) {
        let high = a * b;
        let low = a.mul_add(b, -high);
        self.add_product(high, c);
        if low != 0.0 {
            self.add_product(low, c);
        }
    }

    /// Adds the exact product of a sum and a number.
    pub fn add_scaled(&mut self, sum: &Exact, factor: f64) {
        if factor == 1.0 {
            self.merge(sum);
            return;
        }
        // Whole numbers, as points of a scale are: one multiplication.
        let whole = factor as i64;
        if sum.wide.is_none()
            && whole as f64 == factor
            && let Some(product) = sum.small.checked_mul(i128::from(whole))
        {
            self.add_fixed(product);
            return;
        }
        for part in sum.parts() {
            self.add_product(part, factor);
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Exact) {
        self.add_fixed(other.small);
        if let Some(wide) = &other.wide {
            self.wide.get_or_insert_default().merge(wide);
        }
    }

    /// Takes another sum away.
    pub fn unmerge(&mut self, other: &Exact) {
        match other.small.checked_neg() {
            Some(negative) => self.add_fixed(negative),
            None => self.spill(other.small, true),
        }
        if let Some(wide) = &other.wide {
            self.wide.get_or_insert_default().unmerge(wide);
        }
    }

    /// The sum, rounded once.
    pub fn value(&self) -> f64 {
        match &self.wide {
            None => from_fixed(self.small),
            Some(wide) => {
                let mut all = (**wide).clone();
                all.add_integer(self.small, UNIT);
                all.round()
            }
        }
    }

    /// True when the exact sum is zero.
    pub fn is_zero(&self) -> bool {
        match &self.wide {
            None => self.small == 0,
            Some(wide) => {
                let mut all = (**wide).clone();
                all.add_integer(self.small, UNIT);
                all.is_zero()
            }
        }
    }

    /// The sum as numbers that add up to it exactly, the greatest first: a form to keep it in (equal sums give equal parts).
    pub fn parts(&self) -> Vec<f64> {
        if self.wide.is_none() {
            let mut parts = Vec::new();
            let mut rest = self.small;
            while rest != 0 {
                let part = from_fixed(rest);
                parts.push(part);
                // A rounded part is a multiple of the unit below 2¹²⁷ or exactly 2¹²⁷, which only the extreme sums round to.
                match fixed_any(part).and_then(|taken| rest.checked_sub(taken)) {
                    Some(next) => rest = next,
                    None => return self.wide_parts(),
                }
            }
            return parts;
        }
        self.wide_parts()
    }

    /// The sum whose parts these are.
    pub fn from_parts(parts: &[f64]) -> Exact {
        let mut sum = Exact::ZERO;
        parts.iter().for_each(|part| sum.add(*part));
        sum
    }

    fn wide_parts(&self) -> Vec<f64> {
        let mut rest = self.wide.as_deref().cloned().unwrap_or_default();
        rest.add_integer(self.small, UNIT);
        let mut parts = Vec::new();
        loop {
            let part = rest.round();
            if part == 0.0 {
                return parts;
            }
            parts.push(part);
            rest.add(-part);
        }
    }

    #[inline]
    pub(crate) fn add_fixed(&mut self, fixed: i128) {
        match self.small.checked_add(fixed) {
            Some(sum) => self.small = sum,
            None => self.spill(fixed, false),
        }
    }

    #[cold]
    fn spill(&mut self, fixed: i128, negate: bool) {
        let mut part = Wide::default();
        part.add_integer(fixed, UNIT);
        let wide = self.wide.get_or_insert_default();
        if negate { wide.unmerge(&part) } else { wide.merge(&part) }
    }

    #[cold]
    fn add_wide(&mut self, term: f64) {
        if term.is_finite() {
            self.wide.get_or_insert_default().add(term);
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        if self.wide.is_none() && other.wide.is_none() {
            return self.small == other.small;
        }
        let mut difference = self.clone();
        difference.unmerge(other);
        difference.is_zero()
    }
}

/// A number in units of the small part, where it is one of its multiples and small enough.
#[inline]
pub(crate) fn fixed(term: f64) -> Option<i128> {
    (term.abs() < SMALL).then(|| fixed_any(term)).flatten()
}

#[inline]
fn fixed_any(term: f64) -> Option<i128> {
    let bits = term.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    if field == 0 {
        return (term == 0.0).then_some(0);
    }
    let mantissa = i128::from((bits & ((1 << 52) - 1)) | (1 << 52));
    let shift = field - 1075 - UNIT;
    let size = if shift >= 0 {
        if shift > 73 {
            return None;
        }
        mantissa << shift
    } else {
        if shift < -52 || mantissa & ((1 << -shift) - 1) != 0 {
            return None;
        }
        mantissa >> -shift
    };
    Some(if term < 0.0 { -size } else { size })
}

#[inline]
fn from_fixed(small: i128) -> f64 {
    // The conversion rounds to nearest, ties to even; the scaling is exact.
    small as f64 * f64::from_bits(((1023 + UNIT) as u64) << 52)
}

#[cfg(test)]
mod tests;
