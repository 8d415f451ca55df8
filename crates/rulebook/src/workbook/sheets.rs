//! A rulebook as rows of cells.

use serde_json::{Value, json};

use super::layout::{
    BOOK, BOOK_KEYS, Column, Form, NODE_COLUMNS, NODES, NUMBER, OF_CONTINUES, OF_NODE, OF_PART, OF_RULE, Owner, PARENT,
    TABLES, Table, table_at,
};
use crate::definition::Rulebook;
use crate::yaml::shorten_numbers;

/// Cells of a row: path and value.
type Row = Vec<(String, Value)>;

/// A sheet: its columns, and a value or nothing for each row and column.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Option<Value>>>,
    /// How deep in the tree each row stands; empty for sheets other than that of nodes.
    pub(super) depths: Vec<u8>,
}

/// Columns of the sheet of nodes that are there even when nobody filled them in.
const ALWAYS: [&str; 6] = ["id", PARENT, "code", "title.vi", "title.en", "max"];

/// All sheets of a rulebook.
pub(super) fn sheets(rulebook: &Rulebook) -> Vec<Sheet> {
    let mut value = serde_json::to_value(rulebook).unwrap_or_default();
    shorten_numbers(&mut value);
    let mut spread = Spread { tables: TABLES.iter().map(|table| (table, Vec::new())).collect() };
    let mut nodes = Vec::new();
    let mut depths = Vec::new();
    let companions = value["companions"].as_array().into_iter().flatten();
    for root in std::iter::once(&value["tree"]).chain(companions) {
        spread.node(root, None, 0, &mut nodes, &mut depths);
    }
    let book = spread.row(Owner::Book, &[], &value);
    let book_columns = ["key", "value"].map(|name| Column { path: name.to_owned(), ..BOOK_KEYS[0].clone() });
    let book_rows = book.into_iter().map(|(key, value)| vec![Some(json!(key)), Some(value)]).collect();
    let mut out = vec![
        Sheet { name: BOOK, columns: book_columns.into(), rows: book_rows, depths: Vec::new() },
        Sheet { depths, ..sheet(NODES, &NODE_COLUMNS, &nodes, &ALWAYS) },
    ];
    for (table, rows) in spread.tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        out.push(sheet(table.name, &table_columns(table), &rows, &[]));
    }
    out
}

/// Every column a sheet of lists can have.
pub(super) fn table_columns(table: &Table) -> Vec<Column> {
    let owners = table.owner_columns().into_iter().map(|path| Column { text: path == OF_NODE, ..Column::plain(path) });
    owners.chain(table.columns()).collect()
}

fn sheet(name: &'static str, columns: &[Column], rows: &[Row], always: &[&str]) -> Sheet {
    let used = |column: &&Column| {
        always.contains(&column.path.as_str())
            || rows.iter().any(|row| row.iter().any(|(path, _)| *path == column.path))
    };
    let columns: Vec<Column> = columns.iter().filter(used).cloned().collect();
    let cell =
        |row: &Row, column: &Column| row.iter().find(|(path, _)| *path == column.path).map(|(_, value)| value.clone());
    let rows = rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
    Sheet { name, columns, rows, depths: Vec::new() }
}

struct Spread {
    tables: Vec<(&'static Table, Vec<Row>)>,
}

impl Spread {
    fn node(&mut self, node: &Value, parent: Option<&Value>, depth: u8, rows: &mut Vec<Row>, depths: &mut Vec<u8>) {
        let owner = [(OF_NODE.to_owned(), node["id"].clone())];
        let mut row = self.row(Owner::Node, &owner, node);
        if let Some(parent) = parent {
            row.push((PARENT.to_owned(), parent.clone()));
        }
        rows.push(row);
        depths.push(depth);
        for child in node["children"].as_array().into_iter().flatten() {
            self.node(child, Some(&node["id"]), depth.saturating_add(1), rows, depths);
        }
    }

    /// The cells of a value; its lists go to their sheets, with `key` to say whose they are.
    fn row(&mut self, owner: Owner, key: &[(String, Value)], value: &Value) -> Row {
        let mut out = Vec::new();
        self.cells(owner, key, "", value, &mut out);
        out
    }

    fn cells(&mut self, owner: Owner, key: &[(String, Value)], path: &str, value: &Value, out: &mut Row) {
        let skipped = match owner {
            Owner::Book => matches!(path, "tree" | "companions"),
            Owner::Node => path == "children",
            _ => false,
        };
        if skipped {
            return;
        }
        match value {
            Value::Array(items) if items.is_empty() => out.push((path.to_owned(), json!("[]"))),
            Value::Object(map) if map.is_empty() => out.push((path.to_owned(), json!("{}"))),
            Value::Array(items) => {
                if let Some(table) = table_at(owner, path) {
                    for (i, item) in items.iter().enumerate() {
                        self.item(table, key, i, item);
                    }
                }
            }
            Value::Object(map) => match table_at(owner, path) {
                Some(table) if matches!(table.form, Form::Map(..)) => {
                    for (name, item) in map {
                        self.entry(table, key, name, item);
                    }
                }
                _ => {
                    for (name, inner) in map {
                        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                        self.cells(owner, key, &path, inner, out);
                    }
                }
            },
            Value::Null => {}
            scalar => out.push((path.to_owned(), scalar.clone())),
        }
    }

    fn item(&mut self, table: &'static Table, key: &[(String, Value)], i: usize, item: &Value) {
        let mut row = key.to_vec();
        if let Form::Texts(column) = table.form {
            row.push((column.to_owned(), item.clone()));
        } else {
            let number = json!(i + 1);
            let mut inner = key.to_vec();
            let of = match table.rows {
                Owner::Dated => Some(OF_RULE),
                Owner::Reference => Some(OF_PART),
                Owner::Continuation => Some(OF_CONTINUES),
                _ => None,
            };
            if let Some(of) = of {
                row.push((NUMBER.to_owned(), number.clone()));
                inner.push((of.to_owned(), number));
            }
            row.extend(self.row(table.rows, &inner, item));
        }
        self.push(table, row);
    }

    fn entry(&mut self, table: &'static Table, key: &[(String, Value)], name: &str, item: &Value) {
        let Form::Map(key_column, value_column) = table.form else { return };
        let mut row = key.to_vec();
        row.push((key_column.to_owned(), json!(name)));
        match value_column {
            Some(column) => row.push((column.to_owned(), item.clone())),
            None => row.extend(self.row(Owner::Row, &[], item)),
        }
        self.push(table, row);
    }

    fn push(&mut self, table: &'static Table, row: Row) {
        if let Some((_, rows)) = self.tables.iter_mut().find(|(t, _)| t.name == table.name) {
            rows.push(row);
        }
    }
}
