//! `/{lang}/rounds/new`: a new round, first step: who runs it, what it is called, which year.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::agency::Level;
use chiso_model::{Period, Text};
use chiso_web::parts::{Choice, Field, Form, Stepper};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};

use crate::entry::Rounds;
use crate::list::ROUNDS;
use crate::words::say;

/// Address of the first step after the language.
pub(super) const NEW: &str = "/rounds/new";
/// Address of the second step after the language.
pub(super) const RULEBOOK: &str = "/rounds/new/rulebook";

/// Years that can be assessed.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// What the first step asks for.
pub(super) struct Basics {
    pub(super) owner: String,
    pub(super) title: Text,
    pub(super) period: Period,
    /// The round whose setup is to be copied; may be empty.
    pub(super) copy: String,
}

impl Basics {
    /// Reads the fields of the first step.
    ///
    /// # Errors
    /// Fields that are wrong, and what to do about each.
    pub(super) fn of(rounds: &Rounds, caller: &Caller, fields: &Fields) -> Result<Basics, Vec<(&'static str, Text)>> {
        let mut wrong = Vec::new();
        let owner = fields.get("owner").to_owned();
        if rounds.may_open_at(caller, &owner).is_err() {
            wrong.push(not_owner());
        }
        let vi = fields.get("title_vi").to_owned();
        if vi.is_empty() {
            wrong.push(("title_vi", Text::new("Hãy đặt tên đợt đánh giá.", "Give the round a name in Vietnamese.")));
        }
        let period = period_of(fields);
        if period.is_none() {
            wrong.push(no_year());
        }
        let en = Some(fields.get("title_en").to_owned()).filter(|en| !en.is_empty());
        match period {
            Some(period) if wrong.is_empty() => {
                Ok(Basics { owner, title: Text { vi, en }, period, copy: fields.get("copy").to_owned() })
            }
            _ => Err(wrong),
        }
    }

    /// The same as pairs of an address or hidden fields.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("owner", self.owner.clone()),
            ("title_vi", self.title.vi.clone()),
            ("title_en", self.title.en.clone().unwrap_or_default()),
            ("year", self.period.last_day().year().to_string()),
            ("copy", self.copy.clone()),
        ]
    }

    /// Address of a step with what was entered, after the language.
    pub(super) fn address(&self, step: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish();
        format!("{step}?{query}")
    }
}

/// That an agency must be chosen for which the caller may open rounds, beside its field.
pub(super) fn not_owner() -> (&'static str, Text) {
    let text = Text::new(
        "Hãy chọn cơ quan mà anh/chị được mở đợt đánh giá.",
        "Choose an agency for which you may open rounds.",
    );
    ("owner", text)
}

/// The year that was entered.
pub(super) fn period_of(fields: &Fields) -> Option<Period> {
    fields.get("year").parse::<i16>().ok().filter(|year| YEARS.contains(year)).map(Period::year)
}

/// That a year must be entered, beside its field.
pub(super) fn no_year() -> (&'static str, Text) {
    ("year", Text::new("Hãy nhập năm, ví dụ 2025.", "Enter the year with four digits, for example 2025."))
}

/// The steps, of which one is shown.
pub(super) fn stepper(reader: &Reader, current: usize, first: &str) -> Stepper {
    let lang = reader.lang;
    let steps = ["round-new-step-agency", "round-new-step-rulebook", "round-new-step-setup"];
    Stepper::new(lang, current, steps.map(|key| (say(lang, key), at(reader, first))).into())
}

/// `GET /{lang}/rounds/new`, with what is known already in the address.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let fields = Fields(pairs);
    let copied = match fields.get("copy") {
        "" => None,
        id => rounds.seen(&caller, id).await.ok(),
    };
    let mut form = blank(&rounds, &reader, &caller, fields.get("copy"));
    if !fields.get("title_vi").is_empty() {
        form = form.fill(&fields);
    } else if let Some(held) = copied {
        let setup = &held.round.setup;
        let year = setup.period.last_day().year() + 1;
        let next = |title: &str| title.replace(&(year - 1).to_string(), &year.to_string());
        form = form
            .propose("owner", &setup.owner)
            .propose("title_vi", &next(&setup.title.vi))
            .propose("title_en", &setup.title.en.as_deref().map(next).unwrap_or_default())
            .propose("year", &year.to_string());
    } else {
        // A round is about the year that has just ended.
        form = form.propose("year", &(caller.day.year() - 1).to_string());
    }
    show(&reader, &form)
}

/// `POST /{lang}/rounds/new`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match Basics::of(&rounds, &caller, &fields) {
        Ok(basics) => Ok(go(&at(&reader, &basics.address(RULEBOOK)))),
        Err(wrong) => {
            let form = blank(&rounds, &reader, &caller, fields.get("copy")).fill(&fields);
            let form = wrong.into_iter().fold(form, |form, (name, text)| form.wrong(name, text.get(reader.lang)));
            show(&reader, &form)
        }
    }
}

fn blank(rounds: &Rounds, reader: &Reader, caller: &Caller, copy: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, NEW)
        .hidden("copy", copy)
        .field(owner_field(reader, owners(rounds, reader, caller)))
        .field(
            Field::text(lang, "title_vi", say(lang, "setup-title-vi")).hint(say(lang, "setup-title-hint")).limit(300),
        )
        .field(Field::text(lang, "title_en", say(lang, "setup-title-en")).limit(300).optional())
        .field(year_field(reader))
        .submit(say(lang, "round-new-next"))
        .cancel(say(lang, "round-new-cancel"), at(reader, ROUNDS))
}

/// The field in which one of some agencies is chosen; where there is only one, it is.
pub(super) fn owner_field(reader: &Reader, mut owners: Vec<Choice>) -> Field {
    let lang = reader.lang;
    if let [only] = owners.as_mut_slice() {
        only.chosen = true;
    }
    let label = say(lang, "round-new-owner");
    let field = if owners.len() > 7 {
        Field::search_select(lang, "owner", label, Some(say(lang, "round-new-owner-none")), owners)
    } else {
        Field::radios(lang, "owner", label, owners)
    };
    field.hint(say(lang, "round-new-owner-hint"))
}

/// The field for the year.
pub(super) fn year_field(reader: &Reader) -> Field {
    let lang = reader.lang;
    Field::number(lang, "year", say(lang, "round-new-year"), "").hint(say(lang, "round-new-year-hint"))
}

/// The agencies for which a caller may open rounds: the country, ministries, provinces.
pub(super) fn owners(rounds: &Rounds, reader: &Reader, caller: &Caller) -> Vec<Choice> {
    let register = rounds.desk().register();
    let runs = |level: Level| matches!(level, Level::National | Level::Ministry | Level::Province);
    let mut found: Vec<_> = register
        .at(caller.day)
        .filter(|agency| runs(agency.level))
        .filter(|agency| rounds.may(caller, Action::Create, Resource::Round, agency.id().as_str(), &[]).is_ok())
        .map(|agency| (agency.level, agency.title(reader.lang).to_owned(), agency.id().as_str().to_owned()))
        .collect();
    found.sort();
    found.into_iter().map(|(_, title, id)| Choice::new(id, title)).collect()
}

fn show(reader: &Reader, form: &Form) -> Result<Response, PageError> {
    let lang = reader.lang;
    Sheet::new(reader, NEW, say(lang, "round-new-title"))
        .within(ROUNDS)
        .under(say(lang, "rounds-title"), ROUNDS)
        .part(&stepper(reader, 1, NEW))
        .form(form)
        .show()
}
