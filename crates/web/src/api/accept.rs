//! Whether a client takes what can be answered (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// Whether `Accept` allows one of `media_types`; without the header, everything is taken.
pub(super) fn takes(headers: &HeaderMap, media_types: &[String]) -> bool {
    let mut ranges = headers.get_all(header::ACCEPT).iter().peekable();
    if ranges.peek().is_none() || media_types.is_empty() {
        return true;
    }
    let text: Vec<&str> = ranges.filter_map(|value| value.to_str().ok()).collect();
    let text = text.join(",");
    let ranges: Vec<(&str, bool)> = text.split(',').filter_map(range).collect();
    // A header that holds no range at all says nothing.
    ranges.is_empty() || media_types.iter().any(|media_type| takes_one(&ranges, media_type))
}

/// The most exact range that fits decides.
fn takes_one(ranges: &[(&str, bool)], media_type: &str) -> bool {
    let kind = media_type.split('/').next().unwrap_or_default();
    let fits = |wanted: &str| {
        let mut fitting = ranges.iter().filter(|(range, _)| range.eq_ignore_ascii_case(wanted)).peekable();
        fitting.peek().is_some().then(|| fitting.any(|(_, wanted)| *wanted))
    };
    fits(media_type).or_else(|| fits(&format!("{kind}/*"))).or_else(|| fits("*/*")).unwrap_or(false)
}

/// A range, and whether it is wanted: `q=0` says that it is not.
fn range(part: &str) -> Option<(&str, bool)> {
    let mut pieces = part.split(';').map(str::trim);
    let range = pieces.next().filter(|range| range.contains('/'))?;
    let weight = pieces.find_map(|piece| piece.strip_prefix("q=").or_else(|| piece.strip_prefix("Q=")));
    Some((range, weight.and_then(|weight| weight.parse::<f32>().ok()).is_none_or(|weight| weight > 0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn what_a_client_takes_is_in_its_header() {
        for (accept, taken) in [
            (None, true),
            (Some("*/*"), true),
            (Some("application/*"), true),
            (Some("text/html, application/json;q=0.9"), true),
            (Some("Application/JSON"), true),
            (Some("application/json; charset=utf-8"), true),
            (Some(""), true),
            (Some("text/html"), false),
            (Some("application/xml, text/*"), false),
            (Some("application/json;q=0"), false),
            (Some("application/json;q=0, */*"), false),
            (Some("*/*;q=0.1"), true),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
            }
            assert_eq!(takes(&headers, &["application/json".to_owned()]), taken, "{accept:?}");
        }
    }
}
