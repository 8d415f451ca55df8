//! Somebody at a browser, who works a page by keyboard alone or by pointer. What is worked is named by what does not change with the language: the address of a
//! link, the name of a field, the address that a form is sent to.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::Result;
use crate::browser::Browser;
use crate::watch::Watch;

/// More stops than this on one page and nobody would walk it by keyboard.
const STOPS: usize = 400;
/// More presses of an arrow key than this and nobody would find an entry of a list.
const STEPS: usize = 80;
/// How long a page may take, in steps of so many milliseconds.
const WAITING: (u32, Duration) = (400, Duration::from_millis(50));

/// What one looks for on a page: `kind` and `wanted` say what, `hits(element)` whether this is it. A `*` at an end of `wanted` stands for anything.
const LOOK: &str = "
    const [kind, wanted] = arguments;
    const same = value => wanted.startsWith('*') ? value.endsWith(wanted.slice(1)) : wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
    const hits = element => {
        if (kind === 'link') { const link = element.closest('a[href]'); return !!link && !link.getAttribute('href').startsWith('#') && same(link.pathname + link.search); }
        if (kind === 'field') return element.name === wanted && element.type !== 'hidden' && !element.closest('.topsearch');
        if (kind === 'button') return element.matches('button') && element.type === 'submit' && !!element.form && same(new URL(element.form.action).pathname);
        if (kind === 'value') return element.matches('button:not([aria-hidden])') && element.value === wanted;
        if (kind === 'record') return element.matches('a[data-open]');
        if (kind === 'menu') return element.matches(`details.${wanted} > summary`);
        return false;
    };
    const shown = element => element.checkVisibility() && element.getClientRects().length > 0;
    const all = () => [...document.querySelectorAll('a[href], input, select, textarea, button, summary')].filter(element => hits(element) && shown(element));";

/// Where the keyboard is: whether it is what is looked for, whether a person can see that it is there, and whether it leads past the menus to it.
const FOCUS: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return {};
    const rings = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    const box = at.getBoundingClientRect();
    // A large target is a label around its field, and has the ring for it.
    const ring = [at, at.closest('label')].some(place => place && rings(getComputedStyle(place)));
    const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const main = document.querySelector('main');
    const skips = at.matches('a[href^=\"#\"].skip') && all().some(element => main.contains(element));
    return {hit: hits(at), seen: ring && seen, skips, narrows: at.matches('.narrowing') && at.nextElementSibling.name === wanted, name: at.outerHTML.slice(0, 160)};";

/// The class of the folded menu in which alone is what is looked for.
const FOLDED: &str = "
    if (all().length > 0) return null;
    const menu = [...document.querySelectorAll('details.menu:not([open])')].filter(shown).find(menu => [...menu.querySelectorAll('a[href], button')].some(hits));
    return menu ? [...menu.classList].find(word => word !== 'menu') ?? null : null;";

/// How a page is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// Tab, Enter, arrows and letters; nothing else.
    Keys,
    /// A finger or a mouse.
    Pointer,
}

/// Somebody at a browser.
#[derive(Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) hand: Hand,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) server: &'a str,
    /// The language of the pages: a path is given without it.
    pub(crate) language: &'a str,
    /// Who looks over the shoulder at every page that is come to; nobody where only the way matters.
    pub(crate) watch: Option<&'a Watch<'a>>,
}

