//! Python's packages that tests use (`xtask/python.txt`), in an environment of their own below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{process, tools};

/// The interpreter that finds them, for tests.
pub(crate) const INTERPRETER: &str = "CHISO_TEST_PYTHON";

/// The environment, with exactly the packages of the list.
pub(crate) struct Python {
    folder: PathBuf,
}

impl Python {
    /// Makes the environment, or takes the one there is where it was made from the same list.
    ///
    /// # Errors
    /// What is missing, why it was not installed, and the command that installs it.
    pub(crate) fn ready(root: &Path, target: &Path, install: bool) -> Result<Self, String> {
        let list = root.join("xtask/python.txt");
        let wanted = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
        let folder = target.join("python");
        let mark = folder.join("made-from.txt");
        let python = Self { folder };
        if fs::read_to_string(&mark).is_ok_and(|made_from| made_from == wanted)
            && process::output(Command::new(python.program("python")).arg("--version")).is_ok()
        {
            return Ok(python);
        }
        if !install {
            return Err(
                "Python's packages of xtask/python.txt are missing or old (--skip-install was given)".to_owned()
            );
        }
        println!("Python's packages are missing or old; installing those of xtask/python.txt");
        let _ = fs::remove_dir_all(&python.folder);
        let make =
            || process::output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&python.folder)).map(drop);
        make().or_else(|reason| tools::install_python(&reason).and_then(|()| make()))?;
        let mut pip = Command::new(python.program("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
        if !process::run(&mut pip)?.well {
            return Err("pip could not install the packages of xtask/python.txt (above: why)".to_owned());
        }
        fs::write(&mark, wanted).map_err(|error| format!("{}: {error}", mark.display()))?;
        Ok(python)
    }

    /// A program of the environment.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// What the tests are told of it.
    pub(crate) fn environment(&self) -> (&'static str, String) {
        (INTERPRETER, self.program("python").to_string_lossy().into_owned())
    }
}
