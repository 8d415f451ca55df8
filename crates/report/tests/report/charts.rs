//! Every chart, in both languages and both widths: what it looks like (snapshots), and what holds for all of them.

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
        for (name, chart) in crate::samples::all(lang) {
            for width in WIDTHS {
                check(name, &chart.svg(width));
                assert_eq!(chart.svg(width), chart.svg(width), "{name}: same input, same bytes");
            }
        }
    }
}

#[test]
fn every_chart_looks_as_it_did() {
    for (name, chart) in crate::samples::all(Lang::Vi) {
        insta::assert_snapshot!(format!("{name}_wide"), chart.svg(Width::Wide));
        insta::assert_snapshot!(format!("{name}_narrow"), chart.svg(Width::Narrow));
    }
}

#[test]
fn every_chart_has_its_table() {
    for lang in Lang::ALL {
        for (name, chart) in crate::samples::all(lang) {
            let table = chart.table();
            assert!(!table.rows.is_empty() && !table.title.is_empty(), "{name}");
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{name}");
        }
    }
    insta::assert_snapshot!(table_csv(&crate::samples::history_single(Lang::Vi).table()), @"
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
    let (vi, en) = (crate::samples::ranked_bars(Lang::Vi, 3), crate::samples::ranked_bars(Lang::En, 3));
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
            frame: frame.clone(),
            x: ScatterAxis { label: name(), ..ScatterAxis::default() },
            y: ScatterAxis { label: name(), ..ScatterAxis::default() },
            dots: vec![ScatterDot { label: name(), x: value, y: value, highlight: true }],
        }),
        Box::new(Histogram {
            frame: Frame { unit: String::new(), ..frame.clone() },
            dots: vec![Dot { label: name(), value, highlight: true }],
            reference: Some(Reference { label: name(), value: 1.0 }),
        }),
        Box::new(Choropleth {
            frame,
            boundary: &crate::samples::COUNTRY,
            areas: vec![Area {
                key: "1".to_owned(),
                name: name(),
                value,
                band: name(),
                href: Some(name()),
                highlight: true,
                ..Area::default()
            }],
            legend: vec![LegendClass { class: 200, label: name() }],
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
    for places in [crate::samples::places(63), crate::samples::places(34)] {
        let map = crate::samples::tile_map(Lang::Vi, &places);
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
fn a_map_of_boundaries_loses_no_shape_and_stays_small() {
    let map = crate::samples::choropleth(Lang::Vi);
    assert_eq!(map.boundary.lacking_archipelagos(), Vec::<&str>::new().as_slice());
    assert_eq!(map.boundary.keys().len(), 36);
    // 35 units; the 36th shape is no unit's, and no unit is without a shape.
    assert!(map.unplaced().is_empty());
    let both: usize = WIDTHS.map(|width| map.svg(width).len()).iter().sum();
    assert!(both < 200_000, "{both}");
    for width in WIDTHS {
        let svg = map.svg(width);
        assert_eq!(svg.matches("<a href=").count(), 35);
        assert_eq!(svg.matches("fill-rule=\"evenodd\"").count(), 36);
        for name in ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"] {
            assert!(svg.contains(&format!("<title>{name}</title>")), "{name}");
        }
        // Six islets far off, three and five of the archipelagos; the six by the coast are the coast's.
        assert_eq!(svg.matches("<circle").count(), 6 + 3 + 5);
    }
}

/// Đà Nẵng with Hoàng Sa and Khánh Hòa with Trường Sa as files of administrative units have them: one feature each.
const JOINED: &str = r#"{"type":"FeatureCollection","features":[
    {"properties":{"ma":"48","ten":"Đà Nẵng"},"geometry":{"type":"MultiPolygon","coordinates":[[[[107,14.8],[109,14.8],[109,16.2],[107,16.2],[107,14.8]]],[[[112.0,16.5],[112.1,16.5],[112.1,16.6],[112.0,16.5]]]]}},
    {"properties":{"ma":"56","ten":"Khánh Hòa"},"geometry":{"type":"MultiPolygon","coordinates":[[[[108.5,11.3],[109.4,11.3],[109.4,12.8],[108.5,12.8],[108.5,11.3]]],[[[114.3,10.3],[114.4,10.3],[114.4,10.4],[114.3,10.3]]]]}},
    {"properties":{"ma":"99","ten":"Xã Nhỏ"},"geometry":{"type":"Polygon","coordinates":[[[105,10],[105.2,10],[105.2,10.2],[105,10.2],[105,10]]]}}]}"#;

