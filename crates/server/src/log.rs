//! Logs: one line a request, for people or for machines, without anything secret or personal.

use std::time::Duration;

use chiso_settings::{Log, LogFormat};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts logging to standard error. A second start in one process changes nothing.
pub fn start(log: &Log) {
    start_to(log, std::io::stderr);
}

/// Starts logging to whatever `writer` gives for each line.
pub fn start_to<W>(log: &Log, writer: W)
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let builder = fmt().with_max_level(LevelFilter::TRACE).with_target(false).with_writer(writer);
    let quiet = quiet(log);
    // Nobody is listening where a test has set its own.
    let _ = match log.format {
        LogFormat::Json => builder.json().flatten_event(true).finish().with(quiet).try_init(),
        LogFormat::Text => builder.with_ansi(false).finish().with(quiet).try_init(),
    };
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // A message that was put together may hold what somebody typed.
        let said = panic.payload().downcast_ref::<&str>().copied().unwrap_or("(not told)");
        tracing::error!(place, said, "a defect of the program");
    }));
}

/// Ours as the operator wants them. Libraries tell headers and addresses whole when they are asked for everything, tokens among them.
fn quiet(log: &Log) -> Targets {
    let level: LevelFilter = log.level.as_str().parse().unwrap_or(LevelFilter::INFO);
    Targets::new().with_default(level.min(LevelFilter::INFO)).with_target("chiso", level)
}

/// The part of an address that may be logged: tokens stand in paths of one-time links, words of a search in queries.
pub(crate) fn shown(path: &str) -> String {
    const SECRET: [&str; 3] = ["set-up", "invitation", "recover"];
    let mut hide = false;
    path.split('/')
        .map(|part| {
            let shown = if hide && !part.is_empty() { "…" } else { part };
            hide = SECRET.contains(&part);
            shown
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// A time in milliseconds, to the microsecond: what is finer is noise, and long to read.
pub(crate) fn milliseconds(took: Duration) -> f64 {
    // Micro- by a thousand gives the number nearest to three decimals, which is printed with no more.
    ((took.as_nanos() + 500) / 1000) as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    #[test]
    fn times_are_told_to_the_microsecond() {
        for (nanoseconds, told) in [
            (0, "0"),
            (499, "0"),
            (500, "0.001"),
            (1_234_567, "1.235"),
            (300_000, "0.3"),
            (2_000_000, "2"),
            (59_999_999_999, "60000"),
            (17_183_100_123, "17183.1"),
        ] {
            assert_eq!(super::milliseconds(Duration::from_nanos(nanoseconds)).to_string(), told);
        }
    }

    #[test]
    fn tokens_in_paths_are_not_logged() {
        for (path, shown) in [
            ("/vi/index/par-index/province/2024", "/vi/index/par-index/province/2024"),
            ("/vi/set-up/abcdef", "/vi/set-up/…"),
            ("/en/recover", "/en/recover"),
            ("/en/recover/abc", "/en/recover/…"),
            ("/en/invitation/abc/", "/en/invitation/…/"),
        ] {
            assert_eq!(super::shown(path), shown);
        }
    }
}
