//! Publication: what an anonymous reader finds, from the rank to the fingerprint of the evidence; and the bundle, recomputed where nothing else is.

use std::path::Path;

use super::appraisal::{FIRST, SECOND};
use super::council::DECISION;
use super::people::Part;
use super::unit::{ANSWER, DEVIATION, EVIDENCE_SHA256};
use super::{DISPUTED, RATIO, Scene, UNITS, tamper};
use crate::person::Hand;
use crate::{Result, program};

/// Number of the decision by which the result is published.
const PUBLISHED: &str = "456/QĐ-BNV";

pub(super) async fn publish(scene: &Scene<'_>) -> Result<()> {
    let nobody = scene.stranger(1, Hand::Pointer).await?;
    nobody.visit(&format!("/published/{}", scene.round), 404).await?;

    let cuong = scene.seat(Part::Coordinator).await?;
    let results = scene.at("/results");
    let page = format!("{results}/publish");
    scene.visit(&cuong, &results, "results").await?;
    cuong.follow(&page).await?;
    scene.came(&cuong, &page, 200, "publish").await?;
    cuong.send(&page).await?;
    scene.came(&cuong, &page, 422, "publish-refused").await?;
    cuong.write("number", PUBLISHED).await?;
    cuong.send(&page).await?;
    scene.came(&cuong, &results, 200, "results-published").await?;
    scene.visit(&cuong, &scene.at(""), "overview-published").await
}

/// Somebody without an account looks a rank up, asks why, and computes it again.
pub(super) async fn recompute(scene: &Scene<'_>, files: &Path) -> Result<()> {
    let reader = scene.stranger(0, Hand::Pointer).await?;
    scene.visit(&reader, "/published", "published").await?;
    let public = format!("/published/{}", scene.round);
    reader.follow(&public).await?;
    scene.came(&reader, &public, 200, "published-round").await?;
    reader.reads(&[PUBLISHED]).await?;
    let bundle = download(reader.server, &reader.path(&format!("{public}/issues/1.zip"))).await?;
    let unit = format!("{public}/units/{}", UNITS[DISPUTED].id);
    reader.follow(&unit).await?;
    scene.came(&reader, &unit, 200, "published-unit").await?;
    reader.follow(&format!("{unit}/{RATIO}")).await?;
    scene.came(&reader, &format!("{unit}/{RATIO}"), 200, "published-criterion").await?;
    // The rule and its numbers, what everybody said, the decision, the document.
    reader.reads(&["8 / 10", DEVIATION, FIRST, ANSWER, SECOND, EVIDENCE_SHA256]).await?;
    reader.reads(&[DECISION]).await?;
    reader.reads_none(&[Part::Lead(DISPUTED).name(), Part::Appraiser(0).name(), Part::Appraiser(1).name()]).await?;

    let key = download(reader.server, &reader.path("/published/key")).await?;
    elsewhere(files, &bundle, &key)
}

async fn download(server: &str, path: &str) -> Result<Vec<u8>> {
    let answer = reqwest::get(format!("{server}{path}")).await.map_err(|error| error.to_string())?;
    if !answer.status().is_success() {
        return Err(format!("{path}: {}", answer.status()));
    }
    Ok(answer.bytes().await.map_err(|error| error.to_string())?.to_vec())
}

/// In a folder with the bundle and the key and nothing else, it holds; with one number or one byte changed it does not, and the place is named.
fn elsewhere(files: &Path, bundle: &[u8], key: &[u8]) -> Result<()> {
    let folder = files.join("elsewhere");
    std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let keep = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        std::fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok::<_, String>(file.display().to_string())
    };
    let key = keep("key.pem", key)?;
    let whole = keep("bundle.zip", bundle)?;
    program::run(&["verify", &whole, "--key", &key, "--lang", "en"])?;
    let altered = folder.join("altered.zip");
    tamper::with_bundle(Path::new(&whole), &altered)?;
    names(&altered.display().to_string(), &["facts.csv", UNITS[DISPUTED].id, RATIO])?;
    let mut broken = bundle.to_vec();
    if let Some(byte) = broken.get_mut(bundle.len() / 2) {
        *byte ^= 1;
    }
    names(&keep("broken.zip", &broken)?, &["the part "])
}

/// `chiso verify` finds something wrong with a bundle, and names these places.
fn names(bundle: &str, places: &[&str]) -> Result<()> {
    let said = program::fails(&["verify", bundle, "--lang", "en"])?;
    if let Some(missing) = places.iter().find(|place| !said.contains(**place)) {
        return Err(format!("of {bundle} `chiso verify` does not name '{missing}': {said}"));
    }
    Ok(())
}
