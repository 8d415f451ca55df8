//! `chiso survey sample --frame FILE --plan FILE --seed SEED`: draws a sample, or one that was drawn before once more.

use std::path::PathBuf;

use chiso_facts::PlainTable;
use chiso_model::{Lang, harmless};
use chiso_survey::{Frame, SampleTable, Seed, sample, sample_table};
use serde_json::{Map, Value};

use super::plan;
use crate::failure::Failure;
use crate::files;
use crate::output::{self, Format};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Khung mẫu: tệp CSV hoặc XLSX, mỗi dòng một đơn vị ở giai đoạn cuối / The frame: a CSV or XLSX file, one row a unit of the last stage
    #[arg(long, value_name = "FILE")]
    frame: PathBuf,
    /// Phương án: tệp YAML hoặc JSON, danh sách các giai đoạn (docs/surveys.md) / The plan: a YAML or JSON file, a list of stages (docs/surveys.md)
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// Số khởi đầu: dãy chữ số công khai mà không ai chọn được / The seed: public numbers that nobody could choose
    #[arg(long, value_name = "SEED")]
    seed: String,
    /// Dạng kết quả: csv hoặc json (mặc định csv) / Form of the result: csv or json (else csv)
    #[arg(long, value_name = "csv|json", default_value = "csv", hide_default_value = true, value_parser = output::format)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let stages = plan::read(&arguments.plan, lang)?;
    let name = arguments.frame.display().to_string();
    let bytes = files::read(&arguments.frame, lang)?;
    let known =
        |heading: &str| stages.iter().any(|stage| stage.unit == heading || stage.strata.iter().any(|s| s == heading));
    let table = PlainTable::read(&name, &bytes, &known)
        .map_err(|problems| Failure::Files(problems.iter().map(|problem| problem.message(lang)).collect()))?;
    let numbers: Vec<usize> = table.rows.iter().map(|row| usize::try_from(row.number).unwrap_or_default()).collect();
    let rows = table.rows.into_iter().map(|row| row.cells).collect();
    let frame = Frame { header: table.header, rows };
    let drawn = sample(&Seed::new(&arguments.seed), &frame, &stages).map_err(|problem| {
        let problem = problem.in_file(|row| numbers.get(row).copied().unwrap_or(row));
        Failure::one(format!("{name}: {}", problem.text(lang)))
    })?;
    let table = sample_table(&frame, &stages, &drawn);
    files::print_bytes(&written(&table, arguments.format), lang)
}

fn written(table: &SampleTable, format: Format) -> Vec<u8> {
    match format {
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in std::iter::once(&table.header).chain(&table.rows) {
                // Writing into memory cannot fail.
                let _ = writer.write_record(row.iter().map(|field| harmless(field).into_owned()));
            }
            writer.into_inner().unwrap_or_default()
        }
        Format::Json => {
            let object = |row: &Vec<String>| -> Value {
                let pairs = table.header.iter().zip(row);
                Value::Object(
                    pairs.map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect::<Map<_, _>>(),
                )
            };
            let lines: Vec<String> = table.rows.iter().map(|row| object(row).to_string()).collect();
            format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()
        }
    }
}
