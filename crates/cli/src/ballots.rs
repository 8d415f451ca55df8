//! The files of ballots as they go into a backup: copies that tell no order, made for it and thrown away after.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chiso_ballot::Few;
use chiso_model::Lang;
use chiso_settings::Settings;

use crate::failure::Failure;
use crate::kept::line;

/// The folder of the two files of ballots; nothing is in it where no survey was ever run.
pub(crate) struct Ballots(PathBuf);

impl Ballots {
    pub(crate) fn of(settings: &Settings) -> Ballots {
        Ballots(chiso_server::ballots(settings))
    }

    fn are_there(&self) -> bool {
        self.0.join(chiso_ballot::BOX).exists()
    }

    /// Refuses a copy that has too few ballots between it and the last one, unless they are wanted nevertheless.
    pub(crate) fn enough(&self, nevertheless: bool, lang: Lang) -> Result<(), Failure> {
        if nevertheless || !self.are_there() {
            return Ok(());
        }
        let few = chiso_ballot::few(&self.0).map_err(|error| Failure::one(line(&error.message(lang))))?;
        match few.first() {
            None => Ok(()),
            Some(Few { campaign, new, least }) => Err(Failure::one(line(&match lang {
                Lang::Vi => format!(
                    "khảo sát {campaign} mới có thêm {new} phiếu từ lần sao lưu trước, cần ít nhất {least}: ai giữ cả hai bản sẽ biết các phiếu này là của {new} người vừa trả lời. Hãy sao lưu sau, hoặc thêm “--few-ballots” nếu vẫn phải sao lưu ngay"
                ),
                Lang::En => format!(
                    "survey {campaign} has {new} ballots more than at the last backup, and needs {least}: whoever holds both would know these ballots to be of the {new} people who answered since. Back up later, or add `--few-ballots` if it must be now"
                ),
            }))),
        }
    }

    /// Copies of the files, by name; none where there are none.
    pub(crate) fn copies(&self) -> io::Result<Vec<(String, Box<dyn Read>)>> {
        if !self.are_there() {
            return Ok(Vec::new());
        }
        let place = Place::make(&self.0.with_extension(format!("{}.copy", std::process::id())))?;
        chiso_ballot::copy(&self.0, &place.0).map_err(|error| io::Error::other(error.to_string()))?;
        // What is read of them is in memory, so that no copy outlives this on the disk: ballots are small.
        let read = |name: &str| {
            fs::read(place.0.join(name))
                .map(|bytes| (name.to_owned(), Box::new(io::Cursor::new(bytes)) as Box<dyn Read>))
        };
        // Files that were never served have no id.
        chiso_ballot::FILES.into_iter().filter(|name| place.0.join(name).exists()).map(read).collect()
    }

    /// Puts a file of a backup in its place, where there is none.
    pub(crate) fn put(&self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        if !chiso_ballot::FILES.contains(&name) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, name.to_owned()));
        }
        fs::create_dir_all(&self.0)?;
        let mut file = File::create_new(self.0.join(name))?;
        io::copy(bytes, &mut file)?;
        file.sync_all()
    }
}

/// A folder that goes when it is done with.
struct Place(PathBuf);

impl Place {
    fn make(path: &Path) -> io::Result<Place> {
        fs::create_dir_all(path)?;
        Ok(Place(path.to_owned()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
