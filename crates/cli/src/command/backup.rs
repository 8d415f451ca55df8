//! `chiso backup`

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chiso_model::Lang;
use chiso_store::Manifest;

use crate::ballots::Ballots;
use crate::configuration::Installation;
use crate::failure::Failure;
use crate::kept::{self, Files};
use crate::{files, wording};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Tệp để ghi bản sao lưu / File to write the backup to
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Ghi đè tệp đã có / Overwrite a file that is there
    #[arg(long)]
    force: bool,
    /// Sao lưu cả khi có ít phiếu khảo sát mới / Back up also with few new ballots of a survey
    #[arg(long)]
    few_ballots: bool,
    #[command(flatten)]
    installation: Installation,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let (to, shown) = (&arguments.to, arguments.to.display());
    if to.is_dir() {
        return Err(Failure::Usage(format!(
            "{}: {}",
            wording::quoted(&shown.to_string(), lang),
            files::a_directory(lang)
        )));
    }
    if to.exists() && !arguments.force {
        return Err(Failure::Usage(match lang {
            Lang::Vi => format!("“{shown}” đã có; thêm --force để ghi đè"),
            Lang::En => format!("`{shown}` is there already; add --force to overwrite it"),
        }));
    }
    Ballots::of(&settings).enough(arguments.few_ballots, lang)?;
    let runtime = kept::runtime()?;
    let (manifest, elsewhere) = runtime.block_on(async {
        let store = kept::existing(&settings, lang).await?;
        let elsewhere = chiso_server::ballots_are_elsewhere(&store, &chiso_server::ballots(&settings)).await;
        let elsewhere = elsewhere.map_err(|refusal| Failure::one(kept::line(&refusal.message(lang))))?;
        let stored = Files::open(&settings, runtime.handle().clone(), lang)?;
        let part = Part::begin(to).map_err(|error| not_written(to, &error, lang))?;
        let out = BufWriter::new(part.file.try_clone().map_err(|error| not_written(to, &error, lang))?);
        let written = store.backup(out, stored, kept::now_us()).await;
        let (out, manifest) = written.map_err(|error| Failure::one(kept::line(&error.message(lang))))?;
        drop(out);
        part.finish(to).map_err(|error| not_written(to, &error, lang))?;
        Ok::<(Manifest, bool), Failure>((manifest, elsewhere))
    })?;
    if elsewhere {
        files::tell(match lang {
            Lang::Vi => "lưu ý: phiếu khảo sát nằm ở máy chủ khác, bản sao lưu này không có; hãy sao lưu ở đó",
            Lang::En => {
                "note: the ballots of surveys are on another server, this backup does not hold them; back up there"
            }
        });
    }
    if !manifest.lost.is_empty() {
        let names = wording::list(manifest.lost.iter().map(String::as_str), lang);
        files::tell(&match lang {
            Lang::Vi => {
                format!("lưu ý: những tệp này không còn hoặc đã bị thay đổi, bản sao lưu không có chúng: {names}")
            }
            Lang::En => format!("note: these files are gone or were changed, the backup does not hold them: {names}"),
        });
    }
    files::print(&summary(&shown.to_string(), &manifest, lang), lang)
}

/// What an archive holds, and what to note of it elsewhere.
pub(super) fn summary(name: &str, manifest: &Manifest, lang: Lang) -> String {
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let (tables, stored) = (manifest.tables.len(), manifest.files.len());
    let head = format!("{}:{}", manifest.journal_seq, manifest.journal_hash);
    match lang {
        Lang::Vi => format!("{name}: {tables} bảng, {rows} dòng, {stored} tệp; mục nhật ký cuối: {head}\n"),
        Lang::En => {
            format!("{name}: {tables} tables, {rows} rows, {stored} files; last entry of the journal: {head}\n")
        }
    }
}

/// A file that only its owner may read, under another name until it is whole. It is removed unless it was finished.
struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    fn begin(to: &Path) -> std::io::Result<Part> {
        let name = to.file_name().ok_or(std::io::ErrorKind::InvalidFilename)?.to_string_lossy().into_owned();
        let path = to.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Part { file: options.open(&path)?, path })
    }

    fn finish(&self, to: &Path) -> std::io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.path, to)?;
        // The name is on the disk too.
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn not_written(path: &Path, error: &std::io::Error, lang: Lang) -> Failure {
    let (path, why) = (path.display(), files::why_not_written(error, lang));
    Failure::one(format!("chiso: {path}: {why}"))
}
