//! `/{lang}/surveys/{survey}/questionnaire`: what is asked, in which languages, and what becomes of the answers.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_questionnaire::{Channel, Design, Form, Item, Kind, Question, QuestionType, Required, code_of};
use chiso_web::parts::{Badge, Cell, Column, Definitions, Empty, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::house::{Links, Pairs, at};

use super::{described, questions, scores};
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address};
use crate::held::Held;
use crate::setup::is_draft;
use crate::words::{WORDS, say, say_with};

/// `GET /{lang}/surveys/{survey}/questionnaire`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.page(&reader, &caller, &survey).await?;
    let chooses = is_draft(&held) && surveys.runs(&caller, &held);
    let sheet = surveys
        .view(&reader, &caller, &held, View::Questionnaire, say(lang, "survey-tab-questionnaire"))
        .said_in(&WORDS, &pairs);
    if held.campaign.setup.form.is_none() {
        let mut empty = Empty::new(say(lang, "form-none"), say(lang, "form-none-help"));
        if chooses {
            empty = empty.first(say(lang, "form-choose"), at(&reader, &part(&held, "/choose")));
        }
        return sheet.part(&empty).show();
    }
    let form = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    let may = |action| surveys.may(&caller, action, Resource::Survey, &held.campaign.setup.owner).is_ok();
    let ways = [
        (true, "form-try", "/try"),
        (may(Action::Export), "form-download", "/download"),
        (may(Action::Export), "form-codebook-csv", "/codebook/csv"),
        (may(Action::Export), "form-codebook-xlsx", "/codebook/xlsx"),
        (chooses, "form-choose-another", "/choose"),
    ];
    let ways = ways.into_iter().filter(|(may, ..)| *may).map(|(_, key, rest)| (say(lang, key), part(&held, rest)));
    let mut sheet = sheet
        .lead(described(&form, lang))
        .part(&Links::to(&reader, ways.collect()))
        .part(&about(&form, lang))
        .section(say(lang, "form-questions"), &table_of_questions(&reader, &held, &form));
    if !form.scoring().nodes.is_empty() {
        sheet = sheet.section(say(lang, "form-scores"), &scores::table(&reader, &part(&held, ""), &form));
    }
    if !form.ballots().is_empty() {
        sheet = sheet.section(say(lang, "form-ballots"), &table_of_ballots(&reader, &held, &form));
    }
    if !form.quotas().is_empty() {
        sheet = sheet.section(say(lang, "form-quotas"), &table_of_quotas(&reader, &held, &form));
    }
    sheet.show()
}

/// Address of a part of the questionnaire's pages, after the language.
pub(super) fn part(held: &Held, rest: &str) -> String {
    format!("{}{}{rest}", address(held), View::Questionnaire.rest())
}

/// The languages of a form as people call them; a dash for texts that have none.
pub(super) fn languages(form: &Form) -> Vec<String> {
    let named = |name: &String| if name.is_empty() { "–".to_owned() } else { name.clone() };
    form.languages().iter().map(named).collect()
}

fn about(form: &Form, lang: Lang) -> Definitions {
    let settings = form.settings();
    let mut list = Definitions::new().line(say(lang, "form-languages"), languages(form).join(", "));
    if let Some(version) = &settings.version {
        list = list.line(say(lang, "form-version"), version);
    }
    list = list
        .line(say(lang, "form-count"), say_with(lang, "form-counted", &[("count", questions(form, lang).into())]))
        .line(say(lang, "form-screens"), form.pages().len().to_string());
    let lacking = form.untranslated();
    if !lacking.is_empty() {
        let names: Vec<String> =
            lacking.iter().take(10).map(|(name, language)| format!("{name} ({})", code_of(language))).collect();
        let told = [("count", lacking.len().into()), ("names", names.join(", ").into())];
        list = list.part(
            say(lang, "form-untranslated"),
            &Badge::new("warn", Shape::Triangle, say_with(lang, "form-untranslated-count", &told)),
        );
    }
    let design = designed(form.design(), lang);
    if design.is_empty() { list } else { list.line(say(lang, "form-design"), design) }
}

/// How the sample is said to be drawn, in a line.
fn designed(design: &Design, lang: Lang) -> String {
    let mut told = Vec::new();
    for (number, stage) in design.stages.iter().enumerate() {
        let variables: Vec<&str> = [&stage.stratum, &stage.cluster, &stage.population]
            .into_iter()
            .filter_map(|variable| variable.as_deref())
            .collect();
        let stage = [("stage", (number + 1).to_string().into()), ("variables", variables.join(", ").into())];
        told.push(say_with(lang, "form-design-stage", &stage));
    }
    if let Some(weight) = &design.weight {
        told.push(say_with(lang, "form-design-weight", &[("variable", weight.as_str().into())]));
    }
    if !design.margins.is_empty() {
        told.push(say_with(lang, "form-design-margins", &[("variables", design.margins.join(", ").into())]));
    }
    told.join(" ")
}

