//! `cargo xtask ballot-load`: two surveys of real size, every ballot over HTTP, boards that are watched meanwhile, and a crash in the middle.

mod ballot;
mod board;
mod line;
mod pool;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use self::ballot::{Ballot, Person, Plan, Said};
use self::line::Line;
use self::pool::{Answer, each, timed};
use crate::load::released;
use crate::round_load::percentile;
use crate::served::{Served, UNLIMITED};
use crate::{process, rules};

/// 36,525 citizens' ballots and 49,159 officials': what the country gathers in a year.
pub(crate) const BALLOTS: u32 = 85_684;
/// Ballots where the client itself is tried.
pub(crate) const SMALL: u32 = 400;

/// Requests that are under way at once: a full batch, and half of the next while that one is written.
const AT_ONCE: usize = 96;
/// People who answer at once where they are few, and how long each rests after a ballot, at most.
const FEW: usize = 10;
const RESTS_MS: usize = 1_000;

/// Ballots a second, at least.
const PER_SECOND: f64 = 1_000.0;
/// 99 of 100 ballots are acknowledged before, where batches fill and where few people wait for one.
const FULL: Duration = Duration::from_millis(100);
const WAITING: Duration = Duration::from_millis(1_200);
/// Every ballot is on the board by then.
const LIVE: Duration = Duration::from_secs(1);

/// How many people of each survey are invited beside those of the measurement.
struct Apart {
    /// They exchange a blinded number, and give no ballot.
    exchange: usize,
    /// Their ballots are given by few at once.
    few: usize,
    /// Their ballots are given while the server crashes.
    crash: usize,
}

/// Prepares the surveys, serves them and measures; true where every ballot counts once and nothing is slower than it may be. `small` tries the client itself: nothing
/// optimised, no floors.
pub(crate) fn run(root: &Path, ballots: u32, small: bool) -> bool {
    let apart = if small {
        Apart { exchange: 20, few: 30, crash: 200 }
    } else {
        Apart { exchange: 1_000, few: 150, crash: 2_500 }
    };
    measure(root, ballots, &apart, small).unwrap_or_else(|reason| {
        eprintln!("{reason}");
        false
    })
}

fn measure(root: &Path, ballots: u32, apart: &Apart, small: bool) -> Result<bool, String> {
    let target = rules::target(root)?;
    let binary = match std::env::var_os("CHISO_BINARY") {
        Some(binary) => PathBuf::from(binary),
        None => released(root, &target)?,
    };
    let folder = target.join("ballot-load").join(std::process::id().to_string());
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let filled = fill(root, &folder, ballots, apart, small);
    let done = filled.and_then(|()| {
        let plan = Plan::read(&folder)?;
        Run { plan, data: folder.join("data"), binary, target, report: Report { small, well: true } }.all(apart)
    });
    let _ = std::fs::remove_dir_all(&folder);
    done
}

fn fill(root: &Path, folder: &Path, ballots: u32, apart: &Apart, small: bool) -> Result<(), String> {
    let mut filling = Command::new(env!("CARGO"));
    filling.args(["run", "--quiet", "--package", "chiso-simulate", "--example", "ballots"]);
    filling.args((!small).then_some("--release")).arg("--").arg(folder);
    filling.args([ballots.to_string(), (apart.exchange + apart.few + apart.crash).to_string()]);
    if process::run(filling.current_dir(root))?.well {
        Ok(())
    } else {
        Err("the surveys could not be prepared (above: why)".to_owned())
    }
}

/// A ballot that was sent and acknowledged.
type Sent = Answer<Said>;

struct Run {
    plan: Plan,
    /// The store.
    data: PathBuf,
    binary: PathBuf,
    target: PathBuf,
    report: Report,
}

impl Run {
    fn all(mut self, apart: &Apart) -> Result<bool, String> {
        let served = self.start()?;
        let [exchange, mut givers, few, crash] = dealt(&self.plan, apart);
        println!("| | answers | a second | p50 | p99 | longest |\n|---|---|---|---|---|---|");
        let signed = each(served.port(), AT_ONCE, &exchange, |line, person| timed(|| person.exchange(line)));
        let lasted = signed.lasted;
        row("blinded number signed", &waits(&signed.whole()?), lasted);
        let ends = (givers.len(), givers.len() + few.len());
        givers.extend(few.into_iter().chain(crash));
        let mut many = self.opened(&served, &givers)?;
        let crash = many.split_off(ends.1);
        let few = many.split_off(ends.0);
        self.in_full(&served, &many)?;
        self.by_few(&served, &few)?;
        let memory = served.memory_mb().map_or_else(|| "unknown".to_owned(), |mb| format!("{mb:.0} MB"));
        let (first, again, served) = self.through_a_crash(served, &crash)?;
        println!("\nmemory (VmRSS) before the crash: {memory}");
        println!("crash: {first} of {} ballots were acknowledged before, {again} after it", crash.len());
        self.counted(&served, [&many, &few, &crash])?;
        Ok(self.report.well)
    }

