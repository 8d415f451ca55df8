//! `/{lang}/account/second-factor`: setting it up, new recovery codes, taking it away.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Confirmation, Definitions, Field, Form, QrCode, Secret, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use crate::account::Factor;
use crate::moment;
use crate::sheet::{Pairs, Sheet, State, at, form_to, go};
use crate::sign_in::pages::{next_of, pair, set_up, with_cookies};
use crate::words::say;

/// `GET /{lang}/account/second-factor?next=`: where to go once it works.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let factor = desk.second_factor(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let next = next_of(reader.lang, pair(&pairs, "next"));
    show(&reader, &factor, &Forms::blank(&reader, &caller, &next), StatusCode::OK, &pairs)
}

/// `POST /{lang}/account/second-factor/begin`
pub(super) async fn begin(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    desk.begin_second_factor(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&set_up(reader.lang, &next_of(reader.lang, fields.get("next")))))
}

/// `POST /{lang}/account/second-factor/confirm`
pub(super) async fn confirm(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let next = next_of(reader.lang, fields.get("next"));
    match desk.confirm_second_factor(&caller, fields.get("code")).await {
        Ok(done) => {
            // The session has a new token from here on; the page has no form of the old one.
            let lang = reader.lang;
            let onwards = if next == at(&reader, "/work") { "factor-onwards" } else { "factor-back" };
            let head = Confirmation::new(say(lang, "factor-done"))
                .next(say(lang, "factor-codes-keep"))
                .link(say(lang, onwards), next);
            let page = Sheet::new(&reader, "/account/second-factor", say(lang, "factor-done"))
                .headed_by_part()
                .part(&head)
                .part(&Secret::new(lang, "codes", say(lang, "factor-codes"), done.codes))
                .show_at_the_door()?;
            Ok(with_cookies(page, &[done.cookie]))
        }
        Err(refusal) => {
            let factor = desk.second_factor(&caller).await.map_err(|refusal| refusal.page(&reader))?;
            let mut forms = Forms::blank(&reader, &caller, &next);
            let (status, form) = refusal.into_form(&reader, forms.confirm)?;
            forms.confirm = form;
            show(&reader, &factor, &forms, status, &[])
        }
    }
}

/// `POST /{lang}/account/second-factor/codes`
pub(super) async fn renew_codes(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    match desk.renew_recovery_codes(&caller, fields.get("code")).await {
        Ok(codes) => {
            let head = Confirmation::new(say(lang, "factor-codes-renewed")).next(say(lang, "factor-codes-keep"));
            Sheet::new(&reader, "/account/second-factor", say(lang, "factor-codes-renewed"))
                .headed_by_part()
                .secret()
                .part(&head.link(say(lang, "account-title"), at(&reader, "/account")))
                .part(&Secret::new(lang, "codes", say(lang, "factor-codes"), codes))
                .show()
        }
        Err(refusal) => {
            let factor = desk.second_factor(&caller).await.map_err(|refusal| refusal.page(&reader))?;
            let mut forms = Forms::blank(&reader, &caller, "");
            let (status, form) = refusal.into_form(&reader, forms.codes)?;
            forms.codes = form;
            show(&reader, &factor, &forms, status, &[])
        }
    }
}

/// `POST /{lang}/account/second-factor/remove`
pub(super) async fn remove(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match desk.remove_second_factor(&caller, fields.get("remove-code")).await {
        Ok(()) => Ok(go(&said(&at(&reader, "/account"), "said-factor-removed"))),
        Err(refusal) => {
            let factor = desk.second_factor(&caller).await.map_err(|refusal| refusal.page(&reader))?;
            let mut forms = Forms::blank(&reader, &caller, "");
            let (status, form) = renamed(refusal).into_form(&reader, forms.remove)?;
            forms.remove = form;
            show(&reader, &factor, &forms, status, &[])
        }
    }
}

/// Two forms of a page each ask for a code, and no two fields of a page may share a name.
fn renamed(refusal: crate::Refusal) -> crate::Refusal {
    match refusal {
        crate::Refusal::Fields(fields) => crate::Refusal::Fields(
            fields.into_iter().map(|(name, text)| (if name == "code" { "remove-code" } else { name }, text)).collect(),
        ),
        other => other,
    }
}

/// The forms of the page.
struct Forms {
    begin: Form,
    confirm: Form,
    codes: Form,
    remove: Form,
}

impl Forms {
    fn blank(reader: &Reader, caller: &Caller, next: &str) -> Forms {
        let lang = reader.lang;
        let form = |what: &str| form_to(reader, caller, &format!("/account/second-factor/{what}"));
        let code = |name: &str| Field::code(lang, name, say(lang, "code-label"));
        Forms {
            begin: form("begin").hidden("next", next).submit(say(lang, "factor-begin")),
            confirm: form("confirm")
                .hidden("next", next)
                .field(code("code").hint(say(lang, "factor-code-hint")))
                .submit(say(lang, "factor-confirm"))
                .cancel(say(lang, "cancel"), at(reader, "/account")),
            codes: form("codes")
                .field(code("code").hint(say(lang, "code-hint-recovery")))
                .submit(say(lang, "factor-codes-button")),
            remove: form("remove")
                .field(code("remove-code").hint(say(lang, "code-hint-recovery")))
                .submit(say(lang, "factor-remove-button")),
        }
    }
}

fn show(
    reader: &Reader,
    factor: &Factor,
    forms: &Forms,
    status: StatusCode,
    pairs: &[(String, String)],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (Factor::None { wanted } | Factor::Pending { wanted, .. } | Factor::Works { wanted, .. }) = factor;
    let lead = match factor {
        Factor::None { .. } if *wanted => say(lang, "factor-lead-wanted"),
        Factor::None { .. } => say(lang, "factor-lead"),
        Factor::Pending { .. } => say(lang, "factor-lead-pending"),
        Factor::Works { .. } if *wanted => say(lang, "factor-lead-works-wanted"),
        Factor::Works { .. } => say(lang, "factor-lead-works"),
    };
    let sheet = Sheet::new(reader, "/account/second-factor", say(lang, "code-title"))
        .under(say(lang, "account-title"), "/account")
        .under(say(lang, "code-title"), "/account/second-factor")
        .lead(lead)
        .said(pairs)
        .secret()
        .status(status);
    match factor {
        Factor::None { .. } => sheet.part(&forms.begin).show(),
        Factor::Pending { uri, secret, .. } => {
            let spaced: Vec<String> =
                secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
            let mut sheet = sheet;
            if let Some(picture) = QrCode::new(uri, &say(lang, "factor-picture")) {
                sheet = sheet.section(say(lang, "factor-step-scan"), &picture);
            }
            let typed = Definitions::new().line(say(lang, "factor-secret"), spaced.join(" "));
            sheet.part(&typed).form_under(say(lang, "factor-step-code"), &forms.confirm).show()
        }
        Factor::Works { since, codes_left, .. } => {
            let known = Definitions::new()
                .line(say(lang, "factor-since"), moment::day(*since, lang))
                .line(say(lang, "factor-codes-left"), tell!(lang, "factor-codes-count", count = *codes_left));
            let sheet = sheet.part(&known).form_under(say(lang, "factor-codes-title"), &forms.codes);
            if *wanted {
                return sheet.show();
            }
            sheet.form_under(say(lang, "factor-remove-title"), &forms.remove).show()
        }
    }
}
