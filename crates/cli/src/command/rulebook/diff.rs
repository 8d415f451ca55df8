//! `chiso rulebook diff A B`

use chiso_model::Lang;

use crate::failure::Failure;
use crate::{files, rulebooks};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Bộ tiêu chí trước: tệp hoặc mã / The earlier rulebook: a file or an id
    #[arg(value_name = "A")]
    before: String,
    /// Bộ tiêu chí sau: tệp hoặc mã / The later rulebook: a file or an id
    #[arg(value_name = "B")]
    after: String,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let before = rulebooks::read(&arguments.before, lang)?;
    let after = rulebooks::read(&arguments.after, lang)?;
    files::print(&chiso_rulebook::diff(&before, &after).text(lang), lang)
}
