//! From screen to screen. Nothing is kept between two of them: all answers so far go along in one hidden field, and each step is worked out from what a screen sent.

use chiso_model::Date;
use chiso_questionnaire::expression::Expression;
use chiso_questionnaire::{AnswerProblem, Answers, Checked, Form, Kind, Page, State, check, code_of};

use crate::given::{answers_from_json, answers_to_json};

/// Hidden fields and buttons of a screen. Names of questions have no colon.
pub(crate) mod field {
    /// The answers so far, as JSON.
    pub(crate) const ANSWERS: &str = ":answers";
    /// The number of the screen, or [`OVER`].
    pub(crate) const SCREEN: &str = ":screen";
    /// The numbers of the questions that stood on it.
    pub(crate) const SHOWN: &str = ":shown";
    /// Whether the last screen was reached before.
    pub(crate) const REACHED: &str = ":reached";
    /// The code of the language in which the form is read.
    pub(crate) const LANGUAGE: &str = ":language";
    /// Seconds from the first screen to the last, as the device measured them; sent with the last button, and only by a device that measures.
    pub(crate) const TOOK: &str = ":took";
    /// The button.
    pub(crate) const GO: &str = ":go";
    /// The last screen, where everything is looked over.
    pub(crate) const OVER: &str = "over";
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A screen of the form.
    Screen(usize),
    /// The last one, where everything is looked over.
    Over,
}

/// What a button wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Go<'a> {
    Next,
    Back,
    Stay,
    Over,
    Send,
    Screen(usize),
    Language(&'a str),
}

impl<'a> Go<'a> {
    fn of(button: &'a str) -> Go<'a> {
        match button.split_once(':') {
            Some(("screen", number)) => number.parse().map_or(Go::Stay, Go::Screen),
            Some(("language", code)) => Go::Language(code),
            _ => match button {
                "back" => Go::Back,
                "stay" => Go::Stay,
                "over" => Go::Over,
                "send" => Go::Send,
                _ => Go::Next,
            },
        }
    }
}

/// Where somebody is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Walk {
    /// The screen to show.
    pub(crate) place: Place,
    /// Everything answered so far, also to questions that are not asked now.
    pub(crate) answers: Answers,
    /// The code of the language in which the form is read.
    pub(crate) language: String,
    /// Whether the last screen was reached before: then there is a way back to it.
    pub(crate) reached: bool,
    /// What is wrong on the screen.
    pub(crate) problems: Vec<AnswerProblem>,
    /// Whether answers on this screen made further questions appear on it.
    pub(crate) more: bool,
    /// What was typed, where it cannot be read as an answer.
    pub(crate) typed: Vec<(String, String)>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// A screen.
    Show(Walk),
    /// The answers are whole, and shall count.
    Send {
        /// What is kept.
        answers: Answers,
        /// The code of the language.
        language: String,
    },
}

impl Walk {
    /// The first screen.
    pub(crate) fn start(form: &Form, language: &str, today: Date) -> Walk {
        let answers = form.defaults();
        let first = State::new(form, &answers, today).next_page(&form.pages(), None);
        Walk {
            place: first.map_or(Place::Over, Place::Screen),
            answers,
            language: language.to_owned(),
            reached: first.is_none(),
            problems: Vec::new(),
            more: false,
            typed: Vec::new(),
        }
    }

    /// The answers so far, for the hidden field.
    pub(crate) fn carried(&self) -> String {
        answers_to_json(&self.answers).to_string()
    }
}

