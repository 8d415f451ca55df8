//! The targets of publication bundles: as a file, and as parts that are packed after they were changed, so that changes reach what stands in them.

use std::io::{Cursor, Write as _};

use chiso_bundle::{PublicKey, verify};
use chiso_model::Lang;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What stands before the name of each part.
const PART: &str = "\u{1}part ";

/// A bundle as a file: what is refused says why; what is read is checked to the end, and every finding is told.
///
/// # Panics
/// When a promise is broken, as every target.
pub fn bundle(data: &[u8]) {
    let key: Option<PublicKey> = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c".parse().ok();
    for trusted in [None, key.as_ref()] {
        match verify(data, trusted) {
            Err(error) => assert!(Lang::ALL.into_iter().all(|lang| !error.message(lang).is_empty()), "{error:?}"),
            Ok(verdict) => {
                for finding in &verdict.findings {
                    let told = |lang| finding.message(lang).starts_with(finding.part());
                    assert!(Lang::ALL.into_iter().all(told) && !finding.part().is_empty(), "{finding:?}");
                }
                assert!(verdict.holds() == verdict.findings.is_empty());
                assert!(trusted.is_none() || !verdict.holds(), "a key that nobody has signed it");
            }
        }
    }
}

/// The parts of a bundle.
///
/// # Panics
/// When a promise is broken.
pub fn bundle_parts(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(bytes) = pack(text) {
        bundle(&bytes);
    }
}

fn pack(text: &str) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in text.split(PART).skip(1) {
        let (name, content) = part.split_once('\n')?;
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(content.as_bytes()).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The parts of a bundle as one text, as [`bundle_parts`] takes it.
pub(crate) fn parts(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut file, &mut content).ok()?;
        // The signature is no text; without it all the rest is still checked.
        let Ok(content) = String::from_utf8(content) else { continue };
        text.extend([PART, &name, "\n", &content]);
    }
    Some(text.into_bytes())
}
