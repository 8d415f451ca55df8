//! A whole campaign: a manager sets a survey up and opens it, letters come to a real mail server, people answer by the links in them, with scripts and without, one of
//! them by keyboard alone; and the manager's board, which nobody loads anew, moves.

use std::sync::Arc;

use libtest_mimic::Trial;
use reqwest::Client;

use super::answering::Respondent;
use super::board::{Board, LEAST};
use super::making::{self, Opens, Title};
use super::office::{self, MANAGER};
use super::plain;
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::platform::first_day::{first_administrator, journal_is_sound};
use crate::post::{Letter, PostOffice};
use crate::program::Portal;
use crate::{Result, World};

const TITLE: Title = Title {
    vi: "Khảo sát hài lòng của người dân Hà Nội 2026",
    en: "Satisfaction of citizens of Hà Nội 2026",
};

/// Everybody who is invited.
const INVITED: usize = 12;
/// Ballots after which estimates move again.
const AGAIN: usize = 2 * LEAST;

/// How a campaign is gone through.
#[derive(Debug, Clone, Copy)]
struct Way {
    language: &'static str,
    /// Of the respondents; the manager sits at a desk.
    size: Size,
}

pub(super) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let sizes = [Size::Phone, Size::Desktop];
    let ways = ["vi", "en"].into_iter().flat_map(|language| sizes.map(|size| Way { language, size }));
    let trials = ways.map(|way| {
        let name =
            format!("a whole survey: {}, {}, from the letter to the board that moves", way.language, way.size.name());
        world.trial(name, async move |world: &World, browser: &Browser| go_through(world, browser, way).await)
    });
    trials.collect()
}

async fn go_through(world: &World, browser: &Browser, way: Way) -> Result<()> {
    let name = format!("survey-{}-{}", way.language, way.size.name());
    let store = world.empty_folder(&name)?;
    let files = world.empty_folder(&format!("{name}-files"))?;
    let post = PostOffice::start()?;
    let mut portal = Portal::start_with_mail(&store, way.language, &post)?;
    let other = world.browsers.take().await?;
    for (browser, size) in [(browser, Size::Desktop), (&other, way.size)] {
        browser.forget_cookies().await?;
        browser.size(size).await?;
        browser.scheme(Scheme::Light, false).await?;
    }
    let list = making::people(&files, "nguoi-duoc-moi.csv", &["01"], INVITED)?;
    let told = async {
        let server = portal.address().to_owned();
        let person = |browser, hand| Person { browser, hand, server: &server, language: way.language, watch: None };
        let manager = person(browser, Hand::Pointer);
        let survey = set_up(&manager, &portal.first_link()?, &post, &list).await?;
        // Letters are put down when the program starts, and every minute.
        portal.pause()?;
        portal.go_on()?;
        let letters = post.letters("/s/", INVITED).await?;
        answers(&manager, [person(&other, Hand::Pointer), person(&other, Hand::Keys)], &survey, &letters).await
    };
    let told = told.await;
    if told.is_err() {
        for (browser, which) in [(browser, "manager"), (&other, "respondent")] {
            let file = world.screenshots.join(format!("failed-{name}-{which}.png"));
            let _ = browser.picture(&file, 1280, 3000).await;
        }
    }
    let _ = other.forget_cookies().await;
    world.browsers.give_back(other);
    told?;
    portal.stop()?;
    journal_is_sound(&store)
}

/// From the printed link of the first administrator to a survey that is open; the survey's address after the language.
async fn set_up(manager: &Person<'_>, first_link: &str, post: &PostOffice, list: &std::path::Path) -> Result<String> {
    first_administrator(manager, first_link).await?;
    let link = office::invite(manager, &MANAGER, Some(post)).await?;
    office::come_in(manager, &MANAGER, &link).await?;
    let survey = making::draft(manager, &TITLE, Opens::Yesterday).await?;
    making::shipped(manager, &survey, "sipas_2026").await?;
    making::invite(manager, &survey, list).await?;
    making::open(manager, &survey).await?;
    Ok(survey)
}

/// People answer, and the manager sees the board move. `hands` are two people at one phone or computer, one after the other: by finger or mouse, and by keyboard alone.
async fn answers(manager: &Person<'_>, hands: [Person<'_>; 2], survey: &str, letters: &[Letter]) -> Result<()> {
    let links = letters.iter().map(|letter| letter.link("/s/")).collect::<Result<Vec<String>>>()?;
    one_each(letters, &links)?;
    let own = format!("/{}/s/", manager.language);
    let (mut in_language, others): (Vec<&String>, Vec<&String>) = links.iter().partition(|link| link.contains(&own));
    let (Some(first), Some(second)) = (in_language.pop(), in_language.pop()) else {
        return Err(format!("two letters should be in the language '{}'", manager.language));
    };
    let mut others = others.into_iter().chain(in_language).enumerate();
    let client = Client::new();
    let mut without_scripts = async |how_many: usize| {
        let at_once: Vec<(usize, String)> =
            others.by_ref().take(how_many).map(|(taste, link)| (taste, link.clone())).collect();
        plain::answer_all(&client, at_once).await
    };

    let board = Board::open(manager, survey).await?;
    board.waits_for("0").await?;
    without_scripts(LEAST - 1).await?;
    board.tells_of_few().await?;

    let [pointer, keys] = hands;
    let respondent = Respondent { person: pointer, link: first, taste: 3 };
    respondent.begin().await?;
    respondent.keeps_its_secret().await?;
    respondent.fill().await?;
    respondent.go("next").await?;
    respondent.fill().await?;
    respondent.keeps_its_secret().await?;
    respondent.resumes().await?;
    respondent.answer().await?;
    respondent.keeps_its_secret().await?;
    respondent.send().await?;
    let figures = board.tells(LEAST).await?;
    respondent.is_used().await?;

    let respondent = Respondent { person: keys, link: second, taste: 4 };
    respondent.begin().await?;
    respondent.answer().await?;
    respondent.send().await?;
    board.tells(LEAST + 1).await?;

    without_scripts(AGAIN - LEAST - 1).await?;
    let moved = board.tells(AGAIN).await?;
    if moved == figures {
        Err(manager.at(&format!("after {AGAIN} ballots the index is what it was: {moved}")).await)
    } else {
        Ok(())
    }
}

/// One letter each, no link in two of them.
fn one_each(letters: &[Letter], links: &[String]) -> Result<()> {
    let readers: std::collections::BTreeSet<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    let different: std::collections::BTreeSet<&String> = links.iter().collect();
    if (letters.len(), readers.len(), different.len()) == (INVITED, INVITED, INVITED) {
        return Ok(());
    }
    Err(format!("{INVITED} people are invited; {} letters went to {readers:?} with the links {links:?}", letters.len()))
}
