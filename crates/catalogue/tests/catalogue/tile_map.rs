//! The tile maps look like the map: neighbours are neighbours, north is up.

use crate::common::catalogue;
use chiso_catalogue::{Catalogue, Scheme, Tile};

#[allow(clippy::panic, clippy::unwrap_used, reason = "a test stops here")]
fn tile<'a>(catalogue: &'a Catalogue, scheme: Scheme, name: &str) -> &'a Tile {
    let unit = catalogue.find_unit(scheme, name).unwrap_or_else(|| panic!("no province {name}"));
    catalogue.tiles(scheme).iter().find(|t| t.code == unit.id).unwrap()
}

/// Tiles touch by a side or by a corner.
fn touch(a: &Tile, b: &Tile) -> bool {
    a.column.abs_diff(b.column) <= 1 && a.row.abs_diff(b.row) <= 1
}

const NEIGHBOURS_63: [(&str, &str); 48] = [
    ("Lai Châu", "Lào Cai"),
    ("Lai Châu", "Điện Biên"),
    ("Điện Biên", "Sơn La"),
    ("Sơn La", "Yên Bái"),
    ("Lào Cai", "Hà Giang"),
    ("Hà Giang", "Cao Bằng"),
    ("Hà Giang", "Tuyên Quang"),
    ("Cao Bằng", "Lạng Sơn"),
    ("Bắc Kạn", "Thái Nguyên"),
    ("Lạng Sơn", "Quảng Ninh"),
    ("Bắc Giang", "Bắc Ninh"),
    ("Hà Nội", "Vĩnh Phúc"),
    ("Hà Nội", "Bắc Ninh"),
    ("Hà Nội", "Hòa Bình"),
    ("Hà Nội", "Hưng Yên"),
    ("Quảng Ninh", "Hải Phòng"),
    ("Hải Phòng", "Hải Dương"),
    ("Hải Phòng", "Thái Bình"),
    ("Thái Bình", "Nam Định"),
    ("Nam Định", "Ninh Bình"),
    ("Ninh Bình", "Thanh Hóa"),
    ("Hòa Bình", "Thanh Hóa"),
    ("Thanh Hóa", "Nghệ An"),
    ("Nghệ An", "Hà Tĩnh"),
    ("Hà Tĩnh", "Quảng Bình"),
    ("Quảng Bình", "Quảng Trị"),
    ("Quảng Trị", "Thừa Thiên Huế"),
    ("Thừa Thiên Huế", "Đà Nẵng"),
    ("Đà Nẵng", "Quảng Nam"),
    ("Quảng Nam", "Kon Tum"),
    ("Kon Tum", "Gia Lai"),
    ("Gia Lai", "Bình Định"),
    ("Đắk Lắk", "Phú Yên"),
    ("Đắk Lắk", "Khánh Hòa"),
    ("Đắk Nông", "Bình Phước"),
    ("Lâm Đồng", "Bình Thuận"),
    ("Lâm Đồng", "Đồng Nai"),
    ("Khánh Hòa", "Ninh Thuận"),
    ("Bình Thuận", "Bà Rịa - Vũng Tàu"),
    ("Tây Ninh", "Long An"),
    ("TP. Hồ Chí Minh", "Đồng Nai"),
    ("TP. Hồ Chí Minh", "Long An"),
    ("TP. Hồ Chí Minh", "Bình Dương"),
    ("Long An", "Đồng Tháp"),
    ("Tiền Giang", "Bến Tre"),
    ("An Giang", "Kiên Giang"),
    ("Cần Thơ", "Hậu Giang"),
    ("Bạc Liêu", "Cà Mau"),
];

const NEIGHBOURS_34: [(&str, &str); 36] = [
    ("Lai Châu", "Lào Cai"),
    ("Lai Châu", "Điện Biên"),
    ("Lào Cai", "Sơn La"),
    ("Lào Cai", "Tuyên Quang"),
    ("Tuyên Quang", "Cao Bằng"),
    ("Tuyên Quang", "Phú Thọ"),
    ("Cao Bằng", "Lạng Sơn"),
    ("Thái Nguyên", "Hà Nội"),
    ("Lạng Sơn", "Bắc Ninh"),
    ("Lạng Sơn", "Quảng Ninh"),
    ("Quảng Ninh", "Hải Phòng"),
    ("Bắc Ninh", "Hải Phòng"),
    ("Hà Nội", "Phú Thọ"),
    ("Hà Nội", "Hưng Yên"),
    ("Hải Phòng", "Hưng Yên"),
    ("Hưng Yên", "Ninh Bình"),
    ("Ninh Bình", "Phú Thọ"),
    ("Ninh Bình", "Thanh Hóa"),
    ("Sơn La", "Thanh Hóa"),
    ("Thanh Hóa", "Nghệ An"),
    ("Nghệ An", "Hà Tĩnh"),
    ("Hà Tĩnh", "Quảng Trị"),
    ("Quảng Trị", "Huế"),
    ("Huế", "Đà Nẵng"),
    ("Đà Nẵng", "Quảng Ngãi"),
    ("Quảng Ngãi", "Gia Lai"),
    ("Gia Lai", "Đắk Lắk"),
    ("Đắk Lắk", "Khánh Hòa"),
    ("Khánh Hòa", "Lâm Đồng"),
    ("Lâm Đồng", "Đồng Nai"),
    ("Đồng Nai", "TP. Hồ Chí Minh"),
    ("TP. Hồ Chí Minh", "Tây Ninh"),
    ("Tây Ninh", "Đồng Tháp"),
    ("Đồng Tháp", "Vĩnh Long"),
    ("An Giang", "Cà Mau"),
    ("Cần Thơ", "Cà Mau"),
];

