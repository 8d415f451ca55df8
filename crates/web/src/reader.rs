//! Who reads a page, and in which language.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use chiso_model::Lang;

use crate::caller::Caller;
use crate::error::{PageError, Reason};
use crate::language;

/// The language in the path.
#[derive(Debug, Clone, Copy)]
pub struct Language(pub Lang);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let fallback = language::of_headers(&parts.headers);
        let params = RawPathParams::from_request_parts(parts, state).await;
        let tag = params.as_ref().ok().and_then(|p| p.iter().find(|(name, _)| *name == "lang").map(|(_, tag)| tag));
        match tag.and_then(language::of_tag) {
            Some(lang) => Ok(Language(lang)),
            None => Err(PageError::new(fallback, Reason::NoPage)),
        }
    }
}

/// Who reads a page, and in which language; an address in no language we speak is answered with a page that says so.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The language in the path.
    pub lang: Lang,
    /// Who is asking; absent where no server says so.
    pub caller: Option<Caller>,
}

/// What the masthead offers a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Nothing: the pages are served without a way to sign in.
    None,
    /// To sign in.
    SignIn,
    /// The way to the person's own pages, under their name.
    Person(String),
}

impl Reader {
    /// A reader of whom nothing is known but the language.
    pub fn of(lang: Lang) -> Reader {
        Reader { lang, caller: None }
    }

    /// What the masthead offers.
    pub fn account(&self) -> Account {
        match &self.caller {
            None => Account::None,
            Some(caller) if caller.is_signed_in() => Account::Person(caller.name.clone()),
            Some(_) => Account::SignIn,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Language(lang) = Language::from_request_parts(parts, state).await?;
        Ok(Reader { lang, caller: parts.extensions.get::<Caller>().cloned() })
    }
}
