//! Where the provinces of Việt Nam lie on a tile map.
//!
//! No free boundary file with Hoàng Sa and Trường Sa exists, and a map of Việt Nam is never shown without them; so each province is a tile, placed near where it
//! lies, and both archipelagos have their own. The places are our own drawing.

/// The place of one tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TilePlace {
    /// Statistical code of the province, valid in the time of its layout; none for an archipelago.
    pub code: Option<&'static str>,
    /// Column, from 0 in the west.
    pub column: u8,
    /// Row, from 0 in the north.
    pub row: u8,
    /// Name as it is printed in the tile, shortened where a full one does not fit.
    pub label: &'static str,
}

const fn unit(code: &'static str, column: u8, row: u8, label: &'static str) -> TilePlace {
    TilePlace { code: Some(code), column, row, label }
}

const fn island(column: u8, row: u8, label: &'static str) -> TilePlace {
    TilePlace { code: None, column, row, label }
}

/// The 63 provinces until 30/06/2025, north to south, and the two archipelagos.
pub const VIETNAM_63: [TilePlace; 65] = [
    unit("02", 3, 0, "Hà Giang"),
    unit("04", 4, 0, "Cao Bằng"),
    unit("12", 1, 1, "Lai Châu"),
    unit("10", 2, 1, "Lào Cai"),
    unit("08", 3, 1, "Tuyên Quang"),
    unit("06", 4, 1, "Bắc Kạn"),
    unit("20", 5, 1, "Lạng Sơn"),
    unit("11", 0, 2, "Điện Biên"),
    unit("14", 1, 2, "Sơn La"),
    unit("15", 2, 2, "Yên Bái"),
    unit("25", 3, 2, "Phú Thọ"),
    unit("19", 4, 2, "Thái Nguyên"),
    unit("24", 5, 2, "Bắc Giang"),
    unit("22", 6, 2, "Quảng Ninh"),
    unit("26", 3, 3, "Vĩnh Phúc"),
    unit("27", 4, 3, "Bắc Ninh"),
    unit("30", 5, 3, "Hải Dương"),
    unit("31", 6, 3, "Hải Phòng"),
    unit("17", 2, 4, "Hòa Bình"),
    unit("01", 3, 4, "Hà Nội"),
    unit("33", 4, 4, "Hưng Yên"),
    unit("34", 5, 4, "Thái Bình"),
    unit("37", 2, 5, "Ninh Bình"),
    unit("35", 3, 5, "Hà Nam"),
    unit("36", 4, 5, "Nam Định"),
    unit("38", 2, 6, "Thanh Hóa"),
    unit("40", 2, 7, "Nghệ An"),
    unit("42", 3, 8, "Hà Tĩnh"),
    unit("44", 4, 9, "Quảng Bình"),
    unit("45", 4, 10, "Quảng Trị"),
    unit("46", 5, 10, "Huế"),
    unit("49", 5, 11, "Quảng Nam"),
    unit("48", 6, 11, "Đà Nẵng"),
    unit("62", 5, 12, "Kon Tum"),
    unit("51", 6, 12, "Quảng Ngãi"),
    unit("64", 5, 13, "Gia Lai"),
    unit("52", 6, 13, "Bình Định"),
    unit("66", 5, 14, "Đắk Lắk"),
    unit("54", 6, 14, "Phú Yên"),
    unit("70", 3, 15, "Bình Phước"),
    unit("67", 4, 15, "Đắk Nông"),
    unit("68", 5, 15, "Lâm Đồng"),
    unit("56", 6, 15, "Khánh Hòa"),
    unit("72", 2, 16, "Tây Ninh"),
    unit("74", 3, 16, "Bình Dương"),
    unit("75", 4, 16, "Đồng Nai"),
    unit("60", 5, 16, "Bình Thuận"),
    unit("58", 6, 16, "Ninh Thuận"),
    unit("89", 0, 17, "An Giang"),
    unit("87", 1, 17, "Đồng Tháp"),
    unit("80", 2, 17, "Long An"),
    unit("79", 3, 17, "TP. HCM"),
    unit("77", 4, 17, "BR-VT"),
    unit("91", 0, 18, "Kiên Giang"),
    unit("92", 1, 18, "Cần Thơ"),
    unit("82", 2, 18, "Tiền Giang"),
    unit("83", 3, 18, "Bến Tre"),
    unit("93", 1, 19, "Hậu Giang"),
    unit("86", 2, 19, "Vĩnh Long"),
    unit("84", 3, 19, "Trà Vinh"),
    unit("96", 0, 20, "Cà Mau"),
    unit("95", 1, 20, "Bạc Liêu"),
    unit("94", 2, 20, "Sóc Trăng"),
    island(7, 10, "Hoàng Sa"),
    island(7, 18, "Trường Sa"),
];

/// The 34 provinces since 01/07/2025, north to south, and the two archipelagos.
pub const VIETNAM_34: [TilePlace; 36] = [
    unit("12", 1, 0, "Lai Châu"),
    unit("15", 2, 0, "Lào Cai"),
    unit("08", 3, 0, "Tuyên Quang"),
    unit("04", 4, 0, "Cao Bằng"),
    unit("11", 0, 1, "Điện Biên"),
    unit("14", 1, 1, "Sơn La"),
    unit("25", 2, 1, "Phú Thọ"),
    unit("19", 3, 1, "Thái Nguyên"),
    unit("20", 4, 1, "Lạng Sơn"),
    unit("01", 2, 2, "Hà Nội"),
    unit("24", 3, 2, "Bắc Ninh"),
    unit("22", 4, 2, "Quảng Ninh"),
    unit("37", 2, 3, "Ninh Bình"),
    unit("33", 3, 3, "Hưng Yên"),
    unit("31", 4, 3, "Hải Phòng"),
    unit("38", 2, 4, "Thanh Hóa"),
    unit("40", 2, 5, "Nghệ An"),
    unit("42", 3, 6, "Hà Tĩnh"),
    unit("44", 3, 7, "Quảng Trị"),
    unit("46", 4, 8, "Huế"),
    unit("48", 5, 9, "Đà Nẵng"),
    unit("51", 5, 10, "Quảng Ngãi"),
    unit("52", 5, 11, "Gia Lai"),
    unit("66", 5, 12, "Đắk Lắk"),
    unit("75", 3, 13, "Đồng Nai"),
    unit("68", 4, 13, "Lâm Đồng"),
    unit("56", 5, 13, "Khánh Hòa"),
    unit("80", 2, 14, "Tây Ninh"),
    unit("79", 3, 14, "TP. HCM"),
    unit("91", 0, 15, "An Giang"),
    unit("82", 1, 15, "Đồng Tháp"),
    unit("86", 2, 15, "Vĩnh Long"),
    unit("96", 0, 16, "Cà Mau"),
    unit("92", 1, 16, "Cần Thơ"),
    island(6, 8, "Hoàng Sa"),
    island(6, 15, "Trường Sa"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_tile_has_its_own_place_and_both_archipelagos_are_there() {
        for (layout, units) in [(&VIETNAM_63[..], 63), (&VIETNAM_34[..], 34)] {
            let places: BTreeSet<(u8, u8)> = layout.iter().map(|tile| (tile.column, tile.row)).collect();
            let codes: BTreeSet<&str> = layout.iter().filter_map(|tile| tile.code).collect();
            let islands: Vec<&str> = layout.iter().filter(|tile| tile.code.is_none()).map(|tile| tile.label).collect();
            assert_eq!(places.len(), layout.len());
            assert_eq!(codes.len(), units);
            assert_eq!(islands, ["Hoàng Sa", "Trường Sa"]);
        }
    }
}
