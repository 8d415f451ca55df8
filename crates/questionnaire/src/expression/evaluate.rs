//! What an expression gives.

use chiso_model::{Date, Rounding, RoundingMode, reaches};

use super::{Binary, Function, Node, Value};

/// What an expression can see.
pub trait Surroundings {
    /// The answer to a question, [`Value::EMPTY`] where there is none.
    fn answer(&self, name: &str) -> Value;
    /// What stands in a column beside the choice that is looked at.
    fn column(&self, name: &str) -> Value;
    /// The answer that is looked at.
    fn this(&self) -> Value;
    /// The day.
    fn today(&self) -> Date;
}

pub(super) fn value(node: &Node, around: &impl Surroundings) -> Value {
    match node {
        Node::Literal(literal) => literal.clone(),
        Node::Answer(name) => around.answer(name),
        Node::Column(name) => around.column(name),
        Node::This => around.this(),
        Node::Negate(inner) => Value::Number(-value(inner, around).number()),
        Node::Binary(Binary::And, a, b) => Value::Truth(value(a, around).truth() && value(b, around).truth()),
        Node::Binary(Binary::Or, a, b) => Value::Truth(value(a, around).truth() || value(b, around).truth()),
        Node::Binary(operator, a, b) => two(*operator, &value(a, around), &value(b, around)),
        Node::Regex(text, pattern) => Value::Truth(pattern.is_match(&value(text, around).text())),
        Node::Call(Function::If, arguments) => match arguments.as_slice() {
            [condition, yes, no] => value(if value(condition, around).truth() { yes } else { no }, around),
            _ => Value::EMPTY,
        },
        Node::Call(Function::Today, _) => Value::Date(around.today()),
        Node::Call(function, arguments) => {
            let given: Vec<Value> = arguments.iter().map(|argument| value(argument, around)).collect();
            call(*function, &given)
        }
    }
}

fn two(operator: Binary, a: &Value, b: &Value) -> Value {
    let (x, y) = (a.number(), b.number());
    match operator {
        Binary::Equal => Value::Truth(a.equals(b)),
        Binary::Different => Value::Truth(!a.equals(b)),
        // Numbers are compared as the decimals they are on paper: 0.1 + 0.2 = 0.3.
        Binary::Less => Value::Truth(x < y && !reaches(x, y)),
        Binary::AtMost => Value::Truth(reaches(y, x)),
        Binary::Greater => Value::Truth(x > y && !reaches(y, x)),
        Binary::AtLeast => Value::Truth(reaches(x, y)),
        Binary::Add => Value::Number(x + y),
        Binary::Subtract => Value::Number(x - y),
        Binary::Multiply => Value::Number(x * y),
        Binary::Divide => Value::Number(x / y),
        Binary::Modulo => Value::Number(x % y),
        // Both need not be computed: see `value`.
        Binary::And => Value::Truth(a.truth() && b.truth()),
        Binary::Or => Value::Truth(a.truth() || b.truth()),
    }
}

fn call(function: Function, given: &[Value]) -> Value {
    let argument = |index: usize| given.get(index).cloned().unwrap_or(Value::EMPTY);
    let text = |index: usize| argument(index).text();
    let number = |index: usize| argument(index).number();
    match function {
        Function::Selected => {
            let code = text(1);
            Value::Truth(text(0).split_whitespace().any(|chosen| chosen == code.trim()))
        }
        Function::SelectedAt => {
            let chosen = whole(number(1)).and_then(|index| text(0).split_whitespace().nth(index).map(str::to_owned));
            Value::Text(chosen.unwrap_or_default())
        }
        Function::CountSelected => Value::Number(text(0).split_whitespace().count() as f64),
        Function::Coalesce => Some(argument(0)).filter(|first| !first.is_empty()).unwrap_or(argument(1)),
        Function::StringLength => Value::Number(text(0).chars().count() as f64),
        Function::Substr => {
            let (from, until) = (whole(number(1)), if given.len() > 2 { whole(number(2)) } else { Some(usize::MAX) });
            let (from, until) = (from.unwrap_or(0), until.unwrap_or(0));
            Value::Text(text(0).chars().take(until).skip(from).collect())
        }
        Function::Concat => Value::cut(given.iter().map(Value::text).collect()),
        Function::Contains => Value::Truth(text(0).contains(&text(1))),
        Function::StartsWith => Value::Truth(text(0).starts_with(&text(1))),
        Function::EndsWith => Value::Truth(text(0).ends_with(&text(1))),
        Function::String => Value::Text(text(0)),
        Function::Number => Value::Number(number(0)),
        Function::Boolean => Value::Truth(argument(0).truth()),
        Function::Int => Value::Number(number(0).trunc()),
        Function::Round if given.len() == 1 => Value::Number((number(0) + 0.5).floor()),
        Function::Round => {
            let digits = whole(number(1)).and_then(|digits| u8::try_from(digits).ok()).filter(|digits| *digits <= 15);
            let rounded = |digits| Rounding { digits, mode: RoundingMode::HalfUp }.round(number(0));
            Value::Number(digits.filter(|_| number(0).is_finite()).map_or(f64::NAN, rounded))
        }
        Function::Abs => Value::Number(number(0).abs()),
        Function::Min => Value::Number(extreme(given, |a, b| a < b)),
        Function::Max => Value::Number(extreme(given, |a, b| a > b)),
        Function::Not => Value::Truth(!argument(0).truth()),
        Function::True => Value::Truth(true),
        Function::Date => match argument(0) {
            Value::Date(date) => Value::Date(date),
            Value::Text(text) => written_day(&text).map_or(Value::EMPTY, Value::Date),
            other => day(other.number()).map_or(Value::EMPTY, Value::Date),
        },
        // These look at their arguments one by one, or have none: see `value`.
        Function::False | Function::If | Function::Today | Function::Regex => Value::Truth(false),
    }
}

