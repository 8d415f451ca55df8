//! An installation with surveys in every state, made once for all tests that look at their pages: by hand, as a manager makes them.

use std::path::{Path, PathBuf};

use reqwest::Client;
use tokio::sync::OnceCell;

use super::making::{self, Opens, Title};
use super::office::{self, MANAGER};
use super::{file, form, plain};
use crate::browser::{Browser, Size};
use crate::person::{Hand, Person};
use crate::platform::first_day::{SESSION, first_administrator};
use crate::program::Portal;
use crate::{Result, World};

/// People who are invited to rate each unit, and how many of them answer at once.
const EACH: usize = 16;
const ANSWERED: usize = 7;
const UNITS: [&str; 2] = ["01", "22"];

/// People of a smaller survey.
const FEW: usize = 8;

/// Surveys by state: addresses after the language.
pub(super) struct Surveys {
    /// Nothing but the setup.
    pub(super) begun: String,
    /// With a questionnaire by which units are rated, a frame and a sample.
    pub(super) drawn: String,
    /// Opened, but ballots are taken from next week on.
    pub(super) coming: String,
    /// Takes ballots, has some, and people who have not answered yet.
    pub(super) open: String,
    /// Closed, without ballots.
    pub(super) closed: String,
    /// Closed and published.
    pub(super) published: String,
}

/// The installation, running.
pub(super) struct Bureau {
    portal: Portal,
    session: String,
    pub(super) surveys: Surveys,
    /// Links of invitations to the survey that takes ballots, which nobody has used.
    pub(super) links: Vec<String>,
    /// A link to the survey that is to come, and one to a survey that is closed.
    pub(super) too_early: String,
    pub(super) too_late: String,
    /// Files that people bring.
    pub(super) files: PathBuf,
}

/// Made when first asked for.
#[derive(Default)]
pub(crate) struct Lazy(OnceCell<Bureau>);

impl Lazy {
    /// The installation; `browser` makes it where it is not there yet.
    pub(super) async fn get(&self, world: &World, browser: &Browser) -> Result<&Bureau> {
        self.0.get_or_try_init(|| Bureau::build(world, browser)).await
    }
}

impl Bureau {
    async fn build(world: &World, browser: &Browser) -> Result<Self> {
        let portal = Portal::start_in(&world.empty_folder("bureau")?, "vi")?;
        let files = world.empty_folder("bureau-files")?;
        browser.forget_cookies().await?;
        browser.size(Size::Desktop).await?;
        let manager = Person { browser, hand: Hand::Pointer, server: portal.address(), language: "vi", watch: None };
        first_administrator(&manager, &portal.first_link()?).await?;
        let link = office::invite(&manager, &MANAGER, None).await?;
        let session = office::come_in(&manager, &MANAGER, &link).await?;
        let made = Making { manager, session: &session, files: &files };
        let (open, links) = made.open().await?;
        let (coming, early) = made.small(&COMING, Opens::NextWeek).await?;
        let (closed, late) = made.small(&CLOSED, Opens::Yesterday).await?;
        making::close(&manager, &closed).await?;
        let (published, answers) = made.small(&PUBLISHED, Opens::Yesterday).await?;
        let answers = answers.into_iter().enumerate().collect();
        plain::answer_all(&Client::new(), answers).await?;
        making::close(&manager, &published).await?;
        making::publish(&manager, &published).await?;
        let drawn = made.drawn().await?;
        let begun = making::draft(&manager, &BEGUN, Opens::NextWeek).await?;
        browser.forget_cookies().await?;
        let one = |links: Vec<String>| links.into_iter().next().ok_or("no link");
        let surveys = Surveys { begun, drawn, coming, open, closed, published };
        Ok(Self { surveys, links, too_early: one(early)?, too_late: one(late)?, portal, session, files })
    }

    /// Scheme, host and port, without a slash at the end.
    pub(super) fn address(&self) -> &str {
        self.portal.address()
    }

    /// The manager's session, as the value of its cookie.
    pub(super) fn session(&self) -> &str {
        &self.session
    }

    /// Signs a browser in as the manager.
    pub(super) async fn let_in(&self, browser: &Browser) -> Result<()> {
        browser.forget_cookies().await?;
        browser.keep_cookie(self.address(), SESSION, &self.session).await
    }
}

