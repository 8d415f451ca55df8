//! A form as JSON for a device that asks without a network: everything that drawing, walking and checking need, and nothing else.
//!
//! The modules in `crates/surveys/assets/interview` read it. What is absent is left out: no question without a hint has a `hint`.
//!
//! ```text
//! form     { fingerprint, title?, languages: [{code, name}], items: [item], order: [number], lists: {name: [choice]},
//!            pages: [{groups: [number], items: [number]}], messages: {code: {fault: text}} }
//! item     { name, kind, parent?: number, appearance?, label?: texts, hint?: texts, relevant?: tree }
//!          kind: group, note, calculate, or the type of a question by its word in XLSForm: text, integer, decimal, date, select_one, select_multiple, rank, range
//!          of calculate    { calculation: tree }
//!          of a question   { required?: true or tree, required_message?: texts, constraint?: tree, constraint_message?: texts, default?: answer }
//!          of a select     { list: name, filter?: tree, other?: name of the text beside the choice “other” }
//!          of a range      { range: {start, end, step}, message: {code: text} }: what is said of a number that is not on the scale
//! choice   { code, label?: texts, columns?: {name: text} }
//! texts    { code: [piece] }: for every language of `languages`, whatever it falls back on; a piece is a text, or {answer: name} for the answer to a question
//! answer   as in a ballot: a text, a number, a day as "2026-11-22", codes as a list
//! ```
//!
//! Numbers are places in `items`; `order` is one in which each item comes after all that it depends on, so that a calculation can be computed when it is met. A number of a
//! page is that of a group around it, from the outside, or of an item on it. `tree` is told in [`tree`], patterns of `regex` in [`pattern`], `fault` in
//! [`crate::AnswerFault::word`].
//!
//! A form gives the same bytes on every machine.

mod pattern;
mod tree;

use std::collections::BTreeMap;

use chiso_model::Lang;
use serde_json::{Map, Value, json};

use self::tree::tree;
use crate::answer::{Answer, AnswerFault};
use crate::form::{Choice, Form, Item, Kind, Piece, Question, QuestionType, Range, Required, Texts, code_of};

impl Form {
    /// The form for a device that asks without a network. The shape is told above, in the crate's module `portable`.
    pub fn portable(&self) -> Value {
        let writer = Writer { form: self, languages: languages(self) };
        let numbers = |numbers: &[usize]| json!(numbers);
        let mut out = Map::new();
        out.insert("fingerprint".into(), json!(self.hash().to_string()));
        put(&mut out, "title", self.settings.title.as_ref().map(|title| json!(title)));
        let languages = writer.languages.iter().map(|(code, name)| json!({ "code": code, "name": name }));
        out.insert("languages".into(), languages.collect());
        out.insert("items".into(), self.items.iter().map(|item| writer.item(item)).collect());
        out.insert("order".into(), numbers(&self.order));
        let lists = self.lists.iter().map(|list| {
            let choices: Value = list.choices.iter().map(|choice| writer.choice(choice)).collect();
            (list.name.clone(), choices)
        });
        out.insert("lists".into(), Value::Object(lists.collect()));
        let pages = self.pages();
        let pages = pages.iter().map(|page| json!({ "groups": numbers(&page.groups), "items": numbers(&page.items) }));
        out.insert("pages".into(), pages.collect());
        out.insert("messages".into(), writer.in_each(messages));
        Value::Object(out)
    }
}

impl Answer {
    /// As it stands in a ballot: texts and codes as texts, numbers as numbers, days as `2026-11-22`, several codes as a list.
    pub fn to_json(&self) -> Value {
        match self {
            Answer::Text(text) | Answer::One(text) => json!(text),
            Answer::Integer(number) => json!(number),
            Answer::Decimal(number) => json!(number),
            Answer::Date(date) => json!(date.to_string()),
            Answer::Many(codes) => json!(codes),
        }
    }
}

/// Codes and names of the languages in which the form is read; those of the program where its texts say none.
fn languages(form: &Form) -> Vec<(String, String)> {
    let mut languages: Vec<(String, String)> = Vec::new();
    for language in form.languages.iter().filter(|language| !language.is_empty()) {
        let code = code_of(language);
        let name = language.strip_suffix(&format!("({code})")).unwrap_or(language).trim();
        if languages.iter().all(|(known, _)| known != code) {
            languages.push((code.to_owned(), name.to_owned()));
        }
    }
    if languages.is_empty() {
        languages.extend(Lang::ALL.map(|lang| (lang.tag().to_owned(), lang.pick("Tiếng Việt", "English").to_owned())));
    }
    languages
}

