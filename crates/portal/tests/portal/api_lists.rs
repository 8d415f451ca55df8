//! Lists of the API: pages, filters, and agencies through time.

use crate::common::get;
use serde_json::Value;

async fn list(path: &str) -> Vec<Value> {
    let answer = get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    answer.json().as_array().unwrap().clone()
}

/// Following `next` gives every item once, in the order of the whole list.
#[tokio::test]
async fn pages_make_up_the_whole_list() {
    for base in ["/api/v1/datasets", "/api/v1/datasets/par-index/province/2024/units", "/api/v1/agencies?on=2024-12-31"]
    {
        let whole = list(base).await;
        let sign = if base.contains('?') { '&' } else { '?' };
        let (mut collected, mut next) = (Vec::new(), Some(format!("{base}{sign}limit=7")));
        while let Some(address) = next {
            let answer = get(&address).await;
            assert_eq!(answer.header("x-total-count").unwrap(), whole.len().to_string(), "{address}");
            collected.extend(answer.json().as_array().unwrap().clone());
            let links = answer.header("link").unwrap();
            assert!(links.contains("rel=\"first\"") && links.contains("rel=\"last\""), "{links}");
            next = links
                .split(", ")
                .find(|link| link.ends_with("rel=\"next\""))
                .map(|link| link.trim_start_matches('<').split('>').next().unwrap().to_owned());
        }
        assert_eq!(collected, whole, "{base}");
        assert!(whole.len() > 14, "{base}");
    }
}

#[tokio::test]
async fn filters_leave_what_fits() {
    type Fits = fn(&Value) -> bool;
    let fits: [(&str, usize, Fits); 9] = [
        ("/api/v1/datasets?index=sipas", 1, |entry| entry["index"] == "sipas"),
        ("/api/v1/datasets?level=ministry&year=2023", 1, |e| e["level"] == "ministry" && e["year"] == 2023),
        ("/api/v1/datasets?simulated=true", 1, |entry| entry["simulated"] == true),
        ("/api/v1/datasets?kind=method", 1, |entry| entry["kind"] == "method"),
        ("/api/v1/rulebooks?status=illustrative", 1, |entry| entry["status"] == "illustrative"),
        ("/api/v1/datasets/par-index/province/2024/units?known=true", 7, |unit| {
            !unit["rank"].is_null() || !unit["value"].is_null()
        }),
        ("/api/v1/datasets/par-index/province/2024/units?q=hai%20ph", 1, |unit| unit["unit"] == "31"),
        ("/api/v1/agencies?on=2025-07-01&kind=city", 6, |agency| agency["kind"] == "city"),
        ("/api/v1/agencies?level=ministry", 10, |agency| agency["level"] == "ministry"),
    ];
    for (path, least, fits) in fits {
        let found = list(path).await;
        assert!(found.len() >= least && found.iter().all(fits), "{path}: {}", found.len());
    }
    assert!(list("/api/v1/datasets?index=nothing").await.is_empty());
}

/// A code means something only together with a day: 15 was Yên Bái until 30 June 2025 and is Lào Cai since.
#[tokio::test]
async fn agencies_are_those_of_the_day() {
    for (day, provinces, id, name) in [
        ("2024-12-31", 63, "15", "Yên Bái"),
        ("2025-06-30", 63, "15", "Yên Bái"),
        ("2025-07-01", 34, "15-2025", "Lào Cai"),
    ] {
        assert_eq!(list(&format!("/api/v1/agencies?on={day}&level=province")).await.len(), provinces, "{day}");
        let found = list(&format!("/api/v1/agencies?on={day}&code=15")).await;
        assert_eq!((&found[0]["id"], &found[0]["on"]), (&Value::from(id), &Value::from(day)));
        assert!(found[0]["name"]["vi"].as_str().unwrap().contains(name), "{found:?}");
        assert_eq!(found[0]["codes"]["gso"], "15");
    }
}

/// Who there is today is another answer tomorrow; who there was on a day never is.
#[tokio::test]
async fn what_is_of_today_is_not_kept() {
    for (path, kept) in [
        ("/api/v1/agencies", false),
        ("/api/v1/agencies?on=2025-07-01", true),
        ("/api/v1/agencies/15/lineage", false),
        ("/api/v1/agencies/15", true),
        ("/api/v1/datasets/par-index/province/2024/back-series", false),
        ("/api/v1/datasets/par-index/province/2024/back-series?on=2025-07-01", true),
    ] {
        let answer = get(path).await;
        assert_eq!(!answer.header("cache-control").unwrap().contains("private"), kept, "{path}");
    }
}

