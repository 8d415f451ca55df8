//! Every rule and every aggregation on small numbers, with the explanation a person reads.

use chiso_engine::{EngineError, Fact, FactSet, FactValue, Options, Plan, explain};
use chiso_model::{Cell, Lang, Missing, Period};

struct Case {
    /// The lines of the node, in YAML.
    node: &'static str,
    /// indicator=value, `indicator@year=value` for an earlier period; marks as in fact files.
    facts: &'static str,
    wanted: Result<f64, Missing>,
    /// Lines of the explanation, in Vietnamese.
    lines: &'static [&'static str],
}

fn book(node: &str) -> String {
    let indented: String = node.trim().lines().flat_map(|l| ["  ", l, "\n"]).collect();
    format!(
        "chiso: 1\nid: n\nedition: '1'\ntitle: {{vi: N, en: N}}\nstatus: illustrative\nvalid: {{from: 2000-01-01}}\ntree:\n  id: n\n  title: {{vi: N, en: N}}\n{indented}"
    )
}

fn facts(text: &str) -> FactSet {
    let all = text.split_whitespace().map(|fact| {
        let (name, value) = fact.split_once('=').unwrap();
        let (indicator, year) = name.split_once('@').unwrap_or((name, "2024"));
        let cell = value.parse().map_or_else(|_| Cell::missing(Missing::from_mark(value).unwrap()), Cell::number);
        Fact {
            unit: "u".to_owned(),
            indicator: indicator.to_owned(),
            period: Some(year.parse().unwrap()),
            value: FactValue::Number(cell),
            source: None,
        }
    });
    FactSet::new(all).unwrap()
}

