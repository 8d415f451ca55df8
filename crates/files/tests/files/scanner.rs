//! A real clamd, started here with a signature of its own: the test file that EICAR made for trying scanners.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chiso_files::{Declared, PutError, Refusal, Rules, Scanner, ScannerAddress};
use tokio::net::TcpListener;

use crate::place::Place;
use crate::samples::PDF;

const NAME: Declared<'_> = Declared { name: "a.txt", media_type: None };

/// EICAR's test file, in two parts so that no scanner takes this source for it.
fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

struct Clamd {
    process: Child,
    port: u16,
    directory: tempfile::TempDir,
}

impl Drop for Clamd {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Clamd {
    fn socket(&self) -> PathBuf {
        self.directory.path().join("clamd.ctl")
    }

    /// None where it is not installed, which a continuous integration may not be.
    async fn start() -> Option<Clamd> {
        let Some(program) = ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"]
            .into_iter()
            .find(|path| Path::new(path).exists())
        else {
            assert!(std::env::var_os("CI").is_none(), "clamd is missing: apt-get install clamav-daemon");
            eprintln!("skipped: clamd is not installed (apt-get install clamav-daemon)");
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name).display().to_string();
        // Its signature: name, any kind of file, at the beginning, the content in hexadecimal digits.
        let hex = eicar().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        std::fs::create_dir(path("database")).unwrap();
        std::fs::write(path("database/test.ndb"), format!("Eicar-Test:0:0:{hex}\n")).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let settings = format!(
            "Foreground yes\nDatabaseDirectory {}\nLocalSocket {}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nStreamMaxLength 1M\nTemporaryDirectory {}\n",
            path("database"),
            path("clamd.ctl"),
            directory.path().display()
        );
        std::fs::write(path("clamd.conf"), settings).unwrap();
        let process = Command::new(program)
            .args(["-c", &path("clamd.conf")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let clamd = Clamd { process, port, directory };
        for _ in 0..300 {
            if clamd.over_socket().ping().await.is_ok() && clamd.over_network().ping().await.is_ok() {
                return Some(clamd);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("clamd does not answer");
    }

    fn over_socket(&self) -> Scanner {
        Scanner { address: ScannerAddress::Socket(self.socket()), timeout: Duration::from_secs(20) }
    }

    fn over_network(&self) -> Scanner {
        let address = ScannerAddress::Tcp { host: "127.0.0.1".to_owned(), port: self.port };
        Scanner { address, timeout: Duration::from_secs(20) }
    }
}

fn rules(scanner: Scanner) -> Rules {
    Rules { scanner: Some(scanner), ..Rules::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn clamd_lets_clean_files_in_and_keeps_others_out() {
    let Some(clamd) = Clamd::start().await else { return };
    for scanner in [clamd.over_socket(), clamd.over_network()] {
        for place in Place::both().await {
            let vault = place.open_with(rules(scanner.clone()));
            vault.put_bytes(PDF, &Declared { name: "a.pdf", ..NAME }).await.unwrap();
            let before = place.everything();
            let infected = vault.put_bytes(eicar(), &NAME).await;
            let name = "Eicar-Test.UNOFFICIAL".to_owned();
            assert_eq!(infected, Err(PutError::Refused(Refusal::Infected { name })), "{}", place.name);
            // More than clamd takes, by its settings above: it says so and hangs up while we still write.
            let large = vault.put_bytes("a\n".repeat(2_000_000), &NAME).await;
            assert!(matches!(large, Err(PutError::Refused(Refusal::NotScanned { .. }))), "{large:?}");
            assert_eq!(place.everything(), before, "{}", place.name);
            // Without a scanner the same file is only a text.
            place.open().put_bytes(eicar(), &NAME).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_answer_no_file_is_taken_in() {
    // One that takes connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let tcp = |port| ScannerAddress::Tcp { host: "127.0.0.1".to_owned(), port };
    let place = Place::folder();
    for address in [tcp(1), tcp(port), ScannerAddress::Socket(place.on_disk("no.ctl"))] {
        let scanner = Scanner { address: address.clone(), timeout: Duration::from_millis(300) };
        assert!(scanner.ping().await.is_err(), "{address:?}");
        let vault = place.open_with(rules(scanner));
        let refused = vault.put_bytes("chữ", &NAME).await;
        assert!(matches!(refused, Err(PutError::Refused(Refusal::NotScanned { .. }))), "{address:?} {refused:?}");
        assert_eq!(place.everything(), [""; 0], "{address:?}");
    }
    drop(silent);
}
