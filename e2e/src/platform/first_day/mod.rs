//! The first day of an installation, from an empty folder: the printed link, the first administrator, the people of a province, agencies and results from files, what
//! each of them may see, coming in again, lending a role, the end of a session; and all of it is still there after the program was stopped and started.

mod coming_in;
mod files;
mod people;

use std::path::Path;

pub(crate) use self::coming_in::sign_in_answers;
pub(super) use self::coming_in::{accept, first_administrator, set_up_factor};
use self::coming_in::{in_and_out, prove, recovery, sign_in};
use self::files::{agencies, coordinator, search_agencies};
pub(super) use self::people::invite;
use self::people::{contributor, invite_everybody, journal};
use super::factor::Factor;
use super::house::Who;
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::program::{self, Portal};
use crate::watch::Watch;
use crate::{Result, World};

/// How somebody spends the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) language: &'static str,
    pub(crate) hand: Hand,
    pub(crate) size: Size,
    pub(crate) scripts: bool,
    /// Everything; else only coming in, people and imports.
    pub(crate) whole: bool,
    /// Every page on the way is audited.
    pub(crate) watched: bool,
}

/// Somebody of the story.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) mail: &'static str,
    pub(super) role: &'static str,
    /// Letters to type for the agency, and its id; none for a role that is held everywhere.
    pub(super) agency: Option<(&'static str, &'static str)>,
}

const PASSWORD: &str = "mùa thu Hà Nội lá vàng rơi";

const NEW_PASSWORD: &str = "sông Cầu nước chảy lơ thơ";

const FIRST: (&str, &str) = ("Trần Thị Hương", "huong@bacninh.example.vn");

const BAC_NINH: Option<(&str, &str)> = Some(("bac ninh", "24-2025"));

const MEMBERS: [Member; 4] = [
    Member { name: "Nguyễn Thị Lan", mail: "lan@bacninh.example.vn", role: "unit-lead", agency: BAC_NINH },
    Member { name: "Phạm Văn An", mail: "an@bacninh.example.vn", role: "unit-contributor", agency: BAC_NINH },
    Member { name: "Đỗ Thanh Bình", mail: "binh@bacninh.example.vn", role: "unit-approver", agency: BAC_NINH },
    Member { name: "Lê Quốc Cường", mail: "cuong@moha.example.vn", role: "national-coordinator", agency: None },
];

/// The cookie of a session, where there is no TLS.
pub(crate) const SESSION: &str = "chiso";

/// What stays of the day.
pub(super) struct Kept {
    recovery_codes: Vec<String>,
    factor: Factor,
}

pub(crate) async fn spend(world: &World, browser: &Browser, day: Day) -> Result<()> {
    let watch = Watch::new(world, day.size, format!("first-day-{}", day.language));
    live(world, browser, day, &watch).await?;
    watch.verdict()
}

async fn live(world: &World, browser: &Browser, day: Day, watch: &Watch<'_>) -> Result<()> {
    let name = format!("{}-{:?}-{}-{}", day.language, day.hand, day.size.name(), day.scripts).to_lowercase();
    let store = world.empty_folder(&format!("first-day-{name}"))?;
    let portal = Portal::start_in(&store, day.language)?;
    let other = world.browsers.take().await?;
    let way = async {
        for browser in [browser, &other] {
            browser.forget_cookies().await?;
            browser.size(day.size).await?;
            browser.scheme(Scheme::Light, false).await?;
            browser.page_scripts(day.scripts).await?;
        }
        tell(world, &portal, [browser, &other], day, &store, day.watched.then_some(watch)).await
    };
    let told = way.await;
    if told.is_err() {
        let (width, _) = day.size.pixels();
        for (browser, which) in [(browser, "one"), (&other, "two")] {
            let file = world.screenshots.join(format!("failed-first-day-{name}-{which}.png"));
            let _ = browser.picture(&file, width, 3000).await;
        }
    }
    let _ = browser.page_scripts(true).await;
    let _ = other.page_scripts(true).await;
    let _ = other.forget_cookies().await;
    world.browsers.give_back(other);
    let mut kept = told?;
    portal.stop()?;
    journal_is_sound(&store)?;
    browser.page_scripts(day.scripts).await?;
    let morning = next_morning(browser, day, &store, &mut kept).await;
    browser.page_scripts(true).await?;
    morning
}

