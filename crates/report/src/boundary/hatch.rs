//! Strokes inside a shape: "no value". A pattern would need an id, and a page may hold the chart twice.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::simplify::Spot;
use crate::svg::coordinate;

/// Distance of the strokes, in tenths.
const STEP: i32 = 80;

/// Diagonal strokes inside rings by the even-odd rule, as the data of a path.
pub(super) fn hatch(rings: &[Vec<Spot>]) -> String {
    // Turned by 45 degrees: a stroke is a row, and its place along the row is x - y.
    let mut rows: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for ring in rings {
        for (at, from) in ring.iter().enumerate() {
            let to = ring[(at + 1) % ring.len()];
            let (a, b) = (from.0 + from.1, to.0 + to.1);
            let (low, high) = (a.min(b), a.max(b));
            let mut row = low.div_euclid(STEP) * STEP;
            while row < high {
                // Half-open, so that a corner on a row is crossed once.
                if row >= low {
                    let share = f64::from(row - a) / f64::from(b - a);
                    let (start, end) = (f64::from(from.0 - from.1), f64::from(to.0 - to.1));
                    rows.entry(row).or_default().push(start + share * (end - start));
                }
                row += STEP;
            }
        }
    }
    let mut path = String::new();
    for (row, mut crossings) in rows {
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2).filter(|pair| pair[1] - pair[0] > 1.0) {
            let place = |along: f64| {
                let row = f64::from(row);
                (coordinate((row + along) / 20.0), coordinate((row - along) / 20.0))
            };
            let ((x1, y1), (x2, y2)) = (place(pair[0]), place(pair[1]));
            let _ = write!(path, "M{x1} {y1}L{x2} {y2}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_stay_inside_and_out_of_holes() {
        let square = vec![(0, 0), (200, 0), (200, 200), (0, 200)];
        assert_eq!(hatch(std::slice::from_ref(&square)), "M0 8L8 0M0 16L16 0M4 20L20 4M12 20L20 12");
        let hole = vec![(50, 50), (150, 50), (150, 150), (50, 150)];
        assert_eq!(hatch(&[square, hole]), "M0 8L8 0M0 16L5 11M11 5L16 0M4 20L9 15M15 9L20 4M12 20L20 12");
        assert_eq!(hatch(&[]), "");
    }
}
