//! The facts that a command names, and how they are read.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chiso_engine::{EngineError, FactSet, Options, Outcome, Plan};
use chiso_facts::{Reading, Wanted};
use chiso_model::{Lang, Period};
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;
use crate::wording::Wrong;
use crate::{files, notes};

/// Flags of every command that reads facts.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub(crate) struct Flags {
    /// Tệp số liệu: CSV hoặc XLSX (dạng dài hoặc rộng), JSON / Files of facts: CSV or XLSX (long or wide), JSON
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    pub(crate) facts: Vec<PathBuf>,
    /// Dạng rộng: cột ghi tên đơn vị (mặc định `unit`) / Wide form: the column that names the unit (else `unit`)
    #[arg(long, value_name = "COL")]
    pub(crate) unit_column: Option<String>,
    /// Đổi tên cột hoặc chỉ tiêu: mới=cũ,mới=cũ / Rename columns or indicators: new=old,new=old
    #[arg(long, value_name = "NEW=OLD", value_delimiter = ',', value_parser = rename)]
    pub(crate) columns: Vec<(String, String)>,
    /// Trang tính cần đọc (mặc định: trang đầu tiên) / The sheet of a workbook to read (else the first)
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Kỳ cần tính: 2024, 2024-Q3, 2024-09 (mặc định: kỳ mới nhất trong số liệu) / The period to compute: 2024, 2024-Q3, 2024-09 (else the newest in the facts)
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(crate) period: Option<Period>,
}

/// A value of `--columns`.
fn rename(text: &str) -> Result<(String, String), Wrong> {
    match text.split_once('=').map(|(new, old)| (new.trim(), old.trim())) {
        Some((new, old)) if !new.is_empty() && !old.is_empty() => Ok((new.to_owned(), old.to_owned())),
        _ => Err(Wrong::new("viết `mới=cũ`, ví dụ `le=le_2022`", "write `new=old`, for example `le=le_2022`")),
    }
}

/// A value of `--period`.
pub(crate) fn period(text: &str) -> Result<Period, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            "viết năm `2024`, quý `2024-Q3` hoặc tháng `2024-09`",
            "write a year `2024`, a quarter `2024-Q3` or a month `2024-09`",
        )
    })
}

/// A rulebook made ready for the period, and the facts it reads.
pub(crate) struct Prepared {
    plan: Plan,
    pub(crate) facts: FactSet,
}

impl Prepared {
    pub(crate) fn compute(&self, options: &Options, lang: Lang) -> Result<Outcome, Failure> {
        self.plan.compute(&self.facts, options).map_err(|error| match &error {
            EngineError::BadPattern(_) => Failure::Usage(error.message(lang)),
            _ => Failure::Files(engine_lines(&error.message(lang))),
        })
    }
}

/// Reads the facts of a rulebook. Without a period the newest one in them is taken: of those before `before`, where there is one.
pub(crate) fn prepare(
    rulebook: &Rulebook,
    flags: &Flags,
    before: Option<Period>,
    lang: Lang,
) -> Result<Prepared, Failure> {
    let files = files::read_all(&flags.facts, lang)?;
    let mut reading = Reading {
        unit_column: flags.unit_column.clone(),
        columns: flags.columns.clone(),
        wanted: Wanted::default(),
        period: flags.period,
        sheet: flags.sheet.clone(),
    };
    let mut period = flags.period;
    let mut plan = plan(rulebook, period, lang)?;
    reading.wanted = wanted(&plan);
    if period.is_none() {
        let periods = chiso_facts::periods(&files, &reading);
        period = choose(&periods, before);
        if let Some(chosen) = period {
            plan = self::plan(rulebook, period, lang)?;
            reading.wanted = wanted(&plan);
            if periods.len() > 1 {
                notes::period_chosen(chosen, &periods, lang);
            }
        }
    }
    let (facts, found) = chiso_facts::read_all(&files, &reading).map_err(|problems| {
        Failure::Files(problems.iter().map(|p| format!("{}: {}", p.place, p.message(lang))).collect())
    })?;
    for note in &found {
        notes::tell(&note.message(lang), lang);
    }
    if let Some(period) = period {
        known(period, &plan, &facts, &files[0].0, lang)?;
    }
    Ok(Prepared { plan, facts })
}

fn plan(rulebook: &Rulebook, period: Option<Period>, lang: Lang) -> Result<Plan, Failure> {
    Plan::new(rulebook, period)
        .map_err(|errors| Failure::Files(errors.iter().flat_map(|error| engine_lines(&error.message(lang))).collect()))
}

/// An engine's message, one problem a line.
fn engine_lines(message: &str) -> Vec<String> {
    message.lines().map(|line| format!("chiso: {line}")).collect()
}

fn wanted(plan: &Plan) -> Wanted {
    Wanted::only(plan.wanted_indicators(), plan.wanted_attributes())
}

fn choose(periods: &BTreeSet<Period>, before: Option<Period>) -> Option<Period> {
    let earlier = before.and_then(|before| periods.range(..before).next_back());
    earlier.or_else(|| periods.last()).copied()
}

/// A period of which nothing is known would give a result without a single value.
fn known(period: Period, plan: &Plan, facts: &FactSet, file: &str, lang: Lang) -> Result<(), Failure> {
    let indicators = plan.wanted_indicators();
    if indicators.iter().any(|name| facts.column(name, Some(period)).is_some()) {
        return Ok(());
    }
    let there: Vec<String> = facts.periods().iter().map(ToString::to_string).collect();
    let there = there.join(", ");
    Err(Failure::one(match lang {
        Lang::Vi => format!("{file}: không có số liệu của kỳ {period}; số liệu có các kỳ: {there}"),
        Lang::En => format!("{file}: there are no facts of period {period}; the facts have the periods: {there}"),
    }))
}
