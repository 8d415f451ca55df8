//! `chiso rulebook convert IN OUT`

use std::path::PathBuf;

use chiso_model::Lang;

use crate::failure::Failure;
use crate::rulebooks;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Bộ tiêu chí cần chuyển: tệp .yaml hoặc .xlsx, hoặc mã / The rulebook to convert: a .yaml or .xlsx file, or an id
    #[arg(value_name = "IN")]
    from: String,
    /// Tệp cần ghi: .yaml hoặc .xlsx / The file to write: .yaml or .xlsx
    #[arg(value_name = "OUT")]
    to: PathBuf,
    /// Ghi đè nếu tệp đã có / Overwrite the file if it is there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let form = super::form_to_write(&arguments.to, lang)?;
    super::refuse_to_overwrite(&arguments.to, arguments.force, lang)?;
    let rulebook = rulebooks::read(&arguments.from, lang)?;
    let bytes = super::bytes(&rulebook, form, lang)?;
    crate::files::write(&arguments.to, &bytes, lang)
}
