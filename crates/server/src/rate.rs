//! How much one address or account may ask for.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::clock;
use crate::tries::Tries;

/// After so many requests it is looked whether too many addresses are remembered.
const LOOK: u32 = 1024;
/// Addresses that are remembered before those that have not asked for a while are forgotten at once.
const MOST: usize = 50_000;

/// Limits a minute; none where an operator has set none, but for attempts to sign in.
pub(crate) struct Rates {
    addresses: Option<DefaultKeyedRateLimiter<IpAddr>>,
    accounts: Option<DefaultKeyedRateLimiter<String>>,
    tries: Tries,
    counted: AtomicU32,
    clock: DefaultClock,
}

impl Rates {
    pub(crate) fn new(per_address: u32, per_account: u32, sign_ins: u32) -> Rates {
        let quota = |per_minute| NonZeroU32::new(per_minute).map(Quota::per_minute);
        Rates {
            addresses: quota(per_address).map(RateLimiter::keyed),
            accounts: quota(per_account).map(RateLimiter::keyed),
            tries: Tries::new(sign_ins),
            counted: AtomicU32::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request from an address; an error says after how many seconds to come again.
    pub(crate) fn address(&self, address: IpAddr) -> Result<(), u64> {
        self.count(self.addresses.as_ref(), &network(address))
    }

    /// Counts a request of an account or key.
    pub(crate) fn account(&self, account: &str) -> Result<(), u64> {
        self.count(self.accounts.as_ref(), &account.to_owned())
    }

    /// Counts an attempt to sign in from an address as one that failed, until it proves [right](Rates::right).
    pub(crate) fn sign_in(&self, address: IpAddr) -> Result<(), u64> {
        self.tries.begin(network(address), clock::moment())
    }

    /// An attempt to sign in was right.
    pub(crate) fn right(&self, address: IpAddr) {
        self.tries.forgive(network(address));
    }

    fn count<K: Clone + Eq + std::hash::Hash>(
        &self,
        limiter: Option<&DefaultKeyedRateLimiter<K>>,
        key: &K,
    ) -> Result<(), u64> {
        let Some(limiter) = limiter else { return Ok(()) };
        // Whoever has a whole network of addresses must not fill the memory between two sweeps.
        if self.counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOK) && limiter.len() > MOST {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|early| early.wait_time_from(self.clock.now()).as_secs() + 1)
    }

    /// Forgets whoever has not asked for a while.
    pub(crate) fn sweep(&self) {
        if let Some(limiter) = &self.addresses {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        if let Some(limiter) = &self.accounts {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        self.tries.sweep(clock::moment());
    }
}

/// A household holds 2^64 addresses of IPv6: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6([a, b, c, d, 0, 0, 0, 0].into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_does_not_use_up_what_another_may_ask() {
        let rates = Rates::new(3, 0, 1);
        let (one, other): (IpAddr, IpAddr) = ("203.0.113.1".parse().unwrap(), "203.0.113.2".parse().unwrap());
        assert!((0..3).all(|_| rates.address(one).is_ok()));
        let wait = rates.address(one).unwrap_err();
        assert!((1..=21).contains(&wait), "{wait}");
        assert!(rates.address(other).is_ok());
        assert!(rates.sign_in(one).is_ok());
        assert!(rates.sign_in(one).is_err());
        assert!((0..1000).all(|_| rates.account("anybody").is_ok()), "0 is no limit");
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let rates = Rates::new(1, 0, 0);
        assert!(rates.address("2001:db8:1:2::3".parse().unwrap()).is_ok());
        assert!(rates.address("2001:db8:1:2:ffff::9".parse().unwrap()).is_err());
        assert!(rates.address("2001:db8:1:3::3".parse().unwrap()).is_ok());
    }
}
