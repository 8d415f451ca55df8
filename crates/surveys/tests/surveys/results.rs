//! The board, its files, and publishing: small numbers stay hidden, it moves with each batch, and what is told after a restart is the same.

use std::time::Duration;

use crate::common::{NOW, OWNER, Scene, ballot, every_role, group, manager, on_both, person};
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use chiso_access::{Actor, Role};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::CampaignCommand;
use chiso_web::Caller;
use serde_json::{Value, json};

/// Groups of officials who rate communes of Hà Nội.
async fn invite(scene: &Scene, survey: &str, units: &[&str]) -> Vec<String> {
    let units = units.iter().enumerate();
    let groups = units.map(|(number, unit)| group(survey, number, json!({ "unit": unit, "weight": 1 + number }), 30));
    scene.put_groups(groups.collect()).await
}

/// Casts ballots of a group at once, each with one rating throughout but for the last item.
async fn cast(scene: &Scene, survey: &str, group: &str, ratings: &[u8]) {
    let ballots = ratings.iter().map(|rating| {
        let mark = std::array::from_fn(|at| {
            u8::try_from(NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 251).unwrap()
                ^ u8::try_from(at).unwrap()
        });
        let mut answers =
            json!({ "position": if rating % 2 == 0 { "manager" } else { "officer" }, "contact": "often" });
        for item in ["direction", "institutions", "procedures", "organisation", "civil_service", "finance"] {
            answers[item] = json!(rating.to_string());
        }
        answers["digital"] = json!((6 - rating).to_string());
        (mark, ballot(survey, group, &json!({ "answers": answers, "mode": "own" })))
    });
    scene.cast(ballots).await;
}

static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

fn results(survey: &str) -> String {
    format!("/vi/surveys/{survey}/results")
}

#[test]
fn before_the_least_number_nothing_is_told_and_then_the_board_moves() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008"]).await;
        let manager = manager(NOW);
        let empty = scene.get(&results(&survey), &manager).await;
        empty.has(&[
            "Chưa có kết quả: cần ít nhất 5 phiếu",
            "Số phiếu",
            "Chất lượng phiếu",
            "chưa xét được: cần 20 phiếu",
        ]);
        cast(&scene, &survey, &groups[0], &[4, 4, 5, 3]).await;
        let few = scene.get(&results(&survey), &manager).await;
        few.has(&["Chưa có kết quả", "ít hơn 5"]);
        few.lacks(&["khoảng tin cậy 95\u{a0}%: "]);

        // Weighted 1 and 2: six items 4,4,5,3,4,4 and 2,2,3,1,2,2; the seventh is 6 less that.
        cast(&scene, &survey, &groups[0], &[4, 4]).await;
        cast(&scene, &survey, &groups[1], &[2, 2, 3, 1, 2, 2]).await;
        let page = scene.get(&results(&survey), &manager).await;
        // Means: (24 + 2·12)/18 = 2.666…, of the last item 3.333…; the index (6·2.666… + 3.333…)/7 = 2.7619.
        page.has(&[
            "Đánh giá cải cách hành chính: 2,76 (khoảng tin cậy 95\u{a0}%: ",
            "tính từ 12 phiếu",
            "2,67",
            "3,33",
        ]);
        page.has(&[
            "Theo đơn vị được đánh giá",
            "<svg",
            "Theo nhóm người trả lời",
            "Vị trí công tác",
            "Chất lượng phiếu",
        ]);
        let english = scene.get(&format!("/en/surveys/{survey}/results"), &manager).await;
        english.has(&[
            "Rating of administrative reform: 2.76 (95\u{a0}% interval: ",
            "from 12 ballots",
            "By rated unit",
        ]);
        let other = scene.get(&format!("{}?by=contact", results(&survey)), &manager).await;
        other.has(&["Theo nhóm người trả lời", "Mức độ làm việc"]);

        // One more ballot moves the count and no score.
        let before = scene.get(&results(&survey), &manager).await;
        cast(&scene, &survey, &groups[0], &[1]).await;
        let after = scene.get(&results(&survey), &manager).await;
        let score =
            |page: &crate::common::Page| page.body[page.body.find("cải cách hành chính: ").unwrap()..][..60].to_owned();
        assert_eq!(score(&before), score(&after));
        after.has(&[">13<", "kết quả tính từ 12 phiếu"]);
        // Nor does a question that is asked for only now.
        let officers =
            |page: &crate::common::Page| page.body.matches(">12<").count() + 100 * page.body.matches(">13<").count();
        let again = scene.get(&format!("{}?by=contact", results(&survey)), &manager).await;
        assert_eq!(officers(&other) + 99, officers(&again), "the number of all ballots alone moved");
    });
}

