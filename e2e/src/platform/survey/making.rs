//! A survey is set up in the browser: its draft, its questionnaire, its people, and the opening.

use std::path::{Path, PathBuf};

use reqwest::Client;

use crate::Result;
use crate::person::Person;
use crate::platform::first_day::SESSION;

/// What a survey is called, in both languages.
pub(super) struct Title {
    pub(super) vi: &'static str,
    pub(super) en: &'static str,
}

impl Title {
    pub(super) fn get(&self, language: &str) -> &'static str {
        if language == "vi" { self.vi } else { self.en }
    }
}

/// From when on ballots are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// As soon as it is opened.
    Yesterday,
    /// Not yet, when it is opened.
    NextWeek,
}

/// A draft; its address after the language.
pub(super) async fn draft(manager: &Person<'_>, title: &Title, opens: Opens) -> Result<String> {
    manager.visit("/surveys", 200).await?;
    manager.follow("/surveys/new").await?;
    manager.is_at("/surveys/new", 200).await?;
    let day = "const day = new Date(Date.now() + Number(arguments[0]) * 86400000);
        return [day.getDate(), day.getMonth() + 1].map(part => String(part).padStart(2, '0')).join('/') + '/' + day.getFullYear()";
    let days = if opens == Opens::Yesterday { -1 } else { 7 };
    let day = manager.browser.ask(day, vec![days.into()]).await?;
    manager.write("title_vi", title.vi).await?;
    manager.write("title_en", title.en).await?;
    manager.write("opens_day", day.as_str().unwrap_or_default()).await?;
    manager.write("opens_time", "00:00").await?;
    manager.write("per_minute", "6000").await?;
    manager.send("/surveys/new").await?;
    manager.is_at("/surveys/*", 200).await?;
    manager.reads(&[title.get(manager.language)]).await?;
    let address = manager.browser.address().await?;
    let id = address.split("/surveys/").nth(1).and_then(|rest| rest.split(['?', '#', '/']).next()).unwrap_or_default();
    Ok(format!("/surveys/{id}"))
}

/// One of the shipped questionnaires.
pub(super) async fn shipped(manager: &Person<'_>, survey: &str, form: &str) -> Result<()> {
    let page = format!("{survey}/questionnaire");
    manager.visit(&page, 200).await?;
    manager.follow(&format!("{page}/choose")).await?;
    manager.choose("form", form).await?;
    manager.send(&format!("{page}/choose")).await?;
    manager.is_at(&page, 200).await
}

/// A questionnaire of one's own.
pub(super) async fn brought(manager: &Person<'_>, survey: &str, form: &Path) -> Result<()> {
    let page = format!("{survey}/questionnaire");
    manager.visit(&format!("{page}/choose"), 200).await?;
    manager.attach("file", form).await?;
    manager.send(&format!("{page}/upload")).await?;
    manager.is_at(&page, 200).await
}

/// Invites the people of a list, and waits until that is done: each group gets a key of its own, which takes a moment.
pub(super) async fn invite(manager: &Person<'_>, survey: &str, list: &Path) -> Result<()> {
    let people = format!("{survey}/people");
    manager.visit(&people, 200).await?;
    manager.follow(&format!("{people}/invite")).await?;
    manager.attach("file", list).await?;
    manager.send(&format!("{people}/invite")).await?;
    let refused = "performance.getEntriesByType('navigation')[0].responseStatus === 422";
    let there = format!("location.pathname === '{}' || {refused}", manager.path(&people));
    manager.until("everybody is invited", &there).await?;
    manager.is_at(&people, 200).await
}

/// Opens a survey in which nothing is missing.
pub(super) async fn open(manager: &Person<'_>, survey: &str) -> Result<()> {
    manager.visit(survey, 200).await?;
    let page = format!("{survey}/setup/open");
    manager.follow(&page).await?;
    manager.is_at(&page, 200).await?;
    manager.send(&page).await?;
    manager.is_at(survey, 200).await
}

/// Closes a survey before its time.
pub(super) async fn close(manager: &Person<'_>, survey: &str) -> Result<()> {
    let page = format!("{survey}/setup/close");
    manager.visit(&page, 200).await?;
    manager.write("reason", "Đã đủ số phiếu cần thiết").await?;
    manager.send(&page).await?;
    manager.is_at(survey, 200).await
}

/// Publishes the results of a survey that is closed.
pub(super) async fn publish(manager: &Person<'_>, survey: &str) -> Result<()> {
    let page = format!("{survey}/results/publish");
    manager.visit(&page, 200).await?;
    manager.send(&page).await?;
    manager.is_at(&format!("{survey}/results"), 200).await
}

/// What the table of links says of everybody, group by group, up to the code; and the link.
pub(super) async fn links(manager: &Person<'_>, session: &str, survey: &str) -> Result<Vec<(String, String)>> {
    let path = manager.path(&format!("{survey}/people/links/links.csv"));
    let asked = Client::new().get(format!("{}{path}", manager.server)).header("cookie", format!("{SESSION}={session}"));
    let answer = asked.send().await.map_err(|error| format!("{path}: {error}"))?;
    let table = answer.text().await.map_err(|error| format!("{path}: {error}"))?;
    let rows = table.lines().filter_map(|line| line.find("http://").map(|at| line.split_at(at)));
    Ok(rows.map(|(about, link)| (about.to_owned(), link.trim_matches(['"', '\r']).to_owned())).collect())
}

/// A list of people with mail addresses, all alike to the campaign: so many for each unit that is rated, or for none in particular. Every other letter is in English.
pub(super) fn people(folder: &Path, name: &str, units: &[&str], each: usize) -> Result<PathBuf> {
    let row = |place: usize, number: usize| {
        let language = if number.is_multiple_of(2) { "vi" } else { "en" };
        let unit = units[place];
        format!("Người dân {place}.{number},nguoi-{place}-{number}@example.org,{language},{unit}\n")
    };
    let rows = (0..units.len()).flat_map(|place| (0..each).map(move |number| row(place, number)));
    let text: String =
        std::iter::once("Họ và tên,Thư điện tử,Ngôn ngữ,Đơn vị được đánh giá\n".to_owned()).chain(rows).collect();
    super::file(folder, name, text.as_bytes())
}
