//! A form: one column of fields, everything that is wrong summed up on top with links, nothing lost.

use askama::Template;
use chiso_model::Lang;

use super::{Choice, Field};
use crate::caller::Caller;
use crate::post::{CSRF, Fields};
use crate::words;

/// A form that is sent to an address. Make it once, in a function that both the page and what it is sent to call; the latter then fills in what came and says
/// what is wrong: `blank(&reader).fill(&fields).wrong("name", "...")`.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form.html")]
pub struct Form {
    lang: Lang,
    action: String,
    csrf: String,
    items: Vec<Item>,
    /// What is wrong with no field in particular.
    problems: Vec<String>,
    buttons: Vec<Button>,
    cancel: Option<(String, String)>,
    autosave: Option<String>,
    again_after: Option<u32>,
}

#[derive(Debug, Clone)]
enum Item {
    Field(Field),
    Section { title: String, hint: String },
    Hidden { name: String, value: String },
    Html(String),
}

/// A button that sends the form.
#[derive(Debug, Clone)]
struct Button {
    label: String,
    /// Field and value that go with it, to know which was pressed.
    sends: Option<(String, String)>,
    quiet: bool,
}

impl Form {
    /// A form for a caller; `action` is the address it is sent to.
    pub fn new(lang: Lang, caller: Option<&Caller>, action: impl Into<String>) -> Form {
        Form {
            lang,
            action: action.into(),
            csrf: caller.map(|caller| caller.csrf.clone()).unwrap_or_default(),
            items: Vec::new(),
            problems: Vec::new(),
            buttons: Vec::new(),
            cancel: None,
            autosave: None,
            again_after: None,
        }
    }

    /// Adds a field.
    pub fn field(mut self, field: Field) -> Form {
        self.items.push(Item::Field(field));
        self
    }

    /// Begins a part of a long form.
    pub fn section(mut self, title: impl Into<String>, hint: impl Into<String>) -> Form {
        self.items.push(Item::Section { title: title.into(), hint: hint.into() });
        self
    }

