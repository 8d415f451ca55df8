//! The register: which invitations have been exchanged for a blind signature. It knows nothing of ballots.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::batch::{Asked, Batches, Batching};
use crate::error::{BallotError, day};
use crate::file::{self, Layout, by_day, came};

pub(crate) const LAYOUT: Layout = Layout { tables: TABLES, from_1: FROM_1 };

/// Every row has its room from the day of the invitation on: exchanging it overwrites in place, so that the file does not tell in which order people came.
const TABLES: &str = "
CREATE TABLE invitation (
    campaign TEXT NOT NULL,
    code BLOB NOT NULL,
    blinded BLOB NOT NULL,
    PRIMARY KEY (campaign, code)
) WITHOUT ROWID;";

const FROM_1: &str = "
INSERT INTO came SELECT campaign, exchanged, count(*) FROM invitation WHERE exchanged <> '----------' GROUP BY campaign, exchanged;
ALTER TABLE invitation DROP COLUMN exchanged;";

/// In the place of a hash, as long as nobody has exchanged the invitation.
const NOT_YET: [u8; 32] = [0; 32];

/// Invitations that are read at once.
const PIECE: u32 = 10_000;

/// What stands for the code of an invitation: its SHA-256. The code itself stands in the invitation alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code([u8; 32]);

impl Code {
    /// Of the code that the invited person shows. Codes are random, of 128 bits or more, so that nobody finds one by its hash.
    pub fn of(code: &str) -> Code {
        Code(Sha256::digest(code.as_bytes()).into())
    }
}

/// What became of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issued {
    /// It is exchanged now: sign.
    Now,
    /// The very same blinded message was exchanged before, and its answer may have been lost: sign again.
    Again,
    /// It was exchanged for another message before: do not sign.
    Taken,
    /// There is no such invitation.
    Unknown,
}

struct Exchange {
    campaign: String,
    code: Code,
    blinded: [u8; 32],
    day: String,
}

/// The register of invitations, in a file of its own.
pub struct Register {
    batches: Batches<Exchange, Issued>,
}

