//! The box: ballots, and the marks of the tokens they came with. It knows nothing of invitations.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::batch::{Asked, Batches, Batching};
use crate::error::BallotError;
use crate::file::{self, Layout, by_day, came};

/// Keys are random or hashes, so rows lie by chance; a mark names no ballot.
pub(crate) const LAYOUT: Layout = Layout { tables: TABLES, from_1: FROM_1 };

const FROM_1: &str = "
INSERT INTO came SELECT campaign, day, count(*) FROM ballot GROUP BY campaign, day;
ALTER TABLE ballot DROP COLUMN day;";

const TABLES: &str = "
CREATE TABLE used (
    campaign TEXT NOT NULL,
    mark BLOB NOT NULL,
    PRIMARY KEY (campaign, mark)
) WITHOUT ROWID;
CREATE TABLE ballot (
    campaign TEXT NOT NULL,
    id BLOB NOT NULL,
    people TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (campaign, id)
) WITHOUT ROWID;
CREATE TABLE campaign (
    id TEXT NOT NULL PRIMARY KEY,
    least BIGINT NOT NULL,
    copied BIGINT NOT NULL
) WITHOUT ROWID;";

/// Campaigns of which results were shown while ballots came in. It came later than the layout, and a program that does not know it does without.
const SHOWN: &str = "CREATE TABLE IF NOT EXISTS shown (campaign TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;";

/// Ballots that are read at once: about a millisecond, for which others wait.
const PIECE: u32 = 500;

/// A ballot as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The campaign.
    pub campaign: String,
    /// Id of the group whose token it came with: people who are alike to the campaign.
    pub people: String,
    /// The day, as in 2026-11-22; it is counted, and not kept with the ballot.
    pub day: String,
    /// The answers, as JSON.
    pub answers: String,
}

/// A ballot as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Chosen by chance here, after the answers came.
    pub id: [u8; 16],
    /// The day on which it came, for whoever counts as it comes; none of a ballot that was read from the box, which does not know it.
    pub day: Option<String>,
    /// What is kept of it.
    pub ballot: Content,
}

/// What is kept of a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The campaign.
    pub campaign: String,
    /// Id of the group whose token it came with.
    pub people: String,
    /// The answers, as JSON.
    pub answers: String,
}

/// What became of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cast {
    /// It counts.
    Counted,
    /// A ballot with this token was counted before; this one is not.
    Before,
}

struct Given {
    mark: [u8; 32],
    kept: Kept,
}

/// The box of ballots, in a file of its own.
pub struct BallotBox {
    batches: Batches<Vec<Given>, Vec<Cast>>,
}

