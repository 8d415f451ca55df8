//! Status, dates, ranking, bands and missing values, in words.

use chiso_model::{Lang, Missing, Rounding, RoundingMode, day};
use chiso_rulebook::definition::{
    Band, Bands, FactOrigin, MissingAction, MissingPolicy, Order, RankOn, Ranking, Status, Ties, Validity,
};

use chiso_web::format::{missing as missing_word, plain, plain_percent};

/// How far a definition can be trusted.
pub(crate) fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Official => lang.pick("chính thức", "official"),
        Status::Reconstructed => lang.pick("dựng lại", "reconstructed"),
        Status::Illustrative => lang.pick("minh họa", "illustrative"),
    }
}

/// When something is in force.
pub(crate) fn validity(valid: Validity, lang: Lang) -> String {
    let from = day(valid.from, lang);
    match (valid.to, lang) {
        (Some(to), Lang::Vi) => format!("Từ {from} đến {}", day(to, lang)),
        (Some(to), Lang::En) => format!("From {from} to {}", day(to, lang)),
        (None, Lang::Vi) => format!("Từ {from}"),
        (None, Lang::En) => format!("From {from}"),
    }
}

/// Where facts come from.
pub(crate) fn origin(origin: FactOrigin, lang: Lang) -> &'static str {
    match origin {
        FactOrigin::SelfAssessment => lang.pick("tự đánh giá, có thẩm định", "self-assessment, appraised"),
        FactOrigin::Survey => lang.pick("điều tra xã hội học", "sociological survey"),
        FactOrigin::Statistics => lang.pick("số liệu thống kê", "state statistics"),
        FactOrigin::Dossiers => lang.pick("hồ sơ thủ tục hành chính", "dossiers of procedures"),
        FactOrigin::Index => lang.pick("kết quả của chỉ số khác", "another index"),
        FactOrigin::Leadership => lang.pick("đánh giá của lãnh đạo", "assessment by leaders"),
    }
}

/// How units are ranked.
pub(crate) fn ranking(rank: &Ranking, lang: Lang) -> String {
    let on = match rank.on {
        RankOn::Unrounded => lang.pick("giá trị chưa làm tròn", "the unrounded value"),
        RankOn::Rounded => lang.pick("giá trị đã làm tròn", "the rounded value"),
    };
    let order = match rank.order {
        Order::Highest => lang.pick("cao nhất xếp thứ nhất", "the highest is first"),
        Order::Lowest => lang.pick("thấp nhất xếp thứ nhất", "the lowest is first"),
    };
    let ties = match rank.ties {
        Ties::Best => lang
            .pick("bằng điểm thì cùng lấy hạng tốt hơn (1, 2, 2, 4)", "equal values take the best place (1, 2, 2, 4)"),
        Ties::Shared => lang
            .pick("bằng điểm thì chia đều hạng (1; 2,5; 2,5; 4)", "equal values share the mean place (1, 2.5, 2.5, 4)"),
        Ties::Dense => lang.pick(
            "bằng điểm thì cùng hạng, không bỏ hạng (1, 2, 2, 3)",
            "equal values share a place and none is left out (1, 2, 2, 3)",
        ),
    };
    let mut text = match lang {
        Lang::Vi => format!("Xếp hạng theo {on}, {order}; {ties}"),
        Lang::En => format!("Ranked on {on}, {order}; {ties}"),
    };
    if let Some(groups) = &rank.groups {
        let more = match lang {
            Lang::Vi => format!("; xếp hạng riêng theo nhóm ({})", groups.attribute),
            Lang::En => format!("; ranked apart by group ({})", groups.attribute),
        };
        text.push_str(&more);
        if !groups.unranked.is_empty() {
            let more = match lang {
                Lang::Vi => format!(", không xếp hạng: {}", groups.unranked.join(", ")),
                Lang::En => format!(", not ranked: {}", groups.unranked.join(", ")),
            };
            text.push_str(&more);
        }
    }
    text + "."
}

/// Bands, the best first, one a line.
pub(crate) fn bands(bands: &Bands, lang: Lang) -> Vec<String> {
    let mut sorted: Vec<_> = bands.bands().iter().collect();
    let cut = |band: &Band| band.from.map_or(f64::NEG_INFINITY, |from| from.0);
    sorted.sort_by(|a, b| cut(b).total_cmp(&cut(a)));
    sorted
        .into_iter()
        .map(|band| {
            let title = band.title.get(lang);
            match (bands, band.from, lang) {
                (_, None, Lang::Vi) => format!("{title}: còn lại."),
                (_, None, Lang::En) => format!("{title}: the rest."),
                (Bands::Cuts(_), Some(from), Lang::Vi) => format!("{title}: từ {}.", plain(from.0, lang)),
                (Bands::Cuts(_), Some(from), Lang::En) => format!("{title}: from {}.", plain(from.0, lang)),
                (Bands::Quantiles(_), Some(from), Lang::Vi) => {
                    format!("{title}: từ phân vị {}.", plain_percent(from.0, lang))
                }
                (Bands::Quantiles(_), Some(from), Lang::En) => {
                    format!("{title}: from the {} quantile.", plain_percent(from.0, lang))
                }
            }
        })
        .collect()
}

/// How a node without a value counts in its parent.
pub(crate) fn missing(policy: &MissingPolicy, lang: Lang) -> String {
    let list: Vec<String> = match policy {
        MissingPolicy::All(action) => {
            vec![format!("{}: {}", lang.pick("khi không có giá trị", "when there is no value"), act(*action, lang))]
        }
        MissingPolicy::ByKind(_) => Missing::ALL
            .into_iter()
            .map(|kind| (kind, policy.action(kind)))
            .filter(|(_, action)| *action != MissingAction::Blank)
            .map(|(kind, action)| format!("{}: {}", missing_word(kind, lang), act(action, lang)))
            .collect(),
    };
    list.join("; ")
}

fn act(action: MissingAction, lang: Lang) -> &'static str {
    match action {
        MissingAction::Blank => lang.pick("cấp trên cũng không có giá trị", "the parent has no value either"),
        MissingAction::DropRescale => {
            lang.pick("bỏ ra và quy đổi phần còn lại về đủ thang điểm", "left out, the rest is scaled up to the whole")
        }
        MissingAction::Drop => lang.pick("bỏ ra, phần còn lại giữ nguyên", "left out, the rest stays as it is"),
        MissingAction::Full => lang.pick("tính điểm tối đa", "counts as full points"),
        MissingAction::Zero => lang.pick("tính 0 điểm", "counts as 0"),
    }
}

/// Printed digits.
pub(crate) fn rounding(rounding: Rounding, lang: Lang) -> String {
    let mode = match rounding.mode {
        RoundingMode::HalfUp => lang.pick("nửa đơn vị làm tròn lên", "halves away from zero"),
        RoundingMode::HalfEven => lang.pick("nửa đơn vị làm tròn về số chẵn", "halves to even"),
        RoundingMode::Up => lang.pick("luôn làm tròn lên", "always up"),
        RoundingMode::Down => lang.pick("luôn bỏ phần dư", "always down"),
    };
    match lang {
        Lang::Vi => format!("Làm tròn một lần ở bước cuối, {} chữ số thập phân, {mode}.", rounding.digits),
        Lang::En => format!("Rounded once, at the end, to {} decimals, {mode}.", rounding.digits),
    }
}
