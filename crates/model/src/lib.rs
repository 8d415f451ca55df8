//! The words every other crate shares.
//!
//! Pure: no clock, no randomness, no files, no network. Everything here is a value.

pub mod agency;
mod cell;
mod day;
mod hex;
mod lang;
mod number;
mod period;
mod read_day;
mod rounding;
mod same;
mod sheet;
mod sum;

pub use cell::{Cell, Missing};
pub use day::day;
pub use hex::hex;
pub use jiff::civil::Date;
pub use lang::{Lang, Text};
pub use number::{decimal, shortest};
pub use period::{Period, PeriodError};
pub use read_day::read_day;
pub use rounding::{Rounding, RoundingMode};
pub use same::{reaches, same};
pub use sheet::{as_written, harmless};
pub use sum::exact_sum;
