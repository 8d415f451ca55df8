//! `charts.css`: text reaches AA (4.5 : 1) and drawings 3 : 1 on their grounds in both themes (WCAG 2.2, 1.4.3 and 1.4.11), and the ramp reads without colour.

use std::collections::BTreeMap;

use chiso_report::CHARTS_CSS;

type Colours = BTreeMap<String, [f64; 3]>;

/// The custom properties of the block that follows `head`.
fn block(head: &str) -> Colours {
    let from = CHARTS_CSS.find(head).unwrap_or_else(|| panic!("{head} is gone")) + head.len();
    let text = CHARTS_CSS[from..].split('}').next().unwrap_or_default();
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"))
        .map(|(name, hex)| {
            let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"));
            (name.to_owned(), [part(0), part(2), part(4)])
        })
        .collect()
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: [f64; 3]) -> f64 {
    let linear = rgb.map(|part| {
        let part = part / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> [(&'static str, Colours); 2] {
    [("light", block("\n:root {")), ("dark", block(":root[data-theme=\"dark\"] {"))]
}

#[test]
fn dark_by_choice_and_dark_by_system_are_one_theme() {
    assert_eq!(block(":root[data-theme=\"dark\"] {"), block(":root:not([data-theme=\"light\"]) {"));
    let [(_, light), (_, dark)] = themes();
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
}

#[test]
fn text_and_drawings_stand_out_in_both_themes() {
    for (theme, colours) in themes() {
        let mut wanted: Vec<(String, String, f64)> = vec![
            ("chart-ink".into(), "chart-paper".into(), 4.5),
            ("chart-ink".into(), "ramp-none".into(), 4.5),
            ("chart-muted".into(), "chart-paper".into(), 4.5),
            ("chart-muted".into(), "ramp-none".into(), 3.0),
            ("chart-bar".into(), "chart-paper".into(), 3.0),
            ("chart-accent".into(), "chart-paper".into(), 4.5),
        ];
        for i in 0..6 {
            wanted.push((format!("chart-series-{i}"), "chart-paper".into(), 4.5));
        }
        for i in 0..7 {
            wanted.push((format!("on-ramp-{i}"), format!("ramp-{i}"), 4.5));
        }
        for (ink, ground, least) in wanted {
            let reached = contrast(colours[&ink], colours[&ground]);
            assert!(reached >= least, "{theme}: {ink} on {ground}: {reached:.2}, needs {least}");
        }
    }
}

#[test]
fn the_ramp_goes_one_way_in_lightness_and_no_two_classes_print_alike() {
    for (theme, colours) in themes() {
        let greys: Vec<f64> = (0..7).map(|i| luminance(colours[&format!("ramp-{i}")])).collect();
        let rising = theme == "dark";
        for pair in greys.windows(2) {
            assert_eq!(pair[1] > pair[0], rising, "{theme}: {greys:?}");
            let (high, low) = (pair[0].max(pair[1]), pair[0].min(pair[1]));
            assert!((high + 0.05) / (low + 0.05) >= 1.2, "{theme}: {greys:?}");
        }
    }
}
