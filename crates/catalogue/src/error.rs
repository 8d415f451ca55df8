//! What can be wrong with shipped data, and with a name that was asked for.

use chiso_model::Lang;

/// Shipped data that cannot be used. All problems are found at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueError {
    /// Every problem, by file and row.
    pub problems: Vec<Problem>,
}

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as a path from the root of the project: `facts/provinces.csv`.
    pub file: String,
    /// The line, counted from 1 with the header as line 1; none when the file as a whole is meant.
    pub line: Option<u64>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with a file or a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The file is not among those given.
    NoSuchFile,
    /// The row cannot be read; the reader's own words.
    Unreadable(String),
    /// A column holds something it cannot hold.
    BadValue {
        /// The column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What may stand there.
        wanted: &'static str,
    },
    /// A column names something that is not in the file it refers to.
    Unknown {
        /// The column.
        column: &'static str,
        /// The name.
        found: String,
        /// The file in which it should be.
        file: &'static str,
    },
    /// Two rows speak of the same thing.
    Repeated(String),
    /// A problem in the words of the reader of rulebooks or of facts, which name the place themselves.
    Told {
        /// In Vietnamese.
        vi: String,
        /// In English.
        en: String,
    },
}

impl CatalogueError {
    /// Every problem, one a line.
    pub fn message(&self, lang: Lang) -> String {
        self.problems.iter().map(|p| p.message(lang)).collect::<Vec<_>>().join("\n")
    }
}

impl std::fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for CatalogueError {}

impl Problem {
    /// Where, what, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let place = self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file));
        let what = match (&self.kind, lang) {
            (ProblemKind::NoSuchFile, Lang::Vi) => "không có tệp này; hãy thêm tệp".to_owned(),
            (ProblemKind::NoSuchFile, Lang::En) => "there is no such file; add it".to_owned(),
            (ProblemKind::Unreadable(why), Lang::Vi) => format!("không đọc được dòng này: {why}"),
            (ProblemKind::Unreadable(why), Lang::En) => format!("the row cannot be read: {why}"),
            (ProblemKind::BadValue { column, found, wanted }, Lang::Vi) => {
                format!("cột `{column}` ghi `{found}`; chỉ được ghi {wanted}")
            }
            (ProblemKind::BadValue { column, found, wanted }, Lang::En) => {
                format!("column `{column}` says `{found}`; it may only say {wanted}")
            }
            (ProblemKind::Unknown { column, found, file }, Lang::Vi) => {
                format!("cột `{column}` ghi `{found}` nhưng {file} không có; hãy sửa tên hoặc thêm vào tệp đó")
            }
            (ProblemKind::Unknown { column, found, file }, Lang::En) => {
                format!("column `{column}` says `{found}`, which is not in {file}; mend the name or add it there")
            }
            (ProblemKind::Repeated(what), Lang::Vi) => format!("`{what}` đã có ở dòng trước; hãy bỏ bớt một dòng"),
            (ProblemKind::Repeated(what), Lang::En) => {
                format!("`{what}` stands in an earlier row already; take one of them out")
            }
            (ProblemKind::Told { vi, en }, _) => return lang.pick(vi, en).clone(),
        };
        format!("{place}: {what}")
    }
}

/// A name that nothing shipped has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// What was looked for.
    pub sort: Sort,
    /// The name asked for.
    pub asked: String,
    /// Names that look like it, the nearest first; empty when none does.
    pub near: Vec<String>,
    /// Every name there is.
    pub known: Vec<String>,
}

/// What a name was looked up as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A rulebook: `hdi` or `par-index/2023-ministry`.
    Rulebook,
    /// A data set: `par-index/province/2024`.
    Dataset,
}

impl UnknownName {
    /// Made from every name there is.
    pub(crate) fn new<'a>(sort: Sort, asked: &str, known: impl IntoIterator<Item = &'a str>) -> UnknownName {
        let mut known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        known.sort();
        known.dedup();
        let mut near: Vec<(usize, &String)> = known
            .iter()
            .map(|name| (distance(asked, name), name))
            .filter(|(distance, _)| *distance <= 1 + asked.chars().count() / 4)
            .collect();
        near.sort();
        let near = near.into_iter().take(3).map(|(_, name)| name.clone()).collect();
        UnknownName { sort, asked: asked.to_owned(), near, known }
    }

    /// What is not there, what it may have been meant to be, and what there is.
    pub fn message(&self, lang: Lang) -> String {
        let mut text = match (self.sort, lang) {
            (Sort::Rulebook, Lang::Vi) => format!("Không có bộ tiêu chí `{}`.", self.asked),
            (Sort::Rulebook, Lang::En) => format!("There is no rulebook `{}`.", self.asked),
            (Sort::Dataset, Lang::Vi) => format!("Không có bộ số liệu `{}`.", self.asked),
            (Sort::Dataset, Lang::En) => format!("There is no data set `{}`.", self.asked),
        };
        if !self.near.is_empty() {
            text.push_str(lang.pick(" Có phải: ", " Did you mean: "));
            text.push_str(&self.near.join(", "));
            text.push('?');
        }
        text.push_str(lang.pick(" Hiện có: ", " There are: "));
        text.push_str(&self.known.join(", "));
        text.push('.');
        text
    }
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for UnknownName {}

/// Letters to change to come from one name to the other; a name also stands for its last part, so that `876-province` is near `par-index/876-province`.
fn distance(asked: &str, name: &str) -> usize {
    let asked = asked.to_lowercase();
    let whole = strsim::osa_distance(&asked, name);
    let last = name.rsplit('/').next().unwrap_or(name);
    whole.min(strsim::osa_distance(&asked, last))
}
