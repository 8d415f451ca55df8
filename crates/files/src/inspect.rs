//! What a file is: decided from its content, then compared with its name and with what its sender says.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use infer::MatcherType;

use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::{office, text};

/// As much of a content as its kind is told from.
const HEAD: u64 = 8192;
/// The longest name, in bytes: what file systems allow.
const NAME_BYTES: usize = 255;

/// What the sender says of a file.
#[derive(Debug, Clone, Copy)]
pub struct Declared<'a> {
    /// Its name; folders before it are left out of account.
    pub name: &'a str,
    /// Its media type, where one is given.
    pub media_type: Option<&'a str>,
}

/// The name without folders before it, if it is one that can be kept.
pub(crate) fn name(declared: &str) -> Result<&str, Refusal> {
    let name = declared.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let hides = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if name.trim_matches('.').is_empty() || name.len() > NAME_BYTES || name.contains(hides) {
        return Err(Refusal::Name);
    }
    Ok(name)
}

/// The kind of a file of `size` bytes, if its content, its name and its declared type agree.
pub(crate) fn kind(
    content: &mut File,
    size: u64,
    declared: &Declared<'_>,
    archives: bool,
) -> io::Result<Result<Kind, Refusal>> {
    let name = match name(declared.name) {
        Ok(name) => name,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = Kind::of_extension(extension);
    let found = match of_content(content, size, named)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(agreed(found, named, extension, declared.media_type.unwrap_or_default(), archives))
}

fn agreed(found: Kind, named: Option<Kind>, extension: &str, declared: &str, archives: bool) -> Result<Kind, Refusal> {
    if found == Kind::Zip && !archives {
        return Err(Refusal::Archive);
    }
    match named {
        None => Err(Refusal::Extension { extension: extension.to_lowercase() }),
        Some(named) if named != found => Err(Refusal::Mismatch { named, found }),
        Some(_) if !found.may_be_declared(declared) => {
            Err(Refusal::Declared { declared: declared.chars().take(100).collect(), found })
        }
        Some(_) => Ok(found),
    }
}

/// What the content is; of the kinds of text, the one that the name says.
fn of_content(content: &mut File, size: u64, named: Option<Kind>) -> io::Result<Result<Kind, Refusal>> {
    content.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    content.by_ref().take(HEAD).read_to_end(&mut head)?;
    content.seek(SeekFrom::Start(0))?;
    if head.is_empty() {
        return Ok(Err(Refusal::Empty));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(office::kind(content, size));
    }
    if is_digital_signature(&head) {
        return Ok(Ok(Kind::Signature));
    }
    // Before the signatures: some are two letters long, and a table may begin with "BM" or "MZ".
    if text::begins_as_text(&head) && !head.starts_with(b"%PDF-") && !head.starts_with(b"{\\rtf") {
        if text::is_active(&head) {
            return Ok(Err(Refusal::Active));
        }
        let kind = named.filter(|kind| kind.is_text()).unwrap_or(Kind::Text);
        return Ok(text::check(content)?.map(|()| kind));
    }
    let known = match infer::get(&head) {
        Some(known) => by_signature(known),
        None => Err(Refusal::Unknown),
    };
    // A text in another encoding is told how to become one; so is one that a short signature was found in.
    match (known, named) {
        (Err(Refusal::Unknown | Refusal::NotAccepted { .. }), Some(named)) if named.is_text() => {
            Ok(text::check(content)?.and(Err(Refusal::Unknown)))
        }
        (known, _) => Ok(known),
    }
}

/// Whether a content is a signature in the format CMS: a sequence that begins with the mark of signed data, 1.2.840.113549.1.7.2; or the same in letters.
fn is_digital_signature(head: &[u8]) -> bool {
    /// The mark as it is written in DER.
    const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    /// As much as the length of the sequence may take before it.
    const LENGTH: usize = 6;
    let in_letters = head.starts_with(b"-----BEGIN PKCS7-----") || head.starts_with(b"-----BEGIN CMS-----");
    let marked = || head.windows(SIGNED_DATA.len()).take(LENGTH + 1).any(|bytes| bytes == SIGNED_DATA);
    in_letters || (head.first() == Some(&0x30) && marked())
}

fn by_signature(found: infer::Type) -> Result<Kind, Refusal> {
    match (found.mime_type(), found.matcher_type()) {
        ("application/pdf", _) => Ok(Kind::Pdf),
        ("image/png", _) => Ok(Kind::Png),
        ("image/jpeg", _) => Ok(Kind::Jpeg),
        ("image/tiff", _) => Ok(Kind::Tiff),
        ("image/webp", _) => Ok(Kind::Webp),
        (
            "application/msword"
            | "application/vnd.ms-excel"
            | "application/vnd.ms-powerpoint"
            | "application/x-ole-storage",
            _,
        ) => Err(Refusal::OldOffice),
        ("application/x-x509-ca-cert" | "application/x-qemu-disk", _) => {
            Err(Refusal::NotAccepted { found: found.mime_type().to_owned() })
        }
        (
            "application/vnd.debian.binary-package"
            | "application/x-rpm"
            | "application/x-google-chrome-extension"
            | "application/x-shockwave-flash",
            _,
        )
        | (_, MatcherType::App) => Err(Refusal::Program),
        (_, MatcherType::Text) => Err(Refusal::Active),
        (
            "application/x-tar"
            | "application/vnd.rar"
            | "application/gzip"
            | "application/x-bzip2"
            | "application/x-7z-compressed"
            | "application/x-xz"
            | "application/zstd",
            _,
        ) => Err(Refusal::Archive),
        (other, _) => Err(Refusal::NotAccepted { found: other.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_without_folders_and_only_if_they_hide_nothing() {
        let long = "a".repeat(256);
        for (declared, wanted) in [
            ("Báo cáo.pdf", Ok("Báo cáo.pdf")),
            ("C:\\hồ sơ\\a.pdf", Ok("a.pdf")),
            ("../../etc/a.txt", Ok("a.txt")),
            ("a\u{202e}fdp.exe", Err(Refusal::Name)),
            ("a\n.pdf", Err(Refusal::Name)),
            ("..", Err(Refusal::Name)),
            ("", Err(Refusal::Name)),
            (&long, Err(Refusal::Name)),
        ] {
            assert_eq!(name(declared), wanted, "{declared:?}");
        }
    }
}
