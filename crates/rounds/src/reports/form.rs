//! `/{lang}/rounds/{round}/units/{unit}/form`: the workbook that a unit fills in offline, out and in, with a report row by row.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_paper::{Filling, Reading, RowResult, workbook_in, workbook_out};
use chiso_round::{Assessment, AssessmentCommand};
use chiso_web::parts::{Badge, Cell, Column, Field, Form, KeyFacts, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, PageError, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to};

use super::document;
use crate::entry::Rounds;
use crate::frame::{CriterionPath, UnitPath, criterion_address, sheet, unit_address};
use crate::held::Held;
use crate::named::Named;
use crate::words::say;

/// `GET …/form/form.xlsx`
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, file)): CriterionPath,
) -> Result<Response, PageError> {
    let (held, assessment, names) =
        open(&rounds, &reader, &caller, &round, &unit, (Action::See, Resource::WorkingPaper)).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    if file != "form.xlsx" {
        return Err(refused(Refusal::Hidden));
    }
    let filling = Filling {
        round_id: &held.id,
        frame: held.frame(&unit),
        rulebook: &held.rulebook,
        assessment: &assessment,
        names: &|id| names.of(id),
    };
    document(&file, workbook_out(&filling, reader.lang, caller.day)).map_err(refused)
}

/// `GET …/form`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    let (held, _, names) =
        open(&rounds, &reader, &caller, &round, &unit, (Action::Change, Resource::SelfScore)).await?;
    show(&reader, &held, &names, &unit, &blank(&reader, &caller, &held, &unit), StatusCode::OK, None)
}

/// `POST …/form`: what can be saved is saved, all of it or none; the rest is told row by row.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    PostedFile { file, .. }: PostedFile,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, assessment, names) =
        open(&rounds, &reader, &caller, &round, &unit, (Action::Change, Resource::SelfScore)).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let form = blank(&reader, &caller, &held, &unit);
    let by = rounds.by(&caller, &held).map_err(refused)?;
    let read = match file {
        None => Err(say(lang, "form-choose")),
        Some(upload) => {
            let filling = Filling {
                round_id: &held.id,
                frame: held.frame(&unit),
                rulebook: &held.rulebook,
                assessment: &assessment,
                names: &|id| names.of(id),
            };
            workbook_in(&filling, &by, &upload.bytes)
                .map_err(|problem| problem.text(&|id| names.of(id)).get(lang).to_owned())
        }
    };
    let reading = match read {
        Ok(reading) => reading,
        Err(problem) => {
            let form = form.wrong("file", problem);
            return show(&reader, &held, &names, &unit, &form, StatusCode::UNPROCESSABLE_ENTITY, None);
        }
    };
    let saves: Vec<AssessmentCommand> = reading.saves().map(|(_, command)| command.clone()).collect();
    match rounds.act_on_unit(&caller, &round, &unit, saves).await {
        Ok(_) => show(&reader, &held, &names, &unit, &form, StatusCode::OK, Some(&reading)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &held, &names, &unit, &form, status, None)
        }
    }
}

async fn open(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    round: &str,
    unit: &str,
    (action, resource): (Action, Resource),
) -> Result<(Arc<Held>, Arc<Assessment>, Named), PageError> {
    let held = rounds.open(reader, caller, round).await?;
    let refused = |refusal: Refusal| refusal.page(reader);
    if !held.round.has_unit(unit) {
        return Err(refused(Refusal::Hidden));
    }
    rounds.may_at(caller, action, resource, &held, unit, None).map_err(refused)?;
    let assessment = rounds.assessment(&held, unit).await.map_err(refused)?;
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    Ok((held, assessment, names))
}

fn blank(reader: &Reader, caller: &Caller, held: &Held, unit: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("{}/form", unit_address(held, unit)))
        .field(Field::file(lang, "file", say(lang, "form-file"), ".xlsx").hint(say(lang, "form-file-hint")))
        .submit(say(lang, "form-take"))
        .cancel(say(lang, "form-back"), at(reader, &unit_address(held, unit)))
}

fn show(
    reader: &Reader,
    held: &Held,
    names: &Named,
    unit: &str,
    form: &Form,
    status: StatusCode,
    reading: Option<&Reading>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let mut page = sheet(reader, held, &format!("/units/{unit}/form"), say(lang, "form-title"))
        .under(names.get(unit, lang), &unit_address(held, unit))
        .lead(say(lang, "form-lead"))
        .status(status)
        .button(say(lang, "form-download"), &format!("{}/form/form.xlsx", unit_address(held, unit)));
    if let Some(reading) = reading {
        let mut facts = KeyFacts::default();
        let number = |count: usize| chiso_model::decimal(count as f64, 0, lang);
        facts.push(say(lang, "form-saved"), number(reading.saves().count()), "");
        facts.push(say(lang, "form-unchanged"), number(reading.unchanged()), "");
        facts.push(say(lang, "form-problems"), number(reading.problems().count()), "");
        page = page.part(&facts).section(say(lang, "form-report"), &report(reader, held, names, unit, reading));
    }
    page.form(form).show()
}

/// The report, row by row; what stays as it is is counted and not listed.
fn report(reader: &Reader, held: &Held, names: &Named, unit: &str, reading: &Reading) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = reading
        .rows
        .iter()
        .filter(|row| row.result != RowResult::Unchanged)
        .map(|row| {
            let code = row.code.as_ref().map_or_else(String::new, |code| format!("{code} "));
            let title = format!("{code}{}", row.title.get(lang));
            let criterion = if row.node.is_empty() {
                Cell::text(title)
            } else {
                Cell::Link(title, at(reader, &criterion_address(held, unit, &row.node)))
            };
            let (badge, told) = match &row.result {
                RowResult::Problems(problems) => {
                    let told: Vec<String> =
                        problems.iter().map(|p| p.text(&|id| names.of(id)).get(lang).to_owned()).collect();
                    (Badge::new("bad", Shape::Triangle, say(lang, "form-not-saved")), told.join(" "))
                }
                RowResult::Save(_) | RowResult::Unchanged => {
                    (Badge::new("ok", Shape::Check, say(lang, "form-saved-one")), String::new())
                }
            };
            let told = if told.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(told) };
            Row::new(vec![Cell::text(row.row.to_string()), criterion, badge.into(), told])
        })
        .collect();
    let count = rows.len();
    Table::new(
        lang,
        "report",
        say(lang, "form-report"),
        at(reader, &format!("{}/form", unit_address(held, unit))),
        TableQuery::of(&[]),
    )
    .columns(vec![
        Column::number(say(lang, "form-row")),
        Column::text(say(lang, "appraisal-criterion")),
        Column::text(say(lang, "form-result")),
        Column::text(say(lang, "form-why")),
    ])
    .page_rows(count.max(1))
    .rows(rows, count)
    .empty(chiso_web::parts::Empty::new(say(lang, "form-nothing"), say(lang, "form-nothing-help")))
}
