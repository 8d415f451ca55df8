//! Writes one HTML page with every chart, to look at: `cargo run -p chiso-report --example gallery -- dark > gallery.html`.

#[path = "../tests/report/samples/mod.rs"]
mod samples;

use chiso_model::{Cell, Lang};
use chiso_report::{CHARTS_CSS, share_bar, spark};

fn main() {
    let theme = std::env::args().nth(1).unwrap_or_else(|| "light".to_owned());
    println!(
        "<!doctype html><html lang=\"vi\" data-theme=\"{theme}\"><meta charset=\"utf-8\"><title>Charts</title>
<meta name=\"viewport\" content=\"width=device-width\"><style>{CHARTS_CSS}
body {{ margin: 16px; font: 16px/1.55 system-ui, sans-serif; color: #1b1f24; background: #fff }}
@media screen {{ [data-theme=dark] body {{ color: #e6eaee; background: #14181d }} }} figure {{ margin: 0 0 40px }}</style>"
    );
    for (_, chart) in samples::all(Lang::Vi) {
        println!("<figure>{}</figure>", chart.responsive());
    }
    for (value, max) in [(8.5, 10.0), (0.0, 5.0), (f64::NAN, 5.0), (16.0, 16.0)] {
        println!("<p>{}</p>", share_bar(Cell::number(value), Cell::number(max)));
    }
    println!("<p>{}</p>", spark(&[1.0, 3.0, f64::NAN, 2.0, 5.0].map(Cell::number)));
}
