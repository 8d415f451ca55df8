//! `/{lang}/keys/{id}/revoke`

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_store::keys::ApiKey;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::{Id, KEYS};
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/keys/{id}/revoke`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let key = find(&reader, &caller, &desk, &id).await?;
    show(&reader, &key, blank(&reader, &caller, &id), StatusCode::OK)
}

/// `POST /{lang}/keys/{id}/revoke`
pub(super) async fn revoke(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let revoked = async {
        if fields.get("reason").is_empty() {
            return Err(Refusal::field("reason", "Hãy ghi lý do thu hồi.", "Say why it is revoked."));
        }
        desk.revoke_key(&caller, &id, fields.get("reason")).await
    };
    match revoked.await {
        Ok(()) => Ok(go(&said(&at(&reader, KEYS), "said-key-revoked"))),
        Err(refusal) => {
            let key = find(&reader, &caller, &desk, &id).await?;
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &id).fill(&fields))?;
            show(&reader, &key, form, status)
        }
    }
}

async fn find(reader: &Reader, caller: &Caller, desk: &Desk, id: &str) -> Result<ApiKey, PageError> {
    let keys = desk.keys_for(caller).await.map_err(|error| Refusal::Store(error).page(reader))?;
    keys.into_iter().find(|key| key.id == id).ok_or_else(|| Refusal::Hidden.page(reader))
}

fn blank(reader: &Reader, caller: &Caller, id: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/keys/{id}/revoke"))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, "key-revoke-button"))
        .cancel(say(lang, "cancel"), at(reader, KEYS))
}

fn show(reader: &Reader, key: &ApiKey, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = tell!(lang, "key-revoke-title", name = key.name.as_str());
    let question = Question::new(title.clone(), vec![say(lang, "key-revoke-what")], form);
    Sheet::new(reader, format!("/keys/{}/revoke", key.id), title)
        .within(KEYS)
        .headed_by_part()
        .status(status)
        .part(&question)
        .show()
}
