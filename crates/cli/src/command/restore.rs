//! `chiso restore`

mod made;

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use chiso_model::Lang;
use chiso_store::{ArchiveError, Doors, Findings, Store};

use self::made::Before;
use super::backup::summary;
use crate::configuration::Installation;
use crate::failure::Failure;
use crate::files;
use crate::kept::{self, Files};
use crate::wording;

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
        return Err(Failure::Usage(format!(
            "{}: {}",
            wording::quoted(&shown.to_string(), lang),
            files::a_directory(lang)
        )));
    }
    let not_read =
        |error: std::io::Error| Failure::one(format!("chiso: {shown}: {}", files::why_not_read(&error, lang)));
    let from = BufReader::new(File::open(&arguments.from).map_err(not_read)?);
    let findings = if arguments.accept_findings { Findings::Accept } else { Findings::Refuse };
    let location = kept::location(&settings, lang)?;
    let runtime = kept::runtime()?;
    let before = Before::look(&settings);
    let restored = runtime.block_on(async {
        let opened = Store::open(&location).await;
        let store = opened.map_err(|error| Failure::one(kept::line(&error.message(lang))))?;
        let stored = Files::open(&settings, runtime.handle().clone(), lang)?;
        let manifest = store.restore(from, stored, findings).await.map_err(|error| match error {
            ArchiveError::Findings(_) => {
                Failure::Files(kept::line(&error.message(lang)).lines().map(str::to_owned).collect())
            }
            _ => Failure::one(format!("chiso: {shown}: {}", error.message(lang))),
        })?;
        let doors = store.shut_doors(kept::now_us()).await;
        Ok::<_, Failure>((manifest, doors.map_err(|error| Failure::one(kept::line(&error.message(lang))))?))
    });
    let (manifest, doors) = restored.inspect_err(|_| {
        // Nobody writes there any more by then.
        drop(runtime);
        before.again();
    })?;
    files::print(&(summary(&shown.to_string(), &manifest, lang) + &told(&doors, lang)), lang)
}

/// What was shut, and what the operator must look at.
fn told(doors: &Doors, lang: Lang) -> String {
    let Doors { sessions, links, keys, people } = doors;
    let mut told: Vec<String> = Vec::new();
    if sessions + links > 0 {
        told.push(match lang {
            Lang::Vi => format!(
                "Đã kết thúc {sessions} phiên đăng nhập và thu hồi {links} liên kết dùng một lần: mọi người đăng nhập lại.\n"
            ),
            Lang::En => {
                format!(
                    "{sessions} sessions were ended and {links} one-time links withdrawn: everybody signs in again.\n"
                )
            }
        });
    }
    if *keys > 0 || *people > 0 {
        told.push(match lang {
            Lang::Vi => format!(
                "{keys} khóa API và {people} tài khoản có hiệu lực như lúc sao lưu. Khóa đã thu hồi, người đã ngừng hoặc mật khẩu, vai trò đã đổi sau lúc đó nay trở lại như cũ: hãy rà soát và thu hồi lại trước khi mở hệ thống.\n"
            ),
            Lang::En => format!(
                "{keys} API keys and {people} accounts hold as they did when the backup was made. Keys revoked, people switched off, and passwords and roles changed since then are back as they were: look through them and revoke them again before you open the system.\n"
            ),
        });
    }
    told.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shut_and_what_holds_is_told_where_there_is_any() {
        for (sessions, links, keys, people, vi, en) in [
            (0, 0, 0, 0, vec![], vec![]),
            (2, 1, 0, 0, vec!["Đã kết thúc 2 phiên đăng nhập và thu hồi 1 liên kết"], vec!["2 sessions were ended"]),
            (0, 0, 3, 5, vec!["3 khóa API và 5 tài khoản"], vec!["3 API keys and 5 accounts hold"]),
            (1, 0, 0, 4, vec!["kết thúc 1", "4 tài khoản"], vec!["1 sessions", "4 accounts"]),
        ] {
            let doors = Doors { sessions, links, keys, people };
            for (lang, wanted) in [(Lang::Vi, vi), (Lang::En, en)] {
                let told = told(&doors, lang);
                assert_eq!(told.lines().count(), wanted.len(), "{told}");
                assert!(told.lines().zip(&wanted).all(|(line, wanted)| line.contains(wanted)), "{told}");
            }
        }
    }
}
