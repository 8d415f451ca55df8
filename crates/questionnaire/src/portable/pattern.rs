//! A pattern in the words of a browser.
//!
//! `regex` and a browser (`new RegExp(pattern, "u")`) read the same signs differently: `\d` and `\w` are letters and digits of every script here and of English there, `.`
//! stops at other ends of lines, flags and sets within sets are not there at all. So a pattern is taken apart by what `regex` itself reads it with, and written again out of
//! the few things that mean the same in both: characters by their numbers, sets of them, sequences, alternatives, repetitions, and looking at a neighbour.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// What no text is like.
const NEVER: &str = "[]";

/// The pattern of a whole text, for a browser.
pub(super) fn portable_pattern(pattern: &str) -> String {
    read(pattern).map_or_else(|| NEVER.to_owned(), |read| written(&read))
}

fn read(pattern: &str) -> Option<Hir> {
    ParserBuilder::new().build().parse(pattern).ok()
}

fn written(part: &Hir) -> String {
    match part.kind() {
        HirKind::Empty => String::new(),
        HirKind::Literal(literal) => String::from_utf8_lossy(&literal.0).chars().map(character).collect(),
        HirKind::Class(class) => set(class),
        HirKind::Look(look) => neighbour(*look),
        HirKind::Capture(capture) => format!("(?:{})", written(&capture.sub)),
        HirKind::Concat(parts) => parts.iter().map(written).collect(),
        HirKind::Alternation(parts) => {
            format!("(?:{})", parts.iter().map(written).collect::<Vec<_>>().join("|"))
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.map_or(String::new(), |most| most.to_string());
            format!("(?:{}){{{},{most}}}", written(&repetition.sub), repetition.min)
        }
    }
}

/// Letters and digits of English as they are, all others by their numbers.
fn character(c: char) -> String {
    if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\u{{{:x}}}", u32::from(c)) }
}

fn set(class: &Class) -> String {
    let range = |(from, until): (char, char)| {
        if from == until { character(from) } else { format!("{}-{}", character(from), character(until)) }
    };
    let ranges: String = match class {
        Class::Unicode(class) => class.iter().map(|own| range((own.start(), own.end()))).collect(),
        Class::Bytes(class) => class.iter().map(|own| range((own.start().into(), own.end().into()))).collect(),
    };
    format!("[{ranges}]")
}

/// What stands before and after a place. A word is of letters and digits of every script.
fn neighbour(look: Look) -> String {
    let word = |of: &str| read(of).map_or_else(|| NEVER.to_owned(), |read| written(&read));
    let (ascii, unicode) = (|| word("(?-u)[0-9A-Za-z_]"), || word(r"\w"));
    let begins = |w: String| format!("(?<!{w})(?={w})");
    let ends = |w: String| format!("(?<={w})(?!{w})");
    let edge = |w: String| format!("(?:(?<!{w})(?={w})|(?<={w})(?!{w}))");
    let no_edge = |w: String| format!("(?:(?<!{w})(?!{w})|(?<={w})(?={w}))");
    match look {
        Look::Start => "^".to_owned(),
        Look::End => "$".to_owned(),
        Look::StartLF => r"(?<![^\n])".to_owned(),
        Look::EndLF => r"(?![^\n])".to_owned(),
        Look::StartCRLF => r"(?:(?<![^\n])|(?<=\r)(?!\n))".to_owned(),
        Look::EndCRLF => r"(?:(?![^\r])|(?=\n)(?<!\r))".to_owned(),
        Look::WordAscii => edge(ascii()),
        Look::WordAsciiNegate => no_edge(ascii()),
        Look::WordUnicode => edge(unicode()),
        Look::WordUnicodeNegate => no_edge(unicode()),
        Look::WordStartAscii => begins(ascii()),
        Look::WordEndAscii => ends(ascii()),
        Look::WordStartUnicode => begins(unicode()),
        Look::WordEndUnicode => ends(unicode()),
        Look::WordStartHalfAscii => format!("(?<!{})", ascii()),
        Look::WordEndHalfAscii => format!("(?!{})", ascii()),
        Look::WordStartHalfUnicode => format!("(?<!{})", unicode()),
        Look::WordEndHalfUnicode => format!("(?!{})", unicode()),
    }
}
