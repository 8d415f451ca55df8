//! Sheets of paper: stamp numbers, states, comparison.

use std::collections::BTreeSet;

use chiso_survey::sheet::{
    Entries, Entry, SheetRefusal, SheetState, Slip, Stamp, StampFault, Tally, Turn, VoidWhy, differing,
};
use proptest::prelude::*;

/// The example of Damm's dissertation, and the ends.
#[test]
fn the_check_digit_is_damms() {
    for (number, text, grouped) in [
        (0, "00000000", "0000 0000"),
        (572, "00005724", "0000 5724"),
        (9_999_999, Stamp::of(9_999_999).text().as_str(), Stamp::of(9_999_999).grouped().as_str()),
    ] {
        let stamp = Stamp::of(number);
        assert_eq!((stamp.text().as_str(), stamp.grouped().as_str()), (text, grouped));
        assert_eq!(Stamp::read(text), Ok(stamp));
        assert_eq!(Stamp::read(&format!(" {}-", grouped.replace(' ', " - "))), Ok(stamp));
    }
    assert_eq!(Stamp::of(Stamp::NUMBERS + 572), Stamp::of(572));
}

#[test]
fn what_is_no_stamp_number_says_why() {
    for (typed, fault) in [
        ("", StampFault::Length(0)),
        ("0000572", StampFault::Length(7)),
        ("000005724", StampFault::Length(9)),
        ("0000572O", StampFault::NoDigit('O')),
        ("0000 5725", StampFault::Check),
    ] {
        assert_eq!(Stamp::read(typed), Err(fault), "{typed}");
    }
}

proptest! {
    /// Every single wrong digit and every swap of two different neighbours, in every place.
    #[test]
    fn every_slip_is_found_and_named(number in 0..Stamp::NUMBERS) {
        let stamp = Stamp::of(number);
        let (text, known) = (stamp.text(), BTreeSet::from([stamp]));
        for place in 0..Stamp::DIGITS {
            for digit in ('0'..='9').filter(|digit| !text[place..].starts_with(*digit)) {
                let typed = format!("{}{digit}{}", &text[..place], &text[place + 1..]);
                prop_assert_eq!(Stamp::read(&typed), Err(StampFault::Check));
                prop_assert_eq!(Stamp::meant(&typed, &known), [(Slip::Digit(place + 1), stamp)]);
            }
        }
        for place in 0..Stamp::DIGITS - 1 {
            let mut typed = text.clone().into_bytes();
            typed.swap(place, place + 1);
            let typed = String::from_utf8(typed).unwrap();
            if typed != text {
                prop_assert_eq!(Stamp::read(&typed), Err(StampFault::Check));
                prop_assert_eq!(Stamp::meant(&typed, &known), [(Slip::Swap(place + 1), stamp)]);
            }
        }
    }
}

#[test]
fn a_number_that_is_far_from_all_is_like_none() {
    let known = BTreeSet::from([Stamp::of(1_234_567), Stamp::of(7_654_321)]);
    for typed in ["", "0000 0000", "12345", "x"] {
        assert_eq!(Stamp::meant(typed, &known), [], "{typed}");
    }
}

const TALLY: Tally = Tally { fields: 57, differed: 3, dropped: 1 };

#[test]
fn a_state_comes_back_as_it_was_kept() {
    let voids = VoidWhy::ALL.map(SheetState::Void);
    let states = [
        SheetState::Out,
        SheetState::Once,
        SheetState::Differing(TALLY),
        SheetState::Agreed(TALLY),
        SheetState::Counted(TALLY),
    ];
    for state in states.into_iter().chain(voids) {
        assert_eq!(SheetState::read(&state.to_string()), Some(state), "{state}");
    }
    assert_eq!(SheetState::Counted(TALLY).to_string(), "counted 3/57 1");
    for other in ["", "gone", "counted", "counted 3", "counted a/57 1", "void", "void x"] {
        assert_eq!(SheetState::read(other), None, "{other}");
    }
}

