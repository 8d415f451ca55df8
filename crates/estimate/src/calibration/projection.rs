//! What calibration explains of a variable, row by row.

use super::Raked;
use crate::exact::Exact;

/// The regression of a variable on what was calibrated to.
#[derive(Debug, Clone)]
pub(crate) enum Projection {
    /// On margins, by cells.
    Cells {
        /// The cell of each row.
        of_row: Vec<u32>,
        /// The design weight of each row.
        raked: Raked,
    },
    /// On numeric auxiliaries, weighted by design weights.
    Numbers {
        /// Orthonormal columns that span the auxiliaries times the root of the weights.
        basis: Vec<Vec<f64>>,
        /// Roots of design weights.
        root: Vec<f64>,
    },
}

impl Projection {
    pub(super) fn cells(of_row: Vec<u32>, raked: Raked, rows: usize) -> Projection {
        debug_assert_eq!(of_row.len(), rows);
        Projection::Cells { of_row, raked }
    }

    /// Takes from a variable what is explained; `design_weights` are those before calibration.
    pub(crate) fn take_out(&self, z: &mut [f64], design_weights: &[f64]) {
        match self {
            Projection::Cells { of_row, raked } => {
                let mut sums = vec![Exact::ZERO; raked.ratio.len()];
                for ((cell, z), weight) in
                    of_row.iter().zip(z.iter()).zip(design_weights).filter(|((_, z), w)| **z != 0.0 && **w != 0.0)
                {
                    if raked.weighs_by_design() {
                        sums[*cell as usize].add_product(*weight, *z);
                    } else {
                        sums[*cell as usize].add(*z);
                    }
                }
                let sums: Vec<f64> = sums.iter().map(Exact::value).collect();
                let explained = raked.explained(&sums);
                for (cell, z) in of_row.iter().zip(z) {
                    *z -= explained[*cell as usize];
                }
            }
            Projection::Numbers { basis, root } => {
                let mut scaled: Vec<f64> = z.iter().zip(root).map(|(z, root)| z * root).collect();
                // Twice: what the first pass leaves by rounding, the second takes.
                for column in basis.iter().chain(basis) {
                    let share: f64 = column.iter().zip(&scaled).map(|(a, b)| a * b).sum();
                    scaled.iter_mut().zip(column).for_each(|(z, q)| *z -= share * q);
                }
                for ((z, scaled), root) in z.iter_mut().zip(scaled).zip(root) {
                    *z = if *root > 0.0 { scaled / root } else { 0.0 };
                }
            }
        }
    }
}
