//! `chiso config ...`

mod check;
mod probe;

use chiso_model::Lang;

use crate::failure::Failure;
use crate::files;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Đọc cài đặt, in những gì đang có hiệu lực, thử những gì cài đặt dựa vào / Read the settings, print what is in force, try what they rely on
    Check(check::Arguments),
    /// In một tệp cài đặt mẫu có giải thích từng dòng / Print a settings file to start from, every line explained
    Example(Example),
}

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Example {}

pub(crate) fn run(command: &Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Check(arguments) => check::run(arguments, lang),
        Command::Example(Example {}) => files::print(&chiso_settings::example(), lang),
    }
}
