//! How long the next attempt to sign in must wait, so that guessing is slow and nobody can lock out anybody else.
//!
//! Failures are counted in four places, each over the last 24 hours; attempts that were told to wait are not counted and not tried.
//!
//! | counted by | free | then | starts anew |
//! |---|---|---|---|
//! | device known for this account | 10 | 1, 2, 4 ... 300 s | when it signs in |
//! | account and address | 5 | 1, 2, 4 ... 900 s | when it signs in from there |
//! | address, whatever the account | 50 | 1, 2, 4 ... 900 s | after 24 hours |
//! | account, whatever the address | 100 | no wait of its own: an address then has 1 free attempt, and waits from 60 s on | after 24 hours |
//!
//! A code of six digits is guessed in fewer tries than a password, and whoever guesses it has the password already. So for codes the last line is another one
//! ([`throttle_code`]):
//!
//! | counted by | free | then | starts anew |
//! |---|---|---|---|
//! | account, whatever the address | 20 | 60, 120 ... 3600 s, from every address | after 24 hours |
//!
//! A known device is asked only about its own failures. An address that has not failed for this account is never made to wait on account of others
//! who have, so the owner gets in from a new place too, while each address of an attacker has one guess and then waits.

use std::net::IpAddr;

/// Failed attempts within the last 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was, in seconds since 1970-01-01 UTC.
    pub last: i64,
}

/// What is known about an attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Failures of this device, if it is known for this account ([`DeviceKey::recognise`](crate::DeviceKey::recognise)).
    pub device: Option<Failures>,
    /// Failures for this account from this address, since the last success of the two.
    pub pair: Failures,
    /// Failures from this address for any account. Known accounts and unknown ones count alike.
    pub address: Failures,
    /// Failures for this account from any address.
    pub account: Failures,
}

/// What [`throttle`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Throttle {
    /// Try it.
    Allow,
    /// Do not try it: answer 429 with these seconds.
    Wait {
        /// Seconds from now.
        seconds: u32,
    },
}

/// What a count allows: so many failures for nothing, then a wait that doubles.
struct Allowance {
    free: u32,
    first: u32,
    longest: u32,
}

const DEVICE: Allowance = Allowance { free: 10, first: 1, longest: 300 };
const PAIR: Allowance = Allowance { free: 5, first: 1, longest: 900 };
const PAIR_UNDER_ATTACK: Allowance = Allowance { free: 1, first: 60, longest: 900 };
const ADDRESS: Allowance = Allowance { free: 50, first: 1, longest: 900 };
const CODES: Allowance = Allowance { free: 20, first: 60, longest: 3600 };
/// From so many failures on, somebody is guessing for this account from many addresses.
const ATTACK: u32 = 100;

/// Whether an attempt may be made now.
pub fn throttle(seen: &Seen, now: i64) -> Throttle {
    let pair = if seen.account.count >= ATTACK { PAIR_UNDER_ATTACK } else { PAIR };
    let elsewhere = || pair.until(seen.pair).max(ADDRESS.until(seen.address));
    wait_until(seen.device.map_or_else(elsewhere, |device| DEVICE.until(device)), now)
}

/// Whether a code of the second factor may be tried now, by somebody who knows the password: as [`throttle`], and from many addresses no faster than from one.
/// Devices on which the owner has shown the second factor before are let through.
pub fn throttle_code(seen: &Seen, now: i64) -> Throttle {
    match (throttle(seen, now), seen.device) {
        (Throttle::Wait { seconds: own }, None) => match wait_until(CODES.until(seen.account), now) {
            Throttle::Wait { seconds } => Throttle::Wait { seconds: seconds.max(own) },
            Throttle::Allow => Throttle::Wait { seconds: own },
        },
        (Throttle::Allow, None) => wait_until(CODES.until(seen.account), now),
        (own, Some(_)) => own,
    }
}

fn wait_until(until: i64, now: i64) -> Throttle {
    match u32::try_from(until.saturating_sub(now)) {
        Ok(seconds @ 1..) => Throttle::Wait { seconds },
        _ => Throttle::Allow,
    }
}

impl Allowance {
    /// From when on the next attempt is allowed.
    fn until(&self, failures: Failures) -> i64 {
        match failures.count.checked_sub(self.free) {
            None => i64::MIN,
            Some(over) => {
                let wait = self.first.saturating_mul(2_u32.saturating_pow(over)).min(self.longest);
                failures.last.saturating_add(i64::from(wait))
            }
        }
    }
}

