//! What a ballot holds, as text: the answers and how they were given, with keys in the order of their names, so that two ballots with the same answers are the same bytes.

use chiso_model::Date;
use chiso_questionnaire::{Answer, Answers, Form, Item, Kind, OTHER, QuestionType};
use chiso_survey::campaign::Mode;
use serde_json::{Map, Value, json};

/// What a ballot holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Given {
    /// The answers that were checked, and what was computed from them.
    pub(crate) answers: Answers,
    /// How it was given: with an invitation ([`Mode::Own`], see [`counts_as`]), or on which kind of sheet.
    pub(crate) mode: Mode,
    /// Seconds from the first screen to the last, in steps of ten, as the device says; none where nobody measured.
    pub(crate) took: Option<u32>,
}

/// How a ballot counts as given, by whether somebody interviews the people of its group. One that came with an invitation says no more than that, whether its owner or an
/// interviewer held the device: who was interviewed is known by visits, and where few of a group were, ballots that say so would be theirs.
pub(crate) fn counts_as(kept: Mode, is_interviewed: bool) -> Mode {
    if kept == Mode::Own && is_interviewed { Mode::Interview } else { kept }
}

/// Seconds that are told apart, and the most that are kept: longer breaks say nothing.
const STEP: u32 = 10;
const LONGEST: u32 = 3_600;

/// What is kept of a time that somebody took, in seconds.
pub(crate) fn coarse(seconds: u32) -> u32 {
    seconds.min(LONGEST) / STEP * STEP
}

impl Given {
    /// As it is kept in the box: `{"answers":{…},"mode":"own","took":340}`.
    pub(crate) fn text(&self) -> String {
        let mut kept = json!({ "answers": answers_to_json(&self.answers), "mode": self.mode });
        if let Some(took) = self.took {
            kept["took"] = json!(coarse(took));
        }
        kept.to_string()
    }

    /// From the box; none where it is no ballot. Answers to what the form does not have are left out.
    pub(crate) fn read(form: &Form, text: &str) -> Option<Given> {
        let kept: Value = serde_json::from_str(text).ok()?;
        let mode = serde_json::from_value(kept.get("mode")?.clone()).ok()?;
        let took = kept.get("took").and_then(Value::as_u64).and_then(|took| u32::try_from(took).ok());
        Some(Given { answers: answers_from_json(form, kept.get("answers")?), mode, took })
    }
}

/// Answers by name: texts and codes as texts, numbers as numbers, days as `2026-11-22`, several codes as a list.
pub(crate) fn answers_to_json(answers: &Answers) -> Value {
    Value::Object(answers.iter().map(|(name, answer)| (name.to_owned(), answer.to_json())).collect::<Map<_, _>>())
}

/// Answers to the questions of a form. What is of another kind than its question is left out.
pub(crate) fn answers_from_json(form: &Form, kept: &Value) -> Answers {
    let Some(kept) = kept.as_object() else { return Answers::new() };
    kept.iter().filter_map(|(name, value)| Some((name.clone(), answer(form, name, value)?))).collect()
}

fn answer(form: &Form, name: &str, value: &Value) -> Option<Answer> {
    let text = || value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let Some(item) = form.item(name) else {
        let question = name.strip_suffix(OTHER)?.strip_suffix('_')?;
        return form.item(question).and_then(Item::other_name).and_then(|_| text()).map(Answer::Text);
    };
    if let Kind::Calculate(_) = item.kind {
        return text().map(Answer::Text);
    }
    let decimal = || value.as_f64().map(Answer::Decimal);
    match &item.answerable()?.kind {
        QuestionType::Text => text().map(Answer::Text),
        QuestionType::Integer => value.as_i64().map(Answer::Integer),
        QuestionType::Range(range) if range.is_whole() => value.as_i64().map(Answer::Integer),
        QuestionType::Decimal | QuestionType::Range(_) => decimal(),
        QuestionType::Date => text()?.parse::<Date>().ok().map(Answer::Date),
        QuestionType::SelectOne(_) => text().map(Answer::One),
        QuestionType::SelectMultiple(_) | QuestionType::Rank(_) => {
            let codes: Option<Vec<String>> =
                value.as_array()?.iter().map(|code| code.as_str().map(str::to_owned)).collect();
            codes.filter(|codes| !codes.is_empty()).map(Answer::Many)
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_questionnaire::{read_sheets, sheets_from_csv};

    use super::*;

    fn form() -> Form {
        let survey = "type,name,label,calculation,parameters\ntext,t,T,,\ninteger,i,I,,\ndecimal,d,D,,\ndate,day,Day,,\n\
            select_one l or_other,one,One,,\nselect_multiple l,many,Many,,\nrank l,order,Order,,\nrange,whole,Whole,,\n\
            range,part,Part,,start=0 end=1 step=0.5\ncalculate,sum,,1+1,\n";
        let choices = "list_name,name,label\nl,a,A\nl,other,Other\n";
        read_sheets(&sheets_from_csv(&[("survey", survey), ("choices", choices)]).unwrap()).unwrap()
    }

    #[test]
    fn every_kind_of_answer_comes_back_as_it_was() {
        let codes = |codes: &[&str]| Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect());
        let given = [
            ("t", Answer::Text("“một”\nhai".to_owned())),
            ("i", Answer::Integer(-7)),
            ("d", Answer::Decimal(3.0)),
            ("day", Answer::Date(Date::constant(2026, 11, 22))),
            ("one", Answer::One("other".to_owned())),
            ("one_other", Answer::Text("khác nữa".to_owned())),
            ("many", codes(&["a", "other"])),
            ("order", codes(&["other", "a"])),
            ("whole", Answer::Integer(4)),
            ("part", Answer::Decimal(0.5)),
            ("sum", Answer::Text("2".to_owned())),
        ];
        let answers: Answers = given.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
        let kept = Given { answers, mode: Mode::Own, took: Some(340) };
        let text = kept.text();
        assert!(
            text.starts_with("{\"answers\":{\"d\":3.0,\"day\":\"2026-11-22\",\"i\":-7,\"many\":[\"a\",\"other\"],"),
            "{text}"
        );
        assert!(text.ends_with("},\"mode\":\"own\",\"took\":340}"), "{text}");
        assert_eq!(Given::read(&form(), &text), Some(kept));
    }

    #[test]
    fn an_invitation_in_the_group_of_an_interviewer_counts_as_an_interview() {
        for (kept, is_interviewed, counts) in [
            (Mode::Own, false, Mode::Own),
            (Mode::Own, true, Mode::Interview),
            (Mode::Paper, true, Mode::Paper),
            (Mode::Phone, true, Mode::Phone),
        ] {
            assert_eq!(counts_as(kept, is_interviewed), counts);
        }
    }

    #[test]
    fn what_is_no_answer_to_the_form_is_left_out() {
        let sent = json!({
            "t": 5, "i": "5", "d": "x", "day": "tomorrow", "one": ["a"], "many": "a", "order": [1], "whole": 1.5, "part": null,
            "t_other": "x", "nothing": "x", "one_other": "", "sum": 2,
        });
        assert!(answers_from_json(&form(), &sent).is_empty());
        assert!(answers_from_json(&form(), &json!([1])).is_empty());
        for no_ballot in ["", "{}", "{\"answers\":{}}", "{\"answers\":{},\"mode\":\"magic\"}"] {
            assert_eq!(Given::read(&form(), no_ballot), None, "{no_ballot}");
        }
    }
}