#[tokio::test]
async fn lineage_leads_to_the_agency_of_today() {
    let lineage = get("/api/v1/agencies/15/lineage").await.json();
    assert_eq!(lineage["today"][0]["id"], "15-2025");
    let merger = lineage["events"].as_array().unwrap().iter().find(|event| event["kind"] == "merge").unwrap();
    assert_eq!(merger["date"], "2025-07-01");
    assert_eq!(merger["from"].as_array().unwrap().len(), 2);
    // Seen from the other side it is the same event.
    let after = get("/api/v1/agencies/15-2025/lineage").await.json();
    assert!(after["events"].as_array().unwrap().contains(merger));
    assert_eq!(after["today"][0]["id"], "15-2025");
    let history = get("/api/v1/agencies/46").await.json();
    assert!(history["names"].as_array().unwrap().len() > 1, "Thừa Thiên Huế became Huế: {history}");
}

#[tokio::test]
async fn a_series_has_its_breaks_and_what_is_constructed_says_so() {
    let then = get("/api/v1/agencies/31/series/par-index").await.json();
    let years = then["years"].as_array().unwrap();
    assert!(years.len() > 2 && years.iter().all(|year| year["constructed"] == false && year["label"].is_null()));
    assert!(years.is_sorted_by_key(|year| year["year"].as_i64().unwrap()));
    assert!(!then["breaks"].as_array().unwrap().is_empty());
    for broken in then["breaks"].as_array().unwrap() {
        let first = years.iter().find(|year| year["year"] == broken["year"]);
        assert!(first.is_none_or(|year| year["comparable"] == false), "{broken}");
    }
    let now = list_of(&get("/api/v1/agencies?on=2025-07-01&q=hai%20phong").await.json());
    let id = now[0]["id"].as_str().unwrap().to_owned();
    let now = get(&format!("/api/v1/agencies/{id}/series/par-index?view=now")).await.json();
    let made: Vec<Value> = list_of(&now["years"]).into_iter().filter(|year| year["constructed"] == true).collect();
    assert!(!made.is_empty(), "{now}");
    assert!(
        made.iter().all(|year| year["label"]["vi"].as_str().unwrap().contains("dựng lại") && year["rank"].is_null())
    );
    assert_eq!(get("/api/v1/agencies/15/series/par-index?view=now").await.status, 404);
}

fn list_of(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_back_series_is_labelled_and_shows_its_parts() {
    let series = get("/api/v1/datasets/par-index/province/2024/back-series?on=2025-07-01").await.json();
    assert!(series["label"]["en"].as_str().unwrap().starts_with("Constructed, not published"));
    let units = series["units"].as_array().unwrap();
    assert_eq!(units.len(), 34);
    let parts: usize = units.iter().map(|unit| unit["parts"].as_array().unwrap().len()).sum();
    assert_eq!(parts, 63);
    // A unit that goes on as it was keeps its published value; nothing is made of parts that nobody published.
    let hanoi = units.iter().find(|unit| unit["agency"] == "01").unwrap();
    assert_eq!((&hanoi["constructed"], &hanoi["value"]), (&Value::from(false), &Value::from(92.75)));
    let blank = |part: &Value| part["missing"] == "blank";
    for unit in units.iter().filter(|unit| unit["parts"].as_array().unwrap().iter().any(blank)) {
        assert!(unit["value"].is_null() && unit["missing"] == "blank", "{unit}");
    }
}

/// The satisfaction of Hải Phòng in 2024 is printed in two ways; both stand side by side.
#[tokio::test]
async fn conflicting_figures_stand_side_by_side() {
    let mut conflicts = 0;
    for dataset in list("/api/v1/datasets?kind=published").await {
        let id = dataset["id"].as_str().unwrap();
        for figure in list(&format!("/api/v1/datasets/{id}/figures?conflicting=true")).await {
            conflicts += 1;
            assert!(!figure["source"]["vi"].as_str().unwrap().is_empty());
            let unit = figure["unit"].as_str().unwrap();
            let readings = list(&format!("/api/v1/datasets/{id}/figures?unit={unit}")).await;
            assert!(readings.len() > 1 && readings.iter().filter(|reading| reading["reading"] == "main").count() == 1);
        }
    }
    assert!(conflicts > 1);
}
