//! The design file: how the sample was drawn, what it is calibrated to, which intervals are wanted (docs/survey-estimate.md).

use std::path::Path;

use chiso_estimate::{DegreesOfFreedom, Lonely, Method, Pps, Residuals, Rules};
use chiso_model::Lang;

use super::yaml::{Node, Place, Reader, Value};
use crate::failure::Failure;
use crate::{files, suggest, wording};

/// A name of a column, and where it was written.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) place: Place,
}

#[derive(Debug, Default)]
pub(super) struct Stage {
    pub(super) strata: Vec<Column>,
    pub(super) clusters: Vec<Column>,
    pub(super) population: Option<Column>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum How {
    Raking,
    Linear,
    Exponential,
    Logit,
}

#[derive(Debug)]
pub(super) struct Calibration {
    pub(super) how: How,
    pub(super) margins: Vec<(Column, Vec<(String, f64)>)>,
    pub(super) totals: Vec<(Column, f64)>,
    pub(super) bounds: (f64, f64),
    pub(super) residuals: Residuals,
}

#[derive(Debug)]
pub(super) enum Replicates {
    Jk1,
    Jkn,
    Brr(f64),
    Bootstrap { count: usize, seed: u64 },
    Given { columns: Vec<Column>, scale: f64, scales: Option<Vec<f64>>, from_estimate: bool },
}

/// An item of a score: the percentage of those who gave one of these answers, or without answers the mean.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) item: Column,
    pub(super) answers: Vec<String>,
    pub(super) weight: f64,
}

#[derive(Debug)]
pub(super) enum Weights {
    Column(Column),
    /// Everybody weighs the same.
    Equal,
}

#[derive(Debug)]
pub(super) struct DesignFile {
    pub(super) weights: Option<Weights>,
    pub(super) stages: Vec<Stage>,
    pub(super) rules: Rules,
    pub(super) calibration: Option<Calibration>,
    pub(super) trim: Option<(f64, f64)>,
    pub(super) replicates: Option<Replicates>,
    pub(super) method: Option<Method>,
    pub(super) level: f64,
    pub(super) multiplier: Option<f64>,
    pub(super) df: DegreesOfFreedom,
    /// Texts that are no answer.
    pub(super) missing: Vec<String>,
    /// Rows in which a column of the design is empty are left out.
    pub(super) leaves_out: bool,
    /// Columns, and the answers that each can have.
    pub(super) codes: Vec<(Column, Vec<String>)>,
    /// Scores by name.
    pub(super) scores: Vec<(String, Vec<Term>)>,
}

impl DesignFile {
    /// The columns that say where a row stands in the sample.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        let weights = self.weights.iter().filter_map(|weights| match weights {
            Weights::Column(column) => Some(column),
            Weights::Equal => None,
        });
        let stages =
            self.stages.iter().flat_map(|stage| stage.strata.iter().chain(&stage.clusters).chain(&stage.population));
        let calibration = self.calibration.iter().flat_map(|calibration| {
            let margins = calibration.margins.iter().map(|(column, _)| column);
            margins.chain(calibration.totals.iter().map(|(column, _)| column))
        });
        weights.chain(stages).chain(calibration)
    }
}

