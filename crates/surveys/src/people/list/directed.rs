//! `/{lang}/surveys/{survey}/people/directed`: who receives a ballot about whom, from the questionnaire's matrix, a list of people and a list of units.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_files::FileHash;
use chiso_questionnaire::{BallotRule, Channel, Form as Questionnaire, Texts};
use chiso_survey::{DirectedProblem, Rated, Rater, directed};
use chiso_web::parts::{Cell, Column as TableColumn, Empty, Field, Form, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, PostedFiles, Reader, Upload};
use chiso_workspace::house::{at, form_to};
use serde_json::Value;

use super::columns::Column;
use super::invited;
use super::person::{PeopleList, Person, people};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::upload::{TABLES, TableProblem, problems, read};
use crate::people::{people_address, people_sheet};
use crate::words::say;

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &people_address(held, "/directed"))
        .field(
            Field::file(lang, "people", say(lang, "people-raters-file"), TABLES).hint(say(lang, "people-raters-hint")),
        )
        .field(Field::file(lang, "units", say(lang, "people-rated-file"), TABLES).hint(say(lang, "people-rated-hint")))
        .submit(say(lang, "people-invite-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &people_address(held, "")))
}

/// The key of what a channel is called.
fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "people-channel-email",
        Channel::Sms => "people-channel-sms",
        Channel::Link => "people-channel-link",
        Channel::Qr => "people-channel-qr",
        Channel::Tablet => "people-channel-tablet",
        Channel::Paper => "people-channel-paper",
        Channel::Phone => "people-channel-phone",
    }
}

/// The matrix as the questionnaire has it.
fn matrix(reader: &Reader, form: &Questionnaire) -> Table {
    let (lang, rules) = (reader.lang, form.ballots());
    let row = |rule: &BallotRule| {
        let channels: Vec<String> = rule.channels.iter().map(|channel| say(lang, channel_key(*channel))).collect();
        // The lists of people and of units name the groups as the sheet does.
        let group = |name: &str, label: &Texts| match form.text(label, lang.tag()) {
            "" => Cell::text(name),
            label => Cell::text(format!("{label} ({name})")),
        };
        Row::new(vec![
            group(&rule.raters, &rule.raters_label),
            group(&rule.rated, &rule.rated_label),
            Cell::text(channels.join(", ")),
        ])
    };
    let columns = ["people-raters", "people-rated", "people-channels"];
    Table::new(lang, "matrix", say(lang, "people-matrix"), String::new(), TableQuery::of(&[]))
        .columns(columns.map(|key| TableColumn::text(say(lang, key))).into())
        .rows(rules.iter().map(row).collect(), rules.len())
        .empty(Empty::new(say(lang, "people-no-matrix"), say(lang, "people-no-matrix-help")))
}

/// `GET`
pub(in crate::people) async fn directed_page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    show(&surveys, &reader, &held, form(&reader, &caller, &held), &[]).await
}

/// `POST`
pub(in crate::people) async fn directed_send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFiles { fields, files }: PostedFiles,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let mut form = form(&reader, &caller, &held).fill(&fields);
    let of = |name: &str| files.iter().find(|file| file.field == name);
    let (Some(raters), Some(units)) = (of("people"), of("units")) else {
        for name in ["people", "units"] {
            if of(name).is_none() {
                form = form.wrong(name, say(lang, "people-no-file"));
            }
        }
        return show(&surveys, &reader, &held, form, &[]).await;
    };
    let rules = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    match list(rules.ballots(), raters, units) {
        Ok(list) => invited(surveys, &reader, &caller, &held, form, list).await,
        Err((field, found)) => {
            let form = form.wrong(field, say(lang, "people-wrong-file"));
            show(&surveys, &reader, &held, form, &found).await
        }
    }
}

async fn show(
    surveys: &Surveys,
    reader: &Reader,
    held: &Held,
    form: Form,
    found: &[TableProblem],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rules = surveys.form(held).await.map_err(|refusal| refusal.page(reader))?;
    let mut sheet = people_sheet(reader, held, "/directed", say(lang, "people-directed"))
        .lead(say(lang, "people-directed-lead"))
        .section(say(lang, "people-matrix"), &matrix(reader, &rules));
    if !rules.ballots().is_empty() {
        sheet = sheet.form(&form);
    }
    if !found.is_empty() {
        sheet = sheet.part(&problems(reader, found));
    }
    sheet.show()
}

