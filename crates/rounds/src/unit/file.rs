//! `/{lang}/rounds/{round}/units/{unit}`: one unit's file: how far it has come, what is missing, its criteria by area, its points so far.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, exact_sum};
use chiso_round::assessment::{Assigned, Lack, Progress, Standing};
use chiso_round::{Criterion, Deadline, Mark, Phase, Stage};
use chiso_web::parts::{Cell, Column, KeyFacts, Row, Status, Table, TableQuery, Tabs};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::house::{Links, Pairs, Sheet, at, moment};

use super::list::name;
use super::missing::missing;
use super::scores::Scores;
use super::sight::Opened;
use super::{appraisals, left};
use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{UnitPath, address, criterion_address, sheet, unit_address};
use crate::held::Held;
use crate::named::Named;
use crate::standing::badge;
use crate::words::{WORDS, say, say_with};

/// How far something has come: a bar, and the same in words.
#[derive(Template)]
#[template(
    source = r#"<p><progress max="{{ of }}" value="{{ done }}" aria-label="{{ words }}"></progress> {{ words }}</p>"#,
    ext = "html"
)]
struct Bar {
    done: usize,
    of: usize,
    words: String,
}

/// `GET /{lang}/rounds/{round}/units/{unit}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let names =
        rounds.names(&opened.held).await.map_err(|error| chiso_workspace::Refusal::from(error).page(&reader))?;
    let held = &opened.held;
    let title = name(&rounds.desk.register(), held, &unit, lang);
    let mut page = sheet(&reader, held, &format!("/units/{unit}"), title.clone())
        .under(say(lang, "unit-list-title"), &format!("{}/units", address(held)))
        .under(title, &unit_address(held, &unit))
        .said_in(&WORDS, &pairs)
        .lead(lead(&opened, &caller, lang));
    if let Some(progress) = opened.progress {
        page = page.part(&bar(progress, lang));
    }
    let scores =
        knows_own(&opened).then(|| Scores::of(held, opened.assessment.drafted_facts(opened.frame()))).flatten();
    let criteria: Vec<&Criterion> =
        held.rules.criteria().iter().filter(|criterion| opened.sees(&rounds, &caller, criterion)).collect();
    // Whoever is limited to areas is told no total.
    if criteria.len() == held.rules.criteria().len()
        && let Some(facts) = key_facts(&opened, scores.as_ref(), lang)
    {
        page = page.part(&facts);
    }
    let own_page = |rest: &str| format!("{}{rest}", unit_address(held, &unit));
    if let Some((label, rest)) = next_step(&rounds, &caller, &opened, lang) {
        page = page.button(label, &own_page(rest));
    }
    let ways = ways(&rounds, &caller, &opened, lang);
    if !ways.is_empty() {
        let ways = ways.into_iter().map(|(label, rest)| (label, own_page(rest))).collect();
        page = page.part(&Links::to(&reader, ways));
    }
    if let Some(table) =
        rounds.reminder_table(&reader, &caller, held, &unit, None).await.map_err(|refusal| refusal.page(&reader))?
    {
        page = page.section(say(lang, "reminder-title"), &table);
    }
    let lacks = lacks(&opened, &criteria);
    if !lacks.is_empty() {
        page = page.section(say(lang, "unit-missing"), &missing(&reader, held, &unit, &lacks));
    }
    let show = pairs.iter().find(|(pair, _)| pair == "show").map_or("", |(_, value)| value.as_str());
    let mine = |criterion: &Criterion| {
        assigned(&opened, criterion)
            .is_some_and(|assigned| Some(assigned.person.as_str()) == caller.actor.person.as_deref())
    };
    let missing = |criterion: &Criterion| lacks.iter().any(|lack| lack.node() == criterion.id);
    let own = at(&reader, &unit_address(held, &unit));
    let tabs = Tabs::new(say(lang, "unit-criteria"))
        .tab(say(lang, "unit-show-all"), own.clone(), !matches!(show, "mine" | "missing"))
        .count(criteria.len())
        .tab(say(lang, "unit-show-mine"), format!("{own}?show=mine"), show == "mine")
        .count(criteria.iter().filter(|criterion| mine(criterion)).count())
        .tab(say(lang, "unit-show-missing"), format!("{own}?show=missing"), show == "missing")
        .count(criteria.iter().filter(|criterion| missing(criterion)).count());
    page = page.section(say(lang, "unit-criteria"), &tabs);
    let chosen = |criterion: &&&Criterion| match show {
        "mine" => mine(criterion),
        "missing" => missing(criterion),
        _ => true,
    };
    let chosen: Vec<&Criterion> = criteria.iter().filter(chosen).copied().collect();
    // Who sees to what is told once somebody was asked to.
    let handed_out = criteria.iter().any(|criterion| assigned(&opened, criterion).is_some());
    for of_area in chosen.chunk_by(|a, b| area(a) == area(b)) {
        let Some(node) = of_area.first().map(|criterion| area(criterion)) else { continue };
        let title = held.node_title(node).map_or_else(String::new, |title| title.get(lang).to_owned());
        let heading = match scores.as_ref().and_then(|scores| scores.of_max(node, lang)) {
            Some(sum) => say_with(lang, "unit-area", &[("area", title.clone().into()), ("points", sum.into())]),
            None => title.clone(),
        };
        let rows =
            of_area.iter().map(|criterion| row(&reader, &caller, &opened, &names, criterion, handed_out)).collect();
        let table = Table::new(lang, format!("area-{node}"), title, own.clone(), TableQuery::of(&[]))
            .columns(columns(lang, handed_out))
            .page_rows(of_area.len())
            .rows(rows, of_area.len());
        page = page.section(heading, &table);
    }
    page.show()
}

