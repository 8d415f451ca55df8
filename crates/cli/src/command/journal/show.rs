//! `chiso journal show`

use std::fmt::Write as _;

use chiso_model::{Date, Lang};
use chiso_store::{Entry, JournalFilter};
use jiff::tz::TimeZone;

use crate::configuration::Installation;
use crate::failure::Failure;
use crate::wording::{Wrong, quoted};
use crate::{files, kept};

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Chỉ của người này (mã người dùng, `key:` và mã khóa API, hoặc `system`) / Only by this actor (id of a person, `key:` and id of an API key, or `system`)
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    actor: String,
    /// Chỉ việc này, ví dụ `agency.change` / Only this act, as `agency.change`
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    act: String,
    /// Chỉ về bảng này / Only about this table
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    about: String,
    /// Chỉ về dòng có khóa này / Only about the row with this key
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    key: String,
    /// Từ ngày này (giờ Việt Nam) / From this day on (time of Việt Nam)
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    /// Đến hết ngày này (giờ Việt Nam) / Up to this day and with it (time of Việt Nam)
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Date>,
    /// Chỉ các mục trước mục này / Only entries before this one
    #[arg(long, value_name = "N", value_parser = number)]
    before: Option<i64>,
    /// Nhiều nhất bao nhiêu mục (mặc định 50) / At most so many entries (else 50)
    #[arg(long, value_name = "N", default_value = "50", hide_default_value = true, value_parser = number)]
    limit: i64,
    #[command(flatten)]
    installation: Installation,
}

fn day(text: &str) -> Result<Date, Wrong> {
    text.parse().map_err(|_| Wrong::new("viết ngày dạng “2026-11-22”", "write a day as `2026-11-22`"))
}

fn number(text: &str) -> Result<i64, Wrong> {
    let number = text.parse().ok().filter(|number| (1..=10_000_000_000).contains(number));
    number.ok_or_else(|| Wrong::new("viết một số nguyên từ 1 trở lên", "write a whole number from 1 on"))
}

/// Việt Nam: seven hours before UTC, without summer time.
fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

/// When a day begins, microseconds since 1970.
fn begin(day: Date) -> Option<i64> {
    Some(day.to_zoned(zone()).ok()?.timestamp().as_microsecond())
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let settings = arguments.installation.settings(&[], lang)?;
    let filter = JournalFilter {
        before_seq: arguments.before,
        actor: arguments.actor.clone(),
        about: arguments.about.clone(),
        row_key: arguments.key.clone(),
        act: arguments.act.clone(),
        from: arguments.from.and_then(begin),
        to: arguments.to.and_then(|day| begin(day.tomorrow().ok()?)),
        limit: arguments.limit,
        ..JournalFilter::default()
    };
    let entries = kept::runtime()?.block_on(async {
        let store = kept::existing(&settings, lang).await?;
        let entries = store.read(move |reader| reader.journal(&filter)).await;
        entries.map_err(|error: chiso_store::StoreError| Failure::one(kept::line(&error.message(lang))))
    })?;
    files::print(&entries.iter().map(|entry| shown(entry, lang)).collect::<String>(), lang)
}

/// An entry, with what changed on lines of their own.
fn shown(entry: &Entry, lang: Lang) -> String {
    let moment = jiff::Timestamp::from_microsecond(entry.recorded).unwrap_or_default();
    let moment = zone().to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let Entry { seq, actor, act, operation, about, row_key, .. } = entry;
    let row = quoted(row_key, lang);
    let mut text = format!("{seq}  {moment}  {actor}  {act}  {operation} {about} {row}\n");
    for (word, told) in [
        (lang.pick("trước", "before"), &entry.before),
        (lang.pick("sau", "after"), &entry.after),
        (lang.pick("lý do", "reason"), &entry.reason),
        (lang.pick("yêu cầu", "request"), &entry.request),
    ] {
        if let Some(told) = told {
            // What somebody typed does not move the cursor of whoever reads it.
            let told: String = told.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let _ = writeln!(text, "    {word}: {told}");
        }
    }
    text
}
