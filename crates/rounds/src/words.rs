//! The words of these pages: one file for each thing and language, joined here.

chiso_web::words!(in "../i18n": "frame" "heirs" "entry" "appraisal" "council" "publication" "reports" "list" "notices" "open" "overview" "unit" "after");

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
