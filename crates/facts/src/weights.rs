//! Import of weights: a variable of every unit, for example its population, by which a back-series is weighted.

use std::collections::BTreeMap;

use chiso_engine::Weights;
use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Cell, Date, Lang, Missing, Text};

use crate::import::{Choices, Column, Import, ImportProblem, quoted};
use crate::problem::Problem;
use crate::results::unit::{self, find};
use crate::table::Value;
use crate::text;

/// The columns of a file of weights.
pub const COLUMNS: &[Column] = &[
    Column {
        id: "unit",
        heading: ("Đơn vị", "Unit"),
        also: &["Mã", "Tên đơn vị", "Mã đơn vị"],
        meaning: (
            "Mã hoặc tên của đơn vị vào ngày mà quyền số nói về.",
            "Code or name of the unit on the day of the weights.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["10", "Yên Bái"],
    },
    Column {
        id: "value",
        heading: ("Giá trị", "Value"),
        also: &["Quyền số", "Dân số", "Diện tích"],
        meaning: (
            "Số lớn hơn 0, không ngăn cách hàng nghìn; để trống hoặc ghi #withheld, #na nếu không có.",
            "A number greater than 0, with nothing between thousands; blank, #withheld or #na where there is none.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["", ""],
    },
    Column {
        id: "source",
        heading: ("Nguồn", "Source"),
        also: &[],
        meaning: ("Nguồn của số này.", "Where the number comes from."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
];

/// A file of weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WeightFile {
    /// One weight a unit; missing ones say why.
    pub values: BTreeMap<AgencyId, Cell>,
    /// Where the weights come from, each source once, in the order of the file.
    pub sources: Vec<String>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

impl WeightFile {
    /// Weights for a back-series: the id of the variable (`population-2024`), what people call it, and the variable of the shares of events.
    pub fn into_weights(self, id: &str, name: Text, shares: &str) -> Weights {
        Weights::of(id, name, shares, self.values)
    }
}

/// Reads a file of weights: CSV, or a sheet of a workbook. Units are those of `day`.
///
/// # Errors
/// Every problem, by row.
pub fn read(
    file: &str,
    bytes: &[u8],
    sheet: Option<&str>,
    register: &Register,
    day: Date,
) -> Result<WeightFile, Vec<Problem>> {
    let mut import = Import::open(file, bytes, sheet, COLUMNS);
    let names = unit::Names::new(register, day);
    let mut read = WeightFile::default();
    let mut rows: BTreeMap<AgencyId, u64> = BTreeMap::new();
    for index in import.rows() {
        let unit = import.required(index, "unit").and_then(|text| match find(register, &names, None, day, &text) {
            Ok(unit) => Some(unit),
            Err(problem) => {
                import.problem(index, "unit", problem);
                None
            }
        });
        let value = weight(&mut import, index);
        if let Some(source) = import.text(index, "source")
            && !read.sources.contains(&source)
        {
            read.sources.push(source);
        }
        let (Some(unit), Some(value)) = (unit, value) else { continue };
        let row = import.number_of(index);
        match rows.get(&unit) {
            Some(&earlier) if read.values.get(&unit) == Some(&value) => {
                let warning = import.frame.problem(row, Some("unit"), ImportProblem::Repeated { row: earlier });
                import.warnings.push(warning);
            }
            Some(&earlier) => import.problem(index, "value", ImportProblem::WeightTwice { row: earlier }),
            None => {
                rows.insert(unit.clone(), row);
                read.values.insert(unit, value);
            }
        }
    }
    if !import.problems.is_empty() {
        import.problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
        return Err(import.problems);
    }
    read.warnings = import.warnings;
    Ok(read)
}

fn weight(import: &mut Import, index: usize) -> Option<Cell> {
    let missing = match import.value(index, "value") {
        Value::Blank => Some(Missing::Blank),
        Value::Text(text) => Missing::from_mark(text),
        _ => None,
    };
    if let Some(kind) = missing {
        return Some(Cell::missing(kind));
    }
    let (value, _) = import.number(index, "value")?;
    if value <= 0.0 {
        let written = text::shown(&import.text(index, "value").unwrap_or_default());
        import.problem(index, "value", ImportProblem::BadWeight(written));
        return None;
    }
    Some(Cell::number(value))
}

/// A template in CSV, one row for each of the given units: code or id, in the order given.
pub fn template_csv(register: &Register, units: &[AgencyId], day: Date, lang: Lang) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    let heads: Vec<&str> = COLUMNS.iter().map(|column| column.heading(lang)).collect();
    text.push_str(&heads.join(","));
    text.push('\n');
    for unit in units {
        let name = register.get(unit).map_or(unit.as_str(), |agency| agency.title_on(day, Lang::Vi));
        text.extend([quoted(name).as_str(), ",,\n"]);
    }
    text.into_bytes()
}
