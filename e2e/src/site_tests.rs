//! Tests of the site as a whole, which need no browser: no dead link, nothing in one language only, nothing without its kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};

use crate::World;
use crate::site::{Site, made_up, twin};

/// What is wrong with a site, sentence by sentence.
type Test = fn(&Site) -> Vec<String>;

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let tests: [(&str, Test); 5] = [
        ("site: no link is dead", dead_links),
        ("site: a page that is not there says so with status 404", missing_pages),
        ("site: every page is there in both languages", without_twin),
        ("site: every answer carries the headers that keep strangers out", open_doors),
        ("site: the crawl reached pages and downloads", too_little),
    ];
    tests
        .into_iter()
        .map(|(name, test)| {
            let world = Arc::clone(world);
            Trial::test(name, move || {
                let findings = test(&world.site);
                if findings.is_empty() { Ok(()) } else { Err(Failed::from(findings.join("\n"))) }
            })
        })
        .collect()
}

fn dead_links(site: &Site) -> Vec<String> {
    let dead = site.found().iter().filter(|found| !made_up(&found.path) && (found.status != 200 || found.size == 0));
    dead.map(|found| {
        format!(
            "{} answers {} with {} bytes; linked from '{}'",
            found.path, found.status, found.size, found.linked_from
        )
    })
    .collect()
}

fn missing_pages(site: &Site) -> Vec<String> {
    let wrong = site.found().iter().filter(|found| made_up(&found.path) && !(found.status == 404 && found.is_page()));
    wrong.map(|found| format!("{} answers {} ({})", found.path, found.status, found.content_type)).collect()
}

fn without_twin(site: &Site) -> Vec<String> {
    let pages = || site.found().iter().filter(|found| found.is_page() && found.status == 200);
    let there: BTreeSet<&str> = pages().map(|page| page.path.as_str()).collect();
    pages()
        .filter_map(|page| Some((page, twin(&page.path)?)))
        .filter(|(_, twin)| !there.contains(twin.as_str()))
        .map(|(page, twin)| format!("{} has no {twin}", page.path))
        .collect()
}

fn open_doors(site: &Site) -> Vec<String> {
    let open = site.found().iter().flat_map(|found| found.open_doors.iter().map(move |fault| (found, fault)));
    open.map(|(found, fault)| format!("{}: {fault}", found.path)).collect()
}

/// A crawl that stops at the door would let every other test pass.
fn too_little(site: &Site) -> Vec<String> {
    let wanted =
        ["/indices", "/index/", "/unit/", "/why/", "/compare/", "/method/", "/search", "/data", "/about", "/api"];
    let paths: Vec<&str> = site
        .found()
        .iter()
        .filter(|found| found.is_page() && found.status == 200)
        .map(|found| found.path.as_str())
        .collect();
    let mut findings: Vec<String> = wanted
        .iter()
        .filter(|kind| !paths.iter().any(|path| path.contains(*kind)))
        .map(|kind| format!("no page found below {kind}"))
        .collect();
    for kind in ["text/csv", "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] {
        if !site.found().iter().any(|found| found.content_type == kind && found.status == 200) {
            findings.push(format!("no download of kind {kind} found"));
        }
    }
    findings
}