#[test]
fn units_are_named_where_there_is_room_and_archipelagos_always() {
    let boundary = Boundary::read(JOINED, "ma", "ten").expect("sound");
    assert!(boundary.lacking_archipelagos().is_empty());
    let area = |key: &str, name: &str, value: Cell, class| Area {
        key: key.to_owned(),
        name: name.to_owned(),
        label: name.to_owned(),
        value,
        class,
        ..Area::default()
    };
    let areas = vec![
        area("48", "Đà Nẵng", Cell::number(80.0), Some(6)),
        area("56", "Khánh Hòa", Cell::BLANK, None),
        area("99", "Xã Nhỏ", Cell::number(70.0), Some(2)),
    ];
    let map = Choropleth { frame: Frame::default(), boundary: &boundary, areas, legend: Vec::new() };
    for width in WIDTHS {
        let svg = map.svg(width);
        // What stands between the end of a tag and the end of the text.
        let texts: Vec<&str> = svg.split("</text>").filter_map(|piece| piece.rsplit('>').next()).collect();
        for name in ["Hoàng Sa", "Trường Sa"] {
            assert_eq!(texts.iter().filter(|text| **text == name).count(), 2, "the text and its halo: {texts:?}");
        }
        assert!(texts.join(" ").contains("Đà Nẵng"), "on one line or two: {texts:?}");
        assert!(!texts.contains(&"Xã Nhỏ") && !texts.contains(&"Nhỏ"), "no room: {texts:?}");
        // Text on a class has the ink that goes with it, in light and dark colours.
        let (_, rest) = svg.split_once("on-ramp-6").expect("on the darkest class");
        assert!(rest.split_once('>').is_some_and(|(_, text)| text.starts_with("Đà")), "{rest:.200}");
    }
    assert_eq!(map.table().rows.len(), 3);
}

#[test]
fn a_large_file_is_simplified_until_it_is_small() {
    let ring = |at: u32, count: u32| -> String {
        let points = (0..=count).map(|step| {
            let turn = f64::from(step % count) / f64::from(count) * std::f64::consts::TAU;
            let radius = 0.4 + 0.05 * (turn * 97.0).sin() + 0.02 * (turn * 1013.0).sin();
            let (x, y) = (103.0 + f64::from(at % 6), 9.0 + 2.0 * f64::from(at / 6));
            format!("[{:.6},{:.6}]", x + radius * turn.cos(), y + radius * turn.sin())
        });
        points.collect::<Vec<_>>().join(",")
    };
    let features: Vec<String> = (0..34)
        .map(|at| format!("{{\"properties\":{{\"ma\":\"{at:02}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}", ring(at, 5000)))
        .collect();
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    assert!(text.len() > 3_000_000);
    let boundary = Boundary::read(&text, "ma", "").expect("sound");
    assert_eq!(boundary.lacking_archipelagos(), ["Hoàng Sa", "Trường Sa"]);
    let areas = (0..34).map(|at| Area { key: at.to_string(), ..Area::default() }).collect();
    let map = Choropleth { frame: Frame::default(), boundary: &boundary, areas, legend: Vec::new() };
    let both: usize = WIDTHS.map(|width| map.svg(width).len()).iter().sum();
    assert!(both < 200_000, "{both}");
    // A shape and its strokes for every unit, and the strokes of the legend.
    assert_eq!(map.svg(Width::Wide).matches("<path d=\"M").count(), 34 + 34 + 1);
}

#[test]
fn what_is_wrong_with_a_boundary_file_is_told_with_its_place() {
    let wrong = |text: &str| Boundary::read(text, "ma", "ten").map(|_| ()).expect_err("wrong");
    let one = |geometry: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"properties\":{{\"code\":1}},\"geometry\":{geometry}}}]}}"
        )
    };
    let said: Vec<String> = [
        "{\n  \"type\": }".to_owned(),
        "{\"type\":\"Topology\"}".to_owned(),
        one("{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}"),
        one("{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}"),
        one("{\"type\":\"Point\",\"coordinates\":[105.8,21.0]}"),
        one("null"),
    ]
    .iter()
    .flat_map(|text| Lang::ALL.map(|lang| wrong(text).message(lang)))
    .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    Tệp không phải JSON: lỗi ở dòng 2, cột 11. Hãy xuất lại tệp theo dạng GeoJSON.
    The file is not JSON: fault in line 2, column 11. Export it again as GeoJSON.
    Tệp không phải GeoJSON: thiếu “type”: “FeatureCollection” và danh sách “features”. Hãy xuất lại tệp theo dạng GeoJSON.
    The file is not GeoJSON: “type”: “FeatureCollection” with a list of “features” is missing. Export it again as GeoJSON.
    Đối tượng thứ 1: hình loại “LineString” không vẽ được. Chỉ dùng Polygon, MultiPolygon, Point, MultiPoint.
    Feature 1: a geometry of type “LineString” is not drawn. Use Polygon, MultiPolygon, Point or MultiPoint only.
    Đối tượng thứ 1: tọa độ phải là các cặp số [kinh độ, vĩ độ], lồng đúng như loại hình. Hãy xuất lại tệp.
    Feature 1: coordinates must be pairs [longitude, latitude], nested as its type asks for. Export the file again.
    Không đối tượng nào có thuộc tính “ma” để ghép với mã đơn vị. Các thuộc tính trong tệp: code. Hãy chọn thuộc tính chứa mã.
    No feature has the property “ma” that joins it to a unit. Properties in the file: code. Choose the one that holds the code.
    Tệp không có đối tượng nào có hình để vẽ. Hãy chọn tệp ranh giới khác.
    No feature of the file has a shape to draw. Choose another boundary file.
    "#);
}

