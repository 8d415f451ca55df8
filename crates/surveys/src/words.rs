//! The words of these pages: one file for each thing and language, joined here.

chiso_web::words!(in "../i18n": "list" "answer" "overview" "setup" "questionnaire" "results" "people" "callbacks" "sheets" "published" "interview");

#[cfg(test)]
mod tests {
    use chiso_web::words::SHARED;

    use super::*;

    #[test]
    fn every_key_is_defined_and_used() {
        let problems = chiso_web::words::check(env!("CARGO_MANIFEST_DIR").as_ref(), SOURCE, &[SHARED]);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
