//! `cargo xtask round-load`: a store of real size, fifty people at work in it at once over HTTP, and how long each kind of page takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::browser::{Browser, Page, form, links, now};
use crate::load::released;
use crate::served::{Served, UNLIMITED};
use crate::{process, rules};

/// Seconds of the measurement.
pub(crate) const SECONDS: u32 = 60;
/// No kind of page may take longer than this in 99 of 100 cases.
const FLOOR: Duration = Duration::from_millis(100);
/// What somebody does between two pages, at least; people start at different moments.
const THINKS: Duration = Duration::from_secs(1);
/// Answers of the first seconds are not counted: a server that has just started reads everything for the first time.
const WARM_UP: Duration = Duration::from_secs(10);
/// What must have been done at all: without it nothing was measured.
const MUST_HAVE: [&str; 6] = ["unit's file", "save criterion", "queue", "appraise", "matrix", "results"];

/// Who works, and where.
struct Plan {
    appraised: String,
    entering: String,
    communes: String,
    units: Vec<String>,
    commune_units: Vec<String>,
    sessions: Vec<(String, String)>,
}

/// How long answers took, by kind of page.
type Times = Mutex<BTreeMap<&'static str, Vec<Duration>>>;

/// Fills a store, serves it and measures; true where no page was refused and every kind stays below the floor. `small` tries the client itself: few units, nothing
/// optimised, no floor.
pub(crate) fn run(root: &Path, seconds: u32, small: bool) -> bool {
    measure(root, seconds, small).unwrap_or_else(|reason| {
        eprintln!("{reason}");
        false
    })
}

fn measure(root: &Path, seconds: u32, small: bool) -> Result<bool, String> {
    let target = rules::target(root)?;
    let binary = match std::env::var_os("CHISO_BINARY") {
        Some(binary) => PathBuf::from(binary),
        None => released(root, &target)?,
    };
    // Filled before, to measure again: its sessions last half a day.
    if let Some(filled) = std::env::var_os("CHISO_LOAD_FOLDER") {
        return measured_in(Path::new(&filled), &target, &binary, (seconds, small));
    }
    let folder = target.join("round-load").join(std::process::id().to_string());
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let done = fill(root, &folder, small).and_then(|()| measured_in(&folder, &target, &binary, (seconds, small)));
    let _ = std::fs::remove_dir_all(&folder);
    done
}

fn fill(root: &Path, folder: &Path, small: bool) -> Result<(), String> {
    let mut filling = Command::new(env!("CARGO"));
    filling.args(["run", "--quiet", "--package", "chiso-simulate", "--example", "scale"]);
    filling.args((!small).then_some("--release")).arg("--").arg(folder).args(small.then_some("--small"));
    if process::run(filling.current_dir(root))?.well {
        Ok(())
    } else {
        Err("the store could not be filled (above: why)".to_owned())
    }
}

fn measured_in(folder: &Path, target: &Path, binary: &Path, (seconds, small): (u32, bool)) -> Result<bool, String> {
    let plan = read(&folder.join("load.json"))?;
    let data = folder.join("data").display().to_string();
    let settings: Vec<(&str, &str)> = UNLIMITED.into_iter().chain([("CHISO_STORE_FOLDER", data.as_str())]).collect();
    let served = Served::start(binary, target, &settings)?;
    let (times, wrong) = (Times::default(), Mutex::new(Vec::new()));
    let begin = now() + WARM_UP;
    let end = begin + Duration::from_secs(seconds.into());
    thread::scope(|scope| {
        for (number, (role, cookie)) in plan.sessions.iter().enumerate() {
            let worker = Worker {
                browser: Browser { port: served.port(), cookie: cookie.clone() },
                plan: &plan,
                times: &times,
                begin,
                number,
            };
            let (wrong, people) = (&wrong, plan.sessions.len());
            scope.spawn(move || {
                let wait = THINKS.as_millis() * number as u128 / people.max(1) as u128;
                thread::sleep(Duration::from_millis(u64::try_from(wait).unwrap_or_default()));
                for turn in 0.. {
                    if now() >= end {
                        break;
                    }
                    if let Err(reason) = worker.work(role, turn) {
                        wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(reason);
                    }
                }
            });
        }
    });
    let times = times.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let wrong = wrong.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(report(&times, &wrong, &served, small))
}

