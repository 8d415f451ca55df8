//! Who may do what: roles, assignments with a scope and a time, delegation, and the one table of role, resource and action.
//!
//! Pure: no clock, no store, no HTTP. The caller says who asks ([`Actor`]), what for ([`Action`]) and of which thing ([`Target`]);
//! [`authorize`] answers from [`allows`], the one table, which is printed in `crates/access/matrix.txt`. The rules are told in `docs/access.md`.
//!
//! ```
//! use chiso_access::{Action, Actor, Assignment, Decision, Resource, Role, Target, authorize, in_force_on};
//! use chiso_model::Date;
//!
//! let lead = Assignment::new(Role::UnitLead, "province:01", Date::constant(2026, 1, 1));
//! let held = in_force_on(&[lead], Date::constant(2026, 11, 22), |_delegator| Vec::new());
//! let actor = Actor::person("p1", held);
//!
//! let here = Target::of(Resource::SelfScore).in_agency("province:01", &["country"]).within(&["1.2.1", "1.2", "1"]);
//! assert_eq!(authorize(&actor, Action::Change, &here), Decision::Allowed { by: Role::UnitLead });
//! assert_eq!(authorize(&actor, Action::Submit, &here), Decision::Forbidden); // 403: may see it, may not submit it
//! let there = Target::of(Resource::SelfScore).in_agency("province:79", &["country"]);
//! assert_eq!(authorize(&actor, Action::Change, &there), Decision::Hidden); // 404: may not even know of it
//! ```

mod action;
mod actor;
mod assignment;
mod decide;
mod delegate;
mod grant;
mod matrix;
mod reach;
mod resource;
mod role;
mod table;
mod word;

pub use action::Action;
pub use actor::{Actor, KeyScope};
pub use assignment::{Assignment, in_force_on};
pub use decide::{Decision, Target, anywhere, authorize, gate};
pub use delegate::{DelegateError, Lending, delegate};
pub use grant::{GrantError, grantable, may_end, may_grant};
pub use matrix::matrix_text;
pub use reach::Reach;
pub use resource::Resource;
pub use role::Role;
pub use table::{allows, strong};
