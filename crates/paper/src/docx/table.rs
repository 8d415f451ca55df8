//! Tables: fixed widths, the head on every page, rows that do not break.

use super::body::run;
use super::xml::Xml;
use crate::document::{Kind, Row, Table, Value, Weight};

/// A row with more text than this may break over pages: else half a page could stay empty.
const LONG: usize = 600;

pub(super) fn write(xml: &mut Xml, table: &Table, width: i64) {
    let widths = widths(table, width);
    xml.open("w:tbl", &[]).open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    xml.open("w:tblBorders", &[]);
    for edge in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.empty(edge, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")]);
    }
    xml.close().empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.open("w:tblCellMar", &[]);
    for edge in ["w:left", "w:right"] {
        xml.empty(edge, &[("w:w", "70"), ("w:type", "dxa")]);
    }
    xml.close().close().open("w:tblGrid", &[]);
    for width in &widths {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close();
    head(xml, table, &widths);
    for row in &table.rows {
        write_row(xml, table, row, &widths);
    }
    xml.close();
}

/// Whole widths that add up to the width of the table.
fn widths(table: &Table, width: i64) -> Vec<i64> {
    let all: i64 = table.columns.iter().map(|column| i64::from(column.width)).sum::<i64>().max(1);
    let mut widths: Vec<i64> = table.columns.iter().map(|column| i64::from(column.width) * width / all).collect();
    let used: i64 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += width - used;
    }
    widths
}

fn head(xml: &mut Xml, table: &Table, widths: &[i64]) {
    xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).empty("w:tblHeader", &[]).close();
    for (column, width) in table.columns.iter().zip(widths) {
        cell(xml, *width, Weight::Strong, "HeadOfTable", &column.title.vi, &[]);
    }
    xml.close();
}

fn write_row(xml: &mut Xml, table: &Table, row: &Row, widths: &[i64]) {
    let printed: Vec<String> = row.cells.iter().map(Value::printed).collect();
    xml.open("w:tr", &[]);
    if printed.iter().all(|text| text.chars().count() < LONG) {
        xml.open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
    }
    let bold: &[&str] = if row.weight == Weight::Plain { &[] } else { &["w:b", "w:bCs"] };
    for (((column, width), value), text) in table.columns.iter().zip(widths).zip(&row.cells).zip(&printed) {
        let style = match (column.kind, value) {
            (Kind::Text, _) => "CellLeft",
            (Kind::Middle, _) | (Kind::Number(_), Value::Text(_)) => "CellMiddle",
            (Kind::Number(_), _) => "CellRight",
        };
        cell(xml, *width, row.weight, style, text, bold);
    }
    xml.close();
}

fn cell(xml: &mut Xml, width: i64, weight: Weight, style: &str, text: &str, settings: &[&'static str]) {
    xml.open("w:tc", &[]).open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    if weight == Weight::Strong {
        xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EDEDED")]);
    }
    xml.value("w:vAlign", "center").close();
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", style);
    if weight != Weight::Plain {
        // What stands above others does not end a page.
        xml.empty("w:keepNext", &[]);
    }
    xml.close();
    run(xml, text, settings);
    xml.close().close();
}
