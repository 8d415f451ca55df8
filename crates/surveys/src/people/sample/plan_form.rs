//! The plan of stages as a form: as many stages as are needed, up to four.

use chiso_model::Lang;
use chiso_survey::{Allocation, Method, Stage, Take};
use chiso_web::Fields;
use chiso_web::parts::{Choice, Field, Form};

use crate::words::{say, say_with};

/// Most stages: province, commune, village, person.
pub(super) const STAGES: usize = 4;
/// Most units in reserve in a stratum.
const RESERVES: usize = 1_000;

/// Id, what it is called, what that means, and the method.
const METHODS: [(&str, &str, &str, Method); 3] = [
    ("simple_random", "people-random", "people-random-hint", Method::SimpleRandom),
    ("systematic", "people-systematic", "people-systematic-hint", Method::Systematic),
    ("systematic_pps", "people-pps", "people-pps-hint", Method::SystematicPps),
];

/// Ways to say how many, and what they are called.
const TAKES: [(&str, &str); 5] = [
    ("each", "people-take-each"),
    ("proportional", "people-take-proportional"),
    ("equal", "people-take-equal"),
    ("of", "people-take-of"),
    ("all", "people-take-all"),
];

fn name(part: &str, stage: usize) -> String {
    format!("{part}_{stage}")
}

/// Adds the fields of every stage; `before` is the plan that was drawn by.
pub(super) fn fields(mut form: Form, lang: Lang, columns: &[String], before: &[Stage]) -> Form {
    for stage in 1..=STAGES {
        let title = say_with(lang, "people-stage", &[("number", stage.into())]);
        let hint = if stage == 1 { String::new() } else { say(lang, "people-stage-more") };
        form = form.section(title, hint);
        form = of_stage(form, lang, columns, stage, before.get(stage - 1));
    }
    form
}

fn of_stage(form: Form, lang: Lang, columns: &[String], stage: usize, before: Option<&Stage>) -> Form {
    let all = |chosen: &dyn Fn(&str) -> bool| -> Vec<Choice> {
        columns.iter().map(|column| Choice::new(column, column).chosen(chosen(column))).collect()
    };
    let unit = before.map(|stage| stage.unit.as_str());
    let size = before.and_then(|stage| stage.size.as_deref());
    let method = before.map_or(Method::SimpleRandom, |stage| stage.method);
    let methods = METHODS.map(|(id, title, hint, known)| {
        Choice::new(id, say(lang, title)).hint(say(lang, hint)).chosen(known == method)
    });
    let (take, number, of) = written(before.map(|stage| &stage.take));
    let takes = TAKES.map(|(id, title)| Choice::new(id, say(lang, title)).chosen(id == take));
    let none = say(lang, "people-column-none");
    let unit_field = Field::select(
        lang,
        name("unit", stage),
        say(lang, "people-unit"),
        Some(none.clone()),
        all(&|column| unit == Some(column)),
    );
    let size_field = Field::select(
        lang,
        name("size", stage),
        say(lang, "people-size-column"),
        Some(none),
        all(&|column| size == Some(column)),
    );
    let is_stratum = |column: &str| before.is_some_and(|stage| stage.strata.iter().any(|known| known == column));
    let unit_field = if stage == 1 { unit_field } else { unit_field.optional() };
    form.field(unit_field)
        .field(Field::boxes(lang, name("strata", stage), say(lang, "people-strata"), all(&is_stratum)).optional())
        .field(Field::radios(lang, name("method", stage), say(lang, "people-method"), methods.into()))
        .field(size_field.hint(say(lang, "people-size-hint")).optional())
        .field(Field::radios(lang, name("take", stage), say(lang, "people-take"), takes.into()))
        .field(
            Field::text(lang, name("number", stage), say(lang, "people-number"))
                .value(number)
                .inputmode("numeric")
                .short()
                .optional(),
        )
        .field(
            Field::area(lang, name("of", stage), say(lang, "people-of"), 4)
                .hint(say(lang, "people-of-hint"))
                .value(of)
                .optional(),
        )
        .field(
            Field::text(lang, name("reserve", stage), say(lang, "people-reserve"))
                .hint(say(lang, "people-reserve-hint"))
                .value(before.map_or(0, |stage| stage.reserve).to_string())
                .inputmode("numeric")
                .short()
                .optional(),
        )
}

