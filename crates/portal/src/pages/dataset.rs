//! One index at one level in one year: the answer, what can be said, the ranking, the charts, how it was made.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_catalogue::{ShippedRulebook, StatisticKind, statements::Topic};
use chiso_model::{Lang, Rounding, RoundingMode, decimal};
use chiso_rulebook::definition::Status;

use super::dataset_charts as charts;
use crate::request::{self, Named, Pairs, Shared};
use crate::site::{Publication, Site};
use crate::view::badge;
use crate::view::citation::Citation;
use crate::view::figure::Figure;
use crate::view::ranking::Ranking;
use crate::view::ranking_query::RankingQuery;
use crate::view::sentences::{Sentence, Sentences};
use crate::view::view_tabs::{View, tabs};
use crate::view::{change, names, summary_sentences};
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::parts::{KeyFacts, Tabs};
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "dataset.html")]
struct DatasetPage {
    c: Chrome,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    answer: Answer,
    key_facts: KeyFacts,
    sentences: Option<Sentences>,
    /// What was recomputed here, where published figures lead.
    recomputed: Option<Sentences>,
    has_rows: bool,
    ranking: Ranking,
    map: Option<Figure>,
    charts: Vec<Figure>,
    years: Vec<YearLink>,
    method: Option<Link>,
    related: Vec<Link>,
    compare: String,
    tabs: Tabs,
    citation: Citation,
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
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let query = RankingQuery::of(&pairs);
    let title = publication.dataset.title.get(lang);
    let answer = answer(&site, publication, lang);
    let rest = format!("{}{}", publication.rest(), query.text_form());
    let c = site
        .chrome(&reader, Section::Indices, rest, title)
        .marked(publication.mark(lang))
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
            recomputed: publication.board.recomputed.then(|| computed_sentences(&site, publication, lang)).flatten(),
            map: charts::map(&site, publication, lang),
            charts: charts::others(&site, publication, lang),
            years: years(&site, publication, lang),
            method: method(publication, lang),
            related: related(&site, publication, lang),
            compare: c.href(&publication.rest().replacen("/index/", "/compare/", 1)),
            tabs: tabs(&site, publication, View::Ranking, lang),
            citation: Citation::of(&site, publication, &c),
            has_rows: !publication.board.rows.is_empty(),
            ranking: Ranking::new(&site, publication, query, lang),
            answer,
            c,
        },
    )
}

/// Badges of a publication.
pub(crate) fn badges(publication: &Publication, lang: Lang) -> Vec<Badge> {
    let status = publication.rulebook().map(|rulebook| rulebook.status);
    let mut badges = badge::of_dataset(&publication.dataset, status, publication.board.recomputed, lang);
    if publication.unverified() {
        badges.push(badge::unverified(lang));
    }
    badges
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
    let sentence = publication.marked(&lead(site, publication, lang), lang);
    let rounding = Rounding { digits: board.digits, mode: RoundingMode::HalfUp };
    if let Some(mean) = board.mean {
        return Answer {
            number: decimal(rounding.round(mean), board.digits, lang),
            suffix,
            what: told(
                tell!(lang, "answer-mean", units = units, year = publication.year.to_string()),
                crate::board::mean_statistic(&site.catalogue, &publication.dataset, publication.year)
                    .is_some_and(|mean| publication.computed.is_none() && !mean.source.verified),
                lang,
            ),
            change: mean_change(site, publication)
                .map(|by| change::of_value(by, board.digits, lang).with_unit(board.per_cent, lang)),
            sentence,
        };
    }
    let first = board.rows.first().filter(|row| row.rank == Some(1.0));
    let name = first.map(|row| row.unit.name.get(lang)).unwrap_or_default();
    match first.and_then(|row| Some((row.value.value()?, row.digits))) {
        Some((value, digits)) => Answer {
            number: decimal(value, digits, lang),
            suffix,
            what: told(
                tell!(lang, "answer-first", name = name, year = publication.year.to_string()),
                first.and_then(|row| row.figure.as_ref()).is_some_and(|figure| !figure.source.verified),
                lang,
            ),
            change: None,
            sentence,
        },
        None => Answer { number: String::new(), suffix: String::new(), what: String::new(), change: None, sentence },
    }
}

