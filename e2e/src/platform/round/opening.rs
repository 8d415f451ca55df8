//! The coordinator opens a round: the wizard, each part of the setup, then self-assessment.

use serde_json::json;

use super::people::Part;
use super::{Scene, UNITS};
use crate::Result;
use crate::person::Person;

/// Phases with a deadline, each with the day after which it is over, in the year to come.
const DEADLINES: [(&str, &str); 5] = [
    ("self_assessment", "31/01"),
    ("first_appraisal", "28/02"),
    ("explanation", "15/03"),
    ("second_appraisal", "31/03"),
    ("council", "15/04"),
];

/// Areas of each appraiser. The first area has both, so that one appraises and the other judges the explanation.
const AREAS: [&[&str]; 2] = [&["area1", "area2", "area3", "area4"], &["area1", "area5", "area6", "area7", "area8"]];

pub(super) async fn open(scene: &mut Scene<'_>) -> Result<()> {
    let cuong = scene.seat(Part::Coordinator).await?;
    wizard(scene, &cuong).await?;
    about(scene, &cuong).await?;
    units(scene, &cuong).await?;
    calendar(scene, &cuong).await?;
    appraisers(scene, &cuong).await?;
    council(scene, &cuong).await?;
    scene.visit(&cuong, &scene.at("/setup"), "setup-complete").await?;
    scene.visit(&cuong, &scene.at("/setup/values"), "setup-values").await?;
    scene.go_on("").await
}

async fn wizard(scene: &mut Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    scene.visit(cuong, "/rounds", "rounds-none").await?;
    cuong.follow("/rounds/new").await?;
    scene.came(cuong, "/rounds/new", 200, "new").await?;
    cuong.send("/rounds/new").await?;
    scene.came(cuong, "/rounds/new", 422, "new-refused").await?;
    cuong.choose("owner", "viet-nam").await?;
    cuong.write("title_vi", "Chỉ số CCHC cấp tỉnh năm 2024").await?;
    cuong.write("title_en", "PAR INDEX of provinces 2024").await?;
    cuong.write("year", "2024").await?;
    cuong.send("/rounds/new").await?;
    scene.came(cuong, "/rounds/new/rulebook", 200, "new-rulebook").await?;
    let shipped = "const all = [...document.querySelectorAll('[name=rulebook]')].map(at => at.value);
        return all.find(value => value.endsWith('par-index/2024-province-illustrative')) ?? null";
    let chosen = cuong.browser.ask(shipped, vec![]).await?;
    let Some(chosen) = chosen.as_str() else {
        return Err(cuong.at("the illustrative rulebook of 2024 is not offered").await);
    };
    cuong.choose("rulebook", chosen).await?;
    cuong.send("/rounds/new/rulebook").await?;
    cuong.is_at("/rounds/*", 200).await?;
    let address = cuong.browser.address().await?;
    let id = address.split("/rounds/").nth(1).and_then(|rest| rest.split('/').next());
    id.unwrap_or_default().clone_into(&mut scene.round);
    scene.came(cuong, &scene.at("/setup"), 200, "setup").await
}

async fn about(scene: &Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    let page = scene.at("/setup/about");
    scene.visit(cuong, &page, "setup-about").await?;
    // Units see the first appraisal, so that they can answer it; and nobody takes this round for a real one.
    cuong.choose("see", "first").await?;
    cuong.choose("simulated", "yes").await?;
    cuong.send(&page).await?;
    cuong.is_at(&scene.at("/setup"), 200).await
}

async fn units(scene: &Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    scene.visit(cuong, &scene.at("/setup/units"), "setup-units-none").await?;
    let add = scene.at("/setup/units/add");
    cuong.write("one", "Không Có Tỉnh Này").await?;
    cuong.send(&add).await?;
    scene.came(cuong, &add, 422, "setup-units-refused").await?;
    for unit in &UNITS {
        cuong.write("one", unit.id).await?;
        cuong.send(&add).await?;
        cuong.is_at(&scene.at("/setup/units"), 200).await?;
    }
    scene.came(cuong, &scene.at("/setup/units"), 200, "setup-units").await
}

async fn calendar(scene: &Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    let page = scene.at("/setup/calendar");
    scene.visit(cuong, &page, "setup-calendar").await?;
    let year = cuong.browser.ask("return new Date().getFullYear() + 1", vec![]).await?;
    for (phase, day) in DEADLINES {
        cuong.write(&format!("day-{phase}"), &format!("{day}/{year}")).await?;
    }
    cuong.send(&page).await?;
    cuong.is_at(&scene.at("/setup"), 200).await
}

/// The value under which a person is offered in a field: an entry of a list, or a box beside the name.
async fn offered(person: &Person<'_>, field: &str, name: &str) -> Result<String> {
    let script = "const [field, name] = arguments;
        for (const at of document.querySelectorAll(`[name='${field}']`)) {
            if (at.matches('select')) { const option = [...at.options].find(option => option.text.includes(name)); if (option) return option.value; }
            else if ([...at.labels].some(label => label.innerText.includes(name))) return at.value;
        }
        return null";
    let value = person.browser.ask(script, vec![json!(field), json!(name)]).await?;
    match value.as_str() {
        Some(value) => Ok(value.to_owned()),
        None => Err(person.at(&format!("'{field}' does not offer {name}")).await),
    }
}

async fn appraisers(scene: &Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    scene.visit(cuong, &scene.at("/setup/appraisers"), "setup-appraisers-none").await?;
    let add = scene.at("/setup/appraisers/add");
    for (place, areas) in AREAS.into_iter().enumerate() {
        let name = Part::Appraiser(place).name();
        let person = offered(cuong, "person", name).await?;
        cuong.find("person", name, &person).await?;
        for area in areas {
            cuong.choose("nodes", area).await?;
        }
        cuong.send(&add).await?;
        cuong.is_at(&scene.at("/setup/appraisers"), 200).await?;
    }
    scene.came(cuong, &scene.at("/setup/appraisers"), 200, "setup-appraisers").await?;
    scene.visit(cuong, &scene.at("/setup/appraisers?area=area1"), "setup-appraisers-area").await
}

async fn council(scene: &Scene<'_>, cuong: &Person<'_>) -> Result<()> {
    let page = scene.at("/setup/council");
    scene.visit(cuong, &page, "setup-council").await?;
    choose_council(cuong, "members").await?;
    let chair = offered(cuong, "chair", Part::Council(0).name()).await?;
    cuong.choose("chair", &chair).await?;
    cuong.write("quorum", "2").await?;
    cuong.send(&page).await?;
    cuong.is_at(&scene.at("/setup"), 200).await
}

/// Chooses everybody of the council in a field of boxes.
pub(super) async fn choose_council(person: &Person<'_>, field: &str) -> Result<()> {
    for place in 0..3 {
        let member = offered(person, field, Part::Council(place).name()).await?;
        person.choose(field, &member).await?;
    }
    Ok(())
}
