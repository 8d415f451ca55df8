//! How the parts of a branch were put together.

use chiso_model::{Cell, Lang};
use chiso_rulebook::definition::{Aggregate, MissingAction};

use super::{Writer, missing};
use crate::plan::Branch;
use crate::trace::Line;

/// A part as it counted: its value and weight.
struct Term {
    value: f64,
    weight: f64,
}

impl Writer<'_> {
    pub(super) fn branch(&self, branch: &Branch, index: usize, lines: &[Line]) -> Vec<String> {
        let mut out = Vec::new();
        let mut terms = Vec::new();
        for line in lines {
            match line {
                Line::Part { node, value, weight, action } => {
                    self.part(*node as usize, *value, *weight, *action, &mut terms, &mut out);
                }
                Line::Gate { index } => {
                    if let Some((gate, _)) = branch.gates.get(usize::from(*index)) {
                        let (at_most, then) = (self.figure(gate.at_most), self.figure(gate.then));
                        out.push(match self.lang {
                            Lang::Vi => format!("điều kiện chặn: có phần không quá {at_most}, kết quả là {then}"),
                            Lang::En => format!("gate: a part is at most {at_most}, so the result is {then}"),
                        });
                    }
                }
                Line::Rescaled { from, to } => {
                    let (from, to) = (self.figure(*from), self.figure(*to));
                    out.push(match self.lang {
                        Lang::Vi => format!("quy đổi các phần còn lại lên toàn bộ: {from} → {to}"),
                        Lang::En => format!("the rest is scaled up to the whole: {from} → {to}"),
                    });
                }
                Line::Deprived { share, censored } => {
                    let share = self.figure(*share);
                    let censored = if *censored {
                        self.lang.pick(", dưới ngưỡng nên tính là 0", ", under the cut-off, so it counts as 0")
                    } else {
                        ""
                    };
                    out.push(format!(
                        "{}: {share}{censored}",
                        self.lang.pick("tỷ lệ thiếu hụt", "share of deprivations")
                    ));
                }
                Line::Aggregated { weights, result, .. } => {
                    let text = self.combination(&branch.aggregate, &terms, *weights);
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
        if matches!(branch.aggregate, Aggregate::Copeland) {
            let result = self.result(self.outcome.nodes[index].values[self.unit]);
            out.push(format!("{} {result}", self.method(&branch.aggregate)));
        }
        out
    }

    fn part(
        &self,
        node: usize,
        value: Cell,
        weight: f64,
        action: Option<MissingAction>,
        terms: &mut Vec<Term>,
        out: &mut Vec<String>,
    ) {
        let counted = match (value.get(), action) {
            (Ok(value), _) => Some(value),
            (Err(_), Some(MissingAction::Zero)) => Some(0.0),
            (Err(_), Some(MissingAction::Full)) => self.plan.nodes[node].max,
            _ => None,
        };
        if let Err(kind) = value.get() {
            let id = self.plan.nodes[node].id.as_str();
            let definition = self.nodes.get(id);
            let name = definition.map_or(id, |d| d.code.as_deref().unwrap_or_else(|| d.title.get(self.lang)));
            let what = match action.unwrap_or(MissingAction::Blank) {
                MissingAction::Blank => {
                    self.lang.pick("nên mục này cũng không có giá trị", "so this node has no value either")
                }
                MissingAction::DropRescale => {
                    self.lang.pick("bỏ ra và quy đổi phần còn lại", "left out, the rest is scaled up")
                }
                MissingAction::Drop => self.lang.pick("bỏ ra", "left out"),
                MissingAction::Full => self.lang.pick("tính đủ điểm tối đa", "counts as full points"),
                MissingAction::Zero => self.lang.pick("tính 0", "counts as 0"),
            };
            out.push(format!("{name}: {}, {what}", missing(kind, self.lang)));
        }
        if let Some(value) = counted {
            terms.push(Term { value, weight });
        }
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

    fn combination(&self, aggregate: &Aggregate, terms: &[Term], weights: f64) -> String {
        let f = |value: f64| self.figure(value);
        let signed = |value: f64| if value < 0.0 { format!("({})", f(value)) } else { f(value) };
        let equal = terms.iter().all(|t| t.weight == 1.0);
        let weighted = |t: &Term, text: String| if equal { text } else { format!("{} × {text}", f(t.weight)) };
        let join = |parts: Vec<String>, sign: &str| parts.join(sign);
        let each = |text: &dyn Fn(&Term) -> String, sign: &str| join(terms.iter().map(text).collect(), sign);
        match aggregate {
            Aggregate::Sum => each(&|t| weighted(t, signed(t.value)), " + "),
            Aggregate::Arithmetic => format!("({}) / {}", each(&|t| weighted(t, signed(t.value)), " + "), f(weights)),
            Aggregate::Geometric => {
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
