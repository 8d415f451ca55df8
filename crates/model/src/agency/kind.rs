//! What kind of agency, and at which level of government.

use serde::{Deserialize, Serialize};

use super::fold::plain_words;
use crate::Text;

/// Kind of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// The country.
    Country,
    /// Bộ, cơ quan ngang bộ: a ministry or an agency of ministerial rank.
    Ministry,
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    City,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh: gone since 1 July 2025.
    District,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Đặc khu.
    SpecialZone,
    /// Sở; vụ, cục of a ministry.
    Department,
    /// Văn phòng.
    Office,
    /// Trung tâm phục vụ hành chính công.
    ServiceCentre,
    /// Đơn vị sự nghiệp công lập.
    PublicServiceUnit,
    /// Doanh nghiệp bưu chính.
    PostOperator,
    /// Anything else.
    Other,
}

impl AgencyKind {
    /// Every kind.
    pub const ALL: [AgencyKind; 14] = [
        AgencyKind::Country,
        AgencyKind::Ministry,
        AgencyKind::Province,
        AgencyKind::City,
        AgencyKind::District,
        AgencyKind::Commune,
        AgencyKind::Ward,
        AgencyKind::SpecialZone,
        AgencyKind::Department,
        AgencyKind::Office,
        AgencyKind::ServiceCentre,
        AgencyKind::PublicServiceUnit,
        AgencyKind::PostOperator,
        AgencyKind::Other,
    ];

    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            AgencyKind::Country => "country",
            AgencyKind::Ministry => "ministry",
            AgencyKind::Province => "province",
            AgencyKind::City => "city",
            AgencyKind::District => "district",
            AgencyKind::Commune => "commune",
            AgencyKind::Ward => "ward",
            AgencyKind::SpecialZone => "special_zone",
            AgencyKind::Department => "department",
            AgencyKind::Office => "office",
            AgencyKind::ServiceCentre => "service_centre",
            AgencyKind::PublicServiceUnit => "public_service_unit",
            AgencyKind::PostOperator => "post_operator",
            AgencyKind::Other => "other",
        }
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<AgencyKind> {
        AgencyKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The kind of that id, or so called in either language; capitals and marks do not matter, and the usual shorter words count too (`sở`, `thành phố`).
    pub fn find(text: &str) -> Option<AgencyKind> {
        let wanted = plain_words(text);
        let shorter = || match wanted.as_str() {
            "bo" | "co quan ngang bo" | "bo nganh" => Some(AgencyKind::Ministry),
            "thanh pho" | "tp" => Some(AgencyKind::City),
            "quan" | "thi xa" => Some(AgencyKind::District),
            "so" | "vu" | "cuc" => Some(AgencyKind::Department),
            "trung tam" | "trung tam hanh chinh cong" => Some(AgencyKind::ServiceCentre),
            "don vi su nghiep" => Some(AgencyKind::PublicServiceUnit),
            "buu chinh" | "buu dien" => Some(AgencyKind::PostOperator),
            _ => None,
        };
        AgencyKind::ALL
            .into_iter()
            .find(|kind| {
                let name = kind.name();
                plain_words(kind.id()) == wanted
                    || plain_words(&name.vi) == wanted
                    || name.en.is_some_and(|en| plain_words(&en) == wanted)
            })
            .or_else(shorter)
    }

    /// What people call it.
    pub fn name(self) -> Text {
        match self {
            AgencyKind::Country => Text::new("Quốc gia", "Country"),
            AgencyKind::Ministry => Text::new("Bộ, cơ quan ngang bộ", "Ministry"),
            AgencyKind::Province => Text::new("Tỉnh", "Province"),
            AgencyKind::City => Text::new("Thành phố trực thuộc trung ương", "Centrally-run city"),
            AgencyKind::District => Text::new("Huyện", "District"),
            AgencyKind::Commune => Text::new("Xã", "Commune"),
            AgencyKind::Ward => Text::new("Phường", "Ward"),
            AgencyKind::SpecialZone => Text::new("Đặc khu", "Special zone"),
            AgencyKind::Department => Text::new("Sở, cơ quan chuyên môn", "Department"),
            AgencyKind::Office => Text::new("Văn phòng", "Office"),
            AgencyKind::ServiceCentre => Text::new("Trung tâm phục vụ hành chính công", "Public service centre"),
            AgencyKind::PublicServiceUnit => Text::new("Đơn vị sự nghiệp công lập", "Public service unit"),
            AgencyKind::PostOperator => Text::new("Doanh nghiệp bưu chính", "Post operator"),
            AgencyKind::Other => Text::new("Khác", "Other"),
        }
    }

    /// The level it is always at; none where that follows from its parent.
    pub const fn own_level(self) -> Option<Level> {
        match self {
            AgencyKind::Country => Some(Level::National),
            AgencyKind::Ministry => Some(Level::Ministry),
            AgencyKind::Province | AgencyKind::City => Some(Level::Province),
            AgencyKind::District => Some(Level::District),
            AgencyKind::Commune | AgencyKind::Ward | AgencyKind::SpecialZone => Some(Level::Commune),
            AgencyKind::Department => Some(Level::Department),
            AgencyKind::Office
            | AgencyKind::ServiceCentre
            | AgencyKind::PublicServiceUnit
            | AgencyKind::PostOperator
            | AgencyKind::Other => None,
        }
    }

    /// The level below a parent of that level: a commune's service centre is at commune level, everything else of no level of its own at department level.
    pub const fn level_under(self, parent: Option<Level>) -> Level {
        match (self.own_level(), parent) {
            (Some(level), _) => level,
            (None, Some(Level::Commune)) => Level::Commune,
            (None, Some(Level::District)) => Level::District,
            (None, _) => Level::Department,
        }
    }

    /// True when an agency of this kind may stand directly below one of the other kind.
    pub const fn fits_under(self, parent: AgencyKind) -> bool {
        use AgencyKind::{City, Country, District, Ministry, Province};
        match self {
            AgencyKind::Country => false,
            AgencyKind::Ministry | AgencyKind::Province | AgencyKind::City => matches!(parent, Country),
            AgencyKind::District => matches!(parent, Province | City),
            AgencyKind::Commune | AgencyKind::Ward | AgencyKind::SpecialZone => {
                matches!(parent, Province | City | District)
            }
            AgencyKind::Department => matches!(parent, Ministry | Province | City | AgencyKind::Department),
            AgencyKind::Office
            | AgencyKind::ServiceCentre
            | AgencyKind::PublicServiceUnit
            | AgencyKind::PostOperator
            | AgencyKind::Other => true,
        }
    }
}