/// The least or greatest number; none where one is no number.
fn extreme(given: &[Value], before: fn(f64, f64) -> bool) -> f64 {
    let mut numbers = given.iter().map(Value::number);
    let first = numbers.next().unwrap_or(f64::NAN);
    numbers.fold(first, |best, next| if next.is_nan() || before(next, best) { next } else { best })
}

/// A whole number from 0 up.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> Option<usize> {
    (0.0..1e9).contains(&number).then_some(number as usize)
}

/// The day of `2026-11-22`, and of no other way in which days are written.
fn written_day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| text.len() == 10 && day.to_string() == text)
}

/// The day so many days after 1970-01-01.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn day(days: f64) -> Option<Date> {
    // Within the years 0 to 9999.
    if !(-719_000.0..2_932_000.0).contains(&days) {
        return None;
    }
    let first = Date::constant(1970, 1, 1);
    let whole = days.floor();
    let away = std::time::Duration::from_secs(whole.abs() as u64 * 86_400);
    if whole < 0.0 { first.checked_sub(away) } else { first.checked_add(away) }.ok()
}

#[cfg(test)]
mod tests {
    use super::super::Expression;
    use super::*;

    /// `${n}` 7, `${t}` the text “a b”, `${d}` a day, `${none}` no answer; `.` is 12; the column `c` is 3.
    struct Here;

    impl Surroundings for Here {
        fn answer(&self, name: &str) -> Value {
            match name {
                "n" => Value::Number(7.0),
                "t" => Value::Text("a b".into()),
                "d" => Value::Date(Date::constant(2026, 11, 22)),
                _ => Value::EMPTY,
            }
        }
        fn column(&self, name: &str) -> Value {
            if name == "c" { Value::Text("3".into()) } else { Value::EMPTY }
        }
        fn this(&self) -> Value {
            Value::Number(12.0)
        }
        fn today(&self) -> Date {
            Date::constant(2026, 11, 23)
        }
    }

    fn text(expression: &str) -> String {
        Expression::parse(expression).unwrap_or_else(|error| panic!("{expression}: {error:?}")).evaluate(&Here).text()
    }

    #[test]
    fn gives_what_odk_gives() {
        for (expression, wanted) in [
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("10 - 4 - 3", "3"),
            ("7 div 2", "3.5"),
            ("-7 mod 3", "-1"),
            ("--3", "3"),
            ("0.1 + 0.2 = 0.3", "true"),
            (".5 + .5", "1"),
            ("1 < 2 and 2 <= 2 or 1 > 5", "true"),
            ("${n} >= 7", "true"),
            (". > 10 and . < 20", "true"),
            ("selected(${t}, 'b')", "true"),
            ("selected(${t}, 'a b')", "false"),
            ("selected-at(${t}, 1)", "b"),
            ("selected-at(${t}, 2)", ""),
            ("count-selected(${t})", "2"),
            ("count-selected(${none})", "0"),
            ("coalesce(${none}, 'x')", "x"),
            ("coalesce(${none} + 1, 'x')", "x"),
            ("if(${n} = 7, 'yes', 'no')", "yes"),
            ("regex('0912345678', '0[0-9]{9}')", "true"),
            ("regex('x0912345678', '0[0-9]{9}')", "false"),
            ("regex('ac', 'a|b')", "false"),
            ("string-length('Hà Nội')", "6"),
            ("substr('abcdef', 1, 3)", "bc"),
            ("substr('abcdef', 4)", "ef"),
            ("concat('a', 1, true())", "a1true"),
            ("contains('abc', 'b') and starts-with('abc', 'a') and ends-with('abc', 'c')", "true"),
            ("number('3.5') + number(true())", "4.5"),
            ("number('3,5')", "NaN"),
            ("number('1e3')", "NaN"),
            ("int(3.9)", "3"),
            ("int(-3.9)", "-3"),
            ("round(2.5)", "3"),
            ("round(-2.5)", "-2"),
            ("round(1.005, 2)", "1.01"),
            ("abs(-3) + min(3, 1, 2) + max(3, 1, 2)", "7"),
            ("min(1, ${none})", "NaN"),
            ("not(${n} = 7)", "false"),
            ("boolean('false')", "true"),
            ("${d} < today()", "true"),
            ("today() - ${d}", "1"),
            ("${d} = '2026-11-22'", "true"),
            ("${d} = date('2026-11-22')", "true"),
            ("date(20000)", "2024-10-04"),
            ("date(-1)", "1969-12-31"),
            ("date('no day')", ""),
            ("date('2026-11-22T10:00')", ""),
            ("date('20261122')", ""),
            ("c + 1", "4"),
            ("string(1 div 3 > 0)", "true"),
            ("1 div 0", "Infinity"),
            ("3 mod 0", "NaN"),
        ] {
            assert_eq!(text(expression), wanted, "{expression}");
        }
    }

