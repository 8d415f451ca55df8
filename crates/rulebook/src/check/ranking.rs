//! Groups, bands and intervals.

use super::{At, Check, interval};
use crate::definition::{Bands, Interval, Ranking};
use crate::message::MeaningProblem;

/// How far a multiplier may lie from the quantile of its level: printed multipliers have two or three digits (1.96 for 1.95996).
const MULTIPLIER_TOLERANCE: f64 = 0.005;

impl<'a> Check<'a> {
    /// What the rulebook says for its root.
    pub(super) fn ranking(&mut self) {
        let rulebook = self.rulebook;
        self.groups("rank", &rulebook.rank);
        if let Some(bands) = &rulebook.bands {
            self.bands("bands", bands, rulebook.tree.max);
        }
    }

    pub(super) fn node_ranking(&mut self, at: &At<'a>) {
        if let Some(rank) = &at.node.rank {
            self.groups(&format!("{}/rank", at.path), rank);
        }
        if let Some(bands) = &at.node.bands {
            self.bands(&format!("{}/bands", at.path), bands, at.node.max);
        }
        if let Some(interval) = &at.node.interval {
            self.interval(&format!("{}/interval", at.path), interval);
        }
    }

    fn groups(&mut self, path: &str, rank: &Ranking) {
        if let Some(groups) = &rank.groups {
            self.attribute(&format!("{path}/groups/attribute"), "attribute", groups.attribute.as_str());
        }
    }

    fn bands(&mut self, path: &str, bands: &Bands, max: Option<f64>) {
        let (path, quantiles) = match bands {
            Bands::Cuts(_) => (format!("{path}/cuts"), false),
            Bands::Quantiles(_) => (format!("{path}/quantiles"), true),
        };
        let bands = bands.bands();
        if bands.is_empty() {
            self.error(&path, MeaningProblem::NoBands);
        }
        self.doubled(
            "bands",
            bands.iter().enumerate().map(|(i, b)| (b.id.to_string(), format!("{path}/{i}/id"))).collect(),
        );
        let cuts: Vec<f64> = bands.iter().filter_map(|band| band.from.map(|from| from.0)).collect();
        let highest_first =
            cuts.len() > 1 && cuts.is_sorted_by(|a, b| a > b) && bands.last().is_some_and(|b| b.from.is_none());
        if highest_first {
            self.error(&path, MeaningProblem::HighestBandFirst);
            return;
        }
        for (i, band) in bands.iter().enumerate() {
            let at = format!("{path}/{i}");
            let before = i.checked_sub(1).and_then(|b| bands[b].from);
            match band.from {
                Some(_) if i == 0 => {
                    self.error(&format!("{at}/from"), MeaningProblem::LowestBandFrom { band: band.id.to_string() });
                }
                None if i > 0 => self.error(&at, MeaningProblem::BandWithoutFrom { band: band.id.to_string() }),
                Some(from) => {
                    if let Some(before) = before.filter(|before| from.0 <= before.0) {
                        let problem = MeaningProblem::NotAscending { from: from.0, before: before.0 };
                        self.error(&format!("{at}/from"), problem);
                    }
                    // A percentage is read as a share of 1: a cut of 0.9 points cannot be meant where 100 can be had.
                    if let Some(max) = max.filter(|max| !quantiles && *max > 1.0 && from.0 > 0.0 && from.0 <= 1.0) {
                        self.error(&format!("{at}/from"), MeaningProblem::CutIsAShare { from: from.0, max });
                    }
                    if quantiles {
                        self.share(&format!("{at}/from"), "from", from.0);
                    }
                }
                None => {}
            }
        }
    }

    fn interval(&mut self, path: &str, interval: &Interval) {
        self.fact(&format!("{path}/standard_error"), "standard_error", interval.standard_error.as_str());
        let (multiplier, level) = (interval.multiplier, interval.level.0);
        self.positive(&format!("{path}/multiplier"), "multiplier", multiplier);
        if level <= 0.0 || level >= 1.0 {
            self.error(&format!("{path}/level"), MeaningProblem::NotAShare { key: "level".into(), value: level });
            return;
        }
        let real_multiplier = interval::multiplier_of(level);
        if multiplier > 0.0 && (multiplier - real_multiplier).abs() > MULTIPLIER_TOLERANCE {
            let real_level = interval::level_of(multiplier);
            let problem = MeaningProblem::IntervalLevel { multiplier, level, real_level, real_multiplier };
            self.error(&format!("{path}/level"), problem);
        }
    }
}
