//! Where ballots are. Several servers may work on one store, each with a folder of its own, and an invitation must not be exchanged once at each: so one folder is the
//! home of ballots, and the store remembers which by the folder's id. A server with another folder takes no ballots and sends no letters.

use std::path::Path;

use chiso_ballot::{Hold, home, make_home};
use chiso_model::{Lang, Text};
use chiso_store::{Act, Store, StoreError, Writer};
use chiso_workspace::Refusal;

use crate::entry::{Surveys, ballots_failed};

/// The setting that holds the id of the folder.
const HOME: &str = "ballots.home";
/// The setting that holds the name of the machine that last took ballots, for people to read.
const PLACE: &str = "ballots.place";

/// Why ballots are not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Away {
    /// The store's ballots are in a folder with another id.
    Elsewhere {
        /// The id of that folder.
        home: String,
        /// The name of the machine that last took ballots.
        place: String,
    },
    /// Another program of this machine takes ballots into this folder.
    InUse,
}

/// Whose ballots a folder has.
pub(crate) enum Found {
    /// The store's, and nobody else takes ballots into it as long as this is held.
    Here(Hold),
    /// They are not here.
    Away(Away),
}

impl Away {
    /// What an operator must know, and do.
    pub fn message(&self, folder: &Path, lang: Lang) -> String {
        let folder = folder.display();
        match (self, lang) {
            (Away::Elsewhere { home, place }, Lang::Vi) => format!(
                "Máy chủ này không nhận phiếu khảo sát và không gửi thư: phiếu của hệ thống nằm trong thư mục có mã {home}, dùng lần cuối ở máy “{place}”. Hãy chuyển các địa chỉ /vi/s, /vi/ballot, /en/s, /en/ballot đến máy đó. Để chuyển phiếu về đây: dừng cả hai máy chủ, chuyển cả thư mục phiếu thành “{folder}” rồi khởi động lại. Chỉ khi thư mục cũ mất hẳn và không có bản sao lưu: ghi mã trên vào tệp “{folder}/home” để bắt đầu lại với nơi lưu phiếu trống."
            ),
            (Away::Elsewhere { home, place }, Lang::En) => format!(
                "This server takes no ballots and sends no letters: the ballots of this system are in the folder with the id {home}, last used on the machine `{place}`. Lead the addresses /vi/s, /vi/ballot, /en/s and /en/ballot to that machine. To move ballots here: stop both servers, move the whole folder of ballots to `{folder}`, start again. Only where that folder is lost and no backup has it: write the id above into `{folder}/home` to begin anew with an empty box."
            ),
            (Away::InUse, Lang::Vi) => format!(
                "Máy chủ này không nhận phiếu khảo sát và không gửi thư: một chương trình khác đang nhận phiếu vào “{folder}”. Hãy dừng chương trình đó rồi khởi động lại, hoặc chuyển các địa chỉ /vi/s, /vi/ballot, /en/s, /en/ballot đến đó."
            ),
            (Away::InUse, Lang::En) => format!(
                "This server takes no ballots and sends no letters: another program takes ballots into `{folder}`. Stop it and start again, or lead the addresses /vi/s, /vi/ballot, /en/s and /en/ballot to it."
            ),
        }
    }

    /// Where ballots are, for those who run surveys.
    pub(crate) fn told(&self) -> Text {
        match self {
            Away::Elsewhere { place, .. } => Text::new(
                format!("Phiếu khảo sát được nhận và giữ ở máy chủ “{place}”: số phiếu, kết quả và lời mời xem ở đó."),
                format!(
                    "Ballots are taken and kept on the server “{place}”: counts, results and invitations are seen there."
                ),
            ),
            Away::InUse => Text::new(
                "Một chương trình khác trên máy chủ này đang nhận phiếu khảo sát: số phiếu, kết quả và lời mời xem ở đó.",
                "Another program on this server takes the ballots: counts, results and invitations are seen there.",
            ),
        }
    }
}

/// Looks whether a folder is the home of a store's ballots. The first folder that is asked about becomes it.
pub(crate) async fn find(store: &Store, folder: &Path, now_us: i64) -> Result<Found, Refusal> {
    let failed = |error| ballots_failed(&error);
    let known = store.read(|reader| Ok::<_, StoreError>((reader.setting(HOME)?, reader.setting(PLACE)?))).await?;
    let own = match known.0 {
        None => Some(make_home(folder).map_err(failed)?),
        Some(_) => home(folder).map_err(failed)?,
    };
    let elsewhere = |home: String, place: Option<String>| {
        Ok(Found::Away(Away::Elsewhere { home, place: place.unwrap_or_else(|| "?".to_owned()) }))
    };
    let Some(own) = own.filter(|own| known.0.as_ref().is_none_or(|known| known == own)) else {
        return elsewhere(known.0.unwrap_or_default(), known.1);
    };
    let Some(hold) = Hold::of(folder).map_err(failed)? else { return Ok(Found::Away(Away::InUse)) };
    let machine = machine();
    if known == (Some(own.clone()), Some(machine.clone())) {
        return Ok(Found::Here(hold));
    }
    // Of several servers that find no home one is first.
    let write = move |writer: &mut Writer<'_>| -> Result<_, StoreError> {
        if let Some(home) = writer.setting(HOME)?.filter(|home| *home != own) {
            return Ok(Some((home, writer.setting(PLACE)?)));
        }
        writer.set(HOME, &own)?;
        writer.set(PLACE, &machine)?;
        Ok(None)
    };
    match store.write(Act::new("system", "ballots.home", now_us), write).await? {
        Some((home, place)) => elsewhere(home, place),
        None => Ok(Found::Here(hold)),
    }
}

/// Whether the ballots of a store are in another folder than this one.
///
/// # Errors
/// When the store or the folder cannot be read.
pub async fn ballots_are_elsewhere(store: &Store, folder: &Path) -> Result<bool, Refusal> {
    let known = store.read(|reader| reader.setting(HOME)).await?;
    let own = home(folder).map_err(|error| ballots_failed(&error))?;
    Ok(known.is_some_and(|known| own.as_ref() != Some(&known)))
}

/// The name of this machine, as far as it has one.
fn machine() -> String {
    let named = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let named = named.trim();
    if named.is_empty() { "?".to_owned() } else { named.to_owned() }
}

impl Surveys {
    /// Why ballots are not here; none where they are.
    pub fn away(&self) -> Option<&Away> {
        self.away.as_ref()
    }

    /// Refuses what needs register and box where ballots are elsewhere.
    pub(crate) fn at_home(&self) -> Result<(), Refusal> {
        self.away.as_ref().map_or(Ok(()), |away| Err(Refusal::Elsewhere(away.told())))
    }
}
