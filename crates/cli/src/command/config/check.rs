//! `chiso config check`

use chiso_model::Lang;
use chiso_settings::{Place, Row, Settings, Severity};

use super::probe;
use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    #[command(flatten)]
    installation: Installation,
    /// Chỉ đọc cài đặt, không thử cổng, tệp, thư mục và máy chủ khác / Only read the settings; do not try ports, files, folders and other servers
    #[arg(long)]
    only_read: bool,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    files::print(&settings.rows().iter().map(|row| line(row, lang)).collect::<String>(), lang)?;
    let mut problems = settings.warnings.clone();
    if !arguments.only_read {
        problems.extend(tried(&settings));
    }
    let (errors, warnings): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.severity == Severity::Error);
    for warning in &warnings {
        files::tell(&format!("chiso: {}", warning.line(lang)));
    }
    if !errors.is_empty() {
        return Err(Failure::Files(errors.iter().map(|problem| format!("chiso: {}", problem.line(lang))).collect()));
    }
    files::print(
        &match (lang, warnings.len()) {
            (Lang::Vi, 0) => "Cài đặt dùng được.\n".to_owned(),
            (Lang::Vi, count) => format!("Cài đặt dùng được, có {count} cảnh báo.\n"),
            (Lang::En, 0) => "The settings can be used.\n".to_owned(),
            (Lang::En, 1) => "The settings can be used, with 1 warning.\n".to_owned(),
            (Lang::En, count) => format!("The settings can be used, with {count} warnings.\n"),
        },
        lang,
    )
}

/// One setting as it is in force: name, value, where it comes from.
fn line(row: &Row, lang: Lang) -> String {
    let place = match &row.place {
        Place::Default if row.shown.is_empty() => lang.pick("không đặt", "not set").to_owned(),
        Place::Default => lang.pick("mặc định", "default").to_owned(),
        place => place.to_string(),
    };
    let Row { name, shown, .. } = row;
    format!("{name} = {shown}{}({place})\n", if shown.is_empty() { "" } else { "  " })
}

/// What is wrong in the world, at the place of the setting that relies on it.
fn tried(settings: &Settings) -> Vec<chiso_settings::Problem> {
    let place = |name: &str| {
        let row = settings.rows().iter().find(|row| row.name == name);
        row.map_or(Place::Default, |row| row.place.clone())
    };
    settings.probes().iter().filter_map(|probe| probe::problem(probe, place(&probe.setting))).collect()
}