    fn start(&self) -> Result<Served, String> {
        let data = self.data.display().to_string();
        let settings: Vec<(&str, &str)> =
            UNLIMITED.into_iter().chain([("CHISO_STORE_FOLDER", data.as_str())]).collect();
        Served::start(&self.binary, &self.target, &settings)
    }

    /// Opens the invitations of some people, one after another on each connection.
    fn opened(&self, served: &Served, people: &[&Person]) -> Result<Vec<Ballot>, String> {
        let surveys = &self.plan.surveys;
        let opened = each(served.port(), AT_ONCE, people, |line, person| timed(|| person.open(line, surveys)));
        let (lasted, opened) = (opened.lasted, opened.whole()?);
        row("token made by the server, first screen", &waits(&opened), lasted);
        Ok(opened.into_iter().map(|answer| answer.what).collect())
    }

    /// All ballots as fast as they go, while somebody looks at each board.
    fn in_full(&mut self, served: &Served, ballots: &[Ballot]) -> Result<(), String> {
        let (port, plan) = (served.port(), &self.plan);
        let of = |survey: usize| ballots.iter().filter(move |ballot| ballot.survey == survey).count();
        let (sent, seen) = thread::scope(|scope| {
            let boards = plan.surveys.iter().enumerate().map(|(number, survey)| {
                scope.spawn(move || board::watch(&mut Line::signed_in(port, &plan.cookie), survey, of(number)))
            });
            let boards: Vec<_> = boards.collect();
            let sent = each(port, AT_ONCE, ballots, |line, ballot| timed(|| ballot.send(line)));
            let seen =
                boards.into_iter().map(|board| board.join().map_err(|_| "a board's thread stopped".to_owned())?);
            (sent, seen.collect::<Result<Vec<_>, String>>())
        });
        let (lasted, sent, seen) = (sent.lasted, sent.whole()?, seen?);
        self.report.all_are("a ballot", &sent, Said::Counted);
        let speed = row(&format!("ballot, {AT_ONCE} at once"), &waits(&sent), lasted);
        self.report.floor("ballots a second", speed.per_second >= PER_SECOND);
        self.report.floor("p99 where batches fill", speed.p99 < FULL);
        for (number, seen) in seen.iter().enumerate() {
            let own = ballots.iter().zip(&sent).filter(|(ballot, _)| ballot.survey == number);
            let delays = board::delays(own.map(|(_, sent)| sent.at).collect(), seen);
            let delays = delays.ok_or("a board never told all ballots")?;
            let pages = seen.len();
            let speed = row(&format!("on board {}, {pages} pages", number + 1), &delays, lasted);
            self.report.floor("board within a second", speed.longest < LIVE);
        }
        Ok(())
    }

    /// Some ballots of few people, who rest in between.
    fn by_few(&mut self, served: &Served, ballots: &[Ballot]) -> Result<(), String> {
        let turn = AtomicUsize::new(0);
        let sent = each(served.port(), FEW, ballots, |line, ballot| {
            // A long stride through the milliseconds: no two rest alike.
            let rest = turn.fetch_add(1, Ordering::Relaxed) * 617 % RESTS_MS;
            thread::sleep(Duration::from_millis(u64::try_from(rest).unwrap_or_default()));
            timed(|| ballot.send(line))
        });
        let (lasted, sent) = (sent.lasted, sent.whole()?);
        self.report.all_are("a ballot of few", &sent, Said::Counted);
        let speed = row(&format!("ballot, {FEW} people at once"), &waits(&sent), lasted);
        self.report.floor("p99 where few wait", speed.p99 < WAITING);
        Ok(())
    }

