//! What stands around the body of an official document, as far as the system knows it: number, day and name are left to the clerk and the signer.

use chiso_model::agency::{AgencyId, AgencyKind};
use chiso_model::{Date, Lang};
use chiso_paper::{Letter, Signer};

use crate::entry::Rounds;
use crate::named::agency_title;

/// The letter of an agency. `on` and `number` are of a decision that is known; without one, room is left.
pub(super) fn letter(rounds: &Rounds, agency: &str, recipients: Vec<String>, day: Date, made: Date) -> Letter {
    let register = rounds.desk.register();
    let id = AgencyId::new(agency).ok();
    let found = id.as_ref().and_then(|id| register.get(id));
    let kind = found.map(|found| found.kind_on(day.max(found.valid.first()).min(found.valid.last())));
    let title = agency_title(&register, agency, day).get(Lang::Vi).to_owned();
    let is_area = kind.and_then(AgencyKind::own_level).is_some();
    let (issuer, symbol, authority, signer) = if is_area {
        (format!("Ủy ban nhân dân {title}"), "BC-UBND", Some("TM. ỦY BAN NHÂN DÂN".to_owned()), "CHỦ TỊCH")
    } else {
        (title.clone(), "BC", None, "THỦ TRƯỞNG ĐƠN VỊ")
    };
    let mut recipients = recipients;
    recipients.push("Lưu: VT".to_owned());
    Letter {
        superior: None,
        agency: issuer,
        number: None,
        symbol: symbol.to_owned(),
        place: title,
        on: None,
        recipients,
        signer: Signer { authority, title: signer.to_owned(), name: None },
        made,
    }
}
