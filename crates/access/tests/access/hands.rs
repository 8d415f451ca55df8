//! Giving, lending and losing roles.

use chiso_access::{
    Actor, Assignment, DelegateError, GrantError, Lending, Role, delegate, grantable, in_force_on, may_grant,
};
use chiso_model::{Date, Lang};

const DAY: Date = Date::constant(2026, 1, 1);

const fn day(month: i8, day: i8) -> Date {
    Date::constant(2026, month, day)
}

fn above(agency: &str) -> Vec<String> {
    let above: &[&str] = match agency {
        "ward" => &["province", "country"],
        "province" | "other" => &["country"],
        _ => &[],
    };
    above.iter().map(ToString::to_string).collect()
}

fn at(role: Role, agency: &str) -> Assignment {
    Assignment::new(role, agency, DAY)
}

fn of_all(role: Role) -> Assignment {
    Assignment::everywhere(role, DAY)
}

#[test]
fn who_may_give_what_to_whom() {
    use Role::{
        Administrator, Appraiser, CouncilMember, Inspector, Interviewer, NationalCoordinator, Officer, SignedIn,
        SurveyManager, UnitApprover, UnitContributor, UnitLead,
    };
    let conflict = |held| Err(GrantError::Conflict { held });
    let lent =
        |assignment: Assignment| Assignment { delegated_by: Some("chi".to_owned()), ..assignment.until(day(12, 31)) };
    // The giver's assignment, the one to give, what the person holds, the answer.
    let cases = [
        ("the first administrator, a province's", of_all(Administrator), at(Administrator, "province"), vec![], Ok(())),
        ("another for all", of_all(Administrator), of_all(Administrator), vec![], Ok(())),
        ("a province's, below", at(Administrator, "province"), at(Officer, "ward"), vec![], Ok(())),
        ("a province's, for all", at(Administrator, "province"), of_all(Officer), vec![], Err(GrantError::Agency)),
        ("a province's, above", at(Administrator, "province"), at(Officer, "country"), vec![], Err(GrantError::Agency)),
        (
            "a province's, elsewhere",
            at(Administrator, "province"),
            at(Officer, "other"),
            vec![],
            Err(GrantError::Agency),
        ),
        ("what nobody holds", of_all(Administrator), of_all(SignedIn), vec![], Err(GrantError::Role)),
        ("a coordinator, an appraiser", at(NationalCoordinator, "province"), at(Appraiser, "province"), vec![], Ok(())),
        (
            "a coordinator, a coordinator",
            of_all(NationalCoordinator),
            of_all(NationalCoordinator),
            vec![],
            Err(GrantError::Role),
        ),
        (
            "a coordinator, an administrator",
            of_all(NationalCoordinator),
            of_all(Administrator),
            vec![],
            Err(GrantError::Role),
        ),
        ("a lead, a contributor", at(UnitLead, "province"), at(UnitContributor, "province"), vec![], Ok(())),
        (
            "a lead, in a unit below",
            at(UnitLead, "province"),
            at(UnitContributor, "ward"),
            vec![],
            Err(GrantError::Agency),
        ),
        ("a lead, an approver", at(UnitLead, "ward"), at(UnitApprover, "ward"), vec![], Err(GrantError::Role)),
        ("a manager, an interviewer", at(SurveyManager, "province"), at(Interviewer, "ward"), vec![], Ok(())),
        ("an inspector, anything", of_all(Inspector), at(Officer, "ward"), vec![], Err(GrantError::Role)),
        (
            "within one's criteria",
            at(UnitLead, "ward").limited_to(&["1", "2"]),
            at(UnitContributor, "ward").limited_to(&["2"]),
            vec![],
            Ok(()),
        ),
        (
            "beyond them",
            at(UnitLead, "ward").limited_to(&["1"]),
            at(UnitContributor, "ward").limited_to(&["1", "2"]),
            vec![],
            Err(GrantError::Scope),
        ),
        (
            "all of them",
            at(UnitLead, "ward").limited_to(&["1"]),
            at(UnitContributor, "ward"),
            vec![],
            Err(GrantError::Scope),
        ),
        ("with a lent role", lent(of_all(Administrator)), at(Officer, "ward"), vec![], Err(GrantError::Role)),
        ("what is lent", of_all(Administrator), lent(at(Officer, "ward")), vec![], Err(GrantError::Lent)),
        (
            "ends before it begins",
            of_all(Administrator),
            at(Officer, "ward").until(Date::constant(2025, 12, 31)),
            vec![],
            Err(GrantError::Days),
        ),
        (
            "enters and signs",
            of_all(Administrator),
            at(UnitApprover, "ward"),
            vec![at(UnitContributor, "ward")],
            conflict(UnitContributor),
        ),
        (
            "signs and enters",
            of_all(Administrator),
            at(UnitLead, "ward"),
            vec![at(UnitApprover, "ward")],
            conflict(UnitApprover),
        ),
        (
            "enters here and signs there",
            of_all(Administrator),
            at(UnitApprover, "other"),
            vec![at(UnitContributor, "ward")],
            Ok(()),
        ),
        (
            "not at the same time",
            of_all(Administrator),
            at(UnitApprover, "ward"),
            vec![at(UnitContributor, "ward").until(Date::constant(2025, 12, 31))],
            Ok(()),
        ),
        (
            "judges the own unit from above",
            of_all(Administrator),
            at(Appraiser, "province"),
            vec![at(UnitLead, "ward")],
            conflict(UnitLead),
        ),
        (
            "judges all and is of one",
            of_all(Administrator),
            at(UnitLead, "ward"),
            vec![of_all(CouncilMember)],
            conflict(CouncilMember),
        ),
        // A province's office assesses the province for the country, and appraises the communes of the province.
        (
            "is of the province and judges communes",
            of_all(Administrator),
            at(Appraiser, "province"),
            vec![at(UnitLead, "province")],
            Ok(()),
        ),
        (
            "manages and scores",
            of_all(Administrator),
            at(UnitLead, "ward"),
            vec![at(Administrator, "province")],
            conflict(Administrator),
        ),
        (
            "manages here and scores there",
            of_all(Administrator),
            at(UnitLead, "other"),
            vec![at(Administrator, "province")],
            Ok(()),
        ),
        (
            "inspects and acts",
            of_all(Administrator),
            at(Inspector, "country"),
            vec![at(Officer, "ward")],
            conflict(Officer),
        ),
        ("inspects twice", of_all(Administrator), at(Inspector, "country"), vec![at(Inspector, "ward")], Ok(())),
        (
            "the same role elsewhere",
            of_all(Administrator),
            at(Appraiser, "other"),
            vec![at(Appraiser, "province")],
            Ok(()),
        ),
    ];
    for (name, giver, new, holds, expected) in cases {
        let giver = Actor::person("an", vec![giver]);
        let answer = may_grant(&giver, "binh", &holds, &new, above);
        assert_eq!(answer, expected, "{name}");
        if let Err(error) = answer {
            assert!(Lang::ALL.iter().all(|lang| error.message(*lang).ends_with('.')), "{name}");
            assert_ne!(error.message(Lang::Vi), error.message(Lang::En), "{name}");
        }
    }
}

