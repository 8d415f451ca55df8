//! The JSON API, as a program sees it.

use crate::common::{ask, get};
use serde_json::Value;

const RANKING: &str = "/api/v1/datasets/par-index/province/2024/ranking";

#[tokio::test]
async fn the_ranking_holds_what_was_published_and_what_is_missing() {
    let answer = get(RANKING).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let ranking = answer.json();
    let units = ranking["units"].as_array().unwrap();
    assert_eq!(units.len(), 63);
    assert_eq!(ranking["mean"], 88.37);
    assert_eq!(
        (&units[0]["unit"], &units[0]["value"], &units[0]["rank"]),
        (&Value::from("31"), &Value::from(96.17), &Value::from(1.0))
    );
    assert_eq!((&units[0]["change"], &units[0]["places_gained"]), (&Value::from(4.3), &Value::from(1.0)));
    assert_eq!(
        (&units[0]["name"]["vi"], &units[0]["source_verified"]),
        (&Value::from("Hải Phòng"), &Value::from(true))
    );
    let unknown = units.iter().filter(|unit| unit["value"].is_null()).collect::<Vec<_>>();
    assert_eq!(unknown.len(), 56);
    assert!(unknown.iter().all(|unit| unit["missing"] == "blank"));
}

#[tokio::test]
async fn the_same_question_gets_the_same_bytes_and_then_not_modified() {
    let (first, second) = (get(RANKING).await, get(RANKING).await);
    assert_eq!(first.body, second.body);
    let tag = first.header("etag").unwrap().to_owned();
    let again = ask("GET", RANKING, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    again.check_headers(RANKING);
    assert_eq!(again.header("etag"), Some(tag.as_str()));
    assert_eq!(ask("GET", RANKING, &[("if-none-match", "\"other\"")]).await.status, 200);
    let head = ask("HEAD", RANKING, &[]).await;
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag.as_str())));
}

