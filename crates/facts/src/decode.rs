//! Bytes become text: UTF-8, or UTF-16 with the mark at its beginning, which is what spreadsheets call “Unicode text”.

use std::borrow::Cow;

use crate::place::Place;
use crate::problem::{Problem, ProblemKind};

/// The text of a file, without the mark at its beginning.
///
/// # Errors
/// A workbook by another name; bytes that are neither of the two encodings, with the line of the first.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Box<Problem>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return fail(Place::file(file), ProblemKind::WorkbookByAnotherName);
    }
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(file, rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(file, rest, u16::from_be_bytes),
        _ => utf8(file, bytes),
    }
}

fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Box<Problem>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))),
        Err(error) => {
            let byte = error.valid_up_to();
            let line = bytes[..byte].split(|b| *b == b'\n').count() as u64;
            fail(Place::row(file, line), ProblemKind::NotUtf8 { byte: byte + 1 })
        }
    }
}

fn utf16<'a>(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'a, str>, Box<Problem>> {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for letter in char::decode_utf16(units.iter().copied().map(unit)) {
        match letter {
            Ok(letter) => text.push(letter),
            Err(_) => return fail(Place::row(file, line(&text)), ProblemKind::BadUtf16),
        }
    }
    if rest.is_empty() { Ok(Cow::Owned(text)) } else { fail(Place::row(file, line(&text)), ProblemKind::BadUtf16) }
}

/// The line on which a text ends.
fn line(text: &str) -> u64 {
    text.split('\n').count() as u64
}

fn fail<T>(place: Place, kind: ProblemKind) -> Result<T, Box<Problem>> {
    Err(Box::new(Problem { place, kind }))
}
