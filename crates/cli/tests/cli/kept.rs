//! `chiso journal`, `chiso backup`, `chiso restore`: a store is filled, looked at, tampered with, backed up and restored.

use chiso_files::{Declared, Rules, Vault};
use chiso_store::files::File;
use chiso_store::{Act, Location, Store, StoreError};

use crate::program::Place;

/// 22 November 2026, 07:00 in Việt Nam.
const NOW: i64 = 1_795_305_600_000_000;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// A place with a store in the folder `data`, with two changes and a stored file.
fn place() -> Place {
    let place = Place::with(&[("notes.txt", "no archive")]);
    let folder = place.path("data");
    runtime().block_on(async {
        let store = Store::open(&Location::Folder(folder.clone())).await.unwrap();
        let act = |name: &str, at: i64| Act::new("p-1", name, NOW + at * 86_400_000_000);
        store.write(act("setting.change", 0), |w| w.set("quota", "10")).await.unwrap();
        let changed = act("setting.change", 1).because("theo công văn 12").requested("r-9");
        store.write(changed, |w| w.set("quota", "11")).await.unwrap();
        let vault = Vault::open(&chiso_files::Location::Folder(folder.join("files")), Rules::default()).unwrap();
        let declared = Declared { name: "a.txt", media_type: None };
        let stored = vault.put_bytes("minh chứng số 1\n".repeat(9000).into_bytes(), &declared).await.unwrap();
        store
            .write(act("file.add", 2), move |w| {
                w.insert(&File {
                    sha256: stored.sha256.to_string(),
                    size: i64::try_from(stored.size).unwrap(),
                    media_type: stored.media_type.to_owned(),
                    name: "a.txt".to_owned(),
                    created: NOW,
                    made_by: "p-1".to_owned(),
                })?;
                Ok::<(), StoreError>(())
            })
            .await
            .unwrap();
    });
    place
}

