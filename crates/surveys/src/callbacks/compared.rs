//! What people say again against what interviewers wrote down: question by question, interviewer by interviewer, never person by person.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chiso_estimate::Difference;
use chiso_model::Lang;
use chiso_questionnaire::Form;
use chiso_survey::campaign::{Mode, Phase};
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

/// The comparisons of a campaign, from how many ballots they are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comparison {
    called: u64,
    interviewed: u64,
    pub(super) rows: Vec<Compared>,
}

/// What was shown of each campaign: while ballots come in, it moves when enough of both sorts joined, so that nobody learns what one person says by comparing two looks.
#[derive(Default)]
pub(crate) struct Shown(Mutex<BTreeMap<String, Arc<Comparison>>>);

/// The values of a comparison, by interviewer: of call-backs, and of interviews.
type Classes = BTreeMap<String, (Vec<f64>, Vec<f64>)>;

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
        let mut shown = self.called.0.lock().unwrap_or_else(PoisonError::into_inner);
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
    /// Whether so many ballots joined since that what they say can be shown: of each sort none, or the least number. Interviews end with the survey; calls may go on.
    fn may_move_to(&self, now: &Comparison, least: u64, open: bool) -> bool {
        let enough = |before: u64, now: u64| now == before || now >= before + least;
        enough(self.called, now.called) && (!open || enough(self.interviewed, now.interviewed))
    }
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

/// Compares call-backs with the interviews of the same interviewers.
fn compare(
    held: &Held,
    form: &Form,
    live: &Live,
    groups: &BTreeMap<String, String>,
    called: &[(String, Given)],
) -> Comparison {
    let least = u64::from(held.campaign.setup.least);
    let measures = measures(held, form, live);
    let count = measures.len() as f64;
    let interviews: Vec<(usize, &String)> = (0..live.groups.len())
        .filter(|ballot| live.modes[*ballot] == Mode::Interview)
        .filter_map(|ballot| Some((ballot, groups.get(&live.places.ids[live.groups[ballot] as usize])?)))
        .collect();
    let row = |measure: Measure<'_>| {
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
        let classes: Vec<(Vec<f64>, Vec<f64>)> = classes.into_values().collect();
        let difference = Difference::of(&classes).filter(|found| found.values.0 >= least && found.values.1 >= least);
        let beyond_chance = difference.is_some_and(|found| found.p * count < ERROR);
        Compared { what: measure.what, difference, percent: measure.percent, beyond_chance }
    };
    Comparison {
        called: called.len() as u64,
        interviewed: interviews.len() as u64,
        rows: measures.into_iter().map(row).collect(),
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
