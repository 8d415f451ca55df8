//! The API for people: made from the `OpenAPI` document, so that it cannot fall behind.

use askama::Template;
use axum::response::Response;
use chiso_model::Lang;

use crate::api;
use crate::words::{self, WORDS};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    c: Chrome,
    endpoints: Vec<Endpoint>,
}

/// One address of the API.
struct Endpoint {
    path: String,
    summary: String,
    description: String,
    /// The address with examples put in.
    example: String,
}

/// `GET /{lang}/api`
pub(crate) async fn page(reader: Reader) -> Result<Response, PageError> {
    let lang = reader.lang;
    let c = Chrome::new(&WORDS, &reader, Section::Api, "/api", words::say(lang, "api-title"))
        .describe(words::say(lang, "api-lead"));
    show(lang, &ApiPage { c, endpoints: endpoints(lang) })
}

fn endpoints(lang: Lang) -> Vec<Endpoint> {
    let document = serde_json::to_value(api::document()).unwrap_or_default();
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    paths
        .into_iter()
        .map(|(path, item)| {
            let operation = &item["get"];
            let mut example = path.clone();
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                if let (Some(name), Some(value)) = (parameter["name"].as_str(), parameter["example"].as_str()) {
                    example = example.replace(&format!("{{{name}}}"), value);
                }
            }
            let text = |key: &str| operation[key].as_str().unwrap_or_default().to_owned();
            let (summary, description) = match (lang, vietnamese(&path)) {
                (Lang::Vi, Some((summary, description))) => (summary.to_owned(), description.to_owned()),
                _ => (text("summary"), text("description")),
            };
            Endpoint { path, summary, description, example }
        })
        .collect()
}

/// The document speaks English, as programs' documents do; this page speaks Vietnamese too (a test sees to it that nothing is left out).
fn vietnamese(path: &str) -> Option<(&'static str, &'static str)> {
    Some(match path.strip_prefix("/api/v1")? {
        "/indices" => ("Danh sách chỉ số", "Mọi chỉ số, kèm bộ tiêu chí và bộ số liệu của từng chỉ số."),
        "/datasets" => ("Danh sách bộ số liệu", "Mọi bộ số liệu, theo thứ tự trong danh mục."),
        "/datasets/{index}/{level}/{year}/ranking" => (
            "Bảng xếp hạng",
            "Giá trị, thứ hạng, nhóm và thay đổi của mọi đơn vị; xếp theo thứ hạng, đơn vị chưa có hạng xếp sau theo tên.",
        ),
        "/datasets/{index}/{level}/{year}/findings" => {
            ("Các nhận định", "Mọi câu trên trang của bộ số liệu, kèm số liệu đã dùng và nguồn của từng số.")
        }
        "/datasets/{index}/{level}/{year}/units/{unit}" => {
            ("Một đơn vị", "Kết quả của đơn vị, kết quả qua các năm và mọi tiêu chí trong cây điểm.")
        }
        "/datasets/{index}/{level}/{year}/units/{unit}/explanation" => {
            ("Vì sao có con số này", "Quy tắc, số liệu, nguồn và từng bước tính của một tiêu chí, kèm mọi thành phần.")
        }
        "/rulebooks" => ("Danh sách bộ tiêu chí", "Mọi bộ tiêu chí, theo mã, bản mới nhất đứng trước."),
        "/rulebooks/{id}/{edition}" => ("Một bộ tiêu chí", "Toàn bộ định nghĩa, cùng dạng với tệp YAML."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_endpoint_is_described_in_vietnamese() {
        for path in crate::api::document().paths.paths.keys() {
            assert!(super::vietnamese(path).is_some(), "{path}");
        }
    }
}
