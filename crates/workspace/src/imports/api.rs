//! `POST /api/v1/imports/results`: published results sent by a program.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_facts::Part;
use chiso_facts::results::ImportedFigure;
use chiso_model::Lang;
use chiso_web::api::Asked;
use chiso_web::{BodyLimits, Caller, Json, Problem, Upload, json_bytes};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use utoipa::ToSchema;

use super::Brought;
use super::results::may_try;
use crate::api::{Told, problem};
use crate::desk::Desk;
use crate::download::XLSX;

/// What taking the file in would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ResultImported {
    /// Address of the page on which a person confirms the import, with a second factor; none for a dry run.
    confirm: Option<String>,
    /// How many figures the file holds.
    figures: usize,
    /// Figures that disagree with known ones; both are kept.
    conflicts: Vec<DisagreeingFigures>,
    /// What should be looked at but stops nothing.
    warnings: Vec<PlacedProblem>,
}

/// Two figures about the same thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DisagreeingFigures {
    /// Id of the index.
    index: String,
    /// The year measured.
    year: i16,
    /// Id of the unit.
    unit: String,
    /// What the file says.
    new: SourcedFigure,
    /// What was known.
    known: SourcedFigure,
}

/// A figure and who says so.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourcedFigure {
    /// The value, from 0 to 100; none where only the place is known.
    value: Option<f64>,
    /// The place; none where only the value is known.
    rank: Option<u16>,
    /// Where it comes from.
    source: String,
}

/// Something about a row of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlacedProblem {
    /// Row of the file, counted from 1, the header included; none for the file as a whole.
    row: Option<u64>,
    /// Heading of the column.
    column: Option<String>,
    /// What is wrong and how to mend it.
    message: Told,
}

/// A problem (RFC 9457) with every problem of the file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnsoundFile {
    /// Always `about:blank`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong.
    detail: String,
    /// Every problem of the file, by row.
    problems: Vec<PlacedProblem>,
}