/// Started again over the same data: nobody is offered to become the first administrator, and everything is still there.
async fn next_morning(browser: &Browser, day: Day, store: &Path, kept: &mut Kept) -> Result<()> {
    let portal = Portal::start_in(store, day.language)?;
    if portal.said().contains("/set-up/") {
        return Err(format!("started again, chiso offers to make a first administrator: {}", portal.said()));
    }
    browser.forget_cookies().await?;
    let huong = Person { browser, hand: day.hand, server: portal.address(), language: day.language, watch: None };
    sign_in(&huong, FIRST.1, PASSWORD).await?;
    prove(&huong, &kept.factor.code().await?).await?;
    huong.visit("/people", 200).await?;
    huong.reads(&MEMBERS.each_ref().map(|member| member.name)).await?;
    search_agencies(&huong, "Kinh Bắc", 1).await?;
    portal.stop()
}

/// The story itself; `browsers` are two desks.
async fn tell(
    world: &World,
    portal: &Portal,
    browsers: [&Browser; 2],
    day: Day,
    folder: &Path,
    watch: Option<&Watch<'_>>,
) -> Result<Kept> {
    let [huong, other] = browsers.map(|browser| Person {
        browser,
        hand: day.hand,
        server: portal.address(),
        language: day.language,
        watch,
    });
    let mut kept = first_administrator(&huong, &portal.first_link()?).await?;
    let links = invite_everybody(&huong).await?;
    let files = world.empty_folder(&format!("{}-files", folder.file_name().unwrap_or_default().to_string_lossy()))?;
    agencies(&huong, &files).await?;
    contributor(&other, &links[1], day.whole).await?;
    other.browser.forget_cookies().await?;
    coordinator(&other, &links[3], &files).await?;
    if day.whole {
        journal(&huong).await?;
        in_and_out(&huong, &other, &mut kept).await?;
        recovery(&huong, &other).await?;
    }
    Ok(kept)
}

/// What an installation holds for tests that look at its pages.
pub(crate) struct Furnished {
    /// Sessions, as values of the cookie.
    pub(crate) sessions: Vec<(Who, String)>,
    /// Addresses of files that were tried, after the language.
    pub(crate) trials: Vec<(Who, String)>,
    /// Address of an invitation that waits, after the language.
    pub(crate) invitation: String,
}

/// Makes people, agencies and results.
pub(crate) async fn furnish(somebody: &Person<'_>, link: &str, files: &Path) -> Result<Furnished> {
    let kept_of = async || somebody.browser.cookie(somebody.server, SESSION).await;
    first_administrator(somebody, link).await?;
    let links = invite_everybody(somebody).await?;
    let tried = agencies(somebody, files).await?;
    let administrator = kept_of().await?;
    somebody.browser.forget_cookies().await?;
    contributor(somebody, &links[1], false).await?;
    let contributor = kept_of().await?;
    somebody.browser.forget_cookies().await?;
    let results = coordinator(somebody, &links[3], files).await?;
    let coordinator = kept_of().await?;
    let start = format!("{}/{}", somebody.server, somebody.language);
    let rest = |address: &str| address.strip_prefix(&start).unwrap_or_default().to_owned();
    Ok(Furnished {
        sessions: vec![
            (Who::Administrator, administrator),
            (Who::Contributor, contributor),
            (Who::Coordinator, coordinator),
        ],
        trials: vec![
            (Who::Administrator, rest(&tried[0])),
            (Who::Administrator, rest(&tried[1])),
            (Who::Coordinator, rest(&results)),
        ],
        invitation: rest(&links[2]),
    })
}

/// The program itself finds nothing wrong with what it kept.
pub(super) fn journal_is_sound(store: &Path) -> Result<()> {
    program::run(&["journal", "verify", "--lang", "en", "--store", &store.display().to_string()]).map(drop)
}
