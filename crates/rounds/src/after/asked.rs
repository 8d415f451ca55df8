//! What an address of a what-if asks for: other numbers or points at some leaves, each checked as if somebody entered them.

use std::collections::BTreeMap;

use chiso_engine::{EngineError, Fact};
use chiso_model::{Lang, Text};
use chiso_round::assessment::Entry;
use chiso_round::{Criterion, Mark, Rules};
use chiso_web::{Fields, format};

use super::change::standing;
use crate::entry_form::{field_name, read};
use crate::publication::Computed;
use crate::words::say_with;

/// Leaves that may be changed at once.
pub(super) const LEAVES: usize = 10;

/// What the address asks for.
pub(super) struct Asked {
    /// Ids of the leaves, in the order in which they were chosen.
    pub(super) leaves: Vec<String>,
    pub(super) entries: BTreeMap<String, Entry>,
    /// Fields that cannot be read, and why; without a name what is wrong with the whole.
    pub(super) wrong: Vec<(String, Text)>,
}

impl Asked {
    /// What the pairs of an address ask for a unit, which is given by its id and its index in the result.
    pub(super) fn of(rules: &Rules, computed: &Computed, unit: (&str, usize), pairs: &Fields) -> Asked {
        let mut asked = Asked { leaves: Vec::new(), entries: BTreeMap::new(), wrong: Vec::new() };
        let known = computed.facts.of_unit(unit.0);
        for id in pairs.all("leaf").chain(pairs.all("more")) {
            let Some(criterion) = rules.criterion(id).filter(|_| !asked.entries.contains_key(id)) else { continue };
            if asked.leaves.len() == LEAVES {
                asked.wrong.push((String::new(), both("what-if-too-many", &[("most", LEAVES.into())])));
                break;
            }
            let now = standing(rules, &computed.facts, unit.1, criterion);
            asked.leaves.push(id.to_owned());
            match entry_of(criterion, now.clone(), pairs) {
                Ok(entry) => {
                    asked.wrong.extend(unreadable(rules, criterion, &entry, &known));
                    asked.entries.insert(id.to_owned(), entry);
                }
                Err(wrong) => {
                    asked.wrong.extend(wrong);
                    asked.entries.insert(id.to_owned(), now);
                }
            }
        }
        asked
    }

    /// Whether there is something to compute.
    pub(super) fn can_be_computed(&self) -> bool {
        self.wrong.is_empty() && !self.entries.is_empty()
    }
}

/// What begins the name of every field of a criterion.
pub(super) fn prefix(criterion: &Criterion) -> String {
    format!("{}.", criterion.id)
}

fn both(key: &str, told: &[chiso_web::words::Arg<'_>]) -> Text {
    Text::new(say_with(Lang::Vi, key, told), say_with(Lang::En, key, told))
}

/// What shall stand at a criterion: what came, over what stands there now. Where numbers came and no points, the rule decides.
fn entry_of(criterion: &Criterion, now: Entry, pairs: &Fields) -> Result<Entry, Vec<(String, Text)>> {
    let prefix = prefix(criterion);
    let own = pairs.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?.to_owned(), value.clone())));
    let own = Fields(own.collect());
    if own.0.is_empty() {
        return Ok(now);
    }
    let named = |(name, text): (String, Text)| (format!("{prefix}{name}"), text);
    let mut entry = read(criterion, &own).map_err(|wrong| wrong.into_iter().map(named).collect::<Vec<_>>())?;
    for input in criterion.inputs.iter().filter(|input| !own.has(&field_name(input))) {
        if let Some(mark) = now.numbers.get(&input.name) {
            entry.numbers.insert(input.name.clone(), *mark);
        }
    }
    Ok(entry)
}

/// Points beyond what can be earned, and numbers that the rule cannot read.
fn unreadable(rules: &Rules, criterion: &Criterion, entry: &Entry, known: &[Fact]) -> Vec<(String, Text)> {
    let prefix = prefix(criterion);
    if let (Some((low, high)), Some(points)) = (criterion.range, entry.points.and_then(Mark::value))
        && (points < low || points > high)
    {
        let told = |lang| {
            let range = [("low", format::plain(low, lang).into()), ("high", format::plain(high, lang).into())];
            say_with(lang, "what-if-out-of-range", &range)
        };
        return vec![(format!("{prefix}points"), Text::new(told(Lang::Vi), told(Lang::En)))];
    }
    match rules.propose(criterion, &entry.numbers, known) {
        Ok(_) => Vec::new(),
        Err(EngineError::BadFacts(bad)) => bad
            .iter()
            .map(|bad| {
                let input = criterion.inputs.iter().find(|input| input.indicator == bad.indicator);
                let told =
                    |lang: Lang| say_with(lang, "what-if-unreadable", &[("wanted", bad.wanted.text(lang).into())]);
                let name = input.map_or_else(|| "points".to_owned(), field_name);
                (format!("{prefix}{name}"), Text::new(told(Lang::Vi), told(Lang::En)))
            })
            .collect(),
        Err(error) => vec![(format!("{prefix}points"), Text::new(error.message(Lang::Vi), error.message(Lang::En)))],
    }
}