#[test]
fn the_board_hears_of_a_batch_within_a_second_of_its_commit() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004"]).await;
        let manager = manager(NOW);
        let came = |body: &str| body[body.find("data-came=\"").unwrap() + 11..].split('"').next().unwrap().to_owned();
        let seen = came(&scene.get(&results(&survey), &manager).await.body);
        let live = format!("{}/live?seen={seen}", results(&survey));
        let told = async {
            let page = scene.get(&live, &manager).await;
            let told_at = tokio::time::Instant::now();
            assert_eq!(page.headers["content-type"], "text/event-stream");
            page.has(&["retry: ", "id: ", "data: moved"]);
            let moved = scene.get(&results(&survey), &manager).await;
            moved.has(&[">6<"]);
            assert_ne!(came(&moved.body), seen);
            (told_at, tokio::time::Instant::now())
        };
        let committed = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            cast(&scene, &survey, &groups[0], &[1, 2, 3, 4, 5, 5]).await;
            tokio::time::Instant::now()
        };
        let ((told_at, shown_at), committed_at) = tokio::join!(told, committed);
        assert!(told_at.saturating_duration_since(committed_at) < Duration::from_secs(1));
        assert!(shown_at.saturating_duration_since(committed_at) < Duration::from_secs(1));
        // A board that has heard of it already waits; one that has an older number is told at once.
        let request = Request::get(&live).header("last-event-id", "99").body(Body::empty()).unwrap();
        scene.ask(request, &manager).await.has(&["data: moved"]);
    });
}

#[test]
fn after_a_restart_the_same_is_told() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008"]).await;
        let closed = manager(NOW);
        scene.get(&results(&survey), &closed).await.has(&["Chưa có kết quả"]);
        cast(&scene, &survey, &groups[0], &[1, 2, 3, 4, 5, 5, 4]).await;
        cast(&scene, &survey, &groups[1], &[3, 3, 3, 4, 5, 1]).await;
        let close = CampaignCommand::Close { reason: "Đủ phiếu".to_owned() };
        scene.surveys.act(&closed, &survey, close).await.unwrap();
        let scores = format!("{}/scores/csv", results(&survey));
        let before = scene.bytes(&scores, &closed).await;
        let after = scene.restarted().bytes(&scores, &closed).await;
        assert_eq!(String::from_utf8(before).unwrap(), String::from_utf8(after).unwrap());
    });
}

#[test]
fn a_restart_while_ballots_come_shows_nothing_until_enough_came_since() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008"]).await;
        let manager = manager(NOW);
        cast(&scene, &survey, &groups[0], &[4; 7]).await;
        cast(&scene, &survey, &groups[1], &[2; 6]).await;
        // Nobody has looked yet: a program that was started anew shows all of it.
        let scene = scene.restarted();
        scene.get(&results(&survey), &manager).await.has(&["cải cách hành chính: ", "tính từ 13 phiếu"]);
        cast(&scene, &survey, &groups[0], &[1; 2]).await;
        let scene = scene.restarted();
        let page = scene.get(&results(&survey), &manager).await;
        page.has(&["Chương trình vừa khởi động lại", ">15<"]);
        page.lacks(&["cải cách hành chính: ", ">13<", ">9<", ">7<", ">6<"]);
        cast(&scene, &survey, &groups[0], &[1; 4]).await;
        scene.get(&results(&survey), &manager).await.has(&["Chương trình vừa khởi động lại", ">19<"]);
        cast(&scene, &survey, &groups[0], &[1]).await;
        let page = scene.get(&results(&survey), &manager).await;
        page.has(&["tính từ 20 phiếu"]);
        // Nobody came to the second unit since: what it has would be the rest, so neither is shown.
        page.lacks(&["Chương trình vừa", ">14<", ">6<"]);
        scene.surveys.act(&manager, &survey, CampaignCommand::Close { reason: "Đủ phiếu".to_owned() }).await.unwrap();
        scene.get(&results(&survey), &manager).await.has(&["tính từ 20 phiếu", ">14<", ">6<"]);
    });
}

