//! A sum over the whole range of `f64`: digits of 32 bits in cells of 64, so that carries may wait.

/// Weight of the lowest digit: 2^-1152, below the smallest part of any product that is kept.
const LOWEST: i32 = -1152;
/// Digits: up to 2^1152, room for 2^128 of the greatest number.
const DIGITS: usize = 72;
/// Additions after which the cells are brought back into 32 bits, long before a cell overflows.
const PATIENCE: u32 = 1 << 28;

/// A sum of any finite numbers.
#[derive(Debug, Clone)]
pub(super) struct Wide {
    /// Signed digits, the lowest first; the value is Σ digit · 2^(32 i + LOWEST).
    digits: [i64; DIGITS],
    /// Additions since the last carry.
    pending: u32,
}

impl Default for Wide {
    fn default() -> Wide {
        Wide { digits: [0; DIGITS], pending: 0 }
    }
}

impl Wide {
    /// Adds a finite number.
    pub(super) fn add(&mut self, term: f64) {
        let bits = term.to_bits();
        let field = ((bits >> 52) & 0x7ff) as i32;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if field == 0 { (fraction, -1074) } else { (fraction | (1 << 52), field - 1075) };
        let signed = if term < 0.0 { -i128::from(mantissa) } else { i128::from(mantissa) };
        self.add_integer(signed, exponent);
    }

    /// Adds `integer · 2^exponent`.
    pub(super) fn add_integer(&mut self, integer: i128, exponent: i32) {
        let shift = (exponent - LOWEST).unsigned_abs();
        let (at, offset) = ((shift / 32) as usize, shift % 32);
        let mut size = integer.unsigned_abs();
        let negative = integer < 0;
        // The lowest digit takes what is left of its 32 bits, the others 32 each.
        let mut bits = 32 - offset;
        let mut place = offset;
        let mut i = at;
        while size != 0 {
            let digit = ((size & ((1u128 << bits) - 1)) as i64) << place;
            self.digits[i] += if negative { -digit } else { digit };
            size >>= bits;
            (bits, place) = (32, 0);
            i += 1;
        }
        self.waited(1);
    }

    pub(super) fn merge(&mut self, other: &Wide) {
        self.carry();
        let mut other = other.clone();
        other.carry();
        for (mine, theirs) in self.digits.iter_mut().zip(other.digits) {
            *mine += theirs;
        }
        self.waited(1);
    }

    pub(super) fn unmerge(&mut self, other: &Wide) {
        self.carry();
        let mut other = other.clone();
        other.carry();
        for (mine, theirs) in self.digits.iter_mut().zip(other.digits) {
            *mine -= theirs;
        }
        self.waited(1);
    }

    pub(super) fn is_zero(&self) -> bool {
        let mut carried = self.clone();
        carried.carry();
        carried.digits.iter().all(|digit| *digit == 0)
    }

    /// Rounded to nearest, ties to even.
    pub(super) fn round(&self) -> f64 {
        let mut size = self.clone();
        size.carry();
        let negative = size.digits[DIGITS - 1] < 0;
        if negative {
            size.digits.iter_mut().for_each(|digit| *digit = -*digit);
            size.carry();
        }
        let Some(top) = size.digits.iter().rposition(|digit| *digit != 0) else { return 0.0 };
        // The highest 128 bits hold every bit of the result and the one that decides; of the rest only whether there is any matters.
        let mut head = 0u128;
        for i in (0..4).map(|k| top.checked_sub(k)) {
            head = (head << 32) | i.map_or(0, |i| u128::from(size.digits[i].unsigned_abs()));
        }
        let rest = top.checked_sub(4).is_some_and(|below| size.digits[..=below].iter().any(|digit| *digit != 0));
        let mut exponent = (top as i32 - 3) * 32 + LOWEST;
        let lead = head.leading_zeros();
        head <<= lead;
        exponent -= lead as i32;
        // 128 significant bits now; how many of them the number can hold: 53, fewer where it is subnormal.
        let room = (exponent + 128 + 1074).clamp(0, 53);
        let drop = (128 - room) as u32;
        let (kept, below, half) = if drop == 128 {
            (0, head, 1u128 << 127)
        } else {
            (head >> drop, head & ((1 << drop) - 1), 1u128 << (drop - 1))
        };
        let up = below > half || (below == half && (rest || kept & 1 == 1));
        let mantissa = (kept + u128::from(up)) as f64;
        let value = scaled(mantissa, exponent + drop as i32);
        if negative { -value } else { value }
    }

    fn waited(&mut self, additions: u32) {
        self.pending += additions;
        if self.pending >= PATIENCE {
            self.carry();
        }
    }

    /// Brings every digit but the highest into 0 .. 2^32: the one form of a value.
    fn carry(&mut self) {
        let mut carry = 0i64;
        for digit in &mut self.digits[..DIGITS - 1] {
            let sum = *digit + carry;
            *digit = sum & 0xffff_ffff;
            carry = sum >> 32;
        }
        self.digits[DIGITS - 1] += carry;
        self.pending = 0;
    }
}

/// `mantissa · 2^exponent`, where the result is exact.
fn scaled(mantissa: f64, exponent: i32) -> f64 {
    let power = |e: i32| f64::from_bits(((1023 + e) as u64) << 52);
    let mut value = mantissa;
    let mut left = exponent;
    while left > 1000 {
        value *= power(1000);
        left -= 1000;
    }
    while left < -1000 {
        // 53 bits stay whole on the way down: the mantissa is at least 1, and 2^-1000 is far above the subnormal numbers.
        value *= power(-1000);
        left += 1000;
    }
    value * power(left)
}
