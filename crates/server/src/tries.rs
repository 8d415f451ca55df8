//! How often one address may be wrong about a password, a code or a link.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);
/// Addresses that are remembered before those that have not tried for a while are forgotten at once.
const MOST: usize = 50_000;
/// So many that were right count as one that failed: a password costs the server work even where it is right.
const RIGHT: u32 = 10;

/// Tries that failed, by address: so many at once, and as many again each minute.
///
/// A try counts from its beginning, so that a thousand guesses sent at once are a thousand guesses; whoever was right has nine tenths of it taken back. So a
/// whole office behind one address signs in on one morning, while guesses from there are as few as from anywhere.
pub(crate) struct Tries {
    /// How long one that failed counts.
    each: Duration,
    /// When everything that an address tried no longer counts.
    until: Mutex<BTreeMap<IpAddr, Instant>>,
}

impl Tries {
    pub(crate) fn new(per_minute: u32) -> Tries {
        Tries { each: MINUTE / per_minute.max(1), until: Mutex::default() }
    }

    /// Counts a try as failed; or says after how many seconds to come again, and does not count it.
    pub(crate) fn begin(&self, address: IpAddr, now: Instant) -> Result<(), u64> {
        let mut all = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > MOST {
            all.retain(|_, until| *until > now);
        }
        let until = all.entry(address).or_insert(now);
        let next = (*until).max(now) + self.each;
        match next.saturating_duration_since(now).checked_sub(MINUTE) {
            None | Some(Duration::ZERO) => {
                *until = next;
                Ok(())
            }
            Some(early) => Err(early.as_secs() + 1),
        }
    }

    /// Takes back of a try that was right all but a little.
    pub(crate) fn forgive(&self, address: IpAddr) {
        let mut all = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = all.get_mut(&address)
            && let Some(before) = until.checked_sub(self.each / RIGHT * (RIGHT - 1))
        {
            *until = before;
        }
    }

    /// Forgets whoever has not tried for a while.
    pub(crate) fn sweep(&self, now: Instant) {
        self.until.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, until| *until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 2));

    #[test]
    fn so_many_may_fail_and_each_is_forgotten_in_time() {
        let (tries, now) = (Tries::new(3), clock::moment());
        assert!((0..3).all(|_| tries.begin(ONE, now).is_ok()));
        assert_eq!(tries.begin(ONE, now), Err(21));
        assert_eq!(tries.begin(OTHER, now), Ok(()), "one address does not use up what another may try");
        assert_eq!(tries.begin(ONE, now + Duration::from_secs(19)), Err(2));
        assert_eq!(tries.begin(ONE, now + Duration::from_secs(20)), Ok(()));
        assert!(tries.begin(ONE, now + Duration::from_secs(20)).is_err());
        tries.sweep(now + 3 * MINUTE);
        assert!((0..3).all(|_| tries.begin(ONE, now + 3 * MINUTE).is_ok()));
        assert!(tries.begin(ONE, now + 3 * MINUTE).is_err());
    }

    #[test]
    fn an_office_signs_in_and_guesses_among_it_are_as_few_as_elsewhere() {
        let (tries, now) = (Tries::new(20), clock::moment());
        for person in 0..190 {
            assert_eq!(tries.begin(ONE, now), Ok(()), "{person}");
            tries.forgive(ONE);
        }
        assert_eq!(tries.begin(ONE, now), Ok(()));
        assert!(tries.begin(ONE, now).is_err(), "what was right counts a little");

        let right_and_wrong = (0..1000).filter(|_| {
            tries.begin(OTHER, now).is_ok_and(|()| {
                tries.forgive(OTHER);
                tries.begin(OTHER, now).is_ok()
            })
        });
        assert!((17..=20).contains(&right_and_wrong.count()), "an account of one's own buys no guesses");
    }

    #[test]
    fn what_was_right_long_after_it_began_saves_nothing_up() {
        let (tries, now) = (Tries::new(3), clock::moment());
        tries.begin(ONE, now).unwrap();
        tries.forgive(ONE);
        let later = now + 5 * MINUTE;
        assert!((0..3).all(|_| tries.begin(ONE, later).is_ok()) && tries.begin(ONE, later).is_err());
    }
}
