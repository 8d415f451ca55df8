//! Forms that were sent: read whole, limited in size, their token compared.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::caller::Caller;
use crate::error::{PageError, Reason};
use crate::language;

/// Largest bodies that are read, in bytes. The server puts its own into the extensions of a request.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimits {
    /// A form without files.
    pub form: usize,
    /// A form with a file.
    pub file: usize,
}

impl Default for BodyLimits {
    fn default() -> Self {
        BodyLimits { form: 1 << 20, file: 20 << 20 }
    }
}

/// The name of the hidden field that carries the token of the session.
pub const CSRF: &str = "csrf";

/// The fields of a form as they came: what a page shows again when something is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field without the white space around it; empty where it did not come.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of a field as it came: for passwords, in which white space counts.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field: boxes that were ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field came: a single box that was ticked, the button that was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }
}

/// A form, `application/x-www-form-urlencoded`, as a type: fields that may come several times are `Vec`s, boxes `Option`s or with a default.
/// The field `csrf` is compared with the caller's token and is not part of the type.
///
/// A form that people fill in is better taken as [`PostedFields`]: a value of the wrong kind then is a message beside its field and not a page of its own.
#[derive(Debug)]
pub struct Posted<T>(pub T);

/// A form, `application/x-www-form-urlencoded`, as its fields, the token compared and taken out.
#[derive(Debug)]
pub struct PostedFields(pub Fields);

/// A form with at most one file, `multipart/form-data`, read whole, the token compared and taken out.
#[derive(Debug)]
pub struct PostedFile {
    /// The fields that are no files.
    pub fields: Fields,
    /// The file; absent where none was chosen.
    pub file: Option<Upload>,
}

/// A form with any number of files, `multipart/form-data`, read whole, the token compared and taken out.
#[derive(Debug)]
pub struct PostedFiles {
    /// The fields that are no files.
    pub fields: Fields,
    /// The files, in their order.
    pub files: Vec<Upload>,
}

/// A file that was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// The name of the field.
    pub field: String,
    /// The name that the browser gave, without folders; for show only.
    pub name: String,
    /// What is in it. Of which kind it is, is found from these bytes and not from its name.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("field", &self.field).field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// What is needed of a request to judge its body.
struct Judge {
    lang: chiso_model::Lang,
    limits: BodyLimits,
    caller: Option<Caller>,
}

impl Judge {
    fn of(parts: &Parts) -> Judge {
        Judge {
            lang: language::of_request(parts),
            limits: parts.extensions.get::<BodyLimits>().copied().unwrap_or_default(),
            caller: parts.extensions.get::<Caller>().cloned(),
        }
    }

    fn error(&self, reason: Reason) -> PageError {
        PageError::new(self.lang, reason)
    }

    /// Compares the token and takes it out. Without a session there is none to compare: such a form is protected by where it came from.
    fn compare(&self, mut fields: Fields) -> Result<Fields, PageError> {
        if let Some(caller) = self.caller.as_ref().filter(|caller| caller.session.is_some())
            && (caller.csrf.is_empty() || !same(fields.raw(CSRF).as_bytes(), caller.csrf.as_bytes()))
        {
            return Err(self.error(Reason::OldForm));
        }
        fields.0.retain(|(name, _)| name != CSRF);
        Ok(fields)
    }
}

/// Equality in a time that does not depend on where the first difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differences, (a, b)| differences | (a ^ b)) == 0
}

async fn body_of(body: Body, parts: &Parts, limit: usize, judge: &Judge) -> Result<Vec<u8>, PageError> {
    let said = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|said| said > limit) {
        return Err(judge.error(Reason::TooLarge));
    }
    match to_bytes(body, limit).await {
        Ok(bytes) => Ok(bytes.into()),
        // The other errors are lost connections, whose answer nobody reads.
        Err(_) => Err(judge.error(Reason::TooLarge)),
    }
}

fn is_of(parts: &Parts, media_type: &str) -> bool {
    let value = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
}

impl<S: Send + Sync> FromRequest<S> for PostedFields {
    type Rejection = PageError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let judge = Judge::of(&parts);
        if !is_of(&parts, "application/x-www-form-urlencoded") {
            return Err(judge.error(Reason::Unreadable));
        }
        let bytes = body_of(body, &parts, judge.limits.form, &judge).await?;
        judge.compare(Fields(form_urlencoded::parse(&bytes).into_owned().collect())).map(PostedFields)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Posted<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let judge = Judge::of(&parts);
        let PostedFields(fields) = PostedFields::from_request(Request::from_parts(parts, body), state).await?;
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields.0).finish();
        serde_html_form::from_str(&encoded).map(Posted).map_err(|_| judge.error(Reason::Unreadable))
    }
}

impl<S: Send + Sync> FromRequest<S> for PostedFile {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let PostedFiles { fields, files } = PostedFiles::from_request(request, state).await?;
        Ok(PostedFile { fields, file: files.into_iter().next() })
    }
}

impl<S: Send + Sync> FromRequest<S> for PostedFiles {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let judge = Judge::of(&parts);
        let unreadable = || judge.error(Reason::Unreadable);
        if !is_of(&parts, "multipart/form-data") {
            return Err(unreadable());
        }
        let bytes = body_of(body, &parts, judge.limits.file, &judge).await?;
        let mut request = Request::from_parts(parts, Body::from(bytes));
        // The limit was kept above; the framework's own is smaller.
        axum::extract::DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
        let (mut fields, mut files) = (Fields::default(), Vec::new());
        while let Some(part) = form.next_field().await.map_err(|_| unreadable())? {
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
            match name {
                None => fields.0.push((field, part.text().await.map_err(|_| unreadable())?)),
                Some(name) => {
                    let bytes = part.bytes().await.map_err(|_| unreadable())?;
                    // Browsers send an empty part for a file field that was left alone.
                    if !(name.is_empty() && bytes.is_empty()) {
                        files.push(Upload { field, name, bytes: bytes.into() });
                    }
                }
            }
        }
        Ok(PostedFiles { fields: judge.compare(fields)?, files })
    }
}
