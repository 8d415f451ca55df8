//! Files to download: the tables of a publication as CSV, XLSX and JSON, a rulebook as YAML and XLSX.

use super::as_now_series::NowSeries;
use super::{as_now, heat_map, method, trend};
use crate::archive::{FORMS, PermanentFile, XLSX, file_of_table, ranking_file};
use crate::request::{self, Named, Pairs, Shared};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_web::Language;
use chiso_web::{PageError, Reason};

/// `GET /{lang}/index/{index}/{level}/{year}/ranking.csv`, `.xlsx` and `.json`; the same for the tables of the other views.
pub(crate) async fn table(
    Language(lang): Language,
    State(site): Shared,
    Path((_, index, level, year, file)): Path<(String, String, String, String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let publication = request::publication(&site, &Named { index, level, year }, lang)?;
    let absent = || PageError::new(lang, Reason::NoPage).way(publication.dataset.title.get(lang), publication.rest());
    let id = publication.dataset.id.replace('/', "-");
    let (view, form) = file.rsplit_once('.').filter(|(_, form)| FORMS.contains(form)).ok_or_else(absent)?;
    let file = match view {
        "ranking" => ranking_file(&site, publication, format!("{id}.{form}"), form, lang),
        "trend" | "heat-map" | "as-now" | "as-now-series" => {
            let table = match view {
                "trend" => trend::table(&site, publication, &pairs, lang),
                "heat-map" => heat_map::table(publication, lang),
                "as-now-series" => NowSeries::of(&site, publication, &pairs, lang).table(lang),
                _ => as_now::table(&site, publication, lang).ok_or_else(absent)?,
            };
            file_of_table(&site, &table, format!("{id}-{view}.{form}"), form, lang)
        }
        _ => return Err(absent()),
    };
    file.map(file_of).ok_or_else(|| PageError::new(lang, Reason::Defect))
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
            let media_type = "application/yaml; charset=utf-8".to_owned();
            let bytes = shipped.yaml.as_bytes().to_vec();
            Ok(file_of(PermanentFile { name: format!("{name}.yaml"), media_type, bytes }))
        }
        "rulebook.xlsx" => {
            let bytes =
                chiso_rulebook::to_xlsx(&shipped.rulebook, lang).map_err(|_| PageError::new(lang, Reason::Defect))?;
            Ok(file_of(PermanentFile { name: format!("{name}.xlsx"), media_type: XLSX.to_owned(), bytes }))
        }
        _ => Err(PageError::new(lang, Reason::NoPage)
            .way(shipped.rulebook.title.get(lang), format!("/method/{id}/{edition}"))),
    }
}

/// A file that the browser saves under its name.
pub(crate) fn file_of(file: PermanentFile) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name));
    let media_type = HeaderValue::from_str(&file.media_type);
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"))),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (StatusCode::OK, headers, file.bytes).into_response()
}
