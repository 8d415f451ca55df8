//! Every shipped rulebook reads without an error, and keeps its canonical form through YAML and workbook.

use std::fs;
use std::path::{Path, PathBuf};

use chiso_model::Lang;
use chiso_rulebook::{Problem, load_yaml, read_xlsx, read_yaml, to_xlsx, to_yaml};

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            out.push(path);
        }
    }
}

fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| problem.line(Lang::En)).collect()
}

#[test]
fn yaml_to_workbook_to_yaml_is_the_same() {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks"), &mut paths);
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let loaded = load_yaml(&text, &name);
        let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", lines(&loaded.problems)));
        let canonical = to_yaml(&rulebook);
        let again =
            read_yaml(&canonical, &name).unwrap_or_else(|problems| panic!("{:#?}\n{canonical}", lines(&problems)));
        assert_eq!(again, rulebook, "{name}");
        for lang in Lang::ALL {
            let bytes = to_xlsx(&rulebook, lang).unwrap();
            let from_workbook = read_xlsx(&bytes, &name).unwrap_or_else(|problems| panic!("{:#?}", lines(&problems)));
            assert_eq!(from_workbook, rulebook, "{name}");
            assert_eq!(to_yaml(&from_workbook), canonical, "{name}");
        }
    }
}
