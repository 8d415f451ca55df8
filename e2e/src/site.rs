//! What the portal serves, found by following links as a reader would.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use reqwest::{Client, Url};

use crate::{Result, headers};

/// Addresses from which links are followed, among them those that only a form leads to. They must be there even when no link leads to them.
const ENTRIES: [&str; 14] = [
    "/",
    "/vi/",
    "/vi/indices",
    "/vi/data",
    "/vi/about",
    "/vi/api",
    "/vi/search?q=ha",
    "/vi/search?q=",
    "/vi/explore",
    "/vi/parts",
    "/vi/parts/question",
    "/vi/parts/workspace",
    "/vi/parts/workspace?open=2",
    "/api/v1/openapi.json",
];

/// A page that says what went wrong is a page, too.
const ABSENT: &str = "/vi/khong-co-trang-nay";

/// At most so many addresses of one shape and folder are asked for: a ranking has a link for every unit and every way to sort.
const ASKED_PER_FOLDER: usize = 30;
/// The same for what lies deeper than a ranking: units, and the numbers of a unit.
const ASKED_PER_DEEP_FOLDER: usize = 5;
/// Segments of the address of a ranking: language, kind, index, level, year.
const SEGMENTS_OF_RANKING: usize = 5;

/// Ways to look at a ranking, each with an address of its own below it.
const VIEWS: [&str; 5] = ["map", "trend", "heat-map", "distribution", "as-now"];

/// Parameters by which a reader sets a table.
const SETTINGS: [&str; 6] = ["sort", "order", "density", "page", "columns", "column"];

/// At most so many pages of one shape are audited, each built of other parts.
const AUDITED_PER_SHAPE: usize = 8;
const AUDITED_VIEWS_PER_SHAPE: usize = 2;

/// At most so many pages are audited in each language, but one of every shape in any case.
const AUDITED_PER_LANGUAGE: usize = 60;

/// What the portal answered at one address.
pub(crate) struct Found {
    /// Path and query.
    pub(crate) path: String,
    /// A page with a link to it; empty for an entry.
    pub(crate) linked_from: String,
    pub(crate) status: u16,
    /// Without parameters: "text/html".
    pub(crate) content_type: String,
    /// Bytes of the body.
    pub(crate) size: usize,
    /// What its headers lack.
    pub(crate) open_doors: Vec<String>,
    /// What a page is built of: the words in its `class` attributes, sorted.
    parts: Vec<String>,
}

impl Found {
    /// Whether a person reads this in the browser.
    pub(crate) fn is_page(&self) -> bool {
        self.content_type == "text/html"
    }
}

/// Everything found.
pub(crate) struct Site {
    address: String,
    found: Vec<Found>,
}

impl Site {
    /// Follows every link on the portal at `address`, within the bounds above.
    pub(crate) async fn crawl(address: &str) -> Result<Self> {
        let client = Client::new();
        let base = Url::parse(address).map_err(|error| format!("{address}: {error}"))?;
        let mut waiting: VecDeque<(String, String)> =
            ENTRIES.iter().chain([&ABSENT]).map(|path| ((*path).to_owned(), String::new())).collect();
        let mut seen: BTreeSet<String> = waiting.iter().map(|(path, _)| path.clone()).collect();
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        let mut found: Vec<Found> = Vec::new();
        while let Some((path, linked_from)) = waiting.pop_front() {
            let deep = path.split('?').next().unwrap_or_default().split('/').count() > SEGMENTS_OF_RANKING + 1;
            let count = asked.entry(format!("{} {}", shape(&path), folder(&path))).or_default();
            *count += 1;
            if *count > if deep { ASKED_PER_DEEP_FOLDER } else { ASKED_PER_FOLDER } {
                continue;
            }
            let (answer, links) = ask(&client, &base, path, linked_from).await?;
            for link in links {
                // The settings of sample tables are those of every table.
                if link.contains("/parts") && link.contains('?') {
                    continue;
                }
                if seen.insert(link.clone()) {
                    waiting.push_back((link, answer.path.clone()));
                }
            }
            found.push(answer);
        }
        // The bounds may have left out the twin of a page that was asked for.
        let there: BTreeSet<&str> = found.iter().map(|found| found.path.as_str()).collect();
        let pages = found.iter().filter(|found| found.is_page());
        let left_out = pages.filter_map(|page| Some((twin(&page.path)?, page.path.clone())));
        let left_out: Vec<_> = left_out.filter(|(twin, _)| !there.contains(twin.as_str())).collect();
        for (twin, of) in left_out {
            found.push(ask(&client, &base, twin, of).await?.0);
        }
        Ok(Self { address: address.to_owned(), found })
    }