/// A page below a unit's file; `rest` is what follows the file's address.
pub(super) fn unit_sheet<'a>(
    reader: &'a Reader,
    rounds: &Rounds,
    held: &Held,
    unit: &str,
    rest: &str,
    title: String,
) -> Sheet<'a> {
    let file = name(&rounds.desk.register(), held, unit, reader.lang);
    let own = format!("{}{rest}", unit_address(held, unit));
    sheet(reader, held, &format!("/units/{unit}{rest}"), title.clone())
        .under(say(reader.lang, "unit-list-title"), &format!("{}/units", address(held)))
        .under(file, &unit_address(held, unit))
        .under(title, &own)
}

fn lead(opened: &Opened, caller: &Caller, lang: Lang) -> String {
    let file = &opened.assessment;
    if let Some(deadline) = left::next(&opened.held.round, file, caller.now_us) {
        let values = [
            ("deadline", left::announced(deadline, lang).into()),
            ("left", left::left(deadline, caller.now_us, lang).into()),
        ];
        return say_with(lang, "unit-lead-open", &values);
    }
    let phase = opened.held.round.phase.title();
    match file.submissions.last() {
        Some(signed) => say_with(
            lang,
            "unit-lead-submitted",
            &[("at", moment::minute(signed.at, lang).into()), ("phase", phase.get(lang).into())],
        ),
        None => say_with(lang, "unit-lead-not-submitted", &[("phase", phase.get(lang).into())]),
    }
}

fn bar(progress: Progress, lang: Lang) -> Bar {
    let values =
        [("complete", progress.complete.into()), ("entered", progress.entered.into()), ("of", progress.of.into())];
    Bar { done: progress.complete, of: progress.of, words: say_with(lang, "unit-progress", &values) }
}

/// Whether the reader knows what the unit gives itself: what it signed everybody who reads its file does, what it works on only its own people.
fn knows_own(opened: &Opened) -> bool {
    opened.assessment.is_submitted()
        || opened.held.rules.self_scored().all(|criterion| opened.sees_papers(&criterion.id))
}