/// The file and the reader that knows its name.
pub(super) fn read<'a>(path: &Path, file: &'a str, lang: Lang) -> Result<(DesignFile, Reader<'a>), Failure> {
    let reader = Reader { file, lang };
    let bytes = files::read(path, lang)?;
    let root = reader.parse(&String::from_utf8_lossy(&bytes))?;
    let mut design = DesignFile {
        weights: None,
        stages: Vec::new(),
        rules: Rules::default(),
        calibration: None,
        trim: None,
        replicates: None,
        method: None,
        level: 0.95,
        multiplier: None,
        df: DegreesOfFreedom::Design,
        missing: Vec::new(),
        leaves_out: false,
        codes: Vec::new(),
        scores: Vec::new(),
    };
    for (key, value) in reader.map(&root, KEYS)? {
        match key {
            "weights" => {
                let column = reader.column(value)?;
                design.weights = Some(if column.name == "1" { Weights::Equal } else { Weights::Column(column) });
            }
            "stages" => {
                design.stages =
                    reader.list(value)?.iter().map(|node| stage(&reader, node)).collect::<Result<_, _>>()?;
            }
            "nested" => design.rules.nested = reader.one_of(value, &[("true", true), ("false", false)])?,
            "lonely" => design.rules.lonely = reader.one_of(value, LONELY)?,
            "pps" => design.rules.pps = reader.one_of(value, &[("equal", Pps::Equal), ("brewer", Pps::Brewer)])?,
            "calibration" => design.calibration = Some(calibration(&reader, value)?),
            "trim" => design.trim = Some(bounds(&reader, value)?),
            "replicates" => design.replicates = Some(replicates(&reader, value)?),
            "interval" => interval(&reader, value, &mut design)?,
            "df" => {
                design.df = match reader.text(value)? {
                    "design" => DegreesOfFreedom::Design,
                    "domain" => DegreesOfFreedom::Domain,
                    _ => DegreesOfFreedom::Declared(reader.number(value)?),
                }
            }
            "incomplete" => design.leaves_out = reader.one_of(value, &[("fail", false), ("leave_out", true)])?,
            "codes" => {
                for (column, codes) in reader.entries(value)? {
                    design.codes.push((reader.column(column)?, reader.texts(codes)?));
                }
            }
            "scores" => {
                for (name, terms) in reader.entries(value)? {
                    let terms = reader.list(terms)?.iter().map(|node| term(&reader, node)).collect::<Result<_, _>>()?;
                    design.scores.push((reader.text(name)?.to_owned(), terms));
                }
            }
            _ => design.missing = reader.texts(value)?,
        }
    }
    Ok((design, reader))
}

/// What may stand at the top.
const KEYS: &[&str] = &[
    "weights",
    "stages",
    "nested",
    "lonely",
    "pps",
    "calibration",
    "trim",
    "replicates",
    "interval",
    "df",
    "missing",
    "incomplete",
    "codes",
    "scores",
];

const HOW: &[(&str, How)] =
    &[("raking", How::Raking), ("linear", How::Linear), ("exponential", How::Exponential), ("logit", How::Logit)];

const LONELY: &[(&str, Lonely)] = &[
    ("fail", Lonely::Fail),
    ("remove", Lonely::Remove),
    ("certainty", Lonely::Certainty),
    ("adjust", Lonely::Adjust),
    ("average", Lonely::Average),
];

fn stage(reader: &Reader, node: &Node) -> Result<Stage, Failure> {
    let mut stage = Stage::default();
    for (key, value) in reader.map(node, &["strata", "clusters", "population"])? {
        match key {
            "strata" => stage.strata = reader.columns(value)?,
            "clusters" => stage.clusters = reader.columns(value)?,
            _ => stage.population = Some(reader.column(value)?),
        }
    }
    Ok(stage)
}

