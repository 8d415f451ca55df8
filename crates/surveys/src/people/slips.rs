//! `/{lang}/surveys/{survey}/people/slips`: slips to be printed, eight on a sheet of A4: whom it is for, where the ballot is, the code to be typed. And the links as a table, for those who
//! send text messages.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_web::parts::{QrCode, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, TableFile};

use super::letters::lang_of;
use super::{people_address, people_sheet};
use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{say, say_with};

/// Slips of a page in the browser: 25 sheets.
const SLIPS: usize = 200;

/// A slip.
struct Slip {
    who: String,
    title: String,
    text: String,
    link: String,
    code: String,
    qr: Option<QrCode>,
}

#[derive(Template)]
#[template(
    source = r#"<ol class="slips">{% for slip in slips %}<li class="slip">{% if let Some(qr) = slip.qr %}{{ qr|safe }}{% endif %}<div><p class="slip-who">{{ slip.who }}</p><p><strong>{{ slip.title }}</strong></p><p>{{ slip.text }}</p><p class="slip-code">{{ slip.code }}</p><p class="slip-link">{{ slip.link }}</p></div></li>{% endfor %}</ol>"#,
    ext = "html"
)]
struct Slips {
    slips: Vec<Slip>,
}

/// Ways to the slips of one group.
#[derive(Template)]
#[template(source = r#"<details class="fold"><summary>{{ title }}</summary>{{ ways|safe }}</details>"#, ext = "html")]
struct Groups {
    title: String,
    ways: Links,
}

impl Surveys {
    /// Everybody of a campaign, group by group, with their codes.
    async fn by_group(&self, held: &Held, now_us: i64) -> Result<Vec<(Invitee, InvitationCode)>, Refusal> {
        let mut all = self.invitees(&held.id).await?;
        all.sort_by(|a, b| (&a.invited_to, &a.name, &a.id).cmp(&(&b.invited_to, &b.name, &b.id)));
        self.with_codes(&held.id, all, now_us).await
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
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let query = TableQuery::of(&pairs);
    let group = query.filter("group").to_owned();
    let groups = surveys.groups_called(&held, lang).await.map_err(refused)?;
    let from = (query.page.max(1) - 1) * SLIPS;
    let (shown, count) = surveys.on_page(&groups, &group, (from, SLIPS)).await.map_err(refused)?;
    let shown = surveys.with_codes(&held.id, shown, caller.now_us).await.map_err(refused)?;
    let slips = shown.iter().enumerate();
    let slips = slips.map(|(number, (invitee, code))| slip(&surveys, &held, from + number, invitee, *code)).collect();
    let base = people_address(&held, "/slips");
    let pages = count.div_ceil(SLIPS);
    let ways = (1..=pages).map(|number| {
        let last = (number * SLIPS).min(count);
        let told = [("from", ((number - 1) * SLIPS + 1).into()), ("to", last.into())];
        (say_with(lang, "people-slips-page", &told), format!("{base}?group={group}&page={number}"))
    });
    let mut sheet = people_sheet(&reader, &held, "/slips", say(lang, "people-slips"))
        .lead(say_with(lang, "people-slips-lead", &[("count", count.into())]))
        .secret();
    if pages > 1 {
        sheet = sheet.part(&Links::to(&reader, ways.collect()));
    }
    if groups.len() > 1 {
        let every = (say(lang, "people-every-group"), base.clone());
        let of = |found: &SurveyGroup| (found.label.clone(), format!("{base}?group={}", found.id));
        let ways = groups.iter().filter(|found| found.id != group).map(of);
        let ways = Some(every).filter(|_| !group.is_empty()).into_iter().chain(ways).collect();
        sheet = sheet.part(&Groups { title: say(lang, "people-group"), ways: Links::to(&reader, ways) });
    }
    sheet.part(&Slips { slips }).show()
}

fn slip(surveys: &Surveys, held: &Held, number: usize, invitee: &Invitee, code: InvitationCode) -> Slip {
    let lang = lang_of(invitee);
    let link = surveys.link(lang, &code.text());
    let nobody = || say_with(lang, "people-slip-number", &[("number", (number + 1).into())]);
    Slip {
        who: invitee.name.clone().unwrap_or_else(nobody),
        title: held.campaign.setup.title.get(lang).to_owned(),
        text: say(lang, "people-slip-text"),
        qr: QrCode::new(&link, &say(lang, "people-slip-qr")),
        code: code.grouped(),
        // As it is typed: nobody types the slash before a code.
        link: surveys.link(lang, "").trim_end_matches('/').to_owned(),
    }
}

/// `GET /{lang}/surveys/{survey}/people/links/{file}`: links.csv, links.xlsx
pub(super) async fn links(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, file)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let table = surveys.links_of(&reader, &held, &file, caller.now_us).await;
    table.map_err(|refusal| refusal.page(&reader))
}

impl Surveys {
    async fn links_of(&self, reader: &Reader, held: &Held, file: &str, now_us: i64) -> Result<Response, Refusal> {
        let lang = reader.lang;
        let extension = file.strip_prefix("links.").ok_or(Refusal::Hidden)?;
        let groups = self.groups_called(held, lang).await?;
        let label = |id: &str| groups.iter().find(|group| group.id == id).map_or("", |group| group.label.as_str());
        let all = self.by_group(held, now_us).await?;
        let row = |(invitee, code): &(Invitee, InvitationCode)| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            vec![
                text(&invitee.name),
                text(&invitee.phone),
                text(&invitee.mail),
                label(&invitee.invited_to).to_owned(),
                code.grouped(),
                self.link(lang_of(invitee), &code.text()),
            ]
        };
        let titles = ["people-name", "people-phone", "people-mail", "people-group", "people-code", "people-link"];
        let mut response = TableFile {
            name: "links".to_owned(),
            head: titles.map(|key| say(lang, key)).into(),
            rows: all.iter().map(row).collect(),
        }
        .answer(extension)?;
        let headers = response.headers_mut();
        headers.insert(axum::http::header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"));
        Ok(response)
    }
}
