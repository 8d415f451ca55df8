//! A key does what its maker may do within one agency, and of that only what its scopes name.

use std::sync::Arc;

use crate::common::{NOW, TODAY, on_both};
use crate::house::{Browser, DAY, House};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use chiso_access::{Action, KeyScope, Resource};
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_model::agency::AgencyId;
use chiso_store::Store;
use chiso_web::Caller;
use chiso_workspace::keys::KeyWish;
use chiso_workspace::{Desk, Refusal};
use tower::ServiceExt as _;

const IMPORT: KeyScope = KeyScope { resource: Resource::ResultImport, action: Action::Create };
const READ: KeyScope = KeyScope { resource: Resource::Journal, action: Action::See };

async fn open(store: Store, files: &std::path::Path) -> House {
    let vault = Vault::open(&Location::Folder(files.to_owned()), Rules::default()).unwrap();
    let desk = crate::common::desk(store.clone()).with_files(vault);
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    House::with(store, desk)
}

fn wish(agency: &str, scopes: &[KeyScope]) -> KeyWish {
    let agency = AgencyId::new(agency).unwrap();
    KeyWish { agency, name: "đồng bộ".to_owned(), scopes: scopes.to_vec(), until: Some(TODAY) }
}

async fn known(desk: &Desk, text: &str, now: i64) -> Option<Caller> {
    desk.caller_of_key(Caller::anonymous(now), text).await.unwrap()
}

/// The answer of an operation to a key: status and body.
async fn ask(house: &House, key: &str, method: &str, path: &str, kind: &str, body: &str) -> (u16, serde_json::Value) {
    let caller = known(&house.desk, key, house.now()).await.unwrap_or_else(|| Caller::anonymous(house.now()));
    let router = chiso_workspace::routes().with_state::<()>(Arc::clone(&house.desk)).into_router();
    let mut request = Request::builder().method(method).uri(path).header("content-type", kind);
    request.extensions_mut().unwrap().insert(caller);
    let response = router.oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{path}: {error}: {bytes:?}")))
}

async fn coordinator(house: &House) -> (Browser, Browser) {
    let (mut administrator, _) = house.administrator().await;
    let (mut person, _) =
        house.person(&mut administrator, "Lê Thị Điều Phối", "dieuphoi@example.vn", "national-coordinator", "").await;
    person.set_up_second_factor(house).await;
    (administrator, person)
}

#[test]
fn a_key_has_what_its_maker_has_within_its_agency_and_what_its_scopes_name() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store, files.path()).await;
        let (administrator, mut person) = coordinator(&house).await;
        let maker = house.caller(&person).await;
        // Scopes that the maker has not, or that need a second factor, cannot be given.
        for scopes in [vec![], vec![READ], vec![KeyScope { resource: Resource::ApiKey, action: Action::Create }]] {
            let refused = house.desk.make_key(&maker, wish("viet-nam", &scopes)).await.unwrap_err();
            assert!(matches!(refused, Refusal::Fields(_)), "{refused:?}");
        }
        let country = house.desk.make_key(&maker, wish("viet-nam", &[IMPORT])).await.unwrap();
        let hue = house.desk.make_key(&maker, wish("46", &[IMPORT])).await.unwrap();
        let reader = house.desk.make_key(&house.caller(&administrator).await, wish("viet-nam", &[READ])).await.unwrap();
        assert!(known(&house.desk, &format!("{}x", hue.text), house.now()).await.is_none());

        let csv =
            |unit: &str| format!("index,year,level,unit,value,source\npar-index,2019,province,{unit},80.5,Bộ Nội vụ\n");
        let post = |key: String, path: &'static str, unit: &'static str| {
            let (house, csv) = (&house, csv(unit));
            async move { ask(house, &key, "POST", path, "text/csv", &csv).await }
        };
        let (dry, real) = ("/api/v1/imports/results?dry-run=true", "/api/v1/imports/results?name=a.csv");
        let mut pages = Vec::new();
        for (key, path, unit, status) in [
            ("none", real, "46", 401),
            (reader.text.as_str(), real, "46", 403),
            (hue.text.as_str(), dry, "46", 200),
            (hue.text.as_str(), real, "01", 404),
            (hue.text.as_str(), real, "nowhere", 422),
            (hue.text.as_str(), dry, "01", 404),
            (hue.text.as_str(), real, "46", 202),
            (country.text.as_str(), real, "01", 202),
        ] {
            let (answered, body) = post(key.to_owned(), path, unit).await;
            assert_eq!(answered, status, "{path} {unit}: {body}");
            if status == 422 {
                assert_eq!(body["problems"][0]["row"], 2, "{body}");
            }
            if status == 200 {
                assert_eq!((&body["figures"], &body["confirm"]), (&1.into(), &serde_json::Value::Null), "{body}");
            }
            if status == 202 {
                pages.push(crate::house::path_of(body["confirm"].as_str().unwrap()));
            }
        }
        assert_eq!(ask(&house, &hue.text, "POST", real, "application/json", "{}").await.0, 415);
        // A key publishes nothing, by whatever way: a person confirms on the page that the answer names.
        assert_eq!(house.store.read(|reader| reader.imports()).await.unwrap(), []);
        let program = known(&house.desk, &country.text, house.now()).await.unwrap();
        let bytes = csv("01").into_bytes();
        let brought = chiso_workspace::imports::Brought { sha256: "ab".repeat(32), name: "a.csv".to_owned(), bytes };
        let refused = house.desk.import_results(&program, brought, "x").await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden | Refusal::Hidden), "{refused:?}");
        assert_eq!(house.desk.imported_figures().await.unwrap(), []);
        for (done, page) in pages.iter().enumerate() {
            let tried = person.get(&house, page).await.ok();
            assert!(tried.says("Xác nhận nhập") && tried.says("a.csv"), "{}", tried.body);
            let sent = person.post(&house, page, &[("reason", "đã đối chiếu")]).await;
            assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
            assert_eq!(house.desk.imported_figures().await.unwrap().len(), done + 1);
        }
        let (status, journal) =
            ask(&house, &reader.text, "GET", "/api/v1/journal?act=file.store&limit=1", "", "").await;
        assert_eq!(status, 200, "{journal}");
        assert_eq!(journal["entries"].as_array().unwrap().len(), 1);
        assert_eq!(journal["entries"][0]["actor"], format!("key:{}", country.id));
        assert!(journal["next"].is_i64());
        assert_eq!(ask(&house, &hue.text, "GET", "/api/v1/journal", "", "").await.0, 403);
        assert_eq!(ask(&house, &hue.text, "GET", "/api/v1/journal?whom=x", "", "").await.0, 400);
        let (status, own) = ask(&house, &hue.text, "GET", "/api/v1/keys/self", "", "").await;
        assert_eq!((status, &own["agency"], &own["scopes"][0]), (200, &"46".into(), &"result-import:create".into()));
        house.verified().await;
    });
}

