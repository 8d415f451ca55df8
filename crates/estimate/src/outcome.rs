//! Estimates, and what is said with them.

use crate::error::EstimateError;
use crate::estimand::Estimand;
use crate::interval::{Interval, ShareFacts};

/// An estimate with its error. What does not exist (a mean of nobody, a design effect of a quantile) is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Which estimand, by its place in the list.
    pub estimand: usize,
    /// Which domain, by the code of its level; 0 where there are no domains.
    pub domain: u32,
    /// The estimate.
    pub value: Option<f64>,
    /// Its standard error; none where all respondents are of one cluster, whose difference from others cannot be seen.
    pub standard_error: Option<f64>,
    /// The ends of the interval.
    pub interval: Option<(f64, f64)>,
    /// Degrees of freedom of the interval.
    pub df: f64,
    /// Variance by that of a simple random sample without replacement of as many respondents.
    pub design_effect: Option<f64>,
    /// The same, with replacement (R: `deff = "replace"`).
    pub design_effect_with_replacement: Option<f64>,
    /// Respondents with an answer and a weight above zero.
    pub respondents: u64,
    /// Respondents of a simple random sample, with replacement, that would tell as much.
    pub effective_respondents: Option<f64>,
}

/// Which degrees of freedom the interval of a domain has.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum DegreesOfFreedom {
    /// Those of the whole design, as `svyby` of R `survey`.
    #[default]
    Design,
    /// Those of the units and strata in which the domain was met, as `subset` there: cautious.
    Domain,
    /// As declared.
    Declared(f64),
}

/// What an engine found for an estimand in a domain, before it is dressed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) value: Option<f64>,
    pub(crate) variance: Option<f64>,
    /// Population variance of what is averaged: for design effects.
    pub(crate) spread: Option<f64>,
    pub(crate) weight: f64,
    pub(crate) respondents: u64,
    pub(crate) df: f64,
    /// Where the interval is not made from the variance: quantiles.
    pub(crate) interval: Option<(f64, f64)>,
    /// First step of logistic regression, see `Method::LikelihoodAsR`.
    pub(crate) first_step: Option<f64>,
}

/// Below this share of the variance of a simple random sample a variance is rounding.
const KNOWN: f64 = 1e-20;

/// What is the same for all estimates of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dressing {
    pub(crate) interval: Interval,
    pub(crate) df: DegreesOfFreedom,
    pub(crate) design_df: f64,
    pub(crate) all_respondents: f64,
    /// Standard errors to each side, for the degrees of freedom that most estimates have.
    usual: Option<f64>,
}

impl Dressing {
    pub(crate) fn new(interval: Interval, df: DegreesOfFreedom, design_df: f64, all_respondents: f64) -> Dressing {
        let dressing = Dressing { interval, df, design_df, all_respondents, usual: None };
        let usual = dressing.df_of(design_df);
        Dressing { usual: (usual > 0.0).then(|| interval.standard_errors(usual)), ..dressing }
    }

    fn standard_errors(&self, df: f64) -> Option<f64> {
        if df == self.df_of(self.design_df) {
            self.usual
        } else {
            (df > 0.0).then(|| self.interval.standard_errors(df))
        }
    }

    pub(crate) fn df_of(&self, domain: f64) -> f64 {
        match self.df {
            DegreesOfFreedom::Design => self.design_df,
            DegreesOfFreedom::Domain => domain,
            DegreesOfFreedom::Declared(df) => df,
        }
    }

    pub(crate) fn check(&self, estimands: &[Estimand]) -> Result<(), EstimateError> {
        let method = self.interval.method();
        if method.is_for_shares() && !estimands.iter().any(Estimand::is_share) {
            return Err(EstimateError::IntervalNeedsShare(method.name()));
        }
        if self.usual.is_none() && self.df != DegreesOfFreedom::Domain {
            return Err(EstimateError::NoDegreesOfFreedom);
        }
        Ok(())
    }

    pub(crate) fn dress(&self, index: usize, estimand: &Estimand, domain: u32, found: &Found) -> Estimate {
        let n = found.respondents as f64;
        let df = self.df_of(found.df);
        let level = self.interval.level();
        let multiplier = self.standard_errors(df);
        // The variance of the estimate, were the sample a simple random one.
        let unit = match estimand {
            Estimand::Mean(_) | Estimand::Share { .. } => Some(1.0),
            Estimand::Total(_) | Estimand::Count { .. } => Some(found.weight * found.weight),
            _ => None,
        };
        let simple = found.spread.zip(unit).map(|(spread, unit)| spread * unit / n);
        // What was calibrated to is known: its variance is rounding, sometimes below zero.
        let rounding = simple.map_or(0.0, |simple| KNOWN * simple);
        let variance = found.variance.filter(|variance| variance.is_finite());
        let variance = variance.map(|variance| if variance <= rounding { 0.0 } else { variance });
        let symmetric = |value: f64| {
            let margin = multiplier? * variance?.sqrt();
            Some((value - margin, value + margin))
        };
        let interval = match (found.interval, found.value) {
            (Some(interval), _) => Some(interval),
            (None, Some(value)) if estimand.is_share() => {
                variance.zip(multiplier).and_then(|(variance, multiplier)| {
                    self.interval.of_share(&ShareFacts {
                        share: value,
                        variance,
                        respondents: n,
                        all_respondents: self.all_respondents,
                        first_step: found.first_step,
                        design_df: self.design_df,
                        multiplier,
                        level,
                    })
                })
            }
            (None, Some(value)) => symmetric(value),
            (None, None) => None,
        };
        let with_replacement =
            variance.zip(simple).map(|(variance, simple)| variance / simple).filter(|effect| effect.is_finite());
        let left = (found.weight - n) / found.weight;
        Estimate {
            estimand: index,
            domain,
            value: found.value,
            standard_error: variance.map(f64::sqrt),
            interval,
            df,
            design_effect: with_replacement
                .map(|effect| effect / left)
                .filter(|effect| left >= 0.0 && effect.is_finite()),
            design_effect_with_replacement: with_replacement,
            respondents: found.respondents,
            effective_respondents: with_replacement.map(|effect| n / effect).filter(|n| n.is_finite()),
        }
    }
}
