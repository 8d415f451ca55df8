//! The words of the public pages, over those that all pages share.

pub(crate) use chiso_web::tell;

chiso_web::words!("../i18n/vi.ftl", "../i18n/en.ftl");

#[cfg(test)]
mod tests {
    use super::*;
    use chiso_model::Lang;

    #[test]
    fn every_key_is_defined_and_used() {
        let problems =
            chiso_web::words::check(env!("CARGO_MANIFEST_DIR").as_ref(), SOURCE, &[chiso_web::words::SHARED]);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn english_has_a_singular() {
        assert_eq!(tell!(Lang::En, "count-units", count = 1, shown = "1"), "1 unit");
        assert_eq!(tell!(Lang::En, "count-units", count = 63, shown = "63"), "63 units");
        assert_eq!(tell!(Lang::Vi, "count-units", count = 63, shown = "63"), "63 đơn vị");
    }
}
