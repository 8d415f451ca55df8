//! The program is killed while it takes files in: what it acknowledged is there, and nothing is there by half.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use chiso_files::{Declared, FileHash, Location, Rules, Vault};

use crate::place::Place;
use crate::samples::PDF;

/// Names the folder in the process that is to be killed.
const FOLDER: &str = "CHISO_TEST_FOLDER";
const ROUNDS: u64 = 25;

/// Takes files in until it is killed, and says which it has, each on a line.
async fn take_files_in(folder: PathBuf) {
    let vault = Vault::open(&Location::Folder(folder), Rules::default()).unwrap();
    for number in 0_u32.. {
        let mut content = PDF.to_vec();
        content.extend(format!("{} {number}\n", std::process::id()).repeat(1000 * (1 + number as usize % 20)).bytes());
        let stored = vault.put_bytes(content, &Declared { name: "a.pdf", media_type: None }).await.unwrap();
        println!("took {} in", stored.sha256);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_and_nothing_is_there_by_half() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return take_files_in(folder.into()).await;
    }
    let place = Place::folder();
    let vault = place.open();
    let mut acknowledged: Vec<FileHash> = Vec::new();
    for round in 0..ROUNDS {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::nothing_acknowledged_is_lost_and_nothing_is_there_by_half", "--nocapture"])
            .env(FOLDER, place.on_disk(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Moments that fall into starting, spooling, writing and naming alike.
        tokio::time::sleep(Duration::from_millis(30 + round * 17 % 190)).await;
        process.kill().unwrap();
        process.wait().unwrap();
        let mut said = String::new();
        process.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        let hashes =
            said.lines().filter_map(|line| line.strip_prefix("took ")?.strip_suffix(" in")?.parse::<FileHash>().ok());
        acknowledged.extend(hashes);
    }
    assert!(acknowledged.len() > 20, "only {} files were taken in: the test proves little", acknowledged.len());
    let report = vault.verify(acknowledged.iter().copied()).await;
    assert_eq!((report.good, report.findings), (acknowledged.len() as u64, vec![]));
    assert_eq!(vault.verify_all().await.unwrap().findings, []);
}

#[tokio::test]
async fn what_a_killed_upload_leaves_is_in_nobodys_way() {
    let place = Place::folder();
    let vault = place.open();
    let hex = FileHash::of(PDF).to_string();
    let half = place.on_disk(&format!("{}/{hex}#1", &hex[..2]));
    std::fs::create_dir_all(half.parent().unwrap()).unwrap();
    std::fs::write(half, &PDF[..10]).unwrap();
    assert_eq!(vault.list().await.unwrap(), []);
    let stored = vault.put_bytes(PDF, &Declared { name: "a.pdf", media_type: None }).await.unwrap();
    assert!(stored.is_new);
    let report = vault.verify_all().await.unwrap();
    assert_eq!((report.good, report.findings), (1, vec![]));
}