/// Everybody with each unit that they rate, an invitation a pair; or what is wrong, and with which file.
fn list(
    rules: &[BallotRule],
    raters: &Upload,
    units: &Upload,
) -> Result<PeopleList, (&'static str, Vec<TableProblem>)> {
    let known = |name: &str| Column::of(name).is_some();
    let (raters_of_file, unread) =
        read(raters, &known).and_then(|table| people(&table, &[])).map_err(|found| ("people", found))?;
    let rated = rated(units, &known).map_err(|found| ("units", found))?;
    let matrix: Vec<(&str, &str)> = rules.iter().map(|rule| (rule.raters.as_str(), rule.rated.as_str())).collect();
    let group =
        |person: &Person| person.design.get(Column::Raters.id()).and_then(Value::as_str).unwrap_or_default().to_owned();
    let groups: Vec<String> = raters_of_file.iter().map(group).collect();
    let givers: Vec<Rater<'_>> =
        raters_of_file.iter().zip(&groups).map(|(person, group)| Rater { group, own: person.own.as_deref() }).collect();
    let about: Vec<Rated<'_>> = rated.iter().map(|(_, unit, group)| Rated { unit, group }).collect();
    let ballots = directed(&matrix, &givers, &about).map_err(|found| {
        let of_people = |problem: &DirectedProblem| {
            matches!(problem, DirectedProblem::UnknownRater(_) | DirectedProblem::RatesNobody(_))
        };
        let field = if found.iter().any(of_people) { "people" } else { "units" };
        (field, found.iter().map(|problem| said(problem, &raters_of_file, &rated)).collect())
    })?;
    let invited = ballots.iter().map(|ballot| {
        let mut person = raters_of_file[ballot.rater].clone();
        person.design.insert(Column::Rated.id().to_owned(), Value::from(rated[ballot.rated].1.clone()));
        person
    });
    let both = [raters.bytes.as_slice(), units.bytes.as_slice()].concat();
    Ok(PeopleList { people: invited.collect(), sha256: FileHash::of(&both).to_string(), unread })
}

/// Row, name and group of each unit.
type Units = Vec<(u64, String, String)>;

fn rated(file: &Upload, known: &dyn Fn(&str) -> bool) -> Result<Units, Vec<TableProblem>> {
    let table = read(file, known)?;
    let column = |wanted: Column| table.header.iter().position(|heading| Column::of(heading) == Some(wanted));
    let (Some(unit), Some(group)) = (column(Column::Rated), column(Column::RatedGroup)) else {
        return Err(vec![TableProblem::new(
            table.header_row(),
            "",
            "Danh sách đơn vị cần hai cột “Đơn vị được đánh giá” và “Nhóm đơn vị”. Hãy thêm cột còn thiếu.",
            "The list of units needs two columns, “unit” and “group”. Add the one that is missing.",
        )]);
    };
    let (mut units, mut problems) = (Units::new(), Vec::new());
    for row in &table.rows {
        let (name, of) = (row.cells[unit].clone(), row.cells[group].clone());
        if name.is_empty() || of.is_empty() {
            let heading = &table.header[if name.is_empty() { unit } else { group }];
            problems.push(TableProblem::new(
                row.number,
                heading,
                "Ô trống. Hãy điền.",
                "The cell is empty. Fill it in.",
            ));
        } else if let Some((first, ..)) = units.iter().find(|(_, known, _)| *known == name) {
            problems.push(TableProblem::new(
                row.number,
                &table.header[unit],
                format!("Trùng với dòng {first}. Hãy xóa một dòng, hoặc đặt tên khác nhau."),
                format!("The same as row {first}. Delete one of them, or give two names."),
            ));
        } else {
            units.push((row.number, name, of));
        }
    }
    if problems.is_empty() { Ok(units) } else { Err(problems) }
}

fn said(problem: &DirectedProblem, people: &[Person], units: &Units) -> TableProblem {
    let (row, vi, en) = match problem {
        DirectedProblem::UnknownRater(person) => (
            people[*person].row,
            "Nhóm người trả lời không có trong trang “ballot” của phiếu hỏi. Hãy sửa tên nhóm.",
            "The group of raters is not on the sheet “ballot” of the questionnaire. Correct its name.",
        ),
        DirectedProblem::RatesNobody(person) => (
            people[*person].row,
            "Người này không đánh giá đơn vị nào trong danh sách. Hãy bỏ dòng, hoặc thêm đơn vị.",
            "This person would rate none of the units. Delete the row, or add units.",
        ),
        DirectedProblem::UnknownRated(unit) => (
            units[*unit].0,
            "Nhóm đơn vị không có trong trang “ballot” của phiếu hỏi. Hãy sửa tên nhóm.",
            "The group of units is not on the sheet “ballot” of the questionnaire. Correct its name.",
        ),
        DirectedProblem::RatedByNobody(unit) => (
            units[*unit].0,
            "Không ai trong danh sách đánh giá đơn vị này. Hãy bỏ dòng, hoặc thêm người.",
            "Nobody on the list would rate this unit. Delete the row, or add people.",
        ),
    };
    TableProblem::new(row, "", vi, en)
}
