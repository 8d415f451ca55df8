//! What is wrong with a bundle, each with its place.

use chiso_model::Lang;

use crate::PublicKey;
use crate::part::{CHAIN, MANIFEST, PUBLIC_KEY, SIGNATURE, TRACE};

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A part is not what the manifest lists.
    Hash {
        /// The part.
        part: String,
        /// SHA-256 that the manifest lists.
        listed: String,
        /// SHA-256 of what is there.
        found: String,
    },
    /// A part that must be there is not.
    Missing {
        /// The part.
        part: String,
    },
    /// A part that no bundle has, or that the manifest does not list.
    Unknown {
        /// The part.
        part: String,
    },
    /// The manifest is not what was signed.
    Signature,
    /// The manifest names a key, but there is no signature.
    Stripped,
    /// A key was given, and the bundle is not signed.
    Unsigned,
    /// Another key than the one given signed it.
    OtherKey {
        /// The key that signed it.
        found: PublicKey,
        /// The key given.
        trusted: PublicKey,
    },
    /// The key beside the signature is not the one that the manifest names.
    KeyFile,
    /// The rulebook cannot be read, or cannot be computed for the period.
    Rulebook {
        /// What is wrong with it, in Vietnamese and English.
        said: (String, String),
    },
    /// Something in the manifest is not as the parts say.
    Manifest {
        /// The field.
        field: &'static str,
        /// What stands there.
        listed: String,
        /// What the parts say.
        found: String,
    },
    /// A row or line cannot be read.
    Unreadable {
        /// The part.
        part: &'static str,
        /// The line, from 1.
        line: u64,
        /// What is wrong, in Vietnamese and English.
        said: (&'static str, &'static str),
    },
    /// A link of a score is not the one that was written after the link before it.
    Link {
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
        /// Its number in the chain, from 1.
        link: usize,
    },
    /// The rule does not give these points for the numbers of a link.
    ByRule {
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
        /// Its number in the chain, from 1.
        link: usize,
        /// Points by the rule that stand there.
        published: String,
        /// Points that the rule gives.
        computed: String,
    },
    /// The points of a link are not those of its reason: by the rule, or nothing declared.
    Points {
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
        /// Its number in the chain, from 1.
        link: usize,
        /// The points.
        published: String,
    },
    /// A value is not what follows from the parts before it.
    Cell {
        /// The part.
        part: &'static str,
        /// The row.
        row: Row,
        /// The column.
        column: &'static str,
        /// What stands there.
        published: String,
        /// What follows.
        computed: String,
    },
    /// A row that follows from the parts before is not there.
    RowMissing {
        /// The part.
        part: &'static str,
        /// The row.
        row: Row,
    },
    /// A row does not follow from anything.
    RowUnknown {
        /// The part.
        part: &'static str,
        /// The row.
        row: Row,
    },
    /// The rows of a part say the right things in another order or form.
    Form {
        /// The part.
        part: &'static str,
    },
    /// A value came about in another way than it is told.
    Trace {
        /// The unit.
        unit: String,
        /// The node.
        node: String,
    },
    /// The engine cannot compute from the facts.
    Engine {
        /// What it says, in Vietnamese and English.
        said: (String, String),
    },
}

/// Which row of a part: unit, node or indicator, period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Vec<(&'static str, String)>);

impl Row {
    /// The row of these keys.
    pub(crate) fn new(columns: &[&'static str], keys: &[String]) -> Row {
        Row(columns.iter().copied().zip(keys.iter().cloned()).collect())
    }

    /// The row of a unit and a node.
    pub(crate) fn of(unit: String, node: String) -> Row {
        Row(vec![("unit", unit), ("node", node)])
    }

    fn text(&self, lang: Lang) -> String {
        let word = |column: &str| match column {
            "unit" => lang.pick("đơn vị", "unit"),
            "indicator" => lang.pick("chỉ tiêu", "indicator"),
            "period" => lang.pick("kỳ", "period"),
            _ => lang.pick("mục", "node"),
        };
        let named = self.0.iter().filter(|(_, key)| !key.is_empty());
        named.map(|(column, key)| format!("{} {key}", word(column))).collect::<Vec<_>>().join(", ")
    }
}

impl Finding {
    pub(crate) fn unreadable(part: &'static str, line: u64, vi: &'static str, en: &'static str) -> Finding {
        Finding::Unreadable { part, line, said: (vi, en) }
    }

    /// The part in which it is.
    pub fn part(&self) -> &str {
        match self {
            Finding::Hash { part, .. } | Finding::Missing { part } | Finding::Unknown { part } => part,
            Finding::Signature | Finding::Manifest { .. } => MANIFEST,
            Finding::Stripped | Finding::Unsigned => SIGNATURE,
            Finding::OtherKey { .. } | Finding::KeyFile => PUBLIC_KEY,
            Finding::Rulebook { .. } => crate::part::RULEBOOK,
            Finding::Link { .. } | Finding::ByRule { .. } | Finding::Points { .. } => CHAIN,
            Finding::Unreadable { part, .. }
            | Finding::Cell { part, .. }
            | Finding::RowMissing { part, .. }
            | Finding::RowUnknown { part, .. }
            | Finding::Form { part } => part,
            Finding::Trace { .. } => TRACE,
            Finding::Engine { .. } => crate::part::FACTS,
        }
    }

