//! `/{lang}/surveys/{survey}/results/population`: what is known of the population, for the margins that the questionnaire names.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_estimate::{Factor, Margin, Poststrata};
use chiso_model::{Lang, Text};
use chiso_survey::campaign::{CampaignCommand, PopulationMargin};
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address, sheet};
use crate::held::Held;
use crate::words::{say, say_with};

/// What follows the survey's address.
pub(super) const POPULATION: &str = "/results/population";

/// The margins of a questionnaire, and the labels that each has.
type Known = Vec<(String, Vec<String>)>;

/// A total as it is typed: with a decimal comma or point, and nothing between thousands.
fn number(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|total: &f64| total.is_finite() && *total > 0.0)
}

/// The lines of a margin: a label, then a tabulator, a semicolon, an equals sign or blanks, then its total.
fn read(margin: &str, labels: &[String], text: &str) -> Result<PopulationMargin, Text> {
    let mut totals: Vec<(String, f64)> = Vec::new();
    for (line, number_of) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let split = line.trim().rsplit_once(['\t', ';', '=', ' ']);
        let read = split.and_then(|(label, total)| {
            let label = label.trim().trim_end_matches([';', '=']).trim();
            Some((labels.iter().find(|own| *own == label)?.clone(), number(total.trim())?))
        });
        match read {
            Some((label, _)) if totals.iter().any(|(own, _)| *own == label) => {
                return Err(Text::new(
                    format!("Dòng {number_of}: “{label}” đã có ở dòng trên. Hãy bỏ một dòng."),
                    format!("Line {number_of}: “{label}” stands above already. Leave one out."),
                ));
            }
            Some(total) => totals.push(total),
            None => {
                let list = labels.join(", ");
                return Err(Text::new(
                    format!(
                        "Dòng {number_of}: hãy ghi một trong các nhóm {list}, rồi đến số dân, như “{} 5500000”.",
                        labels[0]
                    ),
                    format!(
                        "Line {number_of}: write one of the groups {list}, then how many people, such as “{} 5500000”.",
                        labels[0]
                    ),
                ));
            }
        }
    }
    let missing: Vec<&str> =
        labels.iter().filter(|label| totals.iter().all(|(own, _)| own != *label)).map(String::as_str).collect();
    if !totals.is_empty() && !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(Text::new(
            format!("Còn thiếu: {missing}. Hãy ghi đủ mọi nhóm."),
            format!("Missing: {missing}. Every group needs a total."),
        ));
    }
    Ok(PopulationMargin { name: margin.to_owned(), totals })
}

