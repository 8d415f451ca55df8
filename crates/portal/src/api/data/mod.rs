//! Open data: every table as a file at an address that stays, the same file at an address made of its content, and the catalogue of all of them.
//!
//! `/data/par-index/province/2024/ranking.vi.csv` holds the table as it is today; `/data/sha256/HASH/ranking.vi.csv` holds these very bytes for good.

mod catalog;
mod content;
mod file;
mod issued;
mod table;

pub use content::Terms;
pub(super) use content::{FileEntry, files_of};
pub(crate) use file::Files;
pub use file::{OpenFile, open_files};

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_web::api::At;
use chiso_web::{Gate, Problem, Routes, json_bytes};
use serde::Deserialize;
use utoipa::IntoParams;

use super::vocabulary as word;
use crate::request::Shared;
use crate::site::{Publication, Site};
use content::{Form, Named};
use table::At as TableAt;

const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

/// The files of open data.
pub(super) fn routes() -> Routes<Arc<Site>> {
    Routes::new()
        .api_get("/data/catalog.jsonld", Gate::Public, catalog)
        .api_get("/data/{file}", Gate::Public, general)
        .api_get("/data/{index}/{level}/{file}", Gate::Public, of_level)
        .api_get("/data/{index}/{level}/{year}/{file}", Gate::Public, of_dataset)
        .api_get("/data/sha256/{hash}/{file}", Gate::Public, permanent)
}

/// Work that takes longer than a request may hold up others.
async fn apart<T: Send + 'static>(
    site: Arc<Site>,
    work: impl FnOnce(&Site) -> T + Send + 'static,
) -> Result<T, Problem> {
    let failed = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The file could not be made.");
    tokio::task::spawn_blocking(move || work(&site)).await.map_err(failed)
}

/// The catalogue of open data
///
/// Every data set with its files, licence, publisher, days, place and checksums, as DCAT 3 in JSON-LD, for portals that gather catalogues.
#[utoipa::path(get, path = "/data/catalog.jsonld", tag = "open data", operation_id = "catalog",
    responses((status = 200, content_type = "application/ld+json", body = Object)),
    extensions(("x-vi" = json!({ "summary": "Danh mục dữ liệu mở",
        "description": "Mọi bộ dữ liệu kèm tệp, giấy phép, cơ quan công bố, ngày, phạm vi và mã kiểm, theo chuẩn DCAT 3 (JSON-LD), để các cổng dữ liệu thu thập." }))))]
pub(super) async fn catalog(State(site): Shared) -> Result<Response, Problem> {
    let catalog = apart(site, catalog::document).await?;
    let bytes = json_bytes(&catalog).map_err(|_| unwritable())?;
    Ok(([(header::CONTENT_TYPE, "application/ld+json")], bytes).into_response())
}

fn unwritable() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The file could not be made.")
}

/// The address of a file about an index at a level.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct LevelFile {
    /// Id of the index.
    #[param(example = "par-index")]
    index: String,
    /// What is scored.
    #[param(example = "province")]
    level: String,
    /// Table, language and form: `series`; `vi` or `en`; `csv`, `xlsx` or `json`.
    #[param(example = "series.vi.csv")]
    file: String,
}

/// The address of a file of a data set.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct DatasetFile {
    /// Id of the index.
    #[param(example = "par-index")]
    index: String,
    /// What is scored.
    #[param(example = "province")]
    level: String,
    /// The last part of the data set's id.
    #[param(example = "2024")]
    year: String,
    /// Table, language and form: `ranking`, `figures` or `nodes`; `vi` or `en`; `csv`, `xlsx` or `json`.
    #[param(example = "ranking.vi.csv")]
    file: String,
}

