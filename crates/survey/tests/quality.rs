//! Flags on ballots: who answers in straight lines, and which ballots are alike.

use chiso_survey::quality::{ROWS, SHARED, duplicates, is_straight_line};

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
    assert_eq!(duplicates(&ballots), [true, false, true, false, false, false, false, false, true]);
    assert!(duplicates::<u8>(&[]).is_empty());
}
