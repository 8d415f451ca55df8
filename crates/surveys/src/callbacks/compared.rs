//! What people say again against what interviewers wrote down: question by question, interviewer by interviewer, never person by person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chiso_estimate::Difference;
use chiso_model::Lang;
use chiso_questionnaire::Form;
use chiso_survey::campaign::{Mode, Phase};
use chiso_survey::suppress::{Sum, suppress};
use chiso_workspace::Refusal;

use super::again::{asked_again, campaign_of, questions};
use super::cases::Cases;
use crate::entry::{Surveys, ballots_failed};
use crate::given::Given;
use crate::held::Held;
use crate::results::Live;

/// Differences that chance makes in one of twenty surveys where there are none.
const ERROR: f64 = 0.05;

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// The mean of a scored question, or the share of its answers that count.
    Item(String),
    /// The share of one answer to a question, by its code.
    Answer(String, String),
    /// Minutes: as people remember, against what tablets measured.
    Minutes,
}

/// A comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compared {
    pub(super) what: What,
    /// Call-backs first, interviews second; none where nothing can be said.
    pub(super) difference: Option<Difference>,
    /// Whether the means are shares, in percent.
    pub(super) percent: bool,
    /// Whether chance hardly makes such a difference, among so many comparisons.
    pub(super) beyond_chance: bool,
}

/// The comparisons of a campaign, and from which ballots they are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comparison {
    /// Call-backs by interviewer.
    called: Counts,
    /// Interviews by group and interviewer.
    interviewed: Counts,
    pub(super) rows: Vec<Compared>,
}

/// How many ballots are of which group and interviewer.
type Counts = BTreeMap<(String, String), u64>;

/// What was shown of each campaign: while ballots come in, it moves when enough of both sorts joined, so that nobody learns what one person says by comparing two looks.
#[derive(Default)]
pub(super) struct Shown(Mutex<BTreeMap<String, Arc<Comparison>>>);

/// The values of a comparison, by interviewer: of call-backs, and of interviews.
type Classes = BTreeMap<String, (Vec<f64>, Vec<f64>)>;

/// Those of interviewers with values of both sorts.
type Met = Vec<(Vec<f64>, Vec<f64>)>;

/// What is compared, and the value that a ballot has by its answer to a question; of minutes by how long it took.
struct Measure<'a> {
    what: What,
    question: Option<&'a str>,
    percent: bool,
    value: Box<dyn Fn(&str) -> f64 + Send + 'a>,
}

impl Surveys {
    /// The comparisons of a campaign.
    ///
    /// # Errors
    /// No questionnaire; the store, the vault, the box.
    pub(super) async fn comparison(&self, held: &Held, cases: &Cases) -> Result<Arc<Comparison>, Refusal> {
        let form = self.form(held).await?;
        let form_of = Arc::clone(&form);
        let read = move |rows: &mut Vec<(String, Given)>, kept: chiso_ballot::Kept| {
            if let Some(given) = Given::read(&form_of, &kept.ballot.answers) {
                rows.push((kept.ballot.people, given));
            }
        };
        let called = self.ballots.each(&campaign_of(held), Vec::new(), read).await;
        let called = called.map_err(|error| ballots_failed(&error))?;
        let (groups, held_of) = (cases.groups.clone(), held.clone());
        let now = self.ballots_of(held, move |live| compare(&held_of, &form, live, &groups, &called)).await?;
        let least = u64::from(held.campaign.setup.least);
        let open = held.campaign.phase <= Phase::Open;
        let mut shown = self.calls.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = shown.get(&held.id);
        if let Some(before) = before.filter(|before| !before.may_move_to(&now, least, open)) {
            return Ok(Arc::clone(before));
        }
        let now = Arc::new(now);
        shown.insert(held.id.clone(), Arc::clone(&now));
        Ok(now)
    }
}

impl Comparison {
    /// Whether so many ballots joined and left since that what they say can be shown: of each sort none, or the least number. Ballots leave where another interviewer comes to a
    /// group. Of interviews none joins when the survey is closed; which were left out before it was may be made good then.
    fn may_move_to(&self, now: &Comparison, least: u64, open: bool) -> bool {
        let more = |one: &Counts, other: &Counts| -> u64 {
            one.iter().map(|(key, count)| count.saturating_sub(other.get(key).copied().unwrap_or_default())).sum()
        };
        let enough = |count: u64| count == 0 || count >= least;
        let both = |before: &Counts, now: &Counts| (more(now, before), more(before, now));
        let (joined, left) = both(&self.interviewed, &now.interviewed);
        let (called, gone) = both(&self.called, &now.called);
        enough(called) && enough(gone) && enough(left) && (enough(joined) || (!open && left == 0))
    }
}

