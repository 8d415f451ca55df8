//! How many tests passed, failed and were skipped, over runners of several kinds.

use std::fmt;
use std::ops::AddAssign;

/// A count of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, crashed or ran out of time.
    pub(crate) failed: u64,
    /// Tests that were not run.
    pub(crate) skipped: u64,
}

impl Tally {
    /// One test that passed or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed), skipped: 0 }
    }

    /// Adds up the closing lines among `lines`: those of cargo test ("test result: ok. 3 passed; 1 failed; 2 ignored; ...") and of cargo-nextest
    /// ("Summary [ 0.1s] 4 tests run: 3 passed, 1 failed, 2 skipped").
    pub(crate) fn of_closing_lines(lines: &[String]) -> Self {
        let mut tally = Self::default();
        for line in lines {
            let counts = line
                .split_once("test result:")
                .or_else(|| line.split_once(" run: ").filter(|(before, _)| before.contains("Summary")));
            let Some((_, counts)) = counts else { continue };
            for part in counts.split([',', ';', '.']) {
                let mut words = part.split_whitespace();
                let (Some(Ok(count)), Some(kind)) = (words.next().map(str::parse::<u64>), words.next()) else {
                    continue;
                };
                match kind {
                    "passed" => tally.passed += count,
                    "failed" | "timed" | "exec" => tally.failed += count,
                    "ignored" | "skipped" => tally.skipped += count,
                    _ => {}
                }
            }
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        let cases = [
            (
                "test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured; 9 filtered out; finished in 0.41s",
                (3, 0, 2),
            ),
            ("test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out", (3, 1, 0)),
            ("     Summary [   0.041s] 5 tests run: 5 passed, 0 skipped", (5, 0, 0)),
            ("     Summary [  12.345s] 1 test run: 1 passed, 2 skipped", (1, 0, 2)),
            (
                "     Summary [   2.5s] 9 tests run: 5 passed (1 slow), 2 failed, 1 timed out, 1 exec failed, 4 skipped",
                (5, 4, 4),
            ),
            ("running 5 tests", (0, 0, 0)),
            ("test facts::passed ... ok", (0, 0, 0)),
        ];
        for (line, (passed, failed, skipped)) in cases {
            assert_eq!(Tally::of_closing_lines(&[line.to_owned()]), Tally { passed, failed, skipped }, "{line}");
        }
    }
}
