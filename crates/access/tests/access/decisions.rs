//! Decisions, as a table: who, what, of which thing, answer.

use chiso_access::Action::{Change, Create, Export, Publish, Remove, See, Submit};
use chiso_access::{Action, Actor, Assignment, Decision, KeyScope, Resource, Role, Target, anywhere, authorize, gate};
use chiso_model::Date;

const DAY: Date = Date::constant(2026, 1, 1);
const FORBIDDEN: Decision = Decision::Forbidden;
const HIDDEN: Decision = Decision::Hidden;
const SECOND: Decision = Decision::SecondFactor;

fn by(role: Role) -> Decision {
    Decision::Allowed { by: role }
}

fn holding(assignment: Assignment) -> Actor {
    Actor::person("an", vec![assignment])
}

fn sure(actor: Actor) -> Actor {
    Actor { second_factor: true, ..actor }
}

/// The commune `ward` lies in the province `province`, that in `country`; `other` is another province.
fn ward(resource: Resource) -> Target<'static> {
    Target::of(resource).in_agency("ward", &["province", "country"])
}

fn province(resource: Resource) -> Target<'static> {
    Target::of(resource).in_agency("province", &["country"])
}

#[test]
fn one_by_one() {
    use Resource::{
        Agency, Appraisal, Ballot, Delegation, Dossier, Journal, OwnAccount, Person, PublishedResult, SelfScore,
        Settings,
    };
    let anonymous = Actor::anonymous();
    let idle = Actor::person("an", Vec::new());
    let lead = holding(Assignment::new(Role::UnitLead, "ward", DAY));
    let lead_above = holding(Assignment::new(Role::UnitLead, "province", DAY));
    let contributor = holding(Assignment::new(Role::UnitContributor, "ward", DAY).limited_to(&["1.2", "3.1.4"]));
    let approver = holding(Assignment::new(Role::UnitApprover, "ward", DAY));
    let appraiser = holding(Assignment::new(Role::Appraiser, "province", DAY).limited_to(&["1"]));
    let national = holding(Assignment::everywhere(Role::Appraiser, DAY));
    let inspector = holding(Assignment::new(Role::Inspector, "province", DAY));
    let administrator = holding(Assignment::new(Role::Administrator, "province", DAY));
    let first = holding(Assignment::everywhere(Role::Administrator, DAY));
    let interviewer = holding(Assignment::new(Role::Interviewer, "province", DAY));
    let assigned_nothing = holding(Assignment::everywhere(Role::SignedIn, DAY));

    let area_one = ward(SelfScore).within(&["1.2.3", "1.2", "1"]);
    let area_three = ward(SelfScore).within(&["3.1.4", "3.1", "3"]);
    let beside = ward(SelfScore).within(&["1.3.1", "1.3", "1"]);
    let appraisal = ward(Appraisal).within(&["1.2.3", "1.2", "1"]);
    let own_province = province(Appraisal).within(&["1.2.3", "1.2", "1"]);

    let cases: &[(&str, &Actor, Action, Target, Decision)] = &[
        ("what is public", &anonymous, See, Target::of(PublishedResult), by(Role::Anonymous)),
        ("also to those who have a role", &lead, See, Target::of(PublishedResult), by(Role::Anonymous)),
        ("seen by all, changed by few", &anonymous, Change, province(Agency), FORBIDDEN),
        ("a page nobody may know of", &anonymous, See, Target::of(Settings), HIDDEN),
        ("acting on it neither", &anonymous, Change, Target::of(Settings), HIDDEN),
        ("one's own account", &idle, Change, Target::of(OwnAccount).owned_by("an"), by(Role::SignedIn)),
        ("somebody else's", &idle, See, Target::of(OwnAccount).owned_by("binh"), HIDDEN),
        ("an account of nobody", &idle, See, Target::of(OwnAccount), HIDDEN),
        ("nobody has no account", &anonymous, See, Target::of(OwnAccount).owned_by("an"), HIDDEN),
        (
            "a role that cannot be assigned gives nothing",
            &assigned_nothing,
            See,
            Target::of(OwnAccount).owned_by("x"),
            HIDDEN,
        ),
        ("a lead in their unit", &lead, Change, area_one, by(Role::UnitLead)),
        ("a lead does not submit", &lead, Submit, ward(SelfScore), FORBIDDEN),
        ("a lead in a unit below", &lead_above, See, ward(SelfScore), HIDDEN),
        ("a lead in the unit above", &lead, See, province(SelfScore), HIDDEN),
        ("a contributor below an assigned criterion", &contributor, Change, area_one, by(Role::UnitContributor)),
        ("a contributor at an assigned criterion", &contributor, Change, area_three, by(Role::UnitContributor)),
        ("a contributor beside it", &contributor, Change, beside, HIDDEN),
        ("a contributor above it", &contributor, Change, ward(SelfScore).within(&["3.1", "3"]), HIDDEN),
        ("a contributor and the whole", &contributor, See, ward(SelfScore), HIDDEN),
        ("a name that only begins alike", &contributor, See, ward(SelfScore).within(&["1.20", "1"]), HIDDEN),
        (
            "a scope does not bind what is not divided",
            &contributor,
            See,
            ward(Resource::Round),
            by(Role::UnitContributor),
        ),
        ("the approver without the second factor", &approver, Submit, ward(SelfScore), SECOND),
        ("the approver with it", &sure(approver.clone()), Submit, ward(SelfScore), by(Role::UnitApprover)),
        ("a second factor gives no right", &sure(lead.clone()), Submit, ward(SelfScore), FORBIDDEN),
        ("the approver changes nothing", &sure(approver.clone()), Change, area_one, FORBIDDEN),
        ("an appraiser below", &appraiser, Change, appraisal, by(Role::Appraiser)),
        ("an appraiser on self-scores", &appraiser, Change, area_one, FORBIDDEN),
        ("an appraiser in another area", &appraiser, See, ward(Appraisal).within(&["2.1", "2"]), HIDDEN),
        ("an appraiser and their own agency", &appraiser, Change, own_province, FORBIDDEN),
        ("an appraiser of all", &national, Change, own_province, by(Role::Appraiser)),
        (
            "an appraiser elsewhere",
            &appraiser,
            See,
            Target::of(Appraisal).in_agency("other", &["country"]).within(&["1"]),
            HIDDEN,
        ),
        ("the inspector below", &inspector, See, ward(Dossier), by(Role::Inspector)),
        ("the inspector takes out", &inspector, Export, ward(SelfScore), by(Role::Inspector)),
        ("the inspector changes nothing", &inspector, Change, ward(Dossier), FORBIDDEN),
        ("the inspector of a province and the settings", &inspector, See, Target::of(Settings), HIDDEN),
        (
            "an administrator makes users below",
            &sure(administrator.clone()),
            Create,
            ward(Person),
            by(Role::Administrator),
        ),
        (
            "not elsewhere",
            &sure(administrator.clone()),
            Create,
            Target::of(Person).in_agency("other", &["country"]),
            HIDDEN,
        ),
        (
            "not for the country",
            &sure(administrator.clone()),
            Create,
            Target::of(Person).in_agency("country", &[]),
            HIDDEN,
        ),
        ("not outside all agencies", &sure(administrator.clone()), Create, Target::of(Person), HIDDEN),
        ("an administrator of a province and the settings", &administrator, See, Target::of(Settings), HIDDEN),
        (
            "the first administrator and the settings",
            &sure(first.clone()),
            Change,
            Target::of(Settings),
            by(Role::Administrator),
        ),
        ("the first administrator anywhere", &sure(first.clone()), Remove, ward(Person), by(Role::Administrator)),
        ("no administrator sees self-scores", &first, See, ward(SelfScore), HIDDEN),
        ("nobody changes the journal", &first, Change, ward(Journal), FORBIDDEN),
        (
            "an interviewer and own ballots",
            &interviewer,
            Change,
            province(Ballot).owned_by("an"),
            by(Role::Interviewer),
        ),
        ("an interviewer and others'", &interviewer, Change, province(Ballot).owned_by("binh"), HIDDEN),
        ("anybody answers", &anonymous, Create, province(Ballot), by(Role::Anonymous)),
        ("and does not read it back", &anonymous, See, province(Ballot), HIDDEN),
        ("one lends one's own", &sure(lead.clone()), Create, ward(Delegation).owned_by("an"), by(Role::UnitLead)),
        ("and not others'", &sure(lead.clone()), Create, ward(Delegation).owned_by("binh"), FORBIDDEN),
        ("who has no role lends nothing", &sure(idle.clone()), Create, ward(Delegation).owned_by("an"), FORBIDDEN),
    ];
    for (name, actor, action, target, expected) in cases {
        assert_eq!(authorize(actor, *action, target), *expected, "{name}");
    }
}

