//! What a restore puts on the disk, so that one that fails leaves nothing behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chiso_settings::Settings;

/// The places that a restore writes to, as they were before it.
pub(super) struct Before {
    places: Vec<Place>,
}

/// One folder.
struct Place {
    folder: PathBuf,
    /// What was in it, below it too; none where it was not there.
    held: Option<BTreeSet<PathBuf>>,
    /// The folders above it that were not there either, the nearest first.
    missing_above: Vec<PathBuf>,
}

impl Before {
    /// Looks at the places. A folder in which somebody else may be writing by now is left alone: that of a store that is there already, and what is kept apart
    /// from the store and was there before.
    pub(super) fn look(settings: &Settings) -> Before {
        let store = &settings.store.folder;
        let apart = |folder: &Path| (!folder.exists()).then(|| Place::look(folder.to_owned()));
        let files = settings.files.folder.as_deref().and_then(apart);
        let own = match settings.store.url {
            Some(_) => apart(store),
            None => (!store.join("chiso.sqlite").exists()).then(|| Place::look(store.clone())),
        };
        Before { places: files.into_iter().chain(own).collect() }
    }

    /// Takes away what has come since. What cannot be taken away stays: the failure that is told is the restore's own.
    pub(super) fn again(&self) {
        for place in &self.places {
            place.again();
        }
    }
}

impl Place {
    fn look(folder: PathBuf) -> Place {
        let held = folder.exists().then(|| below(&folder));
        let above = folder.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        let missing_above = above.take_while(|above| !above.exists()).map(Path::to_owned).collect();
        Place { folder, held, missing_above }
    }

    fn again(&self) {
        match &self.held {
            None => {
                let _ = fs::remove_dir_all(&self.folder);
                // Only empty ones go.
                let _ = self.missing_above.iter().try_for_each(fs::remove_dir);
            }
            Some(held) => {
                // The deepest first, so that folders are empty by their turn.
                for path in below(&self.folder).iter().rev().filter(|path| !held.contains(*path)) {
                    let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
                }
            }
        }
    }
}

/// Everything in a folder, and in those in it; what a link leads to is not looked at.
fn below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(below(&path));
        }
        found.insert(path);
    }
    found
}
