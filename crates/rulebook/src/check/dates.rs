//! Days on which the rulebook and its rules are in force.

use chiso_model::Date;

use super::{At, Check};
use crate::definition::{Dated, Rules, Validity};
use crate::message::MeaningProblem;

impl Check<'_> {
    pub(super) fn dates(&mut self) {
        self.validity("valid", self.rulebook.valid);
        for at in self.nodes.clone() {
            if let Some(Rules::Dated(dated)) = &at.node.rule {
                self.dated(&at, dated);
            }
        }
    }

    fn validity(&mut self, path: &str, valid: Validity) -> bool {
        match valid.to {
            Some(to) if to < valid.from => {
                self.error(&format!("{path}/to"), MeaningProblem::EndsBeforeStart { from: valid.from, to });
                false
            }
            _ => true,
        }
    }

    /// Exactly one rule is in force on each day of the rulebook.
    fn dated(&mut self, at: &At<'_>, dated: &[Dated]) {
        if dated.is_empty() {
            self.error(&format!("{}/rule", at.path), MeaningProblem::NoDatedRule);
            return;
        }
        let mut good = true;
        for (i, rule) in dated.iter().enumerate() {
            good &= self.validity(&format!("{}/rule/{i}/valid", at.path), rule.valid);
        }
        if !good {
            return;
        }
        // Where the rulebook's own time is not known, it is that of its rules.
        let times = dated.iter().map(|rule| rule.valid);
        let first = times.clone().map(|valid| valid.from).min().unwrap_or(self.rulebook.valid.from);
        let open = times.clone().any(|valid| valid.to.is_none());
        let last = times.filter_map(|valid| valid.to).max().filter(|_| !open);
        let whole = self.valid.unwrap_or(Validity { from: first, to: last });
        let mut order: Vec<(Validity, String)> =
            dated.iter().enumerate().map(|(i, d)| (d.valid, format!("{}/rule/{i}/valid", at.path))).collect();
        order.sort_by_key(|(valid, _)| valid.from);
        // The rule that reaches furthest so far: an earlier one may end after a later one.
        let mut reach = ("valid".to_owned(), Some(before(whole.from)));
        for (i, (valid, path)) in order.iter().enumerate() {
            let overlaps = i > 0 && reach.1.is_none_or(|end| valid.from <= end);
            if overlaps {
                let other = self.place(&reach.0);
                self.error(path, MeaningProblem::Overlap { day: valid.from, other });
            } else if let Some(end) = reach.1
                && after(end) < valid.from
                && whole.to.is_none_or(|to| after(end) <= to)
            {
                let last = whole.to.map_or(before(valid.from), |to| to.min(before(valid.from)));
                let other = self.place(&reach.0);
                self.error(path, MeaningProblem::Gap { from: after(end), to: Some(last), other });
            }
            if reach.1.is_some_and(|end| valid.to.is_none_or(|to| to > end)) {
                reach = (path.clone(), valid.to);
            }
        }
        if let Some(end) = reach.1
            && whole.to.is_none_or(|to| end < to)
        {
            let other = self.place("valid");
            self.error(&reach.0, MeaningProblem::Gap { from: after(end), to: whole.to, other });
        }
    }
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
