//! Somebody who alters a published or stored number behind the program's back: with Python, which has ZIP and SQLite in its own library, as a stranger would.

use std::path::Path;
use std::process::Command;

use super::{DISPUTED, RATIO, UNITS};
use crate::{Result, program};

/// Copies a bundle and changes one number of the facts: tasks finished by one unit.
const IN_BUNDLE: &str = "
import sys, zipfile
whole, altered, unit, node = sys.argv[1:]
with zipfile.ZipFile(whole) as old, zipfile.ZipFile(altered, 'w', zipfile.ZIP_DEFLATED) as new:
    for part in old.infolist():
        data = old.read(part)
        if part.filename == 'facts.csv':
            lines = data.decode().split('\\n')
            at = [i for i, line in enumerate(lines) if line.startswith(unit + ',' + node) and ',8,' in line]
            assert len(at) == 1, at
            lines[at[0]] = lines[at[0]].replace(',8,', ',9,')
            data = '\\n'.join(lines).encode()
        new.writestr(part, data)
";

/// Changes one number in what the store keeps of one unit: tasks finished, as its first appraiser found.
const IN_STORE: &str = "
import sqlite3, sys
database, unit, node = sys.argv[1:]
with sqlite3.connect(database) as store:
    found = [(id, body) for id, body in store.execute('SELECT id, body FROM assessment_event WHERE unit = ?', [unit]) if node in body and '8.0' in body]
    assert found, 'no event with the number'
    id, body = found[0]
    store.execute('UPDATE assessment_event SET body = ? WHERE id = ?', [body.replace('8.0', '9.0', 1), id])
store.close()
print(id)
";

/// A number of the bundle is altered; the copy is `altered`.
pub(super) fn with_bundle(whole: &Path, altered: &Path) -> Result<()> {
    let (whole, altered) = (whole.display().to_string(), altered.display().to_string());
    python(IN_BUNDLE, &[&whole, &altered, UNITS[DISPUTED].id, RATIO]).map(drop)
}

/// A number in the store is altered; the journal no longer fits the data, and says where.
pub(super) fn with_store(store: &Path) -> Result<()> {
    let database = store.join("chiso.sqlite").display().to_string();
    let row = python(IN_STORE, &[&database, UNITS[DISPUTED].id, RATIO])?;
    let said = program::fails(&["journal", "verify", "--lang", "en", "--store", &store.display().to_string()])?;
    let wanted = ["assessment_event", row.trim()];
    match wanted.into_iter().find(|place| !said.contains(place)) {
        None => Ok(()),
        Some(missing) => Err(format!("of an altered store `chiso journal verify` does not name {missing}: {said}")),
    }
}

fn python(script: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new("python3").arg("-c").arg(script).args(arguments).output();
    let output = output.map_err(|error| format!("python3: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() { Ok(said) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
