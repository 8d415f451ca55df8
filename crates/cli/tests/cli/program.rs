//! Starts the binary in a directory of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A directory with the files of a test, and the program in it.
pub(crate) struct Place {
    directory: tempfile::TempDir,
}

impl Place {
    /// A directory with the given files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Place {
        let place = Place { directory: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            std::fs::write(place.path(name), text).unwrap();
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        String::from_utf8(std::fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// Names of the files in a directory, sorted.
    pub(crate) fn names(&self, directory: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(directory)) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs a command line, split at blanks.
    pub(crate) fn run(&self, line: &str) -> Answer {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>())
    }

    pub(crate) fn run_words(&self, words: &[&str]) -> Answer {
        Answer::from(&program(self.directory.path()).args(words).output().unwrap())
    }
}

/// The program, in a directory, with a language that the environment does not decide.
pub(crate) fn program(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chiso"));
    command.current_dir(directory);
    for name in ["CHISO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// What came back.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<&Output> for Answer {
    fn from(output: &Output) -> Answer {
        Answer {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

impl Answer {
    /// Fails with what the program said, unless it ended well.
    pub(crate) fn well(self) -> Answer {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }
}

/// A rulebook with two indicators, an interval, bands and a group.
pub(crate) const RULEBOOK: &str = "\
chiso: 1
id: demo
edition: \"1\"
title: {vi: Chỉ số thử, en: Trial index}
status: illustrative
status_note: {vi: Để thử, en: For trial}
valid: {from: 2020-01-01}
attributes:
  - id: region
    title: {vi: Vùng, en: Region}
indicators:
  people: {title: {vi: Dân số, en: People}}
  se: {title: {vi: Sai số chuẩn, en: Standard error}}
rounding: {digits: 1}
rank: {on: rounded}
bands:
  cuts:
    - {id: low, title: {vi: Thấp, en: Low}}
    - {id: high, title: {vi: Cao, en: High}, from: 50}
tree:
  id: demo
  title: {vi: Chỉ số thử, en: Trial index}
  aggregate: {method: arithmetic}
  missing: {blank: drop_rescale}
  interval: {standard_error: se, multiplier: 1.96, level: 95%}
  children:
    - id: schools
      title: {vi: Trường học, en: Schools}
      prepare:
        denominate: {by: people}
        impute: {method: group_mean, group: region}
      normalise: {method: min_max, goalposts: {low: 0, high: 0.5}, to: 100}
    - id: health
      title: {vi: Sức khỏe, en: Health}
      normalise: {method: min_max, goalposts: {low: 0, high: 10}, to: 100}
";

/// The same without an interval, and with nothing to note.
pub(crate) fn plain_rulebook() -> String {
    let without = [
        "  interval: {standard_error: se, multiplier: 1.96, level: 95%}\n",
        "  se: {title: {vi: Sai số chuẩn, en: Standard error}}\n",
    ];
    without.iter().fold(RULEBOOK.to_owned(), |text, line| text.replace(line, ""))
}

/// Facts of two periods, in long form.
pub(crate) const FACTS: &str = "\
unit,indicator,period,value,source
A,people,2023,100,
A,schools,2023,20,
A,health,2023,5,
A,se,2023,1.5,
A,region,,north,
B,people,2023,200,
B,schools,2023,30,
B,health,2023,8,
B,region,,north,
C,people,2023,50,
C,schools,2023,#withheld,
C,health,2023,#na,
C,region,,south,
Đ,people,2023,10,
Đ,schools,2023,,
Đ,health,2023,2.5,
Đ,region,,north,
A,people,2022,100,
A,schools,2022,10,
A,health,2022,6,
B,people,2022,200,
B,schools,2022,40,
B,health,2022,8,
";
