//! `/{lang}/imports/{id}/check`, `/uncheck`: saying that figures were compared with what they come from, and taking that back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, tell};

use super::{IMPORTS, Id};
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Answer, Sheet, State, at, form_to, go};
use crate::words::say;

/// Which of the two is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Whether the figures were compared.
    Check,
    /// Whether that is taken back.
    Uncheck,
}

impl Asked {
    /// What follows the address of the import.
    const fn rest(self) -> &'static str {
        match self {
            Asked::Check => "check",
            Asked::Uncheck => "uncheck",
        }
    }

    async fn done(self, desk: &Desk, caller: &Caller, id: &str, fields: &Fields) -> Result<&'static str, Refusal> {
        match self {
            Asked::Check => desk.check_import(caller, id, fields.get("against")).await.map(|()| "said-import-checked"),
            Asked::Uncheck => {
                desk.uncheck_import(caller, id, fields.get("reason")).await.map(|()| "said-import-unchecked")
            }
        }
    }

    fn form(self, reader: &Reader, caller: &Caller, id: &str) -> Form {
        let lang = reader.lang;
        let (field, button) = match self {
            Asked::Check => {
                let against = Field::area(lang, "against", say(lang, "import-check-against"), 2);
                (against.hint(say(lang, "import-check-against-hint")), say(lang, "import-check-button"))
            }
            Asked::Uncheck => {
                let reason = Field::area(lang, "reason", say(lang, "reason"), 2);
                (reason.hint(say(lang, "reason-hint")), say(lang, "import-uncheck-button"))
            }
        };
        form_to(reader, caller, &format!("/imports/{id}/{}", self.rest()))
            .field(field)
            .submit(button)
            .cancel(say(lang, "cancel"), at(reader, &format!("/imports/{id}")))
    }
}

/// `GET /{lang}/imports/{id}/check` and `/uncheck`
pub(super) fn page(asked: Asked) -> impl Fn(Reader, Caller, State, Id) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, State(desk), Path((_, id))| {
        Box::pin(async move {
            let form = asked.form(&reader, &caller, &id);
            show(&reader, &caller, &desk, &id, asked, form, StatusCode::OK).await
        })
    }
}

/// `POST /{lang}/imports/{id}/check` and `/uncheck`
pub(super) fn send(
    asked: Asked,
) -> impl Fn(Reader, Caller, State, Id, PostedFields) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, State(desk), Path((_, id)), PostedFields(fields)| {
        Box::pin(async move {
            match asked.done(&desk, &caller, &id, &fields).await {
                Ok(key) => Ok(go(&said(&at(&reader, &format!("/imports/{id}")), key))),
                Err(refusal) => {
                    let (status, form) = refusal.into_form(&reader, asked.form(&reader, &caller, &id).fill(&fields))?;
                    show(&reader, &caller, &desk, &id, asked, form, status).await
                }
            }
        })
    }
}

async fn show(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
    asked: Asked,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let import = desk.import(caller, id, Action::See).await.map_err(|refusal: Refusal| refusal.page(reader))?;
    let lang = reader.lang;
    let name = import.name.as_str();
    let (title, what) = match asked {
        Asked::Check => (
            tell!(lang, "import-check-title", name = name),
            vec![say(lang, "import-check-what"), say(lang, "import-check-other")],
        ),
        Asked::Uncheck => (tell!(lang, "import-uncheck-title", name = name), vec![say(lang, "import-uncheck-what")]),
    };
    let question = Question::new(title.clone(), what, form);
    let rest = format!("/imports/{id}/{}", asked.rest());
    Sheet::new(reader, rest, title).within(IMPORTS).headed_by_part().status(status).part(&question).show()
}
