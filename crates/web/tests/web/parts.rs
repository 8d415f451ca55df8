//! The pages of all parts: they answer in both languages, and keep the rules that hold for every page.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chiso_web::{Routes, gallery};
use tower::ServiceExt;

async fn ask(method: &str, path: &str, body: &str) -> (u16, String, String) {
    let all: Routes = gallery::routes();
    let router: Router = all.into_router();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let response = router.oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    let location = parts.headers.get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
    (parts.status.as_u16(), location, text)
}

fn check(path: &str, text: &str) {
    assert_eq!(text.matches("<h1").count(), 1, "{path}: one h1");
    assert_eq!(text.matches("<main ").count(), 1, "{path}: one main");
    for forbidden in [" style=\"", "<style", "<script>", " onclick", "javascript:", ">[", "NaN"] {
        assert!(!text.contains(forbidden), "{path}: {forbidden}");
    }
    let all: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut ids = all.clone();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "{path}: an id stands twice");
    for mark in [" for=\"", " aria-describedby=\""] {
        for named in text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(named.split(' ').all(|id| all.contains(&id)), "{path}:{mark}{named}\"");
        }
    }
}

#[tokio::test]
async fn every_page_of_parts_answers_in_both_languages() {
    for lang in ["vi", "en"] {
        for rest in [
            "",
            "?sort=unit&order=reversed&density=compact&page=3",
            "?q=hai+phong",
            "?q=zzz",
            "?said=said-parts-sent",
            "/confirmation",
            "/question",
            "/workspace",
            "/workspace?open=2",
            "/workspace?open=99",
        ] {
            let path = format!("/{lang}/parts{rest}");
            let (status, _, text) = ask("GET", &path, "").await;
            assert_eq!(status, 200, "{path}");
            check(&path, &text);
        }
    }
}

#[tokio::test]
async fn a_form_comes_back_with_everything_that_was_typed() {
    let sent = "name=+&mail=can.bo&agency=46&areas=1&areas=3&note=%3Cb%3E&from=31%2F2%2F2026&password=geheim";
    let (status, _, text) = ask("POST", "/vi/parts", sent).await;
    assert_eq!(status, 422);
    check("/vi/parts", &text);
    for wanted in [
        "<a href=\"#f-name\">Họ và tên: Hãy nhập họ và tên</a>",
        "id=\"f-name-error\"",
        "aria-describedby=\"f-name-hint f-name-error\" aria-invalid=\"true\"",
        "value=\"can.bo\"",
        "<option value=\"46\" selected>Huế</option>",
        "value=\"1\" checked",
        "value=\"3\" checked",
        "value=\"31/2/2026\"",
        "&#60;b&#62;",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("geheim"), "a password is never shown again");
}

#[tokio::test]
async fn a_form_that_is_right_leads_on_and_says_so() {
    let sent = "name=A&mail=a%40b.vn&from=21%2F11%2F2026&kind=plan";
    let (status, location, _) = ask("POST", "/en/parts", sent).await;
    assert_eq!((status, location.as_str()), (303, "/en/parts?said=said-parts-sent"));
    assert!(ask("GET", &location, "").await.2.contains("The form is right."));
    assert!(!ask("GET", "/en/parts?said=skip", "").await.2.contains("class=\"flash ok\" role=\"status\"><p>Skip"));
    assert_eq!(ask("POST", "/vi/parts/save", "draft-note=x").await.0, 204);
}

#[tokio::test]
async fn a_table_is_turned_over_sorted_and_opened_by_links() {
    let (_, _, text) = ask("GET", "/vi/parts/workspace?q=hai&sort=unit&open=1", "").await;
    assert!(text.contains("aria-sort=\"ascending\""), "{text}");
    assert!(text.contains("href=\"/vi/parts/workspace?q=hai&#38;sort=unit&#38;order=reversed\""), "{text}");
    assert!(
        text.contains("href=\"/vi/parts/workspace?q=hai&#38;sort=unit&#38;open=1\" data-open aria-current=\"true\""),
        "{text}"
    );
    assert!(text.contains("<a class=\"close\" href=\"/vi/parts/workspace?q=hai&#38;sort=unit\""), "{text}");
    let (_, _, text) = ask("GET", "/en/parts?page=5", "").await;
    for wanted in
        ["rel=\"prev\"", "rel=\"next\"", "aria-current=\"page\" aria-label=\"Page 5\"", "aria-label=\"Page 9\""]
    {
        assert!(text.contains(wanted), "{wanted}");
    }
}