/// How many, as the form has it: which way, the number, and the numbers of strata.
fn written(take: Option<&Take>) -> (&'static str, String, String) {
    match take {
        None => ("each", String::new(), String::new()),
        Some(Take::All) => ("all", String::new(), String::new()),
        Some(Take::Each(number)) => ("each", number.to_string(), String::new()),
        Some(Take::Total { number, allocation: Allocation::Proportional, .. }) => {
            ("proportional", number.to_string(), String::new())
        }
        Some(Take::Total { number, allocation: Allocation::Equal, .. }) => ("equal", number.to_string(), String::new()),
        Some(Take::Of(numbers)) => {
            let lines: Vec<String> = numbers.iter().map(|(stratum, number)| format!("{stratum} = {number}")).collect();
            ("of", String::new(), lines.join("\n"))
        }
    }
}

/// The plan that was sent; or the fields that are wrong, each with the key of what is wrong.
pub(super) fn read(fields: &Fields) -> Result<Vec<Stage>, Vec<(String, &'static str)>> {
    let (mut plan, mut problems) = (Vec::new(), Vec::new());
    for stage in 1..=STAGES {
        let get = |part: &str| fields.get(&name(part, stage));
        if get("unit").is_empty() {
            if stage == 1 {
                problems.push((name("unit", 1), "people-no-unit"));
            }
            if (stage + 1..=STAGES).any(|later| !fields.get(&name("unit", later)).is_empty()) && stage > 1 {
                problems.push((name("unit", stage), "people-stage-left-out"));
            }
            continue;
        }
        let number = || get("number").parse::<u64>().ok().filter(|number| *number > 0);
        let total = |allocation| number().map(|number| Take::Total { number, allocation, least: 0 });
        let take = match get("take") {
            "all" => Some(Take::All),
            "proportional" => total(Allocation::Proportional),
            "equal" => total(Allocation::Equal),
            "of" => numbers(get("of")),
            _ => number().map(Take::Each),
        };
        let reserve = if get("reserve").is_empty() { Some(0) } else { get("reserve").parse().ok() };
        let reserve = reserve.filter(|reserve| *reserve <= RESERVES);
        if take.is_none() {
            let of = get("take") == "of";
            let (part, key) = if of { ("of", "people-wrong-of") } else { ("number", "people-wrong-number") };
            problems.push((name(part, stage), key));
        }
        if reserve.is_none() {
            problems.push((name("reserve", stage), "people-wrong-reserve"));
        }
        let method =
            METHODS.iter().find(|(id, ..)| *id == get("method")).map_or(Method::SimpleRandom, |(.., method)| *method);
        let (Some(take), Some(reserve)) = (take, reserve) else { continue };
        plan.push(Stage {
            unit: get("unit").to_owned(),
            strata: fields.all(&name("strata", stage)).map(str::to_owned).collect(),
            method,
            size: Some(get("size").to_owned()).filter(|size| !size.is_empty()),
            take,
            reserve,
        });
    }
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

/// A number for each stratum, a line each: `Ba Đình = 12`.
fn numbers(text: &str) -> Option<Take> {
    let line = |line: &str| {
        let (stratum, number) = line.rsplit_once(['=', ':', '\t'])?;
        Some((stratum.trim().to_owned(), number.trim().parse().ok()?))
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let numbers = lines.map(line).collect::<Option<std::collections::BTreeMap<String, u64>>>()?;
    Some(Take::Of(numbers)).filter(|take| !matches!(take, Take::Of(numbers) if numbers.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_plan_is_read_as_it_was_sent() {
        let fields = sent(&[
            ("unit_1", "commune"),
            ("strata_1", "province"),
            ("strata_1", "area"),
            ("method_1", "systematic_pps"),
            ("size_1", "people"),
            ("take_1", "of"),
            ("of_1", "A / urban = 2\n\nA / rural: 3\n"),
            ("unit_2", "person"),
            ("take_2", "proportional"),
            ("number_2", "30"),
            ("reserve_2", "5"),
        ]);
        let plan = read(&fields).unwrap();
        assert_eq!(
            (plan[0].strata.as_slice(), plan[0].method),
            (&["province".to_owned(), "area".to_owned()][..], Method::SystematicPps)
        );
        assert_eq!(plan[0].size.as_deref(), Some("people"));
        let of = [("A / urban".to_owned(), 2), ("A / rural".to_owned(), 3)].into();
        assert_eq!((&plan[0].take, plan[0].reserve), (&Take::Of(of), 0));
        assert_eq!(plan[1].take, Take::Total { number: 30, allocation: Allocation::Proportional, least: 0 });
        assert_eq!((plan[1].reserve, plan.len()), (5, 2));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let fields = sent(&[
            ("unit_3", "a"),
            ("take_3", "each"),
            ("number_3", "x"),
            ("reserve_3", "-1"),
            ("unit_4", "b"),
            ("take_4", "of"),
            ("of_4", "A"),
        ]);
        let wrong: Vec<String> = read(&fields).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(wrong, ["unit_1", "unit_2", "number_3", "reserve_3", "of_4"]);
    }
}
