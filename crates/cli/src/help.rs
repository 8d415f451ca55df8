//! Help in the language that is wanted.

use chiso_model::Lang;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

/// The half of a two-language line.
fn half(line: &StyledStr, lang: Lang) -> String {
    let line = line.to_string();
    match line.split_once(" / ") {
        Some((vi, en)) => lang.pick(vi, en).to_owned(),
        None => line,
    }
}

/// The command and all under it, speaking one language.
pub(crate) fn localise(command: Command, lang: Lang) -> Command {
    let about = command.get_about().map(|about| half(about, lang)).unwrap_or_default();
    let is_root = command.get_version().is_some();
    let mut command = command
        .about(about)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg_required_else_help(false)
        .mut_args(|argument| match argument.get_help() {
            Some(help) => {
                let help = half(help, lang);
                argument.help(help)
            }
            None => argument,
        })
        .mut_subcommands(|sub| localise(sub, lang))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .display_order(901)
                .help(lang.pick("Xem hướng dẫn này", "Show this help")),
        );
    if is_root {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .display_order(902)
                .help(lang.pick("Xem phiên bản", "Show the version")),
        );
    }
    let template = template(&command, lang);
    command.help_template(template)
}

fn template(command: &Command, lang: Lang) -> String {
    let mut template = format!("{{about}}\n\n{}: {{usage}}\n", lang.pick("Cách dùng", "Usage"));
    let mut section = |heading: &str, tag: &str| {
        template.extend(["\n", heading, ":\n{", tag, "}\n"]);
    };
    if command.has_subcommands() {
        section(lang.pick("Lệnh", "Commands"), "subcommands");
    }
    if command.get_positionals().next().is_some() {
        section(lang.pick("Tham số", "Arguments"), "positionals");
    }
    section(lang.pick("Tùy chọn", "Options"), "options");
    template
}

/// What the parser itself puts into a usage line, in the language.
pub(crate) fn usage_words(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => {
            text.replace("[OPTIONS]", "[TÙY CHỌN]").replace("[COMMAND]", "[LỆNH]").replace("<COMMAND>", "<LỆNH>")
        }
        Lang::En => text.to_owned(),
    }
}