/// A request that is given up, and groups that are new, do not make the board forget what it showed.
#[test]
fn what_was_shown_is_kept_whoever_goes_away_and_whoever_is_invited() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let mut groups = invite(&scene, &survey, &["00004", "00008"]).await;
        let manager = manager(NOW);
        cast(&scene, &survey, &groups[0], &[4; 7]).await;
        cast(&scene, &survey, &groups[1], &[2; 6]).await;
        scene.get(&results(&survey), &manager).await.has(&["tính từ 13 phiếu"]);
        cast(&scene, &survey, &groups[0], &[1]).await;
        for wait in [0, 1, 5] {
            let address = results(&survey);
            let asked = scene.get(&address, &manager);
            drop(tokio::time::timeout(Duration::from_millis(wait), asked).await);
        }
        scene.get(&results(&survey), &manager).await.has(&[">14<", "kết quả tính từ 13 phiếu"]);
        // Another group, whose id comes before the others of its unit.
        let group = SurveyGroup {
            id: format!("{survey}/000000a"),
            ..group(&survey, 2, json!({ "unit": "00001", "weight": 1 }), 30)
        };
        groups.extend(scene.put_groups(vec![group]).await);
        cast(&scene, &survey, &groups[2], &[5; 3]).await;
        scene.get(&results(&survey), &manager).await.has(&[">17<", "kết quả tính từ 13 phiếu"]);
        cast(&scene, &survey, &groups[2], &[5; 2]).await;
        let page = scene.get(&results(&survey), &manager).await;
        // One came to the first unit and five to the new one: the first is held, and with it the one that has the fewest.
        page.has(&["tính từ 19 phiếu"]);
        page.lacks(&[">8<", ">5<", ">14<"]);
    });
}

#[test]
fn scores_are_facts_and_a_small_unit_has_none() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008", "00013", "00016"]).await;
        for (group, many) in groups.iter().zip([9, 8, 6, 3]) {
            cast(&scene, &survey, group, &vec![4; many]).await;
        }
        let csv =
            String::from_utf8(scene.bytes(&format!("{}/scores/csv", results(&survey)), &manager(NOW)).await).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "unit,indicator,period,value,source");
        let units = |unit: &str| lines.iter().filter(|line| line.starts_with(&format!("{unit},reform,2026,"))).count();
        // Three ballots are too few, and their number would follow from the others: the next small one is hidden with it.
        assert_eq!([OWNER, "00004", "00008", "00013", "00016"].map(units), [1, 1, 1, 0, 0], "{csv}");
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with(&format!("00004,reform.s_direction,2026,4,\"survey {survey}, results "))),
            "{csv}"
        );
        assert!(lines.iter().any(|line| line.starts_with("00004,reform.s_digital,2026,2,")), "{csv}");
        let page = scene.get(&results(&survey), &manager(NOW)).await;
        page.has(&["Theo đơn vị được đánh giá", ">9<", ">8<", "ẩn", "ẩn"]);
        page.lacks(&[">6<", ">3<"]);
    });
}

