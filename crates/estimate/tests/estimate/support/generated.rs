//! The generated sample: 63 strata, clusters, 20 items of five points, from a counter by integer arithmetic alone, as `gen_survey.py` makes it.

#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use std::fmt::Write as _;

/// Strata.
pub const STRATA: usize = 63;
/// Items.
pub const ITEMS: usize = 20;
const SEED: u64 = 20_250_805;

/// The sample, column by column.
pub struct Generated {
    pub stratum: Vec<u32>,
    pub psu: Vec<u32>,
    pub clusters_in_stratum: Vec<f64>,
    pub weight: Vec<f64>,
    pub sex: Vec<u32>,
    pub age: Vec<u32>,
    pub urban: Vec<u8>,
    /// Points less one: 0 to 4.
    pub items: Vec<Vec<u8>>,
}

fn uniform(tag: u64, i: u64, j: u64) -> u64 {
    let counter = 1u64.wrapping_add(tag << 40).wrapping_add(i << 8).wrapping_add(j);
    let x = SEED.wrapping_add(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(counter));
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x ^ (x >> 31)) >> 44
}

/// The sample of `rows` respondents.
pub fn sample(rows: usize) -> Generated {
    let drawn: Vec<u64> = (0..STRATA as u64).map(|h| 20 + uniform(1, h, 0) % 21).collect();
    let there: Vec<u64> = (0..STRATA as u64).map(|h| drawn[h as usize] * 4 + uniform(2, h, 0) % 101).collect();
    let stratum_of: Vec<usize> =
        drawn.iter().enumerate().flat_map(|(h, n)| std::iter::repeat_n(h, usize::try_from(*n).unwrap())).collect();
    let clusters = stratum_of.len();
    let (base, extra) = (rows / clusters, rows % clusters);
    let respondents = |p: usize| base + usize::from(p < extra);
    let mut g = Generated {
        stratum: Vec::with_capacity(rows),
        psu: Vec::with_capacity(rows),
        clusters_in_stratum: Vec::with_capacity(rows),
        weight: Vec::with_capacity(rows),
        sex: Vec::with_capacity(rows),
        age: Vec::with_capacity(rows),
        urban: Vec::with_capacity(rows),
        items: (0..ITEMS).map(|_| Vec::with_capacity(rows)).collect(),
    };
    let cuts: Vec<[i64; 4]> = (0..ITEMS as i64)
        .map(|q| [4.2f64, 6.2, 8.6, 10.9].map(|c| (c * 1_048_576.0) as i64 + (q - 10) * 40_000))
        .collect();
    let mut i = 0u64;
    for (p, h) in stratum_of.iter().enumerate() {
        let m = respondents(p) as u64;
        let size = (200 + uniform(3, p as u64, 0) % 1801).max(m);
        let weight = (there[*h] * size) as f64 / (drawn[*h] * m) as f64;
        let urban = u8::from(uniform(6, p as u64, 0) % 10 < 3);
        let of_stratum = 2 * uniform(10, *h as u64, 0);
        let of_cluster: Vec<u64> = (0..ITEMS as u64).map(|q| 3 * uniform(11, p as u64, q)).collect();
        for _ in 0..m {
            g.stratum.push(*h as u32);
            g.psu.push(p as u32);
            g.clusters_in_stratum.push(there[*h] as f64);
            g.weight.push(weight);
            g.sex.push((uniform(4, i, 0) % 2) as u32);
            g.age.push((uniform(5, i, 0) % 5) as u32);
            g.urban.push(urban);
            let person = 5 * uniform(12, i, 0);
            for q in 0..ITEMS {
                let z = (of_stratum + of_cluster[q] + person + 6 * uniform(13, i, q as u64)) as i64;
                g.items[q].push(cuts[q].iter().map(|cut| u8::from(z >= *cut)).sum());
            }
            i += 1;
        }
    }
    g
}

/// The file that the script writes, byte by byte.
pub fn csv(g: &Generated) -> String {
    let mut out = String::from("resp_id,stratum,psu,N_psu,w,sex,agegrp,urban");
    (1..=ITEMS).for_each(|q| write!(out, ",q{q:02}").unwrap());
    out.push('\n');
    for i in 0..g.weight.len() {
        let (h, p, n) = (g.stratum[i] + 1, g.psu[i] + 1, g.clusters_in_stratum[i]);
        write!(
            out,
            "{},{h},{p},{n},{},{},{},{}",
            i + 1,
            seventeen_digits(g.weight[i]),
            g.sex[i] + 1,
            g.age[i] + 1,
            g.urban[i]
        )
        .unwrap();
        g.items.iter().for_each(|item| write!(out, ",{}", item[i] + 1).unwrap());
        out.push('\n');
    }
    out
}

/// C's `%.17g` for numbers between 0.0001 and 10^16.
fn seventeen_digits(value: f64) -> String {
    let whole = value.abs().log10().floor() as i32 + 1;
    let text = format!("{value:.*}", usize::try_from(17 - whole).unwrap());
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
