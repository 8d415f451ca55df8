//! `/{lang}/surveys/{survey}/people/sample`: the frame, the plan and the seed; the sample that was drawn, and its way into the campaign.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_facts::PlainTable;
use chiso_files::FileHash;
use chiso_model::{Lang, decimal};
use chiso_survey::campaign::Phase;
use chiso_survey::{Sample, Seed, Stage, sample_table};
use chiso_web::parts::{Cell, Column, Definitions, Field, Form, PAGE_ROWS, Row, Table, TableQuery, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, TableFile, at, form_to, go};

use super::{FRAME, FRAME_NAME, Framed, PLAN, SEED, wrong};
use super::{plan_form, told};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::list::{PeopleList, people_of};
use crate::people::upload::TABLES;
use crate::people::{list, people_address, people_sheet};
use crate::words::{WORDS, say, say_with};

/// Columns of the frame that the table of a page shows; the file has all.
const COLUMNS: usize = 4;

/// How the sample was drawn, for anybody to draw it again; none where none was.
pub(crate) fn drawn(kept: &BTreeMap<String, String>, lang: Lang) -> Option<Definitions> {
    let (frame, plan, seed) = (kept.get(FRAME)?, kept.get(PLAN)?, kept.get(SEED)?);
    let seed = Definitions::new().line(say(lang, "people-seed"), seed);
    let drawn = match serde_json::from_str::<Vec<Stage>>(plan) {
        Ok(stages) => stages.iter().zip(1..).fold(seed, |lines, (stage, number)| {
            lines.line(tell!(lang, "people-stage", number = number), told::told(number, stage, lang))
        }),
        // A plan of a newer program.
        Err(_) => seed.line(say(lang, "people-plan"), plan),
    };
    Some(
        drawn
            .line(say(lang, "people-frame"), kept.get(FRAME_NAME).cloned().unwrap_or_default())
            .line(say(lang, "people-frame-hash"), frame)
            .line(say(lang, "people-draw-again"), say(lang, "people-draw-again-how")),
    )
}

/// The form for the frame.
pub(super) fn frame_form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &people_address(held, "/sample"))
        .field(Field::file(lang, "file", say(lang, "people-frame-file"), TABLES).hint(say(lang, "people-frame-hint")))
        .submit(say(lang, "people-frame-take"))
}

fn plan_form(reader: &Reader, caller: &Caller, held: &Held, columns: &[String]) -> Form {
    let lang = reader.lang;
    let kept = &held.campaign.setup.sample;
    let before: Vec<Stage> = kept.get(PLAN).and_then(|plan| serde_json::from_str(plan).ok()).unwrap_or_default();
    let form = form_to(reader, caller, &people_address(held, "/sample/draw"));
    plan_form::fields(form, lang, columns, &before)
        .section(say(lang, "people-seed"), String::new())
        .field(
            Field::text(lang, "seed", say(lang, "people-seed"))
                .hint(say(lang, "people-seed-hint"))
                .value(kept.get(SEED).cloned().unwrap_or_default())
                .limit(200),
        )
        .submit(say(lang, "people-sample-draw"))
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
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let Some((framed, plan, sample)) = surveys.drawn(&held).await.map_err(refused)? else {
        let form = frame_form(&reader, &caller, &held);
        return show(&surveys, &reader, &caller, &held, form, None, None).await;
    };
    let mut sheet = people_sheet(&reader, &held, "/sample", say(lang, "people-sample"))
        .said_in(&WORDS, &pairs)
        .lead(lead(&sample, lang));
    if let Some(lines) = drawn(&held.campaign.setup.sample, lang) {
        sheet = sheet.part(&lines);
    }
    sheet = sheet.part(&table(&reader, &held, &framed, &plan, &sample, &pairs));
    if held.campaign.phase <= Phase::Open {
        let take = form_to(&reader, &caller, &people_address(&held, "/sample/invite"))
            .submit(say(lang, "people-sample-invite"));
        sheet = sheet.form_under(say(lang, "people-sample-invite"), &take.quiet());
    }
    if held.campaign.phase == Phase::Draft {
        sheet = sheet
            .form_under(say(lang, "people-draw-otherwise"), &plan_form(&reader, &caller, &held, &framed.frame.header))
            .form_under(say(lang, "people-other-frame"), &frame_form(&reader, &caller, &held).quiet());
    }
    sheet.show()
}

