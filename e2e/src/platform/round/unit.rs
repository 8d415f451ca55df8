//! The units: numbers, a deviation with its reason, evidence, the one signed submission, a change that comes too late, and the answer to the first appraisal.

use std::path::Path;

use super::people::Part;
use super::{DISPUTED, LEVELS, RATIO, Scene, UNITS, YES_NO};
use crate::Result;
use crate::person::Person;

/// A PDF file as an office scans one, and the SHA-256 of these very bytes.
pub(super) const EVIDENCE: &str = "%PDF-1.4\n\
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";
pub(super) const EVIDENCE_SHA256: &str = "e5a636ac00ea3c175d3193c5d05df60ded156dd466043c70d254507ec277e4c2";

/// Why the disputed unit gives itself more than the rule.
pub(super) const DEVIATION: &str = "Nhiệm vụ thứ mười được cấp có thẩm quyền cho lùi sang năm sau";
/// What it answers to the first appraisal.
pub(super) const ANSWER: &str = "Công văn 77/UBND-NC cho lùi một nhiệm vụ, xin xem bản kèm theo";

/// What each unit enters: the level reached, tasks finished of ten, yes or no.
const ENTERED: [(&str, &str, &str); 3] = [("2", "10", "1"), ("1", "9", "1"), ("2", "9", "0")];

pub(super) async fn assess(scene: &mut Scene<'_>, files: &Path) -> Result<()> {
    for unit in 0..UNITS.len() {
        enter(scene, unit).await?;
        if unit == DISPUTED {
            deviate_with_evidence(scene, files).await?;
            too_late(scene, unit).await?;
        } else {
            submit(scene, unit).await?;
        }
    }
    Ok(())
}

/// Address of a criterion of a unit.
fn criterion(scene: &Scene<'_>, unit: usize, node: &str) -> String {
    scene.at(&format!("/units/{}/criteria/{node}", UNITS[unit].id))
}

async fn enter(scene: &Scene<'_>, unit: usize) -> Result<()> {
    let lead = scene.seat(Part::Lead(unit)).await?;
    let file = scene.at(&format!("/units/{}", UNITS[unit].id));
    scene.visit(&lead, &scene.at(""), "overview-for-a-unit").await?;
    scene.visit(&lead, &file, "unit").await?;
    let (level, finished, yes) = ENTERED[unit];
    lead.follow(&criterion(scene, unit, LEVELS)).await?;
    scene.came(&lead, &criterion(scene, unit, LEVELS), 200, "criterion-levels").await?;
    lead.choose("n-level", level).await?;
    save(scene, &lead, unit, LEVELS).await?;

    scene.visit(&lead, &criterion(scene, unit, RATIO), "criterion-ratio").await?;
    lead.write("n-finished", "mười").await?;
    lead.send(&criterion(scene, unit, RATIO)).await?;
    scene.came(&lead, &criterion(scene, unit, RATIO), 422, "criterion-refused").await?;
    lead.write("n-finished", finished).await?;
    lead.write("n-planned", "10").await?;
    save(scene, &lead, unit, RATIO).await?;

    scene.visit(&lead, &criterion(scene, unit, YES_NO), "criterion-yes-no").await?;
    lead.choose("n-done", yes).await?;
    save(scene, &lead, unit, YES_NO).await
}

async fn save(scene: &Scene<'_>, lead: &Person<'_>, unit: usize, node: &str) -> Result<()> {
    let page = criterion(scene, unit, node);
    lead.send(&page).await?;
    scene.came(lead, &page, 200, "criterion-saved").await
}

/// More points than the rule gives: not without a reason, and with a document.
async fn deviate_with_evidence(scene: &Scene<'_>, files: &Path) -> Result<()> {
    let lead = scene.seat(Part::Lead(DISPUTED)).await?;
    let page = criterion(scene, DISPUTED, RATIO);
    lead.visit(&page, 200).await?;
    lead.write("points", "1").await?;
    lead.write("reason", DEVIATION).await?;
    save(scene, &lead, DISPUTED, RATIO).await?;
    let document = files.join("cong-van-77.pdf");
    std::fs::write(&document, EVIDENCE).map_err(|error| format!("{}: {error}", document.display()))?;
    lead.attach("file", &document).await?;
    lead.write("file_title", "Công văn 77/UBND-NC").await?;
    lead.send(&format!("{page}/files")).await?;
    scene.came(&lead, &page, 200, "criterion-with-evidence").await?;
    lead.reads(&["Công văn 77/UBND-NC", &EVIDENCE_SHA256[..12]]).await
}

