//! `chiso journal verify`

use chiso_model::Lang;

use crate::configuration::Installation;
use crate::failure::Failure;
use crate::wording::Wrong;
use crate::{files, kept};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Mục nhật ký đã ghi lại ở nơi khác, dạng `số:mã băm` / An entry of the journal noted elsewhere, as `number:fingerprint`
    #[arg(long, value_name = "SEQ:HASH", value_parser = noted)]
    head: Option<(i64, String)>,
    #[command(flatten)]
    installation: Installation,
}

fn noted(text: &str) -> Result<(i64, String), Wrong> {
    let parts = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse::<i64>().ok()?, hash)));
    let sound =
        |(seq, hash): &(i64, &str)| *seq >= 0 && hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit());
    parts.filter(sound).map(|(seq, hash)| (seq, hash.to_owned())).ok_or_else(|| {
        Wrong::new(
            "viết số thứ tự, dấu hai chấm và 64 chữ số thập lục phân, như `chiso backup` đã in ra",
            "write the number, a colon and 64 hexadecimal digits, as `chiso backup` printed them",
        )
    })
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let verdict = kept::runtime()?.block_on(async {
        let store = kept::existing(&settings, lang).await?;
        let verdict = store.verify(arguments.head.clone()).await;
        verdict.map_err(|error| Failure::one(kept::line(&error.message(lang))))
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
    let head = format!("{}:{}", verdict.last, verdict.head);
    files::print(
        &match lang {
            Lang::Vi => format!("Nhật ký khớp dữ liệu: {entries} mục, {rows} dòng; mục cuối: {head}\n"),
            Lang::En => format!("The journal fits the data: {entries} entries, {rows} rows; last entry: {head}\n"),
        },
        lang,
    )
}
