//! `/{lang}/recover`: a forgotten password.

use axum::response::Response;
use chiso_web::parts::{Confirmation, Field, Form};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to};
use crate::words::say;

/// `GET /{lang}/recover`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    if !desk.recovers_by_mail() {
        return Err(Refusal::Hidden.page(&reader));
    }
    show(&reader, &blank(&reader, &caller))
}

/// `POST /{lang}/recover`: the same answer whether somebody has that address or not.
pub(super) async fn ask(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (lang, mail) = (reader.lang, fields.get("mail"));
    if mail.is_empty() {
        let form = blank(&reader, &caller).wrong("mail", say(lang, "sign-in-mail-missing"));
        return show(&reader, &form);
    }
    desk.ask_for_recovery(&caller, mail).await.map_err(|refusal| refusal.page(&reader))?;
    let done = Confirmation::new(say(lang, "recover-sent"))
        .next(tell!(lang, "recover-sent-next", mail = mail))
        .next(say(lang, "recover-sent-none"))
        .link(say(lang, "recover-back"), at(&reader, "/sign-in"));
    Sheet::new(&reader, "/recover", say(lang, "recover-sent")).headed_by_part().part(&done).show_at_the_door()
}

fn blank(reader: &Reader, caller: &Caller) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, "/recover")
        .field(Field::email(lang, "mail", say(lang, "sign-in-mail")).autocomplete("username"))
        .submit(say(lang, "recover-button"))
        .cancel(say(lang, "recover-back"), at(reader, "/sign-in"))
}

fn show(reader: &Reader, form: &Form) -> Result<Response, PageError> {
    Sheet::new(reader, "/recover", say(reader.lang, "recover-title"))
        .lead(say(reader.lang, "recover-lead"))
        .form(form)
        .show_at_the_door()
}