fn calibration(reader: &Reader, node: &Node) -> Result<Calibration, Failure> {
    let mut calibration = Calibration {
        how: How::Raking,
        margins: Vec::new(),
        totals: Vec::new(),
        bounds: (0.0, f64::INFINITY),
        residuals: Residuals::default(),
    };
    for (key, value) in reader.map(node, &["method", "margins", "totals", "bounds", "residuals"])? {
        match key {
            "method" => calibration.how = reader.one_of(value, HOW)?,
            "margins" => {
                for (column, totals) in reader.entries(value)? {
                    let column = reader.column(column)?;
                    let total =
                        |(level, total): &(Node, Node)| Ok((reader.text(level)?.to_owned(), reader.number(total)?));
                    let totals = reader.entries(totals)?.iter().map(total).collect::<Result<_, Failure>>()?;
                    calibration.margins.push((column, totals));
                }
            }
            "totals" => {
                for (column, total) in reader.entries(value)? {
                    calibration.totals.push((reader.column(column)?, reader.number(total)?));
                }
            }
            "bounds" => calibration.bounds = bounds(reader, value)?,
            _ => {
                let known = &[("unweighted", Residuals::Unweighted), ("design", Residuals::DesignWeighted)];
                calibration.residuals = reader.one_of(value, known)?;
            }
        }
    }
    if calibration.how == How::Raking && !calibration.totals.is_empty() {
        return Err(reader.fault(
            node.place,
            "“raking” chỉ dùng “margins”; với “totals” hãy chọn “linear”, “exponential” hoặc “logit”",
            "`raking` takes `margins` only; with `totals` choose `linear`, `exponential` or `logit`",
        ));
    }
    if calibration.margins.is_empty() && calibration.totals.is_empty() {
        return Err(reader.fault(node.place, "thiếu “margins” hoặc “totals”", "`margins` or `totals` are missing"));
    }
    Ok(calibration)
}

fn term(reader: &Reader, node: &Node) -> Result<Term, Failure> {
    let (mut item, mut answers, mut weight) = (None, Vec::new(), 1.0);
    for (key, value) in reader.map(node, &["item", "answers", "weight"])? {
        match key {
            "item" => item = Some(reader.column(value)?),
            "answers" => answers = reader.texts(value)?,
            _ => weight = reader.number(value)?,
        }
    }
    let item = item.ok_or_else(|| reader.fault(node.place, "thiếu “item”", "`item` is missing"))?;
    Ok(Term { item, answers, weight })
}

/// `[lower, upper]`.
fn bounds(reader: &Reader, node: &Node) -> Result<(f64, f64), Failure> {
    match reader.list(node)? {
        [lower, upper] => Ok((reader.number(lower)?, reader.number(upper)?)),
        _ => Err(reader.fault(node.place, "hãy ghi hai số, ví dụ “[0.5, 2]”", "write two numbers, such as `[0.5, 2]`")),
    }
}

