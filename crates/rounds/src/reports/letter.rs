//! What stands around the body of an official document, as far as the system knows it: number, day and name are left to the clerk and the signer.

use chiso_model::agency::{AgencyId, AgencyKind, Register};
use chiso_model::{Date, Lang};
use chiso_paper::{Letter, Signer};

use crate::named::agency_title;

/// What issues national documents: which ministry it is, the register does not tell.
const NATIONAL: &str = "Cơ quan tổ chức đánh giá";
/// Where national documents are issued.
const CAPITAL: &str = "Hà Nội";

/// An agency as it stands in the head of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I).
pub(super) struct Office {
    superior: Option<String>,
    /// The name under which it issues documents.
    pub(super) agency: String,
    symbol: &'static str,
    place: String,
    authority: Option<&'static str>,
    signer: &'static str,
}

/// The letter of an agency, with room for number and day.
pub(super) fn letter(register: &Register, agency: &str, recipients: Vec<String>, day: Date) -> Letter {
    let Office { superior, agency, symbol, place, authority, signer } = office(register, agency, day);
    let mut recipients = recipients;
    recipients.push("Lưu: VT".to_owned());
    Letter {
        superior,
        agency,
        number: None,
        symbol: symbol.to_owned(),
        place,
        on: None,
        recipients,
        signer: Signer { authority: authority.map(str::to_owned), title: signer.to_owned(), name: None },
        made: day,
    }
}

/// How an agency issues documents: a people's committee by its own name, what is below one or below a ministry under the name of that.
pub(super) fn office(register: &Register, agency: &str, day: Date) -> Office {
    let title = agency_title(register, agency, day).get(Lang::Vi).to_owned();
    let id = AgencyId::new(agency).ok();
    let found = id.as_ref().and_then(|id| register.get(id));
    let then = found.map_or(day, |found| day.max(found.valid.first()).min(found.valid.last()));
    let kind = found.map_or(AgencyKind::Other, |found| found.kind_on(then));
    if let Some(area) = area(kind) {
        return Office {
            superior: None,
            agency: committee(area, &title),
            symbol: "BC-UBND",
            place: title,
            authority: Some("TM. ỦY BAN NHÂN DÂN"),
            signer: "CHỦ TỊCH",
        };
    }
    let above = id.as_ref().and_then(|id| register.ancestors(id, then).first().map(|above| above.id().clone()));
    let above = above.filter(|_| !matches!(kind, AgencyKind::Country | AgencyKind::Ministry));
    let above = above.map(|above| office(register, above.as_str(), day));
    let signer = match kind {
        AgencyKind::Ministry if title.starts_with("Bộ ") => "BỘ TRƯỞNG",
        AgencyKind::Country | AgencyKind::Ministry => "THỦ TRƯỞNG CƠ QUAN",
        AgencyKind::Department if title.starts_with("Sở ") => "GIÁM ĐỐC",
        _ => "THỦ TRƯỞNG ĐƠN VỊ",
    };
    Office {
        place: above.as_ref().map_or_else(|| CAPITAL.to_owned(), |above| above.place.clone()),
        superior: above.map(|above| above.agency).filter(|above| above != NATIONAL),
        agency: if kind == AgencyKind::Country { NATIONAL.to_owned() } else { title },
        symbol: "BC",
        authority: None,
        signer,
    }
}

/// What an area that has a people's committee is called.
const fn area(kind: AgencyKind) -> Option<&'static str> {
    match kind {
        AgencyKind::Province => Some("tỉnh"),
        AgencyKind::City => Some("thành phố"),
        AgencyKind::District => Some("huyện"),
        AgencyKind::Commune => Some("xã"),
        AgencyKind::Ward => Some("phường"),
        AgencyKind::SpecialZone => Some("đặc khu"),
        _ => None,
    }
}

/// The people's committee of an area, whose name may say already what it is: “Quận Ba Đình”.
fn committee(area: &str, title: &str) -> String {
    let low = title.to_lowercase();
    let says = [area, "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "thị trấn", "phường", "đặc khu"];
    match says.iter().find(|word| low.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' '))) {
        Some(word) => {
            let rest: String = title.chars().skip(word.chars().count()).collect();
            format!("Ủy ban nhân dân {word}{rest}")
        }
        None => format!("Ủy ban nhân dân {area} {title}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use chiso_model::Text;
    use chiso_model::agency::{Agency, Validity};

    use super::*;

    #[test]
    fn every_kind_of_agency_issues_under_its_own_name() {
        let id = |text: &str| AgencyId::new(text).unwrap();
        let agency = |name: &str, kind, title: &str, above: Option<&str>| {
            let agency = Agency::new(id(name), kind, Text::new(title, title), Validity::new(None, None));
            above.map_or_else(|| agency.clone(), |above| agency.clone().below(id(above)))
        };
        let register = Register::new(
            [
                agency("viet-nam", AgencyKind::Country, "Việt Nam", None),
                agency("bo-noi-vu", AgencyKind::Ministry, "Bộ Nội vụ", Some("viet-nam")),
                agency("vu-cchc", AgencyKind::Department, "Vụ Cải cách hành chính", Some("bo-noi-vu")),
                agency("01", AgencyKind::City, "Hà Nội", Some("viet-nam")),
                agency("04", AgencyKind::Province, "Cao Bằng", Some("viet-nam")),
                agency("so", AgencyKind::Department, "Sở Y tế", Some("01")),
                agency("xa", AgencyKind::Commune, "Xã Bế Văn Đàn", Some("04")),
                agency("ward", AgencyKind::Ward, "Ba Đình", Some("01")),
            ],
            [],
        );
        let told = |name: &str| {
            let office = office(&register, name, Date::constant(2026, 1, 1));
            let superior = office.superior.unwrap_or_default();
            format!("{superior}|{}|{}|{}|{}", office.agency, office.symbol, office.place, office.signer)
        };
        assert_eq!(told("viet-nam"), "|Cơ quan tổ chức đánh giá|BC|Hà Nội|THỦ TRƯỞNG CƠ QUAN");
        assert_eq!(told("bo-noi-vu"), "|Bộ Nội vụ|BC|Hà Nội|BỘ TRƯỞNG");
        assert_eq!(told("vu-cchc"), "Bộ Nội vụ|Vụ Cải cách hành chính|BC|Hà Nội|THỦ TRƯỞNG ĐƠN VỊ");
        assert_eq!(told("01"), "|Ủy ban nhân dân thành phố Hà Nội|BC-UBND|Hà Nội|CHỦ TỊCH");
        assert_eq!(told("so"), "Ủy ban nhân dân thành phố Hà Nội|Sở Y tế|BC|Hà Nội|GIÁM ĐỐC");
        assert_eq!(told("xa"), "|Ủy ban nhân dân xã Bế Văn Đàn|BC-UBND|Xã Bế Văn Đàn|CHỦ TỊCH");
        assert_eq!(told("ward"), "|Ủy ban nhân dân phường Ba Đình|BC-UBND|Ba Đình|CHỦ TỊCH");
    }
}
