//! From a refusal to what people see: a message beside a field, or a page that says why.

use axum::http::StatusCode;
use chiso_model::{Lang, Text};
use chiso_store::StoreError;
use chiso_web::parts::Form;
use chiso_web::tell;
use chiso_web::{PageError, Reader, Reason, SECOND_FACTOR, Why};

use crate::refusal::Refusal;

use crate::words::say;

/// A reason of this crate, in both languages.
struct Told {
    status: StatusCode,
    title: Text,
    help: Text,
}

impl Why for Told {
    fn status(&self) -> StatusCode {
        self.status
    }

    fn title(&self, lang: Lang) -> String {
        self.title.get(lang).to_owned()
    }

    fn help(&self, lang: Lang) -> String {
        self.help.get(lang).to_owned()
    }
}

/// The status that says how the store failed.
pub(crate) fn status_of(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Conflict { .. } | StoreError::Exists { .. } => StatusCode::CONFLICT,
        StoreError::Unkeepable { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        StoreError::Unavailable { .. } | StoreError::Unknown { .. } => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Refusal {
    /// The page that says why.
    pub fn page(self, reader: &Reader) -> PageError {
        let lang = reader.lang;
        let both = |key: &str| Text::new(say(Lang::Vi, key), say(Lang::En, key));
        let told = |status, title: &str, help: Text| Told { status, title: both(title), help };
        match self {
            Refusal::Hidden | Refusal::Store(StoreError::Absent { .. }) => PageError::new(lang, Reason::NoPage),
            Refusal::Forbidden => PageError::new(lang, Reason::Forbidden),
            Refusal::SecondFactor => {
                PageError::new(lang, Reason::SecondFactor).way(say(lang, "refused-second-factor"), SECOND_FACTOR)
            }
            Refusal::SignedOut => {
                let why = told(StatusCode::FORBIDDEN, "refused-signed-out", both("refused-signed-out-help"));
                PageError::new(lang, why).way(say(lang, "sign-in"), "/sign-in")
            }
            Refusal::Spent => {
                let why = told(StatusCode::NOT_FOUND, "refused-spent", both("refused-spent-help"));
                PageError::new(lang, why).way(say(lang, "sign-in"), "/sign-in")
            }
            Refusal::Wait { seconds } => {
                let help = Text::new(wait(Lang::Vi, seconds), wait(Lang::En, seconds));
                PageError::new(lang, told(StatusCode::TOO_MANY_REQUESTS, "refused-wait", help)).again_after(seconds)
            }
            Refusal::Fields(fields) => {
                let of = |lang: Lang| fields.iter().map(|(_, text)| text.get(lang)).collect::<Vec<_>>().join(" ");
                let help = Text::new(of(Lang::Vi), of(Lang::En));
                PageError::new(lang, told(StatusCode::UNPROCESSABLE_ENTITY, "refused-fields", help))
            }
            Refusal::Elsewhere(help) => {
                PageError::new(lang, told(StatusCode::SERVICE_UNAVAILABLE, "refused-elsewhere", help))
            }
            Refusal::Fault(help) => {
                PageError::new(lang, told(StatusCode::INTERNAL_SERVER_ERROR, "refused-store", help))
            }
            Refusal::Store(error) => {
                let status = status_of(&error);
                if status.is_server_error() {
                    let request = reader.caller.as_ref().map_or("", |caller| caller.request_id.as_str());
                    tracing::error!(request, error = %error, "the store failed");
                }
                let help = Text::new(error.public_message(Lang::Vi), error.public_message(Lang::En));
                PageError::new(lang, told(status, "refused-store", help))
            }
        }
    }

    /// The form that says what is wrong, and the status of its page; or the page that says why, where no form can mend it.
    ///
    /// # Errors
    /// The page that says why.
    pub fn into_form(self, reader: &Reader, form: Form) -> Result<(StatusCode, Form), PageError> {
        let lang = reader.lang;
        match self {
            Refusal::Fields(fields) => {
                let form = fields.into_iter().fold(form, |form, (name, text)| match name {
                    "" => form.problem(text.get(lang)),
                    name => form.wrong(name, text.get(lang)),
                });
                Ok((StatusCode::UNPROCESSABLE_ENTITY, form))
            }
            Refusal::Wait { seconds } => {
                Ok((StatusCode::TOO_MANY_REQUESTS, form.problem(wait(lang, seconds)).again_after(seconds)))
            }
            Refusal::Store(error @ (StoreError::Conflict { .. } | StoreError::Exists { .. })) => {
                Ok((StatusCode::CONFLICT, form.problem(error.public_message(lang))))
            }
            Refusal::Store(error @ StoreError::Unkeepable { .. }) => {
                Ok((StatusCode::UNPROCESSABLE_ENTITY, form.problem(error.public_message(lang))))
            }
            other => Err(other.page(reader)),
        }
    }
}

/// How long to wait, in the largest unit that says it.
fn wait(lang: Lang, seconds: u32) -> String {
    if seconds < 90 {
        tell!(lang, "wait-seconds", count = seconds)
    } else {
        tell!(lang, "wait-minutes", count = seconds.div_ceil(60))
    }
}
