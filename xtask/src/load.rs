//! `cargo xtask load`: how many requests a second the released binary answers on this machine, how long the slowest of a hundred waits, and what memory it holds.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::served::{Served, UNLIMITED};
use crate::{process, rules, tools};

/// Seconds for each page.
pub(crate) const SECONDS: u32 = 15;

const WARM_UP_SECONDS: u32 = 2;
const SETTLE: Duration = Duration::from_secs(5);
/// Connections that ask at the same time, each again as soon as it has its answer.
const CONNECTIONS: &str = "32";

/// A name and the address that it stands for.
const PAGES: [(&str, &str); 6] = [
    ("start page", "/vi/"),
    ("ranking page", "/vi/index/par-index/province/2024"),
    ("unit profile", "/vi/index/par-index/ministry/2023/unit/bo-tu-phap"),
    ("computed unit profile", "/vi/index/par-index/province/2024-illustrative/unit/31"),
    ("API: ranking", "/api/v1/datasets/par-index/province/2024/ranking"),
    ("API: unit", "/api/v1/datasets/par-index/ministry/2023/units/bo-tu-phap"),
];

/// Ways to ask. A request with a cookie is answered by making the page anew, as for whoever has signed in; others may be answered from memory.
const WAYS: [(&str, &[&str]); 3] = [
    ("plain", &["Accept-Encoding: identity"]),
    ("gzip", &["Accept-Encoding: gzip"]),
    ("made anew", &["Accept-Encoding: identity", "Cookie: none=1"]),
];

/// What wrk found for one address.
struct Measured {
    requests_per_second: f64,
    median: String,
    p99: String,
    failures: Option<String>,
}

/// Builds the released binary (or takes the one that `CHISO_BINARY` names), serves it on SQLite and asks it; true when every answer was a success.
pub(crate) fn run(root: &Path, seconds: u32) -> bool {
    measure(root, seconds).unwrap_or_else(|reason| {
        eprintln!("{reason}");
        false
    })
}

fn measure(root: &Path, seconds: u32) -> Result<bool, String> {
    tools::ready_wrk(true)?;
    let target = rules::target(root)?;
    let binary = match std::env::var_os("CHISO_BINARY") {
        Some(binary) => PathBuf::from(binary),
        None => released(root, &target)?,
    };
    let served = Served::start(&binary, &target, &UNLIMITED)?;
    thread::sleep(SETTLE);
    let idle = served.memory_mb();
    let mut well = true;
    println!("| page | asked for | requests a second | median | p99 |");
    println!("|---|---|---|---|---|");
    for (name, path) in PAGES {
        for (way, headers) in WAYS {
            wrk(&served, path, headers, WARM_UP_SECONDS)?;
            let measured = wrk(&served, path, headers, seconds)?;
            let Measured { requests_per_second, median, p99, failures } = measured;
            println!("| {name} | {way} | {requests_per_second:.0} | {median} | {p99} |");
            if let Some(failures) = failures {
                println!("FAILED: {path}: {failures}");
                well = false;
            }
        }
    }
    let mb = |memory: Option<f64>| memory.map_or_else(|| "unknown".to_owned(), |mb| format!("{mb:.0} MB"));
    println!("\nmemory (VmRSS): {} idle, {} after this", mb(idle), mb(served.memory_mb()));
    Ok(well)
}

/// The released binary, built now.
pub(crate) fn released(root: &Path, target: &Path) -> Result<PathBuf, String> {
    let mut build = Command::new(env!("CARGO"));
    if process::run(build.args(["build", "--release", "--package", "chiso"]).current_dir(root))?.well {
        Ok(target.join("release").join(format!("chiso{}", std::env::consts::EXE_SUFFIX)))
    } else {
        Err("the released binary could not be built (above: why)".to_owned())
    }
}

fn wrk(served: &Served, path: &str, headers: &[&str], seconds: u32) -> Result<Measured, String> {
    let text = process::output(
        Command::new("wrk")
            .args(["--threads", "1", "--connections", CONNECTIONS, "--latency"])
            .args(["--duration", &format!("{seconds}s")])
            .args(headers.iter().flat_map(|header| ["--header", header]))
            .arg(served.address(path)),
    )?;
    read(&text).ok_or_else(|| format!("wrk printed something else than expected:\n{text}"))
}

fn read(text: &str) -> Option<Measured> {
    let after = |mark: &str| text.lines().find_map(|line| line.trim().strip_prefix(mark)).map(str::trim);
    Some(Measured {
        requests_per_second: after("Requests/sec:")?.parse().ok()?,
        median: after("50%")?.to_owned(),
        p99: after("99%")?.to_owned(),
        failures: after("Non-2xx or 3xx responses:")
            .map(|count| format!("{count} answers were no success"))
            .or_else(|| after("Socket errors:").map(|errors| format!("connections failed: {errors}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "Running 2s test @ http://127.0.0.1:8080/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.31ms    1.02ms  20.10ms   87.20%
    Req/Sec    13.95k   710.20    15.01k    70.00%
  Latency Distribution
     50%    2.15ms
     75%    2.62ms
     90%    3.30ms
     99%    6.07ms
  27790 requests in 2.00s, 9.81MB read
Requests/sec:  13889.12
Transfer/sec:      4.90MB";

    #[test]
    fn what_wrk_prints_is_read() {
        let measured = read(PRINTED).unwrap();
        assert_eq!((measured.requests_per_second, measured.p99.as_str()), (13889.12, "6.07ms"));
        assert_eq!((measured.median.as_str(), measured.failures), ("2.15ms", None));
        let failing = PRINTED.replace("Requests/sec", "  Non-2xx or 3xx responses: 7\nRequests/sec");
        assert_eq!(read(&failing).unwrap().failures.unwrap(), "7 answers were no success");
        assert!(read("unable to connect").is_none());
    }
}
