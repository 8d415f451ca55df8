//! The second factor: six digits from an app, new every 30 seconds (RFC 6238, SHA-1, which is what the apps can do).

use chiso_model::Lang;
use totp_rs::{Builder, Secret};

use crate::random::{NoRandom, random};

/// The secret shared with somebody's app.
#[derive(Clone)]
pub struct Totp(totp_rs::Totp);

/// What was kept is no secret of a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotpError;

impl TotpError {
    /// The message for people.
    pub const fn message(self, lang: Lang) -> &'static str {
        lang.pick(
            "Dữ liệu xác thực hai lớp bị hỏng. Hãy đề nghị quản trị hệ thống đặt lại.",
            "The stored second factor is damaged. Ask an administrator to reset it.",
        )
    }
}

impl std::fmt::Display for TotpError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for TotpError {}

impl Totp {
    /// A new secret of 160 bits.
    ///
    /// # Errors
    ///
    /// [`NoRandom`] if the operating system has no random numbers.
    pub fn generate() -> Result<Totp, NoRandom> {
        Ok(Totp(builder(Secret::from(random::<20>()?)).build_noncompliant()))
    }

    /// The secret that was kept.
    ///
    /// # Errors
    ///
    /// [`TotpError`] if it is not base32, or of fewer than 128 bits.
    pub fn from_secret(base32: &str) -> Result<Totp, TotpError> {
        let secret = Secret::try_from_base32(base32).map_err(|_| TotpError)?;
        builder(secret).build().map(Totp).map_err(|_| TotpError)
    }

    /// What is kept, and what somebody may type into the app: base32.
    pub fn secret(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The address for the QR code. A colon in either name becomes a space, because it stands between them.
    pub fn uri(&self, system: &str, account: &str) -> String {
        let plain = |name: &str| name.replace(':', " ");
        builder(self.0.secret().clone())
            .with_issuer(Some(plain(system)))
            .with_account_name(plain(account))
            .build_noncompliant()
            .to_url()
            .unwrap_or_default()
    }

    /// The step of 30 seconds that a code belongs to: the current one, the one before or the one after. `None` if the code is wrong or its step is not
    /// after `used`, the last step this person has used: keep the step that is returned, so that a code that was looked over is of no use.
    pub fn check(&self, code: &str, now: i64, used: Option<u64>) -> Option<u64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let step = self.0.check(&code, u64::try_from(now).ok()?)?;
        used.is_none_or(|used| step > used).then_some(step)
    }
}

fn builder(secret: Secret) -> Builder {
    Builder::new().with_secret(secret).with_digits(6).with_skew(1).with_step_duration(30)
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for Totp {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Totp(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: "12345678901234567890".
    fn of_the_rfc() -> Totp {
        Totp::from_secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap()
    }

    /// RFC 6238, appendix B, SHA-1; its eight digits end in the six of the apps.
    #[test]
    fn the_vectors_of_the_rfc() {
        let vectors = [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ];
        for (now, code) in vectors {
            assert_eq!(of_the_rfc().check(&code[2..], now, None), Some(now.unsigned_abs() / 30), "{now}");
        }
    }

    #[test]
    fn a_code_is_good_for_three_steps_and_once() {
        let totp = of_the_rfc();
        let step = 1_234_567_890 / 30;
        let cases = [
            ("005924", 1_234_567_890, None, Some(step)),
            (" 005 924 ", 1_234_567_890, None, Some(step)),
            ("005924", 1_234_567_890 - 30, None, Some(step)),
            ("005924", 1_234_567_890 + 30, None, Some(step)),
            ("005924", 1_234_567_890 + 60, None, None),
            ("005924", 1_234_567_890 - 60, None, None),
            ("005924", 1_234_567_890, Some(step - 1), Some(step)),
            ("005924", 1_234_567_890, Some(step), None),
            ("005924", 1_234_567_890, Some(step + 1), None),
            ("005925", 1_234_567_890, None, None),
            ("89005924", 1_234_567_890, None, None),
            ("", 1_234_567_890, None, None),
            ("００５９２４", 1_234_567_890, None, None),
            ("005924", -1, None, None),
        ];
        for (code, now, used, expected) in cases {
            assert_eq!(totp.check(code, now, used), expected, "{code:?} at {now}, used {used:?}");
        }
    }

    #[test]
    fn a_secret_is_kept_and_read_back() {
        let totp = Totp::generate().unwrap();
        assert_eq!(totp.secret().len(), 32);
        assert_eq!(Totp::from_secret(&totp.secret()).unwrap().secret(), totp.secret());
        for wrong in ["", "GEZDGNBV", "not base32!"] {
            assert!(Totp::from_secret(wrong).is_err(), "{wrong}");
        }
        assert_eq!(format!("{totp:?}"), "Totp(…)");
    }

    #[test]
    fn the_address_for_the_app() {
        let uri = of_the_rfc().uri("Chỉ số: thử", "van.a@example.vn");
        assert!(
            uri.starts_with("otpauth://totp/Ch%E1%BB%89%20s%E1%BB%91%20%20th%E1%BB%AD:van.a%40example.vn?"),
            "{uri}"
        );
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
    }
}
