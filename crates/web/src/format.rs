//! Numbers and dates as people read them.

use chiso_model::{Lang, Missing, decimal};

/// A change with its sign: `+1,39`, `−0,02`, `0,00`.
pub fn signed(value: f64, digits: u8, lang: Lang) -> String {
    let text = decimal(value, digits, lang);
    if value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { format!("+{text}") } else { text }
}

/// "point" or "points", after a printed number.
pub fn points_noun(number: &str, lang: Lang) -> &'static str {
    lang.pick("điểm", if number == "1" { "point" } else { "points" })
}

/// What a change is counted in.
pub const fn change_unit(per_cent: bool, lang: Lang) -> &'static str {
    if per_cent { lang.pick("điểm phần trăm", "percentage points") } else { lang.pick("điểm", "points") }
}

/// A share of one in per cent: `97,6 %` in Vietnamese, `97.6%` in English.
pub fn percent(share: f64, digits: u8, lang: Lang) -> String {
    format!("{}{}", decimal(share * 100.0, digits, lang), lang.pick("\u{202f}%", "%"))
}

/// A number with as many decimals as it has, up to six: weights, points and goalposts of a rulebook.
pub fn plain(value: f64, lang: Lang) -> String {
    let digits = (0..6u8).find(|digits| {
        let scale = 10f64.powi(i32::from(*digits));
        ((value * scale).round() / scale - value).abs() < 1e-9 * value.abs().max(1.0)
    });
    decimal(value, digits.unwrap_or(6), lang)
}

/// A share of one in per cent with as many decimals as it has.
pub fn plain_percent(share: f64, lang: Lang) -> String {
    format!("{}{}", plain((share * 1e10).round() / 1e8, lang), lang.pick("\u{202f}%", "%"))
}

/// A place; a half where equal places are shared.
pub fn place(rank: f64, lang: Lang) -> String {
    decimal(rank, u8::from(rank.fract() != 0.0), lang)
}

/// A place within a sentence: `13` in Vietnamese, `13th` in English.
pub fn ordinal(rank: f64, lang: Lang) -> String {
    let number = place(rank, lang);
    if lang == Lang::Vi || rank.fract() != 0.0 {
        return number;
    }
    let ending = match (rank % 10.0, rank % 100.0) {
        (1.0, rest) if rest != 11.0 => "st",
        (2.0, rest) if rest != 12.0 => "nd",
        (3.0, rest) if rest != 13.0 => "rd",
        _ => "th",
    };
    number + ending
}

/// Why there is no number, in words.
pub fn missing(kind: Missing, lang: Lang) -> &'static str {
    match kind {
        Missing::Blank => lang.pick("chưa có số liệu", "no data yet"),
        Missing::NotApplicable => lang.pick("không áp dụng", "not applicable"),
        Missing::Abstained => lang.pick("không cho ý kiến", "abstained"),
        Missing::Withheld => lang.pick("không công bố", "withheld"),
        Missing::NotComputable => lang.pick("không tính được", "cannot be computed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_their_country() {
        assert_eq!(signed(1.39, 2, Lang::Vi), "+1,39");
        assert_eq!(signed(-0.02, 2, Lang::Vi), "−0,02");
        assert_eq!(signed(0.0, 2, Lang::En), "0.00");
        assert_eq!(signed(0.001, 2, Lang::En), "0.00");
        assert_eq!(percent(0.8837, 2, Lang::Vi), "88,37\u{202f}%");
        assert_eq!(percent(0.8837, 2, Lang::En), "88.37%");
        for (value, vi) in
            [(9.5, "9,5"), (100.0, "100"), (0.25, "0,25"), (75000.0, "75\u{202f}000"), (0.1 + 0.2, "0,3")]
        {
            assert_eq!(plain(value, Lang::Vi), vi);
        }
        assert_eq!(plain_percent(0.925, Lang::Vi), "92,5\u{202f}%");
        assert_eq!(place(3.0, Lang::Vi), "3");
        assert_eq!(place(2.5, Lang::Vi), "2,5");
    }
}
