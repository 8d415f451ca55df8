//! How the parts of a branch were put together.

use chiso_model::{Cell, Lang, reaches};
use chiso_rulebook::definition::{Aggregate, MissingAction};

use super::{Writer, missing};
use crate::plan::Branch;
use crate::trace::Line;

/// A part as it counted: its value and weight, its place among the parts, and whether it has max points.
struct Term {
    value: f64,
    weight: f64,
    part: usize,
    has_max: bool,
}

/// How the parts that count were scaled up.
#[derive(Clone, Copy)]
struct Rescaled {
    whole: f64,
    kept: f64,
    by_points: bool,
}

impl Writer<'_> {
    pub(super) fn branch(&self, branch: &Branch, index: usize, lines: &[Line]) -> Vec<String> {
        let mut out = Vec::new();
        let mut terms: Vec<Term> = Vec::new();
        let mut part = 0;
        let mut rescaled = None;
        for line in lines {
            match line {
                Line::Part { node, value, weight, action } => {
                    if let Some(value) = self.part(*node as usize, *value, *action, &mut out) {
                        let has_max = self.plan.nodes[*node as usize].max.is_some();
                        terms.push(Term { value, weight: *weight, part, has_max });
                    }
                    part += 1;
                }
                Line::Gate { index, part } => {
                    if let Some((gate, _)) = branch.gates.get(usize::from(*index)) {
                        let (at_most, then) = (self.figure(gate.at_most), self.figure(gate.then));
                        let name = self.part_name(branch, usize::from(*part));
                        out.push(match self.lang {
                            Lang::Vi => format!("điều kiện chặn: {name} không quá {at_most}, kết quả là {then}"),
                            Lang::En => format!("gate: {name} is at most {at_most}, so the result is {then}"),
                        });
                    }
                }
                Line::Contest { wins, losses } => {
                    let result = self.result(self.outcome.nodes[index].values[self.unit]);
                    out.push(match self.lang {
                        Lang::Vi => format!("hơn {wins} đơn vị, kém {losses} đơn vị: {wins} − {losses} {result}"),
                        Lang::En => {
                            format!("better than {wins} units, worse than {losses}: {wins} − {losses} {result}")
                        }
                    });
                }
                Line::Rescaled { whole, kept, by_points } => {
                    rescaled = Some(Rescaled { whole: *whole, kept: *kept, by_points: *by_points });
                }
                Line::Deprived { share, censored } => self.deprived(branch, &terms, *share, *censored, &mut out),
                Line::Aggregated { weights, result, .. } => {
                    let text = self.combination(&branch.aggregate, &terms, *weights, rescaled);
                    if !text.is_empty() {
                        out.push(format!("{}: {text} {}", self.method(&branch.aggregate), self.result(*result)));
                    }
                }
                _ => {}
            }
        }
        if let Some((expression, _)) = &branch.expression {
            out.extend(self.formula(expression, lines));
        }
        out
    }

    /// What a part counts as, if it counts; tells what becomes of it when it has no value.
    fn part(&self, node: usize, value: Cell, action: Option<MissingAction>, out: &mut Vec<String>) -> Option<f64> {
        let Err(kind) = value.get() else { return value.value() };
        let (what, counted) = match action.unwrap_or(MissingAction::Blank) {
            MissingAction::Blank => (("nên mục này cũng không có giá trị", "so this node has no value either"), None),
            MissingAction::DropRescale => (("bỏ ra và quy đổi phần còn lại", "left out, the rest is scaled up"), None),
            MissingAction::Drop => (("bỏ ra", "left out"), None),
            MissingAction::Full => (("tính đủ điểm tối đa", "counts as full points"), self.plan.nodes[node].max),
            MissingAction::Zero => (("tính 0", "counts as 0"), Some(0.0)),
        };
        let (vi, en) = what;
        out.push(format!("{}: {}, {}", self.node_name(node), missing(kind, self.lang), self.lang.pick(vi, en)));
        counted
    }

    fn part_name(&self, branch: &Branch, part: usize) -> &str {
        branch.parts.get(part).map_or("", |p| self.node_name(p.node))
    }

    /// A node's printed code, or its name.
    fn node_name(&self, node: usize) -> &str {
        let id = self.plan.nodes[node].id.as_str();
        self.nodes.get(id).map_or(id, |d| d.code.as_deref().unwrap_or_else(|| d.title.get(self.lang)))
    }

    /// Alkire-Foster: each part against its cut-off, then the share.
    fn deprived(&self, branch: &Branch, terms: &[Term], share: f64, censored: bool, out: &mut Vec<String>) {
        let mut deprived = Vec::new();
        for term in terms {
            let Some(cut) = branch.deprived_below[term.part] else { continue };
            let (name, value, cut_text) =
                (self.part_name(branch, term.part), self.figure(term.value), self.figure(cut));
            if reaches(term.value, cut) {
                out.push(format!("{name}: {value} ≥ {cut_text}"));
            } else {
                out.push(format!("{name}: {value} < {cut_text}, {}", self.lang.pick("thiếu hụt", "deprived")));
                deprived.push(self.figure(term.weight));
            }
        }
        let sum = if deprived.is_empty() { "0".to_owned() } else { deprived.join(" + ") };
        let all: f64 = terms.iter().map(|t| t.weight).sum();
        let words = self.lang.pick("tỷ lệ thiếu hụt", "share of deprivations");
        let line = format!("{words}: ({sum}) / {} {}", self.figure(all), self.result(Cell::number(share)));
        let censored = match (&branch.aggregate, self.lang) {
            (Aggregate::Counting { cutoff, .. }, Lang::Vi) if censored => {
                format!(", dưới ngưỡng {} nên tính là 0", self.figure(cutoff.0))
            }
            (Aggregate::Counting { cutoff, .. }, Lang::En) if censored => {
                format!(", under the cut-off {}, so it counts as 0", self.figure(cutoff.0))
            }
            _ => String::new(),
        };
        out.push(line + &censored);
    }

    fn method(&self, aggregate: &Aggregate) -> &'static str {
        let (vi, en) = match aggregate {
            Aggregate::Sum => ("tổng", "sum"),
            Aggregate::Arithmetic => ("trung bình cộng", "arithmetic mean"),
            Aggregate::Geometric => ("trung bình nhân", "geometric mean"),
            Aggregate::Harmonic => ("trung bình điều hòa", "harmonic mean"),
            Aggregate::Generalised { .. } => ("trung bình lũy thừa", "generalised mean"),
            Aggregate::Minimum => ("giá trị nhỏ nhất", "minimum"),
            Aggregate::Product => ("tích", "product"),
            Aggregate::Ratio => ("tỷ số", "ratio"),
            Aggregate::Copeland => {
                ("số lần hơn trừ số lần kém so với từng đơn vị khác", "wins less losses against every other unit")
            }
            Aggregate::Counting { .. } => ("đếm thiếu hụt (Alkire-Foster)", "counting of deprivations (Alkire-Foster)"),
            Aggregate::Formula { .. } => ("công thức", "formula"),
        };
        self.lang.pick(vi, en)
    }

    fn combination(&self, aggregate: &Aggregate, terms: &[Term], weights: f64, rescaled: Option<Rescaled>) -> String {
        let f = |value: f64| self.figure(value);
        let signed = |value: f64| if value < 0.0 { format!("({})", f(value)) } else { f(value) };
        let equal = terms.iter().all(|t| t.weight == 1.0);
        let weighted = |t: &Term, text: String| if equal { text } else { format!("{} × {text}", f(t.weight)) };
        let join = |parts: Vec<String>, sign: &str| parts.join(sign);
        let each = |text: &dyn Fn(&Term) -> String, sign: &str| join(terms.iter().map(text).collect(), sign);
        match aggregate {
            Aggregate::Sum => match rescaled {
                None => each(&|t| weighted(t, signed(t.value)), " + "),
                Some(Rescaled { whole, kept, by_points }) => {
                    let (grown, plain): (Vec<&Term>, Vec<&Term>) = terms.iter().partition(|t| !by_points || t.has_max);
                    let text =
                        |terms: Vec<&Term>| join(terms.iter().map(|t| weighted(t, signed(t.value))).collect(), " + ");
                    let one = grown.len() == 1 && equal;
                    let grown = if one { text(grown) } else { format!("({})", text(grown)) };
                    let grown = format!("{grown} × {} / {}", f(whole), f(kept));
                    if plain.is_empty() { grown } else { format!("{grown} + {}", text(plain)) }
                }
            },
            Aggregate::Arithmetic => format!("({}) / {}", each(&|t| weighted(t, signed(t.value)), " + "), f(weights)),
            Aggregate::Geometric | Aggregate::Generalised { power: 0.0 } => {
                let power =
                    |t: &Term| if equal { signed(t.value) } else { format!("{}^{}", signed(t.value), f(t.weight)) };
                format!("({})^(1/{})", each(&power, " × "), f(weights))
            }
            Aggregate::Harmonic => {
                format!("{} / ({})", f(weights), each(&|t| format!("{}/{}", f(t.weight), signed(t.value)), " + "))
            }
            Aggregate::Generalised { power } => {
                let sum = each(&|t| weighted(t, format!("{}^{}", signed(t.value), signed(*power))), " + ");
                format!("(({sum}) / {})^(1/{})", f(weights), signed(*power))
            }
            Aggregate::Minimum => format!("min({})", each(&|t| f(t.value), "; ")),
            Aggregate::Product => each(&|t| signed(t.value), " × "),
            Aggregate::Ratio => each(&|t| signed(t.value), " / "),
            Aggregate::Counting { .. } | Aggregate::Copeland | Aggregate::Formula { .. } => String::new(),
        }
    }
}
