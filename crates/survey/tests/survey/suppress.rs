//! Small cells stay hidden from somebody who can add and subtract.

use chiso_survey::suppress::{Sum, suppress, suppress_beside};
use proptest::prelude::*;

/// A table of rows and columns with its totals: cells row by row, then totals of rows, of columns, of all.
fn table(rows: usize, columns: usize, inner: &[u64]) -> (Vec<u64>, Vec<Sum>) {
    let mut counts = inner.to_vec();
    let mut sums = Vec::new();
    let mut add = |parts: Vec<usize>| {
        let total = counts.len();
        counts.push(parts.iter().map(|part| counts[*part]).sum());
        sums.push(Sum { total, parts });
        total
    };
    let of_rows: Vec<_> =
        (0..rows).map(|row| add((0..columns).map(|column| row * columns + column).collect())).collect();
    let of_columns: Vec<_> =
        (0..columns).map(|column| add((0..rows).map(|row| row * columns + column).collect())).collect();
    let all = add(of_rows);
    sums.push(Sum { total: all, parts: of_columns });
    (counts, sums)
}

/// What somebody learns who does this until nothing new comes: takes a sum of which all cells but one are known, and works out that one.
fn learned(counts: &[u64], sums: &[Sum], hidden: &[bool]) -> Vec<bool> {
    let mut known: Vec<bool> = hidden.iter().map(|hidden| !hidden).collect();
    loop {
        let unknown =
            |sum: &Sum| sum.parts.iter().chain([&sum.total]).copied().filter(|cell| !known[*cell]).collect::<Vec<_>>();
        let Some(cell) = sums.iter().map(unknown).find(|unknown| unknown.len() == 1) else { return known };
        known[cell[0]] = true;
        assert!(cell[0] < counts.len());
    }
}

/// Whether two tables that show the same can differ in a cell: then nobody can know it. Solved here in fractions, over the space of all changes.
fn can_differ(sums: &[Sum], hidden: &[bool], cell: usize) -> bool {
    let unknown: Vec<usize> = (0..hidden.len()).filter(|cell| hidden[*cell]).collect();
    let mut rows: Vec<Vec<(i128, i128)>> = sums
        .iter()
        .map(|sum| {
            unknown
                .iter()
                .map(|cell| (i128::from(sum.parts.contains(cell)) - i128::from(sum.total == *cell), 1))
                .collect::<Vec<(i128, i128)>>()
        })
        .collect();
    let gcd = |mut a: i128, mut b: i128| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a.abs().max(1)
    };
    let small = |(a, b): (i128, i128)| (a / gcd(a, b), b / gcd(a, b));
    let rank = |rows: &mut Vec<Vec<(i128, i128)>>, columns: usize| {
        let mut rank = 0;
        for column in 0..columns {
            let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column].0 != 0) else { continue };
            rows.swap(rank, pivot);
            for row in rank + 1..rows.len() {
                let factor =
                    small((rows[row][column].0 * rows[rank][column].1, rows[row][column].1 * rows[rank][column].0));
                let pivot = rows[rank].clone();
                for (value, b) in rows[row].iter_mut().zip(pivot).skip(column) {
                    let a = *value;
                    let taken = small((factor.0 * b.0, factor.1 * b.1));
                    *value = small((a.0 * taken.1 - taken.0 * a.1, a.1 * taken.1));
                }
            }
            rank += 1;
        }
        rank
    };
    let before = rank(&mut rows.clone(), unknown.len());
    rows.push(unknown.iter().map(|one| (i128::from(*one == cell), 1)).collect());
    rank(&mut rows, unknown.len()) > before
}

#[test]
fn one_small_cell_takes_others_with_it() {
    // 3 x 3, least 5: the cell of 2 alone would follow from its row and from its column.
    let (counts, sums) = table(3, 3, &[2, 20, 30, 40, 50, 60, 70, 80, 90]);
    let hidden = suppress(&counts, &sums, 5);
    assert_eq!(hidden[..9], [true, true, false, true, true, false, false, false, false]);
    assert_eq!(hidden[9..], [false; 7]);
}

