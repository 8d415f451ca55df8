//! `chiso survey estimate --data FILE --design FILE --items A,B [--by C,D] [--stat S]`

use std::path::PathBuf;

use chiso_estimate::{Estimates, Request, Survey};
use chiso_model::Lang;

use super::ask::{self, Asked, Stat, Words};
use super::data::Data;
use super::design::DesignFile;
use super::scores::{self, Wanted};
use super::yaml::Reader;
use super::{design, rows, sample};
use crate::failure::Failure;
use crate::files;
use crate::output::{self, Format};
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Dữ liệu điều tra: tệp CSV, mỗi dòng một người trả lời / Survey data: a CSV file, one row a respondent
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Thiết kế mẫu: tệp YAML (docs/survey-estimate.md) / The design of the sample: a YAML file (docs/survey-estimate.md)
    #[arg(long, value_name = "FILE")]
    design: PathBuf,
    /// Các cột cần ước lượng, cách nhau bằng dấu phẩy; với `ratio` ghi `tử/mẫu` / Columns to estimate, with commas between; for `ratio` write `above/below`
    #[arg(long, value_name = "COL", value_delimiter = ',', required_unless_present = "scores")]
    items: Vec<String>,
    /// Các điểm số ghi trong “scores” của tệp thiết kế, thay cho `--items` / Scores of the design file, instead of `--items`
    #[arg(long, value_name = "SCORE", value_delimiter = ',', conflicts_with_all = ["items", "stat", "answers", "probabilities"])]
    scores: Vec<String>,
    /// Ước lượng riêng cho từng nhóm của các cột này / Estimates for each group of these columns
    #[arg(long, value_name = "COL", value_delimiter = ',')]
    by: Vec<String>,
    /// mean, share, count, total, ratio, variance hoặc quantile (mặc định mean) / mean, share, count, total, ratio, variance or quantile (else mean)
    #[arg(long, value_name = "STAT", default_value = "mean", hide_default_value = true, value_parser = ask::stat)]
    stat: Stat,
    /// Với `share`, `count`: gộp các câu trả lời này, ví dụ `4,5` (mặc định: từng câu trả lời) / For `share`, `count`: these answers together, such as `4,5` (else each answer)
    #[arg(long, value_name = "ANSWER", value_delimiter = ',')]
    answers: Vec<String>,
    /// Với `quantile`: các xác suất (mặc định 0.5) / For `quantile`: probabilities (else 0.5)
    #[arg(long, value_name = "P", value_delimiter = ',', value_parser = probability)]
    probabilities: Vec<f64>,
    /// Chỉ dùng trọng số thiết kế, bỏ qua “calibration” và “trim” của tệp thiết kế / By design weights alone, without `calibration` and `trim` of the design file
    #[arg(long)]
    uncalibrated: bool,
    /// Dạng kết quả: csv hoặc json (mặc định csv) / Form of the results: csv or json (else csv)
    #[arg(long, value_name = "csv|json", default_value = "csv", hide_default_value = true, value_parser = output::format)]
    format: Format,
}

fn probability(text: &str) -> Result<f64, Wrong> {
    text.parse()
        .ok()
        .filter(|p| *p > 0.0 && *p < 1.0)
        .ok_or_else(|| Wrong::new("viết một số giữa 0 và 1, ví dụ 0.5", "write a number between 0 and 1, such as 0.5"))
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    refuse_what_has_no_use(arguments, lang)?;
    let name = arguments.design.display().to_string();
    let (mut file, reader) = design::read(&arguments.design, &name, lang)?;
    if arguments.uncalibrated {
        (file.calibration, file.trim) = (None, None);
    }
    let mut data = Data::read(&arguments.data, &file.missing, lang)?;
    sample::complete(&file, &mut data, &reader)?;
    let sample = sample::make(&file, &data, &reader)?;
    let (asked, scores) = asked(arguments, &file, &data, &reader)?;
    let by = arguments.by.iter().map(|name| data.asked(name)).collect::<Result<Vec<_>, _>>()?;
    let domains = data.domains(&by);
    let interval = sample::interval(&file, arguments.stat == Stat::Share && scores.is_empty(), &reader)?;
    let request = Request {
        estimands: asked.estimands.clone(),
        domains: domains.as_ref(),
        interval,
        df: file.df,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    };
    let items = asked.items();
    let survey = Survey {
        design: &sample.design,
        weighting: &sample.weighting,
        replicates: sample.replicates.as_ref(),
        items: &items,
    };
    let refused = |error| sample::refused(&data.file, &error, lang);
    let estimates: Estimates = survey.estimate(&request).map_err(refused)?;
    let table = if scores.is_empty() {
        rows::table(&estimates, &asked, arguments.stat.name(), interval.level(), domains.as_ref())
    } else {
        // Where respondents themselves were drawn, covariances need their rows.
        let draws_respondents = sample.design.frame().draws_respondents();
        let covariances = draws_respondents.then(|| survey.estimate_rows(&request)).transpose().map_err(refused)?;
        scores::table(&estimates, covariances.as_ref().unwrap_or(&estimates), &scores, interval, domains.as_ref())
    };
    files::print_bytes(&table.write(arguments.format), lang)
}

/// What is asked for: of items, or of the items of scores.
fn asked(
    arguments: &Arguments,
    file: &DesignFile,
    data: &Data,
    reader: &Reader,
) -> Result<(Asked, Vec<Wanted>), Failure> {
    if !arguments.scores.is_empty() {
        return scores::ask(&arguments.scores, file, data, reader);
    }
    let median = [0.5];
    let words = Words {
        items: &arguments.items,
        stat: arguments.stat,
        answers: &arguments.answers,
        probabilities: if arguments.probabilities.is_empty() { &median } else { &arguments.probabilities },
        codes: &file.codes,
    };
    let mut asked = Asked::default();
    asked.ask(&words, data, reader.lang)?;
    Ok((asked, Vec::new()))
}

/// Flags that the statistic does not look at are a misunderstanding, better said than passed over.
fn refuse_what_has_no_use(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let shares = matches!(arguments.stat, Stat::Share | Stat::Count);
    let (flag, stats) = if !arguments.answers.is_empty() && !shares {
        ("--answers", "share, count")
    } else if !arguments.probabilities.is_empty() && arguments.stat != Stat::Quantile {
        ("--probabilities", "quantile")
    } else {
        return Ok(());
    };
    Err(Failure::Usage(match lang {
        Lang::Vi => format!("“{flag}” chỉ dùng với “--stat” {stats}; hãy bỏ đi hoặc đổi “--stat”"),
        Lang::En => format!("`{flag}` goes with `--stat` {stats} only; leave it out or change `--stat`"),
    }))
}
