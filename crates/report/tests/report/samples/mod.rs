//! Charts with invented numbers, for tests and for the gallery.

#![allow(
    clippy::wildcard_imports,
    clippy::unwrap_used,
    reason = "samples of everything the crate offers, from shipped tables"
)]

use chiso_model::{Cell, Lang, Missing};
use chiso_report::*;

/// A value between 80 and 97 with two decimals, always the same for the same number.
pub(crate) fn value(seed: usize) -> Cell {
    Cell::number(80.0 + ((seed * 7919 + 311) % 1700) as f64 / 100.0)
}

fn frame(lang: Lang, title: &str, subtitle: &str) -> Frame {
    Frame {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        source: lang.pick("số liệu ví dụ", "invented numbers").to_owned(),
        unit: "%".to_owned(),
        digits: 2,
        lang,
        captioned: false,
    }
}

/// A row of the shipped tile layouts.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) code: String,
    pub(crate) column: u8,
    pub(crate) row: u8,
    pub(crate) label: String,
    pub(crate) archipelago: bool,
}

/// The shipped layout of 63 or 34 provinces, labelled by their names, north to south.
pub(crate) fn places(units: usize) -> Vec<Place> {
    let layout = if units == 63 {
        include_str!("../../../../../facts/tiles_63.csv")
    } else {
        include_str!("../../../../../facts/tiles_34.csv")
    };
    let provinces = include_str!("../../../../../facts/provinces.csv");
    let name_of = |code: &str| {
        let rows = provinces.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let mut named = rows.filter(|row| row[0] == code).map(|row| row[1].to_owned());
        // Codes that both schemes use stand twice: the units of today come last.
        if units == 63 { named.next() } else { named.next_back() }
    };
    let mut places: Vec<Place> = layout
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let name = name_of(cells[0]);
            Place {
                code: cells[0].to_owned(),
                column: cells[1].parse().unwrap(),
                row: cells[2].parse().unwrap(),
                archipelago: name.is_none(),
                label: name.unwrap_or_else(|| cells[3].to_owned()),
            }
        })
        .collect();
    places.sort_by_key(|place| (place.row, place.column));
    places
}

fn names(count: usize) -> Vec<String> {
    places(63).into_iter().filter(|tile| !tile.archipelago).map(|tile| tile.label).take(count).collect()
}

pub(crate) fn ranked_bars(lang: Lang, count: usize) -> RankedBars {
    let mut rows: Vec<Bar> = names(count)
        .iter()
        .enumerate()
        .map(|(at, name)| Bar {
            label: name.clone(),
            value: value(at),
            note: lang.pick("+4,30", "+4.30").to_owned(),
            href: Some(format!("/vi/par-index/don-vi/{at}?ky=2024&x=1")),
            ..Bar::default()
        })
        .collect();
    rows.sort_by(|a, b| b.value.raw().total_cmp(&a.value.raw()));
    for (at, row) in rows.iter_mut().enumerate() {
        row.rank = Some(at as f64 + 1.0);
        row.highlight = at == 3;
    }
    if let Some(last) = rows.last_mut() {
        last.value = Cell::BLANK;
        last.rank = None;
        last.note.clear();
    }
    RankedBars {
        frame: frame(lang, "Hải Phòng dẫn đầu lần thứ hai", "PAR INDEX 2024, ví dụ"), rows, max: Some(100.0)
    }
}

pub(crate) fn ministries(lang: Lang) -> RankedBars {
    let names = [
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Lao động - Thương binh và Xã hội",
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "Ngân hàng Nhà nước Việt Nam",
        "Bộ Y tế <&\"'>",
    ];
    let rows = names
        .iter()
        .enumerate()
        .map(|(at, name)| Bar {
            label: (*name).to_owned(),
            value: Cell::number(89.95 - 1.7 * at as f64),
            rank: Some(at as f64 + if at == 1 || at == 2 { 1.5 } else { 1.0 }),
            highlight: at == 1,
            ..Bar::default()
        })
        .collect();
    let mut frame = frame(lang, "Năm bộ đứng đầu", "PAR INDEX của các bộ, ví dụ");
    frame.captioned = true;
    RankedBars { frame, rows, max: None }
}