fn check(cases: &[Case]) {
    for case in cases {
        let loaded = chiso_rulebook::load_yaml(&book(case.node), "test.yaml");
        let problems: Vec<String> = loaded.problems.iter().map(|p| p.message(Lang::En)).collect();
        let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{}\n{problems:#?}", case.node));
        let plan = Plan::new(&rulebook, Some(Period::year(2024))).unwrap();
        let facts = facts(case.facts);
        let outcome = plan.compute(&facts, &Options { trace: true, ..Options::default() }).unwrap();
        assert_eq!(outcome.root().values[0].get(), case.wanted, "{}\n{}", case.node, case.facts);
        let explanation = explain(&rulebook, &facts, &outcome, "u", None, Lang::Vi).unwrap();
        assert_eq!(explanation.lines, case.lines, "{}\n{}", case.node, case.facts);
        // The same in English, in as many lines, and none of them Vietnamese.
        let english = explain(&rulebook, &facts, &outcome, "u", None, Lang::En).unwrap();
        assert_eq!(english.lines.len(), case.lines.len());
        for marked in ["điểm", "đơn vị", "số liệu", "trung bình", "bỏ ra"] {
            assert!(english.lines.iter().all(|line| !line.contains(marked)), "{:?}", english.lines);
        }
    }
}

#[test]
fn points_yes_no_levels_and_steps() {
    let yes_no = "max: 2\nrule: {kind: yes_no}";
    let levels = "max: 2\nrule:\n  kind: levels\n  levels:\n    - {value: 1, title: {vi: Tốt, en: Good}, points: 2}\n    - {value: 2, title: {vi: Khá, en: Fair}, points: 1.5}";
    let steps = "max: 2\nrule:\n  kind: steps\n  below: 0.25\n  steps:\n    - {from: 60%, points: 1}\n    - {from: 90%, points: 2}";
    check(&[
        Case { node: "max: 5\nrule: {kind: points}", facts: "n=3.5", wanted: Ok(3.5), lines: &["số liệu = 3,5"] },
        Case { node: yes_no, facts: "n=1", wanted: Ok(2.0), lines: &["số liệu = 1", "có: 2 điểm"] },
        Case { node: yes_no, facts: "n=0", wanted: Ok(0.0), lines: &["số liệu = 0", "không: 0 điểm"] },
        Case {
            node: yes_no, facts: "n=#na", wanted: Err(Missing::NotApplicable), lines: &["số liệu = không áp dụng"]
        },
        Case {
            node: "max: 2\nrule: {kind: yes_no, not_applicable: 2}",
            facts: "n=#na",
            wanted: Ok(2.0),
            lines: &["số liệu = không áp dụng", "quy tắc cho trường hợp này: 2 điểm"],
        },
        Case { node: levels, facts: "n=2", wanted: Ok(1.5), lines: &["số liệu = 2", "Khá: 1,5 điểm"] },
        Case {
            node: steps, facts: "n=0.6", wanted: Ok(1.0), lines: &["số liệu = 0,6", "đạt ngưỡng từ 0,6: 1 điểm"]
        },
        Case {
            node: steps, facts: "n=0.95", wanted: Ok(2.0), lines: &["số liệu = 0,95", "đạt ngưỡng từ 0,9: 2 điểm"]
        },
        Case {
            node: steps,
            facts: "n=0.5",
            wanted: Ok(0.25),
            lines: &["số liệu = 0,5", "dưới ngưỡng thấp nhất: 0,25 điểm"],
        },
    ]);
}

const DONE_OF_ALL: &str =
    "max: 4\ninputs:\n  done: {title: {vi: Đã xong, en: Done}}\n  all: {title: {vi: Tất cả, en: All}}\n";

#[test]
fn ratios() {
    // Domain notes: "from 90 %: full; 60-90 %: ratio x max; under 60 %: 0".
    let classic: &'static str = Box::leak(
        format!("{DONE_OF_ALL}rule:\n  kind: ratio\n  numerator: done\n  denominator: all\n  scale: {{floor: 60%, full_from: 90%}}").into(),
    );
    // QĐ 766 row 3.3: full at 50 %, the rest linear.
    let to_full: &'static str = Box::leak(
        format!("{DONE_OF_ALL}rule:\n  kind: ratio\n  numerator: done\n  denominator: all\n  scale: {{full_from: 50%, between: ratio_to_full}}\n  zero_denominator: full").into(),
    );
    let floor_to_full: &'static str = Box::leak(
        format!("{DONE_OF_ALL}rule:\n  kind: ratio\n  numerator: done\n  denominator: all\n  scale: {{floor: 50%, full_from: 100%, between: floor_to_full}}\n  zero_denominator: not_applicable").into(),
    );
    check(&[
        Case {
            node: classic,
            facts: "n.done=75 n.all=100",
            wanted: Ok(3.0),
            lines: &["Đã xong = 75", "Tất cả = 100", "75 / 100 = 0,75", "4 × 0,75 = 3 điểm"],
        },
        Case {
            node: classic,
            facts: "n.done=90 n.all=100",
            wanted: Ok(4.0),
            lines: &["Đã xong = 90", "Tất cả = 100", "90 / 100 = 0,9", "từ 0,9 trở lên: điểm tối đa 4"],
        },
        Case {
            node: classic,
            facts: "n.done=59 n.all=100",
            wanted: Ok(0.0),
            lines: &["Đã xong = 59", "Tất cả = 100", "59 / 100 = 0,59", "dưới mức tối thiểu 0,6: 0 điểm"],
        },
        Case {
            node: classic,
            facts: "n.done=0 n.all=0",
            wanted: Err(Missing::NotComputable),
            lines: &["Đã xong = 0", "Tất cả = 0", "0 / 0 → không tính được"],
        },
        Case {
            node: to_full,
            facts: "n.done=30 n.all=120",
            wanted: Ok(2.0),
            lines: &["Đã xong = 30", "Tất cả = 120", "30 / 120 = 0,25", "4 × 0,25 / 0,5 = 2 điểm"],
        },
        Case {
            node: to_full,
            facts: "n.done=0 n.all=0",
            wanted: Ok(4.0),
            lines: &["Đã xong = 0", "Tất cả = 0", "quy tắc cho trường hợp này: 4 điểm"],
        },
        Case {
            node: floor_to_full,
            facts: "n.done=75 n.all=100",
            wanted: Ok(2.0),
            lines: &["Đã xong = 75", "Tất cả = 100", "75 / 100 = 0,75", "4 × (0,75 − 0,5) / (1 − 0,5) = 2 điểm"],
        },
        Case {
            node: floor_to_full,
            facts: "n.done=0 n.all=0",
            wanted: Err(Missing::NotApplicable),
            lines: &["Đã xong = 0", "Tất cả = 0", "0 / 0 → không áp dụng"],
        },
    ]);
}

