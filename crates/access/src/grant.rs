//! Giving a role to somebody.

use chiso_model::Lang;

use crate::{Actor, Assignment, Role};

/// The roles that holders of a role may give, within their agency and below it.
///
/// An administrator gives every role and holds none that touches a score, so nobody gains a right by giving it away: [`may_grant`] forbids to
/// give to oneself.
pub const fn grantable(by: Role) -> &'static [Role] {
    use Role::{
        Administrator, Appraiser, CouncilMember, DeskClerk, Inspector, Interviewer, NationalCoordinator, Officer,
        PostOperatorClerk, SurveyManager, UnitApprover, UnitContributor, UnitLead,
    };
    match by {
        Administrator => &[
            NationalCoordinator,
            UnitLead,
            UnitContributor,
            UnitApprover,
            Appraiser,
            CouncilMember,
            SurveyManager,
            Interviewer,
            DeskClerk,
            Officer,
            PostOperatorClerk,
            Inspector,
            Administrator,
        ],
        NationalCoordinator => &[UnitLead, UnitApprover, Appraiser, CouncilMember, SurveyManager],
        UnitLead => &[UnitContributor],
        SurveyManager => &[Interviewer],
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
            GrantError::Conflict { held } => {
                let name = held.name();
                match lang {
                    Lang::Vi => format!(
                        "Người này đang giữ vai trò “{}”, không được kiêm vai trò vừa chọn. Hãy chọn người khác hoặc kết thúc phân công kia.",
                        name.get(lang)
                    ),
                    Lang::En => format!(
                        "This person is “{}”, which must not be in the same hands as the chosen role. Choose another person, or end that assignment.",
                        name.get(lang)
                    ),
                }
            }
            GrantError::Lent => lang
                .pick(
                    "Ủy quyền do người giữ vai trò tự lập, không lập ở đây.",
                    "A delegation is made by the person who holds the role, not here.",
                )
                .to_owned(),
        }
    }
}

/// Whether the giver may give this role to this person.
///
/// `above` are the agencies above the assignment's, nearest first; `holds` what the person holds already, in force or to come. A lent role gives
/// nobody the right to give roles.
///
/// # Errors
///
/// The first reason against it.
pub fn may_grant(
    giver: &Actor,
    person: &str,
    holds: &[Assignment],
    new: &Assignment,
    above: &[&str],
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
    let by_role =
        giver.assignments.iter().filter(|held| held.delegated_by.is_none() && grantable(held.role).contains(&new.role));
    let by_role: Vec<&Assignment> = by_role.collect();
    if by_role.is_empty() || giver.person.is_none() {
        return Err(GrantError::Role);
    }
    let by_agency: Vec<&&Assignment> = by_role.iter().filter(|held| covers(held, new, above)).collect();
    if by_agency.is_empty() {
        return Err(GrantError::Agency);
    }
    if !by_agency.iter().any(|held| held.scope_includes(&new.scope)) {
        return Err(GrantError::Scope);
    }
    match holds.iter().find(|held| conflict(held, new)) {
        Some(held) => Err(GrantError::Conflict { held: held.role }),
        None => Ok(()),
    }
}

fn covers(held: &Assignment, new: &Assignment, above: &[&str]) -> bool {
    match (held.agency.as_deref(), new.agency.as_deref()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(theirs)) if held.role == Role::UnitLead => own == theirs,
        (Some(own), Some(theirs)) => own == theirs || above.contains(&own),
    }
}

/// Pairs of roles that must be in two hands: whoever enters scores does not sign for them, nor appraise, nor decide; whoever manages accounts or
/// inspects has no part in scoring.
const TWO_HANDS: &[(&[Role], &[Role])] = &[
    (&[Role::UnitContributor, Role::UnitLead], &[Role::UnitApprover]),
    (&[Role::UnitContributor, Role::UnitLead, Role::UnitApprover], &[Role::Appraiser, Role::CouncilMember]),
    (&[Role::Appraiser], &[Role::CouncilMember]),
    (
        &[Role::Administrator, Role::Inspector],
        &[
            Role::NationalCoordinator,
            Role::UnitLead,
            Role::UnitContributor,
            Role::UnitApprover,
            Role::Appraiser,
            Role::CouncilMember,
        ],
    ),
    (&[Role::Administrator], &[Role::Inspector]),
];

fn conflict(held: &Assignment, new: &Assignment) -> bool {
    let days_meet = held.to.is_none_or(|to| new.from <= to) && new.to.is_none_or(|to| held.from <= to);
    let pair =
        |one: Role, other: Role| TWO_HANDS.iter().any(|(left, right)| left.contains(&one) && right.contains(&other));
    held.delegated_by.is_none() && days_meet && (pair(held.role, new.role) || pair(new.role, held.role))
}
