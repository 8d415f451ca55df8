//! The steps of a survey from the questionnaire to publication: how each stands, and where it is done.

use chiso_model::{Lang, decimal};
use chiso_questionnaire::Form;
use chiso_survey::campaign::{Mode, Phase, SetupProblem};
use chiso_web::Reader;
use chiso_web::parts::{Badge, Cell, Column, Row, Shape, Status, Table, TableQuery};
use chiso_workspace::house::{at, moment};

use crate::callbacks::CALLBACKS;
use crate::frame::{View, address};
use crate::held::Held;
use crate::interview::INTERVIEWS;
use crate::questionnaire::described;
use crate::sheets::{SHEETS, modes};
use crate::words::{say, say_with};

/// A step.
struct Step {
    key: &'static str,
    /// What is known of it.
    says: String,
    badge: Badge,
    /// What follows the survey's address; nothing where there is nothing to do or see.
    rest: Option<&'static str>,
}

/// What of a survey's steps a reader does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Does {
    /// Runs the survey: each step leads to where it is done.
    pub(super) runs: bool,
    /// Keys its sheets.
    pub(super) keys: bool,
}

/// How far the work of a survey is, as far as its events do not tell.
#[derive(Debug, Clone, Default)]
pub(super) struct Far {
    /// What keeps it from being opened.
    pub(super) missing: Vec<SetupProblem>,
    /// Whether a group is some interviewer's.
    pub(super) has_interviewers: bool,
    /// Whether a sheet was handed out.
    pub(super) has_sheets: bool,
}

