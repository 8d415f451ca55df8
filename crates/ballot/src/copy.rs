//! Copies for a backup: written anew in the order of the keys, so that a copy tells nothing of the order in which things came.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

use crate::boxed;
use crate::error::BallotError;
use crate::file;
use crate::home::HOME;
use crate::register;

/// Names of what a copy has: the two files, and the folder's id where it has one.
pub const FILES: [&str; 3] = [REGISTER, BOX, HOME];
/// Name of the register's file.
pub const REGISTER: &str = "register.sqlite";
/// Name of the box's file.
pub const BOX: &str = "box.sqlite";
/// Name of the drawer's file, which no copy has: what lies there is no ballot yet, and stays readable wherever it was copied to.
pub const DRAWER: &str = "drawer.sqlite";

/// A campaign of which so few ballots came since the last copy that whoever holds both copies would know them to be of these few people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Few {
    /// The campaign.
    pub campaign: String,
    /// Ballots since the last copy, 1 or more.
    pub new: u32,
    /// How many there must be.
    pub least: u32,
}

/// Campaigns of which some ballots came since the last copy, but fewer than were set ([`crate::BallotBox::between_copies`]).
///
/// # Errors
/// When the files cannot be read.
pub fn few(folder: &Path) -> Result<Vec<Few>, BallotError> {
    let ballots = file::open(&folder.join(BOX), &boxed::LAYOUT)?;
    let mut select = ballots.prepare(
        "SELECT campaign.id, campaign.least, count(ballot.id) - campaign.copied FROM campaign JOIN ballot ON ballot.campaign = campaign.id
         GROUP BY campaign.id, campaign.least, campaign.copied ORDER BY campaign.id",
    )?;
    let rows = select.query_map([], |row| Ok(Few { campaign: row.get(0)?, least: row.get(1)?, new: row.get(2)? }))?;
    let all = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|few| few.new > 0 && few.new < few.least).collect())
}

/// Copies both files and the folder's id into a folder that has none of them, while others go on writing, and notes how many ballots of each campaign the copy holds.
///
/// The register is copied after the box: whoever gave a ballot that is in the copy has exchanged the invitation in it too.
///
/// # Errors
/// When the files cannot be read, or the copies not be written.
pub fn copy(folder: &Path, to: &Path) -> Result<(), BallotError> {
    let mut ballots = file::open(&folder.join(BOX), &boxed::LAYOUT)?;
    let into = |file: &Connection, name: &str| file.execute("VACUUM INTO ?1", params![to.join(name).to_string_lossy()]);
    into(&ballots, BOX)?;
    let copied = Connection::open(to.join(BOX))?;
    let mut select = copied.prepare("SELECT campaign, count(*) FROM ballot GROUP BY campaign ORDER BY campaign")?;
    let counts =
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(String, u32)>, _>>()?;
    into(&file::open(&folder.join(REGISTER), &register::LAYOUT)?, REGISTER)?;
    if crate::home::home(folder)?.is_some() {
        std::fs::copy(folder.join(HOME), to.join(HOME)).map_err(|error| BallotError::Folder(error.to_string()))?;
    }
    let transaction = ballots.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (campaign, count) in counts {
        transaction.execute("UPDATE campaign SET copied = ?2 WHERE id = ?1", params![campaign, count])?;
    }
    Ok(transaction.commit()?)
}
