//! `chiso survey ...`

mod ask;
mod data;
mod design;
mod estimate;
mod rows;
mod sample;
mod yaml;

use chiso_model::Lang;

use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Ước lượng từ dữ liệu điều tra theo thiết kế mẫu / Estimates from survey data, by the design of the sample
    Estimate(estimate::Arguments),
}

pub(crate) fn run(command: &Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Estimate(arguments) => estimate::run(arguments, lang),
    }
}
