//! What a tablet takes along, and the exchange of blinded numbers for signatures.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chiso_store::StoreError;
use chiso_survey::campaign::Setup;
use chiso_web::Caller;
use serde_json::{Value, json};

use crate::common::{DAY, HOUR, NOW, every_role, manager, on_both};
use crate::interview::scene::{Field, lan, minh};

/// A number of 256 bytes below every modulus, as a browser blinds to.
fn blinded(mark: u8) -> String {
    let mut bytes = [mark; 256];
    bytes[0] = 1;
    BASE64.encode(bytes)
}

async fn exchange(field: &Field, caller: &Caller, cases: &[(&str, &str)]) -> Value {
    let cases: Vec<Value> = cases.iter().map(|(case, blinded)| json!({ "case": case, "blinded": blinded })).collect();
    let page = field.scene.post(&field.at("/exchange"), caller, &[("cases", &Value::from(cases).to_string())]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

fn states(told: &Value) -> Vec<&str> {
    told["cases"].as_array().unwrap().iter().map(|case| case["state"].as_str().unwrap()).collect()
}

#[test]
fn a_tablet_takes_along_the_people_of_its_own_groups() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let pack = field.pack(&lan(NOW)).await;
        let ids = |pack: &Value| -> Vec<String> {
            let people = pack["people"].as_array().unwrap().iter();
            let mut ids: Vec<String> = people.map(|person| person["id"].as_str().unwrap().to_owned()).collect();
            ids.sort();
            ids
        };
        let mut own = [field.people[0].clone(), field.people[1].clone()].concat();
        own.sort();
        assert_eq!(ids(&pack), own);
        assert_eq!(ids(&field.pack(&minh(NOW)).await), {
            let mut own = field.people[2].clone();
            own.sort();
            own
        });
        let first = &pack["people"][0];
        assert!(
            first["name"].as_str().unwrap().starts_with("Người ")
                && first["phone"].is_string()
                && first["mail"].is_null()
        );
        assert_eq!((&pack["state"], &pack["person"], &pack["csrf"]), (&json!("open"), &json!("lan"), &json!("token")));
        let places = pack["groups"].as_array().unwrap().iter().map(|group| group["label"].as_str().unwrap());
        assert_eq!(places.collect::<Vec<_>>(), ["Ba Đình", "Hà Đông"], "who interviews need not be told who they are");
        assert!(pack["form"]["items"].is_array() && pack["letter"]["en"].is_string() && pack["keep_place"] == false);
        for (role, caller) in every_role(NOW) {
            for rest in ["", "/pack"] {
                let status = field.scene.get(&field.at(rest), &caller).await.status;
                assert_ne!(status, StatusCode::OK, "{role} {rest}");
            }
            for rest in ["/exchange", "/visits"] {
                let status =
                    field.scene.post(&field.at(rest), &caller, &[("cases", "[]"), ("visits", "[]")]).await.status;
                assert_ne!(status, StatusCode::OK, "{role} {rest}");
            }
        }
        // Whoever lost the role has nothing any more, whatever the row says.
        let was = Caller { actor: chiso_access::Actor::person("lan", Vec::new()), ..lan(NOW) };
        assert_ne!(field.scene.get(&field.at("/pack"), &was).await.status, StatusCode::OK);
    });
}

#[test]
fn an_invitation_is_exchanged_once_and_the_same_number_is_signed_again() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let head =
            || field.scene.surveys.desk().store().read(|reader| -> Result<_, StoreError> { reader.journal_head() });
        let before = head().await.unwrap();
        let [one, two, _] = [&field.people[0][0], &field.people[0][1], &field.people[1][2]];
        let (n, m) = (blinded(7), blinded(8));
        let told = exchange(&field, &lan(NOW), &[(one, &n), (two, &m)]).await;
        assert_eq!((&told["state"], states(&told)), (&json!("open"), vec!["signed", "signed"]));
        let again = exchange(&field, &lan(NOW), &[(one, &n), (one, &m), ("nobody", &n)]).await;
        assert_eq!(states(&again), ["signed", "taken", "unknown"]);
        assert_eq!(again["cases"][0]["signature"], told["cases"][0]["signature"]);
        assert_ne!(told["cases"][0]["signature"], told["cases"][1]["signature"]);
        // Somebody else's people are nobody.
        let other = exchange(&field, &minh(NOW), &[(&field.people[1][0], &n), (&field.people[2][0], &n)]).await;
        assert_eq!(states(&other), ["unknown", "signed"]);
        assert!(field.pack(&lan(NOW)).await["people"].as_array().unwrap().len() == 4);
        // A number that cannot be signed costs nobody the invitation.
        let third = field.people[0][2].clone();
        assert_eq!(
            states(&exchange(&field, &lan(NOW), &[(&third, "x"), (&third, &n)]).await),
            ["unreadable", "signed"]
        );
        assert_eq!(before, head().await.unwrap(), "an exchange leaves no row");
        for cases in ["", "{}", "[1]", &json!(vec![json!({"case": "a", "blinded": "b"}); 51]).to_string()] {
            let page = field.scene.post(&field.at("/exchange"), &lan(NOW), &[("cases", cases)]).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{cases}");
        }
    });
}

