//! Somebody who answers in a browser with scripts: screens change without a new page, token and answers lie on the device alone.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::Result;
use crate::person::Person;

/// More screens than these, and it does not end.
pub(super) const SCREENS: usize = 60;

/// What is asked on the screen: names of fields, and for each what can be chosen; none where something is typed. A choice that asks for more is left out.
const ASKED: &str = "
    const asked = {};
    for (const field of document.getElementById('ballot').elements) {
        if (field.matches('[type=hidden], button, fieldset') || !field.checkVisibility()) continue;
        // Numbers and days have their own ways to be wrong.
        if (field.inputMode !== '' && field.inputMode !== 'text') continue;
        const values = field.matches('select') ? [...field.options].map(option => option.value) : field.matches('[type=radio], [type=checkbox]') ? [field.value] : [];
        (asked[field.name] ??= []).push(...values.filter(value => value !== '' && value !== 'other'));
    }
    return Object.entries(asked)";

/// The number of the screen, or that it is the one on which everything is looked over; none after the last.
const SCREEN: &str = "(document.querySelector('#ballot [name=\":screen\"]')?.value ?? null)";

/// A screen that stays so long is not about to change by itself.
const STILL: Duration = Duration::from_millis(400);

/// The device's storage, key by key.
const STORED: &str = "return Object.fromEntries(Object.entries(localStorage).concat(Object.entries(sessionStorage)))";

/// The answers that are chosen on the screen, by field.
const CHOSEN: &str = "return [...new FormData(document.getElementById('ballot'))].filter(([name, value]) => !name.startsWith(':') && value !== '')";

/// Whether the device keeps all of them; it does a moment after the last one was chosen.
const KEPT: &str = "[...new FormData(document.getElementById('ballot'))].every(pair => Object.values(localStorage)
    .some(kept => JSON.parse(kept).fields?.some(field => JSON.stringify(field) === JSON.stringify(pair))))";

/// Somebody's way through a questionnaire.
pub(super) struct Respondent<'a> {
    pub(super) person: Person<'a>,
    /// The address in the letter.
    pub(super) link: &'a str,
    /// Says which answers are chosen.
    pub(super) taste: usize,
}