#[test]
fn neighbours_on_the_map_are_neighbours_on_the_grid() {
    let catalogue = catalogue();
    for (scheme, pairs) in [(Scheme::Provinces63, &NEIGHBOURS_63[..]), (Scheme::Provinces34, &NEIGHBOURS_34[..])] {
        for (a, b) in pairs {
            assert!(touch(tile(catalogue, scheme, a), tile(catalogue, scheme, b)), "{scheme:?}: {a}, {b}");
        }
    }
}

#[test]
fn north_is_up_and_east_is_right() {
    let catalogue = catalogue();
    for scheme in [Scheme::Provinces63, Scheme::Provinces34] {
        let tile = |name| tile(catalogue, scheme, name);
        for (north, south) in [
            ("Cao Bằng", "Hà Nội"),
            ("Lào Cai", "Sơn La"),
            ("Hà Nội", "Thanh Hóa"),
            ("Quảng Ninh", "Hải Phòng"),
            ("Thanh Hóa", "Nghệ An"),
            ("Hà Tĩnh", "Đà Nẵng"),
            ("Đà Nẵng", "Gia Lai"),
            ("Gia Lai", "Đắk Lắk"),
            ("Khánh Hòa", "TP. Hồ Chí Minh"),
            ("Tây Ninh", "Cần Thơ"),
            ("Cần Thơ", "Cà Mau"),
        ] {
            assert!(tile(north).row < tile(south).row, "{scheme:?}: {north} is north of {south}");
        }
        for (west, east) in [
            ("Điện Biên", "Hà Nội"),
            ("Hà Nội", "Hải Phòng"),
            ("Lai Châu", "Cao Bằng"),
            ("Nghệ An", "Đà Nẵng"),
            ("Lâm Đồng", "Khánh Hòa"),
            ("Tây Ninh", "Đồng Nai"),
            ("An Giang", "Vĩnh Long"),
        ] {
            assert!(tile(west).column < tile(east).column, "{scheme:?}: {west} is west of {east}");
        }
    }
    let (highlands, coast) = (["Kon Tum", "Gia Lai", "Đắk Lắk"], ["Quảng Ngãi", "Bình Định", "Phú Yên"]);
    for (inland, sea) in highlands.iter().zip(coast) {
        let at = |name| tile(catalogue, Scheme::Provinces63, name);
        assert!(at(inland).column < at(sea).column && at(inland).row == at(sea).row, "{inland}, {sea}");
    }
}

/// A map of Việt Nam is never shown without the two archipelagos.
#[test]
fn hoang_sa_and_truong_sa_lie_to_the_east() {
    let catalogue = catalogue();
    for scheme in [Scheme::Provinces63, Scheme::Provinces34] {
        let tiles = catalogue.tiles(scheme);
        let easternmost = tiles.iter().filter(|t| t.archipelago.is_none()).map(|t| t.column).max().unwrap();
        for (code, name, belongs_to) in [("hoang-sa", "Hoàng Sa", "Đà Nẵng"), ("truong-sa", "Trường Sa", "Khánh Hòa")]
        {
            let island = tiles.iter().find(|t| t.code == code).unwrap();
            let archipelago = island.archipelago.as_ref().unwrap();
            assert_eq!(archipelago.name.vi, name);
            assert_eq!(archipelago.belongs_to, catalogue.find_unit(scheme, belongs_to).unwrap().id);
            assert!(island.column > easternmost, "{code}");
        }
        let at = |code: &str| tiles.iter().find(|t| t.code == code).unwrap();
        assert!(at("hoang-sa").row < at("truong-sa").row && at("hoang-sa").column < at("truong-sa").column);
    }
}