    /// Every answer, in the order of discovery.
    pub(crate) fn found(&self) -> &[Found] {
        &self.found
    }

    /// The full address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Paths of the pages to audit, in both languages: of each shape, pages that are built of different parts.
    pub(crate) fn sample(&self) -> Vec<String> {
        let mut shapes: BTreeMap<String, BTreeMap<&[String], &str>> = BTreeMap::new();
        for page in self.found.iter().filter(|page| page.is_page() && language(&page.path) == "vi") {
            shapes.entry(shape(&page.path)).or_default().entry(&page.parts).or_insert(&page.path);
        }
        let picked: Vec<Vec<&str>> = shapes
            .iter()
            .map(|(shape, pages)| {
                let pages: Vec<&str> = pages.values().copied().collect();
                let most = if shape.contains('?') { AUDITED_VIEWS_PER_SHAPE } else { AUDITED_PER_SHAPE };
                let wanted = most.min(pages.len());
                // Spread over those found, from the first to the last.
                (0..wanted).map(|index| pages[index * (pages.len() - 1) / (wanted - 1).max(1)]).collect()
            })
            .collect();
        // One page of every shape comes before a second one of any, so that no shape is left out where the number ends.
        let mut sample: Vec<&str> = (0..AUDITED_PER_SHAPE)
            .flat_map(|round| picked.iter().filter_map(move |pages| pages.get(round).copied()))
            .collect();
        sample.truncate(AUDITED_PER_LANGUAGE.max(picked.len()));
        sample.into_iter().flat_map(|page| [Some(page.to_owned()), twin(page)]).flatten().collect()
    }
}

/// Asks for one address; of a page, also the links.
async fn ask(client: &Client, base: &Url, path: String, linked_from: String) -> Result<(Found, Vec<String>)> {
    let broken = |error: reqwest::Error| format!("{error}; linked from '{linked_from}'");
    let wanted = base.join(&path).map_err(|error| format!("{path}: {error}"))?;
    let answer = client.get(wanted).send().await.map_err(broken)?;
    let status = answer.status().as_u16();
    let final_address = answer.url().clone();
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let open_doors = headers::faults(answer.headers());
    let content_type = content_type.split(';').next().unwrap_or_default().trim().to_owned();
    let body = answer.bytes().await.map_err(broken)?;
    let mut answer = Found { path, linked_from, status, content_type, size: body.len(), open_doors, parts: Vec::new() };
    if !answer.is_page() {
        return Ok((answer, Vec::new()));
    }
    let html = String::from_utf8_lossy(&body);
    answer.parts = parts(&html);
    Ok((answer, links(&html, &final_address)))
}

/// Whether the address was made up to be absent.
pub(crate) fn made_up(path: &str) -> bool {
    path == ABSENT || twin(ABSENT).as_deref() == Some(path)
}

