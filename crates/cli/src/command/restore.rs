//! `chiso restore`

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use chiso_model::Lang;
use chiso_store::{ArchiveError, Findings, Store};

use super::backup::summary;
use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;
use crate::kept::{self, Files};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Tệp do `chiso backup` ghi ra / File that `chiso backup` wrote
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Vẫn khôi phục khi nhật ký không khớp dữ liệu / Restore even when the journal does not fit the rows
    #[arg(long)]
    accept_findings: bool,
    #[command(flatten)]
    installation: Installation,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let shown = arguments.from.display();
    if arguments.from.is_dir() {
        return Err(Failure::Usage(format!("`{shown}`: {}", files::a_directory(lang))));
    }
    let not_read =
        |error: std::io::Error| Failure::one(format!("chiso: {shown}: {}", files::why_not_read(&error, lang)));
    let from = BufReader::new(File::open(&arguments.from).map_err(not_read)?);
    let findings = if arguments.accept_findings { Findings::Accept } else { Findings::Refuse };
    let location = kept::location(&settings, lang)?;
    let runtime = kept::runtime()?;
    let manifest = runtime.block_on(async {
        let opened = Store::open(&location).await;
        let store = opened.map_err(|error| Failure::one(kept::line(&error.message(lang))))?;
        let stored = Files::open(&settings, runtime.handle().clone(), lang)?;
        store.restore(from, stored, findings).await.map_err(|error| match error {
            ArchiveError::Findings(_) => {
                Failure::Files(kept::line(&error.message(lang)).lines().map(str::to_owned).collect())
            }
            _ => Failure::one(format!("chiso: {shown}: {}", error.message(lang))),
        })
    })?;
    files::print(&summary(&shown.to_string(), &manifest, lang), lang)
}
