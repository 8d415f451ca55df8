//! Lists the files of `rulebooks/` and `facts/`, so that adding an index is adding a file.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../..").canonicalize()?;
    let mut files = Vec::new();
    for folder in ["facts", "rulebooks"] {
        list(&root.join(folder), &mut files)?;
    }
    files.sort();
    let mut code = String::from("&[\n");
    for file in files {
        let name: Vec<String> =
            file.strip_prefix(&root)?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        writeln!(code, "    ({:?}, include_str!({:?})),", name.join("/"), file.to_string_lossy())?;
    }
    code.push(']');
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("embedded.rs"), code)?;
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "csv" || e == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
