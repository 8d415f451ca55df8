//! `chiso compute RULEBOOK --facts FILE... --out DIR`

use std::path::{Path, PathBuf};

use chiso_engine::{Changes, Options, Outcome};
use chiso_model::{Lang, Period};
use chiso_rulebook::definition::Rulebook;

use crate::facts::{self, Flags, Prepared};
use crate::failure::Failure;
use crate::output::{self, Format};
use crate::wording::Wrong;
use crate::{files, notes, rulebooks, wording};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    #[command(flatten)]
    facts: Flags,
    /// Số liệu của kỳ trước, để tính thay đổi / Facts of an earlier period, to compute changes
    #[arg(long, num_args = 1.., value_name = "FILE")]
    previous: Vec<PathBuf>,
    /// Kỳ trước (mặc định: kỳ liền trước trong số liệu của kỳ trước) / The earlier period (else the last one before, in those facts)
    #[arg(long, value_name = "PERIOD", requires = "previous", value_parser = facts::period)]
    previous_period: Option<Period>,
    /// Bộ tiêu chí của kỳ trước, nếu khác / The rulebook of the earlier period, where it differs
    #[arg(long, value_name = "RULEBOOK", requires = "previous")]
    previous_rulebook: Option<String>,
    /// Đơn vị được tính điểm nhưng không xếp hạng, ví dụ `ZZ*`; ghi được nhiều lần / Units scored but not ranked, for example `ZZ*`; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude_units: Vec<String>,
    /// Ghi cả giá trị sau từng bước xử lý (steps.csv) / Write the values after each step too (steps.csv)
    #[arg(long)]
    steps: bool,
    /// Số luồng tính toán (kết quả không đổi; mặc định: theo số lõi của máy) / Threads (the result is the same; else one a core)
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<usize>,
    /// Dạng kết quả: csv hoặc json (mặc định csv) / Form of the results: csv or json (else csv)
    #[arg(long, value_name = "csv|json", default_value = "csv", hide_default_value = true, value_parser = output::format)]
    format: Format,
    /// Thư mục ghi kết quả / Directory for the results
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn threads(text: &str) -> Result<usize, Wrong> {
    text.parse()
        .ok()
        .filter(|n| (1..=1024).contains(n))
        .ok_or_else(|| Wrong::new("viết một số nguyên từ 1 đến 1024", "write a whole number from 1 to 1024"))
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    facts::refuse_sheet_without_workbook(&arguments.facts, &arguments.previous, lang)?;
    let rulebook = rulebooks::read(&arguments.facts.rulebook, lang)?;
    let now = facts::prepare(&rulebook, &arguments.facts, lang)?;
    let outcome = compute(&now, arguments, arguments.steps, lang)?;
    notes::of_outcome(&outcome, lang);
    notes::patterns_without_units(&arguments.exclude_units, &outcome, lang);
    let before =
        if arguments.previous.is_empty() { None } else { Some(previous(&rulebook, &outcome, arguments, lang)?) };
    let before = before.as_ref().map(|(outcome, changes)| (outcome, changes));
    let results = output::files(&rulebook, &outcome, before, arguments.steps, arguments.format);
    refuse_to_overwrite_inputs(arguments, &results, lang)?;
    files::write_all(&arguments.out, &results, lang)?;
    notes::left_from_before(&arguments.out, &results, lang);
    files::print(&said(&rulebook, &outcome, &results, &arguments.out, lang), lang)
}

fn compute(prepared: &Prepared, arguments: &Arguments, steps: bool, lang: Lang) -> Result<Outcome, Failure> {
    let threads =
        arguments.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    let options = Options { exclude_units: arguments.exclude_units.clone(), steps, trace: false, threads };
    prepared.compute(&options, lang)
}

/// The earlier result, and the changes since.
fn previous(
    rulebook: &Rulebook,
    now: &Outcome,
    arguments: &Arguments,
    lang: Lang,
) -> Result<(Outcome, Changes), Failure> {
    let other = arguments.previous_rulebook.as_deref().map(|name| rulebooks::read(name, lang)).transpose()?;
    let flags =
        Flags { facts: arguments.previous.clone(), period: arguments.previous_period, ..arguments.facts.clone() };
    let prepared = facts::prepare_earlier(other.as_ref().unwrap_or(rulebook), &flags, now.period, lang)?;
    let before = compute(&prepared, arguments, false, lang)?;
    let changes = chiso_engine::changes(rulebook, now, &before);
    Ok((before, changes))
}

fn refuse_to_overwrite_inputs(arguments: &Arguments, results: &[(String, Vec<u8>)], lang: Lang) -> Result<(), Failure> {
    for (name, _) in results {
        let target = arguments.out.join(name);
        if let Some(input) = arguments.facts.facts.iter().chain(&arguments.previous).find(|f| files::same(f, &target)) {
            let input = input.display();
            return Err(Failure::Usage(match lang {
                Lang::Vi => format!("kết quả sẽ ghi đè lên tệp số liệu “{input}”; hãy chọn thư mục khác cho --out"),
                Lang::En => {
                    format!("the results would overwrite the facts `{input}`; choose another directory for --out")
                }
            }));
        }
    }
    Ok(())
}

fn said(rulebook: &Rulebook, outcome: &Outcome, results: &[(String, Vec<u8>)], out: &Path, lang: Lang) -> String {
    let ranked = outcome.root().ranks.iter().flatten().count();
    let (units, nodes) = (outcome.units.len(), outcome.nodes.len());
    let names: Vec<&str> = results.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    let index = wording::index(rulebook, outcome.period, lang);
    let out = out.display();
    match lang {
        Lang::Vi => format!("{index}: {ranked} trên {units} đơn vị có hạng, {nodes} mục\n{out}: {names}\n"),
        Lang::En => format!("{index}: {ranked} of {units} units ranked, {nodes} nodes\n{out}: {names}\n"),
    }
}
