//! Agencies through time: what must hold of every history, and what is said of an impossible one.

use std::collections::BTreeMap;

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, AgencyOnDay, Code, CodeSystem, Dated, Heir, Level, LineageEdge, LineageKind, Name,
    POPULATION, Register, Relative, Validity,
};
use chiso_model::{Date, Lang, Text, same};
use proptest::prelude::*;

use crate::written::{day, id, valid};

fn province(name: &str, days: &str) -> Agency {
    Agency::new(id(name), AgencyKind::Province, Text::new(name, name), valid(days))
}

fn edge(kind: LineageKind, date: &str, from: &[&str], to: &[(&str, Option<f64>)]) -> LineageEdge {
    let heir = |&(name, share): &(&str, Option<f64>)| match share {
        Some(share) => Heir::new(id(name)).with_share(POPULATION, share),
        None => Heir::new(id(name)),
    };
    LineageEdge {
        kind,
        date: day(date),
        decision: None,
        from: from.iter().map(|name| id(name)).collect(),
        to: to.iter().map(heir).collect(),
        note: None,
        source: None,
    }
}

/// Lào Cai and Yên Bái become the new Lào Cai, which takes over Yên Bái's code; Thừa Thiên Huế becomes the city of Huế.
fn merger() -> Register {
    let place = |code: &str, name: &str, agency: Agency| {
        let named = vec![Dated::new(Name::new(Text::new(name, name)), agency.valid)];
        Agency { names: named, ..agency }.below(id("viet-nam")).with_code(CodeSystem::GSO, code)
    };
    let mut hue = place("46", "Thừa Thiên Huế", province("46", ".."));
    hue.names = vec![
        Dated::new(Name::new(Text::new("Thừa Thiên Huế", "Thua Thien Hue")), valid("..2024-12-31")),
        Dated::new(Name::new(Text::new("Huế", "Hue")), valid("2025-01-01..")),
    ];
    hue.kinds = vec![
        Dated::new(AgencyKind::Province, valid("..2024-12-31")),
        Dated::new(AgencyKind::City, valid("2025-01-01..")),
    ];
    hue.aliases = vec![Dated::always("TT-Huế".to_owned())];
    let place_in_hue = |name: &str, kind, title: &str| {
        Agency::new(id(name), kind, Text::new(title, title), Validity::ALWAYS).below(id("46"))
    };
    Register::new(
        [
            Agency::new(id("viet-nam"), AgencyKind::Country, Text::new("Việt Nam", "Viet Nam"), Validity::ALWAYS),
            place("10", "Lào Cai", province("10", "..2025-06-30")),
            place("15", "Yên Bái", province("15", "..2025-06-30")),
            place("15", "Lào Cai", province("15-2025", "2025-07-01..")),
            hue,
            place_in_hue("xa-a", AgencyKind::Commune, "Xã Tân An"),
            place_in_hue("phuong-a", AgencyKind::Ward, "Phường Tân An"),
            Agency::new(id("tt-a"), AgencyKind::ServiceCentre, Text::new("Trung tâm A", "Centre A"), Validity::ALWAYS)
                .below(id("xa-a")),
        ],
        [
            edge(LineageKind::Rename, "2025-01-01", &["46"], &[("46", None)]),
            edge(LineageKind::Merge, "2025-07-01", &["10", "15"], &[("15-2025", None)]),
        ],
    )
}

fn ids<'a>(found: impl IntoIterator<Item = AgencyOnDay<'a>>) -> Vec<String> {
    found.into_iter().map(|agency| agency.id().to_string()).collect()
}

#[test]
fn a_code_means_something_only_with_its_day() {
    let register = merger();
    assert_eq!(register.check(), []);
    let name = |code: &str, on: &str| {
        register.find_code(&CodeSystem::GSO, code, day(on)).map(|found| found.title(Lang::Vi).to_owned())
    };
    assert_eq!(name("15", "2025-06-30").as_deref(), Some("Yên Bái"));
    assert_eq!(name("15", "2025-07-01").as_deref(), Some("Lào Cai"));
    assert_eq!(name("10", "2025-06-30").as_deref(), Some("Lào Cai"));
    assert_eq!(name("10", "2025-07-01"), None);
    assert_eq!(name("46", "2024-12-31").as_deref(), Some("Thừa Thiên Huế"));
    assert_eq!(name("46", "2025-01-01").as_deref(), Some("Huế"));
    let hue = register.on(&id("46"), day("2025-01-01")).unwrap();
    assert_eq!((hue.kind, hue.level, hue.code(&CodeSystem::GSO)), (AgencyKind::City, Level::Province, Some("46")));
}

