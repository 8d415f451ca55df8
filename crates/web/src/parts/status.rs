//! How something stands: one word, shape and colour each, everywhere.

use chiso_model::Lang;

use super::{Badge, Shape};
use crate::words;

/// How a piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Its day has passed.
    Overdue,
    /// Its day is near.
    DueSoon,
    /// Sent back to be mended.
    Returned,
    /// It waits for somebody else.
    Waiting,
    /// Somebody works on it.
    Open,
    /// It is finished.
    Done,
}

impl Status {
    /// Every status, the most urgent first.
    pub const ALL: [Status; 6] =
        [Status::Overdue, Status::DueSoon, Status::Returned, Status::Waiting, Status::Open, Status::Done];

    /// Its badge.
    pub fn badge(self, lang: Lang) -> Badge {
        let (tone, shape, key) = match self {
            Status::Overdue => ("bad", Shape::Triangle, "status-overdue"),
            Status::DueSoon => ("warn", Shape::Clock, "status-due-soon"),
            Status::Returned => ("warn", Shape::Back, "status-returned"),
            Status::Waiting => ("", Shape::Ring, "status-waiting"),
            Status::Open => ("note", Shape::Half, "status-open"),
            Status::Done => ("ok", Shape::Check, "status-done"),
        };
        Badge::new(tone, shape, words::say(lang, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_statuses_share_a_word_or_a_shape() {
        for lang in Lang::ALL {
            let badges = Status::ALL.map(|status| status.badge(lang));
            for (at, badge) in badges.iter().enumerate() {
                for other in &badges[at + 1..] {
                    assert!(badge.text != other.text && badge.shape != other.shape);
                }
            }
        }
    }
}
