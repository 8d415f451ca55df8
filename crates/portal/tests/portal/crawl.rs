//! Every page that can be reached by links, in both languages: it answers, carries the security headers, and keeps the rules that hold for every page.

use std::collections::BTreeSet;

use crate::common::{Answer, get, links};

/// What holds for every HTML page.
fn check_page(path: &str, page: &Answer) {
    let text = page.text();
    let lang = &path[1..3];
    assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{path}: lang");
    assert_eq!(text.matches("<h1").count(), 1, "{path}: one h1");
    assert_eq!(text.matches("<main ").count(), 1, "{path}: one main");
    assert!(text.contains("class=\"skip\""), "{path}: skip link");
    for wanted in ["<title>", "name=\"description\"", "property=\"og:title\"", "hreflang=\"vi\"", "hreflang=\"en\""] {
        assert!(text.contains(wanted), "{path}: {wanted}");
    }
    for forbidden in [" style=\"", "<style", "<script>", " onclick", "javascript:", ">[", "NaN", "None<"] {
        assert!(!text.contains(forbidden), "{path}: {forbidden}");
    }
    let mut ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{path}: an id stands twice");
}

/// Of the many explanations only those of one unit and those of one node are followed: they are all made by the same code from other numbers.
fn followed(path: &str) -> bool {
    match path.split_once("/why/") {
        Some((unit, node)) => unit.ends_with("/31") || node == "par-index" || !path.contains("illustrative"),
        None => true,
    }
}

#[tokio::test]
async fn every_link_answers() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut waiting: Vec<String> = ["/vi/", "/en/"].map(str::to_owned).to_vec();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = get(&path).await;
        assert!(answer.status == 200, "{path}: {}", answer.status);
        answer.check_headers(&path);
        let html = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !html {
            continue;
        }
        check_page(&path, &answer);
        kinds.insert(
            ["why", "unit", "compare", "method", "index", "search", "data", "api", "about"]
                .into_iter()
                .find(|kind| path.contains(&format!("/{kind}/")) || path.ends_with(kind))
                .unwrap_or("other"),
        );
        // Links of a filtered or sorted table lead to ever more settings of the same table: one step is followed.
        let settled = !path.contains('?');
        waiting.extend(
            links(&answer.text())
                .into_iter()
                .filter(|link| (settled || !link.contains('?')) && followed(link) && !seen.contains(link)),
        );
    }
    assert!(seen.len() > 1000, "only {} pages were found", seen.len());
    for kind in ["why", "unit", "compare", "method", "index", "data", "api", "about"] {
        assert!(kinds.contains(kind), "no page of kind {kind} was found");
    }
}
