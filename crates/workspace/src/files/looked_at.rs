//! Files that are looked at within a page: at an origin of their own, under addresses that are signed and soon over.
//!
//! The address says everything: `/{until}/{signature}/{sha256}.pdf`. Whoever makes one has asked whether the caller may; the origin of files asks nothing but
//! whether the signature is ours, and knows nobody.

use chiso_files::{FileHash, Kind};
use chiso_store::files::File;
use chiso_web::Caller;

use crate::desk::{Desk, seconds};
use crate::refusal::Refusal;

/// How long an address can be used.
const SECONDS: i64 = 10 * 60;

impl Desk {
    /// Whether files of a media type are looked at within a page, as this caller reaches the system; else they are downloaded.
    pub fn shows(caller: &Caller, media_type: &str) -> bool {
        caller.files_origin.is_some() && media_type == Kind::Pdf.media_type()
    }

    /// The address at which a caller looks at a file. Whoever calls has asked whether the caller may.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where files of the type are only downloaded; the store.
    pub async fn look_at(&self, caller: &Caller, sha256: &str, media_type: &str) -> Result<String, Refusal> {
        let origin = caller.files_origin.as_ref().filter(|_| Desk::shows(caller, media_type)).ok_or(Refusal::Hidden)?;
        let until = seconds(caller.now_us) + SECONDS;
        let signature = self.file_key(caller.now_us).await?.sign(sha256, media_type, until);
        Ok(format!("{origin}/{until}/{signature}/{sha256}.pdf"))
    }

    /// Media type and bytes of the file at such an address, by its path.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] for every address that was not made by [`Desk::look_at`], and for each that is over; the vault; the store.
    pub async fn looked_at(&self, path: &str, now_us: i64) -> Result<(&'static str, Vec<u8>), Refusal> {
        let parts: Vec<&str> = path.split('/').collect();
        let ["", until, signature, name] = parts[..] else { return Err(Refusal::Hidden) };
        let sha256 = name.strip_suffix(".pdf").ok_or(Refusal::Hidden)?;
        let (until, hash) = (until.parse().map_err(|_| Refusal::Hidden)?, sha256.parse::<FileHash>());
        let key = hash.map_err(|_| Refusal::Hidden)?.to_string();
        let media_type = Kind::Pdf.media_type();
        if !self.file_key(now_us).await?.allows(&key, media_type, until, signature, seconds(now_us)) {
            return Err(Refusal::Hidden);
        }
        // What its content was found to be when it was brought.
        let row = self.store.read(move |reader| reader.get::<File>(key)).await?.ok_or(Refusal::Hidden)?;
        if row.media_type != media_type {
            return Err(Refusal::Hidden);
        }
        let (_, bytes) = self.file(sha256).await?;
        Ok((media_type, bytes))
    }
}