/// Which comparisons of shares would tell what fewer than the least number of people say: for each question the answers that so few give, and what follows from the others. `said` are for
/// each comparison its question and how many of each sort give the answer; `of` how many answer the question at all.
fn telling(said: &[Option<(&str, [u64; 2])>], of: &[[u64; 2]], least: u64) -> Vec<bool> {
    let mut tells = vec![false; said.len()];
    let questions: BTreeSet<&str> = said.iter().flatten().map(|(question, _)| *question).collect();
    for question in questions {
        let rows: Vec<usize> =
            (0..said.len()).filter(|row| said[*row].is_some_and(|(own, _)| own == question)).collect();
        for side in 0..2 {
            let all = of[rows[0]][side];
            let mut counts: Vec<u64> =
                rows.iter().map(|row| said[*row].map_or(0, |(_, counts)| counts[side])).collect();
            // Where one share alone is told, the others follow from it.
            counts.push(all - counts.iter().sum::<u64>().min(all));
            let parts = (0..counts.len()).collect();
            counts.push(all);
            let hidden = suppress(&counts, &[Sum { total: counts.len() - 1, parts }], least);
            for (place, row) in rows.iter().enumerate() {
                tells[*row] |= hidden[place] || hidden[counts.len() - 1];
            }
        }
    }
    tells
}

fn measures<'a>(held: &Held, form: &'a Form, live: &'a Live) -> Vec<Measure<'a>> {
    let mut measures = Vec::new();
    for question in asked_again(held, form, Lang::Vi.tag()) {
        let name = question.item.name.as_str();
        let variable = live.variables.iter().position(|variable| variable.name == name);
        let item = variable.and_then(|variable| live.items.iter().find(|item| item.variable == variable));
        if let (Some(variable), Some(item)) = (variable, item) {
            let codes = &live.variables[variable].codes;
            let value = move |code: &str| {
                let byte = codes.iter().position(|own| own == code).and_then(|byte| u8::try_from(byte).ok());
                byte.map_or(f64::NAN, |byte| item.value(byte))
            };
            measures.push(Measure {
                what: What::Item(name.to_owned()),
                question: Some(name),
                percent: item.counts.is_some(),
                value: Box::new(value),
            });
        } else {
            for (code, _) in question.choices {
                let what = What::Answer(name.to_owned(), code.clone());
                let value = move |own: &str| if own == code { 100.0 } else { 0.0 };
                measures.push(Measure { what, question: Some(name), percent: true, value: Box::new(value) });
            }
        }
    }
    let minutes = |seconds: &str| seconds.parse::<f64>().map_or(f64::NAN, |seconds| seconds / 60.0);
    measures.push(Measure { what: What::Minutes, question: None, percent: false, value: Box::new(minutes) });
    measures
}

/// Compares call-backs with the interviews of the same interviewers: those of groups all whose visits one of them made.
fn compare(
    held: &Held,
    form: &Form,
    live: &Live,
    groups: &BTreeMap<String, String>,
    called: &[(String, Given)],
) -> Comparison {
    let least = u64::from(held.campaign.setup.least);
    let measures = measures(held, form, live);
    let interviews: Vec<(usize, &String)> = (0..live.groups.len())
        .filter(|ballot| live.modes[*ballot] == Mode::Interview)
        .filter_map(|ballot| Some((ballot, groups.get(&live.places.ids[live.groups[ballot] as usize])?)))
        .collect();
    let classes = |measure: &Measure<'_>| -> Met {
        let mut classes = Classes::new();
        for (interviewer, given) in called {
            let said = match measure.question {
                Some(question) => given.answers.get(question).map(chiso_questionnaire::Answer::written),
                None => given.took.map(|took| took.to_string()),
            };
            let value = said.map_or(f64::NAN, |said| (measure.value)(&said));
            if !value.is_nan() {
                classes.entry(interviewer.clone()).or_default().0.push(value);
            }
        }
        let variable = measure.question.and_then(|name| live.variables.iter().position(|own| own.name == name));
        for (ballot, interviewer) in &interviews {
            let said = match variable {
                Some(variable) => {
                    live.variables[variable].codes.get(usize::from(live.columns[variable][*ballot])).cloned()
                }
                None if measure.question.is_none() => live.took[*ballot].map(|took| took.to_string()),
                None => None,
            };
            let value = said.map_or(f64::NAN, |said| (measure.value)(&said));
            if !value.is_nan() {
                classes.entry((*interviewer).clone()).or_default().1.push(value);
            }
        }
        classes.into_values().filter(|(again, written)| !again.is_empty() && !written.is_empty()).collect()
    };
    let classes: Vec<_> = measures.iter().map(classes).collect();
    let count = |classes: &Met, is_one: &dyn Fn(f64) -> bool| {
        let of = |values: &[f64]| values.iter().filter(|value| is_one(**value)).count() as u64;
        classes.iter().fold([0, 0], |[again, written], class| [again + of(&class.0), written + of(&class.1)])
    };
    let of: Vec<[u64; 2]> = classes.iter().map(|classes| count(classes, &|_| true)).collect();
    let is_said = |value: f64| value > 0.0;
    let said: Vec<_> = (measures.iter().zip(&classes))
        .map(|(measure, classes)| Some((measure.question.filter(|_| measure.percent)?, count(classes, &is_said))))
        .collect();
    let tells = telling(&said, &of, least);
    let comparisons = measures.len() as f64;
    let row = |((measure, classes), tells): ((Measure<'_>, Met), bool)| {
        let difference =
            Difference::of(&classes).filter(|found| !tells && found.values.0 >= least && found.values.1 >= least);
        let beyond_chance = difference.is_some_and(|found| found.p * comparisons < ERROR);
        Compared { what: measure.what, difference, percent: measure.percent, beyond_chance }
    };
    let (mut by_interviewer, mut by_group) = (Counts::new(), Counts::new());
    for (interviewer, _) in called {
        *by_interviewer.entry((String::new(), interviewer.clone())).or_default() += 1;
    }
    for (ballot, interviewer) in &interviews {
        let group = live.places.ids[live.groups[*ballot] as usize].clone();
        *by_group.entry((group, (*interviewer).clone())).or_default() += 1;
    }
    Comparison {
        called: by_interviewer,
        interviewed: by_group,
        rows: measures.into_iter().zip(classes).zip(tells).map(row).collect(),
    }
}

