//! `/{lang}/published/surveys/{survey}`: what was found, made from the last published file and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_model::{Cell as Value, Lang, Missing, decimal};
use chiso_report::{Chart, DotInterval, Frame, IntervalRow};
use chiso_survey::ranks::Places;
use chiso_web::parts::{Badge, Cell, Column, Definitions, Flash, KeyFacts, Row, Shape, Table, TableQuery};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Sheet, at};

use super::PUBLISHED;
use super::changes::changed;
use super::file::{Estimate, Published, ScaleOf, Score, Unit};
use super::method::method;
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::people::drawn;
use crate::results::Drawn;
use crate::words::{say, say_with};

/// More units than these are shown as a table alone.
const DOTS: usize = 40;

/// `GET`
pub(super) async fn page(
    reader: Reader,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.public(&survey).await.map_err(refused)?;
    let mut issues = Vec::new();
    for sha256 in &held.campaign.issues {
        issues.push((sha256.as_str(), surveys.issue(sha256).await.map_err(refused)?));
    }
    let Some((sha256, last)) = issues.last() else { return Err(refused(Refusal::Hidden)) };
    let published = &last.published;
    let rest = format!("{PUBLISHED}/{}", held.id);
    let of = Shown { lang, published, base: at(&reader, &rest) };
    let mut sheet = Sheet::new(&reader, rest, published.survey.title.get(lang))
        .under(say(lang, "published-title"), PUBLISHED)
        .lead(of.answer());
    if published.survey.simulated {
        sheet = sheet.part(&Badge::new("note", Shape::Diamond, say(lang, "published-simulated")));
    }
    if let Some(wrong) = &last.wrong {
        sheet = sheet.flash(Flash::warning(wrong.text().get(lang)));
    }
    sheet = sheet.part(&of.facts());
    if let Some(chart) = of.chart() {
        sheet = sheet.section(say(lang, "published-scores"), &chart);
    }
    if let Some((index, table)) = published.index().zip(of.units()) {
        sheet = match of.units_chart(index) {
            Some(chart) => sheet.section(say(lang, "published-units"), &chart).part(&table),
            None => sheet.section(say(lang, "published-units"), &table),
        };
    }
    sheet = sheet
        .section(say(lang, "published-asked"), &of.asked(&reader))
        .section(say(lang, "published-method"), &method(published, lang));
    if let Some(drawn) = drawn(&published.sample.drawn, lang) {
        sheet = sheet.section(say(lang, "people-sample"), &drawn);
    }
    let ways = [("published-others", PUBLISHED), ("published-rounds", "/published")];
    let ways = ways.map(|(key, rest)| (say(lang, key), rest.to_owned())).into();
    sheet = sheet.section(say(lang, "published-files"), &of.files(sha256)).section(
        say(lang, "published-issues"),
        &of.issues(&issues.iter().map(|(sha256, read)| (*sha256, &read.published)).collect::<Vec<_>>()),
    );
    // On a phone each item is a card: they come last.
    if published.index().is_some() {
        sheet = sheet.section(say(lang, "published-all-scores"), &of.scores());
    }
    sheet.part(&Links::to(&reader, ways)).show_in_public()
}

/// A published file before a reader.
struct Shown<'a> {
    lang: Lang,
    published: &'a Published,
    /// Address of the page.
    base: String,
}

/// A SHA-256, which may break anywhere.
#[derive(Template)]
#[template(source = "<code>{{ self.0 }}</code>", ext = "html")]
struct Hash<'a>(&'a str);

/// A hash, and where what it is of can be had.
#[derive(Template)]
#[template(
    source = r#"{% for (label, href) in ways %}<a href="{{ href }}">{{ label }}</a>{% if !loop.last %}, {% endif %}{% endfor %}{% if !hash.is_empty() %}<br>SHA-256: <code>{{ hash }}</code>{% endif %}"#,
    ext = "html"
)]
struct ToHave<'a> {
    ways: Vec<(String, String)>,
    hash: &'a str,
}

/// A whole number.
pub(super) fn count(count: u64, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}

/// A day as it stands in the file, for readers.
pub(super) fn day(text: &str, lang: Lang) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day| chiso_model::day(day, lang))
}

/// A value of a score, with its unit.
pub(super) fn figure(score: &Score, value: f64, lang: Lang) -> String {
    let text = decimal(value, 2, lang);
    if score.scale == ScaleOf::Percent { format!("{text}\u{a0}%") } else { text }
}