/// The lead still has the form open when the approver signs, and is told why the change is not taken.
async fn too_late(scene: &mut Scene<'_>, unit: usize) -> Result<()> {
    let lead = scene.seat_at(1, Part::Lead(unit)).await?;
    let page = criterion(scene, unit, LEVELS);
    lead.visit(&page, 200).await?;
    submit(scene, unit).await?;
    lead.choose("n-level", "2").await?;
    lead.write("note", "Xin sửa lại mức đạt").await?;
    lead.send(&page).await?;
    scene.came(&lead, &page, 422, "criterion-too-late").await?;
    lead.reads(&[if lead.language == "vi" {
        "Đã ký gửi nên không sửa được nữa"
    } else {
        "It was signed and submitted, so it can no longer be changed"
    }])
    .await?;
    // Nothing that was typed is lost.
    let typed = lead.browser.ask("return document.querySelector('[name=note]').value", vec![]).await?;
    if typed != "Xin sửa lại mức đạt" {
        return Err(lead.at(&format!("after the refusal the field holds {typed}")).await);
    }
    // Opened anew there is nothing to fill in.
    lead.visit(&page, 200).await?;
    let form = lead.browser.ask("return document.querySelector('main [name=n-level]') !== null", vec![]).await?;
    if form == true { Err(lead.at("a submitted criterion can still be filled in").await) } else { Ok(()) }
}

/// The approver signs, knowingly leaving the rest blank.
async fn submit(scene: &mut Scene<'_>, unit: usize) -> Result<()> {
    let approver = scene.seat(Part::Approver(unit)).await?;
    let file = scene.at(&format!("/units/{}", UNITS[unit].id));
    scene.visit(&approver, &file, "unit-for-the-approver").await?;
    approver.follow(&format!("{file}/submit")).await?;
    let page = format!("{file}/submit");
    scene.came(&approver, &page, 200, "submit").await?;
    // Neither without saying that the rest is left blank, nor without the words.
    approver.write("statement", "đồng ý").await?;
    approver.write("code", "000000").await?;
    approver.send(&page).await?;
    scene.came(&approver, &page, 422, "submit-refused").await?;
    approver.choose("leaves_blank", "yes").await?;
    sign(scene, &approver, Part::Approver(unit), &page).await?;
    scene.came(&approver, &format!("{file}/submitted"), 200, "submitted").await
}

/// Types the words that the form asks for, and a code.
async fn sign(scene: &mut Scene<'_>, approver: &Person<'_>, part: Part, page: &str) -> Result<()> {
    let asked = "const at = document.querySelector('[name=statement]');
        return at.closest('.entry-field').querySelector('.hint').innerText.match(/“(.+)”/)?.[1] ?? null";
    let words = approver.browser.ask(asked, vec![]).await?;
    let Some(words) = words.as_str() else { return Err(approver.at("the form does not say what to type").await) };
    approver.write("statement", words).await?;
    let code = scene.staff.code(part).await?;
    approver.write("code", &code).await?;
    approver.send(page).await
}

/// The disputed unit answers what it was asked, and signs that.
pub(super) async fn explain(scene: &mut Scene<'_>) -> Result<()> {
    scene.go_on("Đã thẩm định xong các tiêu chí kê khai").await?;
    let lead = scene.seat(Part::Lead(DISPUTED)).await?;
    let list = scene.at(&format!("/units/{}/explain", UNITS[DISPUTED].id));
    let one = format!("{list}/criteria/{RATIO}");
    scene.visit(&lead, &list, "explain").await?;
    lead.follow(&one).await?;
    scene.came(&lead, &one, 200, "explain-one").await?;
    lead.reads(&[super::appraisal::QUESTION, super::appraisal::FIRST]).await?;
    lead.write("note", ANSWER).await?;
    lead.send(&one).await?;
    scene.came(&lead, &one, 200, "explain-saved").await?;

    let approver = scene.seat(Part::Approver(DISPUTED)).await?;
    approver.visit(&list, 200).await?;
    let page = format!("{list}/submit");
    approver.follow(&page).await?;
    scene.came(&approver, &page, 200, "explain-submit").await?;
    sign(scene, &approver, Part::Approver(DISPUTED), &page).await?;
    let done = scene.at(&format!("/units/{}/submitted", UNITS[DISPUTED].id));
    scene.came(&approver, &done, 200, "explain-submitted").await
}
