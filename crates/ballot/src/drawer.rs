//! The drawer: answers that are no ballots yet, because a second person keys them or others are waited for. Once they are in the box nothing of them is left here, and no
//! copy holds it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::batch::{Batches, Batching};
use crate::error::BallotError;
use crate::file::{self, Layout};

/// The first layout of a drawer is that of the other files' second.
const LAYOUT: Layout = Layout { tables: TABLES, from_1: "" };

const TABLES: &str = "
CREATE TABLE held (
    campaign TEXT NOT NULL,
    id BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (campaign, id)
) WITHOUT ROWID;";

/// Nothing waits for others here.
const AT_ONCE: Batching = Batching { most: 1, wait: Duration::ZERO };

/// What something in the drawer goes by.
pub type DrawerId = [u8; 16];

/// Answers that are no ballots yet, in a file of their own beside register and box: what is taken out is overwritten with zeros, and [`crate::copy`] leaves it out.
pub struct Drawer {
    batches: Batches<Infallible, ()>,
}

impl Drawer {
    /// Opens the drawer, or makes it.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(path: &Path) -> Result<Drawer, BallotError> {
        let file = file::open(path, &LAYOUT)?;
        Ok(Drawer { batches: Batches::start(file, AT_ONCE, |_, _| {}, |_| true) })
    }

    /// The drawer of a program whose ballots are in another folder: everything is answered with [`BallotError::Elsewhere`].
    #[must_use]
    pub fn elsewhere() -> Drawer {
        Drawer { batches: Batches::elsewhere() }
    }

    /// A new id, by chance.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn new_id() -> Result<DrawerId, BallotError> {
        let mut id = DrawerId::default();
        getrandom::fill(&mut id).map_err(|_| BallotError::Random)?;
        Ok(id)
    }

    /// Puts something in, in the place of what went by the id before. Answered when it is on the disk.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn put(&self, campaign: &str, id: DrawerId, content: Vec<u8>) -> Result<(), BallotError> {
        let campaign = campaign.to_owned();
        let put = move |file: &mut Connection| {
            file.execute(
                "INSERT INTO held (campaign, id, content) VALUES (?1, ?2, ?3) ON CONFLICT (campaign, id) DO UPDATE SET content = excluded.content",
                params![campaign, id, content],
            )?;
            Ok(())
        };
        self.batches.look(put).await
    }

    /// Looks at something.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn get(&self, campaign: &str, id: DrawerId) -> Result<Option<Vec<u8>>, BallotError> {
        let campaign = campaign.to_owned();
        let get = move |file: &mut Connection| {
            let mut select = file.prepare_cached("SELECT content FROM held WHERE campaign = ?1 AND id = ?2")?;
            Ok(select.query_row(params![campaign, id], |row| row.get(0)).optional()?)
        };
        self.batches.look(get).await
    }

    /// Everything of a campaign.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn all(&self, campaign: &str) -> Result<BTreeMap<DrawerId, Vec<u8>>, BallotError> {
        let campaign = campaign.to_owned();
        let all = move |file: &mut Connection| {
            let mut select = file.prepare_cached("SELECT id, content FROM held WHERE campaign = ?1")?;
            let rows = select.query_map(params![campaign], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.batches.look(all).await
    }

    /// Takes things out, all at once; what is not there is no error.
    ///
    /// # Errors
    /// When the file could not be written.
    pub async fn remove(&self, campaign: &str, ids: Vec<DrawerId>) -> Result<(), BallotError> {
        if ids.is_empty() {
            return Ok(());
        }
        let campaign = campaign.to_owned();
        let remove = move |file: &mut Connection| {
            let transaction = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for id in &ids {
                transaction.execute("DELETE FROM held WHERE campaign = ?1 AND id = ?2", params![campaign, id])?;
            }
            Ok(transaction.commit()?)
        };
        self.batches.look(remove).await
    }
}
