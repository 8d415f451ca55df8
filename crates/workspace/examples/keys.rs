//! Makes a store in a folder with a key for each operation of the API that needs one, and writes them into `keys.json` there: `cargo xtask fuzz-api` runs it.
//!
//! `keys FOLDER`: the store is `FOLDER/data`.

#[path = "../tests/workspace/common/held.rs"]
mod held;

use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use chiso_access::Role;
use chiso_identity::{ApiKey, digest};
use chiso_model::Lang;
use chiso_store::{Act, Location, Store, StoreError, keys};
use held::held;
use serde_json::{Map, Value, json};

/// Each operation that needs a key, what the key may do, and the role of whoever made it: no key does more than its maker.
const KEYS: [(&str, &str, Role); 3] = [
    ("/api/v1/imports/results", "result-import:create", Role::NationalCoordinator),
    ("/api/v1/keys/self", "result-import:create", Role::NationalCoordinator),
    ("/api/v1/journal", "journal:see", Role::Inspector),
];
/// The country, for which the keys are.
const AGENCY: &str = "viet-nam";

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("keys FOLDER");
        return ExitCode::from(2);
    };
    match made(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn made(folder: &Path) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    let texts = runtime.block_on(async {
        let store = Store::open(&Location::Folder(folder.join("data"))).await;
        let store = store.map_err(|error| error.message(Lang::En))?;
        let mut texts = Map::new();
        for (path, scope, role) in KEYS {
            let key = ApiKey::generate().map_err(|error| format!("{error:?}"))?;
            texts.insert(path.to_owned(), Value::String(key.text()));
            let act = Act::new("system", "test.key", now_us());
            let kept = store.write(act, move |w| keep(w, path, scope, role, &key)).await;
            kept.map_err(|error| error.message(Lang::En))?;
        }
        Ok::<_, String>(texts)
    })?;
    std::fs::write(folder.join("keys.json"), Value::Object(texts).to_string()).map_err(|error| error.to_string())
}

/// A key of an operation, and the person who made it.
fn keep(w: &mut chiso_store::Writer<'_>, path: &str, scope: &str, role: Role, key: &ApiKey) -> Result<(), StoreError> {
    let maker = format!("maker of {path}");
    w.add_person(&maker, &maker, &format!("{}@example.org", key.id), "vi")?;
    w.insert(&held(&format!("role of {maker}"), &maker, role, None))?;
    w.insert(&keys::ApiKey {
        id: key.id.clone(),
        agency: Some(AGENCY.to_owned()),
        name: path.to_owned(),
        hash: digest(&key.text()),
        scopes: json!([scope]),
        created: now_us(),
        made_by: maker,
        expires: None,
        revoked: None,
    })
}

/// Now, microseconds since 1970, UTC.
#[allow(clippy::disallowed_methods, reason = "a program of its own")]
fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