const BEGUN: Title = Title { vi: "Khảo sát doanh nghiệp năm 2027", en: "Survey of businesses 2027" };
const DRAWN: Title = Title { vi: "Khảo sát công chức năm 2026", en: "Survey of officials 2026" };
const COMING: Title = Title { vi: "Khảo sát hộ gia đình tháng tới", en: "Survey of households next month" };
const OPEN: Title = Title {
    vi: "Khảo sát mức độ hài lòng tại Bộ phận Một cửa",
    en: "Satisfaction at the one-stop desk",
};
const CLOSED: Title = Title { vi: "Khảo sát thử đã dừng", en: "A trial survey that was stopped" };
const PUBLISHED: Title = Title { vi: "Khảo sát dịch vụ công trực tuyến", en: "Survey of online services" };

/// What the making of surveys needs.
struct Making<'a> {
    manager: Person<'a>,
    session: &'a str,
    files: &'a Path,
}

impl Making<'_> {
    /// A survey with every kind of question and of mode, that takes ballots; the links that nobody used.
    async fn open(&self) -> Result<(String, Vec<String>)> {
        let survey = making::draft(&self.manager, &OPEN, Opens::Yesterday).await?;
        let setup = format!("{survey}/setup");
        self.manager.visit(&setup, 200).await?;
        for mode in ["interview", "paper", "phone"] {
            self.manager.choose("modes", mode).await?;
        }
        self.manager.choose("keep_place", "yes").await?;
        self.manager.send(&setup).await?;
        self.manager.is_at(&survey, 200).await?;
        making::brought(&self.manager, &survey, &form::every_kind(self.files)?).await?;
        making::invite(&self.manager, &survey, &making::people(self.files, "hai-don-vi.csv", &UNITS, EACH)?).await?;
        making::open(&self.manager, &survey).await?;
        let links = self.links(&survey).await?;
        let answers = |place: &usize| place % EACH < ANSWERED;
        let (now, later): (Vec<_>, Vec<_>) = links.into_iter().enumerate().partition(|(place, _)| answers(place));
        plain::answer_all(&Client::new(), now).await?;
        self.hand_out(&survey).await?;
        Ok((survey, later.into_iter().map(|(_, link)| link).collect()))
    }

    /// Sheets of paper for everybody of the second unit who has not answered.
    async fn hand_out(&self, survey: &str) -> Result<()> {
        let id = survey.rsplit('/').next().unwrap_or_default();
        let page = format!("{survey}/sheets/hand-out");
        self.manager.visit(&format!("{page}?group={id}/000002"), 200).await?;
        self.manager.choose("mode", "paper").await?;
        self.manager.choose("all", "yes").await?;
        self.manager.send(&page).await?;
        // It is asked whether it shall be so.
        self.manager.send(&page).await?;
        self.manager.is_at(&format!("{survey}/sheets*"), 200).await
    }

    /// A survey with the same questionnaire and few people, opened; its links.
    async fn small(&self, title: &Title, opens: Opens) -> Result<(String, Vec<String>)> {
        let survey = making::draft(&self.manager, title, opens).await?;
        making::brought(&self.manager, &survey, &form::every_kind(self.files)?).await?;
        let name = format!("{}.csv", title.en);
        making::invite(&self.manager, &survey, &making::people(self.files, &name, &["01"], FEW)?).await?;
        making::open(&self.manager, &survey).await?;
        let links = self.links(&survey).await?;
        Ok((survey, links))
    }

    /// A draft with a questionnaire by which units are rated, a frame and a sample of it.
    async fn drawn(&self) -> Result<String> {
        let survey = making::draft(&self.manager, &DRAWN, Opens::NextWeek).await?;
        making::shipped(&self.manager, &survey, "officials_ballot").await?;
        let sample = format!("{survey}/people/sample");
        let rows = (0..60).map(|number| {
            format!("Xã số {},{},can-bo-{number}@example.org\n", number / 6, ["đô thị", "nông thôn"][number % 2])
        });
        let text: String = std::iter::once("commune,area,mail\n".to_owned()).chain(rows).collect();
        self.manager.visit(&sample, 200).await?;
        self.manager.attach("file", &file(self.files, "khung-mau.csv", text.as_bytes())?).await?;
        self.manager.send(&sample).await?;
        self.manager.is_at(&sample, 200).await?;
        for (stage, unit, number) in [(1, "commune", "4"), (2, "mail", "3")] {
            self.manager.choose(&format!("unit_{stage}"), unit).await?;
            self.manager.write(&format!("number_{stage}"), number).await?;
        }
        self.manager.write("seed", "37 02 18").await?;
        self.manager.send(&format!("{sample}/draw")).await?;
        self.manager.is_at(&sample, 200).await?;
        Ok(survey)
    }

    async fn links(&self, survey: &str) -> Result<Vec<String>> {
        let links = making::links(&self.manager, self.session, survey).await?;
        Ok(links.into_iter().map(|(_, link)| link).collect())
    }
}