fn report(times: &BTreeMap<&str, Vec<Duration>>, wrong: &[String], served: &Served, small: bool) -> bool {
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    println!("| page | answers | p50 | p95 | p99 |\n|---|---|---|---|---|");
    let missing: Vec<&str> = MUST_HAVE.into_iter().filter(|kind| !times.contains_key(kind)).collect();
    let mut well = wrong.is_empty() && missing.is_empty();
    for (kind, times) in times {
        let mut times = times.clone();
        times.sort_unstable();
        let [p50, p95, p99] = [50, 95, 99].map(|percent| percentile(&times, percent));
        let slow = !small && p99 >= FLOOR;
        well &= !slow;
        let mark = if slow { " (too slow)" } else { "" };
        let count = times.len();
        println!("| {kind} | {count} | {} | {} | {}{mark} |", milliseconds(p50), milliseconds(p95), milliseconds(p99));
    }
    let memory = served.memory_mb().map_or_else(|| "unknown".to_owned(), |mb| format!("{mb:.0} MB"));
    println!("\nmemory (VmRSS) afterwards: {memory}");
    for kind in missing {
        println!("FAILED: {kind}: not once");
    }
    for reason in wrong.iter().take(10) {
        println!("FAILED: {reason}");
    }
    well
}

/// The smallest time that so many of a hundred answers do not exceed; zero of none.
pub(crate) fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// One person at work.
struct Worker<'a> {
    browser: Browser,
    plan: &'a Plan,
    times: &'a Times,
    /// From when on answers are counted.
    begin: Instant,
    number: usize,
}

