//! Somebody who looks over another's shoulder: every state of a page that is come to on a way is audited, once.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::browser::Size;
use crate::person::Person;
use crate::{Result, World, audit};

/// What was seen on the way, and what is wrong with it.
pub(crate) struct Watch<'a> {
    world: &'a World,
    size: Size,
    /// Begins the names of pictures.
    name: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seen: BTreeSet<String>,
    findings: Vec<String>,
}

impl<'a> Watch<'a> {
    /// Nothing seen yet.
    pub(crate) fn new(world: &'a World, size: Size, name: impl Into<String>) -> Self {
        Self { world, size, name: name.into(), state: Mutex::default() }
    }

    /// Audits the page that is shown, unless this state of it was seen already.
    pub(crate) async fn look(&self, person: &Person<'_>, state: &str) -> Result<()> {
        if !self.state.lock().map_err(|error| error.to_string())?.seen.insert(state.to_owned()) {
            return Ok(());
        }
        let name = audit::file_name(&format!("{}-{state}", self.name), self.size);
        let found = audit::examine(self.world, person.browser, self.size, person.server, &name).await?;
        let address = person.browser.address().await?;
        let mut held = self.state.lock().map_err(|error| error.to_string())?;
        held.findings.extend(found.into_iter().map(|finding| format!("{address} ({state}): {finding}")));
        Ok(())
    }

    /// Everything that was wrong.
    pub(crate) fn verdict(self) -> Result<()> {
        let findings = self.state.into_inner().map_err(|error| error.to_string())?.findings;
        if findings.is_empty() { Ok(()) } else { Err(findings.join("\n")) }
    }
}
