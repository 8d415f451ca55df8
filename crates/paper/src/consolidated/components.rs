//! Units by areas: the component indices.

use chiso_engine::summarise;
use chiso_model::Text;

use super::Consolidated;
use crate::document::{Column, Kind, Row, Table, Value, Weight};

/// Width of the table, millimetres.
const WIDTH: u16 = 257;

/// A row a unit, a column an area; max points above, means below.
pub(super) fn table(report: &Consolidated<'_>) -> Table {
    let outcome = report.outcome;
    let areas: Vec<usize> = outcome.root().parts.clone();
    let nodes = report.rulebook.tree.walk();
    let title = |id: &str| {
        let node = nodes.iter().find(|node| node.id.as_str() == id);
        let titled = |lang| {
            let node = node?;
            let name = node.title.get(lang);
            Some(node.code.as_ref().map_or_else(|| name.to_owned(), |code| format!("{code}. {name}")))
        };
        let of = |lang| titled(lang).unwrap_or_else(|| id.to_owned());
        Text::new(of(chiso_model::Lang::Vi), of(chiso_model::Lang::En))
    };
    let count = u16::try_from(areas.len()).unwrap_or(u16::MAX).max(1);
    let (place, unit, total) = (12, 45, 18);
    let area = ((WIDTH - place - unit - total) / count).max(12);
    let mut columns = vec![
        Column::new(Text::new("Hạng", "Rank"), place, Kind::Middle),
        Column::new(Text::new("Đơn vị", "Unit"), unit, Kind::Text),
    ];
    let number = |node: usize| Kind::Number(outcome.nodes[node].rounding.digits);
    columns.extend(areas.iter().map(|node| Column::new(title(&outcome.nodes[*node].id), area, number(*node))));
    columns.push(Column::new(Text::new("Tổng điểm", "Total"), total, number(0)));

    let shown: Vec<usize> = areas.iter().copied().chain([0]).collect();
    let row = |weight, first: Value, name: &str, value: &dyn Fn(usize) -> Option<f64>| {
        let digits = |node: usize| outcome.nodes[node].rounding.digits;
        let number = |node: &usize| value(*node).map_or(Value::Empty, |value| Value::points(value, digits(*node)));
        let mut cells = vec![first, Value::text(name)];
        cells.extend(shown.iter().map(number));
        Row::new(weight, cells)
    };
    let mut rows = vec![row(Weight::Strong, Value::Empty, "Điểm tối đa", &|node| outcome.nodes[node].max)];
    for id in report.units() {
        let Some(unit) = outcome.unit(id) else { continue };
        let rank = outcome.root().ranks[unit];
        let place =
            rank.map_or_else(|| Value::Text("-".to_owned()), |rank| Value::Number(rank, u8::from(rank.fract() != 0.0)));
        rows.push(row(Weight::Plain, place, &report.name(id), &|node| outcome.nodes[node].rounded[unit]));
    }
    let summary = summarise(report.rulebook, outcome, None);
    let mean = |node: usize| {
        let mean = summary.nodes.iter().find(|of| of.node == outcome.nodes[node].id)?.mean?;
        Some(outcome.nodes[node].rounding.round(mean))
    };
    rows.push(row(Weight::Strong, Value::Empty, "Trung bình (đơn vị xếp hạng)", &mean));
    Table { columns, rows }
}