impl Worker<'_> {
    /// One turn of what somebody of a role does all day.
    fn work(&self, role: &str, turn: usize) -> Result<(), String> {
        let plan = self.plan;
        // Everybody at another unit, and each turn at the next.
        let one_of = |all: &[String]| all.get((self.number * 7 + turn) % all.len().max(1)).cloned().unwrap_or_default();
        match (role, turn % 2) {
            ("unit-lead", 0) => self.enter("", &plan.entering, &one_of(&plan.units), turn),
            ("unit-lead", _) => self.enter("commune: ", &plan.communes, &one_of(&plan.commune_units), turn),
            ("appraiser", _) => self.appraise(&one_of(&plan.units), turn),
            _ => self.look(turn),
        }
    }

    /// Opens a unit's file, opens a criterion, saves it.
    fn enter(&self, of: &str, round: &str, unit: &str, turn: usize) -> Result<(), String> {
        let kinds = if of.is_empty() {
            ["unit's file", "criterion", "save criterion"]
        } else {
            ["commune's file", "commune's criterion", "save commune's criterion"]
        };
        let path = format!("/vi/rounds/{round}/units/{unit}");
        let file = self.timed(kinds[0], 200, || self.browser.get(&path))?;
        let criteria = links(&file.body, &format!("{path}/criteria/"));
        let criterion = pick(&criteria, self.number + turn).ok_or_else(|| format!("{path}: no criteria"))?;
        let criterion = criterion.split(['?', '#']).next().unwrap_or(criterion);
        let page = self.timed(kinds[1], 200, || self.browser.get(criterion))?;
        // What joins from surveys and statistics is not the unit's to enter: there is no form.
        let Some(mut fields) = form(&page.body, criterion) else { return Ok(()) };
        fields.push(("note".to_owned(), format!("Đo tải, lượt {turn} của người số {}", self.number)));
        // Two people may meet at one criterion: the second is told, as it should be.
        let posted = self.timed_any(kinds[2], &[303, 409], || self.browser.post(criterion, &fields));
        posted.map(|_| ())
    }

    /// Looks at the queue and the matrix, opens a score, accepts it.
    fn appraise(&self, unit: &str, turn: usize) -> Result<(), String> {
        let round = format!("/vi/rounds/{}", self.plan.appraised);
        let queue = self.timed("queue", 200, || self.browser.get(&format!("{round}/appraisal")))?;
        let begin = format!("{round}/appraisal/units/");
        let waiting = links(&queue.body, &begin);
        self.timed("matrix", 200, || self.browser.get(&format!("{round}/appraisal/matrix")))?;
        let of_unit = format!("{begin}{unit}/c1_1_1");
        let score = pick(&waiting, self.number * 3 + turn).unwrap_or(&of_unit);
        let score = score.split(['?', '#']).next().unwrap_or(score);
        let page = self.timed("appraisal form", 200, || self.browser.get(score))?;
        // Somebody else may have been faster: then there is no form any more.
        let Some(mut fields) = form(&page.body, score) else { return Ok(()) };
        fields.retain(|(name, _)| name != "verdict");
        fields.push(("verdict".to_owned(), "accept".to_owned()));
        fields.push(("reason".to_owned(), "Tài liệu kiểm chứng đầy đủ (đo tải)".to_owned()));
        self.timed_any("appraise", &[303, 422], || self.browser.post(score, &fields)).map(|_| ())
    }

    /// Looks at rounds, units and results.
    fn look(&self, turn: usize) -> Result<(), String> {
        let round = format!("/vi/rounds/{}", self.plan.appraised);
        let pages = [
            ("results", format!("{round}/results")),
            ("round", round.clone()),
            ("units", format!("{round}/units")),
            ("list of communes", format!("/vi/rounds/{}/units", self.plan.communes)),
        ];
        let (kind, path) = &pages[turn % pages.len()];
        self.timed(kind, 200, || self.browser.get(path)).map(|_| ())
    }

    fn timed(&self, kind: &'static str, wanted: u16, ask: impl Fn() -> Result<Page, String>) -> Result<Page, String> {
        self.timed_any(kind, &[wanted], ask)
    }

    /// Asks, notes how long it took, and rests.
    fn timed_any(
        &self,
        kind: &'static str,
        wanted: &[u16],
        ask: impl Fn() -> Result<Page, String>,
    ) -> Result<Page, String> {
        let page = ask();
        thread::sleep(THINKS);
        let page = page?;
        if !wanted.contains(&page.status) {
            return Err(format!("{kind}: answered with {}", page.status));
        }
        if now() < self.begin {
            return Ok(page);
        }
        let mut times = self.times.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        times.entry(kind).or_default().push(page.took);
        Ok(page)
    }
}

fn pick(of: &[String], number: usize) -> Option<&String> {
    of.get(number % of.len().max(1))
}

fn read(path: &Path) -> Result<Plan, String> {
    let bad = |what: &str| format!("{}: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| bad(&error.to_string()))?;
    let told: Value = serde_json::from_str(&text).map_err(|error| bad(&error.to_string()))?;
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| bad("a text is missing"));
    let list = |name: &str| told[name].as_array().cloned().ok_or_else(|| bad(name));
    Ok(Plan {
        appraised: text(&told["appraised"])?,
        entering: text(&told["entering"])?,
        communes: text(&told["communes"])?,
        units: list("units")?.iter().map(text).collect::<Result<_, _>>()?,
        commune_units: list("commune_units")?.iter().map(text).collect::<Result<_, _>>()?,
        sessions: list("sessions")?
            .iter()
            .map(|session| Ok((text(&session["role"])?, text(&session["cookie"])?)))
            .collect::<Result<_, String>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        for (percent, wanted) in [(50, 100), (95, 190), (99, 198), (100, 200)] {
            assert_eq!(percentile(&times, percent), Duration::from_millis(wanted), "{percent}");
        }
        assert_eq!(percentile(&times[..1], 99), Duration::from_millis(1));
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }
}
