//! Which language a reader gets.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use chiso_model::Lang;

/// The language of a path segment.
pub fn of_tag(tag: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
}

/// The language a browser asks for; Vietnamese where it asks for neither, or for nothing.
///
/// `Accept-Language` lists ranges with weights (RFC 9110, 12.5.4); the heaviest that we speak wins, the earlier one among equals.
pub fn of_headers(headers: &HeaderMap) -> Lang {
    let Some(wanted) = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else { return Lang::Vi };
    let mut best = (Lang::Vi, 0.0);
    for range in wanted.split(',') {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight =
            parts.find_map(|part| part.trim().strip_prefix("q=").and_then(|q| q.parse::<f64>().ok())).unwrap_or(1.0);
        let Some(lang) = of_tag(tag.split('-').next().unwrap_or_default()) else { continue };
        if weight > best.1 {
            best = (lang, weight);
        }
    }
    best.0
}

/// The language at the start of the address, or else the one that the browser asks for.
pub fn of_request(parts: &Parts) -> Lang {
    let tag = parts.uri.path().split('/').nth(1).unwrap_or_default();
    of_tag(tag).unwrap_or_else(|| of_headers(&parts.headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_we_speak_wins() {
        for (wanted, lang) in [
            ("", Lang::Vi),
            ("en", Lang::En),
            ("en-GB,en;q=0.9", Lang::En),
            ("fr,de;q=0.5", Lang::Vi),
            ("fr,en;q=0.3", Lang::En),
            ("vi-VN,vi;q=0.9,en;q=0.8", Lang::Vi),
            ("en;q=0.8,vi;q=0.9", Lang::Vi),
            ("en;q=0, vi;q=0", Lang::Vi),
            ("EN-us", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, wanted.parse().unwrap());
            assert_eq!(of_headers(&headers), lang, "{wanted}");
        }
        assert_eq!(of_headers(&HeaderMap::new()), Lang::Vi);
    }
}