fn table_of_questions(reader: &Reader, held: &Held, form: &Form) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = form.items().iter().map(|item| row(form, item, lang)).collect();
    let columns = ["form-column-name", "form-column-text", "form-column-answer", "form-column-asked"];
    table(reader, held, "form-questions", &columns, rows)
}

fn row(form: &Form, item: &Item, lang: Lang) -> Row {
    let label = form.text(&item.label, lang.tag());
    let text = if label.trim().is_empty() { Cell::None("–".to_owned()) } else { Cell::text(label) };
    let mut asked = Vec::new();
    if let Some(question) = item.answerable() {
        asked.extend(required(question, lang));
        if let Some(constraint) = &question.constraint {
            asked.push(say_with(lang, "form-asked-holds", &[("expression", constraint.text().into())]));
        }
    }
    if let Some(relevant) = &item.relevant {
        asked.push(say_with(lang, "form-asked-when", &[("expression", relevant.text().into())]));
    }
    let asked = if asked.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(asked.join(" ")) };
    Row::new(vec![Cell::text(&item.name), text, Cell::text(answer(form, item, lang)), asked])
}

fn required(question: &Question, lang: Lang) -> Option<String> {
    match &question.required {
        Required::Never => None,
        Required::Always => Some(say(lang, "form-asked-required")),
        Required::When(expression) => {
            Some(say_with(lang, "form-asked-required-when", &[("expression", expression.text().into())]))
        }
    }
}

/// What an answer is, in a few words.
fn answer(form: &Form, item: &Item, lang: Lang) -> String {
    let question = match &item.kind {
        Kind::Group => return say(lang, "form-answer-group"),
        Kind::Note => return say(lang, "form-answer-note"),
        Kind::Calculate(expression) => {
            return say_with(lang, "form-answer-calculate", &[("expression", expression.text().into())]);
        }
        Kind::Question(_) if item.is_grid_head() => return say(lang, "form-answer-head"),
        Kind::Question(question) => question,
    };
    let key = match &question.kind {
        QuestionType::Text => "form-answer-text",
        QuestionType::Integer => "form-answer-integer",
        QuestionType::Decimal => "form-answer-decimal",
        QuestionType::Date => "form-answer-date",
        QuestionType::SelectOne(_) => "form-answer-one",
        QuestionType::SelectMultiple(_) => "form-answer-many",
        QuestionType::Rank(_) => "form-answer-rank",
        QuestionType::Range(range) => {
            let [start, end] = [range.start, range.end].map(chiso_model::shortest);
            return say_with(lang, "form-answer-range", &[("start", start.into()), ("end", end.into())]);
        }
    };
    let count = question.kind.select().map_or(0, |select| form.choices(&select.list).len());
    say_with(lang, key, &[("count", count.into())])
}

fn table_of_ballots(reader: &Reader, held: &Held, form: &Form) -> Table {
    let lang = reader.lang;
    let named = |name: &str, label: &chiso_questionnaire::Texts| match form.text(label, lang.tag()) {
        "" => Cell::text(name),
        label => Cell::text(label),
    };
    let rows = form.ballots().iter().map(|rule| {
        let channels: Vec<String> = rule.channels.iter().map(|channel| channel_title(*channel, lang)).collect();
        let raters = named(&rule.raters, &rule.raters_label);
        Row::new(vec![raters, named(&rule.rated, &rule.rated_label), Cell::text(channels.join(", "))])
    });
    let columns = ["form-column-raters", "form-column-rated", "form-column-channels"];
    table(reader, held, "form-ballots", &columns, rows.collect())
}

fn channel_title(channel: Channel, lang: Lang) -> String {
    let key = match channel {
        Channel::Email => "channel-email",
        Channel::Sms => "channel-sms",
        Channel::Link => "channel-link",
        Channel::Qr => "channel-qr",
        Channel::Tablet => "channel-tablet",
        Channel::Paper => "channel-paper",
        Channel::Phone => "channel-phone",
    };
    say(lang, key)
}

fn table_of_quotas(reader: &Reader, held: &Held, form: &Form) -> Table {
    let lang = reader.lang;
    let rows = form.quotas().iter().map(|quota| {
        let label = form.text(&quota.label, lang.tag());
        let label = if label.is_empty() { &quota.name } else { label };
        let target = chiso_model::decimal(f64::from(quota.target), 0, lang);
        Row::new(vec![Cell::text(label), Cell::text(quota.condition.text()), Cell::text(target)])
    });
    let columns = ["form-column-quota", "form-column-condition", "form-column-target"];
    table(reader, held, "form-quotas", &columns, rows.collect())
}

fn table(reader: &Reader, held: &Held, title: &str, columns: &[&str], rows: Vec<Row>) -> Table {
    let lang = reader.lang;
    let total = rows.len();
    Table::new(lang, title, say(lang, title), at(reader, &part(held, "")), TableQuery::of(&[]))
        .columns(columns.iter().map(|key| Column::text(say(lang, key))).collect())
        .page_rows(total)
        .rows(rows, total)
}
