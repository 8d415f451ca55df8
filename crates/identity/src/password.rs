//! Passwords: argon2id, kept as a PHC string that names its own cost.

use std::sync::OnceLock;

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use chiso_model::Lang;
use unicode_normalization::UnicodeNormalization;

use crate::password_rules::{WeakPassword, weakness};
use crate::random::random;

/// OWASP Password Storage Cheat Sheet (2024), argon2id: 19 MiB, two passes, one lane.
const KIBIBYTES: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A password as somebody typed it.
pub struct Password(String);

/// What comes of comparing a password with the hash that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The right one.
    Right {
        /// A new hash to keep, if the old one was made at another cost than is usual today.
        rehashed: Option<String>,
    },
    /// The wrong one, or there is no such account, or it has no password.
    Wrong,
}

/// A password could not be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashError;

impl HashError {
    /// The message for people.
    pub const fn message(self, lang: Lang) -> &'static str {
        lang.pick(
            "Máy chủ không đủ bộ nhớ hoặc nguồn ngẫu nhiên để xử lý mật khẩu. Hãy thử lại; nếu vẫn lỗi, báo quản trị máy chủ.",
            "The server lacks the memory or the random source to handle a password. Try again; if it fails again, tell the server's administrator.",
        )
    }
}

impl std::fmt::Display for HashError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for HashError {}

impl Password {
    /// A password as typed. NFKC makes letters the same whichever keyboard composed them (Vietnamese marks, full-width digits).
    pub fn typed(text: &str) -> Password {
        Password(text.nfkc().collect())
    }

    /// Whether it is good enough to be chosen: 12 to 200 letters, not made of common pieces, nor of the names given: the person's, the account's,
    /// the agency's and the system's.
    ///
    /// # Errors
    ///
    /// The first reason against it.
    pub fn check(&self, names: &[&str]) -> Result<(), WeakPassword> {
        weakness(&self.0, names).map_or(Ok(()), Err)
    }

    /// The hash to keep. Takes 19 MiB and some 30 ms: call it on a blocking thread.
    ///
    /// # Errors
    ///
    /// [`HashError`] without memory or random numbers.
    pub fn hash(&self) -> Result<String, HashError> {
        let salt = random::<16>().map_err(|_| HashError)?;
        let hash = argon2()?.hash_password_with_salt(self.0.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|_| HashError)
    }

    /// Whether it is the one that was kept. Give `None` for an account that does not exist: it takes as long. Takes 19 MiB and some 30 ms: call it on
    /// a blocking thread.
    pub fn verify(&self, kept: Option<&str>) -> Verdict {
        // Nobody chooses more than 200 letters; hashing a book would only cost time.
        let typed = if self.0.chars().count() > crate::password_rules::LONGEST { "" } else { &self.0 };
        let Some(hash) = kept.and_then(|kept| PasswordHash::new(kept).ok()) else {
            if let Some(hash) = nobody().and_then(|hash| PasswordHash::new(hash).ok()) {
                let _wrong = Argon2::default().verify_password(typed.as_bytes(), &hash);
            }
            return Verdict::Wrong;
        };
        if Argon2::default().verify_password(typed.as_bytes(), &hash).is_err() {
            return Verdict::Wrong;
        }
        Verdict::Right { rehashed: if is_current(&hash) { None } else { self.hash().ok() } }
    }
}

fn argon2() -> Result<Argon2<'static>, HashError> {
    let cost = Params::new(KIBIBYTES, PASSES, LANES, None).map_err(|_| HashError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, cost))
}

/// The hash of a password that nobody knows, to compare with where there is no account.
fn nobody() -> Option<&'static str> {
    static HASH: OnceLock<Option<String>> = OnceLock::new();
    let make = || Password(crate::Token::generate().ok()?.text().to_owned()).hash().ok();
    HASH.get_or_init(make).as_deref()
}

fn is_current(hash: &PasswordHash) -> bool {
    let cost = Params::try_from(hash).ok().map(|cost| (cost.m_cost(), cost.t_cost(), cost.p_cost()));
    hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(Version::V0x13.into())
        && cost == Some((KIBIBYTES, PASSES, LANES))
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for Password {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_and_no_other() {
        let kept = Password::typed("con đường làng rợp bóng tre").hash().unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        let right = Verdict::Right { rehashed: None };
        // The second is the same text with its marks written apart (NFD), as some keyboards send it.
        let cases = [
            ("con đường làng rợp bóng tre", Some(kept.as_str()), &right),
            ("con đươ\u{300}ng la\u{300}ng rơ\u{323}p bo\u{301}ng tre", Some(&kept), &right),
            ("Con đường làng rợp bóng tre", Some(&kept), &Verdict::Wrong),
            ("", Some(&kept), &Verdict::Wrong),
            ("con đường làng rợp bóng tre", None, &Verdict::Wrong),
            ("con đường làng rợp bóng tre", Some("not a hash"), &Verdict::Wrong),
            ("con đường làng rợp bóng tre", Some(""), &Verdict::Wrong),
        ];
        for (typed, kept, expected) in cases {
            assert_eq!(&Password::typed(typed).verify(kept), expected, "{typed} against {kept:?}");
        }
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        let password = Password::typed("con đường làng rợp bóng tre");
        assert_ne!(password.hash().unwrap(), password.hash().unwrap());
    }

    #[test]
    fn a_hash_of_another_cost_is_made_anew() {
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(1024, 1, 1, None).unwrap());
        let old = cheap.hash_password_with_salt(b"ruong bac thang", &[7; 16]).unwrap().to_string();
        let Verdict::Right { rehashed: Some(new) } = Password::typed("ruong bac thang").verify(Some(&old)) else {
            panic!("it should be right, and hashed anew")
        };
        assert_eq!(Password::typed("ruong bac thang").verify(Some(&new)), Verdict::Right { rehashed: None });
    }

    #[test]
    fn nobody_s_hash_costs_as_much_as_anybody_s() {
        assert!(is_current(&PasswordHash::new(nobody().unwrap()).unwrap()));
    }

    /// An answer that comes at once would tell that there is no such account. Without hashing it would take a thousandth; a busy machine does not take
    /// nine tenths away from the fastest of many.
    #[test]
    #[allow(clippy::disallowed_methods, reason = "time is what is measured")]
    fn an_unknown_account_takes_as_long() {
        let kept = Password::typed("con đường làng rợp bóng tre").hash().unwrap();
        let cases = [Some(kept.as_str()), None, Some("not a hash")];
        let mut fastest = [std::time::Duration::MAX; 3];
        for _ in 0..7 {
            for (kept, fastest) in cases.iter().zip(&mut fastest) {
                let start = std::time::Instant::now();
                assert_eq!(Password::typed("sai mat khau roi").verify(*kept), Verdict::Wrong);
                *fastest = start.elapsed().min(*fastest);
            }
        }
        let [known, unknown, broken] = fastest;
        assert!(unknown * 10 > known && broken * 10 > known, "{known:?} against {unknown:?} and {broken:?}");
    }
}
