//! The published file: everything that is told of a survey, so that whoever has it can compute the page again and check the numbers against each other without a ballot.
//!
//! Sums of primary units are not in it: a village or an office has few ballots, and a sum over few tells of each of them. In their stead stand, for every item, the
//! estimate, its standard error, degrees of freedom and design effect, and the covariance matrices: of the items, from which the error of every score follows; of the
//! scores of each unit; and of one score between units, from which places follow. `docs/survey-results.md` has every field.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::Text;
use chiso_survey::Outcomes;
use chiso_survey::campaign::Mode;
use chiso_survey::score::Scale;
use serde::{Deserialize, Serialize};

use super::wrong::Wrong;

/// What a file of this kind says of itself.
pub(crate) const SCHEMA: &str = "chiso-survey-results/1";

/// Results of a survey as they were published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Published {
    /// [`SCHEMA`].
    pub(crate) schema: String,
    /// The version of chiso that computed it.
    pub(crate) engine: String,
    pub(crate) survey: About,
    pub(crate) issue: Issue,
    pub(crate) questionnaire: Questionnaire,
    pub(crate) sample: Sample,
    pub(crate) response: Response,
    /// Fewer ballots than these are not told of anybody.
    pub(crate) least: u64,
    pub(crate) interval: IntervalRule,
    /// Every score and item, each before what is under it.
    pub(crate) scores: Vec<Score>,
    /// Of the estimates of the items, over all ballots.
    pub(crate) covariance_of_items: Matrix,
    /// The rated units, in the order of their ids.
    pub(crate) units: Vec<Unit>,
    /// Of the estimates of one score between units, by the name of the score.
    pub(crate) covariance_between_units: BTreeMap<String, Matrix>,
}

/// Who asked whom, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// Id of the agency that ran it.
    pub(crate) owner: String,
    pub(crate) owner_title: Text,
    /// The year that results are about.
    pub(crate) year: i16,
    /// First and last day on which ballots were taken, in Việt Nam.
    pub(crate) opened: String,
    pub(crate) closed: String,
    pub(crate) modes: BTreeSet<Mode>,
    /// True where respondents were made up.
    pub(crate) simulated: bool,
}

/// Which issue of the results this is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    /// 1 for the first.
    pub(crate) number: usize,
    pub(crate) day: String,
    /// Why there is another; empty for the first.
    pub(crate) reason: String,
    /// SHA-256 of the issues before, the first one first.
    pub(crate) earlier: Vec<String>,
}

/// The questionnaire that was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Questionnaire {
    pub(crate) title: String,
    /// SHA-256 of its file.
    pub(crate) sha256: String,
    /// The hash of what it says, whatever file it stands in.
    pub(crate) form: String,
}

/// How the sample was drawn, as far as ballots tell it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sample {
    /// Groups of people who are alike to the design.
    pub(crate) groups: usize,
    /// The least and the greatest design weight.
    pub(crate) weights: (f64, f64),
    /// Stages of which the groups tell the units.
    pub(crate) stages: usize,
    pub(crate) strata: usize,
    /// Primary units; none where respondents themselves were drawn.
    pub(crate) clusters: Option<usize>,
    /// Whether finite populations were counted.
    pub(crate) finite_population: bool,
    /// How it was drawn, in the words of its method: seed, plan, SHA-256 of the frame.
    pub(crate) drawn: BTreeMap<String, String>,
}

/// Who answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Response {
    pub(crate) invited: u64,
    /// Invitations that were exchanged for a ballot.
    pub(crate) exchanged: u64,
    /// Ballots that count: I of AAPOR. None where they are fewer than the least number; then there are no rates.
    pub(crate) ballots: Option<u64>,
    /// R: declined, or exchanged and gave no ballot.
    pub(crate) refused: Option<u64>,
    /// NC: visited and not met.
    pub(crate) not_met: Option<u64>,
    /// O: visited and unable to answer.
    pub(crate) unable: Option<u64>,
    /// Not eligible: no longer there to be asked.
    pub(crate) not_eligible: Option<u64>,
    /// UO: the others, of whom nothing is known.
    pub(crate) unknown: Option<u64>,
    pub(crate) rr1: Option<f64>,
    pub(crate) rr2: Option<f64>,
    pub(crate) rr3: Option<f64>,
    /// Ballots by day.
    pub(crate) by_day: Vec<(String, Option<u64>)>,
    /// Ballots that could not be read, or of a group that is not known: in no estimate.
    pub(crate) unread: u64,
}

impl Response {
    /// What rates are computed from; none where it is not told.
    pub(crate) fn outcomes(&self) -> Option<Outcomes> {
        Some(Outcomes {
            complete: self.ballots?,
            refusal: self.refused?,
            non_contact: self.not_met?,
            other: self.unable?,
            not_eligible: self.not_eligible?,
            unknown_other: self.unknown?,
            ..Outcomes::default()
        })
    }
}

