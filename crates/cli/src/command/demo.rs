//! `chiso demo`

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_model::Lang;
use chiso_simulate::{Demo, Filled, Installation, Keys};
use chiso_store::{Location, Store};

use crate::configuration::Installation as Wanted;
use crate::failure::Failure;
use crate::wording::Wrong;
use crate::{files, kept};

/// The file that holds what generators of one-time codes are set up with.
const KEYS: &str = "demo-keys.txt";

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Số khởi tạo: cùng một số thì số liệu mô phỏng như nhau (mặc định 2024) / Seed: the same one gives the same simulated data (else 2024)
    #[arg(long, value_name = "N", default_value = "2024", hide_default_value = true, value_parser = seed)]
    seed: u64,
    /// Chỉ vài đơn vị thay cho tất cả các tỉnh, để xem nhanh / A handful of units in place of all provinces, for a quick look
    #[arg(long)]
    small: bool,
    #[command(flatten)]
    installation: Wanted,
}

fn seed(text: &str) -> Result<u64, Wrong> {
    text.parse().map_err(|_| Wrong::new("viết một số nguyên từ 0 trở lên", "write a whole number from 0 on"))
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    if arguments.installation.store.is_none() {
        return Err(Failure::Usage(
            lang.pick(
                "hãy nêu nơi ghi dữ liệu mô phỏng bằng “--store”, ví dụ: chiso demo --store thu-nghiem (xem: chiso demo --help)",
                "say with `--store` where the simulated data go, for example: chiso demo --store trial (see: chiso demo --help)",
            )
            .to_owned(),
        ));
    }
    let failed = |message: String| Failure::one(kept::line(&message));
    let location = kept::location(&settings, lang)?;
    if let Location::Folder(folder) = &location
        && folder.is_file()
    {
        let shown = folder.display();
        return Err(Failure::Usage(match lang {
            Lang::Vi => format!("“{shown}” là một tệp; hãy nêu một thư mục sau “--store” (xem: chiso demo --help)"),
            Lang::En => format!("`{shown}` is a file; name a folder after `--store` (see: chiso demo --help)"),
        }));
    }
    let now_us = kept::now_us();
    let keys = settings.store.folder.join(KEYS);
    if keys.exists() {
        let shown = keys.display();
        return Err(Failure::Usage(match lang {
            Lang::Vi => format!("“{shown}” đã có từ lần chạy trước; hãy chọn nơi khác bằng “--store”"),
            Lang::En => format!("`{shown}` is there from an earlier run; choose another place with `--store`"),
        }));
    }
    let filled = kept::runtime()?.block_on(async {
        let store = Store::open(&location).await.map_err(|error| failed(error.message(lang)))?;
        let vault = chiso_server::vault(&settings).map_err(|error| failed(error.message(lang)))?;
        let catalogue = Arc::new(Catalogue::load().map_err(|error| failed(error.message(lang)))?);
        let place =
            Installation::open(store, vault, catalogue, now_us).await.map_err(|error| failed(error.message(lang)))?;
        files::tell(lang.pick(
            "chiso: đang ghi dữ liệu mô phỏng, có thể mất một phút…",
            "chiso: writing simulated data, which may take a minute…",
        ));
        let demo = Demo { seed: arguments.seed, now_us, small: arguments.small };
        let filled = async {
            let surveys = place.surveys(&chiso_server::ballots(&settings), now_us).await?;
            chiso_simulate::demo(&place, &surveys, &demo).await
        };
        filled.await.map_err(|refusal| failed(refusal.message(lang)))
    })?;
    write_keys(&keys, &filled.keys, lang)?;
    let place = arguments.installation.store.as_deref().unwrap_or_default();
    files::print(&summary(&filled, &keys, place, lang), lang)
}

