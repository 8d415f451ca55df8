//! Logs: one line a request, for people or for machines, without anything secret or personal.

use chiso_settings::{Log, LogFormat};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;

/// Starts logging to standard error. A second start in one process changes nothing.
pub fn start(log: &Log) {
    let level: LevelFilter = log.level.as_str().parse().unwrap_or(LevelFilter::INFO);
    let builder = fmt().with_max_level(level).with_target(false).with_writer(std::io::stderr);
    // Nobody is listening where a test has set its own.
    let _ = match log.format {
        LogFormat::Json => builder.json().flatten_event(true).try_init().map_err(|error| error.to_string()),
        LogFormat::Text => builder.with_ansi(false).try_init().map_err(|error| error.to_string()),
    };
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

#[cfg(test)]
mod tests {
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