#[test]
fn nobody_gives_to_themselves_and_nobody_gives_unnamed() {
    for giver in Role::ALL {
        for role in Role::ALL {
            let actor = Actor::person("an", vec![of_all(*giver)]);
            assert_eq!(may_grant(&actor, "an", &[], &of_all(*role), above), Err(GrantError::Oneself), "{giver} {role}");
            let key = Actor::key(vec![of_all(*giver)], Vec::new());
            assert_eq!(may_grant(&key, "binh", &[], &of_all(*role), above), Err(GrantError::Role), "{giver} {role}");
        }
        assert!(grantable(*giver).iter().all(|role| role.assignable()), "{giver}");
    }
    assert_eq!(grantable(Role::Administrator).len(), Role::ALL.iter().filter(|role| role.assignable()).count());
}

#[test]
fn what_may_be_lent() {
    let own = at(Role::UnitContributor, "ward").limited_to(&["1", "2"]).until(day(6, 30));
    let lent = Assignment { delegated_by: Some("chi".to_owned()), ..own.clone() };
    let approver = at(Role::UnitApprover, "ward");
    let one = ["1".to_owned()];
    let more = ["1".to_owned(), "3".to_owned()];
    let good =
        Lending { own: &own, lender: "an", to: "binh", holds: &[], scope: &[], from: day(2, 1), until: day(3, 1) };
    let cases = [
        ("all of it", good, Ok(["1", "2"].as_slice())),
        ("a part", Lending { scope: &one, ..good }, Ok(&["1"])),
        ("more than all", Lending { scope: &more, ..good }, Err(DelegateError::Scope)),
        ("one day", Lending { until: day(2, 1), ..good }, Ok(&["1", "2"])),
        ("to the last day", Lending { until: day(6, 30), ..good }, Ok(&["1", "2"])),
        ("beyond it", Lending { until: day(7, 1), ..good }, Err(DelegateError::Days)),
        ("before the first", Lending { from: Date::constant(2025, 12, 31), ..good }, Err(DelegateError::Days)),
        ("backwards", Lending { from: day(3, 2), ..good }, Err(DelegateError::Days)),
        ("to oneself", Lending { to: "an", ..good }, Err(DelegateError::Oneself)),
        ("what is lent", Lending { own: &lent, ..good }, Err(DelegateError::Lent)),
        (
            "to whoever signs",
            Lending { holds: std::slice::from_ref(&approver), ..good },
            Err(DelegateError::Conflict { held: Role::UnitApprover }),
        ),
        (
            "to whoever enters",
            Lending { own: &approver, holds: std::slice::from_ref(&own), ..good },
            Err(DelegateError::Conflict { held: Role::UnitContributor }),
        ),
    ];
    for (name, lending, expected) in cases {
        let answer = delegate(&lending, above);
        assert_eq!(
            answer.as_ref().map(|lent| lent.scope.clone()),
            expected.as_ref().map(|scope| scope.iter().map(ToString::to_string).collect()),
            "{name}"
        );
        match answer {
            Ok(lent) => assert_eq!(
                (lent.delegated_by.as_deref(), lent.to, lent.agency.as_deref()),
                (Some("an"), Some(lending.until), Some("ward")),
                "{name}"
            ),
            Err(error) => assert!(Lang::ALL.iter().all(|lang| error.message(*lang).ends_with('.')), "{name}"),
        }
    }
    for role in [Role::CouncilMember, Role::Inspector, Role::Administrator, Role::Interviewer, Role::PostOperatorClerk]
    {
        let personal = at(role, "ward");
        assert_eq!(delegate(&Lending { own: &personal, ..good }, above), Err(DelegateError::Personal), "{role}");
    }
}

