//! The words of these pages: one file for each thing and language, joined here.

use chiso_model::Lang;
use chiso_web::words::{Arg, SHARED, Source, Words};

macro_rules! joined {
    ($($name:literal)+) => {
        Source {
            vi: concat!($(include_str!(concat!("../i18n/vi/", $name, ".ftl")), "\n"),+),
            en: concat!($(include_str!(concat!("../i18n/en/", $name, ".ftl")), "\n"),+),
        }
    };
}

/// The texts of this crate.
pub(crate) const SOURCE: Source = joined!("frame" "entry" "appraisal" "council" "publication" "reports" "list" "notices" "open" "overview" "unit" "after");

/// The texts of this crate over those that all pages share.
pub(crate) static WORDS: std::sync::LazyLock<Words> = std::sync::LazyLock::new(|| Words::new(&[SHARED, SOURCE]));

/// The text of a key.
pub(crate) fn say(lang: Lang, key: &str) -> String {
    WORDS.say(lang, key)
}

/// The text of a key with values put in.
pub(crate) fn say_with(lang: Lang, key: &str, values: &[Arg<'_>]) -> String {
    WORDS.say_with(lang, key, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_defined_and_used() {
        let problems = chiso_web::words::check(env!("CARGO_MANIFEST_DIR").as_ref(), SOURCE, &[SHARED]);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
