//! Everything that the attacker holds, by name; archives are held unpacked too.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// Bytes by name.
#[derive(Default)]
pub(crate) struct Loot(pub(crate) BTreeMap<String, Vec<u8>>);

impl Loot {
    /// Takes a file in, and what is packed in it.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) {
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let mut unpacked = Vec::new();
                part.read_to_end(&mut unpacked).unwrap();
                self.0.insert(format!("{name}!{}", part.name().unwrap()), unpacked);
            }
        }
        self.0.insert(name.to_owned(), bytes);
    }

    /// Takes in every file of a folder and of those in it, whose names begin with `under`.
    pub(crate) fn add_folder(&mut self, under: &str, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{under}/{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                self.add_folder(&name, &path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                // A database at work removes files of its own now and then.
                self.add(&name, bytes);
            }
        }
    }

    /// The names of files with something in their name.
    pub(crate) fn named(&self, part: &str) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|name| name.contains(part)).collect()
    }
}
