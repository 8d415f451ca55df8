//! Open data: files at addresses that stay, the same bytes under their hash, and the catalogue that others gather.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::common::{ask, get};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn hash(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

fn values(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |list| list.iter().collect())
}

/// Every file of the catalogue is there, has the checksum and the size it says, and answers under its hash with the same bytes, to be kept for ever.
#[tokio::test]
async fn every_file_of_the_catalogue_is_what_it_says() {
    let answer = get("/data/catalog.jsonld").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/ld+json")));
    let catalog = answer.json();
    let mut files = 0;
    for dataset in catalog["dcat:dataset"].as_array().unwrap() {
        for file in dataset["dcat:distribution"].as_array().unwrap() {
            files += 1;
            let addresses: Vec<&str> =
                values(&file["dcat:downloadURL"]).iter().map(|address| address["@id"].as_str().unwrap()).collect();
            let sum = file["spdx:checksum"]["spdx:checksumValue"]["@value"].as_str().unwrap();
            for address in &addresses {
                let download = get(address).await;
                assert_eq!((download.status, hash(&download.body).as_str()), (200, sum), "{address}");
                assert_eq!(file["dcat:byteSize"]["@value"], download.body.len().to_string(), "{address}");
                let media_type = download.header("content-type").unwrap().split(';').next().unwrap();
                assert!(file["dcat:mediaType"]["@id"].as_str().unwrap().ends_with(media_type), "{address}");
                assert!(download.header("content-disposition").unwrap().starts_with("attachment"), "{address}");
                assert!(download.header("repr-digest").unwrap().starts_with("sha-256=:"), "{address}");
                let permanent = address.starts_with("/data/sha256/");
                assert_eq!(download.header("cache-control").unwrap().contains("immutable"), permanent, "{address}");
                let link = download.header("link").unwrap();
                let other = if permanent { addresses[0] } else { addresses[1] };
                assert!(link.contains(&format!("<{other}>")), "{address}: {link}");
            }
        }
    }
    assert!(files > 200, "{files}");
}

#[tokio::test]
async fn a_hash_that_nobody_has_is_a_problem() {
    let known = get("/data/agencies.vi.csv").await;
    let sum = hash(&known.body);
    assert_eq!(get(&format!("/data/sha256/{sum}/agencies.vi.csv")).await.status, 200);
    for wrong in [
        format!("/data/sha256/{}/agencies.vi.csv", hash(b"nothing")),
        // The name is part of what was cited.
        format!("/data/sha256/{sum}/agencies.en.csv"),
        format!("/data/sha256/{}/agencies.vi.csv", sum.to_uppercase()),
        format!("/data/sha256/{sum}/x"),
    ] {
        let answer = get(&wrong).await;
        assert_eq!((answer.status, answer.header("content-type")), (404, Some("application/problem+json")), "{wrong}");
    }
    let tag = known.header("etag").unwrap();
    assert_eq!(ask("GET", "/data/agencies.vi.csv", &[("if-none-match", tag)]).await.status, 304);
}

/// The three forms of a table hold the same rows.
#[tokio::test]
async fn forms_of_a_table_agree() {
    for (table, rows) in [
        ("/data/par-index/province/2024/ranking", 63),
        ("/data/par-index/province/2024/figures", 7),
        ("/data/par-index/ministry/2023/nodes", 17 * 3),
        ("/data/par-index/province/series", 7),
        ("/data/agencies", 63 + 34),
        ("/data/lineage", 50),
        ("/data/breaks", 2),
    ] {
        for lang in ["vi", "en"] {
            let csv = get(&format!("{table}.{lang}.csv")).await;
            let text = csv.text();
            let mut reader = csv_rows(&text);
            let head = reader.next().unwrap();
            let json = get(&format!("{table}.{lang}.json")).await.json();
            let columns: Vec<&str> =
                json["columns"].as_array().unwrap().iter().map(|column| column["title"].as_str().unwrap()).collect();
            assert_eq!(head, columns, "{table}");
            let listed = json["rows"].as_array().unwrap();
            assert!(listed.len() >= rows, "{table}: {}", listed.len());
            assert_eq!(reader.count(), listed.len(), "{table}");
            assert_eq!((json["language"].as_str(), json["license"].as_str()), (Some(lang), Some("CC-BY-4.0")));
            // A workbook is a zip archive.
            assert!(get(&format!("{table}.{lang}.xlsx")).await.body.starts_with(b"PK"), "{table}");
        }
    }
    // Six kinds of missing stay apart.
    let ranking = get("/data/par-index/province/2024/ranking.vi.json").await.json();
    assert!(
        ranking["rows"].as_array().unwrap().iter().any(|row| values(row).iter().any(|cell| cell["missing"] == "blank"))
    );
}

