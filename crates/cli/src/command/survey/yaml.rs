//! YAML as a tree of texts with places: enough for a design file, and every fault has its line and column.

use chiso_model::Lang;
use saphyr_parser::{Event, Parser};

use crate::failure::Failure;

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

/// Line and column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// The file being read, and the language of messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) lang: Lang,
}

impl Reader<'_> {
    pub(super) fn fault(&self, place: Place, vi: &str, en: &str) -> Failure {
        Failure::one(format!("{}:{}:{}: {}", self.file, place.line, place.column, self.lang.pick(vi, en)))
    }

    pub(super) fn parse(&self, text: &str) -> Result<Node, Failure> {
        let parser = Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let mut open: Vec<(Place, Vec<Node>, bool)> = Vec::new();
        let mut root = None;
        for event in parser {
            let (event, span) = event.map_err(|error| {
                let place = Place { line: error.marker().line(), column: error.marker().col() + 1 };
                self.fault(
                    place,
                    "không đọc được YAML ở đây; hãy kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc",
                    "this is no YAML; look at indentation, colons and brackets",
                )
            })?;
            let place = Place { line: span.start.line(), column: span.start.col() + 1 };
            let done = match event {
                Event::Scalar(text, ..) => Some(Node { place, value: Value::Text(text.into_owned()) }),
                Event::SequenceStart(..) | Event::MappingStart(..) if open.len() > 16 => {
                    return Err(self.fault(place, "lồng quá sâu", "nested too deeply"));
                }
                Event::SequenceStart(..) => {
                    open.push((place, Vec::new(), false));
                    None
                }
                Event::MappingStart(..) => {
                    open.push((place, Vec::new(), true));
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop().map(|(place, nodes, map)| closed(place, nodes, map))
                }
                Event::Alias(_) => {
                    return Err(self.fault(
                        place,
                        "không dùng tham chiếu “*” ở đây",
                        "aliases (`*`) are not used here",
                    ));
                }
                _ => None,
            };
            if let Some(node) = done {
                match open.last_mut() {
                    Some((_, nodes, _)) => nodes.push(node),
                    None => root = root.or(Some(node)),
                }
            }
        }
        root.ok_or_else(|| {
            self.fault(
                Place { line: 1, column: 1 },
                "tệp trống; xem mẫu trong docs/survey-estimate.md",
                "the file is empty; see docs/survey-estimate.md for an example",
            )
        })
    }
}

fn closed(place: Place, nodes: Vec<Node>, map: bool) -> Node {
    if !map {
        return Node { place, value: Value::List(nodes) };
    }
    let mut nodes = nodes.into_iter();
    let mut entries = Vec::new();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        entries.push((key, value));
    }
    Node { place, value: Value::Map(entries) }
}
