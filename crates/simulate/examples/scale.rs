//! Fills a store in a folder for a measurement under load, and writes beside it, into `load.json`, what the measuring client needs: `cargo xtask round-load` runs it.
//!
//! `scale FOLDER [--small]`: the store is `FOLDER/data`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use chiso_catalogue::Catalogue;
use chiso_files::{Rules, Vault};
use chiso_model::Lang;
use chiso_simulate::{Installation, Scale, Scaled, fill};
use chiso_store::{Location, Store};
use serde_json::json;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (folder, small) = match words.as_slice() {
        [folder] => (PathBuf::from(folder), false),
        [folder, "--small"] => (PathBuf::from(folder), true),
        _ => {
            eprintln!("scale FOLDER [--small]");
            return ExitCode::from(2);
        }
    };
    match made(&folder, small) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn made(folder: &std::path::Path, small: bool) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    let scale = Scale {
        seed: 34,
        now_us: now_us(),
        provinces: if small { 3 } else { 34 },
        // 34 provinces x 2 rounds x 118 is 8,024.
        papers: if small { 5 } else { 118 },
        communes: if small { 20 } else { 3_321 },
        criteria: if small { (2, 5) } else { (6, 10) },
        sessions: 50,
    };
    let scaled = runtime.block_on(async {
        let data = folder.join("data");
        let store = Store::open(&Location::Folder(data.clone())).await.map_err(|error| error.message(Lang::En))?;
        let files = chiso_files::Location::Folder(data.join("files"));
        let vault = Vault::open(&files, Rules::default()).map_err(|error| error.message(Lang::En))?;
        let catalogue = Arc::new(Catalogue::load().map_err(|error| error.message(Lang::En))?);
        let place = Installation::open(store, vault, catalogue, scale.now_us).await;
        let place = place.map_err(|error| error.message(Lang::En))?;
        fill(&place, &scale).await.map_err(|refusal| refusal.message(Lang::En))
    })?;
    let Scaled { provinces, communes, units, commune_units, sessions, papers } = scaled;
    let [appraised, entering] = provinces;
    let sessions: Vec<_> = sessions.iter().map(|(role, cookie)| json!({"role": role.id(), "cookie": cookie})).collect();
    let told = json!({
        "appraised": appraised,
        "entering": entering,
        "communes": communes,
        "units": units,
        "commune_units": commune_units,
        "sessions": sessions,
    });
    std::fs::write(folder.join("load.json"), told.to_string()).map_err(|error| error.to_string())?;
    let (units, communes) = (units.len(), commune_units.len());
    let criteria = scale.criteria.0 * scale.criteria.1;
    let seconds = (now_us() - scale.now_us) / 1_000_000;
    println!(
        "filled: {units} provinces x 88 sub-criteria x 2 rounds, {papers} evidence files, {communes} communes x {criteria} criteria ({seconds} s)"
    );
    Ok(())
}

/// Now, microseconds since 1970, UTC.
#[allow(clippy::disallowed_methods, reason = "sessions must not have ended when the server is asked")]
fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
