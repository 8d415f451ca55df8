//! How the round was held: units, council, its meetings and decisions, and the decision by which the result is published.

use chiso_model::Text;
use chiso_round::round::{Decision, Meeting};

use super::Consolidated;
use crate::document::{Column, Kind, Row, Table, Value, Weight};
use crate::print;

/// Sentences of the report.
pub(super) fn sentences(report: &Consolidated<'_>) -> Vec<String> {
    let setup = &report.round.setup;
    let ranked = setup.units.iter().filter(|entrant| entrant.ranked).count();
    let mut out =
        vec![format!("Số đơn vị được đánh giá: {}, trong đó {ranked} đơn vị được xếp hạng.", setup.units.len())];
    out.push(format!(
        "Hội đồng thẩm định gồm {} thành viên; quyết định được thông qua khi quá nửa số thành viên tán thành, biểu quyết tại phiên họp hoặc bằng văn bản.",
        setup.council.members.len()
    ));
    out.extend(report.round.meetings.iter().map(|meeting| held(report, meeting)));
    if let Some(issue) = report.round.issues.last() {
        let which = if issue.number > 1 { format!(" (công bố lần {})", issue.number) } else { String::new() };
        out.push(format!("Kết quả được công bố tại {}{which}.", decision(&issue.decision)));
        if issue.number > 1 {
            out.push(format!("Lý do công bố lại: {}.", print::sentence(&issue.reason)));
        }
    }
    out.into_iter().enumerate().map(|(at, text)| format!("{}. {text}", at + 1)).collect()
}

/// The council's meetings, a row for each item of their agendas.
pub(super) fn table(report: &Consolidated<'_>) -> Table {
    let columns = vec![
        Column::new(Text::new("Ngày họp", "Day"), 22, Kind::Middle),
        Column::new(Text::new("Nơi họp", "Place"), 26, Kind::Text),
        Column::new(Text::new("Tham gia", "Took part"), 18, Kind::Middle),
        Column::new(Text::new("Quyết định", "Decision"), 50, Kind::Text),
        Column::new(Text::new("Đơn vị", "Unit"), 36, Kind::Text),
        Column::new(Text::new("Tiêu chí", "Criterion"), 50, Kind::Text),
        Column::new(Text::new("Phương án và phiếu", "Proposals and votes"), 60, Kind::Text),
        Column::new(Text::new("Biên bản (tóm tắt)", "Minutes (summary)"), 60, Kind::Text),
    ];
    let rows = report.round.meetings.iter().flat_map(|meeting| rows(report, meeting)).collect();
    Table { columns, rows }
}

fn rows(report: &Consolidated<'_>, meeting: &Meeting) -> Vec<Row> {
    let council = &report.round.setup.council;
    let concluded = meeting.concluded.as_ref();
    let head = [
        Value::text(print::short_day(meeting.on)),
        Value::text(meeting.place.as_deref().unwrap_or("Lấy ý kiến bằng văn bản")),
        Value::text(format!("{}/{}", meeting.took_part(council).len(), council.members.len())),
        Value::text(concluded.map_or_else(|| "Chưa kết luận".to_owned(), |c| decision(&c.decision))),
    ];
    let minutes = Value::text(concluded.map(|c| c.minutes.as_str()).unwrap_or_default());
    let row = |unit: Value, criterion: Value, votes: Value| {
        let cells = head.iter().cloned().chain([unit, criterion, votes, minutes.clone()]).collect();
        Row::new(Weight::Plain, cells)
    };
    if meeting.agenda.is_empty() {
        return vec![row(Value::Empty, Value::Empty, Value::Empty)];
    }
    let item = |item: &chiso_round::round::AgendaItem| {
        let count = item.count(council);
        let mut lines: Vec<String> = Vec::new();
        for (at, (proposal, votes)) in item.proposals.iter().zip(&count.votes).enumerate() {
            let carried = if count.carried == Some(at) { ", được thông qua" } else { "" };
            let points = print::points_or_words(proposal.points, report.digits());
            lines.push(format!("{points} điểm ({}): {votes} phiếu{carried}", print::sentence(&proposal.reason)));
        }
        if count.abstained > 0 {
            lines.push(format!("Không có ý kiến: {} phiếu", count.abstained));
        }
        let criterion = report.rules.criterion(&item.node);
        let title = criterion.map_or_else(
            || item.node.clone(),
            |criterion| match &criterion.code {
                Some(code) => format!("{code}. {}", criterion.title.vi),
                None => criterion.title.vi.clone(),
            },
        );
        row(Value::text(report.name(&item.unit)), Value::text(title), Value::text(lines.join("\n")))
    };
    meeting.agenda.iter().map(item).collect()
}

fn held(report: &Consolidated<'_>, meeting: &Meeting) -> String {
    let council = &report.round.setup.council;
    let took_part = format!("{}/{} thành viên tham gia", meeting.took_part(council).len(), council.members.len());
    let how = match &meeting.place {
        Some(place) => format!("Phiên họp {} tại {place}", print::long_day(meeting.on)),
        None => format!("Lấy ý kiến bằng văn bản {}", print::long_day(meeting.on)),
    };
    let carried = meeting.carried(council).count();
    let items = format!("{} nội dung, {carried} nội dung được thông qua", meeting.agenda.len());
    let Some(conclusion) = &meeting.concluded else { return format!("{how}: {took_part}; chưa kết luận.") };
    let minutes = print::sentence(&conclusion.minutes);
    format!("{how}: {took_part}; {items}; {}. Tóm tắt biên bản: {minutes}.", decision(&conclusion.decision))
}

fn decision(decision: &Decision) -> String {
    format!("Quyết định số {} {}, ký tại {}", decision.number, print::long_day(decision.on), decision.place)
}
