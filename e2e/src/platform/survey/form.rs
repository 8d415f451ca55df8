//! A questionnaire with every kind of question, as a workbook.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::file;
use crate::Result;

/// Writes a workbook from CSV files.
const WORKBOOK: &str = include_str!("form/workbook.py");

/// Its sheets by name.
const SHEETS: [(&str, &str); 5] = [
    ("survey", include_str!("form/survey.csv")),
    ("choices", include_str!("form/choices.csv")),
    ("settings", include_str!("form/settings.csv")),
    ("score", include_str!("form/score.csv")),
    ("quota", include_str!("form/quota.csv")),
];

/// The questionnaire as a file.
pub(super) fn every_kind(folder: &Path) -> Result<PathBuf> {
    workbook(folder, "moi-loai-cau-hoi.xlsx", &SHEETS)
}

/// A questionnaire in which something is wrong in three cells.
pub(super) fn broken(folder: &Path) -> Result<PathBuf> {
    let survey = "type,name,label\ntext,a,Câu hỏi\nbarcode,b,Mã vạch\nselect_one nothing,c,Chọn\ntext,a,Trùng tên\n";
    workbook(folder, "hong.xlsx", &[("survey", survey), SHEETS[1]])
}

fn workbook(folder: &Path, name: &str, sheets: &[(&str, &str)]) -> Result<PathBuf> {
    let book = folder.join(name);
    let mut command = Command::new("python3");
    command.arg("-c").arg(WORKBOOK).arg(&book);
    for (sheet, text) in sheets {
        command.arg(file(folder, &format!("{sheet}.csv"), text.as_bytes())?);
    }
    let output = command.output().map_err(|error| format!("python3: {error}"))?;
    if output.status.success() { Ok(book) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
