//! `chiso verify BUNDLE`: a published result, recomputed from nothing but its bundle.

mod told;

use std::path::{Path, PathBuf};

use chiso_bundle::{PublicKey, verify};
use chiso_model::Lang;

use crate::failure::Failure;
use crate::{files, notes};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Gói công bố tải từ cổng thông tin / Publication bundle, as downloaded from the portal
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    /// Khóa công khai của đơn vị vận hành, biết từ nơi khác: tệp PEM hoặc 64 chữ số thập lục phân / The operator's public key, known from elsewhere: a PEM file or 64 hexadecimal digits
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let trusted = arguments.key.as_deref().map(|key| public_key(key, lang)).transpose()?;
    let bytes = files::read(&arguments.bundle, lang)?;
    let verdict = verify(&bytes, trusted.as_ref())
        .map_err(|error| Failure::one(format!("{}: {}", arguments.bundle.display(), error.message(lang))))?;
    for remark in &verdict.remarks {
        notes::tell(&remark.message(lang), lang);
    }
    files::print(&told::text(&verdict, trusted, lang), lang)?;
    if verdict.holds() {
        return Ok(());
    }
    let count = verdict.findings.len();
    let first = match lang {
        Lang::Vi => format!("chiso: gói công bố không khớp ở {count} chỗ:"),
        Lang::En if count == 1 => "chiso: the bundle does not hold at 1 place:".to_owned(),
        Lang::En => format!("chiso: the bundle does not hold at {count} places:"),
    };
    let lines = verdict.findings.iter().map(|finding| finding.message(lang));
    Err(Failure::Files(std::iter::once(first).chain(lines).collect()))
}

/// A key by its digits, or in a file.
fn public_key(key: &str, lang: Lang) -> Result<PublicKey, Failure> {
    if let Ok(key) = key.parse() {
        return Ok(key);
    }
    let path = Path::new(key);
    if !path.exists() {
        return Err(Failure::Usage(match lang {
            Lang::Vi => format!("--key “{key}” không phải là tệp đang có, cũng không phải 64 chữ số thập lục phân"),
            Lang::En => format!("--key `{key}` is neither a file that is there nor 64 hexadecimal digits"),
        }));
    }
    let bytes = files::read(path, lang)?;
    let text = String::from_utf8_lossy(&bytes);
    text.parse().map_err(|bad: chiso_bundle::BadKey| Failure::one(format!("{key}: {}", bad.text().get(lang))))
}
