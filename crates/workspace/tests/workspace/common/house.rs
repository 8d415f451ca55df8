//! The workspace as people use it: browsers with cookies over the real routes, a clock that a test turns.
#![allow(unreachable_pub, reason = "a test")]

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use chiso_catalogue::Catalogue;
use chiso_store::Store;
use chiso_web::Caller;
use chiso_workspace::Desk;
use totp_rs::{Builder, Secret};
use tower::ServiceExt as _;

use super::common::NOW;

pub const PASSWORD: &str = "ruộng bậc thang mùa nước đổ";
pub const OTHER_PASSWORD: &str = "chợ nổi buổi sớm tinh mơ";
pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load().unwrap());

/// A running workspace.
pub struct House {
    pub desk: Arc<Desk>,
    pub store: Store,
    router: Router,
    now: Arc<AtomicI64>,
}

/// What somebody saw.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub to: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// Somebody with a browser.
#[derive(Debug, Clone)]
pub struct Browser {
    pub address: IpAddr,
    pub cookies: BTreeMap<String, String>,
    csrf: String,
}

impl House {
    pub fn of(store: Store) -> House {
        House::with(store.clone(), super::common::desk(store))
    }

    pub fn with(store: Store, desk: Desk) -> House {
        desk.replace_register(CATALOGUE.register().clone());
        let desk = Arc::new(desk);
        let now = Arc::new(AtomicI64::new(NOW));
        let (asked, clock) = (Arc::clone(&desk), Arc::clone(&now));
        let router = chiso_workspace::routes().with_state::<()>(Arc::clone(&desk)).into_router().layer(from_fn(
            move |mut request: Request, next: Next| {
                let (desk, now) = (Arc::clone(&asked), clock.load(Ordering::Relaxed));
                async move {
                    let mut caller = Caller::anonymous(now);
                    "r".clone_into(&mut caller.request_id);
                    caller.address = request.headers()["x-address"].to_str().unwrap().parse().unwrap();
                    let cookies: Vec<String> = request
                        .headers()
                        .get_all(header::COOKIE)
                        .iter()
                        .map(|value| value.to_str().unwrap().to_owned())
                        .collect();
                    let caller = desk.caller_of_cookies(caller, cookies.iter().map(String::as_str)).await.unwrap();
                    request.extensions_mut().insert(caller);
                    next.run(request).await
                }
            },
        ));
        House { desk, store, router, now }
    }

    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    pub fn wait(&self, us: i64) {
        self.now.fetch_add(us, Ordering::Relaxed);
    }

    /// Turns the clock to a moment in seconds.
    pub fn turn_to(&self, seconds: i64) {
        self.now.store(seconds * SECOND, Ordering::Relaxed);
    }

    /// The caller as the server makes it of a browser's cookies.
    pub async fn caller(&self, browser: &Browser) -> Caller {
        let mut caller = Caller::anonymous(self.now());
        caller.address = browser.address;
        "r".clone_into(&mut caller.request_id);
        self.desk.caller_of_cookies(caller, [browser.cookie_header().as_str()]).await.unwrap()
    }

    /// The link by which the first administrator comes in.
    pub async fn first_link(&self) -> String {
        self.desk.first_administrator_link(self.now()).await.unwrap().unwrap()
    }

