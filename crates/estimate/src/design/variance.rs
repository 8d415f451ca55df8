//! The covariance of two estimates from their sums by leaf.

use super::Tree;

impl Tree {
    /// A design without variance of its own: for replicates.
    pub(crate) fn empty() -> Tree {
        Tree {
            blocks: Vec::new(),
            groups: Vec::new(),
            first_cluster: Vec::new(),
            first_stratum: Vec::new(),
            respondents_first: false,
        }
    }

    /// Σ over blocks and clusters of scale (u − mean u)(v − mean v), u and v being sums over the leaves of a cluster. Blocks and clusters go in their order, which is that of
    /// labels: the same bits whatever the order of rows.
    pub(crate) fn covariance(&self, a: &[f64], b: &[f64]) -> f64 {
        let same = std::ptr::eq(a, b);
        let (mut u, mut v) = (Vec::new(), Vec::new());
        let mut total = 0.0;
        for block in &self.blocks {
            let centred = |column: &[f64], into: &mut Vec<f64>| {
                into.clear();
                into.extend(block.clusters.iter().map(|c| column[c.from as usize..c.to as usize].iter().sum::<f64>()));
                if block.centred {
                    let mean = into.iter().sum::<f64>() / into.len() as f64;
                    into.iter_mut().for_each(|x| *x -= mean);
                }
            };
            centred(a, &mut u);
            if same {
                v.clone_from(&u);
            } else {
                centred(b, &mut v);
            }
            total += block.clusters.iter().zip(u.iter().zip(&v)).map(|(c, (u, v))| c.scale * u * v).sum::<f64>();
        }
        total
    }
}
