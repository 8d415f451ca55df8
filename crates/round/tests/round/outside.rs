//! What those outside a unit are told of its file: what it signed, and nothing that it works on.

use crate::common::{World, accept, day, entry, file, leaving_blank, reopen, save};
use chiso_round::assessment::{Item, Standing};
use chiso_round::{Assessment, AssessmentCommand, Deadline, Mark, Phase, Stage};

const NODE: &str = "issued";

fn bring(id: &str, seed: u8) -> AssessmentCommand {
    AssessmentCommand::AddEvidence { node: NODE.to_owned(), evidence: file(id, seed) }
}

fn outside(file: &Assessment) -> Item {
    file.without_working_papers(|_| true).item(NODE).cloned().unwrap_or_default()
}

fn ids(item: &Item) -> Vec<&str> {
    item.evidence.iter().map(|evidence| evidence.id.as_str()).collect()
}

#[test]
fn what_is_not_signed_is_left_out() {
    let mut world = World::small(Phase::SelfAssessment);
    world.tell("north", "north-lan", save(NODE, 0, entry(&[("level", 2.0)]))).unwrap();
    world.tell("north", "north-lan", bring("e1", 1)).unwrap();
    let said = AssessmentCommand::Comment { node: NODE.to_owned(), text: "trao đổi nội bộ".to_owned() };
    world.tell("north", "north-lan", said).unwrap();
    assert_eq!(outside(&world.file("north")), Item::default());
    assert_eq!(world.file("north").without_working_papers(|node| node != NODE), world.file("north"));

    world.tell("north", "north-chair", AssessmentCommand::Submit { declaration: leaving_blank() }).unwrap();
    let item = outside(&world.file("north"));
    assert_eq!((ids(&item), item.links.len()), (vec!["e1"], 1));
    assert!(item.draft.is_none() && item.comments.is_empty());

    // More time: what is added in it is the unit's own until it signs again, and no judgement rests on it.
    world.go_to(Phase::FirstAppraisal);
    let until = Deadline::at(day(2025, 2, 5), 17, 0);
    world.tell("north", "coordinator", reopen(&[NODE], until.clone())).unwrap();
    world.tell("north", "north-lan", bring("e2", 2)).unwrap();
    let item = outside(&world.file("north"));
    assert!(item.reopened.is_some());
    assert_eq!(ids(&item), ["e1"]);
    let after = until.moment().unwrap();
    let appraiser = world.round.setup.appraisers[0].person.clone();
    world.tell_at("north", &appraiser, after, accept(NODE, Stage::First, 1)).unwrap();
    let links = world.file("north").links(NODE).to_vec();
    assert_eq!(links.iter().map(|link| link.evidence.len()).collect::<Vec<_>>(), [1, 1]);

    let seen = world.file("north").with_links(|link| link.stage != Stage::First);
    assert_eq!(seen.links(NODE).iter().map(|link| link.stage).collect::<Vec<_>>(), [Stage::SelfScore]);
    assert_ne!(seen.item(NODE).unwrap().effective().unwrap().points, Mark::default());
}

#[test]
fn how_far_the_unit_is_with_it_is_its_own() {
    for inside in [Standing::Empty, Standing::Entered, Standing::Ready, Standing::Returned] {
        assert_eq!(inside.from_outside(), Standing::WithUnit);
    }
    for told in [Standing::AwaitsFact, Standing::Reopened, Standing::AwaitsFirst, Standing::Asked, Standing::Decided] {
        assert_eq!(told.from_outside(), told);
    }
}
