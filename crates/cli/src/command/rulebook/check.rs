//! `chiso rulebook check FILE...`

use chiso_model::Lang;
use chiso_rulebook::Severity;

use crate::failure::Failure;
use crate::{files, rulebooks};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Tệp .yaml hoặc .xlsx, hoặc mã của bộ tiêu chí kèm theo / .yaml or .xlsx files, or ids of shipped rulebooks
    #[arg(required = true, value_name = "RULEBOOK")]
    rulebooks: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let mut errors = Vec::new();
    for name in &arguments.rulebooks {
        let loaded = match rulebooks::load(name, lang) {
            Ok(loaded) => loaded,
            Err(Failure::Files(lines)) => {
                errors.extend(lines);
                continue;
            }
            Err(usage) => return Err(usage),
        };
        let warnings = loaded.problems.iter().filter(|p| p.severity == Severity::Warning).count();
        let lines = loaded.problems.iter().map(|problem| problem.line(lang));
        match &loaded.rulebook {
            Some(rulebook) => {
                lines.for_each(|line| files::tell(&line));
                let nodes =
                    rulebook.tree.walk().len() + rulebook.companions.iter().map(|c| c.walk().len()).sum::<usize>();
                let reference = format!("{}/{}", rulebook.id, rulebook.edition);
                files::print(
                    &match (lang, warnings) {
                        (Lang::Vi, 0) => format!("{name}: {reference}, {nodes} mục, không có lỗi\n"),
                        (Lang::Vi, _) => {
                            format!("{name}: {reference}, {nodes} mục, không có lỗi, {warnings} cảnh báo\n")
                        }
                        (Lang::En, 0) => format!("{name}: {reference}, {nodes} nodes, no errors\n"),
                        (Lang::En, 1) => format!("{name}: {reference}, {nodes} nodes, no errors, 1 warning\n"),
                        (Lang::En, _) => {
                            format!("{name}: {reference}, {nodes} nodes, no errors, {warnings} warnings\n")
                        }
                    },
                    lang,
                )?;
            }
            None => errors.extend(lines),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Files(errors)) }
}