/// The page before a sample is drawn: the frame first, then the plan. `plan` is the plan's form with what is wrong in it.
pub(super) async fn show(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    frame: Form,
    plan: Option<Form>,
    found: Option<Table>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let framed = surveys.framed(held).await.map_err(|refusal| refusal.page(reader))?;
    let mut sheet =
        people_sheet(reader, held, "/sample", say(lang, "people-sample")).lead(say(lang, "people-sample-lead"));
    if held.campaign.phase != Phase::Draft {
        return sheet.lead(say(lang, "people-sample-too-late")).show();
    }
    if let Some(framed) = framed {
        let facts = Definitions::new()
            .line(say(lang, "people-frame"), held.campaign.setup.sample.get(FRAME_NAME).cloned().unwrap_or_default())
            .line(say(lang, "people-rows"), decimal(framed.rows.len() as f64, 0, lang));
        let plan = plan.unwrap_or_else(|| plan_form(reader, caller, held, &framed.frame.header));
        sheet = sheet
            .part(&facts)
            .form_under(say(lang, "people-plan"), &plan)
            .form_under(say(lang, "people-other-frame"), &frame.quiet());
    } else {
        sheet = sheet.form_under(say(lang, "people-frame"), &frame);
    }
    if let Some(found) = found {
        sheet = sheet.status(StatusCode::UNPROCESSABLE_ENTITY).part(&found);
    }
    sheet.show()
}

fn lead(sample: &Sample, lang: Lang) -> String {
    let weights: Vec<f64> = sample.members.iter().map(|member| member.weight).collect();
    let told = [
        ("count", decimal(sample.members.len() as f64, 0, lang).into()),
        ("people", decimal(chiso_model::exact_sum(&weights), 0, lang).into()),
    ];
    say_with(lang, "people-drawn-lead", &told)
}

fn table(
    reader: &Reader,
    held: &Held,
    framed: &Framed,
    plan: &[Stage],
    sample: &Sample,
    pairs: &[(String, String)],
) -> Table {
    let lang = reader.lang;
    let all = sample_table(&framed.frame, plan, sample);
    let width = framed.frame.header.len();
    // Of a wide frame the first columns; what the draw added is all there.
    let shown: Vec<usize> = (0..all.header.len()).filter(|column| *column < COLUMNS || *column >= width).collect();
    let query = TableQuery::of(pairs);
    let rows = all.rows.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|row| {
        let cell = |column: &usize| match row[*column].as_str() {
            "" => Cell::None("–".to_owned()),
            text => Cell::text(text),
        };
        Row::new(shown.iter().map(cell).collect())
    });
    let file = |name: &str| at(reader, &people_address(held, &format!("/sample/{name}")));
    Table::new(lang, "sample", say(lang, "people-sample"), at(reader, &people_address(held, "/sample")), query)
        .columns(shown.iter().map(|column| Column::text(&all.header[*column])).collect())
        .rows(rows.collect(), all.rows.len())
        .download("CSV", file("sample.csv"))
        .download("Excel", file("sample.xlsx"))
        .download(say(lang, "people-plan"), file("plan.json"))
}

