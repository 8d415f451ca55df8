//! What came of visits: kept once, by the day, and counted in response rates.

use axum::http::StatusCode;
use chiso_store::JournalFilter;
use chiso_store::fieldwork::SurveyVisit;
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_web::Caller;
use serde_json::{Value, json};

use crate::common::{DAY, NOW, TODAY, manager, on_both};
use crate::interview::scene::{Field, lan, minh};

async fn send(field: &Field, caller: &Caller, visits: &Value) -> Vec<String> {
    let page = field.scene.post(&field.at("/visits"), caller, &[("visits", &visits.to_string())]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let told: Value = serde_json::from_str(&page.body).unwrap();
    told["visits"].as_array().unwrap().iter().map(|visit| visit["state"].as_str().unwrap().to_owned()).collect()
}

async fn kept(field: &Field) -> Vec<SurveyVisit> {
    let id = field.id.clone();
    field.scene.surveys.desk().store().read(move |reader| reader.survey_visits(&id)).await.unwrap()
}

fn visit(id: u8, case: &str, outcome: &str, day: &str) -> Value {
    json!({ "id": format!("{id:032x}"), "case": case, "day": day, "outcome": outcome, "hour": 9, "place": "21.028511,105.804817" })
}

#[test]
fn a_visit_is_kept_once_and_by_the_day() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let (own, others) = (field.people[0][0].clone(), field.people[2][0].clone());
        let today = TODAY.to_string();
        let sent = json!([
            visit(1, &own, "not-home", &today),
            visit(2, &others, "refused", &today),
            visit(3, &own, "eaten by a tiger", &today),
            { "id": "short", "case": own, "day": today, "outcome": "refused" },
            visit(4, &own, "refused", "2031-01-01"),
            visit(5, &own, "moved", "2001-01-01"),
        ]);
        let states = ["kept", "unknown", "unreadable", "unreadable", "kept", "kept"];
        assert_eq!(send(&field, &lan(NOW), &sent).await, states);
        assert_eq!(send(&field, &lan(NOW), &sent).await, states);
        let first = kept(&field).await;
        assert_eq!(first.len(), 3);
        assert!(
            first.iter().all(|visit| visit.day == today && visit.made_by == "lan" && visit.invitee == own),
            "{first:?}"
        );
        // The setup does not have them kept.
        assert!(first.iter().all(|visit| visit.hour.is_none() && visit.place.is_none()));
        let pack = field.pack(&lan(NOW)).await;
        let told = pack["people"].as_array().unwrap().iter().find(|person| person["id"] == own).unwrap();
        assert_eq!(told["visits"].as_array().unwrap().len(), 3);

        // The journal: by the day, no request, nobody's name.
        let store = field.scene.surveys.desk().store();
        assert!(store.verify(None).await.unwrap().findings.is_empty());
        let entries = store
            .read(|reader| reader.journal(&JournalFilter { limit: 1_000, ..JournalFilter::default() }))
            .await
            .unwrap();
        let visits: Vec<_> = entries.iter().filter(|entry| entry.act == "survey.visit").collect();
        assert_eq!(visits.len(), 3);
        assert!(
            visits.iter().all(|entry| entry.request.is_none() && (entry.recorded + 7 * DAY / 24) % DAY == 0),
            "{visits:?}"
        );
        let told = format!("{visits:?}");
        assert!(!told.contains("Người 00") && !told.contains("0912"), "{told}");
        // After the close visits are still told; after the publication, and a list that is none, not.
        let close = CampaignCommand::Close { reason: "xong".to_owned() };
        field.scene.surveys.act(&manager(NOW), &field.id, close).await.unwrap();
        assert_eq!(send(&field, &lan(NOW), &json!([visit(6, &own, "refused", &today)])).await, ["kept"]);
        for visits in ["", "{}", "[{}]"] {
            let page = field.scene.post(&field.at("/visits"), &lan(NOW), &[("visits", visits)]).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{visits}");
        }
    });
}

#[test]
fn hour_and_place_are_kept_where_the_setup_says_so() {
    on_both(|store| async move {
        let field = Field::with(store, |setup| Setup { keep_place: true, ..setup }).await;
        field.assign(&[Some("lan"), Some("lan"), Some("minh")]).await.leads("/vi/");
        let own = field.people[2][0].clone();
        let mut second = visit(2, &own, "interviewed", &TODAY.to_string());
        second["hour"] = json!(24);
        second["place"] = json!("nowhere");
        send(&field, &minh(NOW), &json!([visit(1, &own, "refused", &TODAY.to_string()), second])).await;
        let kept: Vec<_> = kept(&field).await.into_iter().map(|visit| (visit.hour, visit.place)).collect();
        assert_eq!(kept, [(Some(9), Some("21.03,105.80".to_owned())), (None, None)]);
    });
}

#[test]
fn visits_are_counted_in_response_rates_and_on_the_page_of_interviews() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let today = TODAY.to_string();
        let [a, b, _] = &field.people;
        let sent = json!([
            visit(1, &a[0], "not-home", &today),
            visit(2, &a[0], "refused", &today),
            visit(3, &a[1], "refused", &today),
            visit(4, &a[2], "refused", &today),
            visit(5, &b[0], "elsewhere", &today),
            visit(6, &b[1], "unable", &today),
        ]);
        send(&field, &lan(NOW), &sent).await;
        let people = field.scene.get(&format!("/en/surveys/{}/people", field.id), &manager(NOW)).await;
        people.has(&["Response rate RR1", "0.0 %"]);
        let page = field.scene.get(&format!("/en/surveys/{}/interviews", field.id), &manager(NOW)).await;
        page.has(&["Groups assigned", "3", "Visits", "6"]);
        let row = |label: &str| -> Vec<String> {
            let start = page.body.find(&format!(">{label}")).unwrap();
            let row = &page.body[start..start + page.body[start..].find("</tr>").unwrap()];
            let cells = row.split("</td>").filter_map(|cell| cell.rsplit('>').next());
            cells
                .map(|cell| cell.replace("&#60;", "<"))
                .filter(|cell| cell.trim_start_matches(['<', '≥', ' ']).parse::<u64>().is_ok())
                .collect()
        };
        // People, visits; in steps of the least number: opened; interviewed, refused, not met, cannot.
        assert_eq!(row("Ba Đình"), ["3", "4", "< 3", "< 3", "≥ 3", "< 3", "< 3"]);
        assert_eq!(row("Hà Đông · lan"), ["3", "2", "< 3", "< 3", "< 3", "< 3", "< 3"]);
    });
}
