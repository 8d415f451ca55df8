//! The sheet of nodes: its rows become a tree, as far as they say which stands under which.

use std::collections::BTreeMap;

use super::super::cells::Grid;
use super::super::layout::{NODES, OF_NODE, PARENT};
use super::{Reader, insert, is_unknown, take, text_of, unknown};
use crate::document::{Item, Written};
use crate::message::{DocumentProblem, Problem, WorkbookProblem};
use crate::place::{Place, Spot};
use crate::suggest::nearest;

/// Deepest tree that is read; a tree of that depth can also be written as YAML and read back.
const TREE_LIMIT: usize = 24;

/// A node before it has its place in the tree.
pub(super) struct NodeRow {
    pub(super) item: Item,
    parent: Parent,
}

/// Under which node a node stands.
enum Parent {
    /// Under none.
    None,
    /// Under the one with this id.
    Id(String, Place),
    /// That cannot be known.
    Unknown,
}

impl Reader {
    pub(super) fn nodes(&mut self, grid: Grid) {
        let [id_column, parent_column, title_column] = ["id", PARENT, "title.vi"].map(|name| {
            let found = grid.column(name);
            if found.is_none() {
                let place = Place::cell(&self.file, &grid.name, 1, 1);
                self.error(&place, WorkbookProblem::MissingColumn { sheet: NODES, column: name });
            }
            found
        });
        self.doubtful |= parent_column.is_none();
        // Without ids nothing in the other sheets belongs to any node.
        self.hopeless |= id_column.is_none();
        for mut row in grid.rows() {
            let number = self.nodes.len();
            let parent = match take(&mut row.cells, PARENT) {
                Some(item) if is_unknown(&item) => Parent::Unknown,
                Some(item) => Parent::Id(text_of(&item).to_owned(), item.place),
                // The first row is the root; where there is no column of parents, all others are under it.
                None if parent_column.is_none() && number > 0 => Parent::Unknown,
                None => Parent::None,
            };
            let id = row.cells.iter().find(|(name, _)| name == "id").map(|(_, item)| item);
            match id {
                Some(item) if !is_unknown(item) => {
                    let id = text_of(item).to_owned();
                    if *self.by_id.entry(id).or_insert(number) != number {
                        self.unnamed.push(number);
                    }
                }
                Some(_) => self.unnamed.push(number),
                None => {
                    let column = id_column.unwrap_or(1);
                    if let Spot::Cell { sheet, .. } = &row.place.spot {
                        let place = Place::cell(&self.file, sheet, row.number, column);
                        if id_column.is_some() {
                            self.error(&place, WorkbookProblem::BlankCell { column: "id" });
                        }
                        row.cells.push(("id".to_owned(), unknown(place)));
                    }
                    self.unnamed.push(number);
                }
            }
            if title_column.is_none() {
                row.cells.push(("title.vi".to_owned(), unknown(row.place.clone())));
            }
            let item = self.assemble(row.place, row.cells);
            self.nodes.push(NodeRow { item, parent });
        }
    }

    /// Where as many ids are spoken of in vain as nodes have none of their own, these are the ones meant.
    pub(super) fn name_the_unnamed(&mut self, tables: &BTreeMap<&'static str, Grid>) {
        let mut vain: Vec<String> = Vec::new();
        let parents = self.nodes.iter().filter_map(|node| match &node.parent {
            Parent::Id(id, _) => Some(id.as_str()),
            _ => None,
        });
        for id in parents.chain(tables.values().flat_map(|grid| grid.texts(OF_NODE))) {
            if vain.len() <= self.unnamed.len() && !self.by_id.contains_key(id) && !vain.iter().any(|v| v == id) {
                vain.push(id.to_owned());
            }
        }
        if vain.len() <= self.unnamed.len() {
            self.by_id.extend(vain.into_iter().zip(self.unnamed.iter().copied()));
        }
    }

    /// The node with an id; where there is none it is told of, and the node that was probably meant is given.
    pub(super) fn node_called(&mut self, id: String, place: &Place, column: &'static str) -> Option<usize> {
        if let Some(i) = self.by_id.get(&id) {
            return Some(*i);
        }
        let suggestion = nearest(&id, self.by_id.keys().map(String::as_str));
        let meant = suggestion.as_ref().and_then(|meant| self.by_id.get(meant).copied());
        self.error(place, WorkbookProblem::UnknownOwner { column, value: id, suggestion });
        meant
    }

