//! Giving a role to somebody.

use chiso_model::Lang;

use crate::{Actor, Assignment, Role};

/// The roles that holders of a role may give, within their agency and below it.
///
/// An administrator gives every role and holds none that touches a score, so nobody gains a right by giving it away: [`may_grant`] forbids to
/// give to oneself.
pub const fn grantable(by: Role) -> &'static [Role] {
    match by {
        Role::Administrator => ASSIGNABLE,
        Role::NationalCoordinator => {
            &[Role::UnitLead, Role::UnitApprover, Role::Appraiser, Role::CouncilMember, Role::SurveyManager]
        }
        Role::UnitLead => &[Role::UnitContributor],
        Role::SurveyManager => &[Role::Interviewer],
        _ => &[],
    }
}

/// Why a role cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantError {
    /// To oneself.
    Oneself,
    /// The giver's roles do not include giving this one.
    Role,
    /// The giver may give it, but not in that agency.
    Agency,
    /// The giver is limited to some criteria, and this goes beyond them.
    Scope,
    /// It ends before it begins.
    Days,
    /// The person holds a role that must be in other hands than this one.
    Conflict {
        /// The role the person holds already.
        held: Role,
    },
    /// Lent roles are made by [`delegate`](crate::delegate).
    Lent,
}

impl GrantError {
    /// The message for people.
    pub fn message(self, lang: Lang) -> String {
        match self {
            GrantError::Oneself => lang
                .pick(
                    "Không thể tự phân công vai trò cho chính mình. Hãy đề nghị một người quản trị khác.",
                    "You cannot assign a role to yourself. Ask another administrator.",
                )
                .to_owned(),
            GrantError::Role => lang
                .pick(
                    "Bạn không có quyền phân công vai trò này. Hãy đề nghị quản trị hệ thống.",
                    "You may not assign this role. Ask an administrator.",
                )
                .to_owned(),
            GrantError::Agency => lang
                .pick(
                    "Cơ quan được chọn nằm ngoài phạm vi quản lý của bạn. Hãy chọn cơ quan của bạn hoặc đơn vị trực thuộc.",
                    "The chosen agency lies outside yours. Choose your agency or one below it.",
                )
                .to_owned(),
            GrantError::Scope => lang
                .pick(
                    "Tiêu chí hoặc lĩnh vực vượt quá phạm vi bạn được phân công. Hãy chọn trong phạm vi của bạn.",
                    "The criteria or areas go beyond those assigned to you. Choose among your own.",
                )
                .to_owned(),
            GrantError::Days => lang
                .pick("Ngày kết thúc trước ngày bắt đầu. Hãy sửa lại ngày.", "The last day lies before the first. Correct the dates.")
                .to_owned(),
            GrantError::Conflict { held } => two_hands(held, lang),
            GrantError::Lent => lang
                .pick(
                    "Ủy quyền do người giữ vai trò tự lập, không lập ở đây.",
                    "A delegation is made by the person who holds the role, not here.",
                )
                .to_owned(),
        }
    }
}

/// The message for a role that must not come to this one.
pub(crate) fn two_hands(held: Role, lang: Lang) -> String {
    let name = held.name();
    let name = name.get(lang);
    match lang {
        Lang::Vi => format!(
            "Người này đang giữ vai trò “{name}”, không được kiêm vai trò vừa chọn. Hãy chọn người khác hoặc kết thúc phân công kia."
        ),
        Lang::En => format!(
            "This person holds the role “{name}”, which must not be in the same hands as the chosen one. Choose another person, or end that assignment."
        ),
    }
}

/// Whether the giver may give this role to this person.
///
/// `holds` is what the person holds already, in force or to come; `above` gives the agencies above one, nearest first. A lent role gives nobody the
/// right to give roles.
///
/// # Errors
///
/// The first reason against it.
pub fn may_grant(
    giver: &Actor,
    person: &str,
    holds: &[Assignment],
    new: &Assignment,
    above: impl Fn(&str) -> Vec<String>,
) -> Result<(), GrantError> {
    if new.delegated_by.is_some() {
        return Err(GrantError::Lent);
    }
    if giver.person.as_deref() == Some(person) {
        return Err(GrantError::Oneself);
    }
    if new.to.is_some_and(|to| to < new.from) {
        return Err(GrantError::Days);
    }
    gives(giver, new, &above)?;
    match conflicting(holds, new, &above) {
        Some(held) => Err(GrantError::Conflict { held }),
        None => Ok(()),
    }
}

