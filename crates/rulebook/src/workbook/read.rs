//! From a workbook to a document, with sheet, row and column of everything.

mod tree;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{Grid, grids};
use super::layout::{
    BOOK, BOOK_KEYS, Form, GUIDE, NODE_COLUMNS, NODES, NUMBER, OF_CONTINUES, OF_NODE, OF_PART, OF_RULE, Owner, TABLES,
    Table,
};
use super::sheets::table_columns;
use crate::definition::Rulebook;
use crate::document::{Entry, Item, Scalar, Style, Written};
use crate::message::{DocumentProblem, Problem, WorkbookProblem};
use crate::place::Place;
use crate::read::{Loaded, load};
use crate::suggest::nearest;
use tree::NodeRow;

/// Reads a rulebook from a workbook (`.xlsx`). `file` is the name shown in places.
///
/// # Errors
///
/// Every problem, warnings too, where at least one is an error.
pub fn read_xlsx(bytes: &[u8], file: &str) -> Result<Rulebook, Vec<Problem>> {
    load_xlsx(bytes, file).into_result()
}

/// Reads a rulebook from a workbook (`.xlsx`), and tells warnings too. `file` is the name shown in places.
pub fn load_xlsx(bytes: &[u8], file: &str) -> Loaded {
    let Document { root, problems, doubtful } = document(bytes, file);
    match root {
        Some(root) => load(&root, problems, doubtful),
        None => Loaded::refused(problems),
    }
}

/// What a workbook stands for.
pub(super) struct Document {
    /// Its content, as far as it hangs together; absent where it does not at all.
    pub(super) root: Option<Item>,
    pub(super) problems: Vec<Problem>,
    /// Some nodes hang where they may not belong.
    doubtful: bool,
}

/// The document that a workbook stands for.
pub(super) fn document(bytes: &[u8], file: &str) -> Document {
    let file: Arc<str> = Arc::from(file);
    let grids = match grids(bytes, &file) {
        Ok(grids) => grids,
        Err(problems) => return Document { root: None, problems, doubtful: false },
    };
    let mut reader = Reader {
        file,
        problems: Vec::new(),
        nodes: Vec::new(),
        by_id: BTreeMap::new(),
        unnamed: Vec::new(),
        lists: BTreeMap::new(),
        doubtful: false,
        hopeless: false,
    };
    let root = reader.workbook(grids);
    Document { root: root.filter(|_| !reader.hopeless), problems: reader.problems, doubtful: reader.doubtful }
}

/// Something that holds lists: the owner, and its number among those of its kind.
type Holder = (u8, usize);

const BOOK_HOLDER: Holder = (0, 0);

fn node_holder(i: usize) -> Holder {
    (1, i)
}

/// A row of a sheet whose rows hold lists: its item, whose it is, and its number there.
struct Row {
    item: Item,
    holder: Holder,
    number: String,
}

struct Reader {
    file: Arc<str>,
    problems: Vec<Problem>,
    nodes: Vec<NodeRow>,
    by_id: BTreeMap<String, usize>,
    /// Nodes whose id is missing, or that of another: other cells may speak of them by an id that is nowhere.
    unnamed: Vec<usize>,
    /// Rows of `rules`, `parts` and `continues`.
    lists: BTreeMap<&'static str, Vec<Row>>,
    doubtful: bool,
    hopeless: bool,
}

impl Reader {
    fn error(&mut self, place: &Place, problem: WorkbookProblem) {
        self.problems.push(Problem::error(place.clone(), problem));
    }

    fn workbook(&mut self, grids: Vec<Grid>) -> Option<Item> {
        let mut by_name: BTreeMap<&'static str, Grid> = BTreeMap::new();
        for mut grid in grids {
            let known = || [BOOK, NODES].into_iter().chain(TABLES.iter().map(|table| table.name));
            if &*grid.name == GUIDE {
                continue;
            }
            match known().find(|name| *name == &*grid.name) {
                Some(name) => {
                    self.problems.append(&mut grid.problems);
                    self.check_columns(name, &mut grid);
                    by_name.insert(name, grid);
                }
                None if grid.is_empty() => {}
                None => {
                    let problem = WorkbookProblem::UnknownSheet {
                        sheet: grid.name.to_string(),
                        suggestion: nearest(&grid.name, known()),
                    };
                    let place = Place::cell(&self.file, &grid.name, 1, 1);
                    self.problems.push(Problem::warning(place, problem));
                }
            }
        }
        for sheet in [BOOK, NODES] {
            if !by_name.contains_key(sheet) {
                let place = Place::whole(&self.file);
                self.error(&place, WorkbookProblem::MissingSheet { sheet });
            }
        }
        let mut book = self.book(by_name.remove(BOOK)?);
        self.nodes(by_name.remove(NODES)?);
        self.name_the_unnamed(&by_name);
        let holds_lists = |table: &&Table| table.rows != Owner::Row;
        for table in TABLES.iter().filter(holds_lists) {
            if let Some(grid) = by_name.remove(table.name) {
                self.holding_table(table, grid);
            }
        }
        for table in TABLES.iter().filter(|table| !holds_lists(table)) {
            if let Some(grid) = by_name.remove(table.name) {
                self.table(table, grid, &mut book);
            }
        }
        for name in ["rules", "parts", "continues"] {
            self.hand_over(name, &mut book);
        }
        self.plant(&mut book);
        Some(book)
    }

