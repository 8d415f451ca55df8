//! The facts that a command names, and how they are read.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chiso_engine::{EngineError, FactSet, Options, Outcome, Plan};
use chiso_facts::{Reading, Wanted};
use chiso_model::{Lang, Period};
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;
use crate::wording::{self, Wrong};
use crate::{files, notes};

/// What every command that computes is given: the rulebook, and how to read the facts.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub(crate) struct Flags {
    /// Bộ tiêu chí: tệp .yaml hoặc .xlsx, hoặc mã (mã/phiên bản) của bộ kèm theo / Rulebook: a .yaml or .xlsx file, or the id (id/edition) of a shipped one
    #[arg(value_name = "RULEBOOK")]
    pub(crate) rulebook: String,
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
        _ => Err(Wrong::new("viết “mới=cũ”, ví dụ “le=le_2022”", "write `new=old`, for example `le=le_2022`")),
    }
}

/// A value of `--period`.
pub(crate) fn period(text: &str) -> Result<Period, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            "viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”",
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

/// Reads the facts of a rulebook. Without a period the newest one in them is taken.
pub(crate) fn prepare(rulebook: &Rulebook, flags: &Flags, lang: Lang) -> Result<Prepared, Failure> {
    read(rulebook, flags, lang, |periods, _| {
        let chosen = periods.last().copied();
        if let Some(chosen) = chosen.filter(|_| periods.len() > 1) {
            notes::period_chosen(chosen, periods, lang);
        }
        Ok(chosen)
    })
}

/// Reads the facts to compare with. Without a period the last one in them that lies before `now` is taken.
pub(crate) fn prepare_earlier(
    rulebook: &Rulebook,
    flags: &Flags,
    now: Option<Period>,
    lang: Lang,
) -> Result<Prepared, Failure> {
    read(rulebook, flags, lang, |periods, file| {
        let chosen = match now {
            Some(now) => Some(*periods.range(..now).next_back().ok_or_else(|| none_before(now, periods, file, lang))?),
            None => periods.last().copied(),
        };
        if let Some(chosen) = chosen.filter(|_| periods.len() > 1) {
            notes::earlier_period_chosen(chosen, periods, lang);
        }
        Ok(chosen)
    })
}

/// Reads facts; `choose` is asked for the period where none is given, with those there are and the name of the first file.
fn read(
    rulebook: &Rulebook,
    flags: &Flags,
    lang: Lang,
    choose: impl Fn(&BTreeSet<Period>, &str) -> Result<Option<Period>, Failure>,
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
    let periods = if period.is_none() { chiso_facts::periods(&files, &reading) } else { BTreeSet::new() };
    if !periods.is_empty() {
        period = choose(&periods, &files[0].0)?;
        plan = self::plan(rulebook, period, lang)?;
        reading.wanted = wanted(&plan);
    }
    let (facts, found) = chiso_facts::read_all(&files, &reading).map_err(|problems| {
        Failure::Files(problems.iter().map(|p| format!("{}: {}", p.place, p.message(lang))).collect())
    })?;
    if period.is_none() {
        // Not before the files are read: one that cannot be read has no periods either, and what is wrong with it is to be said first.
        choose(&periods, &files[0].0)?;
    }
    for note in &found {
        notes::tell(&note.message(lang), lang);
    }
    if let Some(period) = period {
        known(period, &plan, &facts, &files[0].0, lang)?;
    }
    Ok(Prepared { plan, facts })
}

fn none_before(now: Period, periods: &BTreeSet<Period>, file: &str, lang: Lang) -> Failure {
    let there = match (periods.is_empty(), lang) {
        (true, Lang::Vi) => "số liệu không ghi kỳ".to_owned(),
        (true, Lang::En) => "the facts name no period".to_owned(),
        (false, Lang::Vi) => format!("số liệu có các kỳ: {}", notes::joined(periods)),
        (false, Lang::En) => format!("the facts have the periods: {}", notes::joined(periods)),
    };
    Failure::one(match lang {
        Lang::Vi => format!("{file}: không có kỳ nào trước kỳ {now} để so sánh; {there}; hãy ghi rõ --previous-period"),
        Lang::En => format!("{file}: there is no period before {now} to compare with; {there}; say --previous-period"),
    })
}

/// `--sheet` speaks of workbooks: where no file is one, something else was meant.
pub(crate) fn refuse_sheet_without_workbook(flags: &Flags, previous: &[PathBuf], lang: Lang) -> Result<(), Failure> {
    let is_workbook = |file: &PathBuf| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    if flags.sheet.is_none() || flags.facts.iter().chain(previous).any(is_workbook) {
        return Ok(());
    }
    let files: Vec<String> = flags.facts.iter().chain(previous).map(|file| file.display().to_string()).collect();
    let files = wording::list(files.iter().map(String::as_str), lang);
    Err(Failure::Usage(match lang {
        Lang::Vi => format!("--sheet chỉ dùng cho bảng tính .xlsx; không tệp số liệu nào là bảng tính: {files}"),
        Lang::En => format!("--sheet is for .xlsx workbooks; none of the files of facts is one: {files}"),
    }))
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
    let indicators = plan.wanted_indicators().into_iter().chain(plan.decided_indicators());
    Wanted::only(indicators, plan.wanted_attributes())
}

/// A period of which nothing is known would give a result without a single value.
fn known(period: Period, plan: &Plan, facts: &FactSet, file: &str, lang: Lang) -> Result<(), Failure> {
    let indicators = plan.wanted_indicators();
    if indicators.iter().any(|name| facts.periods_of(name).any(|p| p.is_none_or(|p| p == period))) {
        return Ok(());
    }
    let there: Vec<String> = facts.periods().iter().map(ToString::to_string).collect();
    let there = there.join(", ");
    Err(Failure::one(match lang {
        Lang::Vi => format!("{file}: không có số liệu của kỳ {period}; số liệu có các kỳ: {there}"),
        Lang::En => format!("{file}: there are no facts of period {period}; the facts have the periods: {there}"),
    }))
}
