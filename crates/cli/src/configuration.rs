//! Settings of commands that work with a running installation: from the command line, the environment and a file, in this order.

use std::path::{Path, PathBuf};

use chiso_model::Lang;
use chiso_settings::Settings;

use crate::failure::Failure;
use crate::files;

/// Read where no file is named, when it is there.
const USUAL: &str = "chiso.toml";

/// What commands that work with an installation take.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub(crate) struct Installation {
    /// Tệp cấu hình (mặc định `chiso.toml` nếu có) / Settings file (else `chiso.toml` where it is there)
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Nơi lưu dữ liệu: một thư mục, hoặc `postgres://…` / Where data is kept: a folder, or `postgres://…`
    #[arg(long, value_name = "PLACE")]
    pub(crate) store: Option<String>,
}

impl Installation {
    /// The settings in force; what the command line says comes last and wins.
    ///
    /// # Errors
    /// Every problem of the file and the environment, one a line.
    pub(crate) fn settings(&self, more: &[(&str, String)], lang: Lang) -> Result<Settings, Failure> {
        let file = match &self.config {
            Some(path) => Some((path.display().to_string(), text_of(path, lang)?)),
            None if Path::new(USUAL).is_file() => Some((USUAL.to_owned(), text_of(Path::new(USUAL), lang)?)),
            None => None,
        };
        let mut environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let mut set = |name: &str, value: &str| {
            environment.retain(|(known, _)| known != name);
            environment.push((name.to_owned(), value.to_owned()));
        };
        match self.store.as_deref() {
            Some(place) if place.contains("://") => set("CHISO_STORE_URL", place),
            Some(folder) => {
                set("CHISO_STORE_FOLDER", folder);
                environment.retain(|(name, _)| name != "CHISO_STORE_URL");
            }
            None => (),
        }
        for (name, value) in more {
            environment.retain(|(known, _)| known != name);
            environment.push(((*name).to_owned(), value.clone()));
        }
        let named = file.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        Settings::read(named, &environment, &|path| std::fs::read_to_string(path)).map_err(|problems| {
            Failure::Files(problems.iter().map(|problem| format!("chiso: {}", problem.line(lang))).collect())
        })
    }
}

fn text_of(path: &Path, lang: Lang) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let (path, said) = (path.display(), files::why_not_read(&error, lang));
        Failure::one(match lang {
            Lang::Vi => format!("chiso: không đọc được tệp cấu hình {path}: {said}"),
            Lang::En => format!("chiso: the settings file {path} cannot be read: {said}"),
        })
    })
}
