//! Counting what fails, so that guessing is slow and nobody can lock out anybody else.
//!
//! An attempt is counted before it is tried, in the transaction that decides whether it may be tried at all: a thousand guesses sent at once are a thousand
//! guesses. Whoever was right has the count taken back.

use chiso_identity::{DeviceKey, Failures, Seen, Throttle, address_group, digest, throttle};
use chiso_store::sessions::Attempt;
use chiso_store::{StoreError, Writer};
use chiso_web::Caller;

use crate::desk::{new_id, seconds};

/// For how long a failure counts, microseconds.
const DAY_US: i64 = 24 * 3600 * 1_000_000;

/// Under what an attempt is counted.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// Digest of whatever is tried: there may be no such account.
    pub(crate) account: String,
    address: String,
    /// The device, if it is known for this account.
    device: Option<String>,
    now_us: i64,
}

impl Tally {
    /// Attempts on `what`, a kind and a name, by a caller whose browser has shown these device marks.
    pub(crate) fn of(caller: &Caller, kind: &str, name: &str, marks: &str, devices: &DeviceKey) -> Tally {
        let account = digest(&format!("{kind} {name}"));
        let now = seconds(caller.now_us);
        let device = marks.split('~').find_map(|mark| devices.recognise(mark, &account, now)).map(str::to_owned);
        Tally { account, address: address_group(caller.address), device, now_us: caller.now_us }
    }

    /// Counts an attempt as failed until [`Tally::forgive`]; or says how many seconds it must wait, and does not count it.
    pub(crate) fn try_one(&self, w: &mut Writer<'_>) -> Result<Option<u32>, StoreError> {
        let since = self.now_us - DAY_US;
        w.forget_attempts_until(since)?;
        let attempts = w.attempts(&self.account, &self.address, since)?;
        match throttle(&self.seen(&attempts), seconds(self.now_us)) {
            Throttle::Wait { seconds } => Ok(Some(seconds)),
            Throttle::Allow => {
                w.insert(&Attempt {
                    id: new_id(),
                    at: self.now_us,
                    account: self.account.clone(),
                    address: self.address.clone(),
                    device: self.device.clone(),
                })?;
                Ok(None)
            }
        }
    }

    /// Whether the device has signed in to the account before.
    pub(crate) fn knows_device(&self) -> bool {
        self.device.is_some()
    }

    /// Takes back what was counted for this account from this address: it was somebody who knew.
    pub(crate) fn forgive(&self, w: &mut Writer<'_>) -> Result<(), StoreError> {
        w.forget_attempts(&self.account, &self.address)
    }

    fn seen(&self, attempts: &[Attempt]) -> Seen {
        let count = |counts: &dyn Fn(&Attempt) -> bool| {
            attempts.iter().filter(|attempt| counts(attempt)).fold(Failures::default(), |sum, attempt| Failures {
                count: sum.count.saturating_add(1),
                last: sum.last.max(seconds(attempt.at)),
            })
        };
        let own = |attempt: &Attempt| attempt.account == self.account;
        let here = |attempt: &Attempt| attempt.address == self.address;
        Seen {
            device: self.device.as_ref().map(|device| count(&|a| own(a) && a.device.as_ref() == Some(device))),
            pair: count(&|a| own(a) && here(a)),
            address: count(&here),
            account: count(&own),
        }
    }
}