/// The language that a path names: "vi" or "en"; empty elsewhere.
pub(crate) fn language(path: &str) -> &str {
    ["vi", "en"]
        .into_iter()
        .find(|language| {
            path.strip_prefix('/')
                .and_then(|rest| rest.strip_prefix(language))
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .unwrap_or_default()
}

/// The same page in the other language; none for an address without language.
pub(crate) fn twin(path: &str) -> Option<String> {
    match language(path) {
        "vi" => Some(path.replacen("/vi/", "/en/", 1)),
        "en" => Some(path.replacen("/en/", "/vi/", 1)),
        _ => None,
    }
}

/// What addresses of one kind have in common: language, kind of page, depth, ending of a file, names of parameters.
fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    let kind = segments.iter().take(2).copied().collect::<Vec<_>>().join("/");
    let ending = segments.last().and_then(|last| last.rsplit_once('.')).map_or("", |(_, ending)| ending);
    // The views of a ranking are pages of kinds of their own.
    let ending = match segments.as_slice() {
        [_, _, _, _, _, view] if VIEWS.contains(view) => view,
        _ => ending,
    };
    let mut names: Vec<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).collect();
    // However a table is set, it is the same page.
    for name in &mut names {
        if SETTINGS.contains(name) {
            *name = "set";
        }
    }
    names.sort_unstable();
    names.dedup();
    let query = if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) };
    format!("{kind}/{}.{ending}{query}", segments.len())
}

/// A path without its last segment and its query.
fn folder(path: &str) -> &str {
    let path = path.split('?').next().unwrap_or_default();
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The words in the `class` attributes of a page, sorted, each once.
fn parts(html: &str) -> Vec<String> {
    let values = html.match_indices("class=\"").filter_map(|(at, start)| html[at + start.len()..].split('"').next());
    let words: BTreeSet<&str> = values.flat_map(str::split_whitespace).collect();
    words.into_iter().map(str::to_owned).collect()
}

/// Paths and queries of the same origin that the attributes `href` and `src` of a page name.
pub(crate) fn links(html: &str, page: &Url) -> Vec<String> {
    let mut links = Vec::new();
    for attribute in [" href=\"", " src=\""] {
        for (at, _) in html.match_indices(attribute) {
            let value = html[at + attribute.len()..].split('"').next().unwrap_or_default();
            let value = value.replace("&amp;", "&").replace("&#38;", "&");
            let Ok(target) = page.join(&value) else { continue };
            if target.origin() == page.origin() {
                let query = target.query().map(|query| format!("?{query}")).unwrap_or_default();
                links.push(format!("{}{query}", target.path()));
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_same_origin_are_found() {
        let page = Url::parse("http://127.0.0.1:1/vi/index/a").unwrap();
        let html = r##"<a href="/en/"><a class=x href="?sort=b&amp;by=c"><a href="#top"><a href="https://example.org/"><img src="../../a.svg"><a href="mailto:a@example.org">"##;
        assert_eq!(links(html, &page), ["/en/", "/vi/index/a?sort=b&by=c", "/vi/index/a", "/a.svg"]);
    }

    #[test]
    fn pages_of_one_kind_share_a_shape() {
        let cases = [
            ("/vi/unit/a/b", "/vi/unit/c/d", true),
            ("/vi/unit/a", "/vi/unit/a/b", false),
            ("/vi/index/a?sort=x&by=y", "/vi/index/b?by=z&sort=w", true),
            ("/vi/index/a?sort=x", "/vi/index/a", false),
            ("/vi/index/a?sort=x", "/vi/index/a?density=compact&order=reversed", true),
            ("/vi/index/a", "/en/index/a", false),
            ("/vi/index/a.csv", "/vi/index/a.xlsx", false),
            ("/vi/index/a/b/c/map", "/vi/index/a/b/d/map", true),
            ("/vi/index/a/b/c/map", "/vi/index/a/b/c/trend", false),
        ];
        for (a, b, same) in cases {
            assert_eq!(shape(a) == shape(b), same, "{a} {b}");
        }
    }

    #[test]
    fn a_twin_is_the_same_page_in_the_other_language() {
        assert_eq!(twin("/vi/index/vi/a").as_deref(), Some("/en/index/vi/a"));
        assert_eq!(twin("/en/").as_deref(), Some("/vi/"));
        assert_eq!(twin("/api/v1/units"), None);
        assert_eq!(language("/vietnam"), "");
    }
}
