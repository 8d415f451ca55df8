//! What the address of a table says: words to find, order, page, density, the record that is open, filters.

/// Rows of a page where nothing else is said.
pub const PAGE_ROWS: usize = 50;

/// The settings of a table, read from its address and written into the links that change them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableQuery {
    /// Words to find, `q`.
    pub text: String,
    /// Key of the column to sort by, `sort`; empty for the table's own order.
    pub sort: String,
    /// Whether the order is turned round, `order=reversed`.
    pub reversed: bool,
    /// Page, `page`; the first is 1.
    pub page: usize,
    /// Whether rows stand close together, `density=compact`.
    pub compact: bool,
    /// The record that is open beside the table, `open`.
    pub open: String,
    /// Every other pair: filters.
    pub others: Vec<(String, String)>,
}

impl TableQuery {
    /// Reads the pairs of a query string; what makes no sense is left out.
    pub fn of(pairs: &[(String, String)]) -> TableQuery {
        let mut query = TableQuery { page: 1, ..TableQuery::default() };
        for (name, value) in pairs {
            match name.as_str() {
                "q" => value.trim().clone_into(&mut query.text),
                "sort" => query.sort.clone_from(value),
                "order" => query.reversed = value == "reversed",
                "page" => query.page = value.parse().unwrap_or(1).max(1),
                "density" => query.compact = value == "compact",
                "open" => query.open.clone_from(value),
                super::flash::SAID => {}
                _ if value.is_empty() => {}
                _ => query.others.push((name.clone(), value.clone())),
            }
        }
        query
    }

    /// The value of a filter; empty where it is not set.
    pub fn filter(&self, name: &str) -> &str {
        self.others.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// How many rows come before this page.
    pub fn offset(&self, page_rows: usize) -> usize {
        self.page.saturating_sub(1).saturating_mul(page_rows)
    }

    /// Whether some rows are left out.
    pub fn filters(&self) -> bool {
        !self.text.is_empty() || !self.others.is_empty()
    }

    /// The address of the table with some settings changed.
    pub fn address(&self, base: &str, change: impl FnOnce(&mut TableQuery)) -> String {
        let mut query = self.clone();
        change(&mut query);
        let pairs = query.pairs();
        if pairs.is_empty() {
            return base.to_owned();
        }
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{base}?{text}")
    }

    /// The pairs that say the same, those left out that say what holds anyway.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let own = [
            ("q", self.text.as_str()),
            ("sort", &self.sort),
            ("order", if self.reversed { "reversed" } else { "" }),
            ("page", &page),
            ("density", if self.compact { "compact" } else { "" }),
            ("open", &self.open),
        ];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        let others = self.others.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        others.chain(own).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> TableQuery {
        TableQuery::of(&form_urlencoded::parse(text.as_bytes()).into_owned().collect::<Vec<_>>())
    }

    #[test]
    fn an_address_survives_being_read() {
        for text in ["", "?level=province&q=H%E1%BA%A3i&sort=name&order=reversed&page=3&density=compact&open=31"] {
            assert_eq!(of(text.trim_start_matches('?')).address("/vi/x", |_| ()), format!("/vi/x{text}"));
        }
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        for text in ["page=0", "page=-1", "page=x", "order=sideways", "density=", "level=", "said=said-saved"] {
            assert_eq!(of(text).address("/x", |_| ()), "/x", "{text}");
        }
    }

    #[test]
    fn rows_before_a_page() {
        assert_eq!((of("").offset(50), of("page=3").offset(50)), (0, 100));
        assert_eq!(of("page=18446744073709551615").offset(50), usize::MAX);
    }
}
