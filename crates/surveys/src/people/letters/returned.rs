//! `/{lang}/surveys/{survey}/people/letters/returned`: letters that a mail server took and that came back later, to the mailbox of the sender. Whoever looks after that mailbox pastes what
//! came (a report of RFC 3464, or any text with the addresses in it); who can be reached by text message is, the others count as bounced.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::letter::Waits;
use super::way::Way;
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::{people_address, people_sheet};
use crate::words::say;

const REST: &str = "/letters/returned";
/// Characters that may be pasted at once.
const LONGEST: usize = 1_000_000;

impl Surveys {
    /// Notes that letters to the addresses in a text came back; how many invitations they are.
    ///
    /// # Errors
    /// Where the caller may not; the store.
    pub async fn letters_came_back(&self, caller: &Caller, survey: &str, text: &str) -> Result<usize, Refusal> {
        let held = self.seen(caller, survey).await?;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        let addresses = returned(text);
        let all = self.invitees(&held.id).await?.into_iter();
        let came_back = |mail: &String| addresses.contains(&mail.to_lowercase());
        let ids: Vec<String> =
            all.filter(|invitee| invitee.mail.as_ref().is_some_and(came_back)).map(|invitee| invitee.id).collect();
        let count = ids.len();
        if count > 0 {
            let waits = Waits { survey: held.id.clone(), invitees: ids, again: false };
            self.bounced(Way::Mail, waits, "came back", Desk::act(caller, "survey.letters_returned")).await?;
        }
        Ok(count)
    }
}

/// The mail addresses that a text says letters came back from, in small letters. Where it holds reports of delivery, those of its recipients that failed for good; else every address.
fn returned(text: &str) -> BTreeSet<String> {
    let (mut reported, mut failed) = (false, BTreeSet::new());
    for block in text.replace("\r\n", "\n").split("\n\n") {
        let field = |name: &str| {
            block.lines().find_map(|line| {
                let (known, value) = line.split_once(':')?;
                known.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_lowercase())
            })
        };
        let Some(recipient) = field("final-recipient").or_else(|| field("original-recipient")) else { continue };
        reported = true;
        let for_good = field("status")
            .map_or_else(|| field("action").as_deref() == Some("failed"), |status| status.starts_with('5'));
        if for_good {
            failed.extend(field("original-recipient").iter().chain([&recipient]).flat_map(|told| addresses(told)));
        }
    }
    if reported { failed } else { addresses(text).collect() }
}

/// What in a text looks like a mail address.
fn addresses(text: &str) -> impl Iterator<Item = String> {
    let within = |letter: char| letter.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(letter);
    text.split(move |letter: char| !within(letter)).filter_map(|word| {
        let word = word.trim_matches(['.', '\'']);
        let (person, host) = word.split_once('@')?;
        (!person.is_empty() && host.contains('.') && !host.contains('@')).then(|| word.to_lowercase())
    })
}

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &people_address(held, REST))
        .field(
            Field::area(lang, "text", say(lang, "people-returned-text"), 12)
                .limit(LONGEST)
                .hint(say(lang, "people-returned-hint")),
        )
        .submit(say(lang, "people-returned-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &people_address(held, "")))
}

fn show(reader: &Reader, held: &Held, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    people_sheet(reader, held, REST, say(reader.lang, "people-returned"))
        .lead(say(reader.lang, "people-returned-lead"))
        .status(status)
        .form(form)
        .show()
}

/// `GET`
pub(in crate::people) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    show(&reader, &held, &form(&reader, &caller, &held), StatusCode::OK)
}

/// `POST`
pub(in crate::people) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let count = surveys.letters_came_back(&caller, &survey, fields.get("text")).await;
    if count.map_err(|refusal| refusal.page(&reader))? == 0 {
        let form =
            form(&reader, &caller, &held).fill(&fields).wrong("text", say(reader.lang, "people-returned-nobody"));
        return show(&reader, &held, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    Ok(go(&said(&at(&reader, &people_address(&held, "")), "said-people-returned")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_came_back_are_found() {
        let report = "This is the mail system at host mx.example.vn.\r\n<a@example.vn>: unknown user\r\n\r\n\
            Reporting-MTA: dns; mx.example.vn\r\n\r\n\
            Final-Recipient: rfc822; A@example.vn\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
            Final-Recipient: rfc822; slow@example.vn\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n\
            Original-Recipient: rfc822;b@example.vn\r\nFinal-Recipient: rfc822; b2@example.vn\r\nAction: failed\r\n\r\n\
            From: chiso@example.org\r\n";
        for (text, expected) in [
            (report, vec!["a@example.vn", "b2@example.vn", "b@example.vn"]),
            ("Thư gửi <C.D@example.vn>, “e+f@so.example.vn” bị trả lại.", vec!["c.d@example.vn", "e+f@so.example.vn"]),
            ("mail;lý do\nx@example.vn;hộp thư đầy\n", vec!["x@example.vn"]),
            ("không có gì: a@b, @example.vn, a@@example.vn", vec![]),
        ] {
            assert_eq!(returned(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