#[test]
fn a_key_ends_with_its_day_its_revocation_and_its_makers_rights() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store, files.path()).await;
        let (mut administrator, person) = coordinator(&house).await;
        let maker = house.caller(&person).await;
        let key = house.desk.make_key(&maker, wish("46", &[IMPORT])).await.unwrap();
        let other = house.desk.make_key(&maker, wish("46", &[IMPORT])).await.unwrap();
        assert!(known(&house.desk, &key.text, NOW).await.is_some());
        assert!(known(&house.desk, &key.text, NOW + 2 * DAY).await.is_none(), "after its last day");
        house.desk.revoke_key(&maker, &key.id, "không dùng nữa").await.unwrap();
        assert!(known(&house.desk, &key.text, NOW).await.is_none());
        // The maker is switched off.
        let id = maker.actor.person.clone().unwrap();
        administrator.get(&house, &format!("/vi/people/{id}/deactivate")).await.ok();
        let page = administrator.post(&house, &format!("/vi/people/{id}/deactivate"), &[("reason", "nghỉ việc")]).await;
        assert_eq!(page.status.as_u16(), 303, "{}", page.body);
        assert!(known(&house.desk, &other.text, NOW).await.is_none());
    });
}

#[test]
fn keys_are_made_shown_once_listed_and_revoked_on_pages() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store, files.path()).await;
        let (mut other, mut person) = coordinator(&house).await;
        let maker = house.caller(&person).await;
        for lang in ["vi", "en"] {
            person.get(&house, &format!("/{lang}/keys/new")).await.ok();
            let path = format!("/{lang}/keys/new");
            let wrong =
                person.post(&house, &path, &[("name", "giữ lại"), ("agency", ""), ("until", "31/2/2027")]).await;
            assert_eq!(wrong.status.as_u16(), 422);
            assert!(wrong.says("giữ lại") && wrong.says("31/2/2027"), "{}", wrong.body);
            if lang == "vi" {
                let empty = person.post(&house, &path, &[("until", "01/01/2020")]).await;
                for told in
                    ["Hãy ghi khóa này", "Hãy chọn một cơ quan", "Hãy chọn ít nhất một quyền", "Ngày này đã qua"]
                {
                    assert!(empty.says(told), "{told}: {}", empty.body);
                }
            }
            let fields =
                [("name", "đồng bộ"), ("agency", "46"), ("scopes", "result-import:create"), ("until", "31/12/2027")];
            let sent = person.post(&house, &path, &fields).await;
            assert_eq!(sent.status.as_u16(), 303, "{}", sent.body);
            let count = house.desk.keys_for(&maker).await.unwrap().len();
            assert_eq!(other.get(&house, &sent.to).await.status.as_u16(), 404, "shown to its session only");
            let made = person.get(&house, &sent.to).await.ok();
            let text = made.under("key");
            let again = person.get(&house, &sent.to).await;
            assert!(again.status.as_u16() == 404 && !again.says(&text), "{}", again.body);
            assert_eq!(house.desk.keys_for(&maker).await.unwrap().len(), count, "loading the page again makes none");
            assert!(known(&house.desk, &text, NOW).await.is_some(), "{text}");
            assert!(made.headers["cache-control"].to_str().unwrap().contains("no-store"));
            let list = person.get(&house, &format!("/{lang}/keys")).await.ok();
            assert!(list.says("đồng bộ") && !list.says(&text));
            let id = house.desk.keys_for(&house.caller(&person).await).await.unwrap();
            let id = id.into_iter().find(|key| key.revoked.is_none()).unwrap().id;
            let path = format!("/{lang}/keys/{id}/revoke");
            person.get(&house, &path).await.ok();
            assert_eq!(person.post(&house, &path, &[]).await.status.as_u16(), 422, "a reason is asked for");
            assert_eq!(person.post(&house, &path, &[("reason", "xong việc")]).await.status.as_u16(), 303);
            assert!(known(&house.desk, &text, NOW).await.is_none());
        }
    });
}
