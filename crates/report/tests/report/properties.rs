//! Whatever the data, no chart panics, is malformed or says NaN: none, one, all equal, all missing, very large, very small.

use chiso_model::{Cell, Lang, Missing};
use chiso_report::*;
use proptest::prelude::*;
use roxmltree::Document;

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => (0.0..100.0).prop_map(Cell::number),
        1 => any::<f64>().prop_map(Cell::number),
        1 => prop::sample::select(vec![0.0, -0.0, 1e-300, f64::MAX, f64::MIN, 50.0]).prop_map(Cell::number),
        1 => prop::sample::select(Missing::ALL.to_vec()).prop_map(Cell::missing),
    ]
}

/// Few different values, so that "all equal" comes up often.
fn cells() -> impl Strategy<Value = Vec<Cell>> {
    prop_oneof![prop::collection::vec(cell(), 0..20), (cell(), 0usize..8).prop_map(|(one, count)| vec![one; count]),]
}

fn range() -> impl Strategy<Value = Option<(f64, f64)>> {
    prop_oneof![Just(None), (any::<f64>(), any::<f64>()).prop_map(Some), Just(Some((0.0, 100.0)))]
}

fn charts(values: &[Cell], range: Option<(f64, f64)>, label: &str, captioned: bool) -> Vec<Box<dyn Chart>> {
    let frame = Frame { title: label.to_owned(), digits: 2, lang: Lang::Vi, captioned, ..Frame::default() };
    let (a, b) = range.unwrap_or((1.0, 2.0));
    let named = || values.iter().copied().enumerate().map(|(at, value)| (format!("{label} {at}"), value, at % 3 == 1));
    let lines: Vec<Line> = values
        .chunks(5)
        .map(|chunk| Line { label: label.to_owned(), values: chunk.to_vec(), highlight: false })
        .collect();
    let reference = Some(Reference { label: label.to_owned(), value: b });
    let ramp = Ramp::of(values.iter().copied());
    vec![
        Box::new(RankedBars {
            frame: frame.clone(),
            rows: named()
                .map(|(label, value, highlight)| Bar { label, value, highlight, rank: value.value(), ..Bar::default() })
                .collect(),
            max: Some(a),
        }),
        Box::new(HistoryLine {
            frame: frame.clone(),
            periods: (0..values.len().min(7)).map(|year| (2018 + year).to_string()).collect(),
            lines: lines.clone(),
            breaks: vec![
                SeriesBreak { at: 2, label: label.to_owned() },
                SeriesBreak { at: 99, label: label.to_owned() },
            ],
            range,
        }),
        Box::new(DotInterval {
            frame: frame.clone(),
            rows: named()
                .map(|(label, value, highlight)| IntervalRow {
                    label,
                    value,
                    highlight,
                    interval: highlight.then_some((a, b)),
                    href: None,
                })
                .collect(),
            level: Some(a),
            reference: reference.clone(),
            range,
        }),
        Box::new(TileMap {
            frame: frame.clone(),
            tiles: named()
                .zip(0u8..)
                .map(|((name, value, highlight), at)| Tile {
                    column: at.wrapping_mul(91),
                    row: at / 3,
                    label: name.clone(),
                    name,
                    value,
                    class: ramp.class(value),
                    highlight,
                    ..Tile::default()
                })
                .collect(),
            legend: ramp.legend(Lang::Vi),
        }),
        Box::new(Radar {
            frame: frame.clone(),
            axes: values.iter().map(|value| RadarAxis { label: label.to_owned(), max: value.raw() }).collect(),
            lines: lines.clone(),
        }),
        Box::new(HeatMap {
            frame: frame.clone(),
            columns: values
                .iter()
                .map(|value| HeatColumn { label: label.to_owned(), ramp: Ramp { cuts: vec![value.raw(); 9] } })
                .collect(),
            rows: lines
                .into_iter()
                .map(|line| HeatRow { label: line.label, cells: line.values, ..HeatRow::default() })
                .collect(),
        }),
        Box::new(DistributionStrip {
            frame: frame.clone(),
            dots: named().map(|(label, value, highlight)| Dot { label, value, highlight }).collect(),
            reference,
            range,
        }),
        Box::new(Histogram {
            frame: frame.clone(),
            dots: named().map(|(label, value, highlight)| Dot { label, value, highlight }).collect(),
            reference: Some(Reference { label: label.to_owned(), value: a }),
        }),
        Box::new(Scatter {
            frame,
            x: ScatterAxis {
                range,
                reference: Some(Reference { label: label.to_owned(), value: a }),
                ..ScatterAxis::default()
            },
            y: ScatterAxis::default(),
            dots: named().map(|(label, x, highlight)| ScatterDot { label, x, y: values[0], highlight }).collect(),
        }),
    ]
}

proptest! {
    #[test]
    fn no_data_breaks_a_chart(values in cells(), range in range(), label in ".{0,40}", captioned: bool) {
        for chart in charts(&values, range, &label, captioned) {
            for width in [Width::Narrow, Width::Wide] {
                let svg = chart.svg(width);
                if let Err(error) = Document::parse(&svg) {
                    return Err(TestCaseError::fail(format!("{error}\n{svg}")));
                }
                let drawn: String = svg.split('>').map(|piece| piece.rsplit('<').next().unwrap_or_default()).collect();
                prop_assert!(!drawn.contains("=\"NaN") && !drawn.contains("=\"inf") && !drawn.contains("=\"-inf"));
                prop_assert!(!drawn.contains(" style="));
            }
            let table = chart.table();
            prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
            let csv = table_csv(&table);
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            prop_assert_eq!(reader.records().filter_map(Result::ok).count(), table.rows.len());
        }
    }

    #[test]
    fn a_ramp_has_at_most_seven_classes_in_order(values in cells()) {
        let ramp = Ramp::of(values.iter().copied());
        prop_assert!(ramp.cuts.len() <= 6);
        prop_assert!(ramp.cuts.is_sorted_by(|a, b| a < b));
        let mut known: Vec<f64> = values.iter().filter_map(|cell| cell.value()).collect();
        known.sort_by(f64::total_cmp);
        let classes: Vec<u8> = known.iter().filter_map(|value| ramp.class(Cell::number(*value))).collect();
        prop_assert!(classes.is_sorted() && classes.iter().all(|class| *class < RAMP_CLASSES));
        let legend = ramp.legend(Lang::En);
        prop_assert!(legend.is_sorted_by_key(|entry| entry.class));
        prop_assert!(legend.is_empty() || classes.iter().all(|class| legend.iter().any(|entry| entry.class == *class)));
    }
}
