//! The ramp of seven classes that maps and heat maps share.

use chiso_model::{Cell, Lang, decimal};

use crate::axis::{digits_of, round_step, tidy};

/// Number of classes of the ramp, `ramp-0` (low) to `ramp-6` (high).
pub const RAMP_CLASSES: u8 = 7;

/// Cuts that sort values into classes, lowest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ramp {
    /// Up to six rising cuts; a value on a cut belongs to the class above it.
    pub cuts: Vec<f64>,
}

/// One entry of a legend.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LegendClass {
    /// Class of the ramp, 0 to 6.
    pub class: u8,
    /// What it means: "88 đến dưới 90", "Tốt".
    pub label: String,
}

impl Ramp {
    /// Classes of equal width with round cuts that cover the values; no cuts where fewer than two differ.
    pub fn of(values: impl IntoIterator<Item = Cell>) -> Ramp {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter_map(Cell::value) {
            low = low.min(value);
            high = high.max(value);
        }
        if low >= high || !(high - low).is_finite() {
            return Ramp::default();
        }
        let classes = f64::from(RAMP_CLASSES);
        let mut step = round_step((high - low) / classes);
        let count = |step: f64| (high / step).floor() - (low / step).floor() + 1.0;
        while count(step) > classes {
            step = round_step(step * 1.01);
        }
        let first = (low / step).floor() + 1.0;
        let cuts = (0..RAMP_CLASSES - 1)
            .map(|i| tidy((first + f64::from(i)) * step, step))
            .take_while(|cut| *cut <= high)
            .collect();
        Ramp { cuts }
    }

    /// The class of a value. With fewer than six cuts the classes are spread over the whole ramp; without a cut every value is in the middle one.
    pub fn class(&self, value: Cell) -> Option<u8> {
        let value = value.value()?;
        let place = self.cuts().iter().filter(|cut| value >= **cut).count();
        Some(self.spread(place))
    }

    /// The legend of the classes, lowest first.
    pub fn legend(&self, lang: Lang) -> Vec<LegendClass> {
        let cuts = self.cuts();
        let digits = cuts.iter().map(|cut| digits_needed(*cut)).max().unwrap_or(0);
        let print = |cut: f64| decimal(cut, digits, lang);
        (0..=cuts.len())
            .filter(|_| !cuts.is_empty())
            .map(|place| {
                let label = match (place.checked_sub(1).map(|i| cuts[i]), cuts.get(place)) {
                    (None, Some(&above)) => format!("{} {}", lang.pick("dưới", "under"), print(above)),
                    (Some(from), Some(&above)) => {
                        format!("{} {} {}", print(from), lang.pick("đến dưới", "to under"), print(above))
                    }
                    (Some(from), None) => format!("{} {}", print(from), lang.pick("trở lên", "and over")),
                    (None, None) => String::new(),
                };
                LegendClass { class: self.spread(place), label }
            })
            .collect()
    }

    fn cuts(&self) -> &[f64] {
        &self.cuts[..self.cuts.len().min(usize::from(RAMP_CLASSES) - 1)]
    }

    fn spread(&self, place: usize) -> u8 {
        let top = f64::from(RAMP_CLASSES - 1);
        match self.cuts().len() {
            0 => RAMP_CLASSES / 2,
            // At most six cuts: the quotient is between 0 and 6.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            cuts => (place as f64 * top / cuts as f64).round() as u8,
        }
    }
}

/// Decimals that a cut needs.
fn digits_needed(cut: f64) -> u8 {
    (0..=6)
        .find(|digits| {
            let step = 10f64.powi(-i32::from(*digits));
            (tidy(cut, step) - cut).abs() < 1e-9 * cut.abs().max(1.0)
        })
        .unwrap_or_else(|| digits_of(1e-6))
}
