//! Lending a role until a day.

use chiso_model::{Date, Lang};

use crate::grant::{conflicting, two_hands};
use crate::{Action, Assignment, Reach, Resource, Role, allows};

/// What is to be lent.
#[derive(Debug, Clone, Copy)]
pub struct Lending<'a> {
    /// The lender's own assignment.
    pub own: &'a Assignment,
    /// The lender.
    pub lender: &'a str,
    /// Who is to act.
    pub to: &'a str,
    /// What that person holds already, in force or to come.
    pub holds: &'a [Assignment],
    /// The criteria or areas that are lent; empty lends all.
    pub scope: &'a [String],
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// Why a role cannot be lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelegateError {
    /// The role is personal.
    Personal,
    /// It is itself lent.
    Lent,
    /// To oneself.
    Oneself,
    /// Not in force on the first day, or the last day lies before the first or after the end of what is lent.
    Days,
    /// More criteria than one has.
    Scope,
    /// The person holds a role that must be in other hands than this one.
    Conflict {
        /// The role the person holds already.
        held: Role,
    },
}

impl DelegateError {
    /// The message for people.
    pub fn message(self, lang: Lang) -> String {
        let (vi, en) = match self {
            DelegateError::Personal => (
                "Vai trò này gắn với cá nhân nên không ủy quyền được. Hãy đề nghị người có thẩm quyền phân công thêm người.",
                "This role is personal and cannot be delegated. Ask whoever assigns it to appoint another person.",
            ),
            DelegateError::Lent => (
                "Vai trò này đang được ủy quyền cho bạn nên không ủy quyền tiếp được. Hãy đề nghị người ủy quyền chọn người khác.",
                "This role is delegated to you and cannot be passed on. Ask the person who delegated it to choose someone else.",
            ),
            DelegateError::Oneself => (
                "Không thể tự ủy quyền cho chính mình. Hãy chọn người khác.",
                "You cannot delegate to yourself. Choose another person.",
            ),
            DelegateError::Days => (
                "Thời gian ủy quyền phải nằm trong thời gian phân công, ngày kết thúc không trước ngày bắt đầu. Hãy sửa lại ngày.",
                "A delegation must lie within the time of the assignment, and end no earlier than it starts. Correct the dates.",
            ),
            DelegateError::Scope => (
                "Chỉ được ủy quyền những tiêu chí, lĩnh vực mà mình được phân công. Hãy bỏ những tiêu chí khác.",
                "Only criteria and areas assigned to you can be delegated. Leave the others out.",
            ),
            DelegateError::Conflict { held } => return two_hands(held, lang),
        };
        lang.pick(vi, en).to_owned()
    }
}

/// The assignment that another person gets when a role is lent; `above` gives the agencies above one, nearest first.
///
/// Nobody has to agree: it is the lender's role. But what must be in two hands does not come into one this way.
///
/// # Errors
///
/// The first reason against it.
pub fn delegate(lending: &Lending, above: impl Fn(&str) -> Vec<String>) -> Result<Assignment, DelegateError> {
    let own = lending.own;
    if allows(own.role, Resource::Delegation, Action::Create) == Reach::Nowhere {
        return Err(DelegateError::Personal);
    }
    if own.delegated_by.is_some() {
        return Err(DelegateError::Lent);
    }
    if lending.lender == lending.to {
        return Err(DelegateError::Oneself);
    }
    if lending.until < lending.from || !own.in_force(lending.from) || !own.in_force(lending.until) {
        return Err(DelegateError::Days);
    }
    let scope = if lending.scope.is_empty() { own.scope.clone() } else { lending.scope.to_vec() };
    if !own.scope_includes(&scope) {
        return Err(DelegateError::Scope);
    }
    let lent = Assignment {
        role: own.role,
        agency: own.agency.clone(),
        scope,
        from: lending.from,
        to: Some(lending.until),
        delegated_by: Some(lending.lender.to_owned()),
    };
    match conflicting(lending.holds, &lent, &above) {
        Some(held) => Err(DelegateError::Conflict { held }),
        None => Ok(lent),
    }
}
