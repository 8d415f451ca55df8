//! Recognising a device that has signed in before (OWASP "device cookies"), so that guesses made elsewhere never make its owner wait.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

use crate::random::{NoRandom, random};

/// How long a device is known without a new sign-in: 180 days.
const SECONDS: i64 = 180 * 24 * 3600;

/// The key that signs device cookies. One for the installation; a new one makes every device unknown, and does no other harm.
pub struct DeviceKey(hmac::Key);

impl DeviceKey {
    /// The key that was kept: 32 random bytes of [`new_key`](crate::new_key).
    pub fn new(bytes: &[u8; 32]) -> DeviceKey {
        DeviceKey(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// A cookie for the device on which this account has just signed in: `<device>.<issued>.<signature>`.
    ///
    /// # Errors
    ///
    /// [`NoRandom`] if the operating system has no random numbers.
    pub fn issue(&self, account: &str, now: i64) -> Result<String, NoRandom> {
        let device = URL_SAFE_NO_PAD.encode(random::<16>()?);
        let tag = hmac::sign(&self.0, signed(&device, now, account).as_bytes());
        Ok(format!("{device}.{now}.{}", URL_SAFE_NO_PAD.encode(tag)))
    }

    /// The id of the device, if the cookie is ours, of this account, and not older than 180 days. Failures are counted by it.
    pub fn recognise<'a>(&self, cookie: &'a str, account: &str, now: i64) -> Option<&'a str> {
        let mut parts = cookie.split('.');
        let (device, issued, tag) = (parts.next()?, parts.next()?, parts.next()?);
        let issued: i64 = issued.parse().ok()?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        hmac::verify(&self.0, signed(device, issued, account).as_bytes(), &tag).ok()?;
        (parts.next().is_none() && (issued..=issued.checked_add(SECONDS)?).contains(&now)).then_some(device)
    }
}

fn signed(device: &str, issued: i64, account: &str) -> String {
    format!("chiso device\n{device}\n{issued}\n{account}")
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("DeviceKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_device_of_this_account_is_known() {
        let now = 1_790_000_000;
        let key = DeviceKey::new(&[1; 32]);
        let cookie = key.issue("p1", now).unwrap();
        let (device, rest) = cookie.split_once('.').unwrap();
        let cases = [
            ("ours", &key, cookie.clone(), "p1", now, true),
            ("on the last day", &key, cookie.clone(), "p1", now + SECONDS, true),
            ("too old", &key, cookie.clone(), "p1", now + SECONDS + 1, false),
            ("from the future", &key, cookie.clone(), "p1", now - 1, false),
            ("another account", &key, cookie.clone(), "p2", now, false),
            ("another key", &DeviceKey::new(&[2; 32]), cookie.clone(), "p1", now, false),
            ("another device", &key, format!("x{device}.{rest}"), "p1", now, false),
            ("made younger", &key, cookie.replace(&now.to_string(), &(now + 1).to_string()), "p1", now + 1, false),
            ("longer", &key, format!("{cookie}.x"), "p1", now, false),
            ("no signature", &key, format!("{device}.{now}"), "p1", now, false),
            ("a year that overflows", &key, format!("{device}.{}.AA", i64::MAX), "p1", now, false),
            ("empty", &key, String::new(), "p1", now, false),
        ];
        for (name, key, cookie, account, at, known) in cases {
            assert_eq!(key.recognise(&cookie, account, at), known.then_some(device), "{name}");
        }
    }
}
