//! How a criterion is scored over all units: what an appraiser looks at to judge alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::{Cell, Lang};
use chiso_report::{Chart as _, DistributionStrip, Dot, Frame, Reference};
use chiso_round::{Assessment, Criterion};

use crate::held::Held;
use crate::named::Named;
use crate::words::{say, say_with};

/// The points of all units at a criterion as they stand, with one unit named; nothing before two units have points.
pub(super) fn distribution(
    lang: Lang,
    held: &Held,
    names: &Named,
    criterion: &Criterion,
    unit: &str,
    assessments: &BTreeMap<String, Arc<Assessment>>,
) -> Option<String> {
    let points = |id: &str| assessments.get(id)?.item(&criterion.id)?.effective()?.points.value();
    let dots: Vec<Dot> = held
        .round
        .setup
        .units
        .iter()
        .filter_map(|entrant| {
            let value = Cell::number(points(&entrant.unit)?);
            Some(Dot { label: names.get(&entrant.unit, lang), value, highlight: entrant.unit == unit })
        })
        .collect();
    if dots.len() < 2 {
        return None;
    }
    let values: Vec<f64> = dots.iter().filter_map(|dot| dot.value.value()).collect();
    let mean = chiso_model::exact_sum(&values) / values.len() as f64;
    let count = chiso_model::decimal(values.len() as f64, 0, lang);
    let frame = Frame {
        title: say_with(lang, "appraisal-distribution", &[("count", count.into())]),
        subtitle: names.get(&criterion.id, lang),
        unit: say(lang, "entry-points-unit"),
        digits: 2,
        lang,
        ..Frame::default()
    };
    let reference = Some(Reference { label: say(lang, "appraisal-mean"), value: mean });
    let strip = DistributionStrip { frame, dots, reference, range: criterion.range };
    Some(format!("<figure class=\"chart\">{}</figure>", strip.responsive()))
}
