//! Pages before and while one signs in.

mod link;
mod out;
mod password;
mod provider;
mod recover;
mod second_factor;

pub(crate) use link::{chosen, language_field, password_fields};
pub(crate) use password::WayIn;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chiso_model::Lang;
use chiso_web::{Gate, Routes};

use super::{Browser, Opened, Purpose, Step};
use crate::desk::Desk;
use crate::sheet::go;

/// Routes of coming in and going out: open to anyone, because nobody is signed in yet.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new()
        .page("/{lang}/sign-in", Gate::Public, password::page)
        .form("/{lang}/sign-in", Gate::Public, password::sign_in)
        .page("/{lang}/sign-in/provider", Gate::Public, provider::leave)
        .page("/{lang}/sign-in/callback", Gate::Public, provider::come_back)
        .page("/{lang}/sign-out", Gate::Public, out::page)
        .form("/{lang}/sign-out", Gate::Public, out::sign_out)
        .page("/{lang}/second-factor", Gate::Public, second_factor::page)
        .form("/{lang}/second-factor", Gate::Public, second_factor::prove)
        .page("/{lang}/set-up/{token}", Gate::Public, link::first_page)
        .form("/{lang}/set-up/{token}", Gate::Public, link::first)
        .page("/{lang}/invitation/{token}", Gate::Public, link::choose_page(Purpose::Invitation))
        .form("/{lang}/invitation/{token}", Gate::Public, link::choose(Purpose::Invitation))
        .page("/{lang}/recover", Gate::Public, recover::page)
        .form("/{lang}/recover", Gate::Public, recover::ask)
        .page("/{lang}/recover/{token}", Gate::Public, link::choose_page(Purpose::Recovery))
        .form("/{lang}/recover/{token}", Gate::Public, link::choose(Purpose::Recovery))
}

/// What the browser says of itself and has kept.
impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
        Ok(Browser {
            name: parts.headers.get(header::USER_AGENT).and_then(text).unwrap_or_default(),
            cookies: parts.headers.get_all(header::COOKIE).iter().filter_map(text).collect(),
        })
    }
}

/// Where to go after signing in: what the address asks for if it is an address of this site, else one's work. Anything that a browser could take for another site
/// (two slashes, a backslash, a scheme, a control character) is not.
pub(crate) fn next_of(lang: Lang, wanted: &str) -> String {
    let ours = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains(['\\', '\r', '\n', '\t'])
        && !wanted.chars().any(char::is_control);
    let to_the_door = ["/sign-in", "/sign-out", "/second-factor"].iter().any(|door| wanted.contains(door));
    if ours && !to_the_door { wanted.to_owned() } else { format!("/{}/work", lang.tag()) }
}

/// The address of a page of this site with where to go after it.
pub(crate) fn with_next(lang: Lang, rest: &str, next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/{}{rest}?next={next}", lang.tag())
}

/// The address at which a second factor is set up, with where to go after it.
pub(crate) fn set_up(lang: Lang, next: &str) -> String {
    const REST: &str = "/account/second-factor";
    if next == format!("/{}/work", lang.tag()) { format!("/{}{REST}", lang.tag()) } else { with_next(lang, REST, next) }
}

/// Leads a browser on that has just signed in.
pub(crate) fn enter(lang: Lang, opened: &Opened, next: &str) -> Response {
    let to = match opened.step {
        Step::Done => next.to_owned(),
        Step::SecondFactor => with_next(lang, "/second-factor", next),
        Step::SetUp => set_up(lang, next),
    };
    with_cookies(go(&to), &opened.cookies)
}

/// An answer with cookies.
pub(crate) fn with_cookies(mut response: Response, cookies: &[String]) -> Response {
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The value of a pair of the address.
pub(crate) fn pair<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_to_this_site_only() {
        for (wanted, next) in [
            ("/vi/people?q=a", "/vi/people?q=a"),
            ("/en/people", "/en/people"),
            ("", "/vi/work"),
            ("//evil.example", "/vi/work"),
            ("/\\evil.example", "/vi/work"),
            ("https://evil.example/", "/vi/work"),
            ("javascript:alert(1)", "/vi/work"),
            ("/\t/evil.example", "/vi/work"),
            ("/vi/sign-out", "/vi/work"),
            ("/vi/x\r\nSet-Cookie: a=b", "/vi/work"),
        ] {
            assert_eq!(next_of(Lang::Vi, wanted), next, "{wanted}");
        }
    }
}