    /// Adds a field that nobody sees.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Form {
        self.items.push(Item::Hidden { name: name.into(), value: value.into() });
        self
    }

    /// Puts another part between the fields.
    pub fn part(mut self, part: &impl std::fmt::Display) -> Form {
        self.items.push(Item::Html(part.to_string()));
        self
    }

    /// Adds the button that sends the form; a second one is quiet.
    pub fn submit(mut self, label: impl Into<String>) -> Form {
        let quiet = !self.buttons.is_empty();
        self.buttons.push(Button { label: label.into(), sends: None, quiet });
        self
    }

    /// Adds a button that sends a field of its own, by which the handler knows that it was pressed.
    pub fn submit_as(mut self, label: impl Into<String>, name: impl Into<String>, value: impl Into<String>) -> Form {
        let quiet = !self.buttons.is_empty();
        self.buttons.push(Button { label: label.into(), sends: Some((name.into(), value.into())), quiet });
        self
    }

    /// Makes its buttons quiet: a small form beside what the page is for.
    pub fn quiet(mut self) -> Form {
        self.buttons.iter_mut().for_each(|button| button.quiet = true);
        self
    }

    /// Adds a link that leaves the form.
    pub fn cancel(mut self, label: impl Into<String>, href: impl Into<String>) -> Form {
        self.cancel = Some((label.into(), href.into()));
        self
    }

    /// Makes the form save itself while people fill it in: its fields go to `address` in the background, which answers 204. Without JavaScript a button does
    /// the same, so give the form one with [`Form::submit_as`].
    pub fn saves_itself(mut self, address: impl Into<String>) -> Form {
        self.autosave = Some(address.into());
        self
    }

    /// Proposes a value for one field, before anybody has entered anything.
    pub fn propose(mut self, name: &str, value: &str) -> Form {
        for item in &mut self.items {
            if let Item::Field(field) = item
                && field.name == name
            {
                *field = field.clone().value(value);
            }
        }
        self
    }

    /// Takes the values that were sent.
    pub fn fill(mut self, fields: &Fields) -> Form {
        for item in &mut self.items {
            if let Item::Field(field) = item {
                *field = field.clone().fill(fields);
            }
        }
        self
    }

    /// Says what is wrong with a field; where the form has no such field, it stands in the summary alone.
    pub fn wrong(mut self, name: &str, error: impl Into<String>) -> Form {
        let field = self.items.iter_mut().find_map(|item| match item {
            Item::Field(field) if field.name == name => Some(field),
            _ => None,
        });
        match field {
            Some(field) => field.error = Some(error.into()),
            None => self.problems.push(error.into()),
        }
        self
    }

    /// Shows below a field of [`Field::find`] what may be meant by what was typed; the one that is picked comes as [`Field::picked`].
    pub fn candidates(mut self, name: &str, candidates: &[Choice]) -> Form {
        for item in &mut self.items {
            if let Item::Field(field) = item
                && field.name == name
            {
                field.offer(candidates.to_vec());
            }
        }
        self
    }

    /// Says what is wrong with the whole form.
    pub fn problem(mut self, error: impl Into<String>) -> Form {
        self.problems.push(error.into());
        self
    }

    /// Says that it may be sent again only after so many seconds: the page then answers with `Retry-After`.
    pub fn again_after(mut self, seconds: u32) -> Form {
        self.again_after = Some(seconds);
        self
    }

    /// After how many seconds it may be sent again, where it must not be at once.
    pub fn seconds_to_wait(&self) -> Option<u32> {
        self.again_after
    }

    /// Whether something is wrong; the page then answers with status 422 ([`crate::page::show_as`]).
    pub fn has_errors(&self) -> bool {
        !self.problems.is_empty() || self.fields().any(|field| field.error.is_some())
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field),
            _ => None,
        })
    }

    /// What is wrong, field by field: the id that leads there, what the field is called, the error.
    fn wrong_fields(&self) -> Vec<(String, &str, &str)> {
        self.fields().filter_map(|field| Some((field.id(), field.label.as_str(), field.error.as_deref()?))).collect()
    }

    fn in_parts(&self) -> bool {
        self.fields().any(Field::is_file)
    }

    fn csrf_field() -> &'static str {
        CSRF
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_stands_on_top_and_beside_its_field() {
        let form = Form::new(Lang::En, None, "/en/x").field(Field::text(Lang::En, "name", "Name")).submit("Send");
        assert!(!form.has_errors() && !form.to_string().contains("error-summary"));
        let html = form.wrong("name", "Enter <a> name").wrong("other", "Something else").to_string();
        assert!(
            html.contains("<li>Something else</li><li><a href=\"#f-name\">Name: Enter &#60;a&#62; name</a></li>"),
            "{html}"
        );
        assert_eq!(html.matches("Enter &#60;a&#62; name").count(), 2, "{html}");
        assert!(html.contains("aria-describedby=\"f-name-error\" aria-invalid=\"true\""), "{html}");
    }

    #[test]
    fn what_is_found_by_typing_is_suggested_sparingly_and_picked_where_it_is_not_clear() {
        let options: Vec<Choice> = (0..3_400).map(|n| Choice::new(format!("u-{n}"), format!("Xã {n}"))).collect();
        let form = Form::new(Lang::Vi, None, "/vi/x").field(Field::find(Lang::Vi, "unit", "Cơ quan", options));
        let html = form.clone().fill(&Fields(vec![("unit".to_owned(), "u-3399".to_owned())])).to_string();
        assert!(html.contains("list=\"f-unit-list\"") && html.contains("value=\"Xã 3399\""), "{html}");
        assert_eq!(html.matches("<option").count(), 50);
        assert!(!html.contains("unit_picked"));
        let html = form.candidates("unit", &[Choice::new("u-1", "Xã 1"), Choice::new("u-2", "Xã 2")]).to_string();
        assert!(html.contains("type=\"radio\" id=\"f-unit-picked-1\" name=\"unit_picked\" value=\"u-1\""), "{html}");
        assert!(html.contains("<legend>Có phải là một trong các cơ quan sau?</legend>"), "{html}");
    }

    #[test]
    fn a_form_with_a_file_is_sent_in_parts_and_carries_the_token() {
        let mut caller = Caller::anonymous(0);
        "t1".clone_into(&mut caller.csrf);
        let form = Form::new(Lang::Vi, Some(&caller), "/vi/x").field(Field::file(Lang::Vi, "table", "Tệp", ".csv"));
        let html = form.to_string();
        assert!(html.contains("enctype=\"multipart/form-data\""), "{html}");
        assert!(html.contains("<input type=\"hidden\" name=\"csrf\" value=\"t1\">"), "{html}");
    }
}