#[test]
fn what_was_finished_is_taken_from_whoever_had_the_group_and_of_whoever_wants_no_more_letters() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let people = |pack: &Value| pack["people"].as_array().unwrap().len();
        let [declined, given, taken] = [&field.people[0][0], &field.people[0][1], &field.people[1][0]];
        let links = field.scene.get(&format!("/vi/surveys/{}/people/links/links.csv", field.id), &manager(NOW)).await;
        let row = links.body.lines().find(|line| line.contains("Người 00")).unwrap();
        let link = row.split("http://127.0.0.1:8080").nth(1).unwrap().split(['"', ',', ';']).next().unwrap();
        let nobody = Caller::anonymous(NOW);
        let page = field.scene.post(&format!("{link}/decline"), &nobody, &[]).await;
        assert!(page.status.is_success() || page.status.is_redirection(), "{}", page.status);
        assert_eq!(people(&field.pack(&lan(NOW)).await), 5, "who declined is not to be visited");
        assert_eq!(states(&exchange(&field, &lan(NOW), &[(declined, &blinded(1))]).await), ["signed"]);

        let had = [Some("lan"), Some("lan"), Some("minh")];
        field.reassign(&had, &[Some("minh"), None, Some("minh")]).await.leads("/vi/surveys/");
        assert_eq!((people(&field.pack(&lan(NOW)).await), people(&field.pack(&minh(NOW)).await)), (0, 5));
        let (n, m) = (blinded(2), blinded(3));
        let told = exchange(&field, &lan(NOW), &[(given, &n), (taken, &n), (&field.people[2][0], &n)]).await;
        assert_eq!(states(&told), ["signed", "signed", "unknown"], "of groups that were hers, and of no other");
        let cases = [(given.as_str(), m.as_str()), (&field.people[0][2], &m), (&field.people[1][1], &m)];
        assert_eq!(states(&exchange(&field, &minh(NOW), &cases).await), ["taken", "signed", "unknown"]);
        // Given back and taken again, she is noted once.
        let [a, b] = [[Some("minh"), None, Some("minh")], [Some("lan"), Some("lan"), Some("minh")]];
        field.reassign(&a, &b).await.leads("/vi/surveys/");
        field.reassign(&b, &a).await.leads("/vi/surveys/");
        assert_eq!(states(&exchange(&field, &lan(NOW), &[(&field.people[1][1], &blinded(6))]).await), ["signed"]);
    });
}

#[test]
fn who_answered_alone_cannot_be_interviewed_as_well() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let links = field.scene.get(&format!("/vi/surveys/{}/people/links/links.csv", field.id), &manager(NOW)).await;
        let row = links.body.lines().find(|line| line.contains("Người 12")).unwrap();
        let link = row.split("http://127.0.0.1:8080").nth(1).unwrap().split(['"', ',', ';']).next().unwrap();
        let opened = field.scene.post(&format!("{link}/open"), &Caller::anonymous(NOW), &[]).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        let told = exchange(&field, &lan(NOW), &[(&field.people[1][2], &blinded(1))]).await;
        assert_eq!(states(&told), ["taken"]);
    });
}

#[test]
fn before_the_opening_and_after_the_close_nothing_is_exchanged() {
    on_both(|store| async move {
        let field = Field::with(store, |setup| Setup { opens: NOW + HOUR, ..setup }).await;
        field.assign(&[Some("lan"), Some("lan"), Some("minh")]).await.leads("/vi/");
        let person = field.people[0][0].clone();
        for (at, state, people) in [(NOW, "early", 6), (NOW + 2 * HOUR, "open", 5), (NOW + 10 * DAY, "over", 5)] {
            let told = exchange(&field, &lan(at), &[(&person, &blinded(3))]).await;
            assert_eq!(told["state"], state);
            assert_eq!(states(&told), if state == "open" { vec!["signed"] } else { vec![] });
            let pack = field.pack(&lan(at)).await;
            assert_eq!((&pack["state"], pack["people"].as_array().unwrap().len()), (&json!(state), people));
        }
    });
}
