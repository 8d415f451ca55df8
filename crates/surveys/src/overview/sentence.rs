//! Where a survey stands and what comes next for a person, in one sentence or two.

use chiso_model::Lang;
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::Caller;
use chiso_workspace::house::moment;

use crate::held::Held;
use crate::words::{say, say_with};

/// The sentence; `missing` is how much must be done before it can be opened, and `runs` whether the person runs the survey.
pub(super) fn sentence(held: &Held, caller: &Caller, missing: usize, runs: bool, lang: Lang) -> String {
    let (campaign, setup) = (&held.campaign, &held.campaign.setup);
    let now = caller.now_us;
    let writes = setup.modes.contains(&Mode::Own);
    let days: Vec<String> = setup.reminders.days.iter().map(u16::to_string).collect();
    let told = [
        ("opens", moment::minute(setup.opens, lang).into()),
        ("closes", moment::minute(setup.closes, lang).into()),
        ("since", moment::minute(campaign.since, lang).into()),
        ("count", missing.into()),
        ("days", days.join(", ").into()),
    ];
    let watch = match (writes, days.is_empty()) {
        (true, false) => "next-watch-reminders",
        (true, true) => "next-watch-letters",
        (false, _) => "next-watch",
    };
    let (stands, next) = match campaign.phase {
        Phase::Draft if missing > 0 => ("stands-draft", "next-complete"),
        Phase::Draft if campaign.people() == 0 => ("stands-draft", "next-invite-or-open"),
        Phase::Draft => ("stands-draft", "next-open"),
        Phase::Open if now < setup.opens => ("stands-ahead", if writes { "next-wait-letters" } else { "next-wait" }),
        Phase::Open if now < setup.closes && campaign.people() == 0 => ("stands-open", "next-invite"),
        Phase::Open if now < setup.closes => ("stands-open", watch),
        Phase::Open => ("stands-over", "next-close"),
        Phase::Closed => ("stands-closed", "next-publish"),
        Phase::Published => ("stands-published", "next-nothing"),
    };
    let stands = say_with(lang, stands, &told);
    let next = if runs {
        say_with(lang, next, &told)
    } else if campaign.phase >= Phase::Open {
        say(lang, "next-look")
    } else {
        say(lang, "next-others")
    };
    format!("{stands} {next}")
}
