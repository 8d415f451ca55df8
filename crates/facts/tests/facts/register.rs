//! A small register for tests of imports.

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, CodeSystem, Dated, Heir, LineageEdge, LineageKind, Register, Validity,
};
use chiso_model::{Date, Text};

pub(crate) fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

/// `from..to`, either end left out.
pub(crate) fn valid(days: &str) -> Validity {
    let (from, to) = days.split_once("..").unwrap();
    let one = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
    Validity::new(one(from), one(to))
}

fn agency(name: &str, kind: AgencyKind, title: &str, days: &str, parent: &str) -> Agency {
    Agency::new(id(name), kind, Text { vi: title.to_owned(), en: None }, valid(days)).below(id(parent))
}

/// Lào Cai before and after the merger with a department and two communes, Quảng Ninh and Huế with a Tân An each, one ministry.
pub(crate) fn register() -> Register {
    let gso = |agency: Agency, code: &str| agency.with_code(CodeSystem::GSO, code);
    let country = Agency::new(id("viet-nam"), AgencyKind::Country, Text::new("Việt Nam", "Viet Nam"), Validity::ALWAYS);
    let mut department = agency("snv", AgencyKind::Department, "Sở Nội vụ", "2025-07-01..", "15-2025")
        .with_code(CodeSystem::LOCAL, "SNV")
        .with_code(CodeSystem::H26, "000.00.15.H38");
    department.aliases = vec![Dated::new("SNV".to_owned(), department.valid)];
    Register::new(
        [
            country,
            gso(agency("10", AgencyKind::Province, "Lào Cai", "..2025-06-30", "viet-nam"), "10"),
            gso(agency("15", AgencyKind::Province, "Yên Bái", "..2025-06-30", "viet-nam"), "15"),
            gso(agency("15-2025", AgencyKind::Province, "Lào Cai", "2025-07-01..", "viet-nam"), "15"),
            gso(agency("22", AgencyKind::Province, "Quảng Ninh", "..", "viet-nam"), "22"),
            gso(agency("46", AgencyKind::City, "Huế", "..", "viet-nam"), "46"),
            department,
            gso(agency("02647", AgencyKind::Ward, "Phường Cam Đường", "2025-07-01..", "15-2025"), "02647"),
            gso(agency("02905", AgencyKind::Commune, "Xã Bảo Thắng", "2025-07-01..", "15-2025"), "02905"),
            gso(agency("07063", AgencyKind::Ward, "Phường Tân An", "2025-07-01..", "22"), "07063"),
            gso(agency("19774", AgencyKind::Commune, "Xã Tân An", "2025-07-01..", "46"), "19774"),
            agency("bo-noi-vu", AgencyKind::Ministry, "Bộ Nội vụ", "..", "viet-nam"),
        ],
        [LineageEdge {
            kind: LineageKind::Merge,
            date: Date::constant(2025, 7, 1),
            decision: Some("Nghị quyết 202/2025/QH15".to_owned()),
            from: vec![id("10"), id("15")],
            to: vec![Heir::new(id("15-2025"))],
            note: None,
            source: None,
        }],
    )
}
