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
        .mut_args(|argument| {
            let help = argument.get_help().map(|help| half(help, lang));
            let name = argument.get_value_names().and_then(|names| value_name(names.first()?, lang));
            let argument = match help {
                Some(help) => argument.help(help),
                None => argument,
            };
            match name {
                Some(name) => argument.value_name(name),
                None => argument,
            }
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

/// The Vietnamese word for a value, where it differs from the English one.
fn value_name(name: &str, lang: Lang) -> Option<&'static str> {
    const NAMES: [(&str, &str); 27] = [
        ("A", "BỘ TRƯỚC"),
        ("ADDRESS", "ĐỊA CHỈ"),
        ("ANSWER", "CÂU TRẢ LỜI"),
        ("B", "BỘ SAU"),
        ("BUNDLE", "GÓI"),
        ("COL", "CỘT"),
        ("DAY", "NGÀY"),
        ("DIR", "THƯ MỤC"),
        ("FILE", "TỆP"),
        ("GLOB", "MẪU"),
        ("ID", "MÃ"),
        ("IN", "BỘ TIÊU CHÍ"),
        ("KEY", "KHÓA"),
        ("N", "SỐ"),
        ("NAME", "TÊN"),
        ("NEW=OLD", "MỚI=CŨ"),
        ("NODE", "MỤC"),
        ("OUT", "TỆP"),
        ("P", "XÁC SUẤT"),
        ("PERIOD", "KỲ"),
        ("PLACE", "NƠI LƯU"),
        ("RULEBOOK", "BỘ TIÊU CHÍ"),
        ("SCORE", "ĐIỂM"),
        ("SEED", "SỐ KHỞI ĐẦU"),
        ("SEQ:HASH", "SỐ:MÃ"),
        ("STAT", "ĐẠI LƯỢNG"),
        ("UNIT", "ĐƠN VỊ"),
    ];
    let name = NAMES.iter().find(|(english, _)| *english == name);
    name.filter(|_| lang == Lang::Vi).map(|(_, vietnamese)| *vietnamese)
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
