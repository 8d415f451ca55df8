//! The sheets of our own: `design`, `quota`, `score`, `ballot`.

use std::collections::BTreeMap;

use super::parts;
use super::table::{Line, Table};
use crate::expression::Expression;
use crate::extra::{
    BallotRule, Channel, Design, LonelyUnit, Quota, ScoreNode, Scoring, Stage, Statistic, StatisticWord, Word,
};
use crate::form::{Form, Item, Kind, QuestionType};
use crate::name::is_name;
use crate::problem::{Problem, ProblemKind};
use crate::suggest::nearest;

type Problems = Vec<Problem>;

/// The parts of a design, and whether a stage belongs to each.
pub(crate) const DESIGN_PARTS: [(&str, bool); 7] = [
    ("stratum", true),
    ("cluster", true),
    ("population", true),
    ("weight", false),
    ("margin", false),
    ("lonely", false),
    ("confidence", false),
];

/// Most stages of selection.
const STAGES: usize = 9;

/// A cell that must be filled in.
fn wanted<'l>(line: &'l Line, column: &'static str, problems: &mut Problems) -> Option<&'l str> {
    let text = line.get(column);
    if text.is_none() {
        problems.push(line.problem(column, ProblemKind::MissingCell(column)));
    }
    text
}

fn name(line: &Line, column: &'static str, problems: &mut Problems) -> Option<String> {
    let name = wanted(line, column, problems)?;
    if !is_name(name) {
        problems.push(line.problem(column, ProblemKind::BadName { name: name.to_owned() }));
    }
    Some(name.to_owned())
}

fn word<W: Word>(line: &Line, column: &'static str, text: &str, problems: &mut Problems) -> Option<W> {
    let found = W::of(text);
    if found.is_none() {
        let kind = ProblemKind::BadWord { found: text.to_owned(), allowed: W::words() };
        problems.push(line.problem(column, kind));
    }
    found
}

fn number(
    line: &Line,
    column: &'static str,
    fits: fn(f64) -> bool,
    say: (&'static str, &'static str),
    problems: &mut Problems,
) -> Option<f64> {
    let text = line.get(column)?;
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && fits(*number));
    if number.is_none() {
        problems.push(line.problem(column, ProblemKind::BadNumber { found: text.to_owned(), vi: say.0, en: say.1 }));
    }
    number
}

/// Rows by what must not be said twice.
#[derive(Default)]
struct Once(BTreeMap<String, u32>);

impl Once {
    fn check(&mut self, key: &str, line: &Line, column: &str, problems: &mut Problems) {
        if let Some(first) = self.0.get(key) {
            problems.push(line.problem(column, ProblemKind::Twice { first: *first }));
        } else {
            self.0.insert(key.to_owned(), line.row);
        }
    }
}

pub(super) fn design(table: Option<&Table>, problems: &mut Problems) -> Design {
    let mut design = Design::default();
    let problems_before = problems.len();
    let mut once = Once::default();
    for line in table.into_iter().flat_map(|table| &table.lines) {
        let (Some(part), Some(value)) = (wanted(line, "part", problems), wanted(line, "value", problems)) else {
            continue;
        };
        let Some((part, has_stage)) = DESIGN_PARTS.into_iter().find(|(known, _)| *known == part) else {
            let allowed = DESIGN_PARTS.iter().map(|(known, _)| *known).collect();
            problems.push(line.problem("part", ProblemKind::BadWord { found: part.to_owned(), allowed }));
            continue;
        };
        let stage = if has_stage {
            let say = ("số thứ tự của giai đoạn chọn mẫu, từ 1 đến 9", "the number of the stage of selection, 1 to 9");
            let fits = |number: f64| number.fract() == 0.0 && (1.0..=STAGES as f64).contains(&number);
            if wanted(line, "stage", problems).is_none() {
                continue;
            }
            let Some(stage) = number(line, "stage", fits, say, problems) else { continue };
            (1..=STAGES).find(|number| *number as f64 == stage)
        } else {
            if line.get("stage").is_some() {
                let kind = ProblemKind::NotHere { column: "stage".into(), of: part.into() };
                problems.push(line.problem("stage", kind));
            }
            None
        };
        let key = if part == "margin" { format!("margin {value}") } else { format!("{part} {stage:?}") };
        once.check(&key, line, "part", problems);
        design_part(&mut design, line, part, stage, problems);
    }
    // A stage whose rows cannot be read is no gap.
    if problems.len() == problems_before
        && let Some(gap) = design.stages.iter().position(|stage| *stage == Stage::default())
        && let Some(line) = table.and_then(|table| table.lines.first())
    {
        let (vi, en) = ("các giai đoạn liên tục từ 1", "stages without a gap, from 1");
        problems.push(line.problem("stage", ProblemKind::BadNumber { found: (gap + 1).to_string(), vi, en }));
    }
    design
}

