//! Who works in the round: each comes in by an invitation; who decides or signs has a second factor.

use super::super::factor::Factor;
use super::super::first_day::{self, Member, SESSION, accept, first_administrator, set_up_factor};
use super::{Scene, UNITS};
use crate::Result;
use crate::person::{Hand, Person};

/// What somebody does in the round; numbers are places among those who do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Coordinator,
    Appraiser(usize),
    Council(usize),
    Lead(usize),
    Approver(usize),
}

/// Names by part.
const NAMES: [(Part, &str, &str); 12] = [
    (Part::Coordinator, "Lê Quốc Cường", "cuong@moha.example.vn"),
    (Part::Appraiser(0), "Vũ Minh Đức", "duc@moha.example.vn"),
    (Part::Appraiser(1), "Hoàng Thu Hà", "ha@moha.example.vn"),
    (Part::Council(0), "Bùi Văn Khánh", "khanh@moha.example.vn"),
    (Part::Council(1), "Đặng Thị Mai", "mai@moha.example.vn"),
    (Part::Council(2), "Ngô Đình Nam", "nam@moha.example.vn"),
    (Part::Lead(0), "Phạm Lan Anh", "anh@hanoi.example.vn"),
    (Part::Approver(0), "Trịnh Văn Phúc", "phuc@hanoi.example.vn"),
    (Part::Lead(1), "Lý Thị Quỳnh", "quynh@quangninh.example.vn"),
    (Part::Approver(1), "Đinh Công Sơn", "son@quangninh.example.vn"),
    (Part::Lead(2), "Hồ Xuân Thủy", "thuy@nghean.example.vn"),
    (Part::Approver(2), "Cao Đăng Vinh", "vinh@nghean.example.vn"),
];

impl Part {
    fn role(self) -> &'static str {
        match self {
            Part::Coordinator => "national-coordinator",
            Part::Appraiser(_) => "appraiser",
            Part::Council(_) => "council-member",
            Part::Lead(_) => "unit-lead",
            Part::Approver(_) => "unit-approver",
        }
    }

    /// Whether what the part does needs a second factor.
    fn signs(self) -> bool {
        matches!(self, Part::Coordinator | Part::Council(_) | Part::Approver(_))
    }

    /// Appraisers work by keyboard alone.
    pub(super) fn hand(self) -> Hand {
        match self {
            Part::Appraiser(_) => Hand::Keys,
            _ => Hand::Pointer,
        }
    }

    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(part, ..)| *part == self).map_or("", |(_, name, _)| name)
    }
}

/// Everybody, with session and phone.
#[derive(Default)]
pub(super) struct Staff(Vec<(Part, String, Option<Factor>)>);

impl Staff {
    /// Signs a browser in.
    pub(super) async fn let_in(&self, person: &Person<'_>, part: Part) -> Result<()> {
        let session = self.0.iter().find(|(of, ..)| *of == part).map(|(_, session, _)| session.as_str());
        person.browser.keep_cookie(person.server, SESSION, session.unwrap_or_default()).await
    }

    /// A code from somebody's phone.
    pub(super) async fn code(&mut self, part: Part) -> Result<String> {
        let phone = self.0.iter_mut().find(|(of, ..)| *of == part).and_then(|(.., phone)| phone.as_mut());
        phone.ok_or_else(|| format!("{} has no second factor", part.name()))?.code().await
    }
}

/// The first administrator invites everybody, and each comes in.
pub(super) async fn everybody(scene: &Scene<'_>, first_link: &str) -> Result<Staff> {
    let huong = scene.stranger(0, Hand::Pointer).await?;
    first_administrator(&huong, first_link).await?;
    let mut links = Vec::new();
    for (part, name, mail) in NAMES {
        let agency = match part {
            Part::Lead(unit) | Part::Approver(unit) => Some((UNITS[unit].letters, UNITS[unit].id)),
            _ => None,
        };
        huong.visit("/people/new", 200).await?;
        links.push(first_day::invite(&huong, &Member { name, mail, role: part.role(), agency }).await?);
    }
    let mut staff = Staff::default();
    for ((part, name, _), link) in NAMES.into_iter().zip(links) {
        let somebody = scene.stranger(0, part.hand()).await?;
        accept(&somebody, &link, name).await?;
        let mut phone = None;
        if part.signs() {
            somebody.visit("/account/second-factor", 200).await?;
            phone = Some(set_up_factor(&somebody).await?.0);
        }
        somebody.visit("/work", 200).await?;
        staff.0.push((part, somebody.browser.cookie(somebody.server, SESSION).await?, phone));
    }
    Ok(staff)
}