impl Person<'_> {
    /// The address of a page without scheme and host: `/vi` before `rest`.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/{}{rest}", self.language)
    }

    /// Types an address into the address bar.
    pub(crate) async fn open(&self, path: &str) -> Result<()> {
        self.browser.open(&format!("{}{path}", self.server)).await
    }

    /// Follows the first link to `rest` in the language of the pages; `*` at its end stands for anything.
    pub(crate) async fn follow(&self, rest: &str) -> Result<()> {
        let wanted = self.path(rest);
        self.press_for_page("link", &wanted).await
    }

    /// Sends the form whose address ends with `action`.
    pub(crate) async fn send(&self, action: &str) -> Result<()> {
        self.press_for_page("button", &format!("*{action}")).await
    }

    /// Presses the button that sends this value with its form, where the page itself decides what comes of it.
    pub(crate) async fn press_value(&self, value: &str) -> Result<()> {
        self.reach("value", value).await?;
        match self.hand {
            Hand::Keys => self.browser.press(Key::Enter).await,
            Hand::Pointer => self.browser.click(&first(), vec![json!("value"), json!(value)]).await,
        }
    }

    /// Opens the first record of a list: beside the list, without another page, where scripts run.
    pub(crate) async fn open_record(&self) -> Result<()> {
        self.reach("record", "").await?;
        match self.hand {
            Hand::Keys => self.browser.press(Key::Enter).await?,
            Hand::Pointer => self.browser.click(&first(), vec![json!("record"), json!("")]).await?,
        }
        self.until("a record opens beside the list", "document.querySelector('#panel h2') !== null").await
    }

    /// Opens a menu by its class.
    pub(crate) async fn unfold(&self, menu: &str) -> Result<()> {
        self.reach("menu", menu).await?;
        match self.hand {
            Hand::Keys => self.browser.press(Key::Enter).await,
            Hand::Pointer => self.browser.click(&first(), vec![json!("menu"), json!(menu)]).await,
        }
    }

    /// Writes into a field, in place of what it holds.
    pub(crate) async fn write(&self, field: &str, text: &str) -> Result<()> {
        self.reach("field", field).await?;
        if self.hand == Hand::Pointer {
            self.browser.click(&first(), vec![json!("field"), json!(field)]).await?;
        }
        self.browser.press_with_control('a').await?;
        match text {
            "" => self.browser.press(Key::Delete).await?,
            text => self.browser.write(text).await?,
        }
        let held = self.ask("return all()[0].value", "field", field).await?;
        if held == json!(text) {
            Ok(())
        } else {
            Err(self.at(&format!("typing {text:?} into '{field}' leaves {held} in it")).await)
        }
    }

    /// Chooses an entry of a list, or one of several answers, by its value.
    pub(crate) async fn choose(&self, field: &str, value: &str) -> Result<()> {
        match self.hand {
            Hand::Keys => {
                self.reach("field", field).await?;
                let chosen = "const at = document.activeElement; return at.name === wanted ? at.value : null";
                // From the top, whatever is chosen now.
                let is_list = self.ask("return document.activeElement.matches('select')", "field", field).await?;
                if is_list == json!(true) {
                    self.browser.press(Key::Home).await?;
                }
                // Boxes of which several can be ticked are stops of their own.
                let is_box = self.ask("return document.activeElement.matches('[type=checkbox]')", "field", field);
                let on = if is_box.await? == json!(true) { Key::Tab } else { Key::Down };
                for _ in 0..STEPS {
                    if self.ask(chosen, "field", field).await? == json!(value) {
                        // A box of answers that holds none yet is entered on its first one.
                        if is_list == json!(false) {
                            self.browser.write(" ").await?;
                        }
                        return Ok(());
                    }
                    self.browser.press(on.clone()).await?;
                }
                Err(self.at(&format!("{STEPS} presses of a key do not reach '{value}' of '{field}'")).await)
            }
            Hand::Pointer => {
                let script = format!(
                    "{LOOK} const found = all().map(at => at.matches('select') ? [...at.options].find(option => option.value === arguments[2]) : at.value === arguments[2] ? at : null).find(Boolean); return found ?? null;"
                );
                let arguments = vec![json!("field"), json!(field), json!(value)];
                match self.browser.click(&script, arguments).await {
                    Ok(()) => Ok(()),
                    Err(error) => Err(self.at(&format!("'{value}' of '{field}' cannot be chosen: {error}")).await),
                }
            }
        }
    }

    /// Chooses an entry of a long list by typing a few letters above it, where scripts run; else by its value.
    pub(crate) async fn find(&self, field: &str, letters: &str, value: &str) -> Result<()> {
        let narrowed =
            self.ask("return !!all()[0]?.previousElementSibling?.matches('.narrowing')", "field", field).await?;
        if narrowed != json!(true) {
            return self.choose(field, value).await;
        }
        match self.hand {
            Hand::Keys => self.walk("field", field, |focus| focus["narrows"] == json!(true)).await?,
            Hand::Pointer => {
                let script = format!("{LOOK} return all()[0].previousElementSibling;");
                self.browser.click(&script, vec![json!("field"), json!(field)]).await?;
            }
        }
        self.browser.write(letters).await?;
        let chosen = self.ask("return all()[0].value", "field", field).await?;
        if chosen == json!(value) {
            return Ok(());
        }
        Err(self.at(&format!("typing '{letters}' above '{field}' chooses {chosen}, not '{value}'")).await)
    }

    /// Gives a file to a field.
    pub(crate) async fn attach(&self, field: &str, file: &Path) -> Result<()> {
        self.reach("field", field).await?;
        self.browser.attach(&first(), vec![json!("field"), json!(field)], file).await
    }

    /// What stands in the main part of the page, as a person reads it.
    pub(crate) async fn main(&self) -> Result<String> {
        Ok(self
            .browser
            .ask("return document.querySelector('main').innerText", vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// The text of the first element that `selector` finds; none where there is none.
    pub(crate) async fn text(&self, selector: &str) -> Result<Option<String>> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        Ok(self.browser.ask(script, vec![json!(selector)]).await?.as_str().map(|text| text.trim().to_owned()))
    }

    /// The main part of the page must say all of this.
    pub(crate) async fn reads(&self, texts: &[&str]) -> Result<()> {
        let main = self.main().await?;
        let missing: Vec<&&str> = texts.iter().filter(|text| !main.contains(**text)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(self.at(&format!("the page does not say {missing:?}; it says:\n{main}")).await)
    }

    /// The page must not say any of this.
    pub(crate) async fn reads_none(&self, texts: &[&str]) -> Result<()> {
        let main = self.main().await?;
        match texts.iter().find(|text| main.contains(**text)) {
            None => Ok(()),
            Some(text) => Err(self.at(&format!("the page says {text:?}:\n{main}")).await),
        }
    }

    /// The page shown must be the one at `rest`, and have been answered with `status`.
    pub(crate) async fn is_at(&self, rest: &str, status: u16) -> Result<()> {
        let script = "return [location.pathname, performance.getEntriesByType('navigation')[0].responseStatus]";
        let answer = self.browser.ask(script, vec![]).await?;
        let path = answer[0].as_str().unwrap_or_default();
        let wanted = self.path(rest);
        let there = wanted.strip_suffix('*').map_or(path == wanted, |start| path.starts_with(start));
        if there && answer[1] == json!(status) {
            return self.looked_at(&format!("{status}-{rest}")).await;
        }
        let main = self.main().await.unwrap_or_default();
        Err(format!(
            "expected {wanted} with status {status}, came to {path} with status {}, which says:\n{main}",
            answer[1]
        ))
    }

    /// Lets whoever looks over the shoulder see the page as it is now; a state that has a name is looked at once.
    pub(crate) async fn looked_at(&self, state: &str) -> Result<()> {
        match self.watch {
            Some(watch) => watch.look(self, state).await,
            None => Ok(()),
        }
    }

    /// Opens a page that must be answered with `status`.
    pub(crate) async fn visit(&self, rest: &str, status: u16) -> Result<()> {
        self.open(&self.path(rest)).await?;
        self.is_at(rest.split('?').next().unwrap_or_default(), status).await
    }

    /// Presses a link or a button that leads to a page, and waits for it.
    async fn press_for_page(&self, kind: &str, wanted: &str) -> Result<()> {
        self.reach(kind, wanted).await?;
        self.turn_page(async || match self.hand {
            Hand::Keys => self.browser.press(Key::Enter).await,
            Hand::Pointer => self.browser.click(&first(), vec![json!(kind), json!(wanted)]).await,
        })
        .await
        .map_err(|error| format!("{kind} {wanted}: {error}"))
    }

    /// Does something that leads to another page, and waits for that.
    pub(crate) async fn turn_page(&self, deed: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let from = self.browser.address().await?;
        self.browser.ask("document.left = true", vec![]).await?;
        deed().await?;
        // A key press returns at once; the page it leads to is there when the old document is gone.
        for _ in 0..WAITING.0 {
            let there = self.browser.ask("return !document.left && document.readyState === 'complete'", vec![]).await;
            if there.is_ok_and(|there| there == json!(true)) {
                return Ok(());
            }
            tokio::time::sleep(WAITING.1).await;
        }
        Err(format!("on {from}, this leads nowhere"))
    }

    /// Waits until a JavaScript expression is true in the page.
    pub(crate) async fn until(&self, what: &str, expression: &str) -> Result<()> {
        for _ in 0..WAITING.0 {
            if self.browser.ask(format!("return {expression}"), vec![]).await? == json!(true) {
                return Ok(());
            }
            tokio::time::sleep(WAITING.1).await;
        }
        Err(self.at(&format!("{what}: waited in vain")).await)
    }

    /// Brings the keyboard to what is looked for. A pointer needs no way there, but it must be on the page.
    async fn reach(&self, kind: &str, wanted: &str) -> Result<()> {
        if let Some(menu) = self.ask(FOLDED, kind, wanted).await?.as_str() {
            Box::pin(self.unfold(menu)).await?;
        }
        if self.ask("return all().length", kind, wanted).await? == json!(0) {
            let main = self.main().await.unwrap_or_default();
            return Err(self.at(&format!("there is no {kind} '{wanted}'; the page says:\n{main}")).await);
        }
        match self.hand {
            Hand::Pointer => Ok(()),
            Hand::Keys => self.walk(kind, wanted, |focus| focus["hit"] == json!(true)).await,
        }
    }

    /// Walks by the tabulator key, and by the link past the menus, until the keyboard is where it is `wanted`; every stop on the way must be visible.
    async fn walk(&self, kind: &str, wanted: &str, there: impl Fn(&Value) -> bool) -> Result<()> {
        if there(&self.ask(FOCUS, kind, wanted).await?) {
            return Ok(());
        }
        for _ in 0..STOPS {
            self.browser.press(Key::Tab).await?;
            let focus = self.ask(FOCUS, kind, wanted).await?;
            if focus["seen"] == json!(false) {
                return Err(self.at(&format!("a stop of the keyboard cannot be seen: {}", focus["name"])).await);
            }
            if there(&focus) {
                return Ok(());
            }
            if focus["skips"] == json!(true) {
                self.browser.press(Key::Enter).await?;
            }
        }
        Err(self.at(&format!("{STOPS} stops of the keyboard do not reach the {kind} '{wanted}'")).await)
    }

    async fn ask(&self, script: &str, kind: &str, wanted: &str) -> Result<Value> {
        self.browser.ask(format!("{LOOK}\n{script}"), vec![json!(kind), json!(wanted)]).await
    }

    /// A message with the place.
    pub(crate) async fn at(&self, what: &str) -> String {
        format!("on {}: {what}", self.browser.address().await.unwrap_or_default())
    }
}

/// The first of what is looked for.
fn first() -> String {
    format!("{LOOK} return all()[0];")
}
