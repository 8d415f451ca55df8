//! The rulebook that a command names: a file, or one that is shipped.

use std::path::Path;

use chiso_catalogue::Catalogue;
use chiso_model::Lang;
use chiso_rulebook::Loaded;
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;
use crate::{files, notes};

/// A rulebook by its path (`.yaml`, `.yml`, `.xlsx`), or by its id or `id/edition` where it is shipped. Its warnings are only counted: `check` lists them.
pub(crate) fn read(name: &str, lang: Lang) -> Result<Rulebook, Failure> {
    let Loaded { rulebook, problems } = load(name, lang)?;
    let Some(rulebook) = rulebook else {
        return Err(Failure::Files(problems.iter().map(|problem| problem.line(lang)).collect()));
    };
    if !problems.is_empty() {
        let count = problems.len();
        let text = match lang {
            Lang::Vi => format!("{name}: {count} cảnh báo (xem: chiso rulebook check {name})"),
            Lang::En if count == 1 => format!("{name}: 1 warning (see: chiso rulebook check {name})"),
            Lang::En => format!("{name}: {count} warnings (see: chiso rulebook check {name})"),
        };
        notes::tell(&text, lang);
    }
    Ok(rulebook)
}

/// The same, with every problem still at hand.
pub(crate) fn load(name: &str, lang: Lang) -> Result<Loaded, Failure> {
    match form_of(name) {
        Some(Form::Yaml) => load_yaml(name, &files::read(Path::new(name), lang)?, lang),
        Some(Form::Xlsx) => Ok(chiso_rulebook::load_xlsx(&files::read(Path::new(name), lang)?, name)),
        None => {
            let catalogue = catalogue(lang)?;
            match catalogue.rulebook(name) {
                Ok(shipped) => Ok(chiso_rulebook::load_yaml(shipped.yaml, &shipped.file)),
                Err(unknown) => {
                    Err(no_rulebook_file(name, lang).unwrap_or_else(|| Failure::Usage(unknown.message(lang))))
                }
            }
        }
    }
}

/// What is wrong with a name that is none of a shipped rulebook, where it was meant for a file.
fn no_rulebook_file(name: &str, lang: Lang) -> Option<Failure> {
    let path = Path::new(name);
    if path.is_dir() {
        return Some(Failure::one(format!("{name}: {}", files::a_directory(lang))));
    }
    (path.exists() || path.extension().is_some()).then(|| {
        Failure::one(match lang {
            Lang::Vi => format!("{name}: tên tệp bộ tiêu chí phải có đuôi .yaml, .yml hoặc .xlsx"),
            Lang::En => format!("{name}: the name of a rulebook must end in .yaml, .yml or .xlsx"),
        })
    })
}

fn load_yaml(name: &str, bytes: &[u8], lang: Lang) -> Result<Loaded, Failure> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(chiso_rulebook::load_yaml(text.strip_prefix('\u{feff}').unwrap_or(text), name)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            Err(Failure::one(match lang {
                Lang::Vi => format!("{name}:{line}: không phải UTF-8; hãy lưu lại tệp dưới dạng UTF-8"),
                Lang::En => format!("{name}:{line}: not UTF-8; save the file again as UTF-8"),
            }))
        }
    }
}

/// Everything shipped.
pub(crate) fn catalogue(lang: Lang) -> Result<Catalogue, Failure> {
    Catalogue::load().map_err(|error| Failure::Files(error.message(lang).lines().map(str::to_owned).collect()))
}

/// The form of a rulebook's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Yaml,
    Xlsx,
}

/// The form that the end of a name tells.
pub(crate) fn form_of(name: &str) -> Option<Form> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(Form::Yaml),
        "xlsx" => Some(Form::Xlsx),
        _ => None,
    }
}
