//! From the words of a command line to a command, or to what is wrong with them.

use std::error::Error as _;
use std::ffi::OsString;

use chiso_model::Lang;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::help;
use crate::wording::Wrong;

/// What a command line asks for.
pub(crate) enum Parsed {
    /// Help or the version: a text that is the whole answer.
    Answered(String),
    Command(Box<Command>),
}

pub(crate) fn parse(words: &[OsString], lang: Lang) -> Result<Parsed, Failure> {
    let command = help::localise(Arguments::command(), lang);
    let parsed = command.try_get_matches_from(words).and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(Arguments { command, serve, .. }) => Ok(Parsed::Command(Box::new(command.unwrap_or(Command::Serve(serve))))),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ok(Parsed::Answered(help::usage_words(&error.render().to_string(), lang)))
        }
        Err(error) => Err(Failure::Usage(message(&error, words, lang))),
    }
}

/// What is wrong with the command line, on one line.
fn message(error: &clap::Error, words: &[OsString], lang: Lang) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let list = |kind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        Some(ContextValue::StyledStrs(texts)) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let suggested = list(ContextKind::SuggestedArg)
        .or_else(|| list(ContextKind::SuggestedSubcommand))
        .or_else(|| list(ContextKind::SuggestedValue))
        // They come from the least to the most likely.
        .and_then(|names| names.rsplit(", ").next().map(str::to_owned))
        .map(|name| match lang {
            Lang::Vi => format!("; có phải là “{name}”?"),
            Lang::En => format!("; did you mean `{name}`?"),
        })
        .unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => match lang {
            Lang::Vi => format!("thừa tham số “{argument}”"),
            Lang::En => format!("one argument too many: `{argument}`"),
        },
        ErrorKind::UnknownArgument => match lang {
            Lang::Vi => format!("không có tùy chọn “{argument}”{suggested}"),
            Lang::En => format!("there is no option `{argument}`{suggested}"),
        },
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            match lang {
                Lang::Vi if name == "help" => "xem hướng dẫn bằng “chiso --help” hoặc “chiso LỆNH --help”".to_owned(),
                Lang::En if name == "help" => "for help use `chiso --help` or `chiso COMMAND --help`".to_owned(),
                Lang::Vi => format!("không có lệnh “{name}”{suggested}"),
                Lang::En => format!("there is no command `{name}`{suggested}"),
            }
        }
        ErrorKind::MissingSubcommand => {
            let known = list(ContextKind::ValidSubcommand).unwrap_or_default();
            match lang {
                Lang::Vi => format!("thiếu tên lệnh; chọn một trong: {known}"),
                Lang::En => format!("a command is missing; choose one of: {known}"),
            }
        }
        ErrorKind::MissingRequiredArgument => match lang {
            Lang::Vi => format!("thiếu {argument}"),
            Lang::En => format!("missing: {argument}"),
        },
        ErrorKind::ArgumentConflict => {
            let other = list(ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() || other == argument {
                match lang {
                    Lang::Vi => format!("“{argument}” chỉ được ghi một lần"),
                    Lang::En => format!("`{argument}` may stand only once"),
                }
            } else {
                match lang {
                    Lang::Vi => format!("“{argument}” không dùng cùng với “{other}”"),
                    Lang::En => format!("`{argument}` cannot be used with `{other}`"),
                }
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => match lang {
            Lang::Vi => format!("“{argument}” cần một giá trị"),
            Lang::En => format!("`{argument}` needs a value"),
        },
        ErrorKind::InvalidValue => {
            let known = list(ContextKind::ValidValue).unwrap_or_default();
            match lang {
                Lang::Vi => format!("“{argument}” không nhận giá trị “{value}”; chọn một trong: {known}"),
                Lang::En => format!("`{argument}` does not take the value `{value}`; choose one of: {known}"),
            }
        }
        ErrorKind::ValueValidation => {
            let wrong = error.source().and_then(|source| source.downcast_ref::<Wrong>());
            let why = wrong.map_or("", |wrong| wrong.get(lang));
            match lang {
                Lang::Vi => format!("“{argument}” không nhận giá trị “{value}”: {why}"),
                Lang::En => format!("`{argument}` does not take the value `{value}`: {why}"),
            }
        }
        ErrorKind::TooFewValues | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            match lang {
                Lang::Vi => format!("“{argument}” có số giá trị không đúng"),
                Lang::En => format!("`{argument}` has the wrong number of values"),
            }
        }
        ErrorKind::InvalidUtf8 => lang.pick("một tham số không phải là UTF-8", "an argument is not UTF-8").to_owned(),
        _ => lang.pick("không hiểu dòng lệnh", "the command line cannot be understood").to_owned(),
    };
    format!("{said} ({} {} --help)", lang.pick("xem:", "see:"), command_of(words))
}

/// The command that the words lead to, as far as they lead: `chiso rulebook convert`.
fn command_of(words: &[OsString]) -> String {
    let mut command = &Arguments::command();
    let mut names = vec!["chiso"];
    for word in words.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(next) = command.find_subcommand(word) {
            names.push(next.get_name());
            command = next;
        }
    }
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_well_formed_and_every_line_is_in_both_languages() {
        fn check(command: &clap::Command) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.contains(" / "), "{}: {about}", command.get_name());
            for argument in command.get_arguments().filter(|a| !matches!(a.get_id().as_str(), "help" | "version")) {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert_eq!(help.matches(" / ").count(), 1, "{} {}: {help}", command.get_name(), argument.get_id());
            }
            command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(check);
        }
        check(&Arguments::command());
        for lang in Lang::ALL {
            help::localise(Arguments::command(), lang).debug_assert();
        }
    }

    #[test]
    fn values_have_vietnamese_names() {
        fn check(command: &clap::Command) {
            let with_value = command.get_arguments().filter(|argument| argument.get_action().takes_values());
            for name in with_value.filter_map(|argument| argument.get_value_names()).flatten() {
                let english = name.chars().all(|c| c.is_ascii_uppercase() || c == '=');
                assert!(!english || *name == "SHELL", "{} {name}", command.get_name());
            }
            command.get_subcommands().for_each(check);
        }
        check(&help::localise(Arguments::command(), Lang::Vi));
    }
}
