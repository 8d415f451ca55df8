//! One page of a list.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Asked;
use crate::json::Json;

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// A page of a list as a JSON array, with the size of the whole list and the addresses of the other pages in headers (`X-Total-Count`; `Link`, RFC 8288).
#[derive(Debug)]
pub struct Listed<T> {
    items: Vec<T>,
    total: usize,
    links: String,
}

impl<T> Listed<T> {
    /// The page that was asked for; only its items are written.
    pub fn of<I: IntoIterator>(all: I, asked: &Asked, write: impl FnMut(I::Item) -> T) -> Listed<T>
    where
        I::IntoIter: ExactSizeIterator,
    {
        let all = all.into_iter();
        let total = all.len();
        let (limit, offset) = asked.page();
        let items = all.skip(offset).take(limit).map(write).collect();
        Listed { items, total, links: links(asked, total, limit, offset) }
    }
}

fn links(asked: &Asked, total: usize, limit: usize, offset: usize) -> String {
    let last = total.saturating_sub(1) / limit.max(1) * limit;
    let previous = (offset > 0).then(|| offset.saturating_sub(limit).min(last));
    let next = (offset + limit < total).then_some(offset + limit);
    [("first", Some(0)), ("prev", previous), ("next", next), ("last", Some(last))]
        .into_iter()
        .filter_map(|(name, at)| Some(format!("<{}>; rel=\"{name}\"", asked.at_offset(at?))))
        .collect::<Vec<_>>()
        .join(", ")
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = Json(&self.items).into_response();
        response.headers_mut().insert(TOTAL, HeaderValue::from(self.total));
        if let Ok(links) = HeaderValue::from_str(&self.links) {
            response.headers_mut().insert(header::LINK, links);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_the_others() {
        for (total, limit, offset, expected) in [
            (0, 2, 0, "first 0, last 0"),
            (2, 2, 0, "first 0, last 0"),
            (5, 2, 0, "first 0, next 2, last 4"),
            (5, 2, 2, "first 0, prev 0, next 4, last 4"),
            (5, 2, 4, "first 0, prev 2, last 4"),
            (5, 2, 90, "first 0, prev 4, last 4"),
        ] {
            let asked = Asked::default();
            let found: Vec<String> = links(&asked, total, limit, offset)
                .split(", ")
                .map(|link| {
                    let (address, name) = link.split_once("; rel=").unwrap();
                    let at = address.split("offset=").nth(1).map_or("0", |rest| rest.trim_end_matches('>'));
                    format!("{} {at}", name.trim_matches('"'))
                })
                .collect();
            assert_eq!(found.join(", "), expected, "{total} {limit} {offset}");
        }
    }
}
