//! The appraisers, by keyboard alone: the queue one case after the other, the same remark for several units, and the second look at what was explained.

use std::time::Duration;

use super::people::Part;
use super::unit::{ANSWER, DEVIATION};
use super::{DISPUTED, LEVELS, RATIO, Scene, UNITS, YES_NO};
use crate::Result;
use crate::person::Person;
use crate::program::files_origin;

/// Why the first appraiser gives the disputed unit less.
pub(super) const FIRST: &str = "Chỉ tính tám nhiệm vụ có sản phẩm được phê duyệt";
/// What the first appraiser asks it.
pub(super) const QUESTION: &str = "Văn bản nào cho lùi thời hạn của nhiệm vụ thứ mười?";
/// Why the second appraiser keeps that.
pub(super) const SECOND: &str = "Công văn ký sau thời hạn nên giữ kết quả thẩm định lần đầu";
/// Why the level of the third unit is lowered.
const LOWER: &str = "Quyết định ký ngày 05/01, không phải trước 31/12";
/// Why what was declared is accepted.
const ACCEPTED: &str = "Đủ tài liệu kiểm chứng, đúng số liệu";

/// The third unit, whose level is lowered.
const LOWERED: usize = 2;

pub(super) async fn first(scene: &Scene<'_>) -> Result<()> {
    scene.go_on("Các đơn vị đã gửi đủ, thẩm định sớm").await?;
    let duc = scene.seat(Part::Appraiser(0)).await?;
    let queue = scene.at("/appraisal");
    duc.visit(&scene.at(""), 200).await?;
    duc.follow(&queue).await?;
    scene.came(&duc, &queue, 200, "queue").await?;
    duc.follow(&case(scene, 0, LEVELS)).await?;
    // Each answer leads to the next case that waits.
    for node in [LEVELS, RATIO] {
        for unit in 0..UNITS.len() {
            let page = case(scene, unit, node);
            scene.came(&duc, &page, 200, &format!("case-{node}")).await?;
            match (node, unit) {
                (LEVELS, LOWERED) => change(&duc, None, LOWER).await?,
                (RATIO, DISPUTED) => disputed(scene, &duc, &page).await?,
                _ => duc.write("reason", ACCEPTED).await?,
            }
            duc.send(&page).await?;
        }
    }
    same_remark(scene, &duc).await?;
    scene.visit(&duc, &format!("{queue}/matrix"), "matrix").await?;
    area_five(scene).await
}

/// Address of a criterion of a unit before an appraiser.
fn case(scene: &Scene<'_>, unit: usize, node: &str) -> String {
    scene.at(&format!("/appraisal/units/{}/{node}", UNITS[unit].id))
}

/// Other numbers than the unit's, with the reason: tasks finished, or a level of 1.
async fn change(appraiser: &Person<'_>, finished: Option<&str>, reason: &str) -> Result<()> {
    appraiser.choose("verdict", "change").await?;
    match finished {
        Some(finished) => {
            appraiser.write("n-finished", finished).await?;
            appraiser.write("n-planned", "10").await?;
            // The unit's own points would stand in place of the rule's.
            appraiser.write("points", "").await?;
        }
        None => appraiser.choose("n-level", "1").await?,
    }
    appraiser.write("reason", reason).await
}

/// The paper is shown beside the form, from where there is nothing but files: by the browser's own viewer, which has the type that the server said.
async fn paper_beside(duc: &Person<'_>) -> Result<()> {
    duc.browser.ask("document.querySelector('.viewer details').open = true", vec![]).await?;
    let wanted = (files_origin(duc.server), "application/pdf".to_owned());
    let mut shown = Default::default();
    for _ in 0..50 {
        shown = duc.browser.framed("return document.querySelector('.viewer iframe')").await?;
        if shown == wanted {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("the frame beside the form should show {wanted:?}, and shows {shown:?}"))
}

/// The evidence is seen, and opened; without a reason nothing is given; own numbers, and a question.
async fn disputed(scene: &Scene<'_>, duc: &Person<'_>, page: &str) -> Result<()> {
    duc.reads(&[DEVIATION, "Công văn 77/UBND-NC"]).await?;
    paper_beside(duc).await?;
    let evidence = format!("/units/{}/evidence/*", UNITS[DISPUTED].id);
    duc.follow(&scene.at(&evidence)).await?;
    scene.came(duc, &scene.at(&evidence), 200, "evidence").await?;
    duc.visit(page, 200).await?;
    duc.send(page).await?;
    scene.came(duc, page, 422, "case-refused").await?;
    change(duc, Some("8"), FIRST).await?;
    duc.write("asks", QUESTION).await
}

/// What nobody declared gets the same remark.
async fn same_remark(scene: &Scene<'_>, duc: &Person<'_>) -> Result<()> {
    let page = scene.at("/appraisal/many");
    duc.visit(&scene.at("/appraisal"), 200).await?;
    duc.follow(&page).await?;
    scene.came(duc, &page, 200, "many").await?;
    duc.follow(&format!("{page}?criterion=c1_2_1")).await?;
    scene.came(duc, &page, 200, "many-of-one").await?;
    let box_of_first = duc.browser.ask("return document.querySelector('[name=unit]').value", vec![]).await?;
    duc.choose("unit", box_of_first.as_str().unwrap_or_default()).await?;
    duc.write("reason", "Không kê khai, không có tài liệu").await?;
    duc.send(&page).await?;
    duc.is_at("/rounds/*", 200).await
}

/// The second appraiser looks for one criterion of another area and accepts what all units declared.
async fn area_five(scene: &Scene<'_>) -> Result<()> {
    let ha = scene.seat(Part::Appraiser(1)).await?;
    let queue = scene.at("/appraisal");
    ha.visit(&queue, 200).await?;
    ha.choose("criterion", YES_NO).await?;
    ha.send(&queue).await?;
    ha.is_at(&queue, 200).await?;
    ha.follow(&case(scene, 0, YES_NO)).await?;
    for unit in 0..UNITS.len() {
        let page = case(scene, unit, YES_NO);
        scene.came(&ha, &page, 200, "case-yes-no").await?;
        ha.write("reason", ACCEPTED).await?;
        ha.send(&page).await?;
    }
    Ok(())
}

/// Another appraiser of the same area reads the answer and keeps the judgement.
pub(super) async fn second(scene: &Scene<'_>) -> Result<()> {
    scene.go_on("Đơn vị đã giải trình").await?;
    let ha = scene.seat(Part::Appraiser(1)).await?;
    ha.visit(&scene.at("/appraisal"), 200).await?;
    let page = case(scene, DISPUTED, RATIO);
    ha.follow(&page).await?;
    scene.came(&ha, &page, 200, "case-explained").await?;
    ha.reads(&[FIRST, QUESTION, ANSWER]).await?;
    change(&ha, Some("8"), SECOND).await?;
    ha.send(&page).await?;
    ha.is_at(&scene.at("/appraisal"), 200).await?;
    // Seen from outside the form: nobody waits for this case any more.
    scene.visit(&ha, &page, "case-judged").await?;
    ha.reads(&[SECOND]).await
}
