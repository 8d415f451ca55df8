//! The steps of an indicator leaf.

use chiso_model::Lang;
use chiso_rulebook::definition::{Direction, Impute, Node};

use super::Writer;
use crate::plan::IndicatorLeaf;
use crate::trace::{Line, Normalised};

impl Writer<'_> {
    pub(super) fn indicator(&self, node: &Node, leaf: &IndicatorLeaf, lines: &[Line]) -> Vec<String> {
        let unit = node.unit.as_ref().map(|u| u.get(self.lang));
        let name = &self.plan.keys[leaf.key].indicator;
        lines
            .iter()
            .map(|line| match line {
                Line::Input { key, cell } => self.fact(name, *key as usize, *cell, unit),
                Line::TooFew { count, at_least } => {
                    let count = count.value().map_or_else(String::new, |n| self.figure(n));
                    let least = self.figure(*at_least);
                    match self.lang {
                        Lang::Vi => format!("chỉ có {count} quan sát, cần ít nhất {least}: không công bố"),
                        Lang::En => format!("rests on {count} observations, at least {least} are needed: withheld"),
                    }
                }
                Line::Denominated { key, divisor, times, result } => {
                    let by = &self.plan.keys[*key as usize].indicator;
                    let divisor = divisor.value().map_or_else(|| "?".to_owned(), |d| self.figure(d));
                    let times = if *times == 1.0 { String::new() } else { format!(" × {}", self.figure(*times)) };
                    format!("{name} / {by}{times}: / {divisor}{times} {}", self.result(*result))
                }
                Line::Imputed { over, result } => self.imputed(leaf, *over, *result),
                Line::Winsorised { points, to } => {
                    let to = self.figure(*to);
                    match self.lang {
                        Lang::Vi => format!("giá trị ngoại lai, đưa về {to} (đã xử lý {points} điểm)"),
                        Lang::En => format!("outlier, set to {to} ({points} points winsorised)"),
                    }
                }
                Line::Logged { min, max, result } => {
                    let (min, max) = (self.figure(*min), self.figure(*max));
                    format!("ln(x − {min} + 0.01 × ({max} − {min})) {}", self.result(*result))
                }
                Line::Normalised(numbers) => self.normalised(numbers, leaf.direction),
                _ => String::new(),
            })
            .filter(|line| !line.is_empty())
            .collect()
    }

    fn imputed(&self, leaf: &IndicatorLeaf, over: u32, result: chiso_model::Cell) -> String {
        let result = self.result(result);
        let group = leaf.group.map_or("", |g| self.plan.attributes[g].as_str());
        match (&leaf.prepare.impute, self.lang) {
            (Some(Impute::Constant { .. }), Lang::Vi) => format!("thay chỗ trống bằng hằng số {result}"),
            (Some(Impute::Constant { .. }), Lang::En) => format!("blank filled with a constant {result}"),
            (Some(Impute::Mean), Lang::Vi) => format!("thay chỗ trống bằng trung bình của {over} đơn vị {result}"),
            (Some(Impute::Mean), Lang::En) => format!("blank filled with the mean of {over} units {result}"),
            (Some(Impute::Median), Lang::Vi) => format!("thay chỗ trống bằng trung vị của {over} đơn vị {result}"),
            (Some(Impute::Median), Lang::En) => format!("blank filled with the median of {over} units {result}"),
            (Some(Impute::GroupMean { .. }), Lang::Vi) => {
                format!("thay chỗ trống bằng trung bình của {over} đơn vị cùng nhóm {group} {result}")
            }
            (Some(Impute::GroupMean { .. }), Lang::En) => {
                format!("blank filled with the mean of {over} units of the same {group} {result}")
            }
            (_, Lang::Vi) => format!("thay chỗ trống bằng trung vị của {over} đơn vị cùng nhóm {group} {result}"),
            (_, Lang::En) => format!("blank filled with the median of {over} units of the same {group} {result}"),
        }
    }

    fn normalised(&self, numbers: &Normalised, direction: Direction) -> String {
        let f = |value: f64| self.figure(value);
        let bracket = |value: f64| if value < 0.0 { format!("({})", f(value)) } else { f(value) };
        let text = match numbers {
            Normalised::MinMax { x, low, high, log, from, to, clipped, result } => {
                let term = |value: f64| if *log { format!("ln {}", f(value)) } else { bracket(value) };
                // Less is better: the distance to the high goalpost, which is the same as changing all signs.
                let (above, below) = if direction == Direction::Negative { (*high, *x) } else { (*x, *low) };
                let share = format!("({} − {}) / ({} − {})", term(above), term(below), term(*high), term(*low));
                let scaled = match (*from, *to) {
                    (0.0, 1.0) => share,
                    (0.0, to) => format!("{share} × {}", f(to)),
                    (from, to) => format!("{} + {share} × ({} − {})", f(from), f(to), bracket(from)),
                };
                let limited = if *clipped {
                    self.lang.pick("giới hạn trong khoảng mốc: ", "held between the goalposts: ")
                } else {
                    ""
                };
                let less = match direction {
                    Direction::Negative => self.lang.pick("càng thấp càng tốt: ", "less is better: "),
                    Direction::Positive => "",
                };
                return format!("{less}{limited}{scaled} {}", self.result(*result));
            }
            Normalised::SignChanged { result } => self.result(*result),
            Normalised::ZScore { x, mean, deviation, to_mean, to_deviation, result } => {
                let score = format!("({} − {}) / {}", f(*x), bracket(*mean), f(*deviation));
                let moved = if (*to_mean, *to_deviation) == (0.0, 1.0) {
                    score
                } else {
                    format!("{score} × {} + {}", f(*to_deviation), f(*to_mean))
                };
                format!("{moved} {}", self.result(*result))
            }
            Normalised::Scaled { x, low, high, result } => {
                format!("({} − {}) / ({} − {}) {}", f(*x), bracket(*low), f(*high), bracket(*low), self.result(*result))
            }
            Normalised::Distance { x, goal, min, capped, result } => {
                let share = format!("({} − {}) / ({} − {})", f(*x), bracket(*min), f(*goal), bracket(*min));
                let limited = if *capped { self.lang.pick("không quá 1: ", "not above 1: ") } else { "" };
                format!("{limited}{share} {}", self.result(*result))
            }
            Normalised::Fraction { x, max, result } => {
                format!("{} / {} {}", f(*x), bracket(*max), self.result(*result))
            }
            Normalised::Place { below, equal, of, result } => {
                let (below, equal, of) = (f(*below), f(*equal), f(*of));
                match self.lang {
                    Lang::Vi => format!(
                        "{below} đơn vị thấp hơn, {equal} đơn vị bằng nhau, trong {of} {}",
                        self.result(*result)
                    ),
                    Lang::En => format!("{below} units lower, {equal} equal, of {of} {}", self.result(*result)),
                }
            }
        };
        match (direction, self.lang) {
            (Direction::Positive, _) => text,
            (Direction::Negative, Lang::Vi) => format!("càng thấp càng tốt, đổi dấu: {text}"),
            (Direction::Negative, Lang::En) => format!("less is better, sign changed: {text}"),
        }
    }
}