impl What {
    /// What it is called: the question, and the answer where one is compared.
    pub(super) fn label(&self, form: &Form, lang: Lang) -> Option<String> {
        let question = |name: &String| {
            let asked = questions(form, lang.tag()).into_iter().find(|question| question.item.name == *name)?;
            Some((form.text(&asked.item.label, lang.tag()).to_owned(), asked.choices))
        };
        match self {
            What::Minutes => None,
            What::Item(name) => question(name).map(|(label, _)| label),
            What::Answer(name, code) => question(name).map(|(label, choices)| {
                let choice = choices.into_iter().find(|(own, _)| own == code).map_or(code.clone(), |(_, label)| label);
                format!("{label}: {choice}")
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_fewer_than_the_least_number_is_not_told_nor_what_it_follows_from() {
        for (said, all, tells) in [
            // Two answers, and one.
            (&[5, 6][..], 11, &[false, false][..]),
            (&[1, 10], 11, &[true, true]),
            (&[0, 11], 11, &[false, false]),
            (&[1, 5, 6], 12, &[true, true, false]),
            (&[1], 9, &[true]),
            (&[8], 9, &[true]),
            (&[9], 9, &[false]),
        ] {
            let row = |count: &u64| Some(("q", [*count, 0]));
            let said: Vec<_> = said.iter().map(row).collect();
            assert_eq!(telling(&said, &vec![[all, 0]; said.len()], 5), tells, "{said:?} of {all}");
            let other: Vec<_> = said.iter().map(|row| row.map(|(name, [one, other])| (name, [other, one]))).collect();
            assert_eq!(telling(&other, &vec![[0, all]; said.len()], 5), tells, "interviews");
        }
        assert_eq!(telling(&[None, Some(("q", [1, 1]))], &[[3, 3], [9, 9]], 5), [false, true]);
    }

    #[test]
    fn what_is_shown_moves_by_the_least_number_also_where_counts_stay() {
        let counts = |some: &[(&str, &str, u64)]| -> Counts {
            some.iter().map(|(group, who, count)| (((*group).to_owned(), (*who).to_owned()), *count)).collect()
        };
        let of = |called: u64, interviewed: &[(&str, &str, u64)]| Comparison {
            called: counts(&[("", "an", called)]),
            interviewed: counts(interviewed),
            rows: Vec::new(),
        };
        let before = of(10, &[("1", "an", 8), ("2", "an", 3), ("3", "binh", 3)]);
        for (now, open, may) in [
            (of(10, &[("1", "an", 8), ("2", "an", 3), ("3", "binh", 3)]), true, true),
            (of(11, &[("1", "an", 8), ("2", "an", 3), ("3", "binh", 3)]), true, false),
            (of(15, &[("1", "an", 8), ("2", "an", 3), ("3", "binh", 3)]), true, true),
            (of(10, &[("1", "an", 9), ("2", "an", 3), ("3", "binh", 3)]), true, false),
            (of(10, &[("1", "an", 9), ("2", "an", 3), ("3", "binh", 3)]), false, true),
            (of(10, &[("1", "an", 13), ("2", "an", 3), ("3", "binh", 3)]), true, true),
            // Two groups change hands: as many as before, other people.
            (of(10, &[("1", "an", 8), ("2", "binh", 3), ("3", "an", 3)]), true, true),
            (of(10, &[("1", "an", 8), ("2", "binh", 3), ("3", "binh", 3)]), true, false),
            (of(10, &[("1", "an", 8), ("2", "an", 3)]), false, false),
        ] {
            assert_eq!(before.may_move_to(&now, 5, open), may, "{now:?}");
        }
    }
}
