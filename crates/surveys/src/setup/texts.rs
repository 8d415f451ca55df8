//! Text messages in the setup: what is wrong with their words, and how they look when they are sent.

use chiso_model::{Lang, Text, decimal};
use chiso_sms::{Encoding, Segments, segments};
use chiso_survey::campaign::Setup;
use chiso_web::Caller;
use chiso_web::parts::Definitions;

use super::fields::Wrong;
use crate::entry::Surveys;
use crate::people::{TextPlaces, has_link, text_words, unknown_place};
use crate::words::{say, say_with};

/// A code as long as every other, to measure with.
const CODE: &str = "00000000000000000000000000";
/// Messages that a text should not go beyond.
const SHORT: usize = 2;

/// What is wrong with the words: no place for the link, or a name in braces that stands for nothing. Nothing where there are none.
pub(super) fn wrong(sms: &Text) -> Wrong {
    let of = |field: &'static str, text: &str| {
        if text.trim().is_empty() {
            return None;
        }
        if let Some(name) = unknown_place(text) {
            let (vi, en) = (
                format!("{{{name}}} không thay cho gì; chỉ có {{link}}, {{owner}} và {{decline}}."),
                format!("{{{name}}} stands for nothing; there are {{link}}, {{owner}} and {{decline}}."),
            );
            return Some((field, Text::new(vi, en)));
        }
        let told = Text::new(
            "Tin nhắn phải có {link}, nơi đặt đường dẫn riêng của từng người.",
            "The text needs {link}, where each reader’s own address goes.",
        );
        (!has_link(text)).then_some((field, told))
    };
    let only_en = sms.vi.trim().is_empty() && sms.en.as_deref().is_some_and(|en| !en.trim().is_empty());
    let no_vi = only_en.then(|| {
        let told = Text::new(
            "Hãy viết cả tin nhắn tiếng Việt, hoặc để trống cả hai nếu không gửi tin nhắn.",
            "Write the Vietnamese text as well, or leave both empty where no texts are sent.",
        );
        ("sms_vi", told)
    });
    no_vi.into_iter().chain(of("sms_vi", &sms.vi)).chain(of("sms_en", sms.en.as_deref().unwrap_or_default())).collect()
}

impl Surveys {
    /// The texts of a setup as they will be sent, each with the messages that it becomes; nothing where there are none.
    pub(super) fn texts_shown(&self, caller: &Caller, setup: &Setup, lang: Lang) -> Option<Definitions> {
        if setup.sms.vi.trim().is_empty() {
            return None;
        }
        let mut shown = Definitions::new();
        for (of, label) in [(Lang::Vi, "setup-sms-vi"), (Lang::En, "setup-sms-en")] {
            let invitation = self.text_sent(caller, setup, of, false);
            let size = told(segments(&invitation), lang);
            shown = shown.line(say(lang, label), invitation).line(say(lang, "sms-size"), size);
            if !setup.reminders.days.is_empty() {
                let size = told(segments(&self.text_sent(caller, setup, of, true)), lang);
                shown = shown.line(say(lang, "sms-size-again"), size);
            }
        }
        if !self.desk.sends_texts() {
            shown = shown.line(say(lang, "sms-gateway"), say(lang, "sms-no-gateway"));
        }
        Some(shown)
    }

    fn text_sent(&self, caller: &Caller, setup: &Setup, lang: Lang, again: bool) -> String {
        let link = self.link(lang, CODE);
        let decline = format!("{link}/decline");
        let owner = self.agency_title(caller, &setup.owner, lang);
        let places = TextPlaces { link: &link, decline: &decline, owner: &owner };
        text_words(setup.sms.get(lang), places, again, lang)
    }
}

/// How long a text is, and that it is too long where it is.
fn told(size: Segments, lang: Lang) -> String {
    let kind = match size.encoding {
        Encoding::Gsm7 => "sms-size-plain",
        Encoding::Ucs2 => "sms-size-marks",
    };
    let counted = [("messages", size.count.into()), ("units", decimal(size.units as f64, 0, lang).into())];
    let counted = say_with(lang, kind, &counted);
    if size.count > SHORT { format!("{counted}. {}", say(lang, "sms-long")) } else { counted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_text_are_checked() {
        for (vi, en, expected) in [
            ("", "", vec![]),
            ("Mời {link}", "", vec![]),
            ("Mời {link}", "Please {link} {decline}", vec![]),
            ("", "Please {link}", vec!["sms_vi"]),
            ("Mời", "", vec!["sms_vi"]),
            ("Mời {link} {name}", "Please", vec!["sms_vi", "sms_en"]),
        ] {
            let sms = Text { vi: vi.to_owned(), en: Some(en.to_owned()) };
            let fields: Vec<&str> = wrong(&sms).into_iter().map(|(field, _)| field).collect();
            assert_eq!(fields, expected, "{vi} {en}");
        }
    }
}
