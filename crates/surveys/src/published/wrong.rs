//! What can be wrong with a published file.

use chiso_model::{Lang, Text};

/// What is wrong with a published file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wrong {
    /// It is no such file: what the reader of JSON says.
    Unread(String),
    /// It is of another kind, or of a later version.
    Schema(String),
    /// A matrix has too few or too many numbers; its first name.
    Matrix(String),
    /// It says the same in other bytes, so its SHA-256 is another.
    NotCanonical,
    /// A number does not follow from the others: where it stands, what is said, what follows.
    Number {
        /// Where it stands.
        at: String,
        /// What is said.
        said: f64,
        /// What follows.
        follows: f64,
    },
}

impl Wrong {
    /// In words.
    pub(crate) fn text(&self) -> Text {
        Text::new(self.message(Lang::Vi), self.message(Lang::En))
    }

    fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Wrong::Unread(why), Lang::Vi) => format!("Không đọc được tệp kết quả: {why}."),
            (Wrong::Unread(why), Lang::En) => format!("The file of results cannot be read: {why}."),
            (Wrong::Schema(schema), Lang::Vi) => {
                format!("Tệp kết quả thuộc loại “{schema}” mà bản chiso này không đọc.")
            }
            (Wrong::Schema(schema), Lang::En) => {
                format!("The file of results is of the kind “{schema}”, which this chiso does not read.")
            }
            (Wrong::Matrix(name), Lang::Vi) => format!("Ma trận hiệp phương sai có “{name}” thiếu hoặc thừa số."),
            (Wrong::Matrix(name), Lang::En) => {
                format!("The covariance matrix with “{name}” has too few or too many numbers.")
            }
            (Wrong::NotCanonical, Lang::Vi) => {
                "Tệp kết quả đã bị ghi lại theo cách khác, nên mã SHA-256 không còn đúng.".to_owned()
            }
            (Wrong::NotCanonical, Lang::En) => {
                "The file of results was written in another way, so its SHA-256 is another.".to_owned()
            }
            (Wrong::Number { at, said, follows }, Lang::Vi) => {
                format!("{at}: tệp ghi {said}, tính lại từ các số khác được {follows}.")
            }
            (Wrong::Number { at, said, follows }, Lang::En) => {
                format!("{at}: the file says {said}, and {follows} follows from the other numbers.")
            }
        }
    }
}