impl BallotBox {
    /// Opens the box, or makes it. `counted` is told of each batch after its commit: only ballots that count, shuffled.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn open(
        path: &Path,
        batching: Batching,
        mut counted: impl FnMut(&[Kept]) + Send + 'static,
    ) -> Result<BallotBox, BallotError> {
        let file = file::open(path, &LAYOUT)?;
        file.execute_batch(SHOWN)?;
        let write = move |file: &mut Connection, batch| write(file, batch, &mut counted);
        let tidy = |file: &Connection| file::anew(file).unwrap_or(false);
        Ok(BallotBox { batches: Batches::start(file, batching, write, tidy) })
    }

    /// The box of a program whose ballots are in another folder: everything is answered with [`BallotError::Elsewhere`].
    #[must_use]
    pub fn elsewhere() -> BallotBox {
        BallotBox { batches: Batches::elsewhere() }
    }

    /// Casts a ballot. Answered when it is on the disk; asked again with the same token, it says [`Cast::Before`].
    ///
    /// # Errors
    /// When it could not be kept: then it does not count, and may be cast again.
    pub async fn cast(&self, mark: [u8; 32], ballot: Ballot) -> Result<Cast, BallotError> {
        Ok(self.cast_all(vec![(mark, ballot)]).await?.pop().unwrap_or(Cast::Before))
    }

    /// Casts ballots with their marks in one batch, all or none of them, so that nobody sees one of them come apart from the others.
    ///
    /// # Errors
    /// When they could not be kept: then none of them counts, and they may be cast again.
    pub async fn cast_all(&self, ballots: Vec<([u8; 32], Ballot)>) -> Result<Vec<Cast>, BallotError> {
        let given = |(mark, Ballot { campaign, people, day, answers })| {
            crate::error::day(&day)?;
            let mut id = [0; 16];
            getrandom::fill(&mut id).map_err(|_| BallotError::Random)?;
            let ballot = Content { campaign, people, answers };
            Ok(Given { mark, kept: Kept { id, day: Some(day), ballot } })
        };
        let given = ballots.into_iter().map(given).collect::<Result<_, BallotError>>()?;
        self.batches.write(given).await
    }

    /// Hands every ballot of a campaign to `each`, in the order of their ids, which is by chance. What is committed meanwhile may be among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn each<T>(
        &self,
        campaign: &str,
        mut gathered: T,
        mut each: impl FnMut(&mut T, Kept),
    ) -> Result<T, BallotError> {
        let mut after = None;
        loop {
            let some = self.some(campaign, after, PIECE).await?;
            let Some(last) = some.last() else { return Ok(gathered) };
            after = Some(last.id);
            for kept in some {
                each(&mut gathered, kept);
            }
        }
    }

    /// At most so many ballots of a campaign, in the order of their ids, those after an id: what is read in pieces keeps no ballot waiting for more than a piece.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn some(&self, campaign: &str, after: Option<[u8; 16]>, most: u32) -> Result<Vec<Kept>, BallotError> {
        let campaign = campaign.to_owned();
        let read = move |file: &mut Connection| {
            let mut select = file.prepare_cached(
                "SELECT id, people, answers FROM ballot WHERE campaign = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
            )?;
            // Nothing comes before an empty id.
            let after: &[u8] = after.as_ref().map_or(&[], |id| id);
            let rows = select.query_map(params![campaign, after, most], |row| {
                let ballot = Content { campaign: campaign.clone(), people: row.get(1)?, answers: row.get(2)? };
                Ok(Kept { id: row.get(0)?, day: None, ballot })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.batches.look(read).await
    }

    /// How many ballots were given on each day until now. `now` is called at that very moment, by the thread that tells of batches: none of those that it has told of by then is
    /// left out, and none of those that it tells of later is among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn days_until_now(
        &self,
        campaign: &str,
        now: impl FnOnce() + Send + 'static,
    ) -> Result<BTreeMap<String, u32>, BallotError> {
        let campaign = campaign.to_owned();
        let read = move |file: &mut Connection| {
            now();
            Ok(by_day(file, &campaign)?)
        };
        self.batches.look(read).await
    }

    /// Sets how many ballots of a campaign two copies must have between them.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn between_copies(&self, campaign: &str, least: u32) -> Result<(), BallotError> {
        let campaign = campaign.to_owned();
        let set = move |file: &mut Connection| {
            file.execute(
                "INSERT INTO campaign (id, least, copied) VALUES (?1, ?2, 0) ON CONFLICT (id) DO UPDATE SET least = excluded.least",
                params![campaign, least],
            )?;
            Ok(())
        };
        self.batches.look(set).await
    }

    /// Notes that results of a campaign were shown while ballots came in. Nothing of which: what came since would then be known of the last ballots.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn note_shown(&self, campaign: &str) -> Result<(), BallotError> {
        let campaign = campaign.to_owned();
        let note = move |file: &mut Connection| {
            file.execute("INSERT INTO shown (campaign) VALUES (?1) ON CONFLICT DO NOTHING", params![campaign])?;
            Ok(())
        };
        self.batches.look(note).await
    }

    /// Whether results of a campaign were shown while ballots came in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn was_shown(&self, campaign: &str) -> Result<bool, BallotError> {
        let campaign = campaign.to_owned();
        let read = move |file: &mut Connection| {
            let mut select = file.prepare_cached("SELECT 1 FROM shown WHERE campaign = ?1")?;
            Ok(select.exists(params![campaign])?)
        };
        self.batches.look(read).await
    }

    /// How many ballots were given on each day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn by_day(&self, campaign: &str) -> Result<BTreeMap<String, u32>, BallotError> {
        let campaign = campaign.to_owned();
        self.batches.look(move |file| Ok(by_day(file, &campaign)?)).await
    }
}

/// Writes a batch: marks in the order of the marks, then ballots in that of their ids. Both are by chance, and neither lie as the other do: a mark that is made of a stamp number
/// or of an invitation can be made again by whoever has the installation's key, and would tell by its place which ballot came with it.
fn write(file: &mut Connection, batch: Vec<Asked<Vec<Given>, Vec<Cast>>>, counted: &mut impl FnMut(&[Kept])) {
    let given: Vec<&Given> = batch.iter().flat_map(|asked| &asked.what).collect();
    let done = file.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
        let casts = marked(&transaction, &given)?;
        let mut new: Vec<&Kept> = given
            .iter()
            .zip(&casts)
            .filter(|(_, cast)| **cast == Cast::Counted)
            .map(|(given, _)| &given.kept)
            .collect();
        new.sort_by_key(|kept| kept.id);
        new.iter().try_for_each(|kept| put(&transaction, kept))?;
        transaction.commit()?;
        Ok((casts, new.into_iter().cloned().collect::<Vec<_>>()))
    });
    let done = done.map(|(casts, new)| {
        counted(&new);
        let mut casts = casts.into_iter();
        batch.iter().map(|asked| casts.by_ref().take(asked.what.len()).collect()).collect()
    });
    crate::error::answer(done, batch);
}

/// Puts down the marks of a batch; what becomes of each ballot.
fn marked(transaction: &Transaction<'_>, given: &[&Given]) -> Result<Vec<Cast>, rusqlite::Error> {
    let mut insert =
        transaction.prepare_cached("INSERT INTO used (campaign, mark) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by_key(|at| given[*at].mark);
    let mut casts = vec![Cast::Before; given.len()];
    for at in order {
        let Given { mark, kept } = given[at];
        if insert.execute(params![kept.ballot.campaign, mark])? > 0 {
            casts[at] = Cast::Counted;
        }
    }
    Ok(casts)
}

fn put(transaction: &Transaction<'_>, Kept { id, day, ballot }: &Kept) -> Result<(), rusqlite::Error> {
    transaction
        .prepare_cached("INSERT INTO ballot (campaign, id, people, answers) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![ballot.campaign, id, ballot.people, ballot.answers])?;
    came(transaction, &ballot.campaign, day.as_deref().unwrap_or_default())
}