/// Whether somebody may end this role of another person: whoever could give it there may also take it back, and nobody else.
///
/// `above` gives the agencies above one, nearest first.
///
/// # Errors
///
/// The first reason against it.
pub fn may_end(ender: &Actor, role: &Assignment, above: impl Fn(&str) -> Vec<String>) -> Result<(), GrantError> {
    if role.delegated_by.is_some() {
        return Err(GrantError::Lent);
    }
    gives(ender, role, &above)
}

/// Whether one of the giver's own roles gives this one there.
fn gives(giver: &Actor, new: &Assignment, above: &impl Fn(&str) -> Vec<String>) -> Result<(), GrantError> {
    let mut givers: Vec<&Assignment> = giver.assignments.iter().filter(|held| held.delegated_by.is_none()).collect();
    givers.retain(|held| giver.person.is_some() && grantable(held.role).contains(&new.role));
    if givers.is_empty() {
        return Err(GrantError::Role);
    }
    givers.retain(|held| match place(held, new, above) {
        Place::Same => true,
        // A unit lead speaks for one unit.
        Place::Above => held.role != Role::UnitLead,
        Place::Elsewhere => false,
    });
    if givers.is_empty() {
        return Err(GrantError::Agency);
    }
    if givers.iter().any(|held| held.scope_includes(&new.scope)) { Ok(()) } else { Err(GrantError::Scope) }
}

/// Where one assignment's agency lies, seen from another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Same,
    Above,
    Elsewhere,
}

fn place(of: &Assignment, seen_from: &Assignment, above: &impl Fn(&str) -> Vec<String>) -> Place {
    match (of.agency.as_deref(), seen_from.agency.as_deref()) {
        (one, other) if one == other => Place::Same,
        (None, Some(_)) => Place::Above,
        (Some(one), Some(other)) if above(other).iter().any(|agency| agency == one) => Place::Above,
        _ => Place::Elsewhere,
    }
}

/// All that are held through an assignment: the list ends with the two that are not.
const ASSIGNABLE: &[Role] = Role::ALL.split_at(Role::ALL.len() - 2).0;
const ENTERS: &[Role] = &[Role::UnitContributor, Role::UnitLead];
const OF_A_UNIT: &[Role] = &[Role::UnitContributor, Role::UnitLead, Role::UnitApprover];
const SCORES: &[Role] = &[
    Role::NationalCoordinator,
    Role::UnitLead,
    Role::UnitContributor,
    Role::UnitApprover,
    Role::Appraiser,
    Role::CouncilMember,
];

/// Roles that must be in two hands where they meet: whoever is judged, whoever judges, and where the latter's agency lies, seen from the former's.
///
/// In the same agency, whoever enters scores does not sign for them; whoever is of a unit does not judge it from above; whoever manages accounts, or
/// inspects, has no part in what lies in their agency or below it.
const TWO_HANDS: &[(&[Role], &[Role], &[Place])] = &[
    (ENTERS, &[Role::UnitApprover], &[Place::Same]),
    (OF_A_UNIT, &[Role::Appraiser, Role::CouncilMember], &[Place::Above]),
    (SCORES, &[Role::Administrator], &[Place::Same, Place::Above]),
    (ASSIGNABLE, &[Role::Inspector], &[Place::Same, Place::Above]),
];

/// The role among those a person holds that must not be in the same hands as the new one.
pub(crate) fn conflicting(
    holds: &[Assignment],
    new: &Assignment,
    above: &impl Fn(&str) -> Vec<String>,
) -> Option<Role> {
    holds.iter().find(|held| conflict(held, new, above) || conflict(new, held, above)).map(|held| held.role)
}

/// Whether the second must not judge the first.
fn conflict(judged: &Assignment, judge: &Assignment, above: &impl Fn(&str) -> Vec<String>) -> bool {
    let days_meet = judged.to.is_none_or(|to| judge.from <= to) && judge.to.is_none_or(|to| judged.from <= to);
    let places = |place: Place| {
        TWO_HANDS.iter().any(|(left, right, places)| {
            left.contains(&judged.role) && right.contains(&judge.role) && places.contains(&place)
        })
    };
    days_meet && judged.role != judge.role && places(place(judge, judged, above))
}
