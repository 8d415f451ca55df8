//! What the program writes while people answer.

use std::path::Path;
use std::time::SystemTime;

/// Files of the installation that change while people answer, for all of them together.
const KNOWN: [&str; 13] = [
    "box.sqlite",
    "box.sqlite-journal",
    "chiso.sqlite",
    "chiso.sqlite-shm",
    "chiso.sqlite-wal",
    "drawer.sqlite",
    "drawer.sqlite-journal",
    "first.zip",
    "register.sqlite",
    "register.sqlite-journal",
    "second.zip",
    "server.log",
    "server.out",
];

/// No file that came or changed while people answered is one of a person or of a ballot: there are a few, the same for all.
pub(crate) fn only_these_were_written(folder: &Path, since: SystemTime) {
    let mut written = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.metadata().unwrap().modified().unwrap() > since {
                written.push(entry.file_name().into_string().unwrap());
            }
        }
    }
    written.sort();
    // Files of what is published come when the server starts, each under its hash; what is in them is searched with everything else.
    let is_hash = |name: &str| name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let other: Vec<_> = written.iter().filter(|name| !KNOWN.contains(&name.as_str()) && !is_hash(name)).collect();
    assert!(other.is_empty(), "{other:?}");
}
