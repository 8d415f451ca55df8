//! Taking an event back gives the register as it was, or names what was built on the event since.

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, BuiltOn, CodeSystem, Dated, DatedFact, Heir, LineageEdge, LineageKind, Name,
    Register, RegisterProblem,
};
use chiso_model::{Lang, Text};

use crate::written::{day, id, valid};

/// What is written as `value days, value days`.
fn dated<T>(text: &str, read: impl Fn(&str) -> T) -> Vec<Dated<T>> {
    let pieces = text.split(", ").filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| piece.split_once(' ').unwrap())
        .map(|(value, days)| Dated::new(read(value), valid(days)))
        .collect()
}

/// A line `id days | names | parents | codes | aliases`: what is left out at the end is not there, and a name left out is the id.
fn agency(line: &str) -> Agency {
    let mut parts = line.split(" | ");
    let (name, days) = parts.next().unwrap().split_once(' ').unwrap();
    let kind = if name.starts_with("xa") { AgencyKind::Commune } else { AgencyKind::Province };
    let mut agency = Agency::new(id(name), kind, Text::new(name, name), valid(days));
    let names = dated(parts.next().unwrap_or_default(), |name| Name::new(Text::new(name, name)));
    if !names.is_empty() {
        agency.names = names;
    }
    agency.parents = dated(parts.next().unwrap_or_default(), id);
    let code = |code: &str| chiso_model::agency::Code::new(CodeSystem::GSO, code);
    agency.codes = dated(parts.next().unwrap_or_default(), code);
    agency.aliases = dated(parts.next().unwrap_or_default(), str::to_owned);
    agency
}

/// An event as `merge 2027-07-01: a b > c`.
fn event(line: &str) -> LineageEdge {
    let (what, sides) = line.split_once(": ").unwrap();
    let (kind, date) = what.split_once(' ').unwrap();
    let (from, to) = sides.split_once(" >").unwrap();
    LineageEdge {
        kind: LineageKind::from_id(kind).unwrap(),
        date: day(date),
        decision: None,
        from: from.split_whitespace().map(id).collect(),
        to: to.split_whitespace().map(|name| Heir::new(id(name))).collect(),
        note: None,
        source: None,
    }
}

fn register(agencies: &[&str], events: &[&str]) -> Register {
    Register::new(agencies.iter().map(|line| agency(line)), events.iter().map(|line| event(line)))
}

#[test]
fn what_was_before_is_there_again() {
    for (what, events, after, before) in [
        (
            "a merger into a new one, with whoever stood below",
            &["merge 2027-07-01: a b > c"][..],
            &[
                "a ..2027-06-30 |  |  | 01 ..2027-06-30 | A ..2027-06-30",
                "b ..2027-06-30 | b ..2020-12-31, bb 2021-01-01..2027-06-30",
                "c 2027-07-01.. |  |  | 01 2027-07-01..",
                "d ..",
                "xa1 2025-07-01.. |  | a 2025-07-01..2027-06-30, c 2027-07-01..",
                "xa2 2025-07-01.. |  | d 2025-07-01..",
                "xa3 2025-07-01.. |  | a 2025-07-01..2027-06-30, c 2027-07-01..2028-12-31, d 2029-01-01..",
            ][..],
            &[
                "a .. |  |  | 01 .. | A ..",
                "b .. | b ..2020-12-31, bb 2021-01-01..",
                "d ..",
                "xa1 2025-07-01.. |  | a 2025-07-01..",
                "xa2 2025-07-01.. |  | d 2025-07-01..",
                "xa3 2025-07-01.. |  | a 2025-07-01..2028-12-31, d 2029-01-01..",
            ][..],
        ),
        (
            "one takes another in, under a new name and code",
            &["merge 2027-07-01: a b > a"],
            &[
                "a .. | a ..2027-06-30, ab 2027-07-01.. |  | 01 ..2027-06-30, 09 2027-07-01..",
                "b ..2027-06-30",
                "xa1 .. |  | a ..",
                "xa2 .. |  | b ..2027-06-30, a 2027-07-01..",
            ],
            &["a .. | a .. |  | 01 ..", "b ..", "xa1 .. |  | a ..", "xa2 .. |  | b .."],
        ),
        (
            "a split, with one below that was then given to the second",
            &["rename 2020-01-01: a > a", "split 2027-07-01: a > b c"],
            &[
                "a ..2027-06-30 | z ..2019-12-31, a 2020-01-01..2027-06-30",
                "b 2027-07-01..",
                "c 2027-07-01..",
                "xa1 .. |  | a ..2027-06-30, b 2027-07-01..",
                "xa2 .. |  | a ..2027-06-30, c 2027-07-01..",
            ],
            &["a .. | z ..2019-12-31, a 2020-01-01..", "xa1 .. |  | a ..", "xa2 .. |  | a .."],
        ),
        ("a new name", &["rename 2027-07-01: a > a"], &["a .. | a ..2027-06-30, b 2027-07-01.."], &["a .. | a .."]),
        (
            "a move",
            &["move 2027-07-01: xa1 > xa1"],
            &["a ..", "b ..", "xa1 .. |  | a ..2027-06-30, b 2027-07-01.."],
            &["a ..", "b ..", "xa1 .. |  | a .."],
        ),
        (
            "a dissolution",
            &["dissolve 2027-07-01: xa1 >"],
            &["b ..", "xa1 ..2027-06-30 |  | b ..2027-06-30"],
            &["b ..", "xa1 .. |  | b .."],
        ),
    ] {
        let register = register(after, events);
        assert_eq!(register.check(), [], "{what}");
        let taken = register.edges().last().unwrap();
        let back = register.without(taken).unwrap();
        let changed =
            |agency: &&Agency| back.gone.contains(&agency.id) || back.restored.iter().any(|r| r.id == agency.id);
        let kept = register.agencies().iter().filter(|agency| !changed(agency)).cloned();
        let found = Register::new(kept.chain(back.restored.clone()), Vec::new());
        let wanted: Vec<Agency> = before.iter().map(|line| agency(line)).collect();
        assert_eq!(found.agencies(), wanted, "{what}");
    }
}