/// The totals; none where the reader knows of no points.
fn key_facts(opened: &Opened, drafted: Option<&Scores>, lang: Lang) -> Option<KeyFacts> {
    let judged = opened.judged_upto();
    if !knows_own(opened) && judged.is_none() {
        return None;
    }
    let root = opened.held.rulebook.tree.id.as_str();
    let total = |scores: Option<&Scores>| scores.and_then(|scores| scores.of_max(root, lang));
    let mut facts = KeyFacts::default();
    let file = &opened.assessment;
    if file.is_submitted() {
        let own = Scores::of(&opened.held, file.facts(opened.frame(), Stage::SelfScore));
        facts.push(
            say(lang, "unit-total-own"),
            total(own.as_ref()).unwrap_or_default(),
            say(lang, "unit-total-own-note"),
        );
    } else if knows_own(opened) {
        facts.push(
            say(lang, "unit-total-drafted"),
            total(drafted).unwrap_or_default(),
            say(lang, "unit-total-drafted-note"),
        );
    }
    // Where the unit scores everything itself, the sum is the total.
    if knows_own(opened) && opened.held.rules.criteria().iter().any(|criterion| !criterion.self_scored) {
        let own: Vec<&Criterion> = opened.held.rules.self_scored().collect();
        let given: Vec<f64> = own.iter().filter_map(|criterion| own_points(opened, criterion).1?.value()).collect();
        let most: Vec<f64> = own.iter().map(|criterion| criterion.max).collect();
        let sum = |points: &[f64]| score(Mark::number(exact_sum(points)), &opened.held, lang);
        let of_most = format!("{} / {}", sum(&given), sum(&most));
        facts.push(say(lang, "unit-sum-own"), of_most, say(lang, "unit-sum-own-note"));
    }
    if let Some(last) = judged {
        let now = Scores::of(&opened.held, opened.shown.facts(opened.frame(), Stage::Correction));
        facts.push(say(lang, "unit-total-now"), total(now.as_ref()).unwrap_or_default(), last.title().get(lang));
    }
    Some(facts)
}

/// The one thing that is to be done next with the whole file: signing it, or explaining.
fn next_step(rounds: &Rounds, caller: &Caller, opened: &Opened, lang: Lang) -> Option<(String, &'static str)> {
    let round = &opened.held.round;
    let file = &opened.assessment;
    let signs = rounds.may_at(caller, Action::Submit, Resource::SelfScore, &opened.held, &opened.unit, None).is_ok();
    let reopened = opened.held.rules.self_scored().any(|criterion| file.is_reopened(&criterion.id, caller.now_us));
    if signs && (reopened || (round.phase == Phase::SelfAssessment && !file.is_submitted())) {
        return Some((say(lang, "unit-submit"), "/submit"));
    }
    (round.phase == Phase::Explanation && has_flagged(opened)).then(|| (say(lang, "unit-explain"), "/explain"))
}

/// Whether an explanation was asked for.
fn has_flagged(opened: &Opened) -> bool {
    opened.assessment.items.values().any(|item| item.is_flagged())
}

/// Where the caller can go on from here: reopening, files, what the result says and what is planned.
fn ways(rounds: &Rounds, caller: &Caller, opened: &Opened, lang: Lang) -> Vec<(String, &'static str)> {
    let may = |action, resource| rounds.may_at(caller, action, resource, &opened.held, &opened.unit, None).is_ok();
    let round = &opened.held.round;
    let file = &opened.assessment;
    let mut ways = Vec::new();
    if round.phase > Phase::Explanation && has_flagged(opened) {
        ways.push((say(lang, "unit-explain"), "/explain"));
    }
    if may(Action::Reopen, Resource::SelfScore)
        && (Phase::SelfAssessment..=Phase::SecondAppraisal).contains(&round.phase)
        && !round.is_conflicted(&opened.by, &opened.unit)
    {
        ways.push((say(lang, "unit-reopen"), "/reopen"));
    }
    if may(Action::Change, Resource::SelfScore) && round.phase == Phase::SelfAssessment && !file.is_submitted() {
        ways.push((say(lang, "unit-form"), "/form"));
    }
    if may(Action::Export, Resource::SelfScore) && knows_own(opened) {
        ways.push((say(lang, "unit-report-docx"), "/report/self-assessment.docx"));
        ways.push((say(lang, "unit-report-xlsx"), "/report/self-assessment.xlsx"));
    }
    if appraisals::are_there(rounds, caller, opened) {
        ways.push((say(lang, "appraisals-csv"), "/appraisals/appraisals.csv"));
        ways.push((say(lang, "appraisals-xlsx"), "/appraisals/appraisals.xlsx"));
    }
    if !round.issues.is_empty() {
        ways.push((say(lang, "diagnosis-link"), "/diagnosis"));
        ways.push((say(lang, "plan-link"), "/plan"));
    }
    ways
}

/// What is missing at the criteria that are open to the unit, for those who see what it works on.
fn lacks(opened: &Opened, criteria: &[&Criterion]) -> Vec<Lack> {
    let (file, by) = (&opened.assessment, &opened.by);
    let criteria = || criteria.iter().filter(|criterion| opened.sees_papers(&criterion.id));
    let open = criteria().filter(|criterion| criterion.self_scored && opened.is_open(&criterion.id));
    let own = open.filter_map(|criterion| file.lack(criterion));
    let asked = criteria().filter(|criterion| {
        let answered =
            file.item(&criterion.id).and_then(|item| item.answer.as_ref()).is_some_and(|a| !a.entry.note.is_empty());
        !answered && file.may_explain(opened.frame(), by, &criterion.id).is_ok()
    });
    own.chain(asked.map(|criterion| Lack::Answer(criterion.id.clone()))).collect()
}

