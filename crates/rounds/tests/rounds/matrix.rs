//! Every phase x role x command: who may do what when, printed as `crates/rounds/matrix.txt` and compared with it. `CHISO_UPDATE=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::common::{
    NOW, Scene, TODAY, UNITS, appraiser, coordinator, decision, holder, member, on_both, person, save, signed,
};
use axum::http::StatusCode;
use chiso_access::{Action, Assignment, Resource, Role};
use chiso_model::Date;
use chiso_round::assessment::{Entry, Joined, Verdict};
use chiso_round::round::{AgendaItem, Meeting, Proposal};
use chiso_round::{
    Assessment, AssessmentCommand, By, Deadline, Evidence, Frame, Mark, Phase, Proof, RoundCommand, Stage, Told,
};
use chiso_rounds::Held;
use chiso_web::Caller;
use chiso_workspace::Refusal;

const UNIT: &str = "01";
const NODE: &str = "c1_1_2";

fn callers() -> Vec<(&'static str, Caller)> {
    let at_unit = |role: Role| person("somebody", role, Some(UNIT), NOW);
    vec![
        ("coordinator", coordinator(NOW)),
        ("lead", at_unit(Role::UnitLead)),
        ("contributor", at_unit(Role::UnitContributor)),
        ("approver", at_unit(Role::UnitApprover)),
        ("appraiser", appraiser("a", NOW)),
        ("council", member("1", NOW)),
        ("survey", person("somebody", Role::SurveyManager, None, NOW)),
        ("interviewer", person("somebody", Role::Interviewer, None, NOW)),
        ("clerk", at_unit(Role::DeskClerk)),
        ("officer", at_unit(Role::Officer)),
        ("post", at_unit(Role::PostOperatorClerk)),
        ("inspector", person("somebody", Role::Inspector, None, NOW)),
        ("admin", person("somebody", Role::Administrator, None, NOW)),
        ("anonymous", Caller::anonymous(NOW)),
        // Who judges elsewhere and holds a role at unit 01 as well.
        ("appraiser+01", torn("appraiser-a", Role::Appraiser)),
        ("council+01", torn("member-1", Role::CouncilMember)),
    ]
}

fn torn(id: &str, role: Role) -> Caller {
    let since = Date::constant(2020, 1, 1);
    let held = vec![Assignment::everywhere(role, since), Assignment::new(Role::UnitLead, UNIT, since)];
    holder(id, held, NOW)
}

fn text() -> String {
    "để thử".to_owned()
}

fn meeting(id: &str) -> Meeting {
    let item = |unit: &str, judged: f64, reason: &str| {
        let proposal = |points| Proposal { points: Mark::number(points), reason: reason.to_owned() };
        let proposals = [judged, 0.9].map(proposal).to_vec();
        AgendaItem { unit: unit.to_owned(), node: NODE.to_owned(), proposals, votes: BTreeMap::new() }
    };
    Meeting {
        id: id.to_owned(),
        on: TODAY,
        place: Some(text()),
        agenda: vec![item("48", 0.5, "để thử"), item(UNIT, 0.47, JUDGED[0])],
        present: BTreeSet::new(),
        concluded: None,
    }
}

