//! `/{lang}/surveys/{survey}/people/size`: how many must be asked. The address holds what was entered, so that the result can be passed on.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_survey::{Aim, SampleSize, sample_size};
use chiso_web::parts::{Definitions, Field, KeyFacts};
use chiso_web::{Caller, Fields, PageError, Reader};
use chiso_workspace::house::{Pairs, at};

use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::people::{people_address, people_sheet};
use crate::words::say;

/// What is asked: field, label, hint, unit, and what stands there at first.
const FIELDS: [(&str, &str, &str, &str, &str); 6] = [
    ("deviation", "people-deviation", "people-deviation-hint", "", "0,5"),
    ("margin", "people-margin", "people-margin-hint", "", "0,05"),
    ("multiplier", "people-multiplier", "people-multiplier-hint", "", "1,96"),
    ("effect", "people-effect", "people-effect-hint", "", "2"),
    ("population", "people-population", "people-population-hint", "", ""),
    ("response", "people-response", "people-response-hint", "%", "70"),
];

/// A form that only looks: it is sent by GET.
#[derive(askama::Template)]
#[template(
    source = r#"<form class="form" method="get" action="{{ action }}">{% for field in fields %}{{ field|safe }}{% endfor %}<p><button type="submit" class="button">{{ label }}</button></p></form>"#,
    ext = "html"
)]
struct Looking {
    action: String,
    fields: Vec<Field>,
    label: String,
}

/// `GET`
pub(in crate::people) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.page(&reader, &caller, &survey).await?;
    let asked = !pairs.is_empty();
    let sent = Fields(pairs);
    let field = |(name, label, hint, unit, first): (&'static str, &str, &str, &str, &str)| {
        let first = if lang == Lang::En { first.replace(',', ".") } else { first.to_owned() };
        let field = Field::number(lang, name, say(lang, label), unit).hint(say(lang, hint));
        let field = if asked { field.fill(&sent) } else { field.value(first) };
        let (optional, empty) = (name == "population", sent.get(name).is_empty());
        let field = if optional { field.optional() } else { field };
        if asked && number(sent.get(name)).is_none() && !(optional && empty) {
            field.wrong(say(lang, "people-size-wrong"))
        } else {
            field
        }
    };
    let form = Looking {
        action: at(&reader, &people_address(&held, "/size")),
        fields: FIELDS.map(field).into(),
        label: say(lang, "people-size-do"),
    };
    let mut sheet = people_sheet(&reader, &held, "/size", say(lang, "people-size")).lead(say(lang, "people-size-lead"));
    if asked {
        sheet = match aim(&sent).and_then(|aim| sample_size(&aim)) {
            Some(size) => sheet.part(&found(size, lang)),
            None => sheet.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY).lead(say(lang, "people-size-none")),
        };
    }
    let formula = Definitions::new()
        .line("n₀", "deff × (z × s ÷ e)²")
        .line("n", "n₀ ÷ (1 + (n₀ − 1) ÷ N)")
        .line(say(lang, "people-asked"), say(lang, "people-size-asked-formula"))
        .line(say(lang, "people-size-source"), "Cochran (1977), 4.4, 4.6; Kish (1965), 8.2");
    sheet.part(&form).section(say(lang, "people-size-formula"), &formula).show()
}

fn found(size: SampleSize, lang: Lang) -> KeyFacts {
    let mut facts = KeyFacts::default();
    facts.push(say(lang, "people-asked"), decimal(size.asked as f64, 0, lang), say(lang, "people-asked-note"));
    facts.push(say(lang, "people-answers"), decimal(size.answers as f64, 0, lang), say(lang, "people-answers-note"));
    facts
}

/// A number with a comma or a point before its decimals.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(' ', "").replace(',', ".");
    text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0)
}

fn aim(sent: &Fields) -> Option<Aim> {
    let population = match sent.get("population") {
        "" => None,
        text => Some(text.replace([' ', '.', ','], "").parse().ok()?),
    };
    Some(Aim {
        deviation: number(sent.get("deviation"))?,
        margin: number(sent.get("margin"))?,
        multiplier: number(sent.get("multiplier"))?,
        design_effect: number(sent.get("effect"))?,
        population,
        response: number(sent.get("response"))? / 100.0,
    })
}
