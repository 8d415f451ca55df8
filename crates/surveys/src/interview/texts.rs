//! What the pages on a tablet say, in both languages, as a module: a tablet without a network changes language as well.

use chiso_model::Lang;
use chiso_web::words::FluentValue;
use serde_json::{Map, Value};

use super::outcome::Came;
use crate::words::say_with;

/// Keys of texts of the tablet's own pages.
const OWN: &[&str] = &[
    "interview-app-title",
    "interview-app-loading",
    "interview-app-online",
    "interview-app-offline",
    "interview-app-unsent",
    "interview-app-unsent-visits",
    "interview-app-all-sent",
    "interview-app-sent-at",
    "interview-app-never-sent",
    "interview-app-until",
    "interview-app-early",
    "interview-app-over",
    "interview-app-over-unsent",
    "interview-app-signed-out",
    "interview-app-sign-in",
    "interview-app-other-person",
    "interview-app-hidden",
    "interview-app-no-pack",
    "interview-app-failed",
    "interview-app-not-sent-offline",
    "interview-app-busy",
    "interview-app-elsewhere-open",
    "interview-app-send",
    "interview-app-sending",
    "interview-app-sent-now",
    "interview-app-renew",
    "interview-app-renewed",
    "interview-app-find",
    "interview-app-show",
    "interview-app-show-all",
    "interview-app-people",
    "interview-app-nobody",
    "interview-app-none-found",
    "interview-app-no-name",
    "interview-app-state-to-do",
    "interview-app-state-open",
    "interview-app-state-waits",
    "interview-app-state-sent",
    "interview-app-state-refused",
    "interview-app-state-taken",
    "interview-app-state-lost",
    "interview-app-state-gone",
    "interview-app-back",
    "interview-app-place",
    "interview-app-phone",
    "interview-app-visits",
    "interview-app-no-visits",
    "interview-app-visit-waits",
    "interview-app-visit-unknown",
    "interview-app-record",
    "interview-app-came",
    "interview-app-choose",
    "interview-app-record-do",
    "interview-app-recorded",
    "interview-app-begin",
    "interview-app-go-on",
    "interview-app-waits-help",
    "interview-app-sent-help",
    "interview-app-refused-help",
    "interview-app-taken-help",
    "interview-app-lost-help",
    "interview-app-gone-help",
    "interview-app-discard",
    "interview-app-discard-sure",
    "interview-app-cancel",
    "interview-app-consent",
    "interview-app-consent-words",
    "interview-app-agrees",
    "interview-app-declines",
    "interview-app-break-off",
    "interview-app-kept",
    "interview-app-finished",
    "interview-app-finished-help",
    "interview-app-device",
    "interview-app-device-help",
    "interview-app-place-kept",
    "interview-app-remove",
    "interview-app-remove-sure",
    "interview-app-remove-unsent",
    "interview-app-remove-do",
    "interview-app-sign-out",
    "interview-app-not-signed-out",
    "interview-app-other-surveys",
    "interview-app-other-language",
    "interview-app-no-room",
];

/// Keys of texts of the questionnaire's screens, which its module names (`SCREEN_WORDS`).
const SCREENS: &[&str] = &[
    "answer-progress",
    "answer-errors",
    "answer-error",
    "answer-more",
    "answer-optional",
    "answer-how-several",
    "answer-how-rank",
    "answer-how-day",
    "answer-how-decimal",
    "answer-how-range",
    "answer-choose",
    "answer-other",
    "answer-no-answer",
    "answer-back",
    "answer-next",
    "answer-to-over",
    "answer-over-title",
    "answer-over-help",
    "answer-over-final",
    "answer-none",
    "answer-change",
    "answer-send",
];

/// Texts that say something else on a tablet: here a ballot is finished first, and sent later.
const ELSE: &[(&str, &str)] = &[
    ("answer-over-title", "interview-over-title"),
    ("answer-over-help", "interview-over-help"),
    ("answer-over-final", "interview-over-final"),
    ("answer-send", "interview-finish"),
];

/// Values that the tablet puts in by itself: they go out as `{count}`.
const VALUES: &[&str] = &["count", "when", "who", "survey", "answered", "of", "from", "to", "step"];

fn texts(lang: Lang) -> Value {
    let values: Vec<_> = VALUES.iter().map(|name| (*name, FluentValue::from(format!("{{{name}}}")))).collect();
    let came = Came::ALL.map(Came::key);
    let keys = OWN.iter().chain(SCREENS).chain(&came);
    let other = |key: &str| ELSE.iter().find(|(own, _)| *own == key).map(|(_, other)| *other);
    let text = |key: &&str| ((*key).to_owned(), say_with(lang, other(key).unwrap_or(key), &values).into());
    Value::Object(keys.map(text).collect::<Map<_, _>>())
}

/// The module: `texts`, by language and key, and `came`, the ids of what comes of visits with their keys.
pub(super) fn module() -> String {
    let both = serde_json::json!({ "vi": texts(Lang::Vi), "en": texts(Lang::En) });
    let came: Vec<_> = Came::ALL.iter().map(|came| serde_json::json!([came.id(), came.key()])).collect();
    format!("export const texts = {both};\nexport const came = {};\n", Value::from(came))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_that_screens_name_are_sent_and_leave_no_value_out() {
        let screens = include_str!("../../assets/interview/screen.js");
        let start = screens.find("export const SCREEN_WORDS").unwrap();
        let named = &screens[start..start + screens[start..].find("].map").unwrap()];
        let named: Vec<String> = named.split('"').skip(1).step_by(2).map(|word| format!("answer-{word}")).collect();
        assert!(!named.is_empty() && named.iter().all(|key| SCREENS.contains(&key.as_str())), "{named:?}");
        assert_eq!(named.len(), SCREENS.len());
        for lang in Lang::ALL {
            let all = texts(lang).to_string();
            assert!(!all.contains("{ $") && !all.contains("{$"), "{all}");
            assert!(all.contains("{count}") && all.contains("{answered}"));
        }
    }
}