fn of_round(held: &Held) -> Vec<(&'static str, RoundCommand)> {
    let setup = &held.round.setup;
    let next = Phase::ALL.into_iter().find(|phase| *phase > held.round.phase).unwrap_or(Phase::Published);
    let soon = held.round.deadline(held.round.phase).cloned().unwrap_or_else(|| Deadline::end_of(TODAY));
    vec![
        ("revise", RoundCommand::Revise { setup: Box::new(setup.clone()) }),
        ("discard", RoundCommand::Discard { reason: text() }),
        ("begin the next phase", RoundCommand::Begin { phase: next, left: 1, reason: text() }),
        ("move the deadline", RoundCommand::MoveDeadline { phase: held.round.phase, deadline: soon, reason: text() }),
        ("set visibility", RoundCommand::SetVisibility { visibility: setup.visibility.clone() }),
        ("set appraisers", RoundCommand::SetAppraisers { appraisers: setup.appraisers.clone(), reason: text() }),
        ("set council", RoundCommand::SetCouncil { council: setup.council.clone(), reason: text() }),
        ("name an heir", RoundCommand::NameHeir { unit: UNIT.to_owned(), heir: "01-2025".to_owned(), reason: text() }),
        ("call a meeting", RoundCommand::Call { meeting: Box::new(Meeting { agenda: Vec::new(), ..meeting("new") }) }),
        ("note who is there", RoundCommand::Attend { meeting: "m".to_owned(), members: BTreeSet::new() }),
        (
            "vote",
            RoundCommand::Vote {
                meeting: "m".to_owned(),
                unit: "48".to_owned(),
                node: NODE.to_owned(),
                choice: Some(0),
                written: true,
                remark: String::new(),
            },
        ),
        (
            "conclude a meeting",
            RoundCommand::Conclude {
                meeting: "m".to_owned(),
                decision: decision("1/QĐ"),
                minutes: text(),
                paper: None,
            },
        ),
        (
            "publish",
            RoundCommand::Publish {
                bundle: "a".repeat(64),
                versions: BTreeMap::new(),
                decision: decision("1/QĐ"),
                reason: text(),
            },
        ),
    ]
}

fn of_assessment(held: &Held, assessment: &Assessment, stage: Stage) -> Vec<(&'static str, AssessmentCommand)> {
    let node = || NODE.to_owned();
    let revision = assessment.item(NODE).and_then(|item| item.draft.as_ref()).map_or(0, |draft| draft.revision);
    let change = Entry { points: Some(Mark::number(0.5)), ..Entry::default() };
    let verdict = Verdict { change: Some(change.clone()), reason: text(), asks: None };
    let proof = Proof::Link { address: "https://example.vn".to_owned() };
    let evidence = Evidence { id: "e2".to_owned(), title: text(), proof };
    let joins = held.rules.criteria().iter().find(|criterion| !criterion.is_appraised()).unwrap();
    let indicator = joins.inputs[0].indicator.clone();
    let value = Joined { indicator, period: None, value: Mark::number(1.0), source: text() };
    vec![
        ("assign", AssessmentCommand::Assign { node: node(), person: None, due: None }),
        ("save", save(NODE, revision, &[("finished", 9.0), ("planned", 10.0)])),
        ("add evidence", AssessmentCommand::AddEvidence { node: node(), evidence }),
        ("comment", AssessmentCommand::Comment { node: node(), text: text() }),
        ("say it is ready", AssessmentCommand::Ready { node: node() }),
        ("return", AssessmentCommand::Return { node: node(), reason: text() }),
        ("submit", AssessmentCommand::Submit { declaration: signed() }),
        ("reopen", AssessmentCommand::Reopen { nodes: vec![node()], until: Deadline::end_of(TODAY), reason: text() }),
        ("appraise", AssessmentCommand::Appraise { node: node(), stage, seen: assessment.links(NODE).len(), verdict }),
        (
            "explain",
            AssessmentCommand::Explain { node: node(), seen: 0, entry: Entry { note: text(), ..Entry::default() } },
        ),
        ("submit explanation", AssessmentCommand::SubmitExplanation { declaration: signed() }),
        ("join values", AssessmentCommand::Join { values: vec![value.clone()] }),
        ("type a value", AssessmentCommand::JoinTyped { value }),
        ("correct", AssessmentCommand::Correct { node: node(), entry: change, reason: text() }),
    ]
}

/// What a command comes to: may the role, and does the round let it happen.
fn told(right: &Result<(), Refusal>, decided: impl FnOnce() -> bool) -> &'static str {
    match right {
        Err(Refusal::Hidden | Refusal::SignedOut) => "404",
        Err(_) => "403",
        Ok(()) if decided() => "yes",
        Ok(()) => "no",
    }
}

