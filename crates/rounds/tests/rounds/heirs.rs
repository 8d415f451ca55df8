//! Who answers for a unit that is no more, and whom that keeps from judging: one rule for pages and commands.

use crate::common::{NOW, Scene, coordinator, holder, lead, on_both, save};
use crate::divided::divided;
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::assessment::{Joined, Verdict};
use chiso_round::{AssessmentCommand, Mark, Phase, Stage};
use chiso_workspace::Refusal;

fn entered() -> Vec<AssessmentCommand> {
    vec![save("c1_1_2", 0, &[("finished", 9.0), ("planned", 10.0)])]
}

#[test]
fn no_part_of_a_divided_unit_answers_for_the_whole_until_one_is_named() {
    on_both(|store| async move {
        let (scene, round) = divided(store.clone()).await;
        for part in ["east", "west"] {
            let refused = scene.rounds.act_on_unit(&lead(part, NOW), &round, "old", entered()).await;
            let Err(Refusal::Fields(told)) = &refused else { panic!("{part}: {refused:?}") };
            let text = &told[0].1;
            assert!(text.vi.contains("Tỉnh old") && text.vi.contains("Tỉnh east") && text.vi.contains("Tỉnh west"));
            assert!(
                text.vi.contains("người điều phối") && text.en.as_ref().unwrap().contains("coordinator"),
                "{text:?}"
            );
        }
        // Who gave a part away goes on and answers for itself; who took it does not.
        scene.rounds.act_on_unit(&lead("giver", NOW), &round, "giver", entered()).await.unwrap();
        let west = scene.rounds.act_on_unit(&lead("west", NOW), &round, "giver", entered()).await;
        assert!(matches!(west, Err(Refusal::Hidden)), "{west:?}");
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

/// An appraiser who also leads an agency.
fn torn(agency: &str) -> chiso_web::Caller {
    let since = Date::constant(2020, 1, 1);
    holder(
        "appraiser-a",
        vec![Assignment::everywhere(Role::Appraiser, since), Assignment::new(Role::UnitLead, agency, since)],
        NOW,
    )
}

#[test]
fn pages_show_no_form_that_would_be_refused_and_say_why() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        scene.submitted(&round, "48").await;
        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let both = torn("48-2025");
        let page = scene.get(&format!("/vi/rounds/{round}/appraisal"), &both).await;
        page.lacks(&["/appraisal/units/48/"]);
        assert!(page.body.contains("/appraisal/units/01/"), "{}", page.body);
        assert!(page.body.contains("nên không thẩm định"), "{}", page.body);
        let many = scene.get(&format!("/vi/rounds/{round}/appraisal/many?criterion=c1_1_2"), &both).await;
        assert!(many.body.contains("value=\"01|1\"") && !many.body.contains("value=\"48|1\""), "{}", many.body);
    });
}

#[test]
fn an_appraiser_who_goes_to_their_own_unit_is_told_why() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        scene.submitted(&round, "48").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        // Of what it became, of what it was, and of a part of neither.
        for (agency, own) in [("48-2025", true), ("48", true), ("01", false)] {
            let page = scene.get(&format!("/vi/rounds/{round}/appraisal/units/48/c1_1_2"), &torn(agency)).await;
            assert_eq!(page.body.contains("nên không thẩm định"), own, "{agency}: {}", page.body);
            assert_eq!(page.status, if own { StatusCode::FORBIDDEN } else { StatusCode::OK }, "{agency}");
            assert_eq!(page.body.contains("name=\"verdict\""), !own, "{agency}: {}", page.body);
            let verdict = Verdict { reason: "đúng".to_owned(), ..Verdict::default() };
            let node = "c1_1_2".to_owned();
            let command = AssessmentCommand::Appraise { node, stage: Stage::First, seen: 1, verdict };
            let done = scene.rounds.act_on_unit(&torn(agency), &round, "48", vec![command]).await;
            assert_eq!(done.is_err(), own, "{agency}: what the page shows is what the command comes to");
        }
    });
}

