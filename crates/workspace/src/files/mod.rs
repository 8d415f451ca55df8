//! Files that people bring: their bytes lie in the vault by hash, what is known of them in the store.

mod looked_at;

use bytes::Bytes;
use chiso_access::{Action, Resource, Target};
use chiso_files::{Declared, FileHash, PutError, ReadError};
use chiso_model::{Lang, Text};
use chiso_store::keys::ApiKey;
use chiso_store::{StoreError, Writer, files as rows};
use chiso_web::{Caller, Upload};

use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// Takes a file in. Whoever calls has asked whether the caller may.
    ///
    /// # Errors
    /// [`Refusal::Fields`] on the field of the upload when the file is refused; the vault or the store.
    pub async fn take_file(&self, caller: &Caller, upload: Upload) -> Result<FileHash, Refusal> {
        let vault = self.vault.as_ref().ok_or_else(no_vault)?;
        let declared = Declared { name: &upload.name, media_type: None };
        let stored = vault.put_bytes(upload.bytes, &declared).await.map_err(|error| not_taken(&error))?;
        let row = rows::File {
            sha256: stored.sha256.to_string(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            media_type: stored.media_type.to_owned(),
            name: upload.name,
            created: caller.now_us,
            made_by: Desk::actor_of(caller),
        };
        self.note_file(caller, row).await?;
        Ok(stored.sha256)
    }

    /// Keeps a file that this system made: what nobody may bring, as a publication bundle, it may. Whoever calls has asked whether the caller may.
    ///
    /// # Errors
    /// The vault or the store.
    pub async fn keep_file(
        &self,
        caller: &Caller,
        name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<FileHash, Refusal> {
        let vault = self.vault.as_ref().ok_or_else(no_vault)?;
        let hash = FileHash::of(&bytes);
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let content = futures_util::stream::iter([Ok::<Bytes, std::convert::Infallible>(bytes.into())]);
        vault.put_back(&hash, content).await.map_err(|error| not_taken(&error))?;
        let row = rows::File {
            sha256: hash.to_string(),
            size,
            media_type: media_type.to_owned(),
            name: name.to_owned(),
            created: caller.now_us,
            made_by: Desk::actor_of(caller),
        };
        self.note_file(caller, row).await?;
        Ok(hash)
    }

    /// Erases a file for good, unless an import, a boundary, a publication or a round speaks of it; whether it is gone. Whoever calls has asked whether the caller may, and whether
    /// anything else needs it. What is known of it goes first: stopped in between, it is done again by asking again.
    ///
    /// # Errors
    /// The store or the vault.
    pub async fn erase_file(&self, caller: &Caller, sha256: &str) -> Result<bool, Refusal> {
        let vault = self.vault.as_ref().ok_or_else(no_vault)?;
        let hash: FileHash = sha256.parse().map_err(|_| Refusal::Hidden)?;
        let key = hash.to_string();
        let erase = move |writer: &mut Writer<'_>| -> Result<bool, Refusal> {
            if writer.is_file_used(&key)? {
                return Ok(false);
            }
            if writer.get::<rows::File>(key.clone())?.is_some() {
                writer.delete::<rows::File>(key)?;
            }
            Ok(true)
        };
        let unused = self.store.write(Desk::act(caller, "file.erase"), erase).await?;
        if unused {
            vault
                .delete(&hash)
                .await
                .map_err(|error| Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En))))?;
        }
        Ok(unused)
    }

    /// Writes down what is known of a file that was kept.
    async fn note_file(&self, caller: &Caller, row: rows::File) -> Result<(), Refusal> {
        self.store
            .write(Desk::act(caller, "file.store"), move |writer| -> Result<(), Refusal> {
                match writer.get::<rows::File>(row.sha256.clone())? {
                    None => writer.insert(&row)?,
                    // Whoever brings the same bytes has them, and goes on from here like the first.
                    Some(known) if (&known.made_by, &known.name) != (&row.made_by, &row.name) => writer.update(&row)?,
                    Some(_) => (),
                }
                Ok(())
            })
            .await
    }

    /// Name and bytes of a file that a caller may try as an import of a kind: one that the caller brought, or a key that the caller made; one by which something
    /// came in that the caller may see. What a program brought may also be tried by whoever approves all imports of results: nobody else can confirm it.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] for every other file, there or not; the vault; the store.
    pub(crate) async fn file_to_try(
        &self,
        caller: &Caller,
        resource: Resource,
        sha256: &str,
    ) -> Result<(String, Vec<u8>), Refusal> {
        let hash: FileHash = sha256.parse().map_err(|_| Refusal::Hidden)?;
        let (key, of_file) = (hash.to_string(), hash.to_string());
        let (row, api_key) = self
            .store
            .read(move |reader| -> Result<_, StoreError> {
                let row = reader.get::<rows::File>(key)?;
                let api_key = match row.as_ref().and_then(|row| row.made_by.strip_prefix("key:")) {
                    Some(id) => reader.get::<ApiKey>(id.to_owned())?,
                    None => None,
                };
                Ok((row, api_key))
            })
            .await?;
        let row = row.ok_or(Refusal::Hidden)?;
        let mine = row.made_by == Desk::actor_of(caller)
            || api_key.is_some_and(|key| caller.actor.person.as_deref() == Some(key.made_by.as_str()));
        let approves = || {
            let approve = Desk::may(caller, Action::Approve, &Target::of(resource));
            resource == Resource::ResultImport && matches!(approve, Ok(()) | Err(Refusal::SecondFactor))
        };
        if !mine && !approves() && !self.imports(caller).await?.iter().any(|import| import.file == of_file) {
            return Err(Refusal::Hidden);
        }
        self.file(sha256).await
    }

    /// Name and bytes of a file that was taken in. Whoever calls has asked whether the caller may.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when there is no such file; the vault, also when the file is no longer what it was.
    pub async fn file(&self, sha256: &str) -> Result<(String, Vec<u8>), Refusal> {
        let hash: FileHash = sha256.parse().map_err(|_| Refusal::Hidden)?;
        let key = hash.to_string();
        let row = self.store.read(move |reader| reader.get::<rows::File>(key)).await?.ok_or(Refusal::Hidden)?;
        let vault = self.vault.as_ref().ok_or_else(no_vault)?;
        let content = vault.get(&hash).await.map_err(|error| not_read(&error))?;
        let bytes = content.bytes().await.map_err(|error| not_read(&error))?;
        Ok((row.name, bytes))
    }
}

fn no_vault() -> Refusal {
    Refusal::Fault(Text::new("Máy chủ chưa được cấu hình nơi lưu tệp.", "The server has no place for files."))
}

fn not_taken(error: &PutError) -> Refusal {
    Refusal::Fields(vec![("file", Text::new(error.message(Lang::Vi), error.message(Lang::En)))])
}

fn not_read(error: &ReadError) -> Refusal {
    Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En)))
}
