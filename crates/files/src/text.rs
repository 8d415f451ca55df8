//! Whether a content is text.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};

use crate::refusal::Refusal;

/// Bytes looked at in one go.
const PIECE: usize = 64 * 1024;

/// How two bytes make a unit of a UTF-16 text, where the mark at its beginning says that it is one: the “Unicode text” of spreadsheets.
type Units = fn([u8; 2]) -> u16;

/// A content without the mark of UTF-16, and how its units are made.
fn utf16(content: &[u8]) -> Option<(&[u8], Units)> {
    match content {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes)),
        _ => None,
    }
}

/// Whether the beginning of a content can be that of a text in UTF-8, or in UTF-16 with its mark; a letter that is cut at the end does not count against it.
pub(crate) fn begins_as_text(head: &[u8]) -> bool {
    if let Some((rest, unit)) = utf16(head) {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().copied().map(unit).collect();
        let cut = units.last().is_some_and(|last| (0xd800..0xdc00).contains(last));
        let whole = &units[..units.len() - usize::from(cut)];
        return char::decode_utf16(whole.iter().copied()).all(|letter| letter.is_ok_and(|letter| !is_odd(letter)));
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
        Err(_) => return false,
    };
    !text.contains(is_odd)
}

/// Whether a text is one that a browser or a shell could act on. Such a text begins with a bracket or says what runs it.
pub(crate) fn is_active(head: &[u8]) -> bool {
    let head = match utf16(head) {
        Some((rest, unit)) => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().copied().map(unit).collect();
            Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
        }
        None => Cow::Borrowed(head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head)),
    };
    let head = head.trim_ascii_start();
    head.starts_with(b"<") || head.starts_with(b"#!") || head.starts_with(b"%!")
}

/// Reads a content to its end and says where it is no text in UTF-8, or in UTF-16 with its mark, if anywhere.
pub(crate) fn check(mut content: impl Read) -> io::Result<Result<(), Refusal>> {
    let mut mark = Vec::new();
    content.by_ref().take(2).read_to_end(&mut mark)?;
    match utf16(&mark) {
        Some((_, unit)) => check_utf16(content, unit),
        None => check_utf8(mark.as_slice().chain(content)),
    }
}

fn check_utf16(content: impl Read, unit: Units) -> io::Result<Result<(), Refusal>> {
    let mut bytes = BufReader::new(content).bytes();
    let (mut failed, mut halved) = (None, false);
    let units = std::iter::from_fn(|| {
        let mut next = || {
            bytes.next().transpose().unwrap_or_else(|error| {
                failed = Some(error);
                None
            })
        };
        let first = next()?;
        let Some(second) = next() else {
            halved = true;
            return None;
        };
        Some(unit([first, second]))
    });
    let mut line = 1;
    let mut broken = false;
    for letter in char::decode_utf16(units) {
        match letter {
            Ok(letter) if !is_odd(letter) => line += u64::from(letter == '\n'),
            _ => {
                broken = true;
                break;
            }
        }
    }
    match failed {
        Some(error) => Err(error),
        None if broken || halved => Ok(Err(Refusal::NotUtf8 { line })),
        None => Ok(Ok(())),
    }
}

fn check_utf8(mut content: impl Read) -> io::Result<Result<(), Refusal>> {
    let mut piece = vec![0; PIECE];
    let mut kept = 0;
    let mut line = 1;
    loop {
        let read = content.read(&mut piece[kept..])?;
        let all = &piece[..kept + read];
        let (good, broken) = match std::str::from_utf8(all) {
            Ok(_) => (all.len(), false),
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || read == 0),
        };
        let text = std::str::from_utf8(&all[..good]).unwrap_or_default();
        let odd = text.find(is_odd);
        line += text[..odd.unwrap_or(good)].matches('\n').count() as u64;
        if broken || odd.is_some() {
            return Ok(Err(Refusal::NotUtf8 { line }));
        }
        if read == 0 {
            return Ok(Ok(()));
        }
        kept = all.len() - good;
        piece.copy_within(good..good + kept, 0);
    }
}

/// A control character that no text file holds.
fn is_odd(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_wherever_its_letters_are_cut() {
        let long = "một hai ba bốn năm sáu bảy tám chín mười ễ\n".repeat(5000);
        for start in 0..4 {
            assert_eq!(check(&long.as_bytes()[long.floor_char_boundary(start)..]).unwrap(), Ok(()));
            let cut = "aaaa"[..start].to_owned() + &long;
            assert_eq!(check(cut.as_bytes()).unwrap(), Ok(()));
            assert!(begins_as_text(&cut.as_bytes()[..8192]));
        }
    }

    #[test]
    fn what_is_no_text_is_named_by_its_line() {
        for (content, line) in [
            (&b"a\nb\n\xff"[..], 3),
            (b"a\nb\0", 2),
            (b"\xe1", 1),
            (b"a\n\xe1\xbb", 2),
            (b"\xff\xfea\0\n\0b", 2),
            (b"\xff\xfea\0\0\xd8", 1),
            (b"\xfe\xff\0a\0\n\0\x07", 2),
            (b"x\n\x1b[0m\n", 2),
        ] {
            assert_eq!(check(content).unwrap(), Err(Refusal::NotUtf8 { line }), "{content:?}");
        }
        let late = "x\n".repeat(100_000) + "\u{7}";
        assert_eq!(check(late.as_bytes()).unwrap(), Err(Refusal::NotUtf8 { line: 100_001 }));
    }

    #[test]
    fn utf16_is_text_where_its_mark_says_so() {
        let text = "Tên\tGiá trị\r\nHà Nội 🙂\t88,37\r\n";
        for (mark, bytes) in [
            (&b"\xff\xfe"[..], text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
            (b"\xfe\xff", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            let whole = [mark, bytes.as_slice()].concat();
            assert_eq!(check(whole.as_slice()).unwrap(), Ok(()));
            assert!((2..whole.len()).all(|end| begins_as_text(&whole[..end])));
            assert!(check(bytes.as_slice()).unwrap().is_err(), "without its mark");
        }
        let page: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_active(&page) && !begins_as_text(b"\xff\xfe\0\0"));
    }

    #[test]
    fn active_texts_are_recognised_behind_blanks_and_marks() {
        for (head, active) in [
            ("<!DOCTYPE html>", true),
            (" \n<svg", true),
            ("\u{feff}<?xml", true),
            ("#!/bin/sh", true),
            ("%!PS", true),
            ("a,b\n<b>,1", false),
            ("# tiêu đề", false),
        ] {
            assert_eq!(is_active(head.as_bytes()), active, "{head}");
        }
    }
}
