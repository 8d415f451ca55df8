//! An interviewer with a tablet where there is no network: the cases are taken along, the network is cut and the server stopped, people are interviewed, one of them in
//! two parts, one refuses; back in reach everything is sent, from two tabs at once and once more, and every ballot counts exactly once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use libtest_mimic::Trial;
use reqwest::Client;
use serde_json::{Value, json};

use super::answering::{Respondent, SCREENS};
use super::board::{Board, LEAST};
use super::making::{self, Opens, Title};
use super::office::{self, INTERVIEWER, MANAGER};
use super::{file, form, plain};
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::platform::first_day::{accept, first_administrator, journal_is_sound};
use crate::program::Portal;
use crate::watch::Watch;
use crate::{Result, World};

const TITLE: Title = Title { vi: "Khảo sát tại nhà dân", en: "Survey at people's homes" };

/// People whom the interviewer visits, and people who answer by themselves.
const VISITED: usize = 8;
const THEMSELVES: usize = 7;

/// How many are interviewed.
const INTERVIEWS: usize = 3;

/// Everything in a drawer of the device's store.
const DRAWER: &str = "const [name] = arguments;
    return new Promise((resolve, reject) => {
        const asked = indexedDB.open('chiso interviews');
        asked.onerror = reject;
        asked.onsuccess = () => {
            const all = asked.result.transaction(name).objectStore(name).getAll();
            all.onerror = reject;
            all.onsuccess = () => { asked.result.close(); resolve(all.result); };
        };
    })";

/// Puts records back into a drawer.
const PUT_BACK: &str = "const [name, records] = arguments;
    return new Promise((resolve, reject) => {
        const asked = indexedDB.open('chiso interviews');
        asked.onerror = reject;
        asked.onsuccess = () => {
            const work = asked.result.transaction(name, 'readwrite');
            for (const record of records) work.objectStore(name).put(record);
            work.onerror = reject;
            work.oncomplete = () => { asked.result.close(); resolve(true); };
        };
    })";

/// The button that sends what waits.
const SEND: &str = "document.querySelector('#content > .go button')";

pub(super) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let trials = [("vi", Size::Tablet), ("en", Size::Phone)].map(|(language, size)| {
        let name = format!("interviews without a network: {language} {}", size.name());
        world.trial(name, async move |world: &World, browser: &Browser| go_out(world, browser, language, size).await)
    });
    trials.into()
}

async fn go_out(world: &World, browser: &Browser, language: &'static str, size: Size) -> Result<()> {
    let name = format!("interviews-{language}-{}", size.name());
    let store = world.empty_folder(&name)?;
    let files = world.empty_folder(&format!("{name}-files"))?;
    let watch = Watch::new(world, size, format!("interview-{language}"));
    let mut portal = Portal::start_in(&store, language)?;
    let server = portal.address().to_owned();
    let device = world.browsers.take().await?;
    let told = async {
        for (browser, size) in [(browser, Size::Desktop), (&device, size)] {
            browser.forget_cookies().await?;
            browser.size(size).await?;
            browser.scheme(Scheme::Light, false).await?;
        }
        let person = |browser| Person { browser, hand: Hand::Pointer, server: &server, language, watch: None };
        tell(&mut portal, &person(browser), person(&device), &watch, &files).await
    };
    let told = told.await;
    if told.is_err() {
        for (browser, which) in [(browser, "manager"), (&device, "interviewer")] {
            let file = world.screenshots.join(format!("failed-{name}-{which}.png"));
            let _ = browser.picture(&file, 1280, 3000).await;
        }
    }
    let _ = device.offline(false).await;
    let _ = device.forget_cookies().await;
    world.browsers.give_back(device);
    told?;
    portal.stop()?;
    journal_is_sound(&store)?;
    watch.verdict()
}

