//! Ballots as files: CSV, a workbook, syntax that reads the CSV into SPSS, and the design with which the figures are computed again. After the close, since two files would
//! differ by the ballots that came between them; in the order of the ids, which are by chance; no time; of group and way what no small number follows from.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_ballot::Kept;
use chiso_questionnaire::{Answer, Multiple};
use chiso_survey::campaign::Phase;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, TableFile, answer};

use super::design::design;
use super::front::Front;
use super::live::Live;
use super::spss::syntax;
use super::telling::Telling;
use crate::entry::{Surveys, ballots_failed};
use crate::frame::address;
use crate::given::Given;
use crate::held::Held;
use crate::published::PUBLISHED;
use crate::words::say;

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
                way("results-file-design", "/results/ballots/yaml");
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

    /// What stands before the answers, and what else is made of the ballots in memory.
    async fn front<T: Send + 'static>(
        &self,
        held: &Held,
        look: impl FnOnce(&Live, &Front) -> T + Send + 'static,
    ) -> Result<(Front, T), Refusal> {
        let groups = self.groups(held).await?;
        self.ballots_of(held, move |live| {
            let front = Front::of(live, &groups);
            let seen = look(live, &front);
            (front, seen)
        })
        .await
    }

    /// What a file of the ballots of a closed campaign tells of their groups, and the design that goes with it.
    async fn told(&self, held: &Held) -> Result<(Front, (Telling, String)), Refusal> {
        let (_, results) = self.results(held, None).await?;
        let survey = held.id.clone();
        self.front(held, move |live, front| {
            let telling = live.telling(&results.counts, results.pace.least);
            let design = design(live, front, telling.silent, &survey);
            (telling, design)
        })
        .await
    }

    /// The ballots of a closed campaign as a table.
    async fn ballots_table(&self, held: &Held) -> Result<TableFile, Refusal> {
        let form = self.form(held).await?;
        let (front, (telling, _)) = self.told(held).await?;
        let names: Vec<String> = form.codebook(Multiple::OneColumn).into_iter().map(|variable| variable.name).collect();
        let titles = front.columns().map(|(name, _)| name.to_owned()).chain(names.iter().cloned()).collect();
        let read = move |rows: &mut Vec<Vec<String>>, kept: Kept| {
            let Some(given) = Given::read(&form, &kept.ballot.answers) else { return };
            let Some(cells) = front.cells(&kept, &given, &telling) else { return };
            let answer = |name: &String| given.answers.get(name).map(Answer::written).unwrap_or_default();
            rows.push(cells.into_iter().chain(names.iter().map(answer)).collect());
        };
        let rows = self.ballots.each(&held.id, Vec::new(), read).await.map_err(|error| ballots_failed(&error))?;
        Ok(TableFile { name: "ballots".to_owned(), head: titles, rows })
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
    if extension == "sps" {
        let form = surveys.form(&held).await.map_err(refused)?;
        let (front, ()) = surveys.front(&held, |_, _| ()).await.map_err(refused)?;
        let text = syntax(&form, &front, reader.lang);
        return Ok(answer("ballots.sps", "text/plain; charset=utf-8", text.into_bytes()));
    }
    if held.campaign.phase < Phase::Closed {
        return Err(refused(Refusal::whole(
            "Phiếu chỉ tải về được sau khi đóng đợt khảo sát: hai tệp tải về lúc đang thu phiếu sẽ cho biết những phiếu gửi đến giữa hai lần. Hãy đóng đợt khảo sát rồi tải lại.",
            "Ballots can be downloaded after the close: two files from while they come in would show the ballots that came between them. Close the survey, then download.",
        )));
    }
    if extension == "yaml" {
        let (_, (_, design)) = surveys.told(&held).await.map_err(refused)?;
        return Ok(answer("design.yaml", "application/yaml", design.into_bytes()));
    }
    surveys.ballots_table(&held).await.and_then(|table| table.answer(&extension)).map_err(refused)
}
