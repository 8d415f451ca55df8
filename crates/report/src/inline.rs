//! Small drawings beside a printed number. They are hidden from readers of the screen aloud: the number says the same.

use chiso_model::Cell;

/// A bar of 120 x 10 that shows `value` as a share of `max`: for rows of a score tree. Empty track when either is missing.
pub fn share_bar(value: Cell, max: Cell) -> String {
    let _ = (value, max);
    String::new()
}

/// A line of 120 x 28 through the values, gaps where missing, the last known one marked: for rows of a ranking.
pub fn spark(values: &[Cell]) -> String {
    let _ = values;
    String::new()
}
