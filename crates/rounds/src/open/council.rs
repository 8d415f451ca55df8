//! `/{lang}/rounds/{round}/setup/council`: who sits on the council, who leads it, how many must take part.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::Role;
use chiso_round::RoundCommand;
use chiso_round::round::Council;
use chiso_web::parts::{Choice, Empty, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::Pairs;

use super::mend::{form, page as part_page, saved, to_save, unchanged, with_reason};
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::words::say;

/// `GET /{lang}/rounds/{round}/setup/council`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let members = members(&rounds, &reader, &caller, &held).await?;
    let page = part_page(&reader, &held, "/council", ("setup-council", "setup-council-lead"), &pairs);
    if members.is_empty() {
        let lang = reader.lang;
        return page
            .part(&Empty::new(say(lang, "setup-council-nobody"), say(lang, "setup-council-nobody-help")))
            .show();
    }
    page.form(&blank(&reader, &caller, &held, &members)).show()
}

/// `POST /{lang}/rounds/{round}/setup/council`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let members = members(&rounds, &reader, &caller, &held).await?;
    let kept = async {
        let council = read(&fields, &members)?;
        unchanged(&held, &fields)?;
        let reason = fields.get("reason").to_owned();
        rounds.change(&caller, &held, RoundCommand::SetCouncil { council, reason }).await
    };
    match kept.await {
        Ok(()) => Ok(saved(&reader, &held, "")),
        Err(refusal) => {
            let form = blank(&reader, &caller, &held, &members).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            part_page(&reader, &held, "/council", ("setup-council", "setup-council-lead"), &[])
                .status(status)
                .form(&form)
                .show()
        }
    }
}

/// Those who hold the role, and those who are members already.
async fn members(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
) -> Result<Vec<(String, String)>, PageError> {
    let refused = |refusal: Refusal| refusal.page(reader);
    let owner = &held.round.setup.owner;
    let holders = rounds.holders(caller, Role::CouncilMember, owner).await.map_err(refused)?;
    let names = rounds.names(held).await.map_err(|error| refused(error.into()))?;
    let mut out: Vec<(String, String)> = holders.into_iter().map(|holder| (holder.id, holder.name)).collect();
    for member in &held.round.setup.council.members {
        if !out.iter().any(|(id, _)| id == member) {
            out.push((member.clone(), names.get(member, reader.lang)));
        }
    }
    Ok(out)
}

fn read(fields: &Fields, known: &[(String, String)]) -> Result<Council, Refusal> {
    let members: BTreeSet<String> =
        fields.all("members").filter(|member| known.iter().any(|(id, _)| id == member)).map(str::to_owned).collect();
    let chair = Some(fields.get("chair").to_owned()).filter(|chair| !chair.is_empty());
    let wrong = |name, vi: String, en: String| Err(Refusal::field(name, &vi, &en));
    if members.is_empty() {
        return wrong(
            "members",
            "Hãy chọn thành viên hội đồng.".to_owned(),
            "Choose the members of the council.".to_owned(),
        );
    }
    if chair.as_ref().is_some_and(|chair| !members.contains(chair)) {
        return wrong(
            "chair",
            "Chủ tịch hội đồng phải là thành viên.".to_owned(),
            "The chair must be a member of the council.".to_owned(),
        );
    }
    let quorum = fields.get("quorum").parse::<usize>().ok().filter(|quorum| (1..=members.len()).contains(quorum));
    match quorum {
        Some(quorum) => Ok(Council { members, chair, quorum }),
        None => wrong(
            "quorum",
            format!("Hãy nhập một số từ 1 đến {}.", members.len()),
            format!("Enter a number from 1 to {}.", members.len()),
        ),
    }
}

fn blank(reader: &Reader, caller: &Caller, held: &Held, members: &[(String, String)]) -> Form {
    let lang = reader.lang;
    let council = &held.round.setup.council;
    let choices = |is_chosen: &dyn Fn(&str) -> bool| -> Vec<Choice> {
        members.iter().map(|(id, name)| Choice::new(id, name).chosen(is_chosen(id))).collect()
    };
    let quorum = if council.quorum == 0 { String::new() } else { council.quorum.to_string() };
    let form = form(reader, caller, held, "/council")
        .field(Field::boxes(
            lang,
            "members",
            say(lang, "setup-council-members"),
            choices(&|id| council.members.contains(id)),
        ))
        .field(
            Field::select(
                lang,
                "chair",
                say(lang, "setup-chair"),
                Some(say(lang, "setup-chair-none")),
                choices(&|id| council.chair.as_deref() == Some(id)),
            )
            .optional(),
        )
        .field(
            Field::number(lang, "quorum", say(lang, "setup-quorum"), say(lang, "setup-quorum-unit"))
                .hint(say(lang, "setup-quorum-hint"))
                .value(quorum),
        );
    to_save(reader, held, with_reason(reader, held, form))
}
