//! Every kind of page of surveys, as its manager sees it in every state of a survey, and as those see it who answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use libtest_mimic::Trial;

use super::answering::{Respondent, SCREENS};
use super::bureau::{Bureau, Surveys};
use super::{file, form};
use crate::browser::{Browser, Scheme, Size};
use crate::person::{Hand, Person};
use crate::platform::pages::{Reader, kind};
use crate::watch::Watch;
use crate::{Result, World};

/// Everybody who looks at all pages, with their place: each uses up invitations of their own.
const WAYS: [(&str, Size); 4] =
    [("vi", Size::Phone), ("vi", Size::Desktop), ("en", Size::Phone), ("en", Size::Desktop)];

pub(super) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (place, (language, size)) in WAYS.into_iter().enumerate() {
        let name = format!("pages for the survey manager: {language} {}", size.name());
        trials.push(world.trial(name, async move |world: &World, browser: &Browser| {
            let bureau = world.bureau.get(world, browser).await?;
            let watch = Watch::new(world, size, format!("survey-{language}"));
            let tour = Tour::begin(bureau, browser, language, size, &watch).await?;
            bureau.let_in(browser).await?;
            tour.manager().await?;
            watch.verdict()
        }));
        let name = format!("pages for those who answer: {language} {}", size.name());
        trials.push(world.trial(name, async move |world: &World, browser: &Browser| {
            let bureau = world.bureau.get(world, browser).await?;
            let watch = Watch::new(world, size, format!("answer-{language}"));
            let tour = Tour::begin(bureau, browser, language, size, &watch).await?;
            tour.door().await?;
            tour.published().await?;
            tour.answer(place).await?;
            watch.verdict()
        }));
    }
    trials
}

/// A way through pages, each of which is looked at.
struct Tour<'a> {
    bureau: &'a Bureau,
    person: Person<'a>,
    watch: &'a Watch<'a>,
}

