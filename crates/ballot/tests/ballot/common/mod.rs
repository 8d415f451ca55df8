//! A campaign that people answer: who came when is known to the tests alone.

use std::path::Path;
use std::time::Duration;

use chiso_ballot::{Ballot, BallotBox, Batching, Cast, Code, Issued, Register};
use sha2::{Digest, Sha256};

pub(crate) const CAMPAIGN: &str = "sipas-2026";
pub(crate) const DAY: &str = "2026-11-22";
pub(crate) const QUICK: Batching = Batching { most: 16, wait: Duration::from_millis(1) };

/// Numbers that are the same at every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = usize::try_from(self.next() % (i as u64 + 1)).unwrap();
            items.swap(i, j);
        }
    }
}

pub(crate) fn code(person: usize) -> Code {
    Code::of(&format!("invitation of person {person}"))
}

/// What a token of the person would leave: 32 bytes that look like any others.
pub(crate) fn mark(person: usize) -> [u8; 32] {
    Sha256::digest(format!("token of person {person}, which only the person knows")).into()
}

pub(crate) fn blinded(person: usize) -> Vec<u8> {
    Sha256::digest(format!("blinded number of person {person}")).repeat(8)
}

/// The answers name the person, so that a test can tell whose ballot it is. Real ones do not.
pub(crate) fn ballot(person: usize, day: &str) -> Ballot {
    let long = "ý kiến ".repeat(person % 7);
    Ballot {
        campaign: CAMPAIGN.to_owned(),
        people: format!("{CAMPAIGN}/{:06}", person % 3),
        day: day.to_owned(),
        answers: format!("{{\"who\":\"p{person:05}\",\"text\":\"{long}\"}}"),
    }
}

pub(crate) fn register(folder: &Path) -> Register {
    Register::open(&folder.join("register.sqlite"), QUICK).unwrap()
}

pub(crate) fn ballot_box(folder: &Path) -> BallotBox {
    BallotBox::open(&folder.join("box.sqlite"), QUICK, |_| ()).unwrap()
}

/// A person exchanges the invitation and gives the ballot.
pub(crate) async fn answer(register: &Register, ballots: &BallotBox, person: usize, day: &str) {
    assert_eq!(register.exchange(CAMPAIGN, code(person), &blinded(person), day).await.unwrap(), Issued::Now);
    assert_eq!(ballots.cast(mark(person), ballot(person, day)).await.unwrap(), Cast::Counted);
}