#[test]
fn what_is_lent_is_lost_with_the_lender() {
    let own = at(Role::UnitContributor, "ward").limited_to(&["1", "2"]).until(day(6, 30));
    let lent = delegate(
        &Lending {
            own: &own,
            lender: "an",
            to: "binh",
            holds: &[],
            scope: &["1".to_owned()],
            from: day(2, 1),
            until: day(3, 1),
        },
        above,
    )
    .unwrap();
    let endless = Assignment { to: None, ..lent.clone() };
    let lent_on = Assignment { delegated_by: Some("chi".to_owned()), ..own.clone() };
    // What the lender holds on the day, the day, what the other person holds by it.
    let cases = [
        ("while it is lent", &lent, vec![own.clone()], day(2, 1), true),
        ("on the last day", &lent, vec![own.clone()], day(3, 1), true),
        ("before", &lent, vec![own.clone()], day(1, 31), false),
        ("after", &lent, vec![own.clone()], day(3, 2), false),
        ("the lender has it no more", &lent, vec![], day(2, 1), false),
        ("the lender's ended early", &lent, vec![own.clone().until(day(1, 31))], day(2, 1), false),
        ("the lender lost the criterion", &lent, vec![own.clone().limited_to(&["2"])], day(2, 1), false),
        ("the lender now has all criteria", &lent, vec![own.clone().limited_to(&[])], day(2, 1), true),
        ("the lender moved", &lent, vec![at(Role::UnitContributor, "other")], day(2, 1), false),
        ("the lender has another role", &lent, vec![at(Role::UnitLead, "ward")], day(2, 1), false),
        ("the lender only borrowed it", &lent, vec![lent_on], day(2, 1), false),
        ("without an end", &endless, vec![own.clone()], day(2, 1), false),
    ];
    for (name, lent, lender, today, holds) in cases {
        let asked = |person: &str| if person == "an" { lender.clone() } else { Vec::new() };
        let held = in_force_on(std::slice::from_ref(lent), today, asked);
        assert_eq!(held.len(), usize::from(holds), "{name}");
    }
    let next_year = in_force_on(&[own.clone(), of_all(Role::Officer)], Date::constant(2027, 1, 1), |_| Vec::new());
    assert_eq!(next_year, [of_all(Role::Officer)]);
}
