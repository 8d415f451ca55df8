//! Published figures: what somebody printed, with the source of each.

use chiso_model::{Lang, Text, decimal};

use crate::unit::Level;

/// A number together with the digits it was printed with: 83.1 stays 83,1 and never becomes 83,10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printed {
    /// The number.
    pub value: f64,
    /// Digits after the decimal mark.
    pub digits: u8,
}

impl Printed {
    /// As a person of the country reads it.
    pub fn text(self, lang: Lang) -> String {
        decimal(self.value, self.digits, lang)
    }
}

/// How a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// Printed as such by the source.
    Published,
    /// Computed from other figures of the source, for example this year's value less the printed change.
    Derived,
    /// Told by a secondary source only.
    Reported,
}

impl Provenance {
    pub(crate) fn from_id(id: &str) -> Option<Provenance> {
        match id {
            "published" => Some(Provenance::Published),
            "derived" => Some(Provenance::Derived),
            "reported" => Some(Provenance::Reported),
            _ => None,
        }
    }
}

/// Which of several readings of the same figure a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// The one that tables and sentences use.
    Main,
    /// A different figure that another source printed; shown beside the main one.
    Other,
}

impl Reading {
    pub(crate) fn from_id(id: &str) -> Option<Reading> {
        match id {
            "main" => Some(Reading::Main),
            "other" => Some(Reading::Other),
            _ => None,
        }
    }
}

/// Where something comes from, in words a reader understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The source.
    pub text: Text,
    /// False while nobody has checked it against the original; the page says "chưa kiểm chứng".
    pub verified: bool,
    /// True when whoever runs the system compared an imported figure with it; the page says "đã đối chiếu".
    pub checked: bool,
}

/// Value and place of one unit in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedFigure {
    /// `par-index` or `sipas`.
    pub index: String,
    /// Provinces or ministries.
    pub level: Level,
    /// The year measured.
    pub year: i16,
    /// GSO code of that time, or a ministry's slug.
    pub unit: String,
    /// Per cent of the points that could be had; none when only the place is known.
    pub value: Option<Printed>,
    /// The place; none when only the value is known.
    pub rank: Option<u16>,
    /// Points from self-assessment and appraisal.
    pub appraisal: Option<Printed>,
    /// Points from the sociological survey.
    pub survey: Option<Printed>,
    /// How it is known.
    pub provenance: Provenance,
    /// Main reading or another.
    pub reading: Reading,
    /// Where it comes from.
    pub source: Source,
    /// A remark for the reader.
    pub note: Option<Text>,
}

/// What a statistic over all units of a level tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatisticKind {
    /// Mean over the units, per cent.
    Mean,
    /// Greatest value, per cent.
    Max,
    /// Least value, per cent.
    Min,
    /// Change of the mean against the year before, percentage points.
    MeanChange,
    /// Number of units above the year before.
    UnitsUp,
    /// Number of units below the year before.
    UnitsDown,
    /// Number of units at 100 %.
    UnitsAtFull,
    /// Number of units in a band.
    UnitsInBand,
    /// Greatest gain of a unit, percentage points.
    BestGain,
    /// Least gain of a unit that gained, percentage points.
    LeastGain,
    /// Greatest loss of a unit, percentage points (negative).
    GreatestLoss,
    /// Place of a component among the components by mean, 1 the best.
    ComponentRank,
    /// Share of respondents, per cent.
    Share,
}

impl StatisticKind {
    /// Every name that [`StatisticKind::from_id`] knows.
    pub(crate) const IDS: &'static str = "mean, max, min, mean_change, units_up, units_down, units_at_full, units_in_band, best_gain, least_gain, greatest_loss, component_rank, share";

    pub(crate) fn from_id(id: &str) -> Option<StatisticKind> {
        match id {
            "mean" => Some(StatisticKind::Mean),
            "max" => Some(StatisticKind::Max),
            "min" => Some(StatisticKind::Min),
            "mean_change" => Some(StatisticKind::MeanChange),
            "units_up" => Some(StatisticKind::UnitsUp),
            "units_down" => Some(StatisticKind::UnitsDown),
            "units_at_full" => Some(StatisticKind::UnitsAtFull),
            "units_in_band" => Some(StatisticKind::UnitsInBand),
            "best_gain" => Some(StatisticKind::BestGain),
            "least_gain" => Some(StatisticKind::LeastGain),
            "greatest_loss" => Some(StatisticKind::GreatestLoss),
            "component_rank" => Some(StatisticKind::ComponentRank),
            "share" => Some(StatisticKind::Share),
            _ => None,
        }
    }
}