#[test]
fn deductions_bonus_penalty_survey_index() {
    let survey = "max: 4\nrule:\n  kind: survey\n  options:\n    - {id: s4, title: {vi: Rất tốt, en: Very good}, share: 100%}\n    - {id: s3, title: {vi: Tốt, en: Good}, share: 60%}\n    - {id: s2, title: {vi: Vừa, en: Fair}, share: 20%}\n    - {id: s1, title: {vi: Kém, en: Poor}, share: 0}";
    check(&[
        Case {
            node: "max: 2\nrule: {kind: deduction, each: 0.25}",
            facts: "n=3",
            wanted: Ok(1.25),
            lines: &["số liệu = 3", "2 − 3 × 0,25: 1,25 điểm"],
        },
        Case {
            node: "max: 2\nrule: {kind: deduction, each: 0.25, floor: 0.5}",
            facts: "n=30",
            wanted: Ok(0.5),
            lines: &["số liệu = 30", "2 − 30 × 0,25, đến mức giới hạn: 0,5 điểm"],
        },
        Case {
            node: "rule: {kind: bonus, each: 0.5, cap: 1}",
            facts: "n=3",
            wanted: Ok(1.0),
            lines: &["số liệu = 3", "3 × 0,5, đến mức giới hạn: 1 điểm"],
        },
        Case {
            node: "rule: {kind: penalty, each: 0.5, cap: 2}",
            facts: "n=3",
            wanted: Ok(-1.5),
            lines: &["số liệu = 3", "−3 × 0,5: −1,5 điểm"],
        },
        Case {
            node: survey,
            facts: "n.s4=50 n.s3=30 n.s2=10 n.s1=10",
            wanted: Ok(2.8),
            lines: &[
                "Rất tốt = 50",
                "Tốt = 30",
                "Vừa = 10",
                "Kém = 10",
                "4 × (50 × 1 + 30 × 0,6 + 10 × 0,2 + 10 × 0) / 100 = 2,8",
            ],
        },
        Case {
            node: "max: 10\nrule: {kind: index, rulebook: sipas, out_of: 100}",
            facts: "sipas=83.5",
            wanted: Ok(8.35),
            lines: &["số liệu = 83,5", "83,5 / 100 = 0,835", "10 × 0,835 = 8,35 điểm"],
        },
    ]);
}

#[test]
fn formulas_and_comparisons() {
    let formula = "max: 2\ninputs:\n  x: {title: {vi: Đúng hạn, en: On time}}\n  y: {title: {vi: Tổng số, en: All}}\nrule:\n  kind: formula\n  expression: if x / y >= 90% then max_points else max_points * x / y";
    let plan = "max: 2\ninputs:\n  got: {title: {vi: Thu, en: Revenue}}\n  plan: {title: {vi: Dự toán, en: Plan}}\nrule:\n  kind: comparison\n  input: got\n  with: {plan: plan}\n  measure: ratio";
    let before = "max: 2\nrule:\n  kind: comparison\n  with: {years_before: 1}\n  measure: growth\n  steps:\n    - {from: 0, points: 1}\n    - {from: 10%, points: 2}";
    let difference = "max: 2\nrule:\n  kind: comparison\n  with: {years_before: 1}\n  measure: difference\n  steps:\n    - {from: 5, points: 2}";
    check(&[
        Case {
            node: formula,
            facts: "n.x=45 n.y=60",
            wanted: Ok(1.5),
            lines: &[
                "x: Đúng hạn = 45",
                "y: Tổng số = 60",
                "công thức: if x / y >= 90% then max_points else max_points * x / y",
                "x / y: 45 / 60 = 0,75",
                "x / y >= 0.9: 0,75 >= 0,9 → sai",
                "max_points * x: 2 * 45 = 90",
                "max_points * x / y: 90 / 60 = 1,5",
            ],
        },
        Case {
            node: "max: 2\nrule:\n  kind: formula\n  expression: x * 3\ninputs:\n  x: {title: {vi: X, en: X}}",
            facts: "n.x=5",
            wanted: Ok(2.0),
            lines: &["x: X = 5", "công thức: x * 3", "x * 3: 5 * 3 = 15", "15 nằm ngoài khoảng 0 – 2, lấy 2 điểm"],
        },
        Case {
            node: plan,
            facts: "n.got=110 n.plan=100",
            wanted: Ok(2.0),
            lines: &["Thu = 110", "Dự toán = 100", "110 / 100 = 1,1", "2 × 1 = 2 điểm"],
        },
        Case {
            node: before,
            facts: "n=112 n@2023=100",
            wanted: Ok(2.0),
            lines: &[
                "giá trị đạt được = 112",
                "giá trị kỳ trước (2023) = 100",
                "12 / 100 = 0,12",
                "(112 − 100) / 100 = 0,12",
                "đạt ngưỡng từ 0,1: 2 điểm",
            ],
        },
        Case {
            node: before,
            facts: "n=112",
            wanted: Err(Missing::Blank),
            lines: &["giá trị đạt được = 112", "giá trị kỳ trước (2023) = chưa có số liệu"],
        },
        Case {
            node: difference,
            facts: "n=12 n@2023=7",
            wanted: Ok(2.0),
            lines: &["giá trị đạt được = 12", "giá trị kỳ trước (2023) = 7", "12 − 7 = 5", "đạt ngưỡng từ 5: 2 điểm"],
        },
    ]);
}

