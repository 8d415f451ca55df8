//! Points that an appraiser or a council decided on: the fact `<leaf>.decided` stands in place of what the rule gives, and the explanation says so.

use chiso_engine::{
    EngineError, Explanation, Fact, FactSet, FactValue, LeafInput, Options, Plan, decided_indicator, explain,
};
use chiso_model::{Cell, Lang, Missing, Period};
use chiso_rulebook::definition::Rulebook;

const YEAR: i16 = 2024;

fn rulebook(node: &str) -> Rulebook {
    let indented: String = node.lines().flat_map(|line| ["      ", line, "\n"]).collect();
    let text = format!(
        "chiso: 1\nid: t\nedition: '1'\ntitle: {{vi: T, en: T}}\nstatus: illustrative\nvalid: {{from: 2000-01-01}}\ndefaults: {{missing: {{blank: zero, not_applicable: drop_rescale}}}}\ntree:\n  id: t\n  title: {{vi: Tổng, en: Total}}\n  aggregate: {{method: sum}}\n  children:\n    - id: n\n      title: {{vi: N, en: N}}\n{indented}    - {{id: other, title: {{vi: Khác, en: Other}}, max: 5, rule: {{kind: points}}}}\n"
    );
    chiso_rulebook::read_yaml(&text, "test.yaml")
        .unwrap_or_else(|problems| panic!("{:#?}", problems.iter().map(|p| p.message(Lang::En)).collect::<Vec<_>>()))
}

fn fact(indicator: &str, value: &str, source: Option<&str>) -> Fact {
    let cell = value.parse().map_or_else(|_| Cell::missing(Missing::from_mark(value).unwrap()), Cell::number);
    Fact {
        unit: "u".to_owned(),
        indicator: indicator.to_owned(),
        period: Some(Period::year(YEAR)),
        value: FactValue::Number(cell),
        source: source.map(str::to_owned),
    }
}

/// `n.done=3`, one word each; a decided fact has the council as its source.
fn facts(text: &str) -> FactSet {
    let one = |word: &str| {
        let (name, value) = word.split_once('=').unwrap();
        fact(name, value, name.ends_with(".decided").then_some("Hội đồng: 7/QĐ-HĐTĐ"))
    };
    FactSet::new(text.split_whitespace().map(one)).unwrap()
}

fn plan(rulebook: &Rulebook) -> Plan {
    Plan::new(rulebook, Some(Period::year(YEAR))).unwrap()
}

fn told(rulebook: &Rulebook, facts: &FactSet, node: &str, lang: Lang) -> Explanation {
    let options = Options { trace: true, ..Options::default() };
    let outcome = plan(rulebook).compute(facts, &options).unwrap();
    explain(rulebook, facts, &outcome, "u", Some(node), lang).unwrap()
}

fn cell(rulebook: &Rulebook, facts: &FactSet, node: &str) -> Result<f64, Missing> {
    let outcome = plan(rulebook).compute(facts, &Options::default()).unwrap();
    outcome.nodes[outcome.node(node).unwrap()].values[0].get()
}

const RATIO: &str = "max: 4\ninputs:\n  done: {title: {vi: Đã xong, en: Done}}\n  all: {title: {vi: Tất cả, en: All}}\nrule: {kind: ratio, numerator: done, denominator: all}";
const FORMULA: &str = "max: 4\ninputs:\n  x: {title: {vi: Số x, en: x}}\n  y: {title: {vi: Số y, en: y}}\nrule: {kind: formula, expression: 'max_points * x / y'}";
const PENALTY: &str =
    "inputs: {times: {title: {vi: Số lần, en: Times}}}\nrule: {kind: penalty, input: times, each: 0.5, cap: 2}";
const YES_NO: &str = "max: 2\nrule: {kind: yes_no}";

struct Case {
    node: &'static str,
    facts: &'static str,
    wanted: Result<f64, Missing>,
    vi: &'static [&'static str],
    en: &'static [&'static str],
}

