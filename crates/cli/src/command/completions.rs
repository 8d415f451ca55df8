//! `chiso completions SHELL`

use clap::CommandFactory;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::files;
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// bash, zsh, fish, elvish hoặc powershell / bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL", value_parser = shell)]
    shell: Shell,
}

fn shell(text: &str) -> Result<Shell, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new("chọn bash, zsh, fish, elvish hoặc powershell", "choose bash, zsh, fish, elvish or powershell")
    })
}

pub(crate) fn run(arguments: &Arguments, lang: chiso_model::Lang) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut command = crate::help::localise(crate::arguments::Arguments::command(), lang);
    clap_complete::generate(arguments.shell, &mut command, "chiso", &mut script);
    files::print_bytes(&script, lang)
}