    /// The first administrator, signed in, with a second factor; and the secret of it.
    pub async fn administrator(&self) -> (Browser, String) {
        let mut browser = Browser::at("203.0.113.1");
        let fields = [
            ("name", "Trần Thị Hương"),
            ("mail", "huong@example.vn"),
            ("lang", "vi"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let page = browser.follow(self, &self.first_link().await, &fields).await;
        assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/vi/work"), "{}", page.body);
        let secret = browser.set_up_second_factor(self).await;
        (browser, secret)
    }

    /// Somebody whom the administrator invites with a role and who has chosen a password; with a second factor where the role may do anything that needs one.
    pub async fn person(
        &self,
        administrator: &mut Browser,
        name: &str,
        mail: &str,
        role: &str,
        agency: &str,
    ) -> (Browser, String) {
        let (id, link) = administrator.invite(self, name, mail, role, agency).await;
        let mut browser = Browser::at("203.0.113.9");
        let page = browser.follow(self, &link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        (browser, id)
    }

    /// Everything that the journal says, as one text.
    pub async fn journal(&self) -> String {
        let filter = chiso_store::JournalFilter { limit: 10_000, ..chiso_store::JournalFilter::default() };
        let entries = self.store.read(move |r| r.journal(&filter)).await.unwrap();
        format!("{entries:?}")
    }

    pub async fn verified(&self) {
        assert_eq!(self.store.verify(None).await.unwrap().findings, []);
    }
}

impl Page {
    pub fn ok(self) -> Page {
        assert_eq!(self.status, StatusCode::OK, "{} {}", self.to, self.body);
        self
    }

    /// What stands under an id.
    pub fn under(&self, id: &str) -> String {
        let start = self.body.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {}", self.body));
        let rest = &self.body[start..];
        let rest = &rest[rest.find('>').unwrap() + 1..];
        rest[..rest.find("</").unwrap()].replace("&#38;", "&").trim().to_owned()
    }

    /// The secret of a second factor, which stands there for whoever cannot scan.
    pub fn secret(&self) -> String {
        let texts = self.body.split("<dd").skip(1);
        let texts = texts.map(|rest| rest[rest.find('>').unwrap() + 1..rest.find("</dd").unwrap()].replace(' ', ""));
        texts
            .map(|text| text.trim().to_owned())
            .find(|text| text.len() == 32 && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
            .unwrap_or_else(|| panic!("no secret in {}", self.body))
    }

    /// The hidden fields of the last form.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let form = self.body.rsplit("<form").next().unwrap();
        let of = |text: &str, name: &str| {
            text.split(&format!("{name}=\"")).nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
        };
        form.split("<input")
            .filter(|piece| piece.contains("type=\"hidden\""))
            .filter_map(|piece| Some((of(piece, "name")?, of(piece, "value")?)))
            .filter(|(name, _)| name != "csrf")
            .map(|(name, value)| (name, value.replace("&#38;", "&").replace("&#10;", "\n")))
            .collect()
    }

    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    pub fn set_cookies(&self) -> Vec<String> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}

impl Browser {
    pub fn at(address: &str) -> Browser {
        Browser { address: address.parse().unwrap(), cookies: BTreeMap::new(), csrf: String::new() }
    }

    pub fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn get(&mut self, house: &House, path: &str) -> Page {
        self.send(house, Request::get(path), Body::empty()).await
    }

    /// Sends a form with the token of the page last seen.
    pub async fn post(&mut self, house: &House, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("csrf", self.csrf.clone())];
        all.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(house, request, Body::from(body)).await
    }

    /// Sends a form with a file and the token of the page last seen.
    pub async fn post_file(
        &mut self,
        house: &House,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> Page {
        let line = "----------form";
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        for (field, value) in fields.iter().copied().chain([("csrf", csrf.as_str())]) {
            let part = format!("--{line}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let part = format!(
            "--{line}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{line}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={line}"))
            .header("sec-fetch-site", "same-origin");
        self.send(house, request, Body::from(body)).await
    }

    async fn send(&mut self, house: &House, request: axum::http::request::Builder, body: Body) -> Page {
        let request = request
            .header(header::COOKIE, self.cookie_header())
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
            .header("x-address", self.address.to_string())
            .body(body)
            .unwrap();
        let response = house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(to_bytes(body, 10_000_000).await.unwrap().to_vec()).unwrap();
        let to = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let page = Page { status: parts.status, to, headers: parts.headers, body };
        for cookie in page.set_cookies() {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some((_, rest)) = page.body.split_once("name=\"csrf\" value=\"") {
            rest[..rest.find('"').unwrap()].clone_into(&mut self.csrf);
        }
        page
    }

    /// Sends what a page shows before something is done, as it is.
    pub async fn confirm(&mut self, house: &House, path: &str, preview: &Page) -> Page {
        let fields = preview.hidden();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(house, path, &fields).await
    }

    /// Sends a form and goes where the answer leads.
    pub async fn post_on(&mut self, house: &House, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(house, path, fields).await;
        if page.status == StatusCode::SEE_OTHER { self.get(house, &page.to).await } else { page }
    }

    /// Forgets the token of forms, as a page of another session would carry.
    pub fn forget_token(&mut self) {
        self.csrf = "0".repeat(64);
    }

    pub async fn sign_in(&mut self, house: &House, mail: &str, password: &str) -> Page {
        self.get(house, "/vi/sign-in").await;
        self.post(house, "/vi/sign-in", &[("mail", mail), ("password", password)]).await
    }

    /// Shows a code at the door.
    pub async fn show_code(&mut self, house: &House, code: &str) -> Page {
        self.get(house, "/vi/second-factor").await.ok();
        self.post(house, "/vi/second-factor", &[("code", code)]).await
    }

    pub async fn sign_out(&mut self, house: &House) -> Page {
        self.get(house, "/vi/sign-out").await.ok();
        self.post(house, "/vi/sign-out", &[]).await
    }

    /// Follows a link that was sent, and sends the form that is there.
    pub async fn follow(&mut self, house: &House, link: &str, fields: &[(&str, &str)]) -> Page {
        self.get(house, &path_of(link)).await.ok();
        self.post(house, &path_of(link), fields).await
    }

    /// Switches the second factor on; gives its secret.
    pub async fn set_up_second_factor(&mut self, house: &House) -> String {
        self.get(house, "/vi/account/second-factor").await.ok();
        self.post(house, "/vi/account/second-factor/begin", &[]).await;
        let secret = self.get(house, "/vi/account/second-factor").await.ok().secret();
        let code = code(&secret, house.now());
        let page = self.post(house, "/vi/account/second-factor/confirm", &[("code", &code)]).await.ok();
        assert!(page.says("Đã bật xác thực hai lớp"), "{}", page.body);
        self.get(house, "/vi/work").await.ok();
        secret
    }

    /// Invites somebody; gives the id and the link.
    pub async fn invite(
        &mut self,
        house: &House,
        name: &str,
        mail: &str,
        role: &str,
        agency: &str,
    ) -> (String, String) {
        self.get(house, "/vi/people/new").await.ok();
        let fields = [("name", name), ("mail", mail), ("lang", "vi"), ("role", role), ("agency", agency)];
        let page = self.post_on(house, "/vi/people/new", &fields).await.ok();
        let (_, rest) = page.body.split_once("/vi/people/").unwrap();
        let id = page
            .body
            .split("/vi/people/")
            .skip(1)
            .map(|rest| rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>())
            .find(|id| id.len() == 32)
            .unwrap_or_else(|| panic!("no id in {rest}"));
        (id, page.under("link"))
    }
}

/// The code that an app shows for a secret.
pub fn code(secret: &str, now_us: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_digits(6).with_skew(1).with_step_duration(30).build().unwrap();
    totp.generate(u64::try_from(now_us / SECOND).unwrap()).to_string()
}

/// The path of an address.
pub fn path_of(link: &str) -> String {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest[rest.find('/').unwrap()..].to_owned()
}
