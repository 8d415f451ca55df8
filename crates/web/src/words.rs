//! The interface in Vietnamese and English: Fluent texts, the same keys in both.
//!
//! Each crate with pages has `i18n/{vi,en}.ftl` and a module `words` of one line, `chiso_web::words!("../i18n/vi.ftl", "../i18n/en.ftl");`, which gives it
//! `WORDS` (its own texts over those that all pages share), `say` and `say_with`; `chiso_web::tell!` says a key with values. A test of each crate calls [`check`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use chiso_model::Lang;
pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// The Fluent texts of a crate.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Vietnamese.
    pub vi: &'static str,
    /// English, with the same keys.
    pub en: &'static str,
}

impl Source {
    /// The text of a language.
    pub const fn text(self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }

    /// The keys of a language.
    ///
    /// # Errors
    /// What Fluent cannot read.
    fn keys(self, lang: Lang) -> Result<BTreeSet<String>, String> {
        FluentResource::try_new(self.text(lang).to_owned()).map_err(|(_, errors)| format!("{errors:?}"))?;
        let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        Ok(self
            .text(lang)
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(key)
            .collect())
    }
}

/// A value put into a text. Numbers decide between singular and plural; texts are printed as they are.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// Texts of several sources, ready to be said.
pub struct Words([FluentBundle<FluentResource>; 2]);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// Joins sources; a key of a later one wins.
    pub fn new(sources: &[Source]) -> Words {
        Words(Lang::ALL.map(|lang| {
            let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The texts mix only left-to-right scripts; the isolating marks would end up in titles and downloads.
            bundle.set_use_isolating(false);
            for source in sources {
                let text = source.text(lang).to_owned();
                bundle.add_resource_overriding(FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource));
            }
            bundle
        }))
    }

    /// The text of a key; `[key]` where it is not defined, which [`check`] finds.
    pub fn say(&self, lang: Lang, key: &str) -> String {
        self.say_with(lang, key, &[])
    }

    /// Whether a key has a text.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        let [vi, en] = &self.0;
        lang.pick(vi, en).has_message(key)
    }

    /// The text of a key with values put in.
    pub fn say_with(&self, lang: Lang, key: &str, values: &[Arg<'_>]) -> String {
        let [vi, en] = &self.0;
        let bundle = lang.pick(vi, en);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(Cow::Borrowed(*name), value.clone());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// The body of a crate's module `words`: its texts from two files beside `src`, over those that all pages share.
#[macro_export]
macro_rules! words {
    (in $folder:literal: $($name:literal)+) => {
        $crate::words!(@source $crate::words::Source {
            vi: concat!($(include_str!(concat!($folder, "/vi/", $name, ".ftl")), "\n"),+),
            en: concat!($(include_str!(concat!($folder, "/en/", $name, ".ftl")), "\n"),+),
        });
    };
    ($vi:literal, $en:literal) => {
        $crate::words!(@source $crate::words::Source { vi: include_str!($vi), en: include_str!($en) });
    };
    (@source $source:expr) => {
        /// The texts of this crate.
        pub(crate) const SOURCE: $crate::words::Source = $source;

        /// The texts of this crate over those that all pages share.
        pub(crate) static WORDS: ::std::sync::LazyLock<$crate::words::Words> =
            ::std::sync::LazyLock::new(|| $crate::words::Words::new(&[$crate::words::SHARED, SOURCE]));

        /// The text of a key.
        pub(crate) fn say(lang: ::chiso_model::Lang, key: &str) -> String {
            WORDS.say(lang, key)
        }

        /// The text of a key with values put in.
        #[allow(dead_code, reason = "a crate may have no texts with values")]
        pub(crate) fn say_with(lang: ::chiso_model::Lang, key: &str, values: &[$crate::words::Arg<'_>]) -> String {
            WORDS.say_with(lang, key, values)
        }
    };
}

/// Says a key of the calling crate with values: `tell!(lang, "key", count = 3, name = "Hà Nội")`.
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "each crate says its own words")]
macro_rules! tell {
    ($lang:expr, $key:literal) => { crate::words::say($lang, $key) };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        crate::words::say_with($lang, $key, &[$((stringify!($name), $crate::words::FluentValue::from($value))),+])
    };
}

