//! Help, version, schema, completions.

use crate::program::Place;

#[test]
fn help_speaks_one_language_at_a_time() {
    let place = Place::with(&[]);
    for (line, vi, en) in [
        ("--help", "Cách dùng: chiso [TÙY CHỌN] [LỆNH]", "Usage: chiso [OPTIONS] [COMMAND]"),
        (
            "compute --help",
            "Cách dùng: chiso compute [TÙY CHỌN] --facts <TỆP>... --out <THƯ MỤC> <BỘ TIÊU CHÍ>",
            "Usage: chiso compute [OPTIONS] --facts <FILE>... --out <DIR> <RULEBOOK>",
        ),
        ("rulebook -h", "Cách dùng: chiso rulebook [TÙY CHỌN] <LỆNH>", "Usage: chiso rulebook [OPTIONS] <COMMAND>"),
    ] {
        for (lang, usage) in [("vi", vi), ("en", en)] {
            let text = place.run(&format!("{line} --lang {lang}")).well().out;
            assert!(text.lines().any(|l| l == usage), "{text}");
            assert!(!text.contains(" / "), "{text}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    let place = Place::with(&[]);
    assert_eq!(place.run("--version").well().out, format!("chiso {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_schema_is_json() {
    let place = Place::with(&[]);
    let schema: serde_json::Value = serde_json::from_str(&place.run("schema").well().out).unwrap();
    assert!(schema["properties"]["tree"].is_object());
}

#[test]
fn every_shell_gets_its_completions() {
    let place = Place::with(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(place.run(&format!("completions {shell}")).well().out.contains("exclude-units"), "{shell}");
    }
}
