//! How parts become a whole, in words.

use chiso_model::Lang;
use chiso_rulebook::definition::{Aggregate, Gate, Weight, WeightSource, Weights};

use super::Context;
use chiso_web::format::{plain, plain_percent};

/// What a branch does with its parts, one sentence a line.
pub(crate) fn branch(c: Context<'_>) -> Vec<String> {
    let aggregate = c.node.aggregate.as_ref().or(c.rulebook.defaults.aggregate.as_ref());
    let mut lines = vec![method(c, aggregate)];
    let weighted = c.node.weights.or_else(|| given_weights(c).then_some(Weights::Given));
    if let Some(weights) = weighted {
        lines.push(
            match weights {
                Weights::Given => c.lang.pick(
                    "Mỗi thành phần có trọng số riêng, ghi cạnh tên.",
                    "Each part has a weight of its own, printed beside its name.",
                ),
                Weights::Equal => {
                    c.lang.pick("Các thành phần có trọng số bằng nhau.", "All parts have the same weight.")
                }
                Weights::Points => c.lang.pick(
                    "Trọng số là điểm tối đa của từng thành phần.",
                    "The weights are the max points of the parts.",
                ),
            }
            .to_owned(),
        );
    }
    lines.extend(c.node.gates.iter().map(|gate| gate_words(c, gate)));
    if let Some(interval) = &c.node.interval {
        let (level, multiplier) = (plain_percent(interval.level.0, c.lang), plain(interval.multiplier, c.lang));
        lines.push(match c.lang {
            Lang::Vi => format!("Khoảng tin cậy {level}: giá trị ± {multiplier} × sai số chuẩn."),
            Lang::En => format!("{level} interval: value ± {multiplier} × standard error."),
        });
    }
    lines
}

fn given_weights(c: Context<'_>) -> bool {
    c.node.children.iter().any(|child| child.weight.is_some()) || c.node.of.iter().any(|part| part.weight.is_some())
}

fn method(c: Context<'_>, aggregate: Option<&Aggregate>) -> String {
    let lang = c.lang;
    match aggregate {
        None | Some(Aggregate::Sum) => lang.pick("Cộng điểm các thành phần.", "The parts are added up."),
        Some(Aggregate::Arithmetic) => {
            lang.pick("Trung bình cộng của các thành phần.", "Arithmetic mean of the parts.")
        }
        Some(Aggregate::Geometric) => lang.pick("Trung bình nhân của các thành phần.", "Geometric mean of the parts."),
        Some(Aggregate::Harmonic) => {
            lang.pick("Trung bình điều hòa của các thành phần.", "Harmonic mean of the parts.")
        }
        Some(Aggregate::Minimum) => lang.pick("Giá trị nhỏ nhất trong các thành phần.", "The least of the parts."),
        Some(Aggregate::Product) => lang.pick("Tích của các thành phần.", "Product of the parts."),
        Some(Aggregate::Ratio) => {
            lang.pick("Thành phần thứ nhất chia cho thành phần thứ hai.", "The first part divided by the second.")
        }
        Some(Aggregate::Copeland) => lang.pick(
            "Copeland: số lần hơn trừ số lần kém khi so từng đôi đơn vị.",
            "Copeland: wins less losses against every other unit, in pairs.",
        ),
        Some(Aggregate::Generalised { power }) => {
            return match lang {
                Lang::Vi => format!("Trung bình lũy thừa bậc {} của các thành phần.", plain(*power, lang)),
                Lang::En => format!("Generalised mean of the parts with power {}.", plain(*power, lang)),
            };
        }
        Some(Aggregate::Counting { deprived_below, cutoff }) => {
            let list: Vec<String> = deprived_below
                .iter()
                .map(|(part, below)| format!("{} < {}", c.part(part.as_str()), plain(*below, lang)))
                .collect();
            let (list, cutoff) = (list.join("; "), plain_percent(cutoff.0, lang));
            return match lang {
                Lang::Vi => format!("Alkire-Foster: tỷ trọng các thiếu hụt ({list}); dưới {cutoff} thì tính bằng 0."),
                Lang::En => {
                    format!("Alkire-Foster: weighted share of deprivations ({list}); counted as 0 under {cutoff}.")
                }
            };
        }
        Some(Aggregate::Formula { expression }) => {
            return format!("{}: {expression}", lang.pick("Công thức", "Formula"));
        }
    }
    .to_owned()
}

fn gate_words(c: Context<'_>, gate: &Gate) -> String {
    let (at_most, then) = (plain(gate.at_most, c.lang), plain(gate.then, c.lang));
    let part = gate.part.as_ref().map(|part| c.part(part.as_str()));
    match (part, c.lang) {
        (Some(part), Lang::Vi) => format!("Nếu {part} không quá {at_most} thì kết quả là {then}."),
        (Some(part), Lang::En) => format!("When {part} is {at_most} or less, the result is {then}."),
        (None, Lang::Vi) => format!("Nếu có thành phần không quá {at_most} thì kết quả là {then}."),
        (None, Lang::En) => format!("When any part is {at_most} or less, the result is {then}."),
    }
}

/// A weight as it is printed beside a part.
pub(super) fn weight(c: Context<'_>, weight: &Weight) -> String {
    match weight {
        Weight::Number(number) => plain(*number, c.lang),
        Weight::Other(WeightSource::Fact(id)) => c.fact(id.as_str()),
        Weight::Other(WeightSource::ByYear(years)) => {
            let list: Vec<String> = years
                .iter()
                .map(|(year, value)| format!("{}{year}: {}", c.lang.pick("từ ", "from "), plain(*value, c.lang)))
                .collect();
            list.join(", ")
        }
    }
}

impl Context<'_> {
    /// The weight of the node in its parent, where it has one.
    pub(crate) fn own_weight(&self) -> Option<String> {
        self.node.weight.as_ref().map(|own| weight(*self, own))
    }
}
