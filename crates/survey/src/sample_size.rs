//! How many must be asked.

/// What a survey is to be able to say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Standard deviation of one answer: for a share p the root of p(1-p), at worst 0.5; for a mean on a scale of 1 to 5 about 1.
    pub deviation: f64,
    /// Half the width of the interval, in the unit of the answer.
    pub margin: f64,
    /// The multiplier of the interval: 1.96 for 95 %.
    pub multiplier: f64,
    /// Design effect: how many times larger the variance is than that of a simple random sample of the same size.
    pub design_effect: f64,
    /// People there are; none: so many that it does not matter.
    pub population: Option<u64>,
    /// Share of those asked who answer, above 0 and at most 1.
    pub response: f64,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleSize {
    /// Answers that are needed.
    pub answers: u64,
    /// People to ask, so that so many answer.
    pub asked: u64,
}

/// How many must be asked to reach an aim: n = n0 / (1 + n0 / N) with n0 = deff (z s / e)^2 (Cochran 1977, 4.4 and 4.6; Kish 1965, 8.2), rounded up. `None` where
/// the aim is none: a number that is not finite or not above 0, a share of answers above 1.
///
/// A design effect is spread over the population as well: a sample that is the whole population has no error whatever its design.
pub fn sample_size(aim: &Aim) -> Option<SampleSize> {
    let above = |value: f64| value.is_finite() && value > 0.0;
    let right = [aim.deviation, aim.margin, aim.multiplier, aim.design_effect, aim.response].into_iter().all(above)
        && aim.response <= 1.0;
    if !right || aim.population == Some(0) {
        return None;
    }
    let endless = aim.design_effect * (aim.multiplier * aim.deviation / aim.margin).powi(2);
    let answers = aim.population.map_or(endless, |there| endless / (1.0 + (endless - 1.0).max(0.0) / there as f64));
    let asked = answers / aim.response;
    Some(SampleSize { answers: up(answers)?, asked: up(asked)? })
}

/// Rounded up, but not for the last digits of a division.
fn up(value: f64) -> Option<u64> {
    let rounded = (value * (1.0 - 1e-12)).ceil().max(1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1 and below 2^53")]
    (rounded < 9e15).then_some(rounded as u64)
}