/// A general table
///
/// Agencies, what became of them, breaks in series: `agencies`, `lineage` or `breaks`, in a language, as CSV, XLSX or JSON.
#[utoipa::path(get, path = "/data/{file}", tag = "open data", operation_id = "generalFile",
    params(("file" = String, Path, description = "Table, language and form: `agencies`, `lineage` or `breaks`; `vi` or `en`; `csv`, `xlsx` or `json`", example = "agencies.vi.csv")),
    responses((status = 200, description = "The table", content((content::JsonTable = "application/json"), (String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("Link" = String, description = "The address of these very bytes for good (`bookmark`), and of the catalogue"), ("Repr-Digest" = String, description = "SHA-256 of the bytes (RFC 9530)"), ("Content-Disposition" = String)))),
    extensions(("x-vi" = json!({ "summary": "Bảng chung", "description": "Các cơ quan, thay đổi của cơ quan, điểm ngắt của chuỗi số liệu, dạng CSV, XLSX hoặc JSON." }))))]
pub(super) async fn general(State(site): Shared, At(file): At<String>) -> Result<Response, Problem> {
    stable(site, String::new(), file).await
}

/// A table of an index
///
/// All years of an index at a level in one table, as CSV, XLSX or JSON.
#[utoipa::path(get, path = "/data/{index}/{level}/{file}", tag = "open data", operation_id = "indexFile", params(LevelFile),
    responses((status = 200, description = "The table", content((content::JsonTable = "application/json"), (String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("Link" = String, description = "The address of these very bytes for good (`bookmark`), and of the catalogue"), ("Repr-Digest" = String, description = "SHA-256 of the bytes (RFC 9530)"), ("Content-Disposition" = String)))),
    extensions(("x-vi" = json!({ "summary": "Bảng của một chỉ số", "description": "Mọi năm của một chỉ số ở một cấp trong một bảng, dạng CSV, XLSX hoặc JSON." }))))]
pub(super) async fn of_level(State(site): Shared, At(at): At<LevelFile>) -> Result<Response, Problem> {
    stable(site, format!("{}/{}", at.index, at.level), at.file).await
}

/// A table of a data set
///
/// The ranking, all published figures, or every node of every unit, as CSV, XLSX or JSON.
#[utoipa::path(get, path = "/data/{index}/{level}/{year}/{file}", tag = "open data", operation_id = "datasetFile", params(DatasetFile),
    responses((status = 200, description = "The table", content((content::JsonTable = "application/json"), (String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("Link" = String, description = "The address of these very bytes for good (`bookmark`), and of the catalogue"), ("Repr-Digest" = String, description = "SHA-256 of the bytes (RFC 9530)"), ("Content-Disposition" = String)))),
    extensions(("x-vi" = json!({ "summary": "Bảng của một bộ số liệu", "description": "Bảng xếp hạng, mọi số liệu đã công bố, hoặc mọi tiêu chí của mọi đơn vị, dạng CSV, XLSX hoặc JSON." }))))]
pub(super) async fn of_dataset(State(site): Shared, At(at): At<DatasetFile>) -> Result<Response, Problem> {
    stable(site, format!("{}/{}/{}", at.index, at.level, at.year), at.file).await
}

/// The table that stands at an address today.
async fn stable(site: Arc<Site>, folder: String, file: String) -> Result<Response, Problem> {
    let found = apart(site, move |site| find(site, &folder, &file).map(|(at, named)| content::make(site, &at, named)))
        .await??;
    let file = found.ok_or_else(unwritable)?;
    let mut response = download(&file.name, file.form, file.bytes);
    let links = format!(
        "</data/sha256/{}/{}>; rel=\"bookmark\", </data/catalog.jsonld>; rel=\"describedby\"",
        file.sha256, file.name
    );
    if let Ok(links) = HeaderValue::from_str(&links) {
        response.headers_mut().insert(header::LINK, links);
    }
    Ok(response)
}

