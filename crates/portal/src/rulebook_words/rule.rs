//! How facts become points, in words.

use chiso_model::Lang;
use chiso_rulebook::definition::{Between, CompareWith, Id, Measure, Rule, Rules, Scale, Share, Step, ZeroDenominator};

use super::{Context, general};
use chiso_web::format::{plain, plain_percent};

/// The rules of a node, one sentence a line.
pub(crate) fn rules(c: Context<'_>, rules: &Rules) -> Vec<String> {
    match rules {
        Rules::One(rule) => one(c, rule),
        Rules::Dated(dated) => dated
            .iter()
            .flat_map(|dated| {
                let mut lines = vec![format!("{}:", general::validity(dated.valid, c.lang))];
                lines.extend(one(c, &dated.rule));
                if let Some(basis) = &dated.legal_basis {
                    lines.push(format!("{}: {}.", c.lang.pick("Căn cứ", "Legal basis"), basis.get(c.lang)));
                }
                lines
            })
            .collect(),
    }
}

fn one(c: Context<'_>, rule: &Rule) -> Vec<String> {
    let lang = c.lang;
    let points = |value: f64| points(value, lang);
    let name = |input: &Option<Id>| c.single(input.as_ref().map(Id::as_str));
    match rule {
        Rule::Points { input } => {
            let what = name(input);
            vec![match lang {
                Lang::Vi => format!("Lấy nguyên điểm đã cho: {what}."),
                Lang::En => format!("The points are taken as given: {what}."),
            }]
        }
        Rule::YesNo { input, yes, no, not_applicable } => {
            let (what, full) = (name(input), full(c));
            let yes = yes.map_or(full, points);
            let no = points(no.unwrap_or(0.0));
            let mut line = match lang {
                Lang::Vi => format!("{what}: có được {yes}, không được {no}"),
                Lang::En => format!("{what}: yes earns {yes}, no earns {no}"),
            };
            if let Some(value) = not_applicable {
                line.push_str(lang.pick("; không áp dụng được ", "; not applicable earns "));
                line.push_str(&points(*value));
            }
            vec![line + "."]
        }
        Rule::Levels { input, levels } => {
            let mut lines = vec![match lang {
                Lang::Vi => format!("{}: chọn một mức.", name(input)),
                Lang::En => format!("{}: one level is chosen.", name(input)),
            }];
            lines.extend(levels.iter().map(|level| format!("{}: {}.", level.title.get(lang), points(level.points))));
            lines
        }
        Rule::Steps { input, steps, below } => {
            let mut lines = vec![match lang {
                Lang::Vi => format!("{}: điểm theo ngưỡng cao nhất đạt được.", name(input)),
                Lang::En => format!("{}: points by the highest threshold reached.", name(input)),
            }];
            lines.extend(thresholds(steps, *below, lang));
            lines
        }
        Rule::Ratio { numerator, denominator, scale, zero_denominator } => {
            let (top, bottom) = (c.fact(numerator.as_str()), c.fact(denominator.as_str()));
            let mut lines = vec![match lang {
                Lang::Vi => format!("Tỷ lệ = {top} chia cho {bottom}."),
                Lang::En => format!("Ratio = {top} divided by {bottom}."),
            }];
            lines.extend(scaled(c, scale));
            lines.extend(zero(*zero_denominator, lang));
            lines
        }
        Rule::Deduction { input, each, floor } => {
            let (what, full, each, floor) = (name(input), full(c), points(*each), points(floor.unwrap_or(0.0)));
            vec![match lang {
                Lang::Vi => format!("Từ {full}, mỗi trường hợp {what} trừ {each}; không dưới {floor}."),
                Lang::En => format!("From {full}, each case of {what} takes off {each}; not below {floor}."),
            }]
        }
        Rule::Bonus { input, each, cap } => {
            let (what, each, cap) = (name(input), points(*each), points(*cap));
            vec![match lang {
                Lang::Vi => format!(
                    "Điểm thưởng: mỗi {what} được cộng {each}, không quá {cap}; nằm ngoài thang điểm của tiêu chí, cộng thêm vào kết quả."
                ),
                Lang::En => format!(
                    "Bonus: each of {what} adds {each}, at most {cap}; it lies outside the scale of the criterion and is added to the result."
                ),
            }]
        }
        Rule::Penalty { input, each, cap } => {
            let (what, each, cap) = (name(input), points(*each), points(*cap));
            vec![match lang {
                Lang::Vi => format!("Điểm trừ: mỗi {what} bị trừ {each}; trừ không quá {cap}."),
                Lang::En => format!("Penalty: each of {what} takes off {each}; at most {cap}."),
            }]
        }
        Rule::Survey { options } => {
            let mut lines = vec![
                lang.pick(
                    "Điều tra xã hội học: mỗi phiếu trả lời được tính theo tỷ lệ của phương án đã chọn, lấy bình quân các phiếu.",
                    "Survey: each answer counts with the share of its option; the mean over the answers is taken.",
                )
                .to_owned(),
            ];
            lines.extend(options.iter().map(|option| {
                let share = plain_percent(option.share.0, lang);
                match lang {
                    Lang::Vi => format!("{}: {share} số điểm.", option.title.get(lang)),
                    Lang::En => format!("{}: {share} of the points.", option.title.get(lang)),
                }
            }));
            lines
        }
        Rule::Formula { expression, unbounded } => {
            let mut lines = vec![format!("{}: {expression}", lang.pick("Công thức", "Formula"))];
            lines.extend(c.node.inputs.iter().map(|(id, input)| {
                format!("{id} = {}{}", input.title.get(lang), unit_of(input.unit.as_ref().map(|u| u.get(lang))))
            }));
            if *unbounded {
                lines.push(
                    lang.pick(
                        "Kết quả có thể nhỏ hơn 0 hoặc lớn hơn điểm tối đa.",
                        "The result may leave the range from 0 to the max points.",
                    )
                    .to_owned(),
                );
            }
            lines
        }
        Rule::Index { rulebook, node, out_of, scale } => {
            let mut what = rulebook.to_string();
            if let Some(node) = node {
                what.push_str(" · ");
                what.push_str(node.as_str());
            }
            let out_of = plain(*out_of, lang);
            let mut lines = vec![match lang {
                Lang::Vi => format!("Tỷ lệ = kết quả của chỉ số {what} chia cho {out_of}."),
                Lang::En => format!("Ratio = the value of the index {what} divided by {out_of}."),
            }];
            lines.extend(scaled(c, scale));
            lines
        }
        Rule::Comparison { input, with, measure, scale, steps, zero_denominator } => {
            let mut lines = vec![comparison(c, &name(input), with, *measure)];
            if steps.is_empty() {
                lines.extend(scaled(c, scale));
            } else {
                lines.extend(thresholds(steps, None, lang));
            }
            lines.extend(zero(*zero_denominator, lang));
            lines
        }
    }
}

