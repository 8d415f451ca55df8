//! One field of a form: label above, hint under it, error beside it, the value kept. After the GOV.UK Design System.

use askama::Template;
use chiso_model::Lang;

use crate::post::Fields;
use crate::words;

/// A field. It is asked for unless [`Field::optional`] says otherwise; whether an answer came is checked by the handler.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    pub(crate) lang: Lang,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) error: Option<String>,
    pub(crate) optional: bool,
    pub(crate) control: Control,
}

/// Most suggestions that a page carries for a field of [`Field::find`].
const SUGGESTED: usize = 50;

/// What people type or choose in.
#[derive(Debug, Clone)]
pub(crate) enum Control {
    Line(Line),
    Area { value: String, rows: u8, limit: Option<usize> },
    Choose { options: Vec<Choice>, none: Option<String>, searched: bool },
    Find { value: String, options: Vec<Choice>, candidates: Vec<Choice> },
    Radios(Vec<Choice>),
    Boxes(Vec<Choice>),
    Box { ticked: bool },
    File { accept: String, several: bool },
}

/// A field of one line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    kind: &'static str,
    value: String,
    autocomplete: &'static str,
    inputmode: &'static str,
    width: &'static str,
    limit: Option<usize>,
    unit: String,
    spellcheck: bool,
}

impl Line {
    fn of(kind: &'static str) -> Line {
        Line {
            kind,
            value: String::new(),
            autocomplete: "",
            inputmode: "",
            width: "",
            limit: None,
            unit: String::new(),
            spellcheck: true,
        }
    }
}

/// One of several things to choose from.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is sent.
    pub id: String,
    /// What people read.
    pub title: String,
    /// A line under it; may be empty. Lists that fold out do not show it.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// Something to choose.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Choice {
        Choice { id: id.into(), title: title.into(), ..Choice::default() }
    }

    /// Adds a line under it.
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = hint.into();
        self
    }

    /// Marks it as chosen, or not.
    pub fn chosen(mut self, chosen: bool) -> Choice {
        self.chosen = chosen;
        self
    }
}

impl Field {
    fn new(lang: Lang, name: impl Into<String>, label: impl Into<String>, control: Control) -> Field {
        Field {
            lang,
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            error: None,
            optional: false,
            control,
        }
    }

    /// A line of text.
    pub fn text(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(lang, name, label, Control::Line(Line::of("text")))
    }

    /// An e-mail address.
    pub fn email(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Field {
        let line = Line { autocomplete: "email", inputmode: "email", spellcheck: false, ..Line::of("email") };
        Field::new(lang, name, label, Control::Line(line))
    }

    /// A password. `autocomplete` is `current-password` or `new-password`. Its value is never shown again.
    pub fn password(
        lang: Lang,
        name: impl Into<String>,
        label: impl Into<String>,
        autocomplete: &'static str,
    ) -> Field {
        let line = Line { autocomplete, spellcheck: false, ..Line::of("password") };
        Field::new(lang, name, label, Control::Line(line))
    }

    /// A code of digits, for example the six of a second factor.
    pub fn code(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Field {
        let line = Line {
            autocomplete: "one-time-code",
            inputmode: "numeric",
            width: "w-s",
            spellcheck: false,
            ..Line::of("text")
        };
        Field::new(lang, name, label, Control::Line(line))
    }

    /// A number as people write it, with decimal comma or point; the handler reads it. `unit` stands behind it and may be empty.
    pub fn number(lang: Lang, name: impl Into<String>, label: impl Into<String>, unit: impl Into<String>) -> Field {
        let line = Line {
            inputmode: "decimal",
            width: "w-s",
            unit: unit.into(),
            spellcheck: false,
            autocomplete: "off",
            ..Line::of("text")
        };
        Field::new(lang, name, label, Control::Line(line))
    }

    /// A day as `21/11/2026`; [`read_day`](super::read_day) reads it.
    pub fn day(lang: Lang, name: impl Into<String>, label: impl Into<String>) -> Field {
        let line = Line {
            inputmode: "numeric",
            width: "w-s",
            spellcheck: false,
            autocomplete: "off",
            limit: Some(10),
            ..Line::of("text")
        };
        Field::new(lang, name, label, Control::Line(line)).hint(words::say(lang, "field-day-hint"))
    }

    /// Text of several lines.
    pub fn area(lang: Lang, name: impl Into<String>, label: impl Into<String>, rows: u8) -> Field {
        Field::new(lang, name, label, Control::Area { value: String::new(), rows, limit: None })
    }

    /// One of a list that folds out. `none` is the entry for "nothing chosen".
    pub fn select(
        lang: Lang,
        name: impl Into<String>,
        label: impl Into<String>,
        none: Option<String>,
        options: Vec<Choice>,
    ) -> Field {
        Field::new(lang, name, label, Control::Choose { options, none, searched: false })
    }

    /// One of a long list. A box above it narrows the list as one types, without marks too; without JavaScript it is the plain list.
    pub fn search_select(
        lang: Lang,
        name: impl Into<String>,
        label: impl Into<String>,
        none: Option<String>,
        options: Vec<Choice>,
    ) -> Field {
        Field::new(lang, name, label, Control::Choose { options, none, searched: true })
    }

    /// One of more than a page should carry: a line to type a name or code in. The browser suggests the first few of `options`; what is typed comes to the handler as
    /// text, which finds out what is meant and, where that is not clear, shows the form again with [`super::Form::candidates`]. An id among the options is shown as its title.
    pub fn find(lang: Lang, name: impl Into<String>, label: impl Into<String>, options: Vec<Choice>) -> Field {
        Field::new(lang, name, label, Control::Find { value: String::new(), options, candidates: Vec::new() })
    }

    /// The name of the field in which the candidate comes that was picked below a field of [`Field::find`].
    pub fn picked(name: &str) -> String {
        format!("{name}_picked")
    }

    /// One of a few, all in sight.
    pub fn radios(lang: Lang, name: impl Into<String>, label: impl Into<String>, options: Vec<Choice>) -> Field {
        Field::new(lang, name, label, Control::Radios(options))
    }

    /// Any of a few.
    pub fn boxes(lang: Lang, name: impl Into<String>, label: impl Into<String>, options: Vec<Choice>) -> Field {
        Field::new(lang, name, label, Control::Boxes(options))
    }

    /// A single box; it sends `yes`.
    pub fn single_box(lang: Lang, name: impl Into<String>, label: impl Into<String>, ticked: bool) -> Field {
        Field::new(lang, name, label, Control::Box { ticked }).optional()
    }

    /// A file. `accept` is a hint to the browser such as `.csv,.xlsx`; what came is judged by its bytes.
    pub fn file(lang: Lang, name: impl Into<String>, label: impl Into<String>, accept: impl Into<String>) -> Field {
        Field::new(lang, name, label, Control::File { accept: accept.into(), several: false })
    }

    /// Lets several files be chosen at once; [`PostedFiles`](crate::PostedFiles) takes them.
    pub fn several(mut self) -> Field {
        if let Control::File { several, .. } = &mut self.control {
            *several = true;
        }
        self
    }

    /// Sets the line under the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = hint.into();
        self
    }

    /// Says that the field may be left empty.
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// Sets what is wrong with the value and how to mend it.
    pub fn wrong(mut self, error: impl Into<String>) -> Field {
        self.error = Some(error.into());
        self
    }

    /// Sets the value: text, or the id of what is chosen. Passwords and files take none.
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.set(&[value.into()]);
        self
    }

