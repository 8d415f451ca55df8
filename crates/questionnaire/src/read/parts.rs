//! Single cells of the sheet `survey`.

use super::lists::Lists;
use super::table::Line;
use crate::answer::{Answer, typed};
use crate::expression::Expression;
use crate::form::{Appearance, QuestionType, Range, Required};
use crate::problem::{Problem, ProblemKind};

/// The expression in a column; one that cannot be read is told of.
pub(super) fn expression(line: &Line, column: &str, problems: &mut Vec<Problem>) -> Option<Expression> {
    match Expression::parse(line.get(column)?) {
        Ok(expression) => Some(expression),
        Err(error) => {
            problems.push(line.problem(column, ProblemKind::Expression(error)));
            None
        }
    }
}

pub(super) fn required(line: &Line, problems: &mut Vec<Problem>) -> Required {
    match line.get("required") {
        None | Some("no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()") => Required::Never,
        Some("yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()") => Required::Always,
        Some(text) => match Expression::parse(text) {
            Ok(expression) if expression.columns().is_empty() => Required::When(expression),
            // A word that was meant as yes or no, rather than a name without `${ }`.
            Ok(expression) => {
                let at = expression.columns().first().map_or(1, |column| column.at);
                let wrong = crate::expression::Wrong::Unexpected(text.to_owned());
                let error = crate::expression::ExpressionError { at, wrong };
                problems.push(line.problem("required", ProblemKind::BadRequired(error)));
                Required::Never
            }
            Err(error) => {
                problems.push(line.problem("required", ProblemKind::BadRequired(error)));
                Required::Never
            }
        },
    }
}

/// The appearances that rows of a type may have.
pub(crate) fn allowed_appearances(word: &str) -> &'static [Appearance] {
    match word {
        "begin_group" => &[Appearance::FieldList, Appearance::TableList],
        "text" => &[Appearance::Multiline],
        "select_one" => {
            &[Appearance::Minimal, Appearance::Likert, Appearance::Columns, Appearance::Label, Appearance::ListNolabel]
        }
        "select_multiple" => &[Appearance::Minimal, Appearance::Columns, Appearance::Label, Appearance::ListNolabel],
        "range" => &[Appearance::Rating],
        _ => &[],
    }
}

pub(super) fn appearance(line: &Line, word: &str, problems: &mut Vec<Problem>) -> Option<Appearance> {
    let text = line.get("appearance")?;
    let allowed = allowed_appearances(word);
    let found = allowed.iter().find(|appearance| appearance.word() == text);
    if found.is_none() && super::survey::allowed_columns(word).contains(&"appearance") {
        let allowed = allowed.iter().map(|appearance| appearance.word()).collect();
        problems.push(line.problem("appearance", ProblemKind::BadAppearance { found: text.to_owned(), allowed }));
    }
    found.copied()
}

/// `start=1 end=10 step=1`; what is not said is so.
pub(super) fn range(line: &Line, problems: &mut Vec<Problem>) -> Range {
    let mut range = Range { start: 1.0, end: 10.0, step: 1.0 };
    let Some(text) = line.get("parameters") else { return range };
    let mut seen: Vec<&str> = Vec::new();
    let mut sound = true;
    for part in text.split([' ', ',', ';']).filter(|part| !part.is_empty()) {
        let (name, number) = part.split_once('=').unwrap_or((part, ""));
        let number = number.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e9);
        let slot = match name {
            "start" => &mut range.start,
            "end" => &mut range.end,
            "step" => &mut range.step,
            _ => {
                sound = false;
                continue;
            }
        };
        sound &= number.is_some() && !seen.contains(&name);
        *slot = number.unwrap_or(*slot);
        seen.push(name);
    }
    sound &= range.step > 0.0 && range.end >= range.start && (range.end - range.start) / range.step <= 1_000.0;
    if !sound {
        problems.push(line.problem("parameters", ProblemKind::BadParameters));
        return Range { start: 1.0, end: 10.0, step: 1.0 };
    }
    range
}

/// The answer at the start, which must be one that could be given.
pub(super) fn default(line: &Line, kind: &QuestionType, lists: &Lists, problems: &mut Vec<Problem>) -> Option<Answer> {
    let text = line.get("default")?;
    let bad = |kind| Some(line.problem("default", kind));
    // Other tools compute a default in which an operator or a bracket stands.
    let is_computed = text.contains(['(', ')', '[', ']', '{', '}', '*', '+', '|'])
        || matches!(kind, QuestionType::Text) && text.contains('-')
        || [" div ", " mod ", " - "].iter().any(|operator| text.contains(operator));
    let answer = if is_computed { None } else { typed::written(kind, text) };
    let problem = match &answer {
        None if is_computed => bad(ProblemKind::ComputedDefault),
        None => bad(ProblemKind::BadDefault { text: text.to_owned() }),
        Some(answer) => {
            let list = kind.select().and_then(|select| lists.named(&select.list));
            let fits = match (kind, answer) {
                (QuestionType::Range(range), answer) => answer.number().is_some_and(|number| range.holds(number)),
                (_, answer) => list.is_none_or(|list| {
                    answer.codes().iter().all(|code| list.choices.iter().any(|choice| choice.code == **code))
                }),
            };
            if fits { None } else { bad(ProblemKind::BadDefault { text: text.to_owned() }) }
        }
    };
    problems.extend(problem);
    answer
}