fn branch(aggregate: &str, extra: &str) -> &'static str {
    let child = |id: &str, weight: &str| {
        format!("  - {{id: {id}, title: {{vi: {id}, en: {id}}}, max: 10, weight: {weight}}}\n")
    };
    let text = format!("aggregate: {aggregate}\n{extra}children:\n{}{}", child("a", "1"), child("b", "3"));
    Box::leak(text.into_boxed_str())
}

#[test]
fn aggregations() {
    let ratio: &'static str =
        "aggregate: {method: ratio}\nchildren:\n  - {id: a, title: {vi: a, en: a}}\n  - {id: b, title: {vi: b, en: b}}";
    let by_points = Box::leak(
        branch("{method: arithmetic}", "weights: points\n")
            .replace(", weight: 1", "")
            .replace(", weight: 3", "")
            .into_boxed_str(),
    );
    check(&[
        Case {
            node: branch("{method: sum}", ""),
            facts: "a=2 b=8",
            wanted: Ok(26.0),
            lines: &["tổng: 1 × 2 + 3 × 8 = 26"],
        },
        Case {
            node: branch("{method: arithmetic}", ""),
            facts: "a=2 b=8",
            wanted: Ok(6.5),
            lines: &["trung bình cộng: (1 × 2 + 3 × 8) / 4 = 6,5"],
        },
        Case {
            node: branch("{method: arithmetic}", "weights: equal\n"),
            facts: "a=2 b=8",
            wanted: Ok(5.0),
            lines: &["trung bình cộng: (2 + 8) / 2 = 5"],
        },
        Case {
            node: by_points,
            facts: "a=2 b=8",
            wanted: Ok(5.0),
            lines: &["trung bình cộng: (10 × 2 + 10 × 8) / 20 = 5"],
        },
        Case {
            node: branch("{method: geometric}", "weights: equal\n"),
            facts: "a=2 b=8",
            wanted: Ok(4.0),
            lines: &["trung bình nhân: (2 × 8)^(1/2) = 4"],
        },
        Case {
            node: branch("{method: geometric}", ""),
            facts: "a=0 b=8",
            wanted: Ok(0.0),
            lines: &["trung bình nhân: (0^1 × 8^3)^(1/4) = 0"],
        },
        Case {
            node: branch("{method: geometric}", ""),
            facts: "a=-1 b=8",
            wanted: Err(Missing::NotComputable),
            lines: &["trung bình nhân: ((−1)^1 × 8^3)^(1/4) → không tính được"],
        },
        Case {
            node: branch("{method: harmonic}", ""),
            facts: "a=2 b=6",
            wanted: Ok(4.0),
            lines: &["trung bình điều hòa: 4 / (1/2 + 3/6) = 4"],
        },
        Case {
            node: branch("{method: generalised, power: 2}", "weights: equal\n"),
            facts: "a=1 b=7",
            wanted: Ok(5.0),
            lines: &["trung bình lũy thừa: ((1^2 + 7^2) / 2)^(1/2) = 5"],
        },
        Case {
            node: branch("{method: minimum}", ""),
            facts: "a=2 b=8",
            wanted: Ok(2.0),
            lines: &["giá trị nhỏ nhất: min(2; 8) = 2"],
        },
        Case {
            node: branch("{method: product}", ""),
            facts: "a=2 b=8",
            wanted: Ok(16.0),
            lines: &["tích: 2 × 8 = 16"],
        },
        Case { node: ratio, facts: "a=2 b=8", wanted: Ok(0.25), lines: &["tỷ số: 2 / 8 = 0,25"] },
        Case {
            node: ratio,
            facts: "a=2 b=0",
            wanted: Err(Missing::NotComputable),
            lines: &["tỷ số: 2 / 0 → không tính được"],
        },
        Case {
            node: branch("{method: counting, deprived_below: {a: 5, b: 5}, cutoff: 50%}", ""),
            facts: "a=7 b=2",
            wanted: Ok(0.75),
            lines: &["a: 7 ≥ 5", "b: 2 < 5, thiếu hụt", "tỷ lệ thiếu hụt: (3) / 4 = 0,75"],
        },
        Case {
            node: branch("{method: counting, deprived_below: {a: 5, b: 5}, cutoff: 50%}", ""),
            facts: "a=2 b=7",
            wanted: Ok(0.0),
            lines: &[
                "a: 2 < 5, thiếu hụt",
                "b: 7 ≥ 5",
                "tỷ lệ thiếu hụt: (1) / 4 = 0,25, dưới ngưỡng 0,5 nên tính là 0",
            ],
        },
        Case {
            node: branch("{method: formula, expression: 1 - a / b}", ""),
            facts: "a=2 b=8",
            wanted: Ok(0.75),
            lines: &["công thức: 1 - a / b", "a / b: 2 / 8 = 0,25", "1 - a / b: 1 - 0,25 = 0,75"],
        },
        // A component of 0 forces 0 (EGDI).
        Case {
            node: branch("{method: arithmetic}", "gates:\n  - {at_most: 0, then: 0}\n"),
            facts: "a=0 b=8",
            wanted: Ok(0.0),
            lines: &["điều kiện chặn: a không quá 0, kết quả là 0"],
        },
        // Points of the parts with a value are scaled up to the whole.
        Case {
            node: branch("{method: sum}", "weights: equal\nmissing: drop_rescale\n"),
            facts: "a=6 b=#na",
            wanted: Ok(12.0),
            lines: &["b: không áp dụng, bỏ ra và quy đổi phần còn lại", "tổng: 6 × 20 / 10 = 12"],
        },
        Case {
            node: branch("{method: sum}", "weights: equal\nmissing: full\n"),
            facts: "a=6 b=#na",
            wanted: Ok(16.0),
            lines: &["b: không áp dụng, tính đủ điểm tối đa", "tổng: 6 + 10 = 16"],
        },
        Case {
            node: branch("{method: sum}", ""),
            facts: "a=6 b=#withheld",
            wanted: Err(Missing::Withheld),
            lines: &["b: không công bố, nên mục này cũng không có giá trị"],
        },
    ]);
}

