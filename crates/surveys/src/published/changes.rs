//! What another issue changed.

use chiso_model::Lang;

use super::file::Published;
use super::page::{count, figure};
use crate::words::{say, say_with};

/// What an issue changed against the one before, in a sentence; of the first that it is the first.
pub(super) fn changed(before: Option<&Published>, now: &Published, lang: Lang) -> String {
    let Some(before) = before else { return say(lang, "published-first-issue") };
    let mut told = Vec::new();
    let index = |published: &Published| published.index().and_then(|score| Some((score.clone(), score.estimate?)));
    if let (Some((score, old)), Some((_, new))) = (index(before), index(now)) {
        let (old, new) = (figure(&score, old.value, lang), figure(&score, new.value, lang));
        let title = score.label.get(lang).to_owned();
        if old != new {
            told.push(say_with(
                lang,
                "published-changed-index",
                &[("title", title.into()), ("old", old.into()), ("new", new.into())],
            ));
        }
    }
    if before.response.ballots != now.response.ballots {
        let of = |published: &Published| {
            published.response.ballots.map_or_else(|| say(lang, "published-hidden"), |ballots| count(ballots, lang))
        };
        told.push(say_with(lang, "published-changed-ballots", &[("old", of(before).into()), ("new", of(now).into())]));
    }
    let scores = now
        .scores
        .iter()
        .filter(|score| before.scores.iter().find(|old| old.name == score.name) != Some(score))
        .count();
    let units = now.units.iter().filter(|unit| before.units.iter().find(|old| old.id == unit.id) != Some(unit)).count();
    for (key, number) in [("published-changed-scores", scores), ("published-changed-units", units)] {
        if number > 0 {
            told.push(say_with(lang, key, &[("count", number.into())]));
        }
    }
    if told.is_empty() { say(lang, "published-changed-text") } else { told.join("; ") }
}