#[test]
fn whoever_is_of_a_part_of_a_divided_unit_does_not_judge_it() {
    on_both(|store| async move {
        let (scene, round) = divided(store).await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        for (agency, own) in [("east", true), ("west", true), ("old", true), ("giver", false), ("79-2025", false)] {
            let page = scene.get(&format!("/en/rounds/{round}/appraisal/units/old/c1_1_2"), &torn(agency)).await;
            assert_eq!(page.body.contains("therefore do not appraise"), own, "{agency}: {}", page.body);
        }
        // Who took a part of one that goes on is of that part too.
        let page = scene.get(&format!("/en/rounds/{round}/appraisal/units/giver/c1_1_2"), &torn("west")).await;
        assert!(page.body.contains("You belong to west and therefore do not appraise giver"), "{}", page.body);
    });
}

#[test]
fn the_coordinator_names_who_answers_for_a_divided_unit() {
    on_both(|store| async move {
        let (scene, round) = divided(store.clone()).await;
        let chief = coordinator(NOW);
        let heirs = format!("/vi/rounds/{round}/heirs");
        let overview = scene.get(&format!("/vi/rounds/{round}"), &chief).await;
        assert!(overview.body.contains("Chọn cơ quan trả lời cho 2 đơn vị"), "{}", overview.body);
        let page = scene.get(&heirs, &chief).await;
        // Đà Nẵng and Thành phố Hồ Chí Minh were merged into others of the same name; only `old` is open.
        assert!(page.body.contains("2 đơn vị không còn hoạt động chưa có cơ quan trả lời"), "{}", page.body);
        assert!(page.body.contains("Chia, tách thành Tỉnh east, Tỉnh west"), "{}", page.body);
        page.lacks(&["Tỉnh giver"]);

        // People of a part come as far as being told what is to be done.
        let seen = scene.get(&format!("/vi/rounds/{round}/units/old"), &lead("east", NOW)).await;
        assert!(seen.body.contains("Cơ quan kế thừa") && seen.body.contains("Tỉnh old"), "{}", seen.body);
        seen.lacks(&["c1_1_2"]);
        assert_eq!(scene.get(&heirs, &lead("east", NOW)).await.status, StatusCode::FORBIDDEN);

        let fields = [("unit", "old"), ("heir", "01"), ("reason", "Công văn số 9")];
        let wrong = scene.post(&heirs, &chief, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("một trong các cơ quan được chia, tách") && wrong.body.contains("Công văn số 9"));
        let fields = [("unit", "old"), ("heir", "east"), ("reason", "")];
        assert_eq!(scene.post(&heirs, &chief, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("unit", "giver"), ("heir", "west"), ("reason", "Công văn số 9")];
        assert!(scene.post(&heirs, &chief, &fields).await.status.is_client_error(), "one that is there answers itself");
        let fields = [("unit", "old"), ("heir", "east"), ("reason", "Công văn số 9")];
        assert_eq!(scene.post(&heirs, &chief, &fields).await.status, StatusCode::SEE_OTHER);

        scene.rounds.act_on_unit(&lead("east", NOW), &round, "old", entered()).await.unwrap();
        let west = scene.rounds.act_on_unit(&lead("west", NOW), &round, "old", entered()).await;
        assert!(matches!(west, Err(Refusal::Hidden)), "{west:?}");
        let page = scene.get(&format!("/vi/rounds/{round}/units"), &lead("east", NOW)).await;
        assert!(page.body.contains("Tỉnh old"), "{}", page.body);
        let page = scene.get(&format!("/vi/rounds/{round}"), &chief).await;
        assert!(page.body.contains("Chọn Tỉnh east trả lời cho Tỉnh old"), "{}", page.body);
        assert!(page.body.contains("Chọn cơ quan trả lời cho 1 đơn vị"), "only `gone` is left: {}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn whoever_belongs_to_a_unit_is_told_that_they_do_not_correct_it() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        let since = Date::constant(2020, 1, 1);
        let held = vec![
            Assignment::everywhere(Role::NationalCoordinator, since),
            Assignment::new(Role::UnitLead, "48-2025", since),
        ];
        let both = holder("coordinator", held, NOW);
        for (unit, own) in [("48", true), ("01", false)] {
            let page = scene.get(&format!("/vi/rounds/{round}/results/units/{unit}/c1_1_2/correct"), &both).await;
            assert_eq!(page.body.contains("nên không đính chính điểm"), own, "{unit}: {}", page.body);
        }
    });
}

#[test]
fn whoever_is_of_an_agency_that_was_named_for_a_unit_does_not_judge_it() {
    on_both(|store| async move {
        let (scene, round) = divided(store.clone()).await;
        // `gone` left nothing behind: of nobody's kin, until somebody is named.
        scene
            .rounds
            .name_heir(&coordinator(NOW), &round, "gone".to_owned(), "79-2025".to_owned(), "CV 9".to_owned())
            .await
            .unwrap();
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        for (agency, unit, own) in [("79-2025", "gone", true), ("gone", "79", true), ("48-2025", "gone", false)] {
            let page = scene.get(&format!("/en/rounds/{round}/appraisal/units/{unit}/c1_1_2"), &torn(agency)).await;
            assert_eq!(page.body.contains("therefore do not appraise"), own, "{agency} on {unit}: {}", page.body);
            let verdict = Verdict { reason: "đúng".to_owned(), ..Verdict::default() };
            let node = "c1_1_2".to_owned();
            let command = AssessmentCommand::Appraise { node, stage: Stage::First, seen: 0, verdict };
            let done = scene.rounds.act_on_unit(&torn(agency), &round, unit, vec![command]).await;
            let told = matches!(&done, Err(Refusal::Fields(told)) if told[0].1.vi.contains("chính cơ quan mình"));
            assert_eq!(told, own, "{agency} on {unit}: {done:?}");
        }
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn whoever_runs_a_round_gives_no_time_to_their_own_unit_and_types_no_value_for_it() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        for unit in ["48", "01"] {
            scene.submitted(&round, unit).await;
        }
        let since = Date::constant(2020, 1, 1);
        let held = vec![
            Assignment::everywhere(Role::NationalCoordinator, since),
            Assignment::new(Role::UnitLead, "48-2025", since),
        ];
        let both = holder("coordinator", held, NOW);
        let held = scene.rounds.held(&round).await.unwrap();
        let joins = held.rules.criteria().iter().find(|criterion| !criterion.is_appraised()).unwrap();
        let value = Joined {
            indicator: joins.inputs[0].indicator.clone(),
            period: None,
            value: Mark::number(1.0),
            source: "Báo cáo 1".to_owned(),
        };
        for (unit, own) in [("48", true), ("01", false)] {
            let page = scene.get(&format!("/vi/rounds/{round}/units/{unit}/reopen"), &both).await;
            assert_eq!(page.body.contains("nên không gia hạn cho"), own, "{unit}: {}", page.body);
            let file = scene.get(&format!("/vi/rounds/{round}/units/{unit}"), &both).await;
            assert_eq!(file.body.contains(&format!("/units/{unit}/reopen")), !own, "{unit}: {}", file.body);
            let typed = [
                ("unit_picked", unit),
                ("indicator", value.indicator.as_str()),
                ("value", "1"),
                ("source", "Báo cáo 1"),
            ];
            let page = scene.post(&format!("/vi/rounds/{round}/setup/values/typed"), &both, &typed).await;
            assert_eq!(page.body.contains("chính cơ quan mình"), own, "{unit}: {:?} {}", page.status, page.body);
            assert_eq!(page.status == StatusCode::SEE_OTHER, !own, "{unit}: {}", page.body);
            // What comes from a file or was published elsewhere nobody typed.
            let join = vec![AssessmentCommand::Join { values: vec![value.clone()] }];
            scene.rounds.act_on_unit(&both, &round, unit, join).await.unwrap();
        }
    });
}
