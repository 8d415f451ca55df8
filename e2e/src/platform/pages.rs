//! Every kind of page that people see who have signed in, and who have not yet: as it is, with a form that is wrong, with a list in which nothing is found.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use libtest_mimic::Trial;
use reqwest::{Client, Url};

use super::house::{House, Who};
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::watch::Watch;
use crate::{Result, World, headers, site};

/// At most so many pages of one kind are asked for, to find links; one of them is audited.
const ASKED_PER_KIND: usize = 3;

/// Addresses after the language that a form or a rare state leads to, with the status they must have.
const RARE: [(Who, &str, u16); 16] = [
    (Who::Administrator, "/people?q=kh%C3%B4ng-c%C3%B3-ai", 200),
    (Who::Administrator, "/journal?q=kh%C3%B4ng-c%C3%B3-g%C3%AC", 200),
    (Who::Administrator, "/find?q=b%E1%BA%AFc+ninh", 200),
    (Who::Administrator, "/find?q=kh%C3%B4ng-c%C3%B3-g%C3%AC", 200),
    (Who::Administrator, "/sign-out", 200),
    (Who::Administrator, "/imports/results/new", 403),
    (Who::Administrator, "/people/0123456789abcdef0123456789abcdef", 404),
    (Who::Coordinator, "/imports/weights/new", 200),
    (Who::Coordinator, "/imports/results/new", 200),
    (Who::Contributor, "/people/new", 403),
    (Who::Contributor, "/journal", 403),
    (Who::Contributor, "/people/0123456789abcdef0123456789abcdef", 404),
    (Who::Contributor, "/delegations/new", 403),
    (Who::Contributor, "/sign-out", 200),
    (Who::Contributor, "/", 200),
    (Who::Contributor, "/indices", 200),
];

/// Pages before one has come in.
const AT_THE_DOOR: [(&str, u16); 3] = [("/sign-in", 200), ("/recover/abc", 404), ("/set-up/abc", 404)];

/// The last segment, or the one before, of addresses whose form is wrong when it is sent empty.
const REFUSE_NOTHING: [&str; 9] =
    ["new", "edit", "erase", "profile", "password", "boundary", "facts", "events", "sign-in"];

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for language in ["vi", "en"] {
        for size in [Size::Phone, Size::Desktop] {
            for who in [Who::Administrator, Who::Coordinator, Who::Contributor] {
                let name = format!("pages for the {}: {language} {}", who.name(), size.name());
                trials.push(world.trial(name, async move |world: &World, browser: &Browser| {
                    look(world, browser, language, size, Some(who)).await
                }));
            }
            let name = format!("pages at the door: {language} {}", size.name());
            trials.push(world.trial(name, async move |world: &World, browser: &Browser| {
                look(world, browser, language, size, None).await
            }));
        }
    }
    trials.push(
        world.trial(
            "pages of the platform: every answer carries the headers that keep strangers out".to_owned(),
            carried,
        ),
    );
    trials.push(world.trial("pages of the platform: cookies are for this site and no script".to_owned(), cookies));
    trials
}

async fn look(world: &World, browser: &Browser, language: &'static str, size: Size, who: Option<Who>) -> Result<()> {
    let house = world.house.get(world, browser).await?;
    browser.size(size).await?;
    browser.scheme(Scheme::Light, false).await?;
    let name = format!("{language}-{}", who.map_or("door", Who::name));
    let watch = Watch::new(world, size, name);
    let person = Person { browser, hand: Hand::Pointer, server: house.address(), language, watch: Some(&watch) };
    let mut pages: Vec<(String, u16)> = Vec::new();
    if let Some(who) = who {
        house.let_in(browser, who).await?;
        let known = if who == Who::Administrator {
            BTreeSet::new()
        } else {
            kinds_of(house, language, Who::Administrator).await?
        };
        let (found, _) = crawl(house, language, who).await?;
        // What an administrator sees, too, is audited as they see it; but for the frame, which is by role.
        pages.extend(
            found
                .into_iter()
                .filter(|(kind, _)| !known.contains(kind) || kind == "/work" || kind == "/account")
                .map(|(_, rest)| (rest, 200)),
        );
        pages.extend(RARE.iter().filter(|(of, ..)| *of == who).map(|(_, rest, status)| ((*rest).to_owned(), *status)));
        pages.extend(house.trials.iter().filter(|(of, _)| *of == who).map(|(_, rest)| (rest.clone(), 200)));
    } else {
        browser.forget_cookies().await?;
        pages.extend(AT_THE_DOOR.iter().map(|(rest, status)| ((*rest).to_owned(), *status)));
        pages.push((house.invitation.clone(), 200));
    }
    for (rest, status) in pages {
        person.visit(&rest, status).await?;
        // The same page with other words in its address is another state.
        person.looked_at(&format!("{status}-{rest}")).await?;
        if status == 200 && refuses_nothing(&rest) {
            send_nothing(&person, &rest).await?;
        }
    }
    watch.verdict()
}

