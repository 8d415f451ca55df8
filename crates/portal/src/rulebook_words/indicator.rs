//! How one indicator is prepared and normalised, in words.

use chiso_model::Lang;
use chiso_rulebook::definition::{Direction, Impute, MinMax, Normalise, Otherwise, Pool, Prepare, Treat};

use super::Context;
use chiso_web::format::plain;

/// What a leaf without a rule does with its indicator, one sentence a line.
pub(crate) fn indicator(c: Context<'_>) -> Vec<String> {
    let lang = c.lang;
    let id = c.node.indicator.as_ref().unwrap_or(&c.node.id);
    let mut what = format!("{}: {}", lang.pick("Chỉ tiêu", "Indicator"), c.fact(id.as_str()));
    if let Some(unit) = &c.node.unit {
        what.push_str(" (");
        what.push_str(unit.get(lang));
        what.push(')');
    }
    let mut lines = vec![what + "."];
    if c.node.direction == Direction::Negative {
        lines.push(lang.pick("Giá trị càng nhỏ càng tốt.", "Less is better.").to_owned());
    }
    if let Some(prepare) = c.node.prepare.as_ref().or(c.rulebook.defaults.prepare.as_ref()) {
        lines.extend(prepared(c, prepare));
    }
    if let Some(normalise) = c.node.normalise.as_ref().or(c.rulebook.defaults.normalise.as_ref()) {
        lines.push(normalised(c, normalise));
    }
    lines
}

fn prepared(c: Context<'_>, prepare: &Prepare) -> Vec<String> {
    let lang = c.lang;
    let mut lines = Vec::new();
    if let Some(minimum) = &prepare.minimum_n {
        let (count, least) = (c.fact(minimum.count.as_str()), plain(minimum.at_least, lang));
        lines.push(match lang {
            Lang::Vi => format!("Không công bố khi {count} dưới {least}."),
            Lang::En => format!("Withheld when {count} is under {least}."),
        });
    }
    if let Some(denominate) = &prepare.denominate {
        let by = c.fact(denominate.by.as_str());
        let mut line = match lang {
            Lang::Vi => format!("Chia cho {by}"),
            Lang::En => format!("Divided by {by}"),
        };
        if let Some(times) = denominate.times {
            line.push_str(lang.pick(", nhân ", ", times "));
            line.push_str(&plain(times, lang));
        }
        lines.push(line + ".");
    }
    lines.extend(prepare.impute.as_ref().and_then(|impute| imputed(c, impute)));
    lines.extend(prepare.treat.as_ref().map(|treat| treated(treat, lang)));
    lines
}

fn imputed(c: Context<'_>, impute: &Impute) -> Option<String> {
    let lang = c.lang;
    Some(match (impute, lang) {
        (Impute::None, _) => return None,
        (Impute::Constant { value }, Lang::Vi) => format!("Chỗ trống lấy bằng {}.", plain(*value, lang)),
        (Impute::Constant { value }, Lang::En) => format!("Blanks are set to {}.", plain(*value, lang)),
        (Impute::Mean, Lang::Vi) => "Chỗ trống lấy bằng trung bình của mọi đơn vị.".to_owned(),
        (Impute::Mean, Lang::En) => "Blanks are set to the mean of all units.".to_owned(),
        (Impute::Median, Lang::Vi) => "Chỗ trống lấy bằng trung vị của mọi đơn vị.".to_owned(),
        (Impute::Median, Lang::En) => "Blanks are set to the median of all units.".to_owned(),
        (Impute::GroupMean { group }, Lang::Vi) => {
            format!("Chỗ trống lấy bằng trung bình của nhóm ({}).", group_name(c, group.as_str()))
        }
        (Impute::GroupMean { group }, Lang::En) => {
            format!("Blanks are set to the mean of the group ({}).", group_name(c, group.as_str()))
        }
        (Impute::GroupMedian { group }, Lang::Vi) => {
            format!("Chỗ trống lấy bằng trung vị của nhóm ({}).", group_name(c, group.as_str()))
        }
        (Impute::GroupMedian { group }, Lang::En) => {
            format!("Blanks are set to the median of the group ({}).", group_name(c, group.as_str()))
        }
    })
}

fn group_name<'a>(c: Context<'a>, id: &'a str) -> &'a str {
    c.rulebook.attributes.iter().find(|a| a.id.as_str() == id).map_or(id, |a| a.title.get(c.lang))
}

fn treated(treat: &Treat, lang: Lang) -> String {
    let (skewness, kurtosis) = (plain(treat.skewness, lang), plain(treat.kurtosis, lang));
    let mut text = match lang {
        Lang::Vi => format!("Giá trị ngoại lệ: xử lý khi độ lệch tuyệt đối > {skewness} và độ nhọn > {kurtosis}"),
        Lang::En => format!("Outliers are treated when |skewness| > {skewness} and kurtosis > {kurtosis}"),
    };
    if let Some(winsorise) = &treat.winsorise {
        let more = match lang {
            Lang::Vi => format!("; kéo tối đa {} điểm cực trị về giá trị kế tiếp", winsorise.max_points),
            Lang::En => format!("; at most {} extreme points are set to the next value", winsorise.max_points),
        };
        text.push_str(&more);
    }
    if treat.otherwise == Some(Otherwise::Log) {
        text.push_str(
            lang.pick("; nếu vẫn vượt ngưỡng thì lấy lô-ga-rít", "; if that is not enough, the logarithm is taken"),
        );
    }
    text + "."
}

