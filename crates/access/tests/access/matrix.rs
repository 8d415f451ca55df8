//! The one table: as it is printed, and what it must never say.

use std::collections::BTreeSet;

use chiso_access::{Action, Reach, Resource, Role, allows, matrix_text, strong};

/// Every line of the table.
fn lines() -> impl Iterator<Item = (Resource, Action)> {
    let all = Resource::ALL.iter().flat_map(|resource| Action::ALL.iter().map(|action| (*resource, *action)));
    all.filter(|(resource, action)| Role::ALL.iter().any(|role| allows(*role, *resource, *action) != Reach::Nowhere))
}

/// What a role may do beyond what anybody who signed in may.
fn of_its_own(role: Role) -> BTreeSet<(Resource, Action)> {
    lines()
        .filter(|(resource, action)| allows(role, *resource, *action) > allows(Role::SignedIn, *resource, *action))
        .collect()
}

#[test]
fn the_printed_matrix_is_the_table() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("matrix.txt");
    let text = matrix_text();
    if std::env::var_os("CHISO_UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let printed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == text,
        "crates/access/matrix.txt differs from the table: CHISO_UPDATE=1 prints it anew, then read the difference"
    );
}

/// The table is written as text in columns; a letter that is out of place must not pass as "no right".
#[test]
fn every_line_of_the_source_has_a_letter_for_every_role() {
    let source =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table.rs")).unwrap();
    let cells: Vec<&str> = source
        .lines()
        .filter_map(|line| line.trim().strip_suffix("\"),")?.split_once('"').map(|(_, cells)| cells))
        .collect();
    assert_eq!(cells.len(), lines().count());
    for cells in cells {
        let mut letters: Vec<&str> = cells.split_whitespace().collect();
        if letters.last() == Some(&"!") {
            letters.pop();
        }
        assert_eq!(letters.len(), Role::ALL.len(), "{cells}");
        assert!(letters.iter().all(|letter| [".", "o", "a", "u", "b", "*"].contains(letter)), "{cells}");
        let columns = (0..Role::ALL.len())
            .all(|role| cells.as_bytes()[role * 3] == b' ' && cells.as_bytes()[role * 3 + 1] != b' ');
        assert!(columns, "out of its columns: {cells}");
    }
}

#[test]
fn every_kind_of_thing_can_be_seen_by_somebody_and_sight_needs_no_second_factor() {
    for resource in Resource::ALL {
        assert!(Role::ALL.iter().any(|role| allows(*role, *resource, Action::See) != Reach::Nowhere), "{resource}");
        assert!(!strong(*resource, Action::See), "{resource}: hidden or not must not depend on the second factor");
    }
}

/// Whoever acts also sees what they act on, as far as they act on it. Exceptions: what citizens hand in, and lending, which is seen by whoever lent.
#[test]
fn nobody_acts_blindly() {
    let handed_in = [Resource::Ballot, Resource::Rating, Resource::Petition];
    for (resource, action) in
        lines().filter(|(resource, action)| *action != Action::Create || !handed_in.contains(resource))
    {
        for role in Role::ALL {
            assert!(
                allows(*role, resource, Action::See) >= allows(*role, resource, action),
                "{role} may {action} {resource} and not see it"
            );
        }
    }
}

#[test]
fn anonymous_visitors_see_what_is_public_and_hand_in_what_is_theirs() {
    use Resource::{
        Agency, Ballot, Boundary, Calendar, DossierTracking, Lineage, Method, OpenData, Petition, Procedure,
        PublishedResult, Rating,
    };
    let public = [PublishedResult, Method, OpenData, Boundary, Agency, Lineage, Procedure, Calendar, DossierTracking];
    for (resource, action) in lines() {
        let may = allows(Role::Anonymous, resource, action) != Reach::Nowhere;
        let expected = match action {
            Action::See | Action::Export => public.contains(&resource),
            Action::Create => [Ballot, Petition, Rating].contains(&resource),
            _ => false,
        };
        assert!(!may || expected, "anonymous may {action} {resource}");
        if action == Action::See {
            assert_eq!(may, expected, "{resource}");
        }
    }
}

#[test]
fn whoever_signed_in_has_only_their_own_things() {
    for (resource, action) in lines() {
        let reach = allows(Role::SignedIn, resource, action);
        assert!(
            reach <= Reach::Own || allows(Role::Anonymous, resource, action) == reach,
            "signed-in may {action} {resource}"
        );
    }
}

#[test]
fn the_inspector_reads_everything_and_changes_nothing() {
    for resource in Resource::ALL {
        let secret = *resource == Resource::OwnAccount;
        assert_eq!(allows(Role::Inspector, *resource, Action::See) >= Reach::Below, !secret, "{resource}");
    }
    for (resource, action) in of_its_own(Role::Inspector) {
        assert!([Action::See, Action::Export].contains(&action), "inspector may {action} {resource}");
    }
}

