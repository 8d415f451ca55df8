//! What is held in memory of each ballot: one byte for each question with a choice or a scale. From them come the scored items, the groups that people choose to see,
//! and the flags.

use std::collections::BTreeSet;

use chiso_estimate::{Estimand, Kind};
use chiso_questionnaire::{Answers, Form, QuestionType, Statistic};
use chiso_survey::score::Scale;

/// The byte of no answer.
pub(crate) const NONE: u8 = u8::MAX;
/// More answers than these a question to group by does not have.
const FEW: usize = 30;

/// A question whose answers are held.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Variable {
    /// Its name.
    pub(crate) name: String,
    /// Its answers as they are written, in their order; the byte is the place here.
    pub(crate) codes: Vec<String>,
    /// Whether groups of people are shown by it: one choice, not scored, not a row of a grid.
    pub(crate) groups: bool,
}

/// An item that is scored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The place of its node in the scoring.
    pub(crate) node: usize,
    /// The place of its question among the variables.
    pub(crate) variable: usize,
    /// The value of each byte, NaN for none.
    pub(crate) values: Vec<f64>,
    /// Bytes that count, where it is a share.
    pub(crate) counts: Option<Vec<f64>>,
}

impl Item {
    /// How its answers are tallied.
    pub(crate) fn kind(&self) -> Kind {
        Kind::Codes(self.values.clone())
    }

    /// The value of an answer by its byte: of a share 100 where it counts, else 0. NaN for none.
    pub(crate) fn value(&self, byte: u8) -> f64 {
        let value = self.values.get(usize::from(byte)).copied().unwrap_or(f64::NAN);
        match &self.counts {
            Some(counts) if !value.is_nan() => self.factor() * f64::from(u8::from(counts.contains(&value))),
            _ => value,
        }
    }

    /// What is estimated of it, as the item of a number.
    pub(crate) fn estimand(&self, item: usize) -> Estimand {
        match &self.counts {
            Some(levels) => Estimand::Share { item, levels: levels.clone() },
            None => Estimand::Mean(item),
        }
    }

    /// What an estimate is multiplied by: shares are told in percent.
    pub(crate) fn factor(&self) -> f64 {
        if self.counts.is_some() { 100.0 } else { 1.0 }
    }
}

/// The variables of a form, in the order of the form.
pub(crate) fn variables(form: &Form) -> Vec<Variable> {
    let scored: BTreeSet<&str> = form
        .scoring()
        .nodes
        .iter()
        .filter_map(|node| node.item.as_ref())
        .map(|(question, _)| question.as_str())
        .collect();
    let in_grids: BTreeSet<usize> =
        (0..form.items().len()).flat_map(|group| form.grids(group)).flat_map(|grid| grid.rows).collect();
    let variable = |(number, item): (usize, &chiso_questionnaire::Item)| {
        let (codes, choice): (Vec<String>, bool) = match &item.answerable()?.kind {
            QuestionType::SelectOne(select) => {
                (form.choices(&select.list).iter().map(|choice| choice.code.clone()).collect(), true)
            }
            QuestionType::Range(range) => (range.numbers().into_iter().map(chiso_model::shortest).collect(), false),
            _ => return None,
        };
        let groups =
            choice && codes.len() <= FEW && !scored.contains(item.name.as_str()) && !in_grids.contains(&number);
        (codes.len() < usize::from(NONE)).then(|| Variable { name: item.name.clone(), codes, groups })
    };
    form.items().iter().enumerate().filter_map(variable).collect()
}

/// The scored items of a form, in the order of its scoring. What has more answers than a byte tells is not among them.
pub(crate) fn items(form: &Form, variables: &[Variable]) -> Vec<Item> {
    let item = |(node, question, statistic): (usize, &String, &Statistic)| {
        let variable = variables.iter().position(|variable| variable.name == *question)?;
        let codes = &variables[variable].codes;
        let mut item = match statistic {
            Statistic::Mean => {
                let values = codes.iter().map(|code| code.parse().unwrap_or(f64::NAN)).collect();
                Item { node, variable, values, counts: None }
            }
            Statistic::Share(wanted) => {
                let values: Vec<f64> = (0..codes.len()).map(|byte| byte as f64).collect();
                let same = |code: &String| {
                    wanted.iter().any(|other| {
                        other == code || other.parse::<f64>().ok().is_some_and(|other| code.parse() == Ok(other))
                    })
                };
                let counts =
                    codes.iter().zip(&values).filter(|(code, _)| same(code)).map(|(_, value)| *value).collect();
                Item { node, variable, values, counts: Some(counts) }
            }
        };
        // A byte for no answer.
        item.values.push(f64::NAN);
        Some(item)
    };
    let nodes = form.scoring().nodes.iter().enumerate();
    nodes
        .filter_map(|(node, score)| score.item.as_ref().map(|(question, statistic)| (node, question, statistic)))
        .filter_map(item)
        .collect()
}

/// What a score is measured on: percent where every item under it is a share.
pub(crate) fn scale(items: &[Item], weights: &[(usize, f64)]) -> Scale {
    let shares = weights.iter().all(|(item, _)| items.get(*item).is_some_and(|item| item.counts.is_some()));
    if shares { Scale::Percent } else { Scale::Plain }
}

/// The bytes of a ballot.
pub(crate) fn bytes(variables: &[Variable], answers: &Answers) -> Vec<u8> {
    let byte = |variable: &Variable| {
        let written = answers.get(&variable.name).map(chiso_questionnaire::Answer::written);
        let place = written.and_then(|written| variable.codes.iter().position(|code| *code == written));
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or(NONE)
    };
    variables.iter().map(byte).collect()
}
