//! The catalogue of open data: DCAT 3 in JSON-LD (W3C Recommendation of 2024), with checksums as SPDX writes them. It asks no other server for its context.

use chiso_catalogue::Level;
use chiso_model::{Lang, Text};
use serde_json::{Value, json};

use super::content::{Form, Terms};
use super::file::Files;
use super::issued;
use super::table::{self, At, Sort};
use crate::site::{Publication, Site};

/// Named authorities of the Publications Office of the European Union, which DCAT application profiles use.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The whole catalogue. Takes a moment when it is first made: every file has a checksum.
pub(super) fn document(site: &Site) -> Value {
    let terms = &site.terms;
    // Without an address of its own, the site's names are relative to where the catalogue is read.
    let iri = |path: &str| site.url(path);
    let mut datasets: Vec<Value> = site.publications.iter().map(|p| of_publication(site, p, &iri)).collect();
    datasets.extend(table::groups(site).into_iter().map(|(index, level)| of_series(site, index, level, &iri)));
    datasets.extend([Sort::Agencies, Sort::Lineage, Sort::Breaks].map(|sort| general(site, sort, &iri)));
    let ids: Vec<Value> = datasets.iter().map(|dataset| json!({ "@id": dataset["@id"] })).collect();
    json!({
        "@context": context(),
        "@id": iri("/data/catalog.jsonld#catalog"),
        "@type": "dcat:Catalog",
        "dct:title": both(&Text::new("Dữ liệu mở của chiso", "Open data of chiso")),
        "dct:description": both(&Text::new(
            "Chỉ số cải cách hành chính, chỉ số hài lòng và các chỉ số quản trị khác: kết quả, thứ hạng, nguồn của từng số.",
            "Administrative reform indices, satisfaction indices and other governance indices: results, places, and the source of each number."
        )),
        "dct:publisher": publisher(terms, &iri),
        "dct:license": { "@id": terms.licence_url },
        "dct:language": languages(),
        "dct:spatial": country(),
        "dct:modified": day(issued::last()),
        "foaf:homepage": { "@id": iri("/") },
        "dcat:themeTaxonomy": { "@id": format!("{AUTHORITY}/data-theme") },
        "dcat:service": {
            "@id": iri("/data/catalog.jsonld#api"),
            "@type": "dcat:DataService",
            "dct:title": both(&Text::new("API của chiso", "The API of chiso")),
            "dcat:endpointURL": { "@id": iri("/api/v1") },
            "dcat:endpointDescription": { "@id": iri("/api/v1/openapi.json") },
            "dct:license": { "@id": terms.licence_url },
            "dcat:servesDataset": ids,
        },
        "dcat:dataset": datasets,
    })
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn of_publication(site: &Site, publication: &Publication, iri: &impl Fn(&str) -> String) -> Value {
    let dataset = &publication.dataset;
    let title = Text::new(
        publication.marked(dataset.title.get(Lang::Vi), Lang::Vi),
        publication.marked(dataset.title.get(Lang::En), Lang::En),
    );
    let description = dataset.note.clone().unwrap_or_else(|| title.clone());
    let mut value = describe(site, &format!("/data/{}", dataset.id), &title, &description, iri);
    value["dct:identifier"] = json!(dataset.id);
    value["dct:temporal"] = json!({
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": day(&format!("{}-01-01", publication.year)),
        "dcat:endDate": day(&format!("{}-12-31", publication.year)),
    });
    value["dcat:landingPage"] = json!({ "@id": iri(&format!("/vi{}", publication.rest())) });
    // Of an operator's own figures it is known on which day they were put together.
    let built = site.built_on.map(|day| day.to_string());
    let days = issued::of(publication).map(|days| (days.issued, days.modified));
    if let Some((issued, modified)) = days.or(built.as_deref().map(|built| (built, built))) {
        value["dct:issued"] = day(issued);
        value["dct:modified"] = day(modified);
    }
    value["dcat:keyword"] = json!([dataset.index, dataset.level.id()]);
    value["dcat:distribution"] =
        table::of_dataset(site, &dataset.id).iter().flat_map(|at| files(site, at, iri)).collect();
    value
}

fn of_series(site: &Site, index: &str, level: Level, iri: &impl Fn(&str) -> String) -> Value {
    let name = |lang| site.catalogue.editions(index).next().map_or(index, |newest| newest.rulebook.title.get(lang));
    let series = Sort::Series.name();
    let title = Text::new(
        format!("{} · {}", name(Lang::Vi), series.get(Lang::Vi)),
        format!("{} · {}", name(Lang::En), series.get(Lang::En)),
    );
    let description = Text::new(
        "Mọi năm có số liệu, mỗi dòng một đơn vị một năm, kèm nguồn; kết quả thuộc về đơn vị của thời điểm đó.",
        "All years of which something is known, a row for each unit and year, with its source; results stay with the unit of their time.",
    );
    let at = At { folder: format!("{index}/{}", level.id()), sort: Sort::Series };
    let mut value = describe(site, &format!("/data/{}/series", at.folder), &title, &description, iri);
    let years = site
        .publications
        .iter()
        .filter(|p| p.dataset.index == index && p.dataset.level == level && !p.dataset.simulated);
    let years: Vec<i16> = years.map(|publication| publication.year).collect();
    if let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) {
        value["dct:temporal"] = json!({
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": day(&format!("{first}-01-01")),
            "dcat:endDate": day(&format!("{last}-12-31")),
        });
    }
    value["dct:identifier"] = json!(format!("{}/series", at.folder));
    value["dct:issued"] = day(issued::last());
    value["dct:modified"] = day(issued::last());
    value["dct:accrualPeriodicity"] = json!({ "@id": format!("{AUTHORITY}/frequency/ANNUAL") });
    value["dcat:keyword"] = json!([index, level.id()]);
    value["dcat:distribution"] = Value::Array(files(site, &at, iri));
    value
}

