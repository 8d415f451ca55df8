//! Sheets of paper that are keyed in twice: their stamp numbers, how far each is, and the comparison of what two people keyed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// The table of Damm's check digit: a totally anti-symmetric quasigroup of order ten (H. M. Damm, “Total anti-symmetrische Quasigruppen”, dissertation, Marburg 2004).
/// It finds every single wrong digit and every swap of two neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// What is left after the digits: their check digit; 0 where they end with it.
fn damm(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(*digit)])
}

/// The stamp number of a sheet: seven digits by chance, and their check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp([u8; Stamp::DIGITS]);

/// Why something typed is no stamp number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampFault {
    /// Something that is no digit.
    NoDigit(char),
    /// So many digits.
    Length(usize),
    /// The check digit does not fit the others.
    Check,
}

/// A slip of the fingers; places count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// The digit in this place is wrong.
    Digit(usize),
    /// The digit in this place and the next one are swapped.
    Swap(usize),
}

impl Stamp {
    /// How many digits it has, the check digit with them.
    pub const DIGITS: usize = 8;
    /// How many stamp numbers there are.
    pub const NUMBERS: u32 = 10_000_000;

    /// The stamp number of a number below [`Stamp::NUMBERS`]; of a greater one that of its last seven digits.
    pub fn of(number: u32) -> Stamp {
        let (mut digits, mut rest) = ([0; Stamp::DIGITS], number);
        for place in digits.iter_mut().rev().skip(1) {
            *place = u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        digits[Stamp::DIGITS - 1] = damm(&digits[..Stamp::DIGITS - 1]);
        Stamp(digits)
    }

    /// As somebody typed or scanned it: blanks, hyphens and points anywhere.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(typed: &str) -> Result<Stamp, StampFault> {
        let digits = digits(typed)?;
        let digits: [u8; Stamp::DIGITS] =
            digits.try_into().map_err(|digits: Vec<u8>| StampFault::Length(digits.len()))?;
        if damm(&digits) == 0 { Ok(Stamp(digits)) } else { Err(StampFault::Check) }
    }

    /// Its digits.
    pub fn text(self) -> String {
        self.0.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    /// As it stands on paper: four digits, a blank, four digits.
    pub fn grouped(self) -> String {
        let text = self.text();
        format!("{} {}", &text[..Stamp::DIGITS / 2], &text[Stamp::DIGITS / 2..])
    }

    /// Stamp numbers that there are and that somebody may have meant: those one slip away from what was typed.
    pub fn meant(typed: &str, known: &BTreeSet<Stamp>) -> Vec<(Slip, Stamp)> {
        let Ok(typed) = digits(typed) else { return Vec::new() };
        known.iter().filter_map(|stamp| Some((slip(&typed, &stamp.0)?, *stamp))).collect()
    }
}

fn digits(typed: &str) -> Result<Vec<u8>, StampFault> {
    let plain = typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.'));
    let digit = |letter: char| {
        letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).ok_or(StampFault::NoDigit(letter))
    };
    plain.map(digit).collect()
}

/// The one slip that makes `typed` of `meant`; none where there is none, or more than one.
fn slip(typed: &[u8], meant: &[u8]) -> Option<Slip> {
    if typed.len() != meant.len() {
        return None;
    }
    let wrong: Vec<usize> = (0..meant.len()).filter(|place| typed[*place] != meant[*place]).collect();
    match wrong[..] {
        [place] => Some(Slip::Digit(place + 1)),
        [place, next] if next == place + 1 && typed[place] == meant[next] && typed[next] == meant[place] => {
            Some(Slip::Swap(place + 1))
        }
        _ => None,
    }
}

/// Why a sheet will never be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoidWhy {
    /// It did not come back.
    Lost,
    /// It came back and cannot be read.
    Spoiled,
    /// It came back, and the person wants no part.
    Refused,
}

impl VoidWhy {
    /// All.
    pub const ALL: [VoidWhy; 3] = [VoidWhy::Lost, VoidWhy::Spoiled, VoidWhy::Refused];

    /// Its word, as it is kept.
    pub const fn id(self) -> &'static str {
        match self {
            VoidWhy::Lost => "lost",
            VoidWhy::Spoiled => "spoiled",
            VoidWhy::Refused => "refused",
        }
    }

    /// Of its word.
    pub fn of(id: &str) -> Option<VoidWhy> {
        VoidWhy::ALL.into_iter().find(|why| why.id() == id)
    }
}

/// What is known of the keying of a sheet, without anything that was keyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Fields of the form, whether they were asked or not, so that the number says nothing about the answers.
    pub fields: u32,
    /// Fields in which the two differed.
    pub differed: u32,
    /// Answers on the paper that cannot count: two boxes ticked where one is asked for, or not asked at all.
    pub dropped: u32,
}

/// How far a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    /// Handed out, and not keyed yet.
    Out,
    /// Keyed by one.
    Once,
    /// Keyed by two who differ.
    Differing(Tally),
    /// What counts is settled, and is being put into the box.
    Agreed(Tally),
    /// In the box; nothing that was keyed is kept any more.
    Counted(Tally),
    /// It will never be counted.
    Void(VoidWhy),
}

