//! Names as people type them.

use unicode_normalization::UnicodeNormalization as _;

/// Words that may stand before the name of a unit and say what kind it is; the longer of two comes first.
const KINDS: [&str; 16] = [
    "thanh pho truc thuoc trung uong ",
    "thanh pho ",
    "tp ",
    "tinh ",
    "city of ",
    "quan ",
    "huyen ",
    "thi xa ",
    "thi tran ",
    "uy ban nhan dan ",
    "ubnd ",
    "phuong ",
    "p ",
    "xa ",
    "x ",
    "dac khu ",
];

/// A name in small letters without marks, punctuation, or the kind of unit before it: `TP. Hải Phòng`, `UBND thành phố Hải Phòng` and `hai phong` are the same.
pub fn fold_name(name: &str) -> String {
    let words = fold_name_with_kind(name);
    let mut rest = words.as_str();
    while let Some(shorter) = KINDS.iter().find_map(|kind| rest.strip_prefix(kind)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// A name in small letters without marks and punctuation; the kind of unit before it stays: `Phường Tân An` and `xã Tân An` are two names.
pub fn fold_name_with_kind(name: &str) -> String {
    let words = plain_words(name);
    match words.strip_prefix("tp ") {
        Some(rest) => format!("thanh pho {rest}"),
        None => words,
    }
}

/// Small letters and digits without marks, in words divided by single blanks.
pub(super) fn plain_words(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name in small letters with its marks, composed alike, in words divided by single blanks: the strictest way of being the same name.
pub(super) fn with_marks(name: &str) -> String {
    let lower: String = name.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_capitals_and_kinds_do_not_matter() {
        for (written, folded) in [
            ("Hải Phòng", "hai phong"),
            ("TP. HẢI PHÒNG", "hai phong"),
            ("Thành phố Hải Phòng", "hai phong"),
            ("UBND thành phố Hải Phòng", "hai phong"),
            ("Tỉnh  Đắk Lắk", "dak lak"),
            ("Bà Rịa-Vũng Tàu", "ba ria vung tau"),
            ("phường Tân An", "tan an"),
            ("Xã Tân An", "tan an"),
            ("Thu\u{031b}\u{0300}a Thie\u{0302}n Hue\u{0302}\u{0301}", "thua thien hue"),
            ("", ""),
        ] {
            assert_eq!(fold_name(written), folded);
        }
        assert_eq!(fold_name_with_kind("TP.Huế"), fold_name_with_kind("THÀNH PHỐ HUẾ"));
        assert_ne!(fold_name_with_kind("Xã Tân An"), fold_name_with_kind("Phường Tân An"));
    }
}