impl<'a> Tour<'a> {
    async fn begin(
        bureau: &'a Bureau,
        browser: &'a Browser,
        language: &'a str,
        size: Size,
        watch: &'a Watch<'a>,
    ) -> Result<Tour<'a>> {
        browser.forget_cookies().await?;
        browser.size(size).await?;
        browser.scheme(Scheme::Light, false).await?;
        let person = Person { browser, hand: Hand::Pointer, server: bureau.address(), language, watch: None };
        Ok(Tour { bureau, person, watch })
    }

    /// Opens a page and has it looked at under a name.
    async fn visit(&self, rest: &str, status: u16, name: &str) -> Result<()> {
        self.person.visit(rest, status).await?;
        self.watch.look(&self.person, name).await
    }

    /// The page shown must be the one at `rest` with `status`; it is looked at.
    async fn came(&self, rest: &str, status: u16, name: &str) -> Result<()> {
        self.person.is_at(rest, status).await?;
        self.watch.look(&self.person, name).await
    }

    /// What the manager sees: every state first, then whatever else links lead to.
    async fn manager(&self) -> Result<()> {
        let states = states(&self.bureau.surveys);
        for (rest, name) in &states {
            self.visit(rest, 200, name).await?;
        }
        self.slips_lead_somewhere().await?;
        self.refusals().await?;
        let seen: BTreeSet<String> = states.iter().map(|(rest, _)| kind(rest)).collect();
        let reader = Reader {
            server: self.bureau.address(),
            session: self.bureau.session(),
            language: self.person.language,
            name: "survey manager",
        };
        // Of each kind of page few are asked for, so those with the most on them come first.
        let Surveys { open, published, drawn, .. } = &self.bureau.surveys;
        let (found, findings) = reader.crawl(&[open, published, drawn, "/surveys"]).await?;
        if !findings.is_empty() {
            return Err(findings.join("\n"));
        }
        for (kind, rest) in found.into_iter().filter(|(kind, _)| kind.starts_with("/surveys") && !seen.contains(kind)) {
            self.visit(&rest, 200, &kind).await?;
        }
        Ok(())
    }

    /// The address on a slip, typed as it is printed, asks for the code.
    async fn slips_lead_somewhere(&self) -> Result<()> {
        self.person.visit(&format!("{}/people/slips", self.bureau.surveys.open), 200).await?;
        let printed = self.person.text(".slip-link").await?.unwrap_or_default();
        let answer = reqwest::get(&printed).await.map_err(|error| format!("{printed}: {error}"))?;
        match answer.status().as_u16() {
            200 => Ok(()),
            status => Err(format!("slips say {printed}, which answers {status}")),
        }
    }

    /// Forms that are wrong, and files with errors.
    async fn refusals(&self) -> Result<()> {
        let (person, surveys, files) = (&self.person, &self.bureau.surveys, &self.bureau.files);
        person.visit("/surveys/new", 200).await?;
        person.send("/surveys/new").await?;
        self.came("/surveys/new", 422, "new-refused").await?;

        let setup = format!("{}/setup", surveys.begun);
        person.visit(&setup, 200).await?;
        person.write("least", "2").await?;
        person.write("opens_day", "31/02/2027").await?;
        person.send(&setup).await?;
        self.came(&setup, 422, "setup-refused").await?;

        let questionnaire = format!("{}/questionnaire", surveys.begun);
        person.visit(&format!("{questionnaire}/choose"), 200).await?;
        person.attach("file", &form::broken(files)?).await?;
        person.send(&format!("{questionnaire}/upload")).await?;
        self.came(&format!("{questionnaire}/upload"), 422, "questionnaire-with-errors").await?;

        let invite = format!("{}/people/invite", surveys.begun);
        let list = "Họ và tên,Thư điện tử,Điện thoại,Ngôn ngữ\nNguyễn An,an.example.org,12,fr\n,,,\nTrần Bình,binh@example.org,0912345678,vi\nTrần Bình,binh@example.org,0912345678,vi\n";
        person.visit(&invite, 200).await?;
        person.attach("file", &file(files, "danh-sach-hong.csv", list.as_bytes())?).await?;
        person.send(&invite).await?;
        self.came(&invite, 422, "list-with-errors").await?;

        let close = format!("{}/setup/close", surveys.open);
        person.visit(&close, 200).await?;
        person.send(&close).await?;
        self.came(&close, 422, "close-refused").await?;

        let directed = format!("{}/people/directed", surveys.drawn);
        person.visit(&directed, 200).await?;
        person.send(&directed).await?;
        self.came(&directed, 422, "directed-refused").await?;

        let size = format!("{}/people/size", surveys.begun);
        self.visit(
            &format!("{size}?deviation=0,5&margin=0,05&multiplier=1,96&effect=2&population=&response=70"),
            200,
            "size-found",
        )
        .await?;
        self.visit(
            &format!("{size}?deviation=x&margin=0,05&multiplier=1,96&effect=2&population=&response=70"),
            422,
            "size-refused",
        )
        .await
    }

    /// Who has no invitation that could be used now.
    async fn door(&self) -> Result<()> {
        let person = &self.person;
        self.visit("/s", 200, "type-code").await?;
        // What another visitor left on this device in the middle of a ballot.
        person.browser.ask("localStorage.clear()", vec![]).await?;
        person.write("code", "0123 4567").await?;
        person.send("/s").await?;
        self.came("/s", 404, "wrong-code").await?;
        self.visit(&self.rest(&self.bureau.too_early), 200, "not-open-yet").await?;
        self.visit(&self.rest(&self.bureau.too_late), 410, "closed").await?;
        let ballot = self.bureau.surveys.open.replace("/surveys/", "/ballot/");
        self.visit(&ballot, 200, "nothing-to-resume").await?;
        let send = "document.getElementById('resume').submit()";
        person.turn_page(async || person.browser.ask(send, vec![]).await.map(drop)).await?;
        self.came(&ballot, 403, "no-token").await
    }

    /// What anybody reads of a survey that is published.
    async fn published(&self) -> Result<()> {
        self.visit("/published/surveys", 200, "published").await?;
        let page = self.bureau.surveys.published.replace("/surveys/", "/published/surveys/");
        self.person.follow(&page).await?;
        self.came(&page, 200, "published-survey").await
    }

    /// An address in a letter after the language, whatever language the letter was in.
    fn rest(&self, link: &str) -> String {
        let path = link.strip_prefix(self.bureau.address()).unwrap_or(link);
        path.get(3..).unwrap_or_default().to_owned()
    }

    /// From the invitation to the thanks, screen by screen; and what somebody sees who declines.
    async fn answer(&self, place: usize) -> Result<()> {
        let (person, links) = (&self.person, &self.bureau.links);
        let [own, other] = [2 * place, 2 * place + 1].map(|at| links.get(at).map(|link| self.rest(link)));
        let (Some(own), Some(other)) = (own, other) else { return Err("there are too few invitations".to_owned()) };

        let decline = format!("{other}/decline");
        self.visit(&decline, 200, "decline").await?;
        person.send(&decline).await?;
        self.came(&decline, 200, "declined").await?;
        self.visit(&other, 200, "invitation-after-declining").await?;

        self.visit(&own, 200, "invitation").await?;
        let link = format!("{}{}", person.server, person.path(&own));
        let respondent = Respondent { person: *person, link: &link, taste: place };
        respondent.begin().await?;
        for number in 0..SCREENS {
            self.watch.look(person, &format!("screen-{number}")).await?;
            if respondent.is_over().await? {
                break;
            }
            // Where something must be answered, nothing is answered first.
            respondent.go("next").await?;
            if respondent.has_errors().await? {
                self.watch.look(person, &format!("screen-{number}-with-errors")).await?;
                respondent.fill().await?;
                self.watch.look(person, &format!("screen-{number}-answered")).await?;
                respondent.go("next").await?;
            }
        }
        respondent.send().await?;
        self.watch.look(person, "thanks").await?;
        respondent.is_used().await?;
        self.watch.look(person, "used").await
    }
}

/// Pages of surveys in their states, each with a name.
fn states(surveys: &Surveys) -> Vec<(String, String)> {
    let Surveys { begun, drawn, coming, open, closed, published } = surveys;
    let pages: [(&str, &str, &[&str]); 6] = [
        (
            "begun",
            begun,
            &[
                "",
                "/questionnaire",
                "/questionnaire/choose",
                "/people",
                "/people/sample",
                "/setup",
                "/setup/open",
                "/setup/discard",
            ],
        ),
        (
            "drawn",
            drawn,
            &["", "/questionnaire", "/people/sample", "/people/directed", "/people/invite", "/setup/open"],
        ),
        ("coming", coming, &["", "/people", "/results"]),
        (
            "open",
            open,
            &[
                "",
                "/questionnaire",
                "/questionnaire/try",
                "/people",
                "/people/slips",
                "/people/list",
                "/results",
                "/setup",
                "/setup/move",
                "/setup/close",
            ],
        ),
        ("closed", closed, &["", "/people", "/people/erase", "/results", "/results/publish"]),
        ("published", published, &["", "/results", "/results/publish"]),
    ];
    let of = |(state, survey, rests): (&str, &str, &[&str])| {
        let named = |rest: &&str| (format!("{survey}{rest}"), format!("{state}{}", rest.replace('/', "-")));
        rests.iter().map(named).collect::<Vec<_>>()
    };
    let list = ("/surveys".to_owned(), "list".to_owned());
    std::iter::once(list).chain(pages.into_iter().flat_map(of)).collect()
}
