//! Addresses at which a stored file can be looked at for a short while by whoever has them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// The key that signs such addresses. One for the installation, so that each of several servers honours what another has signed.
pub struct FileKey(hmac::Key);

impl FileKey {
    /// The key that was kept: 32 random bytes of [`new_key`](crate::new_key).
    pub fn new(bytes: &[u8; 32]) -> FileKey {
        FileKey(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// HMAC-SHA-256 over the file's SHA-256, its media type and the last second at which it may be looked at, in 43 letters that are safe in an address.
    pub fn sign(&self, sha256: &str, media_type: &str, until: i64) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, signed(sha256, media_type, until).as_bytes()))
    }

    /// Whether a signature is ours, of this file and type, and not too old.
    pub fn allows(&self, sha256: &str, media_type: &str, until: i64, signature: &str, now: i64) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        now <= until && hmac::verify(&self.0, signed(sha256, media_type, until).as_bytes(), &tag).is_ok()
    }
}

fn signed(sha256: &str, media_type: &str, until: i64) -> String {
    format!("chiso file\n{sha256}\n{media_type}\n{until}")
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for FileKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("FileKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_file_is_shown_as_what_it_is_and_not_for_long() {
        const PDF: &str = "application/pdf";
        let (key, other) = (FileKey::new(&[1; 32]), FileKey::new(&[2; 32]));
        let (file, until) = ("aa".repeat(32), 1_790_000_600);
        let signature = key.sign(&file, PDF, until);
        assert!(signature.len() == 43 && signature.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c)));
        for (name, key, file, media, until, signature, now, allowed) in [
            ("ours", &key, &*file, PDF, until, &*signature, until - 600, true),
            ("in the last second", &key, &*file, PDF, until, &*signature, until, true),
            ("too late", &key, &*file, PDF, until, &*signature, until + 1, false),
            ("made longer", &key, &*file, PDF, until + 60, &*signature, until, false),
            ("another file", &key, &*"ab".repeat(32), PDF, until, &*signature, until, false),
            ("another type", &key, &*file, "text/html", until, &*signature, until, false),
            ("another key", &other, &*file, PDF, until, &*signature, until, false),
            ("cut short", &key, &*file, PDF, until, &signature[..42], until, false),
            ("no signature", &key, &*file, PDF, until, "", until, false),
            ("no letters of an address", &key, &*file, PDF, until, "ký", until, false),
        ] {
            assert_eq!(key.allows(file, media, until, signature, now), allowed, "{name}");
        }
    }
}
