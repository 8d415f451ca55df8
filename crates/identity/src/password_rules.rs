//! Which passwords may be chosen: length, and enough that cannot be guessed (NIST SP 800-63B: no rules about kinds of letters).

use chiso_model::Lang;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SHORTEST: usize = 12;
pub(crate) const LONGEST: usize = 200;
/// What must be left once everything common is taken away.
const OF_ONE_S_OWN: usize = 6;

/// Pieces that the commonest passwords are made of, here and abroad; without marks, in small letters, digits that stand for letters read as letters.
const COMMON: &[&str] = &[
    "password",
    "passwort",
    "passw",
    "matkhau",
    "admin",
    "administrator",
    "root",
    "user",
    "login",
    "welcome",
    "letmein",
    "changeme",
    "secret",
    "default",
    "test",
    "demo",
    "guest",
    "master",
    "hello",
    "xinchao",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "yeuanh",
    "tinhyeu",
    "vietnam",
    "hanoi",
    "saigon",
    "hochiminh",
    "danang",
    "conghoa",
    "xahoi",
    "chunghia",
    "doclap",
    "tudo",
    "hanhphuc",
    "caicach",
    "hanhchinh",
    "chiso",
    "parindex",
    "sipas",
    "congchuc",
    "canbo",
    "uyban",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "bongda",
    "computer",
    "maytinh",
    "internet",
    "google",
    "facebook",
    "zalo",
    "gmail",
    "email",
];

/// Rows of a keyboard, the alphabet, digits: any four letters in a row, either way, are common.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// Why a password may not be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeakPassword {
    /// Fewer than 12 letters.
    TooShort,
    /// More than 200 letters.
    TooLong,
    /// Mostly one of the names given.
    Name {
        /// The name, as given.
        name: String,
    },
    /// Mostly of pieces that everybody tries: common words, rows of the keyboard, repetitions, years.
    Common,
}

impl WeakPassword {
    /// The message for people.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (WeakPassword::TooShort, Lang::Vi) => "Mật khẩu phải có ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất.".to_owned(),
            (WeakPassword::TooShort, Lang::En) => "A password needs at least 12 letters. A long sentence you remember is best.".to_owned(),
            (WeakPassword::TooLong, Lang::Vi) => "Mật khẩu dài quá 200 ký tự. Hãy rút ngắn lại.".to_owned(),
            (WeakPassword::TooLong, Lang::En) => "The password is longer than 200 letters. Make it shorter.".to_owned(),
            (WeakPassword::Name { name }, Lang::Vi) => {
                format!("Mật khẩu phần lớn là “{name}” nên dễ bị đoán. Hãy dùng một câu không chứa tên người, tên cơ quan.")
            }
            (WeakPassword::Name { name }, Lang::En) => {
                format!("The password is mostly “{name}” and easy to guess. Use a sentence without names of persons or agencies.")
            }
            (WeakPassword::Common, Lang::Vi) => {
                "Mật khẩu gồm những từ, dãy phím hoặc ký tự lặp lại mà ai cũng thử. Hãy dùng một câu dài của riêng mình.".to_owned()
            }
            (WeakPassword::Common, Lang::En) => {
                "The password is made of words, rows of keys or repetitions that everybody tries. Use a long sentence of your own.".to_owned()
            }
        }
    }
}

impl std::fmt::Display for WeakPassword {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for WeakPassword {}

pub(crate) fn weakness(password: &str, names: &[&str]) -> Option<WeakPassword> {
    match password.chars().count() {
        ..SHORTEST => return Some(WeakPassword::TooShort),
        SHORTEST..=LONGEST => {}
        _ => return Some(WeakPassword::TooLong),
    }
    let plain = plain(password);
    let own = own_letters(&plain, &[]);
    if own < OF_ONE_S_OWN {
        return Some(WeakPassword::Common);
    }
    for name in names {
        let parts: Vec<String> =
            name.split(|letter: char| !letter.is_alphanumeric()).map(self::plain).chain([self::plain(name)]).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| part.len() >= 3).collect();
        if own_letters(&plain, &parts) < OF_ONE_S_OWN {
            return Some(WeakPassword::Name { name: (*name).to_owned() });
        }
    }
    None
}