/// What is said of each fault whose words do not depend on the question.
fn messages(lang: Lang) -> Value {
    let plain = [
        AnswerFault::Missing(Texts::default()),
        AnswerFault::Constraint(Texts::default()),
        AnswerFault::NotANumber,
        AnswerFault::NotWhole,
        AnswerFault::NotADate,
        AnswerFault::NotAChoice,
        AnswerFault::NotARank,
        AnswerFault::TooLong,
        AnswerFault::WrongType,
    ];
    Value::Object(plain.iter().map(|fault| (fault.word().to_owned(), json!(fault.message(lang)))).collect())
}

struct Writer<'f> {
    form: &'f Form,
    languages: Vec<(String, String)>,
}

impl Writer<'_> {
    fn item(&self, item: &Item) -> Value {
        let mut out = Map::new();
        out.insert("name".into(), json!(item.name));
        let kind = match &item.kind {
            Kind::Group => "group",
            Kind::Note => "note",
            Kind::Calculate(_) => "calculate",
            Kind::Question(question) => question.kind.word(),
        };
        out.insert("kind".into(), json!(kind));
        put(&mut out, "parent", item.parent.map(|parent| json!(parent)));
        put(&mut out, "appearance", item.appearance.map(|appearance| json!(appearance.word())));
        put(&mut out, "label", self.texts(&item.label));
        put(&mut out, "hint", self.texts(&item.hint));
        put(&mut out, "relevant", item.relevant.as_ref().map(tree));
        match &item.kind {
            Kind::Group | Kind::Note => {}
            Kind::Calculate(calculation) => put(&mut out, "calculation", Some(tree(calculation))),
            Kind::Question(question) => self.question(item, question, &mut out),
        }
        Value::Object(out)
    }

    fn question(&self, item: &Item, question: &Question, out: &mut Map<String, Value>) {
        let required = match &question.required {
            Required::Never => None,
            Required::Always => Some(Value::Bool(true)),
            Required::When(condition) => Some(tree(condition)),
        };
        put(out, "required", required);
        put(out, "required_message", self.texts(&question.required_message));
        put(out, "constraint", question.constraint.as_ref().map(tree));
        put(out, "constraint_message", self.texts(&question.constraint_message));
        put(out, "default", question.default.as_ref().map(Answer::to_json));
        if let Some(select) = question.kind.select() {
            put(out, "list", Some(json!(select.list)));
            put(out, "filter", select.filter.as_ref().map(tree));
            put(out, "other", item.other_name().map(Value::String));
        }
        if let QuestionType::Range(Range { start, end, step }) = question.kind {
            put(out, "range", Some(json!({ "start": start, "end": end, "step": step })));
            let fault = AnswerFault::NotOnScale(start, end, step);
            put(out, "message", Some(self.in_each(|lang| json!(fault.message(lang)))));
        }
    }

    fn choice(&self, choice: &Choice) -> Value {
        let mut out = Map::new();
        out.insert("code".into(), json!(choice.code));
        put(&mut out, "label", self.texts(&choice.label));
        let columns: &BTreeMap<String, String> = &choice.columns;
        put(&mut out, "columns", (!columns.is_empty()).then(|| json!(columns)));
        Value::Object(out)
    }

    /// A text by the code of the language in which it is read; none where it is written in no language.
    fn texts(&self, texts: &Texts) -> Option<Value> {
        let piece = |piece| match piece {
            Piece::Text(text) => json!(text),
            Piece::Answer(name) => json!({ "answer": name }),
        };
        let read = |code: &str| self.form.pieces(self.form.text(texts, code)).into_iter().map(piece).collect();
        let all = self.languages.iter().map(|(code, _)| (code.clone(), read(code)));
        (!texts.is_empty()).then(|| Value::Object(all.collect()))
    }

    /// What the program says to readers of each language of the form.
    fn in_each(&self, said: impl Fn(Lang) -> Value) -> Value {
        let lang = |code: &str| if code == Lang::Vi.tag() { Lang::Vi } else { Lang::En };
        Value::Object(self.languages.iter().map(|(code, _)| (code.clone(), said(lang(code)))).collect())
    }
}

/// What is absent is left out.
fn put(out: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(name.to_owned(), value);
    }
}
