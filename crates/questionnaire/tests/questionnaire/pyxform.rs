//! pyxform, the reference reader of XLSForm (a Python package), takes every form that we write, as the same form, and refuses what breaks the rules of XLSForm.
//!
//! `convert.py` beside this file gets a folder of workbooks and answers which it accepts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cases::{cases, workbook};
use crate::property;
use chiso_questionnaire::{SHIPPED, read_sheets, read_xlsx};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

/// Forms that are made at random, the same at every run.
const RANDOM_FORMS: u32 = 60;

/// What stands after the name of a form that was read and written.
const WRITTEN: &str = " as we write it";

/// The interpreter that `cargo xtask test` made ready, with all of `xtask/python.txt`.
const INTERPRETER: &str = "CHISO_TEST_PYTHON";

#[test]
fn pyxform_takes_what_we_write_and_refuses_what_breaks_the_rules_of_xlsform() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) => {
            assert!(std::env::var_os("CI").is_none(), "pyxform is missing: {reason}");
            eprintln!("skipped: pyxform is missing ({reason})");
            return;
        }
    };
    let mut forms: BTreeMap<String, (Vec<u8>, bool)> = BTreeMap::new();
    for case in cases() {
        if let Ok(form) = read_xlsx(&case.workbook) {
            forms.insert(format!("{}{WRITTEN}", case.name), (form.to_xlsx().unwrap(), true));
        }
        forms.insert(case.name, (case.workbook, case.pyxform_accepts));
    }
    let mut random = TestRunner::deterministic();
    for number in 0..RANDOM_FORMS {
        let sheets = property::form().new_tree(&mut random).unwrap().current();
        let name = format!("random {number}");
        let form = read_sheets(&sheets).unwrap();
        forms.insert(format!("{name}{WRITTEN}"), (form.to_xlsx().unwrap(), true));
        forms.insert(name, (workbook(&sheets), true));
    }
    for shipped in SHIPPED {
        forms.insert(shipped.id.to_owned(), (shipped.form().unwrap().to_xlsx().unwrap(), true));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("forms-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, (bytes, _)) in &forms {
        fs::write(folder.join(format!("{name}.xlsx")), bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questionnaire/convert.py");
    let output = Command::new(python).arg(script).arg(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let answers: BTreeMap<&str, &str> = said.lines().filter_map(|line| line.split_once('\t')).collect();
    assert_eq!(answers.len(), forms.len(), "pyxform did not look at every form:\n{said}");
    let mut differences = Vec::new();
    for (name, (_, accepts)) in &forms {
        let answer = answers[name.as_str()];
        if answer.starts_with("accepts") != *accepts {
            differences.push(format!("{name}: {answer}"));
        }
        // The XForm of what we read and wrote is that of what we read.
        let written = format!("{name}{WRITTEN}");
        if answers.get(written.as_str()).is_some_and(|written| *written != answer) {
            differences.push(format!("{name}: another XForm once we have written it"));
        }
    }
    assert!(differences.is_empty(), "pyxform sees these otherwise:\n{}", differences.join("\n"));
    fs::remove_dir_all(&folder).unwrap();
}

/// A Python that has pyxform: the one that is made ready for all tests, else in an environment of its own below the target folder.
fn python() -> Result<PathBuf, String> {
    if let Some(ready) = std::env::var_os(INTERPRETER) {
        return Ok(ready.into());
    }
    let list = include_str!("../../../../xtask/python.txt");
    let wanted = list.lines().find(|line| line.starts_with("pyxform==")).ok_or("xtask/python.txt names no pyxform")?;
    let ready = Path::new(env!("CARGO_TARGET_TMPDIR")).join(wanted.replace("==", "-"));
    if !ready.exists() {
        // Tests run at once: whoever is first gives the environment its name, the others drop theirs.
        let made = ready.with_extension(std::process::id().to_string());
        run(Command::new("python3").args(["-m", "venv"]).arg(&made))?;
        run(Command::new(made.join("bin/python")).args(["-m", "pip", "install", "--quiet", wanted]))?;
        if fs::rename(&made, &ready).is_err() {
            let _ = fs::remove_dir_all(&made);
        }
    }
    Ok(ready.join("bin/python"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
