//! Charts with invented numbers, for tests and for the gallery.

use chiso_model::{Cell, Lang};
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

fn names(count: usize) -> Vec<&'static str> {
    VIETNAM_63.iter().filter(|tile| tile.code.is_some()).map(|tile| tile.label).take(count).collect()
}

pub(crate) fn ranked_bars(lang: Lang, count: usize) -> RankedBars {
    let mut rows: Vec<Bar> = names(count)
        .iter()
        .enumerate()
        .map(|(at, name)| Bar {
            label: if *name == "BR-VT" { "Bà Rịa - Vũng Tàu" } else { name }.to_owned(),
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

pub(crate) fn tile_map(lang: Lang, places: &[TilePlace]) -> TileMap {
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
                kind: if place.code.is_some() { TileKind::Unit } else { TileKind::Archipelago },
                label: place.label.to_owned(),
                name: place.label.to_owned(),
                value: if place.code.is_some() { value } else { Cell::BLANK },
                class: ramp.class(value),
                band: String::new(),
                href: place.code.map(|code| format!("/vi/par-index/don-vi/{code}")),
                highlight: place.code == Some("31"),
            }
        })
        .collect();
    TileMap {
        frame: frame(lang, "Vùng ven biển cao hơn", "PAR INDEX 2024, ví dụ"), tiles, legend: ramp.legend(lang)
    }
}

fn line(label: &str, values: &[f64], highlight: bool) -> Line {
    Line { label: label.to_owned(), values: values.iter().copied().map(Cell::number).collect(), highlight }
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

pub(crate) fn history_five(lang: Lang) -> HistoryLine {
    HistoryLine {
        frame: frame(lang, "Năm tỉnh hội tụ", "PAR INDEX 2019-2024, ví dụ"),
        periods: (2019..=2024).map(|year| year.to_string()).collect(),
        lines: vec![
            line("Hải Phòng", &[84.2, 86.9, 91.8, 90.09, 91.87, 96.17], true),
            line("Bà Rịa - Vũng Tàu", &[82.2, 85.9, 88.8, 89.0, 91.0, 93.35], false),
            line("Hà Nội", &[83.2, GAP, 89.8, 89.58, 91.43, 92.75], false),
            line("Thừa Thiên Huế", &[80.0, 84.0, 86.0, GAP, 89.2, GAP], false),
            line("Cao Bằng", &[79.5, 80.2, 80.9, 79.96, 81.2, 82.95], false),
        ],
        breaks: vec![SeriesBreak { at: 3, label: lang.pick("cách tính mới", "new method").to_owned() }],
        range: None,
    }
}
