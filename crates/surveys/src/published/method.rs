//! How the numbers were made, in plain words.

use askama::Template;
use chiso_model::{Lang, decimal};

use super::file::{Published, ScaleOf};
use super::page::{count, level};
use crate::words::{say, say_with};

/// Sentences.
#[derive(Template)]
#[template(source = "{% for line in lines %}<p>{{ line }}</p>{% endfor %}", ext = "html")]
pub(super) struct Method {
    lines: Vec<String>,
}

/// The method of a published file.
pub(super) fn method(published: &Published, lang: Lang) -> Method {
    let sample = &published.sample;
    let weights = [sample.weights.0, sample.weights.1].map(|weight| decimal(weight, 2, lang));
    let mut lines = vec![if weights[0] == weights[1] {
        say(lang, "published-weights-equal")
    } else {
        let [low, high] = weights;
        say_with(lang, "published-weights", &[("low", low.into()), ("high", high.into())])
    }];
    let told = |key: &str, names: &[(&'static str, usize)]| {
        let names: Vec<_> = names.iter().map(|(name, number)| (*name, count(*number as u64, lang).into())).collect();
        say_with(lang, key, &names)
    };
    lines.push(match sample.clusters {
        Some(clusters) => told("published-clusters", &[("strata", sample.strata), ("clusters", clusters)]),
        None => told("published-respondents", &[("strata", sample.strata)]),
    });
    if sample.finite_population {
        lines.push(say(lang, "published-finite"));
    }
    if let Some(multiplier) = published.interval.multiplier {
        let level = level(published, lang);
        let told = [
            ("level", level.clone().into()),
            ("multiplier", decimal(multiplier, 3, lang).into()),
            ("df", decimal(published.interval.df, 0, lang).into()),
        ];
        lines.push(say_with(lang, "published-interval", &told));
        if published.scores.iter().any(|score| score.scale == ScaleOf::Percent) {
            lines.push(say(lang, "published-logit"));
        }
    }
    lines.push(say(lang, "published-covariance"));
    if !published.covariance_between_units.is_empty() {
        lines.push(say_with(lang, "published-places", &[("level", level(published, lang).into())]));
    }
    lines.push(say(lang, "published-rates-method"));
    lines.push(say_with(lang, "published-least", &[("least", count(published.least, lang).into())]));
    lines.push(say(lang, "published-sums"));
    if published.response.unread > 0 {
        lines.push(say_with(lang, "published-unread", &[("count", count(published.response.unread, lang).into())]));
    }
    Method { lines }
}
