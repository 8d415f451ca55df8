//! The council: a meeting on what is disputed, who is there, votes, and the decision.

use super::Scene;
use super::opening::choose_council;
use super::people::Part;
use crate::Result;
use crate::person::Person;

/// Number of the council's decision.
pub(super) const DECISION: &str = "12/QĐ-HĐTĐ";
/// Votes of the members by item: the appraisal's points, the unit's, none.
const VOTES: [&str; 3] = ["0", "0", "abstain"];

pub(super) async fn decide(scene: &Scene<'_>) -> Result<()> {
    scene.go_on("Thẩm định lần hai đã xong").await?;
    let cuong = scene.seat(Part::Coordinator).await?;
    scene.visit(&cuong, &scene.at("/council"), "council").await?;
    let call = scene.at("/council/new");
    cuong.follow(&call).await?;
    scene.came(&cuong, &call, 200, "council-call").await?;
    cuong.send(&call).await?;
    scene.came(&cuong, &call, 422, "council-call-refused").await?;
    cuong.write("place", "Hà Nội").await?;
    cuong.send(&call).await?;
    cuong.is_at(&scene.at("/council/meetings/*"), 200).await?;
    let address = cuong.browser.address().await?;
    let id = address.rsplit('/').next().and_then(|end| end.split(['?', '#']).next()).unwrap_or_default();
    let meeting = scene.at(&format!("/council/meetings/{id}"));
    scene.came(&cuong, &meeting, 200, "meeting").await?;
    choose_council(&cuong, "member").await?;
    cuong.send(&format!("{meeting}/present")).await?;
    scene.came(&cuong, &meeting, 200, "meeting-attended").await?;
    for (place, vote) in VOTES.into_iter().enumerate() {
        let member = scene.seat(Part::Council(place)).await?;
        cast(scene, &member, &meeting, vote).await?;
    }
    conclude(scene, &meeting).await
}

async fn cast(scene: &Scene<'_>, member: &Person<'_>, meeting: &str, vote: &str) -> Result<()> {
    scene.visit(member, meeting, "meeting-for-a-member").await?;
    for item in ["vote-0", "vote-1"] {
        member.choose(item, vote).await?;
    }
    member.send(&format!("{meeting}/votes")).await?;
    scene.came(member, meeting, 200, "meeting-voted").await
}

async fn conclude(scene: &Scene<'_>, meeting: &str) -> Result<()> {
    let cuong = scene.seat(Part::Coordinator).await?;
    cuong.visit(meeting, 200).await?;
    let day = cuong.browser.ask("return new Date().toLocaleDateString('en-GB')", vec![]).await?;
    let conclusion = format!("{meeting}/conclusion");
    cuong.write("decided", day.as_str().unwrap_or_default()).await?;
    cuong.send(&conclusion).await?;
    scene.came(&cuong, &conclusion, 422, "meeting-refused").await?;
    cuong.write("number", DECISION).await?;
    cuong.write("signed-at", "Hà Nội").await?;
    cuong.write("minutes", "Hội đồng thống nhất giữ kết quả thẩm định").await?;
    cuong.send(&conclusion).await?;
    scene.came(&cuong, meeting, 200, "meeting-concluded").await?;
    cuong.reads(&[DECISION]).await?;
    scene.visit(&cuong, &scene.at("/council"), "council-over").await
}