#[test]
fn a_name_is_found_on_its_day_and_every_candidate_is_given() {
    let register = merger();
    for (name, on, found) in [
        ("Lào Cai", "2025-06-30", vec!["10"]),
        ("tỉnh LAO CAI", "2025-07-01", vec!["15-2025"]),
        ("TP. Huế", "2025-07-01", vec!["46"]),
        ("TT-Huế", "2025-07-01", vec!["46"]),
        ("Thừa Thiên Huế", "2025-07-01", vec![]),
        ("Tân An", "2025-07-01", vec!["phuong-a", "xa-a"]),
        ("Phường Tân An", "2025-07-01", vec!["phuong-a"]),
        ("xa tan an", "2025-07-01", vec!["xa-a"]),
        ("UBND xã Tân An", "2025-07-01", vec!["phuong-a", "xa-a"]),
        ("", "2025-07-01", vec![]),
    ] {
        assert_eq!(ids(register.find_name(name, day(on))), found, "{name} on {on}");
    }
}

#[test]
fn those_above_and_below_are_those_of_the_day() {
    let register = merger();
    let now = day("2026-01-01");
    assert_eq!(ids(register.ancestors(&id("tt-a"), now)), ["xa-a", "46", "viet-nam"]);
    assert_eq!(ids(register.descendants(&id("46"), now)), ["phuong-a", "xa-a", "tt-a"]);
    assert_eq!(register.descendants(&id("viet-nam"), day("2025-06-30")).len(), 6);
    assert_eq!(register.descendants(&id("viet-nam"), now).len(), 5);
    assert!(register.is_within(&id("tt-a"), &id("46"), now) && register.is_within(&id("46"), &id("46"), now));
    assert!(!register.is_within(&id("46"), &id("tt-a"), now) && !register.is_within(&id("10"), &id("viet-nam"), now));
    assert_eq!(register.on(&id("tt-a"), now).unwrap().level, Level::Commune);
    assert!(register.descendants(&id("10"), now).is_empty());
}

