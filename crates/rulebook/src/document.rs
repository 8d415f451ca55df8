//! A file as a tree of texts, each with its place: what YAML and workbook have in common before the schema says what the texts mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use crate::message::{DocumentProblem, Kind, Problem};
use crate::place::Place;

/// Deepest nesting that is read: more is no rulebook but an attempt to exhaust the reader.
pub(crate) const DEPTH_LIMIT: usize = 64;
/// Longest text that is read, in bytes.
pub(crate) const SIZE_LIMIT: usize = 4 * 1024 * 1024;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) place: Place,
    pub(crate) written: Written,
}

/// What is written there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    Scalar(Scalar),
    List(Vec<Item>),
    Map(Vec<Entry>),
}

/// A text as written. What it stands for, the schema decides: `edition: 3.10` is the text `3.10`, `max: 3.10` is the number 3.1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    pub(crate) style: Style,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Plain YAML: may be a number, a truth value or nothing.
    Plain,
    /// Quoted or block YAML: a text.
    Quoted,
    /// A cell: a number where one is wanted; never nothing, for empty cells are left out.
    Cell,
    /// A cell whose value cannot be known, which has been told of.
    Unknown,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_place: Place,
    pub(crate) value: Item,
}

impl Scalar {
    /// True where nothing is written (YAML 1.2 core: empty, `~` or `null`).
    pub(crate) fn is_null(&self) -> bool {
        self.style == Style::Plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// The truth value, if it is one.
    pub(crate) fn boolean(&self) -> Option<bool> {
        match (self.style, self.text.as_str()) {
            (Style::Quoted | Style::Unknown, _) => None,
            (_, "true" | "True" | "TRUE") => Some(true),
            (_, "false" | "False" | "FALSE") => Some(false),
            _ => None,
        }
    }

    /// The number, if it is a finite one (YAML 1.2 core).
    pub(crate) fn number(&self) -> Option<f64> {
        let text = match self.style {
            Style::Plain => self.text.as_str(),
            Style::Cell => self.text.trim(),
            Style::Quoted | Style::Unknown => return None,
        };
        for (prefix, radix) in [("0o", 8), ("0x", 16)] {
            if let Some(digits) = text.strip_prefix(prefix) {
                let only_digits = digits.bytes().all(|b| char::from(b).is_digit(radix));
                let value = u64::from_str_radix(digits, radix).ok().filter(|_| only_digits);
                return value.map(|v| v as f64);
            }
        }
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let digits = unsigned.bytes().any(|b| b.is_ascii_digit());
        let known = unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
        let starts_well = unsigned.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'.');
        if !(digits && known && starts_well) {
            return None;
        }
        text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n + 0.0)
    }
}

/// Reads YAML into a tree. Where a problem other than a doubled key is found, there is no tree.
pub(crate) fn parse(text: &str, file: &Arc<str>) -> (Option<Item>, Vec<Problem>) {
    if text.len() > SIZE_LIMIT {
        return (None, vec![Problem::error(Place::whole(file), DocumentProblem::TooLarge { limit: SIZE_LIMIT })]);
    }
    let mut builder = Builder { file, stack: Vec::new(), root: None, problems: Vec::new(), fatal: false };
    builder.run(text.strip_prefix('\u{feff}').unwrap_or(text));
    if builder.root.is_none() && builder.problems.is_empty() {
        builder.problems.push(Problem::error(Place::whole(file), DocumentProblem::Empty));
    }
    let root = if builder.fatal { None } else { builder.root };
    (root, builder.problems)
}

enum Frame {
    List { place: Place, items: Vec<Item> },
    Map { place: Place, entries: Vec<Entry>, seen: BTreeMap<String, Place>, key: Option<(String, Place)> },
}

struct Builder<'a> {
    file: &'a Arc<str>,
    stack: Vec<Frame>,
    root: Option<Item>,
    problems: Vec<Problem>,
    fatal: bool,
}

