//! Sentences about a result that was computed here, made from the engine's summary and from nothing else.

use chiso_catalogue::{Catalogue, Dataset};
use chiso_engine::{ChangeSummary, Extreme, NodeSummary};
use chiso_model::{Lang, Rounding, RoundingMode, decimal};
use chiso_rulebook::definition::Node;

use super::names;
use super::sentences::Sentence;
use crate::site::Computed;
use chiso_web::format::signed;

/// What can be said of a computed data set, in the order of the page.
pub(crate) fn sentences(catalogue: &Catalogue, dataset: &Dataset, computed: &Computed, lang: Lang) -> Vec<Sentence> {
    let s = Speaker { catalogue, dataset, computed, lang, digits: computed.outcome.root().rounding.digits };
    let Some(root) = computed.summary.nodes.first() else { return Vec::new() };
    let mut texts: Vec<String> = Vec::new();
    texts.extend(s.mean(root));
    texts.extend(s.extremes(root));
    texts.extend(root.change.as_ref().map(|change| s.movement(change)));
    texts.extend(s.bands(root));
    texts.extend(s.components());
    texts
        .into_iter()
        .map(|text| Sentence {
            text,
            basis: String::new(),
            sources: Vec::new(),
            badges: Vec::new(),
            figures: Vec::new(),
        })
        .collect()
}

/// Who leads, as the sentence of the answer.
pub(crate) fn leader(catalogue: &Catalogue, dataset: &Dataset, computed: &Computed, lang: Lang) -> Option<String> {
    let s = Speaker { catalogue, dataset, computed, lang, digits: computed.outcome.root().rounding.digits };
    s.extremes(computed.summary.nodes.first()?)
}

struct Speaker<'a> {
    catalogue: &'a Catalogue,
    dataset: &'a Dataset,
    computed: &'a Computed,
    lang: Lang,
    digits: u8,
}

