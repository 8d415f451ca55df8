//! `chiso survey ...`

mod ask;
mod data;
mod design;
mod draw;
mod estimate;
mod plan;
mod rows;
mod sample;
mod scores;
mod yaml;

use chiso_model::Lang;

use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Ước lượng từ dữ liệu điều tra theo thiết kế mẫu / Estimates from survey data, by the design of the sample
    Estimate(estimate::Arguments),
    /// Chọn mẫu từ khung mẫu theo phương án và số khởi đầu, hoặc chọn lại đúng mẫu đã chọn / Draws a sample from a frame by a plan and a seed, or the same once more
    Sample(draw::Arguments),
}

pub(crate) fn run(command: &Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Estimate(arguments) => estimate::run(arguments, lang),
        Command::Sample(arguments) => draw::run(arguments, lang),
    }
}
