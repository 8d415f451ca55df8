//! The parts of the board: the answer in a sentence, scores, groups, response, quality.

use askama::Template;
use chiso_model::{Cell as Value, Lang, Missing, decimal};
use chiso_questionnaire::Form;
use chiso_report::{Chart, DotInterval, Frame, IntervalRow};
use chiso_survey::score::Scale;
use chiso_web::parts::{Cell, Choice, Column, KeyFacts, Row, Table, TableQuery};
use chiso_web::tell;

use super::figures::Figure;
use super::shown::{Results, Shown, Steps};
use super::told::Told;
use crate::people::Counts as Asked;
use crate::words::say;

/// More units than these are shown as a table alone.
const DOTS: usize = 40;

/// What the board is made of.
pub(crate) struct Board<'a> {
    pub(crate) lang: Lang,
    pub(crate) form: &'a Form,
    pub(crate) results: &'a Results,
    /// Names of the rated units, in their order.
    pub(crate) units: Vec<String>,
    pub(crate) variables: &'a [(String, Vec<String>)],
    /// For each node of the scoring what it is measured on.
    pub(crate) scales: &'a [Scale],
    pub(crate) level: f64,
    /// Address of the page, without its query.
    pub(crate) base: String,
    pub(crate) query: TableQuery,
    /// Who was asked, and what became of it.
    pub(crate) asked: Asked,
    /// Names of the interviewers, for those who may see them.
    pub(crate) interviewers: Option<Vec<String>>,
}

/// A chart under its finding.
#[derive(Template)]
#[template(
    source = r#"<figure><figcaption>{{ title }}<small>{{ subtitle }}</small></figcaption><div class="chart">{{ svg|safe }}</div></figure>"#,
    ext = "html"
)]
pub(crate) struct Drawn {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) svg: String,
}

/// Sentences.
#[derive(Template)]
#[template(source = "{% for line in lines %}<p>{{ line }}</p>{% endfor %}", ext = "html")]
pub(crate) struct Sentences {
    pub(crate) lines: Vec<String>,
}

