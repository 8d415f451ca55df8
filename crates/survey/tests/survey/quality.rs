//! Flags on ballots: who answers in straight lines, and which ballots are alike.

use chiso_survey::quality::{Copies, MEASURED, ROWS, SHARED, is_straight_line, too_fast};

#[test]
fn a_straight_line_is_one_answer_in_all_of_a_long_enough_grid() {
    for (grid, straight) in [
        (vec![Some(3); ROWS], true),
        (vec![Some(3); ROWS - 1], false),
        (vec![Some(3), None, Some(3), Some(3), Some(3), Some(3)], true),
        (vec![Some(3), None, Some(3), Some(3), Some(3)], false),
        (vec![Some(3), Some(3), Some(3), Some(3), Some(4)], false),
        (vec![Some(4), Some(3), Some(3), Some(3), Some(3)], false),
        (vec![None; 9], false),
        (vec![], false),
    ] {
        assert_eq!(is_straight_line(grid.clone()), straight, "{grid:?}");
    }
}

#[test]
fn duplicates_share_many_answers_that_vary() {
    let varied = |shift: usize| (0..SHARED).map(|i| Some((i + shift) % 5)).collect::<Vec<_>>();
    let mut nearly = varied(0);
    nearly[7] = Some(9);
    let mut unanswered = varied(1);
    unanswered[3] = None;
    let flat = vec![Some(5); SHARED];
    let ballots = [
        varied(0),
        flat.clone(),
        varied(0),
        nearly,
        flat,
        varied(1),
        // One answer short.
        unanswered.clone(),
        unanswered,
        varied(0),
    ];
    let mut copies = Copies::default();
    assert_eq!(copies.duplicates().count(), 0);
    let mut found = Vec::new();
    for ballot in ballots {
        copies.add(ballot);
        found.push(copies.duplicates().filter(|is_one| *is_one).count());
    }
    // The first becomes one when its copy comes.
    assert_eq!(found, [0, 0, 2, 2, 2, 2, 2, 2, 3]);
    let is_one: Vec<bool> = copies.duplicates().collect();
    assert_eq!(is_one, [true, false, true, false, false, false, false, false, true]);
}

#[test]
fn too_fast_is_less_than_half_the_median_of_those_who_were_measured() {
    // 1, 2, … 21 seconds a question: the median is 11, and 5.5 is not too fast.
    let mut paces: Vec<Option<f64>> = (1..=21).map(|pace| Some(f64::from(pace))).collect();
    paces.insert(3, None);
    let fast = |paces: &[Option<f64>]| {
        let flags = too_fast(paces);
        paces.iter().zip(flags).filter(|(_, fast)| *fast).map(|(pace, _)| pace.unwrap()).collect::<Vec<f64>>()
    };
    assert_eq!(fast(&paces), [1.0, 2.0, 3.0, 4.0, 5.0]);
    // Of an even number the median is that of the two in the middle: 2, 3, … 21 have 11.5.
    paces[0] = Some(5.75);
    paces.remove(1);
    assert_eq!(paces.iter().flatten().count(), MEASURED);
    assert_eq!(fast(&paces), [3.0, 4.0, 5.0]);
    paces.pop();
    assert_eq!(fast(&paces), [0.0; 0], "too few were measured");
}
