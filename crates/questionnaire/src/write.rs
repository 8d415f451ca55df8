//! A form as sheets and as a workbook.

use crate::extra::{Channel, Design, LonelyUnit, Statistic, Word};
use crate::form::{Form, Item, Kind, Question, QuestionType, Range, Required, Texts};
use crate::read::columns_of;
use crate::sheet::Sheet;
use crate::workbook::{self, WriteError};
use chiso_model::shortest;

/// What stands in a row, by the heading of its column.
type Row = Vec<(String, String)>;

impl Form {
    /// The form as sheets: only columns and sheets that say something. Reading them gives the same form.
    pub fn to_sheets(&self) -> Vec<Sheet> {
        let mut sheets = vec![sheet("survey", &["type", "name", "label"], &self.languages, &self.survey(), &SURVEY)];
        let mut columns = vec!["list_name", "name", "label"];
        columns.extend(self.filter_columns.iter().map(String::as_str));
        let optional: [(&str, &[&str], Vec<Row>); 6] = [
            ("choices", &columns, self.choice_rows()),
            ("settings", &[], self.setting_rows()),
            ("design", &[], design(&self.design)),
            ("quota", &[], self.quota_rows()),
            ("score", &[], self.score_rows()),
            ("ballot", &[], self.ballot_rows()),
        ];
        let some =
            optional.into_iter().filter(|(name, _, rows)| !rows.is_empty() || *name == "choices" && columns.len() > 3);
        sheets.extend(some.map(|(name, always, rows)| {
            let order: &[&str] = match name {
                "choices" => always,
                "settings" => &["form_title", "form_id", "version", "default_language", "style"],
                "design" => &["part", "stage", "value"],
                "quota" => &["name", "label", "condition", "target"],
                "score" => &["name", "parent", "label", "question", "statistic", "codes", "weight"],
                _ => &["raters", "raters_label", "rated", "rated_label", "channels"],
            };
            sheet(name, always, &self.languages, &rows, order)
        }));
        sheets
    }

    /// The form as a workbook (`.xlsx`) that XLSForm tools read. The same form gives the same bytes.
    ///
    /// # Errors
    /// Something does not fit a workbook.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WriteError> {
        workbook::write(&self.to_sheets(), self.settings.title.as_deref().unwrap_or_default())
    }

    fn survey(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            while open.last().copied() != item.parent && open.pop().is_some() {
                rows.push(vec![("type".into(), "end_group".into())]);
            }
            rows.push(survey_row(item));
            if matches!(item.kind, Kind::Group) {
                open.push(number);
            }
        }
        rows.extend(open.iter().map(|_| vec![("type".to_owned(), "end_group".to_owned())]));
        rows
    }

    fn choice_rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for list in &self.lists {
            for choice in &list.choices {
                let mut row = vec![cell("list_name", &list.name), cell("name", &choice.code)];
                texts(&mut row, "label", &choice.label);
                row.extend(choice.columns.iter().map(|(name, text)| cell(name, text)));
                rows.push(row);
            }
        }
        rows
    }

    fn setting_rows(&self) -> Vec<Row> {
        let settings = &self.settings;
        let pages = settings.pages.then(|| "pages".to_owned());
        let cells = [
            ("form_title", &settings.title),
            ("form_id", &settings.id),
            ("version", &settings.version),
            ("default_language", &settings.default_language),
            ("style", &pages),
        ];
        let row: Row = cells.into_iter().filter_map(|(name, text)| Some(cell(name, text.as_ref()?))).collect();
        if row.is_empty() { Vec::new() } else { vec![row] }
    }

    fn quota_rows(&self) -> Vec<Row> {
        let rows = self.quotas.iter().map(|quota| {
            let mut row = vec![cell("name", &quota.name), cell("condition", quota.condition.text())];
            texts(&mut row, "label", &quota.label);
            row.push(cell("target", &quota.target.to_string()));
            row
        });
        rows.collect()
    }

    fn score_rows(&self) -> Vec<Row> {
        let nodes = &self.scoring.nodes;
        let rows = nodes.iter().map(|node| {
            let mut row = vec![cell("name", &node.name), cell("weight", &shortest(node.weight))];
            row.extend(node.parent.map(|parent| cell("parent", &nodes[parent].name)));
            texts(&mut row, "label", &node.label);
            if let Some((question, statistic)) = &node.item {
                row.push(cell("question", question));
                match statistic {
                    Statistic::Mean => row.push(cell("statistic", "mean")),
                    Statistic::Share(codes) => {
                        row.extend([cell("statistic", "share"), cell("codes", &codes.join(" "))]);
                    }
                }
            }
            row
        });
        rows.collect()
    }

    fn ballot_rows(&self) -> Vec<Row> {
        let rows = self.ballots.iter().map(|rule| {
            let channels: Vec<&str> = rule.channels.iter().copied().map(Channel::word).collect();
            let mut row =
                vec![cell("raters", &rule.raters), cell("rated", &rule.rated), cell("channels", &channels.join(" "))];
            texts(&mut row, "raters_label", &rule.raters_label);
            texts(&mut row, "rated_label", &rule.rated_label);
            row
        });
        rows.collect()
    }
}

