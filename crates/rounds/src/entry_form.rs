//! The form in which numbers and points of a criterion are entered: the same for the unit, the appraiser and the council.

use chiso_model::{Lang, Text, shortest};
use chiso_round::assessment::Entry;
use chiso_round::{Criterion, CriterionInput, Mark, Numbers};
use chiso_rulebook::definition::{Node, Rule, Rules as RuleDates};
use chiso_web::Fields;
use chiso_web::parts::{Choice, Field, Form};

use crate::chain::points;
use crate::held::Held;
use crate::words::{say, say_with};

/// Mark of a question that does not apply.
const NOT_APPLICABLE: &str = "#na";

/// Adds the fields of a criterion to a form: its numbers, points instead of the rule's, the reason for that.
pub(crate) fn with_fields(form: Form, lang: Lang, held: &Held, criterion: &Criterion, entry: &Entry) -> Form {
    fields(lang, held, criterion, entry, "").into_iter().fold(form, Form::field)
}

/// The fields of a criterion: its numbers, and points instead of the rule's. All their names begin with a prefix, where several criteria stand in one form.
pub(crate) fn fields(lang: Lang, held: &Held, criterion: &Criterion, entry: &Entry, prefix: &str) -> Vec<Field> {
    let rule = held.node(&criterion.id).and_then(|node| rule_of(node, held));
    let number = |input: &CriterionInput| {
        let name = format!("{prefix}{}", field_name(input));
        number_field(lang, rule, name, input, entry.numbers.get(&input.name).copied())
    };
    let (low, high) = criterion.range.unwrap_or((0.0, criterion.max));
    let range = [("low", plain(low, lang).into()), ("high", plain(high, lang).into())];
    let label = say(lang, "entry-points");
    let points = Field::number(lang, format!("{prefix}points"), label, say(lang, "entry-points-unit"))
        .hint(say_with(lang, "entry-points-hint", &range))
        .value(entry.points.map_or_else(String::new, |mark| written(mark, lang)))
        .short()
        .optional();
    criterion.inputs.iter().filter(|input| input.entered_here).map(number).chain([points]).collect()
}

fn number_field(lang: Lang, rule: Option<&Rule>, name: String, input: &CriterionInput, value: Option<Mark>) -> Field {
    let title = input.title.get(lang);
    let now = value.map_or_else(String::new, |mark| written(mark, lang));
    let not_applicable = || Choice::new(NOT_APPLICABLE, say(lang, "entry-not-applicable"));
    let choices = match rule {
        Some(Rule::YesNo { .. }) => {
            vec![Choice::new("1", say(lang, "entry-yes")), Choice::new("0", say(lang, "entry-no")), not_applicable()]
        }
        Some(Rule::Levels { levels, .. }) => levels
            .iter()
            .map(|level| {
                let hint = [("points", plain(level.points, lang).into())];
                Choice::new(shortest(level.value), level.title.get(lang)).hint(say_with(
                    lang,
                    "entry-level-points",
                    &hint,
                ))
            })
            .chain([not_applicable()])
            .collect(),
        _ => Vec::new(),
    };
    if choices.is_empty() {
        let unit = input.unit.as_ref().map_or("", |unit| unit.get(lang));
        return Field::number(lang, name, title, unit).hint(say(lang, "entry-number-hint")).value(now).short();
    }
    let chosen =
        value.map_or_else(String::new, |mark| mark.value().map_or_else(|| NOT_APPLICABLE.to_owned(), shortest));
    Field::radios(lang, name, title, choices).value(chosen)
}

/// Reads what was entered in the fields of a criterion.
///
/// # Errors
/// Fields that are no numbers, with what to do.
pub(crate) fn read(criterion: &Criterion, fields: &Fields) -> Result<Entry, Vec<(String, Text)>> {
    let mut wrong = Vec::new();
    let mut numbers = Numbers::new();
    for input in criterion.inputs.iter().filter(|input| input.entered_here) {
        let name = field_name(input);
        match mark(fields.get(&name)) {
            Ok(Some(mark)) => {
                numbers.insert(input.name.clone(), mark);
            }
            Ok(None) => {}
            Err(text) => wrong.push((name, text)),
        }
    }
    let points = match mark(fields.get("points")) {
        Ok(points) => points,
        Err(text) => {
            wrong.push(("points".to_owned(), text));
            None
        }
    };
    let said = |name: &str| fields.get(name).trim().to_owned();
    if wrong.is_empty() {
        Ok(Entry { numbers, points, reason: said("reason"), note: said("note") })
    } else {
        Err(wrong)
    }
}

/// Name of the field of a number.
pub(crate) fn field_name(input: &CriterionInput) -> String {
    format!("n-{}", input.name)
}

/// A number as people type it: with comma or point, `#na` where the question does not apply; nothing where the field is empty.
pub(crate) fn mark(text: &str) -> Result<Option<Mark>, Text> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    if bare.eq_ignore_ascii_case(NOT_APPLICABLE) {
        return Ok(Some(Mark::NOT_APPLICABLE));
    }
    let plain = bare.strip_suffix('%').unwrap_or(&bare).replace('−', "-");
    let separators = plain.matches([',', '.']).count();
    let value = plain.replace(',', ".").parse::<f64>().ok().filter(|value| separators <= 1 && value.is_finite());
    value.map(|value| Some(Mark::number(value))).ok_or_else(|| {
        Text::new(
            format!("“{text}” không phải là số. Hãy nhập như 88,5 (không có dấu phân cách hàng nghìn), hoặc #na nếu không áp dụng."),
            format!("“{text}” is not a number. Enter it like 88.5, without thousands separators, or #na if it does not apply."),
        )
    })
}

/// A number as it stands in a field.
fn written(mark: Mark, lang: Lang) -> String {
    mark.value().map_or_else(|| NOT_APPLICABLE.to_owned(), |value| plain(value, lang))
}

fn plain(value: f64, lang: Lang) -> String {
    points(Mark::number(value), lang)
}

/// The rule of a node in the round's period.
pub(crate) fn rule_of<'a>(node: &'a Node, held: &Held) -> Option<&'a Rule> {
    match node.rule.as_ref()? {
        RuleDates::One(rule) => Some(rule),
        RuleDates::Dated(dated) => {
            let day = held.round.setup.period.last_day();
            dated.iter().find(|dated| dated.valid.contains(day)).map(|dated| &dated.rule)
        }
    }
}
