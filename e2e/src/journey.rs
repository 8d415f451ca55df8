//! A reader's whole way, by keyboard alone, with and without scripts: from the start page to a number's explanation and a comparison.

use std::sync::Arc;

use libtest_mimic::Trial;
use serde_json::json;
use thirtyfour::Key;

use crate::browser::{Browser, Scheme, Size};
use crate::{Result, World};

/// More stops than this on one page and nobody would walk it by keyboard.
const STOPS: usize = 400;

/// Where the keyboard is: the link's path and query, and whether a person can see that it is there.
const FOCUS: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    const shown = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const link = at.closest('a');
    return {link: link ? link.getAttribute('href').startsWith('#') ? link.getAttribute('href') : link.pathname + link.search : '',
            seen: ring && shown, name: at.outerHTML.slice(0, 160)};";

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for language in ["vi", "en"] {
        for (scripts, words) in [(true, "with scripts"), (false, "without scripts")] {
            for size in [Size::Desktop, Size::Phone] {
                let name = format!("journey: {language} by keyboard, {words}, {}", size.name());
                trials.push(world.trial(name, async move |world: &World, browser: &Browser| {
                    browser.size(size).await?;
                    browser.scheme(Scheme::Light, false).await?;
                    browser.page_scripts(scripts).await?;
                    let result = reader(world, browser, language).await;
                    browser.page_scripts(true).await?;
                    result
                }));
            }
        }
    }
    trials
}

async fn reader(world: &World, browser: &Browser, language: &str) -> Result<()> {
    browser.open(&world.site.address(&format!("/{language}/"))).await?;
    browser.press(Key::Tab).await?;
    let first = browser.ask(FOCUS, vec![]).await?;
    if !first["link"].as_str().is_some_and(|link| link.starts_with('#')) {
        return Err(format!("the first stop on the start page does not lead past the menu: {first}"));
    }
    follow(browser, "the list of indices", |link| link.starts_with(&format!("/{language}/indices"))).await?;
    follow(browser, "a ranking", |link| {
        link.starts_with(&format!("/{language}/index/")) && !link.contains("/unit/") && !link.contains('?')
    })
    .await?;
    follow(browser, "a column to sort by", |link| link.contains("sort=")).await?;
    let sorted = browser
        .ask("return document.querySelectorAll('th[aria-sort=ascending], th[aria-sort=descending]').length", vec![])
        .await?;
    if sorted != json!(1) {
        return Err(format!("after sorting, {sorted} columns say by aria-sort that they are the sorted one"));
    }
    follow(browser, "a unit", |link| link.contains("/unit/") && !link.contains("/why/")).await?;
    let profile = browser.address().await?;
    follow(browser, "why a number is what it is", |link| link.contains("/why/")).await?;
    let explained = browser.ask("return document.querySelector('main').innerText.length", vec![]).await?;
    if explained.as_u64().unwrap_or(0) < 200 {
        return Err("the page about a number says next to nothing".to_owned());
    }
    browser.open(&profile).await?;
    follow(browser, "the comparison", |link| link.starts_with(&format!("/{language}/compare/"))).await?;
    let tables = browser.ask("return document.querySelectorAll('main table').length", vec![]).await?;
    if tables == json!(0) { Err("the comparison shows no table".to_owned()) } else { Ok(()) }
}

/// Walks by the tabulator key to the first link that is `wanted` and presses Enter; every stop on the way must be visible.
async fn follow(browser: &Browser, what: &str, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let from = browser.address().await?;
    for _ in 0..STOPS {
        browser.press(Key::Tab).await?;
        let focus = browser.ask(FOCUS, vec![]).await?;
        if focus["seen"] == json!(false) {
            return Err(format!("on {from}, a stop of the keyboard cannot be seen: {}", focus["name"]));
        }
        let Some(link) = focus["link"].as_str().filter(|link| wanted(link)) else { continue };
        browser.press(Key::Enter).await?;
        // A key press returns at once; the page it leads to is there when the old document is gone.
        for _ in 0..100 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let loaded = browser.ask("return document.readyState === 'complete'", vec![]).await;
            if loaded.is_ok_and(|loaded| loaded == json!(true)) && browser.address().await? != from {
                return Ok(());
            }
        }
        return Err(format!("on {from}, Enter on {link} leads nowhere"));
    }
    Err(format!("on {from}, {STOPS} stops of the keyboard do not reach {what}"))
}
