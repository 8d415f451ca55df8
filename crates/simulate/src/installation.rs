//! The empty installation that is filled.

use std::path::Path;
use std::sync::Arc;

use chiso_catalogue::Catalogue;
use chiso_files::Vault;
use chiso_model::Lang;
use chiso_rounds::Rounds;
use chiso_store::{Store, StoreError};
use chiso_surveys::{Folder, Surveys};
use chiso_workspace::{Desk, Parts, Policy, Refusal};

/// What a first start of the server writes down; whoever finds anything else has found somebody's data.
const FIRST_START: [&str; 5] =
    ["agency.ship", "installation-key.create", "first-administrator.link", "published-file.keep", "ballots.home"];

/// An empty installation, ready to be filled.
pub struct Installation {
    /// Rounds over its store.
    pub rounds: Rounds,
    pub(crate) vault: Vault,
}

/// Why an installation cannot be filled.
#[derive(Debug)]
pub enum OpenError {
    /// It holds something already: acts of the journal that a first start does not make.
    InUse(Vec<String>),
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> OpenError {
        OpenError::Store(error)
    }
}

impl OpenError {
    /// What is wrong, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            OpenError::InUse(acts) => {
                let acts = acts.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
                match lang {
                    Lang::Vi => format!(
                        "Kho này đã có dữ liệu ({acts}); số liệu mô phỏng chỉ được ghi vào một kho trống. Hãy chọn nơi khác bằng `--store`."
                    ),
                    Lang::En => format!(
                        "This store holds data already ({acts}); simulated data go into an empty one only. Choose another place with `--store`."
                    ),
                }
            }
            OpenError::Store(error) => error.message(lang),
        }
    }
}

impl Installation {
    /// Takes a store that nobody has used yet, and lets the shipped register into it.
    ///
    /// # Errors
    /// [`OpenError::InUse`] where it holds more than a first start puts in; the store.
    pub async fn open(
        store: Store,
        vault: Vault,
        catalogue: Arc<Catalogue>,
        now_us: i64,
    ) -> Result<Installation, OpenError> {
        let acts = store.read(|reader| reader.journal_acts()).await?;
        let more: Vec<String> = acts.into_iter().filter(|act| !FIRST_START.contains(&act.as_str())).collect();
        if !more.is_empty() {
            return Err(OpenError::InUse(more));
        }
        let policy = Policy {
            public_url: String::new(),
            session_us: 0,
            idle_us: 0,
            second_factor_roles: Vec::new(),
            passwords: true,
        };
        let desk = Desk::new(Parts { store, policy }).with_files(vault.clone());
        desk.open_register(catalogue.register(), now_us).await?;
        Ok(Installation { rounds: Rounds::new(Arc::new(desk), catalogue), vault })
    }

    /// Surveys at its desk, with ballots in a folder that is their home from now on.
    ///
    /// # Errors
    /// When the files of ballots cannot be used; the store.
    pub async fn surveys(&self, ballots: &Path, now_us: i64) -> Result<Arc<Surveys>, Refusal> {
        Ok(Arc::new(Surveys::start(Arc::clone(self.rounds.desk()), Folder(ballots), now_us).await?))
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.rounds.desk()
    }
}
