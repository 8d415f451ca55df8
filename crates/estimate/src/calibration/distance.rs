//! How far new weights are from old ones: the function F with new = old · F(x'λ).

use crate::error::EstimateError;

/// A distance of calibration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// F(u) = 1 + u: the regression estimator. Weights may become negative.
    Linear,
    /// F(u) = exp u: positive weights.
    Raking,
    /// Weights that stay between two multiples of the old ones (Deville and Särndal 1992, case 6).
    Logit {
        /// Least ratio, below 1.
        lower: f64,
        /// Greatest ratio, above 1.
        upper: f64,
    },
}

impl Distance {
    pub(super) fn check(self) -> Result<(), EstimateError> {
        match self {
            Distance::Logit { lower, upper } if !((0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite()) => {
                Err(EstimateError::Bounds(lower, upper))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Distance::Logit { lower, upper } => Some((lower, upper)),
            _ => None,
        }
    }

    /// F(u) and F'(u).
    pub(super) fn ratio(self, u: f64) -> (f64, f64) {
        match self {
            Distance::Linear => (1.0 + u, 1.0),
            Distance::Raking => {
                let e = libm::exp(u);
                (e, e)
            }
            Distance::Logit { lower: l, upper: h } => {
                let a = (h - l) / ((1.0 - l) * (h - 1.0));
                // Beyond this the ratio is at its bound to the last bit.
                let e = libm::exp((a * u).clamp(-700.0, 700.0));
                let below = h - 1.0 + (1.0 - l) * e;
                let ratio = (l * (h - 1.0) + h * (1.0 - l) * e) / below;
                // The derivative is that of a logistic curve between the bounds.
                (ratio, a * (ratio - l) * (h - ratio) / (h - l))
            }
        }
    }
}
