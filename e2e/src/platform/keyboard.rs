//! Keys of lists with a record beside them, of the search and of menus; and that the same can be done where scripts do not run.

use std::sync::Arc;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use thirtyfour::Key;

use super::house::Who;
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::{Result, World};

/// The record on which the keyboard is: its place in the list; none elsewhere.
const RECORD: &str = "const at = [...document.querySelectorAll('a[data-open]')].indexOf(document.activeElement); return at < 0 ? null : at";

pub(crate) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let tests: [(&str, bool); 2] =
        [("keyboard: lists, search and menus", true), ("keyboard: a record of a list, without scripts", false)];
    tests
        .into_iter()
        .map(|(name, scripts)| {
            world.trial(name.to_owned(), async move |world: &World, browser: &Browser| {
                let house = world.house.get(world, browser).await?;
                house.let_in(browser, Who::Administrator).await?;
                browser.size(Size::Desktop).await?;
                browser.scheme(Scheme::Light, false).await?;
                browser.page_scripts(scripts).await?;
                let person = Person { browser, hand: Hand::Keys, server: house.address(), language: "vi", watch: None };
                let result = if scripts { with_scripts(&person).await } else { without_scripts(&person).await };
                browser.page_scripts(true).await?;
                result
            })
        })
        .collect()
}

async fn with_scripts(person: &Person<'_>) -> Result<()> {
    for list in ["/people", "/agencies", "/journal"] {
        person.visit(list, 200).await?;
        records(person).await?;
    }
    search(person).await?;
    menu(person).await
}

/// j and k move, Enter opens beside the list, Escape closes, and the way back in the browser's history is the same.
async fn records(person: &Person<'_>) -> Result<()> {
    let browser = person.browser;
    let list = browser.address().await?;
    for (keys, place) in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("kk", 0), ("j", 1)] {
        browser.write(keys).await?;
        let at = browser.ask(RECORD, vec![]).await?;
        if at != json!(place) {
            return Err(person.at(&format!("after '{keys}' the keyboard is on record {at}, not {place}")).await);
        }
    }
    let name = browser.ask("return document.activeElement.innerText.trim()", vec![]).await?;
    browser.press(Key::Enter).await?;
    person.until("Enter opens a record", "document.querySelector('#panel h2') !== null").await?;
    person.until("the keyboard goes to the record", "document.activeElement.id === 'panel'").await?;
    let opened = browser.address().await?;
    if !opened.contains("open=") {
        return Err(person.at("an open record has no address").await);
    }
    // The next one, without closing this one.
    browser.write("j").await?;
    let at = browser.ask(RECORD, vec![]).await?;
    if at != json!(2) {
        return Err(person.at(&format!("beside the open record {name}, 'j' goes to record {at}, not 2")).await);
    }
    browser.press(Key::Escape).await?;
    person.until("Escape closes the record", "document.querySelector('#panel h2') === null").await?;
    person
        .until(
            "the keyboard is back on the record that was open",
            &format!("[...document.querySelectorAll('a[data-open]')].indexOf(document.activeElement) === {}", 1),
        )
        .await?;
    browser.ask("history.back()", vec![]).await?;
    person.until("the way back opens it again", "document.querySelector('#panel h2') !== null").await?;
    browser.ask("history.back()", vec![]).await?;
    person.until("and before it there was none", "document.querySelector('#panel h2') === null").await?;
    if browser.address().await? == list {
        Ok(())
    } else {
        Err(person.at(&format!("expected to be back at {list}")).await)
    }
}

async fn search(person: &Person<'_>) -> Result<()> {
    person.visit("/work", 200).await?;
    person.browser.press_with_control('k').await?;
    let at = person.browser.ask("return document.activeElement.id", vec![]).await?;
    if at != "topsearch" {
        return Err(person.at(&format!("Ctrl K leads to {at}, not to the search")).await);
    }
    person.browser.write("Lan").await?;
    person.turn_page(async || person.browser.press(Key::Enter).await).await?;
    person.reads(&["Nguyễn Thị Lan"]).await
}

/// Opens by Enter; Escape closes it and stays there; a click elsewhere closes it, too.
async fn menu(person: &Person<'_>) -> Result<()> {
    person.visit("/work", 200).await?;
    person.unfold("accountmenu").await?;
    person.until("Enter opens the menu", "document.querySelector('.accountmenu').open").await?;
    person.browser.press(Key::Tab).await?;
    let within = person.browser.ask("return !!document.activeElement.closest('.accountmenu ul')", vec![]).await?;
    if within != json!(true) {
        return Err(person.at("the stop after an open menu is not its first entry").await);
    }
    person.browser.press(Key::Escape).await?;
    person.until("Escape closes the menu", "!document.querySelector('.accountmenu').open").await?;
    person.until("the keyboard stays at the menu", "document.activeElement.matches('.accountmenu > summary')").await
}

/// A record opens as a page; closing it leads back.
async fn without_scripts(person: &Person<'_>) -> Result<()> {
    person.visit("/people", 200).await?;
    let first = person.browser.ask("return document.querySelector('a[data-open]').innerText.trim()", vec![]).await?;
    let first: Value = first;
    person.open_record().await?;
    let shown = person.text("#panel h2").await?.unwrap_or_default();
    if first != json!(shown) {
        return Err(person.at(&format!("the record of {first} is opened, that of {shown} is shown")).await);
    }
    let address = person.browser.address().await?;
    if address.contains("open=") { Ok(()) } else { Err(person.at("an open record has no address").await) }
}
