//! The table as documentation and as an example file.

use std::fmt::Write as _;

use crate::setting::{Section, Setting};
use crate::table::SECTIONS;

/// `docs/settings.md`: every setting, in English and Vietnamese.
pub fn document() -> String {
    let mut text = "\
# Settings

<!-- Written from the table in crates/settings/src/table.rs; `CHISO_UPDATE=1 cargo test -p chiso-settings` writes it anew. -->

`chiso serve` needs no settings. Those below are read from a TOML file (`chiso serve --config FILE`; without it from `chiso.toml` in the folder in which the
program is started, where there is one) and from variables of the environment, which win; an empty variable counts as not given. `chiso config check` says what is
in force and what is wrong, `chiso config example` prints a file to start from. In the environment, members of a list are separated by commas. Paths are relative
to the folder in which the program is started.

A secret may stand in a file of its own: `password_file = \"/path\"` instead of `password`, or the variable with `_FILE` at its end. Secrets are never printed.
"
    .to_owned();
    for section in SECTIONS {
        let Section { name, vi, en, .. } = section;
        let _ = write!(
            text,
            "\n## `[{name}]` {en} / {vi}\n\n| key | variable | default | expected | meaning |\n|---|---|---|---|---|\n"
        );
        for setting in section.settings {
            let default = setting.default.map(|default| format!("`{}`", setting.in_file(default))).unwrap_or_default();
            let file = if setting.secret { " (or `…_file`)" } else { "" };
            let _ = writeln!(
                text,
                "| `{}`{file} | `{}` | {default} | {} | {}.<br>{}. |",
                setting.key,
                setting.variable(),
                expected(setting),
                setting.en,
                setting.vi
            );
        }
    }
    text
}

fn expected(setting: &Setting) -> String {
    let list = if setting.form == crate::Form::List { "a list: " } else { "" };
    match setting.limits {
        Some((least, greatest)) => format!("{list}{}, {least} to {greatest}", setting.shape.en),
        None => format!("{list}{}", setting.shape.en),
    }
}

/// `deploy/chiso.toml`: every setting with its meaning; what is commented out shows the default or an example.
pub fn example() -> String {
    let mut text = "\
# Cài đặt của chiso. Dòng có dấu # ở đầu là giá trị mặc định hoặc ví dụ; bỏ dấu # để đặt giá trị.
# Settings of chiso. Lines that begin with # show the default or an example; take the # away to set a value.
# Kiểm tra / check: chiso config check --config chiso.toml
"
    .to_owned();
    for section in SECTIONS {
        let _ = write!(text, "\n# ── {} / {}\n[{}]\n", section.vi, section.en, section.name);
        for setting in section.settings {
            let _ = write!(text, "\n# {}.\n# {}.\n", setting.vi, setting.en);
            let _ = if setting.secret {
                writeln!(text, "# {0}_file = \"/etc/chiso/{1}_{0}\"", setting.key, setting.section)
            } else {
                let kind = if setting.default.is_some() { "" } else { "   # ví dụ / example" };
                writeln!(text, "# {} = {}{kind}", setting.key, setting.in_file(setting.example))
            };
        }
    }
    text
}
