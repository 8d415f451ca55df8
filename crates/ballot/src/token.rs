//! Tokens: RSABSSA-SHA384-PSS-Randomized (RFC 9474), keys of 2,048 bits, a key for each group of people of a campaign who are alike to it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use blind_rsa_signatures::{
    DefaultRng, KeyPair, MessageRandomizer, PSS, PublicKey, Randomized, SecretKey, Sha384, Signature,
};
use sha2::{Digest, Sha256};

/// Bits of a campaign's key: enough for the years in which a campaign is of interest, and a signature in about a millisecond.
const BITS: usize = 2048;
/// Bytes of a blinded message, of a blind signature and of a signature.
const SIGNATURE: usize = BITS / 8;
/// Bytes of a token's own number, and of the random bytes that the scheme puts before it.
const NUMBER: usize = 32;

/// Signs what it cannot read. The key belongs to one group of a campaign, so that a token of one is none of another: what group a ballot is of is proved by its token, and who
/// gave it is not.
#[derive(Clone)]
pub struct Issuer {
    key: SecretKey<Sha384, PSS, Randomized>,
    verifier: Verifier,
}

/// Tells tokens of a campaign from others.
#[derive(Clone)]
pub struct Verifier {
    key: PublicKey<Sha384, PSS, Randomized>,
}

/// What a ballot is given with: 32 random bytes that only its holder chose, and the issuer's signature on them.
///
/// As text it is 320 bytes in base64url without padding: random prefix, number, signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    prefix: [u8; NUMBER],
    number: [u8; NUMBER],
    signature: [u8; SIGNATURE],
}

/// A blind signature, as it goes back to the browser: 256 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed(pub Vec<u8>);

/// What is wrong with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssuerError {
    /// The bytes are no private key.
    Key,
    /// The blinded message has another length than the key, or is a number that is not below it.
    Message,
}

/// Why something is no token of this campaign. Whoever made it up learns nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadToken;

impl fmt::Display for IssuerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IssuerError::Key => "the bytes are no RSA private key of 2,048 bits",
            IssuerError::Message => "the blinded message is not a number of 256 bytes below the key's modulus",
        })
    }
}

impl std::error::Error for IssuerError {}

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no token of this campaign")
    }
}

impl std::error::Error for BadToken {}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Issuer(..)")
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(..)")
    }
}

/// A token in a log would be a ballot's mark.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

impl Issuer {
    /// A new key.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn generate() -> Result<Issuer, IssuerError> {
        let pair = KeyPair::generate(&mut DefaultRng, BITS).map_err(|_| IssuerError::Key)?;
        Ok(Issuer { key: pair.sk, verifier: Verifier { key: pair.pk } })
    }

    /// The key as it is kept (PKCS #8, DER).
    ///
    /// # Errors
    /// When the key cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IssuerError> {
        self.key.to_der().map_err(|_| IssuerError::Key)
    }

    /// A kept key.
    ///
    /// # Errors
    /// [`IssuerError::Key`] when the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Issuer, IssuerError> {
        let key = SecretKey::from_der(bytes).map_err(|_| IssuerError::Key)?;
        let public = key.public_key().map_err(|_| IssuerError::Key)?;
        Ok(Issuer { key, verifier: Verifier { key: public } })
    }

    /// Who tells its tokens from others.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Signs a blinded message. The same message always gives the same signature, so an answer that was lost on its way can be given again.
    ///
    /// # Errors
    /// [`IssuerError::Message`].
    pub fn sign(&self, blinded: &[u8]) -> Result<Signed, IssuerError> {
        if blinded.len() != SIGNATURE {
            return Err(IssuerError::Message);
        }
        self.key
            .blind_sign_with_rng(&mut DefaultRng, blinded)
            .map(|signed| Signed(signed.0))
            .map_err(|_| IssuerError::Message)
    }

    /// A token for somebody whose browser cannot blind: made here, and known here until this returns. Who uses it must say so to the respondent.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn token_made_here(&self) -> Result<Token, IssuerError> {
        let mut number = [0; NUMBER];
        getrandom::fill(&mut number).map_err(|_| IssuerError::Key)?;
        let key = &self.verifier.key;
        let blinding = key.blind(&mut DefaultRng, number).map_err(|_| IssuerError::Key)?;
        let signed = self.key.blind_sign(&blinding.blind_message).map_err(|_| IssuerError::Message)?;
        let signature = key.finalize(&signed, &blinding, number).map_err(|_| IssuerError::Message)?;
        let prefix = blinding.msg_randomizer.ok_or(IssuerError::Message)?.0;
        Ok(Token { prefix, number, signature: signature.0.try_into().map_err(|_| IssuerError::Message)? })
    }
}

impl Verifier {
    /// The key as it is kept (PKCS #1, DER). It may be known to everybody.
    ///
    /// # Errors
    /// When the key cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IssuerError> {
        self.key.to_der().map_err(|_| IssuerError::Key)
    }

    /// A kept key.
    ///
    /// # Errors
    /// [`IssuerError::Key`] when the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Verifier, IssuerError> {
        PublicKey::from_der(bytes).map(|key| Verifier { key }).map_err(|_| IssuerError::Key)
    }

    /// The modulus and the exponent, both big-endian and without zeros before them, which browsers refuse in a key: what a browser blinds with.
    pub fn components(&self) -> (Vec<u8>, Vec<u8>) {
        let components = self.key.components();
        let bare = |number: Vec<u8>| number.into_iter().skip_while(|byte| *byte == 0).collect();
        (bare(components.n()), bare(components.e()))
    }

    /// Checks that a token is of this campaign.
    ///
    /// # Errors
    /// [`BadToken`].
    pub fn check(&self, token: &Token) -> Result<(), BadToken> {
        let signature = Signature(token.signature.to_vec());
        self.key.verify(&signature, Some(MessageRandomizer(token.prefix)), token.number).map_err(|_| BadToken)
    }
}

impl Token {
    /// Reads a token.
    ///
    /// # Errors
    /// [`BadToken`] when the text is not 320 bytes in base64url.
    pub fn read(text: &str) -> Result<Token, BadToken> {
        let bytes = BASE64.decode(text.trim()).map_err(|_| BadToken)?;
        let (prefix, rest) = bytes.split_first_chunk().ok_or(BadToken)?;
        let (number, signature) = rest.split_first_chunk().ok_or(BadToken)?;
        Ok(Token { prefix: *prefix, number: *number, signature: signature.try_into().map_err(|_| BadToken)? })
    }

    /// The token as text.
    pub fn text(&self) -> String {
        let mut bytes = Vec::with_capacity(2 * NUMBER + SIGNATURE);
        bytes.extend_from_slice(&self.prefix);
        bytes.extend_from_slice(&self.number);
        bytes.extend_from_slice(&self.signature);
        BASE64.encode(bytes)
    }

    /// What is kept of a token that was used: the SHA-256 of what was signed, so that the same number with another signature is the same token.
    pub fn mark(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.prefix);
        hash.update(self.number);
        hash.finalize().into()
    }
}
