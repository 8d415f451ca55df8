//! `/{lang}/surveys/{survey}/people/invite/{file}`: a sample list with the headings that a list of this survey may have, and two made-up people.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_model::Lang;
use chiso_survey::campaign::Mode;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::TableFile;

use super::columns::{Column, Says};
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

/// Name of the file before its extension.
const NAME: &str = "list";

/// `GET` list.csv, list.xlsx
pub(in crate::people) async fn example(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, file)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    surveys.example_list(&held, &file, reader.lang).await.map_err(|refusal| refusal.page(&reader))
}

impl Surveys {
    async fn example_list(&self, held: &Held, file: &str, lang: Lang) -> Result<Response, Refusal> {
        let (name, extension) = file.split_once('.').ok_or(Refusal::Hidden)?;
        if name != NAME {
            return Err(Refusal::Hidden);
        }
        let sample = self.sample_headings(held, lang).await?;
        let mut headings =
            [Column::Name, Column::Mail, Column::Phone, Column::Lang].map(|column| column.heading(lang)).to_vec();
        headings.extend(sample.iter().map(|(name, _)| name.clone()));
        let has_interviewers = held.campaign.setup.modes.contains(&Mode::Interview);
        if has_interviewers {
            headings.push(Column::Interviewer.heading(lang));
        }
        let row = |number: usize| {
            let example = |key: &str| say_with(lang, key, &[("number", number.into())]);
            let mut row = vec![
                example("people-example-name"),
                format!("example{number}@example.org"),
                format!("091234567{number}"),
                lang.tag().to_owned(),
            ];
            // Both stand in one group, of their own: whoever forgets to delete them is told that it is too small.
            row.extend(sample.iter().map(|(_, says)| match says {
                Says::Place | Says::Label => say(lang, "people-example"),
                Says::Weight => "12".to_owned(),
                Says::Units => "40".to_owned(),
            }));
            if has_interviewers {
                row.push(say(lang, "people-example"));
            }
            row
        };
        TableFile { name: NAME.to_owned(), head: headings, rows: vec![row(1), row(2)] }.answer(extension)
    }
}
