//! `/{lang}/rounds/{round}/units/{unit}/plan`: what a unit plans to do about the points that it lost, and how far each measure has come.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, day, decimal};
use chiso_round::Mark;
use chiso_store::rounds::Measure;
use chiso_web::parts::{
    Badge, Cell, Choice, Column, Definitions, Empty, Field, Form, Row, Shape, Status, Table, TableQuery, read_day, said,
};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};

use super::both;
use super::diagnosis::Diagnosis;
use super::open::Open;
use super::plan::{Planned, expected, is_overdue};
use crate::entry::Rounds;
use crate::entry_form::mark;
use crate::frame::{CriterionPath, UnitPath};
use crate::words::{WORDS, say, say_with};

/// A plan, open before somebody who may see the unit's file.
struct Plan {
    open: Open,
    diagnosis: Diagnosis,
    measures: Vec<Measure>,
    /// Whether they plan for the unit.
    plans: bool,
}

async fn open(rounds: &Rounds, caller: &Caller, round: &str, unit: &str) -> Result<Plan, Refusal> {
    let open = rounds.result_within(caller, round, unit).await?;
    let held = &open.held;
    // Other units see the result, and not what a unit makes of it.
    rounds.may_at(caller, Action::See, Resource::SelfScore, held, unit, None).map_err(|_| Refusal::Hidden)?;
    let diagnosis = rounds.diagnosis(&open).await?;
    let measures = rounds.measures(held, unit).await?;
    let plans = rounds.may_plan(caller, held, unit, None).is_ok() && !held.round.issues.is_empty();
    Ok(Plan { open, diagnosis, measures, plans })
}

/// `GET /{lang}/rounds/{round}/units/{unit}/plan?node=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let plan = open(&rounds, &caller, &round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    let node = pairs.iter().find(|(name, _)| name == "node").map_or("", |(_, value)| value.as_str());
    let form = plan.blank(&reader, &caller).propose("node", node);
    plan.sheet(&reader, &caller, &form).said_in(&WORDS, &pairs).show()
}