fn comparison(c: Context<'_>, what: &str, with: &CompareWith, measure: Measure) -> String {
    let other = match (with, c.lang) {
        (CompareWith::Plan(id), _) => c.fact(id.as_str()),
        (CompareWith::YearsBefore(1), Lang::Vi) => "giá trị năm trước".to_owned(),
        (CompareWith::YearsBefore(1), Lang::En) => "its value of the year before".to_owned(),
        (CompareWith::YearsBefore(years), Lang::Vi) => format!("giá trị {years} năm trước"),
        (CompareWith::YearsBefore(years), Lang::En) => format!("its value {years} years before"),
        (CompareWith::PeriodsBefore(periods), Lang::Vi) => format!("giá trị của chính nó {periods} kỳ trước"),
        (CompareWith::PeriodsBefore(periods), Lang::En) => format!("its value {periods} periods before"),
    };
    match (measure, c.lang) {
        (Measure::Ratio, Lang::Vi) => format!("Tỷ lệ = {what} chia cho {other}."),
        (Measure::Ratio, Lang::En) => format!("Ratio = {what} divided by {other}."),
        (Measure::Growth, Lang::Vi) => format!("Mức tăng = ({what} − {other}) chia cho {other}."),
        (Measure::Growth, Lang::En) => format!("Growth = ({what} − {other}) divided by {other}."),
        (Measure::Difference, Lang::Vi) => format!("Chênh lệch = {what} − {other}."),
        (Measure::Difference, Lang::En) => format!("Difference = {what} − {other}."),
    }
}