    /// Sets what browsers may fill in (the words of the HTML standard, such as `username`, `name`, `tel`, `organization`).
    pub fn autocomplete(mut self, purpose: &'static str) -> Field {
        if let Control::Line(line) = &mut self.control {
            line.autocomplete = purpose;
        }
        self
    }

    /// Sets the keyboard of phones (`numeric`, `decimal`, `tel`, `email`, `url`).
    pub fn inputmode(mut self, keyboard: &'static str) -> Field {
        if let Control::Line(line) = &mut self.control {
            line.inputmode = keyboard;
        }
        self
    }

    /// Makes the field as wide as what it takes: a short code or number.
    pub fn short(mut self) -> Field {
        if let Control::Line(line) = &mut self.control {
            line.width = "w-s";
        }
        self
    }

    /// Sets how many characters it takes at most.
    pub fn limit(mut self, characters: usize) -> Field {
        match &mut self.control {
            Control::Line(line) => line.limit = Some(characters),
            Control::Area { limit, .. } => *limit = Some(characters),
            _ => {}
        }
        self
    }

    /// Takes its value from what was sent, so that nothing is lost when something is wrong.
    pub fn fill(mut self, fields: &Fields) -> Field {
        let name = self.name.clone();
        let values: Vec<String> = fields.all(&name).map(str::to_owned).collect();
        self.set(&values);
        self
    }

    fn set(&mut self, values: &[String]) {
        let first = values.first().cloned().unwrap_or_default();
        match &mut self.control {
            Control::Line(line) if line.kind == "password" => {}
            Control::Line(line) => line.value = first,
            Control::Area { value, .. } => *value = first,
            Control::Find { value, options, .. } => {
                let title = options.iter().find(|option| option.id == first).map(|option| option.title.clone());
                *value = title.unwrap_or(first);
            }
            Control::Choose { options, .. } | Control::Radios(options) | Control::Boxes(options) => {
                for option in options {
                    option.chosen = values.contains(&option.id);
                }
            }
            Control::Box { ticked } => *ticked = !values.is_empty(),
            Control::File { .. } => {}
        }
    }

    /// Shows what may be meant below a field of [`Field::find`].
    pub(crate) fn offer(&mut self, found: Vec<Choice>) {
        if let Control::Find { candidates, .. } = &mut self.control {
            *candidates = found;
        }
    }

    /// What the browser suggests.
    fn suggestions(&self) -> &[Choice] {
        match &self.control {
            Control::Find { options, .. } => &options[..options.len().min(SUGGESTED)],
            _ => &[],
        }
    }

    fn picked_name(&self) -> String {
        Field::picked(&self.name)
    }

    /// Whether it holds a file, so that its form must be sent in parts.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self.control, Control::File { .. })
    }

    /// Id of what a link in the summary of errors leads to: for a group, its first choice.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// Ids of the texts that belong to the field, for `aria-describedby`; empty where there are none.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id()));
        }
        ids.join(" ")
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
