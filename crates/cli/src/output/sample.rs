//! A small result for the tests of the writers.

use chiso_engine::{Change, Changes, IntervalOutcome, NodeOutcome, NotComparable, Outcome, StepColumn};
use chiso_model::{Cell, Missing, Rounding, RoundingMode, Text};

pub(super) fn outcome() -> Outcome {
    let node = |id: &str, values: Vec<Cell>, rounded: f64, rank: f64, band: Option<&str>| NodeOutcome {
        id: id.to_owned(),
        parent: None,
        parts: Vec::new(),
        max: None,
        rounding: Rounding { digits: 1, mode: RoundingMode::HalfUp },
        values,
        takes_rank: vec![true, true],
        rounded: vec![Some(rounded), None],
        ranks: vec![Some(rank), None],
        bands: vec![band.map(str::to_owned), None],
        intervals: Vec::new(),
    };
    let mut index = node("index", vec![Cell::number(0.1), Cell::BLANK], 0.1, 1.0, Some("tốt"));
    index.intervals = vec![Some(IntervalOutcome { low: 0.05, high: 0.15, level: 0.9 }), None];
    let part = node("a", vec![Cell::number(1.25), Cell::missing(Missing::Withheld)], 1.3, 1.5, None);
    let step = |step, value: f64| StepColumn {
        indicator: "a".to_owned(),
        step,
        cells: vec![Cell::number(value), Cell::BLANK],
    };
    Outcome {
        rulebook: "index".to_owned(),
        edition: "1".to_owned(),
        period: None,
        units: vec!["A".to_owned(), "B".to_owned()],
        ranked: vec![true, true],
        nodes: vec![index, part],
        steps: vec![step("normalised", 0.5), step("raw", 5.0)],
        trace: None,
        notes: Vec::new(),
    }
}

pub(super) fn changes() -> Changes {
    let change = |value, places| Some(Change { value, share: None, places });
    Changes {
        nodes: vec![
            Ok(vec![change(-0.5, Some(2.0)), change(0.25, None)]),
            Err(NotComparable::Declared(Text::new("đổi cách tính", "new method"))),
        ],
    }
}
