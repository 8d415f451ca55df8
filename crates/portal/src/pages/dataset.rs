//! One index at one level in one year: the answer, what can be said, the ranking, the charts, how it was made.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_catalogue::{ShippedRulebook, StatisticKind, statements::Topic};
use chiso_model::{Lang, Rounding, RoundingMode, decimal};
use chiso_rulebook::definition::Status;

use super::dataset_charts as charts;
use crate::chrome::{Chrome, Section};
use crate::error::PageError;
use crate::page::show;
use crate::request::{self, Language, Named, Pairs, Shared};
use crate::site::{Publication, Site};
use crate::view::badge::{self, Badge};
use crate::view::figure::Figure;
use crate::view::key_facts::KeyFacts;
use crate::view::ranking::Ranking;
use crate::view::ranking_query::RankingQuery;
use crate::view::sentences::{Sentence, Sentences};
use crate::view::{change, names, summary_sentences};
use crate::words::{self, tell};

#[derive(Template)]
#[template(path = "dataset.html")]
struct DatasetPage {
    c: Chrome,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    answer: Answer,
    key_facts: KeyFacts,
    sentences: Option<Sentences>,
    /// What others published of the same result, beside what was computed here.
    quoted: Option<Sentences>,
    has_rows: bool,
    ranking: Ranking,
    map: Option<Figure>,
    charts: Vec<Figure>,
    years: Vec<YearLink>,
    method: Option<Link>,
    related: Vec<Link>,
    compare: String,
}

/// What must not be missed.
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) text: String,
    /// True for a long text whose title says enough at first.
    pub(crate) folded: bool,
}

/// One number and one sentence.
pub(crate) struct Answer {
    pub(crate) number: String,
    pub(crate) suffix: String,
    pub(crate) what: String,
    pub(crate) change: Option<change::Change>,
    pub(crate) sentence: String,
}

/// A link with a title.
pub(crate) struct Link {
    pub(crate) title: String,
    pub(crate) href: String,
}