fn find(site: &Site, folder: &str, file: &str) -> Result<(TableAt, Named), Problem> {
    let there: Vec<TableAt> = table::all(site).into_iter().filter(|at| at.folder == folder).collect();
    let named = Named::read(file);
    let found = named.and_then(|named| Some((there.iter().find(|at| at.sort.id() == named.table)?.clone(), named)));
    found.ok_or_else(|| {
        let list: Vec<String> = there.iter().map(|at| format!("`{}.vi.csv`", at.sort.id())).collect();
        let list = if list.is_empty() { "none".to_owned() } else { list.join(", ") };
        Problem::absent(format!(
            "There is no file `{file}` here. Those there are: {list} (`en` for English; `xlsx`, `json`). All of them: /data/catalog.jsonld"
        ))
    })
}

/// The address of certain bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct Permanent {
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    #[param(min_length = 64, max_length = 64)]
    hash: String,
    /// The name of the file.
    #[param(example = "ranking.vi.csv")]
    file: String,
}

/// Certain bytes, for good
///
/// The file whose content has this SHA-256: what was once cited never changes. It may be kept for ever.
#[utoipa::path(get, path = "/data/sha256/{hash}/{file}", tag = "open data", operation_id = "permanentFile", params(Permanent),
    responses((status = 200, description = "The file", content((content::JsonTable = "application/json"), (String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("Link" = String, description = "Where this table stands as it is today (`latest-version`), where that is known"), ("Repr-Digest" = String, description = "SHA-256 of the bytes (RFC 9530)"), ("Content-Disposition" = String)))),
    extensions(("x-vi" = json!({ "summary": "Đúng những byte này, mãi mãi", "description": "Tệp có nội dung mang mã SHA-256 này: điều đã trích dẫn thì không bao giờ đổi." }))))]
pub(super) async fn permanent(State(site): Shared, At(at): At<Permanent>) -> Result<Response, Problem> {
    let Permanent { hash, file } = at;
    let absent = Problem::absent(format!(
        "No file `{file}` with the SHA-256 `{hash}` is known. Files and checksums of today: /data/catalog.jsonld"
    ));
    let Some(named) = Named::read(&file) else { return Err(absent) };
    let (form, name) = (named.form, file);
    let found = apart(site, move |site| file::by_hash(site, &hash, &named)).await?;
    let (bytes, latest) = found.ok_or(absent)?;
    let mut response = download(&name, form, bytes);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    let link = latest.and_then(|address| HeaderValue::from_str(&format!("<{address}>; rel=\"latest-version\"")).ok());
    if let Some(link) = link {
        headers.insert(header::LINK, link);
    }
    Ok(response)
}

/// A file that the browser saves under a name.
fn download(name: &str, form: Form, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let digest = HeaderValue::from_str(&content::repr_digest(&bytes));
    let mut response = ([(header::CONTENT_TYPE, form.content_type())], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    if let Ok(digest) = digest {
        headers.insert(REPR_DIGEST, digest);
    }
    response
}

/// The permanent address of the ranking of a publication as CSV, and its SHA-256: for citations.
pub(crate) fn permanent_ranking(
    site: &Site,
    publication: &Publication,
    lang: chiso_model::Lang,
) -> Option<(String, String)> {
    let at = table::of_dataset(site, &publication.dataset.id).into_iter().find(|at| at.sort == table::Sort::Ranking)?;
    let made = content::make(site, &at, Named { table: at.sort.id().to_owned(), lang, form: Form::Csv })?;
    Some((format!("/data/sha256/{}/{}", made.sha256, made.name), made.sha256))
}

/// A table that a page shows as a file: its media type and its bytes. None for an unknown form.
pub(crate) fn table_file(
    site: &Site,
    table: &chiso_report::Table,
    form: &str,
    lang: chiso_model::Lang,
) -> Option<(&'static str, Vec<u8>)> {
    let form = Form::ALL.into_iter().find(|known| known.id() == form)?;
    Some((form.content_type(), content::write(table, form, lang, &site.terms)?))
}