/// Writes what generators of one-time codes are set up with into a file that only its owner may read.
fn write_keys(path: &PathBuf, keys: &Keys, lang: Lang) -> Result<(), Failure> {
    let mut text = lang
        .pick(
            "# Mã thiết lập của những người dùng mô phỏng: nhập vào ứng dụng tạo mã một lần.\n",
            "# Set-up keys of the simulated people: enter one into an app that makes one-time codes.\n",
        )
        .to_owned();
    for (player, address) in &keys.generators {
        let _ = writeln!(text, "\n{} <{}>\n{address}", player.name, player.mail);
    }
    let written = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    written().map_err(|error| {
        let (path, why) = (path.display(), files::why_not_written(&error, lang));
        Failure::one(format!("chiso: {path}: {why}"))
    })
}

/// What was made, how to sign in, and what to do next.
fn summary(filled: &Filled, keys: &Path, place: &str, lang: Lang) -> String {
    let Filled { people, finished_units, running_units, inside_units, papers, decided, surveyed, asking, .. } = filled;
    let (password, shown) = (&filled.keys.password, keys.display());
    let mut text = match lang {
        Lang::Vi => format!(
            "Đã ghi dữ liệu mô phỏng (không phải số liệu thật):\n\
             \x20 đợt năm 2024, đã công bố và đính chính một lần: {finished_units} tỉnh, thành phố; hội đồng quyết định {decided} nội dung\n\
             \x20 đợt năm 2025, đang thẩm định lần đầu: {running_units} tỉnh, thành phố\n\
             \x20 đợt trong một thành phố, đang tự đánh giá: {inside_units} sở\n\
             \x20 khảo sát năm 2025, đã công bố: {} tỉnh, thành phố, {} phiếu trên {} người được mời\n\
             \x20 khảo sát đang thu phiếu: {} sở, {} phiếu trên {} người được mời\n\
             \x20 {papers} tài liệu kiểm chứng, {people} người dùng\n\n\
             Mật khẩu chung, chỉ hiện một lần: {password}\n\
             Mã thiết lập ứng dụng tạo mã một lần: {shown}\n\
             Người dùng để thử:\n",
            surveyed.units, surveyed.ballots, surveyed.invited, asking.units, asking.ballots, asking.invited
        ),
        Lang::En => format!(
            "Simulated data were written (none of it is real):\n\
             \x20 a round for 2024, published and corrected once: {finished_units} provinces and cities; the council decided {decided} items\n\
             \x20 a round for 2025, in its first appraisal: {running_units} provinces and cities\n\
             \x20 a round inside one city, in self-assessment: {inside_units} departments\n\
             \x20 a survey of 2025, published: {} provinces and cities, {} ballots of {} people invited\n\
             \x20 a survey that takes ballots: {} departments, {} ballots of {} people invited\n\
             \x20 {papers} pieces of evidence, {people} people\n\n\
             The password of all, shown this once: {password}\n\
             Set-up keys for an app that makes one-time codes: {shown}\n\
             People to try:\n",
            surveyed.units, surveyed.ballots, surveyed.invited, asking.units, asking.ballots, asking.invited
        ),
    };
    let mut told: Vec<Role> = Vec::new();
    for (player, _) in &filled.keys.generators {
        let Some(role) = player.role().filter(|role| !told.contains(role)) else { continue };
        told.push(role);
        let _ = writeln!(text, "  {} – {}", player.mail, role.name().get(lang));
    }
    let (survey, round, asked) = (&surveyed.id, &filled.running, &asking.id);
    text + &match lang {
        Lang::Vi => format!(
            "\nNên xem:\n\
             \x20 /vi/published/surveys/{survey} – kết quả khảo sát, ai cũng xem được\n\
             \x20 /vi/rounds/{round}/setup/values – điều phối viên lấy điểm khảo sát vào đợt năm 2025\n\
             \x20 /vi/surveys/{asked} – khảo sát đang thu phiếu: tự trả lời, phỏng vấn, phiếu giấy\n\n\
             Tiếp theo: chiso serve --store {place}\n"
        ),
        Lang::En => format!(
            "\nWhat to look at:\n\
             \x20 /en/published/surveys/{survey} – results of a survey, open to everybody\n\
             \x20 /en/rounds/{round}/setup/values – a coordinator takes its scores into the round of 2025\n\
             \x20 /en/surveys/{asked} – a survey that takes ballots: by oneself, by interview, on paper\n\n\
             Next: chiso serve --store {place}\n"
        ),
    }
}
