//! Ballots as files: CSV, a workbook, and syntax that reads the CSV into SPSS. After the close, since two files would differ by the ballots that came between them; in the
//! order of the ids, which are by chance; no time; a group only where no small number of ballots given there in one way follows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_ballot::Kept;
use chiso_model::{Lang, hex};
use chiso_questionnaire::{Answer, Form, Multiple, Variable, VariableKind};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, Phase};
use chiso_survey::suppress::{Sum, suppress};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, TableFile, answer};

use super::places::{RATED, interviewer};
use crate::entry::{Surveys, ballots_failed};
use crate::frame::address;
use crate::given::{Given, counts_as};
use crate::held::Held;
use crate::published::PUBLISHED;
use crate::words::say;

/// The columns before those of the questionnaire.
const FIRST: [&str; 4] = ["ballot", "mode", "group", RATED];

impl Surveys {
    /// The files that a caller may take along; none where there are none.
    pub(super) fn ways(&self, reader: &Reader, caller: &Caller, held: &Held) -> Option<Links> {
        let owner = &held.campaign.setup.owner;
        let may =
            |action, resource| matches!(self.may(caller, action, resource, owner), Ok(()) | Err(Refusal::SecondFactor));
        let lang = reader.lang;
        let mut ways = Vec::new();
        let mut way = |key: &str, rest: &str| ways.push((say(lang, key), format!("{}{rest}", address(held))));
        if may(Action::Export, Resource::Survey) {
            way("results-file-scores-csv", "/results/scores/csv");
            way("results-file-scores-xlsx", "/results/scores/xlsx");
            way("results-file-codebook", "/questionnaire/codebook/csv");
        }
        if may(Action::Export, Resource::Ballot) {
            if held.campaign.phase >= Phase::Closed {
                way("results-file-csv", "/results/ballots/csv");
                way("results-file-xlsx", "/results/ballots/xlsx");
            }
            way("results-file-sps", "/results/ballots/sps");
        }
        if may(Action::Publish, Resource::Survey) && held.campaign.phase >= Phase::Closed {
            way("results-publish", "/results/publish");
        }
        if !held.campaign.issues.is_empty() {
            ways.push((say(lang, "results-file-published"), format!("{PUBLISHED}/{}", held.id)));
        }
        (!ways.is_empty()).then(|| Links::to(reader, ways))
    }

    /// The ballots of a campaign as a table.
    async fn ballots_table(&self, held: &Held, form: &Arc<Form>) -> Result<TableFile, Refusal> {
        let groups = self.groups(held).await?;
        let form_of = Arc::clone(form);
        let read = move |rows: &mut Vec<(Kept, Given)>, kept: Kept| {
            if let Some(given) = Given::read(&form_of, &kept.ballot.answers) {
                rows.push((kept, given));
            }
        };
        let ballots = self.ballots.each(&held.id, Vec::new(), read).await.map_err(|error| ballots_failed(&error))?;
        // Ballots in all, then those of each group that were given in one way: no small number, also none by difference.
        let met: BTreeMap<&str, (&SurveyGroup, bool)> =
            groups.iter().map(|group| (group.id.as_str(), (group, interviewer(&group.design).is_some()))).collect();
        let cell_of = |(kept, given): &(Kept, Given)| {
            let (_, met) = met.get(kept.ballot.people.as_str())?;
            Some((kept.ballot.people.clone(), counts_as(given.mode, *met) as usize))
        };
        let mut cells: BTreeMap<(String, usize), u64> = BTreeMap::new();
        ballots.iter().filter_map(cell_of).for_each(|cell| *cells.entry(cell).or_default() += 1);
        let mut counts = vec![cells.values().sum::<u64>()];
        counts.extend(cells.values());
        let all = Sum { total: 0, parts: (1..counts.len()).collect() };
        let hidden = suppress(&counts, &[all], u64::from(held.campaign.setup.least));
        let told: BTreeSet<&(String, usize)> =
            cells.keys().zip(&hidden[1..]).filter(|(_, hidden)| !**hidden).map(|(cell, _)| cell).collect();
        let place_of = |row: &(Kept, Given)| {
            let cell = cell_of(row).filter(|cell| told.contains(cell))?;
            let (group, _) = met.get(cell.0.as_str())?;
            let mode = serde_json::to_value(Mode::ALL.get(cell.1)?).ok()?.as_str()?.to_owned();
            let unit = group.design.get(RATED).and_then(serde_json::Value::as_str).unwrap_or_default();
            Some((mode, group.label.clone(), unit.to_owned()))
        };
        let variables = form.codebook(Multiple::OneColumn);
        let row = |ballot: &(Kept, Given)| {
            let (kept, given) = ballot;
            let (mode, group, unit) = place_of(ballot).unwrap_or_default();
            let first = [hex(&kept.id), mode, group, unit];
            let answer =
                |variable: &Variable<'_>| given.answers.get(&variable.name).map(Answer::written).unwrap_or_default();
            first.into_iter().chain(variables.iter().map(answer)).collect()
        };
        let titles = FIRST
            .into_iter()
            .map(str::to_owned)
            .chain(variables.iter().map(|variable| variable.name.clone()))
            .collect();
        Ok(TableFile { name: "ballots".to_owned(), head: titles, rows: ballots.iter().map(row).collect() })
    }
}