    /// The place, then what is wrong there; one line.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}: {}", self.part(), self.said(lang))
    }

    fn said(&self, lang: Lang) -> String {
        let value =
            |text: &str| if text.is_empty() { lang.pick("(trống)", "(blank)").to_owned() } else { text.to_owned() };
        match (self, lang) {
            (Finding::Hash { listed, found, .. }, Lang::Vi) => {
                format!("nội dung đã bị thay đổi (SHA-256 phải là {listed}, đang là {found})")
            }
            (Finding::Hash { listed, found, .. }, Lang::En) => {
                format!("the content was changed (SHA-256 must be {listed}, it is {found})")
            }
            (Finding::Missing { .. }, lang) => lang.pick("phần này bị thiếu", "this part is missing").to_owned(),
            (Finding::Unknown { .. }, lang) => {
                lang.pick("phần này không thuộc gói công bố", "this is no part of the bundle").to_owned()
            }
            (Finding::Signature, lang) => lang
                .pick(
                    "chữ ký không đúng: nội dung không phải là bản đã ký",
                    "the signature is wrong: this is not what was signed",
                )
                .to_owned(),
            (Finding::Stripped, lang) => lang
                .pick("gói đã được ký nhưng chữ ký bị thiếu", "the bundle was signed, but the signature is missing")
                .to_owned(),
            (Finding::Unsigned, lang) => lang
                .pick(
                    "gói không có chữ ký, không so được với khóa đã cho",
                    "the bundle is not signed, so it is not by the key given",
                )
                .to_owned(),
            (Finding::OtherKey { found, trusted }, Lang::Vi) => {
                format!("ký bằng khóa khác: {found}; khóa đã cho là {trusted}")
            }
            (Finding::OtherKey { found, trusted }, Lang::En) => {
                format!("signed with another key: {found}; the key given is {trusted}")
            }
            (Finding::KeyFile, lang) => lang
                .pick("không phải là khóa ghi trong manifest.json", "this is not the key that manifest.json names")
                .to_owned(),
            (Finding::Rulebook { said: (vi, en) } | Finding::Engine { said: (vi, en) }, lang) => {
                lang.pick(vi, en).clone()
            }
            (Finding::Manifest { field, listed, found }, Lang::Vi) => {
                format!("{field} ghi {listed}, các phần khác cho {found}")
            }
            (Finding::Manifest { field, listed, found }, Lang::En) => {
                format!("{field} says {listed}, the parts say {found}")
            }
            (Finding::Unreadable { line, said: (vi, en), .. }, lang) => {
                format!("{} {line}: {}", lang.pick("dòng", "line"), lang.pick(vi, en))
            }
            (Finding::Link { unit, node, link }, Lang::Vi) => {
                format!("đơn vị {unit}, mục {node}, mắt xích {link}: đã bị thay đổi, thêm hoặc bỏ sau khi ghi")
            }
            (Finding::Link { unit, node, link }, Lang::En) => {
                format!("unit {unit}, node {node}, link {link}: changed, added or taken away after it was written")
            }
            (Finding::ByRule { unit, node, link, published, computed }, Lang::Vi) => format!(
                "đơn vị {unit}, mục {node}, mắt xích {link}: điểm theo quy tắc ghi {}, tính lại được {}",
                value(published),
                value(computed)
            ),
            (Finding::ByRule { unit, node, link, published, computed }, Lang::En) => format!(
                "unit {unit}, node {node}, link {link}: points by the rule are given as {}, recomputed {}",
                value(published),
                value(computed)
            ),
            (Finding::Points { unit, node, link, published }, Lang::Vi) => format!(
                "đơn vị {unit}, mục {node}, mắt xích {link}: điểm {} không khớp với căn cứ đã ghi",
                value(published)
            ),
            (Finding::Points { unit, node, link, published }, Lang::En) => {
                format!(
                    "unit {unit}, node {node}, link {link}: points {} do not fit the reason given",
                    value(published)
                )
            }
            (Finding::Cell { row, column, published, computed, .. }, Lang::Vi) => {
                let row = row.text(lang);
                format!("{row}, cột {column}: công bố {}, tính lại được {}", value(published), value(computed))
            }
            (Finding::Cell { row, column, published, computed, .. }, Lang::En) => {
                let row = row.text(lang);
                format!("{row}, column {column}: published {}, recomputed {}", value(published), value(computed))
            }
            (Finding::RowMissing { row, .. }, lang) => {
                format!("{}: {}", row.text(lang), lang.pick("thiếu dòng này", "this row is missing"))
            }
            (Finding::RowUnknown { row, .. }, lang) => format!(
                "{}: {}",
                row.text(lang),
                lang.pick("dòng này không có căn cứ", "this row follows from nothing")
            ),
            (Finding::Form { .. }, lang) => lang
                .pick(
                    "nội dung đúng nhưng thứ tự hoặc cách ghi đã bị đổi",
                    "the rows are right, but in another order or form",
                )
                .to_owned(),
            (Finding::Trace { unit, node }, Lang::Vi) => {
                format!("đơn vị {unit}, mục {node}: cách tính đã ghi khác với cách tính lại")
            }
            (Finding::Trace { unit, node }, Lang::En) => {
                format!("unit {unit}, node {node}: the value came about in another way than is told")
            }
        }
    }
}
