//! Which part of a rulebook stands in which sheet: lists have a sheet each, everything else is spread over columns named by its path (`rule.scale.floor`).

use std::sync::LazyLock;

use serde_json::Value;

use crate::schema::{self, SCHEMA, Union};

/// The sheet of single values, as `key` and `value`.
pub(super) const BOOK: &str = "rulebook";
/// The sheet of nodes, one a row.
pub(super) const NODES: &str = "nodes";
/// The sheet that explains the others; not read.
pub(super) const GUIDE: &str = "guide";
/// The column of `nodes` that says under which node a node stands.
pub(super) const PARENT: &str = "parent";
/// The number of a row among those of its owner, where other sheets speak of it.
pub(super) const NUMBER: &str = "no";

/// What holds a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The rulebook.
    Book,
    /// A node.
    Node,
    /// A rule with dates.
    Dated,
    /// A part defined elsewhere.
    Reference,
    /// A continuation of an earlier edition.
    Continuation,
    /// A row of a list that holds no lists itself.
    Row,
}

/// How the rows of a sheet make up a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A list of items.
    List,
    /// A map from the name in the first column to an item, or to the value in the second.
    Map(&'static str, Option<&'static str>),
    /// A list of texts.
    Texts(&'static str),
}

/// A sheet that holds lists.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Who holds such a list, and at which path.
    pub(super) owners: &'static [(Owner, &'static str)],
    pub(super) form: Form,
    /// What its rows are, where they hold lists themselves.
    pub(super) rows: Owner,
}

impl Table {
    pub(super) fn path(&self, owner: Owner) -> Option<&'static str> {
        self.owners.iter().find(|(o, _)| *o == owner).map(|(_, path)| *path)
    }

    /// The columns that say whose a row is.
    pub(super) fn owner_columns(&self) -> Vec<&'static str> {
        let has = |owner| self.path(owner).is_some();
        let all = [
            (OF_NODE, has(Owner::Node) || has(Owner::Dated) || has(Owner::Reference)),
            (OF_RULE, has(Owner::Dated)),
            (OF_PART, has(Owner::Reference)),
            (OF_CONTINUES, has(Owner::Continuation)),
            (NUMBER, self.rows != Owner::Row),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(column, _)| column).collect()
    }

    /// The columns of its items.
    pub(super) fn columns(&self) -> Vec<Column> {
        let (owner, path) = self.owners[0];
        let item = item_schema(at(owner.schema(), path));
        let mut out = Vec::new();
        let prefix = match self.form {
            Form::List => "",
            Form::Texts(column) => column,
            Form::Map(key, value) => {
                out.push(Column::plain(key));
                value.unwrap_or("")
            }
        };
        if prefix.is_empty() {
            flatten(item, "", "", self.rows, &mut out);
        } else {
            out.push(Column::plain(prefix));
        }
        out
    }
}

pub(super) const OF_NODE: &str = "of_node";
pub(super) const OF_RULE: &str = "of_rule";
pub(super) const OF_PART: &str = "of_part";
pub(super) const OF_CONTINUES: &str = "of_continues";

const fn list(name: &'static str, owners: &'static [(Owner, &'static str)]) -> Table {
    Table { name, owners, form: Form::List, rows: Owner::Row }
}

const fn map(
    name: &'static str,
    owners: &'static [(Owner, &'static str)],
    key: &'static str,
    value: Option<&'static str>,
) -> Table {
    Table { name, owners, form: Form::Map(key, value), rows: Owner::Row }
}