    /// Ends the server without warning when half of the ballots are acknowledged, starts it again and sends every ballot once more: those that were acknowledged must have
    /// counted before. Gives how many were acknowledged before the crash, how many of the others count now, and the server.
    fn through_a_crash(&mut self, served: Served, ballots: &[Ballot]) -> Result<(usize, usize, Served), String> {
        let port = served.port();
        let (acknowledged, served) = (AtomicUsize::new(0), Mutex::new(Some(served)));
        let before = each(port, AT_ONCE, ballots, |line, ballot| {
            let said = ballot.send(line)?;
            if acknowledged.fetch_add(1, Ordering::Relaxed) == ballots.len() / 2 {
                // Dropping it kills it; other ballots are on their way.
                drop(served.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take());
            }
            Ok(said)
        });
        let served = self.start()?;
        let after = each(served.port(), AT_ONCE, ballots, |line, ballot| ballot.send(line)).whole()?;
        let mut again = 0;
        for (before, after) in before.results.iter().zip(&after) {
            match (before, after) {
                (Ok(Said::Counted), Said::Counted) => self.report.fail("an acknowledged ballot was lost"),
                (Ok(Said::Before), _) => self.report.fail("a ballot was new and had counted"),
                (Err(_), Said::Counted) => again += 1,
                (Ok(Said::Counted) | Err(_), Said::Before) => {}
            }
        }
        let first = before.results.iter().filter(|result| result.is_ok()).count();
        self.report.floor("the crash came in the middle", first > 0 && first < ballots.len());
        Ok((first, again, served))
    }

    /// Every survey has as many ballots as were sent.
    fn counted(&mut self, served: &Served, sent: [&[Ballot]; 3]) -> Result<(), String> {
        let mut line = Line::signed_in(served.port(), &self.plan.cookie);
        for (number, survey) in self.plan.surveys.iter().enumerate() {
            let wanted =
                sent.iter().flat_map(|ballots| ballots.iter()).filter(|ballot| ballot.survey == number).count();
            let count = board::count(&mut line, survey)?;
            println!("board {}: {count} ballots of {wanted} that were sent", number + 1);
            if count != wanted {
                self.report.fail("a board tells another number of ballots than were sent");
            }
        }
        Ok(())
    }
}

/// Everybody, by what they do: those who exchange, the many, the few, those of the crash; in each of these, people of both surveys in no order.
fn dealt<'p>(plan: &'p Plan, apart: &Apart) -> [Vec<&'p Person>; 4] {
    let mut dealt: [Vec<(u32, &Person)>; 4] = Default::default();
    let mut of_survey = vec![0; plan.surveys.len()];
    for (place, person) in (0u32..).zip(&plan.people) {
        let number = of_survey[person.survey];
        of_survey[person.survey] += 1;
        let ends = [apart.exchange, apart.exchange + apart.few, apart.exchange + apart.few + apart.crash];
        let part = match ends.iter().position(|end| number < *end) {
            Some(0) => 0,
            Some(part) => part + 1,
            None => 1,
        };
        // Knuth's multiplicative hash: neighbours go far apart, the same in every run.
        dealt[part].push((place.wrapping_mul(2_654_435_761), person));
    }
    dealt.map(|mut part| {
        part.sort_by_key(|(place, _)| *place);
        part.into_iter().map(|(_, person)| person).collect()
    })
}

fn waits<R>(answers: &[Answer<R>]) -> Vec<Duration> {
    answers.iter().map(|answer| answer.took).collect()
}

/// What is printed, and whether all is well.
struct Report {
    /// The client is tried: nothing is too slow.
    small: bool,
    well: bool,
}

struct Speed {
    per_second: f64,
    p99: Duration,
    longest: Duration,
}

impl Report {
    fn fail(&mut self, what: &str) {
        self.well = false;
        println!("FAILED: {what}");
    }

    /// Something that must hold of a measurement.
    fn floor(&mut self, what: &str, holds: bool) {
        if !holds && !self.small {
            self.fail(what);
        }
    }

    fn all_are(&mut self, what: &str, sent: &[Sent], said: Said) {
        let others = sent.iter().filter(|sent| sent.what != said).count();
        if others > 0 {
            self.fail(&format!("{what} was not {said:?}: {others} times"));
        }
    }
}

/// A line of the table.
fn row(what: &str, waits: &[Duration], lasted: Duration) -> Speed {
    let mut waits = waits.to_vec();
    waits.sort_unstable();
    let [p50, p99, longest] = [50, 99, 100].map(|percent| percentile(&waits, percent));
    let per_second = waits.len() as f64 / lasted.as_secs_f64();
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let times = [p50, p99, longest].map(milliseconds).join(" | ");
    println!("| {what} | {} | {per_second:.0} | {times} |", waits.len());
    Speed { per_second, p99, longest }
}