#[test]
fn the_attack_by_difference_finds_nothing() {
    // A province of 40 ballots; a table shows all but one commune together, so that commune is the difference.
    let counts = [3, 37, 40];
    let sums = [Sum { total: 2, parts: vec![0, 1] }];
    let shown_alone: Vec<bool> = counts.iter().map(|count| *count < 5).collect();
    assert!(learned(&counts, &sums, &shown_alone)[0], "hiding the small cell alone hides nothing");
    let hidden = suppress(&counts, &sums, 5);
    assert_eq!(hidden, [true, true, false]);
    // The same cells in a second table, by sex: what the first hides the second must not tell.
    let counts = [3, 37, 40, 2, 1, 18, 19, 20, 20];
    let sums = [
        Sum { total: 2, parts: vec![0, 1] },
        Sum { total: 0, parts: vec![3, 4] },
        Sum { total: 1, parts: vec![5, 6] },
        Sum { total: 7, parts: vec![3, 5] },
        Sum { total: 8, parts: vec![4, 6] },
        Sum { total: 2, parts: vec![7, 8] },
    ];
    let hidden = suppress(&counts, &sums, 5);
    for cell in (0..counts.len()).filter(|cell| hidden[*cell]) {
        assert!(can_differ(&sums, &hidden, cell), "cell {cell} follows: {hidden:?}");
    }
    assert!(hidden[0] && hidden[3] && hidden[4]);
}

#[test]
fn together_hidden_cells_are_not_small() {
    // Two cells of 1 would add up to 2, which is as telling.
    let counts = [1, 1, 9, 30, 41];
    let sums = [Sum { total: 4, parts: vec![0, 1, 2, 3] }];
    assert_eq!(suppress(&counts, &sums, 5), [true, true, true, false, false]);
    assert_eq!(
        suppress(&[0, 7, 7], &[Sum { total: 2, parts: vec![0, 1] }], 5),
        [false; 3],
        "that nobody is there tells of nobody"
    );
    assert_eq!(suppress(&[3], &[], 5), [true]);
    assert_eq!(suppress(&[3, 4, 7], &[Sum { total: 2, parts: vec![0, 1, 9] }], 1), [false; 3]);
}

#[test]
fn beside_a_table_that_is_shown_only_what_is_new_is_hidden() {
    // Two communes of 11 and 8 that a page tells, each of two villages.
    let (counts, told) = ([11, 8, 9, 2, 4, 4], [Some(true), Some(true)]);
    let sums = [Sum { total: 0, parts: vec![2, 3] }, Sum { total: 1, parts: vec![4, 5] }];
    assert_eq!(suppress_beside(&counts, &sums, 5, &told), [false, false, true, true, true, true]);
    // What the page hides stays hidden, and so does what it would follow from.
    let told = [Some(true), Some(false)];
    assert_eq!(
        suppress_beside(
            &[11, 8, 6, 5, 8],
            &[Sum { total: 0, parts: vec![2, 3] }, Sum { total: 1, parts: vec![4] }],
            5,
            &told
        ),
        [false, true, false, false, true]
    );
    // A number that is known already is no shelter: of 16, of which a page tells 8, the other 8 are 6 and 2.
    let counts = [16, 8, 8, 6, 2, 20, 20, 36];
    let sums = [
        Sum { total: 0, parts: vec![2, 3, 4] },
        Sum { total: 1, parts: vec![2] },
        Sum { total: 5, parts: vec![6] },
        Sum { total: 7, parts: vec![0, 5] },
    ];
    let told = [Some(true), Some(true), None, None, None, Some(true), None, Some(true)];
    assert_eq!(suppress_beside(&counts, &sums, 5, &told), [false, false, false, true, true, false, false, false]);
    // A small one that pages tell already cannot be mended: nothing else is hidden for it.
    let sums = [Sum { total: 0, parts: vec![2, 3] }, Sum { total: 1, parts: vec![2] }];
    let told = [Some(true), Some(true)];
    assert_eq!(suppress_beside(&[11, 8, 8, 3], &sums, 5, &told), [false, false, false, true]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_hidden_cell_can_be_worked_out((rows, columns) in (2usize..5, 2usize..5), inner in prop::collection::vec(prop_oneof![0u64..8, 0u64..60], 25), least in 2u64..8) {
        let (counts, sums) = table(rows, columns, &inner[..rows * columns]);
        let hidden = suppress(&counts, &sums, least);
        let learned = learned(&counts, &sums, &hidden);
        for cell in 0..counts.len() {
            prop_assert!(hidden[cell] || !(1..least).contains(&counts[cell]), "a small cell is shown");
            if hidden[cell] {
                prop_assert!(!learned[cell], "cell {} was worked out: {:?} {:?}", cell, counts, hidden);
                prop_assert!(can_differ(&sums, &hidden, cell), "cell {} follows: {:?} {:?}", cell, counts, hidden);
            }
        }
        for sum in &sums {
            let parts: Vec<u64> = sum.parts.iter().filter(|part| hidden[**part]).map(|part| counts[*part]).collect();
            if !hidden[sum.total] && !parts.is_empty() {
                prop_assert!(parts.iter().sum::<u64>() >= least, "the hidden cells of a shown total are small together");
            }
        }
    }
}
