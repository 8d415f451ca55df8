//! Small drawings beside a printed number. They are hidden from screen readers: the number says the same.

use std::fmt::Write;

use chiso_model::Cell;

use crate::svg::{Ink, colour, coordinate, point_list};

/// A bar of 120 x 10 that shows `value` as a share of `max`: for rows of a score tree. Only the track where either is missing or `max` is not above zero; a
/// value below zero, a penalty, fills nothing, one above `max`, a bonus, fills all.
pub fn share_bar(value: Cell, max: Cell) -> String {
    let share = match (value.value(), max.value()) {
        (Some(value), Some(max)) if max > 0.0 => Some((value / max).clamp(0.0, 1.0)),
        _ => None,
    };
    let mut body = format!("<rect width=\"120\" height=\"10\"{} fill=\"currentColor\"/>", colour(Ink::Line));
    match share {
        Some(share) => {
            let _ = write!(
                body,
                "<rect width=\"{}\" height=\"10\"{} fill=\"currentColor\"/>",
                coordinate(share * 120.0),
                colour(Ink::Bar)
            );
        }
        // No value: a hollow track, so that it is not taken for a zero.
        None => {
            body = format!(
                "<rect x=\"0.5\" y=\"0.5\" width=\"119\" height=\"9\"{} fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"3 3\"/>",
                colour(Ink::Muted)
            );
        }
    }
    inline("chart-share-bar", 120, 10, &body)
}

/// A line of 120 x 28 through the values, gaps where missing, the last known one marked: for rows of a ranking. Its axis runs from the least to the
/// greatest value.
pub fn spark(values: &[Cell]) -> String {
    let known = || values.iter().filter_map(|cell| cell.value());
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let count = values.len().saturating_sub(1).max(1) as f64;
    let place = |at: usize, value: f64| {
        let share = if high > low { (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0) } else { 0.5 };
        (4.0 + at as f64 / count * 112.0, 24.0 - share * 20.0)
    };
    let points: Vec<Option<(f64, f64)>> =
        values.iter().enumerate().map(|(at, cell)| cell.value().map(|value| place(at, value))).collect();
    let mut body = String::new();
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        if run.len() > 1 {
            let _ = write!(
                body,
                "<polyline points=\"{}\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>",
                point_list(&run),
                colour(Ink::Bar)
            );
        } else if let [(x, y)] = run[..] {
            let _ = write!(body, "{}", dot(x, y, 1.8, Ink::Bar));
        }
    }
    if let Some((x, y)) = points.iter().rev().flatten().next() {
        body.push_str(&dot(*x, *y, 3.0, Ink::Accent));
    }
    inline("chart-spark", 120, 28, &body)
}

fn dot(x: f64, y: f64, r: f64, ink: Ink) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{} fill=\"currentColor\"/>",
        coordinate(x),
        coordinate(y),
        coordinate(r),
        colour(ink)
    )
}

fn inline(kind: &str, width: u8, height: u8, body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-inline {kind}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" focusable=\"false\">{body}</svg>"
    )
}
