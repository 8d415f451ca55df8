//! Surveys: from the invitation in a letter to the thanked respondent and the board that moves; and every kind of page on the way.

mod answering;
mod board;
pub(crate) mod bureau;
mod campaign;
mod form;
mod interviewer;
mod making;
mod office;
mod pages;
mod plain;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::Trial;

use crate::{Result, World};

pub(super) fn trials(world: &Arc<World>) -> Vec<Trial> {
    let mut trials = campaign::trials(world);
    trials.extend(interviewer::trials(world));
    trials.extend(pages::trials(world));
    trials
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let file = folder.join(name);
    std::fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}