fn thresholds(steps: &[Step], below: Option<f64>, lang: Lang) -> Vec<String> {
    // A count and a share are both plain numbers in the file; thresholds that never leave ±1 and are not all whole are shares.
    let shares =
        steps.iter().all(|step| step.from.0.abs() <= 1.0) && steps.iter().any(|step| step.from.0.fract() != 0.0);
    let from = |share: Share| if shares { plain_percent(share.0, lang) } else { plain(share.0, lang) };
    let mut lines: Vec<String> = steps
        .iter()
        .rev()
        .map(|step| format!("{} {}: {}.", lang.pick("Từ", "From"), from(step.from), points(step.points, lang)))
        .collect();
    if let Some(first) = steps.first() {
        lines.push(format!(
            "{} {}: {}.",
            lang.pick("Dưới", "Under"),
            from(first.from),
            points(below.unwrap_or(0.0), lang)
        ));
    }
    lines
}

/// The sentences of a scale, from full marks down.
fn scaled(c: Context<'_>, scale: &Scale) -> Vec<String> {
    let (lang, full) = (c.lang, full(c));
    let share = |share: Share| plain_percent(share.0, lang);
    let mut lines = Vec::new();
    if let Some(from) = scale.full_from {
        lines.push(match lang {
            Lang::Vi => format!("Từ {} trở lên: {full}.", share(from)),
            Lang::En => format!("From {} up: {full}.", share(from)),
        });
    }
    let rule = match (scale.between, lang) {
        (Between::Ratio, Lang::Vi) => "điểm tối đa × tỷ lệ",
        (Between::Ratio, Lang::En) => "max points × ratio",
        (Between::RatioToFull, Lang::Vi) => "điểm tối đa × tỷ lệ / ngưỡng đạt điểm tối đa",
        (Between::RatioToFull, Lang::En) => "max points × ratio / full-marks threshold",
        (Between::FloorToFull, Lang::Vi) => {
            "điểm tối đa × (tỷ lệ − ngưỡng dưới) / (ngưỡng đạt điểm tối đa − ngưỡng dưới)"
        }
        (Between::FloorToFull, Lang::En) => "max points × (ratio − floor) / (full-marks threshold − floor)",
    };
    lines.push(match (scale.floor, scale.full_from, lang) {
        (Some(low), Some(high), Lang::Vi) => format!("Từ {} đến dưới {}: {rule}.", share(low), share(high)),
        (Some(low), Some(high), Lang::En) => format!("From {} to under {}: {rule}.", share(low), share(high)),
        (Some(low), None, Lang::Vi) => format!("Từ {} trở lên: {rule}.", share(low)),
        (Some(low), None, Lang::En) => format!("From {} up: {rule}.", share(low)),
        (None, Some(high), Lang::Vi) => format!("Dưới {}: {rule}.", share(high)),
        (None, Some(high), Lang::En) => format!("Under {}: {rule}.", share(high)),
        (None, None, Lang::Vi) => format!("Điểm đạt = {rule}."),
        (None, None, Lang::En) => format!("Points = {rule}."),
    });
    if let Some(low) = scale.floor {
        lines.push(match lang {
            Lang::Vi => format!("Dưới {}: {}.", share(low), points(0.0, lang)),
            Lang::En => format!("Under {}: {}.", share(low), points(0.0, lang)),
        });
    }
    if let Some(cap) = scale.cap {
        lines.push(match lang {
            Lang::Vi => format!("Tỷ lệ tính không quá {}.", share(cap)),
            Lang::En => format!("The ratio counts up to {}.", share(cap)),
        });
    }
    lines
}

fn zero(what: ZeroDenominator, lang: Lang) -> Option<String> {
    let then = match what {
        ZeroDenominator::NotComputable => return None,
        ZeroDenominator::NotApplicable => lang.pick("không áp dụng", "not applicable"),
        ZeroDenominator::Full => lang.pick("điểm tối đa", "full points"),
        ZeroDenominator::Zero => lang.pick("0 điểm", "0 points"),
    };
    Some(match lang {
        Lang::Vi => format!("Khi mẫu số bằng 0: {then}."),
        Lang::En => format!("When the denominator is 0: {then}."),
    })
}

/// The max points of the node.
fn full(c: Context<'_>) -> String {
    c.node.max.map_or_else(|| c.lang.pick("điểm tối đa", "full points").to_owned(), |max| points(max, c.lang))
}

fn points(value: f64, lang: Lang) -> String {
    let number = plain(value, lang);
    match lang {
        Lang::Vi => format!("{number} điểm"),
        Lang::En if (value - 1.0).abs() < f64::EPSILON => format!("{number} point"),
        Lang::En => format!("{number} points"),
    }
}

fn unit_of(unit: Option<&str>) -> String {
    unit.map(|unit| format!(" ({unit})")).unwrap_or_default()
}