fn by_hand(place: &Place, sql: &str) {
    rusqlite::Connection::open(place.path("data/chiso.sqlite")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = place();
    place.run("backup there.zip --store data").well();
    let hash = "viết số thứ tự, dấu hai chấm và 64 chữ số thập lục phân, như “chiso backup” đã in ra (xem: chiso journal verify --help)";
    let hash_en = "write the number, a colon and 64 hexadecimal digits, as `chiso backup` printed them (see: chiso journal verify --help)";
    let nothing = "Không có kho dữ liệu chiso ở nowhere. Hãy kiểm tra “--store”.";
    let nothing_en = "There is no store of chiso at nowhere. Check `--store`.";
    let whole = "viết một số nguyên từ 1 trở lên (xem: chiso journal show --help)";
    let whole_en = "write a whole number from 1 on (see: chiso journal show --help)";
    let day = "viết ngày dạng “2026-11-22” (xem: chiso journal show --help)";
    let day_en = "write a day as `2026-11-22` (see: chiso journal show --help)";
    let none = "Đây không phải là bản sao lưu của chiso, hoặc tệp bị cắt cụt. Hãy dùng tệp do “chiso backup” ghi ra.";
    let none_en = "This is no backup of chiso, or it was cut off. Use a file that `chiso backup` wrote.";
    let cases: Vec<(&str, i32, String, String)> = [
        ("journal", 2, "thiếu tên lệnh; chọn một trong: verify, show (xem: chiso journal --help)", "a command is missing; choose one of: verify, show (see: chiso journal --help)"),
        ("journal verfy", 2, "không có lệnh “verfy”; có phải là “verify”? (xem: chiso journal --help)", "there is no command `verfy`; did you mean `verify`? (see: chiso journal --help)"),
        ("journal verify data", 2, "thừa tham số “data” (xem: chiso journal verify --help)", "one argument too many: `data` (see: chiso journal verify --help)"),
        ("journal verify --stor data", 2, "không có tùy chọn “--stor”; có phải là “--store”? (xem: chiso journal verify --help)", "there is no option `--stor`; did you mean `--store`? (see: chiso journal verify --help)"),
        ("journal verify --store nowhere", 1, nothing, nothing_en),
        ("journal show --abuot file", 2, "không có tùy chọn “--abuot”; có phải là “--about”? (xem: chiso journal show --help)", "there is no option `--abuot`; did you mean `--about`? (see: chiso journal show --help)"),
        ("journal show --limit", 2, "“--limit <SỐ>” cần một giá trị (xem: chiso journal show --help)", "`--limit <N>` needs a value (see: chiso journal show --help)"),
        ("journal show --store nowhere", 1, nothing, nothing_en),
        ("backup", 2, "thiếu <TỆP> (xem: chiso backup --help)", "missing: <FILE> (see: chiso backup --help)"),
        ("backup a.zip b.zip", 2, "thừa tham số “b.zip” (xem: chiso backup --help)", "one argument too many: `b.zip` (see: chiso backup --help)"),
        ("backup there.zip", 2, "“there.zip” đã có; thêm --force để ghi đè", "`there.zip` is there already; add --force to overwrite it"),
        ("backup data", 2, "“data”: đây là thư mục; hãy chỉ ra một tệp", "`data`: this is a directory; name a file"),
        ("backup a.zip --store nowhere", 1, nothing, nothing_en),
        ("backup no/where/a.zip --store data", 1, "no/where/a.zip: không có thư mục này; hãy kiểm tra đường dẫn", "no/where/a.zip: there is no such directory; check the path"),
        ("restore", 2, "thiếu <TỆP> (xem: chiso restore --help)", "missing: <FILE> (see: chiso restore --help)"),
        ("restore a.zip --accept", 2, "không có tùy chọn “--accept”; có phải là “--accept-findings”? (xem: chiso restore --help)", "there is no option `--accept`; did you mean `--accept-findings`? (see: chiso restore --help)"),
        ("restore data", 2, "“data”: đây là thư mục; hãy chỉ ra một tệp", "`data`: this is a directory; name a file"),
        ("restore gone.zip", 1, "gone.zip: không có tệp này; hãy kiểm tra đường dẫn", "gone.zip: there is no such file; check the path"),
        ("restore notes.txt --store new", 1, &format!("notes.txt: {none}"), &format!("notes.txt: {none_en}")),
        ("restore there.zip --store data", 1, "there.zip: Kho dữ liệu đã có dữ liệu (bảng journal). Chỉ khôi phục vào một kho trống: hãy chỉ ra thư mục mới hoặc cơ sở dữ liệu mới bằng “--store”.", "there.zip: The store holds something already (table journal). A backup is restored into an empty one: name a new folder or a new database with `--store`."),
    ]
    .into_iter()
    .map(|(line, code, vi, en)| (line, code, vi.to_owned(), en.to_owned()))
    .chain(["12", "12:ab", "x:00"].map(|given| {
        let line: &str = format!("journal verify --head {given}").leak();
        (line, 2, format!("“--head <SỐ:MÃ>” không nhận giá trị “{given}”: {hash}"), format!("`--head <SEQ:HASH>` does not take the value `{given}`: {hash_en}"))
    }))
    .chain([("--limit", "SỐ", "N", "0", whole, whole_en), ("--before", "SỐ", "N", "x", whole, whole_en), ("--from", "NGÀY", "DAY", "2026-13-01", day, day_en)].map(
        |(option, vi, en, given, why, why_en)| {
            let line: &str = format!("journal show {option} {given}").leak();
            (line, 2, format!("“{option} <{vi}>” không nhận giá trị “{given}”: {why}"), format!("`{option} <{en}>` does not take the value `{given}`: {why_en}"))
        },
    ))
    .collect();
    for (line, code, vi, en) in cases {
        for (lang, wanted) in [("vi", &vi), ("en", &en)] {
            let answer = place.run(&format!("{line} --lang {lang}"));
            assert_eq!(answer.err, format!("chiso: {wanted}\n"), "{line}");
            assert_eq!((answer.code, answer.out.as_str()), (code, ""), "{line}");
        }
    }
    assert!(!place.path("nowhere").exists() && !place.path("a.zip").exists());
    assert!(!place.path("new").exists(), "a restore that fails leaves no folder behind");
}

#[test]
fn the_journal_is_checked_and_what_was_changed_by_hand_is_named() {
    let place = place();
    let well = place.run("journal verify --store data --lang en").well().out;
    let head = well.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let unchecked = "The 1 stored file was not checked; add --files to check it.\n";
    assert_eq!(well, format!("The journal fits the data: 3 entries, 2 rows; last entry: {head}\n{unchecked}"));
    assert!(head.starts_with("3:") && head.len() == 66);
    let vi = place.run(&format!("journal verify --head {head}")).well().out;
    assert_eq!(
        vi,
        format!(
            "Nhật ký khớp dữ liệu: 3 mục, 2 dòng; mục cuối: {head}\nChưa kiểm tra 1 tệp đã lưu; thêm --files để kiểm tra.\n"
        )
    );

    let other = format!("3:{}", "0".repeat(64));
    let answer = place.run(&format!("journal verify --head {other} --lang en"));
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert_eq!(
        answer.err,
        "chiso: the journal does not fit the data; findings: 1:\njournal, entry 3: it is not the one whose fingerprint was noted elsewhere\n"
    );

    by_hand(&place, "UPDATE setting SET value = '99'; UPDATE journal SET actor = 'p-2' WHERE seq = 1");
    let answer = place.run("journal verify");
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert_eq!(
        answer.err,
        "chiso: nhật ký không khớp dữ liệu ở 2 chỗ:\nnhật ký, mục 1: nội dung đã bị sửa\nbảng setting, dòng “quota”: đã bị sửa ngoài nhật ký (mục nhật ký cuối về dòng này: 2)\n"
    );
}

/// The paths of the files below a folder.
fn stored(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { stored(&path) } else { vec![path] }).collect()
}

