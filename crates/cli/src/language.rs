//! The language in which the program speaks.

use std::ffi::OsString;

use chiso_model::Lang;

use crate::wording::Wrong;

/// From `--lang`, else from the variables `CHISO_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`; Vietnamese where none of them says English.
///
/// It must be known before the arguments are parsed, so that what is said about them is said in it.
pub(crate) fn choose(arguments: &[OsString]) -> Lang {
    let variables = ["CHISO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    from(arguments, &variables)
}

fn from(arguments: &[OsString], variables: &[Option<String>]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    let apart = texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    if let Some(Ok(lang)) = joined.or(apart).map(parse) {
        return lang;
    }
    let first = variables.iter().flatten().find(|value| !value.is_empty());
    if first.is_some_and(|value| value.to_ascii_lowercase().starts_with("en")) { Lang::En } else { Lang::Vi }
}

/// The value of `--lang`.
pub(crate) fn parse(text: &str) -> Result<Lang, Wrong> {
    Lang::ALL
        .into_iter()
        .find(|lang| lang.tag() == text)
        .ok_or_else(|| Wrong::new("chỉ có “vi” và “en”", "it is `vi` or `en`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_says_something_decides() {
        for (arguments, variables, wanted) in [
            (&["chiso"][..], [None, None, None, None], Lang::Vi),
            (&["chiso"], [None, None, None, Some("en_GB.UTF-8")], Lang::En),
            (&["chiso"], [None, None, None, Some("C.UTF-8")], Lang::Vi),
            (&["chiso"], [Some("vi"), None, None, Some("en_US")], Lang::Vi),
            (&["chiso"], [Some(""), Some("en_US"), None, Some("vi_VN")], Lang::En),
            (&["chiso", "--lang", "en"], [Some("vi"), None, None, None], Lang::En),
            (&["chiso", "--lang=vi", "compute"], [Some("en"), None, None, None], Lang::Vi),
            (&["chiso", "--lang", "fr"], [Some("en"), None, None, None], Lang::En),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            let variables = variables.map(|value: Option<&str>| value.map(str::to_owned));
            assert_eq!(from(&arguments, &variables), wanted, "{arguments:?} {variables:?}");
        }
    }
}
