//! How somebody is reached: by letter where that works, else by text message. Which ways failed is kept in words, a line each.

use chiso_sms::Number;
use chiso_store::surveys::Invitee;
use chiso_survey::campaign::Setup;
use chiso_workspace::Desk;

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// A letter to the mail address.
    Mail,
    /// A text message to the phone.
    Text,
}

/// The ways that a campaign has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ways {
    mail: bool,
    texts: bool,
}

impl Way {
    fn id(self) -> &'static str {
        match self {
            Way::Mail => "mail",
            Way::Text => "text",
        }
    }

    /// Whether a line tells of this way. Lines of older programs name none: there were only letters.
    fn is_told_by(self, line: &str) -> bool {
        let is_of = |way: Way| line.strip_prefix(way.id()).is_some_and(|rest| rest.starts_with(':'));
        is_of(self) || self == Way::Mail && !is_of(Way::Text)
    }

    /// Whether this way has not failed before.
    pub(super) fn is_new(self, failed: Option<&str>) -> bool {
        !failed.unwrap_or_default().lines().any(|line| self.is_told_by(line))
    }

    /// What is kept when this way fails as well.
    pub(super) fn failure(self, before: Option<&str>, why: &str) -> String {
        let others = before.unwrap_or_default().lines().filter(|line| !self.is_told_by(line)).map(str::to_owned);
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        others.chain([format!("{}: {why}", self.id())]).collect::<Vec<_>>().join("\n")
    }
}

impl Ways {
    /// Letters where the server sends mail; texts where it has a gateway and the campaign says what they say.
    pub(crate) fn of(desk: &Desk, setup: &Setup) -> Ways {
        Ways { mail: desk.sends_letters(), texts: desk.sends_texts() && !setup.sms.vi.trim().is_empty() }
    }

    /// Whether there is any.
    pub(super) fn any(self) -> bool {
        self.mail || self.texts
    }

    /// How somebody is reached; `failed` is what is kept of ways that failed. None where no way is left.
    pub(crate) fn to(self, invitee: &Invitee, failed: Option<&str>) -> Option<Way> {
        let works = |way: Way| way.is_new(failed);
        if self.mail && invitee.mail.is_some() && works(Way::Mail) {
            return Some(Way::Mail);
        }
        let takes_texts =
            || invitee.phone.as_deref().and_then(|phone| Number::read(phone).ok()).is_some_and(|to| to.takes_texts());
        (self.texts && works(Way::Text) && takes_texts()).then_some(Way::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitee(mail: bool, phone: &str) -> Invitee {
        Invitee {
            id: "1".to_owned(),
            survey: "s".to_owned(),
            invited_to: "s/000001".to_owned(),
            lang: "vi".to_owned(),
            declined: false,
            name: None,
            mail: mail.then(|| "a@example.vn".to_owned()),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
            salt: None,
        }
    }

    #[test]
    fn a_text_goes_where_no_letter_does() {
        let both = Ways { mail: true, texts: true };
        let letters = Ways { texts: false, ..both };
        let texts = Ways { mail: false, ..both };
        let mobile = "0912345678";
        let mail = Way::Mail.failure(None, "550 5.1.1\r\nnobody");
        let text = Way::Text.failure(None, "HTTP 400");
        let all = Way::Text.failure(Some(&mail), "HTTP 400");
        assert_eq!(all, "mail: 550 5.1.1 nobody\ntext: HTTP 400");
        assert_eq!(Way::Mail.failure(Some(&all), "551"), "text: HTTP 400\nmail: 551");
        for (ways, person, failed, expected) in [
            (both, invitee(true, mobile), None, Some(Way::Mail)),
            (both, invitee(false, mobile), None, Some(Way::Text)),
            (both, invitee(false, "02438251234"), None, None),
            (both, invitee(false, ""), None, None),
            (both, invitee(true, mobile), Some(mail.as_str()), Some(Way::Text)),
            (both, invitee(true, mobile), Some("550 of an older program"), Some(Way::Text)),
            (both, invitee(true, ""), Some(&mail), None),
            (both, invitee(true, mobile), Some(&text), Some(Way::Mail)),
            (both, invitee(true, mobile), Some(&all), None),
            (letters, invitee(true, mobile), Some(&mail), None),
            (texts, invitee(true, mobile), None, Some(Way::Text)),
            // Somebody who was forgotten.
            (both, invitee(false, ""), Some(""), None),
        ] {
            assert_eq!(ways.to(&person, failed), expected, "{ways:?} {person:?} {failed:?}");
        }
    }
}