/// Parts for which the rest makes up: in max points times weight, without bonus and penalty.
#[test]
fn what_is_left_makes_up_for_what_is_left_out() {
    let part = |id: &str, more: &str| format!("  - {{id: {id}, title: {{vi: {id}, en: {id}}}, {more}}}\n");
    let bonus = "rule: {kind: bonus, each: 1, cap: 5}";
    let with_bonus: &'static str = Box::leak(
        format!(
            "aggregate: {{method: sum}}\nmissing: drop_rescale\nchildren:\n{}{}{}",
            part("a", "max: 60"),
            part("b", "max: 40"),
            part("c", bonus)
        )
        .into_boxed_str(),
    );
    let weighted: &'static str = Box::leak(
        format!(
            "aggregate: {{method: sum}}\nmissing: drop_rescale\nchildren:\n{}{}",
            part("a", "max: 10, weight: 0.5"),
            part("b", "max: 20, weight: 2")
        )
        .into_boxed_str(),
    );
    check(&[
        // A bonus that is not there changes nothing.
        Case {
            node: with_bonus,
            facts: "a=50 b=30",
            wanted: Ok(80.0),
            lines: &["c: chưa có số liệu, bỏ ra và quy đổi phần còn lại", "tổng: 50 + 30 = 80"],
        },
        // A part with points is made up for by the other; the bonus stays as it is.
        Case {
            node: with_bonus,
            facts: "a=30 b=#na c=2",
            wanted: Ok(52.0),
            lines: &["b: không áp dụng, bỏ ra và quy đổi phần còn lại", "tổng: 30 × 100 / 60 + 2 = 52"],
        },
        // A bonus alone cannot make up for anything.
        Case {
            node: with_bonus,
            facts: "a=#na b=#na c=2",
            wanted: Err(Missing::NotApplicable),
            lines: &[
                "a: không áp dụng, bỏ ra và quy đổi phần còn lại",
                "b: không áp dụng, bỏ ra và quy đổi phần còn lại",
            ],
        },
        Case {
            node: weighted,
            facts: "a=#na b=20",
            wanted: Ok(45.0),
            lines: &["a: không áp dụng, bỏ ra và quy đổi phần còn lại", "tổng: (2 × 20) × 45 / 40 = 45"],
        },
        Case {
            node: branch("{method: harmonic}", "weights: equal\nmissing: drop\n"),
            facts: "a=0.5 b=#na",
            wanted: Ok(0.5),
            lines: &["b: không áp dụng, bỏ ra", "trung bình điều hòa: 1 / (1/0,5) = 0,5"],
        },
    ]);
}