/// The story itself.
async fn tell(
    portal: &mut Portal,
    manager: &Person<'_>,
    device: Person<'_>,
    watch: &Watch<'_>,
    files: &Path,
) -> Result<()> {
    let (survey, link) = set_up(manager, &portal.first_link()?, files).await?;
    let board = Board::open(manager, &survey).await?;
    board.tells(THEMSELVES).await?;

    accept(&device, &link, INTERVIEWER.name).await?;
    let tablet = Tablet { person: device, watch, page: survey.replace("/surveys/", "/interviews/") };
    tablet.takes_along().await?;
    tablet.begin(0).await?;
    tablet.looked_at("consent").await?;
    tablet.agrees().await?;
    tablet.looked_at("screen").await?;

    device.browser.offline(true).await?;
    portal.pause()?;
    tablet.asks_everything(0).await?;
    tablet.reloads().await?;
    tablet.in_two_parts(1).await?;
    tablet.begin(2).await?;
    tablet.agrees().await?;
    tablet.asks_everything(2).await?;
    tablet.refused(3).await?;
    tablet.nobody_home(4).await?;
    tablet.reloads().await?;
    let done = tablet.drawer("done").await?;
    let finished = done.as_array().map_or(0, Vec::len);
    if finished != INTERVIEWS {
        return Err(device
            .at(&format!("{INTERVIEWS} interviews were finished, and the device holds {finished}"))
            .await);
    }

    portal.go_on()?;
    device.browser.offline(false).await?;
    tablet.sends_from_two_tabs().await?;
    board.tells(THEMSELVES + INTERVIEWS).await?;
    tablet.looked_at("list-sent").await?;

    // As if the device had never heard that the ballots came: they lie there again, and are sent again.
    device.browser.ask(PUT_BACK, vec![json!("done"), done]).await?;
    tablet.opened().await?;
    tablet.sends().await?;
    tablet.signs_out().await?;
    let visited = format!("{survey}/interviews");
    manager.visit(&visited, 200).await?;
    // How many people and visits; of what came of them, and of whoever opened a ballot, fewer than the least number are not told.
    let counts = [VISITED, INTERVIEWS + 2].map(|count| count.to_string());
    let few = std::iter::repeat_n(format!("< {LEAST}"), 5);
    tells_of_visits(manager, &counts.into_iter().chain(few).collect::<Vec<_>>()).await?;
    let board = Board::open(manager, &survey).await?;
    board.tells(THEMSELVES + INTERVIEWS).await.map(drop)
}

/// A survey that takes ballots, with a group that is the interviewer's; its address after the language, and the link by which the interviewer comes in.
async fn set_up(manager: &Person<'_>, first_link: &str, files: &Path) -> Result<(String, String)> {
    first_administrator(manager, first_link).await?;
    let interviewer = office::invite(manager, &INTERVIEWER, None).await?;
    let link = office::invite(manager, &MANAGER, None).await?;
    let session = office::come_in(manager, &MANAGER, &link).await?;
    let survey = making::draft(manager, &TITLE, Opens::Yesterday).await?;
    let setup = format!("{survey}/setup");
    manager.visit(&setup, 200).await?;
    manager.choose("modes", "interview").await?;
    manager.send(&setup).await?;
    making::brought(manager, &survey, &form::every_kind(files)?).await?;
    making::invite(manager, &survey, &people(files)?).await?;
    making::open(manager, &survey).await?;
    let links = making::links(manager, &session, &survey).await?;
    // Whoever answers alone stands in the group without an interviewer.
    let alone = links.into_iter().filter(|(group, _)| !group.contains(INTERVIEWER.name)).map(|(_, link)| link);
    plain::answer_all(&Client::new(), alone.enumerate().collect()).await?;
    let page = format!("{survey}/interviews");
    manager.visit(&page, 200).await?;
    // The list names the account, so the group is proposed for it.
    manager.send(&page).await?;
    manager.is_at(&page, 200).await?;
    manager.reads(&[INTERVIEWER.name]).await?;
    Ok((survey, interviewer))
}

fn people(folder: &Path) -> Result<PathBuf> {
    let mut text = "Họ và tên,Điện thoại,Điều tra viên\n".to_owned();
    for number in 0..VISITED + THEMSELVES {
        let interviewer = if number < VISITED { INTERVIEWER.name } else { "" };
        writeln!(text, "Người dân {number:02},0912345{number:03},{interviewer}").map_err(|error| error.to_string())?;
    }
    file(folder, "ho-gia-dinh.csv", text.as_bytes())
}

/// The manager's table of visits has a row with these counts.
async fn tells_of_visits(manager: &Person<'_>, came: &[String]) -> Result<()> {
    let rows = "return [...document.querySelectorAll('main tbody tr')].map(row => [...row.children].map(cell => cell.innerText.trim()))";
    let rows = manager.browser.ask(rows, vec![]).await?;
    let told = rows.as_array().into_iter().flatten().any(|row| {
        let cells: Vec<&str> = row.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        cells.ends_with(&came.iter().map(String::as_str).collect::<Vec<_>>())
    });
    if told { Ok(()) } else { Err(manager.at(&format!("no group has the counts {came:?}, only: {rows}")).await) }
}

