//! Ballots that were kept on a tablet: without a name, once, and checked.

use axum::http::StatusCode;
use chiso_ballot::Issuer;
use chiso_store::StoreError;
use chiso_store::surveys::SurveyGroup;
use chiso_web::Caller;
use serde_json::{Value, json};

use crate::common::{DAY, NOW, on_both};
use crate::interview::scene::{Field, lan};

async fn token(field: &Field, group: usize) -> String {
    let id = field.groups[group].clone();
    let row: SurveyGroup = field.scene.surveys.desk().store().read(move |reader| reader.fetch(id)).await.unwrap();
    Issuer::from_bytes(&row.signing).unwrap().token_made_here().unwrap().text()
}

async fn cast(field: &Field, token: &str, group: usize, answers: &Value, now: i64) -> (StatusCode, Value) {
    let answers = answers.to_string();
    let fields = [
        ("token", token),
        ("group", &field.groups[group]),
        ("answers", &answers),
        ("took", "347"),
        ("day", "2020-01-01"),
    ];
    let address = format!("/vi/ballot/{}/kept", field.id);
    assert!(chiso_surveys::is_unlogged(&address));
    // Also where a browser sends a cookie, nobody is told apart.
    let page = field.scene.post(&address, &lan(now), &fields).await;
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    (page.status, serde_json::from_str(&page.body).unwrap())
}

#[test]
fn a_ballot_of_a_tablet_counts_once_and_tells_of_nobody() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let head =
            || field.scene.surveys.desk().store().read(|reader| -> Result<_, StoreError> { reader.journal_head() });
        let before = head().await.unwrap();
        let (token, answers) = (token(&field, 0).await, json!({ "r1": "5", "age": 40, "nobody": "asked" }));
        let counted = cast(&field, &token, 0, &answers, NOW).await;
        assert_eq!(counted, (StatusCode::OK, json!({ "state": "counted" })));
        let again = cast(&field, &token, 0, &json!({ "r1": "1" }), NOW).await;
        assert_eq!(again, (StatusCode::OK, json!({ "state": "before" })));
        let kept = field.kept().await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].ballot.people, field.groups[0]);
        assert_eq!(
            kept[0].ballot.answers, r#"{"answers":{"age":40,"r1":"5"},"mode":"own","took":340}"#,
            "as one that came by a link"
        );
        assert_eq!(before, head().await.unwrap(), "a ballot leaves no row");
    });
}

#[test]
fn a_ballot_that_is_not_right_goes_back_with_what_is_wrong() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let own = token(&field, 0).await;
        let (status, told) = cast(&field, &own, 0, &json!({ "age": 5 }), NOW).await;
        assert_eq!((status, &told["state"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("refused")));
        let problems = json!([
            { "name": "r1", "vi": "Xin trả lời câu này.", "en": "Please answer this question." },
            { "name": "age", "vi": "Từ 18 tuổi.", "en": "Of 18 or more." },
        ]);
        assert_eq!(told["problems"], problems);
        // The token was not used up.
        assert_eq!(cast(&field, &own, 0, &json!({ "r1": "1" }), NOW).await.1["state"], "counted");
        let other = token(&field, 1).await;
        for (token, group) in [(other.as_str(), 0), ("", 0), ("x", 1), (&own[1..], 0)] {
            let told = cast(&field, token, group, &json!({ "r1": "1" }), NOW).await;
            assert_eq!(told, (StatusCode::FORBIDDEN, json!({ "state": "no-token" })), "{token}");
        }
        let late = cast(&field, &other, 1, &json!({ "r1": "1" }), NOW + 10 * DAY).await;
        assert_eq!(late, (StatusCode::GONE, json!({ "state": "over" })));
        assert_eq!(field.kept().await.len(), 1);
        let nowhere = format!("/vi/ballot/{}/kept", "0".repeat(32));
        assert_eq!(field.scene.post(&nowhere, &Caller::anonymous(NOW), &[]).await.status, StatusCode::NOT_FOUND);
    });
}
