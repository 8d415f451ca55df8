//! Away to the provider and back.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_identity::Callback;
use chiso_web::parts::said;
use chiso_web::{Caller, PageError, Reader};

use super::password::{blank, show};
use super::{enter, next_of, pair, with_cookies};
use crate::sheet::{Pairs, State, go};
use crate::sign_in::Browser;
use crate::sign_in::provider::Kept;

/// `GET /{lang}/sign-in/provider?next=`: a link and no form, because a form may lead to no other site here.
pub(super) async fn leave(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let next = next_of(reader.lang, pair(&pairs, "next"));
    match desk.go_to_provider(reader.lang, &next).await {
        Ok(away) => Ok(with_cookies(go(&away.url), &[away.cookie])),
        Err(refusal) => {
            let (_, form) = refusal.into_form(&reader, blank(&reader, &caller, &desk, &next))?;
            show(&reader, &desk, &form, &next, StatusCode::BAD_GATEWAY, &[])
        }
    }
}

/// `GET /{lang}/sign-in/callback`: the provider knows one address only; the language is the one in which the sign-in began.
pub(super) async fn come_back(
    reader: Reader,
    caller: Caller,
    browser: Browser,
    State(desk): State,
    Query(callback): Query<Callback>,
) -> Result<Response, PageError> {
    let kept = Kept::of(&browser, &desk);
    let reader = Reader { lang: kept.as_ref().map_or(reader.lang, |kept| kept.lang), ..reader };
    let next = next_of(reader.lang, kept.as_ref().map_or("", |kept| kept.next.as_str()));
    if kept.is_some_and(|kept| kept.joins.is_some()) {
        let forget =
            desk.join_to_provider(&caller, &callback, &browser).await.map_err(|refusal| refusal.page(&reader))?;
        return Ok(with_cookies(go(&said(&next, "said-provider-joined")), &[forget]));
    }
    match desk.come_from_provider(&caller, &callback, &browser).await {
        Ok(opened) => Ok(enter(reader.lang, &opened, &next)),
        Err(refusal) => {
            let (_, form) = refusal.into_form(&reader, blank(&reader, &caller, &desk, &next))?;
            show(&reader, &desk, &form, &next, StatusCode::FORBIDDEN, &[])
        }
    }
}
