//! `/{lang}/surveys/{survey}/sheets/print`: sheets to be printed on A4, 25 at once, in any language of the questionnaire. The stamp number stands on every page of a sheet,
//! on the first with a QR code that a scanner types.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chiso_model::Lang;
use chiso_model::agency::AgencyId;
use chiso_questionnaire::code_of;
use chiso_store::fieldwork::SurveySheet;
use chiso_survey::sheet::SheetState;
use chiso_web::page::show_as;
use chiso_web::parts::{QrCode, TableQuery};
use chiso_web::{Caller, PageError, Reader, language};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::assets::PRINT;
use super::kept::{stamp_of, state_of};
use super::paper::{Control, Paper, Part, language_of};
use super::sheets_address;
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::words::{say, say_with};

/// Sheets of a page in the browser.
const AT_ONCE: usize = 25;

/// The questions, the same on every sheet.
#[derive(Template)]
#[template(path = "sheets/paper.html")]
struct Questions {
    lang: Lang,
    parts: Vec<Part>,
}

impl Questions {
    fn t(&self, key: &str) -> String {
        say(self.lang, key)
    }

    fn other(&self) -> String {
        say(self.lang, "sheets-paper-other")
    }

    /// The heading of a part that stands so deep: below the title of the sheet.
    fn level(deep: &usize) -> usize {
        (deep + 2).min(6)
    }

    /// Whether a question is answered in the way that is called so.
    fn is(control: &Control, other: &str) -> bool {
        let name = match control {
            Control::One => "one",
            Control::Many => "many",
            Control::Places => "places",
            Control::Number => "number",
            Control::Day => "day",
            Control::Text => "text",
            Control::Long => "long",
        };
        name == other
    }
}

/// A sheet.
struct Printed {
    stamp: String,
    qr: Option<QrCode>,
}

#[derive(Template)]
#[template(path = "sheets/print.html")]
struct PrintPage {
    lang: Lang,
    /// The tag of the questionnaire's language.
    tag: String,
    title: String,
    owner: String,
    told: String,
    back: String,
    /// Other pages: how each is called, its address, and whether it is this one.
    pages: Vec<(String, String, bool)>,
    /// The questionnaire's languages in the same way.
    languages: Vec<(String, String, bool)>,
    /// In the words of the questionnaire's language.
    how: Vec<String>,
    stamp_word: String,
    questions: String,
    sheets: Vec<Printed>,
}

impl PrintPage {
    fn t(&self, key: &str) -> String {
        say(self.lang, key)
    }

    fn style() -> &'static str {
        &PRINT.path
    }
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let form = surveys.form(&held).await.map_err(refused)?;
    let query = TableQuery::of(&pairs);
    let group = query.filter("group").to_owned();
    let groups = surveys.groups_called(&held, reader.lang).await.map_err(refused)?;
    let label = |id: &str| groups.iter().find(|group| group.id == id).map_or("", |group| group.label.as_str());
    // What has come back already is not printed again.
    let is_out = |row: &SurveySheet| matches!(state_of(row), Ok(SheetState::Out));
    let mut rows = surveys.sheets(&held.id).await.map_err(refused)?;
    rows.retain(|row| is_out(row) && (group.is_empty() || row.handed_to == group));
    rows.sort_by(|a, b| (label(&a.handed_to), &a.mode, &a.id).cmp(&(label(&b.handed_to), &b.mode, &b.id)));
    let chosen = language_of(&form, query.filter("language"), reader.lang);
    // The program's words on the paper are those of the questionnaire's language where there are such.
    let words = language::of_tag(&chosen).unwrap_or(reader.lang);
    let address = |page: usize, language: &str| {
        let rest = format!("/print?group={group}&language={language}&page={page}");
        at(&reader, &sheets_address(&held, &rest))
    };
    let here = query.page.max(1);
    let pages = (1..=rows.len().div_ceil(AT_ONCE)).map(|page| {
        let (from, to) = ((page - 1) * AT_ONCE + 1, (page * AT_ONCE).min(rows.len()));
        let told = [("from", from.into()), ("to", to.into())];
        (say_with(reader.lang, "sheets-print-page", &told), address(page, &chosen), page == here)
    });
    let pages: Vec<_> = pages.collect();
    let languages = form.languages().iter().filter(|name| !name.is_empty()).map(|name| {
        let code = code_of(name);
        (name.clone(), address(here, code), code == chosen)
    });
    let printed = |row: &SurveySheet| {
        let stamp = stamp_of(row)?;
        let qr = QrCode::new(&stamp.text(), &say_with(words, "sheets-print-qr", &[("stamp", stamp.grouped().into())]));
        Some(Printed { stamp: stamp.grouped(), qr })
    };
    let sheets: Vec<Printed> = rows.iter().skip((here - 1) * AT_ONCE).take(AT_ONCE).filter_map(printed).collect();
    let paper = Paper::new(&form, chosen.clone(), words);
    let questions = Questions { lang: words, parts: paper.parts() }.to_string();
    let register = surveys.desk.register();
    let owner = &held.campaign.setup.owner;
    let agency = AgencyId::new(owner).ok().and_then(|id| Some(register.on(&id, caller.day)?.title(words).to_owned()));
    let page = PrintPage {
        lang: reader.lang,
        tag: chosen.clone(),
        title: held.campaign.setup.title.get(words).to_owned(),
        owner: agency.unwrap_or_else(|| owner.clone()),
        told: say_with(reader.lang, "sheets-print-told", &[("count", rows.len().into())]),
        back: at(&reader, &sheets_address(&held, "")),
        pages,
        languages: languages.collect(),
        how: ["sheets-paper-how", "sheets-paper-secret"].map(|key| say(words, key)).into(),
        stamp_word: say(words, "sheets-stamp"),
        questions,
        sheets,
    };
    let mut response = show_as(StatusCode::OK, reader.lang, &page)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