fn normalised(c: Context<'_>, normalise: &Normalise) -> String {
    let lang = c.lang;
    let number = |value: f64| plain(value, lang);
    match (normalise, lang) {
        (Normalise::None, _) => lang.pick("Giữ nguyên giá trị.", "The value is taken as it is.").to_owned(),
        (Normalise::MinMax(min_max), _) => min_max_words(min_max, lang),
        (Normalise::ZScore { mean, deviation }, Lang::Vi) => format!(
            "Chuẩn hóa z: trung bình {}, độ lệch chuẩn {}.",
            number(mean.unwrap_or(0.0)),
            number(deviation.unwrap_or(1.0))
        ),
        (Normalise::ZScore { mean, deviation }, Lang::En) => format!(
            "z-score: mean {}, standard deviation {}.",
            number(mean.unwrap_or(0.0)),
            number(deviation.unwrap_or(1.0))
        ),
        (Normalise::Scaled { low, high }, Lang::Vi) => {
            format!("Chuẩn hóa tuyến tính: {} thành 0, {} thành 1.", number(*low), number(*high))
        }
        (Normalise::Scaled { low, high }, Lang::En) => {
            format!("Linear scale: {} becomes 0, {} becomes 1.", number(*low), number(*high))
        }
        (Normalise::DistanceToMax, _) => {
            lang.pick("Khoảng cách đến giá trị lớn nhất.", "Distance to the greatest value.").to_owned()
        }
        (Normalise::DistanceToReference { unit, .. }, Lang::Vi) => format!("Khoảng cách đến đơn vị tham chiếu {unit}."),
        (Normalise::DistanceToReference { unit, .. }, Lang::En) => format!("Distance to the reference unit {unit}."),
        (Normalise::DistanceToTarget { target, .. }, Lang::Vi) => {
            format!("Khoảng cách đến mục tiêu {}.", number(*target))
        }
        (Normalise::DistanceToTarget { target, .. }, Lang::En) => {
            format!("Distance to the target {}.", number(*target))
        }
        (Normalise::FractionOfMax, _) => {
            lang.pick("Chia cho giá trị lớn nhất.", "Divided by the greatest value.").to_owned()
        }
        (Normalise::PercentileRank, _) => lang.pick("Hạng phần trăm.", "Percentile rank.").to_owned(),
        (Normalise::Rank, _) => lang.pick("Thứ hạng tính từ dưới lên.", "Place counted from the bottom.").to_owned(),
        (Normalise::Borda, _) => {
            lang.pick("Borda: số đơn vị kém hơn.", "Borda: the number of units that are worse.").to_owned()
        }
    }
}

fn min_max_words(min_max: &MinMax, lang: Lang) -> String {
    let (from, to) = (plain(min_max.from.unwrap_or(0.0), lang), plain(min_max.to.unwrap_or(1.0), lang));
    let mut text = match (&min_max.goalposts, min_max.over, lang) {
        (Some(posts), _, Lang::Vi) => {
            format!("Chuẩn hóa tuyến tính giữa hai mốc {} và {}", plain(posts.low, lang), plain(posts.high, lang))
        }
        (Some(posts), _, Lang::En) => {
            format!("Linear between the goalposts {} and {}", plain(posts.low, lang), plain(posts.high, lang))
        }
        (None, Some(Pool::Periods), Lang::Vi) => {
            "Chuẩn hóa tuyến tính giữa giá trị nhỏ nhất và lớn nhất của mọi kỳ".to_owned()
        }
        (None, Some(Pool::Periods), Lang::En) => {
            "Linear between the least and greatest value of all periods".to_owned()
        }
        (None, _, Lang::Vi) => "Chuẩn hóa tuyến tính giữa giá trị nhỏ nhất và lớn nhất".to_owned(),
        (None, _, Lang::En) => "Linear between the least and greatest value".to_owned(),
    };
    let more = match lang {
        Lang::Vi => format!(", về thang {from}–{to}"),
        Lang::En => format!(", onto {from}–{to}"),
    };
    text.push_str(&more);
    if min_max.log {
        text.push_str(lang.pick(", sau khi lấy lô-ga-rít tự nhiên", ", after taking the natural logarithm"));
    }
    if min_max.goalposts.is_some_and(|posts| posts.stretch) {
        text.push_str(
            lang.pick("; mốc được nới ra khi có giá trị vượt", "; a goalpost moves out when a value lies beyond it"),
        );
    }
    match (min_max.cap, min_max.floor) {
        (true, true) => {
            text.push_str(
                lang.pick("; giá trị vượt mốc tính bằng mốc", "; values beyond a goalpost count as the goalpost"),
            );
        }
        (true, false) => text.push_str(
            lang.pick("; cao hơn mốc trên tính bằng mốc trên", "; values above the high goalpost count as it"),
        ),
        (false, true) => text.push_str(
            lang.pick("; thấp hơn mốc dưới tính bằng mốc dưới", "; values under the low goalpost count as it"),
        ),
        (false, false) => {}
    }
    text + "."
}
