//! The one place of the server that reads the clock and chance.

use std::time::Instant;

/// Now, microseconds since 1970, UTC.
pub(crate) fn now_us() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// A moment to measure durations from.
#[allow(clippy::disallowed_methods, reason = "durations of requests are measured here, and nowhere else")]
pub(crate) fn moment() -> Instant {
    Instant::now()
}

/// An id for a request: sixteen hexadecimal digits.
pub(crate) fn request_id() -> String {
    let mut bytes = [0; 8];
    // An id that repeats spoils a log line; it does not spoil an answer.
    let _ = getrandom::fill(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}