#[test]
fn stored_files_are_checked_by_their_hash() {
    let place = place();
    let well = place.run("journal verify --files --lang en").well().out;
    assert!(well.ends_with("\nThe 1 stored file is whole.\n"), "{well}");
    assert!(place.run("journal verify --files").well().out.ends_with("\n1 tệp đã lưu còn nguyên vẹn.\n"));
    let [file] = stored(&place.path("data/files")).try_into().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let writable = || {
        let mut rights = std::fs::metadata(&file).unwrap().permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "a folder of this test alone")]
        rights.set_readonly(false);
        std::fs::set_permissions(&file, rights).unwrap();
    };
    writable();
    std::fs::write(&file, bytes).unwrap();
    let answer = place.run("journal verify --files");
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(
        answer.err.starts_with("chiso: nhật ký khớp dữ liệu, nhưng 1 tệp đã lưu bị mất hoặc bị thay đổi:\ntệp "),
        "{}",
        answer.err
    );
    place.run("journal verify").well();
    std::fs::remove_file(&file).unwrap();
    let answer = place.run("journal verify --files --lang en");
    assert!(answer.code == 1 && answer.err.contains(": is no longer in the store of files\n"), "{}", answer.err);
}

#[test]
fn a_restore_that_fails_takes_away_what_it_made_and_nothing_else() {
    let place = place();
    place.run("backup well.zip --store data").well();
    by_hand(&place, "UPDATE setting SET value = '99'");
    place.run("backup changed.zip --store data").well();
    // A folder that was not there, nor those above it; by then the files have been put in their places.
    assert_eq!(place.run("restore changed.zip --store deep/below/new").code, 1);
    assert!(!place.path("deep").exists());
    // A folder that was there, with something in it.
    std::fs::create_dir_all(place.path("there/files")).unwrap();
    std::fs::write(place.path("there/files/mine.txt"), "mine").unwrap();
    std::fs::write(place.path("there/note.txt"), "mine").unwrap();
    assert_eq!(place.run("restore changed.zip --store there").code, 1);
    let left: Vec<_> = stored(&place.path("there"));
    assert_eq!(left.len(), 2, "{left:?}");
    // A store that is there is left alone.
    assert_eq!(place.run("restore well.zip --store data").code, 1);
    place.run("journal show --store data").well();
    place.run("restore well.zip --store there").well();
}

#[test]
fn entries_are_shown_as_asked_for() {
    let place = place();
    let changed = "2  2026-11-23 07:00:00  p-1  setting.change  update setting “quota”\n    trước: {\"value\":\"10\"}\n    sau: {\"value\":\"11\"}\n    lý do: theo công văn 12\n    yêu cầu: r-9\n";
    assert_eq!(place.run("journal show --from 2026-11-23 --to 2026-11-23").well().out, changed);
    let numbers = |line: &str| -> Vec<String> {
        let text = place.run(&format!("journal show {line} --lang en")).well().out;
        text.lines()
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split("  ").next().unwrap().to_owned())
            .collect()
    };
    for (line, wanted) in [
        ("", &["3", "2", "1"][..]),
        ("--limit 1", &["3"]),
        ("--before 3", &["2", "1"]),
        ("--about setting --key quota", &["2", "1"]),
        ("--act file.add", &["3"]),
        ("--actor p-2", &[]),
        ("--to 2026-11-22", &["1"]),
        ("--from 2026-11-24", &["3"]),
    ] {
        assert_eq!(numbers(line), wanted, "{line}");
    }
}

