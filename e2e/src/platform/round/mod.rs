//! A whole round, from the first invitation to a published rank that anybody can recompute: three provinces, two appraisers, a council; every page by the real binary
//! over an empty folder, the appraisers by keyboard alone, every kind of page on the way audited.

mod appraisal;
mod council;
mod opening;
mod people;
mod published;
mod tamper;
mod unit;

use std::path::Path;
use std::sync::Arc;

use libtest_mimic::Trial;

use self::people::{Part, Staff};
use super::first_day::journal_is_sound;
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::program::Portal;
use crate::watch::Watch;
use crate::{Result, World};

/// A province that is assessed: its id, and letters to type for it.
struct Unit {
    id: &'static str,
    letters: &'static str,
}

/// Provinces that the mergers of 2025 left as they were.
const UNITS: [Unit; 3] = [
    Unit { id: "01", letters: "ha noi" },
    Unit { id: "22", letters: "quang ninh" },
    Unit { id: "40", letters: "nghe an" },
];

/// The unit, by its place, whose score is disputed up to the council.
const DISPUTED: usize = 1;

/// The criterion in dispute: a ratio of finished to planned tasks.
const RATIO: &str = "c1_1_2";
/// A criterion with levels.
const LEVELS: &str = "c1_1_1";
/// A criterion of another area, yes or no.
const YES_NO: &str = "c5_3_1";

/// How a round is gone through.
#[derive(Debug, Clone, Copy)]
struct Way {
    language: &'static str,
    size: Size,
}

pub(super) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let sizes = [Size::Desktop, Size::Phone];
    let ways = ["vi", "en"].into_iter().flat_map(|language| sizes.map(|size| Way { language, size }));
    let trials = ways.map(|way| {
        let name = format!("a whole round: {}, {}, the appraisers by keyboard alone", way.language, way.size.name());
        world.trial(name, async move |world: &World, browser: &Browser| go_through(world, browser, way).await)
    });
    trials.collect()
}

async fn go_through(world: &World, browser: &Browser, way: Way) -> Result<()> {
    let name = format!("round-{}-{}", way.language, way.size.name());
    let store = world.empty_folder(&name)?;
    let files = world.empty_folder(&format!("{name}-files"))?;
    let watch = Watch::new(world, way.size, format!("round-{}", way.language));
    let portal = Portal::start_in(&store, way.language)?;
    let other = world.browsers.take().await?;
    for browser in [browser, &other] {
        browser.forget_cookies().await?;
        browser.size(way.size).await?;
        browser.scheme(Scheme::Light, false).await?;
    }
    let told = tell(&portal, [browser, &other], way, &watch, &files).await;
    if told.is_err() {
        for (browser, which) in [(browser, "one"), (&other, "two")] {
            let file = world.screenshots.join(format!("failed-{name}-{which}.png"));
            let _ = browser.picture(&file, way.size.pixels().0, 3000).await;
        }
    }
    let _ = other.forget_cookies().await;
    world.browsers.give_back(other);
    told?;
    portal.stop()?;
    journal_is_sound(&store)?;
    tamper::with_store(&store)?;
    watch.verdict()
}

/// The story itself; `browsers` are two desks.
async fn tell(portal: &Portal, browsers: [&Browser; 2], way: Way, watch: &Watch<'_>, files: &Path) -> Result<()> {
    let mut scene =
        Scene { browsers, server: portal.address(), way, watch, staff: Staff::default(), round: String::new() };
    scene.staff = people::everybody(&scene, &portal.first_link()?).await?;
    opening::open(&mut scene).await?;
    unit::assess(&mut scene, files).await?;
    appraisal::first(&scene).await?;
    unit::explain(&mut scene).await?;
    appraisal::second(&scene).await?;
    council::decide(&scene).await?;
    published::publish(&scene).await?;
    published::recompute(&scene, files).await
}

/// What everybody of the story shares.
struct Scene<'a> {
    browsers: [&'a Browser; 2],
    server: &'a str,
    way: Way,
    watch: &'a Watch<'a>,
    staff: Staff,
    /// The round's id, once there is one.
    round: String,
}

impl<'a> Scene<'a> {
    /// Somebody without a session, at a desk.
    async fn stranger(&self, desk: usize, hand: Hand) -> Result<Person<'a>> {
        let browser = self.browsers[desk];
        browser.forget_cookies().await?;
        Ok(Person { browser, hand, server: self.server, language: self.way.language, watch: None })
    }

    /// Somebody who has signed in sits down at the first desk.
    async fn seat(&self, part: Part) -> Result<Person<'a>> {
        self.seat_at(0, part).await
    }

    /// Somebody who has signed in sits down at a desk.
    async fn seat_at(&self, desk: usize, part: Part) -> Result<Person<'a>> {
        let person = self.stranger(desk, part.hand()).await?;
        self.staff.let_in(&person, part).await?;
        Ok(person)
    }

    /// Address within the round, after the language.
    fn at(&self, rest: &str) -> String {
        format!("/rounds/{}{rest}", self.round)
    }

    /// Opens a page and has it looked at, once for each kind.
    async fn visit(&self, person: &Person<'_>, rest: &str, kind: &str) -> Result<()> {
        person.visit(rest, 200).await?;
        self.watch.look(person, kind).await
    }

    /// The page shown must be the one at `rest` with `status`; it is looked at, once for each kind.
    async fn came(&self, person: &Person<'_>, rest: &str, status: u16, kind: &str) -> Result<()> {
        person.is_at(rest, status).await?;
        self.watch.look(person, kind).await
    }

    /// The coordinator goes on to the next phase.
    async fn go_on(&self, reason: &str) -> Result<()> {
        let coordinator = self.seat(Part::Coordinator).await?;
        coordinator.visit(&self.at(""), 200).await?;
        coordinator.follow(&self.at("/next")).await?;
        self.came(&coordinator, &self.at("/next"), 200, if reason.is_empty() { "next-from-draft" } else { "next" })
            .await?;
        if !reason.is_empty() {
            // Going on early, or with work left, without a word is refused.
            coordinator.send(&self.at("/next")).await?;
            self.came(&coordinator, &self.at("/next"), 422, "next-refused").await?;
            coordinator.write("reason", reason).await?;
        }
        coordinator.send(&self.at("/next")).await?;
        self.came(&coordinator, &self.at(""), 200, "overview").await
    }
}