pub(crate) fn tile_map(lang: Lang, places: &[Place]) -> TileMap {
    let values: Vec<Cell> = (0..places.len()).map(value).collect();
    let ramp = Ramp::of(values.iter().copied());
    let tiles = places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let value = if at % 9 == 4 { Cell::BLANK } else { values[at] };
            Tile {
                column: place.column,
                row: place.row,
                kind: if place.archipelago { TileKind::Archipelago } else { TileKind::Unit },
                label: place.label.clone(),
                name: place.label.clone(),
                value: if place.archipelago { Cell::BLANK } else { value },
                class: ramp.class(value),
                band: String::new(),
                href: (!place.archipelago).then(|| format!("/vi/par-index/don-vi/{}", place.code)),
                highlight: place.code == "31",
            }
        })
        .collect();
    TileMap {
        frame: frame(lang, "Vùng ven biển cao hơn", "PAR INDEX 2024, ví dụ"), tiles, legend: ramp.legend(lang)
    }
}

fn line(label: &str, values: &[f64], highlight: bool) -> Line {
    Line {
        label: label.to_owned(),
        values: values.iter().map(|value| if value.is_nan() { Cell::BLANK } else { Cell::number(*value) }).collect(),
        highlight,
    }
}

const GAP: f64 = f64::NAN;

pub(crate) fn history_single(lang: Lang) -> HistoryLine {
    HistoryLine {
        frame: frame(lang, "Tăng liên tục từ khi đổi cách tính", "Hải Phòng, PAR INDEX 2012-2024, ví dụ"),
        periods: (2012..=2024).map(|year| year.to_string()).collect(),
        lines: vec![line(
            "Hải Phòng",
            &[85.2, 86.9, GAP, 88.1, 82.4, 83.5, 84.1, GAP, 90.51, 91.8, 90.09, 91.87, 96.17],
            true,
        )],
        breaks: vec![
            SeriesBreak { at: 4, label: lang.pick("bộ chỉ số mới (2016)", "new set (2016)").to_owned() },
            SeriesBreak { at: 10, label: lang.pick("cách tính mới (2022)", "new method (2022)").to_owned() },
        ],
        range: None,
    }
}

pub(crate) fn history_six(lang: Lang) -> HistoryLine {
    HistoryLine {
        frame: frame(lang, "Sáu tỉnh hội tụ", "PAR INDEX 2019-2024, ví dụ"),
        periods: (2019..=2024).map(|year| year.to_string()).collect(),
        lines: vec![
            line("Hải Phòng", &[84.2, 86.9, 91.8, 90.09, 91.87, 96.17], true),
            line("Bà Rịa - Vũng Tàu", &[82.2, 85.9, 88.8, 89.0, 91.0, 93.35], false),
            line("Hà Nội", &[83.2, GAP, 89.8, 89.58, 91.43, 92.75], false),
            line("Thừa Thiên Huế", &[80.0, 84.0, 86.0, GAP, 89.2, GAP], false),
            line("Cao Bằng", &[79.5, 80.2, 80.9, 79.96, 81.2, 82.95], false),
            line("Quảng Ninh", &[86.0, 88.2, 90.5, 88.1, 90.6, 91.49], false),
        ],
        breaks: vec![SeriesBreak { at: 3, label: lang.pick("cách tính mới", "new method").to_owned() }],
        range: None,
    }
}

pub(crate) fn dot_interval(lang: Lang) -> DotInterval {
    let rows = names(8)
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let value = Cell::number(((900.0 - 13.0 * at as f64) / 10.0).round());
            IntervalRow {
                label: name.clone(),
                value: if at == 6 { Cell::missing(Missing::Withheld) } else { value },
                interval: (at < 6 && at != 3).then(|| (value.raw() - 1.2 - at as f64 * 0.2, value.raw() + 1.4)),
                highlight: at == 2,
                href: None,
            }
        })
        .collect();
    DotInterval {
        frame: frame(lang, "Chỉ ba tỉnh khác nhau rõ", "SIPAS, ví dụ"),
        rows,
        level: Some(0.9),
        reference: Some(Reference { label: lang.pick("cả nước", "whole country").to_owned(), value: 85.3 }),
        range: None,
    }
}

pub(crate) const AREAS: [&str; 8] = [
    "Công tác chỉ đạo, điều hành",
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng chính quyền điện tử, chính quyền số",
    "Tác động của cải cách",
];

pub(crate) fn radar(lang: Lang) -> Radar {
    let maxima = [9.5, 10.0, 13.0, 10.5, 15.0, 12.0, 13.5, 16.5];
    let axes = AREAS.iter().zip(maxima).map(|(label, max)| RadarAxis { label: (*label).to_owned(), max }).collect();
    let mut frame = frame(lang, "Yếu nhất ở tài chính công", "Điểm từng lĩnh vực, ví dụ");
    frame.unit = String::new();
    Radar {
        frame,
        axes,
        lines: vec![
            line("Hải Phòng", &[9.2, 9.5, 12.8, 9.4, 13.2, 8.0, 12.6, 15.0], true),
            line("Trung bình cả nước", &[8.6, 8.9, 12.0, 9.0, 12.4, 9.6, 11.0, 13.0], false),
            line("Cao Bằng", &[8.0, 7.4, 11.2, GAP, 11.1, 9.0, 9.8, 11.5], false),
        ],
    }
}

