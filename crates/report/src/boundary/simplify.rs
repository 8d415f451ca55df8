//! Fewer points, the same map: Douglas and Peucker (1973) on the lines between junctions, so that neighbours keep their common line.

use std::collections::BTreeMap;

/// A point of the drawing, in tenths of its unit.
pub(super) type Spot = (i32, i32);

/// A closed ring with how much every point matters: the tolerance up to which it stays. The last point is not the first again.
#[derive(Debug, Clone, Default)]
pub(super) struct WeighedRing {
    points: Vec<(Spot, f64)>,
}

impl WeighedRing {
    /// The points that matter more than a tolerance; fewer than three where the ring vanishes.
    pub(super) fn at(&self, tolerance: f64) -> Vec<Spot> {
        self.points.iter().filter(|(_, weight)| *weight > tolerance).map(|(spot, _)| *spot).collect()
    }

    /// Every point, whatever it matters.
    pub(super) fn spots(&self) -> impl Iterator<Item = Spot> {
        self.points.iter().map(|(spot, _)| *spot)
    }
}

/// Weighs the points of all rings of a map together.
pub(super) fn weigh(rings: Vec<Vec<Spot>>) -> Vec<WeighedRing> {
    let rings: Vec<Vec<Spot>> = rings.into_iter().map(without_repeats).collect();
    // A point with more than two neighbours in the whole map is where lines meet: it stays.
    let mut neighbours: BTreeMap<Spot, Vec<Spot>> = BTreeMap::new();
    for ring in &rings {
        for (at, spot) in ring.iter().enumerate() {
            let known = neighbours.entry(*spot).or_default();
            for next in [ring[(at + 1) % ring.len()], ring[(at + ring.len() - 1) % ring.len()]] {
                if known.len() < 3 && !known.contains(&next) {
                    known.push(next);
                }
            }
        }
    }
    let junction = |spot: &Spot| neighbours.get(spot).is_some_and(|known| known.len() > 2);
    rings.into_iter().map(|ring| weigh_ring(ring, junction)).collect()
}

fn without_repeats(mut ring: Vec<Spot>) -> Vec<Spot> {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

fn weigh_ring(mut ring: Vec<Spot>, junction: impl Fn(&Spot) -> bool) -> WeighedRing {
    if ring.is_empty() {
        return WeighedRing::default();
    }
    // A ring without junctions begins at its least point: the hole and the enclave in it then begin alike.
    let least = ring.iter().enumerate().min_by_key(|(_, spot)| **spot).map_or(0, |(at, _)| at);
    let start = ring.iter().position(&junction).unwrap_or(least);
    ring.rotate_left(start);
    ring.push(ring[0]);
    let mut points = Vec::with_capacity(ring.len());
    let mut from = 0;
    for to in 1..ring.len() {
        if to + 1 == ring.len() || junction(&ring[to]) {
            let weights = weigh_line(&ring[from..=to]);
            points.extend(ring[from..to].iter().copied().zip(weights));
            from = to;
        }
    }
    WeighedRing { points }
}

/// The weights of the points of a line, the same whichever way it is walked.
fn weigh_line(line: &[Spot]) -> Vec<f64> {
    let backwards = line.iter().rev().lt(line.iter());
    if !backwards {
        return weigh_forward(line);
    }
    let turned: Vec<Spot> = line.iter().rev().copied().collect();
    let mut weights = weigh_forward(&turned);
    weights.reverse();
    weights
}

fn weigh_forward(line: &[Spot]) -> Vec<f64> {
    let mut weights = vec![0.0; line.len()];
    let last = line.len() - 1;
    weights[0] = f64::INFINITY;
    weights[last] = f64::INFINITY;
    let mut open = vec![(0, last, f64::INFINITY)];
    while let Some((from, to, limit)) = open.pop() {
        let inner = (from + 1..to).map(|at| (at, distance(line[at], line[from], line[to])));
        let far = inner.fold(None, |best: Option<(usize, f64)>, one| match best {
            Some(best) if best.1 >= one.1 => Some(best),
            _ => Some(one),
        });
        if let Some((at, distance)) = far {
            // A point never matters more than the one that split the line before it.
            weights[at] = distance.min(limit);
            open.push((from, at, weights[at]));
            open.push((at, to, weights[at]));
        }
    }
    weights
}

/// From a point to the line between two others; to the one point where they are the same.
fn distance(point: Spot, from: Spot, to: Spot) -> f64 {
    let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let (px, py) = (f64::from(point.0 - from.0), f64::from(point.1 - from.1));
    let length = dx.hypot(dy);
    if length == 0.0 { px.hypot(py) } else { (dx * py - dy * px).abs() / length }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares with a wavy line between them, walked in opposite directions and begun elsewhere.
    #[test]
    fn neighbours_keep_their_common_line() {
        let wave: Vec<Spot> = (0..=10).map(|y| (100 + (y % 3) * 7, y * 10)).collect();
        let mut left: Vec<Spot> = wave.clone();
        left.extend([(0, 100), (0, 0)]);
        let mut right: Vec<Spot> = wave.iter().rev().copied().collect();
        right.extend([(200, 0), (200, 100)]);
        right.rotate_left(4);
        let rings = weigh(vec![left, right]);
        for tolerance in [0.0, 3.0, 8.0, 20.0] {
            let on_wave = |ring: &WeighedRing| {
                let mut kept: Vec<Spot> = ring.at(tolerance).into_iter().filter(|spot| wave.contains(spot)).collect();
                kept.sort_unstable();
                kept
            };
            assert_eq!(on_wave(&rings[0]), on_wave(&rings[1]), "{tolerance}");
        }
        assert!(rings[0].at(20.0).len() < rings[0].at(0.0).len());
    }

    #[test]
    fn the_greater_the_tolerance_the_fewer_the_points() {
        // Points of a circle of radius 1000 by whole numbers: y is the greatest that stays inside.
        let arc = (0i32..=100).map(|step| (step * 10, (1_000_000 - (step * 10).pow(2)).isqrt()));
        let mut circle: Vec<Spot> = arc.collect();
        circle.extend(circle.clone().into_iter().rev().map(|(x, y)| (x, -y)));
        circle.extend(circle.clone().into_iter().rev().map(|(x, y)| (-x, y)));
        let ring = weigh(vec![circle]).remove(0);
        let counts: Vec<usize> = [0.0, 1.0, 10.0, 100.0].map(|tolerance| ring.at(tolerance).len()).to_vec();
        assert!(counts.is_sorted_by(|a, b| a > b), "{counts:?}");
        assert!(counts[3] >= 4);
    }
}