fn general(site: &Site, sort: Sort, iri: &impl Fn(&str) -> String) -> Value {
    let at = At { folder: String::new(), sort };
    let title = sort.name();
    let mut value = describe(site, &format!("/data/{}", sort.id()), &title, &title, iri);
    value["dct:identifier"] = json!(sort.id());
    value["dct:issued"] = day(issued::last());
    value["dct:modified"] = day(issued::last());
    value["dcat:distribution"] = Value::Array(files(site, &at, iri));
    value
}

/// What every data set has.
fn describe(site: &Site, id: &str, title: &Text, description: &Text, iri: &impl Fn(&str) -> String) -> Value {
    let terms = &site.terms;
    let mut value = json!({
        "@id": iri(id),
        "@type": "dcat:Dataset",
        "dct:title": both(title),
        "dct:description": both(description),
        "dct:publisher": { "@id": iri("/data/catalog.jsonld#publisher") },
        "dct:license": { "@id": terms.licence_url },
        "dct:accessRights": { "@id": format!("{AUTHORITY}/access-right/PUBLIC") },
        "dct:language": languages(),
        "dct:spatial": country(),
        "dcat:theme": { "@id": format!("{AUTHORITY}/data-theme/GOVE") },
    });
    if let Some(contact) = &terms.contact {
        let (key, address) = if contact.contains("://") {
            ("vcard:hasURL", contact.clone())
        } else {
            ("vcard:hasEmail", format!("mailto:{contact}"))
        };
        value["dcat:contactPoint"] = json!({
            "@type": "vcard:Organization",
            "vcard:fn": terms.publisher.get(Lang::Vi),
            key: { "@id": address },
        });
    }
    value
}

/// A table in every language and form.
fn files(site: &Site, at: &At, iri: &impl Fn(&str) -> String) -> Vec<Value> {
    let known = Files::get(site);
    let mut files = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for form in Form::ALL {
            let address = at.address(lang, form);
            let Some(file) = known.known(&address) else { continue };
            let name = address.rsplit('/').next().unwrap_or_default();
            let permanent = format!("/data/sha256/{}/{name}", file.sha256);
            files.push(json!({
                "@id": iri(&format!("{address}#distribution")),
                "@type": "dcat:Distribution",
                "dct:title": [{ "@value": format!("{} ({})", at.sort.name().get(lang), form.id().to_uppercase()), "@language": lang.tag() }],
                "dcat:accessURL": { "@id": iri(&address) },
                "dcat:downloadURL": [{ "@id": iri(&address) }, { "@id": iri(&permanent) }],
                "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{}", form.media_type()) },
                "dct:format": { "@id": format!("{AUTHORITY}/file-type/{}", form.id().to_uppercase()) },
                "dct:language": language(lang),
                "dct:license": { "@id": site.terms.licence_url },
                "dcat:byteSize": { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256" },
                    "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
                },
            }));
        }
    }
    files
}

fn publisher(terms: &Terms, iri: &impl Fn(&str) -> String) -> Value {
    json!({
        "@id": iri("/data/catalog.jsonld#publisher"),
        "@type": "foaf:Organization",
        "foaf:name": both(&terms.publisher),
    })
}

fn both(text: &Text) -> Value {
    Lang::ALL.into_iter().map(|lang| json!({ "@value": text.get(lang), "@language": lang.tag() })).collect()
}

fn language(lang: Lang) -> Value {
    json!({ "@id": format!("{AUTHORITY}/language/{}", lang.pick("VIE", "ENG")) })
}

fn languages() -> Value {
    json!([language(Lang::Vi), language(Lang::En)])
}

fn country() -> Value {
    json!({ "@id": format!("{AUTHORITY}/country/VNM") })
}

fn day(text: &str) -> Value {
    json!({ "@value": text, "@type": "xsd:date" })
}
