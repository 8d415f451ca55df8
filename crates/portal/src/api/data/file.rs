//! All files of today by their content, and those of earlier days where somebody keeps them.

use std::collections::BTreeMap;

use chiso_model::Lang;

use super::content::{self, Form, Named};
use super::table::{self, At};
use crate::site::Site;

/// A file of open data as it is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFile {
    /// Its stable address: `/data/par-index/province/2024/ranking.vi.csv`.
    pub address: String,
    /// Its media type.
    pub media_type: &'static str,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Every file of today. Whoever keeps them can give them back as [`crate::Extra::earlier`], so that a permanent link outlives a change. Takes a moment: hundreds of files are written.
pub fn open_files(site: &Site) -> impl Iterator<Item = OpenFile> + '_ {
    every(site).filter_map(|(at, named)| {
        let (lang, form) = (named.lang, named.form);
        let made = content::make(site, &at, named)?;
        let address = at.address(lang, form);
        Some(OpenFile { address, media_type: form.media_type(), sha256: made.sha256, bytes: made.bytes })
    })
}

fn every(site: &Site) -> impl Iterator<Item = (At, Named)> + '_ {
    table::all(site).into_iter().flat_map(|at| {
        let named = |lang, form| Named { table: at.sort.id().to_owned(), lang, form };
        let files: Vec<(At, Named)> = [Lang::Vi, Lang::En]
            .into_iter()
            .flat_map(|lang| Form::ALL.map(|form| (at.clone(), named(lang, form))))
            .collect();
        files
    })
}

/// What is known of the files of today without their bytes.
#[derive(Debug, Default)]
pub(crate) struct Files {
    by_hash: BTreeMap<String, (At, Named)>,
    by_address: BTreeMap<String, Known>,
}

/// Checksum and size of a file.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) sha256: String,
    pub(super) bytes: usize,
}

impl Files {
    fn of(site: &Site) -> Files {
        let mut files = Files::default();
        for (at, named) in every(site) {
            let Some(made) = content::make(site, &at, named.clone()) else { continue };
            let known = Known { sha256: made.sha256.clone(), bytes: made.bytes.len() };
            files.by_address.insert(at.address(named.lang, named.form), known);
            files.by_hash.insert(made.sha256, (at, named));
        }
        files
    }

    /// Made when it is first asked for: a site never changes.
    pub(super) fn get(site: &Site) -> &Files {
        site.files.get_or_init(|| Files::of(site))
    }

    pub(super) fn known(&self, address: &str) -> Option<&Known> {
        self.by_address.get(address)
    }
}

/// The bytes with a hash, and where the table they hold stands today.
pub(super) fn by_hash(site: &Site, hash: &str, wanted: &Named) -> Option<(Vec<u8>, Option<String>)> {
    let whole = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if !whole {
        return None;
    }
    if let Some((at, named)) = Files::get(site).by_hash.get(hash) {
        let made = content::make(site, at, named.clone()).filter(|_| named == wanted)?;
        return Some((made.bytes, Some(at.address(named.lang, named.form))));
    }
    let kept = site.earlier()?.file(hash).filter(|file| file.name == wanted.file())?;
    Some((kept.bytes, None))
}
