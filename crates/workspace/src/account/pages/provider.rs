//! `/{lang}/account/provider`: joining one's account to the one at the identity provider.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to};
use crate::sign_in::pages::{WayIn, with_cookies};
use crate::words::say;

/// `GET /{lang}/account/provider`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    let lang = reader.lang;
    let joined = desk.joined_to_provider(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let joined = joined.ok_or_else(|| Refusal::Hidden.page(&reader))?;
    let name = name(&reader, &desk);
    let sheet = sheet(&reader);
    if joined {
        return sheet.lead(tell!(lang, "join-done", name = name)).show();
    }
    let form = form_to(&reader, &caller, "/account/provider")
        .submit(say(lang, "join-button"))
        .cancel(say(lang, "cancel"), at(&reader, "/account"));
    sheet.lead(tell!(lang, "join-lead", name = name)).form(&form).show()
}

/// `POST /{lang}/account/provider`: shows the way there. A link and no redirect, because a form may lead to no other site.
pub(super) async fn begin(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let name = name(&reader, &desk);
    match desk.begin_to_join(&caller, lang).await {
        Ok(away) => {
            let way = WayIn { href: away.url, label: tell!(lang, "join-go", name = name.as_str()) };
            let page = sheet(&reader).lead(tell!(lang, "join-there", name = name)).secret().part(&way).show()?;
            Ok(with_cookies(page, &[away.cookie]))
        }
        Err(refusal) => {
            let form = form_to(&reader, &caller, "/account/provider").submit(say(lang, "join-button"));
            let (_, form) = refusal.into_form(&reader, form)?;
            sheet(&reader).status(StatusCode::BAD_GATEWAY).form(&form).show()
        }
    }
}

fn name(reader: &Reader, desk: &Desk) -> String {
    desk.provider_name().map(|name| name.get(reader.lang).to_owned()).unwrap_or_default()
}

fn sheet(reader: &Reader) -> Sheet<'_> {
    let title = say(reader.lang, "join-title");
    Sheet::new(reader, "/account/provider", title.clone())
        .under(say(reader.lang, "account-title"), "/account")
        .under(title, "/account/provider")
}