/// Rows of a CSV file whose cells may hold commas, quotes and line ends.
fn csv_rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows.into_iter()
}

/// What a portal that gathers catalogues asks of each data set and file, as questions to the graph that an RDF library reads from the catalogue.
const QUESTIONS: &str = r#"
import json, sys
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

graph = Graph().parse(data=sys.stdin.read(), format="json-ld", publicID="https://chiso.example.org/data/catalog.jsonld")
prefixes = """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> """
wrong = []
def all_have(kind, path, what):
    lacking = [str(row[0]) for row in graph.query(prefixes + f"SELECT DISTINCT ?x WHERE {{ ?x a {kind} FILTER NOT EXISTS {{ ?x {path} }} }}")]
    if lacking:
        wrong.append(f"{kind} without {what}: {lacking[:3]}")
for path, what in [
    ('dct:title ?t FILTER(lang(?t) = "vi")', "a Vietnamese title"), ('dct:title ?t FILTER(lang(?t) = "en")', "an English title"),
    ("dct:description ?d", "a description"), ("dct:publisher/foaf:name ?p", "a publisher"), ("dct:license ?l FILTER(isIRI(?l))", "a licence"),
    ("dct:spatial ?s FILTER(isIRI(?s))", "a place"), ("dct:language ?g", "a language"), ("dct:identifier ?i", "an identifier"),
    ("dct:issued ?i FILTER(datatype(?i) = xsd:date)", "the day of issue"), ("dct:modified ?m FILTER(datatype(?m) = xsd:date)", "the day of change"),
    ("dcat:theme ?h", "a theme"), ("dcat:distribution/dcat:downloadURL ?u", "a file"),
]:
    all_have("dcat:Dataset", path, what)
for path, what in [
    ("dcat:accessURL ?u FILTER(isIRI(?u))", "an address"), ("dcat:downloadURL ?u FILTER(isIRI(?u))", "a download"), ("dcat:mediaType ?m FILTER(isIRI(?m))", "a media type"),
    ("dct:license ?l", "a licence"), ("dct:format ?f", "a format"), ("dcat:byteSize ?s FILTER(datatype(?s) = xsd:nonNegativeInteger)", "a size"),
    ("spdx:checksum ?c . ?c a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?v FILTER(datatype(?v) = xsd:hexBinary)", "a checksum"),
]:
    all_have("dcat:Distribution", path, what)
for path, what in [("dct:title ?t", "a title"), ("dct:publisher ?p", "a publisher"), ("dcat:dataset ?d", "a data set"), ("dcat:service/dcat:endpointURL ?e", "an API"), ("dct:modified ?m", "the day of change")]:
    all_have("dcat:Catalog", path, what)
periods = list(graph.query(prefixes + "SELECT ?d WHERE { ?d dct:temporal ?p . ?p dcat:startDate ?a ; dcat:endDate ?z FILTER(?a <= ?z) }"))
strange = [str(p) for p in set(graph.predicates()) if not str(p).startswith(("http://www.w3.org/", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/", "http://spdx.org/rdf/"))]
if strange:
    wrong.append(f"properties of no known vocabulary: {strange}")
relative = [str(o) for o in graph.objects() if str(o).startswith("/")]
if relative:
    wrong.append(f"no whole address: {relative[:3]}")
print(json.dumps({
    "wrong": wrong, "periods": len(periods),
    "catalogs": len(list(graph.subjects(RDF.type, DCAT.Catalog))),
    "datasets": len(list(graph.subjects(RDF.type, DCAT.Dataset))),
    "files": len(list(graph.subjects(RDF.type, DCAT.Distribution))),
}))
"#;

#[tokio::test]
async fn an_rdf_library_reads_the_catalogue() {
    let python = std::env::var("CHISO_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import rdflib"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|status| status.success()) {
        assert!(
            std::env::var_os("CI").is_none(),
            "the catalogue is read with Python's rdflib, which is not there: cargo xtask test installs it"
        );
        println!(
            "skipped: the catalogue is read with Python's rdflib, which is not there (CHISO_TEST_PYTHON names an interpreter)"
        );
        return;
    }
    let catalog = get("/data/catalog.jsonld").await;
    let mut child =
        Command::new(&python).args(["-c", QUESTIONS]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&catalog.body).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["wrong"], Value::Array(Vec::new()));
    let json = catalog.json();
    let datasets = json["dcat:dataset"].as_array().unwrap();
    let files: usize = datasets.iter().map(|dataset| dataset["dcat:distribution"].as_array().unwrap().len()).sum();
    assert_eq!(
        (&found["catalogs"], &found["datasets"], &found["files"]),
        (&1.into(), &datasets.len().into(), &files.into())
    );
    assert!(found["periods"].as_u64().unwrap() > 30);
}