#[test]
fn who_may_key_settle_and_make_void() {
    use SheetRefusal::{Counted, NoDifference, Twice, Void, Yourself};
    let (ann, bob, eve) = ("ann", "bob", "eve");
    #[rustfmt::skip]
    let table = [
        // state                            first keying by eve, by ann  settling by ann, bob, eve, eve who runs the survey        voiding
        (SheetState::Out,                   [Ok(Turn::First), Ok(Turn::First)],   [Err(NoDifference), Err(NoDifference), Err(NoDifference), Err(NoDifference)], Ok(())),
        (SheetState::Once,                  [Ok(Turn::Second), Err(Yourself)],    [Err(NoDifference), Err(NoDifference), Err(NoDifference), Err(NoDifference)], Ok(())),
        (SheetState::Differing(TALLY),      [Err(Twice), Err(Twice)],             [Err(Yourself), Ok(TALLY), Err(Twice), Ok(TALLY)],                            Ok(())),
        (SheetState::Agreed(TALLY),         [Err(Counted), Err(Counted)],         [Err(Counted), Err(Counted), Err(Counted), Err(Counted)],                     Err(Counted)),
        (SheetState::Counted(TALLY),        [Err(Counted), Err(Counted)],         [Err(Counted), Err(Counted), Err(Counted), Err(Counted)],                     Err(Counted)),
        (SheetState::Void(VoidWhy::Lost),   [Err(Void), Err(Void)],               [Err(Void), Err(Void), Err(Void), Err(Void)],                                 Err(Void)),
    ];
    for (state, keying, settling, voiding) in table {
        assert_eq!([eve, ann].map(|who| state.turn(Some(ann), who)), keying, "{state}");
        let by = (Some(ann), Some(bob));
        let found =
            [(ann, true), (bob, false), (eve, false), (eve, true)].map(|(who, runs)| state.settling(by, who, runs));
        assert_eq!(found, settling, "{state}");
        assert_eq!(state.voiding(), voiding, "{state}");
    }
}

fn entries(lines: &[(&str, Entry)]) -> Entries {
    lines.iter().map(|(name, entry)| ((*name).to_owned(), entry.clone())).collect()
}

#[test]
fn two_keyings_differ_where_their_entries_do() {
    let given = |text: &str| Entry::Given(text.to_owned());
    let first = entries(&[
        ("q1", given("1")),
        ("q2", Entry::Blank),
        ("q3", Entry::Illegible),
        ("q4", given("a b")),
        ("q5", Entry::Several),
        ("text", given("Cần  Nhanh hơn.")),
        ("other", given("x")),
    ]);
    let second = entries(&[
        ("q1", given("2")),
        // q2 was not asked.
        ("q3", Entry::Blank),
        ("q4", given("a b")),
        ("q5", given("1")),
        ("text", given("cần nhanh hơn")),
        ("other", given("X")),
        ("q6", given("3")),
    ]);
    let is_text = |name: &str| name == "text";
    assert_eq!(differing(&first, &second, is_text), ["other", "q1", "q3", "q5", "q6"]);
    assert_eq!(differing(&second, &first, is_text), ["other", "q1", "q3", "q5", "q6"]);
    assert!(differing(&first, &first, is_text).is_empty());
}

#[test]
fn an_entry_is_kept_as_its_word_or_its_text() {
    let all = entries(&[
        ("a", Entry::Blank),
        ("b", Entry::Illegible),
        ("c", Entry::Several),
        ("d", Entry::Given("1 2".to_owned())),
    ]);
    let text = serde_json::to_string(&all).unwrap();
    assert_eq!(text, r#"{"a":"blank","b":"illegible","c":"several","d":{"given":"1 2"}}"#);
    assert_eq!(serde_json::from_str::<Entries>(&text).unwrap(), all);
}
