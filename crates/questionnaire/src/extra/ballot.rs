//! The sheet `ballot`: who may rate whom, and how the ballot reaches them.

use super::Word;
use crate::form::Texts;

/// People of a group rate units of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotRule {
    /// Name of the group of people.
    pub raters: String,
    /// What the group is called.
    pub raters_label: Texts,
    /// Name of the group of units that are rated.
    pub rated: String,
    /// What that group is called.
    pub rated_label: Texts,
    /// How the ballot reaches them, in the order of preference.
    pub channels: Vec<Channel>,
}

/// How a ballot reaches somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Mail to the person's own box.
    Email,
    /// A text message.
    Sms,
    /// A link.
    Link,
    /// A printed sheet with a QR code.
    Qr,
    /// An interviewer's tablet.
    Tablet,
    /// Paper, keyed in later.
    Paper,
    /// A call, keyed in by the interviewer.
    Phone,
}

impl Word for Channel {
    const WORDS: &'static [(&'static str, Channel)] = &[
        ("email", Channel::Email),
        ("sms", Channel::Sms),
        ("link", Channel::Link),
        ("qr", Channel::Qr),
        ("tablet", Channel::Tablet),
        ("paper", Channel::Paper),
        ("phone", Channel::Phone),
    ];
}

impl Channel {
    /// Its word.
    pub fn name(self) -> &'static str {
        self.word()
    }
}
