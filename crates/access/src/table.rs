//! The one table: role x resource x action.
//!
//! A line is an action on a kind of thing, a column a role:
//!
//! ```text
//! NC national coordinator   AP appraiser        DC desk clerk            AD administrator
//! UL unit lead              CM council member   OF officer               SI anyone signed in
//! UC unit contributor       SM survey manager   PO post operator clerk   AN anonymous
//! UA unit approver          IV interviewer      IS inspector
//! ```
//!
//! `o` own things, `a` the assignment's agency, `b` that agency and all below it, `u` only those below it, `*` everything, `.` no right; `!` at the end:
//! needs a second factor. Everybody has what AN has, and whoever signed in what SI has, so those cells are written once. What has no line, nobody may do.

use crate::{
    Action::{self, Approve, Change, Create, Export, Publish, Remove, Reopen, Return, See, Submit},
    Reach, Resource, Role,
};

#[rustfmt::skip]
const TABLE: &[(Resource, &[(Action, &str)])] = &[
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::PublishedResult, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Method, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Remove,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Publish, " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::OpenData, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Boundary, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Remove,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
    ]),
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::Agency, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Remove,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Lineage, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Remove,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::AgencyImport, &[
        (See,     " b  .  .  .  .  .  .  .  .  .  .  b  b  .  ."),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Remove,  " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
        (Approve, " b  .  .  .  .  .  .  .  .  .  .  .  b  .  ."),
    ]),
    (Resource::ResultImport, &[
        (See,     " b  .  .  .  .  .  .  .  .  .  .  b  .  .  ."),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Remove,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Approve, " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
    ]),
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::OwnAccount, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  o  ."),
        (Change,  " .  .  .  .  .  .  .  .  .  .  .  .  .  o  ."),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  o  ."),
    ]),
    (Resource::Person, &[
        (See,     " b  a  .  .  .  .  b  .  .  .  .  b  b  o  ."),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
        (Change,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
        (Remove,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
    ]),
    (Resource::Assignment, &[
        (See,     " b  a  .  .  .  .  b  .  .  .  .  b  b  o  ."),
        (Create,  " b  a  .  .  .  .  b  .  .  .  .  .  b  .  .  !"),
        (Remove,  " b  a  .  .  .  .  b  .  .  .  .  .  b  .  .  !"),
    ]),
    (Resource::Delegation, &[
        (See,     " b  a  .  .  .  .  .  .  .  .  .  b  b  o  ."),
        (Create,  " o  o  o  o  o  .  o  .  o  o  .  .  .  .  .  !"),
        (Remove,  " .  .  .  .  .  .  .  .  .  .  .  .  b  o  ."),
    ]),
    (Resource::ApiKey, &[
        (See,     " b  a  .  .  .  .  b  .  .  .  .  b  b  .  ."),
        (Create,  " b  a  .  .  .  .  b  .  .  .  .  .  b  .  .  !"),
        (Remove,  " b  a  .  .  .  .  b  .  .  .  .  .  b  .  ."),
    ]),
    (Resource::Journal, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  b  b  .  ."),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  b  b  .  .  !"),
    ]),
    (Resource::Settings, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  b  b  .  ."),
        (Change,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
    ]),
    (Resource::Operation, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  b  b  .  ."),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  b  .  .  !"),
    ]),
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::Round, &[
        (See,     " b  a  a  a  b  b  b  .  .  .  .  b  .  .  ."),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Remove,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " b  .  .  .  .  .  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::RoundDraft, &[
        (See,     " b  .  .  .  .  .  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::SelfScore, &[
        (See,     " b  a  a  a  b  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Submit,  " .  .  .  a  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Return,  " .  a  .  a  .  .  .  .  .  .  .  .  .  .  ."),
        (Reopen,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " b  a  .  a  .  .  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::WorkingPaper, &[
        (See,     " .  a  a  a  .  .  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::Evidence, &[
        (See,     " b  a  a  a  b  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Remove,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Export,  " b  a  .  a  b  b  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::Appraisal, &[
        (See,     " b  a  a  a  b  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " .  .  .  .  u  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " .  .  .  .  u  .  .  .  .  .  .  .  .  .  ."),
        (Submit,  " .  .  .  .  u  .  .  .  .  .  .  .  .  .  .  !"),
        (Return,  " .  .  .  .  u  .  .  .  .  .  .  .  .  .  ."),
        (Reopen,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " b  a  .  a  b  b  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::Explanation, &[
        (See,     " b  a  a  a  b  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " .  a  a  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Submit,  " .  .  .  a  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Reopen,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
    ]),
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::CouncilDecision, &[
        (See,     " b  .  .  .  b  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Approve, " .  .  .  .  .  b  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " b  .  .  .  .  b  .  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::Publication, &[
        (See,     " b  .  .  .  .  b  .  .  .  .  .  b  .  .  ."),
        (Create,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Publish, " b  .  .  .  .  .  .  .  .  .  .  .  .  .  .  !"),
    ]),
    (Resource::Survey, &[
        (See,     " b  .  .  .  .  b  b  b  .  .  .  b  .  .  ."),
        (Create,  " .  .  .  .  .  .  b  .  .  .  .  .  .  .  ."),
        (Change,  " .  .  .  .  .  .  b  .  .  .  .  .  .  .  ."),
        (Remove,  " .  .  .  .  .  .  b  .  .  .  .  .  .  .  ."),
        (Approve, " .  .  .  .  .  b  .  .  .  .  .  .  .  .  .  !"),
        (Publish, " .  .  .  .  .  .  b  .  .  .  .  .  .  .  .  !"),
        (Export,  " b  .  .  .  .  .  b  .  .  .  .  b  .  .  ."),
    ]),
    (Resource::Ballot, &[
        (See,     " .  .  .  .  .  .  b  o  .  .  .  b  .  .  ."),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Change,  " .  .  .  .  .  .  .  o  .  .  .  .  .  .  ."),
        (Return,  " .  .  .  .  .  .  b  .  .  .  .  .  .  .  ."),
        (Export,  " .  .  .  .  .  .  b  .  .  .  .  .  .  .  .  !"),
    ]),
    //             NC UL UC UA AP CM SM IV DC OF PO IS AD SI AN
    (Resource::Procedure, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Create,  " b  a  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Change,  " b  a  .  .  .  .  .  .  .  .  .  .  .  .  ."),
        (Publish, " .  .  .  a  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Calendar, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Change,  " b  .  .  .  .  .  .  .  .  .  .  .  .  .  ."),
    ]),
    (Resource::Dossier, &[
        (See,     " .  a  .  a  .  .  .  .  a  a  a  b  .  .  ."),
        (Create,  " .  .  .  .  .  .  .  .  a  .  a  .  .  .  ."),
        (Change,  " .  .  .  .  .  .  .  .  a  a  a  .  .  .  ."),
        (Submit,  " .  .  .  .  .  .  .  .  .  a  .  .  .  .  ."),
        (Return,  " .  .  .  a  .  .  .  .  a  a  .  .  .  .  ."),
        (Approve, " .  .  .  a  .  .  .  .  .  .  .  .  .  .  .  !"),
        (Export,  " .  a  .  a  .  .  .  .  .  .  .  b  .  .  .  !"),
    ]),
    (Resource::DossierTracking, &[
        (See,     " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Rating, &[
        (See,     " b  a  .  a  .  .  .  .  .  .  .  b  .  .  ."),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
    ]),
    (Resource::Petition, &[
        (See,     " .  a  .  a  .  .  .  .  a  a  .  b  .  .  ."),
        (Create,  " .  .  .  .  .  .  .  .  .  .  .  .  .  .  *"),
        (Change,  " .  a  .  .  .  .  .  .  a  a  .  .  .  .  ."),
        (Approve, " .  .  .  a  .  .  .  .  .  .  .  .  .  .  ."),
    ]),
    (Resource::Board, &[
        (See,     " b  b  .  b  .  .  .  .  a  a  .  b  .  .  ."),
        (Export,  " b  b  .  b  .  .  .  .  .  .  .  b  .  .  ."),
    ]),
];

fn row(resource: Resource, action: Action) -> Option<&'static str> {
    let (_, rows) = TABLE.iter().find(|(kind, _)| *kind == resource)?;
    rows.iter().find(|(named, _)| *named == action).map(|(_, cells)| *cells)
}

/// How far the right of a role goes: the one table. It includes what everybody has, and what everybody who signed in has.
pub fn allows(role: Role, resource: Resource, action: Action) -> Reach {
    let Some(cells) = row(resource, action) else { return Reach::Nowhere };
    let inherited = role.with_inherited().iter().map(|base| cell(cells, *base)).max().unwrap_or(Reach::Nowhere);
    cell(cells, role).max(inherited)
}

/// Whether the action needs a second factor.
pub fn strong(resource: Resource, action: Action) -> bool {
    row(resource, action).is_some_and(|cells| cells.ends_with('!'))
}

pub(crate) fn has_row(resource: Resource, action: Action) -> bool {
    row(resource, action).is_some()
}

/// The cell of a role: the second of the three letters of its column.
fn cell(cells: &str, role: Role) -> Reach {
    cells.as_bytes().get(role as usize * 3 + 1).map_or(Reach::Nowhere, |letter| Reach::from_letter(*letter))
}
