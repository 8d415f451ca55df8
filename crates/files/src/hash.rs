//! The name of a file: the hash of its content.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The SHA-256 of a file's content; as text 64 lowercase hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash([u8; 32]);

/// A text that is no SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoHash;

impl FileHash {
    /// The hash of a content that is at hand.
    pub fn of(content: &[u8]) -> FileHash {
        FileHash(Sha256::digest(content).into())
    }

    pub(crate) fn finish(hasher: Sha256) -> FileHash {
        FileHash(hasher.finalize().into())
    }

    /// Where the file lies: in folders of their own by the first two digits, so that none grows too long.
    pub(crate) fn path(&self) -> object_store::path::Path {
        let hex = self.to_string();
        object_store::path::Path::from(format!("{}/{hex}", &hex[..2]))
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for FileHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<FileHash, NoHash> {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Ok(c - b'0'),
            b'a'..=b'f' => Ok(c - b'a' + 10),
            _ => Err(NoHash),
        };
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(NoHash);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(FileHash(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::FileHash;

    #[test]
    fn only_a_hash_is_one() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(FileHash::of(b"abc").to_string(), abc);
        assert_eq!(abc.parse(), Ok(FileHash::of(b"abc")));
        assert_eq!(FileHash::of(b"abc").path().as_ref(), format!("ba/{abc}"));
        for wrong in
            ["", "ba", &abc.to_uppercase(), &abc.replace('f', "g"), &format!("{abc}0"), &abc.replace("ba", "é")]
        {
            assert!(wrong.parse::<FileHash>().is_err(), "{wrong}");
        }
    }
}