/// The address by which failures are counted: of IPv6 the first 64 bits, because whoever has one address there has all of them.
pub fn address_group(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const NOW: i64 = 1_790_000_000;

    fn failed(count: u32, seconds_ago: i64) -> Failures {
        Failures { count, last: NOW - seconds_ago }
    }

    #[test]
    fn one_attempt() {
        let none = Seen::default();
        let wait = |seconds| Throttle::Wait { seconds };
        let cases = [
            ("the first", none, Throttle::Allow),
            ("some slips", Seen { pair: failed(4, 0), ..none }, Throttle::Allow),
            ("the sixth at once", Seen { pair: failed(5, 0), ..none }, wait(1)),
            ("the sixth a second later", Seen { pair: failed(5, 1), ..none }, Throttle::Allow),
            ("doubles", Seen { pair: failed(8, 0), ..none }, wait(8)),
            ("part of it is over", Seen { pair: failed(8, 3), ..none }, wait(5)),
            ("no longer than 15 minutes", Seen { pair: failed(1_000_000, 0), ..none }, wait(900)),
            ("an office behind one address", Seen { address: failed(49, 0), ..none }, Throttle::Allow),
            ("one address, many accounts", Seen { address: failed(60, 0), ..none }, wait(900)),
            ("the longer of the two", Seen { pair: failed(6, 0), address: failed(52, 0), ..none }, wait(4)),
            ("a new address under attack", Seen { account: failed(1_000_000, 0), ..none }, Throttle::Allow),
            ("its second attempt", Seen { account: failed(100, 0), pair: failed(1, 0), ..none }, wait(60)),
            ("its third", Seen { account: failed(100, 0), pair: failed(2, 0), ..none }, wait(120)),
            ("just under an attack", Seen { account: failed(99, 0), pair: failed(1, 0), ..none }, Throttle::Allow),
            (
                "a known device is not asked about others",
                Seen {
                    device: Some(failed(0, 0)),
                    pair: failed(900, 0),
                    address: failed(900, 0),
                    account: failed(900, 0),
                },
                Throttle::Allow,
            ),
            ("a stolen device", Seen { device: Some(failed(10, 0)), ..none }, wait(1)),
            ("for five minutes at most", Seen { device: Some(failed(500, 0)), ..none }, wait(300)),
            (
                "a clock that was set back",
                Seen { pair: Failures { count: 9, last: i64::MAX }, ..none },
                Throttle::Allow,
            ),
        ];
        for (name, seen, expected) in cases {
            assert_eq!(throttle(&seen, NOW), expected, "{name}");
        }
    }

    /// Guesses as fast as allowed for a day, from many addresses, one account.
    fn guesses_in_a_day(addresses: u32) -> (u32, Seen) {
        let mut pairs: BTreeMap<u32, Failures> = BTreeMap::new();
        let mut account = Failures::default();
        for second in (0..24 * 3600).step_by(10) {
            for address in 0..addresses {
                let pair = pairs.get(&address).copied().unwrap_or_default();
                let now = NOW + second;
                // An address tries as often as it is let within the ten seconds.
                let mut seen = Seen { pair, address: pair, account, device: None };
                while throttle(&seen, now) == Throttle::Allow {
                    seen.pair = Failures { count: seen.pair.count + 1, last: now };
                    seen.address = seen.pair;
                    account = Failures { count: account.count + 1, last: now };
                    seen.account = account;
                }
                pairs.insert(address, seen.pair);
            }
        }
        (account.count, Seen { account, ..Seen::default() })
    }

    #[test]
    fn guessing_is_slow_and_never_locks_the_owner_out() {
        for (addresses, most) in [(1, 120), (100, 11_000)] {
            let (guesses, after) = guesses_in_a_day(addresses);
            assert!(guesses <= most, "{guesses} guesses from {addresses} addresses");
            assert_eq!(throttle(&after, NOW + 24 * 3600), Throttle::Allow, "the owner, from a new address");
            let known = Seen { device: Some(Failures::default()), ..after };
            assert_eq!(throttle(&known, NOW + 24 * 3600), Throttle::Allow, "the owner, on a known device");
        }
    }

    #[test]
    fn one_code() {
        let none = Seen::default();
        let wait = |seconds| Throttle::Wait { seconds };
        let cases = [
            ("the first", none, Throttle::Allow),
            ("twenty slips elsewhere", Seen { account: failed(19, 0), ..none }, Throttle::Allow),
            ("the next, from a new address", Seen { account: failed(20, 0), ..none }, wait(60)),
            ("a minute later", Seen { account: failed(20, 60), ..none }, Throttle::Allow),
            ("doubles", Seen { account: failed(22, 0), ..none }, wait(240)),
            ("no longer than an hour", Seen { account: failed(1_000_000, 0), ..none }, wait(3600)),
            ("the longer of the two", Seen { account: failed(20, 0), pair: failed(13, 0), ..none }, wait(256)),
            ("as for passwords", Seen { pair: failed(8, 0), ..none }, wait(8)),
            (
                "a known device is not asked about others",
                Seen { device: Some(failed(0, 0)), account: failed(900, 0), ..none },
                Throttle::Allow,
            ),
            ("a stolen device", Seen { device: Some(failed(10, 0)), ..none }, wait(1)),
        ];
        for (name, seen, expected) in cases {
            assert_eq!(throttle_code(&seen, NOW), expected, "{name}");
        }
    }

    /// Ten thousand addresses guess codes for a day; the owner's device is let in all along.
    #[test]
    fn codes_are_guessed_no_faster_from_many_addresses() {
        let mut account = Failures::default();
        for second in 0..24 * 3600 {
            let now = NOW + second;
            while throttle_code(&Seen { account, ..Seen::default() }, now) == Throttle::Allow {
                account = Failures { count: account.count + 1, last: now };
            }
            let known = Seen { account, device: Some(Failures::default()), ..Seen::default() };
            assert_eq!(throttle_code(&known, now), Throttle::Allow);
        }
        assert!((40..60).contains(&account.count), "{} guesses in a day", account.count);
    }

    #[test]
    fn addresses_are_counted_by_who_has_them() {
        let cases = [
            ("203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("::1", "0:0:0:0::/64"),
        ];
        for (address, group) in cases {
            assert_eq!(address_group(address.parse().unwrap()), group);
        }
    }
}
