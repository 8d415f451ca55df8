//! The commands, one a file.

pub(crate) mod backup;
pub(crate) mod completions;
pub(crate) mod compute;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod explain;
pub(crate) mod health;
pub(crate) mod journal;
pub(crate) mod restore;
pub(crate) mod rulebook;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod survey;
pub(crate) mod verify;

use chiso_model::Lang;

use crate::arguments::Command;
use crate::failure::Failure;

pub(crate) fn run(command: Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Serve(arguments) => serve::run(&arguments, lang),
        Command::Compute(arguments) => compute::run(&arguments, lang),
        Command::Explain(arguments) => explain::run(&arguments, lang),
        Command::Rulebook(command) => rulebook::run(command, lang),
        Command::Journal(command) => journal::run(&command, lang),
        Command::Backup(arguments) => backup::run(&arguments, lang),
        Command::Restore(arguments) => restore::run(&arguments, lang),
        Command::Demo(arguments) => demo::run(&arguments, lang),
        Command::Verify(arguments) => verify::run(&arguments, lang),
        Command::Survey(command) => survey::run(&command, lang),
        Command::Health(arguments) => health::run(&arguments, lang),
        Command::Config(command) => config::run(&command, lang),
        Command::Schema(arguments) => schema::run(&arguments, lang),
        Command::Completions(arguments) => completions::run(&arguments, lang),
    }
}
