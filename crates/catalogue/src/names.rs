//! Names as people type them.

use chiso_model::Text;
use unicode_normalization::UnicodeNormalization as _;

/// Words that may stand before the name of a unit.
const KINDS: [&str; 4] = ["thanh pho ", "tp ", "tinh ", "city of "];

/// The name in small letters without marks, punctuation, or the kind of unit before it: `TP. Hải Phòng` and `hai phong` are the same.
pub(crate) fn fold(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    KINDS.iter().find_map(|kind| words.strip_prefix(kind)).map_or(words.clone(), str::to_owned)
}

/// Every way in which a unit's name is written.
pub(crate) fn of<'a>(name: &'a Text, aliases: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name.vi.as_str()).chain(name.en.as_deref()).chain(aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_capitals_and_kinds_do_not_matter() {
        for (written, folded) in [
            ("Hải Phòng", "hai phong"),
            ("TP. HẢI PHÒNG", "hai phong"),
            ("Thành phố Hải Phòng", "hai phong"),
            ("Tỉnh  Đắk Lắk", "dak lak"),
            ("Bà Rịa-Vũng Tàu", "ba ria vung tau"),
            ("BA RIA - VUNG TAU", "ba ria vung tau"),
            // The same letters, composed otherwise.
            ("Thu\u{031b}\u{0300}a Thie\u{0302}n Hue\u{0302}\u{0301}", "thua thien hue"),
            ("", ""),
        ] {
            assert_eq!(fold(written), folded);
        }
    }
}
