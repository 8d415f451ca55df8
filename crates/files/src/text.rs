//! Whether a content is text.

use std::io::{self, Read};

use crate::refusal::Refusal;

/// Bytes looked at in one go.
const PIECE: usize = 64 * 1024;

/// Whether the beginning of a content can be that of a UTF-8 text; a letter that is cut at the end does not count against it.
pub(crate) fn begins_as_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
        Err(_) => return false,
    };
    !text.contains(is_odd)
}

/// Whether a text is one that a browser or a shell could act on. Such a text begins with a bracket or says what runs it.
pub(crate) fn is_active(head: &[u8]) -> bool {
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    head.starts_with(b"<") || head.starts_with(b"#!") || head.starts_with(b"%!")
}

/// Reads a content to its end and says where it is no UTF-8 text, if anywhere.
pub(crate) fn check(mut content: impl Read) -> io::Result<Result<(), Refusal>> {
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
            (b"\xff\xfea\0", 1),
            (b"x\n\x1b[0m\n", 2),
        ] {
            assert_eq!(check(content).unwrap(), Err(Refusal::NotUtf8 { line }), "{content:?}");
        }
        let late = "x\n".repeat(100_000) + "\u{7}";
        assert_eq!(check(late.as_bytes()).unwrap(), Err(Refusal::NotUtf8 { line: 100_001 }));
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