/// `POST /{lang}/rounds/{round}/units/{unit}/plan`
pub(super) async fn add(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let plan = open(&rounds, &caller, &round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    let done = async {
        rounds.may_plan(&caller, &plan.open.held, &unit, None)?;
        let (planned, lost) = plan.read(&fields)?;
        rounds.plan(&caller, &plan.open.held, &unit, lost, planned).await
    };
    match done.await {
        Ok(()) => Ok(go(&said(&at(&reader, &plan.address()), "said-planned"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, plan.blank(&reader, &caller).fill(&fields))?;
            plan.sheet(&reader, &caller, &form).status(status).show()
        }
    }
}

impl Plan {
    fn address(&self) -> String {
        format!("{}/plan", self.open.address())
    }

    /// What was entered, and how many points were lost at its criterion.
    fn read(&self, fields: &Fields) -> Result<(Planned, f64), Refusal> {
        let wrong = |field: &'static str, key: &str| Refusal::Fields(vec![(field, both(key))]);
        let node = self.diagnosis.leaves().into_iter().find(|leaf| leaf.id == fields.get("node"));
        let (node, lost) = node
            .and_then(|leaf| Some((leaf, leaf.lost.filter(|lost| *lost > 0.0)?)))
            .ok_or_else(|| wrong("node", "plan-wrong-node"))?;
        let due = read_day(fields.get("due")).ok_or_else(|| wrong("due", "plan-wrong-due"))?;
        let points = mark(fields.get("expected")).map_err(|text| Refusal::Fields(vec![("expected", text)]))?;
        let expected = points.and_then(Mark::value).ok_or_else(|| wrong("expected", "plan-wrong-expected"))?;
        let planned = Planned {
            node: node.id.clone(),
            title: fields.get("title").to_owned(),
            lead: fields.get("lead").to_owned(),
            due,
            expected,
        };
        Ok((planned, lost))
    }

    /// The form names every criterion that lost points, the greatest loss first.
    fn blank(&self, reader: &Reader, caller: &Caller) -> Form {
        let lang = reader.lang;
        let lost = self.diagnosis.leaves().into_iter().filter_map(|leaf| {
            let lost = leaf.lost.filter(|lost| *lost > 0.0)?;
            let told = [
                ("node", self.open.names.get(&leaf.id, lang).into()),
                ("lost", decimal(lost, leaf.rounding.digits, lang).into()),
            ];
            Some(Choice::new(leaf.id.clone(), say_with(lang, "plan-node-lost", &told)))
        });
        form_to(reader, caller, &self.address())
            .field(Field::search_select(
                lang,
                "node",
                say(lang, "plan-node"),
                Some(say(lang, "plan-choose")),
                lost.collect(),
            ))
            .field(Field::area(lang, "title", say(lang, "plan-measure"), 2).limit(500))
            .field(Field::text(lang, "lead", say(lang, "plan-lead")).hint(say(lang, "plan-lead-hint")).limit(200))
            .field(Field::day(lang, "due", say(lang, "plan-due")))
            .field(
                Field::number(lang, "expected", say(lang, "plan-expected"), say(lang, "entry-points-unit"))
                    .hint(say(lang, "plan-expected-hint"))
                    .short(),
            )
            .submit(say(lang, "plan-add"))
    }

    fn sheet<'a>(&self, reader: &'a Reader, caller: &Caller, form: &Form) -> Sheet<'a> {
        let lang = reader.lang;
        let page = self
            .open
            .sheet(reader, "/plan", say(lang, "plan-title"))
            .under(say(lang, "diagnosis-title"), &format!("{}/diagnosis", self.open.address()))
            .lead(self.lead(caller, lang))
            .part(&self.table(reader, caller));
        if self.plans { page.form_under(say(lang, "plan-add"), form) } else { page }
    }

    /// How many measures, what they are expected to bring of what was lost, how many are late.
    fn lead(&self, caller: &Caller, lang: Lang) -> String {
        let held = self.measures.iter().filter(|measure| measure.dropped.is_none()).count();
        if held == 0 {
            return say(lang, "plan-none");
        }
        let root = self.diagnosis.root();
        let digits = root.rounding.digits;
        let overdue = self.measures.iter().filter(|measure| is_overdue(measure, caller.day)).count();
        let told = [
            ("count", held.into()),
            ("expected", decimal(expected(&self.measures), digits, lang).into()),
            ("lost", root.lost.map_or_else(|| "–".to_owned(), |lost| decimal(lost, digits, lang)).into()),
            ("overdue", overdue.into()),
        ];
        say_with(lang, "plan-lead-sentence", &told)
    }

    fn table(&self, reader: &Reader, caller: &Caller) -> Table {
        let lang = reader.lang;
        let rows: Vec<Row> = self
            .measures
            .iter()
            .map(|measure| {
                let remark = &measure.remark;
                Row::new(vec![
                    Cell::text(measure.title.clone()),
                    Cell::text(self.open.names.get(&measure.node, lang)),
                    Cell::text(measure.lead.clone()),
                    Cell::text(day(measure.due, lang)),
                    Cell::from(badge(measure, caller, lang)),
                    Cell::text(decimal(measure.expected, 2, lang)),
                    Cell::text(format!("{} %", measure.progress)),
                    if remark.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(remark.clone()) },
                ])
                .to(at(reader, &format!("{}/{}", self.address(), measure.id)))
            })
            .collect();
        let count = rows.len();
        Table::new(lang, "plan", say(lang, "plan-title"), at(reader, &self.address()), TableQuery::of(&[]))
            .columns(vec![
                Column::text(say(lang, "plan-measure")),
                Column::text(say(lang, "plan-node")),
                Column::text(say(lang, "plan-lead")),
                Column::text(say(lang, "plan-due")),
                Column::text(say(lang, "plan-standing")),
                Column::number(say(lang, "plan-expected")),
                Column::number(say(lang, "plan-progress")),
                Column::text(say(lang, "plan-remark")),
            ])
            .page_rows(count.max(1))
            .rows(rows, count)
            .empty(Empty::new(say(lang, "plan-none"), say(lang, "plan-none-help")))
    }
}

fn badge(measure: &Measure, caller: &Caller, lang: Lang) -> Badge {
    if measure.dropped.is_some() {
        return Badge::new("", Shape::Square, say(lang, "plan-given-up"));
    }
    let status = match measure.progress {
        100 => Status::Done,
        _ if is_overdue(measure, caller.day) => Status::Overdue,
        _ => Status::Open,
    };
    status.badge(lang)
}

/// One measure, open before somebody.
struct One {
    plan: Plan,
    measure: Measure,
}

async fn open_one(rounds: &Rounds, caller: &Caller, round: &str, unit: &str, id: &str) -> Result<One, Refusal> {
    let plan = open(rounds, caller, round, unit).await?;
    let measure = plan.measures.iter().find(|measure| measure.id == id).cloned().ok_or(Refusal::Hidden)?;
    Ok(One { plan, measure })
}