/// How intervals were made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntervalRule {
    /// What the interval is called, a share of one.
    pub(crate) level: f64,
    /// Standard errors to each side; none where there are no degrees of freedom.
    pub(crate) multiplier: Option<f64>,
    /// Degrees of freedom of Student’s t that the multiplier is the quantile of.
    pub(crate) df: f64,
}

/// A score, and what it is over all ballots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Score {
    pub(crate) name: String,
    pub(crate) label: Text,
    /// The score above; none of an index.
    pub(crate) parent: Option<String>,
    /// Its weight among the scores of one parent.
    pub(crate) weight: f64,
    /// Of an item, the question it is computed from.
    pub(crate) question: Option<String>,
    /// Codes that count, where an item is their share.
    pub(crate) codes: Option<Vec<String>>,
    pub(crate) scale: ScaleOf,
    /// The greatest value it can have, where there is one.
    pub(crate) highest: Option<f64>,
    /// None where it is not told.
    pub(crate) estimate: Option<Estimate>,
}

/// What a score is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScaleOf {
    /// Percent of answers: the interval is symmetric for log p/(1−p).
    Percent,
    /// A mean of codes: the interval is symmetric.
    Mean,
}

impl From<ScaleOf> for Scale {
    fn from(scale: ScaleOf) -> Scale {
        match scale {
            ScaleOf::Percent => Scale::Percent,
            ScaleOf::Mean => Scale::Plain,
        }
    }
}

/// An estimate with its error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) standard_error: Option<f64>,
    /// The ends of the interval.
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// Of an item over all ballots: how many answered, where that may be told.
    pub(crate) answered: Option<u64>,
    /// Respondents of a simple random sample that would tell as much.
    pub(crate) effective: Option<f64>,
    pub(crate) design_effect: Option<f64>,
}

/// A rated unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unit {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// None where they are not told; then nothing is.
    pub(crate) ballots: Option<u64>,
    /// By the name of the score.
    pub(crate) scores: BTreeMap<String, Estimate>,
    /// Of the scores above the items.
    pub(crate) covariance: Matrix,
}

/// A covariance matrix: of each name with those before it and itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Matrix {
    pub(crate) names: Vec<String>,
    pub(crate) lower: Vec<Vec<f64>>,
}

impl Matrix {
    /// The covariance of two, by their places.
    pub(crate) fn of(&self, a: usize, b: usize) -> Option<f64> {
        self.lower.get(a.max(b))?.get(a.min(b)).copied()
    }

    /// The covariance of two, by their names.
    pub(crate) fn named(&self, a: &str, b: &str) -> Option<f64> {
        let place = |name: &str| self.names.iter().position(|known| known == name);
        self.of(place(a)?, place(b)?)
    }

    /// Whether each name has its line, up to itself.
    fn is_whole(&self) -> bool {
        self.lower.len() == self.names.len() && self.lower.iter().zip(1..).all(|(line, length)| line.len() == length)
    }
}

impl Published {
    /// The file: the same results are the same bytes, and end in a line feed.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a file, and looks whether it is whole and in the one form there is.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn read(bytes: &[u8]) -> Result<Published, Wrong> {
        let published: Published = serde_json::from_slice(bytes).map_err(|error| Wrong::Unread(error.to_string()))?;
        if published.schema != SCHEMA {
            return Err(Wrong::Schema(published.schema));
        }
        let matrices = [&published.covariance_of_items]
            .into_iter()
            .chain(published.units.iter().map(|unit| &unit.covariance))
            .chain(published.covariance_between_units.values());
        if let Some(matrix) = matrices.into_iter().find(|matrix| !matrix.is_whole()) {
            return Err(Wrong::Matrix(matrix.names.first().cloned().unwrap_or_default()));
        }
        if published.bytes() == bytes { Ok(published) } else { Err(Wrong::NotCanonical) }
    }

    /// Whether it tells the same as another, whichever issue each is.
    pub(crate) fn tells_the_same(&self, other: &Published) -> bool {
        let other = Published { issue: self.issue.clone(), engine: self.engine.clone(), ..other.clone() };
        *self == other
    }

    /// The first index.
    pub(crate) fn index(&self) -> Option<&Score> {
        self.scores.iter().find(|score| score.parent.is_none())
    }

    /// What is directly under a score.
    pub(crate) fn under<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Score> + 'a {
        self.scores.iter().filter(move |score| score.parent.as_deref() == Some(name))
    }

    /// The share of each item in a score: its weight times those of the scores between, each divided by the sum among its siblings.
    pub(crate) fn item_weights(&self, name: &str) -> Vec<(String, f64)> {
        let under: Vec<&Score> = self.under(name).collect();
        if under.is_empty() {
            return vec![(name.to_owned(), 1.0)];
        }
        let sum: f64 = under.iter().map(|score| score.weight).sum();
        let of = |score: &&Score| {
            let share = score.weight / sum;
            self.item_weights(&score.name).into_iter().map(move |(item, weight)| (item, share * weight))
        };
        under.iter().flat_map(of).collect()
    }
}