#[tokio::test]
async fn any_site_may_ask() {
    let answer = ask("GET", RANKING, &[("origin", "https://example.org")]).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_document() {
    for (method, path, status) in [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/datasets/par-index/province/1999/ranking", 404),
        ("GET", "/api/v1/datasets/par-index/province/2024/units/00", 404),
        ("GET", "/api/v1/datasets/par-index/province/2024/units/31/explanation", 404),
        ("GET", "/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap/explanation?node=nothing", 404),
        ("GET", "/api/v1/rulebooks/par-index/nothing", 404),
        ("POST", "/api/v1/indices", 405),
        ("DELETE", RANKING, 405),
        ("GET", "/api/v1/datasets?nothing=1", 400),
        ("GET", "/api/v1/datasets?limit=0", 400),
        ("GET", "/api/v1/datasets?limit=5&limit=5", 400),
        ("GET", "/api/v1/datasets?level=planet", 400),
        ("GET", "/api/v1/agencies?on=2025-02-30", 400),
        ("GET", "/api/v1/datasets/par-index/province/2024/back-series?on=2020-01-01", 404),
        ("GET", "/api/v1/agencies/%FF", 400),
        ("GET", "/api/v1/agencies/nobody", 404),
        ("GET", "/api/v1/agencies/nobody/lineage", 404),
        ("GET", "/api/v1/agencies/31/series/nothing", 404),
        ("GET", "/api/v1/indices/nothing", 404),
        ("GET", "/data/nothing.vi.csv", 404),
        ("GET", "/data/par-index/province/2024/ranking.vi.pdf", 404),
        ("GET", "/data/par-index/province/2024/Ranking.vi.csv", 404),
        ("GET", "/data/sha256/00/ranking.vi.csv", 404),
        ("GET", "/data/some/thing/else/quite/new", 404),
        ("PUT", "/data/agencies.vi.csv", 405),
        ("TRACE", "/api/v1", 405),
        ("GET", "/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap/explanation?lang=fr", 400),
        ("GET", "/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap/explanation?lang=vi&lang=en", 400),
    ] {
        let answer = ask(method, path, &[]).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(answer.json()["status"], status, "{path}");
        assert!(!answer.json()["detail"].as_str().unwrap().is_empty(), "{path}");
        answer.check_headers(path);
    }
}

/// A total of 2023 is the sum of its two printed parts (61.86 + 28.10), and the explanation says so in both languages.
#[tokio::test]
async fn an_explanation_adds_up() {
    let path = "/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap/explanation";
    for (lang, value) in [("vi", "89,96"), ("en", "89.96")] {
        let explanation = get(&format!("{path}?lang={lang}")).await.json();
        assert_eq!(explanation["value"], value);
        let parts: Vec<&str> =
            explanation["parts"].as_array().unwrap().iter().map(|part| part["value"].as_str().unwrap()).collect();
        assert_eq!(parts, if lang == "vi" { ["61,86", "28,10"] } else { ["61.86", "28.10"] });
    }
}

/// The document and the answers agree: every field of an answer is in its schema.
#[tokio::test]
async fn answers_have_the_fields_of_their_schemas() {
    let document = get("/api/v1/openapi.json").await.json();
    for (path, schema) in [
        (RANKING, "Ranking"),
        ("/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap", "UnitProfile"),
        ("/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap/explanation", "UnitExplanation"),
        ("/api/v1/datasets/par-index/province/2024/findings", "Findings"),
    ] {
        let answer = get(path).await.json();
        let properties = document["components"]["schemas"][schema]["properties"].as_object().unwrap();
        let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(fields, properties.keys().collect::<Vec<_>>(), "{path}");
    }
}

#[tokio::test]
async fn a_browser_may_ask_first() {
    for path in [RANKING, "/api/v1", "/api/v1/indices"] {
        let answer = ask("OPTIONS", path, &[("origin", "https://example.org")]).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (204, Some("*")), "{path}");
        assert!(answer.header("access-control-allow-methods").unwrap().contains("GET"), "{path}");
    }
    assert_eq!(get("/api/v1").await.json()["datasets"], "/api/v1/datasets");
    assert_eq!(get("/api/v1/").await.header("location"), Some("/api/v1"));
}

/// What was made up says so in every row and every answer.
#[tokio::test]
async fn what_is_simulated_says_so_in_every_row() {
    let base = "/api/v1/datasets/par-index/province/2024-illustrative";
    let ranking = get(&format!("{base}/ranking")).await.json();
    let units = ranking["units"].as_array().unwrap();
    assert!(units.len() == 63 && units.iter().all(|unit| unit["source"]["en"] == "Simulated by chiso"));
    for answer in [
        get(&format!("{base}/units/31")).await.json()["dataset"].clone(),
        get(&format!("{base}/units/31/explanation")).await.json(),
        ranking["dataset"].clone(),
    ] {
        assert_eq!(answer["simulated"], true);
        assert_eq!((&answer["rulebook"], &answer["year"]), (&Value::from("par-index"), &Value::from(2024)));
        assert_eq!(
            (&answer["edition"], &answer["status"]),
            (&Value::from("2024-province-illustrative"), &Value::from("illustrative"))
        );
    }
}

/// A published total leads; what was recomputed from its rounded parts stands beside it with a source of its own.
#[tokio::test]
async fn a_published_value_leads() {
    let unit = get("/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap").await.json();
    assert_eq!((&unit["unit"]["value"], &unit["unit"]["recomputed"]), (&Value::from(89.95), &Value::from(89.96)));
    assert_ne!(unit["unit"]["source"], unit["unit"]["recomputed_source"]);
    assert!(unit["history"].as_array().unwrap().len() > 2);
    let findings = get("/api/v1/datasets/par-index/province/2024/findings").await.json();
    assert!(
        findings["sentences"].as_array().unwrap().iter().any(|s| s["text"]["vi"].as_str().unwrap().contains("88,37"))
    );
}
