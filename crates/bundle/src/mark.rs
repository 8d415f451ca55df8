//! Numbers and marks as the tables of a bundle write them: to the bit, and as files of facts are read.

use chiso_model::{Cell, Missing, shortest};

const NOT_COMPUTABLE: &str = "#not_computable";

/// A cell as written.
pub(crate) fn written(cell: Cell) -> String {
    match cell.get() {
        Ok(value) => shortest(value),
        Err(Missing::Blank) => String::new(),
        Err(Missing::NotApplicable) => "#na".to_owned(),
        Err(Missing::Abstained) => "#abstained".to_owned(),
        Err(Missing::Withheld) => "#withheld".to_owned(),
        Err(Missing::NotComputable) => NOT_COMPUTABLE.to_owned(),
    }
}

/// The cell that was written; none where it is none.
pub(crate) fn cell(text: &str) -> Option<Cell> {
    match Missing::from_mark(text) {
        Some(kind) => Some(Cell::missing(kind)),
        None if text == NOT_COMPUTABLE => Some(Cell::NOT_COMPUTABLE),
        None => number(text).map(Cell::number),
    }
}

/// A finite number.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_to_the_bit() {
        let numbers = [0.0, 0.1 + 0.2, 1.0 / 3.0, -1e300, f64::from_bits(1), f64::MAX, 92.345].map(Cell::number);
        for wanted in numbers.into_iter().chain(Missing::ALL.map(Cell::missing)) {
            let text = written(wanted);
            let read = cell(&text).unwrap();
            assert_eq!(read, wanted, "{text}");
            assert_eq!(read.value().map(f64::to_bits), wanted.value().map(f64::to_bits), "{text}");
        }
        for text in ["x", "NaN", "inf", "1e999", "1,5", "#", " 1"] {
            assert_eq!(cell(text), None, "{text}");
        }
    }
}
