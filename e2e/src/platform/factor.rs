//! The phone that shows codes: RFC 6238 with the secret that the page shows in text.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret};

use crate::Result;

/// A code is shown for so many seconds.
const STEP: u64 = 30;

/// A phone to which a secret was given.
pub(crate) struct Factor {
    secret: String,
    /// The step whose code was used last: each is good once.
    used: u64,
}

impl Factor {
    /// A phone that is given the secret, as it is shown: in groups of four.
    pub(crate) fn new(shown: &str) -> Self {
        Self { secret: shown.split_whitespace().collect(), used: 0 }
    }

    /// A code that was not used before. The phone's clock may go before: the next code is good, too; the one after that is waited for.
    pub(crate) async fn code(&mut self) -> Result<String> {
        loop {
            let now = seconds()? / STEP;
            if self.used <= now {
                self.used = now.max(self.used + 1);
                return self.at(self.used);
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    fn at(&self, step: u64) -> Result<String> {
        let secret =
            Secret::try_from_base32(&self.secret).map_err(|error| format!("the secret {}: {error:?}", self.secret))?;
        let phone = Builder::new().with_secret(secret).with_digits(6).with_step_duration(STEP).build();
        Ok(phone.map_err(|error| format!("{error:?}"))?.generate(step * STEP).to_string())
    }
}

/// Seconds since 1970.
#[allow(clippy::disallowed_methods, reason = "a phone has a clock of its own")]
fn seconds() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B; its codes have eight digits, of which a phone shows the last six.
    #[test]
    fn codes_are_those_of_the_standard() {
        let factor = Factor::new("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(factor.at(second / STEP).as_deref(), Ok(code));
        }
    }
}
