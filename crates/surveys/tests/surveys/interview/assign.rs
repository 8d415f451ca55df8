//! Groups given to accounts: by whom, to whom, and that nobody overwrites what somebody else has just changed.

use axum::http::StatusCode;
use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::people::Assignment;
use chiso_store::{Act, JournalFilter, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Mode, Setup};

use crate::common::{NOW, every_role, manager, on_both};
use crate::interview::scene::{Field, lan, minh};

/// Who has which group.
async fn assigned(field: &Field) -> Vec<(String, String)> {
    let id = field.id.clone();
    let rows: Vec<SurveyInterviewer> =
        field.scene.surveys.desk().store().read(move |reader| reader.survey_interviewers(&id)).await.unwrap();
    rows.into_iter().filter(|row| !row.id.contains('!')).map(|row| (row.id, row.person)).collect()
}

#[test]
fn a_manager_assigns_what_the_list_says_or_otherwise() {
    on_both(|store| async move {
        let field = Field::with(store, |setup| setup).await;
        let (scene, manages) = (&field.scene, field.manages());
        for (role, caller) in every_role(NOW) {
            let status = scene.get(&manages, &caller).await.status;
            assert_eq!(status == StatusCode::OK, role == "survey-manager", "{role}: {status}");
        }
        let page = scene.get(&manages, &manager(NOW)).await;
        page.has(&["Phân công phỏng vấn", "Ba Đình", "Trần Thị Lan", "Chưa phân công"]);
        page.has(&["Phân công 3 nhóm như danh sách ghi", "Đề xuất", "Trần Thị Lan (lan@example.org)"]);
        // A manager may write no ballots down, and is not among those to choose from.
        page.lacks(&["Ngô Quản Lý"]);
        scene.get(&field.at(""), &lan(NOW)).await.lacks(&["app.js"]);
        scene.get("/vi/interviews", &lan(NOW)).await.has(&["Quý vị chưa được phân công phỏng vấn."]);

        scene.post(&manages, &manager(NOW), &[("proposed", "1")]).await.leads(&manages);
        let [a, b, c] = &field.groups;
        let mut all = [(a, "lan"), (b, "lan"), (c, "minh")].map(|(group, who)| (group.clone(), who.to_owned()));
        all.sort();
        assert_eq!(assigned(&field).await, all);
        scene.get(&field.at(""), &lan(NOW)).await.has(&["style.css", "app.js"]);
        scene.get("/vi/interviews", &lan(NOW)).await.has(&["Khảo sát hài lòng năm 2026", "6", "0", "6"]);
        scene.get("/vi/work", &lan(NOW)).await.has(&["Phỏng vấn 6 người"]);
        scene.get("/en/work", &minh(NOW)).await.has(&["Interview 3 people"]);
        scene.get(&format!("/vi/surveys/{}", field.id), &manager(NOW)).await.has(&["/interviews", "Đang làm"]);

        // What the page showed is no longer so.
        let stale = field.assign(&[Some("minh"), Some("minh"), Some("minh")]).await;
        stale.refuses(&["Người khác vừa phân công lại"]);
        assert_eq!(assigned(&field).await, all);
        let nobody = field.reassign(&[Some("lan"), Some("lan"), Some("minh")], &[Some("manager"); 3]).await;
        nobody.refuses(&["không còn là điều tra viên"]);
        field
            .reassign(&[Some("lan"), Some("lan"), Some("minh")], &[Some("minh"), None, Some("minh")])
            .await
            .leads(&manages);
        let mut all = [a, c].map(|group| (group.clone(), "minh".to_owned()));
        all.sort();
        assert_eq!(assigned(&field).await, all);
        // Lan has nobody to visit any more, and may still send what she finished.
        scene.get("/vi/interviews", &lan(NOW)).await.has(&["Khảo sát hài lòng năm 2026", ">0<"]);
        scene.get("/vi/work", &lan(NOW)).await.lacks(&[&field.at("")]);
        assert_eq!(field.pack(&lan(NOW)).await["people"], serde_json::json!([]));

        let store = scene.surveys.desk().store();
        assert!(store.verify(None).await.unwrap().findings.is_empty());
        let entries = store
            .read(|reader| reader.journal(&JournalFilter { limit: 1_000, ..JournalFilter::default() }))
            .await
            .unwrap();
        let acts = entries.iter().filter(|entry| entry.act == "survey.assign").count();
        assert_eq!(acts, 7, "three groups, then one given to another and one taken back, and twice who had it");
        let close = CampaignCommand::Close { reason: "xong".to_owned() };
        scene.surveys.act(&manager(NOW), &field.id, close).await.unwrap();
        field.reassign(&[Some("minh"), None, Some("minh")], &[None; 3]).await.refuses(&["đã đóng"]);
    });
}

#[test]
fn where_nobody_may_interview_the_page_says_who_changes_that() {
    on_both(|store| async move {
        let field = Field::with(store, |setup| setup).await;
        let said = ["Chưa ai giữ vai trò điều tra viên tại Hà Nội", "/vi/assignments/new"];
        field.scene.get(&field.manages(), &manager(NOW)).await.lacks(&said);
        let end = |writer: &mut Writer<'_>| -> Result<(), StoreError> {
            let all = writer.assignments()?;
            all.into_iter().try_for_each(|row| writer.update(&Assignment { ended: Some(NOW), ..row }))
        };
        field.scene.surveys.desk().store().write(Act::new("system", "test", NOW), end).await.unwrap();
        field.scene.get(&field.manages(), &manager(NOW)).await.has(&said);
    });
}

#[test]
fn a_survey_without_interviews_has_no_such_pages() {
    on_both(|store| async move {
        let field = Field::with(store, |setup| Setup { modes: [Mode::Own].into(), ..setup }).await;
        assert_eq!(field.scene.get(&field.manages(), &manager(NOW)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(field.assign(&[Some("lan"); 3]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(field.scene.get(&field.at(""), &lan(NOW)).await.status, StatusCode::NOT_FOUND);
        let overview = field.scene.get(&format!("/vi/surveys/{}", field.id), &manager(NOW)).await;
        overview.lacks(&["/interviews\""]);
        let ballot = field.scene.post(&format!("/vi/ballot/{}/kept", field.id), &lan(NOW), &[]).await;
        assert_eq!(ballot.status, StatusCode::NOT_FOUND);
    });
}
