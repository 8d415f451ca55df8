//! Codes of invitations to surveys: made again whenever they are needed, and kept nowhere.

use ring::hmac;

/// The key that codes of invitations are made with. One for the installation, so that each of several servers makes the same codes.
#[derive(Clone)]
pub struct InvitationKey(hmac::Key);

impl InvitationKey {
    /// The key that was kept: 32 random bytes of [`new_key`](crate::new_key).
    pub fn new(bytes: &[u8; 32]) -> InvitationKey {
        InvitationKey(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// The code of an invited person of a survey: the first 128 bits of HMAC-SHA-256 over both ids. Whoever has not the key finds none by trying.
    pub fn code(&self, survey: &str, invitee: &str) -> [u8; 16] {
        let tag = hmac::sign(&self.0, format!("{survey}/{invitee}").as_bytes());
        let mut code = [0; 16];
        code.copy_from_slice(&tag.as_ref()[..16]);
        code
    }
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for InvitationKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("InvitationKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_code_of_their_own_and_always_the_same() {
        let (key, other) = (InvitationKey::new(&[1; 32]), InvitationKey::new(&[2; 32]));
        let code = key.code("survey", "somebody");
        assert_eq!(code, key.code("survey", "somebody"));
        for different in
            [key.code("survey", "somebody else"), key.code("other", "somebody"), other.code("survey", "somebody")]
        {
            assert_ne!(code, different);
        }
    }
}
