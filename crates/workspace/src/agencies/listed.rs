//! Agencies as lists offer them to choose from.

use chiso_model::Lang;
use chiso_model::agency::{AgencyOnDay, Register};
use chiso_web::fold;

/// Id and name of each, the highest level first, then by the alphabet. A department or commune is named with its province, and so every one with what it stands below,
/// but for the country.
pub fn listed<'r>(
    register: &'r Register,
    among: impl IntoIterator<Item = AgencyOnDay<'r>>,
    lang: Lang,
) -> Vec<(String, String)> {
    let among = among.into_iter();
    let mut found: Vec<_> =
        among.map(|agency| (agency.level, agency.id().to_string(), named(register, &agency, lang))).collect();
    found.sort_by_cached_key(|(level, _, name)| (*level, fold::key(name)));
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}

fn named(register: &Register, agency: &AgencyOnDay<'_>, lang: Lang) -> String {
    let above = agency.parent.and_then(|parent| register.on(parent, agency.day));
    match above {
        Some(parent) if parent.parent.is_some() => format!("{} – {}", agency.title(lang), parent.title(lang)),
        _ => agency.title(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chiso_model::agency::{Agency, AgencyId, AgencyKind, Validity};
    use chiso_model::{Date, Text};

    use super::*;

    #[test]
    fn the_highest_come_first_then_the_alphabet_and_departments_with_their_province() {
        let id = |text: &str| AgencyId::new(text).unwrap();
        let of = |name: &str, kind, title: &str, valid| Agency::new(id(name), kind, Text::new(title, title), valid);
        let provinces = ["Cao Bằng", "Huế", "Đồng Nai", "Cà Mau", "Đắk Lắk", "Hà Nội", "Đà Nẵng", "Gia Lai"];
        let provinces = provinces
            .iter()
            .enumerate()
            .map(|(n, title)| of(&format!("p{n}"), AgencyKind::Province, title, Validity::ALWAYS).below(id("vn")));
        let ended = Validity::new(None, Some(Date::constant(2025, 6, 30)));
        let others = [
            of("vn", AgencyKind::Country, "Việt Nam", Validity::ALWAYS),
            of("d0", AgencyKind::Department, "Sở Nội vụ", Validity::ALWAYS).below(id("p1")),
            of("d1", AgencyKind::Department, "Sở Nội vụ", Validity::ALWAYS).below(id("p0")),
            of("old", AgencyKind::Province, "Bạc Liêu", ended).below(id("vn")),
        ];
        let register = Register::new(provinces.chain(others), []);
        let names = listed(&register, register.at(Date::constant(2026, 11, 22)), Lang::Vi);
        let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Việt Nam",
                "Cà Mau",
                "Cao Bằng",
                "Đà Nẵng",
                "Đắk Lắk",
                "Đồng Nai",
                "Gia Lai",
                "Hà Nội",
                "Huế",
                "Sở Nội vụ – Cao Bằng",
                "Sở Nội vụ – Huế",
            ]
        );
    }
}
