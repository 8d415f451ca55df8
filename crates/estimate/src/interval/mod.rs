//! Intervals: methods, levels, and the check that a label is what the multiplier gives.

mod likelihood;
mod share;

pub use share::exact_share;
pub(crate) use share::expit;

use crate::distribution::{normal_cdf, normal_quantile, student_quantile};
use crate::error::EstimateError;

/// How an interval is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Estimate ± t · standard error, with the degrees of freedom of the design.
    #[default]
    T,
    /// Estimate ± z · standard error.
    Normal,
    /// For shares: symmetric on the scale of log p/(1−p) (R's `xlogit`, and `logit` but for rounding).
    Logit,
    /// For shares: Wilson's, with the effective sample size.
    Wilson,
    /// For shares: Clopper and Pearson's with the effective sample size (Korn and Graubard 1998).
    Beta,
    /// For shares: symmetric on the scale of arcsin √p.
    Arcsine,
    /// For shares: where the deviance, scaled by the design effect, reaches its quantile (Rao and Scott 1984).
    Likelihood,
    /// `Likelihood` as R `survey` 4.1 prints it: profiled at up to 18 points, joined by a spline. For comparisons; `Likelihood` is what it approaches.
    LikelihoodAsR,
}

impl Method {
    /// As it is written in a design file.
    pub fn name(self) -> &'static str {
        match self {
            Method::T => "t",
            Method::Normal => "normal",
            Method::Logit => "logit",
            Method::Wilson => "wilson",
            Method::Beta => "beta",
            Method::Arcsine => "arcsine",
            Method::Likelihood => "likelihood",
            Method::LikelihoodAsR => "likelihood-as-r",
        }
    }

    /// Every method.
    pub const ALL: [Method; 8] = [
        Method::T,
        Method::Normal,
        Method::Logit,
        Method::Wilson,
        Method::Beta,
        Method::Arcsine,
        Method::Likelihood,
        Method::LikelihoodAsR,
    ];

    /// True for methods that only shares have.
    pub fn is_for_shares(self) -> bool {
        !matches!(self, Method::T | Method::Normal)
    }
}

/// A kind of interval and its level, checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    method: Method,
    level: f64,
    multiplier: Option<f64>,
}

impl Default for Interval {
    fn default() -> Interval {
        Interval { method: Method::T, level: 0.95, multiplier: None }
    }
}

/// How far a declared multiplier may be from its label: 1.96 and 2 pass as 95 %.
const LABEL_TOLERANCE: f64 = 0.005;

impl Interval {
    /// An interval of a level such as 0.95.
    ///
    /// # Errors
    ///
    /// A level that is none.
    pub fn new(method: Method, level: f64) -> Result<Interval, EstimateError> {
        if level > 0.0 && level < 1.0 {
            Ok(Interval { method, level, multiplier: None })
        } else {
            Err(EstimateError::IntervalLevel(level))
        }
    }

    /// An interval of a fixed multiplier of the standard error, which is checked against the level by the normal distribution.
    ///
    /// # Errors
    ///
    /// A label that the multiplier does not deserve: “95 %” with 1.645 is a 90 % interval.
    pub fn with_multiplier(method: Method, level: f64, multiplier: f64) -> Result<Interval, EstimateError> {
        let checked = Interval::new(method, level)?;
        let gives = 2.0 * normal_cdf(multiplier) - 1.0;
        if !multiplier.is_finite() || multiplier <= 0.0 || (gives - level).abs() > LABEL_TOLERANCE {
            let needs = normal_quantile(0.5 + level / 2.0);
            return Err(EstimateError::IntervalLabel { level, multiplier, gives, needs });
        }
        Ok(Interval { multiplier: Some(multiplier), ..checked })
    }

    /// The method.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The level, a share of one.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// Standard errors to each side: the declared multiplier, else the quantile of t (or of the normal distribution).
    pub fn standard_errors(&self, df: f64) -> f64 {
        let upper = 0.5 + self.level / 2.0;
        match (self.multiplier, self.method) {
            (Some(multiplier), _) => multiplier,
            (None, Method::Normal) => normal_quantile(upper),
            (None, _) => student_quantile(upper, df),
        }
    }
}

/// What an interval of a share is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShareFacts {
    pub(crate) share: f64,
    pub(crate) variance: f64,
    /// Respondents of the domain.
    pub(crate) respondents: f64,
    /// Respondents of the whole design, domain or not.
    pub(crate) all_respondents: f64,
    /// The share that iterated weighted least squares starts from, where it was asked for.
    pub(crate) first_step: Option<f64>,
    /// Degrees of freedom of the whole design.
    pub(crate) design_df: f64,
    pub(crate) multiplier: f64,
    pub(crate) level: f64,
}

impl Interval {
    /// The ends of the interval of a share. At 0 and 1, where no variance is seen, the effective size is the number of respondents.
    pub(crate) fn of_share(&self, facts: &ShareFacts) -> Option<(f64, f64)> {
        match self.method {
            Method::T | Method::Normal => {
                let margin = facts.multiplier * facts.variance.sqrt();
                Some((facts.share - margin, facts.share + margin))
            }
            Method::Logit => share::logit(facts),
            Method::Wilson => share::wilson(facts),
            Method::Beta => share::beta(facts),
            Method::Arcsine => Some(share::arcsine(facts)),
            Method::Likelihood => likelihood::interval(facts),
            Method::LikelihoodAsR => likelihood::as_r(facts),
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_model::Lang;

    use super::*;

    #[test]
    fn exact_intervals_of_shares_are_those_of_r() {
        // R: binom.test(7, 20)$conf.int prints 0.1539092 0.5921885; all digits by mpmath with 40.
        for (of, all, level, low, high) in [
            (7, 20, 0.95, 0.153_909_204_784_541_16, 0.592_188_534_532_828),
            (3, 10, 0.90, 0.087_264_433_914_150_68, 0.606_624_216_105_413_4),
            (0, 12, 0.95, 0.0, 0.264_648_469_397_051_2),
            (12, 12, 0.95, 0.735_351_530_602_948_8, 1.0),
        ] {
            let ends = exact_share(of, all, level).unwrap();
            assert!((ends.0 - low).abs() < 1e-13 && (ends.1 - high).abs() < 1e-13, "{of} of {all}: {ends:?}");
        }
        assert_eq!((exact_share(0, 0, 0.95), exact_share(3, 2, 0.95)), (None, None));
    }

    #[test]
    fn a_label_that_the_multiplier_does_not_deserve_is_refused() {
        let refused = Interval::with_multiplier(Method::Normal, 0.95, 1.645).unwrap_err();
        assert_eq!(
            refused.message(Lang::En),
            "the interval is labelled 95 %, but the multiplier 1.645 makes it a 90 % interval. Label it 90 %, or use the multiplier 1.96."
        );
        assert_eq!(
            refused.message(Lang::Vi),
            "Khoảng tin cậy ghi 95 % nhưng hệ số 1,645 chỉ ứng với khoảng 90 %. Hãy ghi đúng 90 %, hoặc dùng hệ số 1,96."
        );
        assert!(Interval::with_multiplier(Method::Normal, 0.90, 1.645).is_ok());
        assert!(Interval::with_multiplier(Method::Normal, 0.95, 1.96).is_ok());
        assert!(Interval::with_multiplier(Method::Normal, 0.95, f64::NAN).is_err());
        assert!(Interval::new(Method::T, 95.0).is_err());
    }
}