pub(crate) fn heat_map(lang: Lang, count: usize) -> HeatMap {
    let rows: Vec<HeatRow> = names(count)
        .iter()
        .enumerate()
        .map(|(at, name)| HeatRow {
            label: name.clone(),
            cells: (0..8).map(|c| if (at + c) % 13 == 7 { Cell::BLANK } else { value(at * 8 + c) }).collect(),
            highlight: at == 2,
            href: Some(format!("/vi/{at}")),
        })
        .collect();
    let ramp = Ramp::of(rows.iter().flat_map(|row| row.cells.iter().copied()));
    let columns = AREAS.iter().map(|label| HeatColumn { label: (*label).to_owned(), ramp: ramp.clone() }).collect();
    HeatMap {
        frame: frame(lang, "Thủ tục mạnh, tài chính yếu", "Phần trăm điểm tối đa, ví dụ"), columns, rows
    }
}

pub(crate) fn strip(lang: Lang) -> DistributionStrip {
    let dots = names(63)
        .iter()
        .enumerate()
        .map(|(at, name)| Dot { label: name.clone(), value: value(at * at), highlight: at == 17 || at == 40 })
        .collect();
    DistributionStrip {
        frame: frame(lang, "Một nửa số tỉnh trên 88 %", "PAR INDEX 2024, ví dụ"),
        dots,
        reference: Some(Reference { label: lang.pick("trung bình", "mean").to_owned(), value: 88.37 }),
        range: None,
    }
}

pub(crate) fn scatter(lang: Lang) -> Scatter {
    let dots = names(63)
        .iter()
        .enumerate()
        .map(|(at, name)| ScatterDot {
            label: name.clone(),
            x: Cell::number(20.0 + ((at * 37) % 63) as f64),
            y: Cell::number(value(at).raw() / 2.0 + 20.0 + ((at * 37) % 63) as f64 / 2.0),
            highlight: at == 17 || at == 40 || at == 5,
        })
        .collect();
    Scatter {
        frame: frame(lang, "Tỉnh số hóa nhiều hơn thì hài lòng hơn", "Ví dụ"),
        x: ScatterAxis {
            label: "Tỷ lệ hồ sơ số hóa (%)".to_owned(),
            digits: 0,
            range: None,
            reference: Some(Reference { label: lang.pick("trung bình", "mean").to_owned(), value: 51.0 }),
        },
        y: ScatterAxis {
            label: "Mức độ hài lòng (%)".to_owned(),
            digits: 2,
            range: None,
            reference: Some(Reference { label: lang.pick("trung bình", "mean").to_owned(), value: 80.02 }),
        },
        dots,
    }
}

/// 63 units and 10 components, among them every kind of missing value.
pub(crate) fn heat_map_large(lang: Lang) -> HeatMap {
    let mut map = heat_map(lang, 63);
    for label in ["Tiêu chí phụ một", "Tiêu chí phụ hai"] {
        map.columns.push(HeatColumn { label: label.to_owned(), ramp: map.columns[0].ramp.clone() });
    }
    for (at, row) in map.rows.iter_mut().enumerate() {
        row.cells.extend([value(at * 3), value(at * 5)]);
        if let Some(kind) = Missing::ALL.get(at % 9) {
            row.cells[at % 10] = Cell::missing(*kind);
        }
    }
    map.sort(2, false);
    map
}

pub(crate) fn histogram(lang: Lang) -> Histogram {
    let strip = strip(lang);
    Histogram { frame: strip.frame, dots: strip.dots, reference: strip.reference }
}

