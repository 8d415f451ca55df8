//! Made-up assessment rounds and surveys, so that a newcomer sees every screen and a machine can be measured under load.
//!
//! Nothing is written past the rules: rounds are drafted, filled in, signed, appraised, explained, decided and published through the public deeds of
//! `chiso-rounds`, surveys set up, opened, answered and published through those of `chiso-surveys`, by made-up people with the roles that the deeds ask for. The clock is a parameter, and chance comes from a seed ([`Chance`]): the same seed
//! and moment give the same rounds. Only what must not be known beforehand (the password, the secrets of second factors) comes from the operating system.
//! Everything is marked as simulated.

#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "what a store is given to read must work for a reader of any lifetime, and a method by name does not"
)]

mod cast;
mod chance;
mod demo;
mod editions;
mod installation;
mod ladder;
mod papers;
mod places;
mod play;
mod respondents;
mod scale;
mod surveyed;

pub use cast::{Cast, Keys, Player};
pub use chance::Chance;
pub use demo::{Demo, Filled, demo};
pub use editions::{generated, later_edition};
pub use installation::{Installation, OpenError};
pub use respondents::answers;
pub use scale::{Scale, Scaled, fill};
pub use surveyed::Surveyed;
