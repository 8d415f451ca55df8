//! `/{lang}/published`: the rounds that were published, each with its issues and its result, for everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_round::Stage;
use chiso_web::format;
use chiso_web::parts::{Badge, Cell, Column, Definitions, Empty, Row, Shape, Table, TableQuery};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Sheet, at, moment};

use super::bundle::published;
use super::groups::groups;
use super::table::ByStage;
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::named::agency_title;
use crate::words::{say, say_with};

/// How many units that share the first place are named; more are counted.
const NAMED: usize = 3;

/// `GET /{lang}/published`
pub(super) async fn list(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path(_): Path<String>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let all = rounds.all().await.map_err(|refusal| refusal.page(&reader))?;
    let register = rounds.desk.register();
    let rows: Vec<Row> = all
        .iter()
        .filter_map(|held| {
            let issue = held.round.issues.last()?;
            let setup = &held.round.setup;
            let title = crate::list::title(setup, lang);
            let row = Row::new(vec![
                Cell::text(title),
                Cell::text(setup.period.to_string()),
                Cell::text(agency_title(&register, &setup.owner, setup.period.last_day()).get(lang)),
                Cell::text(issue.number.to_string()),
                Cell::text(moment::day(issue.at, lang)),
            ]);
            Some(row.to(at(&reader, &format!("/published/{}", held.id))))
        })
        .collect();
    let count = rows.len();
    let table =
        Table::new(lang, "published", say(lang, "published-title"), at(&reader, "/published"), TableQuery::of(&[]))
            .columns(vec![
                Column::text(say(lang, "rounds-column-title")),
                Column::text(say(lang, "rounds-column-period")),
                Column::text(say(lang, "rounds-column-owner")),
                Column::number(say(lang, "issue-number")),
                Column::text(say(lang, "issue-day")),
            ])
            .page_rows(count.max(1))
            .rows(rows, count)
            .empty(Empty::new(say(lang, "published-none"), say(lang, "published-none-help")));
    Sheet::new(&reader, "/published", say(lang, "published-title"))
        .lead(say(lang, "published-lead"))
        .part(&table)
        .part(&Links::to(&reader, vec![(say(lang, "published-surveys"), "/published/surveys".to_owned())]))
        .show_in_public()
}

/// `GET /{lang}/published/{round}`
pub(super) async fn page(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = published(&rounds, &round).await.map_err(refused)?;
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let mut by_stage = BTreeMap::new();
    for stage in [Stage::SelfScore, Stage::First, Stage::Second, Stage::Correction] {
        by_stage.insert(stage, rounds.issued(&held, stage).await.map_err(refused)?);
    }
    let by_stage = ByStage(by_stage);
    let lead = who_leads(&held, &by_stage, |unit| names.get(unit, lang), lang);
    let base = at(&reader, &format!("/published/{}", held.id));
    let to = |unit: &str| format!("{base}/units/{unit}");
    let table = by_stage.table(lang, &held, &names, &base, &to, &BTreeSet::new());
    let mut page = Sheet::new(&reader, format!("/published/{}", held.id), held.round.setup.title.get(lang))
        .under(say(lang, "published-title"), "/published")
        .lead(lead);
    if held.round.setup.simulated {
        page = page.part(&Badge::new("note", Shape::Diamond, say(lang, "round-simulated")));
    }
    page.part(&about(&reader, &held))
        .section(say(lang, "result-title"), &table)
        .section(say(lang, "issues-title"), &issues(&reader, &held))
        .section(say(lang, "verify-title"), &format!("<p>{}</p>", say(lang, "verify-how")))
        .show_in_public()
}

/// Who leads, with how many points, of how many: a sentence for each group that is ranked by itself.
fn who_leads(held: &Held, by_stage: &ByStage, name: impl Fn(&str) -> String, lang: Lang) -> String {
    let Some(outcome) = by_stage.last() else { return String::new() };
    let groups = groups(&held.round, outcome);
    if groups.is_empty() {
        return say(lang, "published-no-rank");
    }
    let root = outcome.root();
    let told = groups.iter().map(|group| {
        let points = group.leaders.first().and_then(|unit| root.rounded[*unit]);
        let several = group.leaders.len();
        let leaders = if several > NAMED {
            say_with(lang, "published-leaders", &[("count", several.into())])
        } else {
            group.leaders.iter().map(|unit| name(&outcome.units[*unit])).collect::<Vec<_>>().join(", ")
        };
        let told = [
            ("unit", leaders.into()),
            ("several", several.into()),
            ("points", points.map_or_else(String::new, |points| decimal(points, root.rounding.digits, lang)).into()),
            ("max", root.max.map_or_else(String::new, |max| format::plain(max, lang)).into()),
            ("count", group.count.into()),
        ];
        let told = say_with(lang, "published-first", &told);
        match group.name {
            Some(group) => say_with(lang, "published-group", &[("group", group.into()), ("told", told.into())]),
            None => told,
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

fn about(reader: &Reader, held: &Held) -> Definitions {
    let lang = reader.lang;
    let setup = &held.round.setup;
    let lines = Definitions::new()
        .line(say(lang, "rounds-column-period"), setup.period.to_string())
        .line(say(lang, "published-rulebook"), format!("{} ({})", setup.rulebook, held.rulebook.title.get(lang)));
    match held.round.issues.last() {
        Some(issue) => {
            let named = [
                ("number", issue.decision.number.clone().into()),
                ("day", chiso_model::day(issue.decision.on, lang).into()),
                ("place", issue.decision.place.clone().into()),
            ];
            lines.line(say(lang, "council-decision"), say_with(lang, "council-decision-named", &named))
        }
        None => lines,
    }
}

/// A SHA-256, which may break anywhere.
#[derive(Template)]
#[template(source = "<code>{{ self.0 }}</code>", ext = "html")]
struct Hash<'a>(&'a str);

/// The issues of a round, the newest first, each with its bundle.
pub(super) fn issues(reader: &Reader, held: &Held) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = held
        .round
        .issues
        .iter()
        .rev()
        .map(|issue| {
            let href = at(reader, &format!("/published/{}/issues/{}.zip", held.id, issue.number));
            Row::new(vec![
                Cell::Link(say_with(lang, "issue-named", &[("number", issue.number.into())]), href),
                Cell::text(moment::minute(issue.at, lang)),
                Cell::text(issue.decision.number.clone()),
                if issue.reason.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(issue.reason.clone()) },
                Cell::Html(Hash(&issue.bundle).to_string()),
            ])
        })
        .collect();
    let count = rows.len();
    let base = at(reader, &format!("/published/{}", held.id));
    Table::new(lang, "issues", say(lang, "issues-title"), base, TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "issue-bundle")),
            Column::text(say(lang, "issue-day")),
            Column::text(say(lang, "council-number")),
            Column::text(say(lang, "issue-reason")),
            Column::text("SHA-256"),
        ])
        .page_rows(count.max(1))
        .rows(rows, count)
}