/// The ends of an interval.
pub(super) fn ends(estimate: &Estimate, lang: Lang) -> Option<String> {
    let (low, high) = estimate.low.zip(estimate.high)?;
    Some(format!("{}\u{a0}–\u{a0}{}", decimal(low, 2, lang), decimal(high, 2, lang)))
}

/// A value with its interval behind it.
pub(super) fn with_ends(score: &Score, estimate: Estimate, lang: Lang) -> String {
    let value = figure(score, estimate.value, lang);
    ends(&estimate, lang).map_or(value.clone(), |ends| format!("{value} ({ends})"))
}

/// A level: `95 %`.
pub(super) fn level(published: &Published, lang: Lang) -> String {
    let percent = (published.interval.level * 1000.0).round() / 10.0;
    format!("{}\u{a0}%", decimal(percent, u8::from(percent.fract() != 0.0), lang))
}

impl Shown<'_> {
    fn level(&self) -> String {
        level(self.published, self.lang)
    }

    fn hidden(&self) -> Cell {
        Cell::None(say(self.lang, "published-hidden"))
    }

    /// The answer: the index with its interval, then who comes first.
    fn answer(&self) -> String {
        let (lang, published) = (self.lang, self.published);
        let Some(index) = published.index() else { return say(lang, "published-no-score") };
        let Some((estimate, ballots)) = index.estimate.zip(published.response.ballots) else {
            return say_with(lang, "published-too-few", &[("least", count(published.least, lang).into())]);
        };
        let mut told = vec![
            ("title", index.label.get(lang).into()),
            ("value", figure(index, estimate.value, lang).into()),
            ("ballots", count(ballots, lang).into()),
        ];
        let answer = match ends(&estimate, lang) {
            Some(ends) => {
                told.extend([("level", self.level().into()), ("ends", ends.into())]);
                say_with(lang, "published-answer", &told)
            }
            None => say_with(lang, "published-answer-no-interval", &told),
        };
        self.first(index).map_or(answer.clone(), |first| format!("{answer} {first}"))
    }

    /// Who comes first, and between which places it may stand.
    fn first(&self, index: &Score) -> Option<String> {
        let lang = self.lang;
        let units = self.published.in_order(&index.name);
        let (first, told) = (units.first()?, units.iter().filter(|unit| unit.scores.contains_key(&index.name)).count());
        let value = first.scores.get(&index.name)?.value;
        // One alone is first of nobody.
        if told < 2 {
            return None;
        }
        let mut said = vec![
            ("unit", first.title.get(lang).into()),
            ("value", figure(index, value, lang).into()),
            ("count", told.into()),
        ];
        let key = match self.published.places(&index.name).get(first.id.as_str()) {
            Some(places) if places.first == places.last => "published-first-sure",
            Some(places) => {
                said.push(("last", places.last.into()));
                "published-first-places"
            }
            None => "published-first",
        };
        Some(say_with(lang, key, &said))
    }

    fn facts(&self) -> KeyFacts {
        let (lang, response) = (self.lang, &self.published.response);
        let percent = |rate: f64| format!("{}\u{a0}%", decimal(rate * 100.0, 1, lang));
        let mut facts = KeyFacts::default();
        let fewer = || say_with(lang, "published-fewer", &[("least", count(self.published.least, lang).into())]);
        facts.push(
            say(lang, "published-ballots"),
            response.ballots.map_or_else(fewer, |ballots| count(ballots, lang)),
            say_with(lang, "published-of-people", &[("people", count(response.invited, lang).into())]),
        );
        if let (Some(rr1), Some(rr2), Some(rr3)) = (response.rr1, response.rr2, response.rr3) {
            let others = [("rr2", percent(rr2).into()), ("rr3", percent(rr3).into())];
            facts.push(say(lang, "published-rate"), percent(rr1), say_with(lang, "published-rates", &others));
        }
        if !self.published.units.is_empty() {
            let told = self.published.units.iter().filter(|unit| !unit.scores.is_empty()).count();
            let note = say_with(lang, "published-units-told", &[("count", told.into())]);
            facts.push(say(lang, "published-units-count"), count(self.published.units.len() as u64, lang), note);
        }
        facts
    }

    fn dots(&self, title: String, subtitle: String, scale: ScaleOf, rows: Vec<(String, Option<Estimate>)>) -> Drawn {
        let row = |(label, estimate): (String, Option<Estimate>)| IntervalRow {
            label,
            value: estimate.map_or(Value::missing(Missing::Withheld), |estimate| Value::number(estimate.value)),
            interval: estimate.and_then(|estimate| estimate.low.zip(estimate.high)),
            ..IntervalRow::default()
        };
        let frame = Frame {
            title: title.clone(),
            subtitle: subtitle.clone(),
            unit: if scale == ScaleOf::Percent { "%".to_owned() } else { String::new() },
            digits: 1,
            lang: self.lang,
            ..Frame::default()
        };
        let rows = rows.into_iter().map(row).collect();
        let chart = DotInterval { frame, rows, level: Some(self.published.interval.level), ..DotInterval::default() };
        Drawn { title, subtitle, svg: chart.responsive() }
    }

    /// The scores above the items as dots; all of them where there are few.
    fn chart(&self) -> Option<Drawn> {
        let lang = self.lang;
        let index = self.published.index().filter(|index| index.estimate.is_some())?;
        let alike: Vec<&Score> = self.published.scores.iter().filter(|score| score.scale == index.scale).collect();
        let above: Vec<&Score> = alike.iter().copied().filter(|score| score.question.is_none()).collect();
        let shown = if above.len() < 3 { alike } else { above };
        let rows = shown.into_iter().map(|score| (score.label.get(lang).to_owned(), score.estimate)).collect();
        let subtitle = say_with(lang, "published-chart-of", &[("level", self.level().into())]);
        Some(self.dots(say(lang, "published-scores-chart"), subtitle, index.scale, rows))
    }

    fn units_chart(&self, index: &Score) -> Option<Drawn> {
        let lang = self.lang;
        let units = self.published.in_order(&index.name);
        let told: Vec<&Unit> = units.into_iter().filter(|unit| unit.scores.contains_key(&index.name)).collect();
        if !(2..=DOTS).contains(&told.len()) {
            return None;
        }
        let rows =
            told.iter().map(|unit| (unit.title.get(lang).to_owned(), unit.scores.get(&index.name).copied())).collect();
        let title = say_with(lang, "published-units-chart", &[("title", index.label.get(lang).into())]);
        let subtitle = say_with(lang, "published-chart-of", &[("level", self.level().into())]);
        Some(self.dots(title, subtitle, index.scale, rows))
    }

    fn table(&self, id: &str, caption: String, columns: Vec<Column>, rows: Vec<Row>) -> Table {
        let total = rows.len();
        Table::new(self.lang, id, caption, self.base.clone(), TableQuery::of(&[]))
            .columns(columns)
            .page_rows(total.max(1))
            .rows(rows, total)
    }

    /// Every score and item.
    fn scores(&self) -> Table {
        let lang = self.lang;
        let depth = |score: &Score| {
            let above = |score: &&Score| {
                let parent = score.parent.as_ref()?;
                self.published.scores.iter().find(|other| other.name == *parent)
            };
            std::iter::successors(above(&score), above).count()
        };
        let row = |score: &Score| {
            let label = format!("{}{}", "\u{2003}".repeat(depth(score)), score.label.get(lang));
            let Some(estimate) = score.estimate else {
                let mut cells = vec![Cell::text(label)];
                cells.extend((0..6).map(|_| self.hidden()));
                return Row::new(cells);
            };
            // Only an item has respondents of its own.
            let own = |number: Option<f64>, digits: u8| match (score.question.is_some(), number) {
                (false, _) => Cell::text("–"),
                (true, Some(number)) => Cell::text(decimal(number, digits, lang)),
                (true, None) => self.hidden(),
            };
            let none = || Cell::None(say(lang, "published-none-computed"));
            Row::new(vec![
                Cell::text(label),
                Cell::text(figure(score, estimate.value, lang)),
                ends(&estimate, lang).map_or_else(none, Cell::text),
                estimate.standard_error.map_or_else(none, |error| Cell::text(decimal(error, 2, lang))),
                own(estimate.answered.map(|answered| answered as f64), 0),
                own(estimate.effective, 0),
                own(estimate.design_effect, 2),
            ])
        };
        let mut columns = vec![
            Column::text(say(lang, "published-column-score")),
            Column::number(say(lang, "published-column-value")),
        ];
        columns.push(Column::number(say_with(lang, "published-column-interval", &[("level", self.level().into())])));
        columns.extend(
            [
                "published-column-error",
                "published-column-answered",
                "published-column-effective",
                "published-column-deff",
            ]
            .map(|key| Column::number(say(lang, key))),
        );
        self.table(
            "scores",
            say(lang, "published-all-scores"),
            columns,
            self.published.scores.iter().map(row).collect(),
        )
    }

    /// By rated unit, the greatest index first.
    fn units(&self) -> Option<Table> {
        let (lang, published) = (self.lang, self.published);
        if published.units.is_empty() {
            return None;
        }
        let index = published.index()?;
        let places: BTreeMap<&str, Places> = published.places(&index.name);
        let parts: Vec<&Score> = published.under(&index.name).filter(|score| score.question.is_none()).collect();
        let mut columns =
            vec![Column::text(say(lang, "published-column-unit")), Column::number(say(lang, "published-ballots"))];
        if !places.is_empty() {
            columns.push(Column::number(say(lang, "published-column-places")));
        }
        columns.extend(
            [index].into_iter().chain(parts.iter().copied()).map(|score| Column::number(score.label.get(lang))),
        );
        let row = |unit: &Unit| {
            let mut cells = vec![
                Cell::text(if unit.title.get(lang).is_empty() { "–" } else { unit.title.get(lang) }),
                unit.ballots.map_or_else(|| self.hidden(), |ballots| Cell::text(count(ballots, lang))),
            ];
            if !places.is_empty() {
                cells.push(places.get(unit.id.as_str()).map_or_else(
                    || self.hidden(),
                    |places| {
                        Cell::text(if places.first == places.last {
                            places.first.to_string()
                        } else {
                            format!("{}\u{a0}–\u{a0}{}", places.first, places.last)
                        })
                    },
                ));
            }
            cells.extend([index].into_iter().chain(parts.iter().copied()).map(|score| {
                let told = unit.scores.get(&score.name).map(|estimate| with_ends(score, *estimate, lang));
                told.map_or_else(|| self.hidden(), Cell::text)
            }));
            Row::new(cells)
        };
        let rows = published.in_order(&index.name).into_iter().map(row).collect();
        Some(self.table("units", say(lang, "published-units"), columns, rows))
    }

    /// Who asked whom, when, and how.
    fn asked(&self, reader: &Reader) -> Definitions {
        let (lang, about) = (self.lang, &self.published.survey);
        let modes: Vec<String> = about.modes.iter().map(|mode| crate::setup::mode_title(*mode, lang)).collect();
        let days = say_with(
            lang,
            "published-days",
            &[("from", day(&about.opened, lang).into()), ("to", day(&about.closed, lang).into())],
        );
        let questionnaire = ToHave {
            ways: vec![(
                self.published.questionnaire.title.clone(),
                at(reader, &format!("{PUBLISHED}/{}/questionnaire", about.id)),
            )],
            hash: &self.published.questionnaire.sha256,
        };
        Definitions::new()
            .line(say(lang, "published-owner"), about.owner_title.get(lang))
            .line(say(lang, "published-year"), about.year.to_string())
            .line(say(lang, "published-when"), days)
            .line(say(lang, "published-modes"), modes.join("; "))
            .line(say(lang, "published-people"), count(self.published.response.invited, lang))
            .part(say(lang, "published-questionnaire"), &questionnaire)
    }

    /// The file of the page, and the same as a table.
    fn files(&self, sha256: &str) -> Definitions {
        let lang = self.lang;
        let number = self.published.issue.number;
        let to = |extension: &str| format!("{}/issues/{number}.{extension}", self.base);
        let json = ToHave { ways: vec![(say(lang, "published-json"), to("json"))], hash: sha256 };
        let table = ToHave { ways: vec![("CSV".to_owned(), to("csv")), ("Excel".to_owned(), to("xlsx"))], hash: "" };
        Definitions::new().part(say(lang, "published-file"), &json).part(say(lang, "published-table"), &table)
    }

    /// The issues, the newest first, and what each changed.
    fn issues(&self, issues: &[(&str, &Published)]) -> Table {
        let lang = self.lang;
        let row = |at: usize| {
            let (sha256, published) = issues[at];
            let before = at.checked_sub(1).map(|before| issues[before].1);
            let reason = &published.issue.reason;
            Row::new(vec![
                Cell::Link(
                    say_with(lang, "published-issue", &[("number", published.issue.number.into())]),
                    format!("{}/issues/{}.json", self.base, published.issue.number),
                ),
                Cell::text(day(&published.issue.day, lang)),
                Cell::text(changed(before, published, lang)),
                if reason.is_empty() { Cell::text("–") } else { Cell::text(reason) },
                Cell::Html(Hash(sha256).to_string()),
            ])
        };
        let mut columns: Vec<Column> =
            ["published-column-issue", "published-column-day", "published-column-changed", "published-column-reason"]
                .map(|key| Column::text(say(lang, key)))
                .into();
        columns.push(Column::text("SHA-256"));
        self.table("issues", say(lang, "published-issues"), columns, (0..issues.len()).rev().map(row).collect())
    }
}
