//! `/{lang}/surveys/{survey}/setup/open`: opening a survey, after a page with everything that is fixed from then on.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_model::{Lang, Text};
use chiso_questionnaire::Form as Questionnaire;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{CampaignCommand, Mode};
use chiso_web::parts::{Definitions, Form};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, moment};

use super::mend::{Before, form, is_draft};
use super::{shown, tasks};
use crate::entry::Surveys;
use crate::frame::{SurveyPath, sheet};
use crate::held::Held;
use crate::people::group_table;
use crate::questionnaire::described;
use crate::words::{say, say_with};

const REST: &str = "/setup/open";

/// `GET /{lang}/surveys/{survey}/setup/open`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    if !is_draft(&held) {
        return Err(Refusal::Hidden.page(&reader));
    }
    let missing = tasks(&held, caller.now_us, lang);
    if !missing.is_empty() {
        let count = [("count", missing.len().into())];
        return sheet(&reader, &held, REST, say(lang, "open-button"))
            .lead(say_with(lang, "open-missing", &count))
            .part(&Links::to(&reader, missing))
            .show();
    }
    let refused = |refusal: Refusal| refusal.page(&reader);
    let questionnaire = surveys.form(&held).await.map_err(refused)?;
    let groups = surveys.groups_called(&held, lang).await.map_err(refused)?;
    let lack = surveys.lack_of(&held, &groups, lang).await.map_err(refused)?;
    let form = asked(&surveys, &reader, &caller, &held, Some(&questionnaire), &groups);
    before(&reader, &held, lack).show(form, StatusCode::OK)
}

/// `POST /{lang}/surveys/{survey}/setup/open`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let opened = surveys.act_on_seen(&caller, &held, &fields, CampaignCommand::Open).await;
    // What cannot be read does not hide why it was not opened.
    let questionnaire = surveys.form(&held).await.ok();
    let groups = surveys.groups_called(&held, reader.lang).await.unwrap_or_default();
    let lack = surveys.lack_of(&held, &groups, reader.lang).await.ok().flatten();
    let form = asked(&surveys, &reader, &caller, &held, questionnaire.as_deref(), &groups);
    before(&reader, &held, lack).after(opened, form, &fields, "said-survey-opened")
}

impl Surveys {
    /// What those who are invited lack of the columns that the questionnaire names; none where nobody is.
    async fn lack_of(&self, held: &Held, groups: &[SurveyGroup], lang: Lang) -> Result<Option<String>, Refusal> {
        match groups.first() {
            Some(group) => self.lack(held, |column| group.design.get(column).is_some(), lang).await,
            None => Ok(None),
        }
    }
}

/// The form: everything that will be fixed, and the button.
fn asked(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    questionnaire: Option<&Questionnaire>,
    groups: &[SurveyGroup],
) -> Form {
    let (lang, setup) = (reader.lang, &held.campaign.setup);
    let mut fixed = shown(surveys, caller, setup, lang);
    if let Some(questionnaire) = questionnaire {
        fixed = fixed.line(say(lang, "survey-tab-questionnaire"), described(questionnaire, lang));
    }
    let hash = setup.form.clone().unwrap_or_default();
    fixed = fixed.line(say(lang, "open-hash"), hash);
    let writes = setup.modes.contains(&Mode::Own);
    if writes {
        fixed = both(fixed, lang, ("setup-letter-vi", "setup-letter-en"), &setup.letter);
    }
    fixed = both(fixed, lang, ("setup-thanks-vi", "setup-thanks-en"), &setup.thanks);
    let mut form = form(reader, caller, held, REST).part(&fixed);
    if let Some(texts) = surveys.texts_shown(caller, setup, lang).filter(|_| writes) {
        form = form.part(&texts);
    }
    if !groups.is_empty() {
        let sizes = groups.iter().map(|group| (group.label.clone(), u64::try_from(group.people).unwrap_or_default()));
        form = form.part(&group_table(&sizes.collect::<Vec<_>>(), lang));
    }
    form.submit(say(lang, "open-button"))
}

/// A text with its paragraphs.
#[derive(Template)]
#[template(
    source = "{% for line in text.lines() %}{% if !line.trim().is_empty() %}<p>{{ line }}</p>{% endif %}{% endfor %}",
    ext = "html"
)]
struct Paragraphs<'a> {
    text: &'a str,
}

/// A text in each language in which it is written.
fn both(list: Definitions, lang: Lang, (vi, en): (&str, &str), text: &Text) -> Definitions {
    let list = if text.vi.is_empty() { list } else { list.part(say(lang, vi), &Paragraphs { text: &text.vi }) };
    text.en.iter().fold(list, |list, text| list.part(say(lang, en), &Paragraphs { text }))
}

/// The question with what will happen, and with what those who are invited lack.
fn before<'a>(reader: &'a Reader, held: &'a Held, lack: Option<String>) -> Before<'a> {
    let (lang, setup) = (reader.lang, &held.campaign.setup);
    let from =
        [("opens", moment::minute(setup.opens, lang).into()), ("closes", moment::minute(setup.closes, lang).into())];
    let people = held.campaign.people();
    let invited = if people == 0 {
        say(lang, "open-nobody")
    } else {
        say_with(lang, "open-people", &[("count", chiso_model::decimal(people as f64, 0, lang).into())])
    };
    let called = [("survey", setup.title.get(lang).into())];
    Before {
        reader,
        held,
        rest: REST,
        title: say(lang, "open-button"),
        question: say_with(lang, "open-question", &called),
        consequences: [say_with(lang, "open-from", &from), invited]
            .into_iter()
            .chain(lack)
            .chain([say(lang, "open-fixes")])
            .collect(),
    }
}
