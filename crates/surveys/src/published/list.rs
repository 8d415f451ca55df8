//! `/{lang}/published/surveys`: the surveys whose results were published.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_web::parts::{Badge, Cell, Column, Empty, Row, Shape, Table, TableQuery};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Sheet, at};

use super::PUBLISHED;
use super::page::{day, with_ends};
use crate::answer::INVITATION;
use crate::entry::Surveys;
use crate::words::say;

/// `GET`
pub(super) async fn page(
    reader: Reader,
    State(surveys): State<Arc<Surveys>>,
    Path(_): Path<String>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let mut rows = Vec::new();
    for held in surveys.all().await.map_err(refused)? {
        let Some(last) = held.campaign.issues.last() else { continue };
        let read = surveys.issue(last).await.map_err(refused)?;
        let published = &read.published;
        let index = published.index().and_then(|score| Some(with_ends(score, score.estimate?, lang)));
        let mark = if published.survey.simulated {
            Badge::new("note", Shape::Diamond, say(lang, "published-simulated-short")).into()
        } else {
            Cell::text("–")
        };
        let row = Row::new(vec![
            Cell::text(published.survey.title.get(lang)),
            Cell::text(published.survey.year.to_string()),
            Cell::text(published.survey.owner_title.get(lang)),
            index.map_or_else(|| Cell::None(say(lang, "published-hidden")), Cell::text),
            Cell::text(day(&published.issue.day, lang)),
            mark,
        ]);
        rows.push(row.to(at(&reader, &format!("{PUBLISHED}/{}", held.id))));
    }
    let count = rows.len();
    let columns = ["published-column-title", "published-column-year", "published-column-owner"];
    let mut columns: Vec<Column> = columns.map(|key| Column::text(say(lang, key))).into();
    columns.push(Column::number(say(lang, "published-column-index")));
    columns.extend(["published-column-day", "published-column-mark"].map(|key| Column::text(say(lang, key))));
    let table = Table::new(lang, "surveys", say(lang, "published-title"), at(&reader, PUBLISHED), TableQuery::of(&[]))
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
        .empty(Empty::new(say(lang, "published-none"), say(lang, "published-none-help")));
    Sheet::new(&reader, PUBLISHED, say(lang, "published-title"))
        .lead(say(lang, "published-lead"))
        .part(&table)
        .part(&Links::to(&reader, vec![(say(lang, "published-invited"), INVITATION.to_owned())]))
        .show_in_public()
}