    /// Tells of columns that are not known, and of doubled ones, and forgets them.
    fn check_columns(&mut self, sheet: &str, grid: &mut Grid) {
        let known: Vec<String> = match sheet {
            BOOK => vec!["key".to_owned(), "value".to_owned()],
            NODES => NODE_COLUMNS.iter().map(|column| column.path.clone()).collect(),
            _ => TABLES
                .iter()
                .find(|t| t.name == sheet)
                .map(table_columns)
                .unwrap_or_default()
                .into_iter()
                .map(|c| c.path)
                .collect(),
        };
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        let mut bad = Vec::new();
        let mut meant = Vec::new();
        let there: Vec<String> = grid.header.values().map(|(name, _)| name.clone()).collect();
        for (column, (name, place)) in &grid.header {
            // Columns of the author's own.
            if name.starts_with('#') {
                bad.push(*column);
            } else if let Some(first) = seen.get(name) {
                let problem = DocumentProblem::DoubledKey { key: name.clone(), first: first.clone() };
                self.problems.push(Problem::error(place.clone(), problem));
                bad.push(*column);
            } else if known.contains(name) {
                seen.insert(name.clone(), place.clone());
            } else {
                let suggestion = nearest(name, known.iter().map(String::as_str));
                match &suggestion {
                    // Read as what was probably meant, so that the rows are not told to want it.
                    Some(name) if !there.contains(name) && !meant.iter().any(|(_, other)| other == name) => {
                        meant.push((*column, name.clone()));
                    }
                    _ => bad.push(*column),
                }
                let problem = WorkbookProblem::UnknownColumn { column: name.clone(), suggestion };
                self.problems.push(Problem::error(place.clone(), problem));
            }
        }
        for (column, name) in meant {
            if let Some((of_column, _)) = grid.header.get_mut(&column) {
                *of_column = name;
            }
        }
        for column in bad {
            grid.header.remove(&column);
        }
    }

    fn book(&mut self, grid: Grid) -> Item {
        let mut book = empty_map(Place::cell(&self.file, &grid.name, 1, 1));
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        let there: Vec<String> = grid.texts("key").into_iter().map(str::to_owned).collect();
        for row in grid.rows() {
            let key = row.cells.iter().find(|(name, _)| name == "key").map(|(_, item)| item.clone());
            let value = row.cells.into_iter().find(|(name, _)| name == "value").map(|(_, item)| item);
            let (Some(key), Some(value)) = (key, value) else { continue };
            let mut path = text_of(&key).to_owned();
            if let Some(first) = seen.get(&path) {
                let problem = DocumentProblem::DoubledKey { key: path, first: first.clone() };
                self.problems.push(Problem::error(key.place, problem));
                continue;
            }
            if !BOOK_KEYS.iter().any(|column| column.path == path) {
                let suggestion = nearest(&path, BOOK_KEYS.iter().map(|column| column.path.as_str()));
                let meant = suggestion.clone();
                self.error(&key.place, WorkbookProblem::UnknownBookKey { key: path, suggestion });
                // Read as what was probably meant, so that it is not told to be missing.
                match meant.filter(|meant| !seen.contains_key(meant) && !there.contains(meant)) {
                    Some(meant) => path = meant,
                    None => continue,
                }
            }
            seen.insert(path.clone(), key.place.clone());
            self.put(&mut book, &path, value);
        }
        book
    }

    fn assemble(&mut self, place: Place, cells: Vec<(String, Item)>) -> Item {
        let mut item = empty_map(place);
        for (path, value) in cells {
            self.put(&mut item, &path, value);
        }
        item
    }