fn row(out: &mut String, name: &str, cells: impl Iterator<Item = &'static str>) {
    write!(out, "{name:<22}").unwrap();
    for cell in cells {
        write!(out, "{cell:<13}").unwrap();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

fn block(scene: &Scene, held: &Held, assessment: &Assessment, out: &mut String) {
    let callers = callers();
    writeln!(out, "\n{}", held.round.phase.id()).unwrap();
    row(out, "", callers.iter().map(|(name, _)| *name));
    let who = |caller: &Caller| By {
        person: caller.actor.person.clone().unwrap_or_default(),
        agencies: caller.actor.assignments.iter().filter_map(|held| held.agency.clone()).collect(),
        at: NOW,
    };
    let cell_of = |may: bool| if may { "yes" } else { "404" };
    let sees = |caller: &Caller| scene.rounds.sees(caller, held);
    let may = |caller: &Caller, resource| scene.rounds.may_at(caller, Action::See, resource, held, UNIT, Some(NODE));
    row(out, "see the round", callers.iter().map(|(_, caller)| cell_of(sees(caller))));
    for (name, resource) in
        [("see what is signed", Resource::SelfScore), ("see what is worked on", Resource::WorkingPaper)]
    {
        let cell = |caller: &Caller| cell_of(sees(caller) && may(caller, resource).is_ok());
        row(out, name, callers.iter().map(|(_, caller)| cell(caller)));
    }
    for (name, command) in of_round(held) {
        let cell = |caller: &Caller| {
            told(&scene.rounds.may_command_round(caller, held, &command), || {
                held.round.decide(&held.rules, &who(caller), command.clone()).is_ok()
            })
        };
        row(out, name, callers.iter().map(|(_, caller)| cell(caller)));
    }
    let stage = if held.round.phase == Phase::SecondAppraisal { Stage::Second } else { Stage::First };
    for (name, command) in of_assessment(held, assessment, stage) {
        let frame = Frame { round: &held.round, rules: &held.rules, unit: UNIT };
        let cell = |caller: &Caller| {
            told(&scene.rounds.may_command(caller, held, UNIT, &command), || {
                assessment.decide(frame, &who(caller), command.clone()).is_ok()
            })
        };
        row(out, name, callers.iter().map(|(_, caller)| cell(caller)));
    }
}

/// Pages and files, as they are asked for; `*` is the round.
const PAGES: [(&str, &str); 11] = [
    ("page: units", "*/units"),
    ("page: results", "*/results"),
    ("page: diagnosis", "*/units/01/diagnosis"),
    ("file: diagnosis", "*/units/01/diagnosis/file?form=csv"),
    ("page: what if", "*/units/01/what-if"),
    ("page: what if, of 48", "*/units/48/what-if"),
    ("file: appraisals", "*/units/01/appraisals/appraisals.csv"),
    ("file: report", "*/report/consolidated.xlsx"),
    ("page: council", "*/council"),
    ("page: meeting", "*/council/meetings/m"),
    ("page: heirs", "*/heirs"),
];

/// What was judged of unit 01, as pages would tell it: the reason, the points, and those of the whole, of which 34 of 100 are of surveys that were not held.
const JUDGED: [&str; 3] = ["lý do về đơn vị 01", "0,47", ">0,71<"];

/// What each caller gets at each address: the page, with what is judged of unit 01 or without, or why not.
async fn pages(scene: &Scene, round: &str, out: &mut String) {
    let callers = callers();
    for (name, path) in PAGES {
        let path = path.replace('*', &format!("/vi/rounds/{round}"));
        let mut cells = Vec::new();
        for (_, caller) in &callers {
            let page = scene.get(&path, caller).await;
            let tells = JUDGED.iter().any(|judged| page.body.contains(judged));
            cells.push(match page.status {
                StatusCode::OK if tells => "judged",
                StatusCode::OK => "yes",
                StatusCode::FORBIDDEN => "403",
                StatusCode::NOT_FOUND => "404",
                StatusCode::SEE_OTHER => "sign in",
                StatusCode::UNPROCESSABLE_ENTITY => "422",
                other => panic!("{path}: {other}"),
            });
        }
        row(out, name, cells.into_iter());
    }
}

#[test]
fn every_phase_role_and_command_is_as_printed() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let setup = crate::common::setup();
        let text_of = crate::common::rulebook_text(&setup);
        let id = scene.rounds.draft(&coordinator(NOW), setup, text_of).await.unwrap();
        let mut out = "Who may do what when, at unit 01 and criterion 1.1.2 of a round. yes: it is done. no: the role may, the round does not let it happen now.\n403: the role may see it and not do it. 404: the role may not know of it. Of pages and files: judged, with what is judged of unit 01; yes, without.\nPrinted by crates/rounds/tests/matrix.rs.\n".to_owned();
        for phase in Phase::ALL {
            let held = scene.rounds.held(&id).await.unwrap();
            match phase {
                Phase::Draft => {}
                Phase::Published => {
                    let mut round = held.round.clone();
                    let publish = chiso_round::RoundEvent::Published {
                        issue: chiso_round::round::Issue {
                            number: 1,
                            bundle: "b".repeat(64),
                            versions: BTreeMap::new(),
                            decision: decision("1/QĐ"),
                            reason: String::new(),
                            at: NOW,
                            by: "coordinator".to_owned(),
                        },
                    };
                    round.apply(&Told { at: NOW, by: "coordinator".to_owned(), what: publish });
                    let mut published = held.as_ref().clone();
                    published.round = round;
                    let assessment = scene.rounds.assessment(&published, UNIT).await.unwrap();
                    block(&scene, &published, &assessment, &mut out);
                    continue;
                }
                phase => scene.begin(&id, phase, NOW).await,
            }
            match phase {
                Phase::SelfAssessment => {
                    let entered = vec![save(NODE, 0, &[("finished", 9.0), ("planned", 10.0)])];
                    scene.rounds.act_on_unit(&crate::common::lead(UNIT, NOW), &id, UNIT, entered).await.unwrap();
                }
                Phase::FirstAppraisal => {
                    let change = Entry { points: Some(Mark::number(0.47)), ..Entry::default() };
                    let verdict = Verdict { change: Some(change), reason: JUDGED[0].to_owned(), asks: Some(text()) };
                    let seen = 1;
                    let command =
                        AssessmentCommand::Appraise { node: NODE.to_owned(), stage: Stage::First, seen, verdict };
                    scene.rounds.act_on_unit(&appraiser("a", NOW), &id, UNIT, vec![command]).await.unwrap();
                }
                Phase::Council => {
                    let command = RoundCommand::Call { meeting: Box::new(meeting("m")) };
                    scene.rounds.act_on_round(&coordinator(NOW), &id, command).await.unwrap();
                }
                _ => {}
            }
            let held = scene.rounds.held(&id).await.unwrap();
            let assessment = scene.rounds.assessment(&held, UNIT).await.unwrap();
            block(&scene, &held, &assessment, &mut out);
            pages(&scene, &id, &mut out).await;
            if phase == Phase::SelfAssessment {
                for unit in UNITS {
                    let submit = vec![AssessmentCommand::Submit { declaration: signed() }];
                    scene.rounds.act_on_unit(&crate::common::approver(unit, NOW), &id, unit, submit).await.unwrap();
                }
            }
        }
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/matrix.txt");
        if std::env::var_os("CHISO_UPDATE").is_some() {
            std::fs::write(file, &out).unwrap();
        }
        let kept = std::fs::read_to_string(file).unwrap_or_default();
        assert_eq!(kept, out, "crates/rounds/matrix.txt is not what holds; CHISO_UPDATE=1 writes it anew");
    });
}
