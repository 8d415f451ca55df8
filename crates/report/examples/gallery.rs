//! Writes one HTML page with every chart, to look at: `cargo run -p chiso-report --example gallery -- light > gallery.html`.

#[path = "../tests/samples/mod.rs"]
#[allow(dead_code, missing_docs)]
mod samples;

use chiso_model::{Cell, Lang};
use chiso_report::{CHARTS_CSS, Chart, VIETNAM_34, VIETNAM_63, share_bar, spark};

fn main() {
    let theme = std::env::args().nth(1).unwrap_or_else(|| "light".to_owned());
    let lang = Lang::Vi;
    let mut charts = vec![
        samples::ranked_bars(lang, 12).responsive(),
        samples::ministries(lang).responsive(),
        samples::history_single(lang).responsive(),
        samples::history_five(lang).responsive(),
        samples::tile_map(lang, &VIETNAM_63).responsive(),
        samples::tile_map(lang, &VIETNAM_34).responsive(),
    ];
    let mut rows = String::new();
    for (value, max) in
        [(Cell::number(8.5), 10.0), (Cell::number(0.0), 5.0), (Cell::BLANK, 5.0), (Cell::number(16.0), 16.0)]
    {
        rows.push_str(&share_bar(value, Cell::number(max)));
        rows.push_str(" 8,50 / 10 <br>");
    }
    rows.push_str(&spark(&[Cell::number(1.0), Cell::number(3.0), Cell::BLANK, Cell::number(2.0), Cell::number(5.0)]));
    charts.push(rows);
    println!(
        "<!doctype html><html lang=\"vi\" data-theme=\"{theme}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><style>{CHARTS_CSS}
        body {{ margin: 16px; font: 16px/1.55 system-ui, sans-serif; color: #1b1f24; background: #fff }}
        [data-theme=dark] body {{ color: #e6eaee; background: #14181d }} figure {{ margin: 0 0 40px }}</style>"
    );
    for chart in charts {
        println!("<figure>{chart}</figure>");
    }
}
