//! The ranking: points, places, bands, and the change against last year.

use chiso_engine::{Change, NotComparable, summarise};
use chiso_model::{Lang, Text};

use super::Consolidated;
use crate::document::{Column, Kind, Row, Table, Value, Weight};
use crate::print;

/// Ids of the units: by group, then by place; those without a place last, then by name.
pub(super) fn order<'a>(report: &Consolidated<'a>) -> Vec<&'a str> {
    let root = report.outcome.root();
    let mut units: Vec<_> = report.round.setup.units.iter().collect();
    units.sort_by(|a, b| {
        let place = |unit: &str| report.outcome.unit(unit).and_then(|unit| root.ranks[unit]).unwrap_or(f64::INFINITY);
        let by_name = || report.name(&a.unit).cmp(&report.name(&b.unit)).then_with(|| a.unit.cmp(&b.unit));
        a.group.cmp(&b.group).then(place(&a.unit).total_cmp(&place(&b.unit))).then_with(by_name)
    });
    units.into_iter().map(|entrant| entrant.unit.as_str()).collect()
}

/// The table.
pub(super) fn table(report: &Consolidated<'_>) -> Table {
    let digits = report.digits();
    let grouped = report.round.setup.units.iter().any(|entrant| entrant.group.is_some());
    let has_bands = report.rulebook.bands.is_some();
    let compared = of_root(report).is_some_and(Result::is_ok);
    let mut columns = vec![
        Column::new(Text::new("Hạng", "Rank"), 18, Kind::Middle),
        Column::new(Text::new("Đơn vị", "Unit"), 78, Kind::Text),
    ];
    if grouped {
        columns.push(Column::new(Text::new("Nhóm đơn vị", "Group"), 26, Kind::Middle));
    }
    columns.push(Column::new(Text::new("Điểm", "Points"), 28, Kind::Number(digits)));
    if has_bands {
        columns.push(Column::new(Text::new("Xếp loại", "Band"), 41, Kind::Middle));
    }
    if compared {
        columns.push(Column::new(Text::new("Tăng, giảm điểm", "Change in points"), 22, Kind::Number(digits)));
        columns.push(Column::new(Text::new("Tăng, giảm hạng", "Change in rank"), 22, Kind::Number(0)));
    }
    let rows = order(report).into_iter().map(|id| {
        let mut cells = vec![place(report, id), Value::text(report.name(id))];
        if grouped {
            let entrant = report.round.setup.units.iter().find(|entrant| entrant.unit == id);
            cells.push(Value::text(entrant.and_then(|entrant| entrant.group.clone()).unwrap_or_default()));
        }
        let score = report.printed(&report.outcome.root().id, id);
        cells.push(score.map_or(Value::Text("Không tính được".to_owned()), |value| Value::Number(value, digits)));
        if has_bands {
            cells.push(Value::text(band(report, id)));
        }
        if compared {
            let change = change(report, id);
            cells.push(change.map_or(Value::Empty, |change| Value::Change(change.value, digits)));
            let places = change.and_then(|change| change.places);
            cells.push(places.map_or(Value::Empty, |places| Value::Change(places, halves(places))));
        }
        Row::new(Weight::Plain, cells)
    });
    Table { rows: rows.collect(), columns }
}

/// Who leads, the mean, who comes last, how many went up.
pub(super) fn sentences(report: &Consolidated<'_>) -> Vec<String> {
    let digits = report.digits();
    let summary = summarise(report.rulebook, report.outcome, None);
    let Some(root) = summary.nodes.first() else { return Vec::new() };
    let mut out = Vec::new();
    if let (Some(max), Some(min), Some(mean)) = (&root.max, &root.min, root.mean) {
        let names = |units: &[String]| units.iter().map(|unit| report.name(unit)).collect::<Vec<_>>().join(", ");
        out.push(format!(
            "1. Điểm trung bình của {} đơn vị được xếp hạng: {} điểm. Cao nhất: {} ({} điểm); thấp nhất: {} ({} điểm).",
            root.count,
            print::figure(mean, digits),
            names(&max.units),
            print::figure(max.value, digits),
            names(&min.units),
            print::figure(min.value, digits)
        ));
    }
    let bands: Vec<String> = report
        .rulebook
        .bands
        .iter()
        .flat_map(|bands| bands.bands().iter().rev())
        .filter_map(|band| {
            let count = root.bands.iter().find(|count| count.band == band.id.as_str())?.count;
            Some(format!("{}: {count} đơn vị", band.title.vi))
        })
        .collect();
    if !bands.is_empty() {
        out.push(format!("2. {}.", bands.join("; ")));
    }
    out
}

/// Why nothing is compared with last year, or which units stand apart.
pub(super) fn remark(report: &Consolidated<'_>) -> Option<String> {
    let why = match of_root(report) {
        Some(Ok(_)) => None,
        None => Some("không có kết quả năm trước".to_owned()),
        Some(Err(NotComparable::Declared(reason))) => Some(print::sentence(reason.get(Lang::Vi)).to_owned()),
        Some(Err(NotComparable::NotMapped | NotComparable::Absent(_))) => {
            Some("Bộ tiêu chí không nối tiếp Bộ tiêu chí của năm trước".to_owned())
        }
    };
    let why = why.map(|why| format!("Không so sánh với năm trước: {}.", print::within(&why)));
    let apart = report.round.setup.units.iter().any(|entrant| !entrant.ranked);
    let apart = apart.then(|| "Đơn vị không có hạng được đánh giá nhưng không xếp hạng.".to_owned());
    let lines: Vec<String> = [why, apart].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| format!("Ghi chú: {}", lines.join(" ")))
}

fn of_root<'a>(report: &Consolidated<'a>) -> Option<&'a Result<Vec<Option<Change>>, NotComparable>> {
    report.changes?.nodes.first()
}

fn change(report: &Consolidated<'_>, id: &str) -> Option<Change> {
    of_root(report)?.as_ref().ok()?.get(report.outcome.unit(id)?).copied()?
}

fn place(report: &Consolidated<'_>, id: &str) -> Value {
    let rank = report.outcome.unit(id).and_then(|unit| report.outcome.root().ranks[unit]);
    rank.map_or_else(|| Value::Text("-".to_owned()), |rank| Value::Number(rank, halves(rank)))
}

/// Decimals of a place: a shared place may be a half.
fn halves(place: f64) -> u8 {
    u8::from(place.fract() != 0.0)
}

fn band(report: &Consolidated<'_>, id: &str) -> String {
    let band = report.outcome.unit(id).and_then(|unit| report.outcome.root().bands[unit].clone());
    let title = |band: &String| {
        let bands = report.rulebook.bands.as_ref()?;
        bands.bands().iter().find(|b| b.id.as_str() == band).map(|band| band.title.vi.clone())
    };
    band.as_ref().and_then(title).or(band).unwrap_or_default()
}
