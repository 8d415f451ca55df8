//! A table of records: found, filtered, sorted and turned over by links, so that it works without JavaScript.

use askama::Template;
use chiso_model::{Lang, decimal};

use super::{Badge, Choice, Empty, TableQuery, table_query::PAGE_ROWS};
use crate::words;

/// A table. The handler sorts and cuts the rows ([`TableQuery::offset`]); the table draws them and all that changes them.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    lang: Lang,
    id: String,
    caption: String,
    base: String,
    query: TableQuery,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: usize,
    page_rows: usize,
    sorted: (String, bool),
    find: Option<String>,
    filters: Vec<Filter>,
    /// Fields of one line to filter by: name, label, whether it takes a day.
    asked: Vec<(String, String, bool)>,
    downloads: Vec<(String, String)>,
    empty: Option<Empty>,
    /// Whether rows lead to a record beside the table.
    inbox: bool,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    title: String,
    number: bool,
    short: bool,
    sort: Option<&'static str>,
}

impl Column {
    /// A column of text.
    pub fn text(title: impl Into<String>) -> Column {
        Column { title: title.into(), number: false, short: false, sort: None }
    }

    /// A column of numbers, right-aligned.
    pub fn number(title: impl Into<String>) -> Column {
        Column { title: title.into(), number: true, short: false, sort: None }
    }

    /// Keeps its texts on one line: days, codes.
    pub fn short(mut self) -> Column {
        self.short = true;
        self
    }

    /// The class of its cells.
    fn class(&self) -> &'static str {
        match (self.number, self.short) {
            (true, _) => "n",
            (false, true) => "nowrap",
            (false, false) => "",
        }
    }

    /// Makes its title a link that sorts by it; `key` stands in the address.
    pub fn sorts(mut self, key: &'static str) -> Column {
        self.sort = Some(key);
        self
    }
}

/// A row; its first cell names it.
#[derive(Debug, Clone)]
pub struct Row {
    cells: Vec<Cell>,
    href: Option<String>,
    /// Id of the record, for a table with a panel beside it.
    key: Option<String>,
}

impl Row {
    /// A row of cells, one for each column.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, href: None, key: None }
    }

    /// Makes the first cell a link.
    pub fn to(mut self, href: impl Into<String>) -> Row {
        self.href = Some(href.into());
        self
    }

    /// Makes the first cell open the record with this id beside the table.
    pub fn opens(mut self, id: impl Into<String>) -> Row {
        self.key = Some(id.into());
        self
    }
}

/// What stands in a cell, ready to print.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Text, or a number as people read it.
    Text(String),
    /// Text that leads somewhere: text and address.
    Link(String, String),
    /// Badges.
    Badges(Vec<Badge>),
    /// Nothing, and why: "chưa có", "không áp dụng". Never an empty cell.
    None(String),
    /// Another part; it has escaped its texts.
    Html(String),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
}

impl From<Badge> for Cell {
    fn from(badge: Badge) -> Cell {
        Cell::Badges(vec![badge])
    }
}

/// A list to filter by.
#[derive(Debug, Clone)]
struct Filter {
    name: String,
    label: String,
    all: String,
    options: Vec<Choice>,
}

/// A heading, ready to print.
struct Heading<'a> {
    column: &'a Column,
    href: Option<String>,
    sorted: Option<&'static str>,
}

impl Table {
    /// A table at an address (`base`, without its query); `caption` says what is in it, `total` is the number of rows on all pages.
    pub fn new(
        lang: Lang,
        id: impl Into<String>,
        caption: impl Into<String>,
        base: impl Into<String>,
        query: TableQuery,
    ) -> Table {
        Table {
            lang,
            id: id.into(),
            caption: caption.into(),
            base: base.into(),
            query,
            columns: Vec::new(),
            rows: Vec::new(),
            total: 0,
            page_rows: PAGE_ROWS,
            sorted: (String::new(), false),
            find: None,
            filters: Vec::new(),
            asked: Vec::new(),
            downloads: Vec::new(),
            empty: None,
            inbox: false,
        }
    }

    /// Sets the columns.
    pub fn columns(mut self, columns: Vec<Column>) -> Table {
        self.columns = columns;
        self
    }

    /// Sets the rows of this page and how many there are on all pages.
    pub fn rows(mut self, rows: Vec<Row>, total: usize) -> Table {
        self.inbox = rows.iter().any(|row| row.key.is_some());
        self.rows = rows;
        self.total = total;
        self
    }

    /// Sets how many rows there are on all pages.
    pub fn total(mut self, total: usize) -> Table {
        self.total = total;
        self
    }

    /// Sets how many rows a page has; 50 else.
    pub fn page_rows(mut self, rows: usize) -> Table {
        self.page_rows = rows.max(1);
        self
    }

    /// Says which order holds: that of the address, or else the table's own.
    pub fn sorted_by(mut self, key: impl Into<String>, reversed: bool) -> Table {
        self.sorted = (key.into(), reversed);
        self
    }

    /// Adds a box that finds rows by words (`q`).
    pub fn find(mut self, label: impl Into<String>) -> Table {
        self.find = Some(label.into());
        self
    }