    #[test]
    fn a_missing_answer_is_the_empty_text_and_no_number() {
        for (expression, wanted) in [
            ("${none} = ''", "true"),
            ("${none} != ''", "false"),
            ("${none} > 0", "false"),
            ("${none} <= 0", "false"),
            ("${none} = 0", "false"),
            ("${none} != 0", "true"),
            ("not(${none} > 0)", "true"),
            ("${none} and true()", "false"),
            ("${none} + 1", "NaN"),
            ("boolean(${none} + 1)", "false"),
            ("string-length(${none})", "0"),
            ("selected(${none}, '')", "false"),
            ("${none} < today()", "false"),
        ] {
            assert_eq!(text(expression), wanted, "{expression}");
        }
    }

    #[test]
    fn texts_do_not_grow_without_end() {
        let long = "x".repeat(3_000);
        let many = format!("concat({})", vec![format!("'{}'", &long[..70]); 50].join(","));
        assert_eq!(text(&many).len(), 3_500);
        let cut = Value::cut("ế".repeat(super::super::LONGEST_TEXT));
        assert!(cut.text().len() <= super::super::LONGEST_TEXT && cut.text().chars().all(|c| c == 'ế'));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        use super::super::Wrong;
        for (expression, at, wanted) in [
            ("", 1, Wrong::Ended),
            ("1 +", 4, Wrong::Ended),
            ("(1", 3, Wrong::Ended),
            ("1 2", 3, Wrong::Unexpected("2".into())),
            ("1 + )", 5, Wrong::Unexpected(")".into())),
            ("'a", 1, Wrong::OpenText),
            ("1 + ${a", 5, Wrong::BadReference),
            ("${}", 1, Wrong::BadReference),
            ("${tuổi}", 1, Wrong::BadReference),
            ("1.2.3", 1, Wrong::BadNumber("1.2.3".into())),
            ("2 > ≤", 5, Wrong::UnknownCharacter('≤')),
            ("../a", 1, Wrong::Path("..".into())),
            ("/data/a", 1, Wrong::Path("/".into())),
            ("${a}[1]", 5, Wrong::Path("[".into())),
            ("* 2", 1, Wrong::Path("*".into())),
            (
                "selectd(1, 2)",
                1,
                Wrong::UnknownFunction { name: "selectd".into(), suggestion: Some("selected".into()) },
            ),
            ("1 + once(2)", 5, Wrong::RefusedFunction("once")),
            ("jr:choice-name(1, 2)", 1, Wrong::RefusedFunction("jr:choice-name")),
            ("not()", 1, Wrong::ArgumentCount { function: "not", wanted: (1, 1), found: 0 }),
            ("regex(., ${a})", 10, Wrong::PatternNotLiteral),
            ("regex(., '(a')", 10, Wrong::BadPattern),
            ("regex(., 'a)(b')", 10, Wrong::BadPattern),
            ("regex(., '(a)\\1')", 10, Wrong::BadPattern),
        ] {
            let error = Expression::parse(expression).unwrap_err();
            assert_eq!((error.at, &error.wrong), (at, &wanted), "{expression}");
            let (vi, en) = error.texts();
            assert!(!vi.is_empty() && !en.is_empty());
        }
        for (expression, wanted) in [
            ("(".repeat(60), Wrong::TooDeep),
            ("-".repeat(60) + "1", Wrong::TooDeep),
            ("1".to_owned() + &"+1".repeat(1_000), Wrong::TooDeep),
            ("1".to_owned() + &" ".repeat(5_000), Wrong::TooLong),
        ] {
            assert_eq!(Expression::parse(&expression).unwrap_err().wrong, wanted);
        }
        // The deepest and longest that is read can be computed.
        let deep = "(".repeat(39) + &"1+".repeat(super::super::MOST_OPERATORS) + "1" + &")".repeat(39);
        assert_eq!(text(&deep), (super::super::MOST_OPERATORS + 1).to_string());
        assert!(Expression::parse(&("(".repeat(39) + "1" + &")".repeat(39))).is_ok());
    }
}