/// `GET /{lang}/surveys/{survey}/results/ballots/{extension}`
pub(super) async fn ballots(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, extension)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.page(&reader, &caller, &survey).await?;
    surveys.may(&caller, Action::Export, Resource::Ballot, &held.campaign.setup.owner).map_err(refused)?;
    let form = surveys.form(&held).await.map_err(refused)?;
    if extension == "sps" {
        return Ok(answer("ballots.sps", "text/plain; charset=utf-8", syntax(&form, reader.lang).into_bytes()));
    }
    if held.campaign.phase < Phase::Closed {
        return Err(refused(Refusal::whole(
            "Phiếu chỉ tải về được sau khi đóng đợt khảo sát: hai tệp tải về lúc đang thu phiếu sẽ cho biết những phiếu gửi đến giữa hai lần. Hãy đóng đợt khảo sát rồi tải lại.",
            "Ballots can be downloaded after the close: two files from while they come in would show the ballots that came between them. Close the survey, then download.",
        )));
    }
    surveys.ballots_table(&held, &form).await.and_then(|table| table.answer(&extension)).map_err(refused)
}

/// A name as SPSS takes it: it begins with a letter, and has no hyphen.
fn spss_name(name: &str) -> String {
    let name = name.replace('-', "_");
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("v{name}") }
}

/// A text in quotation marks of SPSS, in one line.
fn quoted(text: &str) -> String {
    format!("'{}'", text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "''"))
}

/// Syntax that reads `ballots.csv` into SPSS, with the labels of variables and codes.
fn syntax(form: &Form, lang: Lang) -> String {
    let variables = form.codebook(Multiple::OneColumn);
    let is_number = |variable: &Variable<'_>| match variable.kind {
        VariableKind::Integer | VariableKind::Decimal => true,
        VariableKind::Code => variable.codes.iter().all(|(code, _)| code.parse::<f64>().is_ok()),
        _ => false,
    };
    let format = |variable: &Variable<'_>| match variable.kind {
        _ if is_number(variable) => "F12.4",
        VariableKind::Date => "SDATE10",
        VariableKind::Code => "A64",
        _ => "A2000",
    };
    let mut text = String::from(
        "\u{feff}* Encoding: UTF-8.\nGET DATA /TYPE=TXT /FILE='ballots.csv' /ENCODING='UTF8' /DELIMITERS=',' /QUALIFIER='\"'\n  /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=\n",
    );
    // Writing to a text does not fail.
    for (name, format) in FIRST.into_iter().zip(["A32", "A16", "A200", "A64"]) {
        let _ = writeln!(text, "  {name} {format}");
    }
    for variable in &variables {
        let _ = writeln!(text, "  {} {}", spss_name(&variable.name), format(variable));
    }
    text.push_str(".\n");
    for variable in &variables {
        let _ = writeln!(
            text,
            "VARIABLE LABELS {} {}.",
            spss_name(&variable.name),
            quoted(form.text(variable.label, lang.tag()))
        );
        if variable.kind != VariableKind::Code || variable.codes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "VALUE LABELS {}", spss_name(&variable.name));
        for (code, label) in &variable.codes {
            let label = label.map_or("", |label| form.text(label, lang.tag()));
            let code = if is_number(variable) { code.clone() } else { quoted(code) };
            let _ = writeln!(text, "  {code} {}", quoted(label));
        }
        text.push_str(".\n");
    }
    text.push_str("EXECUTE.\n");
    text
}