impl StatisticKind {
    /// Its name in a list of figures.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            StatisticKind::Mean => lang.pick("giá trị trung bình", "mean"),
            StatisticKind::Max => lang.pick("giá trị cao nhất", "greatest value"),
            StatisticKind::Min => lang.pick("giá trị thấp nhất", "least value"),
            StatisticKind::MeanChange => lang.pick("thay đổi của giá trị trung bình", "change of the mean"),
            StatisticKind::UnitsUp => lang.pick("số đơn vị tăng điểm", "units that gained"),
            StatisticKind::UnitsDown => lang.pick("số đơn vị giảm điểm", "units that lost"),
            StatisticKind::UnitsAtFull => lang.pick("số đơn vị đạt 100\u{202f}%", "units at 100%"),
            StatisticKind::UnitsInBand => lang.pick("số đơn vị thuộc nhóm", "units in group"),
            StatisticKind::BestGain => lang.pick("mức tăng cao nhất", "greatest gain"),
            StatisticKind::LeastGain => lang.pick("mức tăng thấp nhất", "least gain"),
            StatisticKind::GreatestLoss => lang.pick("mức giảm nhiều nhất", "greatest loss"),
            StatisticKind::ComponentRank => {
                lang.pick("thứ hạng trong các chỉ số thành phần", "place among the components")
            }
            StatisticKind::Share => lang.pick("tỷ lệ", "share"),
        }
    }

    const fn is_count(self) -> bool {
        use StatisticKind::{ComponentRank, UnitsAtFull, UnitsDown, UnitsInBand, UnitsUp};
        matches!(self, UnitsUp | UnitsDown | UnitsAtFull | UnitsInBand | ComponentRank)
    }

    const fn is_change(self) -> bool {
        use StatisticKind::{BestGain, GreatestLoss, LeastGain, MeanChange};
        matches!(self, MeanChange | BestGain | LeastGain | GreatestLoss)
    }
}

impl Statistic {
    /// The number with its unit: `88,37 %`, `+1,39 điểm phần trăm`, `53`.
    pub fn text(&self, lang: Lang) -> String {
        let number = self.value.text(lang);
        if self.kind.is_count() {
            number
        } else if self.kind.is_change() {
            let sign = if self.value.value > 0.0 { "+" } else { "" };
            format!("{sign}{number} {}", lang.pick("điểm phần trăm", "percentage points"))
        } else {
            format!("{number}{}", lang.pick("\u{202f}%", "%"))
        }
    }
}

/// A figure about all units of a level, for the whole index or one component.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// `par-index` or `sipas`.
    pub index: String,
    /// Provinces or ministries.
    pub level: Level,
    /// The year measured.
    pub year: i16,
    /// The component, an id of [`crate::Catalogue::components`]; none for the index as a whole.
    pub component: Option<String>,
    /// What it tells.
    pub kind: StatisticKind,
    /// The unit that has the greatest or least value, where named.
    pub unit: Option<String>,
    /// The band that is counted, for example `A`.
    pub band: Option<String>,
    /// The number.
    pub value: Printed,
    /// How it is known.
    pub provenance: Provenance,
    /// Main reading or another.
    pub reading: Reading,
    /// Where it comes from.
    pub source: Source,
    /// A remark for the reader.
    pub note: Option<Text>,
}

/// Part of an index for which figures are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// `par-index` or `sipas`.
    pub index: String,
    /// Its id, unique within the index.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// A region of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// Mean of an index over the provinces of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionMean {
    /// `par-index`.
    pub index: String,
    /// The year measured.
    pub year: i16,
    /// Id of the region.
    pub region: String,
    /// Per cent.
    pub value: Printed,
    /// How it is known.
    pub provenance: Provenance,
    /// Main reading or another.
    pub reading: Reading,
    /// Where it comes from.
    pub source: Source,
    /// A remark for the reader.
    pub note: Option<Text>,
}

/// A published result of a department or a commune within a province.
#[derive(Debug, Clone, PartialEq)]
pub struct SublevelFigure {
    /// The year measured.
    pub year: i16,
    /// GSO code of the province, of that time.
    pub province: String,
    /// What kind of unit: `department`, `commune` or `ward`.
    pub kind: String,
    /// Name of the unit.
    pub name: Text,
    /// Per cent.
    pub value: Printed,
    /// The place among its kind.
    pub rank: u16,
    /// Where it comes from.
    pub source: Source,
}

/// A sentence that is only known as such.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// `par-index` or `sipas`.
    pub index: String,
    /// Provinces or ministries.
    pub level: Level,
    /// The year measured.
    pub year: i16,
    /// The sentence.
    pub text: Text,
    /// Where it comes from.
    pub source: Source,
}

/// A year from which figures cannot be compared with earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesBreak {
    /// `par-index` or `sipas`; none when it holds for every index.
    pub index: Option<String>,
    /// The level; none when it holds for all.
    pub level: Option<Level>,
    /// True where the units are others from then on, and the index is made as before: a unit that went on unchanged may still be compared with itself.
    pub other_units: bool,
    /// First year of the new series.
    pub year: i16,
    /// Why, for the reader.
    pub text: Text,
    /// Where that comes from.
    pub source: Source,
}