impl Register {
    /// Opens the register, or makes it. Those who exchange at the same moment wait for the same disk, as `batching` says.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(path: &Path, batching: Batching) -> Result<Register, BallotError> {
        let file = file::open(path, &LAYOUT)?;
        // Nothing is to be tidied: rows do not move.
        Ok(Register { batches: Batches::start(file, batching, write, |_| true) })
    }

    /// The register of a program whose ballots are in another folder: everything is answered with [`BallotError::Elsewhere`].
    #[must_use]
    pub fn elsewhere() -> Register {
        Register { batches: Batches::elsewhere() }
    }

    /// Adds invitations, in the order of their hashes; how many were new.
    ///
    /// # Errors
    /// When they could not be kept: then none is.
    pub async fn invite(&self, campaign: &str, mut codes: Vec<Code>) -> Result<usize, BallotError> {
        codes.sort_unstable();
        let campaign = campaign.to_owned();
        let add = move |file: &mut Connection| {
            let transaction = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut added = 0;
            {
                let mut insert = transaction.prepare(
                    "INSERT INTO invitation (campaign, code, blinded) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                )?;
                for code in &codes {
                    added += insert.execute(params![campaign, code.0, NOT_YET])?;
                }
            }
            transaction.commit()?;
            Ok(added)
        };
        self.batches.look(add).await
    }

    /// Exchanges an invitation for the right to one signature on one blinded message. Answered when it is on the disk.
    ///
    /// # Errors
    /// When it could not be kept: then it is not exchanged.
    pub async fn exchange(
        &self,
        campaign: &str,
        code: Code,
        blinded: &[u8],
        today: &str,
    ) -> Result<Issued, BallotError> {
        let exchange = Exchange {
            campaign: campaign.to_owned(),
            code,
            blinded: Sha256::digest(blinded).into(),
            day: day(today)?.to_owned(),
        };
        self.batches.write(exchange).await
    }

    /// The invitations of a campaign that nobody has exchanged, for reminders; by hash. They are read in pieces, so that nobody who exchanges theirs waits for all of them: who does so
    /// meanwhile may be among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn waiting(&self, campaign: &str) -> Result<Vec<Code>, BallotError> {
        let mut waiting: Vec<Code> = Vec::new();
        loop {
            let (campaign, after) = (campaign.to_owned(), waiting.last().copied());
            let read = move |file: &mut Connection| {
                let mut select = file.prepare_cached(
                    "SELECT code FROM invitation WHERE campaign = ?1 AND blinded = ?2 AND code > ?3 ORDER BY code LIMIT ?4",
                )?;
                // Nothing comes before an empty code.
                let after: &[u8] = after.as_ref().map_or(&[], |code| &code.0);
                let rows = select.query_map(params![campaign, NOT_YET, after, PIECE], |row| row.get(0).map(Code))?;
                Ok(rows.collect::<Result<Vec<Code>, _>>()?)
            };
            let some = self.batches.look(read).await?;
            let is_last = some.len() < PIECE as usize;
            waiting.extend(some);
            if is_last {
                return Ok(waiting);
            }
        }
    }

    /// Whether an invitation waits to be exchanged; `None` where there is no such invitation.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn waits(&self, campaign: &str, code: Code) -> Result<Option<bool>, BallotError> {
        let campaign = campaign.to_owned();
        let read = move |file: &mut Connection| {
            Ok(file
                .prepare_cached("SELECT blinded = ?3 FROM invitation WHERE campaign = ?1 AND code = ?2")?
                .query_row(params![campaign, code.0, NOT_YET], |row| row.get(0))
                .optional()?)
        };
        self.batches.look(read).await
    }

    /// Of each invitation, whether it was exchanged for that very message. Nothing is exchanged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn were_for(&self, campaign: &str, asked: &[(Code, &[u8])]) -> Result<Vec<bool>, BallotError> {
        let mut were = Vec::with_capacity(asked.len());
        for piece in asked.chunks(PIECE as usize) {
            let hashes: Vec<(Code, [u8; 32])> =
                piece.iter().map(|(code, message)| (*code, Sha256::digest(message).into())).collect();
            let campaign = campaign.to_owned();
            let read = move |file: &mut Connection| {
                let mut select = file.prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM invitation WHERE campaign = ?1 AND code = ?2 AND blinded = ?3)",
                )?;
                let were = hashes
                    .iter()
                    .map(|(code, hash)| select.query_row(params![campaign, code.0, hash], |row| row.get(0)));
                Ok(were.collect::<Result<Vec<bool>, _>>()?)
            };
            were.extend(self.batches.look(read).await?);
        }
        Ok(were)
    }

    /// How many were exchanged on each day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn by_day(&self, campaign: &str) -> Result<BTreeMap<String, u32>, BallotError> {
        let campaign = campaign.to_owned();
        self.batches.look(move |file| Ok(by_day(file, &campaign)?)).await
    }
}

/// Writes a batch in the order of the hashes.
fn write(file: &mut Connection, mut batch: Vec<Asked<Exchange, Issued>>) {
    batch.sort_by(|a, b| (&a.what.campaign, a.what.code).cmp(&(&b.what.campaign, b.what.code)));
    let done = file.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
        let answers = batch.iter().map(|asked| exchange(&transaction, &asked.what)).collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        Ok(answers)
    });
    crate::error::answer(done, batch);
}

fn exchange(transaction: &Transaction<'_>, exchange: &Exchange) -> Result<Issued, rusqlite::Error> {
    let Exchange { campaign, code, blinded, day } = exchange;
    let found: Option<[u8; 32]> = transaction
        .prepare_cached("SELECT blinded FROM invitation WHERE campaign = ?1 AND code = ?2")?
        .query_row(params![campaign, code.0], |row| row.get(0))
        .optional()?;
    match found {
        None => Ok(Issued::Unknown),
        Some(before) if before == *blinded => Ok(Issued::Again),
        Some(before) if before != NOT_YET => Ok(Issued::Taken),
        Some(_) => {
            transaction
                .prepare_cached("UPDATE invitation SET blinded = ?3 WHERE campaign = ?1 AND code = ?2")?
                .execute(params![campaign, code.0, blinded])?;
            came(transaction, campaign, day)?;
            Ok(Issued::Now)
        }
    }
}