impl Builder<'_> {
    fn run(&mut self, text: &str) {
        let mut documents = 0;
        for event in Parser::new_from_str(text) {
            let (event, span) = match event {
                Ok(pair) => pair,
                Err(error) => {
                    let place = self.at(error.marker());
                    let kind = DocumentProblem::syntax(error.info());
                    self.refuse(place, kind);
                    return;
                }
            };
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        let place = self.at(&span.start);
                        self.refuse(place, DocumentProblem::SecondDocument);
                        return;
                    }
                }
                Event::StreamEnd => return,
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
                event => {
                    if !self.take(event, span) {
                        return;
                    }
                }
            }
        }
    }

    /// Takes one event of the content; false where reading cannot go on.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        let place = self.at(&span.start);
        match event {
            Event::Alias(_) => {
                self.refuse(place.clone(), DocumentProblem::Alias);
                self.add(scalar(place, String::new(), Style::Plain))
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(&place, anchor, tag.is_some());
                let style = if style == ScalarStyle::Plain { Style::Plain } else { Style::Quoted };
                self.add(scalar(place, text.into_owned(), style))
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(&place, anchor, tag.is_some());
                self.open(place.clone(), Frame::List { place, items: Vec::new() })
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(&place, anchor, tag.is_some());
                let frame = Frame::Map { place: place.clone(), entries: Vec::new(), seen: BTreeMap::new(), key: None };
                self.open(place, frame)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.stack.pop() {
                Some(Frame::List { place, items }) => self.add(Item { place, written: Written::List(items) }),
                Some(Frame::Map { place, entries, .. }) => self.add(Item { place, written: Written::Map(entries) }),
                None => false,
            },
            _ => true,
        }
    }

    fn open(&mut self, place: Place, frame: Frame) -> bool {
        if matches!(self.stack.last(), Some(Frame::Map { key: None, .. })) {
            self.refuse(place, DocumentProblem::KeyIsNoText);
            return false;
        }
        if self.stack.len() >= DEPTH_LIMIT {
            self.refuse(place, DocumentProblem::TooDeep { limit: DEPTH_LIMIT });
            return false;
        }
        self.stack.push(frame);
        true
    }

    fn add(&mut self, item: Item) -> bool {
        match self.stack.last_mut() {
            None => self.root = Some(item),
            Some(Frame::List { items, .. }) => items.push(item),
            Some(Frame::Map { entries, seen, key, .. }) => match key.take() {
                Some((key, key_place)) => {
                    if let Some(first) = seen.get(&key) {
                        let kind = DocumentProblem::DoubledKey { key, first: first.clone() };
                        self.problems.push(Problem::error(key_place, kind));
                        return true;
                    }
                    seen.insert(key.clone(), key_place.clone());
                    let nothing =
                        matches!(&item.written, Written::Scalar(s) if s.style == Style::Plain && s.text.is_empty());
                    // The parser places a value that is not there at the next token, which may be lines away.
                    let value = if nothing { Item { place: key_place.clone(), ..item } } else { item };
                    entries.push(Entry { key, key_place, value });
                }
                None => {
                    if let Written::Scalar(scalar) = item.written {
                        *key = Some((scalar.text, item.place));
                    }
                }
            },
        }
        true
    }

    fn refuse_extras(&mut self, place: &Place, anchor: usize, tag: bool) {
        if anchor > 0 {
            self.refuse(place.clone(), DocumentProblem::Anchor);
        }
        if tag {
            self.refuse(place.clone(), DocumentProblem::Tag);
        }
    }

    fn refuse(&mut self, place: Place, kind: DocumentProblem) {
        self.fatal = true;
        self.problems.push(Problem::error(place, Kind::Document(kind)));
    }

    fn at(&self, mark: &Marker) -> Place {
        Place::text(self.file, mark.line().max(1), mark.col() + 1)
    }
}

fn scalar(place: Place, text: String, style: Style) -> Item {
    Item { place, written: Written::Scalar(Scalar { text, style }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_yaml_1_2() {
        let number = |text: &str| Scalar { text: text.to_owned(), style: Style::Plain }.number();
        for (text, value) in [
            ("10", Some(10.0)),
            ("-0.5", Some(-0.5)),
            ("+.5", Some(0.5)),
            ("1.", Some(1.0)),
            ("1e3", Some(1000.0)),
            ("0x1F", Some(31.0)),
            ("0o17", Some(15.0)),
            ("1_000", None),
            ("2948-province", None),
            ("2023-01-01", None),
            ("1e999", None),
            (".inf", None),
            (".nan", None),
            ("inf", None),
            ("e5", None),
            ("0x+1", None),
            ("1,5", None),
            ("", None),
        ] {
            assert_eq!(number(text), value, "{text}");
        }
    }
}