/// The step after what a screen sent. `language` is that of somebody who has not chosen one.
pub(crate) fn step(form: &Form, fields: &[(String, String)], language: &str, today: Date) -> Step {
    let field = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let known = |code: &&str| form.languages().iter().any(|language| code_of(language) == *code);
    let language = field(field::LANGUAGE).filter(known).unwrap_or(language);
    let Some(answers) = field(field::ANSWERS) else { return Step::Show(Walk::start(form, language, today)) };
    let answers = serde_json::from_str(answers).map(|kept| answers_from_json(form, &kept)).unwrap_or_default();
    let pages = form.pages();
    let mut walk = Walk { answers, reached: field(field::REACHED).is_some(), ..Walk::start(form, language, today) };
    let number = field(field::SCREEN).filter(|screen| *screen != field::OVER);
    let number = number.and_then(|number| number.parse().ok()).filter(|number| *number < pages.len());
    let go = Go::of(field(field::GO).unwrap_or("next"));
    if let Go::Language(code) = go
        && known(&code)
    {
        code.clone_into(&mut walk.language);
    }
    let Some(number) = number else { return from_over(form, &pages, walk, go, field(field::SCREEN), today) };
    walk.place = Place::Screen(number);
    let page = &pages[number];
    let unread = form.take_page(&mut walk.answers, page, fields);
    let state = State::new(form, &walk.answers, today);
    match go {
        Go::Stay | Go::Language(_) => {
            walk.typed = typed(fields, &unread);
            walk.problems = unread;
        }
        Go::Back => walk.place = Place::Screen(state.previous_page(&pages, number).unwrap_or(number)),
        Go::Screen(_) | Go::Next | Go::Over | Go::Send => {
            let shown: Vec<&str> = field(field::SHOWN).unwrap_or_default().split_whitespace().collect();
            let unseen = unseen(&state, page, &shown);
            let checked = check(form, &walk.answers, today);
            let mut problems = unread.clone();
            problems.extend(
                checked
                    .problems_on(form, page)
                    .filter(|problem| {
                        unread.iter().all(|other| other.name != problem.name)
                            && unseen.iter().all(|number| form.items()[*number].name != problem.name)
                    })
                    .cloned(),
            );
            walk.typed = typed(fields, &unread);
            walk.more = !unseen.is_empty();
            if problems.is_empty() && !walk.more {
                let next = state.next_page(&pages, Some(number)).filter(|_| go != Go::Over);
                walk.place = next.map_or(Place::Over, Place::Screen);
                walk.reached |= next.is_none();
            }
            walk.problems = problems;
        }
    }
    Step::Show(walk)
}

/// From the last screen, or from one that is not there.
fn from_over(form: &Form, pages: &[Page], mut walk: Walk, go: Go<'_>, screen: Option<&str>, today: Date) -> Step {
    if screen != Some(field::OVER) {
        return Step::Show(walk);
    }
    walk.place = Place::Over;
    walk.reached = true;
    let state = State::new(form, &walk.answers, today);
    match go {
        Go::Screen(number) if number < pages.len() => walk.place = Place::Screen(number),
        Go::Back => walk.place = state.previous_page(pages, pages.len()).map_or(Place::Over, Place::Screen),
        Go::Send => {
            let checked = check(form, &walk.answers, today);
            if checked.problems.is_empty() {
                return Step::Send { answers: checked.answers, language: walk.language };
            }
            if let Some(number) = first_wrong(form, pages, &checked) {
                walk.problems = checked.problems_on(form, &pages[number]).cloned().collect();
                walk.place = Place::Screen(number);
            }
        }
        _ => {}
    }
    Step::Show(walk)
}

/// The first screen on which something is wrong.
fn first_wrong(form: &Form, pages: &[Page], checked: &Checked) -> Option<usize> {
    pages.iter().position(|page| checked.problems_on(form, page).next().is_some())
}

/// Questions of a screen that are asked now and did not stand on it when it was sent.
fn unseen(state: &State<'_>, page: &Page, shown: &[&str]) -> Vec<usize> {
    let asked = stands(state, page);
    asked.into_iter().filter(|number| !shown.contains(&number.to_string().as_str())).collect()
}

/// The numbers of the questions of a screen that can be answered as things are: asked, and with a choice where one is to be made.
pub(crate) fn stands(state: &State<'_>, page: &Page) -> Vec<usize> {
    let can = |number: &usize| {
        state.form().items()[*number].answerable().is_some_and(|question| {
            state.is_relevant(*number) && (question.kind.select().is_none() || !state.choices(*number).is_empty())
        })
    };
    page.items.iter().copied().filter(can).collect()
}

/// Whether what stands on a screen depends on answers on it.
pub(crate) fn moves(form: &Form, page: &Page) -> bool {
    let items = || page.items.iter().map(|number| &form.items()[*number]);
    let here: Vec<&str> = items().map(|item| item.name.as_str()).collect();
    let names_one = |expression: &Expression| {
        expression.references().iter().any(|reference| {
            let computed = form.item(&reference.name).is_some_and(|item| matches!(item.kind, Kind::Calculate(_)));
            computed || here.contains(&reference.name.as_str())
        })
    };
    items().any(|item| {
        let filter = item.answerable().and_then(|question| question.kind.select()?.filter.as_ref());
        item.relevant.iter().chain(filter).any(names_one)
    })
}

/// What was typed for questions whose answers cannot be read.
fn typed(fields: &[(String, String)], unread: &[AnswerProblem]) -> Vec<(String, String)> {
    let of = |name: &str| {
        unread.iter().any(|problem| name == problem.name || name.starts_with(&format!("{}/", problem.name)))
    };
    fields.iter().filter(|(name, _)| of(name)).cloned().collect()
}