/// Bring published results
///
/// Brings a table of published results, CSV in UTF-8 or a workbook, with the columns of the template, and tries it: all of it or, where a row has a problem, nothing would be taken in. Figures that disagree with known ones
/// would be kept beside them. Nothing is published by this: a person confirms the import on the page that the answer names, in a session with a second factor. With `dry-run=true` the file is not even kept. Needs the scope
/// `result-import:create`, for each unit of the file.
#[utoipa::path(post, path = "/api/v1/imports/results", tag = "keys", operation_id = "importResults",
    params(
        ("dry-run" = Option<bool>, Query, description = "Only say what would be done"),
        ("name" = Option<String>, Query, max_length = 200, description = "Name of the file", example = "par-index-2019.csv"),
    ),
    request_body(content(
        (String = "text/csv", example = "Chỉ số,Năm,Cấp,Đơn vị,Giá trị,Nguồn\npar-index,2019,province,22,90.09,Bộ Nội vụ"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses(
        (status = 200, body = ResultImported, description = "The dry run: what would be done"),
        (status = 202, body = ResultImported, description = "The file was brought and is sound; a person confirms it on the page that is named"),
        (status = 415, body = Problem, content_type = "application/problem+json", description = "The body is neither CSV nor a workbook"),
        (status = 422, body = UnsoundFile, content_type = "application/problem+json", description = "The file has problems, told by row; nothing was kept"),
    ),
    security(("key" = [])),
    extensions(("x-vi" = json!({ "summary": "Gửi kết quả đã công bố",
        "description": "Nhận một bảng kết quả đã công bố, CSV (UTF-8) hoặc Excel, theo các cột của mẫu: rồi thử: toàn bộ, hoặc không gì cả nếu có dòng lỗi. Số liệu trái nhau sẽ được giữ cạnh nhau. Việc này chưa công bố gì: người có thẩm quyền xác nhận tại trang nêu trong câu trả lời, trong phiên đã xác thực hai lớp. Với dry-run=true thì tệp cũng không được giữ lại. Cần quyền result-import:create đối với từng đơn vị trong tệp." }))))]
pub(crate) async fn results(
    State(desk): State<Arc<Desk>>,
    caller: Caller,
    asked: Asked,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let content = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let extension = match content.split(';').next().unwrap_or_default().trim() {
        kind if kind.eq_ignore_ascii_case("text/csv") => "csv",
        kind if kind.eq_ignore_ascii_case(XLSX) => "xlsx",
        _ => {
            let detail = format!("Send the table as `Content-Type: text/csv` or `{XLSX}`.");
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    };
    let limits = parts.extensions.get::<BodyLimits>().copied().unwrap_or_default();
    let bytes = to_bytes(body, limits.file).await.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("The body may have {} bytes.", limits.file))
    })?;
    let dry = asked.truth("dry-run").unwrap_or(false);
    let name = name(asked.text("name").unwrap_or_default(), extension);
    let brought = Brought { sha256: String::new(), name: name.clone(), bytes: bytes.to_vec() };
    let plan = desk.plan_results(&brought, caller.day).await.map_err(problem)?;
    if !plan.problems.is_empty() {
        return Ok(unsound(&plan.problems));
    }
    let register = desk.register();
    for unit in plan.figures.iter().map(|figure| &figure.unit).collect::<BTreeSet<_>>() {
        may_try(&caller, &register, unit).map_err(problem)?;
    }
    let confirm = if dry {
        None
    } else {
        let upload = Upload { field: "file".to_owned(), name, bytes: brought.bytes };
        let hash = desk.take_file(&caller, upload).await.map_err(problem)?;
        Some(format!("{}/{}/imports/results/try/{hash}", desk.policy.public_url, Lang::Vi.tag()))
    };
    let status = if dry { StatusCode::OK } else { StatusCode::ACCEPTED };
    let conflicts = plan.conflicts.iter().map(|conflict| DisagreeingFigures {
        index: conflict.new.index.clone(),
        year: conflict.new.year,
        unit: conflict.new.unit.to_string(),
        new: sourced(&conflict.new),
        known: sourced(&conflict.known),
    });
    let answer = ResultImported {
        confirm,
        figures: plan.figures.len(),
        conflicts: conflicts.collect(),
        warnings: plan.warnings.iter().map(placed).collect(),
    };
    Ok((status, Json(answer)).into_response())
}

/// The name that was given, with the extension that its content has.
fn name(given: &str, extension: &str) -> String {
    let stem = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem: String = stem.chars().filter(|c| !c.is_control()).take(100).collect();
    let stem = if stem.trim().is_empty() { "results" } else { stem.trim() };
    format!("{stem}.{extension}")
}

fn unsound(problems: &[chiso_facts::Problem]) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let told = UnsoundFile {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: format!("The file has {} problems; nothing was kept.", problems.len()),
        problems: problems.iter().map(placed).collect(),
    };
    let bytes = json_bytes(&told).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/problem+json")], bytes).into_response()
}

fn placed(problem: &chiso_facts::Problem) -> PlacedProblem {
    let column = match &problem.place.part {
        Some(Part::Column(name) | Part::Field(name)) => Some(name.clone()),
        None => None,
    };
    PlacedProblem { row: problem.place.row, column, message: Told::of(|lang| problem.message(lang)) }
}

fn sourced(figure: &ImportedFigure) -> SourcedFigure {
    SourcedFigure { value: figure.value.map(|value| value.value), rank: figure.rank, source: figure.source.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_stem_and_have_the_right_extension() {
        for (given, named) in [
            ("", "results.csv"),
            ("par-index-2019.csv", "par-index-2019.csv"),
            ("par.xlsx", "par.csv"),
            ("../../etc/passwd", "passwd.csv"),
            ("C:\\a\\b.csv", "b.csv"),
            (".csv", "results.csv"),
            ("a\r\nb", "ab.csv"),
        ] {
            assert_eq!(name(given, "csv"), named, "{given:?}");
        }
    }
}
