//! What whoever runs the server sees.

use std::collections::BTreeMap;

use reqwest::Method;

use crate::postgres;
use crate::site::{Site, header};

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_when_its_store_is_gone_and_when_it_is_back() {
    let Some(mut database) = postgres::Server::start() else { return };
    let url = database.address();
    let site = Site::start(&[("CHISO_STORE_URL", &url)]).await;
    assert_eq!(site.get("/healthz").await.text().await.unwrap(), "{\n  \"status\": \"ok\"\n}\n");
    let who = site.sign_in(None).await;
    database.kill();
    // What was found holds for a second.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let gone = site.get("/healthz").await;
    assert_eq!((gone.status().as_u16(), header(&gone, "content-type").as_str()), (503, "application/problem+json"));
    let told = gone.text().await.unwrap();
    assert!(!told.contains("postgres") && !told.contains("127.0.0.1"), "anyone may read it: {told}");
    // The portal needs no store, a person does.
    assert_eq!(site.get("/vi/").await.status(), 200);
    let page = site.request_of(&who, Method::GET, "/vi/account").header("accept", "text/html").send().await.unwrap();
    assert_eq!(page.status(), 503);
    assert!(page.text().await.unwrap().contains("Hệ thống tạm thời chưa đọc được dữ liệu"));
    database.again(&[]);
    for _ in 0..50 {
        if site.get("/healthz").await.status() == 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the store is back, and the server does not see it");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_told_to_those_who_may_see_them_in_the_form_that_prometheus_reads() {
    let site = Site::start(&[]).await;
    site.get("/vi/indices").await;
    site.get("/vi/indices").await;
    site.get("/vi/nothing").await;
    let answer = site.get("/metrics").await;
    assert_eq!(header(&answer, "content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    let values = read(&answer.text().await.unwrap());
    assert_eq!(values["chiso_requests_total{status=\"2xx\",kind=\"Page\"}"], 2.0, "{values:?}");
    assert_eq!(values["chiso_requests_total{status=\"4xx\",kind=\"Page\"}"], 1.0);
    assert_eq!(values["chiso_requests_from_memory_total"], 1.0);
    assert_eq!(values["chiso_requests_under_way"], 1.0, "this very one");
    assert_eq!(values["chiso_request_seconds_count"], 3.0);
    assert!(values["chiso_resident_memory_bytes"] > 1e6);

    // Whoever goes away is no longer being answered.
    let mut stream = std::net::TcpStream::connect(site.address).unwrap();
    let host = site.address;
    let text = format!(
        "POST /vi/sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n"
    );
    std::io::Write::write_all(&mut stream, text.as_bytes()).unwrap();
    let under_way = async || read(&site.get("/metrics").await.text().await.unwrap())["chiso_requests_under_way"];
    while under_way().await < 2.0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    drop(stream);
    while under_way().await > 1.0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_not_there_for_others() {
    let site = Site::start(&[("CHISO_SERVER_METRICS_FROM", "192.0.2.7")]).await;
    let answer = site.request(Method::GET, "/metrics").header("x-forwarded-for", "192.0.2.7").send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

/// Reads the text form as `OpenMetrics` has it: every value after a description of its family, the end marked.
fn read(text: &str) -> BTreeMap<String, f64> {
    let mut families: BTreeMap<&str, &str> = BTreeMap::new();
    let mut values = BTreeMap::new();
    let body = text.strip_suffix("# EOF\n").expect("the end is marked");
    for line in body.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            families.insert(name, kind);
            continue;
        }
        if line.starts_with("# HELP ") || line.starts_with("# UNIT ") {
            continue;
        }
        let (sample, value) = line.rsplit_once(' ').unwrap();
        let name = sample.split('{').next().unwrap();
        let family = ["", "_total", "_bucket", "_sum", "_count"]
            .iter()
            .find_map(|end| name.strip_suffix(end).filter(|family| families.contains_key(family)));
        assert!(family.is_some(), "{line}");
        values.insert(sample.to_owned(), value.parse::<f64>().unwrap());
    }
    values
}
