//! Who signed a bundle.

use super::Finding;
use crate::part::{MANIFEST, PUBLIC_KEY, SIGNATURE};
use crate::{Bundle, PublicKey};

/// Who signed a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Nobody.
    None,
    /// This key. Whose it is, the bundle cannot say.
    By(PublicKey),
    /// The signature is wrong or gone.
    Broken,
}

/// Checks the signature.
pub(super) fn check(bundle: &Bundle, trusted: Option<&PublicKey>) -> (Seal, Vec<Finding>) {
    let mut findings = Vec::new();
    let Some(key) = bundle.manifest().key else {
        if trusted.is_some() {
            findings.push(Finding::Unsigned);
        }
        let stray = [SIGNATURE, PUBLIC_KEY].into_iter().filter(|name| bundle.part(name).is_some());
        findings.extend(stray.map(|part| Finding::Unknown { part: part.to_owned() }));
        return (Seal::None, findings);
    };
    if let Some(trusted) = trusted.filter(|trusted| **trusted != key) {
        findings.push(Finding::OtherKey { found: key, trusted: *trusted });
    }
    match bundle.part(PUBLIC_KEY) {
        None => findings.push(Finding::Missing { part: PUBLIC_KEY.to_owned() }),
        Some(pem) if pem != key.to_pem().as_bytes() => findings.push(Finding::KeyFile),
        Some(_) => {}
    }
    let manifest = bundle.part(MANIFEST).unwrap_or_default();
    let seal = match bundle.part(SIGNATURE) {
        None => {
            findings.push(Finding::Stripped);
            Seal::Broken
        }
        Some(signature) if !key.is_signature(manifest, signature) => {
            findings.push(Finding::Signature);
            Seal::Broken
        }
        Some(_) => Seal::By(key),
    };
    (seal, findings)
}