/// The interviewer's device.
struct Tablet<'a> {
    person: Person<'a>,
    watch: &'a Watch<'a>,
    /// The page of the survey, after the language.
    page: String,
}

impl Tablet<'_> {
    async fn looked_at(&self, name: &str) -> Result<()> {
        self.watch.look(&self.person, name).await
    }

    /// From the list of surveys to the page, until everything lies on the device: the list of people, and what the page is made of.
    async fn takes_along(&self) -> Result<()> {
        self.person.visit("/interviews", 200).await?;
        self.looked_at("surveys").await?;
        self.person.follow(&self.page).await?;
        self.list_is_there().await?;
        let kept = "return navigator.serviceWorker.ready.then(() => caches.keys()).then(names => names.length > 0)";
        if self.person.browser.ask(kept, vec![]).await? != json!(true) {
            return Err(self.person.at("the service worker keeps nothing of the page").await);
        }
        self.looked_at("list").await
    }

    async fn list_is_there(&self) -> Result<()> {
        let people = format!("document.querySelectorAll('ul.people a.person').length >= {VISITED} - {INTERVIEWS}");
        self.person.until("the people to visit are there", &people).await
    }

    /// Types the address of the page.
    async fn opened(&self) -> Result<()> {
        self.person.open(&self.person.path(&self.page)).await?;
        self.list_is_there().await
    }

    /// The page is loaded anew, without a network.
    async fn reloads(&self) -> Result<()> {
        self.person.turn_page(async || self.person.browser.ask("location.reload()", vec![]).await.map(drop)).await?;
        self.list_is_there().await?;
        if self.person.browser.ask("return navigator.onLine", vec![]).await? == json!(true) {
            return Err(self.person.at("the network was cut, and the page does not see it").await);
        }
        Ok(())
    }

    /// Presses what a selector finds; once more where a list that came anew was put in its place at that moment.
    async fn press(&self, selector: &str) -> Result<()> {
        let mut pressed = Ok(());
        for _ in 0..3 {
            self.person.until(selector, &format!("document.querySelector({selector:?}) !== null")).await?;
            pressed =
                self.person.browser.click("return document.querySelector(arguments[0])", vec![json!(selector)]).await;
            if !pressed.as_ref().is_err_and(|error| error.contains("stale")) {
                break;
            }
        }
        pressed
    }

    /// Opens somebody of the list, by their place in it.
    async fn opens(&self, place: usize) -> Result<()> {
        self.list_is_there().await?;
        self.press(&format!("ul.people li:nth-child({}) a.person", place + 1)).await?;
        self.person
            .until(
                "the case opens",
                // The address changes a moment before the list goes, which has buttons as well.
                "location.hash.startsWith('#case=') && document.querySelector('ul.people') === null && document.querySelector('#came, .go button') !== null",
            )
            .await
    }

    /// To the text that is read to somebody before they agree.
    async fn begin(&self, place: usize) -> Result<()> {
        self.opens(place).await?;
        if place == 0 {
            self.looked_at("case").await?;
        }
        self.press("#content section .go button").await?;
        self.person
            .until(
                "the consent is asked",
                "location.hash.startsWith('#talk=') && document.querySelector('.note') !== null",
            )
            .await
    }

    async fn agrees(&self) -> Result<()> {
        self.press("#content > .go button:first-child").await?;
        self.person.until("the first screen comes", "document.getElementById('ballot') !== null").await
    }

    fn respondent(&self, taste: usize) -> Respondent<'_> {
        Respondent { person: self.person, link: "", taste }
    }

    /// Fills a screen in and goes on.
    async fn next(&self, taste: usize) -> Result<()> {
        self.respondent(taste).fill().await?;
        self.person.browser.ask("document.getElementById('ballot').old = true", vec![]).await?;
        self.person.press_value("next").await?;
        self.person.until("the next screen comes", "!document.getElementById('ballot').old").await
    }

    /// Screen after screen up to the end; then the list is there again.
    async fn asks_everything(&self, taste: usize) -> Result<()> {
        for _ in 0..SCREENS {
            let over = "return document.querySelector('#ballot button[value=send]') !== null";
            if self.person.browser.ask(over, vec![]).await? == json!(true) {
                self.person.press_value("send").await?;
                return self.list_is_there().await;
            }
            self.next(taste).await?;
        }
        Err(self.person.at("the screens do not end").await)
    }

    /// An interview that is broken off after the first screens; the page is loaded anew, and it goes on where it was.
    async fn in_two_parts(&self, place: usize) -> Result<()> {
        self.begin(place).await?;
        self.agrees().await?;
        self.next(place).await?;
        self.next(place).await?;
        let heading = self.person.text("#content h1").await?;
        self.press(".talk-bar button").await?;
        self.person.until("the case is there again", "location.hash.startsWith('#case=')").await?;
        self.person.browser.ask("location.hash = ''", vec![]).await?;
        self.reloads().await?;
        self.opens(place).await?;
        self.press("#content section .go button").await?;
        self.person.until("the interview goes on", "document.getElementById('ballot') !== null").await?;
        let again = self.person.text("#content h1").await?;
        if heading != again {
            return Err(self.person.at(&format!("broken off at {heading:?}, it goes on at {again:?}")).await);
        }
        self.asks_everything(place).await
    }

    /// Somebody refuses when the text is read.
    async fn refused(&self, place: usize) -> Result<()> {
        self.begin(place).await?;
        self.press("#content > .go button:last-child").await?;
        self.back_to_the_list().await
    }

    /// Nobody opens the door.
    async fn nobody_home(&self, place: usize) -> Result<()> {
        self.opens(place).await?;
        let first =
            "const list = document.getElementById('came'); list.value = list.options[1].value; return list.value";
        self.person.browser.ask(first, vec![]).await?;
        self.press("section.record form button").await?;
        self.back_to_the_list().await
    }

    async fn back_to_the_list(&self) -> Result<()> {
        self.person
            .until(
                "the visit is recorded",
                "location.hash.startsWith('#case=') && document.querySelector('.said') !== null",
            )
            .await?;
        self.person.browser.ask("location.hash = ''", vec![]).await?;
        self.list_is_there().await
    }

    /// Signs out and removes everything: a button, and the answer to its question.
    async fn signs_out(&self) -> Result<()> {
        self.press(".device .go button:last-child").await?;
        self.press(".device .question .go button").await?;
        self.person.until("the device is signed out", "location.pathname.endsWith('/sign-in')").await?;
        let left = self.drawer("packs").await?;
        if left == json!([]) { Ok(()) } else { Err(self.person.at(&format!("the device still holds {left}")).await) }
    }

    async fn drawer(&self, name: &str) -> Result<Value> {
        self.person.browser.ask(DRAWER, vec![json!(name)]).await
    }

    /// Sends twice from this tab and once from another, all at once; nothing waits after that.
    async fn sends_from_two_tabs(&self) -> Result<()> {
        self.person.until("there is something to send", &format!("{SEND} !== null")).await?;
        self.looked_at("list-waits").await?;
        let address = self.person.browser.address().await?;
        let press = format!("{SEND}?.click(); {SEND}?.click()");
        self.person
            .browser
            .in_second_tab(&address, async || {
                self.list_is_there().await?;
                self.person.browser.ask(press.clone(), vec![]).await.map(drop)
            })
            .await?;
        self.person.browser.ask(press.clone(), vec![]).await?;
        self.nothing_waits().await
    }

    /// Sends what waits.
    async fn sends(&self) -> Result<()> {
        self.person.until("there is something to send", &format!("{SEND} !== null")).await?;
        self.person.browser.ask(format!("{SEND}.click()"), vec![]).await?;
        self.nothing_waits().await
    }

    /// Everything was sent. Whoever pressed while another tab was at it, and that one was closed, presses again.
    async fn nothing_waits(&self) -> Result<()> {
        for step in 1..300 {
            let waits =
                |visits: &Value| visits.as_array().into_iter().flatten().any(|visit| visit["sent"] != json!(true));
            let (done, visits) = (self.drawer("done").await?, self.drawer("visits").await?);
            if done == json!([]) && !waits(&visits) {
                return Ok(());
            }
            if step % 50 == 0 {
                self.person.browser.ask(format!("{SEND}?.click()"), vec![]).await?;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let state = self.person.text("body").await?.unwrap_or_default();
        Err(self.person.at(&format!("not everything was sent; the page says: {state}")).await)
    }
}
