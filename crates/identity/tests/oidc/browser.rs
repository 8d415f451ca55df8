//! As much of a browser as the provider's own pages need: cookies, redirects, forms.

use std::collections::BTreeMap;

use chiso_identity::Callback;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

/// An address of which the provider knows several places; nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:1/";
/// Where the provider sends people back to.
pub(crate) const BACK: &str = "http://127.0.0.1:1/back";

pub(crate) struct Browser {
    client: Client,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A browser that trusts a root certificate, if one is given.
    pub(crate) fn new(root: Option<&[u8]>) -> Browser {
        let _by_another_test = rustls::crypto::ring::default_provider().install_default();
        let mut client = Client::builder().redirect(Policy::none());
        if let Some(root) = root {
            client = client.tls_certs_only([reqwest::Certificate::from_pem(root).unwrap()]);
        }
        Browser { client: client.build().unwrap(), cookies: BTreeMap::new() }
    }

    /// Opens the address of the sign-in, logs in, agrees, and stops at what comes back to us.
    pub(crate) async fn sign_in(&mut self, url: &str, login: &str) -> Callback {
        self.through(url, |form| {
            let mut fields = form.hidden.clone();
            if form.page.contains("name=\"login\"") {
                fields.push(("login".to_owned(), login.to_owned()));
                fields.push(("password".to_owned(), "any".to_owned()));
            }
            Some(fields)
        })
        .await
    }

    /// Opens the address of the sign-in and turns back.
    pub(crate) async fn refuse(&mut self, url: &str) -> Callback {
        self.through(url, |_| None).await
    }

    async fn through(&mut self, url: &str, fill: impl Fn(&Form) -> Option<Vec<(String, String)>>) -> Callback {
        let mut url = Url::parse(url).unwrap();
        let mut answer = self.get(&url).await;
        for _ in 0..20 {
            if let Some(location) = answer.headers().get(LOCATION) {
                url = url.join(location.to_str().unwrap()).unwrap();
                if url.as_str().starts_with(NOWHERE) {
                    return callback(&url);
                }
                answer = self.get(&url).await;
                continue;
            }
            let status = answer.status();
            let page = answer.text().await.unwrap();
            assert!(status.is_success(), "{url}: {status}\n{page}");
            let form = Form::read(page);
            answer = if let Some(fields) = fill(&form) {
                url = url.join(&form.action).unwrap();
                self.post(&url, &fields).await
            } else {
                url = url.join(&format!("{}/abort", form.action)).unwrap();
                self.get(&url).await
            };
        }
        panic!("twenty pages and no end, the last was {url}")
    }

    async fn get(&mut self, url: &Url) -> Response {
        let request = self.client.get(url.clone()).header(COOKIE, self.cookie());
        let answer = request.send().await.unwrap();
        self.keep(&answer);
        answer
    }

    async fn post(&mut self, url: &Url, fields: &[(String, String)]) -> Response {
        let request = self.client.post(url.clone()).header(COOKIE, self.cookie()).form(fields);
        let answer = request.send().await.unwrap();
        self.keep(&answer);
        answer
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, answer: &Response) {
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

struct Form {
    page: String,
    action: String,
    hidden: Vec<(String, String)>,
}

impl Form {
    fn read(page: String) -> Form {
        let attribute = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        let tags = |name: &str| {
            page.split(&format!("<{name} "))
                .skip(1)
                .map(|rest| rest.split('>').next().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let action = tags("form")
            .first()
            .and_then(|tag| attribute(tag, "action"))
            .unwrap_or_else(|| panic!("no form in\n{page}"));
        let hidden = tags("input")
            .iter()
            .filter(|tag| tag.contains("type=\"hidden\""))
            .filter_map(|tag| attribute(tag, "name").zip(attribute(tag, "value")))
            .collect();
        Form { page, action, hidden }
    }
}

fn callback(url: &Url) -> Callback {
    let one = |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    Callback {
        code: one("code"),
        state: one("state"),
        iss: one("iss"),
        error: one("error"),
        error_description: one("error_description"),
    }
}
