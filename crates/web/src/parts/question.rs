//! Are you sure? A page of its own before something that cannot simply be taken back.

use askama::Template;

use super::Form;

/// The question, what will happen, and a form whose button says what it does.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/question.html")]
pub struct Question {
    title: String,
    consequences: Vec<String>,
    form: Form,
}

impl Question {
    /// A question; the form may ask for the reason, and its button says what will be done ("Thu hồi quyền", never "OK").
    pub fn new(title: impl Into<String>, consequences: Vec<String>, form: Form) -> Question {
        Question { title: title.into(), consequences, form }
    }
}