fn design_part(design: &mut Design, line: &Line, part: &str, stage: Option<usize>, problems: &mut Problems) {
    match (part, stage) {
        (_, Some(stage)) => {
            let Some(value) = name(line, "value", problems) else { return };
            if design.stages.len() < stage {
                design.stages.resize_with(stage, Stage::default);
            }
            let slot = &mut design.stages[stage - 1];
            match part {
                "stratum" => slot.stratum = Some(value),
                "cluster" => slot.cluster = Some(value),
                _ => slot.population = Some(value),
            }
        }
        ("weight", None) => design.weight = name(line, "value", problems),
        ("margin", None) => design.margins.extend(name(line, "value", problems)),
        ("lonely", None) => {
            design.lonely = word::<LonelyUnit>(line, "value", line.get("value").unwrap_or_default(), problems);
        }
        _ => {
            let say =
                ("số nguyên phần trăm từ 50 đến 99, ví dụ 95", "a whole number of percent from 50 to 99, such as 95");
            let fits = |number: f64| number.fract() == 0.0 && (50.0..=99.0).contains(&number);
            let percent = number(line, "value", fits, say, problems);
            design.confidence_percent =
                percent.and_then(|percent| (50..=99u8).find(|whole| f64::from(*whole) == percent));
        }
    }
}

pub(super) fn ballots(table: Option<&Table>, problems: &mut Problems) -> Vec<BallotRule> {
    let mut once = Once::default();
    let mut rules = Vec::new();
    for line in table.into_iter().flat_map(|table| &table.lines) {
        let (raters, rated) = (name(line, "raters", problems), name(line, "rated", problems));
        let channels = wanted(line, "channels", problems).unwrap_or_default();
        let mut known: Vec<Channel> = Vec::new();
        for channel in channels.split_whitespace().filter_map(|text| word::<Channel>(line, "channels", text, problems))
        {
            if !known.contains(&channel) {
                known.push(channel);
            }
        }
        let (Some(raters), Some(rated)) = (raters, rated) else { continue };
        once.check(&format!("{raters} {rated}"), line, "rated", problems);
        rules.push(BallotRule {
            raters,
            raters_label: line.texts("raters_label"),
            rated,
            rated_label: line.texts("rated_label"),
            channels: known,
        });
    }
    rules
}

pub(super) fn quotas(table: Option<&Table>, form: &Form, problems: &mut Problems) -> Vec<Quota> {
    let mut once = Once::default();
    let mut quotas = Vec::new();
    for line in table.into_iter().flat_map(|table| &table.lines) {
        let name = name(line, "name", problems);
        once.check(name.as_deref().unwrap_or_default(), line, "name", problems);
        wanted(line, "condition", problems);
        let condition = parts::expression(line, "condition", problems);
        for reference in condition.iter().flat_map(Expression::references) {
            let is_there = form
                .item(&reference.name)
                .is_some_and(|item| item.answerable().is_some() || matches!(item.kind, Kind::Calculate(_)));
            if !is_there {
                let (name, at) = (reference.name.clone(), reference.at);
                let suggestion = nearest(&name, form.index.keys().map(String::as_str));
                problems.push(line.problem("condition", ProblemKind::UnknownReference { name, at, suggestion }));
            }
        }
        for bare in condition.iter().flat_map(Expression::columns) {
            let kind = ProblemKind::BareName { name: bare.name.clone(), at: bare.at };
            problems.push(line.problem("condition", kind));
        }
        if let Some(at) = condition.as_ref().and_then(Expression::this) {
            problems.push(line.problem("condition", ProblemKind::NoThis { at }));
        }
        wanted(line, "target", problems);
        let say = ("số nguyên dương", "a whole number above 0");
        let fits = |number: f64| number.fract() == 0.0 && (1.0..=1e9).contains(&number);
        let target = number(line, "target", fits, say, problems);
        let (Some(name), Some(condition), Some(target)) = (name, condition, target) else { continue };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        quotas.push(Quota { name, label: line.texts("label"), condition, target: target as u32 });
    }
    quotas
}