    /// Puts a cell at a path; what stands wrong there is mended in that cell.
    fn put(&mut self, item: &mut Item, path: &str, value: Item) {
        let place = value.place.clone();
        if !insert(item, path, &place, value) {
            self.error(&place, WorkbookProblem::Conflict { path: path.to_owned() });
        }
    }

    /// Whose a row is; tells where that cannot be said.
    fn holder(&mut self, table: &Table, cells: &mut Vec<(String, Item)>, place: &Place) -> Option<(Owner, Holder)> {
        let node = take(cells, OF_NODE);
        let rule = take(cells, OF_RULE);
        let part = take(cells, OF_PART);
        let continues = take(cells, OF_CONTINUES);
        if table.path(Owner::Continuation).is_some() {
            let found = self.listed("continues", BOOK_HOLDER, OF_CONTINUES, continues, place)?;
            return Some((Owner::Continuation, found));
        }
        let Some(node) = node else {
            if table.path(Owner::Book).is_some() {
                return Some((Owner::Book, BOOK_HOLDER));
            }
            self.error(place, WorkbookProblem::MissingOwner { column: OF_NODE });
            return None;
        };
        if is_unknown(&node) || self.by_id.is_empty() {
            return None;
        }
        let i = self.node_called(text_of(&node).to_owned(), &node.place, OF_NODE)?;
        let holder = node_holder(i);
        let has_dated = self.lists.get("rules").is_some_and(|rows| rows.iter().any(|row| row.holder == holder));
        if table.path(Owner::Dated).is_some() && (rule.is_some() || has_dated) {
            return Some((Owner::Dated, self.listed("rules", holder, OF_RULE, rule, place)?));
        }
        if part.is_some() {
            return Some((Owner::Reference, self.listed("parts", holder, OF_PART, part, place)?));
        }
        Some((Owner::Node, holder))
    }

    /// The row of `rules`, `parts` or `continues` that has a number.
    fn listed(
        &mut self,
        sheet: &'static str,
        holder: Holder,
        column: &'static str,
        number: Option<Item>,
        place: &Place,
    ) -> Option<Holder> {
        let Some(number) = number else {
            self.error(place, WorkbookProblem::MissingOwner { column });
            return None;
        };
        if is_unknown(&number) {
            return None;
        }
        let wanted = text_of(&number);
        let rows = self.lists.get(sheet);
        let found = rows.and_then(|rows| rows.iter().position(|row| row.holder == holder && row.number == wanted));
        if found.is_none() {
            let problem = WorkbookProblem::UnknownOwner { column, value: wanted.to_owned(), suggestion: None };
            self.error(&number.place, problem);
        }
        let kind = match sheet {
            "rules" => 2,
            "parts" => 3,
            _ => 4,
        };
        found.map(|i| (kind, i))
    }

    /// A sheet whose rows hold lists themselves: its rows are kept until these have been read.
    fn holding_table(&mut self, table: &'static Table, grid: Grid) {
        let mut rows: Vec<Row> = Vec::new();
        for mut row in grid.rows() {
            let Some((_, holder)) = self.holder(table, &mut row.cells, &row.place) else { continue };
            let number = take(&mut row.cells, NUMBER).map(|item| text_of(&item).to_owned());
            // Rows that nobody numbered are counted.
            let number = number.unwrap_or_else(|| (rows.iter().filter(|r| r.holder == holder).count() + 1).to_string());
            let item = self.assemble(row.place, row.cells);
            rows.push(Row { item, holder, number });
        }
        self.lists.insert(table.name, rows);
    }