#[test]
fn what_was_built_on_it_is_named() {
    let merge = "merge 2027-07-01: a b > c";
    let fact = |agency: &str, fact, day: Option<&str>| BuiltOn::Fact {
        agency: id(agency),
        fact,
        day: day.map(|text| text.parse().unwrap()),
    };
    let ended = ["a ..2027-06-30", "b ..2027-06-30"];
    for (events, more, built) in [
        (
            &[merge, "rename 2029-01-01: c > c"][..],
            &["c 2027-07-01.."][..],
            BuiltOn::Event(Box::new(event("rename 2029-01-01: c > c"))),
        ),
        (
            &[merge],
            &["c 2027-07-01..", "xa1 2028-01-01.. |  | c 2028-01-01.."],
            BuiltOn::Child { agency: id("xa1"), parent: id("c") },
        ),
        (
            &[merge],
            &["c 2027-07-01.. | c 2027-07-01..2027-12-31, cc 2028-01-01.."],
            fact("c", DatedFact::Name, Some("2028-01-01")),
        ),
        (&[merge], &["c 2027-07-01.. |  |  | 01 2028-01-01.."], fact("c", DatedFact::Code, Some("2028-01-01"))),
        (&[merge], &["c 2027-07-01.. |  |  |  | C 2027-07-01.."], fact("c", DatedFact::Alias, Some("2027-07-01"))),
        (&[merge], &["c 2027-07-01..2030-12-31"], fact("c", DatedFact::Agency, None)),
    ] {
        let lines: Vec<&str> = ended.iter().chain(more).copied().collect();
        assert_eq!(register(&lines, events).without(&event(merge)), Err(built), "{more:?}");
    }
    let renamed = ["a .. | a ..2027-06-30, b 2027-07-01..2027-12-31, c 2028-01-01.."];
    let rename = "rename 2027-07-01: a > a";
    assert_eq!(
        register(&renamed, &[rename]).without(&event(rename)),
        Err(fact("a", DatedFact::Name, Some("2028-01-01")))
    );
    assert_eq!(register(&ended, &[]).without(&event(merge)), Err(BuiltOn::NoSuchEvent));
    // An earlier event of the same agencies is no hindrance.
    let lines = ["a ..2027-06-30", "b ..2027-06-30", "c 2027-07-01.."];
    assert!(register(&lines, &["rename 2020-01-01: a > a", merge]).without(&event(merge)).is_ok());
}

/// What comes of a merger keeps the level and the parent of those that merge.
#[test]
fn a_merger_across_parents_needs_a_named_one() {
    let lines = [
        "a ..",
        "b ..",
        "xa1 .. |  | a ..",
        "xa2 .. |  | a ..",
        "xa3 .. |  | b ..",
        "xa4 .. |  | a ..2026-12-31, b 2027-01-01..",
    ];
    let register = register(&lines, &[]);
    for (from, on, named, wanted) in [
        (&["xa1", "xa2"][..], "2027-07-01", None, Ok(Some("a"))),
        (&["xa1", "xa2"], "2027-07-01", Some("b"), Ok(Some("b"))),
        (&["xa1", "xa3"], "2027-07-01", Some("b"), Ok(Some("b"))),
        (&["xa1", "xa4"], "2027-01-01", None, Ok(Some("a"))),
        (&["a", "b"], "2027-07-01", None, Ok(None)),
        (
            &["xa1", "xa3"],
            "2027-07-01",
            None,
            Err(
                "Sáp nhập, hợp nhất ngày 01/07/2027: “xa1” thuộc “a”, “xa3” thuộc “b”; hãy ghi cơ quan cấp trên của đơn vị sau hợp nhất",
            ),
        ),
        (
            &["xa1", "xa4"],
            "2027-01-02",
            None,
            Err(
                "Sáp nhập, hợp nhất ngày 02/01/2027: “xa1” thuộc “a”, “xa4” thuộc “b”; hãy ghi cơ quan cấp trên của đơn vị sau hợp nhất",
            ),
        ),
        (
            &["xa1", "b"],
            "2027-07-01",
            Some("a"),
            Err(
                "Sáp nhập, hợp nhất ngày 01/07/2027: “xa1” (Xã) và “b” (Tỉnh) không cùng cấp; chỉ các cơ quan cùng cấp mới hợp nhất, chia tách với nhau, hãy sửa mã hoặc loại",
            ),
        ),
    ] {
        let from: Vec<AgencyId> = from.iter().copied().map(id).collect();
        let named = named.map(id);
        let found = register.parent_after_merger(&from, day(on), named.as_ref());
        let told = |problem: RegisterProblem| problem.message(Lang::Vi);
        assert_eq!(found.map_err(told), wanted.map(|parent| parent.map(id)).map_err(str::to_owned), "{from:?} {on}");
    }
}
