//! A draft that was begun wrongly: its agency, year and rulebook are changed, or it is thrown away.

use crate::common::{NOW, RULEBOOK, Scene, coordinator, lead, on_both, person, rulebook_text, setup, verified};
use crate::opening::{people, send, with_departments, with_people};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_round::{Phase, RoundCommand};
use chiso_store::{JournalFilter, Store};

/// A draft of the nation's round, as [`setup`] has it.
async fn draft(scene: &Scene) -> String {
    let setup = setup();
    let text = rulebook_text(&setup);
    scene.rounds.draft(&coordinator(NOW), setup, text).await.unwrap()
}

async fn journaled(store: &Store, action: &str) -> usize {
    let filter = JournalFilter { act: action.to_owned(), limit: 100, ..JournalFilter::default() };
    store.read(move |reader| reader.journal(&filter)).await.unwrap().len()
}

#[test]
fn a_draft_goes_to_another_agency_year_and_rulebook_and_keeps_what_fits() {
    on_both(|store| async move {
        let scene = with_departments(store.clone());
        with_people(&store, None).await;
        people(&store, Role::Appraiser, Some("48"), &[("appraiser-dn", "Đỗ Năng")]).await;
        let chief = coordinator(NOW);
        let id = draft(&scene).await;
        let at = |rest: &str| format!("/vi/rounds/{id}/setup{rest}");
        let basis = at("/basis");
        scene.get(&at(""), &chief).await.has(&["Cơ quan, năm và bộ tiêu chí", "Bỏ bản nháp"]);
        let page = scene.get(&basis, &chief).await;
        page.has(&["value=\"2024\"", "Giữ bộ tiêu chí hiện nay", &format!("shipped:{RULEBOOK}")]);
        let now = format!("round:{id}");

        // What is wrong is said beside its field, and nothing typed is lost.
        let bad = [("owner", "01"), ("year", "hai nghìn"), ("rulebook", now.as_str())];
        send(&scene, &basis, &basis, &chief, &bad).await.refuses(&["Hãy nhập năm", "value=\"01\" selected"]);
        let no_agency = [("owner", "khong-co"), ("year", "2024"), ("rulebook", now.as_str())];
        send(&scene, &basis, &basis, &chief, &no_agency).await.refuses(&["Hãy chọn cơ quan mà anh/chị được mở"]);
        let too_early = [("owner", "viet-nam"), ("year", "2001"), ("rulebook", now.as_str())];
        send(&scene, &basis, &basis, &chief, &too_early)
            .await
            .refuses(&["value=\"2001\"", "không có hiệu lực trong năm 2001"]);
        let unknown = [("owner", "viet-nam"), ("year", "2024"), ("rulebook", "shipped:khong/co")];
        send(&scene, &basis, &basis, &chief, &unknown).await.refuses(&["Hãy chọn một bộ tiêu chí"]);
        let stale =
            scene.post(&basis, &chief, &[("owner", "01"), ("year", "2024"), ("rulebook", &now), ("seen", "9")]).await;
        stale.refuses(&["Đợt đánh giá vừa được thay đổi"]);

        // A ministry assesses the same provinces: everything fits.
        let ministry = [("owner", "bo-noi-vu"), ("year", "2024"), ("rulebook", now.as_str())];
        let page = send(&scene, &basis, &basis, &chief, &ministry).await;
        page.leads("/vi/");
        assert!(page.to.ends_with("said-setup-saved"), "{}", page.to);
        let held = scene.rounds.held(&id).await.unwrap();
        assert_eq!((held.round.setup.owner.as_str(), held.round.setup.units.len()), ("bo-noi-vu", 3));
        assert_eq!(held.round.setup.deadlines, setup().deadlines);

        // A province assesses its own: of the units nothing is left, of the people those with a role there or everywhere.
        let province = [("owner", "01"), ("year", "2023"), ("rulebook", now.as_str())];
        let mut council = setup().council;
        council.members.insert("member-dn".to_owned());
        let add = RoundCommand::SetCouncil { council, reason: String::new() };
        scene.rounds.act_on_round(&chief, &id, add).await.unwrap();
        let page = send(&scene, &basis, &basis, &chief, &province).await;
        page.leads("/vi/");
        assert!(page.to.ends_with("said-setup-refitted"), "{}", page.to);
        scene.get(&page.to, &chief).await.has(&["hãy xem lại từng phần", "Hãy chọn ít nhất một đơn vị"]);
        let held = scene.rounds.held(&id).await.unwrap();
        let after = &held.round.setup;
        assert_eq!((after.owner.as_str(), after.period.to_string().as_str(), after.units.len()), ("01", "2023", 0));
        assert_eq!((after.appraisers.len(), &after.council.members), (2, &setup().council.members));

        // Another rulebook, as a file: what appraisers had of the old one is left out.
        let before = after.rulebook_hash.clone();
        let yaml = "chiso: 1\nid: nho\nedition: \"1\"\ntitle: {vi: Bộ nhỏ}\nstatus: illustrative\nstatus_note: {vi: Để thử}\nvalid: {from: 2020-01-01}\ntree:\n  id: nho\n  title: {vi: Nhỏ}\n  max: 1\n  aggregate: {method: sum}\n  children:\n    - {id: area1, title: {vi: Một}, max: 1, inputs: {x: {title: {vi: X}}}, rule: {kind: yes_no, input: x}}\n";
        let seen = held.round.version.to_string();
        let to = at("/basis/file");
        let none = scene.post_with_file(&to, &chief, &[("seen", &seen)], None).await;
        none.refuses(&["Hãy chọn tệp bộ tiêu chí"]);
        let broken = yaml.replace("max: 1\n", "max: một\n");
        let broken =
            scene.post_with_file(&to, &chief, &[("seen", &seen)], Some(("file", "bo.yaml", broken.as_bytes()))).await;
        broken.refuses(&["Lỗi và cách sửa", "Bộ tiêu chí còn lỗi"]);
        scene
            .post_with_file(&to, &chief, &[("seen", &seen)], Some(("file", "bo.yaml", yaml.as_bytes())))
            .await
            .leads("/vi/");
        let held = scene.rounds.held(&id).await.unwrap();
        let after = &held.round.setup;
        assert_eq!((after.rulebook.as_str(), after.rulebook_hash == before), ("nho/1", false));
        let nodes: Vec<usize> = after.appraisers.iter().map(|appraiser| appraiser.nodes.len()).collect();
        assert_eq!(nodes, [1, 0], "area1 is in both");
        scene.get(&at("/basis").replace("/vi/", "/en/"), &chief).await.has(&["Keep the present rulebook"]);
        verified(&store).await;
    });
}

