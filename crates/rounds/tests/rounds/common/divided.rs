//! A round with units that were divided or ended.
#![allow(unreachable_pub, reason = "a test")]

use chiso_model::agency::{Agency, AgencyId, AgencyKind, Heir, LineageEdge, LineageKind, POPULATION, Validity};
use chiso_model::{Date, Text};
use chiso_round::round::Entrant;
use chiso_store::Store;

use crate::common::{CATALOGUE, Scene, setup};

/// The day on which what is told of here came about.
const THEN: Date = Date::constant(2026, 1, 1);

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

/// A round over three provinces and `old`, which was divided into `east` (70 %) and `west`, and `giver`, which gave a part to `west` and goes on, and `gone`, which ended and left nothing behind.
pub async fn divided(store: Store) -> (Scene, String) {
    let scene = Scene::of(store);
    let province = |name: &str, from: Option<Date>, to: Option<Date>| {
        let kind = AgencyKind::Province;
        Agency::new(id(name), kind, Text::new(format!("Tỉnh {name}"), name), Validity::new(from, to))
            .below(id("viet-nam"))
    };
    let eve = THEN.yesterday().unwrap();
    let agencies = [
        province("old", None, Some(eve)),
        province("giver", None, None),
        province("gone", None, Some(eve)),
        province("east", Some(THEN), None),
        province("west", Some(THEN), None),
    ];
    let split = |from: &str, to: [(&str, f64); 2]| LineageEdge {
        kind: LineageKind::Split,
        date: THEN,
        decision: None,
        from: vec![id(from)],
        to: to.map(|(heir, share)| Heir::new(id(heir)).with_share(POPULATION, share)).to_vec(),
        note: None,
        source: None,
    };
    let edges = [split("old", [("east", 0.7), ("west", 0.3)]), split("giver", [("giver", 0.9), ("west", 0.1)])];
    scene.rounds.desk().replace_register(CATALOGUE.register().with(agencies, edges));
    let mut setup = setup();
    let entrant = |unit: &str| Entrant { unit: unit.to_owned(), group: None, ranked: true };
    setup.units.extend(["old", "giver", "gone"].map(entrant));
    let round = scene.begun_with(setup).await;
    (scene, round)
}
