//! The chain of every score: self-score, first appraisal, explanation, second appraisal, council, and the reasons.

use chiso_model::Text;
use chiso_round::{Assessment, Criterion, Link, Mark, Stage};

use super::Consolidated;
use crate::document::{Column, Kind, Row, Table, Value, Weight};
use crate::tree::{self, Line};

/// The stages of which there is a column; that of corrections only where there is one.
fn stages(report: &Consolidated<'_>) -> Vec<Stage> {
    let corrected =
        report.assessments.values().flat_map(|a| a.items.values()).any(|i| i.at(Stage::Correction).is_some());
    Stage::ALL.into_iter().filter(|stage| *stage != Stage::Correction || corrected).collect()
}

/// One unit's table.
pub(super) fn of_unit(report: &Consolidated<'_>, unit: &str) -> Table {
    let columns = columns(report);
    Table { columns, rows: rows(report, unit) }
}

/// All units in one table, the unit in the first column.
pub(super) fn of_all(report: &Consolidated<'_>) -> Table {
    let mut columns = columns(report);
    columns.insert(0, Column::new(Text::new("Đơn vị", "Unit"), 34, Kind::Text));
    let of = |unit: &str| {
        let name = report.name(unit);
        let rows = rows(report, unit);
        rows.into_iter().map(move |mut row| {
            row.cells.insert(0, Value::text(name.clone()));
            row
        })
    };
    let rows = report.units().into_iter().flat_map(of).collect();
    Table { columns, rows }
}

fn columns(report: &Consolidated<'_>) -> Vec<Column> {
    let number = Kind::Number(report.digits());
    let mut columns = vec![
        Column::new(Text::new("Mã", "Code"), 15, Kind::Middle),
        Column::new(
            Text::new("Lĩnh vực, tiêu chí, tiêu chí thành phần", "Area, criterion, sub-criterion"),
            56,
            Kind::Text,
        ),
        Column::new(Text::new("Điểm tối đa", "Max points"), 15, number),
    ];
    columns.extend(stages(report).into_iter().map(|stage| Column::new(short(stage), 17, number)));
    columns.push(Column::new(Text::new("Kết quả", "Result"), 16, number));
    let used: u16 = columns.iter().map(|column| column.width).sum();
    columns.push(Column::new(Text::new("Lý do", "Reasons"), 257u16.saturating_sub(used).max(50), Kind::Text));
    columns
}

fn short(stage: Stage) -> Text {
    match stage {
        Stage::SelfScore => Text::new("Tự chấm", "Self-score"),
        Stage::Council => Text::new("Hội đồng", "Council"),
        other => other.title(),
    }
}

fn rows(report: &Consolidated<'_>, unit: &str) -> Vec<Row> {
    let stages = stages(report);
    let digits = report.digits();
    let mut rows: Vec<Row> =
        tree::lines(report.rulebook, report.rules).iter().map(|line| row(report, unit, line, &stages)).collect();
    let root = report.outcome.root();
    let of = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::points(value, digits));
    let mut total = vec![Value::Empty, Value::text("Tổng điểm"), of(root.max)];
    total.extend(stages.iter().map(|_| Value::Empty));
    total.extend([of(report.printed(&root.id, unit)), Value::Empty]);
    rows.push(Row::new(Weight::Strong, total));
    rows
}

fn row(report: &Consolidated<'_>, unit: &str, line: &Line<'_>, stages: &[Stage]) -> Row {
    let digits = report.digits();
    let of = |value: Option<f64>| value.map_or(Value::Empty, |value| Value::points(value, digits));
    let assessment = report.assessment(unit);
    let item = assessment.and_then(|assessment| assessment.item(line.id()));
    let max = line.criterion.map_or(line.node.max, |criterion| Some(criterion.max));
    let mut cells = vec![Value::text(line.code()), Value::text(&line.node.title.vi), of(max)];
    cells.extend(stages.iter().map(|stage| {
        let judged = item.and_then(|item| item.at(*stage));
        judged.map_or(Value::Empty, |judged| Value::mark(judged.points, digits))
    }));
    // What is scored by itself shows its exact points; a branch what is printed of it.
    cells.push(match line.criterion {
        Some(_) => exact(report, line.id(), unit).map_or(Value::Empty, |mark| Value::mark(mark, digits)),
        None => of(report.printed(line.id(), unit)),
    });
    let reasons = line.criterion.map(|criterion| reasons(assessment, criterion, item.map_or(&[], |item| &item.links)));
    cells.push(Value::text(reasons.unwrap_or_default()));
    Row::new(line.weight(), cells)
}

fn exact(report: &Consolidated<'_>, node: &str, unit: &str) -> Option<Mark> {
    let (node, unit) = (report.outcome.node(node)?, report.outcome.unit(unit)?);
    Some(Mark(report.outcome.nodes[node].values[unit]))
}

/// Everybody's reasons, in the order of the chain; for a value that joined, its source.
fn reasons(assessment: Option<&Assessment>, criterion: &Criterion, chain: &[Link]) -> String {
    let mut lines = Vec::new();
    for link in chain {
        let stage = link.stage.title().vi;
        if let Some(reason) = link.why.said() {
            lines.push(format!("{stage}: {}", reason.trim()));
        }
        if let Some(asked) = &link.asks {
            lines.push(format!("Yêu cầu giải trình: {}", asked.trim()));
        }
    }
    if !criterion.is_appraised() {
        let joined = assessment.map_or(&[][..], |assessment| &assessment.joined);
        for input in &criterion.inputs {
            let found = joined.iter().find(|j| j.indicator == input.indicator && j.period == input.earlier);
            let line = found.map(|joined| format!("Nguồn: {}", joined.source));
            lines.extend(line.filter(|line| !lines.contains(line)));
        }
    }
    lines.join("\n")
}
