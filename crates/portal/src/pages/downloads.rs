//! Files to download: the ranking as CSV and XLSX, a rulebook as YAML and XLSX. JSON is the API's.

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_report::{Sheet, table_csv, table_xlsx};

use super::method;
use crate::api;
use crate::request::{self, Named, Shared};
use crate::table;
use chiso_web::Language;
use chiso_web::{PageError, Reason};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /{lang}/index/{index}/{level}/{year}/ranking.csv`, `.xlsx` and `.json`
pub(crate) async fn ranking(
    Language(lang): Language,
    State(site): Shared,
    Path((_, index, level, year, file)): Path<(String, String, String, String, String)>,
) -> Result<Response, PageError> {
    let publication = request::publication(&site, &Named { index, level, year }, lang)?;
    let name = publication.dataset.id.replace('/', "-");
    match file.as_str() {
        // The mark tells Excel that the text is UTF-8.
        "ranking.csv" => {
            let text = format!("\u{feff}{}", table_csv(&table::ranking(&site, publication, lang)));
            Ok(file_of(&format!("{name}.csv"), "text/csv; charset=utf-8", text.into_bytes()))
        }
        "ranking.xlsx" => {
            let sheet = Sheet { name: publication.year.to_string(), table: table::ranking(&site, publication, lang) };
            let bytes = table_xlsx(&[sheet], lang).map_err(|_| PageError::new(lang, Reason::Defect))?;
            Ok(file_of(&format!("{name}.xlsx"), XLSX, bytes))
        }
        "ranking.json" => {
            let json = chiso_web::json_bytes(&api::ranking_of(&site, publication))
                .map_err(|_| PageError::new(lang, Reason::Defect))?;
            Ok(file_of(&format!("{name}.json"), "application/json", json))
        }
        _ => Err(PageError::new(lang, Reason::NoPage).way(publication.dataset.title.get(lang), publication.rest())),
    }
}

/// `GET /{lang}/method/{rulebook}/{edition}/rulebook.yaml` and `.xlsx`
pub(crate) async fn rulebook(
    Language(lang): Language,
    State(site): Shared,
    Path((_, id, edition, file)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let shipped = method::find(&site, &id, &edition, lang)?;
    let name = shipped.reference().replace('/', "-");
    match file.as_str() {
        "rulebook.yaml" => {
            Ok(file_of(&format!("{name}.yaml"), "application/yaml; charset=utf-8", shipped.yaml.as_bytes().to_vec()))
        }
        "rulebook.xlsx" => {
            let bytes =
                chiso_rulebook::to_xlsx(&shipped.rulebook, lang).map_err(|_| PageError::new(lang, Reason::Defect))?;
            Ok(file_of(&format!("{name}.xlsx"), XLSX, bytes))
        }
        _ => Err(PageError::new(lang, Reason::NoPage)
            .way(shipped.rulebook.title.get(lang), format!("/method/{id}/{edition}"))),
    }
}

/// A file that the browser saves under a name.
fn file_of(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}
