//! Every chart, in both languages and both widths: what it looks like (snapshots), and what holds for all of them.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::wildcard_imports, reason = "a test of everything the crate offers")]

mod samples;

use chiso_model::{Cell, Lang};
use chiso_report::*;
use roxmltree::Document;

const WIDTHS: [Width; 2] = [Width::Wide, Width::Narrow];

/// The rules for every chart: well-formed, named, scaling, no style, no script, no impossible number; nothing drawn outside the picture.
fn check(name: &str, svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}\n{svg}"));
    let root = document.root_element();
    let view: Vec<f64> =
        root.attribute("viewBox").expect("viewBox").split(' ').map(|part| part.parse().expect("number")).collect();
    assert!(view[2] > 0.0 && view[3] >= 0.0, "{name}: {view:?}");
    let links = root.descendants().any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "a")));
    assert_eq!(root.attribute("role"), Some(if links { "group" } else { "img" }), "{name}");
    let children: Vec<&str> =
        root.children().filter(roxmltree::Node::is_element).map(|n| n.tag_name().name()).collect();
    assert_eq!(children[..2], ["title", "desc"], "{name}");
    for word in ["style=", "<style", "<script", "NaN", "inf", "onclick", " id="] {
        assert!(!svg.contains(word), "{name} contains {word}");
    }
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        for (attribute, from, size) in
            [("x", view[0], view[2]), ("y", view[1], view[3]), ("cx", view[0], view[2]), ("cy", view[1], view[3])]
        {
            if let Some(value) = node.attribute(attribute) {
                let value: f64 = value.parse().expect("a number");
                let inside = (from..=from + size).contains(&value);
                assert!(inside, "{name}: {attribute}={value} in {:?}, {view:?}", node.tag_name());
            }
        }
        for class in node.attribute("class").unwrap_or_default().split(' ').filter(|class| !class.is_empty()) {
            let kind = node == root;
            assert!(
                kind || class == "chart-ink" || CHARTS_CSS.contains(&format!(".{class}")),
                "{name}: charts.css does not know {class}"
            );
        }
    }
}

#[test]
fn every_chart_keeps_the_rules_in_both_languages_and_widths() {
    for lang in Lang::ALL {
        for (name, chart) in samples::all(lang) {
            for width in WIDTHS {
                check(name, &chart.svg(width));
                assert_eq!(chart.svg(width), chart.svg(width), "{name}: same input, same bytes");
            }
        }
    }
}

#[test]
fn every_chart_looks_as_it_did() {
    for (name, chart) in samples::all(Lang::Vi) {
        insta::assert_snapshot!(format!("{name}_wide"), chart.svg(Width::Wide));
        insta::assert_snapshot!(format!("{name}_narrow"), chart.svg(Width::Narrow));
    }
}