/// Thresholds are reached by what is on paper, whatever the binary digits say.
#[test]
fn thresholds_on_paper() {
    let growth = "max: 2\nrule:\n  kind: comparison\n  with: {years_before: 1}\n  measure: growth\n  steps:\n    - {from: 10%, points: 2}";
    let falling = "max: 2\nrule:\n  kind: comparison\n  with: {years_before: 1}\n  measure: growth\n  scale: {floor: -0.1, full_from: 0.1, between: floor_to_full}";
    check(&[
        Case {
            node: growth,
            facts: "n=3.3 n@2023=3",
            wanted: Ok(2.0),
            lines: &[
                "giá trị đạt được = 3,3",
                "giá trị kỳ trước (2023) = 3",
                "0,3 / 3 = 0,1",
                "(3,3 − 3) / 3 = 0,1",
                "đạt ngưỡng từ 0,1: 2 điểm",
            ],
        },
        Case {
            node: falling,
            facts: "n=95 n@2023=100",
            wanted: Ok(0.5),
            lines: &[
                "giá trị đạt được = 95",
                "giá trị kỳ trước (2023) = 100",
                "−5 / 100 = −0,05",
                "(95 − 100) / 100 = −0,05",
                "2 × (−0,05 − (−0,1)) / (0,1 − (−0,1)) = 0,5 điểm",
            ],
        },
    ]);
}

fn number(unit: &str, indicator: &str, period: Option<i16>, value: Cell) -> Fact {
    let (unit, indicator) = (unit.to_owned(), indicator.to_owned());
    Fact { unit, indicator, period: period.map(Period::year), value: FactValue::Number(value), source: None }
}

/// Facts without a period, and facts for all units, fill blanks of the period and nothing else.
#[test]
fn a_fact_of_the_period_comes_first() {
    let n = |unit: &str, period: Option<i16>, value: f64| number(unit, "n", period, Cell::number(value));
    let set = FactSet::new([
        n("a", Some(2024), 1.0),
        n("b", None, 2.0),
        number("c", "n", Some(2024), Cell::missing(Missing::Withheld)),
        n("d", Some(2023), 4.0),
        n("*", Some(2024), 9.0),
    ])
    .unwrap();
    let year = Some(Period::year(2024));
    let value = |unit: usize| set.value("n", year, false, unit).0.get();
    assert_eq!((value(0), value(1), value(2), value(3)), (Ok(1.0), Ok(2.0), Err(Missing::Withheld), Ok(9.0)));
    // An earlier value is what is known of that very period.
    let before = Some(Period::year(2023));
    let value = |unit: usize| set.value("n", before, true, unit).0.get();
    assert_eq!((value(0), value(1), value(3)), (Err(Missing::Blank), Err(Missing::Blank), Ok(4.0)));
}