    /// Puts nodes under their parents. The first node without a parent is the root, the others are companions.
    pub(super) fn plant(&mut self, book: &mut Item) {
        let rows = std::mem::take(&mut self.nodes);
        let mut items = Vec::new();
        let mut parents = Vec::new();
        for row in rows {
            items.push(Some(row.item));
            parents.push(row.parent);
        }
        let place = Place::whole(&self.file);
        let root = parents.iter().position(|parent| matches!(parent, Parent::None)).or_else(|| {
            self.error(&place, WorkbookProblem::NoRoot);
            self.doubtful = true;
            let id = entry_text(book, "id").and_then(|id| self.by_id.get(id).copied());
            id.or((!parents.is_empty()).then_some(0))
        });
        let Some(root) = root else {
            insert(book, "tree", &place, unknown(place.clone()));
            return;
        };
        let mut above: Vec<Option<usize>> = Vec::new();
        for (i, parent) in parents.into_iter().enumerate() {
            above.push(match parent {
                _ if i == root => None,
                Parent::None => None,
                Parent::Unknown => {
                    self.doubtful = true;
                    Some(root)
                }
                Parent::Id(id, place) => Some(self.node_called(id, &place, PARENT).unwrap_or_else(|| {
                    self.doubtful = true;
                    root
                })),
            });
        }
        self.open_circles(&mut above, root, &items);
        let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (i, parent) in above.iter().enumerate().filter(|(i, _)| *i != root) {
            children.entry(*parent).or_default().push(i);
        }
        let companions = children.remove(&None).unwrap_or_default();
        let root = self.grow(root, 1, &children, &mut items);
        let companions: Vec<Item> = companions.iter().filter_map(|i| self.grow(*i, 1, &children, &mut items)).collect();
        if let Some(root) = root {
            let place = root.place.clone();
            insert(book, "tree", &place, root);
        }
        if let Some(first) = companions.first() {
            let place = first.place.clone();
            insert(book, "companions", &place.clone(), Item { place, written: Written::List(companions) });
        }
    }

    /// Tells of nodes that hang on themselves, and hangs one node of each such circle on the root.
    fn open_circles(&mut self, above: &mut [Option<usize>], root: usize, items: &[Option<Item>]) {
        let mut seen: Vec<Option<usize>> = vec![None; above.len()];
        for start in 0..above.len() {
            let mut at = Some(start);
            while let Some(i) = at.filter(|i| seen[*i].is_none()) {
                seen[i] = Some(start);
                at = above[i];
            }
            if let Some(i) = at.filter(|i| seen[*i] == Some(start)) {
                if let Some(item) = &items[i] {
                    self.error(&item.place, WorkbookProblem::ParentCircle);
                }
                above[i] = Some(root);
                self.doubtful = true;
            }
        }
    }

    fn grow(
        &mut self,
        i: usize,
        depth: usize,
        children: &BTreeMap<Option<usize>, Vec<usize>>,
        items: &mut [Option<Item>],
    ) -> Option<Item> {
        let mut item = items.get_mut(i)?.take()?;
        if depth > TREE_LIMIT {
            self.problems.push(Problem::error(item.place, DocumentProblem::TooDeep { limit: TREE_LIMIT }));
            self.hopeless = true;
            return None;
        }
        let parts: Vec<Item> = children
            .get(&Some(i))
            .into_iter()
            .flatten()
            .filter_map(|child| self.grow(*child, depth + 1, children, items))
            .collect();
        if let Some(first) = parts.first() {
            let place = first.place.clone();
            let list = Item { place: place.clone(), written: Written::List(parts) };
            if !insert(&mut item, "children", &place, list) {
                self.error(&place, WorkbookProblem::Conflict { path: "children".to_owned() });
            }
        }
        Some(item)
    }
}

fn entry_text<'a>(map: &'a Item, key: &str) -> Option<&'a str> {
    let Written::Map(entries) = &map.written else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| text_of(&entry.value))
}
