//! Counting what fails, so that guessing is slow and nobody can lock out anybody else.
//!
//! An attempt is counted before it is tried, in the transaction that decides whether it may be tried at all: a thousand guesses sent at once are a thousand
//! guesses. Whoever was right has the count taken back.

use chiso_identity::{DeviceKey, Failures, Seen, Throttle, address_group, digest, throttle, throttle_code};
use chiso_store::sessions::{Attempt, Tries};
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
    /// The address, and the sort of what is tried: whoever asks for letters uses up nobody's sign-ins.
    address: String,
    rule: fn(&Seen, i64) -> Throttle,
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
        let address = format!("{kind} {}", address_group(caller.address));
        Tally { account, address, rule: throttle, device, now_us: caller.now_us }
    }

    /// The same, for codes of a second factor: those are guessed in fewer tries.
    pub(crate) fn of_codes(caller: &Caller, kind: &str, person: &str, marks: &str, devices: &DeviceKey) -> Tally {
        Tally { rule: throttle_code, ..Tally::of(caller, kind, person, marks, devices) }
    }

    /// Counts an attempt as failed until [`Tally::forgive`]; or says how many seconds it must wait, and does not count it.
    pub(crate) fn try_one(&self, w: &mut Writer<'_>) -> Result<Option<u32>, StoreError> {
        let wait = self.wait(w)?;
        if wait.is_none() {
            self.count(w)?;
        }
        Ok(wait)
    }

    /// How many seconds the next attempt must wait, if it must.
    pub(crate) fn wait(&self, w: &mut Writer<'_>) -> Result<Option<u32>, StoreError> {
        let since = self.now_us - DAY_US;
        w.forget_attempts_until(since)?;
        let failed = w.failed(&self.account, &self.address, self.device.as_deref().unwrap_or_default(), since)?;
        let seen = Seen {
            device: self.device.is_some().then(|| failures(failed.device)),
            pair: failures(failed.pair),
            address: failures(failed.address),
            account: failures(failed.account),
        };
        Ok(match (self.rule)(&seen, seconds(self.now_us)) {
            Throttle::Wait { seconds } => Some(seconds),
            Throttle::Allow => None,
        })
    }

    /// Counts a failure.
    pub(crate) fn count(&self, w: &mut Writer<'_>) -> Result<(), StoreError> {
        w.insert(&Attempt {
            id: new_id(),
            at: self.now_us,
            account: self.account.clone(),
            address: self.address.clone(),
            device: self.device.clone(),
        })
    }

    /// Whether the device has signed in to the account before.
    pub(crate) fn knows_device(&self) -> bool {
        self.device.is_some()
    }

    /// Takes back what was counted for this account from this address: it was somebody who knew.
    pub(crate) fn forgive(&self, w: &mut Writer<'_>) -> Result<(), StoreError> {
        w.forget_attempts(&self.account, &self.address)
    }
}

fn failures(tries: Tries) -> Failures {
    Failures { count: u32::try_from(tries.count).unwrap_or(u32::MAX), last: seconds(tries.last) }
}
