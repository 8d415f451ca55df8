//! Proving who somebody is: passwords, one-time codes and links, sign-in with an OpenID Connect provider.
//!
//! The clock is a parameter: `now` is seconds since 1970-01-01 UTC. Chance comes from the operating system. Nothing here is stored; the caller keeps
//! what the functions return, and what is kept is never the secret itself but for the secret of a [`Totp`] and the keys of [`DeviceKey`], [`FileKey`] and [`InvitationKey`].
//!
//! | for | call | keep |
//! |---|---|---|
//! | choose a password | [`Password::check`], [`Password::hash`] | the hash |
//! | sign in | [`throttle`], then [`Password::verify`] on a blocking thread (19 MiB and some 30 ms each) | a new hash if one comes back; the count of failures |
//! | second factor | [`Totp::generate`], [`Totp::uri`]; later [`Totp::check`] | the secret; the step that was used |
//! | lost telephone | [`recovery_codes`]; later [`digest`] | digests; strike out the used one |
//! | session, one-time link | [`Token::generate`]; later [`digest`] | the digest |
//! | API key | [`ApiKey::generate`]; later [`ApiKey::parse`] | id and digest |
//! | a device that signed in before | [`DeviceKey::issue`], [`DeviceKey::recognise`] | the key of the installation |
//! | a file that is looked at for a short while | [`FileKey::sign`], [`FileKey::allows`] | the key of the installation |
//! | the code of an invitation to a survey | [`InvitationKey::code`] | the key of the installation |
//! | OpenID Connect | [`Oidc::discover`], [`Oidc::begin`], [`Oidc::finish`] | [`Pending`] between the two |
//!
//! ```
//! use chiso_identity::{Password, Token, Verdict, digest, matches};
//!
//! let chosen = Password::typed("một câu dài dễ nhớ");
//! chosen.check(&["nguyenvana", "chiso"]).map_err(|weak| weak.message(chiso_model::Lang::Vi))?;
//! let stored = chosen.hash()?;
//! assert_eq!(Password::typed("một câu dài dễ nhớ").verify(Some(&stored)), Verdict::Right { rehashed: None });
//! assert_eq!(Password::typed("bất kỳ câu nào khác").verify(None), Verdict::Wrong); // no such account: takes as long
//!
//! let link = Token::generate()?;
//! let kept = link.digest();
//! assert!(matches(link.text(), &kept) && kept == digest(link.text()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod api_key;
mod device;
mod file_key;
mod invitation_key;
mod oidc;
mod password;
mod password_rules;
mod random;
mod recovery;
mod throttle;
mod token;
mod totp;

pub use api_key::ApiKey;
pub use device::DeviceKey;
pub use file_key::FileKey;
pub use invitation_key::InvitationKey;
pub use oidc::{Begun, Callback, Oidc, OidcError, Pending, Provider, SignedIn};
pub use password::{HashError, Password, Verdict};
pub use password_rules::WeakPassword;
pub use random::{NoRandom, new_key};
pub use recovery::{recovery_code, recovery_codes};
pub use throttle::{Failures, Seen, Throttle, address_group, throttle, throttle_code};
pub use token::{Token, digest, matches};
pub use totp::{Totp, TotpError};
