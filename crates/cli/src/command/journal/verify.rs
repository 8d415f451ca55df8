//! `chiso journal verify`

use std::collections::BTreeSet;
use std::io;

use chiso_model::Lang;
use chiso_store::{ArchiveFiles as _, Reader, StoreError};

use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;
use crate::kept::{self, Files};
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Mục nhật ký đã ghi lại ở nơi khác, dạng `số:mã băm` / An entry of the journal noted elsewhere, as `number:fingerprint`
    #[arg(long, value_name = "SEQ:HASH", value_parser = noted)]
    head: Option<(i64, String)>,
    /// Đọc cả các tệp đã lưu và so với mã băm của chúng / Read the stored files too, and compare them with their hashes
    #[arg(long)]
    files: bool,
    #[command(flatten)]
    installation: Installation,
}

fn noted(text: &str) -> Result<(i64, String), Wrong> {
    let parts = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse::<i64>().ok()?, hash)));
    let sound =
        |(seq, hash): &(i64, &str)| *seq >= 0 && hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit());
    parts.filter(sound).map(|(seq, hash)| (seq, hash.to_owned())).ok_or_else(|| {
        Wrong::new(
            "viết số thứ tự, dấu hai chấm và 64 chữ số thập lục phân, như “chiso backup” đã in ra",
            "write the number, a colon and 64 hexadecimal digits, as `chiso backup` printed them",
        )
    })
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let runtime = kept::runtime()?;
    let (verdict, stored) = runtime.block_on(async {
        let store = kept::existing(&settings, lang).await?;
        let failed = |error: StoreError| Failure::one(kept::line(&error.message(lang)));
        let verdict = store.verify(arguments.head.clone()).await.map_err(failed)?;
        Ok::<_, Failure>((verdict, store.read(stored_files).await.map_err(failed)?))
    })?;
    let (entries, rows, count) = (verdict.entries, verdict.rows, verdict.findings.len());
    if count > 0 {
        let first = match lang {
            Lang::Vi => format!("chiso: nhật ký không khớp dữ liệu ở {count} chỗ:"),
            Lang::En => format!("chiso: the journal does not fit the data; findings: {count}:"),
        };
        let lines = verdict.findings.iter().map(|finding| finding.message(lang));
        return Err(Failure::Files(std::iter::once(first).chain(lines).collect()));
    }
    let count = stored.len();
    if arguments.files {
        let files = Files::open(&settings, runtime.handle().clone(), lang)?;
        whole(files, &stored, lang)?;
    }
    let head = format!("{}:{}", verdict.last, verdict.head);
    let well = match lang {
        Lang::Vi => format!("Nhật ký khớp dữ liệu: {entries} mục, {rows} dòng; mục cuối: {head}\n"),
        Lang::En => format!("The journal fits the data: {entries} entries, {rows} rows; last entry: {head}\n"),
    };
    let of_files = match (lang, arguments.files, count) {
        (_, _, 0) => String::new(),
        (Lang::Vi, true, count) => format!("{count} tệp đã lưu còn nguyên vẹn.\n"),
        (Lang::En, true, 1) => "The 1 stored file is whole.\n".to_owned(),
        (Lang::En, true, count) => format!("The {count} stored files are whole.\n"),
        (Lang::Vi, false, count) => format!("Chưa kiểm tra {count} tệp đã lưu; thêm --files để kiểm tra.\n"),
        (Lang::En, false, 1) => "The 1 stored file was not checked; add --files to check it.\n".to_owned(),
        (Lang::En, false, count) => format!("The {count} stored files were not checked; add --files to check them.\n"),
    };
    files::print(&(well + &of_files), lang)
}

/// The hashes of everything that is stored as a file, each once: what was brought, and open data that was published.
fn stored_files(reader: &mut Reader<'_>) -> Result<BTreeSet<String>, StoreError> {
    let brought = reader.files()?.into_iter().map(|file| file.sha256);
    let published = reader.published_files()?.into_iter().map(|file| file.sha256);
    Ok(brought.chain(published).collect())
}

/// Reads every stored file to its end; its content is compared with its hash on the way.
fn whole(mut files: Files, stored: &BTreeSet<String>, lang: Lang) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for sha256 in stored {
        let said = match files.read(sha256) {
            Ok(Some(mut content)) => io::copy(&mut content, &mut io::sink()).err().map(|error| error.to_string()),
            Ok(None) => Some(lang.pick("không còn trong kho tệp", "is no longer in the store of files").to_owned()),
            Err(error) => Some(error.to_string()),
        };
        wrong.extend(said.map(|said| format!("{} {sha256}: {said}", lang.pick("tệp", "file"))));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let count = wrong.len();
    let first = match lang {
        Lang::Vi => format!("chiso: nhật ký khớp dữ liệu, nhưng {count} tệp đã lưu bị mất hoặc bị thay đổi:"),
        Lang::En => format!("chiso: the journal fits the data, but stored files are gone or changed: {count}:"),
    };
    Err(Failure::Files(std::iter::once(first).chain(wrong).collect()))
}
