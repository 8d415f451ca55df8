//! What a ZIP archive really is: an office document, with or without macros, or only an archive.

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::kind::Kind;
use crate::refusal::Refusal;

/// More entries than any office document has.
const MAX_ENTRIES: usize = 20_000;
/// An office document packs well, but not to less than a hundredth.
const MAX_RATIO: u64 = 200;
/// Below this, the ratio says nothing: 100 MB.
const SMALL: u64 = 100_000_000;
/// The part of an Office Open XML document that says what its parts are.
const CONTENT_TYPES: &str = "[Content_Types].xml";
/// As much of it as is read.
const CONTENT_TYPES_BYTES: u64 = 4_000_000;

/// The kind of an archive, of `size` bytes; an archive that is no document is [`Kind::Zip`].
pub(crate) fn kind(content: impl Read + Seek, size: u64) -> Result<Kind, Refusal> {
    let mut archive = ZipArchive::new(content).map_err(|_| Refusal::Broken { kind: Kind::Zip })?;
    if archive.len() > MAX_ENTRIES || unpacked(&mut archive)? > SMALL.max(size.saturating_mul(MAX_RATIO)) {
        return Err(Refusal::Bomb);
    }
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(|name| name.to_lowercase())).collect();
    let names = names.map_err(|_| Refusal::Broken { kind: Kind::Zip })?;
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    if has(&|name| name == "meta-inf/manifest.mf" || name == "androidmanifest.xml") && !has(&|name| name == "mimetype")
    {
        return Err(Refusal::Program);
    }
    if let Some(types) = read(&mut archive, CONTENT_TYPES) {
        if types.contains("macroEnabled") || has(&|name| name.ends_with("vbaproject.bin") || name.contains("/activex/"))
        {
            return Err(Refusal::Macros);
        }
        let main = |word: &str| types.contains(&format!("{word}.main+xml"));
        return match () {
            () if main("wordprocessingml.document") => Ok(Kind::Docx),
            () if main("spreadsheetml.sheet") => Ok(Kind::Xlsx),
            () if main("presentationml.presentation") => Ok(Kind::Pptx),
            () => Err(Refusal::Unknown),
        };
    }
    if let Some(declared) = read(&mut archive, "mimetype") {
        if has(&|name| name.starts_with("basic/") || name.starts_with("scripts/")) {
            return Err(Refusal::Macros);
        }
        let kinds = [Kind::Odt, Kind::Ods, Kind::Odp];
        return kinds.into_iter().find(|kind| kind.media_type() == declared.trim()).ok_or(Refusal::NotAccepted {
            found: declared.trim().chars().filter(char::is_ascii_graphic).take(100).collect(),
        });
    }
    Ok(Kind::Zip)
}

/// What all entries claim to unpack to, in bytes.
fn unpacked(archive: &mut ZipArchive<impl Read + Seek>) -> Result<u64, Refusal> {
    let mut sum = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Refusal::Broken { kind: Kind::Zip })?;
        sum = sum.saturating_add(entry.size());
    }
    Ok(sum)
}

fn read(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<String> {
    let entry = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    entry.take(CONTENT_TYPES_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
