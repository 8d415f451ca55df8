//! The table as text, for people to read and for a test to compare.

use crate::{Action, Resource, Role, allows, strong};

/// The matrix: a line for every action on a kind of thing, a column for every role.
pub fn matrix_text() -> String {
    let rows = Resource::ALL.iter().flat_map(|resource| Action::ALL.iter().map(move |action| (*resource, *action)));
    let rows: Vec<(Resource, Action)> =
        rows.filter(|(resource, action)| crate::table::has_row(*resource, *action)).collect();
    let heads: Vec<(&str, &str)> =
        Role::ALL.iter().map(|role| role.id().split_once('-').unwrap_or((role.id(), ""))).collect();
    let mut text = String::from(
        "Who may do what. Printed from crates/access/src/table.rs; how to read it: docs/access.md.\n\
         own = one's own things; agency = things of the assignment's agency; below = of that agency and all below it;\n\
         under = only of those below it; all = everything; . = no right. ! after an action: needs a second factor.\n\n",
    );
    let mut line = |first: &str, second: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut line = format!("{first:<18}{second:<10}");
        for (cell, head) in cells.zip(&heads) {
            let width = head.0.len().max(head.1.len()).max(6) + 2;
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.len()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    };
    line("", "", &mut heads.iter().map(|head| head.0));
    line("", "", &mut heads.iter().map(|head| head.1));
    let mut before = None;
    for (resource, action) in rows {
        if before != Some(resource) {
            line("", "", &mut std::iter::empty());
        }
        let first = if before == Some(resource) { "" } else { resource.id() };
        let second = if strong(resource, action) { format!("{action} !") } else { action.to_string() };
        let cells: Vec<&str> = Role::ALL.iter().map(|role| allows(*role, resource, action).word()).collect();
        line(first, &second, &mut cells.iter().copied());
        before = Some(resource);
    }
    text
}
