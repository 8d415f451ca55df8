//! Names as people type them.

use chiso_model::Text;
pub(crate) use chiso_model::agency::fold_name as fold;

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