#[test]
fn too_few_or_unknown_observations_are_withheld() {
    let text = book("prepare: {minimum_n: {count: k, at_least: 30}}")
        .replace("tree:", "indicators:\n  k: {title: {vi: Số quan sát, en: Observations}}\ntree:");
    let rulebook = chiso_rulebook::read_yaml(&text, "test.yaml").unwrap();
    let plan = Plan::new(&rulebook, None).unwrap();
    let f = |unit: &str, indicator: &str, value: f64| number(unit, indicator, None, Cell::number(value));
    let facts =
        FactSet::new([f("a", "n", 1.0), f("a", "k", 30.0), f("b", "n", 2.0), f("b", "k", 29.0), f("c", "n", 3.0)])
            .unwrap();
    let outcome = plan.compute(&facts, &Options::default()).unwrap();
    let values: Vec<_> = outcome.root().values.iter().map(|v| v.get()).collect();
    assert_eq!(values, [Ok(1.0), Err(Missing::Withheld), Err(Missing::Withheld)]);
}

/// A contest keeps the kinds of missing value and the gates, and tells wins and losses.
#[test]
fn contests() {
    let node = "aggregate: {method: copeland}\nchildren:\n  - {id: a, title: {vi: a, en: a}}\n  - {id: b, title: {vi: b, en: b}}";
    let rulebook = chiso_rulebook::read_yaml(&book(node), "test.yaml").unwrap();
    let plan = Plan::new(&rulebook, None).unwrap();
    let f = |unit: &str, indicator: &str, value: f64| number(unit, indicator, None, Cell::number(value));
    let facts = FactSet::new([
        f("x", "a", 3.0),
        f("x", "b", 3.0),
        f("y", "a", 2.0),
        f("y", "b", 5.0),
        f("z", "a", 1.0),
        f("z", "b", 1.0),
        f("w", "a", 9.0),
        number("w", "b", None, Cell::missing(Missing::NotApplicable)),
    ])
    .unwrap();
    let outcome = plan.compute(&facts, &Options { trace: true, ..Options::default() }).unwrap();
    let value = |unit: &str| outcome.root().values[outcome.unit(unit).unwrap()].get();
    assert_eq!(
        (value("x"), value("y"), value("z"), value("w")),
        (Ok(1.0), Ok(1.0), Ok(-2.0), Err(Missing::NotApplicable))
    );
    let lines = explain(&rulebook, &facts, &outcome, "z", None, Lang::En).unwrap().lines;
    assert_eq!(lines, ["better than 0 units, worse than 2: 0 − 2 = −2"]);
}

/// Units that are scored without a rank do not count in the summary.
#[test]
fn the_summary_speaks_of_the_units_that_are_ranked() {
    let text = book("max: 100").replace("tree:", "attributes:\n  - {id: kind, title: {vi: Loại, en: Kind}}\nrank: {groups: {attribute: kind, unranked: [special]}}\ntree:");
    let rulebook = chiso_rulebook::read_yaml(&text, "test.yaml").unwrap();
    let plan = Plan::new(&rulebook, None).unwrap();
    let kind = |unit: &str, kind: &str| Fact {
        value: FactValue::Text(kind.to_owned()),
        ..number(unit, "kind", None, Cell::BLANK)
    };
    let n = |unit: &str, value: f64| number(unit, "n", None, Cell::number(value));
    let facts = FactSet::new([
        n("a", 80.0),
        kind("a", "plain"),
        n("b", 60.0),
        kind("b", "plain"),
        n("s", 99.0),
        kind("s", "special"),
    ])
    .unwrap();
    let outcome = plan.compute(&facts, &Options::default()).unwrap();
    assert_eq!(outcome.root().ranks, [Some(1.0), Some(2.0), None]);
    let summary = chiso_engine::summarise(&rulebook, &outcome, None);
    assert_eq!((summary.units, summary.nodes[0].count, summary.nodes[0].mean), (2, 2, Some(70.0)));
    assert_eq!(summary.nodes[0].max.as_ref().unwrap().value, 80.0);
}