/// The kinds of pages that somebody may see.
async fn kinds_of(house: &House, language: &str, who: Who) -> Result<BTreeSet<String>> {
    Ok(crawl(house, language, who).await?.0.into_keys().collect())
}

fn refuses_nothing(rest: &str) -> bool {
    let path = rest.split('?').next().unwrap_or_default();
    path.rsplit('/').take(2).any(|segment| REFUSE_NOTHING.contains(&segment))
}

/// Sends the form of the page with nothing in it: the page must come back and say what is wrong.
async fn send_nothing(person: &Person<'_>, rest: &str) -> Result<()> {
    let empty = "const form = document.querySelector('main form.entry[method=post]'); if (!form) return false;
        for (const field of form.querySelectorAll('input:not([type=hidden], [type=radio], [type=checkbox]), textarea')) field.value = '';
        for (const list of form.querySelectorAll('select')) list.selectedIndex = 0;
        return true";
    if person.browser.ask(empty, vec![]).await? != true {
        return Err(person.at("there is no form").await);
    }
    person
        .turn_page(async || {
            let send = "document.querySelector('main form.entry[method=post]').requestSubmit()";
            person.browser.ask(send, vec![]).await.map(drop)
        })
        .await?;
    let path = rest.split('?').next().unwrap_or_default();
    person.is_at(path, 422).await
}

/// Pages by their kind, one of each, and what their headers lack.
async fn crawl(house: &House, language: &str, who: Who) -> Result<(BTreeMap<String, String>, Vec<String>)> {
    let reader = Reader { server: house.address(), session: house.session(who), language, name: who.name() };
    reader.crawl(&["/work", "/account"]).await
}

/// Somebody who has signed in, as a program that follows links sees the pages.
pub(super) struct Reader<'a> {
    pub(super) server: &'a str,
    /// The session, as the value of its cookie.
    pub(super) session: &'a str,
    pub(super) language: &'a str,
    /// A word for messages.
    pub(super) name: &'a str,
}

impl Reader<'_> {
    /// Pages by their kind, one of each, to which links lead from some pages, and what their headers lack.
    pub(super) async fn crawl(&self, from: &[&str]) -> Result<(BTreeMap<String, String>, Vec<String>)> {
        let client = Client::new();
        let start = format!("/{}", self.language);
        let mut waiting: VecDeque<String> = from.iter().map(|rest| format!("{start}{rest}")).collect();
        let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let mut findings = Vec::new();
        while let Some(path) = waiting.pop_front() {
            let Some(rest) = path.strip_prefix(&start) else { continue };
            let kind = kind(rest);
            let count = asked.entry(kind.clone()).or_default();
            *count += 1;
            if *count > ASKED_PER_KIND {
                continue;
            }
            let cookie = format!("{}={}", super::first_day::SESSION, self.session);
            let asked = client.get(format!("{}{path}", self.server)).header("cookie", cookie);
            let answer = asked.send().await.map_err(|error| format!("{path}: {error}"))?;
            let address: Url = answer.url().clone();
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            findings.extend(headers::faults(&headers).into_iter().map(|fault| format!("{path}: {fault}")));
            let said =
                |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            let html = answer.text().await.map_err(|error| format!("{path}: {error}"))?;
            // Turned to another page, such as the one for the second factor: found there.
            if !address.path().starts_with(path.split('?').next().unwrap_or_default()) {
                continue;
            }
            // Weighty work is offered to whoever may do it; without a second factor the page says so and leads to it.
            if status == 403 && html.contains("/second-factor") {
                continue;
            }
            if status != 200 {
                findings.push(format!("{path}, to which a link leads, answers the {} with {status}", self.name));
                continue;
            }
            if !said("content-type").starts_with("text/html") {
                continue;
            }
            if !["no-store", "private", "no-cache"].iter().any(|word| said("cache-control").contains(word)) {
                findings.push(format!(
                    "{path} may be kept by strangers' caches: cache-control is '{}'",
                    said("cache-control")
                ));
            }
            for link in site::links(&html, &address) {
                if is_of_the_workspace(&link, self.language) && seen.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
            let size = html.len();
            let best = found.entry(kind).or_insert((0, String::new()));
            if size > best.0 {
                *best = (size, rest.to_owned());
            }
        }
        Ok((found.into_iter().map(|(kind, (_, rest))| (kind, rest)).collect(), findings))
    }
}

