//! What holds for every actor and every thing.

use chiso_access::{
    Action, Actor, Assignment, Decision, KeyScope, Reach, Resource, Role, Target, allows, anywhere, authorize, gate,
    strong,
};
use chiso_model::Date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const DAY: Date = Date::constant(2026, 1, 1);
const AGENCIES: [&str; 5] = ["country", "province", "ward", "other", "other-ward"];
const NODES: [&str; 4] = ["1", "1.2", "1.2.3", "2"];
const PEOPLE: [&str; 2] = ["an", "binh"];

fn assignment() -> impl Strategy<Value = Assignment> {
    let agency = proptest::option::of(select(AGENCIES.to_vec()));
    (select(Role::ALL.to_vec()), agency, subsequence(NODES.to_vec(), 0..=2)).prop_map(|(role, agency, scope)| {
        Assignment { agency: agency.map(str::to_owned), ..Assignment::everywhere(role, DAY).limited_to(&scope) }
    })
}

fn actor() -> impl Strategy<Value = Actor> {
    let key_scope = (resource(), action()).prop_map(|(resource, action)| KeyScope { resource, action });
    let scopes = proptest::option::weighted(0.2, proptest::collection::vec(key_scope, 0..40));
    let person = proptest::option::of(select(PEOPLE.to_vec()));
    (person, proptest::collection::vec(assignment(), 0..4), any::<bool>(), scopes).prop_map(
        |(person, assignments, second_factor, scopes)| Actor {
            person: person.filter(|_| scopes.is_none()).map(str::to_owned),
            assignments,
            second_factor: second_factor && scopes.is_none(),
            scopes,
        },
    )
}

fn resource() -> impl Strategy<Value = Resource> {
    select(Resource::ALL.to_vec())
}

fn action() -> impl Strategy<Value = Action> {
    select(Action::ALL.to_vec())
}

/// A place in the tree of agencies: an agency with those above it.
fn place() -> impl Strategy<Value = (Option<&'static str>, &'static [&'static str])> {
    select(vec![
        (None, &[][..]),
        (Some("country"), &[][..]),
        (Some("province"), &["country"][..]),
        (Some("ward"), &["province", "country"][..]),
        (Some("other-ward"), &["other", "country"][..]),
    ])
}

fn target() -> impl Strategy<Value = Target<'static>> {
    let scope = select(vec![&[][..], &["1"][..], &["1.2", "1"][..], &["1.2.3", "1.2", "1"][..], &["2"][..]]);
    let owner = proptest::option::of(select(PEOPLE.to_vec()));
    (resource(), place(), scope, owner).prop_map(|(resource, (agency, above), scope, owner)| Target {
        resource,
        agency,
        above,
        scope,
        owner,
    })
}

/// Yes, the second factor aside.
fn has_right(decision: Decision) -> bool {
    matches!(decision, Decision::Allowed { .. } | Decision::SecondFactor)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hidden_is_exactly_where_it_may_not_be_seen(actor in actor(), action in action(), target in target()) {
        let decision = authorize(&actor, action, &target);
        let seen = authorize(&actor, Action::See, &target).is_allowed();
        prop_assert!(has_right(decision) || (decision == Decision::Hidden) != seen, "{decision:?}, seen: {seen}");
        prop_assert!(decision != Decision::Forbidden || action != Action::See);
    }

    #[test]
    fn more_roles_never_allow_less(actor in actor(), more in assignment(), action in action(), target in target()) {
        let before = authorize(&actor, action, &target);
        let mut after = actor;
        after.assignments.push(more);
        let after = authorize(&after, action, &target);
        prop_assert!(after == before || has_right(after) || (before == Decision::Hidden && after == Decision::Forbidden), "{before:?}, then {after:?}");
    }

    #[test]
    fn the_order_of_roles_does_not_matter(actor in actor(), action in action(), target in target()) {
        let mut turned = actor.clone();
        turned.assignments.reverse();
        prop_assert_eq!(authorize(&actor, action, &target).is_allowed(), authorize(&turned, action, &target).is_allowed());
    }

    /// Whatever somebody holds in agencies that are not on the path from the thing to the top is worth nothing here, unless the table says: everywhere or own.
    #[test]
    fn nobody_gains_by_what_lies_off_the_path(actor in actor(), action in action(), target in target()) {
        let on_the_path = |held: &Assignment| {
            let agency = held.agency.as_deref();
            let reach = allows(held.role, target.resource, action);
            agency.is_none_or(|agency| target.agency == Some(agency) || target.above.contains(&agency)) || [Reach::Everywhere, Reach::Own].contains(&reach)
        };
        let mut less = actor.clone();
        less.assignments.retain(on_the_path);
        prop_assert_eq!(has_right(authorize(&actor, action, &target)), has_right(authorize(&less, action, &target)));
    }

    #[test]
    fn an_agency_more_above_the_thing_takes_nothing_away(actor in actor(), action in action(), target in target()) {
        let before = has_right(authorize(&actor, action, &target));
        let above = [target.above, &["union"]].concat();
        let after = has_right(authorize(&actor, action, &Target { above: &above, ..target }));
        prop_assert!(!before || after);
    }

    #[test]
    fn a_narrower_scope_never_allows_more(role in select(Role::ALL.to_vec()), (agency, _) in place(), scope in subsequence(NODES.to_vec(), 1..=3), action in action(), target in target()) {
        let whole = Assignment { agency: agency.map(str::to_owned), ..Assignment::everywhere(role, DAY) };
        let part = whole.clone().limited_to(&scope);
        let may = |held: Assignment| has_right(authorize(&Actor::person("an", vec![held]), action, &target));
        prop_assert!(!may(part) || may(whole));
    }

    #[test]
    fn a_key_never_does_more_than_its_role(actor in actor(), scope in (resource(), action()), action in action(), target in target()) {
        let key = Actor::key(actor.assignments.clone(), vec![KeyScope { resource: scope.0, action: scope.1 }]);
        let person = Actor { person: None, scopes: None, ..actor };
        prop_assert!(!has_right(authorize(&key, action, &target)) || has_right(authorize(&person, action, &target)));
        prop_assert!(!authorize(&key, action, &target).is_allowed() || !strong(target.resource, action));
    }

    #[test]
    fn anonymous_visitors_see_public_things_only(action in action(), target in target()) {
        let decision = authorize(&Actor::anonymous(), action, &target);
        prop_assert_eq!(decision.is_allowed(), allows(Role::Anonymous, target.resource, action) == Reach::Everywhere);
        prop_assert_ne!(decision, Decision::SecondFactor);
    }

    /// The gate and the menu say no only where every thing of the kind would be refused.
    #[test]
    fn a_gate_keeps_nobody_out_who_has_business_inside(actor in actor(), action in action(), target in target()) {
        let decision = authorize(&actor, action, &target);
        if has_right(decision) {
            prop_assert!(anywhere(&actor, action, target.resource));
            prop_assert!(has_right(gate(&actor, action, target.resource)));
        }
        if decision.is_allowed() {
            prop_assert!(gate(&actor, action, target.resource).is_allowed());
        }
    }
}