#[test]
fn every_chart_has_its_table() {
    for lang in Lang::ALL {
        for (name, chart) in samples::all(lang) {
            let table = chart.table();
            assert!(!table.rows.is_empty() && !table.title.is_empty(), "{name}");
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{name}");
        }
    }
    insta::assert_snapshot!(table_csv(&samples::history_single(Lang::Vi).table()), @"
    Kỳ,Hải Phòng,Ghi chú
    2012,85.2,
    2013,86.9,
    2014,,
    2015,88.1,
    2016,82.4,bộ chỉ số mới (2016)
    2017,83.5,
    2018,84.1,
    2019,,
    2020,90.51,
    2021,91.8,
    2022,90.09,cách tính mới (2022)
    2023,91.87,
    2024,96.17,
    ");
}

#[test]
fn numbers_follow_the_language() {
    let (vi, en) = (samples::ranked_bars(Lang::Vi, 3), samples::ranked_bars(Lang::En, 3));
    assert!(vi.svg(Width::Wide).contains(">94,30<") && !vi.svg(Width::Wide).contains(">94.30<"));
    assert!(en.svg(Width::Wide).contains(">94.30<") && en.svg(Width::Wide).contains("Source: invented numbers"));
    assert!(vi.svg(Width::Wide).contains("94,30\u{a0}%"));
    assert!(vi.svg(Width::Wide).contains("chưa có số liệu") && en.svg(Width::Wide).contains("no data yet"));
}

#[test]
fn text_from_outside_cannot_become_markup() {
    let evil = "<script>alert(1)</script>\" onload='x' &\u{1}\u{ffff}";
    let frame = Frame {
        title: evil.to_owned(),
        subtitle: evil.to_owned(),
        source: evil.to_owned(),
        unit: evil.to_owned(),
        captioned: true,
        ..Frame::default()
    };
    let name = || evil.to_owned();
    let value = Cell::number(1.0);
    let line = Line { label: name(), values: vec![value; 3], highlight: true };
    let reference = Some(Reference { label: name(), value: 1.0 });
    let charts: Vec<Box<dyn Chart>> = vec![
        Box::new(RankedBars {
            frame: frame.clone(),
            rows: vec![Bar { label: name(), note: name(), value, href: Some(name()), ..Bar::default() }],
            max: None,
        }),
        Box::new(HistoryLine {
            frame: frame.clone(),
            periods: vec![name(); 3],
            lines: vec![line.clone(), line.clone()],
            breaks: vec![SeriesBreak { at: 1, label: name() }],
            range: None,
        }),
        Box::new(DotInterval {
            frame: frame.clone(),
            rows: vec![IntervalRow { label: name(), value, href: Some(name()), ..IntervalRow::default() }],
            reference: reference.clone(),
            ..DotInterval::default()
        }),
        Box::new(TileMap {
            frame: frame.clone(),
            tiles: vec![Tile {
                label: name(),
                name: name(),
                band: name(),
                value,
                href: Some(name()),
                ..Tile::default()
            }],
            legend: vec![LegendClass { class: 200, label: name() }],
        }),
        Box::new(Radar {
            frame: frame.clone(),
            axes: vec![RadarAxis { label: name(), max: 2.0 }; 3],
            lines: vec![line],
        }),
        Box::new(HeatMap {
            frame: frame.clone(),
            columns: vec![HeatColumn { label: name(), ramp: Ramp::default() }],
            rows: vec![HeatRow { label: name(), cells: vec![value], highlight: true, href: Some(name()) }],
        }),
        Box::new(DistributionStrip {
            frame: frame.clone(),
            dots: vec![Dot { label: name(), value, highlight: true }],
            reference,
            range: None,
        }),
        Box::new(Scatter {
            frame,
            x: ScatterAxis { label: name(), ..ScatterAxis::default() },
            y: ScatterAxis { label: name(), ..ScatterAxis::default() },
            dots: vec![ScatterDot { label: name(), x: value, y: value, highlight: true }],
        }),
    ];
    for chart in charts {
        for width in WIDTHS {
            let svg = chart.svg(width);
            let document = Document::parse(&svg).expect("well-formed");
            assert!(document.descendants().all(|node| !node.has_tag_name("script")));
            assert!(document.descendants().all(|node| node.attribute("onload").is_none()));
            let title = document.root_element().children().find(|node| node.tag_name().name() == "title");
            assert_eq!(title.and_then(|node| node.text()), Some("<script>alert(1)</script>\" onload='x' &"));
        }
    }
}

#[test]
fn bars_start_at_zero_whatever_the_values() {
    let lengths = |values: &[f64]| -> Vec<f64> {
        let rows = values.iter().map(|value| Bar { value: Cell::number(*value), ..Bar::default() }).collect();
        let svg = RankedBars { rows, ..RankedBars::default() }.svg(Width::Wide);
        let document = Document::parse(&svg).expect("well-formed");
        let bars = document.descendants().filter(|node| node.tag_name().name() == "rect");
        bars.map(|bar| bar.attribute("width").and_then(|width| width.parse().ok()).expect("width")).collect()
    };
    let drawn = lengths(&[96.0, 48.0, 24.0]);
    assert!((drawn[0] / drawn[1] - 2.0).abs() < 0.01 && (drawn[0] / drawn[2] - 4.0).abs() < 0.02, "{drawn:?}");
    let both = lengths(&[10.0, -10.0]);
    assert!((both[0] - both[1]).abs() < 0.2, "{both:?}");
}

#[test]
fn no_line_crosses_a_gap_or_a_break() {
    let chart = HistoryLine {
        periods: (0..6).map(|year| year.to_string()).collect(),
        lines: vec![Line {
            label: "A".to_owned(),
            values: [1.0, 2.0, f64::NAN, 3.0, 4.0, 5.0].map(Cell::number).to_vec(),
            highlight: false,
        }],
        breaks: vec![SeriesBreak { at: 4, label: "new".to_owned() }],
        ..HistoryLine::default()
    };
    let svg = chart.svg(Width::Wide);
    let document = Document::parse(&svg).expect("well-formed");
    let runs: Vec<usize> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "polyline")
        .map(|node| node.attribute("points").unwrap_or_default().split(' ').count())
        .collect();
    // 0-1 joined; 3 stands alone between the gap and the break; 4-5 joined.
    assert_eq!(runs, [2, 2]);
    assert_eq!(document.descendants().filter(|node| node.attribute("r") == Some("4.5")).count(), 1);
}

#[test]
fn both_archipelagos_stand_on_the_map_without_a_value() {
    for places in [samples::places(63), samples::places(34)] {
        let map = samples::tile_map(Lang::Vi, &places);
        for width in WIDTHS {
            let svg = map.svg(width);
            for name in ["Hoàng Sa", "Trường Sa"] {
                assert!(svg.contains(&format!("<title>{name}</title>")), "{name}");
            }
            assert_eq!(svg.matches("stroke-dasharray=\"4 3\"").count(), 2);
            assert_eq!(svg.matches("<a href=").count(), places.len() - 2);
        }
        assert_eq!(map.table().rows.len(), places.len() - 2);
    }
}

#[test]
fn small_drawings_are_hidden_from_screen_readers_and_well_formed() {
    for svg in [
        share_bar(Cell::number(8.5), Cell::number(10.0)),
        share_bar(Cell::number(-1.0), Cell::number(10.0)),
        share_bar(Cell::number(11.0), Cell::number(10.0)),
        share_bar(Cell::BLANK, Cell::number(10.0)),
        share_bar(Cell::number(1.0), Cell::number(0.0)),
        spark(&[]),
        spark(&[Cell::BLANK]),
        spark(&[Cell::number(1.0)]),
        spark(&[Cell::number(1.0); 4]),
        spark(&[1.0, f64::NAN, 3.0, 2.0].map(Cell::number)),
        spark(&[f64::MIN, f64::MAX].map(Cell::number)),
    ] {
        let document = Document::parse(&svg).expect("well-formed");
        assert_eq!(document.root_element().attribute("aria-hidden"), Some("true"));
        assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains("style="));
    }
    assert!(share_bar(Cell::number(8.5), Cell::number(10.0)).contains("width=\"102\""));
}
