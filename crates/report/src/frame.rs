//! What every chart has in common: its words and its width.

use chiso_model::Lang;

use crate::table::Table;

/// The words around a chart, and how its numbers are printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// The finding, as one sentence: "Hải Phòng dẫn đầu lần thứ hai". Becomes `<title>`, and the heading where the caption is drawn.
    pub title: String,
    /// What is measured, of whom and when: "PAR INDEX 2024, điểm trên 100". Begins `<desc>`.
    pub subtitle: String,
    /// Where the numbers come from, without the word "Nguồn"; empty for none.
    pub source: String,
    /// Unit of the values, printed after a number where there is room: "%", "điểm"; empty for none.
    pub unit: String,
    /// Decimals of printed values.
    pub digits: u8,
    /// The language of the chart's own words and the form of its numbers.
    pub lang: Lang,
    /// Whether title, subtitle and source are drawn inside the image: for a file on its own. A page writes them in HTML around the chart and leaves this false.
    pub captioned: bool,
}

/// The two widths in which a chart is laid out. Text keeps a readable size in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 340 units wide: a phone.
    Narrow,
    /// 720 units wide: a desk, paper, a file.
    Wide,
}

/// A value drawn as a line across the others: a mean, a target, a threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What it is: "trung bình cả nước".
    pub label: String,
    /// Where it lies.
    pub value: f64,
}

/// A chart: an image and the same data as a table.
pub trait Chart {
    /// The chart as one `<svg>` element.
    fn svg(&self, width: Width) -> String;

    /// The same data as a table: the twin of the image.
    fn table(&self) -> Table;

    /// Both widths one after the other; `charts.css` shows the one that suits the screen.
    fn responsive(&self) -> String {
        let mut both = self.svg(Width::Wide);
        both.push_str(&self.svg(Width::Narrow));
        both
    }
}
