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
        let count = |step: f64| (high / step).floor() - (low / step).floor() + 1.0;
        let least = round_step((high - low) / 20.0);
        // From fine to coarse: the first step that needs no more than the seven classes. 2.5 is a round step to a reader of points.
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0].map(|times| times * power_below(least));
        let step = steps.into_iter().find(|step| count(*step) <= f64::from(RAMP_CLASSES)).unwrap_or(high - low);
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
        let digits = cuts.iter().filter(|cut| **cut != 0.0).map(|cut| digits_of(*cut)).max().unwrap_or(0);
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

/// The power of ten not above a number.
fn power_below(number: f64) -> f64 {
    10f64.powf((number * (1.0 + 1e-9)).log10().floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_are_round_and_cover_the_values() {
        for (values, cuts) in [
            (&[80.1, 96.97][..], &[82.5, 85.0, 87.5, 90.0, 92.5, 95.0][..]),
            (&[0.0, 100.0], &[20.0, 40.0, 60.0, 80.0, 100.0]),
            (&[0.412, 0.967], &[0.5, 0.6, 0.7, 0.8, 0.9]),
            (&[5.0, 5.0], &[]),
            (&[], &[]),
        ] {
            assert_eq!(Ramp::of(values.iter().copied().map(Cell::number)).cuts, cuts, "{values:?}");
        }
    }

    #[test]
    fn few_classes_are_spread_over_the_ramp() {
        let classes = |cuts: &[f64], values: &[f64]| -> Vec<Option<u8>> {
            let ramp = Ramp { cuts: cuts.to_vec() };
            values.iter().map(|value| ramp.class(Cell::number(*value))).collect()
        };
        assert_eq!(classes(&[80.0, 90.0], &[79.9, 80.0, 89.9, 90.0]), [Some(0), Some(3), Some(3), Some(6)]);
        assert_eq!(classes(&[], &[1.0]), [Some(3)]);
        assert_eq!(Ramp::default().class(Cell::BLANK), None);
    }

    #[test]
    fn the_legend_says_what_a_class_holds() {
        let ramp = Ramp { cuts: vec![82.5, 85.0] };
        let labels = |lang| ramp.legend(lang).into_iter().map(|entry| entry.label).collect::<Vec<_>>();
        assert_eq!(labels(Lang::Vi), ["dưới 82,5", "82,5 đến dưới 85,0", "85,0 trở lên"]);
        assert_eq!(labels(Lang::En), ["under 82.5", "82.5 to under 85.0", "85.0 and over"]);
    }
}