/// Every sheet that holds lists. Sheets whose rows hold lists come before the sheets of these.
pub(super) static TABLES: [Table; 19] = [
    list("legal_basis", &[(Owner::Book, "legal_basis")]),
    list("attributes", &[(Owner::Book, "attributes")]),
    map("indicators", &[(Owner::Book, "indicators")], "name", None),
    map("inputs", &[(Owner::Node, "inputs")], "name", None),
    list("evidence", &[(Owner::Node, "evidence")]),
    Table { name: "rules", owners: &[(Owner::Node, "rule")], form: Form::List, rows: Owner::Dated },
    list("levels", &[(Owner::Node, "rule.levels"), (Owner::Dated, "rule.levels")]),
    list("steps", &[(Owner::Node, "rule.steps"), (Owner::Dated, "rule.steps")]),
    list("options", &[(Owner::Node, "rule.options"), (Owner::Dated, "rule.options")]),
    Table { name: "parts", owners: &[(Owner::Node, "of")], form: Form::List, rows: Owner::Reference },
    map(
        "weights_by_year",
        &[(Owner::Node, "weight.by_year"), (Owner::Reference, "weight.by_year")],
        "year",
        Some("weight"),
    ),
    list("gates", &[(Owner::Node, "gates")]),
    map(
        "deprived_below",
        &[(Owner::Node, "aggregate.deprived_below"), (Owner::Book, "defaults.aggregate.deprived_below")],
        "part",
        Some("below"),
    ),
    list("cuts", &[(Owner::Node, "bands.cuts"), (Owner::Book, "bands.cuts")]),
    list("quantiles", &[(Owner::Node, "bands.quantiles"), (Owner::Book, "bands.quantiles")]),
    Table {
        name: "unranked",
        owners: &[(Owner::Node, "rank.groups.unranked"), (Owner::Book, "rank.groups.unranked")],
        form: Form::Texts("group"),
        rows: Owner::Row,
    },
    Table { name: "continues", owners: &[(Owner::Book, "continues")], form: Form::List, rows: Owner::Continuation },
    map("continues_nodes", &[(Owner::Continuation, "nodes")], "node", Some("earlier")),
    map("not_comparable", &[(Owner::Continuation, "not_comparable")], "node", None),
];

/// The sheet in which an owner's list at a path stands.
pub(super) fn table_at(owner: Owner, path: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.path(owner) == Some(path))
}

impl Owner {
    pub(super) fn schema(self) -> &'static Value {
        let definition = match self {
            Owner::Book | Owner::Row => return &SCHEMA,
            Owner::Node => "Node",
            Owner::Dated => "Dated",
            Owner::Reference => "Reference",
            Owner::Continuation => "Continuation",
        };
        &SCHEMA["$defs"][definition]
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Path of what stands in it.
    pub(super) path: String,
    /// Type and key it comes from, as `Rule.numerator`; of a text in two languages, the key that holds it.
    pub(super) meaning: String,
    /// What it is, in English, from the schema.
    pub(super) description: String,
    /// Texts that may stand in it, and what each means, from the schema.
    pub(super) allowed: Vec<(&'static str, String)>,
    /// The type whose values these texts are.
    pub(super) values: String,
    /// It holds a text, not a number.
    pub(super) text: bool,
    /// Nothing but `{}` or `[]` stands in it, for a group of keys or a list that is there but empty.
    pub(super) container: bool,
}

impl Column {
    /// A column of the workbook itself, which is no key of the format.
    pub(super) fn plain(path: &str) -> Column {
        Column {
            path: path.to_owned(),
            meaning: format!("column.{path}"),
            description: String::new(),
            allowed: Vec::new(),
            values: String::new(),
            text: false,
            container: false,
        }
    }
}

/// Columns of the sheet of nodes.
pub(super) static NODE_COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut out = Vec::new();
    flatten(Owner::Node.schema(), "", "Node", Owner::Node, &mut out);
    out.retain(|column| column.path != "children");
    out.insert(1, Column::plain(PARENT));
    out
});

/// Keys of the sheet of single values.
pub(super) static BOOK_KEYS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut out = Vec::new();
    flatten(&SCHEMA, "", "Rulebook", Owner::Book, &mut out);
    out.retain(|column| !(column.path == "companions" || column.path == "tree" || column.path.starts_with("tree.")));
    out
});

