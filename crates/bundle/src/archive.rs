//! The ZIP file around the parts: written in one way only, and read only when it is nothing but its parts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::ReadError;

/// The largest file that is read: 3,321 communes with 60 criteria take a tenth of it.
const PACKED: usize = 512 << 20;
/// The most that its parts may hold.
const UNPACKED: u64 = 1 << 30;
/// How many bytes a byte may stand for beyond [`SLACK`]: tables of a round are packed some fifteen times smaller.
const RATIO: u64 = 100;
/// What a small file may hold in any case.
const SLACK: u64 = 16 << 20;
/// The most parts.
const PARTS: usize = 32;

/// Sizes of the fixed parts of a local header, of an entry of the directory, and of the end of the directory (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16).
const LOCAL: u64 = 30;
const ENTRY: u64 = 46;
const END: u64 = 22;

/// Writes parts one after the other.
pub(crate) struct Packer(ZipWriter<Cursor<Vec<u8>>>);

impl Packer {
    pub(crate) fn new() -> Packer {
        Packer(ZipWriter::new(Cursor::new(Vec::new())))
    }

    pub(crate) fn add(&mut self, name: &str, content: &[u8]) -> std::io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        self.0.write_all(content)
    }

    pub(crate) fn finish(self) -> std::io::Result<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}

/// The parts of a bundle, by name.
///
/// # Errors
/// What is no ZIP file, is larger than a bundle, or holds anything besides parts: another program might show it to somebody.
pub(crate) fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ReadError> {
    if bytes.len() > PACKED {
        return Err(ReadError::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::NotAZip)?;
    if archive.len() > PARTS {
        return Err(ReadError::NotABundle);
    }
    let allowed = UNPACKED.min(SLACK + RATIO * bytes.len() as u64);
    let mut parts = BTreeMap::new();
    let (mut end, mut directory, mut unpacked) = (0, END, 0);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|_| ReadError::Damaged(None))?;
        let name = file.name().map(Cow::into_owned).map_err(|_| ReadError::BadName)?;
        if !is_name(&name) {
            return Err(ReadError::BadName);
        }
        let length = name.len() as u64;
        let data = file.data_start().unwrap_or_default();
        let plain = file.extra_data().as_deref().is_none_or(<[u8]>::is_empty) && file.comment().is_empty();
        if file.header_start() != end || data != end + LOCAL + length || !plain {
            return Err(ReadError::Extra);
        }
        let head = usize::try_from(end + LOCAL).ok();
        if head.and_then(|at| bytes.get(at..at + name.len())) != Some(name.as_bytes()) {
            return Err(ReadError::Extra);
        }
        end = data.saturating_add(file.compressed_size());
        directory += ENTRY + length;
        let mut content = Vec::new();
        let left = allowed - unpacked;
        let read = file.by_ref().take(left + 1).read_to_end(&mut content);
        read.map_err(|_| ReadError::Damaged(Some(name.clone())))?;
        unpacked += content.len() as u64;
        if unpacked > allowed {
            return Err(ReadError::TooLarge);
        }
        if parts.insert(name, content).is_some() {
            return Err(ReadError::Extra);
        }
    }
    let whole = archive.central_directory_start() == end && end.saturating_add(directory) == bytes.len() as u64;
    if whole && archive.comment().is_empty() { Ok(parts) } else { Err(ReadError::Extra) }
}

/// Whether a name is that of a part: no folders, nothing that another system reads differently.
fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(plain) && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut packer = Packer::new();
        for (name, content) in parts {
            packer.add(name, content).unwrap();
        }
        packer.finish().unwrap()
    }

    #[test]
    fn parts_come_back_and_the_same_parts_are_the_same_bytes() {
        let long = vec![7; 100_000];
        let parts: [(&str, &[u8]); 3] = [("README.txt", b"a"), ("facts.csv", b""), ("chain.jsonl", &long)];
        let bytes = packed(&parts);
        assert_eq!(bytes, packed(&parts));
        let read = unpack(&bytes).unwrap();
        assert_eq!(read.len(), 3);
        assert!(parts.iter().all(|(name, content)| read[*name] == *content));
    }

    #[test]
    fn anything_besides_parts_is_refused() {
        let bytes = packed(&[("README.txt", b"a"), ("facts.csv", b"bb")]);
        let at = |text: &[u8], nth: usize| {
            let found = bytes.windows(text.len()).enumerate().filter(|(_, window)| *window == text);
            found.map(|(at, _)| at).nth(nth).unwrap()
        };
        let with = |at: usize, text: &[u8]| {
            let mut changed = bytes.clone();
            changed[at..at + text.len()].copy_from_slice(text);
            changed
        };
        let cases: [(&str, Vec<u8>, ReadError); 9] = [
            ("nothing", Vec::new(), ReadError::NotAZip),
            ("no zip", b"unit,value\nA,1\n".repeat(9), ReadError::NotAZip),
            ("something before", [b"x", &bytes[..]].concat(), ReadError::Extra),
            ("something after", [&bytes[..], b"x"].concat(), ReadError::Extra),
            ("cut off", bytes[..bytes.len() - 30].to_vec(), ReadError::NotAZip),
            ("another name before the content", with(at(b"facts.csv", 0), b"other.csv"), ReadError::Extra),
            ("a folder", packed(&[("a/b.csv", b"")]), ReadError::BadName),
            ("a way out", packed(&[("..", b"")]), ReadError::BadName),
            ("a bomb", packed(&[("zeros", &vec![0; 60_000_000])]), ReadError::TooLarge),
        ];
        for (what, bytes, wanted) in cases {
            assert_eq!(unpack(&bytes).err(), Some(wanted), "{what}");
        }
        // Two parts of one name: `facts.csv` stands in the directory once more.
        let twice = packed(&[("facts.csv", b"a"), ("other.csv", b"bb")]);
        let twice = String::from_utf8_lossy(&twice).into_owned().replace("other.csv", "facts.csv");
        assert!(unpack(twice.as_bytes()).is_err());
    }
}