/// Whether an address belongs to the pages of those who have signed in. Of the ways to look at a list, only the open record is a page of its own.
fn is_of_the_workspace(link: &str, language: &str) -> bool {
    const SECTIONS: [&str; 13] = [
        "work",
        "account",
        "people",
        "assignments",
        "delegations",
        "agencies",
        "imports",
        "boundary",
        "keys",
        "journal",
        "settings",
        "files",
        "surveys",
    ];
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let mut segments = path.trim_matches('/').split('/');
    let ours = segments.next() == Some(language) && segments.next().is_some_and(|section| SECTIONS.contains(&section));
    let names: Vec<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).collect();
    ours && (names.is_empty() || names.iter().all(|name| ["open", "person", "agency", "group"].contains(name)))
}

/// What addresses of one kind have in common: ids are left out, and what parameters hold.
pub(super) fn kind(rest: &str) -> String {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut before = "";
    let mut kind = String::new();
    for segment in path.trim_matches('/').split('/') {
        let is_id = segment.contains(|c: char| c.is_ascii_digit())
            || (before == "agencies" && !["list", "new", "try", "template"].contains(&segment));
        kind.push('/');
        kind.push_str(if is_id { "*" } else { segment });
        before = segment;
    }
    for name in query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()) {
        kind.push('?');
        kind.push_str(name);
    }
    kind
}

async fn carried(world: &World, browser: &Browser) -> Result<()> {
    let house = world.house.get(world, browser).await?;
    let mut findings = Vec::new();
    for who in [Who::Administrator, Who::Coordinator, Who::Contributor] {
        let (pages, found) = crawl(house, "vi", who).await?;
        findings.extend(found);
        let wanted = if who == Who::Administrator { 20 } else { 5 };
        if pages.len() < wanted {
            findings.push(format!(
                "only {} kinds of pages found for the {}: {:?}",
                pages.len(),
                who.name(),
                pages.keys()
            ));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings.join("\n")) }
}

async fn cookies(world: &World, browser: &Browser) -> Result<()> {
    let house = world.house.get(world, browser).await?;
    let [(refused, none), (taken, some)] = super::first_day::sign_in_answers(house.address()).await?;
    if refused != 422 || none.iter().any(|cookie| cookie.starts_with(super::first_day::SESSION)) {
        return Err(format!("a wrong password is answered with {refused} and the cookies {none:?}"));
    }
    if taken != 303 || some.is_empty() {
        return Err(format!("a right password is answered with {taken} and the cookies {some:?}"));
    }
    let faults: Vec<String> = some.iter().flat_map(|cookie| headers::cookie_faults(cookie)).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_kind_differ_in_ids_only() {
        for (a, b, same) in [
            ("/agencies/bo-noi-vu", "/agencies/24-2025", true),
            ("/agencies/24-2025/new", "/agencies/24-2025", false),
            ("/people?open=0a1", "/people?open=9f3", true),
            ("/people?open=0a1", "/people", false),
            ("/people/0a1/edit", "/people/0a1/erase", false),
            ("/imports/agencies/new", "/imports/results/new", false),
        ] {
            assert_eq!(kind(a) == kind(b), same, "{a} {b}");
        }
    }

    #[test]
    fn ways_to_look_at_a_list_are_no_pages_of_their_own() {
        for (link, ours) in [
            ("/vi/people", true),
            ("/vi/people?open=1", true),
            ("/vi/people?sort=name", false),
            ("/vi/people?open=1&sort=name", false),
            ("/en/people", false),
            ("/vi/index/par-index", false),
        ] {
            assert_eq!(is_of_the_workspace(link, "vi"), ours, "{link}");
        }
    }
}
