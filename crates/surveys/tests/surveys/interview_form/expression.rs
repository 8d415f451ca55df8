//! Expressions at random, of every function and operator, over values that are hard to tell apart.

use chiso_questionnaire::expression::Function;
use proptest::prelude::*;
use proptest::sample::select;

/// Numbers near the edges of how they are written, rounded and compared.
const NUMBERS: [&str; 21] = [
    "0",
    "1",
    "2",
    "3",
    "7",
    "15",
    "2.5",
    "0.1",
    "0.2",
    "0.3",
    "1.005",
    "92.345",
    "0.0000001",
    "0.000123456789",
    "1234567.125",
    "99999999999999.9",
    "1000000000000000000000",
    "123456789012345678901234567890",
    "20000",
    "719000",
    "2932000",
];

/// Texts with what counts as a blank, as one character, or as a number in one language and not in another.
pub(crate) const TEXTS: [&str; 38] = [
    "",
    "a",
    "b",
    "a b",
    " a\u{a0}b ",
    "other",
    "Hà Nội",
    "hà nội",
    "2026-11-22",
    "2026-02-30",
    "0000-02-29",
    "20261122",
    "2026-11-22T10:00",
    "7",
    " 3.5 ",
    "-.5",
    "5.",
    "1.2.3",
    "1e3",
    "3,5",
    "−2",
    "0912345678",
    "٣٤",
    "😀x",
    "x\u{85}y",
    "\u{feff}7",
    "\u{2003}7\u{2003}",
    "một\nhai",
    "a\r",
    "straße",
    "HÀ NỘI",
    "A b",
    "ab",
    "1999-12-x1",
    "]a",
    "\u{212a}ſ",
    "😀\u{301}",
    "a_b\u{200d}9",
];

/// Patterns: what is plain, and what browsers read otherwise, or do not know.
pub(crate) const PATTERNS: [&str; 44] = [
    "[0-9]{10}",
    "0[0-9]{9}",
    r"\d+",
    r"\d{2}",
    r"\D*",
    r"\w+",
    r"\W",
    r"[\w\s]*",
    r"\s*\S+\s*",
    ".*",
    ".+",
    "..",
    "(?s).*",
    "(?s).+x?",
    "(?m)^một$\n^hai$",
    "(?m).*$(?s).*",
    "(?im)^HÀ.*",
    "(?i)hà nội",
    "(?i)STRASSE",
    "(?i)ks",
    "[A-Z].*",
    "(?i:A) b",
    "a|b",
    "a|",
    "",
    "(a+)+b?",
    "(a*)*",
    "(?:a|b| )*?",
    "[^a]",
    "[^a-z]+",
    "[a-z&&[^b]]",
    "[a-z--b]",
    "[[:alpha:]]+",
    "[[:digit:].]+",
    r"-?\d+(\.\d+)?",
    r"[\d_.-]+",
    r"\x{1F600}x",
    r"\u{1F600}.",
    r"\bHà\b.*",
    r"\B.*|\Ba.*",
    r"(?-u:\b)a(?-u:\b).*",
    r"(?x) a \ b",
    "(?P<year>[0-9]{4})-(?<month>[0-9]{2})-.{2}",
    r"\A[\]}]?a\z",
];

/// Every operator between two values.
pub(crate) const OPERATORS: [&str; 13] = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"];

/// A text between quotation marks.
fn quoted(text: &str) -> String {
    format!("'{text}'")
}

/// What may stand alone: `names` are questions, `more` is `.` or columns where they may be named.
fn leaf(names: &[String], more: &'static [&'static str]) -> BoxedStrategy<String> {
    let answer = match names {
        [] => Just("''".to_owned()).boxed(),
        names => select(names.to_vec()).prop_map(|name| format!("${{{name}}}")).boxed(),
    };
    let more = match more {
        [] => Just("2".to_owned()).boxed(),
        more => select(more).prop_map(str::to_owned).boxed(),
    };
    prop_oneof![
        2 => select(NUMBERS.as_slice()).prop_map(str::to_owned),
        2 => select(TEXTS.as_slice()).prop_map(quoted),
        1 => "[ab0-9.\\-à😀 \t]{0,6}".prop_map(|text| quoted(&text)),
        4 => answer,
        3 => more,
        1 => (-800_000i32..3_000_000).prop_map(|days| format!("date({days})")),
        1 => (0u32..2_000_000, 0u32..4).prop_map(|(number, digits)| format!("{}", f64::from(number) / 10f64.powi(digits.cast_signed()))),
    ]
    .boxed()
}

/// A call of any function, with a number of arguments that it takes.
fn call(inner: &BoxedStrategy<String>) -> BoxedStrategy<String> {
    let inner = inner.clone();
    let functions = Function::ALL.map(|(name, _, least, most)| (name, least, most.min(least.max(1) + 2)));
    let arguments = move |(name, least, most): (&'static str, usize, usize)| {
        let pattern = select(PATTERNS.as_slice());
        (Just(name), proptest::collection::vec(inner.clone(), least..=most), pattern)
    };
    select(functions.to_vec())
        .prop_flat_map(arguments)
        .prop_map(|(name, mut arguments, pattern)| {
            if name == "regex" {
                arguments[1] = quoted(pattern);
            }
            format!("{name}({})", arguments.join(", "))
        })
        .boxed()
}

/// An expression over the questions of `names`.
pub(crate) fn expression(names: &[String], more: &'static [&'static str]) -> BoxedStrategy<String> {
    let tree = leaf(names, more).prop_recursive(4, 20, 3, |inner| {
        let inner = inner.boxed();
        let two = (inner.clone(), select(OPERATORS.as_slice()), inner.clone());
        prop_oneof![
            4 => two.prop_map(|(a, operator, b)| format!("({a}) {operator} ({b})")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            5 => call(&inner),
        ]
    });
    tree.boxed()
}