/// The steps as a table.
pub(super) fn table(reader: &Reader, held: &Held, form: Option<&Form>, far: &Far, does: Does) -> Table {
    let lang = reader.lang;
    let mut steps = vec![
        questionnaire(held, form, lang),
        people(held, lang),
        letters(held, lang),
        open(held, far.missing.len(), lang),
        close(held, far, lang),
        publish(held, lang),
    ];
    if held.campaign.setup.modes.contains(&Mode::Interview) {
        steps.insert(3, interviews(held, far.has_interviewers, lang));
    }
    if !modes(held).is_empty() {
        steps.insert(3, sheets(held, far.has_sheets, lang));
    }
    if held.campaign.setup.modes.contains(&Mode::Interview) {
        steps.insert(steps.len() - 1, call_backs(held, lang));
    }
    let row = |step: &Step| {
        let row = Row::new(vec![Cell::text(say(lang, step.key)), Cell::text(&step.says), step.badge.clone().into()]);
        let seen = [View::Questionnaire, View::People, View::Results].map(View::rest);
        match step.rest.filter(|rest| does.runs || seen.contains(rest) || does.keys && *rest == SHEETS) {
            Some(rest) => row.to(at(reader, &format!("{}{rest}", address(held)))),
            None => row,
        }
    };
    let columns = ["steps-column-step", "steps-column-says", "steps-column-stands"];
    Table::new(lang, "steps", say(lang, "steps-title"), at(reader, &address(held)), TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .rows(steps.iter().map(row).collect(), steps.len())
}

fn done(lang: Lang) -> Badge {
    Status::Done.badge(lang)
}

fn to_do(lang: Lang) -> Badge {
    Badge::new("warn", Shape::Triangle, say(lang, "steps-to-do"))
}

fn later(lang: Lang) -> Badge {
    Badge::new("", Shape::Ring, say(lang, "steps-later"))
}

fn questionnaire(held: &Held, form: Option<&Form>, lang: Lang) -> Step {
    let says = match form {
        Some(form) => described(form, lang),
        None if held.campaign.setup.form.is_some() => say(lang, "steps-form-unread"),
        None => say(lang, "form-none"),
    };
    let badge = if form.is_some() { done(lang) } else { to_do(lang) };
    Step { key: "step-questionnaire", says, badge, rest: Some(View::Questionnaire.rest()) }
}

fn people(held: &Held, lang: Lang) -> Step {
    let people = held.campaign.people();
    let (says, badge) = if people > 0 {
        let told = [("count", decimal(people as f64, 0, lang).into()), ("lists", held.campaign.invited.len().into())];
        (say_with(lang, "steps-people", &told), done(lang))
    } else {
        let badge = match held.campaign.phase {
            // It does not keep the survey from being opened, and is not counted among what does.
            Phase::Draft => Badge::new("", Shape::Ring, say(lang, "steps-any-time")),
            Phase::Open => to_do(lang),
            Phase::Closed | Phase::Published => later(lang),
        };
        (say(lang, "steps-nobody"), badge)
    };
    Step { key: "step-people", says, badge, rest: Some(View::People.rest()) }
}

fn letters(held: &Held, lang: Lang) -> Step {
    let setup = &held.campaign.setup;
    let (says, badge) = if !setup.modes.contains(&Mode::Own) {
        (say(lang, "steps-no-letters"), done(lang))
    } else if setup.letter.vi.trim().is_empty() {
        (say(lang, "steps-letter-empty"), to_do(lang))
    } else {
        let days: Vec<String> = setup.reminders.days.iter().map(u16::to_string).collect();
        let says = match days.as_slice() {
            [] => say(lang, "steps-letter"),
            days => say_with(lang, "steps-letter-reminders", &[("days", days.join(", ").into())]),
        };
        (says, done(lang))
    };
    // What a letter says is part of the setup; when it was sent to whom stands with the people.
    let rest = if held.campaign.phase == Phase::Draft { View::Setup } else { View::People };
    Step { key: "step-letters", says, badge, rest: Some(rest.rest()) }
}

/// How work in the field stands that was begun, or not.
fn fieldwork(held: &Held, has_begun: bool, lang: Lang) -> Badge {
    match held.campaign.phase {
        Phase::Draft => later(lang),
        Phase::Open if has_begun => Status::Open.badge(lang),
        Phase::Open => to_do(lang),
        Phase::Closed | Phase::Published => done(lang),
    }
}

fn interviews(held: &Held, has_interviewers: bool, lang: Lang) -> Step {
    let is_to_do = held.campaign.phase == Phase::Open && !has_interviewers;
    let says = say(lang, if is_to_do { "steps-no-interviewers" } else { "steps-interviews" });
    Step { key: "step-interviews", says, badge: fieldwork(held, has_interviewers, lang), rest: Some(INTERVIEWS) }
}

fn call_backs(held: &Held, lang: Lang) -> Step {
    let drawn: u64 = held.campaign.call_backs.iter().map(|draw| draw.drawn).sum();
    let says = if drawn == 0 {
        say(lang, "callback-step-none")
    } else {
        say_with(lang, "callback-step", &[("count", decimal(drawn as f64, 0, lang).into())])
    };
    let (badge, rest) = match held.campaign.phase {
        Phase::Draft => (later(lang), None),
        _ if drawn == 0 => (later(lang), Some(CALLBACKS)),
        _ => (done(lang), Some(CALLBACKS)),
    };
    Step { key: "callback-title", says, badge, rest }
}

fn sheets(held: &Held, has_sheets: bool, lang: Lang) -> Step {
    let key = match modes(held).as_slice() {
        [Mode::Paper] => "step-paper",
        [Mode::Phone] => "step-phone",
        _ => "sheets-title",
    };
    let is_to_do = held.campaign.phase == Phase::Open && !has_sheets;
    let says = say(lang, if is_to_do { "steps-no-sheets" } else { "sheets-step" });
    Step { key, says, badge: fieldwork(held, has_sheets, lang), rest: Some(SHEETS) }
}

fn open(held: &Held, missing: usize, lang: Lang) -> Step {
    let opens = [("opens", moment::minute(held.campaign.setup.opens, lang).into())];
    let (says, badge, rest) = match (held.campaign.phase, missing) {
        (Phase::Draft, 0) => (say(lang, "steps-can-open"), to_do(lang), Some("/setup/open")),
        (Phase::Draft, missing) => {
            (say_with(lang, "steps-missing", &[("count", missing.into())]), later(lang), Some("/setup/open"))
        }
        _ => (say_with(lang, "steps-opens", &opens), done(lang), None),
    };
    Step { key: "step-open", says, badge, rest }
}

fn close(held: &Held, far: &Far, lang: Lang) -> Step {
    let closes = [("closes", moment::minute(held.campaign.setup.closes, lang).into())];
    let (badge, rest) = match held.campaign.phase {
        Phase::Draft
            if far.missing.iter().any(|lacks| matches!(lacks, SetupProblem::Calendar | SetupProblem::Over)) =>
        {
            (to_do(lang), Some(View::Setup.rest()))
        }
        Phase::Draft => (later(lang), None),
        Phase::Open => (later(lang), Some("/setup/close")),
        Phase::Closed | Phase::Published => (done(lang), None),
    };
    Step { key: "step-close", says: say_with(lang, "steps-closes", &closes), badge, rest }
}

fn publish(held: &Held, lang: Lang) -> Step {
    let (says, badge, rest) = match held.campaign.phase {
        Phase::Published => {
            let issues = [("count", held.campaign.issues.len().into())];
            (say_with(lang, "steps-issues", &issues), done(lang), Some(View::Results.rest()))
        }
        Phase::Closed => (say(lang, "steps-can-publish"), to_do(lang), Some(View::Results.rest())),
        Phase::Open => (say(lang, "steps-publish-later"), later(lang), Some(View::Results.rest())),
        Phase::Draft => (say(lang, "steps-publish-later"), later(lang), None),
    };
    Step { key: "step-publish", says, badge, rest }
}
