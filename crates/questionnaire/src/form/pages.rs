//! A form as screens.

use super::{Appearance, ChoiceList, Form, Kind, QuestionType};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Numbers of the groups around it, from the outside.
    pub groups: Vec<usize>,
    /// Numbers of its items, in their order; groups within the screen are among them.
    pub items: Vec<usize>,
}

/// Questions as rows, choices as columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid<'f> {
    /// The number of the item whose text stands above: that of the group, or of the head.
    pub head: usize,
    /// The choices.
    pub list: &'f ChoiceList,
    /// Numbers of the questions.
    pub rows: Vec<usize>,
}

/// Something that is drawn on a screen, one below the other. Whether it is asked now, a [`crate::State`] says, of each row of a grid too.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<'f> {
    /// The text above a group within the screen: the number of the group.
    Heading(usize),
    /// A text that is read: its number.
    Note(usize),
    /// A question: its number.
    Question(usize),
    /// Questions as rows of a grid.
    Grid(Grid<'f>),
}

impl Form {
    /// What is drawn on a screen, in its order; every question is there once. The groups around the screen, [`Page::groups`], are not among it, unless the last is a grid.
    pub fn blocks(&self, page: &Page) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let is_table = |group: usize| self.items[group].appearance == Some(Appearance::TableList);
        let own = page.groups.last().copied().filter(|group| is_table(*group));
        blocks.extend(own.into_iter().flat_map(|group| self.grids(group)).map(Block::Grid));
        for index in page.items.iter().copied() {
            let item = &self.items[index];
            let is_row = item.parent.is_some_and(is_table);
            match (&item.kind, item.appearance) {
                (Kind::Group, Some(Appearance::TableList)) => {
                    blocks.extend(self.grids(index).into_iter().map(Block::Grid));
                }
                (Kind::Group, _) => blocks.push(Block::Heading(index)),
                (Kind::Note, _) => blocks.push(Block::Note(index)),
                (Kind::Question(_), Some(Appearance::Label)) => {
                    let grids = item.parent.map(|group| self.grids(group)).unwrap_or_default();
                    blocks.extend(grids.into_iter().filter(|grid| grid.head == index).map(Block::Grid));
                }
                (Kind::Question(_), Some(Appearance::ListNolabel)) | (Kind::Calculate(_), _) => {}
                (Kind::Question(_), _) if is_row => {}
                (Kind::Question(_), _) => blocks.push(Block::Question(index)),
            }
        }
        blocks
    }

    /// The screens, in their order.
    ///
    /// A group of the appearance `field-list` or `table-list` is one screen. Where the form says `style` `pages`, so is every other group that has no such group in it,
    /// and so are questions that stand together beside groups; else each question is a screen of its own. Calculations are on no screen.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        self.split(None, &mut Vec::new(), &mut pages);
        pages
    }

    fn split(&self, parent: Option<usize>, path: &mut Vec<usize>, pages: &mut Vec<Page>) {
        let mut loose = false;
        for index in self.children(parent) {
            let item = &self.items[index];
            match item.kind {
                Kind::Calculate(_) => {}
                Kind::Group => {
                    loose = false;
                    path.push(index);
                    if self.is_screen(index) {
                        let items = self.within(index);
                        if items.iter().any(|inner| !matches!(self.items[*inner].kind, Kind::Group)) {
                            pages.push(Page { groups: path.clone(), items });
                        }
                    } else {
                        self.split(Some(index), path, pages);
                    }
                    path.pop();
                }
                Kind::Note | Kind::Question(_) => match pages.last_mut() {
                    Some(page) if loose && self.settings.pages => page.items.push(index),
                    _ => {
                        pages.push(Page { groups: path.clone(), items: vec![index] });
                        loose = true;
                    }
                },
            }
        }
    }

    /// Everything in a group but calculations, at any depth.
    fn within(&self, group: usize) -> Vec<usize> {
        let after = self.items.iter().enumerate().skip(group + 1);
        let inside = after.take_while(|(_, item)| item.parent.is_some_and(|parent| parent >= group));
        inside.filter(|(_, item)| !matches!(item.kind, Kind::Calculate(_))).map(|(index, _)| index).collect()
    }

    fn is_screen(&self, group: usize) -> bool {
        let is_marked =
            |index: usize| matches!(self.items[index].appearance, Some(Appearance::FieldList | Appearance::TableList));
        is_marked(group) || self.settings.pages && !self.within(group).into_iter().any(is_marked)
    }

    /// The grids that are directly in a group: all questions of one of the appearance `table-list`, or the rows `list-nolabel` after a head `label`.
    pub fn grids(&self, group: usize) -> Vec<Grid<'_>> {
        let list_of = |index: usize| match &self.items[index].question()?.kind {
            QuestionType::SelectOne(select) | QuestionType::SelectMultiple(select) => {
                self.lists.iter().find(|list| list.name == select.list)
            }
            _ => None,
        };
        let mut grids: Vec<Grid<'_>> = Vec::new();
        let is_table = self.items[group].appearance == Some(Appearance::TableList);
        for index in self.children(Some(group)) {
            let Some(list) = list_of(index) else { continue };
            match (is_table, self.items[index].appearance) {
                (true, _) if grids.is_empty() => grids.push(Grid { head: group, list, rows: vec![index] }),
                (false, Some(Appearance::Label)) => grids.push(Grid { head: index, list, rows: Vec::new() }),
                (true, _) | (false, Some(Appearance::ListNolabel)) => {
                    if let Some(grid) = grids.last_mut() {
                        grid.rows.push(index);
                    }
                }
                _ => {}
            }
        }
        grids
    }
}
