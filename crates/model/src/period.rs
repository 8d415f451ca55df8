//! The time a value speaks of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A year, quarter or month: `2024`, `2024-Q3`, `2024-09`. Kept as written; ordered by its first day, then the longer period first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Year,
    Quarter(i8),
    Month(i8),
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodError(pub String);

impl Period {
    /// A whole year.
    pub const fn year(year: i16) -> Period {
        Period { year, part: Part::Year }
    }

    /// The calendar year it lies in.
    pub const fn year_number(self) -> i16 {
        self.year
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        let month = match self.part {
            Part::Year => 1,
            Part::Quarter(q) => q * 3 - 2,
            Part::Month(m) => m,
        };
        Date::constant(self.year, month, 1)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        let month = match self.part {
            Part::Year => 12,
            Part::Quarter(q) => q * 3,
            Part::Month(m) => m,
        };
        Date::constant(self.year, month, 1).last_of_month()
    }

    /// The same part of the year, `years` earlier.
    pub fn years_before(self, years: i16) -> Period {
        Period { year: self.year.saturating_sub(years).max(1), part: self.part }
    }

    /// The period of the same length, `count` earlier: the last quarter, the month before last.
    #[must_use]
    pub fn periods_before(self, count: i16) -> Period {
        let (parts, part) = match self.part {
            Part::Year => return self.years_before(count),
            Part::Quarter(q) => (4, q),
            Part::Month(m) => (12, m),
        };
        let index = (i32::from(self.year) * parts + i32::from(part) - 1 - i32::from(count)).max(parts);
        let year = i16::try_from(index / parts).unwrap_or(1);
        let part = i8::try_from(index % parts + 1).unwrap_or(1);
        Period { year, part: if parts == 4 { Part::Quarter(part) } else { Part::Month(part) } }
    }

    fn rank_of_length(self) -> u8 {
        match self.part {
            Part::Year => 0,
            Part::Quarter(_) => 1,
            Part::Month(_) => 2,
        }
    }
}

impl std::str::FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError(text.to_owned());
        let (year, rest) = text.split_at_checked(4).ok_or_else(error)?;
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(error());
        }
        let year: i16 = year.parse().map_err(|_| error())?;
        if year == 0 {
            return Err(error());
        }
        let part = match rest {
            "" => Part::Year,
            "-Q1" => Part::Quarter(1),
            "-Q2" => Part::Quarter(2),
            "-Q3" => Part::Quarter(3),
            "-Q4" => Part::Quarter(4),
            _ => {
                let digits = rest.strip_prefix('-').filter(|d| d.len() == 2 && d.bytes().all(|b| b.is_ascii_digit()));
                let month: i8 = digits.and_then(|d| d.parse().ok()).ok_or_else(error)?;
                if !(1..=12).contains(&month) {
                    return Err(error());
                }
                Part::Month(month)
            }
        };
        Ok(Period { year, part })
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.part {
            Part::Year => write!(f, "{:04}", self.year),
            Part::Quarter(q) => write!(f, "{:04}-Q{q}", self.year),
            Part::Month(m) => write!(f, "{:04}-{m:02}", self.year),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), self.rank_of_length()).cmp(&(other.first_day(), other.rank_of_length()))
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is no period")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_years_quarters_and_months() {
        for (text, first, last) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(period.first_day().to_string(), first);
            assert_eq!(period.last_day().to_string(), last);
        }
        for (text, count, wanted) in
            [("2024", 1, "2023"), ("2024-Q1", 1, "2023-Q4"), ("2024-03", 14, "2023-01"), ("2024-Q4", 3, "2024-Q1")]
        {
            assert_eq!(text.parse::<Period>().unwrap().periods_before(count).to_string(), wanted);
        }
        for text in ["", "24", "2024-13", "2024-Q5", "2024-1", "năm 2024", "+024", "0000", "2024-q1"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
