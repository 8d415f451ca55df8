//! How many messages a text becomes on its way (3GPP TS 23.038): 7 bits a character where every character is of the GSM alphabet, else 16.

/// How a text is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Every character is of the GSM 7-bit alphabet: Vietnamese only where it is written without most of its marks.
    Gsm7,
    /// 16 bits a character: Vietnamese as it is written.
    Ucs2,
}

/// How long a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// How it is sent.
    pub encoding: Encoding,
    /// Units it takes: septets, of which a few characters take two, or units of 16 bits.
    pub units: usize,
    /// Messages that it becomes; each is paid for.
    pub count: usize,
}

/// Characters of one septet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Characters of two: an escape and one more.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// Measures a text.
pub fn segments(text: &str) -> Segments {
    let septets = |letter: char| match letter {
        letter if BASIC.contains(letter) => Some(1),
        letter if EXTENDED.contains(letter) => Some(2),
        _ => None,
    };
    if let Some(sizes) = text.chars().map(septets).collect::<Option<Vec<usize>>>() {
        Segments { encoding: Encoding::Gsm7, units: sizes.iter().sum(), count: packed(&sizes, 160, 153) }
    } else {
        let sizes: Vec<usize> = text.chars().map(char::len_utf16).collect();
        Segments { encoding: Encoding::Ucs2, units: sizes.iter().sum(), count: packed(&sizes, 70, 67) }
    }
}

/// Messages that characters of some sizes fill: one of `alone` units, or several of `each`; no character is cut in two.
fn packed(sizes: &[usize], alone: usize, each: usize) -> usize {
    if sizes.iter().sum::<usize>() <= alone {
        return usize::from(!sizes.is_empty());
    }
    let (mut count, mut free) = (1, each);
    for size in sizes {
        if *size > free {
            count += 1;
            free = each;
        }
        free -= size;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_as_networks_do() {
        use Encoding::{Gsm7, Ucs2};
        for (text, encoding, units, count) in [
            (String::new(), Gsm7, 0, 0),
            ("Moi Ong/Ba tra loi".to_owned(), Gsm7, 18, 1),
            ("a".repeat(160), Gsm7, 160, 1),
            ("a".repeat(161), Gsm7, 161, 2),
            ("a".repeat(306), Gsm7, 306, 2),
            ("a".repeat(307), Gsm7, 307, 3),
            ("{}[]~^|\\€".to_owned(), Gsm7, 18, 1),
            // The escape does not stand at the end of a message: 152 characters, then one of two septets.
            (format!("{}€{}", "a".repeat(152), "a".repeat(152)), Gsm7, 306, 3),
            ("Mời Ông/Bà trả lời".to_owned(), Ucs2, 18, 1),
            ("ư".repeat(70), Ucs2, 70, 1),
            ("ư".repeat(71), Ucs2, 71, 2),
            ("ư".repeat(134), Ucs2, 134, 2),
            ("ư".repeat(135), Ucs2, 135, 3),
            // A pair of two units is not cut either.
            (format!("{}😀{}", "ư".repeat(66), "ư".repeat(66)), Ucs2, 134, 3),
        ] {
            assert_eq!(segments(&text), Segments { encoding, units, count }, "{text}");
        }
    }
}