/// `GET /{lang}/rounds/{round}/units/{unit}/plan/{measure}`
pub(super) async fn one(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, id)): CriterionPath,
) -> Result<Response, PageError> {
    let one = open_one(&rounds, &caller, &round, &unit, &id).await.map_err(|refusal| refusal.page(&reader))?;
    let (progress, drop) = (one.progress_form(&reader, &caller), one.drop_form(&reader, &caller));
    one.sheet(&reader, &caller, &progress, &drop).show()
}

/// `POST /{lang}/rounds/{round}/units/{unit}/plan/{measure}`
pub(super) async fn progress(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, id)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let one = open_one(&rounds, &caller, &round, &unit, &id).await.map_err(|refusal| refusal.page(&reader))?;
    // What is no whole number is out of range as well.
    let progress = fields.get("progress").trim_end_matches('%').trim().parse().unwrap_or(-1);
    let remark = fields.get("remark").to_owned();
    match rounds.follow_up(&caller, &one.plan.open.held, one.measure.clone(), progress, remark).await {
        Ok(()) => Ok(go(&said(&at(&reader, &one.plan.address()), "said-followed-up"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, one.progress_form(&reader, &caller).fill(&fields))?;
            one.sheet(&reader, &caller, &form, &one.drop_form(&reader, &caller)).status(status).show()
        }
    }
}

/// `POST /{lang}/rounds/{round}/units/{unit}/plan/{measure}/drop`
pub(super) async fn give_up(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, id)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let one = open_one(&rounds, &caller, &round, &unit, &id).await.map_err(|refusal| refusal.page(&reader))?;
    let reason = fields.get("reason").to_owned();
    match rounds.give_up(&caller, &one.plan.open.held, one.measure.clone(), reason).await {
        Ok(()) => Ok(go(&said(&at(&reader, &one.plan.address()), "said-given-up"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, one.drop_form(&reader, &caller).fill(&fields))?;
            one.sheet(&reader, &caller, &one.progress_form(&reader, &caller), &form).status(status).show()
        }
    }
}

impl One {
    fn address(&self) -> String {
        format!("{}/{}", self.plan.address(), self.measure.id)
    }

    fn progress_form(&self, reader: &Reader, caller: &Caller) -> Form {
        let lang = reader.lang;
        let percent = Field::number(lang, "progress", say(lang, "plan-progress"), "%")
            .hint(say(lang, "plan-progress-hint"))
            .value(self.measure.progress.to_string())
            .short();
        let remark = Field::area(lang, "remark", say(lang, "plan-remark"), 3).limit(2_000);
        form_to(reader, caller, &self.address())
            .field(percent)
            .field(remark.value(self.measure.remark.clone()).optional())
            .submit(say(lang, "plan-follow-up"))
    }

    fn drop_form(&self, reader: &Reader, caller: &Caller) -> Form {
        let lang = reader.lang;
        form_to(reader, caller, &format!("{}/drop", self.address()))
            .field(Field::area(lang, "reason", say(lang, "plan-reason"), 3).limit(2_000))
            .submit(say(lang, "plan-give-up"))
    }

    fn sheet<'a>(&self, reader: &'a Reader, caller: &Caller, progress: &Form, drop: &Form) -> Sheet<'a> {
        let lang = reader.lang;
        let measure = &self.measure;
        let mut about = Definitions::new()
            .line(say(lang, "plan-node"), self.plan.open.names.get(&measure.node, lang))
            .line(say(lang, "plan-lead"), measure.lead.clone())
            .line(say(lang, "plan-due"), day(measure.due, lang))
            .line(say(lang, "plan-expected"), decimal(measure.expected, 2, lang))
            .line(say(lang, "plan-progress"), format!("{} %", measure.progress));
        if !measure.remark.is_empty() {
            about = about.line(say(lang, "plan-remark"), measure.remark.clone());
        }
        let page = self
            .plan
            .open
            .sheet(reader, &format!("/plan/{}", measure.id), measure.title.clone())
            .under(say(lang, "plan-title"), &self.plan.address())
            .part(&badge(measure, caller, lang))
            .part(&about);
        if !self.plan.plans || measure.dropped.is_some() {
            return page;
        }
        page.form_under(say(lang, "plan-follow-up"), progress).form_under(say(lang, "plan-give-up"), drop)
    }
}
