//! `/{lang}/surveys/{survey}/people`: how many were invited, and what became of the invitations, by group in steps of the least number; how the sample was drawn; the ways on.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_survey::campaign::Phase;
use chiso_web::parts::{Cell, Column, Empty, KeyFacts, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to};

use super::people_address;
use super::response::{Counts, told_in_steps};
use super::sample::drawn;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View};
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.page(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let groups = surveys.groups_called(&held, lang).await.map_err(refused)?;
    let (all, by_group) = surveys.counts(&held, caller.now_us).await.map_err(refused)?;
    let runs = surveys.runs(&caller, &held);
    let query = TableQuery::of(&pairs);
    let shown = groups.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS);
    let least = u64::from(held.campaign.setup.least);
    let rows = shown.map(|group| {
        let counts = by_group.get(&group.id).copied().unwrap_or_default();
        let opened = Cell::text(told_in_steps(counts.opened, least, lang));
        Row::new(vec![Cell::text(&group.label), Cell::text(number(counts.people, lang)), opened])
    });
    let columns = vec![
        Column::text(say(lang, "people-group")),
        Column::number(say(lang, "people-invited")),
        Column::number(say(lang, "people-opened")),
    ];
    let mut empty = Empty::new(say(lang, "people-nobody"), say(lang, "people-nobody-help"));
    if runs {
        empty = empty.first(say(lang, "people-invite"), at(&reader, &people_address(&held, "/invite")));
    }
    let table = Table::new(lang, "groups", say(lang, "people-groups"), at(&reader, &people_address(&held, "")), query)
        .columns(columns)
        .rows(rows.collect(), groups.len())
        .empty(empty);
    let mut sheet = surveys
        .view(&reader, &caller, &held, View::People, say(lang, "survey-tab-people"))
        .said_in(&WORDS, &pairs)
        .lead(say_with(lang, "people-lead", &[("least", number(least, lang).into())]));
    if all.people > 0 {
        let ballots = surveys.ballots_told(&held).await;
        sheet = sheet.part(&facts(&all, ballots, lang));
    }
    sheet = sheet.section(say(lang, "people-groups"), &table);
    if let Some(lines) = drawn(&held.campaign.setup.sample, lang) {
        sheet = sheet.section(say(lang, "people-sample"), &lines);
    }
    if runs {
        sheet = sheet.section(say(lang, "people-ways"), &Links::to(&reader, ways(&held, all.people > 0, lang)));
        if all.bounced > 0 {
            let again = form_to(&reader, &caller, &people_address(&held, "/letters/again"))
                .submit(say(lang, "people-letters-again"))
                .quiet();
            sheet = sheet.form_under(say(lang, "people-bounced"), &again);
        }
    }
    sheet.show()
}

impl Surveys {
    /// How many ballots the board tells of; none where they are too few, or where there is no board, of which its own page says why.
    async fn ballots_told(&self, held: &Held) -> Option<u64> {
        if held.campaign.phase == Phase::Draft {
            return None;
        }
        self.results(held, None).await.ok()?.1.counts.all
    }
}

/// Ways on, for those who run the survey.
fn ways(held: &Held, invited: bool, lang: Lang) -> Vec<(String, String)> {
    let mut ways = vec![("people-size", "/size"), ("people-sample-draw", "/sample")];
    if held.campaign.phase <= Phase::Open {
        ways.push(("people-invite", "/invite"));
        // Who rates whom stands in the questionnaire.
        if held.campaign.setup.form.is_some() {
            ways.push(("people-directed", "/directed"));
        }
    }
    if invited {
        ways.push(("people-names", "/list"));
        if held.campaign.phase <= Phase::Open {
            ways.extend([("people-slips", "/slips"), ("people-links", "/links/links.csv")]);
            ways.push(("people-returned", "/letters/returned"));
        } else {
            ways.push(("people-erase", "/erase"));
        }
    }
    ways.into_iter().map(|(key, rest)| (say(lang, key), people_address(held, rest))).collect()
}

fn number(count: u64, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}

fn percent(share: f64, lang: Lang) -> String {
    format!("{} %", decimal(100.0 * share, 1, lang))
}

fn facts(all: &Counts, ballots: Option<u64>, lang: Lang) -> KeyFacts {
    let mut facts = KeyFacts::default();
    facts.push(say(lang, "people-invited"), number(all.people, lang), "");
    let waiting = say_with(lang, "people-still-waiting", &[("count", number(all.waiting(), lang).into())]);
    facts.push(say(lang, "people-opened"), number(all.opened, lang), waiting);
    for (key, count) in [("people-bounced", all.bounced), ("people-declined", all.declined)] {
        facts.push(say(lang, key), number(count, lang), "");
    }
    if let Some(rates) = ballots.and_then(|ballots| all.outcomes(ballots).rates()) {
        let others = say_with(
            lang,
            "people-other-rates",
            &[("rr2", percent(rates.rr2, lang).into()), ("rr3", percent(rates.rr3, lang).into())],
        );
        facts.push(say(lang, "people-rr1"), percent(rates.rr1, lang), others);
    }
    facts
}