/// An invented country of 36 neighbours with wavy borders, islets by the coast and far off, and the two archipelagos: where they lie, no unit's.
pub(crate) fn geojson() -> String {
    let corner = |column: i32, row: i32| {
        let jitter = |seed: i32| f64::from((seed * 7919 + 311) % 100) / 250.0;
        [102.5 + f64::from(column) + jitter(column * 7 + row), 9.0 + 2.3 * f64::from(row) + jitter(column + row * 13)]
    };
    // The line between two corners is the same whichever of its neighbours asks.
    let line = |from: (i32, i32), to: (i32, i32)| -> Vec<[f64; 2]> {
        let (a, b) = (from.min(to), from.max(to));
        let ([x0, y0], [x1, y1]) = (corner(a.0, a.1), corner(b.0, b.1));
        let mut points: Vec<[f64; 2]> = (0..=40)
            .map(|step| {
                let (share, wave) = (f64::from(step) / 40.0, f64::from(step * (a.0 + 3) + a.1).sin() * 0.06);
                let wave = if step == 0 || step == 40 { 0.0 } else { wave };
                [x0 + share * (x1 - x0) + wave, y0 + share * (y1 - y0) + wave]
            })
            .collect();
        if from > to {
            points.reverse();
        }
        points
    };
    let square = |x: f64, y: f64, half: f64| {
        format!(
            "[[[{},{}],[{},{}],[{},{}],[{},{}],[{},{}]]]",
            x - half,
            y - half,
            x + half,
            y - half,
            x + half,
            y + half,
            x - half,
            y + half,
            x - half,
            y - half
        )
    };
    let mut features = Vec::new();
    for row in 0..6 {
        for column in 0..6 {
            let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1), (column, row)];
            let ring: Vec<String> = corners
                .windows(2)
                .flat_map(|pair| line(pair[0], pair[1]))
                .map(|[x, y]| format!("[{x:.5},{y:.5}]"))
                .collect();
            let code = row * 6 + column + 1;
            let mut polygons = vec![format!("[[{}]]", ring.join(","))];
            if column == 5 {
                polygons.push(square(corner(6, row)[0] + 0.12, corner(6, row)[1] + 0.1, 0.015));
                polygons.push(square(110.4, 9.9 + 2.3 * f64::from(row), 0.015));
            }
            features.push(format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"ma\":{code},\"ten\":\"Vùng {code}\"}},\"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}}}",
                polygons.join(",")
            ));
        }
    }
    for (name, points) in [
        ("Quần đảo Hoàng Sa", &[[111.6, 16.5], [112.3, 16.9], [112.7, 16.0]][..]),
        ("Quần đảo Trường Sa", &[[111.9, 8.6], [114.3, 11.4], [114.4, 9.9], [113.0, 8.9], [115.8, 10.0]]),
    ] {
        let polygons: Vec<String> = points.iter().map(|[x, y]| square(*x, *y, 0.01)).collect();
        features.push(format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"ten\":\"{name}\"}},\"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}}}",
            polygons.join(",")
        ));
    }
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

/// The boundaries of the invented country.
pub(crate) static COUNTRY: std::sync::LazyLock<Boundary> =
    std::sync::LazyLock::new(|| Boundary::read(&geojson(), "ma", "ten").unwrap());

pub(crate) fn choropleth(lang: Lang) -> Choropleth<'static> {
    let values: Vec<Cell> = (1..=35).map(|at| if at % 11 == 5 { Cell::BLANK } else { value(at) }).collect();
    let ramp = Ramp::of(values.iter().copied());
    let areas = values
        .iter()
        .zip(1..)
        .map(|(value, at)| Area {
            key: format!("{at:02}"),
            name: format!("Vùng {at}"),
            label: format!("Vùng {at}"),
            value: *value,
            class: ramp.class(*value),
            band: String::new(),
            href: Some(format!("/vi/par-index/don-vi/{at}")),
            highlight: at == 15,
        })
        .collect();
    Choropleth {
        frame: frame(lang, "Vùng ven biển cao hơn", "PAR INDEX 2024, ví dụ"),
        boundary: &COUNTRY,
        areas,
        legend: ramp.legend(lang),
    }
}

/// Every kind of chart with a name, as boxed charts.
pub(crate) fn all(lang: Lang) -> Vec<(&'static str, Box<dyn Chart>)> {
    vec![
        ("ranked_bars", Box::new(ranked_bars(lang, 12))),
        ("ministries", Box::new(ministries(lang))),
        ("history_single", Box::new(history_single(lang))),
        ("history_six", Box::new(history_six(lang))),
        ("dot_interval", Box::new(dot_interval(lang))),
        ("tile_map_63", Box::new(tile_map(lang, &places(63)))),
        ("tile_map_34", Box::new(tile_map(lang, &places(34)))),
        ("radar", Box::new(radar(lang))),
        ("heat_map", Box::new(heat_map(lang, 6))),
        ("strip", Box::new(strip(lang))),
        ("histogram", Box::new(histogram(lang))),
        ("scatter", Box::new(scatter(lang))),
        ("heat_map_large", Box::new(heat_map_large(lang))),
        ("choropleth", Box::new(choropleth(lang))),
    ]
}