fn at(schema: &'static Value, path: &str) -> &'static Value {
    path.split('.').try_fold(schema, key).unwrap_or(schema)
}

fn key(schema: &'static Value, name: &str) -> Option<&'static Value> {
    let schema = schema::resolve(schema);
    match schema::alternatives(schema) {
        Some(list) => list.iter().find_map(|alternative| key(alternative, name)),
        None => schema::properties(schema)?.get(name),
    }
}

fn item_schema(schema: &'static Value) -> &'static Value {
    let schema = schema::resolve(schema);
    if let Some(list) = schema::alternatives(schema) {
        return list.iter().find(|v| schema::type_of(v) == Some("array")).map_or(schema, |v| &v["items"]);
    }
    if let Some(items) = schema.get("items") {
        return items;
    }
    let patterns = schema.get("patternProperties").and_then(Value::as_object).and_then(|p| p.values().next());
    patterns.or_else(|| schema.get("additionalProperties")).unwrap_or(schema)
}

fn definition_name(schema: &'static Value) -> Option<&'static str> {
    let reference = |v: &'static Value| v.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
    reference(schema).or_else(|| schema::alternatives(schema)?.iter().find_map(reference))
}

fn describe(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Spreads a schema over columns. `definition` is the type it comes from.
fn flatten(written: &'static Value, prefix: &str, definition: &str, owner: Owner, out: &mut Vec<Column>) {
    let definition = definition_name(written).unwrap_or(definition);
    let schema = schema::resolve(written);
    if let Some(list) = schema::alternatives(schema) {
        match schema::union_of(list) {
            Union::Texts(_) => push(out, prefix, schema, definition, false),
            Union::Tagged(tag) => {
                push(out, prefix, schema, definition, true);
                let mut column =
                    Column { path: join(prefix, tag), meaning: format!("{definition}.{tag}"), ..Column::plain("") };
                column.description = describe(schema);
                column.allowed =
                    list.iter().filter_map(|v| Some((v["properties"][tag]["const"].as_str()?, describe(v)))).collect();
                definition.clone_into(&mut column.values);
                column.text = true;
                out.push(column);
                for alternative in list {
                    keys(alternative, prefix, definition, owner, out);
                }
            }
            Union::OneKey(_) => {
                push(out, prefix, schema, definition, true);
                for alternative in list {
                    keys(alternative, prefix, definition, owner, out);
                }
            }
            Union::Untagged => {
                for alternative in list {
                    flatten(alternative, prefix, definition, owner, out);
                }
            }
        }
        return;
    }
    let container = matches!(schema::type_of(schema), Some("object" | "array"));
    push(out, prefix, schema, definition, container);
    if table_at(owner, prefix).is_none() && !prefix.ends_with("children") && !prefix.ends_with("tree") {
        keys(schema, prefix, definition, owner, out);
    }
}

fn keys(schema: &'static Value, prefix: &str, definition: &str, owner: Owner, out: &mut Vec<Column>) {
    for (name, of_key) in schema::properties(schema).into_iter().flatten() {
        if of_key.get("const").is_some() {
            continue;
        }
        let path = join(prefix, name);
        let before = out.len();
        flatten(of_key, &path, definition, owner, out);
        let own = describe(of_key);
        let meaning = format!("{definition}.{name}");
        for column in &mut out[before..] {
            // Text in two languages, and types with a text form of their own, mean what the key that holds them means.
            let inner = column.path.strip_prefix(&path).unwrap_or_default();
            if inner.is_empty() || (definition_name(of_key) == Some("Text") && matches!(inner, ".vi" | ".en")) {
                column.meaning.clone_from(&meaning);
                column.description.clone_from(&own);
            }
        }
    }
}

fn push(out: &mut Vec<Column>, path: &str, schema: &'static Value, definition: &str, container: bool) {
    if path.is_empty() {
        return;
    }
    let allowed = match schema::alternatives(schema).map(|list| (list, schema::union_of(list))) {
        Some((list, Union::Texts(texts))) => texts.into_iter().zip(list.iter().map(describe)).collect(),
        _ => Vec::new(),
    };
    let text = schema::type_of(schema) == Some("string") || !allowed.is_empty();
    if let Some(there) = out.iter_mut().find(|column| column.path == path) {
        // Two alternatives share the path: a value and a group of keys.
        there.container &= container;
        there.text &= text;
        if !allowed.is_empty() {
            there.allowed = allowed;
            definition.clone_into(&mut there.values);
        }
        return;
    }
    out.push(Column {
        path: path.to_owned(),
        meaning: definition.to_owned(),
        description: String::new(),
        allowed,
        values: definition.to_owned(),
        text,
        container,
    });
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}
