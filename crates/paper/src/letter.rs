//! What stands around the body of an official document, as Nghị định 30/2020/NĐ-CP, Phụ lục I orders it.

use chiso_model::Date;

use crate::print;

/// Name of the country.
pub(crate) const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Its motto.
pub(crate) const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// What stands around the body of an official document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The agency above the one that issues it, where it has one: `ỦY BAN NHÂN DÂN TỈNH HÀ GIANG`. Printed in capitals.
    pub superior: Option<String>,
    /// The agency that issues it. Printed in capitals.
    pub agency: String,
    /// Its number, given by the clerk; room is left where there is none yet.
    pub number: Option<String>,
    /// What follows the number: `BC-UBND`.
    pub symbol: String,
    /// The place of issue.
    pub place: String,
    /// The day of issue; room is left where there is none yet.
    pub on: Option<Date>,
    /// Who receives it, the archive last: `Bộ Nội vụ`, `Lưu: VT`.
    pub recipients: Vec<String>,
    /// Who signs it.
    pub signer: Signer,
    /// The day that the properties of the file name as the one on which it was made.
    pub made: Date,
}

/// Who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// On whose behalf, where it is not the signer's own: `TM. ỦY BAN NHÂN DÂN`, `KT. GIÁM ĐỐC`.
    pub authority: Option<String>,
    /// The signer's title: `CHỦ TỊCH`.
    pub title: String,
    /// The signer's name; room is left for it where it is not known yet.
    pub name: Option<String>,
}

impl Letter {
    /// “Số: 15/BC-UBND”.
    pub(crate) fn number_line(&self) -> String {
        format!("Số: {}/{}", self.number.as_deref().unwrap_or("       "), self.symbol)
    }

    /// “Hà Nội, ngày 05 tháng 02 năm 2025”.
    pub(crate) fn place_line(&self) -> String {
        match self.on {
            Some(day) => format!("{}, {}", self.place, print::long_day(day)),
            None => format!("{}, ngày      tháng      năm {:04}", self.place, self.made.year()),
        }
    }

    /// The recipients as lines: “- Bộ Nội vụ;”, the last with a full stop.
    pub(crate) fn recipient_lines(&self) -> Vec<String> {
        let last = self.recipients.len().saturating_sub(1);
        let end = |i: usize| if i == last { '.' } else { ';' };
        self.recipients.iter().enumerate().map(|(i, recipient)| format!("- {}{}", recipient.trim(), end(i))).collect()
    }

    /// Lines above the signature: on whose behalf, and the title.
    pub(crate) fn signer_lines(&self) -> Vec<String> {
        self.signer.authority.iter().chain([&self.signer.title]).map(|line| line.to_uppercase()).collect()
    }

    /// To which document an annex belongs.
    pub(crate) fn annex_line(&self) -> String {
        let number = self.number.as_deref().unwrap_or("       ");
        let day = self.on.map_or_else(|| format!("ngày      tháng      năm {:04}", self.made.year()), print::long_day);
        format!("(Kèm theo Báo cáo số {number}/{} {day} của {})", self.symbol, self.agency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_clerk_gives_later_has_room() {
        let letter = Letter {
            superior: None,
            agency: "Sở Nội vụ".into(),
            number: None,
            symbol: "BC-SNV".into(),
            place: "Hà Nội".into(),
            on: None,
            recipients: vec!["Bộ Nội vụ".into(), "Lưu: VT".into()],
            signer: Signer {
                authority: Some("KT. Giám đốc".into()), title: "Phó Giám đốc".into(), name: None
            },
            made: Date::constant(2025, 2, 5),
        };
        assert_eq!(letter.number_line(), "Số:        /BC-SNV");
        assert_eq!(letter.place_line(), "Hà Nội, ngày      tháng      năm 2025");
        assert_eq!(letter.recipient_lines(), ["- Bộ Nội vụ;", "- Lưu: VT."]);
        assert_eq!(letter.signer_lines(), ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
        let issued = Letter { number: Some("15".into()), on: Some(Date::constant(2025, 2, 5)), ..letter };
        assert_eq!(issued.number_line(), "Số: 15/BC-SNV");
        assert_eq!(issued.annex_line(), "(Kèm theo Báo cáo số 15/BC-SNV ngày 05 tháng 02 năm 2025 của Sở Nội vụ)");
    }
}