impl Speaker<'_> {
    fn number(&self, value: f64) -> String {
        decimal(self.rounded(value), self.digits, self.lang)
    }

    fn rounded(&self, value: f64) -> f64 {
        Rounding { digits: self.digits, mode: RoundingMode::HalfUp }.round(value)
    }

    fn names(&self, extreme: &Extreme) -> String {
        let name = |id: &String| {
            let unit = self.dataset.scheme.and_then(|scheme| self.catalogue.unit(scheme, id));
            unit.map_or_else(|| id.clone(), |unit| unit.name.get(self.lang).to_owned())
        };
        let mut names: Vec<String> = extreme.units.iter().take(3).map(name).collect();
        if extreme.units.len() > 3 {
            let rest = extreme.units.len() - 3;
            names.push(match self.lang {
                Lang::Vi => format!("{rest} đơn vị khác"),
                Lang::En => format!("{rest} others"),
            });
        }
        names.join(", ")
    }

    fn mean(&self, root: &NodeSummary) -> Option<String> {
        let mean = self.number(root.mean?);
        let units = names::units(self.dataset.level, self.lang);
        let count = root.count;
        let mut text = match self.lang {
            Lang::Vi => format!("Trung bình của {count} {units} là {mean} điểm"),
            Lang::En => format!("The mean of {count} {units} is {mean} points"),
        };
        let change = root.change.as_ref().and_then(|change| change.mean).map(|mean| self.rounded(mean));
        if let Some((change, before)) = change.zip(self.computed.previous) {
            let size = decimal(change.abs(), self.digits, self.lang);
            let more = match (change > 0.0, change < 0.0, self.lang) {
                (true, _, Lang::Vi) => format!(", tăng {size} điểm so với {before}"),
                (_, true, Lang::Vi) => format!(", giảm {size} điểm so với {before}"),
                (_, _, Lang::Vi) => format!(", không đổi so với {before}"),
                (true, _, Lang::En) => format!(", up {size} on {before}"),
                (_, true, Lang::En) => format!(", down {size} on {before}"),
                (_, _, Lang::En) => format!(", unchanged on {before}"),
            };
            text.push_str(&more);
        }
        Some(text + ".")
    }

    fn extremes(&self, root: &NodeSummary) -> Option<String> {
        let (max, min) = (root.max.as_ref()?, root.min.as_ref()?);
        let (best, worst) = (self.names(max), self.names(min));
        let (high, low) = (self.number(max.value), self.number(min.value));
        Some(match self.lang {
            Lang::Vi => format!("{best} dẫn đầu với {high} điểm; thấp nhất là {worst} với {low} điểm."),
            Lang::En => format!("{best} leads with {high} points; the lowest is {worst} with {low} points."),
        })
    }

    fn movement(&self, change: &ChangeSummary) -> String {
        let (up, down, same) = (change.up, change.down, change.same);
        let mut text = match self.lang {
            Lang::Vi => format!("{up} đơn vị tăng điểm, {down} đơn vị giảm, {same} đơn vị giữ nguyên"),
            Lang::En => format!("{up} {} gained, {down} lost, {same} stayed", if up == 1 { "unit" } else { "units" }),
        };
        if let Some(best) = change.best.as_ref().filter(|best| best.value > 0.0) {
            let (names, size) = (self.names(best), signed(self.rounded(best.value), self.digits, self.lang));
            let more = match self.lang {
                Lang::Vi => format!("; tăng nhiều nhất là {names} ({size})"),
                Lang::En => format!("; the greatest gain is that of {names} ({size})"),
            };
            text.push_str(&more);
        }
        if let Some(worst) = change.worst.as_ref().filter(|worst| worst.value < 0.0) {
            let (names, size) = (self.names(worst), signed(self.rounded(worst.value), self.digits, self.lang));
            let more = match self.lang {
                Lang::Vi => format!("; giảm nhiều nhất là {names} ({size})"),
                Lang::En => format!("; the greatest loss is that of {names} ({size})"),
            };
            text.push_str(&more);
        }
        text + "."
    }

    fn bands(&self, root: &NodeSummary) -> Option<String> {
        let rulebook = &self.computed.shipped.rulebook;
        let bands = rulebook.bands.as_ref().or(rulebook.tree.bands.as_ref())?;
        let mut counts: Vec<_> = root.bands.iter().collect();
        let cut = |id: &str| {
            let band = bands.bands().iter().find(|band| band.id.as_str() == id);
            band.and_then(|band| band.from).map_or(f64::NEG_INFINITY, |from| from.0)
        };
        counts.sort_by(|a, b| cut(&b.band).total_cmp(&cut(&a.band)));
        let list: Vec<String> = counts
            .into_iter()
            .filter(|count| count.count > 0)
            .map(|count| {
                let band = bands.bands().iter().find(|band| band.id.as_str() == count.band);
                let title = band.map_or(count.band.as_str(), |band| band.title.get(self.lang));
                format!("{title}: {}", count.count)
            })
            .collect();
        (!list.is_empty()).then(|| {
            let list = list.join("; ");
            match self.lang {
                Lang::Vi => format!("Số đơn vị theo nhóm – {list}."),
                Lang::En => format!("Units by band – {list}."),
            }
        })
    }

    /// Best and worst part by the share of its max points, and by its change.
    fn components(&self) -> Vec<String> {
        let outcome = &self.computed.outcome;
        let nodes = self.computed.shipped.rulebook.tree.walk();
        let title = |id: &str| -> String {
            let node = nodes.iter().find(|node| node.id.as_str() == id);
            node.map_or(id, |node: &&Node| node.title.get(self.lang)).to_owned()
        };
        let parts: Vec<&NodeSummary> =
            outcome.root().parts.iter().filter_map(|part| self.computed.summary.nodes.get(*part)).collect();
        let mut texts = Vec::new();
        let mut by_share: Vec<(&NodeSummary, f64)> =
            parts.iter().filter_map(|part| Some((*part, part.mean_share?))).collect();
        by_share.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let (Some(best), Some(worst)) = (by_share.first(), by_share.last())
            && best.0.node != worst.0.node
        {
            let share = |share: f64| chiso_web::format::percent(share, 1, self.lang);
            let (a, b) = (title(&best.0.node), title(&worst.0.node));
            let (high, low) = (share(best.1), share(worst.1));
            texts.push(match self.lang {
                Lang::Vi => format!("Đạt tỷ lệ điểm cao nhất là “{a}” ({high}), thấp nhất là “{b}” ({low})."),
                Lang::En => {
                    format!("The highest share of points is reached in “{a}” ({high}), the lowest in “{b}” ({low}).")
                }
            });
        }
        let mut by_change: Vec<(&NodeSummary, f64)> =
            parts.iter().filter_map(|part| Some((*part, self.rounded(part.change.as_ref()?.mean?)))).collect();
        by_change.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let (Some(best), Some(worst)) = (by_change.first(), by_change.last())
            && best.0.node != worst.0.node
        {
            let (a, b) = (title(&best.0.node), title(&worst.0.node));
            let size = |value: f64| signed(value, self.digits, self.lang);
            let (gain, loss) = (size(best.1), size(worst.1));
            texts.push(match self.lang {
                Lang::Vi => format!("So với kỳ trước, thay đổi tốt nhất ở “{a}” ({gain}), kém nhất ở “{b}” ({loss})."),
                Lang::En => format!(
                    "Against the earlier period the best change is in “{a}” ({gain}), the worst in “{b}” ({loss})."
                ),
            });
        }
        if let Some(full) = parts.iter().filter(|part| part.at_full > 0).max_by_key(|part| part.at_full) {
            let (name, count) = (title(&full.node), full.at_full);
            texts.push(match self.lang {
                Lang::Vi => format!("{count} đơn vị đạt điểm tối đa ở “{name}”."),
                Lang::En if count == 1 => format!("1 unit reaches full points in “{name}”."),
                Lang::En => format!("{count} units reach full points in “{name}”."),
            });
        }
        texts
    }
}
