//! What paper can bear and a form does not allow: a question left empty that must be answered, two boxes ticked, a number that cannot be. It is told to be confirmed, and
//! never refused; what is counted is what the form allows.

use std::collections::BTreeSet;

use chiso_model::{Date, Lang};
use chiso_questionnaire::{AnswerFault, Answers, Form, State, WhyDropped, check};
use chiso_survey::sheet::{Entries, Entry};

use super::read::{answers, not_keyed};
use crate::words::say;

/// A sheet that was looked over.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Looked {
    /// Fields that are asked and that nobody has keyed.
    pub(super) not_keyed: Vec<String>,
    /// What is unusual, by the name of the field; to be confirmed.
    pub(super) unusual: Vec<(String, String)>,
    /// What is counted.
    pub(super) answers: Answers,
    /// Answers on the paper that cannot count.
    pub(super) dropped: u32,
}

/// Looks a sheet over on a day. `language` is the code of the form's language in which it is told.
pub(super) fn look(form: &Form, entries: &Entries, today: Date, language: &str, lang: Lang) -> Looked {
    let on_paper = answers(form, entries);
    let state = State::new(form, &on_paper, today);
    let checked = check(form, &on_paper, today);
    let mut unusual: Vec<(String, String)> = Vec::new();
    let mut tell = |name: &str, text: String| unusual.push((name.to_owned(), text));
    for (name, _) in entries.iter().filter(|(_, entry)| **entry == Entry::Several) {
        tell(name, say(lang, "sheets-several-ticked"));
    }
    for problem in &checked.problems {
        match (&problem.fault, entries.get(&problem.name)) {
            (AnswerFault::Missing(_), Some(Entry::Blank)) => tell(&problem.name, say(lang, "sheets-must-and-blank")),
            // The mark says enough; what is not keyed is told apart.
            (AnswerFault::Missing(_), _) => {}
            _ => tell(&problem.name, problem.message(&state, language)),
        }
    }
    for dropped in checked.dropped.iter().filter(|dropped| dropped.why == WhyDropped::NotAsked) {
        tell(&dropped.name, say(lang, "sheets-not-asked"));
    }
    let counts = counting(form, on_paper, today);
    let lost = |(name, entry): &(&String, &Entry)| match entry {
        Entry::Given(_) => counts.get(name).is_none(),
        Entry::Several => true,
        Entry::Blank | Entry::Illegible => false,
    };
    let dropped = u32::try_from(entries.iter().filter(lost).count()).unwrap_or(u32::MAX);
    Looked { not_keyed: not_keyed(form, &state, entries), unusual, answers: counts, dropped }
}

/// What a form allows of some answers: what it refuses is taken out, and with it what is only asked because of that, until nothing is refused but that something is missing.
fn counting(form: &Form, mut answers: Answers, today: Date) -> Answers {
    loop {
        let checked = check(form, &answers, today);
        let wrong: BTreeSet<&str> = checked
            .problems
            .iter()
            .filter(|problem| !matches!(problem.fault, AnswerFault::Missing(_)))
            .map(|problem| problem.name.as_str())
            .collect();
        if wrong.is_empty() {
            return checked.answers;
        }
        for name in wrong {
            answers.set(name, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_questionnaire::{read_sheets, sheets_from_csv};

    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn form() -> Form {
        let survey = "type,name,label,required,relevant,constraint\nselect_one yn,a,A,yes,,\ninteger,age,Age,yes,,. >= 18\nselect_one yn,b,B,yes,${a} = 'yes',\n\
            select_one yn,c,C,yes,${age} > 10,\nselect_multiple yn,m,M,,,count-selected(.) < 2\ntext,t,T,,,\n";
        let choices = "list_name,name,label\nyn,yes,Yes\nyn,no,No\n";
        read_sheets(&sheets_from_csv(&[("survey", survey), ("choices", choices)]).unwrap()).unwrap()
    }

    #[test]
    fn paper_is_taken_as_it_is_and_only_what_the_form_allows_counts() {
        let given = |text: &str| Entry::Given(text.to_owned());
        let (blank, several, illegible) = (Entry::Blank, Entry::Several, Entry::Illegible);
        #[rustfmt::skip]
        let table = [
            // a, age, b, c, m, t: what is not keyed, what is unusual, what counts, how much does not
            ([Some(given("yes")), Some(given("20")), Some(given("no")), Some(given("no")), Some(blank.clone()), Some(given("x"))],
                "", "", "a=yes age=20 b=no c=no t=x", 0),
            ([None, None, None, None, None, None], "a age m t", "", "", 0),
            // b is not asked; what was ticked there does not count.
            ([Some(given("no")), Some(given("20")), Some(given("no")), Some(given("no")), Some(blank.clone()), Some(blank.clone())],
                "", "b", "a=no age=20 c=no", 1),
            // Too young: the age does not count, nor what is only asked because of it.
            ([Some(given("no")), Some(given("12")), None, Some(given("no")), Some(blank.clone()), Some(blank.clone())],
                "", "age", "a=no", 2),
            ([Some(blank.clone()), Some(illegible.clone()), None, None, Some(given("yes no")), Some(illegible.clone())],
                "", "a m", "", 1),
            ([Some(several.clone()), Some(given("30")), Some(several.clone()), Some(blank.clone()), Some(given("yes")), Some(blank.clone())],
                "", "a b c", "age=30 m=yes", 2),
        ];
        for (typed, missing, unusual, counts, dropped) in table {
            let names = ["a", "age", "b", "c", "m", "t"];
            let entries: Entries =
                names.iter().zip(typed).filter_map(|(name, entry)| Some(((*name).to_owned(), entry?))).collect();
            let looked = look(&form(), &entries, TODAY, "", Lang::En);
            assert_eq!(looked.not_keyed.join(" "), missing);
            let mut told: Vec<&str> = looked.unusual.iter().map(|(name, _)| name.as_str()).collect();
            told.sort_unstable();
            assert_eq!(told.join(" "), unusual, "{entries:?}");
            let kept: Vec<String> =
                looked.answers.iter().map(|(name, answer)| format!("{name}={}", answer.written())).collect();
            assert_eq!((kept.join(" ").as_str(), looked.dropped), (counts, dropped), "{entries:?}");
        }
    }
}