/// As it is kept: `out`, `once`, `differing 3/57 0`, `agreed 3/57 1`, `counted 3/57 1`, `void lost`.
impl fmt::Display for SheetState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut with =
            |word: &str, tally: &Tally| write!(f, "{word} {}/{} {}", tally.differed, tally.fields, tally.dropped);
        match self {
            SheetState::Out => f.write_str("out"),
            SheetState::Once => f.write_str("once"),
            SheetState::Differing(tally) => with("differing", tally),
            SheetState::Agreed(tally) => with("agreed", tally),
            SheetState::Counted(tally) => with("counted", tally),
            SheetState::Void(why) => write!(f, "void {}", why.id()),
        }
    }
}

impl SheetState {
    /// As it was kept; none of something else.
    pub fn read(kept: &str) -> Option<SheetState> {
        let (word, rest) = kept.split_once(' ').unwrap_or((kept, ""));
        let tally = || {
            let (differed, rest) = rest.split_once('/')?;
            let (fields, dropped) = rest.split_once(' ')?;
            Some(Tally {
                fields: fields.parse().ok()?,
                differed: differed.parse().ok()?,
                dropped: dropped.parse().ok()?,
            })
        };
        match word {
            "out" => Some(SheetState::Out),
            "once" => Some(SheetState::Once),
            "differing" => tally().map(SheetState::Differing),
            "agreed" => tally().map(SheetState::Agreed),
            "counted" => tally().map(SheetState::Counted),
            "void" => VoidWhy::of(rest).map(SheetState::Void),
            _ => None,
        }
    }
}

/// Whose turn it is to key a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    First,
    /// The second, who does not see what the first has keyed.
    Second,
}

/// Why somebody does not key a sheet, or does not settle it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetRefusal {
    /// They keyed it first themselves: two pairs of eyes are wanted.
    Yourself,
    /// Two have keyed it already.
    Twice,
    /// The two do not differ.
    NoDifference,
    /// It counts already.
    Counted,
    /// It is void.
    Void,
}

impl SheetState {
    /// Whose turn it is when somebody comes to key; `first_by` is who keyed first.
    ///
    /// # Errors
    /// Why this one does not key it.
    pub fn turn(self, first_by: Option<&str>, who: &str) -> Result<Turn, SheetRefusal> {
        match self {
            SheetState::Out => Ok(Turn::First),
            SheetState::Once if first_by == Some(who) => Err(SheetRefusal::Yourself),
            SheetState::Once => Ok(Turn::Second),
            SheetState::Differing(_) => Err(SheetRefusal::Twice),
            SheetState::Agreed(_) | SheetState::Counted(_) => Err(SheetRefusal::Counted),
            SheetState::Void(_) => Err(SheetRefusal::Void),
        }
    }

    /// Whether somebody may settle in what two have differed: who keyed second, or who runs the survey; never who keyed first. Gives what is known of the keying.
    ///
    /// # Errors
    /// Why not.
    pub fn settling(self, by: (Option<&str>, Option<&str>), who: &str, runs: bool) -> Result<Tally, SheetRefusal> {
        let (first_by, second_by) = by;
        match self {
            SheetState::Differing(_) if first_by == Some(who) => Err(SheetRefusal::Yourself),
            SheetState::Differing(tally) if runs || second_by == Some(who) => Ok(tally),
            SheetState::Differing(_) => Err(SheetRefusal::Twice),
            SheetState::Out | SheetState::Once => Err(SheetRefusal::NoDifference),
            SheetState::Agreed(_) | SheetState::Counted(_) => Err(SheetRefusal::Counted),
            SheetState::Void(_) => Err(SheetRefusal::Void),
        }
    }

    /// Whether it may be made void.
    ///
    /// # Errors
    /// Why not.
    pub fn voiding(self) -> Result<(), SheetRefusal> {
        match self {
            SheetState::Out | SheetState::Once | SheetState::Differing(_) => Ok(()),
            SheetState::Agreed(_) | SheetState::Counted(_) => Err(SheetRefusal::Counted),
            SheetState::Void(_) => Err(SheetRefusal::Void),
        }
    }
}

/// What somebody read in a field of a sheet. A field that was not asked has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The paper is empty here, which is something else than not keyed yet.
    Blank,
    /// Something stands here that nobody can read.
    Illegible,
    /// More boxes are ticked than may be.
    Several,
    /// An answer, as tables write it.
    Given(String),
}

/// What somebody read on a sheet, by the names of the fields.
pub type Entries = BTreeMap<String, Entry>;

/// The fields in which two differ, by name. In a field of free text, capitals and blanks do not count, nor a point at the end; a field that one was not asked and that
/// the other found empty is the same.
pub fn differing(first: &Entries, second: &Entries, is_text: impl Fn(&str) -> bool) -> Vec<String> {
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let same = |name: &str| {
        let [first, second] = [first, second].map(|entries| entries.get(name).unwrap_or(&Entry::Blank));
        match (first, second) {
            (Entry::Given(a), Entry::Given(b)) if is_text(name) => plain(a) == plain(b),
            (a, b) => a == b,
        }
    };
    names.into_iter().filter(|name| !same(name)).cloned().collect()
}

fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    text.trim_end_matches('.').to_owned()
}
