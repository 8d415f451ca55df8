//! The variance among respondents who were drawn one by one, from sums of squared weights.

use super::moments::Reading;
use super::{Key, Tally};
use crate::design::Group;
use crate::exact::Exact;

/// An estimate's linearised variable: z = (y − middle) / scale in the domain, 0 elsewhere, less what calibration explains in the cell.
pub(super) struct Within<'a> {
    pub(super) middle: f64,
    pub(super) scale: f64,
    pub(super) explained: Option<&'a [f64]>,
    pub(super) domain: u32,
    pub(super) item: usize,
    pub(super) reading: &'a Reading,
}

impl Within<'_> {
    /// Σ (t − mean t)² over the respondents of a leaf, t = w z. Everything is multiplied by `scale` and added up exactly, so that equal t give zero and not a rounding.
    pub(super) fn squares(
        &self,
        tally: &Tally,
        groups: &[(Key, usize)],
        ratio: impl Fn(u32) -> f64,
        of: &Group,
    ) -> f64 {
        let (mut sum, mut squares) = (Exact::ZERO, Exact::ZERO);
        for (key, group) in groups {
            let ratio = ratio(key.cell);
            let explained = self.explained.map_or(0.0, |explained| explained[key.cell as usize] * self.scale);
            let (mut first, mut second) = (Exact::ZERO, Exact::ZERO);
            let (mut others, mut others_squared) = (tally.weight.get(*group), tally.weight_squared.get(*group));
            if key.domain == self.domain {
                // w (y − m), with m the middle and what is explained.
                let middle = self.middle + explained;
                let moments = tally.moments(self.item, self.reading, *group);
                let powers = tally.squares(self.item, self.reading, *group);
                first.merge(&moments.above);
                first.add_scaled(&moments.weight, -middle);
                second.merge(&powers.above_squared);
                second.add_scaled(&powers.above, -2.0 * middle);
                second.merge(&times(&times(&powers.weight, middle), middle));
                others.unmerge(&moments.weight);
                others_squared.unmerge(&powers.weight);
            }
            // Those who did not answer, or are of another domain: −w · explained.
            first.add_scaled(&others, -explained);
            second.merge(&times(&times(&others_squared, explained), explained));
            sum.add_scaled(&first, ratio);
            squares.merge(&times(&times(&second, ratio), ratio));
        }
        let mut result = times(&squares, of.respondents);
        if of.centred {
            for part in sum.parts() {
                result.add_scaled(&sum, -part);
            }
        }
        (result.value() / of.respondents / (self.scale * self.scale)).max(0.0)
    }
}

fn times(sum: &Exact, factor: f64) -> Exact {
    let mut product = Exact::ZERO;
    product.add_scaled(sum, factor);
    product
}
