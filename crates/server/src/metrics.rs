//! Figures about the server itself, in the text form of Prometheus.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// Which kind of answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    /// First digit of the status, as `2xx`.
    status: String,
    /// `Page`, `Api`, `Asset`, `Operation` or `File`.
    kind: Kind,
}

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Kind {
    Page,
    Api,
    Asset,
    Operation,
    /// At the origin of files.
    File,
}

impl Kind {
    /// By the address alone, since an answer from memory never reaches its route.
    pub(crate) fn of(path: &str) -> Kind {
        if path.starts_with("/api/") || path.starts_with("/data/") {
            Kind::Api
        } else if path.starts_with("/assets/") {
            Kind::Asset
        } else if matches!(path, "/healthz" | "/metrics") {
            Kind::Operation
        } else {
            Kind::Page
        }
    }
}

/// Everything that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answer, Counter>,
    seconds: Histogram,
    under_way: Gauge,
    memory: Gauge<i64, AtomicI64>,
    /// Answers that came from memory.
    pub(crate) from_memory: Counter,
    /// Requests that were turned away because there were too many.
    pub(crate) too_many: Counter,
    /// Jobs that wait.
    pub(crate) jobs: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Metrics {
        let mut registry = Registry::with_prefix("chiso");
        let requests = Family::<Answer, Counter>::default();
        let seconds = Histogram::new(exponential_buckets(0.000_5, 2.0, 16));
        let (under_way, memory, jobs) = (Gauge::default(), Gauge::default(), Gauge::default());
        let (from_memory, too_many) = (Counter::default(), Counter::default());
        registry.register("requests", "Requests that were answered", requests.clone());
        registry.register("request_seconds", "How long an answer took", seconds.clone());
        registry.register("requests_under_way", "Requests that are being answered", under_way.clone());
        registry.register("requests_from_memory", "Answers that came from memory", from_memory.clone());
        registry.register("requests_too_many", "Requests turned away because there were too many", too_many.clone());
        registry.register("jobs_waiting", "Jobs that wait", jobs.clone());
        registry.register("resident_memory_bytes", "Memory that the process holds", memory.clone());
        Metrics { registry, requests, seconds, under_way, memory, from_memory, too_many, jobs }
    }

    pub(crate) fn begin(&self) -> UnderWay<'_> {
        self.under_way.inc();
        UnderWay(self)
    }

    /// The text that Prometheus reads.
    pub(crate) fn text(&self) -> String {
        self.memory.set(resident_bytes().unwrap_or_default());
        let mut text = String::new();
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// A request that is being answered. Whoever asked may go away before the end; then it is no longer under way, and was not answered.
pub(crate) struct UnderWay<'a>(&'a Metrics);

impl UnderWay<'_> {
    pub(crate) fn end(self, kind: Kind, status: u16, took: Duration) {
        self.0.requests.get_or_create(&Answer { status: format!("{}xx", status / 100), kind }).inc();
        self.0.seconds.observe(took.as_secs_f64());
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.dec();
    }
}

/// Memory that the process holds, where the system tells.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<i64>().ok().map(|kilobytes| kilobytes * 1024)
}
