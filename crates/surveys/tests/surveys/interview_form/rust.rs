//! What this program says of a case, in the words of `driver.js`.

use chiso_model::Date;
use chiso_questionnaire::expression::Value;
use chiso_questionnaire::{Answers, Form, State, WhyDropped, check, code_of};
use serde_json::{Value as Json, json};

use crate::given::{answers_from_json, answers_to_json as to_json};
use crate::interview_form::answers::Field;
use crate::walk::{self, Place, Step, field};

pub(crate) const TODAY: Date = Date::constant(2026, 11, 22);

/// A form, answers to it, what is typed on its screens, and the buttons that somebody presses with it.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) form: Form,
    pub(crate) answers: Answers,
    pub(crate) typed: Vec<Field>,
    pub(crate) sends: Vec<(&'static str, Vec<Field>)>,
}

impl Case {
    /// For the driver.
    pub(crate) fn input(&self) -> Json {
        let pages = 0..self.form.pages().len();
        let takes: Json = pages.map(|page| json!({ "page": page, "fields": self.typed })).collect();
        let sends: Json =
            self.sends.iter().map(|(button, fields)| json!({ "button": button, "fields": fields })).collect();
        json!({
            "portable": self.form.portable(), "today": TODAY.to_string(), "answers": to_json(&self.answers), "takes": takes, "sends": sends,
        })
    }

    /// What the driver has to say.
    pub(crate) fn wanted(&self) -> Json {
        json!({
            "state": self.state(), "checked": self.checked(), "taken": self.taken(), "defaults": to_json(&self.form.defaults()), "walk": self.walk(),
        })
    }

    /// Whether what a device would send is what this program would keep, once nothing is wrong with it.
    pub(crate) fn keeps(&self, sent: &Json) -> bool {
        let checked = check(&self.form, &self.answers, TODAY);
        !checked.problems.is_empty() || answers_from_json(&self.form, sent) == checked.answers
    }

    fn codes(&self) -> Vec<&str> {
        let codes: Vec<&str> =
            self.form.languages().iter().map(|language| code_of(language)).filter(|code| !code.is_empty()).collect();
        if codes.is_empty() { vec!["vi", "en"] } else { codes }
    }

    fn state(&self) -> Json {
        let (form, pages) = (&self.form, self.form.pages());
        let state = State::new(form, &self.answers, TODAY);
        let items = form.items().iter().enumerate().map(|(number, item)| {
            let choices: Vec<&str> = state.choices(number).iter().map(|choice| choice.code.as_str()).collect();
            let label: Vec<String> = self.codes().iter().map(|code| state.fill(form.text(&item.label, code), code)).collect();
            json!({
                "relevant": state.is_relevant(number), "required": state.is_required(number), "value": shown(&state.value(number)), "choices": choices, "label": label,
            })
        });
        let screens = pages.iter().enumerate().map(|(number, page)| {
            let (next, previous) = (state.next_page(&pages, Some(number)), state.previous_page(&pages, number));
            json!({ "shows": state.shows(page), "next": next, "previous": previous })
        });
        let progress = state.progress(&self.answers);
        json!({
            "items": items.collect::<Json>(), "pages": screens.collect::<Json>(), "first": state.next_page(&pages, None),
            "progress": { "answered": progress.answered, "of": progress.of },
        })
    }

    fn checked(&self) -> Json {
        let state = State::new(&self.form, &self.answers, TODAY);
        let checked = check(&self.form, &self.answers, TODAY);
        let problems = checked.problems.iter().map(|problem| {
            let said: Vec<String> = self.codes().iter().map(|code| problem.message(&state, code)).collect();
            json!({ "name": problem.name, "fault": problem.fault.word(), "said": said })
        });
        let on = self.form.pages();
        let on = on
            .iter()
            .map(|page| checked.problems_on(&self.form, page).map(|problem| problem.name.as_str()).collect::<Json>());
        let dropped = checked.dropped.iter().map(|dropped| {
            let why = if dropped.why == WhyDropped::NotAsked { "not_asked" } else { "unknown" };
            json!({ "name": dropped.name, "why": why })
        });
        json!({
            "problems": problems.collect::<Json>(), "on": on.collect::<Json>(), "answers": to_json(&checked.answers), "dropped": dropped.collect::<Json>(),
        })
    }

    fn taken(&self) -> Json {
        let pages = self.form.pages();
        let taken = pages.iter().map(|page| {
            let mut answers = self.answers.clone();
            let problems = self.form.take_page(&mut answers, page, &self.typed);
            json!({ "problems": faults(&problems), "answers": to_json(&answers) })
        });
        taken.collect()
    }

    /// The way of the server's own pages.
    fn walk(&self) -> Json {
        let language = self.codes()[0];
        let mut at = walk::Walk::start(&self.form, language, TODAY);
        let mut sends = self.sends.iter();
        let walked = sends.by_ref().map(|(button, fields)| {
            let mut sent = fields.clone();
            let mut hidden = |name: &str, value: String| sent.push((name.to_owned(), value));
            hidden(field::ANSWERS, at.carried());
            hidden(field::GO, (*button).to_owned());
            if at.reached {
                hidden(field::REACHED, "1".to_owned());
            }
            if let Place::Screen(number) = at.place {
                let state = State::new(&self.form, &at.answers, TODAY);
                let stands = walk::stands(&state, &self.form.pages()[number]);
                hidden(field::SHOWN, stands.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
                hidden(field::SCREEN, number.to_string());
            } else {
                hidden(field::SCREEN, field::OVER.to_owned());
            }
            let given = match walk::step(&self.form, &sent, language, TODAY) {
                Step::Show(next) => {
                    at = next;
                    Json::Null
                }
                Step::Send { answers, .. } => {
                    at.problems = Vec::new();
                    to_json(&answers)
                }
            };
            let place = match at.place {
                Place::Screen(number) => json!(number),
                Place::Over => json!("over"),
            };
            json!({
                "place": place, "answers": to_json(&at.answers), "problems": faults(&at.problems), "more": at.more, "reached": at.reached, "sent": given,
            })
        });
        walked.collect()
    }
}

fn faults(problems: &[chiso_questionnaire::AnswerProblem]) -> Json {
    problems.iter().map(|problem| json!({ "name": problem.name, "fault": problem.fault.word() })).collect()
}

/// A number by its bits, so that zero and minus zero are two.
fn shown(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!({ "text": text }),
        Value::Number(number) if number.is_nan() => json!({ "number": "NaN" }),
        Value::Number(number) => json!({ "number": format!("{:016x}", number.to_bits()) }),
        Value::Truth(truth) => json!({ "truth": truth }),
        Value::Date(date) => json!({ "day": date.to_string() }),
    }
}