/// Level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The whole country.
    National,
    /// Ministries and agencies of ministerial rank.
    Ministry,
    /// Provinces and centrally-run cities.
    Province,
    /// Districts, until 30 June 2025.
    District,
    /// Communes, wards, special zones.
    Commune,
    /// Departments of a province or ministry.
    Department,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 6] =
        [Level::National, Level::Ministry, Level::Province, Level::District, Level::Commune, Level::Department];

    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Level::National => "national",
            Level::Ministry => "ministry",
            Level::Province => "province",
            Level::District => "district",
            Level::Commune => "commune",
            Level::Department => "department",
        }
    }

    /// The level of that id.
    pub fn from_id(id: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.id() == id)
    }

    /// What people call it.
    pub fn name(self) -> Text {
        match self {
            Level::National => Text::new("Trung ương", "National"),
            Level::Ministry => Text::new("Cấp bộ", "Ministry"),
            Level::Province => Text::new("Cấp tỉnh", "Province"),
            Level::District => Text::new("Cấp huyện (đến ngày 30/06/2025)", "District (until 30 June 2025)"),
            Level::Commune => Text::new("Cấp xã", "Commune"),
            Level::Department => Text::new("Cấp sở", "Department"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_every_word_for_it() {
        for (word, kind) in [
            ("Xã", AgencyKind::Commune),
            ("phường", AgencyKind::Ward),
            ("ĐẶC KHU", AgencyKind::SpecialZone),
            ("Sở", AgencyKind::Department),
            ("special_zone", AgencyKind::SpecialZone),
            ("Thành phố", AgencyKind::City),
            ("Centrally-run city", AgencyKind::City),
            ("văn phòng", AgencyKind::Office),
        ] {
            assert_eq!(AgencyKind::find(word), Some(kind), "{word}");
        }
        assert_eq!(AgencyKind::find("hội"), None);
        for kind in AgencyKind::ALL {
            assert_eq!(AgencyKind::from_id(kind.id()), Some(kind));
            assert_eq!(AgencyKind::find(&kind.name().vi), Some(kind));
        }
    }
}
