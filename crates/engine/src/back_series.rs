//! A back-series: what units of then would have had within the boundaries of now, constructed from what they did have.
//!
//! Nobody published such a number. Each says what it was made of, and is labelled as constructed wherever it is shown or exported ([`BackSeries::label`]).

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Cell, Date, Lang, Missing, Text, day, decimal, exact_sum};

/// How values of several units become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Combination {
    /// The mean, weighted: for indices, shares and everything that does not grow with the unit.
    WeightedMean,
    /// The sum: for counts.
    Sum,
}

impl Combination {
    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Combination::WeightedMean => "weighted_mean",
            Combination::Sum => "sum",
        }
    }

    /// The combination of that id.
    pub fn from_id(id: &str) -> Option<Combination> {
        [Combination::WeightedMean, Combination::Sum].into_iter().find(|combination| combination.id() == id)
    }
}

/// The weight of each unit of then.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Id of the variable: `equal`, `population-2024`.
    pub id: String,
    /// What people call it, in the middle of a sentence: `dân số năm 2024`.
    pub name: Text,
    /// The variable by which events divide units among their successors: [`chiso_model::agency::POPULATION`].
    pub shares: String,
    /// One weight a unit; every unit weighs the same where there are none.
    values: Option<BTreeMap<AgencyId, Cell>>,
}

impl Weights {
    /// Every unit weighs the same. Where nothing is known of the units of then, this is the honest choice.
    pub fn equal(shares: &str) -> Weights {
        Weights {
            id: "equal".to_owned(),
            name: Text::new("quyền số như nhau", "equal weights"),
            shares: shares.to_owned(),
            values: None,
        }
    }

    /// Weights by a named variable. A unit without one has none: no other weight takes its place.
    pub fn of(id: &str, name: Text, shares: &str, values: BTreeMap<AgencyId, Cell>) -> Weights {
        Weights { id: id.to_owned(), name, shares: shares.to_owned(), values: Some(values) }
    }

    /// True when every unit weighs the same.
    pub const fn is_equal(&self) -> bool {
        self.values.is_none()
    }

    /// The weight of a unit: a number that is not negative, or why there is none.
    pub fn get(&self, unit: &AgencyId) -> Cell {
        let Some(values) = &self.values else { return Cell::number(1.0) };
        match values.get(unit).copied().unwrap_or_default() {
            cell if cell.value().is_some_and(|weight| weight < 0.0) => Cell::NOT_COMPUTABLE,
            cell => cell,
        }
    }
}

/// A unit of then inside a unit of now.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The unit of then.
    pub unit: AgencyId,
    /// Its value.
    pub value: Cell,
    /// Its weight, whole; a sum has no use for it.
    pub weight: Cell,
    /// How much of it went into the unit of now, a share of one; none where nobody says.
    pub share: Option<f64>,
}

/// A unit of now and its value in the time of then.
#[derive(Debug, Clone, PartialEq)]
pub struct Constructed {
    /// The unit of now.
    pub unit: AgencyId,
    /// The value; missing where any part is missing, or has no weight where one is needed: the reason is that of the first such part.
    pub value: Cell,
    /// False where the unit goes on as it was: its value is then what was given, to the last bit, and nothing is constructed.
    pub is_constructed: bool,
    /// What it is made of, by id.
    pub parts: Vec<Part>,
}

/// Values of then for the units of now.
#[derive(Debug, Clone, PartialEq)]
pub struct BackSeries {
    /// The day whose units were measured.
    pub then: Date,
    /// The day whose units are wanted.
    pub now: Date,
    /// How values become one.
    pub combination: Combination,
    /// By what they are weighted.
    pub weights: Weights,
    /// The units of now, by id: all that took over from some unit given.
    pub units: Vec<Constructed>,
    /// Units given that were not there on the day of then, or from which nobody took over.
    pub left_out: Vec<AgencyId>,
}

/// Constructs the values of the units of the day `now` from `values` of units of the day `then`, which is not later. A unit of then inside a unit of now for which no value is given is a
/// part whose value is blank: it is never skipped in silence.
pub fn back_series(
    register: &Register,
    values: &BTreeMap<AgencyId, Cell>,
    (then, now): (Date, Date),
    combination: Combination,
    weights: &Weights,
) -> BackSeries {
    let mut wanted = BTreeSet::new();
    let mut left_out = Vec::new();
    for unit in values.keys() {
        let successors = register.successors(unit, then, now, &weights.shares);
        if successors.is_empty() {
            left_out.push(unit.clone());
        }
        wanted.extend(successors.into_iter().map(|successor| successor.id));
    }
    let units = wanted
        .into_iter()
        .map(|unit| {
            let parts: Vec<Part> = register
                .predecessors(&unit, now, then, &weights.shares)
                .into_iter()
                .map(|part| Part {
                    value: values.get(&part.id).copied().unwrap_or_default(),
                    weight: weights.get(&part.id),
                    share: part.share,
                    unit: part.id,
                })
                .collect();
            // A number that is whole and alone needs no weight.
            let unchanged = match parts.as_slice() {
                [only] if only.share == Some(1.0) => Some(only.value),
                _ => None,
            };
            let value = unchanged.unwrap_or_else(|| match combination {
                Combination::WeightedMean => weighted_mean(&parts),
                Combination::Sum => sum(&parts),
            });
            Constructed { unit, value, is_constructed: unchanged.is_none(), parts }
        })
        .collect();
    BackSeries { then, now, combination, weights: weights.clone(), units, left_out }
}