#[test]
fn a_correlation_is_told_with_its_number_of_units_or_not_at_all() {
    let scatter = |count: i32, y: &dyn Fn(i32) -> f64| Scatter {
        dots: (0..count)
            .map(|at| ScatterDot { x: Cell::number(f64::from(at)), y: Cell::number(y(at)), ..ScatterDot::default() })
            .chain([ScatterDot { x: Cell::number(1.0), ..ScatterDot::default() }])
            .collect(),
        ..Scatter::default()
    };
    for (count, y, wanted) in [
        (20, (&|at| f64::from(at) * 2.0 + 1.0) as &dyn Fn(i32) -> f64, Some((1.0, 20))),
        (10, &|at| -f64::from(at), Some((-1.0, 10))),
        (9, &|at| f64::from(at), None),
        (30, &|_| 5.0, None),
        // 1, 4, 9 ... 100 against 1 ... 10: 0.974559 by hand.
        (10, &|at| f64::from((at + 1) * (at + 1)), Some((0.974_559, 10))),
    ] {
        let found = scatter(count, y).correlation();
        match (found, wanted) {
            (Some(found), Some((r, n))) => assert!((found.r - r).abs() < 1e-6 && found.n == n, "{found:?}"),
            (found, wanted) => assert!(found.is_none() && wanted.is_none(), "{found:?} {wanted:?}"),
        }
    }
    let text = crate::samples::scatter(Lang::Vi).svg(Width::Wide);
    assert!(text.contains("n = 63 đơn vị; tương quan r = "));
}

#[test]
fn names_of_dots_do_not_overlap() {
    let mut scatter = crate::samples::scatter(Lang::Vi);
    for (at, dot) in scatter.dots.iter_mut().enumerate() {
        dot.highlight = at % 8 == 0;
    }
    for width in WIDTHS {
        let svg = scatter.svg(width);
        let document = Document::parse(&svg).expect("well-formed");
        let number = |node: &roxmltree::Node, name: &str| {
            node.attribute(name).and_then(|v| v.parse::<f64>().ok()).expect("number")
        };
        let names: Vec<(f64, f64, f64)> = document
            .descendants()
            .filter(|node| node.attribute("font-weight").is_some() && node.attribute("aria-hidden").is_none())
            .map(|node| {
                (number(&node, "x"), number(&node, "y"), node.text().unwrap_or_default().chars().count() as f64 * 6.0)
            })
            .collect();
        assert_eq!(names.len(), 8);
        for (at, a) in names.iter().enumerate() {
            for b in &names[at + 1..] {
                let apart = (a.1 - b.1).abs() >= 12.0 || a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_histogram_counts_every_unit_once() {
    let histogram = crate::samples::histogram(Lang::Vi);
    let table = histogram.table();
    let counted: f64 =
        table.rows.iter().map(|row| if let TableCell::Number(count) = row[1] { count } else { 0.0 }).sum();
    assert_eq!(counted, 63.0);
    assert!(table.rows.len() <= 12);
    insta::assert_snapshot!(table.rows.iter().map(|row| format!("{:?} {:?}", row[0], row[1])).collect::<Vec<_>>().join("\n"), @r#"
    Text("80 đến dưới 82") Number(8.0)
    Text("82 đến dưới 84") Number(6.0)
    Text("84 đến dưới 86") Number(10.0)
    Text("86 đến dưới 88") Number(10.0)
    Text("88 đến dưới 90") Number(8.0)
    Text("90 đến dưới 92") Number(7.0)
    Text("92 đến dưới 94") Number(9.0)
    Text("94 đến dưới 96") Number(4.0)
    Text("96 đến dưới 98") Number(1.0)
    "#);
}

#[test]
fn a_heat_map_is_sorted_with_missing_values_last() {
    let mut map = crate::samples::heat_map_large(Lang::Vi);
    for rising in [false, true] {
        map.sort(1, rising);
        let values: Vec<Cell> = map.rows.iter().map(|row| row.cells[1]).collect();
        let known: Vec<f64> = values.iter().map_while(|cell| cell.value()).collect();
        assert!(known.len() > 50 && values[known.len()..].iter().all(|cell| cell.is_missing()));
        assert!(known.is_sorted_by(|a, b| if rising { a <= b } else { a >= b }));
    }
    let svg = map.svg(Width::Wide);
    for words in ["chưa có số liệu", "không áp dụng", "không cho ý kiến", "không công bố", "không tính được"]
    {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
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
