//! A step of somebody's way as a page.

use std::iter::successors;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::{Date, Lang};
use chiso_questionnaire::{Form, Item, Page, State, code_of};
use chiso_web::page::show_as;
use chiso_web::{Caller, Fields, PageError, Reader, language, tell};

use super::frame::{Frame, Told, agency, secret};
use super::questions::{Control, Drawer, Part};
use super::walk::{Place, Step, Walk, field, moves, stands, step};
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::say;

/// Whose way it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mode<'a> {
    /// Somebody's own ballot: its token and its group go along.
    Own { token: &'a str, group: &'a str },
    /// A trial, of which nothing is kept: the token of the session's forms goes along.
    Try { csrf: &'a str },
}

/// Names of the hidden fields of a ballot.
pub(super) const TOKEN: &str = ":token";
pub(super) const GROUP: &str = ":group";

/// Everything about the screens of a survey that is the same on all of them.
pub(super) struct Screens<'a> {
    pub(super) held: &'a Held,
    pub(super) form: &'a Form,
    pub(super) mode: Mode<'a>,
    /// Address that a screen is sent to, after the language.
    pub(super) action: String,
    /// The language in the address.
    pub(super) lang: Lang,
    /// Who runs the survey.
    pub(super) owner: String,
    pub(super) today: Date,
}

/// What every screen has, the last one too.
struct Way {
    /// What the device keeps the answers under; empty for a trial.
    survey: String,
    action: String,
    is_try: bool,
    /// Codes and names of the form's languages.
    languages: Vec<(String, String)>,
    /// The code of the one that is read.
    language: String,
    /// Names and values of hidden fields.
    hidden: Vec<(&'static str, String)>,
}

/// How far somebody is: of the screens that are shown as things are, those before this one. All of them are passed where everything is looked over, and not before.
struct Progress {
    passed: usize,
    of: usize,
    said: String,
}

impl Progress {
    fn at(place: Place, state: &State<'_>, pages: &[Page], lang: Lang) -> Progress {
        let next = |number: &usize| state.next_page(pages, Some(*number));
        let shown = || successors(state.next_page(pages, None), next);
        let is_before = |number: &usize| match place {
            Place::Screen(here) => *number < here,
            Place::Over => true,
        };
        let (passed, of) = (shown().filter(is_before).count(), shown().count());
        Progress { passed, of, said: tell!(lang, "answer-passed", passed = passed, of = of) }
    }
}

#[derive(Template)]
#[template(path = "answer/screen.html")]
#[allow(clippy::struct_excessive_bools, reason = "what a template asks")]
struct ScreenPage {
    f: Frame,
    way: Way,
    progress: Progress,
    errors: Vec<(String, String)>,
    more: bool,
    around: Vec<String>,
    heading: String,
    heading_hidden: bool,
    parts: Vec<Part>,
    moves: bool,
    has_back: bool,
    reached: bool,
}

/// A screen, to be looked over.
struct Overview {
    number: usize,
    heading: String,
    /// Questions and answers.
    lines: Vec<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "answer/over.html")]
struct OverPage {
    f: Frame,
    way: Way,
    progress: Progress,
    screens: Vec<Overview>,
}

/// The language of the program's words for a reader of a form's language.
pub(super) fn lang_of(code: &str, in_address: Lang) -> Lang {
    language::of_tag(code).unwrap_or(in_address)
}