#[test]
fn a_backup_is_restored_with_its_files_and_its_journal() {
    let place = place();
    let told = place.run("backup all.zip --store data --lang en").well();
    let head = told.out.rsplit(' ').next().unwrap().trim().to_owned();
    assert!(
        told.out.starts_with("all.zip: ") && told.out.contains(", 1 files; last entry of the journal: 3:"),
        "{}",
        told.out
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(place.path("all.zip")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(place.run("restore all.zip --store new --lang en").well().out, told.out);
    let verified = place.run(&format!("journal verify --store new --head {head} --lang en")).well().out;
    assert!(verified.starts_with(&format!("The journal fits the data: 3 entries, 2 rows; last entry: {head}\n")));
    assert_eq!(place.run("journal show --store new").well().out, place.run("journal show --store data").well().out);
    let again = place.run("backup again.zip --store new --lang en").well();
    assert_eq!(again.out.replace("again.zip", "all.zip"), told.out);
    assert_eq!(place.names("new/files").len(), place.names("data/files").len());

    // A file that is gone is told, and the rest is backed up.
    std::fs::remove_dir_all(place.path("data/files")).unwrap();
    let told = place.run("backup all.zip --store data --force --lang en").well();
    assert!(
        told.err.starts_with("note: these files are gone or were changed, the backup does not hold them: `"),
        "{}",
        told.err
    );
    assert!(told.out.contains(", 0 files;"), "{}", told.out);

    // What was changed by hand is in the backup as it is, and is not restored unasked.
    by_hand(&place, "UPDATE setting SET value = '99'");
    place.run("backup changed.zip --store data").well();
    let refused = place.run("restore changed.zip --store third --lang en");
    assert_eq!(refused.code, 1);
    assert_eq!(
        refused.err,
        "chiso: The journal does not fit the rows of the backup (1 findings); nothing was restored. Add `--accept-findings` to take it nevertheless:\ntable setting, row `quota`: changed without the journal (last entry about it: 2)\n"
    );
    place.run("restore changed.zip --store third --accept-findings").well();
    assert_eq!(place.run("journal verify --store third").code, 1);
    assert_eq!(place.names("").iter().filter(|name| name.contains(".part")).count(), 0);
}

/// Ballots of a survey, given one after the other by people who exchanged their invitations.
fn ballots(place: &Place, people: std::ops::Range<u32>) {
    use chiso_ballot::{BOX, Ballot, BallotBox, Batching, Cast, Code, Issued, REGISTER, Register};
    let folder = place.path("data/ballots");
    std::fs::create_dir_all(&folder).unwrap();
    let quick = Batching { most: 1, wait: std::time::Duration::ZERO };
    runtime().block_on(async {
        let register = Register::open(&folder.join(REGISTER), quick).unwrap();
        let ballots = BallotBox::open(&folder.join(BOX), quick, |_| ()).unwrap();
        ballots.between_copies("s", 5).await.unwrap();
        for person in people {
            let code = Code::of(&person.to_string());
            register.invite("s", vec![code]).await.unwrap();
            assert_eq!(register.exchange("s", code, &[1], "2026-11-22").await.unwrap(), Issued::Now);
            let ballot = Ballot {
                campaign: "s".to_owned(),
                people: "s/000001".to_owned(),
                day: "2026-11-22".to_owned(),
                answers: "{}".to_owned(),
            };
            let mut mark = [0; 32];
            mark[..4].copy_from_slice(&person.to_be_bytes());
            assert_eq!(ballots.cast(mark, ballot).await.unwrap(), Cast::Counted);
        }
    });
}

#[test]
fn ballots_go_along_and_two_backups_have_enough_of_them_between_them() {
    let place = place();
    ballots(&place, 0..7);
    place.run("backup one.zip --store data").well();
    ballots(&place, 7..9);
    let refused = "chiso: khảo sát s mới có thêm 2 phiếu từ lần sao lưu trước, cần ít nhất 5: ai giữ cả hai bản sẽ biết các phiếu này là của 2 người vừa trả lời. Hãy sao lưu sau, hoặc thêm “--few-ballots” nếu vẫn phải sao lưu ngay";
    let answer = place.run("backup two.zip --store data");
    assert_eq!((answer.code, answer.err.trim_end()), (1, refused));
    assert!(!place.path("two.zip").exists());
    place.run("backup two.zip --store data --few-ballots").well();
    ballots(&place, 9..14);
    place.run("backup three.zip --store data").well();
    place.run("restore three.zip --store new").well();
    let restored = rusqlite::Connection::open(place.path("new/ballots").join(chiso_ballot::BOX)).unwrap();
    let count: i64 = restored.query_row("SELECT count(*) FROM ballot", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 14);
    assert!(place.path("new/ballots").join(chiso_ballot::REGISTER).exists());
    let left: Vec<_> = std::fs::read_dir(place.path("data")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("copy")), "{left:?}");
}
