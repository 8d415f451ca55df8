//! `design.yaml`: how the sample was drawn, as the board computes it and `chiso survey estimate` reads it, with the commands that compute the figures again.

use std::fmt::Write as _;

use chiso_estimate::Lonely;
use chiso_model::{Lang, shortest};
use chiso_survey::campaign::PopulationMargin;

use super::front::Front;
use super::live::Live;
use super::variables::Item;
use crate::words::{say, say_with};

/// A text as YAML and the program read it back: JSON is YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// The file, for a file of ballots of which so many do not tell their group.
pub(super) fn design(live: &Live, front: &Front, silent: u64, survey: &str) -> String {
    let mut text = String::new();
    for lang in Lang::ALL {
        for line in explained(live, front, silent, survey, lang) {
            // Writing to a text does not fail.
            let _ = writeln!(text, "# {line}");
        }
        text.push_str("#\n");
    }
    for command in commands(live) {
        let _ = writeln!(text, "#   {command}");
    }
    let columns = &live.places.columns;
    let weight = columns.weight.as_deref().map_or("1", |name| front.named(name));
    let _ = writeln!(text, "weights: {weight}");
    let stages: Vec<String> = columns
        .stages
        .iter()
        .map(|stage| {
            let parts = [("strata", &stage.stratum), ("clusters", &stage.cluster), ("population", &stage.population)];
            let part = |(key, name): (&str, &Option<String>)| Some(format!("{key}: {}", front.named(name.as_deref()?)));
            parts.into_iter().filter_map(part).collect::<Vec<_>>().join(", ")
        })
        .filter(|stage| !stage.is_empty())
        .collect();
    if !stages.is_empty() {
        text.push_str("stages:\n");
        for stage in stages {
            let _ = writeln!(text, "  - {{{stage}}}");
        }
    }
    let lonely = match live.places.lonely() {
        Lonely::Fail => "fail",
        Lonely::Remove => "remove",
        Lonely::Certainty => "certainty",
        Lonely::Adjust => "adjust",
        Lonely::Average => "average",
    };
    let _ = writeln!(text, "nested: true\nlonely: {lonely}\nincomplete: leave_out");
    if !live.population.is_empty() {
        text.push_str("calibration:\n  margins:\n");
        for PopulationMargin { name, totals } in &live.population {
            let totals: Vec<String> =
                totals.iter().map(|(label, total)| format!("{}: {}", quoted(label), shortest(*total))).collect();
            let _ = writeln!(text, "    {}: {{{}}}", front.named(name), totals.join(", "));
        }
    }
    let _ = writeln!(text, "interval: {{level: {}}}", shortest(live.places.level));
    let shares: Vec<String> = live
        .items
        .iter()
        .filter(|item| item.counts.is_some())
        .map(|item| {
            let variable = &live.variables[item.variable];
            format!("  {}: {}\n", variable.name, list(variable.codes.iter().map(String::as_str)))
        })
        .collect();
    if !shares.is_empty() {
        text.push_str("codes:\n");
        text.extend(shares);
    }
    let scores = scores(live);
    if !scores.is_empty() {
        text.push_str("scores:\n");
        for (name, terms) in scores {
            let _ = writeln!(text, "  {name}:");
            for (item, weight) in terms {
                let answers = match counted(live, item) {
                    Some(codes) => format!(", answers: {}", list(codes.into_iter())),
                    None => String::new(),
                };
                let name = &live.variables[item.variable].name;
                let _ = writeln!(text, "    - {{item: {name}{answers}, weight: {}}}", shortest(weight));
            }
        }
    }
    text
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// The codes that count, of an item that is a share.
fn counted<'a>(live: &'a Live, item: &Item) -> Option<Vec<&'a str>> {
    let codes = &live.variables[item.variable].codes;
    let counts = item.counts.as_ref()?;
    Some(
        (0..codes.len()).filter(|byte| counts.contains(&item.values[*byte])).map(|byte| codes[byte].as_str()).collect(),
    )
}

/// Scores above the items, each with the items under it and their weights.
fn scores(live: &Live) -> Vec<(&str, Vec<(&Item, f64)>)> {
    let scoring = live.form.scoring();
    let item = |node: usize| live.items.iter().find(|item| item.node == node);
    let terms = |node: usize| {
        scoring
            .item_weights(node)
            .into_iter()
            .map(|(node, weight)| Some((item(node)?, weight)))
            .collect::<Option<Vec<_>>>()
    };
    let above = scoring.nodes.iter().enumerate().filter(|(_, node)| node.item.is_none());
    above.filter_map(|(number, node)| Some((node.name.as_str(), terms(number)?))).collect()
}

/// What the file is, and what its figures are.
fn explained(live: &Live, front: &Front, silent: u64, survey: &str, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        say_with(lang, "results-design-is", &[("survey", survey.into())]),
        say_with(lang, "results-design-commands", &[("unit", front.unit().into())]),
    ];
    if !live.population.is_empty() {
        lines.push(say(lang, "results-design-raked"));
    }
    if silent > 0 {
        let key =
            if live.places.columns.all().is_empty() { "results-design-silent-units" } else { "results-design-silent" };
        lines.push(say_with(lang, key, &[("silent", silent.into()), ("all", live.ballots().into())]));
    }
    lines
}

/// The commands that give the figures by design weights: of the scores, then of all items, one for each kind.
fn commands(live: &Live) -> Vec<String> {
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for item in &live.items {
        let variable = &live.variables[item.variable];
        let kind = match &item.counts {
            None => "--stat mean".to_owned(),
            Some(_) => format!("--stat share --answers {}", counted(live, item).unwrap_or_default().join(",")),
        };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, items)) => items.push(&variable.name),
            None => kinds.push((kind, vec![&variable.name])),
        }
    }
    let scores: Vec<&str> = scores(live).into_iter().map(|(name, _)| name).collect();
    let scores = (!scores.is_empty()).then(|| format!("--scores {}", scores.join(",")));
    let uncalibrated = if live.population.is_empty() { "" } else { " --uncalibrated" };
    let items = kinds.into_iter().map(|(kind, items)| format!("--items {} {kind}", items.join(",")));
    let whole = |asked| format!("chiso survey estimate --data ballots.csv --design design.yaml {asked}{uncalibrated}");
    scores.into_iter().chain(items).map(whole).collect()
}