fn replicates(reader: &Reader, node: &Node) -> Result<Replicates, Failure> {
    let (mut method, mut fay, mut count, mut seed) = ("jkn", 0.0, 200.0, 1.0);
    let (mut columns, mut scale, mut scales, mut from_estimate) = (Vec::new(), 1.0, None, false);
    for (key, value) in reader.map(node, &["method", "fay", "count", "seed", "columns", "scale", "scales", "centre"])? {
        match key {
            "method" => {
                method = reader.one_of(value, &["jk1", "jkn", "brr", "bootstrap", "given"].map(|name| (name, name)))?;
            }
            "fay" => fay = reader.number(value)?,
            "count" => count = reader.number(value)?,
            "seed" => seed = reader.number(value)?,
            "columns" => columns = reader.columns(value)?,
            "scale" => scale = reader.number(value)?,
            "scales" => {
                scales = Some(reader.list(value)?.iter().map(|node| reader.number(node)).collect::<Result<_, _>>()?);
            }
            _ => from_estimate = reader.one_of(value, &[("mean", false), ("estimate", true)])?,
        }
    }
    let whole = |number: f64| number >= 0.0 && number.fract() == 0.0 && number <= 1e15;
    if !whole(seed) || !whole(count) || count > 100_000.0 {
        return Err(reader.fault(
            node.place,
            "“seed” và “count” là số nguyên; “count” không quá 100000",
            "`seed` and `count` are whole numbers; `count` is at most 100000",
        ));
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Tested in the lines above.
    let (count, seed) = (count as usize, seed as u64);
    Ok(match method {
        "jk1" => Replicates::Jk1,
        "brr" => Replicates::Brr(fay),
        "bootstrap" => Replicates::Bootstrap { count, seed },
        "given" => Replicates::Given { columns, scale, scales, from_estimate },
        _ => Replicates::Jkn,
    })
}

fn interval(reader: &Reader, node: &Node, design: &mut DesignFile) -> Result<(), Failure> {
    for (key, value) in reader.map(node, &["method", "level", "multiplier"])? {
        match key {
            "method" => design.method = Some(reader.one_of(value, &Method::ALL.map(|method| (method.name(), method)))?),
            "level" => design.level = reader.number(value)?,
            _ => design.multiplier = Some(reader.number(value)?),
        }
    }
    Ok(())
}

impl Reader<'_> {
    pub(super) fn text<'n>(&self, node: &'n Node) -> Result<&'n str, Failure> {
        match &node.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.fault(node.place, "ở đây cần một giá trị", "a single value is wanted here")),
        }
    }

    fn number(&self, node: &Node) -> Result<f64, Failure> {
        let text = self.text(node)?;
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| {
            self.fault(node.place, &format!("“{text}” không phải là số"), &format!("`{text}` is not a number"))
        })
    }

    fn column(&self, node: &Node) -> Result<Column, Failure> {
        Ok(Column { name: self.text(node)?.to_owned(), place: node.place })
    }

    /// One column, or a list of them that are crossed.
    fn columns(&self, node: &Node) -> Result<Vec<Column>, Failure> {
        match &node.value {
            Value::List(nodes) => nodes.iter().map(|node| self.column(node)).collect(),
            _ => Ok(vec![self.column(node)?]),
        }
    }

    fn list<'n>(&self, node: &'n Node) -> Result<&'n [Node], Failure> {
        match &node.value {
            Value::List(nodes) => Ok(nodes),
            _ => Err(self.fault(
                node.place,
                "ở đây cần một danh sách (“- ...” hoặc “[...]”)",
                "a list (`- ...` or `[...]`) is wanted here",
            )),
        }
    }

    fn texts(&self, node: &Node) -> Result<Vec<String>, Failure> {
        self.list(node)?.iter().map(|node| self.text(node).map(str::to_owned)).collect()
    }

    fn entries<'n>(&self, node: &'n Node) -> Result<&'n [(Node, Node)], Failure> {
        match &node.value {
            Value::Map(entries) => Ok(entries),
            _ => Err(self.fault(
                node.place,
                "ở đây cần các dòng “tên: giá trị”",
                "lines of `name: value` are wanted here",
            )),
        }
    }

    /// The entries of a map whose keys are known.
    fn map<'n>(&self, node: &'n Node, known: &[&'static str]) -> Result<Vec<(&'static str, &'n Node)>, Failure> {
        let mut found: Vec<(&'static str, &Node)> = Vec::new();
        for (key, value) in self.entries(node)? {
            let name = self.text(key)?;
            let Some(known) = known.iter().find(|known| **known == name) else {
                let (vi, en) = self.unknown(name, known);
                return Err(self.fault(key.place, &vi, &en));
            };
            if found.iter().any(|(other, _)| other == known) {
                return Err(self.fault(key.place, &format!("“{name}” ghi hai lần"), &format!("`{name}` stands twice")));
            }
            found.push((known, value));
        }
        Ok(found)
    }

    fn one_of<T: Copy>(&self, node: &Node, known: &[(&str, T)]) -> Result<T, Failure> {
        let text = self.text(node)?;
        known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let (vi, en) = self.unknown(text, &names);
            self.fault(node.place, &vi, &en)
        })
    }

    fn unknown(&self, name: &str, known: &[&str]) -> (String, String) {
        let list = wording::list(known.iter().copied(), self.lang);
        match suggest::nearest(name, known) {
            Some(near) => (
                format!("không có “{name}”; có phải là “{near}”?"),
                format!("there is no `{name}`; did you mean `{near}`?"),
            ),
            None => (format!("không có “{name}”; có: {list}"), format!("there is no `{name}`; there are: {list}")),
        }
    }
}
