//! A setup as it is read.

use chiso_model::{Lang, decimal};
use chiso_survey::campaign::{Mode, Setup};
use chiso_web::Caller;
use chiso_web::parts::Definitions;
use chiso_workspace::house::moment;

use super::fields::mode_title;
use crate::entry::Surveys;
use crate::words::{say, say_with};

/// What is set, line by line.
pub(crate) fn shown(surveys: &Surveys, caller: &Caller, setup: &Setup, lang: Lang) -> Definitions {
    let number = |number: u32| decimal(f64::from(number), 0, lang);
    let counted = |key: &str, count: u32| say_with(lang, key, &[("count", number(count).into())]);
    let modes: Vec<String> = setup.modes.iter().map(|mode| mode_title(*mode, lang)).collect();
    let mut list = Definitions::new()
        .line(say(lang, "setup-owner"), surveys.agency_title(caller, &setup.owner, lang))
        .line(say(lang, "setup-year"), setup.year.to_string())
        .line(say(lang, "surveys-column-opens"), moment::minute(setup.opens, lang))
        .line(say(lang, "surveys-column-closes"), moment::minute(setup.closes, lang))
        .line(say(lang, "setup-ways"), modes.join("; "))
        .line(say(lang, "setup-least"), counted("shown-ballots", setup.least))
        .line(say(lang, "setup-between"), counted("shown-ballots", setup.between));
    if setup.modes.contains(&Mode::Interview) {
        let place = if setup.keep_place { "shown-place-kept" } else { "shown-place-not-kept" };
        list = list.line(say(lang, "shown-place"), say(lang, place));
    }
    if setup.modes.contains(&Mode::Own) {
        let days: Vec<String> = setup.reminders.days.iter().map(u16::to_string).collect();
        let reminders = match days.as_slice() {
            [] => say(lang, "shown-no-reminders"),
            days => say_with(lang, "shown-reminders", &[("days", days.join(", ").into())]),
        };
        list = list
            .line(say(lang, "setup-per-minute"), counted("shown-letters", setup.per_minute))
            .line(say(lang, "setup-reminders"), reminders);
    }
    setup.sample.iter().fold(list, |list, (what, how)| list.line(what, how))
}
