//! `/{lang}/surveys/{survey}/people/invite`: a list of people, checked row by row; keys are made while one waits.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chiso_files::FileHash;
use chiso_model::Lang;
use chiso_web::parts::{Definitions, Field, Form, said};
use chiso_web::{Caller, PageError, PostedFile, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to, go};

use super::columns::Column;
use super::person::{PeopleList, people};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::upload::{TABLES, TableProblem, problems, read};
use crate::people::{people_address, people_sheet};
use crate::words::{WORDS, say, say_with};

/// How long a page waits for an invitation before it says how far it has come.
const WAIT: Duration = Duration::from_secs(2);
/// Seconds after which the page that says so looks again.
const LOOK_AGAIN: &str = "3";

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let least = held.campaign.setup.least;
    form_to(reader, caller, &people_address(held, "/invite"))
        .field(Field::file(lang, "file", say(lang, "people-list-file"), TABLES).hint(say_with(
            lang,
            "people-list-hint",
            &[("least", least.into())],
        )))
        .field(Field::single_box(lang, "only_check", say(lang, "people-only-check"), false).optional())
        .submit(say(lang, "people-invite-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &people_address(held, "")))
}

/// `GET`
pub(in crate::people) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    if pairs.iter().any(|(name, _)| name == "under-way") {
        return under_way(&surveys, &reader, &caller, &held);
    }
    let lang = reader.lang;
    let columns: Vec<&str> = Column::ALL[..Column::ALL.len() - 2].iter().map(|column| column.id()).collect();
    let named = surveys.declared_columns(&held, lang).await.map_err(|refusal| refusal.page(&reader))?;
    let mut guide = Definitions::new()
        .line(say(lang, "people-columns-contact"), say(lang, "people-columns-contact-which"))
        .line(say(lang, "people-columns-design"), say(lang, "people-columns-design-which"));
    if !named.is_empty() {
        let least = held.campaign.setup.least;
        let told = [("columns", named.into()), ("least", least.into())];
        guide = guide.line(say(lang, "people-columns-named"), say_with(lang, "people-columns-named-which", &told));
    }
    guide = guide.line(say(lang, "people-columns-names"), columns.join(", "));
    let example = [("people-example-csv", "/invite/list.csv"), ("people-example-xlsx", "/invite/list.xlsx")];
    let example = example.map(|(key, rest)| (say(lang, key), people_address(&held, rest)));
    people_sheet(&reader, &held, "/invite", say(lang, "people-invite"))
        .said_in(&WORDS, &pairs)
        .lead(say(lang, "people-invite-lead"))
        .form(&form(&reader, &caller, &held))
        .section(say(lang, "people-columns"), &guide)
        .part(&Links::to(&reader, example.into()))
        .show()
}

/// `POST`
pub(in crate::people) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let form = form(&reader, &caller, &held).fill(&fields);
    let Some(file) = file else {
        return show(&reader, &held, &form.wrong("file", say(lang, "people-no-file")), &[]);
    };
    let list = match surveys.list_of(&held, &file).await.map_err(|refusal| refusal.page(&reader))? {
        Ok(list) => list,
        Err(found) => return show(&reader, &held, &form.wrong("file", say(lang, "people-wrong-file")), &found),
    };
    if fields.has("only_check") {
        return match surveys.fit(&held, &list.people).await {
            Ok(()) => surveys.checked(&reader, &held, &list, &form).await,
            Err(refusal) => refused(&reader, &held, form, refusal),
        };
    }
    invited(surveys, &reader, &caller, &held, form, list).await
}

impl Surveys {
    /// The list that stands in a file, or everything that is wrong with it.
    async fn list_of(&self, held: &Held, file: &Upload) -> Result<Result<PeopleList, Vec<TableProblem>>, Refusal> {
        let also = self.design_columns(held).await?;
        let known = |name: &str| Column::of(name).is_some() || also.iter().any(|named| named.name == name);
        let list = read(file, &known).and_then(|table| people(&table, &also));
        let sha256 = FileHash::of(&file.bytes).to_string();
        Ok(list.map(|(people, unread)| PeopleList { people, sha256, unread }))
    }
}

/// Invites the people of a list, and leads to what became of it.
pub(in crate::people) async fn invited(
    surveys: Arc<Surveys>,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    form: Form,
    list: PeopleList,
) -> Result<Response, PageError> {
    let way = at(reader, &people_address(held, "/invite?under-way=1"));
    // What is under way already goes on; its page says so.
    let Some(progress) = surveys.inviting.begin(&held.id) else { return Ok(go(&way)) };
    let doing = {
        let (surveys, caller, survey) = (surveys, caller.clone(), held.id.clone());
        let progress = Arc::clone(&progress);
        async move {
            let result = surveys.invite(&caller, &survey, list, Arc::clone(&progress)).await;
            progress.end(result);
        }
    };
    // It goes on when this page is left.
    let doing = tokio::spawn(doing);
    if tokio::time::timeout(WAIT, doing).await.is_err() {
        return Ok(go(&way));
    }
    match progress.ended() {
        Some(Ok(_)) => Ok(go(&said(&at(reader, &people_address(held, "")), "said-people-invited"))),
        Some(Err(refusal)) => refused(reader, held, form, again(refusal)),
        None => Ok(go(&way)),
    }
}

/// The same reason, for a page that may be looked at again.
fn again(refusal: &Refusal) -> Refusal {
    match refusal {
        Refusal::Fields(fields) => Refusal::Fields(fields.clone()),
        Refusal::Forbidden => Refusal::Forbidden,
        Refusal::Hidden => Refusal::Hidden,
        Refusal::SecondFactor => Refusal::SecondFactor,
        other => Refusal::Fault(chiso_model::Text::new(other.message(Lang::Vi), other.message(Lang::En))),
    }
}

fn refused(reader: &Reader, held: &Held, form: Form, refusal: Refusal) -> Result<Response, PageError> {
    let (_, form) = refusal.into_form(reader, form)?;
    show(reader, held, &form, &[])
}

fn show(reader: &Reader, held: &Held, form: &Form, found: &[TableProblem]) -> Result<Response, PageError> {
    let sheet = people_sheet(reader, held, "/invite", say(reader.lang, "people-invite")).form(form);
    if found.is_empty() { sheet.show() } else { sheet.part(&problems(reader, found)).show() }
}

/// How far an invitation has come; the page looks again by itself.
fn under_way(surveys: &Surveys, reader: &Reader, caller: &Caller, held: &Held) -> Result<Response, PageError> {
    let lang = reader.lang;
    let people = at(reader, &people_address(held, ""));
    let Some(progress) = surveys.inviting.last(&held.id) else { return Ok(go(&people)) };
    match progress.ended() {
        Some(Ok(_)) => Ok(go(&said(&people, "said-people-invited"))),
        Some(Err(refusal)) => refused(reader, held, form(reader, caller, held), again(refusal)),
        None => {
            let (made, of) = progress.keys();
            let told = [("made", made.into()), ("of", of.into())];
            let sheet = people_sheet(reader, held, "/invite", say(lang, "people-under-way"))
                .lead(say_with(lang, "people-keys", &told))
                .button(say(lang, "people-look-again"), &people_address(held, "/invite?under-way=1"));
            let mut response = sheet.show()?;
            response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(LOOK_AGAIN));
            Ok(response)
        }
    }
}