/// Small letters without marks, digits and signs that stand for letters as those letters, the rest left out.
fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    letters
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .filter(|letter| letter.is_alphanumeric() || "@$!".contains(*letter))
        .collect()
}

/// How many different letters are left of a text once everything common is taken away.
fn own_letters(plain: &str, names: &[&str]) -> usize {
    let as_letters: String = plain.chars().map(as_letter).collect();
    let mut left: Vec<char> = plain.chars().collect();
    let mut pieces: Vec<&str> = names.iter().chain(COMMON).copied().collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    for piece in pieces {
        for text in [plain, as_letters.as_str()] {
            for (start, found) in text.match_indices(piece) {
                let start = text[..start].chars().count();
                left[start..start + found.chars().count()].fill(' ');
            }
        }
    }
    let letters: Vec<char> = plain.chars().collect();
    for start in 0..letters.len() {
        let run = |length: usize| letters.get(start..start + length);
        if run(4).is_some_and(in_a_row) {
            left[start..start + 4].fill(' ');
        }
        if run(3).is_some_and(|three| three.iter().all(|letter| *letter == three[0])) {
            left[start..start + 3].fill(' ');
        }
        if run(4).is_some_and(|year| {
            year.iter().all(char::is_ascii_digit) && (year[..2] == ['1', '9'] || year[..2] == ['2', '0'])
        }) {
            left[start..start + 4].fill(' ');
        }
    }
    let mut own: Vec<char> = left.into_iter().filter(|letter| *letter != ' ' && !"@$!".contains(*letter)).collect();
    own.sort_unstable();
    own.dedup();
    own.len()
}

fn as_letter(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

fn in_a_row(letters: &[char]) -> bool {
    let forward: String = letters.iter().collect();
    let backward: String = letters.iter().rev().collect();
    ROWS.iter().any(|row| row.contains(&forward) || row.contains(&backward))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_chosen() {
        let name = |name: &str| Some(WeakPassword::Name { name: name.to_owned() });
        let cases = [
            ("một câu dài dễ nhớ", None),
            ("correct horse battery staple", None),
            ("kX9#vLq2!mZr", None),
            ("Trời hôm nay nhiều mây", None),
            ("password của ông hàng xóm", None),
            ("ngắn quá", Some(WeakPassword::TooShort)),
            ("Password12345", Some(WeakPassword::Common)),
            ("P@ssw0rd2026!", Some(WeakPassword::Common)),
            ("matkhau123456", Some(WeakPassword::Common)),
            ("Mật khẩu 2026!", Some(WeakPassword::Common)),
            ("123456789012", Some(WeakPassword::Common)),
            ("qwertyuiop[]", Some(WeakPassword::Common)),
            ("1qaz2wsx3edc", Some(WeakPassword::Common)),
            ("aaaaaaaaaaaaa", Some(WeakPassword::Common)),
            ("abababababab", Some(WeakPassword::Common)),
            ("Vietnam@2025", Some(WeakPassword::Common)),
            ("anhyeuem1999!", Some(WeakPassword::Common)),
            ("Nguyễn Văn A 123", name("nguyenvana")),
            ("nguyenvana@2026", name("nguyenvana")),
            ("SoNoiVu@123456", name("Sở Nội vụ")),
            ("ĐoànĐìnhĐức2026", name("doandinhduc")),
        ];
        for (password, expected) in cases {
            assert_eq!(
                weakness(password, &["nguyenvana", "Sở Nội vụ", "doandinhduc", "chiso"]),
                expected,
                "{password}"
            );
        }
    }

    #[test]
    fn length_counts_letters_not_bytes() {
        let varied = "ă1bê2cô3dư4";
        assert_eq!(weakness(varied, &[]), Some(WeakPassword::TooShort));
        assert_eq!(weakness(&format!("{varied}x"), &[]), None);
        assert_eq!(weakness(&varied.repeat(18), &[]), None);
        assert_eq!(weakness(&varied.repeat(19), &[]), Some(WeakPassword::TooLong));
    }

    #[test]
    fn the_list_is_written_as_it_is_compared() {
        for piece in COMMON {
            assert_eq!(&plain(piece), piece);
            assert!(piece.len() >= 4, "{piece} would take too much of a good password away");
        }
    }
}
