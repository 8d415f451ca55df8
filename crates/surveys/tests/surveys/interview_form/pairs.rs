//! Every operator and function over every pair of values that are hard to tell apart; the expressions of the evaluator's own tests; texts that grow without end.

use std::fmt::Write as _;

use chiso_model::Date;
use chiso_questionnaire::expression::{Expression, Function};
use chiso_questionnaire::{Answer, Answers, Sheet, read_sheets};

use crate::interview_form::expression::{OPERATORS, PATTERNS, TEXTS};
use crate::interview_form::rust::Case;
use crate::interview_form::same::compare;

/// Values of every kind: missing, zero and its minus, what is a number here and not there, what agrees in fourteen digits, what is rounded up on paper.
const VALUES: [&str; 36] = [
    "${n}",
    "${x}",
    "${t}",
    "${d}",
    "${none}",
    "''",
    "'a'",
    "'7'",
    "' 7\u{a0}'",
    "'1e3'",
    "'5.'",
    "'-.5'",
    "'+1'",
    "'NaN'",
    "'Infinity'",
    "'2026-11-22'",
    "' 2026-11-22'",
    "'٣'",
    "'a 😀x'",
    "'true'",
    "0",
    "-(0)",
    "1",
    "-2.5",
    "(0.1 + 0.2)",
    "0.3",
    "1.005",
    "15",
    "1000000000000000000000",
    "0.0000001",
    "(1 div 0)",
    "(-1 div 0)",
    "(0 div 0)",
    "true()",
    "false()",
    "date(-719528)",
];

/// Calculations that a form has at most here.
const MANY: usize = 2_000;

/// A row of a calculation. None may speak of the day of answering, so an expression that does decides whether a note is shown.
fn row(at: usize, own: &str) -> Vec<String> {
    let name = format!("c{at}");
    let cells =
        if own.contains("today()") { ["note", &name, "Note", "", own] } else { ["calculate", &name, "", own, ""] };
    cells.map(str::to_owned).to_vec()
}

/// A form of calculations, with answers to the questions that [`VALUES`] and the evaluator's tests name.
fn case(calculations: &[String]) -> (Case, String) {
    let heads = ["type", "name", "label", "calculation", "relevant"].map(str::to_owned).to_vec();
    let asked = [["integer", "n"], ["decimal", "x"], ["text", "t"], ["date", "d"], ["text", "none"]];
    let asked = asked.map(|[word, name]| [word, name, "?", "", ""].map(str::to_owned).to_vec());
    let rows = std::iter::once(heads).chain(asked);
    let computed = calculations.iter().enumerate().map(|(at, calculation)| row(at, calculation));
    let form = read_sheets(&[Sheet::from_rows("survey", rows.chain(computed))]);
    let form = form.unwrap_or_else(|problems| panic!("{:#?}", &problems[..problems.len().min(3)]));
    let given = [
        ("n", Answer::Integer(7)),
        ("x", Answer::Decimal(0.3)),
        ("t", Answer::Text("a b".to_owned())),
        ("d", Answer::Date(Date::constant(2026, 11, 22))),
    ];
    let answers: Answers = given.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
    let written = calculations.iter().enumerate().fold(String::new(), |mut all, (at, calculation)| {
        let _ = writeln!(all, "items/{} is {calculation}", at + 5);
        all
    });
    (Case { form, answers, typed: Vec::new(), sends: Vec::new() }, written)
}

fn compare_all(calculations: &[String]) {
    let cases: Vec<(Case, String)> = calculations.chunks(MANY).map(case).collect();
    compare(&cases);
}

/// An expression, and, where it is a number, its text too, which tells no number from no answer.
fn both(own: String) -> Vec<String> {
    let numbers = ["number(", "int(", "round(", "abs(", "min(", "max("];
    let is_number = [" + ", " - ", " * ", " div ", " mod "].iter().any(|sign| own.contains(sign))
        || numbers.iter().any(|name| own.starts_with(name));
    if is_number { vec![format!("string({own})"), own] } else { vec![own] }
}

#[test]
fn every_operator_gives_the_same_of_every_two_values() {
    let pairs = VALUES.iter().flat_map(|a| VALUES.iter().map(move |b| (a, b)));
    let written = pairs.flat_map(|(a, b)| OPERATORS.iter().map(move |operator| format!("({a}) {operator} ({b})")));
    compare_all(&written.flat_map(both).collect::<Vec<_>>());
}

#[test]
fn every_function_gives_the_same_of_every_one_or_two_values() {
    let mut written: Vec<String> = Vec::new();
    for (name, function, least, most) in Function::ALL {
        let mut of = |arguments: &str| written.extend(both(format!("{name}({arguments})")));
        if function == Function::Regex {
            continue;
        }
        if least == 0 {
            of("");
        }
        for a in VALUES {
            if (least..=most).contains(&1) {
                of(a);
            }
            for b in VALUES {
                if (least..=most).contains(&2) {
                    of(&format!("{a}, {b}"));
                }
                if (least..=most).contains(&3) {
                    of(&format!("{b}, {a}, 'c'"));
                    of(&format!("'a 😀x', {a}, {b}"));
                }
            }
        }
    }
    compare_all(&written);
}

#[test]
fn every_pattern_says_the_same_of_every_text() {
    let pairs = PATTERNS.iter().flat_map(|pattern| TEXTS.iter().map(move |text| (text, pattern)));
    compare_all(&pairs.map(|(text, pattern)| format!("regex('{text}', '{pattern}')")).collect::<Vec<_>>());
}

/// Every text of the evaluator's tests that is an expression over answers.
#[test]
fn the_expressions_of_the_evaluators_tests_give_the_same() {
    let source = include_str!("../../../../questionnaire/src/expression/evaluate.rs");
    let known = ["n", "t", "d", "none"];
    let is_over_answers = |text: &&str| {
        let Ok(expression) = Expression::parse(text) else { return false };
        let plain = expression.columns().is_empty() && expression.this().is_none();
        plain && expression.references().iter().all(|reference| known.contains(&reference.name.as_str()))
    };
    let written: Vec<String> = source.split('"').filter(is_over_answers).map(str::to_owned).collect();
    assert!(written.len() > 60 && written.contains(&"round(1.005, 2)".to_owned()), "{}", written.len());
    compare_all(&written);
}

#[test]
fn texts_that_double_each_other_are_cut_alike() {
    for seed in ["'x'", "'ế'", "'😀'", "'aế😀'"] {
        let doubled = (0..20).map(|at| format!("concat(${{c{at}}}, ${{c{at}}}, {seed})"));
        compare_all(&std::iter::once(seed.to_owned()).chain(doubled).collect::<Vec<_>>());
    }
}
