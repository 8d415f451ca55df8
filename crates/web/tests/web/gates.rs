//! Who is let in, what those hear who are not, and what a form must carry.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use axum::response::IntoResponse;
use chiso_access::{Action, Actor, Assignment, KeyScope, Resource, Role};
use chiso_model::{Date, Lang};
use chiso_web::{BodyLimits, Caller, Fields, Gate, Kind, PageError, Posted, PostedFields, PostedFile, Reason, Routes};
use tower::ServiceExt;

/// Something that an administrator may do with one factor, and something for which two are needed.
const ADMIN_SEES: Gate = Gate::Needs(Resource::Journal, Action::See);

fn routes() -> Routes {
    #[derive(serde::Deserialize)]
    struct Sent {
        name: String,
        #[serde(default)]
        area: Vec<String>,
    }
    Routes::new()
        .page("/{lang}/open", Gate::Public, || async { "open" })
        .page("/{lang}/mine", Gate::SignedIn, || async { "mine" })
        .page("/{lang}/journal", ADMIN_SEES, || async { "journal" })
        .page("/{lang}/absent", Gate::Public, || async { PageError::new(Lang::Vi, Reason::NoPage) })
        .form(
            "/{lang}/open",
            Gate::Public,
            |PostedFields(Fields(pairs)): PostedFields| async move { format!("{pairs:?}") },
        )
        .form("/{lang}/typed", Gate::SignedIn, |Posted(sent): Posted<Sent>| async move {
            format!("{} {}", sent.name, sent.area.join("+"))
        })
        .form("/{lang}/file", Gate::SignedIn, |posted: PostedFile| async move {
            let file = posted.file.map(|file| format!("{} {} {}", file.field, file.name, file.bytes.len()));
            format!("{:?} {file:?}", posted.fields.0)
        })
        .api_get("/api/v1/open", Gate::Public, || async { "api" })
        .api_get("/api/v1/journal", ADMIN_SEES, || async { "api journal" })
        .api_post("/api/v1/import", Gate::SignedIn, || async { "imported" })
        .operation("/healthz", Gate::Public, || async { "well" })
        .form("/{lang}/ballot", Gate::Unnamed, |who: Caller, PostedFields(Fields(pairs)): PostedFields| async move {
            format!("{:?} {:?} {} {pairs:?}", who.actor.person, who.session, who.day)
        })
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Who {
    Nobody,
    Officer,
    Administrator,
    Key,
}

fn caller(who: Who) -> Caller {
    let mut caller = Caller::anonymous(1_795_000_000_000_000);
    let role = match who {
        Who::Nobody => return caller,
        Who::Officer => Role::Officer,
        Who::Administrator => Role::Administrator,
        Who::Key => {
            let scope = KeyScope { resource: Resource::ResultImport, action: Action::Create };
            caller.actor = Actor::key(Vec::new(), vec![scope]);
            return caller;
        }
    };
    caller.actor = Actor::person("p1", vec![Assignment::new(role, "province:31", Date::constant(2026, 1, 1))]);
    caller.actor.second_factor = true;
    "Trần Thị Hương".clone_into(&mut caller.name);
    caller.session = Some("s1".to_owned());
    "token-of-s1".clone_into(&mut caller.csrf);
    caller
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(who: Who, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let router: Router = routes().into_router();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(body.into()).unwrap();
    request.extensions_mut().insert(caller(who));
    request.extensions_mut().insert(BodyLimits { form: 1000, file: 2000 });
    let response = router.oneshot(request).await.unwrap().into_response();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    Answer { status: parts.status.as_u16(), headers: parts.headers, text }
}

#[tokio::test]
async fn every_gate_answers_everyone_as_written() {
    use Who::{Administrator, Key, Nobody, Officer};
    for (who, path, status) in [
        (Nobody, "/vi/open", 200),
        (Nobody, "/vi/mine", 303),
        (Nobody, "/vi/journal", 303),
        (Officer, "/vi/mine", 200),
        (Officer, "/vi/journal", 403),
        (Administrator, "/vi/journal", 200),
        (Key, "/vi/mine", 303),
        (Nobody, "/api/v1/open", 200),
        (Nobody, "/api/v1/journal", 401),
        (Key, "/api/v1/journal", 403),
        (Officer, "/api/v1/journal", 403),
        (Administrator, "/api/v1/journal", 200),
        (Nobody, "/healthz", 200),
        (Nobody, "/vi/nothing", 404),
    ] {
        assert_eq!(ask(who, "GET", path, &[], "").await.status, status, "{who:?} {path}");
    }
}

#[tokio::test]
async fn a_refusal_says_where_to_go() {
    let led = ask(Who::Nobody, "GET", "/en/journal?q=h%E1%BA%A3i&page=2", &[], "").await;
    assert_eq!(led.header("location"), "/en/sign-in?next=%2Fen%2Fjournal%3Fq%3Dh%25E1%25BA%25A3i%26page%3D2");
    let form = ask(Who::Nobody, "POST", "/vi/typed", &[("sec-fetch-site", "same-origin")], "").await;
    assert_eq!((form.status, form.header("location")), (303, "/vi/sign-in?next=%2Fvi%2Fwork"));
    let page = ask(Who::Officer, "GET", "/vi/journal", &[], "").await;
    assert!(page.text.contains("chưa có quyền") && page.text.contains("Trần Thị Hương"), "{}", page.text);
    assert_eq!(page.header("cache-control"), "private, no-store");
    let api = ask(Who::Nobody, "GET", "/api/v1/journal", &[], "").await;
    assert_eq!((api.header("content-type"), api.header("www-authenticate")), ("application/problem+json", "Bearer"));
    assert!(api.text.contains("Authorization: Bearer KEY"), "{}", api.text);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_where_the_table_says_so() {
    let strong = Resource::ALL
        .iter()
        .flat_map(|resource| Action::ALL.iter().map(move |action| (*resource, *action)))
        .find(|(resource, action)| {
            chiso_access::strong(*resource, *action)
                && chiso_access::anywhere(&caller(Who::Administrator).actor, *action, *resource)
        });
    let (resource, action) = strong.expect("an administrator has a right that needs a second factor");
    let mut half = caller(Who::Administrator);
    half.actor.second_factor = false;
    let gate = Gate::Needs(resource, action);
    assert_eq!(gate.refuses(&half, Kind::Page), Some(Reason::SecondFactor));
    assert_eq!(gate.refuses(&caller(Who::Administrator), Kind::Page), None);
}

#[tokio::test]
async fn an_error_of_a_page_is_shown_to_the_one_who_reads() {
    for (who, name) in [(Who::Officer, true), (Who::Nobody, false)] {
        let page = ask(who, "GET", "/vi/absent", &[], "").await;
        assert_eq!((page.status, page.text.contains("Trần Thị Hương")), (404, name), "{who:?}");
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_form_must_come_from_here_and_from_this_session() {
    use Who::{Nobody, Officer};
    let large = format!("csrf=token-of-s1&name={}", "x".repeat(1000));
    for (who, path, site, kind, body, status, wanted) in [
        (Nobody, "/vi/open", "same-origin", FORM, "q=a+b", 200, "[(\"q\", \"a b\")]"),
        (Nobody, "/vi/open", "cross-site", FORM, "q=a", 403, "không được gửi từ trang này"),
        (Nobody, "/vi/open", "", FORM, "q=a", 403, "không được gửi từ trang này"),
        (Officer, "/vi/open", "same-origin", FORM, "q=a", 403, "Biểu mẫu này đã cũ"),
        (Officer, "/vi/open", "same-origin", FORM, "csrf=token-of-s1&q=a", 200, "[(\"q\", \"a\")]"),
        (Officer, "/vi/typed", "same-origin", FORM, "csrf=token-of-s1&name=n&area=1&area=2", 200, "n 1+2"),
        (Officer, "/vi/typed", "same-origin", FORM, "csrf=token-of-s1&name=n", 200, "n "),
        (Officer, "/vi/typed", "same-origin", FORM, "csrf=token-of-s1", 400, "Không đọc được"),
        (Officer, "/vi/typed", "same-origin", FORM, "csrf=token-of-s2&name=n", 403, "Biểu mẫu này đã cũ"),
        (Officer, "/en/typed", "same-origin", FORM, "csrf=&name=n", 403, "This form is out of date"),
        (Officer, "/vi/typed", "cross-site", FORM, "csrf=token-of-s1&name=n", 403, "không được gửi từ trang này"),
        (Officer, "/vi/typed", "same-origin", "application/json", "{}", 400, "Không đọc được"),
        (Officer, "/vi/typed", "same-origin", FORM, &large, 413, "quá lớn"),
    ] {
        let headers: Vec<_> =
            [("sec-fetch-site", site), ("content-type", kind)].into_iter().filter(|h| !h.1.is_empty()).collect();
        let answer = ask(who, "POST", path, &headers, body.to_owned()).await;
        assert_eq!(answer.status, status, "{who:?} {path} {site} {body}");
        assert!(answer.text.contains(wanted), "{who:?} {path} {site} {body}: {}", answer.text);
    }
}

/// A cookie can be sent by another site on somebody's behalf, a key in a header cannot.
#[tokio::test]
async fn the_api_takes_a_key_from_anywhere_and_a_session_from_here_only() {
    for (who, site, status) in [
        (Who::Key, "cross-site", 200),
        (Who::Key, "", 200),
        (Who::Officer, "same-origin", 200),
        (Who::Officer, "cross-site", 403),
        (Who::Officer, "", 403),
        (Who::Nobody, "", 401),
    ] {
        let headers: Vec<_> = [("sec-fetch-site", site)].into_iter().filter(|h| !h.1.is_empty()).collect();
        assert_eq!(ask(who, "POST", "/api/v1/import", &headers, "").await.status, status, "{who:?} {site}");
    }
}

/// Whoever gives a ballot is nobody here, whatever cookie came along; a browser that hides where the form came from is let in.
#[tokio::test]
async fn a_form_that_carries_its_own_right_is_taken_from_everybody_and_from_nobody_in_particular() {
    for who in [Who::Nobody, Who::Officer, Who::Administrator, Who::Key] {
        for site in ["same-origin", "cross-site", ""] {
            let headers: Vec<_> =
                [("sec-fetch-site", site), ("content-type", FORM)].into_iter().filter(|h| !h.1.is_empty()).collect();
            let answer = ask(who, "POST", "/vi/ballot", &headers, "q=a").await;
            assert_eq!(answer.text, "None None 2026-11-18 [(\"q\", \"a\")]", "{who:?} {site}");
            assert!(answer.headers.get("cache-control").is_none());
        }
    }
}

fn in_parts(parts: &[(&str, Option<&str>, &str)]) -> String {
    let mut body = String::new();
    for (name, file, value) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.push_str(
            &["--b\r\ncontent-disposition: form-data; name=\"", name, "\"", &file, "\r\n\r\n", value, "\r\n"].concat(),
        );
    }
    body + "--b--\r\n"
}

#[tokio::test]
async fn a_file_comes_whole_with_the_fields_beside_it() {
    let token = ("csrf", None, "token-of-s1");
    let large = "x".repeat(2000);
    for (parts, status, wanted) in [
        (
            vec![token, ("note", None, "n"), ("table", Some("C:\\tệp\\agencies.csv"), "a,b")],
            200,
            "[(\"note\", \"n\")] Some(\"table agencies.csv 3\")",
        ),
        (vec![("table", Some("a.csv"), "a,b"), token], 200, "Some(\"table a.csv 3\")"),
        (vec![token, ("table", Some(""), "")], 200, "[] None"),
        (vec![("csrf", None, "token-of-s2"), ("table", Some("a.csv"), "a")], 403, "Biểu mẫu này đã cũ"),
        (vec![("table", Some("a.csv"), "a")], 403, "Biểu mẫu này đã cũ"),
        (vec![token, ("table", Some("a.csv"), &large)], 413, "quá lớn"),
    ] {
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=b")];
        let answer = ask(Who::Officer, "POST", "/vi/file", &headers, in_parts(&parts)).await;
        assert_eq!(answer.status, status, "{wanted}: {}", answer.text);
        assert!(answer.text.contains(wanted), "{wanted}: {}", answer.text);
    }
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=b")];
    assert_eq!(ask(Who::Officer, "POST", "/vi/file", &headers, "--b\r\nbroken").await.status, 400);
}

#[test]
fn the_list_of_routes_is_whole() {
    let all = routes().merge(Routes::new().page("/{lang}/more", Gate::Public, || async { "" }));
    let said: Vec<String> =
        all.list().iter().map(|route| format!("{} {} {:?}", route.method, route.path, route.kind)).collect();
    assert_eq!(said.len(), 13);
    assert_eq!(said[4], "POST /{lang}/open Page");
    assert_eq!(said[12], "GET /{lang}/more Page");
}

/// Nothing that a log might print holds a session, a token, or what is in a file.
#[test]
fn no_secret_is_printed() {
    let text = format!("{:?}", caller(Who::Officer));
    assert!(!text.contains("token-of-s1") && !text.contains("s1\""), "{text}");
}
