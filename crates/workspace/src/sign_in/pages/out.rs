//! `/{lang}/sign-out`

use axum::response::Response;
use chiso_web::parts::{Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};

use super::with_cookies;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/sign-out`: asks, because a link must change nothing.
pub(super) async fn page(reader: Reader, caller: Caller) -> Result<Response, PageError> {
    let lang = reader.lang;
    if caller.session.is_none() {
        return Ok(go(&at(&reader, "/sign-in")));
    }
    let form = form_to(&reader, &caller, "/sign-out")
        .submit(say(lang, "sign-out-button"))
        .cancel(say(lang, "sign-out-stay"), at(&reader, "/work"));
    let question = Question::new(say(lang, "sign-out-title"), Vec::new(), form);
    Sheet::new(&reader, "/sign-out", say(lang, "sign-out-title")).headed_by_part().part(&question).show_at_the_door()
}

/// `POST /{lang}/sign-out`
pub(super) async fn sign_out(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let cookies = desk.sign_out(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(with_cookies(go(&said(&at(&reader, "/sign-in"), "said-signed-out")), &cookies))
}
