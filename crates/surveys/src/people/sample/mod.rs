//! The sample: a frame, a plan and a seed, by which anybody can draw it again. Kept in the setup: SHA-256 and name of the frame, plan and seed; the members are drawn
//! again whenever they are needed.

mod file;
mod frame;
mod pages;
mod plan_form;
pub(super) mod size;
mod told;

pub(super) use file::file;
pub(super) use frame::take_frame;
pub(crate) use pages::drawn;
pub(super) use pages::{draw_it, invite, page};

use chiso_facts::PlainTable;
use chiso_model::{Lang, Text};
use chiso_survey::{Frame, Sample, SampleProblem, Seed, Stage, sample};
use chiso_web::Upload;
use chiso_workspace::Refusal;

use super::upload;
use crate::entry::Surveys;
use crate::held::Held;

/// Key of the frame's SHA-256 in the setup.
const FRAME: &str = "frame";
/// Key of the frame's name.
const FRAME_NAME: &str = "frame-name";
/// Key of the plan, as JSON.
const PLAN: &str = "plan";
/// Key of the seed.
const SEED: &str = "seed";

/// A frame as it was read, with the rows' own numbers.
struct Framed {
    frame: Frame,
    rows: Vec<u64>,
}

impl Framed {
    fn of(table: PlainTable) -> Framed {
        let rows = table.rows.iter().map(|row| row.number).collect();
        let cells = table.rows.into_iter().map(|row| row.cells).collect();
        Framed { frame: Frame { header: table.header, rows: cells }, rows }
    }

    /// Draws; a problem names the row of the file.
    fn draw(&self, seed: &Seed, plan: &[Stage]) -> Result<Sample, SampleProblem> {
        let number = |row: usize| self.rows.get(row).and_then(|row| usize::try_from(*row).ok()).unwrap_or(row);
        sample(seed, &self.frame, plan).map_err(|problem| problem.in_file(number))
    }
}

impl Surveys {
    /// The frame of a campaign; none where none was uploaded.
    async fn framed(&self, held: &Held) -> Result<Option<Framed>, Refusal> {
        let kept = &held.campaign.setup.sample;
        let Some(sha256) = kept.get(FRAME) else { return Ok(None) };
        let (_, bytes) = match self.desk.file(sha256).await {
            // Erased with the addresses.
            Err(Refusal::Hidden) => return Ok(None),
            file => file?,
        };
        // What it was called when it was read first says how it is read.
        let file = Upload { field: String::new(), name: kept.get(FRAME_NAME).cloned().unwrap_or_default(), bytes };
        let table = upload::read(&file, &|_| false).map_err(|_| {
            Refusal::Fault(Text::new(
                "Khung mẫu đã lưu không đọc được nữa. Hãy tải lên lại.",
                "The frame that was kept cannot be read any more. Upload it again.",
            ))
        })?;
        Ok(Some(Framed::of(table)))
    }

    /// Frame, plan and sample of a campaign; none where none was drawn.
    async fn drawn(&self, held: &Held) -> Result<Option<(Framed, Vec<Stage>, Sample)>, Refusal> {
        let kept = &held.campaign.setup.sample;
        let (Some(plan), Some(seed)) = (kept.get(PLAN), kept.get(SEED)) else { return Ok(None) };
        let Some(framed) = self.framed(held).await? else { return Ok(None) };
        let plan: Vec<Stage> = serde_json::from_str(plan).map_err(|error| {
            Refusal::Fault(Text::new(
                format!("Phương án chọn mẫu đã lưu bị hỏng: {error}"),
                format!("The plan that was kept is damaged: {error}"),
            ))
        })?;
        let drawn = framed.draw(&Seed::new(seed), &plan).map_err(|problem| wrong(&problem))?;
        Ok(Some((framed, plan, drawn)))
    }
}

fn wrong(problem: &SampleProblem) -> Refusal {
    Refusal::Fields(vec![("", Text::new(problem.text(Lang::Vi), problem.text(Lang::En)))])
}
