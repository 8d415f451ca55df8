//! What a reader asked of a ranking table: filters, order, density and columns, all in the address so that a table can be shared as it is.

use crate::board::{Board, Row};
use chiso_web::fold;

/// The settings of a ranking table. Unknown names and values are passed over: an old link still shows the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RankingQuery {
    /// Text that the name must hold.
    pub(crate) text: String,
    /// Id of a region.
    pub(crate) region: String,
    /// Id of a band.
    pub(crate) band: String,
    pub(crate) sort: Sort,
    /// Against the natural direction of the column.
    pub(crate) reversed: bool,
    pub(crate) compact: bool,
    /// Columns that the reader chose; none for the usual ones.
    pub(crate) columns: Option<Vec<String>>,
}

/// The column a table is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// By place, the first on top.
    #[default]
    Rank,
    /// By name, from A.
    Name,
    /// By value, the highest on top.
    Value,
    /// By change, the greatest gain on top.
    Change,
    /// By a part, the highest on top.
    Part(String),
}

impl Sort {
    fn id(&self) -> &str {
        match self {
            Sort::Rank => "rank",
            Sort::Name => "name",
            Sort::Value => "value",
            Sort::Change => "change",
            Sort::Part(id) => id,
        }
    }

    fn from_id(id: &str) -> Sort {
        match id {
            "rank" | "" => Sort::Rank,
            "name" => Sort::Name,
            "value" => Sort::Value,
            "change" => Sort::Change,
            part => Sort::Part(part.to_owned()),
        }
    }
}

impl RankingQuery {
    /// Reads the pairs of a query string.
    pub(crate) fn of(pairs: &[(String, String)]) -> RankingQuery {
        let mut query = RankingQuery::default();
        for (name, value) in pairs {
            match name.as_str() {
                "q" => query.text = value.trim().chars().take(100).collect(),
                "region" => query.region.clone_from(value),
                "band" => query.band.clone_from(value),
                "sort" => query.sort = Sort::from_id(value),
                "order" => query.reversed = value == "reversed",
                "density" => query.compact = value == "compact",
                "columns" => drop(query.columns.get_or_insert_default()),
                "column" => query.columns.get_or_insert_default().push(value.clone()),
                _ => {}
            }
        }
        query
    }

    /// The pairs that stand for it, in a fixed order; what is as usual is left out.
    pub(crate) fn pairs(&self) -> Vec<(&str, &str)> {
        let mut pairs = Vec::new();
        for (name, value) in [("q", &self.text), ("region", &self.region), ("band", &self.band)] {
            if !value.is_empty() {
                pairs.push((name, value.as_str()));
            }
        }
        if self.sort != Sort::Rank {
            pairs.push(("sort", self.sort.id()));
        }
        if self.reversed {
            pairs.push(("order", "reversed"));
        }
        if self.compact {
            pairs.push(("density", "compact"));
        }
        if let Some(columns) = &self.columns {
            pairs.push(("columns", "chosen"));
            pairs.extend(columns.iter().map(|column| ("column", column.as_str())));
        }
        pairs
    }

    /// The query string with its question mark; empty when all is as usual.
    pub(crate) fn text_form(&self) -> String {
        query_string(&self.pairs())
    }

    /// True when rows are left out.
    pub(crate) fn filters(&self) -> bool {
        !(self.text.is_empty() && self.region.is_empty() && self.band.is_empty())
    }

    /// The rows that pass the filters, in the order asked for. Units without a value stay at the end, whatever the direction.
    pub(crate) fn select<'a>(&self, board: &'a Board) -> Vec<&'a Row> {
        let part = match &self.sort {
            Sort::Part(id) => board.parts.iter().position(|part| part.id == *id),
            _ => None,
        };
        let mut rows: Vec<&Row> = board.rows.iter().filter(|row| self.passes(board, row)).collect();
        let descending = |value: Option<f64>| value.map(|value| if self.reversed { value } else { -value });
        let key = |row: &Row| match &self.sort {
            Sort::Rank => row.rank.map(|rank| if self.reversed { -rank } else { rank }),
            Sort::Name => Some(0.0),
            Sort::Value => descending(row.value.value()),
            Sort::Change => descending(row.change),
            Sort::Part(_) => descending(part.and_then(|part| row.parts.get(part)?.value())),
        };
        // The board is in the order of places already, and sorting keeps the order of equals.
        rows.sort_by(|a, b| key(a).unwrap_or(f64::INFINITY).total_cmp(&key(b).unwrap_or(f64::INFINITY)));
        if self.sort == Sort::Name {
            rows.sort_by_key(|row| fold::key(&row.unit.name.vi));
            if self.reversed {
                rows.reverse();
            }
        }
        rows
    }

    fn passes(&self, board: &Board, row: &Row) -> bool {
        let named = [Some(row.unit.name.vi.as_str()), row.unit.name.en.as_deref()];
        let text = self.text.is_empty() || named.into_iter().flatten().any(|name| fold::finds(&self.text, name));
        let region = self.region.is_empty() || row.unit.region.as_deref() == Some(&self.region);
        let band = self.band.is_empty()
            || row.band.and_then(|band| board.bands.get(band)).is_some_and(|band| band.id == self.band);
        text && region && band
    }
}

/// A query string with its question mark; empty for no pairs.
pub(crate) fn query_string(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&encoded(value));
    }
    text
}

/// Percent-encoding of everything but letters, digits and `-._~` (RFC 3986, 2.3).
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            let code = format!("%{byte:02X}");
            out.push_str(&code);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_survives_its_text_form() {
        for pairs in [
            vec![],
            vec![("q", "hải phòng"), ("sort", "name")],
            vec![("region", "dbsh"), ("band", "A"), ("order", "reversed"), ("density", "compact")],
            vec![("sort", "dim1"), ("columns", "chosen"), ("column", "change"), ("column", "dim1")],
            vec![("columns", "chosen")],
        ] {
            let owned: Vec<(String, String)> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            let query = RankingQuery::of(&owned);
            assert_eq!(
                RankingQuery::of(
                    &query.pairs().iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>()
                ),
                query
            );
        }
        assert_eq!(query_string(&[("q", "hải & phòng")]), "?q=h%E1%BA%A3i%20%26%20ph%C3%B2ng");
        assert_eq!(query_string(&[]), "");
    }
}