#[test]
fn weights_by_year_and_from_outside() {
    let by_year = "aggregate: {method: arithmetic}\nchildren:\n  - {id: a, title: {vi: a, en: a}, weight: {by_year: {'2020': 1, '2024': 3, '2025': 9}}}\n  - {id: b, title: {vi: b, en: b}, weight: 1}";
    let outside = "aggregate: {method: arithmetic}\nchildren:\n  - {id: a, title: {vi: a, en: a}, weight: {fact: w_a}}\n  - {id: b, title: {vi: b, en: b}, weight: 1}";
    check(&[Case {
        node: by_year,
        facts: "a=2 b=6",
        wanted: Ok(3.0),
        lines: &["trung bình cộng: (3 × 2 + 1 × 6) / 4 = 3"],
    }]);
    let text = book(outside).replace("tree:", "indicators:\n  w_a: {title: {vi: Trọng số, en: Weight}}\ntree:");
    let rulebook = chiso_rulebook::read_yaml(&text, "test.yaml").unwrap();
    let plan = Plan::new(&rulebook, Some(Period::year(2024))).unwrap();
    let number = |unit: &str, indicator: &str, value: f64| Fact {
        unit: unit.to_owned(),
        indicator: indicator.to_owned(),
        period: None,
        value: FactValue::Number(Cell::number(value)),
        source: None,
    };
    let facts = FactSet::new([number("u", "a", 2.0), number("u", "b", 6.0), number("*", "w_a", 3.0)]).unwrap();
    let outcome = plan.compute(&facts, &Options::default()).unwrap();
    assert_eq!(outcome.units, ["u"]);
    assert_eq!(outcome.root().values[0], Cell::number(3.0));
}

#[test]
fn facts_a_rule_cannot_read_are_all_named() {
    let rulebook = chiso_rulebook::read_yaml(&book("max: 2\nrule: {kind: yes_no}"), "test.yaml").unwrap();
    let plan = Plan::new(&rulebook, None).unwrap();
    let fact = |unit: &str, value: f64| Fact {
        unit: unit.to_owned(),
        indicator: "n".to_owned(),
        period: None,
        value: FactValue::Number(Cell::number(value)),
        source: None,
    };
    let facts = FactSet::new([fact("u1", 2.0), fact("u2", 1.0), fact("u3", 0.5)]).unwrap();
    let error = plan.compute(&facts, &Options::default()).unwrap_err();
    assert_eq!(
        error.message(Lang::En),
        "unit u1, fact n: cannot use the value 2; it must be 1 (yes), 0 (no) or #na (not applicable).\n\
         unit u3, fact n: cannot use the value 0.5; it must be 1 (yes), 0 (no) or #na (not applicable)."
    );
    assert_eq!(plan.compute(&FactSet::default(), &Options::default()).unwrap_err(), EngineError::NoUnits);
}

#[test]
fn rules_with_dates() {
    let dated = "max: 2\nrule:\n  - valid: {from: 2000-01-01, to: 2023-12-31}\n    rule: {kind: yes_no, yes: 1}\n  - valid: {from: 2024-01-01}\n    rule: {kind: yes_no}";
    let rulebook = chiso_rulebook::read_yaml(&book(dated), "test.yaml").unwrap();
    let value = |year: i16| {
        let plan = Plan::new(&rulebook, Some(Period::year(year))).map_err(|e| e[0].message(Lang::En))?;
        Ok::<_, String>(plan.compute(&facts(&format!("n@{year}=1")), &Options::default()).unwrap().root().values[0])
    };
    assert_eq!(value(2023), Ok(Cell::number(1.0)));
    assert_eq!(value(2024), Ok(Cell::number(2.0)));
    assert_eq!(
        value(1999).unwrap_err(),
        "rulebook n/1 is not in force in period 1999 (in force: 2000-01-01 – …). Choose another edition (chiso rulebook list) or another --period."
    );
}
