//! Groups with how many people each has, before anybody is invited or before a survey is opened.

use chiso_model::{Lang, decimal};
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};

use crate::words::{say, say_with};

/// Groups that are shown; how many more there are, and of how many people, is said.
const SHOWN: usize = 50;

/// Groups by name, with their people.
pub(crate) fn group_table(groups: &[(String, u64)], lang: Lang) -> Table {
    let number = |count: u64| Cell::text(decimal(count as f64, 0, lang));
    let (shown, others) = groups.split_at(groups.len().min(SHOWN));
    let mut rows: Vec<Row> =
        shown.iter().map(|(name, people)| Row::new(vec![Cell::text(name), number(*people)])).collect();
    if !others.is_empty() {
        let more = say_with(lang, "people-groups-more", &[("count", others.len().into())]);
        rows.push(Row::new(vec![Cell::text(more), number(others.iter().map(|(_, people)| people).sum())]));
    }
    let total = rows.len();
    Table::new(lang, "groups", say(lang, "people-groups"), String::new(), TableQuery::of(&[]))
        .columns(vec![Column::text(say(lang, "people-group")), Column::number(say(lang, "people-persons"))])
        .page_rows(total)
        .rows(rows, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_groups_are_shown_and_the_others_counted() {
        let groups: Vec<(String, u64)> = (1..=53).map(|number| (format!("Xã {number}"), 5)).collect();
        let table = group_table(&groups, Lang::Vi).to_string();
        for told in ["Xã 50<", "và 3 nhóm nữa", ">15<"] {
            assert!(table.contains(told), "{told}: {table}");
        }
        assert!(!table.contains("Xã 51"));
        assert!(!group_table(&groups[..50], Lang::Vi).to_string().contains("nhóm nữa"));
    }
}