impl Screens<'_> {
    /// The page of a step.
    pub(super) fn show(&self, walk: &Walk) -> Result<Response, PageError> {
        let lang = lang_of(&walk.language, self.lang);
        let state = State::new(self.form, &walk.answers, self.today);
        let drawer = Drawer { form: self.form, state: &state, walk, lang };
        match walk.place {
            Place::Screen(number) => self.screen(lang, &drawer, number),
            Place::Over => self.over(lang, &drawer),
        }
    }

    fn screen(&self, lang: Lang, drawer: &Drawer<'_>, number: usize) -> Result<Response, PageError> {
        let (walk, pages) = (drawer.walk, self.form.pages());
        let Some(page) = pages.get(number) else { return self.over(lang, drawer) };
        let mut around = drawer.groups(page);
        let own = around.pop();
        let title = self.held.campaign.setup.title.get(lang).to_owned();
        let f = self.frame(lang, walk, own.as_deref());
        let errors = walk.problems.iter().map(|problem| (problem.name.clone(), drawer.about(problem)));
        let mut hidden = self.hidden(walk, number.to_string());
        let shown = stands(drawer.state, page).iter().map(ToString::to_string).collect::<Vec<_>>();
        hidden.push((field::SHOWN, shown.join(" ")));
        let status = if walk.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let screen = ScreenPage {
            f,
            way: self.way(lang, walk, hidden),
            progress: Progress::at(Place::Screen(number), drawer.state, &pages, lang),
            errors: errors.collect(),
            more: walk.more,
            around,
            heading_hidden: own.is_none(),
            heading: own.unwrap_or(title),
            parts: drawer.parts(page),
            moves: moves(self.form, page),
            has_back: drawer.state.previous_page(&pages, number).is_some(),
            reached: walk.reached,
        };
        Ok(secret(show_as(status, lang, &screen)?))
    }

    fn over(&self, lang: Lang, drawer: &Drawer<'_>) -> Result<Response, PageError> {
        let (walk, pages) = (drawer.walk, self.form.pages());
        let mut screens = Vec::new();
        for (number, page) in pages.iter().enumerate() {
            let asked = page.items.iter().filter(|item| drawer.state.is_relevant(**item));
            let items: Vec<&Item> =
                asked.map(|item| &self.form.items()[*item]).filter(|item| item.answerable().is_some()).collect();
            let Some(first) = items.first() else { continue };
            let heading = drawer.groups(page).pop().unwrap_or_else(|| drawer.question(first));
            let lines = items.iter().map(|item| (drawer.question(item), drawer.said(item))).collect();
            screens.push(Overview { number, heading, lines });
        }
        let title = say(lang, "answer-over-title");
        let page = OverPage {
            f: self.frame(lang, walk, Some(&title)),
            way: self.way(lang, walk, self.hidden(walk, field::OVER.to_owned())),
            progress: Progress::at(Place::Over, drawer.state, &pages, lang),
            screens,
        };
        Ok(secret(show_as(StatusCode::OK, lang, &page)?))
    }

    /// What stands around a page: on its window what the screen is called, and the survey.
    pub(super) fn frame(&self, lang: Lang, walk: &Walk, screen: Option<&str>) -> Frame {
        let survey = self.held.campaign.setup.title.get(lang).to_owned();
        let title = screen.map_or_else(|| survey.clone(), |screen| format!("{screen} – {survey}"));
        let tag = walk.language.clone();
        Frame { lang, tag, title, survey, owner: self.owner.clone(), other_href: String::new() }
    }

    fn way(&self, lang: Lang, walk: &Walk, hidden: Vec<(&'static str, String)>) -> Way {
        let is_try = matches!(self.mode, Mode::Try { .. });
        Way {
            survey: if is_try { String::new() } else { self.held.id.clone() },
            action: format!("/{}{}", lang.tag(), self.action),
            is_try,
            languages: self.languages(),
            language: walk.language.clone(),
            hidden,
        }
    }

    /// Codes and names of the form's languages.
    fn languages(&self) -> Vec<(String, String)> {
        let named = self.form.languages().iter().filter(|language| !language.is_empty());
        named
            .map(|language| {
                let code = code_of(language);
                let name = language.strip_suffix(&format!("({code})")).unwrap_or(language).trim();
                (code.to_owned(), name.to_owned())
            })
            .collect()
    }

    fn hidden(&self, walk: &Walk, screen: String) -> Vec<(&'static str, String)> {
        let mut hidden = match self.mode {
            Mode::Own { token, group } => vec![(TOKEN, token.to_owned()), (GROUP, group.to_owned())],
            Mode::Try { csrf } => vec![(chiso_web::CSRF, csrf.to_owned())],
        };
        hidden.push((field::ANSWERS, walk.carried()));
        hidden.push((field::SCREEN, screen));
        hidden.push((field::LANGUAGE, walk.language.clone()));
        if walk.reached {
            hidden.push((field::REACHED, "1".to_owned()));
        }
        hidden
    }
}

/// The language of the form in which somebody reads who came by an address: that language, else the form's own first.
pub(super) fn language_for(form: &Form, lang: Lang) -> String {
    let codes = || form.languages().iter().map(|language| code_of(language)).filter(|code| !code.is_empty());
    let own = codes().find(|code| *code == lang.tag()).or_else(|| codes().next());
    own.unwrap_or(lang.tag()).to_owned()
}

/// A trial of a survey's questionnaire: the page after what a screen sent, or the first one where nothing was sent. Nothing is kept. `action` is the address that screens are
/// sent to, after the language.
///
/// # Errors
/// When a template fails: a defect of ours.
pub(crate) fn try_out(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    form: &Form,
    action: &str,
    fields: &Fields,
) -> Result<Response, PageError> {
    let screens = Screens {
        held,
        form,
        mode: Mode::Try { csrf: &caller.csrf },
        action: action.to_owned(),
        lang: reader.lang,
        owner: agency(&surveys.desk.register(), &held.campaign.setup.owner, caller.day, reader.lang),
        today: caller.day,
    };
    match step(form, &fields.0, &language_for(form, reader.lang), caller.day) {
        Step::Show(walk) => screens.show(&walk),
        Step::Send { language, .. } => {
            let lang = lang_of(&language, reader.lang);
            let walk = Walk::start(form, &language, caller.day);
            let title = say(lang, "answer-tried");
            let frame = Frame { title, ..screens.frame(lang, &walk, None) };
            let again = (say(lang, "answer-try-again"), format!("/{}{action}", lang.tag()));
            let told = Told { way: Some(again), ..Told::new(frame, vec![say(lang, "answer-tried-help")]) };
            told.show(StatusCode::OK)
        }
    }
}
