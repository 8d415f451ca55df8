//! Weights of the parts of a branch.

use super::{At, Check, PartOf};
use crate::definition::{Aggregate, Weight, WeightSource, Weights};
use crate::message::MeaningProblem;

impl<'a> Check<'a> {
    pub(super) fn weights(&mut self, at: &At<'a>) {
        let parts = self.parts(at);
        for part in &parts {
            if let Some(weight) = part.weight {
                self.weight(&format!("{}/weight", part.path), weight);
            }
        }
        // A root or companion is no part, but its weight should make sense too.
        if let Some(weight) = at.node.weight.as_ref().filter(|_| !at.path.contains("/children/")) {
            self.weight(&format!("{}/weight", at.path), weight);
        }
        let without: Vec<&PartOf<'_>> = parts.iter().filter(|part| part.weight.is_none()).collect();
        match at.node.weights {
            None if !without.is_empty() && without.len() < parts.len() => {
                let without = without.iter().map(|part| part.id.to_owned()).collect();
                self.error(&at.path, MeaningProblem::SomeWeights { node: at.node.id.to_string(), without });
            }
            Some(Weights::Given) => {
                for part in without {
                    self.error(&part.path, MeaningProblem::WeightMissing { part: part.id.to_owned() });
                }
            }
            Some(weights @ (Weights::Equal | Weights::Points)) => {
                let name = if weights == Weights::Equal { "equal" } else { "points" };
                for part in parts.iter().filter(|part| part.weight.is_some()) {
                    let problem = MeaningProblem::WeightUnused { part: part.id.to_owned(), weights: name };
                    self.warn(&format!("{}/weight", part.path), problem);
                }
                let pointless = |part: &&PartOf<'_>| part.node.is_some_and(|node| node.max.is_none());
                for part in parts.iter().filter(|_| weights == Weights::Points).filter(pointless) {
                    self.error(&part.path, MeaningProblem::NoPointsForWeight { part: part.id.to_owned() });
                }
            }
            None => {}
        }
        let own = matches!(at.node.weights, None | Some(Weights::Given));
        if own && matches!(self.aggregate(at.node), Some(Aggregate::Copeland)) {
            for part in parts.iter().filter(|part| matches!(part.weight, Some(Weight::Other(WeightSource::Fact(_))))) {
                self.error(
                    &format!("{}/weight", part.path),
                    MeaningProblem::CopelandWeight { part: part.id.to_owned() },
                );
            }
        }
        let all_zero = !parts.is_empty() && parts.iter().all(|part| matches!(part.weight, Some(Weight::Number(0.0))));
        let divides = !matches!(
            self.aggregate(at.node),
            Some(Aggregate::Sum | Aggregate::Product | Aggregate::Minimum | Aggregate::Ratio)
        );
        if all_zero && divides && matches!(at.node.weights, None | Some(Weights::Given)) {
            self.error(&at.path, MeaningProblem::AllWeightsZero { node: at.node.id.to_string() });
        }
    }

    fn weight(&mut self, path: &str, weight: &Weight) {
        match weight {
            Weight::Number(number) => self.not_negative(path, *number),
            Weight::Other(WeightSource::Fact(fact)) => self.fact(&format!("{path}/fact"), "fact", fact.as_str()),
            Weight::Other(WeightSource::ByYear(years)) => {
                let path = format!("{path}/by_year");
                let mut first: Option<i16> = None;
                let mut good = true;
                for (year, weight) in years {
                    let of_year = format!("{path}/{year}");
                    self.not_negative(&of_year, *weight);
                    let four_digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
                    if let Some(number) = year.parse::<i16>().ok().filter(|_| four_digits) {
                        first = Some(first.map_or(number, |f| f.min(number)));
                    } else {
                        good = false;
                        self.error(&of_year, MeaningProblem::NotAYear { year: year.clone() });
                    }
                }
                let problem = MeaningProblem::NoYearInForce { first, valid_from: self.rulebook.valid.from };
                if first.is_none() && good {
                    self.error(&path, problem);
                    return;
                }
                let Some(valid) = self.valid else { return };
                match first {
                    Some(first) if valid.to.is_some_and(|to| to.year() < first) => self.error(&path, problem),
                    Some(first) if valid.from.year() < first => self.warn(&path, problem),
                    _ => {}
                }
            }
        }
    }

    fn not_negative(&mut self, path: &str, weight: f64) {
        if weight < 0.0 {
            self.error(path, MeaningProblem::NegativeWeight { weight });
        }
    }
}
