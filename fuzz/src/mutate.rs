//! Changes to an input: small ones anywhere, and those that text in lines and fields is likely to break at.

use crate::random::Random;

/// Longest input: what is slow only because it is long teaches nothing.
const LONGEST: usize = 60_000;

/// Values at which readers and arithmetic break.
const ODD: [&str; 40] = [
    "0",
    "-0",
    "-1",
    "1e308",
    "-1e308",
    "1e309",
    "1e-320",
    "NaN",
    "inf",
    "-inf",
    ".5",
    "5.",
    "1_000",
    "1,5",
    "1.000,5",
    "9223372036854775808",
    "0x10",
    "007",
    "null",
    "~",
    "true",
    "no",
    "''",
    "\"",
    "#na",
    "#abstained",
    "#withheld",
    "#",
    "=1+1",
    "*",
    "&a",
    "*a",
    "!!binary x",
    "<<",
    "2024-02-30",
    "2024-Q5",
    "Ơ\u{31b}\u{323}",
    "\u{feff}",
    "\u{0}",
    "%",
];

/// A changed copy of one of `seeds`; pieces of the others may come in.
pub fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    // The shorter of two: a change in a short input is more likely to matter, and its try takes less time.
    let picks = [random.one_of(seeds), random.one_of(seeds)];
    let mut input = picks.into_iter().flatten().min_by_key(|seed| seed.len()).cloned().unwrap_or_default();
    for _ in 0..=random.below(4) {
        match random.below(10) {
            0 => replace_byte(&mut input, random),
            1 => remove_range(&mut input, random),
            2 => repeat_range(&mut input, random),
            3 | 4 => replace_word(&mut input, random),
            5 => swap_lines(&mut input, random),
            6 => indent_line(&mut input, random),
            7 => remove_line(&mut input, random),
            8 => bring_line(&mut input, seeds, random),
            _ => move_word(&mut input, random),
        }
    }
    input.truncate(LONGEST);
    input
}

fn replace_byte(input: &mut [u8], random: &mut Random) {
    let at = random.below(input.len());
    if let (Some(byte), Some(new)) = (input.get_mut(at), random.bits().to_le_bytes().first()) {
        *byte = *new;
    }
}

/// A range of up to 40 bytes.
fn short_range(input: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let start = random.below(input.len());
    start..(start + random.below(40)).min(input.len())
}

fn remove_range(input: &mut Vec<u8>, random: &mut Random) {
    let range = short_range(input, random);
    input.drain(range);
}

fn repeat_range(input: &mut Vec<u8>, random: &mut Random) {
    let range = short_range(input, random);
    // Seldom, often enough to nest deeper than any reader should follow.
    let times = if random.below(20) == 0 { 600 } else { 1 + random.below(3) };
    let piece = input[range.clone()].repeat(times);
    input.splice(range.end..range.end, piece);
}

/// Bytes of words: letters, digits, and what numbers and names are written with.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"_-.%".contains(&byte)
}

/// The word at or after a place, somewhere in the input.
fn word(input: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let from = random.below(input.len());
    let start = (from..input.len()).find(|at| is_word(input[*at])).unwrap_or(from);
    let end = (start..input.len()).find(|at| !is_word(input[*at])).unwrap_or(input.len());
    start..end
}

fn replace_word(input: &mut Vec<u8>, random: &mut Random) {
    let range = word(input, random);
    let new = random.one_of(&ODD).copied().unwrap_or_default();
    input.splice(range, new.bytes());
}

fn move_word(input: &mut Vec<u8>, random: &mut Random) {
    let moved = input[word(input, random)].to_vec();
    let range = word(input, random);
    input.splice(range, moved);
}

fn lines(input: &[u8]) -> Vec<&[u8]> {
    input.split_inclusive(|byte| *byte == b'\n').collect()
}

fn swap_lines(input: &mut Vec<u8>, random: &mut Random) {
    let mut swapped = lines(input);
    let (a, b) = (random.below(swapped.len()), random.below(swapped.len()));
    if a < swapped.len() && b < swapped.len() {
        swapped.swap(a, b);
    }
    *input = swapped.concat();
}

fn remove_line(input: &mut Vec<u8>, random: &mut Random) {
    let mut rest = lines(input);
    let at = random.below(rest.len());
    if at < rest.len() {
        rest.remove(at);
    }
    *input = rest.concat();
}

fn indent_line(input: &mut Vec<u8>, random: &mut Random) {
    let mut starts = vec![0];
    starts.extend(input.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
    let at = random.one_of(&starts).copied().unwrap_or_default();
    if random.below(2) == 0 {
        input.splice(at..at, *b"  ");
    } else if input[at..].starts_with(b"  ") {
        input.drain(at..at + 2);
    }
}

fn bring_line(input: &mut Vec<u8>, seeds: &[Vec<u8>], random: &mut Random) {
    let Some(other) = random.one_of(seeds) else { return };
    let theirs = lines(other);
    let Some(brought) = random.one_of(&theirs).map(|line| line.to_vec()) else { return };
    let mut own = lines(input);
    let at = random.below(own.len() + 1).min(own.len());
    own.insert(at, &brought);
    *input = own.concat();
}
