//! Cookies: the session's, that of devices that signed in before, and that of a sign-in through a provider.

use crate::desk::Policy;

/// How long a browser keeps what it knows of a device, seconds: as long as the device is recognised.
const DEVICE_SECONDS: i64 = 180 * 24 * 3600;
/// How long a sign-in through a provider may take, seconds.
const PROVIDER_SECONDS: i64 = 600;
/// How many people one browser may be known for: desks are shared.
const PEOPLE_OF_A_DEVICE: usize = 6;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jar {
    /// Who is signed in.
    Session,
    /// Who signed in here before.
    Device,
    /// A sign-in through a provider that has begun.
    Provider,
}

impl Jar {
    /// Its name. With `__Host-` a browser takes it only over TLS, from this very host, for all paths; over plain HTTP (on the machine itself) there is no such thing.
    pub(crate) const fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Jar::Session, true) => "__Host-chiso",
            (Jar::Session, false) => "chiso",
            (Jar::Device, true) => "__Host-chiso-device",
            (Jar::Device, false) => "chiso-device",
            (Jar::Provider, true) => "__Host-chiso-provider",
            (Jar::Provider, false) => "chiso-provider",
        }
    }

    /// What the browser sent, from the values of its `Cookie` headers.
    pub(crate) fn read<'a>(self, policy: &Policy, headers: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let name = self.name(policy.is_secure());
        headers
            .into_iter()
            .flat_map(|header| header.split(';'))
            .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
    }

    /// The value of a `Set-Cookie` header that keeps it.
    pub(crate) fn keep(self, policy: &Policy, value: &str) -> String {
        let age = match self {
            // The session's cookie goes with the browser's window; the server ends it in any case.
            Jar::Session => None,
            Jar::Device => Some(DEVICE_SECONDS),
            Jar::Provider => Some(PROVIDER_SECONDS),
        };
        self.header(policy, value, age)
    }

    /// The value of a `Set-Cookie` header that takes it away.
    pub(crate) fn drop(self, policy: &Policy) -> String {
        self.header(policy, "", Some(0))
    }

    fn header(self, policy: &Policy, value: &str, age: Option<i64>) -> String {
        let secure = policy.is_secure();
        let name = self.name(secure);
        let age = age.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let bound = if secure { "; Secure" } else { "" };
        // Lax: a link in a mail must find its reader signed in; forms are guarded by where they come from and by a token.
        format!("{name}={value}; Path=/{age}; HttpOnly; SameSite=Lax{bound}")
    }
}

/// One device's marks for several people, the newest first, with a new one.
pub(crate) fn with_device(known: &str, new: &str) -> String {
    let others = known.split('~').filter(|mark| !mark.is_empty()).take(PEOPLE_OF_A_DEVICE - 1);
    std::iter::once(new).chain(others).collect::<Vec<_>>().join("~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(url: &str) -> Policy {
        Policy {
            public_url: url.to_owned(),
            session_us: 1,
            idle_us: 1,
            second_factor_roles: Vec::new(),
            passwords: true,
        }
    }

    #[test]
    fn over_tls_a_cookie_is_bound_to_the_host() {
        let (secure, plain) = (policy("https://a.vn"), policy("http://127.0.0.1:8080"));
        assert_eq!(Jar::Session.keep(&secure, "t"), "__Host-chiso=t; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(Jar::Session.keep(&plain, "t"), "chiso=t; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(Jar::Session.drop(&plain), "chiso=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        assert!(Jar::Device.keep(&secure, "d").contains("Max-Age=15552000"));
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        for (header, found) in [
            ("chiso=a", Some("a")),
            ("x=1; chiso=a; y=2", Some("a")),
            ("xchiso=a", None),
            ("__Host-chiso=a", None),
            ("chiso-device=a", None),
            ("chiso", None),
            ("", None),
        ] {
            assert_eq!(Jar::Session.read(&policy("http://a.vn"), [header]), found, "{header}");
        }
        assert_eq!(Jar::Session.read(&policy("https://a.vn"), ["chiso=a", "__Host-chiso=b"]), Some("b"));
    }

    #[test]
    fn a_device_is_known_for_the_last_six() {
        let mut known = String::new();
        for i in 0..9 {
            known = with_device(&known, &format!("d{i}"));
        }
        assert_eq!(known, "d8~d7~d6~d5~d4~d3");
    }
}