#[test]
fn ballots_are_exported_with_a_second_factor_and_small_groups_hidden() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008", "00013"]).await;
        for (group, many) in groups.iter().zip([9, 6, 2]) {
            cast(&scene, &survey, group, &vec![5; many]).await;
        }
        let file = |extension: &str| format!("{}/ballots/{extension}", results(&survey));
        for extension in ["csv", "xlsx", "yaml"] {
            let early = scene.get(&file(extension), &manager(NOW)).await;
            assert!(
                early.status != StatusCode::OK && early.body.contains("sau khi đóng đợt khảo sát"),
                "{}",
                early.body
            );
        }
        let open = scene.get(&results(&survey), &manager(NOW)).await;
        open.has(&["Toàn bộ phiếu chỉ tải về được sau khi đóng"]);
        open.lacks(&["/results/ballots/csv"]);
        let close = CampaignCommand::Close { reason: "Đủ phiếu".to_owned() };
        scene.surveys.act(&manager(NOW), &survey, close).await.unwrap();
        let csv = String::from_utf8(scene.bytes(&file("csv"), &manager(NOW)).await).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert!(lines[0].starts_with("ballot,mode,group,unit,weight,position,contact,direction,"), "{}", lines[0]);
        assert_eq!(lines.len(), 18);
        let ids: Vec<&str> = lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
        assert!(ids.is_sorted(), "in the order of ids, which are by chance");
        let of = |group: &str| lines[1..].iter().filter(|line| line.split(',').nth(2) == Some(group)).count();
        assert_eq!([of("Nhóm 0"), of("Nhóm 1"), of("Nhóm 2"), of("")], [9, 0, 0, 8]);
        let column = |line: &str, number: usize| line.split(',').nth(number).unwrap().to_owned();
        let (named, silent): (Vec<&str>, Vec<&str>) =
            lines[1..].iter().copied().partition(|line| column(line, 2) == "Nhóm 0");
        let with_mode = lines[1..].iter().filter(|line| column(line, 1) == "own").count();
        assert_eq!(with_mode, 9, "how a ballot was given stands beside its group or not at all");
        assert_eq!([column(lines[0], 4), column(named[0], 4)], ["weight", "1"]);
        assert!(
            silent.iter().all(|line| line.contains(",,,,,")),
            "nothing of the group is told, neither unit nor weight"
        );
        assert!(scene.bytes(&file("xlsx"), &manager(NOW)).await.starts_with(b"PK"));
        let design = String::from_utf8(scene.bytes(&file("yaml"), &manager(NOW)).await).unwrap();
        for text in [
            "# 8 trong 17 phiếu không ghi nhóm",
            "# 8 of 17 ballots do not tell their group",
            "#   chiso survey estimate --data ballots.csv --design design.yaml --scores reform\n",
            " --items direction,institutions,procedures,organisation,civil_service,finance,digital --stat mean\nweights: weight\nnested: true\n",
            "scores:\n  reform:\n    - {item: direction, weight: ",
        ] {
            assert!(design.contains(text), "{text} is not in {design}");
        }
        let syntax = String::from_utf8(scene.bytes(&file("sps"), &manager(NOW)).await).unwrap();
        for text in [
            "GET DATA /TYPE=TXT /FILE='ballots.csv'",
            "  weight F24.12",
            "  direction F12.4",
            "VARIABLE LABELS position 'Vị trí công tác của Ông/Bà'.",
            "VALUE LABELS direction\n  1 'Kém'",
        ] {
            assert!(syntax.contains(text), "{text} is not in {syntax}");
        }
        let manager = manager(NOW);
        let weak = Caller { actor: Actor { second_factor: false, ..manager.actor.clone() }, ..manager };
        assert_ne!(scene.get(&file("csv"), &weak).await.status, StatusCode::OK);
        assert_eq!(scene.get(&file("pdf"), &crate::common::manager(NOW)).await.status, StatusCode::NOT_FOUND);
        for (role, caller) in every_role(NOW) {
            for extension in ["csv", "yaml"] {
                let page = scene.get(&file(extension), &caller).await;
                assert_eq!(page.status == StatusCode::OK, role == "survey-manager", "{role}: {}", page.status);
            }
            let page = scene.get(&results(&survey), &caller).await;
            let sees = ["national-coordinator", "council-member", "survey-manager", "interviewer", "inspector"]
                .contains(&role);
            assert_eq!(page.status == StatusCode::OK, sees, "{role}: {}", page.status);
            for extension in ["csv", "yaml"] {
                let file = format!("/results/ballots/{extension}");
                assert_eq!(page.body.contains(&file), role == "survey-manager", "{role}");
            }
        }
        let elsewhere = person("other", Role::SurveyManager, Some("48"), NOW);
        for path in [
            results(&survey),
            file("csv"),
            format!("{}/live", results(&survey)),
            format!("{}/scores/csv", results(&survey)),
        ] {
            assert_eq!(scene.get(&path, &elsewhere).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn results_are_published_after_the_close_and_once() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let groups = invite(&scene, &survey, &["00004", "00008"]).await;
        cast(&scene, &survey, &groups[0], &[1, 2, 3, 4, 5, 5]).await;
        cast(&scene, &survey, &groups[1], &[3, 3, 3, 3, 3]).await;
        let (manager, publish) = (manager(NOW), format!("{}/publish", results(&survey)));
        assert_eq!(scene.get(&publish, &manager).await.status, StatusCode::NOT_FOUND, "not while it is open");
        scene.surveys.act(&manager, &survey, CampaignCommand::Close { reason: "Đủ phiếu".to_owned() }).await.unwrap();
        scene.get(&publish, &manager).await.has(&["Công bố kết quả đợt khảo sát này?", "SHA-256"]);
        scene.post(&publish, &manager, &[]).await.leads(&results(&survey));
        scene.post(&publish, &manager, &[]).await.refuses(&["đã được công bố và chưa có gì thay đổi"]);
        let held = scene.surveys.held(&survey).await.unwrap();
        let public = format!("/vi/published/surveys/{survey}/issues/1.json");
        let file = scene.bytes(&public, &manager).await;
        let [issue] = &held.campaign.issues[..] else { panic!("{:?}", held.campaign.issues) };
        assert_eq!(chiso_files::FileHash::of(&file).to_string(), *issue);
        let file: Value = serde_json::from_slice(&file).unwrap();
        assert_eq!(
            (&file["response"]["ballots"], &file["least"], &file["survey"]["id"]),
            (&json!(11), &json!(5), &json!(survey))
        );
        assert_eq!(file["units"][0]["ballots"], json!(6));
        let index = &file["scores"][0];
        // Weights 1 and 2: items (20 + 2·15)/16 = 3.125, the last 2.875; the index 3.0892857142857…
        let [value, low, high] = ["value", "low", "high"].map(|name| index["estimate"][name].as_f64().unwrap());
        assert!(index["name"] == "reform" && (value - 3.089_285_714_285_714).abs() < 1e-12, "{value}");
        assert!(low < value && value < high);
        let weak = Caller { actor: Actor { second_factor: false, ..manager.actor.clone() }, ..manager };
        assert_ne!(scene.post(&publish, &weak, &[]).await.status, StatusCode::SEE_OTHER);
    });
}
