//! `/{lang}/account`

use axum::extract::Query;
use axum::response::Response;
use chiso_web::parts::Definitions;
use chiso_web::{Caller, PageError, Reader, tell};

use crate::account::Factor;
use crate::desk::Desk;
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;
use crate::{moment, rights};

/// `GET /{lang}/account`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: crate::Refusal| refusal.page(&reader);
    let account = desk.account(&caller).await.map_err(refused)?;
    let factor = desk.second_factor(&caller).await.map_err(refused)?;
    let sessions = desk.own_sessions(&caller).await.map_err(refused)?;
    let (own, lent) = desk.own_roles(&caller).await.map_err(refused)?;
    let joined = desk.joined_to_provider(&caller).await.map_err(refused)?;
    let change = || say(lang, "change");
    let password = match account.password {
        Some(changed) => tell!(lang, "account-password-since", day = moment::day(changed, lang)),
        None => say(lang, "account-password-none"),
    };
    let factor = match factor {
        Factor::Works { codes_left, .. } => tell!(lang, "account-factor-on", count = codes_left),
        Factor::Pending { .. } | Factor::None { .. } => say(lang, "account-factor-off"),
    };
    let known = Definitions::new()
        .line(say(lang, "person-name"), account.name)
        .change(change(), at(&reader, "/account/profile"))
        .line(say(lang, "person-mail"), account.mail)
        .line(say(lang, "person-lang"), lang_name(account.lang))
        .change(change(), at(&reader, "/account/profile"));
    let mut ways = Definitions::new();
    if desk.takes_passwords() {
        ways = ways.line(say(lang, "sign-in-password"), password).change(change(), at(&reader, "/account/password"));
    }
    if let (Some(joined), Some(name)) = (joined, desk.provider_name()) {
        let state = say(lang, if joined { "account-joined" } else { "account-not-joined" });
        ways = ways.line(name.get(lang), state);
        if !joined {
            ways = ways.change(say(lang, "account-join"), at(&reader, "/account/provider"));
        }
    }
    let ways = ways
        .line(say(lang, "code-title"), factor)
        .change(change(), at(&reader, "/account/second-factor"))
        .line(say(lang, "account-sessions"), tell!(lang, "account-sessions-count", count = sessions.len()))
        .change(say(lang, "account-sessions-see"), at(&reader, "/account/sessions"));
    let mut sheet = Sheet::new(&reader, "/account", say(lang, "account-title"))
        .said(&pairs)
        .part(&known)
        .section(say(lang, "account-ways"), &ways)
        .section(say(lang, "account-roles"), &rights::pages::own_table(&reader, &desk, &caller, &own));
    if Desk::may_lend(&caller) || !lent.is_empty() {
        sheet = sheet.section(say(lang, "account-lent"), &rights::pages::lent_table(&reader, &desk, &caller, &lent));
    }
    if Desk::may_lend(&caller) && !lent.is_empty() {
        sheet = sheet.button(say(lang, "delegation-new"), "/delegations/new");
    }
    sheet.show()
}

/// What a language is called in itself.
pub(crate) fn lang_name(lang: chiso_model::Lang) -> &'static str {
    lang.pick("Tiếng Việt", "English")
}