    fn table(&mut self, table: &'static Table, grid: Grid, book: &mut Item) {
        let mut gathered: BTreeMap<Holder, (Owner, Item)> = BTreeMap::new();
        for mut row in grid.rows() {
            let Some((owner, holder)) = self.holder(table, &mut row.cells, &row.place) else { continue };
            let place = row.place.clone();
            let (_, list) = gathered.entry(holder).or_insert_with(|| {
                let written = if matches!(table.form, Form::Map(..)) {
                    Written::Map(Vec::new())
                } else {
                    Written::List(Vec::new())
                };
                (owner, Item { place: place.clone(), written })
            });
            match table.form {
                Form::List => {
                    let item = self.assemble(place, row.cells);
                    push(list, item);
                }
                Form::Texts(column) => {
                    if let Some(item) = take(&mut row.cells, column) {
                        push(list, item);
                    }
                }
                Form::Map(key_column, value_column) => {
                    let Some(key) = take(&mut row.cells, key_column) else {
                        self.error(&place, WorkbookProblem::MissingOwner { column: key_column });
                        continue;
                    };
                    let value = match value_column {
                        Some(column) => take(&mut row.cells, column),
                        None => Some(self.assemble(place.clone(), row.cells)),
                    };
                    let Some(value) = value else {
                        self.error(
                            &place,
                            WorkbookProblem::MissingOwner { column: value_column.unwrap_or(key_column) },
                        );
                        continue;
                    };
                    if is_unknown(&key) {
                        continue;
                    }
                    let name = text_of(&key).to_owned();
                    if let Written::Map(entries) = &mut list.written {
                        if let Some(first) = entries.iter().find(|entry| entry.key == name) {
                            let problem = DocumentProblem::DoubledKey { key: name, first: first.key_place.clone() };
                            self.problems.push(Problem::error(key.place, problem));
                        } else {
                            entries.push(Entry { key: name, key_place: key.place, value });
                        }
                    }
                }
            }
        }
        for (holder, (owner, list)) in gathered {
            let path = table.path(owner).unwrap_or_default();
            self.attach(holder, path, list, book);
        }
    }

    /// Gives a list to its holder.
    fn attach(&mut self, holder: Holder, path: &str, list: Item, book: &mut Item) {
        let place = list.place.clone();
        let fits = match holder {
            (0, _) => insert(book, path, &place, list),
            (1, i) => self.nodes.get_mut(i).is_some_and(|node| insert(&mut node.item, path, &place, list)),
            (kind, i) => {
                let name = match kind {
                    2 => "rules",
                    3 => "parts",
                    _ => "continues",
                };
                self.lists
                    .get_mut(name)
                    .and_then(|l| l.get_mut(i))
                    .is_some_and(|row| insert(&mut row.item, path, &place, list))
            }
        };
        if !fits {
            self.error(&place, WorkbookProblem::Conflict { path: path.to_owned() });
        }
    }

    /// Gives the rows of `rules`, `parts` or `continues` to their holders, now that they are complete.
    fn hand_over(&mut self, name: &'static str, book: &mut Item) {
        let Some(table) = TABLES.iter().find(|table| table.name == name) else { return };
        let (_, path) = table.owners[0];
        let mut gathered: BTreeMap<Holder, Item> = BTreeMap::new();
        for row in self.lists.remove(name).unwrap_or_default() {
            let place = row.item.place.clone();
            let list = gathered.entry(row.holder).or_insert_with(|| Item { place, written: Written::List(Vec::new()) });
            push(list, row.item);
        }
        for (holder, list) in gathered {
            self.attach(holder, path, list, book);
        }
    }
}

fn empty_map(place: Place) -> Item {
    Item { place, written: Written::Map(Vec::new()) }
}

/// What stands in a cell whose value cannot be known, which has been told of.
fn unknown(place: Place) -> Item {
    Item { place, written: Written::Scalar(Scalar { text: String::new(), style: Style::Unknown }) }
}

fn is_unknown(item: &Item) -> bool {
    matches!(&item.written, Written::Scalar(scalar) if scalar.style == Style::Unknown)
}

fn push(list: &mut Item, item: Item) {
    if let Written::List(items) = &mut list.written {
        items.push(item);
    }
}

fn take(cells: &mut Vec<(String, Item)>, column: &str) -> Option<Item> {
    let i = cells.iter().position(|(name, _)| name == column)?;
    Some(cells.remove(i).1)
}

fn text_of(item: &Item) -> &str {
    match &item.written {
        Written::Scalar(Scalar { text, .. }) => text,
        _ => "",
    }
}

/// Puts a value at a path of keys; false where something else stands there.
fn insert(item: &mut Item, path: &str, place: &Place, value: Item) -> bool {
    let Written::Map(entries) = &mut item.written else { return false };
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let there = entries.iter().position(|entry| entry.key == head);
    match (rest, there) {
        (None, Some(_)) => false,
        (None, None) => {
            entries.push(Entry { key: head.to_owned(), key_place: place.clone(), value });
            true
        }
        (Some(rest), Some(i)) => insert(&mut entries[i].value, rest, place, value),
        (Some(rest), None) => {
            let mut inner = empty_map(place.clone());
            let fits = insert(&mut inner, rest, place, value);
            entries.push(Entry { key: head.to_owned(), key_place: place.clone(), value: inner });
            fits
        }
    }
}