#[test]
fn a_decided_fact_stands_in_place_of_the_rule_and_is_explained_with_its_source() {
    let cases = [
        Case {
            node: RATIO,
            facts: "n.done=75 n.all=100 n.decided=2.5",
            wanted: Ok(2.5),
            vi: &[
                "Đã xong = 75",
                "Tất cả = 100",
                "75 / 100 = 0,75",
                "4 × 0,75 = 3 điểm",
                "điểm được quyết định, thay cho điểm theo quy tắc = 2,5 (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &[
                "Done = 75",
                "All = 100",
                "75 / 100 = 0.75",
                "4 × 0.75 = 3 points",
                "points decided on, in place of the rule’s = 2.5 (source: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
        },
        // Zero is a decision.
        Case {
            node: YES_NO,
            facts: "n=1 n.decided=0",
            wanted: Ok(0.0),
            vi: &[
                "số liệu = 1",
                "có: 2 điểm",
                "điểm được quyết định, thay cho điểm theo quy tắc = 0 (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &[
                "fact = 1",
                "yes: 2 points",
                "points decided on, in place of the rule’s = 0 (source: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
        },
        // So is that it does not apply.
        Case {
            node: YES_NO,
            facts: "n=1 n.decided=#na",
            wanted: Err(Missing::NotApplicable),
            vi: &[
                "số liệu = 1",
                "có: 2 điểm",
                "điểm được quyết định, thay cho điểm theo quy tắc = không áp dụng (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &[
                "fact = 1",
                "yes: 2 points",
                "points decided on, in place of the rule’s = not applicable (source: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
        },
        // It also stands where the rule has nothing to read, or cannot read what there is.
        Case {
            node: YES_NO,
            facts: "other=1 n.decided=1",
            wanted: Ok(1.0),
            vi: &[
                "số liệu = chưa có số liệu",
                "điểm được quyết định, thay cho điểm theo quy tắc = 1 (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &["fact = no data", "points decided on, in place of the rule’s = 1 (source: Hội đồng: 7/QĐ-HĐTĐ)"],
        },
        Case {
            node: PENALTY,
            facts: "n.times=1 n.decided=-2",
            wanted: Ok(-2.0),
            vi: &[
                "Số lần = 1",
                "−1 × 0,5: −0,5 điểm",
                "điểm được quyết định, thay cho điểm theo quy tắc = −2 (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &[
                "Times = 1",
                "−1 × 0.5: −0.5 points",
                "points decided on, in place of the rule’s = −2 (source: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
        },
        // A formula: its numbers, its steps, what it was held to, and what was decided, in this order.
        Case {
            node: FORMULA,
            facts: "n.x=3 n.y=2 n.decided=1.5",
            wanted: Ok(1.5),
            vi: &[
                "x: Số x = 3",
                "y: Số y = 2",
                "công thức: max_points * x / y",
                "max_points * x: 4 * 3 = 12",
                "max_points * x / y: 12 / 2 = 6",
                "6 nằm ngoài khoảng 0 – 4, lấy 4 điểm",
                "điểm được quyết định, thay cho điểm theo quy tắc = 1,5 (nguồn: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
            en: &[
                "x: x = 3",
                "y: y = 2",
                "formula: max_points * x / y",
                "max_points * x: 4 * 3 = 12",
                "max_points * x / y: 12 / 2 = 6",
                "6 is outside 0 to 4, counts as 4 points",
                "points decided on, in place of the rule’s = 1.5 (source: Hội đồng: 7/QĐ-HĐTĐ)",
            ],
        },
    ];
    for case in cases {
        let (book, facts) = (rulebook(case.node), facts(case.facts));
        assert_eq!(cell(&book, &facts, "n"), case.wanted, "{}", case.facts);
        assert_eq!(told(&book, &facts, "n", Lang::Vi).lines, case.vi, "{}", case.facts);
        assert_eq!(told(&book, &facts, "n", Lang::En).lines, case.en, "{}", case.facts);
    }
}

/// Where nothing was decided, no byte of the outcome and the explanation differs, and the steps of a formula stay in their order.
#[test]
fn without_a_decision_nothing_is_different() {
    for (node, numbers) in [
        (RATIO, "n.done=75 n.all=100"),
        (FORMULA, "n.x=1 n.y=2"),
        (FORMULA, "n.x=3 n.y=2"),
        (YES_NO, "n=#na"),
        (PENALTY, "n.times=9"),
    ] {
        let book = rulebook(node);
        let (plain, blank) = (facts(numbers), facts(&format!("{numbers} n.decided=")));
        assert_eq!(cell(&book, &plain, "n"), cell(&book, &blank, "n"), "{numbers}");
        for lang in [Lang::Vi, Lang::En] {
            let lines = told(&book, &plain, "n", lang).lines;
            assert_eq!(lines, told(&book, &blank, "n", lang).lines, "{numbers}");
            let decided = facts(&format!("{numbers} n.decided=0"));
            let with = told(&book, &decided, "n", lang).lines;
            assert_eq!(with[..lines.len()], lines[..], "{numbers}: the decision comes after all else");
            assert_eq!(with.len(), lines.len() + 1, "{numbers}");
        }
    }
}

#[test]
fn the_total_is_made_of_what_was_decided() {
    let book = rulebook(RATIO);
    assert_eq!(cell(&book, &facts("n.done=75 n.all=100 other=2"), "t"), Ok(5.0));
    assert_eq!(cell(&book, &facts("n.done=75 n.all=100 other=2 n.decided=1"), "t"), Ok(3.0));
    assert_eq!(cell(&book, &facts("n.done=75 n.all=100 other=2 other.decided=4"), "t"), Ok(7.0));
    // What does not apply is dropped, and the rest scaled to the maximum: 2 of 5 becomes 3.6 of 9.
    assert_eq!(cell(&book, &facts("n.done=75 n.all=100 other=2 n.decided=#na"), "t"), Ok(3.6));
}

/// Numbers that the rule cannot read are no error where points were decided on: a council may settle what could not be computed.
#[test]
fn a_decision_settles_what_the_rule_cannot_read() {
    let book = rulebook(YES_NO);
    let bad = facts("n=7");
    assert!(matches!(plan(&book).compute(&bad, &Options::default()), Err(EngineError::BadFacts(_))));
    assert_eq!(cell(&book, &facts("n=7 n.decided=1"), "n"), Ok(1.0));
}

#[test]
fn points_out_of_range_are_a_bad_fact_with_its_name() {
    let cases = [
        (
            RATIO,
            "n.decided=4.01",
            "unit u, fact n.decided: cannot use the value 4.01; it must be a number from 0 to 4.",
        ),
        (
            RATIO,
            "n.decided=-0.01",
            "unit u, fact n.decided: cannot use the value -0.01; it must be a number from 0 to 4.",
        ),
        (
            PENALTY,
            "n.decided=0.5",
            "unit u, fact n.decided: cannot use the value 0.5; it must be a number from -2 to 0.",
        ),
        (PENALTY, "n.decided=-3", "unit u, fact n.decided: cannot use the value -3; it must be a number from -2 to 0."),
    ];
    for (node, text, wanted) in cases {
        let book = rulebook(node);
        let error = plan(&book).compute(&facts(text), &Options::default()).unwrap_err();
        assert_eq!(error.message(Lang::En), wanted);
        assert!(
            error.message(Lang::Vi).starts_with("Đơn vị u, số liệu n.decided: giá trị "),
            "{}",
            error.message(Lang::Vi)
        );
    }
    // The bounds themselves are within.
    for (node, text, wanted) in [
        (RATIO, "n.decided=4", 4.0),
        (RATIO, "n.decided=0", 0.0),
        (PENALTY, "n.decided=-2", -2.0),
        (PENALTY, "n.decided=0", 0.0),
    ] {
        assert_eq!(cell(&rulebook(node), &facts(text), "n"), Ok(wanted));
    }
    let unbounded = "rule: {kind: formula, unbounded: true, expression: 'x'}\ninputs: {x: {title: {vi: x, en: x}}}";
    assert_eq!(cell(&rulebook(unbounded), &facts("n.decided=1000"), "n"), Ok(1000.0));
    assert_eq!(plan(&rulebook(unbounded)).range("n"), None);
}

/// A decision is never missed: readers of facts know its name, and do not ask for it.
#[test]
fn decided_facts_are_known_and_not_wanted() {
    let book = rulebook(RATIO);
    let plan = plan(&book);
    assert_eq!(plan.decided_indicators(), ["n.decided", "other.decided"]);
    assert_eq!(decided_indicator("n"), "n.decided");
    assert_eq!(plan.wanted_indicators(), ["n.all", "n.done", "other"]);
    assert_eq!(plan.range("n"), Some((0.0, 4.0)));
    assert_eq!(plan.range("t"), None);
    assert_eq!(plan.inputs("t"), None);
    let input = |name, indicator| LeafInput { name, indicator, earlier: None };
    assert_eq!(plan.inputs("n"), Some(vec![input("done", "n.done"), input("all", "n.all")]));
}

/// A comparison with last year reads last year's value under its own name; a decision is of this year only.
#[test]
fn a_decision_of_last_year_does_not_count_this_year() {
    let book =
        rulebook("max: 2\nrule: {kind: comparison, with: {years_before: 1}, measure: ratio, scale: {cap: 100%}}");
    let plan = plan(&book);
    let inputs = plan.inputs("n").unwrap();
    let earlier: Vec<_> = inputs.iter().map(|input| (input.indicator, input.earlier)).collect();
    assert_eq!(earlier, [("n", None), ("n", Some(Period::year(YEAR - 1)))]);
    let last =
        |indicator: &str, value: &str| Fact { period: Some(Period::year(YEAR - 1)), ..fact(indicator, value, None) };
    let all = [fact("n", "3", None), last("n", "4"), last("n.decided", "0.5")];
    assert_eq!(cell(&book, &FactSet::new(all).unwrap(), "n"), Ok(1.5));
}

/// An input named `decided` would be read as a decision.
#[test]
fn the_name_of_a_decision_is_kept() {
    let book = rulebook(
        "max: 2\ninputs: {decided: {title: {vi: Đã quyết, en: Decided}}}\nrule: {kind: yes_no, input: decided}",
    );
    let errors = Plan::new(&book, Some(Period::year(YEAR))).unwrap_err();
    let told: Vec<String> = errors.iter().map(|error| error.message(Lang::En)).collect();
    let wanted = "node n: the fact `n.decided` has a name that is kept for points decided on; name it otherwise.";
    assert!(told.len() == 1 && told[0].starts_with(wanted), "{told:?}");
    assert!(errors[0].message(Lang::Vi).contains("dành cho điểm được quyết định"), "{errors:?}");
}