impl Board<'_> {
    pub(super) fn least(&self) -> u64 {
        self.results.pace.least
    }

    pub(super) fn label(&self, node: usize) -> String {
        let node = &self.form.scoring().nodes[node];
        let label = self.form.text(&node.label, self.lang.tag());
        if label.is_empty() { node.name.clone() } else { label.to_owned() }
    }

    /// The first index.
    pub(super) fn index(&self) -> Option<usize> {
        self.form.scoring().children(None).next()
    }

    /// A figure of a group whose count is told: only where enough answered.
    pub(super) fn told(&self, steps: &Steps, group: usize, node: usize, count: Told) -> Option<Figure> {
        count?;
        let figure = steps.figures.get(group)?.get(node)?;
        (figure.respondents >= self.least()).then_some(*figure)
    }

    /// The figure of a node over all ballots.
    pub(super) fn whole(&self, node: usize) -> Option<Figure> {
        self.told(self.results.all.as_ref().ok()?, 0, node, Some(self.results.ballots))
    }

    pub(super) fn value(&self, node: usize, value: f64) -> String {
        let text = decimal(value, 2, self.lang);
        if self.scales[node] == Scale::Percent { format!("{text}\u{a0}%") } else { text }
    }

    pub(super) fn ends(&self, (low, high): (f64, f64)) -> String {
        format!("{} – {}", decimal(low, 2, self.lang), decimal(high, 2, self.lang))
    }

    pub(super) fn whole_number(&self, count: u64) -> String {
        decimal(count as f64, 0, self.lang)
    }

    pub(super) fn count(&self, count: Told) -> Cell {
        match count {
            Some(count) => Cell::text(self.whole_number(count)),
            None => Cell::None(say(self.lang, "results-hidden")),
        }
    }

    fn ballots(&self) -> String {
        match self.results.ballots + self.results.waiting {
            all if all == 0 || all >= self.least() => self.whole_number(all),
            _ => tell!(self.lang, "results-fewer", least = self.whole_number(self.least())),
        }
    }

    /// The answer: the index with its interval, or why there is none yet.
    pub(crate) fn answer(&self) -> Sentences {
        let lang = self.lang;
        let line = match (self.index(), &self.results.all) {
            (_, Err(error)) => error.message(lang),
            (Some(index), Ok(steps)) => match self
                .whole(index)
                .and_then(|figure| figure.value.map(|value| (figure, value)))
            {
                Some((figure, value)) => {
                    let made_from = match (self.results.counts.all, steps.ballots.first()) {
                        (Some(_), Some(count)) => self.whole_number(*count),
                        _ => say(lang, "results-hidden"),
                    };
                    let (title, value) = (self.label(index), self.value(index, value));
                    match figure.interval {
                        Some(ends) => tell!(
                            lang,
                            "results-answer",
                            title = title,
                            value = value,
                            level = self.level(),
                            ends = self.ends(ends),
                            ballots = made_from
                        ),
                        None => {
                            tell!(lang, "results-answer-no-interval", title = title, value = value, ballots = made_from)
                        }
                    }
                }
                None if self.results.restarted => {
                    tell!(lang, "results-restarted", least = self.whole_number(self.least()))
                }
                None => tell!(lang, "results-too-few", least = self.whole_number(self.least())),
            },
            (None, Ok(_)) => say(lang, "results-no-score"),
        };
        Sentences { lines: vec![line] }
    }

    pub(super) fn level(&self) -> String {
        let percent = (self.level * 1000.0).round() / 10.0;
        format!("{}\u{a0}%", decimal(percent, u8::from(percent.fract() != 0.0), self.lang))
    }

    pub(crate) fn facts(&self) -> KeyFacts {
        let lang = self.lang;
        let percent = |rate: f64| format!("{}\u{a0}%", decimal(rate * 100.0, 1, lang));
        let mut facts = KeyFacts::default();
        let people = tell!(lang, "results-of-people", people = self.whole_number(self.asked.people));
        let shown = match self.results.counts.all {
            Some(shown) if self.results.waiting > 0 => {
                format!("; {}", tell!(lang, "results-shown", ballots = self.whole_number(shown)))
            }
            _ => String::new(),
        };
        facts.push(say(lang, "results-ballots"), self.ballots(), format!("{people}{shown}"));
        facts.push(
            say(lang, "results-exchanged"),
            self.whole_number(self.asked.opened),
            say(lang, "results-exchanged-note"),
        );
        if let Some(rates) = self.results.counts.all.and_then(|ballots| self.asked.outcomes(ballots).rates()) {
            let others = tell!(lang, "results-rates-note", rr2 = percent(rates.rr2), rr3 = percent(rates.rr3));
            facts.push(say(lang, "results-rate"), percent(rates.rr1), others);
        }
        facts
    }

    fn dots(&self, title: String, subtitle: String, node: usize, rows: Vec<(String, Option<Figure>)>) -> Drawn {
        let row = |(label, figure): (String, Option<Figure>)| IntervalRow {
            label,
            value: figure.and_then(|figure| figure.value).map_or(Value::missing(Missing::Withheld), Value::number),
            interval: figure.and_then(|figure| figure.interval),
            ..IntervalRow::default()
        };
        let unit = if self.scales[node] == Scale::Percent { "%" } else { "" };
        let frame = Frame {
            title: title.clone(),
            subtitle: subtitle.clone(),
            unit: unit.to_owned(),
            digits: 1,
            lang: self.lang,
            ..Frame::default()
        };
        let chart = DotInterval {
            frame,
            rows: rows.into_iter().map(row).collect(),
            level: Some(self.level),
            ..DotInterval::default()
        };
        Drawn { title, subtitle, svg: chart.responsive() }
    }

    /// The scores above the items as dots; all of them where there are few.
    pub(crate) fn chart(&self) -> Option<impl std::fmt::Display + use<>> {
        let index = self.index()?;
        self.whole(index)?;
        let scoring = self.form.scoring();
        let above: Vec<usize> = (0..scoring.nodes.len()).filter(|node| scoring.nodes[*node].item.is_none()).collect();
        let shown = if above.len() < 3 { (0..scoring.nodes.len()).collect() } else { above };
        let alike = shown.into_iter().filter(|node| self.scales[*node] == self.scales[index]);
        let rows = alike.map(|node| (self.label(node), self.whole(node))).collect();
        Some(self.dots(say(self.lang, "results-scores-chart"), self.answer().lines.swap_remove(0), index, rows))
    }

    pub(super) fn table(&self, id: &str, caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
        let total = rows.len();
        Table::new(self.lang, id, say(self.lang, caption), self.base.clone(), self.query.clone())
            .columns(columns)
            .page_rows(total)
            .rows(rows, total)
    }

    /// Value, interval, or why there are none.
    fn figure(&self, node: usize, figure: Option<Figure>) -> [Cell; 2] {
        let hidden = |key: &str| Cell::None(say(self.lang, key));
        match figure {
            None => [hidden("results-hidden"), hidden("results-hidden")],
            Some(figure) => [
                figure.value.map_or_else(|| hidden("results-none"), |value| Cell::text(self.value(node, value))),
                figure.interval.map_or_else(|| hidden("results-none"), |ends| Cell::text(self.ends(ends))),
            ],
        }
    }

    /// Every score and item.
    pub(crate) fn scores(&self) -> Table {
        let lang = self.lang;
        let scoring = self.form.scoring();
        let items: Vec<usize> = (0..scoring.nodes.len()).filter(|node| scoring.nodes[*node].item.is_some()).collect();
        let depth = |node: usize| {
            std::iter::successors(scoring.nodes[node].parent, |above| scoring.nodes[*above].parent).count()
        };
        let raked = self.results.raked.as_ref().ok().filter(|_| !self.results.population.is_empty());
        let row = |node: usize| {
            let figure = self.whole(node);
            let [value, interval] = self.figure(node, figure);
            // Who did not answer is a count as well: where it is not told, nothing is from which it follows.
            let answered = items
                .iter()
                .position(|item| *item == node)
                .and_then(|item| self.results.counts.items.get(item).copied());
            let shown = figure.unwrap_or_default();
            let number = |number: Option<f64>, digits: u8| match (answered, number) {
                (None, _) => Cell::text("–"),
                // From a number of another moment how many answered now would follow.
                (Some(Some(answered)), Some(number)) if answered == shown.respondents => {
                    Cell::text(decimal(number, digits, lang))
                }
                (Some(_), _) => Cell::None(say(lang, "results-hidden")),
            };
            let mut cells = vec![
                Cell::text(format!("{}{}", "\u{2003}".repeat(depth(node)), self.label(node))),
                value,
                interval,
                answered.map_or_else(|| Cell::text("–"), |answered| self.count(answered)),
                number(shown.effective, 0),
                number(shown.design_effect, 2),
            ];
            if let Some(steps) = raked {
                let told = steps.ballots.first().copied();
                cells.insert(3, self.both(node, self.told(steps, 0, node, told)));
            }
            Row::new(cells)
        };
        let mut columns = vec![
            Column::text(say(lang, "results-column-score")),
            Column::number(say(lang, "results-column-value")),
            Column::number(tell!(lang, "results-column-interval", level = self.level())),
            Column::number(say(lang, "results-column-answered")),
            Column::number(say(lang, "results-column-effective")),
            Column::number(say(lang, "results-column-deff")),
        ];
        if raked.is_some() {
            columns.insert(3, Column::number(say(lang, "results-column-raked")));
        }
        self.table("scores", "results-scores", columns, (0..scoring.nodes.len()).map(row).collect())
    }

    /// The index and what is directly under it, where that is no item.
    pub(super) fn heads(&self) -> Vec<usize> {
        let scoring = self.form.scoring();
        let Some(index) = self.index() else { return Vec::new() };
        let under = scoring.children(Some(index)).filter(|node| scoring.nodes[*node].item.is_none());
        [index].into_iter().chain(under).collect()
    }

    /// Groups: how many, and their scores.
    fn groups(
        &self,
        id: &str,
        caption: &str,
        first: String,
        names: &[String],
        counts: &[Told],
        shown: &Shown,
    ) -> Table {
        let lang = self.lang;
        let heads = self.heads();
        let mut columns = vec![Column::text(first), Column::number(say(lang, "results-column-ballots"))];
        for node in &heads {
            columns.push(Column::number(self.label(*node)));
            columns.push(Column::number(tell!(lang, "results-column-interval", level = self.level())));
        }
        let none = Steps::default();
        let steps = shown.as_ref().unwrap_or(&none);
        let row = |(group, name): (usize, &String)| {
            let count = counts.get(group).copied().flatten();
            let mut cells = vec![Cell::text(name.clone()), self.count(count)];
            for node in &heads {
                cells.extend(self.figure(*node, self.told(steps, group, *node, count)));
            }
            Row::new(cells)
        };
        self.table(id, caption, columns, names.iter().enumerate().map(row).collect())
    }

    /// By rated unit; none where there is only one.
    pub(crate) fn by_unit(&self) -> Option<Table> {
        (self.units.len() > 1).then(|| {
            let first = say(self.lang, "results-column-unit");
            self.groups("units", "results-by-unit", first, &self.units, &self.results.counts.units, &self.results.units)
        })
    }

    /// The same as dots.
    pub(crate) fn units_chart(&self) -> Option<impl std::fmt::Display + use<>> {
        let index = self.index().filter(|_| (2..=DOTS).contains(&self.units.len()))?;
        let steps = self.results.units.as_ref().ok().filter(|steps| !steps.figures.is_empty())?;
        let row = |(group, name): (usize, &String)| {
            (name.clone(), self.told(steps, group, index, self.results.counts.units.get(group).copied().flatten()))
        };
        let rows = self.units.iter().enumerate().map(row).collect();
        Some(self.dots(say(self.lang, "results-by-unit"), self.label(index), index, rows))
    }

    /// By the answers to a question that the address names; the first one that can be chosen where it names none.
    pub(crate) fn by_answer(&self) -> Option<Table> {
        let lang = self.lang;
        let question = |variable: usize| {
            let item = self.form.item(&self.variables[variable].0)?;
            Some((item, self.form.text(&item.label, lang.tag()).to_owned()))
        };
        let choices: Vec<(usize, String)> = self
            .results
            .counts
            .answers
            .iter()
            .filter_map(|(variable, _)| Some((*variable, question(*variable)?.1)))
            .collect();
        let (variable, shown) = self
            .results
            .by
            .iter()
            .find(|(variable, _)| self.variables[**variable].0 == self.query.filter("by"))
            .or_else(|| self.results.by.iter().next())?;
        let (item, title) = question(*variable)?;
        let list =
            item.question().and_then(|question| question.kind.select()).map_or("", |select| select.list.as_str());
        let name = |code: &String| {
            let choice = self.form.choices(list).iter().find(|choice| choice.code == *code);
            choice.map_or(code.clone(), |choice| self.form.text(&choice.label, lang.tag()).to_owned())
        };
        let mut names: Vec<String> = self.variables[*variable].1.iter().map(name).collect();
        names.push(say(lang, "results-no-answer"));
        let (_, counts) = self.results.counts.answers.iter().find(|(place, _)| place == variable)?;
        let options = choices
            .into_iter()
            .map(|(variable, title)| Choice::new(self.variables[variable].0.clone(), title))
            .collect();
        let table = self.groups("answers", "results-by-answer", title, &names, counts, shown);
        Some(table.filter("by", say(lang, "results-by"), say(lang, "results-by-first"), options))
    }

    /// Ballots by day.
    pub(crate) fn days(&self) -> Table {
        let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day| chiso_model::day(day, self.lang));
        let row = |(day_of, count): &(String, Told)| Row::new(vec![Cell::text(day(day_of)), self.count(*count)]);
        let columns = vec![
            Column::text(say(self.lang, "results-column-day")),
            Column::number(say(self.lang, "results-column-ballots")),
        ];
        self.table("days", "results-by-day", columns, self.results.counts.days.iter().map(row).collect())
    }

    /// Quotas and how far they are filled; none where the form has none.
    pub(crate) fn quotas(&self) -> Option<Table> {
        let lang = self.lang;
        let percent = |filled: f64| format!("{}\u{a0}%", decimal(filled, 0, lang));
        let row = |(quota, count): (&chiso_questionnaire::Quota, &Told)| {
            let label = self.form.text(&quota.label, lang.tag());
            let label = if label.is_empty() { &quota.name } else { label };
            let filled = |count: u64| percent(100.0 * count as f64 / f64::from(quota.target.max(1)));
            Row::new(vec![
                Cell::text(label),
                self.count(*count),
                Cell::text(self.whole_number(u64::from(quota.target))),
                count.map_or_else(|| Cell::None(say(lang, "results-hidden")), |count| Cell::text(filled(count))),
            ])
        };
        let columns = vec![
            Column::text(say(lang, "results-column-quota")),
            Column::number(say(lang, "results-column-ballots")),
            Column::number(say(lang, "results-column-target")),
            Column::number(say(lang, "results-column-filled")),
        ];
        let quotas = self.form.quotas();
        (!quotas.is_empty()).then(|| {
            self.table(
                "quotas",
                "results-quotas",
                columns,
                quotas.iter().zip(&self.results.counts.quotas).map(row).collect(),
            )
        })
    }

    /// How the numbers were made, and what is not told.
    pub(crate) fn method(&self) -> Sentences {
        let lang = self.lang;
        let mut lines = vec![
            tell!(lang, "results-method-design", level = self.level()),
            tell!(lang, "results-method-least", least = self.whole_number(self.least())),
            tell!(lang, "results-method-steps", least = self.whole_number(self.least())),
            say(lang, "results-method-rates"),
        ];
        let names = |margins: &mut dyn Iterator<Item = &str>| margins.collect::<Vec<&str>>().join(", ");
        if !self.results.population.is_empty() {
            let margins = names(&mut self.results.population.iter().map(|margin| margin.name.as_str()));
            lines.push(match &self.results.raked {
                Ok(_) => tell!(lang, "results-method-raked", margins = margins),
                Err(error) => tell!(lang, "results-method-not-raked", margins = margins, why = error.message(lang)),
            });
        } else if !self.form.design().margins.is_empty() {
            let margins = names(&mut self.form.design().margins.iter().map(String::as_str));
            lines.push(tell!(lang, "results-method-margins", margins = margins));
        }
        if self.results.unread > 0 {
            lines.push(tell!(lang, "results-method-unread", ballots = self.whole_number(self.results.unread)));
        }
        Sentences { lines }
    }
}