#[test]
fn lineage_is_followed_through_many_steps() {
    // a is divided into b (0.3) and c (0.7) in 2001; b and d become e in 2002; c gives 0.5 of itself to e in 2003; e goes on as f in 2004.
    let register = Register::new(
        [
            province("a", "..2000-12-31"),
            province("b", "2001-01-01..2001-12-31"),
            province("c", "2001-01-01.."),
            province("d", "..2001-12-31"),
            province("e", "2002-01-01..2003-12-31"),
            province("f", "2004-01-01.."),
        ],
        [
            edge(LineageKind::Rename, "2004-01-01", &["e"], &[("f", None)]),
            edge(LineageKind::Split, "2001-01-01", &["a"], &[("b", Some(0.3)), ("c", Some(0.7))]),
            edge(LineageKind::Merge, "2002-01-01", &["b", "d"], &[("e", None)]),
            edge(LineageKind::Split, "2003-01-01", &["c"], &[("c", Some(0.5)), ("e", Some(0.5))]),
        ],
    );
    assert_eq!(register.check(), []);
    let line = |found: &[Relative]| {
        let one = |r: &Relative| format!("{} {}", r.id, r.share.map_or("?".to_owned(), |share| format!("{share:.2}")));
        found.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let then = day("2000-01-01");
    for (unit, on, wanted) in [
        ("a", "2000-12-31", "a 1.00"),
        ("a", "2001-01-01", "b 0.30, c 0.70"),
        ("a", "2002-06-01", "c 0.70, e 0.30"),
        ("a", "2003-01-01", "c 0.35, e 0.65"),
        ("a", "2010-01-01", "c 0.35, f 0.65"),
        ("d", "2010-01-01", "f 1.00"),
        ("f", "2010-01-01", ""),
    ] {
        assert_eq!(line(&register.successors(&id(unit), then, day(on), POPULATION)), wanted, "{unit} on {on}");
    }
    for (unit, on, wanted) in [
        ("f", "2000-01-01", "a 0.65, d 1.00"),
        ("f", "2001-06-01", "b 1.00, c 0.50, d 1.00"),
        ("f", "2002-06-01", "c 0.50, e 1.00"),
        ("c", "2000-01-01", "a 0.35"),
        ("f", "2004-01-01", "f 1.00"),
    ] {
        let found = register.predecessors(&id(unit), day("2010-01-01"), day(on), POPULATION);
        assert_eq!(line(&found), wanted, "{unit} on {on}");
    }
    // Nobody said how the land was divided.
    assert_eq!(line(&register.successors(&id("a"), then, day("2002-06-01"), "area")), "c ?, e ?");
}

#[test]
fn an_impossible_register_is_told_in_both_languages() {
    let a = || province("a", "..2025-06-30");
    let b = || province("b", "..2025-06-30");
    let c = || province("c", "2025-07-01..");
    let merge = || edge(LineageKind::Merge, "2025-07-01", &["a", "b"], &[("c", None)]);
    let gso = |agency: Agency| agency.with_code(CodeSystem::GSO, "01");
    let office = |name: &str, above: &str| {
        Agency::new(id(name), AgencyKind::Office, Text::new(name, name), Validity::ALWAYS).below(id(above))
    };
    let named = |agency: Agency, names: &[&str]| {
        let name = |days: &&str| Dated::new(Name::new(Text::new("A", "A")), valid(days));
        Agency { names: names.iter().map(name).collect(), ..agency }
    };
    let cases: Vec<(Vec<Agency>, Vec<LineageEdge>, &str, &str)> = vec![
        (vec![a(), b(), c()], vec![merge()], "", ""),
        (
            vec![a(), a()],
            vec![],
            "có hai cơ quan cùng định danh “a”; hãy đổi một định danh",
            "two agencies have the id “a”; give one of them another",
        ),
        (
            vec![province("a", "2025-07-01..2025-06-30")],
            vec![],
            "“a”: thời gian tồn tại có ngày kết thúc trước ngày bắt đầu (từ 01/07/2025 đến 30/06/2025); hãy sửa ngày",
            "“a”: the time of existence ends before it begins (from 1 July 2025 to 30 June 2025); mend the dates",
        ),
        (
            vec![named(a(), &["..2020-12-31", "2022-01-01..2025-06-30"])],
            vec![],
            "“a”: không có tên từ ngày 01/01/2021; hãy bổ sung cho đủ thời gian tồn tại",
            "“a”: there is no name from 1 January 2021 on; give one for all its time",
        ),
        (
            vec![named(a(), &["..2020-12-31", "2020-12-31..2025-06-30"])],
            vec![],
            "“a”: có hai tên cùng lúc (từ 31/12/2020 đến 31/12/2020); hãy để cái trước kết thúc trước khi cái sau bắt đầu",
            "“a”: there are two facts of one kind at once, name (from 31 December 2020 to 31 December 2020); end the earlier one before the later begins",
        ),
        (
            vec![named(a(), &[".."])],
            vec![],
            "“a”: tên (mọi ngày) nằm ngoài thời gian tồn tại của cơ quan; hãy sửa ngày",
            "“a”: the name (at all times) lies outside the time of the agency; mend the dates",
        ),
        (
            vec![gso(a()), gso(province("b", "2025-06-30.."))],
            vec![],
            "Mã đơn vị hành chính (Cục Thống kê) “01” do cả “a” và “b” giữ (từ 30/06/2025 đến 30/06/2025); hãy sửa ngày hoặc mã của một cơ quan",
            "code “01” (GSO code) is held by “a” and “b” (from 30 June 2025 to 30 June 2025); mend the dates or the code of one of them",
        ),
        (
            vec![a().below(id("x"))],
            vec![],
            "“a”: không có cơ quan cấp trên “x”; hãy thêm cơ quan đó hoặc sửa định danh",
            "“a”: there is no parent “x”; add that agency or mend the id",
        ),
        (
            vec![a(), office("s", "a")],
            vec![],
            "“s”: trực thuộc “a” mọi ngày, nhưng cơ quan đó tồn tại đến 30/06/2025; hãy sửa ngày",
            "“s”: stands below “a” at all times, which exists until 30 June 2025; mend the dates",
        ),
        (
            vec![a(), b().below(id("a"))],
            vec![],
            "“b” (Tỉnh) không thể trực thuộc “a” (Tỉnh); hãy sửa loại hoặc cơ quan cấp trên",
            "“b” (Province) cannot stand below “a” (Province); mend its kind or its parent",
        ),
        (
            vec![office("p", "q"), office("q", "p")],
            vec![],
            "“p”: trực thuộc chính mình từ trước mọi số liệu; hãy sửa cơ quan cấp trên\n“q”: trực thuộc chính mình từ trước mọi số liệu; hãy sửa cơ quan cấp trên",
            "“p”: stands below itself from before all data on; mend its parent\n“q”: stands below itself from before all data on; mend its parent",
        ),
        (
            vec![province("a", ".."), b(), c()],
            vec![merge()],
            "Sáp nhập, hợp nhất ngày 01/07/2025: “a” vẫn còn từ ngày đó; hãy cho cơ quan kết thúc vào ngày trước đó, hoặc ghi cả ở phía sau sự kiện",
            "Merger of 1 July 2025: “a” is still there on that day; end it on the day before, or name it after the event too",
        ),
        (
            vec![province("a", "..2025-06-29"), b(), c()],
            vec![merge()],
            "Sáp nhập, hợp nhất ngày 01/07/2025: ngày trước đó không có “a”; hãy sửa ngày của sự kiện hoặc của cơ quan",
            "Merger of 1 July 2025: “a” is not there on the day before; mend the date of the event or of the agency",
        ),
        (
            vec![a(), b(), province("c", "2025-07-02..")],
            vec![merge()],
            "Sáp nhập, hợp nhất ngày 01/07/2025: ngày đó chưa có “c”; hãy sửa ngày của sự kiện hoặc của cơ quan",
            "Merger of 1 July 2025: “c” is not there on that day; mend the date of the event or of the agency",
        ),
        (
            vec![a(), b(), c()],
            vec![edge(LineageKind::Merge, "2025-07-01", &["a", "x"], &[("c", None)])],
            "Sáp nhập, hợp nhất ngày 01/07/2025: không có cơ quan “x”; hãy thêm cơ quan đó hoặc sửa định danh",
            "Merger of 1 July 2025: there is no agency “x”; add it or mend the id",
        ),
        (
            vec![a(), c()],
            vec![edge(LineageKind::Merge, "2025-07-01", &["a"], &[("c", None)])],
            "Sáp nhập, hợp nhất ngày 01/07/2025: có 1 cơ quan trước và 1 cơ quan sau, không đúng với loại sự kiện; hãy sửa loại hoặc danh sách",
            "Merger of 1 July 2025: 1 before and 1 after do not fit this kind of event; mend the kind or the lists",
        ),
        (
            vec![a(), c(), province("d", "2025-07-01..")],
            vec![edge(LineageKind::Split, "2025-07-01", &["a"], &[("c", Some(0.5)), ("d", Some(0.25))])],
            "Chia, tách ngày 01/07/2025 (a): tỷ lệ theo dân số cộng lại bằng 0,75; phải cộng lại bằng 1",
            "Split of 1 July 2025 (a): shares by population add up to 0.75; they must add up to 1",
        ),
        (
            vec![a(), c(), province("d", "2025-07-01..")],
            vec![edge(LineageKind::Split, "2025-07-01", &["a"], &[("c", Some(1.0)), ("d", None)])],
            "Chia, tách ngày 01/07/2025 (a): tỷ lệ theo dân số thiếu hoặc không nằm giữa 0 và 1; phải cộng lại bằng 1",
            "Split of 1 July 2025 (a): shares by population are missing or not between 0 and 1; they must add up to 1",
        ),
        (
            vec![a(), b(), c()],
            vec![merge(), edge(LineageKind::Rename, "2025-07-01", &["a"], &[("c", None)])],
            "ngày 01/07/2025: hai sự kiện cùng nói về “a”; hãy gộp làm một",
            "1 July 2025: two events speak of “a”; make them one",
        ),
    ];
    for (agencies, edges, vi, en) in cases {
        let problems = Register::new(agencies, edges).check();
        let told = |lang| problems.iter().map(|p| p.message(lang)).collect::<Vec<_>>().join("\n");
        assert_eq!(told(Lang::Vi), vi);
        assert_eq!(told(Lang::En), en);
    }
}

/// A step of a made-up history.
#[derive(Debug, Clone)]
enum Step {
    Merge(usize, usize),
    Split(usize, f64),
    Give(usize, usize, f64),
    Rename(usize),
    Create,
}

fn steps(whole: bool) -> impl Strategy<Value = Vec<Step>> {
    let share = || prop_oneof![Just(0.5), Just(0.25), 0.01..0.99f64];
    let merge = || (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Step::Merge(a, b)).boxed();
    let rename = any::<usize>().prop_map(Step::Rename).boxed();
    let split = (any::<usize>(), share()).prop_map(|(a, s)| Step::Split(a, s)).boxed();
    let give = (any::<usize>(), any::<usize>(), share()).prop_map(|(a, b, s)| Step::Give(a, b, s)).boxed();
    let mut some = vec![merge(), merge(), rename, Just(Step::Create).boxed()];
    if !whole {
        some.extend([split, give]);
    }
    proptest::collection::vec(proptest::strategy::Union::new(some), 0..10)
}

fn year(year: i16) -> Date {
    Date::constant(year, 1, 1)
}

#[derive(Default)]
struct History {
    agencies: BTreeMap<String, Agency>,
    alive: Vec<String>,
    edges: Vec<LineageEdge>,
}

impl History {
    fn end(&mut self, at: usize, on: i16) -> String {
        let name = self.alive.remove(at % self.alive.len());
        let ended = self.agencies.get_mut(&name).unwrap();
        ended.valid.to = Some(year(on).yesterday().unwrap());
        ended.names[0].valid = ended.valid;
        ended.kinds[0].valid = ended.valid;
        name
    }

    fn begin(&mut self, on: i16, suffix: &str) -> String {
        let name = format!("n{on}{suffix}");
        self.agencies.insert(name.clone(), province(&name, &format!("{on}-01-01..")));
        self.alive.push(name.clone());
        name
    }

    fn edge(&mut self, kind: LineageKind, on: i16, from: &[&str], to: &[(&str, Option<f64>)]) {
        self.edges.push(edge(kind, &format!("{on}-01-01"), from, to));
    }

    fn step(&mut self, step: &Step, on: i16) {
        match *step {
            Step::Merge(a, b) if self.alive.len() > 1 => {
                let (a, b) = (self.end(a, on), self.end(b, on));
                let new = self.begin(on, "");
                self.edge(LineageKind::Merge, on, &[&a, &b], &[(&new, None)]);
            }
            Step::Split(a, share) => {
                let old = self.end(a, on);
                let (x, y) = (self.begin(on, "a"), self.begin(on, "b"));
                self.edge(LineageKind::Split, on, &[&old], &[(&x, Some(share)), (&y, Some(1.0 - share))]);
            }
            Step::Give(a, b, share) if self.alive.len() > 1 => {
                let giver = self.alive[a % self.alive.len()].clone();
                let others: Vec<String> = self.alive.iter().filter(|name| **name != giver).cloned().collect();
                let taker = &others[b % others.len()];
                self.edge(LineageKind::Split, on, &[&giver], &[(&giver, Some(share)), (taker, Some(1.0 - share))]);
            }
            Step::Rename(a) => {
                let old = self.end(a, on);
                let new = self.begin(on, "");
                self.edge(LineageKind::Rename, on, &[&old], &[(&new, None)]);
            }
            Step::Create => {
                let new = self.begin(on, "");
                self.edge(LineageKind::Create, on, &[], &[(&new, None)]);
            }
            Step::Merge(..) | Step::Give(..) => {}
        }
    }
}

/// Eight units before 2000, and one step a year from then on.
fn history(steps: &[Step]) -> Register {
    let mut history = History::default();
    for name in (0..8).map(|i| format!("u{i}")) {
        history.agencies.insert(name.clone(), province(&name, ".."));
        history.alive.push(name);
    }
    for (step, on) in steps.iter().zip(2000i16..) {
        history.step(step, on);
    }
    Register::new(history.agencies.into_values(), history.edges)
}

proptest! {
    #[test]
    fn shares_add_up_to_one_and_both_directions_agree(steps in steps(false), then in 1999i16..2009, later in 0i16..9) {
        let register = history(&steps);
        prop_assert_eq!(register.check(), []);
        let (then, now) = (year(then), year(then + later));
        let mut forward = BTreeMap::new();
        for old in register.at(then) {
            let successors = register.successors(old.id(), then, now, POPULATION);
            let sum: f64 = successors.iter().map(|s| s.share.unwrap()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-12, "{} became {successors:?}", old.id());
            for successor in successors {
                prop_assert!(register.on(&successor.id, now).is_some());
                forward.insert((old.id().clone(), successor.id), successor.share.unwrap());
            }
        }
        let mut backward = BTreeMap::new();
        for new in register.at(now) {
            for predecessor in register.predecessors(new.id(), now, then, POPULATION) {
                prop_assert!(register.on(&predecessor.id, then).is_some());
                backward.insert((predecessor.id, new.id().clone()), predecessor.share.unwrap());
            }
        }
        prop_assert_eq!(forward.keys().collect::<Vec<_>>(), backward.keys().collect::<Vec<_>>());
        prop_assert!(forward.iter().all(|(pair, share)| same(*share, backward[pair])));
    }

    #[test]
    fn whole_shares_lead_to_exactly_one_unit(steps in steps(true), later in 0i16..9) {
        let register = history(&steps);
        let (then, now) = (year(1999), year(2000 + later));
        for old in register.at(then) {
            let successors = register.successors(old.id(), then, now, "anything");
            prop_assert_eq!(successors.len(), 1);
            prop_assert_eq!(successors[0].share, Some(1.0));
        }
    }

    #[test]
    fn nobody_is_there_outside_its_time(steps in steps(false), on in 1990i16..2020) {
        let register = history(&steps);
        let there: Vec<_> = register.at(year(on)).collect();
        for agency in &there {
            prop_assert!(agency.agency.valid.contains(year(on)));
        }
        let wanted = register.agencies().iter().filter(|agency| agency.valid.contains(year(on))).count();
        prop_assert_eq!(there.len(), wanted);
    }
}

#[test]
fn an_agency_reads_the_same_from_its_own_text() {
    for agency in merger().agencies() {
        let text = serde_json::to_string(agency).unwrap();
        assert_eq!(serde_json::from_str::<Agency>(&text).unwrap(), *agency, "{text}");
    }
    for edge in merger().edges() {
        let text = serde_json::to_string(edge).unwrap();
        assert_eq!(serde_json::from_str::<LineageEdge>(&text).unwrap(), *edge, "{text}");
    }
    assert!(serde_json::from_str::<AgencyId>("\"Hà Nội\"").is_err());
    assert_eq!(Code::new(CodeSystem::new(" GSO "), "01").system, CodeSystem::GSO);
}

#[test]
fn a_ward_cannot_take_a_province_in() {
    let agency = |name: &str, kind, days: &str| Agency::new(id(name), kind, Text::new(name, name), valid(days));
    let register = |newcomer| {
        Register::new(
            [
                agency("01", AgencyKind::City, "..2026-06-30"),
                agency("11324", AgencyKind::Ward, "..2026-06-30"),
                agency("new", newcomer, "2026-07-01.."),
            ],
            [edge(LineageKind::Merge, "2026-07-01", &["11324", "01"], &[("new", None)])],
        )
    };
    for newcomer in [AgencyKind::Ward, AgencyKind::City] {
        let problems = register(newcomer).check();
        let told = |lang| problems.iter().map(|problem| problem.message(lang)).collect::<Vec<_>>();
        let [vi, en] = [Lang::Vi, Lang::En].map(told);
        assert!(vi.len() == 1 && vi[0].contains("không cùng cấp"), "{vi:?}");
        assert!(en[0].contains("are not of one level"), "{en:?}");
    }
}