fn weighted_mean(parts: &[Part]) -> Cell {
    // A unit that is a piece of one had what the whole had, however great the piece is.
    if let [only] = parts {
        return only.value;
    }
    let terms: Result<Vec<(f64, f64)>, Missing> = parts
        .iter()
        .map(|part| {
            let value = part.value.get()?;
            Ok((value, part.weight.get()? * part.share.ok_or(Missing::NotComputable)?))
        })
        .collect();
    let terms = match terms {
        Ok(terms) => terms,
        Err(kind) => return Cell::missing(kind),
    };
    let values = || terms.iter().map(|(value, _)| *value);
    let (least, greatest) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let alike = terms.iter().all(|(_, weight)| *weight == terms[0].1);
    let all: f64 = if alike && terms[0].1 > 0.0 {
        terms.len() as f64
    } else {
        finite_sum(terms.iter().map(|(_, weight)| *weight))
    };
    let weighted =
        if alike { finite_sum(values()) } else { finite_sum(terms.iter().map(|(value, weight)| value * weight)) };
    match Cell::number(weighted / all).value() {
        // Rounding never takes a mean beyond what it is the mean of.
        Some(mean) if all > 0.0 => Cell::number(mean.clamp(least, greatest)),
        _ => Cell::NOT_COMPUTABLE,
    }
}

fn sum(parts: &[Part]) -> Cell {
    let terms: Result<Vec<f64>, Missing> =
        parts.iter().map(|part| Ok(part.value.get()? * part.share.ok_or(Missing::NotComputable)?)).collect();
    match terms {
        Ok(terms) => Cell::number(finite_sum(terms)),
        Err(kind) => Cell::missing(kind),
    }
}

/// The exact sum; infinity where a term or the sum is beyond `f64`.
fn finite_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let terms: Vec<f64> = terms.into_iter().collect();
    let size: f64 = terms.iter().map(|term| term.abs()).sum();
    if size.is_finite() { exact_sum(&terms) } else { f64::INFINITY }
}

impl BackSeries {
    /// The value of a unit of now.
    pub fn get(&self, unit: &AgencyId) -> Option<&Constructed> {
        self.units.binary_search_by(|constructed| constructed.unit.cmp(unit)).ok().map(|index| &self.units[index])
    }

    /// One word for a mark or a column: `dựng lại`, `constructed`.
    pub const fn mark(lang: Lang) -> &'static str {
        lang.pick("dựng lại", "constructed")
    }

    /// What stands wherever these values are shown or exported.
    pub fn label(&self, lang: Lang) -> String {
        let (now, then, by) = (day(self.now, lang), day(self.then, lang), self.weights.name.get(lang));
        match (self.combination, self.weights.is_equal(), lang) {
            (Combination::WeightedMean, false, Lang::Vi) => format!(
                "Số liệu dựng lại, không phải số liệu công bố: giá trị của các đơn vị ngày {then} được tính bình quân gia quyền theo {by} cho địa giới ngày {now}."
            ),
            (Combination::WeightedMean, true, Lang::Vi) => format!(
                "Số liệu dựng lại, không phải số liệu công bố: giá trị của các đơn vị ngày {then} được tính bình quân giản đơn ({by}) cho địa giới ngày {now}."
            ),
            (Combination::Sum, _, Lang::Vi) => format!(
                "Số liệu dựng lại, không phải số liệu công bố: giá trị của các đơn vị ngày {then} được cộng lại cho địa giới ngày {now}."
            ),
            (Combination::WeightedMean, false, Lang::En) => format!(
                "Constructed, not published: values of the units of {then}, averaged with {by} as weights, within the boundaries of {now}."
            ),
            (Combination::WeightedMean, true, Lang::En) => format!(
                "Constructed, not published: values of the units of {then}, averaged with {by}, within the boundaries of {now}."
            ),
            (Combination::Sum, _, Lang::En) => {
                format!(
                    "Constructed, not published: values of the units of {then}, added up within the boundaries of {now}."
                )
            }
        }
    }

    /// How the number of a unit came about, on one line: `(Lào Cai 86,20 × 770 000 + Yên Bái 85,10 × 850 000) ÷ 1 620 000`. `name` gives the name of a unit of then, `digits` are those
    /// of the values.
    pub fn formula<'n>(
        &self,
        constructed: &Constructed,
        digits: u8,
        lang: Lang,
        name: impl Fn(&AgencyId) -> &'n str,
    ) -> String {
        let part = |part: &Part| {
            let value = written(part.value, digits, lang);
            let mut text = format!("{} {value}", name(&part.unit));
            if constructed.is_constructed {
                if self.combination == Combination::WeightedMean && !self.weights.is_equal() {
                    text.extend([" × ", &written(part.weight, places(part.weight), lang)]);
                }
                match part.share {
                    Some(1.0) => {}
                    Some(share) => text.extend([" × ", &decimal(share * 100.0, 1, lang), lang.pick("\u{202f}%", "%")]),
                    None => text.push_str(lang.pick(" × (tỷ lệ chưa biết)", " × (share not known)")),
                }
            }
            text
        };
        let joined = constructed.parts.iter().map(part).collect::<Vec<_>>().join(" + ");
        if self.combination == Combination::Sum || constructed.parts.len() < 2 {
            return joined;
        }
        let weights = constructed.parts.iter().map(|part| Some(part.weight.value()? * part.share?));
        let all: Option<f64> = weights.collect::<Option<Vec<f64>>>().map(finite_sum);
        let all = Cell::number(all.unwrap_or(f64::NAN));
        format!("({joined}) ÷ {}", written(all, places(all), lang))
    }
}

/// Whole numbers are written whole.
fn places(cell: Cell) -> u8 {
    if cell.value().is_some_and(|value| value.fract() != 0.0) { 2 } else { 0 }
}

fn written(cell: Cell, digits: u8, lang: Lang) -> String {
    cell.value().map_or_else(|| lang.pick("(không có)", "(none)").to_owned(), |value| decimal(value, digits, lang))
}
