//! What a text message says: the words of the setup, with the link in its place.

use chiso_model::Lang;

/// What may stand in braces.
const NAMES: [&str; 3] = ["link", "decline", "owner"];

/// What takes the places in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places<'a> {
    /// Where the ballot is given, with what it is about where that needs saying.
    pub(crate) link: &'a str,
    /// Where the reader says that they want no more texts. The page of the ballot leads there as well.
    pub(crate) decline: &'a str,
    /// Name of the agency.
    pub(crate) owner: &'a str,
}

/// The text; a reminder says that it is one.
pub(crate) fn words(template: &str, places: Places<'_>, again: bool, lang: Lang) -> String {
    let value = |name: &str| match name {
        "link" => Some(places.link),
        "decline" => Some(places.decline),
        "owner" => Some(places.owner),
        _ => None,
    };
    let reminder = if again { lang.pick("Nhắc lại: ", "Reminder: ") } else { "" };
    let mut text = reminder.to_owned();
    let mut rest = template.trim();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        if let Some((value, after)) = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            text.push_str(value);
            rest = after;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text + rest
}

/// Whether a text has a place for the link.
pub(crate) fn has_link(template: &str) -> bool {
    template.contains("{link}")
}

/// A name in braces that stands for nothing.
pub(crate) fn unknown(template: &str) -> Option<&str> {
    let named = template.split('{').skip(1).filter_map(|piece| Some(piece.split_once('}')?.0));
    named.into_iter().find(|name| !NAMES.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_link_in_its_place() {
        let places =
            Places { link: "https://x/vi/s/8XK3", decline: "https://x/vi/s/8XK3/decline", owner: "Sở {link}" };
        for (template, again, expected) in [
            ("Mời: {link}. {owner}\n", false, "Mời: https://x/vi/s/8XK3. Sở {link}"),
            ("{link}", true, "Nhắc lại: https://x/vi/s/8XK3"),
            ("{decline} {other} {", false, "https://x/vi/s/8XK3/decline {other} {"),
        ] {
            assert_eq!(words(template, places, again, Lang::Vi), expected);
        }
        assert!(has_link("a {link}") && !has_link("a link"));
        assert_eq!((unknown("{link} {name}"), unknown("{owner}{link} { }x")), (Some("name"), Some(" ")));
        assert_eq!(unknown("{link} {decline} {"), None);
    }
}
