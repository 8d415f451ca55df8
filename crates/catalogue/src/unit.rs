//! What gets a score: provinces and ministries seen alike.

use chiso_model::{Date, Text};

/// A set of units that are scored together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// The 63 provinces until 30 June 2025.
    Provinces63,
    /// The 34 provinces from 1 July 2025.
    Provinces34,
    /// Ministries and agencies of ministerial rank.
    Ministries,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Scheme; 3] = [Scheme::Provinces63, Scheme::Provinces34, Scheme::Ministries];

    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Scheme::Provinces63 => "provinces63",
            Scheme::Provinces34 => "provinces34",
            Scheme::Ministries => "ministries",
        }
    }

    /// A day on which the provinces of the scheme were there; none for ministries.
    pub const fn day(self) -> Option<Date> {
        match self {
            Scheme::Provinces63 => Some(Date::constant(2024, 12, 31)),
            Scheme::Provinces34 => Some(Date::constant(2025, 7, 1)),
            Scheme::Ministries => None,
        }
    }

    /// The scheme of that name, which forms write with a hyphen: `provinces-34`.
    pub fn from_id(id: &str) -> Option<Scheme> {
        let plain = id.replace('-', "");
        Scheme::ALL.into_iter().find(|scheme| scheme.id() == plain)
    }
}

/// The kind of unit that a figure or a data set is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Provinces and centrally-run cities.
    Province,
    /// Ministries and agencies of ministerial rank.
    Ministry,
    /// Countries.
    Country,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Province, Level::Ministry, Level::Country];

    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::Ministry => "ministry",
            Level::Country => "country",
        }
    }

    /// The level of that name.
    pub fn from_id(id: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.id() == id)
    }
}

/// A province or a ministry, as tables and charts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// GSO code of a province (`01`; means something only together with the scheme, because codes changed hands in 2025) or a ministry's slug (`bo-tu-phap`).
    pub id: String,
    /// Its name.
    pub name: Text,
    /// At most four characters, unique within the scheme: for a tile or a narrow column.
    pub short: String,
    /// Id of its region in [`crate::Catalogue::regions`]; none for ministries.
    pub region: Option<String>,
}

/// A place on a tile map: one tile a province, placed as on the map of Việt Nam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Code of the province; `hoang-sa` or `truong-sa` for the archipelagos.
    pub code: String,
    /// Column, from 0 in the west.
    pub column: u8,
    /// Row, from 0 in the north.
    pub row: u8,
    /// For an archipelago: its name and the code of the province it belongs to. It is always drawn, and never has a value of its own.
    pub archipelago: Option<Archipelago>,
}

/// Hoàng Sa or Trường Sa. A map of Việt Nam is never shown without them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archipelago {
    /// Its name.
    pub name: Text,
    /// Code of the province it belongs to.
    pub belongs_to: String,
}