impl Respondent<'_> {
    /// The code of the invitation, as it stands in the address.
    fn code(&self) -> &str {
        self.link.rsplit('/').next().unwrap_or_default()
    }

    /// Opens the invitation and buys the token.
    pub(super) async fn begin(&self) -> Result<()> {
        self.person.browser.open(self.link).await?;
        self.person.reads(&[self.say("dừng và trả lời tiếp", "stop and go on later")]).await?;
        self.person.turn_page(async || self.person.press_value("").await).await?;
        self.person.until("the first screen comes", "document.getElementById('ballot') !== null").await
    }

    /// Answers every question on the screen.
    pub(super) async fn fill(&self) -> Result<()> {
        let asked = self.person.browser.ask(ASKED, vec![]).await?;
        for (place, question) in asked.as_array().into_iter().flatten().enumerate() {
            self.settled().await?;
            let name = question[0].as_str().unwrap_or_default();
            let values: Vec<&str> = question[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            match values.get((self.taste + place) % values.len().max(1)) {
                Some(value) => self.person.choose(name, value).await?,
                None => self.person.write(name, self.say("Không có ý kiến khác", "No further opinion")).await?,
            }
        }
        Ok(())
    }

    /// Presses a button of the screen and waits for another one, or for what is wrong with this.
    pub(super) async fn go(&self, button: &str) -> Result<()> {
        let before = self.person.browser.ask(format!("return {SCREEN}"), vec![]).await?;
        self.settled().await?;
        self.person.browser.ask("document.querySelector('main').old = true", vec![]).await?;
        self.person.press_value(button).await?;
        let came = format!(
            "!document.querySelector('main').old && ({SCREEN} !== {before} || document.querySelector('[data-errors]') !== null)"
        );
        self.person.until("the next screen comes", &came).await
    }

    /// Waits until nothing is under way that would put the screen, with further questions, in its own place.
    async fn settled(&self) -> Result<()> {
        let moves = "const main = document.querySelector('main'); main.still = true; return document.querySelector('#ballot[data-moves]') !== null";
        while self.person.browser.ask(moves, vec![]).await? == json!(true) {
            tokio::time::sleep(STILL).await;
            if self.person.browser.ask("return document.querySelector('main').still === true", vec![]).await?
                == json!(true)
            {
                break;
            }
        }
        Ok(())
    }

    /// Answers screen after screen, up to the one on which everything is looked over.
    pub(super) async fn answer(&self) -> Result<()> {
        for _ in 0..SCREENS {
            if self.is_over().await? {
                return Ok(());
            }
            self.fill().await?;
            self.go("next").await?;
        }
        Err(self.person.at("the screens do not end").await)
    }

    /// Whether everything is looked over now.
    pub(super) async fn is_over(&self) -> Result<bool> {
        Ok(self.person.browser.ask(format!("return {SCREEN} === 'over'"), vec![]).await? == json!(true))
    }

    /// Whether the screen says that something is wrong.
    pub(super) async fn has_errors(&self) -> Result<bool> {
        let errors = "return document.querySelector('[data-errors]') !== null";
        Ok(self.person.browser.ask(errors, vec![]).await? == json!(true))
    }

    /// The device keeps a token and what was chosen, and nothing that tells who was invited; nothing else is kept anywhere.
    pub(super) async fn keeps_its_secret(&self) -> Result<()> {
        let stored = self.stored().await?;
        if !stored.contains(":token") && !stored.contains("token") {
            return Err(self.person.at(&format!("the device keeps no token: {stored}")).await);
        }
        let letters: String = stored.chars().filter(|letter| *letter != '-').collect();
        if letters.to_uppercase().contains(self.code()) {
            return Err(self.person.at(&format!("the device keeps the code of the invitation: {stored}")).await);
        }
        let others = "return Promise.all([indexedDB.databases(), caches.keys(), document.cookie]).then(found => found.flat().filter(Boolean).map(one => JSON.stringify(one)))";
        let others = self.person.browser.ask(others, vec![]).await?;
        if others != json!([]) {
            return Err(self.person.at(&format!("the device keeps more than it should: {others}")).await);
        }
        self.person.browser.no_cookies(self.person.server).await
    }

    async fn stored(&self) -> Result<String> {
        Ok(self.person.browser.ask(STORED, vec![]).await?.to_string())
    }

    /// The page is loaded anew in the middle: the same screen comes, with what was chosen on it.
    pub(super) async fn resumes(&self) -> Result<()> {
        let screen = format!("return {SCREEN}");
        self.person.until("what was chosen is kept", KEPT).await?;
        let before = (self.person.browser.ask(screen.clone(), vec![]).await?, self.chosen().await?);
        self.person.turn_page(async || self.person.browser.ask("location.reload()", vec![]).await.map(drop)).await?;
        self.person.until("the screen comes back", "document.getElementById('ballot') !== null").await?;
        let after = (self.person.browser.ask(screen, vec![]).await?, self.chosen().await?);
        if before == after && !before.1.is_empty() {
            return Ok(());
        }
        Err(self.person.at(&format!("before it was loaded anew the screen was {before:?}, after it {after:?}")).await)
    }

    async fn chosen(&self) -> Result<BTreeSet<String>> {
        let chosen = self.person.browser.ask(CHOSEN, vec![]).await?;
        Ok(chosen.as_array().into_iter().flatten().map(Value::to_string).collect())
    }

    /// Sends what was looked over, is thanked, and leaves nothing on the device.
    pub(super) async fn send(&self) -> Result<()> {
        let reads = self.say("Đã nhận phiếu", "Your ballot was received");
        self.go("send").await?;
        self.person.reads(&[reads]).await?;
        let stored = self.stored().await?;
        if stored == "{}" {
            Ok(())
        } else {
            Err(self.person.at(&format!("after the thanks the device keeps {stored}")).await)
        }
    }

    /// The same invitation a second time buys nothing.
    pub(super) async fn is_used(&self) -> Result<()> {
        self.person.browser.open(self.link).await?;
        self.person.browser.ask("document.querySelector('main').left = true", vec![]).await?;
        self.person.press_value("").await?;
        self.person.until("an answer comes", "!document.querySelector('main').left").await?;
        self.person.reads(&[self.say("Lời mời này đã được dùng", "This invitation was used already")]).await
    }

    fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        if self.person.language == "vi" { vi } else { en }
    }
}