/// Id of the area of a criterion: the node right below the root.
pub(super) fn area(criterion: &Criterion) -> &str {
    criterion.above.iter().rev().nth(1).unwrap_or(&criterion.id)
}

/// The most points that a criterion can earn: a bonus has a cap and no max of its own.
pub(crate) fn most(criterion: &Criterion) -> f64 {
    criterion.range.map_or(criterion.max, |(_, high)| high)
}

/// A day by which something is due in the unit, with how urgent it is while there is something to do.
fn due_cell(due: &Deadline, standing: Standing, now: i64, lang: Lang) -> Cell {
    let day = chiso_model::day(due.day, lang);
    let to_do = matches!(standing, Standing::Empty | Standing::Entered | Standing::Returned | Standing::Reopened);
    match left::urgency(due, now) {
        urgency @ (Status::Overdue | Status::DueSoon) if to_do => Cell::Html(format!("{} {day}", urgency.badge(lang))),
        _ => Cell::Text(day),
    }
}

/// What the rule gives a unit for what it entered, and the points that it gives itself.
fn own_points(opened: &Opened, criterion: &Criterion) -> (Option<Mark>, Option<Mark>) {
    let draft = opened.assessment.current_draft(opened.frame(), criterion);
    let own = opened.assessment.item(&criterion.id).and_then(|item| item.at(Stage::SelfScore));
    match (draft, own) {
        (Some(draft), _) => (draft.proposed, draft.entry.points.or(draft.proposed)),
        (None, Some(link)) => (link.proposed, Some(link.points)),
        (None, None) => (None, None),
    }
}

/// Who sees to a criterion in the unit.
fn assigned<'a>(opened: &'a Opened, criterion: &Criterion) -> Option<&'a Assigned> {
    opened.assessment.item(&criterion.id).and_then(|item| item.assigned.as_ref())
}

fn columns(lang: Lang, handed_out: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text(say(lang, "unit-column-criterion")),
        Column::number(say(lang, "unit-column-max")),
        Column::number(say(lang, "unit-column-rule")),
        Column::number(say(lang, "unit-column-own")),
        Column::number(say(lang, "unit-column-evidence")),
    ];
    if handed_out {
        columns.push(Column::text(say(lang, "unit-column-assigned")));
        columns.push(Column::text(say(lang, "unit-column-due")));
    }
    columns.push(Column::text(say(lang, "unit-column-standing")));
    columns
}

fn row(
    reader: &Reader,
    caller: &Caller,
    opened: &Opened,
    names: &Named,
    criterion: &Criterion,
    handed_out: bool,
) -> Row {
    let lang = reader.lang;
    let none = || Cell::None("–".to_owned());
    let given = |mark: Option<Mark>| {
        mark.filter(|mark| *mark != Mark::default())
            .map_or_else(none, |mark| Cell::text(score(mark, &opened.held, lang)))
    };
    let file = &opened.assessment;
    let item = file.item(&criterion.id);
    let (proposed, stands) = own_points(opened, criterion);
    let assigned = assigned(opened, criterion);
    let due = assigned.and_then(|assigned| assigned.due.as_ref());
    let evidence = item.map_or(0, |item| item.evidence.len());
    let standing = opened.standing(criterion, caller.now_us);
    let title = opened.held.called(&criterion.id, lang);
    let mut cells = vec![
        Cell::text(title),
        Cell::text(chiso_web::format::plain(most(criterion), lang)),
        given(proposed),
        given(stands),
        Cell::text(evidence.to_string()),
    ];
    if handed_out {
        cells.push(assigned.map_or_else(none, |assigned| Cell::text(names.get(&assigned.person, lang))));
        cells.push(due.map_or_else(none, |due| due_cell(due, standing, caller.now_us, lang)));
    }
    cells.push(Cell::from(badge(standing, lang)));
    Row::new(cells).to(at(reader, &criterion_address(&opened.held, &opened.unit, &criterion.id)))
}