/// A year of the series.
pub(crate) struct YearLink {
    pub(crate) year: i16,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// `GET /{lang}/index/{index}/{level}/{year}`
pub(crate) async fn page(
    Language(lang): Language,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let publication = request::publication(&site, &named, lang)?;
    let query = RankingQuery::of(&pairs);
    let title = publication.dataset.title.get(lang);
    let answer = answer(&site, publication, lang);
    let rest = format!("{}{}", publication.rest(), query.text_form());
    let c = Chrome::new(lang, Section::Indices, rest, title)
        .describe(answer.sentence.clone())
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(title, &publication.rest());
    show(
        lang,
        &DatasetPage {
            badges: badges(publication, lang),
            notices: notices(publication, lang),
            key_facts: key_facts(&site, publication, lang),
            sentences: sentences(&site, publication, lang),
            quoted: publication.computed.as_ref().and_then(|_| published_sentences(&site, publication, lang)),
            map: charts::map(&site, publication, lang),
            charts: charts::others(&site, publication, lang),
            years: years(&site, publication, lang),
            method: method(publication, lang),
            related: related(&site, publication, lang),
            compare: c.href(&publication.rest().replacen("/index/", "/compare/", 1)),
            has_rows: !publication.board.rows.is_empty(),
            ranking: Ranking::new(&site, publication, query, lang),
            answer,
            c,
        },
    )
}

/// Badges of a publication.
pub(crate) fn badges(publication: &Publication, lang: Lang) -> Vec<Badge> {
    badge::of_dataset(&publication.dataset, publication.rulebook().map(|rulebook| rulebook.status), lang)
}

/// What must be said wherever numbers of this publication stand.
pub(crate) fn notices(publication: &Publication, lang: Lang) -> Vec<Notice> {
    let mut notices = Vec::new();
    let note = publication.dataset.note.as_ref().map(|note| note.get(lang).to_owned());
    if publication.dataset.simulated {
        let text = note.clone().unwrap_or_else(|| words::say(lang, "notice-simulated-text"));
        notices.push(Notice { title: words::say(lang, "notice-simulated"), text, folded: false });
    } else if let Some(text) = note {
        notices.push(Notice { title: words::say(lang, "notice-note"), text, folded: false });
    }
    if let Some(rulebook) = publication.rulebook() {
        let title = match rulebook.status {
            Status::Official => return notices,
            Status::Reconstructed => words::say(lang, "notice-reconstructed"),
            Status::Illustrative => words::say(lang, "notice-illustrative"),
        };
        let text = rulebook.status_note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default();
        notices.push(Notice { title, text, folded: true });
    }
    notices
}

/// The mean, or the first unit's value where no mean is known; with it, who leads.
pub(crate) fn answer(site: &Site, publication: &Publication, lang: Lang) -> Answer {
    let board = &publication.board;
    let suffix = suffix(publication, lang);
    let units = names::units(publication.dataset.level, lang);
    let sentence = lead(site, publication, lang);
    let rounding = Rounding { digits: board.digits, mode: RoundingMode::HalfUp };
    if let Some(mean) = board.mean {
        return Answer {
            number: decimal(rounding.round(mean), board.digits, lang),
            suffix,
            what: tell!(lang, "answer-mean", units = units, year = publication.year.to_string()),
            change: mean_change(site, publication).map(|by| change::of_value(by, board.digits, lang)),
            sentence,
        };
    }
    let first = board.rows.first();
    let name = first.map(|row| row.unit.name.get(lang)).unwrap_or_default();
    match first.and_then(|row| Some((row.value.value()?, row.digits))) {
        Some((value, digits)) => Answer {
            number: decimal(value, digits, lang),
            suffix,
            what: tell!(lang, "answer-first", name = name, year = publication.year.to_string()),
            change: None,
            sentence,
        },
        None => Answer { number: String::new(), suffix: String::new(), what: String::new(), change: None, sentence },
    }
}

/// What stands after a value.
pub(crate) fn suffix(publication: &Publication, lang: Lang) -> String {
    if publication.board.per_cent {
        lang.pick("\u{202f}%", "%").to_owned()
    } else {
        publication.board.max.map(|max| format!(" / {}", crate::format::plain(max, lang))).unwrap_or_default()
    }
}

fn mean_change(site: &Site, publication: &Publication) -> Option<f64> {
    if let Some(computed) = &publication.computed {
        return computed.summary.nodes.first()?.change.as_ref()?.mean;
    }
    let now = publication.board.mean?;
    let (dataset, year) = (&publication.dataset, publication.year);
    let before = crate::board::published_mean(&site.catalogue, dataset, year - 1)?;
    let comparable = site.catalogue.comparable(&dataset.index, dataset.level, year, year - 1);
    comparable.then(|| Rounding::TWO.round(now - before))
}

fn lead(site: &Site, publication: &Publication, lang: Lang) -> String {
    if let Some(computed) = &publication.computed
        && let Some(text) = summary_sentences::leader(&site.catalogue, &publication.dataset, computed, lang)
    {
        return text;
    }
    let statements = site.statements(publication);
    let first = statements.iter().find(|s| s.topic == Topic::First).or(statements.first());
    if let Some(statement) = first {
        return statement.text.get(lang).to_owned();
    }
    let leader = publication.board.rows.first().filter(|row| row.known()).map(|row| row.unit.name.get(lang));
    leader.map(|name| tell!(lang, "leads", name = name)).unwrap_or_default()
}

/// Sentences computed here, or else from published figures.
fn sentences(site: &Site, publication: &Publication, lang: Lang) -> Option<Sentences> {
    let Some(computed) = &publication.computed else { return published_sentences(site, publication, lang) };
    let simulated = publication.dataset.simulated;
    let basis = words::say(lang, if simulated { "basis-simulated" } else { "basis-computed" });
    let all = summary_sentences::sentences(&site.catalogue, &publication.dataset, computed, lang);
    Sentences::new(all, basis, lang)
}

fn published_sentences(site: &Site, publication: &Publication, lang: Lang) -> Option<Sentences> {
    if publication.dataset.simulated {
        return None;
    }
    let all = site.statements(publication).iter().map(|statement| Sentence::of(statement, lang)).collect();
    Sentences::new(all, String::new(), lang)
}

fn key_facts(site: &Site, publication: &Publication, lang: Lang) -> KeyFacts {
    let board = &publication.board;
    let mut facts = KeyFacts::default();
    let suffix = if board.per_cent { suffix(publication, lang) } else { String::new() };
    let with_value: Vec<_> = board.rows.iter().filter(|row| !row.value.is_missing()).collect();
    let text = |row: &crate::board::Row| {
        format!("{}{suffix}", crate::board::cell_text(row.value, row.digits, lang).unwrap_or_default())
    };
    if let Some(best) = with_value.iter().find(|row| row.rank == Some(1.0)) {
        facts.push(words::say(lang, "fact-highest"), text(best), best.unit.name.get(lang));
    }
    let last = board.ranked.map(|ranked| ranked as f64);
    if let Some(worst) = with_value.iter().rev().find(|row| row.rank.zip(last).is_some_and(|(rank, last)| rank >= last))
    {
        facts.push(words::say(lang, "fact-lowest"), text(worst), worst.unit.name.get(lang));
    }
    let count = |kind: StatisticKind| {
        site.catalogue.statistics().iter().find(|s| {
            s.index == publication.dataset.index
                && s.level == publication.dataset.level
                && s.year == publication.year
                && s.component.is_none()
                && s.kind == kind
        })
    };
    let (up, down) = match publication.computed.as_ref().and_then(|c| c.summary.nodes.first()?.change.as_ref()) {
        Some(change) => (Some(change.up.to_string()), Some(change.down.to_string())),
        None if publication.computed.is_some() => (None, None),
        None => (
            count(StatisticKind::UnitsUp).map(|s| s.value.text(lang)),
            count(StatisticKind::UnitsDown).map(|s| s.value.text(lang)),
        ),
    };
    if let (Some(up), Some(down)) = (up, down) {
        let before = (publication.year - 1).to_string();
        facts.push(
            words::say(lang, "fact-moved"),
            format!("▲ {up}  ▼ {down}"),
            tell!(lang, "fact-moved-note", year = before),
        );
    }
    if board.known() > 0 {
        let units = names::units(publication.dataset.level, lang);
        facts.push(words::say(lang, "fact-known"), board.known_of_assessed(), units);
    }
    facts
}

fn years(site: &Site, publication: &Publication, lang: Lang) -> Vec<YearLink> {
    site.series(&publication.dataset)
        .into_iter()
        .map(|other| YearLink {
            year: other.year,
            href: format!("/{}{}", lang.tag(), other.rest()),
            current: other.year == publication.year,
        })
        .collect()
}

fn method(publication: &Publication, lang: Lang) -> Option<Link> {
    publication.computed.as_ref().map(|computed| link_to(&computed.shipped, lang))
}

/// Rulebooks of the same index for the same units, other than the one it was computed by.
fn related(site: &Site, publication: &Publication, lang: Lang) -> Vec<Link> {
    let used = publication.computed.as_ref().map(|computed| computed.shipped.reference());
    site.catalogue
        .editions(&publication.dataset.index)
        .filter(|shipped| shipped.rulebook.units.as_deref().is_none_or(|units| units == publication.dataset.level.id()))
        .filter(|shipped| Some(shipped.reference()) != used)
        .map(|shipped| link_to(shipped, lang))
        .collect()
}

fn link_to(shipped: &ShippedRulebook, lang: Lang) -> Link {
    let status = crate::rulebook_words::status(shipped.rulebook.status, lang);
    Link {
        title: format!("{} ({}, {status})", shipped.rulebook.title.get(lang), shipped.edition()),
        href: format!("/{}/method/{}", lang.tag(), shipped.reference()),
    }
}