/// `POST /{lang}/surveys/{survey}/people/sample/draw`
pub(in crate::people) async fn draw_it(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let way = at(&reader, &people_address(&held, "/sample"));
    let Some(framed) = surveys.framed(&held).await.map_err(|refusal| refusal.page(&reader))? else {
        return Ok(go(&way));
    };
    let mut form = plan_form(&reader, &caller, &held, &framed.frame.header).fill(&fields);
    let seed = Seed::new(fields.get("seed"));
    if seed.text().is_empty() {
        form = form.wrong("seed", say(lang, "people-no-seed"));
    }
    let plan = match plan_form::read(&fields) {
        Ok(plan) => plan,
        Err(wrong) => {
            form = wrong.into_iter().fold(form, |form, (field, key)| form.wrong(&field, say(lang, key)));
            Vec::new()
        }
    };
    if !form.has_errors() {
        let kept = match framed.draw(&seed, &plan) {
            Ok(_) => surveys.keep_plan(&caller, &held, &seed, &plan).await,
            Err(problem) => Err(wrong(&problem)),
        };
        match kept {
            Ok(()) => return Ok(go(&said(&way, "said-people-drawn"))),
            Err(refusal) => (_, form) = refusal.into_form(&reader, form)?,
        }
    }
    let frame = frame_form(&reader, &caller, &held);
    show(&surveys, &reader, &caller, &held, frame, Some(form), None).await
}

impl Surveys {
    async fn keep_plan(&self, caller: &Caller, held: &Held, seed: &Seed, plan: &[Stage]) -> Result<(), Refusal> {
        let mut sample: BTreeMap<String, String> = held.campaign.setup.sample.clone();
        let plan =
            serde_json::to_string(plan).map_err(|error| Refusal::whole(&error.to_string(), &error.to_string()))?;
        sample.insert(PLAN.to_owned(), plan);
        sample.insert(SEED.to_owned(), seed.text().to_owned());
        self.resample(caller, held, sample).await
    }
}

/// `POST /{lang}/surveys/{survey}/people/sample/invite`: the members are invited, if the frame says how they are reached.
pub(in crate::people) async fn invite(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let Some((framed, plan, sample)) = surveys.drawn(&held).await.map_err(refused)? else {
        return Ok(go(&at(&reader, &people_address(&held, "/sample"))));
    };
    let form = form_to(&reader, &caller, &people_address(&held, "/sample/invite"))
        .submit(say(reader.lang, "people-sample-invite"));
    let csv = members(&framed, &plan, &sample).csv();
    let also = surveys.design_columns(&held).await.map_err(refused)?;
    let table = PlainTable::read("sample.csv", &csv, &|_| false);
    let found =
        table.map_err(|problems| problems.iter().map(Into::into).collect()).and_then(|table| people_of(&table, &also));
    match found {
        Ok((people, unread)) => {
            let people = PeopleList { people, sha256: FileHash::of(&csv).to_string(), unread };
            list::invited(surveys, &reader, &caller, &held, form, people).await
        }
        Err(found) => {
            let sheet = people_sheet(&reader, &held, "/sample", say(reader.lang, "people-sample-invite"))
                .lead(say(reader.lang, "people-wrong-file"))
                .status(StatusCode::UNPROCESSABLE_ENTITY);
            sheet.part(&crate::people::upload::problems(&reader, &found)).show()
        }
    }
}

/// The members as a list of people: the frame's columns, and where they stand in the sample. Whoever is drawn as a unit of their own has no unit beside the stratum.
fn members(framed: &Framed, plan: &[Stage], sample: &Sample) -> TableFile {
    let mut head = framed.frame.header.clone();
    let in_units = plan.len() > 1;
    let ours = ["stratum", "psu", "fpc", "weight"];
    // What the draw says of a member holds, whatever the frame says.
    for heading in &mut head {
        if list::stands_in_design(heading) {
            heading.insert_str(0, "frame ");
        }
    }
    head.extend(ours.iter().filter(|name| in_units || **name != "psu").map(ToString::to_string));
    let rows = sample.members.iter().map(|member| {
        let mut row = framed.frame.rows.get(member.row).cloned().unwrap_or_default();
        if let Some(first) = member.stages.first() {
            let stratum = if first.stratum.is_empty() { "–".to_owned() } else { first.stratum.clone() };
            row.push(stratum);
            row.extend(in_units.then(|| first.unit.clone()));
            row.push(first.population.to_string());
        }
        row.push(member.weight.to_string());
        row
    });
    TableFile { name: "sample".to_owned(), head, rows: rows.collect() }
}
