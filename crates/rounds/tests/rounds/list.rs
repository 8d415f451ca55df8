//! The list of rounds, and that commands go through the right, the round and the journal.

use crate::common::{NOW, Scene, coordinator, lead, on_both, person, rulebook_text, setup};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_round::assessment::Entry;
use chiso_round::{AssessmentCommand, Mark};
use chiso_workspace::Refusal;

#[test]
fn a_round_is_seen_by_those_whom_it_concerns() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let draft = setup();
        let text = rulebook_text(&draft);
        scene.rounds.draft(&coordinator(NOW), draft, text).await.unwrap();
        let seen = |page: crate::common::Page| (page.status, page.body.contains("Chỉ số CCHC cấp tỉnh năm 2024"));
        assert_eq!(seen(scene.get("/vi/rounds", &coordinator(NOW)).await), (StatusCode::OK, true));
        assert_eq!(seen(scene.get("/vi/rounds", &lead("01", NOW)).await), (StatusCode::OK, false));
        scene.begun().await;
        assert_eq!(seen(scene.get("/vi/rounds", &lead("01", NOW)).await), (StatusCode::OK, true));
        assert_eq!(seen(scene.get("/vi/rounds", &lead("04", NOW)).await), (StatusCode::OK, false));
        let clerk = person("clerk", Role::DeskClerk, Some("01"), NOW);
        let page = scene.get("/vi/rounds", &clerk).await;
        assert!(page.status != StatusCode::OK || !page.body.contains("Chỉ số CCHC"), "{}", page.body);
    });
}

#[test]
fn commands_are_kept_or_refused() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let save = |seen| AssessmentCommand::Save {
            node: "c1_1_2".to_owned(),
            seen,
            entry: Entry {
                numbers: [("finished", 9.0), ("planned", 10.0)].map(|(n, v)| (n.to_owned(), Mark::number(v))).into(),
                ..Entry::default()
            },
        };
        let hanoi = lead("01", NOW);
        let kept = scene.rounds.act_on_unit(&hanoi, &id, "01", vec![save(0)]).await.unwrap();
        assert_eq!(kept.item("c1_1_2").unwrap().draft.as_ref().unwrap().proposed, Some(Mark::number(0.9)));
        // Somebody who did not see that: refused, in words, and the attempt is kept.
        let again = scene.rounds.act_on_unit(&hanoi, &id, "01", vec![save(0)]).await;
        assert!(
            matches!(&again, Err(Refusal::Fields(told)) if told[0].1.vi.contains("vừa thay đổi mục này")),
            "{again:?}"
        );
        let round = id.clone();
        let refused = store.read(move |reader| reader.round_refusals(&round, 10)).await.unwrap();
        assert_eq!(
            refused.iter().map(|row| (row.command.as_str(), row.why.as_str())).collect::<Vec<_>>(),
            [("self-score.save", "changed")]
        );
        // Another unit's lead may not even know of it.
        let other = scene.rounds.act_on_unit(&lead("79", NOW), &id, "01", vec![save(1)]).await;
        assert!(matches!(other, Err(Refusal::Hidden)), "{other:?}");
        let verdict = store.verify(None).await.unwrap();
        assert!(verdict.findings.is_empty(), "{:?}", verdict.findings);
    });
}

#[test]
fn what_became_of_a_unit_answers_for_it_and_does_not_judge_it() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.begun().await;
        let entered = vec![crate::common::save("c1_1_2", 0, &[("finished", 9.0), ("planned", 10.0)])];
        // Đà Nẵng of 2024 went into the Đà Nẵng of today.
        let heir = lead("48-2025", NOW);
        scene.rounds.act_on_unit(&heir, &id, "48", entered.clone()).await.unwrap();
        assert!(matches!(scene.rounds.act_on_unit(&heir, &id, "01", entered).await, Err(Refusal::Hidden)));
        let submit = vec![AssessmentCommand::Submit { declaration: crate::common::signed() }];
        scene.rounds.act_on_unit(&crate::common::approver("48-2025", NOW), &id, "48", submit).await.unwrap();
        scene.begin(&id, chiso_round::Phase::FirstAppraisal, NOW).await;
        let since = chiso_model::Date::constant(2020, 1, 1);
        let held = vec![
            chiso_access::Assignment::everywhere(Role::Appraiser, since),
            chiso_access::Assignment::new(Role::UnitLead, "48-2025", since),
        ];
        let both = crate::common::holder("appraiser-a", held, NOW);
        let verdict = chiso_round::assessment::Verdict { reason: "đúng".to_owned(), ..Default::default() };
        let stage = chiso_round::Stage::First;
        let give =
            |seen| AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage, seen, verdict: verdict.clone() };
        let refused = scene.rounds.act_on_unit(&both, &id, "48", vec![give(1)]).await;
        assert!(
            matches!(&refused, Err(Refusal::Fields(told)) if told[0].1.vi.contains("chính cơ quan mình")),
            "{refused:?}"
        );
        scene.rounds.act_on_unit(&both, &id, "01", vec![give(0)]).await.unwrap();
    });
}