#[test]
fn only_those_who_run_a_draft_change_it_and_only_before_it_is_opened() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = draft(&scene).await;
        let danang = person("danang", Role::NationalCoordinator, Some("48"), NOW);
        let fields = [("owner", "48"), ("year", "2024"), ("rulebook", "round:x"), ("seen", "1"), ("reason", "của tôi")];
        for rest in ["/basis", "/discard"] {
            for caller in [&danang, &lead("01", NOW)] {
                let page = format!("/vi/rounds/{id}/setup{rest}");
                for answered in [scene.get(&page, caller).await, scene.post(&page, caller, &fields).await] {
                    let refused = matches!(answered.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
                    assert!(refused, "{rest}: {} {}", answered.status, answered.body);
                }
            }
        }
        // Somebody of one province cannot hand their draft to another.
        let mut own = setup();
        own.owner = "48".to_owned();
        let text = rulebook_text(&own);
        let theirs = scene.rounds.draft(&danang, own.clone(), text).await.unwrap();
        let page = format!("/vi/rounds/{theirs}/setup/basis");
        let now = format!("round:{theirs}");
        let to_hanoi = [("owner", "01"), ("year", "2024"), ("rulebook", now.as_str())];
        send(&scene, &page, &page, &danang, &to_hanoi).await.refuses(&["Hãy chọn cơ quan mà anh/chị được mở"]);
        own.owner = "01".to_owned();
        let forged = RoundCommand::Revise { setup: Box::new(own) };
        assert!(scene.rounds.act_on_round(&danang, &theirs, forged).await.is_err());
        assert_eq!(scene.rounds.held(&theirs).await.unwrap().round.setup.owner, "48");

        let begun = scene.begun().await;
        let chief = coordinator(NOW);
        for rest in ["/basis", "/discard"] {
            let page = scene.get(&format!("/vi/rounds/{begun}/setup{rest}"), &chief).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
        }
        let setup_page = scene.get(&format!("/vi/rounds/{begun}/setup"), &chief).await;
        setup_page.lacks(&["Bỏ bản nháp"]);
        // A page of before it was opened: said, not done, and the attempt is kept.
        let seen = scene.rounds.held(&begun).await.unwrap().round.version.to_string();
        let late = scene
            .post(&format!("/vi/rounds/{begun}/setup/discard"), &chief, &[("reason", "nhầm"), ("seen", &seen)])
            .await;
        late.refuses(&["Không thực hiện được ở giai đoạn hiện tại"]);
        assert_eq!(scene.rounds.held(&begun).await.unwrap().round.phase, Phase::SelfAssessment);
        verified(&store).await;
    });
}

#[test]
fn a_draft_that_is_thrown_away_stays_in_the_journal_only() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        let (id, other) = (draft(&scene).await, draft(&scene).await);
        let page = format!("/vi/rounds/{id}/setup/discard");
        scene.get(&page, &chief).await.has(&["Bỏ bản nháp “Chỉ số CCHC cấp tỉnh năm 2024”?", "vẫn còn trong nhật ký"]);
        send(&scene, &page, &page, &chief, &[("reason", "  ")]).await.refuses(&["Hãy nêu lý do"]);
        let gone = send(&scene, &page, &page, &chief, &[("reason", "Tạo nhầm năm")]).await;
        gone.leads("/vi/");
        scene.get(&gone.to, &chief).await.has(&["Đã bỏ bản nháp."]);

        let list = scene.get("/vi/rounds", &chief).await;
        assert!(list.body.contains(&other) && !list.body.contains(&id), "{}", list.body);
        for rest in ["", "/setup", "/setup/units", "/next", "/units"] {
            let page = scene.get(&format!("/vi/rounds/{id}{rest}"), &chief).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
        }
        let copied = scene.get(&format!("/vi/rounds/new?copy={id}"), &chief).await;
        copied.has(&[]);
        copied.lacks(&["Chỉ số CCHC cấp tỉnh"]);
        let again = scene.post(&page, &chief, &[("reason", "lần nữa"), ("seen", "2")]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(scene.rounds.discard(&chief, &id, "lần nữa".to_owned()).await.is_err());
        assert_eq!(journaled(&store, "round.discard").await, 1);
        verified(&store).await;
    });
}