#[test]
fn the_administrator_touches_no_score() {
    let theirs = [
        Resource::Boundary,
        Resource::Agency,
        Resource::Lineage,
        Resource::AgencyImport,
        Resource::Person,
        Resource::Assignment,
        Resource::Delegation,
        Resource::ApiKey,
        Resource::Journal,
        Resource::Settings,
        Resource::Operation,
    ];
    for (resource, action) in of_its_own(Role::Administrator) {
        assert!(theirs.contains(&resource), "administrator may {action} {resource}");
    }
}

/// Two acts that no role does both: (first, second, why).
#[test]
fn acts_in_two_hands() {
    use Action::{Approve, Change, Create, Publish, Reopen, Return, Submit};
    let scores = [(Resource::SelfScore, Change), (Resource::Appraisal, Change), (Resource::CouncilDecision, Approve)];
    let mut pairs = vec![
        ((Resource::SelfScore, Change), (Resource::SelfScore, Submit), "who enters does not sign"),
        ((Resource::Explanation, Change), (Resource::Explanation, Submit), "who explains does not sign"),
        ((Resource::SelfScore, Submit), (Resource::SelfScore, Reopen), "what is signed is reopened by others"),
        ((Resource::Appraisal, Submit), (Resource::Appraisal, Reopen), "what is submitted is reopened by others"),
        ((Resource::Procedure, Change), (Resource::Procedure, Publish), "who drafts does not announce"),
        ((Resource::Dossier, Create), (Resource::Dossier, Approve), "who receives does not sign the result"),
        ((Resource::Dossier, Submit), (Resource::Dossier, Approve), "who handles does not sign the result"),
        ((Resource::Ballot, Change), (Resource::Ballot, Return), "who keys in does not check"),
        ((Resource::Survey, Change), (Resource::Survey, Approve), "who runs a survey does not approve it"),
        ((Resource::CouncilDecision, Change), (Resource::CouncilDecision, Approve), "who drafts does not vote"),
    ];
    for (number, first) in scores.iter().enumerate() {
        for second in &scores[number + 1..] {
            pairs.push((*first, *second, "a score has one judge at a time"));
        }
        for act in [
            (Resource::Publication, Publish),
            (Resource::Person, Change),
            (Resource::Settings, Change),
            (Resource::Round, Change),
        ] {
            pairs.push((*first, act, "who scores neither publishes nor manages"));
        }
    }
    for ((one, one_act), (other, other_act), why) in pairs {
        for role in Role::ALL {
            let both =
                allows(*role, one, one_act) != Reach::Nowhere && allows(*role, other, other_act) != Reach::Nowhere;
            assert!(!both, "{role}: {why} ({one_act} {one}, {other_act} {other})");
        }
        for (resource, action) in [(one, one_act), (other, other_act)] {
            assert!(
                lines().any(|line| line == (resource, action)),
                "nobody may {action} {resource}: the pair proves nothing"
            );
        }
    }
    for action in [Change, Create, Return, Submit] {
        assert!(
            allows(Role::Appraiser, Resource::Appraisal, action) <= Reach::Under,
            "nobody appraises their own agency"
        );
    }
}

#[test]
fn what_was_recorded_stays() {
    use Action::{Approve, Change, Create, Publish, Remove, Reopen, Return, Submit};
    for action in [Change, Remove, Create, Approve, Publish, Reopen, Return, Submit] {
        for role in Role::ALL {
            assert_eq!(allows(*role, Resource::Journal, action), Reach::Nowhere, "{role} {action}");
            assert!(
                action == Create || allows(*role, Resource::PublishedResult, action) == Reach::Nowhere,
                "{role} {action}"
            );
        }
    }
    for role in Role::ALL {
        assert_eq!(allows(*role, Resource::Evidence, Change), Reach::Nowhere, "{role}");
        assert_eq!(allows(*role, Resource::Ballot, Remove), Reach::Nowhere, "{role}");
    }
}

#[test]
fn words_are_told_apart_in_both_languages() {
    fn check(kind: &str, words: &[(&'static str, chiso_model::Text)]) {
        let ids: BTreeSet<&str> = words.iter().map(|(id, _)| *id).collect();
        let vi: BTreeSet<&str> = words.iter().map(|(_, name)| name.vi.as_str()).collect();
        let en: BTreeSet<&str> = words.iter().map(|(_, name)| name.get(chiso_model::Lang::En)).collect();
        assert_eq!([ids.len(), vi.len(), en.len()], [words.len(); 3], "{kind}");
    }
    check("roles", &Role::ALL.iter().map(|word| (word.id(), word.name())).collect::<Vec<_>>());
    check("resources", &Resource::ALL.iter().map(|word| (word.id(), word.name())).collect::<Vec<_>>());
    check("actions", &Action::ALL.iter().map(|word| (word.id(), word.name())).collect::<Vec<_>>());
    assert!(Role::ALL.iter().all(|role| Role::from_id(role.id()) == Some(*role)) && Role::from_id("nobody").is_none());
}