pub(super) fn scoring(table: Option<&Table>, form: &Form, problems: &mut Problems) -> Scoring {
    let mut once = Once::default();
    let mut scoring = Scoring::default();
    let mut lines: Vec<&Line> = Vec::new();
    for line in table.into_iter().flat_map(|table| &table.lines) {
        let Some(name) = name(line, "name", problems) else { continue };
        once.check(&name, line, "name", problems);
        let parent = line.get("parent").and_then(|parent| {
            let found = scoring.nodes.iter().position(|node| node.name == parent);
            if found.is_none() {
                problems.push(line.problem("parent", ProblemKind::UnknownParent { name: parent.to_owned() }));
            }
            found
        });
        let say = ("số không âm, dấu chấm thập phân", "a number of 0 or more, with a decimal point");
        let weight = number(line, "weight", |number| (0.0..1e9).contains(&number), say, problems);
        let item = item(line, form, problems);
        let label = line.texts("label");
        scoring.nodes.push(ScoreNode { name, label, parent, weight: weight.unwrap_or(1.0), item });
        lines.push(line);
    }
    for (number, line) in lines.iter().enumerate() {
        let children: Vec<usize> = scoring.children(Some(number)).collect();
        let has_item = line.get("question").is_some();
        let kind = match (has_item, children.is_empty()) {
            (true, false) => ProblemKind::ItemWithChildren,
            (false, true) => ProblemKind::ScoreWithoutItem,
            (false, false) if children.iter().all(|child| scoring.nodes[*child].weight <= 0.0) => ProblemKind::NoWeight,
            _ => continue,
        };
        problems.push(line.problem("question", kind));
    }
    scoring
}

/// The question of a score, and what is computed from its answers.
fn item(line: &Line, form: &Form, problems: &mut Problems) -> Option<(String, Statistic)> {
    let Some(question) = line.get("question") else {
        for column in ["statistic", "codes"] {
            if line.get(column).is_some() {
                let kind =
                    ProblemKind::NotHere { column: column.into(), of: line.get("name").unwrap_or_default().into() };
                problems.push(line.problem(column, kind));
            }
        }
        return None;
    };
    let scorable = |item: &&Item| {
        matches!(
            item.answerable().map(|question| &question.kind),
            Some(QuestionType::SelectOne(_) | QuestionType::Range(_))
        )
    };
    let Some(kind) = form.item(question).filter(scorable).and_then(Item::question).map(|question| &question.kind)
    else {
        let names = form.items.iter().filter(scorable).map(|item| item.name.as_str());
        let kind = ProblemKind::NotScorable { name: question.to_owned(), suggestion: nearest(question, names) };
        problems.push(line.problem("question", kind));
        return None;
    };
    let statistic = word::<StatisticWord>(line, "statistic", wanted(line, "statistic", problems)?, problems)?;
    let list = kind.select().map(|select| select.list.as_str());
    let codes: Vec<String> = line.get("codes").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let statistic = match statistic {
        StatisticWord::Mean => {
            if !codes.is_empty() {
                let kind = ProblemKind::NotHere { column: "codes".into(), of: "mean".into() };
                problems.push(line.problem("codes", kind));
            }
            if let Some(list) =
                list.filter(|list| form.choices(list).iter().any(|choice| choice.code.parse::<f64>().is_err()))
            {
                problems.push(line.problem("statistic", ProblemKind::CodesNoNumbers { list: list.to_owned() }));
            }
            Statistic::Mean
        }
        StatisticWord::Share => {
            wanted(line, "codes", problems);
            for code in &codes {
                let is_there = match kind {
                    QuestionType::Range(range) => code.parse().is_ok_and(|number| range.holds(number)),
                    _ => list.is_none_or(|list| form.choices(list).iter().any(|choice| choice.code == *code)),
                };
                if !is_there {
                    let (code, list) = (code.clone(), list.unwrap_or(question).to_owned());
                    problems.push(line.problem("codes", ProblemKind::UnknownCode { code, list }));
                }
            }
            Statistic::Share(codes)
        }
    };
    Some((question.to_owned(), statistic))
}
