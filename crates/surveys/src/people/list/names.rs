//! `/{lang}/surveys/{survey}/people/list`: the people who were invited, for those who run the survey. Whether somebody has answered is not said here or anywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_store::surveys::{Invitee, InviteeMailing};
use chiso_store::{Reader as StoreReader, StoreError};
use chiso_web::parts::{Badge, Cell, Choice, Column, Empty, PAGE_ROWS, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::people::letters::Ways;
use crate::people::{people_address, people_sheet};
use crate::words::{WORDS, say, say_with};

/// Most groups that the list of groups to filter by shows.
const GROUPS: usize = 500;

/// `GET`
pub(in crate::people) async fn names_page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let groups = surveys.groups_called(&held, lang).await.map_err(refused)?;
    let labels: BTreeMap<&str, &str> = groups.iter().map(|group| (group.id.as_str(), group.label.as_str())).collect();
    let query = TableQuery::of(&pairs);
    let (group, wanted) = (query.filter("group").to_owned(), query.text.to_lowercase());
    let place = (query.offset(PAGE_ROWS), PAGE_ROWS);
    let (found, count) = if wanted.is_empty() {
        surveys.on_page(&groups, &group, place).await.map_err(refused)?
    } else {
        let is_wanted = |invitee: &Invitee| {
            let texts = [&invitee.name, &invitee.mail, &invitee.phone];
            (group.is_empty() || invitee.invited_to == group)
                && texts.into_iter().flatten().any(|text| text.to_lowercase().contains(&wanted))
        };
        let mut found = surveys.invitees(&held.id).await.map_err(refused)?;
        found.retain(is_wanted);
        found.sort_by(|a, b| (&a.invited_to, &a.name, &a.mail, &a.id).cmp(&(&b.invited_to, &b.name, &b.mail, &b.id)));
        let count = found.len();
        (found.into_iter().skip(place.0).take(place.1).collect(), count)
    };
    let ids: Vec<String> = found.iter().map(|invitee| invitee.id.clone()).collect();
    let sent = move |reader: &mut StoreReader<'_>| -> Result<BTreeMap<String, InviteeMailing>, StoreError> {
        let mut sent = BTreeMap::new();
        for id in ids {
            if let Some(mailing) = reader.get::<InviteeMailing>(id.clone())? {
                sent.insert(id, mailing);
            }
        }
        Ok(sent)
    };
    let mailings = surveys.desk().store().read(sent).await.map_err(|error| refused(error.into()))?;
    let ways = Ways::of(surveys.desk(), &held.campaign.setup);
    let none = || Cell::None("–".to_owned());
    let text = |text: &Option<String>| text.as_ref().map_or_else(none, Cell::text);
    let row = |invitee: &Invitee| {
        let mailing = mailings.get(&invitee.id);
        let state = match mailing {
            _ if invitee.declined => Cell::from(Badge::new("", Shape::Ring, say(lang, "people-state-declined"))),
            Some(mailing) if mailing.failed.is_some() && ways.to(invitee, mailing.failed.as_deref()).is_none() => {
                Cell::from(Badge::new("warn", Shape::Triangle, say(lang, "people-state-bounced")))
            }
            Some(mailing) => Cell::text(say_with(lang, "people-state-sent", &[("count", mailing.sent.into())])),
            None => none(),
        };
        let known = invitee.name.is_some() || invitee.mail.is_some() || invitee.phone.is_some();
        let forget = || {
            let href = at(&reader, &people_address(&held, &format!("/list/{}/forget", invitee.id)));
            Cell::Link(say(lang, "people-forget"), href)
        };
        Row::new(vec![
            text(&invitee.name),
            text(&invitee.mail),
            text(&invitee.phone),
            labels.get(invitee.invited_to.as_str()).map_or_else(none, |label| Cell::text(*label)),
            state,
            if known { forget() } else { Cell::None(say(lang, "people-forgotten")) },
        ])
    };
    let shown: Vec<Row> = found.iter().map(row).collect();
    let columns = ["people-name", "people-mail", "people-phone", "people-group", "people-letters", "people-data"];
    let choices = groups.iter().take(GROUPS).map(|group| Choice::new(&group.id, &group.label)).collect();
    let table =
        Table::new(lang, "names", say(lang, "people-names"), at(&reader, &people_address(&held, "/list")), query)
            .columns(columns.map(|key| Column::text(say(lang, key))).into())
            .rows(shown, count)
            .find(say(lang, "people-find"))
            .filter("group", say(lang, "people-group"), say(lang, "people-every-group"), choices)
            .empty(Empty::new(say(lang, "people-nobody"), say(lang, "people-nobody-help")));
    people_sheet(&reader, &held, "/list", say(lang, "people-names"))
        .said_in(&WORDS, &pairs)
        .lead(say(lang, "people-names-lead"))
        .part(&table)
        .secret()
        .show()
}