    /// Adds a list to filter by; `all` is the entry that leaves nothing out. What is chosen is taken from the address.
    pub fn filter(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        all: impl Into<String>,
        mut options: Vec<Choice>,
    ) -> Table {
        let name = name.into();
        for option in &mut options {
            option.chosen = option.id == self.query.filter(&name);
        }
        self.filters.push(Filter { name, label: label.into(), all: all.into(), options });
        self
    }

    /// Adds a field of one line to filter by a day as `21/11/2026`; [`read_day`](super::read_day) reads it.
    pub fn filter_day(mut self, name: impl Into<String>, label: impl Into<String>) -> Table {
        self.asked.push((name.into(), label.into(), true));
        self
    }

    /// Adds a field of one line to filter by a text: a code, an id.
    pub fn filter_text(mut self, name: impl Into<String>, label: impl Into<String>) -> Table {
        self.asked.push((name.into(), label.into(), false));
        self
    }

    /// Adds a file with the whole table: label (CSV, Excel) and address.
    pub fn download(mut self, label: impl Into<String>, href: impl Into<String>) -> Table {
        self.downloads.push((label.into(), href.into()));
        self
    }

    /// Says what to do first where there is nothing at all yet. (Where a filter leaves nothing, the table says so itself.)
    pub fn empty(mut self, empty: Empty) -> Table {
        self.empty = Some(empty);
        self
    }

    fn headings(&self) -> Vec<Heading<'_>> {
        self.columns.iter().map(|column| self.heading(column)).collect()
    }

    fn heading<'a>(&self, column: &'a Column) -> Heading<'a> {
        let Column { sort: Some(key), .. } = column else { return Heading { column, href: None, sorted: None } };
        let (by, reversed) = (&self.sorted.0, self.sorted.1);
        let current = by == key;
        let href = self.query.address(&self.base, |query| {
            (*key).clone_into(&mut query.sort);
            query.reversed = current && !reversed;
            query.page = 1;
            query.open.clear();
        });
        let sorted = current.then_some(if reversed { "descending" } else { "ascending" });
        Heading { column, href: Some(href), sorted }
    }

    /// What to do first; not where a filter is to blame.
    fn nothing_yet(&self) -> Option<&Empty> {
        self.empty.as_ref().filter(|_| !self.query.filters())
    }

    fn href_of(&self, row: &Row) -> Option<String> {
        match &row.key {
            Some(key) => Some(self.query.address(&self.base, |query| query.open.clone_from(key))),
            None => row.href.clone(),
        }
    }

    fn is_open(&self, row: &Row) -> bool {
        row.key.as_ref().is_some_and(|key| *key == self.query.open)
    }

    /// What the filter form must carry that has no field in it.
    fn carried(&self) -> Vec<(String, String)> {
        let own = |name: &str| {
            ["q", "page", "open"].contains(&name)
                || self.filters.iter().any(|filter| filter.name == name)
                || self.asked.iter().any(|(asked, ..)| asked == name)
        };
        self.query.pairs().into_iter().filter(|(name, _)| !own(name)).collect()
    }

    fn has_form(&self) -> bool {
        (self.find.is_some() || !self.filters.is_empty() || !self.asked.is_empty())
            && (self.total > 0 || self.query.filters())
    }

    /// A few rows among other parts of a page need neither a count nor a density.
    fn has_toolbar(&self) -> bool {
        const FEW: usize = 10;
        self.has_form() || self.total > FEW || !self.downloads.is_empty()
    }

    fn pages(&self) -> usize {
        self.total.div_ceil(self.page_rows).max(1)
    }

    fn page_href(&self, page: usize) -> String {
        self.query.address(&self.base, |query| {
            query.page = page;
            query.open.clear();
        })
    }

    /// The pages that links lead to: the first, the last, and those around the current one; 0 for a gap.
    fn page_links(&self) -> Vec<usize> {
        let (current, last) = (self.query.page, self.pages());
        let near = |page: &usize| *page == 1 || *page == last || page.abs_diff(current) <= 1;
        let mut links = Vec::new();
        for page in (1..=last).filter(near) {
            if links.last().is_some_and(|before| before + 1 < page) {
                links.push(0);
            }
            links.push(page);
        }
        links
    }

    fn density_href(&self, compact: bool) -> String {
        self.query.address(&self.base, |query| query.compact = compact)
    }

    fn shown(&self) -> String {
        let count = |count: usize| decimal(count as f64, 0, self.lang);
        let first = self.query.offset(self.page_rows).saturating_add(1);
        let last = first.saturating_add(self.rows.len()).saturating_sub(1);
        if self.rows.is_empty() || self.total <= self.page_rows {
            words::say_with(
                self.lang,
                "table-rows",
                &[("count", self.total.into()), ("shown", count(self.total).into())],
            )
        } else {
            let (from, to, of) = (count(first), count(last), count(self.total));
            words::say_with(self.lang, "table-range", &[("from", from.into()), ("to", to.into()), ("of", of.into())])
        }
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
