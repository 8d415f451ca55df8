//! The interface in Vietnamese and English: Fluent texts, the same keys in both (a test sees to it).

use std::borrow::Cow;
use std::sync::LazyLock;

use chiso_model::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Fluent text of a language.
pub(crate) const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => include_str!("../i18n/vi.ftl"),
        Lang::En => include_str!("../i18n/en.ftl"),
    }
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| Lang::ALL.map(bundle));

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The texts mix only left-to-right scripts; the isolating marks would end up in titles and downloads.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source(lang).to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// A value put into a text. Numbers decide between singular and plural; texts are printed as they are.
pub(crate) type Arg<'a> = (&'static str, FluentValue<'a>);

/// The text of a key.
pub(crate) fn say(lang: Lang, key: &str) -> String {
    say_with(lang, key, &[])
}

/// The text of a key with values put in.
pub(crate) fn say_with(lang: Lang, key: &str, values: &[Arg<'_>]) -> String {
    let bundle = &BUNDLES[usize::from(lang == Lang::En)];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return format!("[{key}]");
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(Cow::Borrowed(*name), value.clone());
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// Says a key with values: `tell!(lang, "key", count = 3, name = "Hà Nội")`.
macro_rules! tell {
    ($lang:expr, $key:literal) => { $crate::words::say($lang, $key) };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::say_with($lang, $key, &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),+])
    };
}
pub(crate) use tell;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let resource = FluentResource::try_new(source(lang).to_owned());
        assert!(resource.is_ok(), "{lang:?}: {:?}", resource.err().map(|(_, errors)| errors));
        source(lang)
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (vi, en) = (keys(Lang::Vi), keys(Lang::En));
        assert_eq!(vi, en);
        assert!(vi.len() > 50);
    }

    /// Every key that a template or a source file names is there, and every key that is there is named somewhere.
    #[test]
    fn every_key_is_defined_and_used() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        let mut folders = vec![root.join("src"), root.join("templates")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    text.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let defined = keys(Lang::Vi);
        for key in &defined {
            assert!(text.contains(&format!("\"{key}\"")), "`{key}` is defined and never used");
        }
        for named in text.split("c.t(\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(key, _)| key)) {
            assert!(defined.contains(named), "`{named}` is used and not defined");
        }
        for start in ["tell!(lang, \"", "tell!(c.lang, \"", "say(lang, \"", "say_with(lang, \""] {
            for named in text.split(start).skip(1).filter_map(|rest| rest.split_once('"').map(|(key, _)| key)) {
                assert!(named == "key" || defined.contains(named), "`{named}` is used and not defined");
            }
        }
    }

    #[test]
    fn english_has_a_singular() {
        assert_eq!(tell!(Lang::En, "count-units", count = 1, shown = "1"), "1 unit");
        assert_eq!(tell!(Lang::En, "count-units", count = 63, shown = "63"), "63 units");
        assert_eq!(tell!(Lang::Vi, "count-units", count = 63, shown = "63"), "63 đơn vị");
    }
}
