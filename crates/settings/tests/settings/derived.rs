//! What is written from the table is what the table says today.

use std::path::Path;

use chiso_model::Lang;
use chiso_settings::SECTIONS;

use crate::read;

/// Compares a file of the repository with its text; `CHISO_UPDATE=1` writes it.
fn same(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("CHISO_UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    let stands = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(stands == text, "{path} is not what the table says: run CHISO_UPDATE=1 cargo test -p chiso-settings");
}

#[test]
fn docs_are_those_of_the_table() {
    same("docs/settings.md", &chiso_settings::document());
}

#[test]
fn the_example_file_is_that_of_the_table() {
    same("deploy/chiso.toml", &chiso_settings::example());
}

#[test]
fn the_example_file_can_be_used_as_it_is() {
    let settings = read(&chiso_settings::example(), &[]).unwrap();
    assert_eq!(*settings, *read("", &[]).unwrap());
}

#[test]
fn every_line_of_the_example_file_can_be_used() {
    let awake = |line: &str| match line.strip_prefix("# ") {
        Some(rest)
            if rest
                .split_once(" = ")
                .is_some_and(|(key, _)| key.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())) =>
        {
            rest.to_owned()
        }
        _ => line.to_owned(),
    };
    let text: Vec<String> = chiso_settings::example().lines().map(awake).collect();
    let text = text.join("\n").replace("/etc/chiso/", "/run/").replace("mail_password", "secret");
    let text = text.replace("/run/store_password", "/run/secret").replace("/run/files_s3_secret_key", "/run/secret");
    let text = text.replace("/run/oidc_client_secret", "/run/secret").replace("/run/sms_secret", "/run/secret");
    let problems = read(&text, &[]).unwrap_err();
    let told: Vec<String> = problems.iter().map(|problem| problem.message(Lang::En).to_owned()).collect();
    // A folder and a bucket are the one choice that the example shows both sides of.
    assert_eq!(told, ["files lie in one place; keep only one of files.folder and files.s3_bucket"]);
}

#[test]
fn every_setting_is_told_in_both_languages_and_its_default_fits() {
    for setting in SECTIONS.iter().flat_map(|section| section.settings) {
        let name = setting.name();
        assert!(setting.vi != setting.en && !setting.vi.ends_with('.') && !setting.en.ends_with('.'), "{name}");
        assert!(setting.secret || !setting.example.is_empty(), "{name} has neither a default nor an example");
        assert!(setting.variable().starts_with("CHISO_"), "{name}");
    }
    assert_eq!(
        read("", &[]).unwrap().rows().len(),
        SECTIONS.iter().map(|section| section.settings.len()).sum::<usize>()
    );
}
