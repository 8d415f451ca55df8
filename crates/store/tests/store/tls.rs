//! An encrypted connection to PostgreSQL, to a server that is who it says it is.

use std::process::Command;

use chiso_store::{Location, Store};

use crate::common::server::Server;
use crate::common::{act, runtime};

/// Where the child writes; set, it makes the test `child` the child.
const STORE: &str = "CHISO_TLS_STORE";

/// Not a test of its own: the process that has its own variables of the environment.
#[test]
fn child() {
    let Ok(store) = std::env::var(STORE) else { return };
    runtime().block_on(async {
        let said = match Store::open(&store.parse::<Location>().unwrap()).await {
            Ok(store) => {
                store.write(act("t"), |w| w.set("a", "1")).await.unwrap();
                assert_eq!(store.read(|r| r.setting("a")).await.unwrap().as_deref(), Some("1"));
                "kept".to_owned()
            }
            Err(error) => error.to_string(),
        };
        println!("\nsaid {said}");
    });
}

fn open(address: &str, trusted: &std::path::Path) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tls::child", "--nocapture", "--test-threads=1"])
        .env(STORE, address)
        .env("SSL_CERT_FILE", trusted)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("said ")).unwrap_or_else(|| panic!("{text}")).to_owned()
}

#[test]
fn a_server_is_trusted_by_its_certificate_alone() {
    let Some(mut server) = Server::start() else { return };
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (trusted, not_this) = (folder.path().join("own.pem"), folder.path().join("other.pem"));
    std::fs::write(&trusted, own.cert.pem()).unwrap();
    std::fs::write(&not_this, other.cert.pem()).unwrap();
    let require = format!("{}?sslmode=require", server.address());

    // A server without TLS is not used in the clear instead.
    let said = open(&require, &trusted);
    assert!(said.contains("server does not support TLS"), "{said}");

    server.kill();
    server.put("server.crt", &own.cert.pem());
    server.put("server.key", &own.signing_key.serialize_pem());
    server.put("pg_hba.conf", "hostssl all all 127.0.0.1/32 trust\n");
    server.again(&["ssl=on"]);
    assert_eq!(open(&require, &trusted), "kept");
    let said = open(&require, &not_this);
    assert!(said.contains("invalid peer certificate"), "{said}");
    let named = require.replace("127.0.0.1", "localhost");
    let said = open(&named, &trusted);
    assert!(said.contains("invalid peer certificate"), "{said}");
    // Unasked, nothing is encrypted, and this server wants it.
    let said = open(&server.address(), &trusted);
    assert!(said.contains("no encryption"), "{said}");
}
