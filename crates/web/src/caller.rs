//! Who is asking.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chiso_access::Actor;
use chiso_model::Date;

/// Who is asking. The server puts it into the extensions of every request; where it is absent, nobody has signed in and nobody can.
#[derive(Clone)]
pub struct Caller {
    /// The person or key with its rights.
    pub actor: Actor,
    /// The name in the top bar; empty where nobody is signed in and for an API key.
    pub name: String,
    /// Id of the session, in hexadecimal digits.
    pub session: Option<String>,
    /// Id of the API key, the readable part of it; none for people.
    pub key: Option<String>,
    /// What every form of this caller carries in its hidden field `csrf`; empty without a session.
    pub csrf: String,
    /// Id of the request, for logs and the journal.
    pub request_id: String,
    /// Where the request comes from, behind trusted proxies too.
    pub address: IpAddr,
    /// The origin at which stored files are looked at, as this caller reaches it (`https://host:port`); absent where there is none.
    pub files_origin: Option<String>,
    /// The day in Việt Nam.
    pub day: Date,
    /// The moment, in microseconds since 1970-01-01 UTC.
    pub now_us: i64,
}

/// Neither the session nor the token of forms, so that no log can hold them.
impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller")
            .field("actor", &self.actor)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl Caller {
    /// Nobody in particular, at a moment in microseconds since 1970-01-01 UTC.
    pub fn anonymous(now_us: i64) -> Caller {
        Caller {
            actor: Actor::anonymous(),
            name: String::new(),
            session: None,
            key: None,
            csrf: String::new(),
            request_id: String::new(),
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            files_origin: None,
            day: day_in_viet_nam(now_us),
            now_us,
        }
    }

    /// Whether a person has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.actor.person.is_some()
    }

    /// Whether the caller is known at all: a person, or a program with a key.
    pub fn is_known(&self) -> bool {
        self.is_signed_in() || self.actor.scopes.is_some()
    }
}

/// The calendar day in Việt Nam (UTC+7, no summer time) at a moment in microseconds since 1970-01-01 UTC.
pub fn day_in_viet_nam(now_us: i64) -> Date {
    let moment = jiff::Timestamp::from_microsecond(now_us).unwrap_or_default();
    jiff::tz::TimeZone::fixed(jiff::tz::offset(7)).to_datetime(moment).date()
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Caller>().cloned().unwrap_or_else(now))
    }
}

/// Nobody in particular, now. The clock of this crate is read here alone, and only where no server says what time it is.
fn now() -> Caller {
    Caller::anonymous(jiff::Timestamp::now().as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_viet_nam_begins_at_17_utc() {
        for (seconds, day) in [(0, (1970, 1, 1)), (17 * 3600 - 1, (1970, 1, 1)), (17 * 3600, (1970, 1, 2))] {
            let (year, month, day) = day;
            assert_eq!(day_in_viet_nam(seconds * 1_000_000), Date::constant(year, month, day));
        }
    }
}
