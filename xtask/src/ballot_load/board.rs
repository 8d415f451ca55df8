//! Somebody who looks at the results of a survey while ballots come in: the page is asked for again whenever the server says that it moved, as the page's own module does.

use std::time::{Duration, Instant};

use super::line::Line;
use crate::browser::now;

/// A board that does not reach the count by then never will.
const PATIENCE: Duration = Duration::from_secs(120);

/// What was seen: moments, and how many ballots the page told then.
pub(super) type Seen = Vec<(Instant, usize)>;

/// Looks at a survey's board until it tells so many ballots.
///
/// # Errors
/// Where a page is refused, or the board does not move for long.
pub(super) fn watch(line: &mut Line, survey: &str, until: usize) -> Result<Seen, String> {
    let page = format!("/vi/surveys/{survey}/results");
    let (mut seen, mut moved) = (Seen::new(), now());
    loop {
        let (came, count) = look(line, &page)?;
        if seen.last().is_none_or(|(_, before)| *before != count) {
            moved = now();
        }
        seen.push((now(), count));
        if count >= until {
            return Ok(seen);
        }
        if moved.elapsed() > PATIENCE {
            return Err(format!("the board stays at {count} of {until} ballots"));
        }
        let heard = line.get(&format!("{page}/live?seen={came}"))?;
        if heard.status != 200 {
            return Err(format!("the board's events were answered with {}", heard.status));
        }
    }
}

/// How many ballots the board of a survey tells.
///
/// # Errors
/// Where the page is refused.
pub(super) fn count(line: &mut Line, survey: &str) -> Result<usize, String> {
    look(line, &format!("/vi/surveys/{survey}/results")).map(|(_, count)| count)
}

/// The number of the last batch that the page knows, and how many ballots it tells; none while they are too few to be told.
fn look(line: &mut Line, page: &str) -> Result<(u64, usize), String> {
    let answered = line.get(page)?;
    if answered.status != 200 {
        return Err(format!("the board was answered with {}", answered.status));
    }
    read(&answered.body).ok_or_else(|| "the board tells no ballots".to_owned())
}

fn read(page: &str) -> Option<(u64, usize)> {
    let after = |mark: &str, end: char| page.split_once(mark)?.1.split(end).next();
    let came = after("data-came=\"", '"')?.parse().ok()?;
    let told = after("<dt>Số phiếu</dt><dd>", '<')?;
    // Thousands are parted by a narrow blank.
    let count = told.split_whitespace().collect::<String>().parse().unwrap_or(0);
    Some((came, count))
}

/// How long each acknowledged ballot was not on the board: from the moment when so many were acknowledged to the first page that told as many. None where one never was.
pub(super) fn delays(mut acknowledged: Vec<Instant>, seen: &Seen) -> Option<Vec<Duration>> {
    acknowledged.sort_unstable();
    let mut pages = seen.iter().peekable();
    let delay = |(place, at): (usize, &Instant)| {
        while pages.next_if(|(_, count)| *count <= place).is_some() {}
        pages.peek().map(|(moment, _)| moment.saturating_duration_since(*at))
    };
    acknowledged.iter().enumerate().map(delay).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ballot_is_on_the_board_with_the_first_page_that_tells_as_many() {
        let start = now();
        let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
        let seen = vec![(at(5), 0), (at(20), 1), (at(60), 3), (at(90), 3)];
        let waited = delays(vec![at(30), at(10), at(70)], &seen).unwrap();
        assert_eq!(waited, [10, 30, 0].map(Duration::from_millis));
        assert_eq!(delays(vec![at(1); 4], &seen), None, "the fourth was never told");
    }

    #[test]
    fn the_count_is_read_as_it_is_written() {
        let page =
            |told: &str| format!("<div data-came=\"7\"><dl><div><dt>Số phiếu</dt><dd>{told}<small>of</small></dd>");
        assert_eq!(read(&page("36\u{202f}525")), Some((7, 36_525)));
        assert_eq!(read(&page("ít hơn 20")), Some((7, 0)));
        assert_eq!(read("<p>"), None);
    }
}