/// What a number is, with the mark of a source that nobody has checked.
fn told(what: String, unverified: bool, lang: Lang) -> String {
    if unverified { format!("{what} ({})", badge::unverified(lang).text) } else { what }
}

/// The unit of values, after a number within a sentence: " %", "%", " điểm".
pub(crate) fn value_unit(per_cent: bool, lang: Lang) -> &'static str {
    if per_cent { lang.pick("\u{202f}%", "%") } else { lang.pick(" điểm", " points") }
}

/// What stands after a value.
pub(crate) fn suffix(publication: &Publication, lang: Lang) -> String {
    if publication.board.per_cent {
        lang.pick("\u{202f}%", "%").to_owned()
    } else {
        publication.board.max.map(|max| format!(" / {}", chiso_web::format::plain(max, lang))).unwrap_or_default()
    }
}

fn mean_change(site: &Site, publication: &Publication) -> Option<f64> {
    if let Some(computed) = publication.computed.as_ref().filter(|_| !publication.board.recomputed) {
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
        && !publication.board.recomputed
        && let Some(text) = summary_sentences::leader(&site.catalogue, &publication.dataset, computed, lang)
    {
        return text;
    }
    let statements = site.statements(publication);
    let first = statements.iter().find(|s| s.topic == Topic::First).or(statements.first());
    if let Some(statement) = first {
        return in_points(publication, statement.text.get(lang), lang);
    }
    let leader = publication.board.rows.first().filter(|row| row.rank == Some(1.0)).map(|row| row.unit.name.get(lang));
    leader.map(|name| tell!(lang, "leads", name = name)).unwrap_or_default()
}

/// Sentences computed here, or else from published figures.
fn sentences(site: &Site, publication: &Publication, lang: Lang) -> Option<Sentences> {
    if publication.board.recomputed || publication.computed.is_none() {
        return published_sentences(site, publication, lang);
    }
    computed_sentences(site, publication, lang)
}

/// One unit on a page: where points are computed, what was published in per cent of 100 points is told in points too.
pub(crate) fn in_points(publication: &Publication, text: &str, lang: Lang) -> String {
    if publication.board.per_cent || publication.board.max != Some(100.0) {
        return text.to_owned();
    }
    match lang {
        Lang::Vi => text.replace("điểm phần trăm", "điểm").replace("\u{202f}%", " điểm").replace(" %", " điểm"),
        Lang::En => text.replace("percentage points", "points").replace('%', " points"),
    }
}

fn computed_sentences(site: &Site, publication: &Publication, lang: Lang) -> Option<Sentences> {
    let computed = publication.computed.as_ref()?;
    let simulated = publication.dataset.simulated;
    let basis = words::say(lang, if simulated { "basis-simulated" } else { "basis-computed" });
    let all = summary_sentences::sentences(&site.catalogue, &publication.dataset, computed, lang);
    Sentences::new(all, basis, lang)
}

fn published_sentences(site: &Site, publication: &Publication, lang: Lang) -> Option<Sentences> {
    if publication.dataset.simulated {
        return None;
    }
    let all = site
        .statements(publication)
        .iter()
        .map(|statement| {
            let mut sentence = Sentence::of(statement, lang);
            sentence.text = in_points(publication, &sentence.text, lang);
            for figure in &mut sentence.figures {
                figure[1] = in_points(publication, &figure[1], lang);
            }
            sentence
        })
        .collect();
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
        let note = [
            Some(units.to_owned()),
            board.place_only(lang),
            board.assessed().is_none().then(|| lang.pick("chưa rõ tổng số", "total not known").to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ");
        let value =
            if board.assessed().is_some() { board.known_of_assessed(lang) } else { board.with_value().to_string() };
        facts.push(words::say(lang, "fact-known"), value, note);
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
