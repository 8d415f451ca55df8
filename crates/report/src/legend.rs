//! The legend that maps share.

use chiso_model::{Lang, Missing};

use crate::svg::{Canvas, Ink, SMALL, Set};
use crate::words::missing_words;
use crate::{LegendClass, RAMP_CLASSES, measure};

/// Draws the legend of a map from the top of the drawing, right of `left`; gives where it ends. `blank` adds the mark of "no data yet".
pub(crate) fn map_legend(canvas: &mut Canvas, legend: &[LegendClass], blank: bool, left: f64, lang: Lang) -> f64 {
    let mut entries: Vec<(Option<u8>, &str)> =
        legend.iter().map(|entry| (Some(entry.class.min(RAMP_CLASSES - 1)), entry.label.as_str())).collect();
    // Read from the best down, as a table of ranks is.
    entries.reverse();
    if blank {
        entries.push((None, missing_words(Missing::Blank, lang)));
    }
    let columns = if canvas.narrow() { 2 } else { 1 };
    let room = (canvas.width - left) / columns as f64;
    let per_column = entries.len().div_ceil(columns).max(1);
    for (i, (class, label)) in entries.iter().enumerate() {
        let x = left + (i / per_column) as f64 * room;
        let y = canvas.top + (i % per_column) as f64 * 22.0;
        canvas.swatch(*class, x, y);
        canvas.text(x + 29.0, y + 12.5, Set::new(SMALL, Ink::Text), &measure::fit(label, SMALL, room - 31.0));
    }
    canvas.top + per_column as f64 * 22.0
}