#[test]
fn a_key_does_what_role_and_scopes_both_allow() {
    let scope = |id: &str| KeyScope::from_id(id).unwrap();
    let held = vec![Assignment::new(Role::NationalCoordinator, "province", DAY)];
    let key = Actor::key(
        held.clone(),
        vec![scope("result-import:create"), scope("person:create"), scope("publication:publish")],
    );
    let cases = [
        ("both allow", Create, ward(Resource::ResultImport), by(Role::NationalCoordinator)),
        ("the role alone", See, ward(Resource::ResultImport), HIDDEN),
        ("the scope alone", Create, ward(Resource::Person), HIDDEN),
        ("what needs a second factor", Publish, ward(Resource::Publication), SECOND),
        ("what is public", See, Target::of(Resource::PublishedResult), by(Role::Anonymous)),
        ("elsewhere", Create, Target::of(Resource::ResultImport).in_agency("other", &["country"]), HIDDEN),
        ("a key owns nothing", See, Target::of(Resource::OwnAccount).owned_by("an"), HIDDEN),
    ];
    for (name, action, target, expected) in cases {
        assert_eq!(authorize(&key, action, &target), expected, "{name}");
    }
    let interviewer =
        Actor::key(vec![Assignment::new(Role::Interviewer, "province", DAY)], vec![scope("ballot:change")]);
    assert_eq!(
        authorize(&interviewer, Change, &province(Resource::Ballot)),
        HIDDEN,
        "what nobody owns is not a key's own"
    );
    assert!(anywhere(&key, Create, Resource::ResultImport) && !anywhere(&key, Create, Resource::Round));
    assert!(!key.is_anonymous() && Actor::anonymous().is_anonymous());
    assert_eq!(scope("result-import:create").to_string(), "result-import:create");
    for wrong in ["", "result-import", "result-import:", ":create", "nothing:create", "result-import:create:x"] {
        assert_eq!(KeyScope::from_id(wrong), None, "{wrong}");
    }
}

/// The gate before the thing is known says no only where no thing could be reached.
#[test]
fn gates() {
    let lead = holding(Assignment::new(Role::UnitLead, "ward", DAY).limited_to(&["1"]));
    let approver = holding(Assignment::new(Role::UnitApprover, "ward", DAY));
    let cases = [
        (&Actor::anonymous(), See, Resource::PublishedResult, by(Role::Anonymous)),
        (&Actor::anonymous(), See, Resource::SelfScore, HIDDEN),
        (&lead, Change, Resource::SelfScore, by(Role::UnitLead)),
        (&lead, Submit, Resource::SelfScore, FORBIDDEN),
        (&lead, See, Resource::Settings, HIDDEN),
        (&approver, Submit, Resource::SelfScore, SECOND),
        (&sure(approver.clone()), Submit, Resource::SelfScore, by(Role::UnitApprover)),
    ];
    for (actor, action, resource, expected) in cases {
        assert_eq!(gate(actor, action, resource), expected, "{action} {resource}");
        let has_right = matches!(expected, Decision::Allowed { .. } | Decision::SecondFactor);
        assert_eq!(anywhere(actor, action, resource), has_right, "{action} {resource}");
    }
}
