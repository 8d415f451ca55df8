//! Good inputs to start from: what is shipped, and the files in `fuzz/seeds`. Inputs that once broke a target are kept there, too.

use std::fs;
use std::path::{Path, PathBuf};

use chiso_model::Lang;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::{bundles, cells};

/// Longest shipped file that is worth changing.
const LONGEST: u64 = 40_000;

/// Formulas.
pub fn expression() -> Vec<Vec<u8>> {
    let mut seeds = kept("expression");
    // A file holds one formula a line; each is a seed.
    seeds = seeds
        .iter()
        .flat_map(|file| file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>())
        .collect();
    seeds
}

/// Rulebooks.
pub fn rulebook_yaml() -> Vec<Vec<u8>> {
    let mut seeds = kept("rulebook_yaml");
    seeds.extend(shipped("rulebooks", "yaml"));
    seeds
}

/// Facts.
pub fn facts_csv() -> Vec<Vec<u8>> {
    let mut seeds = kept("facts_csv");
    seeds.extend(shipped("facts", "csv"));
    seeds
}

/// Facts.
pub fn facts_json() -> Vec<Vec<u8>> {
    kept("facts_json")
}

/// Agencies.
pub fn agencies_csv() -> Vec<Vec<u8>> {
    let mut seeds = kept("agencies_csv");
    seeds.extend(Lang::ALL.map(chiso_facts::agencies::template_csv));
    seeds
}

/// What became of agencies.
pub fn lineage_csv() -> Vec<Vec<u8>> {
    let mut seeds = kept("lineage_csv");
    seeds.extend(Lang::ALL.map(chiso_facts::lineage::template_csv));
    seeds
}

/// Published results.
pub fn results_csv() -> Vec<Vec<u8>> {
    let mut seeds = kept("results_csv");
    seeds.extend(Lang::ALL.map(chiso_facts::results::template_csv));
    seeds
}

/// Publication bundles as bytes: a small one is kept.
pub fn bundle() -> Vec<Vec<u8>> {
    kept("bundle")
}

/// Publication bundles as parts.
pub fn bundle_parts() -> Vec<Vec<u8>> {
    let mut seeds = kept("bundle_parts");
    seeds.extend(bundle().iter().filter_map(|bytes| bundles::parts(bytes)));
    seeds
}

/// Questionnaires as bytes.
pub fn form() -> Vec<Vec<u8>> {
    let mut seeds = kept("form");
    let shipped = chiso_questionnaire::SHIPPED.iter().filter_map(|shipped| shipped.form().ok());
    seeds.extend(shipped.filter_map(|form| form.to_xlsx().ok()));
    seeds
}

/// Questionnaires as cells.
pub fn form_cells() -> Vec<Vec<u8>> {
    let mut seeds = kept("form_cells");
    seeds.extend(shipped("crates/questionnaire/tests/corpus", "form").iter().filter_map(|case| cells_of_a_case(case)));
    seeds.extend(form().iter().filter_map(|bytes| cells::from_workbook(bytes)));
    seeds
}

/// The cells of a case of the corpus of forms: `[sheet]`, then rows with `|` between cells.
fn cells_of_a_case(case: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(case).ok()?.split("=====\n").next()?;
    let mut out = String::new();
    for sheet in text.split("\n[").skip(1) {
        let (name, rows) = sheet.split_once("]\n")?;
        for (row, line) in rows.lines().enumerate() {
            for (column, cell) in line.split('|').map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
                out.extend([name, "\t", &row.to_string(), "\t", &column.to_string(), "\t", cell, "\n"]);
            }
        }
    }
    Some(out.into_bytes())
}

/// Expressions of questionnaires, one a line.
pub fn form_expression() -> Vec<Vec<u8>> {
    let files = kept("form_expression");
    files.iter().flat_map(|file| file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>()).collect()
}

/// Workbooks as bytes: their folder and packing are what breaks.
pub fn workbook() -> Vec<Vec<u8>> {
    let mut seeds = kept("workbook");
    seeds.extend(workbook_of_facts());
    seeds.extend(chiso_facts::agencies::template_xlsx(Lang::Vi));
    seeds.extend(chiso_facts::lineage::template_xlsx(Lang::Vi));
    seeds.extend(chiso_facts::results::template_xlsx(Lang::En));
    let rulebooks = rulebook_yaml()
        .into_iter()
        .filter_map(|text| chiso_rulebook::read_yaml(std::str::from_utf8(&text).ok()?, "seed.yaml").ok());
    seeds.extend(rulebooks.filter_map(|rulebook| chiso_rulebook::to_xlsx(&rulebook, Lang::Vi).ok()));
    seeds
}

/// Workbooks as cells: what stands in them is what breaks.
pub fn workbook_cells() -> Vec<Vec<u8>> {
    let mut seeds = kept("workbook_cells");
    seeds.extend(workbook().iter().filter_map(|bytes| cells::from_workbook(bytes)));
    seeds
}

fn workbook_of_facts() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0u16..).zip(["unit", "indicator", "period", "value", "source"]) {
        sheet.write(0, column, name)?;
    }
    for (row, (unit, value)) in (1u32..).zip([("Hà Nội", 91.5), ("Huế", 88.25), ("Cần Thơ", 0.1 + 0.2)]) {
        sheet.write(row, 0, unit)?;
        sheet.write(row, 1, "sat")?;
        sheet.write(row, 2, 2024)?;
        sheet.write(row, 3, value)?;
    }
    sheet.write(4, 0, "Huế")?.write(4, 1, "acc")?.write(4, 3, "#na")?;
    workbook.save_to_buffer()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files in a target's own folder of seeds.
fn kept(target: &str) -> Vec<Vec<u8>> {
    files(&root().join("seeds").join(target), None)
}

/// Files that are part of the product, not too long ones.
fn shipped(folder: &str, extension: &str) -> Vec<Vec<u8>> {
    files(&root().join("..").join(folder), Some(extension))
}

fn files(folder: &Path, extension: Option<&str>) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if extension.is_none_or(|extension| path.extension().is_some_and(|own| own == extension))
            && path.metadata().is_ok_and(|about| about.len() <= LONGEST)
        {
            found.extend(fs::read(&path));
        }
    }
    found
}