/// Everything that was entered: all margins, or none.
fn all(known: &Known, fields: &Fields) -> Result<Vec<PopulationMargin>, Vec<(usize, Text)>> {
    let mut wrong = Vec::new();
    let mut margins = Vec::new();
    for (place, (name, labels)) in known.iter().enumerate() {
        match read(name, labels, fields.get(&field(place))) {
            Ok(margin) => margins.push(margin),
            Err(text) => wrong.push((place, text)),
        }
    }
    let empty: Vec<usize> = (0..margins.len()).filter(|place| margins[*place].totals.is_empty()).collect();
    if wrong.is_empty() && !empty.is_empty() && empty.len() < margins.len() {
        let text = Text::new(
            "Hãy ghi số dân của mọi biến, hoặc để trống tất cả.",
            "Enter totals of every margin, or of none.",
        );
        wrong.extend(empty.iter().map(|place| (*place, text.clone())));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    margins.retain(|margin| !margin.totals.is_empty());
    let sides = margins.iter().map(|margin| {
        Margin::new(Factor::new(&margin.name, margin.totals.iter().map(|(label, _)| label.as_str())), &margin.totals)
    });
    let agree = sides.collect::<Result<Vec<Margin>, _>>().and_then(|sides| Poststrata::crossed(&sides));
    match agree {
        Ok(_) => Ok(margins),
        Err(error) => Err(vec![(margins.len() - 1, Text::new(error.message(Lang::Vi), error.message(Lang::En)))]),
    }
}

fn field(place: usize) -> String {
    format!("margin-{place}")
}

impl Surveys {
    async fn margins_of(&self, held: &Held) -> Result<Known, Refusal> {
        let form = self.form(held).await?;
        let names = form.design().margins.clone();
        let known = self.ballots_of(held, move |live| {
            names.into_iter().map(|name| (name.clone(), live.labels(&name))).collect::<Known>()
        });
        let known: Known = known.await?.into_iter().filter(|(_, labels)| !labels.is_empty()).collect();
        if known.is_empty() { Err(Refusal::Hidden) } else { Ok(known) }
    }
}

fn form(reader: &Reader, caller: &Caller, held: &Held, known: &Known) -> Form {
    let lang = reader.lang;
    let mut form = form_to(reader, caller, &format!("{}{POPULATION}", address(held)));
    for (place, (name, labels)) in known.iter().enumerate() {
        let set = held.campaign.population.iter().find(|margin| margin.name == *name);
        let lines = set.map(|margin| {
            let line = |(label, total): &(String, f64)| format!("{label}\t{}\n", chiso_model::shortest(*total));
            margin.totals.iter().map(line).collect::<String>()
        });
        let hint = say_with(lang, "population-hint", &[("groups", labels.join(", ").into())]);
        let rows = u8::try_from(labels.len() + 1).unwrap_or(20).min(20);
        form = form.field(
            Field::area(
                lang,
                field(place),
                say_with(lang, "population-margin", &[("name", name.as_str().into())]),
                rows,
            )
            .hint(hint)
            .value(lines.unwrap_or_default())
            .optional(),
        );
    }
    form.submit(say(lang, "population-keep")).cancel(say(lang, "population-back"), at(reader, &results(held)))
}

fn results(held: &Held) -> String {
    format!("{}{}", address(held), View::Results.rest())
}

fn show(reader: &Reader, held: &Held, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    sheet(reader, held, POPULATION, say(lang, "population-title"))
        .under(say(lang, "results-title"), &results(held))
        .lead(say(lang, "population-lead"))
        .status(status)
        .part(form)
        .show()
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let known = surveys.margins_of(&held).await.map_err(|refusal| refusal.page(&reader))?;
    show(&reader, &held, &form(&reader, &caller, &held, &known), StatusCode::OK)
}

/// `POST`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let known = surveys.margins_of(&held).await.map_err(|refusal| refusal.page(&reader))?;
    let filled = || form(&reader, &caller, &held, &known).fill(&fields);
    let margins = match all(&known, &fields) {
        Ok(margins) => margins,
        Err(wrong) => {
            let form =
                wrong.into_iter().fold(filled(), |form, (place, text)| form.wrong(&field(place), text.get(lang)));
            return show(&reader, &held, &form, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    match surveys.act(&caller, &held.id, CampaignCommand::SetPopulation { margins }).await {
        Ok(()) => Ok(go(&said(&at(&reader, &results(&held)), "said-population-kept"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, filled())?;
            show(&reader, &held, &form, status)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["male", "female", "not said"].map(str::to_owned).into()
    }

    #[test]
    fn totals_are_read_as_they_are_typed_or_pasted() {
        let wanted = [("male", 5_500_000.0), ("not said", 12.5), ("female", 5_700_000.0)];
        for text in [
            "male\t5500000\r\nnot said\t12,5\r\n\r\nfemale\t5700000\r\n",
            "male 5500000\nnot said 12.5\nfemale 5700000",
            "male; 5500000\nnot said;12.5\nfemale = 5700000",
        ] {
            let read = read("sex", &labels(), text).unwrap();
            assert_eq!(read.totals, wanted.map(|(label, total)| (label.to_owned(), total)), "{text}");
        }
        assert_eq!(read("sex", &labels(), " \n").unwrap().totals, []);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, says) in [
            ("male 1\nother 2", "Line 2: write one of the groups male, female, not said"),
            ("male 1\nfemale x", "Line 2"),
            ("male 0", "Line 1"),
            ("male 5.500.000", "Line 1"),
            ("male 1\nmale 2", "Line 2: “male” stands above already"),
            ("male 1\nfemale 2", "Missing: not said"),
        ] {
            let wrong = read("sex", &labels(), text).unwrap_err();
            assert!(wrong.get(Lang::En).starts_with(says), "{text}: {}", wrong.get(Lang::En));
        }
    }
}
