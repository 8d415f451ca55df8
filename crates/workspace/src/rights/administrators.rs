//! Administrators of the whole installation: who they are, and that one of them can always come in.

use chiso_access::Role;
use chiso_model::Date;
use chiso_store::people::{Password, Person};
use chiso_store::{Reader, StoreError, Writer};

use super::held;
use crate::refusal::Refusal;

/// Somebody who may sign in and is administrator everywhere, by own right.
struct Administrator {
    person: String,
    /// Whether there is a way in already: a password where those are taken, an account at the provider. Who was invited and has not come yet has none; nor has
    /// somebody with nothing but a password where the provider is the only way.
    comes_in: bool,
}

/// Everybody who is administrator everywhere on a day.
fn administrators(r: &mut Reader<'_>, day: Date, passwords: bool) -> Result<Vec<Administrator>, StoreError> {
    let mut found: Vec<Administrator> = Vec::new();
    for row in r.assignments()?.into_iter().filter(|row| row.ended.is_none() && row.delegated_from.is_none()) {
        let Some(says) = held::says(r, &row)? else { continue };
        if says.role == Role::Administrator
            && says.agency.is_none()
            && says.in_force(day)
            && found.iter().all(|known| known.person != row.person)
            && r.get::<Person>(row.person.clone())?.is_some_and(|person| person.active)
        {
            let has_password = passwords && r.get::<Password>(row.person.clone())?.is_some();
            let comes_in = has_password || !r.identities(&row.person)?.is_empty();
            found.push(Administrator { person: row.person, comes_in });
        }
    }
    Ok(found)
}

/// Whether an administrator of the whole installation can come in.
pub(crate) fn has_administrator(r: &mut Reader<'_>, day: Date, passwords: bool) -> Result<bool, StoreError> {
    Ok(administrators(r, day, passwords)?.iter().any(|one| one.comes_in))
}

/// Makes a change that may take an administrator away, and refuses it where none would be left who can come in. A change that takes none away is made in any
/// case, also while nobody has come in by the only way that is left.
pub(crate) fn keeping_an_administrator(
    w: &mut Writer<'_>,
    day: Date,
    passwords: bool,
    change: impl FnOnce(&mut Writer<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let before = administrators(w, day, passwords)?;
    change(w)?;
    let after = administrators(w, day, passwords)?;
    if after.len() == before.len() || after.iter().any(|one| one.comes_in) {
        return Ok(());
    }
    Err(last(before.iter().any(|one| one.comes_in), !after.is_empty(), passwords))
}

/// Why the last administrator stays, and what to do first.
fn last(one_comes_in: bool, others: bool, passwords: bool) -> Refusal {
    let why = if one_comes_in {
        (
            "Đây là người quản trị toàn hệ thống cuối cùng đăng nhập được.",
            "This is the last administrator of the whole installation who can sign in.",
        )
    } else {
        (
            "Chưa có người quản trị toàn hệ thống nào đăng nhập qua hệ thống định danh, nay là cách đăng nhập duy nhất.",
            "No administrator of the whole installation has signed in through the identity provider yet, which is the only way in now.",
        )
    };
    let first = if others {
        (
            "Trước tiên, hãy để một người khác đang giữ vai trò này nhưng chưa vào lần nào đăng nhập một lần",
            "First let another one, who holds that role and has not come in yet, sign in once",
        )
    } else {
        (
            "Trước tiên, hãy giao vai trò này cho một người khác và để người đó đăng nhập một lần",
            "First give somebody else that role, and let them sign in once",
        )
    };
    let how = if passwords {
        ("", "")
    } else {
        (
            " bằng nút của hệ thống định danh trên trang đăng nhập, với đúng địa chỉ thư của tài khoản ở đây",
            " by the provider's button on the sign-in page, with the very mail address of their account here",
        )
    };
    Refusal::whole(
        &format!("{} {}{}; sau đó làm lại việc này.", why.0, first.0, how.0),
        &format!("{} {}{}; then do this again.", why.1, first.1, how.1),
    )
}