/// The order of the columns of `survey`.
const SURVEY: [&str; 14] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "parameters",
];

fn cell(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// `label` without a language, `label::Tiếng Việt (vi)` with one.
fn heading(family: &str, language: &str) -> String {
    if language.is_empty() { family.to_owned() } else { format!("{family}::{language}") }
}

fn texts(row: &mut Row, family: &str, texts: &Texts) {
    row.extend(texts.iter().map(|(language, text)| (heading(family, language), text.to_owned())));
}

fn survey_row(item: &Item) -> Row {
    let mut row = vec![cell("name", &item.name)];
    texts(&mut row, "label", &item.label);
    texts(&mut row, "hint", &item.hint);
    row.extend(item.relevant.as_ref().map(|relevant| cell("relevant", relevant.text())));
    row.extend(item.appearance.map(|appearance| cell("appearance", appearance.word())));
    match &item.kind {
        Kind::Group => row.push(cell("type", "begin_group")),
        Kind::Note => row.push(cell("type", "note")),
        Kind::Calculate(calculation) => {
            row.extend([cell("type", "calculate"), cell("calculation", calculation.text())]);
        }
        Kind::Question(question) => question_cells(&mut row, question),
    }
    row
}

fn question_cells(row: &mut Row, question: &Question) {
    let word = question.kind.word();
    let mut written = word.to_owned();
    if let Some(select) = question.kind.select() {
        row.extend(select.filter.as_ref().map(|filter| cell("choice_filter", filter.text())));
        written = format!("{word} {}{}", select.list, if select.or_other { " or_other" } else { "" });
    }
    row.push(cell("type", &written));
    match &question.required {
        Required::Never => {}
        Required::Always => row.push(cell("required", "yes")),
        Required::When(condition) => row.push(cell("required", condition.text())),
    }
    texts(row, "required_message", &question.required_message);
    row.extend(question.constraint.as_ref().map(|constraint| cell("constraint", constraint.text())));
    texts(row, "constraint_message", &question.constraint_message);
    row.extend(question.default.as_ref().map(|default| cell("default", &default.written())));
    if let QuestionType::Range(Range { start, end, step }) = question.kind {
        let parameters = format!("start={} end={} step={}", shortest(start), shortest(end), shortest(step));
        row.push(cell("parameters", &parameters));
    }
}

fn design(design: &Design) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |part: &str, stage: Option<usize>, value: &str| {
        let mut row = vec![cell("part", part), cell("value", value)];
        row.extend(stage.map(|stage| cell("stage", &stage.to_string())));
        rows.push(row);
    };
    for (number, stage) in (1..).zip(&design.stages) {
        for (part, value) in
            [("stratum", &stage.stratum), ("cluster", &stage.cluster), ("population", &stage.population)]
        {
            if let Some(value) = value {
                row(part, Some(number), value);
            }
        }
    }
    if let Some(weight) = &design.weight {
        row("weight", None, weight);
    }
    for margin in &design.margins {
        row("margin", None, margin);
    }
    if let Some(lonely) = design.lonely {
        row("lonely", None, LonelyUnit::word(lonely));
    }
    if let Some(percent) = design.confidence_percent {
        row("confidence", None, &percent.to_string());
    }
    rows
}

/// A sheet with the columns in an order; those that say nothing only where they always stand.
fn sheet(name: &str, always: &[&str], languages: &[String], rows: &[Row], order: &[&str]) -> Sheet {
    let mut headings: Vec<String> = Vec::new();
    for family in order {
        let is_used = |heading: &str| rows.iter().any(|row| row.iter().any(|(own, _)| own == heading));
        let has_languages = columns_of(name).1.contains(family);
        let mut candidates: Vec<String> = vec![(*family).to_owned()];
        if has_languages {
            candidates = languages.iter().map(|language| heading(family, language)).collect();
        }
        headings.extend(candidates.into_iter().filter(|heading| always.contains(family) || is_used(heading)));
    }
    let header: Vec<&str> = headings.iter().map(String::as_str).collect();
    let body = rows.iter().map(|row| {
        let text = |heading: &&str| row.iter().find(|(own, _)| own == heading).map_or("", |(_, text)| text.as_str());
        header.iter().map(text).collect::<Vec<&str>>()
    });
    Sheet::from_rows(name, std::iter::once(header.clone()).chain(body))
}