words!("../i18n/vi.ftl", "../i18n/en.ftl");

/// The texts that all pages share.
pub const SHARED: Source = SOURCE;

/// What is wrong with the words of a crate, for a test: the languages differ in keys, a key that a template or a source file of `folder` names is not there, or
/// one that is there is named nowhere. `shared` are sources that its pages use as well.
pub fn check(folder: &Path, own: Source, shared: &[Source]) -> Vec<String> {
    let mut problems = Vec::new();
    let (vi, en) = match (own.keys(Lang::Vi), own.keys(Lang::En)) {
        (Ok(vi), Ok(en)) => (vi, en),
        (vi, en) => return [vi.err(), en.err()].into_iter().flatten().collect(),
    };
    problems.extend(vi.difference(&en).map(|key| format!("`{key}` is not in en.ftl")));
    problems.extend(en.difference(&vi).map(|key| format!("`{key}` is not in vi.ftl")));
    let mut known = BTreeSet::new();
    for source in shared {
        known.extend(source.keys(Lang::Vi).unwrap_or_default());
    }
    problems.extend(vi.intersection(&known).map(|key| format!("`{key}` is shared already")));
    known.extend(vi.iter().cloned());
    let text = match text_below(&[folder.join("src"), folder.join("templates")]) {
        Ok(text) => text,
        Err(error) => return vec![format!("{}: {error}", folder.display())],
    };
    let unused = vi.iter().filter(|key| !text.contains(&format!("\"{key}\"")));
    problems.extend(unused.map(|key| format!("`{key}` is defined and never used")));
    let unknown = named(&text).into_iter().filter(|key| *key != "key" && !known.contains(*key));
    problems.extend(unknown.map(|key| format!("`{key}` is used and not defined")));
    problems
}

/// Everything written in the files below some folders; a folder that is not there has none.
fn text_below(folders: &[std::path::PathBuf]) -> std::io::Result<String> {
    let mut text = String::new();
    let mut folders: Vec<_> = folders.iter().filter(|folder| folder.is_dir()).cloned().collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text.push_str(&std::fs::read_to_string(path)?);
            }
        }
    }
    Ok(text)
}

/// The keys that stand in calls: `.t("key")`, `say(lang, "key")`, `say_with(lang, "key", ...)`, `tell!(lang, "key")`.
fn named(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    found.extend(text.split(".t(\"").skip(1).filter_map(|rest| rest.split('"').next()));
    for start in ["say(", "say_with(", "tell!("] {
        for rest in text.split(start).skip(1) {
            let Some((lang, rest)) = rest.split_once(',') else { continue };
            let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
            if !lang.contains(['"', '(', '{']) {
                found.extend(rest.split('"').next());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_defined_and_used() {
        let problems = check(env!("CARGO_MANIFEST_DIR").as_ref(), SOURCE, &[]);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn keys_are_found_where_they_are_said() {
        let text = "c.t(\"one\") say(lang, \"two\") tell!(reader.lang,\n \"three\", a = b) say(of(x), \"four\")";
        assert_eq!(named(text), BTreeSet::from(["one", "two", "three"]));
    }

    #[test]
    fn a_later_source_wins_and_an_unknown_key_shows() {
        let words = Words::new(&[
            Source { vi: "a = một\nb = hai", en: "a = one\nb = two" },
            Source { vi: "b = 2", en: "b = 2" },
        ]);
        for (lang, key, said) in
            [(Lang::Vi, "a", "một"), (Lang::En, "a", "one"), (Lang::En, "b", "2"), (Lang::Vi, "c", "[c]")]
        {
            assert_eq!(words.say(lang, key), said);
        }
    }
}
