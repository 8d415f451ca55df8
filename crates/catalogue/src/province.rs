//! Provinces and centrally-run cities through time.

use chiso_model::{Date, Text};

/// A province between two dates. A code means something only together with its dates: 15 was Yên Bái until 30 June 2025 and is Lào Cai since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// GSO code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// At most four characters, unique among the provinces of a day.
    pub short: String,
    /// Province or centrally-run city; none where the sources do not say.
    pub kind: Option<ProvinceKind>,
    /// Id of its region among the six of the time until June 2025; none for a unit formed later.
    pub region_then: Option<String>,
    /// Id of its region among the six since; none for a unit that is no more.
    pub region_now: Option<String>,
    /// False while nobody has checked the regions against an official text.
    pub region_verified: bool,
    /// First day; none when it was there before all our data.
    pub from: Option<Date>,
    /// Last day; none while it lasts.
    pub to: Option<Date>,
    /// What became of it.
    pub successor: Option<Successor>,
    /// People, as given in the resolution on the merger (temporary residents counted); only known for the units of today.
    pub population: Option<u64>,
    /// Area in square kilometres, from the same source.
    pub area_km2: Option<u32>,
    /// Where population and area come from.
    pub figures_source: Option<Text>,
    /// Identification code and where it comes from; only known of some.
    pub h26: Option<(String, Text)>,
    /// Other ways in which the name is written.
    pub aliases: Vec<String>,
    /// A remark for the reader.
    pub note: Option<Text>,
    /// Where code, dates and successor come from.
    pub source: Text,
    /// False where code or dates are from memory or not checked against an official text.
    pub verified: bool,
}

/// Kind of a unit of the first tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProvinceKind {
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
}

/// The unit that took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Its code from that day on.
    pub code: String,
    /// The day.
    pub from: Date,
}

impl Province {
    /// True when it exists on that day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Id of its region on a day.
    pub fn region_on(&self, day: Date) -> Option<&str> {
        let merger = Date::constant(2025, 7, 1);
        if day < merger { self.region_then.as_deref() } else { self.region_now.as_deref() }
    }
}
