//! Where in a drawn shape there is room for a name.

use super::simplify::Spot;

/// Distance of the lines on which the inside of a shape is looked at; in tenths.
const STEP: i32 = 15;

/// The inside of a shape, by the even-odd rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Room {
    /// Height of the first line.
    top: f64,
    /// On each line, from left to right, what lies inside.
    lines: Vec<Vec<(f64, f64)>>,
}

impl Room {
    /// The inside of some rings, in tenths.
    pub(super) fn of(rings: &[Vec<Spot>]) -> Room {
        let heights = || rings.iter().flatten().map(|spot| spot.1);
        let (Some(top), Some(bottom)) = (heights().min(), heights().max()) else { return Room::default() };
        let count = usize::try_from((bottom - top) / STEP).unwrap_or(0);
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); count];
        for ring in rings {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let (a, b) = if a.1 <= b.1 { (a, b) } else { (b, a) };
                for (line, found) in (0..).zip(&mut crossings) {
                    // Half a tenth beside the corners, so that none lies on a line.
                    let y = f64::from(top + STEP / 2 + line * STEP) + 0.5;
                    if f64::from(a.1) < y && y < f64::from(b.1) {
                        let share = (y - f64::from(a.1)) / f64::from(b.1 - a.1);
                        found.push((f64::from(a.0) + share * f64::from(b.0 - a.0)) / 10.0);
                    }
                }
            }
        }
        let lines = crossings.into_iter().map(|mut found| {
            found.sort_by(f64::total_cmp);
            found.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
        });
        Room { top: (f64::from(top + STEP / 2) + 0.5) / 10.0, lines: lines.collect() }
    }

    /// The middle of a box of that size that lies inside, the one nearest to a place; none where there is no such box.
    pub(crate) fn place(&self, (width, height): (f64, f64), near: (f64, f64)) -> Option<(f64, f64)> {
        let step = f64::from(STEP) / 10.0;
        let needed = 1 + (1..self.lines.len()).take_while(|count| *count as f64 * step < height).count();
        let mut best: Option<(f64, (f64, f64))> = None;
        for (at, lines) in (0..).zip(self.lines.windows(needed + 1)) {
            let y = self.top + (f64::from(at) + needed as f64 / 2.0) * step;
            let inside = lines[1..].iter().fold(lines[0].clone(), |known, line| both(&known, line, width));
            for (left, right) in inside {
                let x = near.0.clamp(left + width / 2.0, (right - width / 2.0).max(left + width / 2.0));
                let far = (x - near.0).hypot(y - near.1);
                if right - left >= width && best.is_none_or(|(known, _)| far < known) {
                    best = Some((far, (x, y)));
                }
            }
        }
        best.map(|(_, place)| place)
    }
}

/// What lies inside on both of two lines, as far as it is wide enough.
fn both(one: &[(f64, f64)], other: &[(f64, f64)], width: f64) -> Vec<(f64, f64)> {
    let pairs = one.iter().flat_map(|a| other.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
    pairs.filter(|(left, right)| right - left >= width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of corners in units.
    fn ring(corners: &[(i32, i32)]) -> Vec<Spot> {
        corners.iter().map(|(x, y)| (x * 10, y * 10)).collect()
    }

    #[test]
    fn a_box_lies_inside_or_nowhere() {
        let square = || ring(&[(0, 0), (100, 0), (100, 100), (0, 100)]);
        let hole = || ring(&[(20, 20), (80, 20), (80, 80), (20, 80)]);
        // Thick below, thin above.
        let hook = || ring(&[(0, 0), (10, 0), (10, 80), (100, 80), (100, 100), (0, 100)]);
        for (what, rings, size, near, found) in [
            ("square", vec![square()], (60.0, 12.0), (50.0, 50.0), Some((50.0, 50.0))),
            ("square, far off", vec![square()], (60.0, 12.0), (500.0, 50.0), Some((70.0, 50.0))),
            ("wider than it", vec![square()], (101.0, 12.0), (50.0, 50.0), None),
            ("higher than it", vec![square()], (60.0, 101.0), (50.0, 50.0), None),
            ("beside a hole", vec![square(), hole()], (60.0, 12.0), (50.0, 45.0), Some((50.0, 11.5))),
            ("round a corner", vec![hook()], (60.0, 12.0), (5.0, 10.0), Some((30.0, 87.5))),
            ("nothing", vec![], (1.0, 1.0), (0.0, 0.0), None),
        ] {
            let place = Room::of(&rings).place(size, near);
            match (place, found) {
                (Some(place), Some(wanted)) => {
                    let near = (place.0 - wanted.0).abs() < 3.0 && (place.1 - wanted.1).abs() < 3.0;
                    assert!(near, "{what}: {place:?}");
                }
                (place, found) => assert_eq!(place, found, "{what}"),
            }
        }
    }
}
