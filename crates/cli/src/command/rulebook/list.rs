//! `chiso rulebook list`

use chiso_model::Lang;

use crate::failure::Failure;
use crate::{files, rulebooks, wording};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments, lang: Lang) -> Result<(), Failure> {
    let catalogue = rulebooks::catalogue(lang)?;
    let rows: Vec<[String; 4]> = catalogue
        .rulebooks()
        .iter()
        .map(|shipped| {
            let rulebook = &shipped.rulebook;
            let to = rulebook.valid.to.map(|day| day.to_string()).unwrap_or_default();
            [
                shipped.reference(),
                wording::status(rulebook.status, lang).to_owned(),
                format!("{} – {to}", rulebook.valid.from),
                rulebook.title.get(lang).to_owned(),
            ]
        })
        .collect();
    let mut text = String::new();
    for row in &rows {
        for (i, cell) in row.iter().enumerate() {
            let width = rows.iter().map(|other| other[i].chars().count()).max().unwrap_or(0);
            text.push_str(cell);
            if i < 3 {
                text.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
            }
        }
        text.push('\n');
    }
    files::print(&text, lang)
}
