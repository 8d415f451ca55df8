//! What a clerk types: digits for boxes, texts as they stand, and a mark where the paper has no answer. Read field by field; what can only be a slip of the fingers is
//! told, what paper can bear is not.

use chiso_model::Lang;
use chiso_questionnaire::{Answers, Choice, Form, Item, Page, QuestionType, State};
use chiso_survey::sheet::{Entries, Entry};
use chiso_web::Fields;

use super::paper::keyed_choices;
use crate::words::{say, say_with};

/// The marks of a clerk: nothing on the paper, something that nobody can read, more boxes ticked than may be.
const BLANK: [&str; 3] = ["-", "–", "−"];
const ILLEGIBLE: &str = "?";
const SEVERAL: &str = "*";

/// The name under which a field of the form is sent: no other field begins so.
pub(super) fn field(name: &str) -> String {
    format!("on-paper:{name}")
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Typed {
    /// What could be read.
    pub(super) entries: Entries,
    /// What could not, by the name of the field, and how to mend it.
    pub(super) wrong: Vec<(String, String)>,
}

/// Reads every field of a form.
pub(super) fn read(form: &Form, fields: &Fields, lang: Lang) -> Typed {
    let mut typed = Typed::default();
    for (number, item) in form.items().iter().enumerate() {
        if item.answerable().is_none() {
            continue;
        }
        let mut take = |name: &str, entry: Result<Option<Entry>, String>| match entry {
            Ok(Some(entry)) => {
                typed.entries.insert(name.to_owned(), entry);
            }
            Ok(None) => {}
            Err(fault) => typed.wrong.push((name.to_owned(), fault)),
        };
        take(&item.name, one(form, number, fields.get(&field(&item.name)), lang));
        if let Some(other) = item.other_name() {
            let text = fields.get(&field(&other));
            let given = || Entry::Given(text.replace("\r\n", "\n"));
            take(&other, Ok(mark(text).or_else(|| (!text.is_empty()).then(given))));
        }
    }
    typed
}

/// What a mark of a clerk stands for.
pub(super) fn mark(text: &str) -> Option<Entry> {
    match text {
        ILLEGIBLE => Some(Entry::Illegible),
        SEVERAL => Some(Entry::Several),
        text if BLANK.contains(&text) => Some(Entry::Blank),
        _ => None,
    }
}

/// One field as it was typed; none where nothing was.
///
/// # Errors
/// What is wrong with it and how to mend it.
pub(super) fn one(form: &Form, number: usize, text: &str, lang: Lang) -> Result<Option<Entry>, String> {
    let text = text.trim();
    if text.is_empty() || mark(text).is_some() {
        return Ok(mark(text));
    }
    let item = &form.items()[number];
    let Some(question) = item.answerable() else { return Ok(None) };
    let choices = keyed_choices(form, question);
    match &question.kind {
        QuestionType::SelectOne(_) => match &codes(&choices, text, lang)?[..] {
            [code] => Ok(Some(Entry::Given(code.clone()))),
            _ => Ok(Some(Entry::Several)),
        },
        QuestionType::SelectMultiple(_) => {
            let typed = codes(&choices, text, lang)?;
            let ordered = choices.iter().map(|(_, choice)| &choice.code).filter(|code| typed.contains(code));
            Ok(Some(Entry::Given(ordered.map(String::as_str).collect::<Vec<_>>().join(" "))))
        }
        QuestionType::Rank(_) => places(&choices, text, lang).map(Some),
        _ => written(form, number, item, text, lang),
    }
}

/// The parts of what was typed: divided by blanks and commas, or each digit by itself where every answer has one.
fn parts(text: &str, single: bool) -> Vec<String> {
    let divided: Vec<String> =
        text.split([' ', ',', ';', '.', '+']).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let run = |part: String| if single { part.chars().map(String::from).collect() } else { vec![part] };
    divided.into_iter().flat_map(run).collect()
}

fn codes(choices: &[(String, &Choice)], text: &str, lang: Lang) -> Result<Vec<String>, String> {
    let single = choices.iter().all(|(key, _)| key.len() == 1);
    let code = |part: String| {
        let found = choices.iter().find(|(key, _)| *key == part).map(|(_, choice)| choice.code.clone());
        found.ok_or_else(|| {
            let keys = choices.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(", ");
            say_with(lang, "sheets-no-key", &[("typed", part.into()), ("keys", keys.into())])
        })
    };
    parts(text, single).into_iter().map(code).collect()
}

/// The places written beside the answers, from top to bottom.
fn places(choices: &[(String, &Choice)], text: &str, lang: Lang) -> Result<Entry, String> {
    let count = choices.len();
    let places: Vec<usize> = parts(text, count < 10).iter().map(|part| part.parse().unwrap_or_default()).collect();
    let mut order: Vec<(usize, &str)> =
        places.iter().copied().zip(choices.iter().map(|(_, choice)| choice.code.as_str())).collect();
    order.sort_unstable();
    if places.len() == count && order.iter().zip(1..).all(|((place, _), wanted)| *place == wanted) {
        Ok(Entry::Given(order.iter().map(|(_, code)| *code).collect::<Vec<_>>().join(" ")))
    } else {
        Err(say_with(lang, "sheets-no-order", &[("count", count.into())]))
    }
}

/// What is written on paper, as the form reads it.
fn written(form: &Form, number: usize, item: &Item, text: &str, lang: Lang) -> Result<Option<Entry>, String> {
    let page = Page { groups: Vec::new(), items: vec![number] };
    let mut answers = Answers::new();
    let problems = form.take_page(&mut answers, &page, &[(item.name.clone(), text.to_owned())]);
    match problems.first() {
        Some(problem) => Err(format!("{} {}", problem.fault.message(lang), say(lang, "sheets-or-illegible"))),
        None => Ok(answers.get(&item.name).map(|answer| Entry::Given(answer.written()))),
    }
}

/// The answers among entries.
pub(super) fn answers(form: &Form, entries: &Entries) -> Answers {
    let given = |(name, entry): (&String, &Entry)| match entry {
        Entry::Given(text) => Some((name.clone(), form.answer_from_written(name, text)?)),
        _ => None,
    };
    entries.iter().filter_map(given).collect()
}

/// Fields that are asked as things are, and that nobody has keyed; free text beside “other” is not among them.
pub(super) fn not_keyed(form: &Form, state: &State<'_>, entries: &Entries) -> Vec<String> {
    let items = form.items().iter().enumerate();
    let asked = items.filter(|(number, item)| {
        item.answerable().is_some_and(|question| {
            state.is_relevant(*number) && (question.kind.select().is_none() || !state.choices(*number).is_empty())
        })
    });
    asked.map(|(_, item)| item.name.clone()).filter(|name| !entries.contains_key(name)).collect()
}

#[cfg(test)]
mod tests {
    use chiso_questionnaire::{read_sheets, sheets_from_csv};

    use super::*;

    #[test]
    fn what_is_typed_is_what_stands_on_the_paper() {
        let survey = "type,name,label,parameters\nselect_one five,r,R,\nselect_one sex,s,S,\nselect_multiple sex,m,M,\nrank sex,o,O,\n\
            integer,i,I,\ndecimal,d,D,\ndate,day,Day,\ntext,t,T,\nrange,g,G,start=0 end=10 step=1\n";
        let choices = "list_name,name,label\nfive,1,A\nfive,2,B\nfive,5,C\nsex,male,M\nsex,female,F\nsex,x,X\n";
        let form = read_sheets(&sheets_from_csv(&[("survey", survey), ("choices", choices)]).unwrap()).unwrap();
        let given = |text: &str| Ok(Some(Entry::Given(text.to_owned())));
        for (name, typed, wanted) in [
            ("r", "", Ok(None)),
            ("r", " - ", Ok(Some(Entry::Blank))),
            ("r", "?", Ok(Some(Entry::Illegible))),
            ("r", "*", Ok(Some(Entry::Several))),
            ("r", "5", given("5")),
            ("r", "1 2", Ok(Some(Entry::Several))),
            ("r", "12", Ok(Some(Entry::Several))),
            ("r", "3", Err(())),
            ("s", "2", given("female")),
            ("s", "0", Err(())),
            ("s", "female", Err(())),
            ("m", "31", given("male x")),
            ("m", "3, 1", given("male x")),
            ("m", "1 4", Err(())),
            ("o", "231", given("x male female")),
            ("o", "2 3 1", given("x male female")),
            ("o", "221", Err(())),
            ("o", "21", Err(())),
            ("i", "34", given("34")),
            ("i", "34,5", Err(())),
            ("d", "34,5", given("34.5")),
            ("day", "2/11/2026", given("2026-11-02")),
            ("day", "31/2/2026", Err(())),
            ("t", "  Cần nhanh hơn ", given("Cần nhanh hơn")),
            // Off the scale is on the paper all the same; the check of all answers says so.
            ("g", "11", given("11")),
        ] {
            let number = form.items().iter().position(|item| item.name == name).unwrap();
            assert_eq!(one(&form, number, typed, Lang::Vi).map_err(|_| ()), wanted, "{name} {typed}");
        }
    }
}
