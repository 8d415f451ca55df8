//! Lending a role until a day.

use chiso_model::{Date, Lang};

use crate::{Action, Assignment, Reach, Resource, allows};

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
}

impl DelegateError {
    /// The message for people.
    pub const fn message(self, lang: Lang) -> &'static str {
        match self {
            DelegateError::Personal => lang.pick(
                "Vai trò này gắn với cá nhân nên không ủy quyền được. Hãy đề nghị người có thẩm quyền phân công thêm người.",
                "This role is personal and cannot be delegated. Ask whoever assigns it to appoint another person.",
            ),
            DelegateError::Lent => lang.pick(
                "Vai trò này đang được ủy quyền cho bạn nên không ủy quyền tiếp được. Hãy đề nghị người ủy quyền chọn người khác.",
                "This role is delegated to you and cannot be passed on. Ask the person who delegated it to choose someone else.",
            ),
            DelegateError::Oneself => lang.pick(
                "Không thể tự ủy quyền cho chính mình. Hãy chọn người khác.",
                "You cannot delegate to yourself. Choose another person.",
            ),
            DelegateError::Days => lang.pick(
                "Thời gian ủy quyền phải nằm trong thời gian phân công, ngày kết thúc không trước ngày bắt đầu. Hãy sửa lại ngày.",
                "A delegation must lie within the time of the assignment, and end no earlier than it starts. Correct the dates.",
            ),
            DelegateError::Scope => lang.pick(
                "Chỉ được ủy quyền những tiêu chí, lĩnh vực mà mình được phân công. Hãy bỏ những tiêu chí khác.",
                "Only criteria and areas assigned to you can be delegated. Leave the others out.",
            ),
        }
    }
}

/// The assignment that another person gets when `own` is lent from one day to another, both included.
///
/// An empty `scope` lends all of it. Nothing is checked about who may have the role: it is the lender's.
///
/// # Errors
///
/// See [`DelegateError`].
pub fn delegate(
    own: &Assignment,
    lender: &str,
    to_person: &str,
    scope: &[String],
    from: Date,
    to: Date,
) -> Result<Assignment, DelegateError> {
    if allows(own.role, Resource::Delegation, Action::Create) == Reach::Nowhere {
        return Err(DelegateError::Personal);
    }
    if own.delegated_by.is_some() {
        return Err(DelegateError::Lent);
    }
    if lender == to_person {
        return Err(DelegateError::Oneself);
    }
    if to < from || !own.in_force(from) || !own.in_force(to) {
        return Err(DelegateError::Days);
    }
    let scope = if scope.is_empty() { own.scope.clone() } else { scope.to_vec() };
    if !own.scope_includes(&scope) {
        return Err(DelegateError::Scope);
    }
    Ok(Assignment {
        role: own.role,
        agency: own.agency.clone(),
        scope,
        from,
        to: Some(to),
        delegated_by: Some(lender.to_owned()),
    })
}
