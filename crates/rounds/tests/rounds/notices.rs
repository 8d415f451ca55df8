//! Notices: who is told of what happens and of what ends soon, the inbox, My work, and letters through a real mail server, each sent once.

use crate::common::{
    DAY, MINUTE, NOW, Scene, TODAY, UNITS, appraiser, approver, coordinator, lead, member, on_both, person, setup,
    signed,
};
use crate::divided::divided;
use crate::server::Server;
use crate::told::{arrive, arrived, people, readers, running, told};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_round::assessment::{Entry, Verdict};
use chiso_round::{AssessmentCommand, Deadline, Mark, Phase, RoundCommand, Stage};
use chiso_store::people::{Assignment, Person};
use chiso_store::{Act, StoreError};

fn assign(node: &str, person: &str, due: Option<Deadline>) -> AssessmentCommand {
    AssessmentCommand::Assign { node: node.to_owned(), person: Some(person.to_owned()), due }
}

fn ready(node: &str) -> AssessmentCommand {
    AssessmentCommand::Ready { node: node.to_owned() }
}

async fn by_lead(scene: &Scene, round: &str, commands: Vec<AssessmentCommand>) {
    scene.rounds.act_on_unit(&lead("01", NOW), round, "01", commands).await.unwrap();
}

#[test]
fn people_are_told_of_what_happens_and_not_of_what_they_may_not_see_yet() {
    on_both(|store| async move {
        people(&store).await;
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        assert_eq!(told(&store, "lead-01").await, ["self-assessment-began 01"]);
        assert_eq!(told(&store, "an").await, [""; 0]);
        by_lead(&scene, &id, vec![assign("c1_1_1", "an", None), assign("c1_1_2", "lead-01", None)]).await;
        assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1"]);
        // Nobody is told of what they did themselves.
        assert_eq!(told(&store, "lead-01").await, ["self-assessment-began 01"]);

        for unit in UNITS {
            scene.submitted(&id, unit).await;
        }
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        assert_eq!(told(&store, "appraiser-a").await, ["appraisal-began"]);
        let verdict = Verdict { change: None, reason: "thiếu".to_owned(), asks: Some("Vì sao?".to_owned()) };
        let flag = AssessmentCommand::Appraise { node: "c1_1_1".to_owned(), stage: Stage::First, seen: 1, verdict };
        scene.rounds.act_on_unit(&appraiser("a", NOW), &id, "01", vec![flag]).await.unwrap();
        // The unit may not see the first appraisal yet, so nobody there is told of it.
        assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1"]);

        scene.begin(&id, Phase::Explanation, NOW).await;
        assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1", "flagged 01 c1_1_1"]);
        assert_eq!(told(&store, "lead-01").await, ["explanation-began 01", "self-assessment-began 01"]);
        assert_eq!(told(&store, "approver-01").await, ["explanation-began 01", "self-assessment-began 01"]);

        let explain = AssessmentCommand::Explain {
            node: "c1_1_1".to_owned(),
            seen: 0,
            entry: Entry { note: "Đã bổ sung".to_owned(), ..Entry::default() },
        };
        by_lead(&scene, &id, vec![explain]).await;
        let submit = AssessmentCommand::SubmitExplanation { declaration: signed() };
        scene.rounds.act_on_unit(&approver("01", NOW), &id, "01", vec![submit]).await.unwrap();
        assert_eq!(told(&store, "appraiser-a").await, ["appraisal-began", "explained 01"]);

        let deadline = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(31)));
        let moved = RoundCommand::MoveDeadline { phase: Phase::Explanation, deadline, reason: "mưa lũ".to_owned() };
        scene.rounds.act_on_round(&coordinator(NOW), &id, moved).await.unwrap();
        assert!(told(&store, "lead-01").await.contains(&"deadline-moved 01".to_owned()));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn a_unit_that_may_see_appraisals_is_told_of_each_at_once_and_once() {
    on_both(|store| async move {
        people(&store).await;
        let scene = Scene::of(store.clone());
        let mut open = setup();
        open.visibility.see = [Stage::First, Stage::Council].into();
        let id = scene.begun_with(open).await;
        by_lead(&scene, &id, vec![assign("c1_1_1", "an", None)]).await;
        for unit in UNITS {
            scene.submitted(&id, unit).await;
        }
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        for seen in [1, 2] {
            let verdict = Verdict { change: None, reason: "thiếu".to_owned(), asks: Some("Vì sao?".to_owned()) };
            let flag = AssessmentCommand::Appraise { node: "c1_1_1".to_owned(), stage: Stage::First, seen, verdict };
            scene.rounds.act_on_unit(&appraiser("a", NOW), &id, "01", vec![flag]).await.unwrap();
            assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1", "flagged 01 c1_1_1"]);
            assert_eq!(told(&store, "lead-01").await, ["flagged 01 c1_1_1", "self-assessment-began 01"]);
        }
        scene.begin(&id, Phase::Explanation, NOW).await;
        assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1", "flagged 01 c1_1_1"]);
        // Half a day before the end, nobody has explained.
        let end = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(30))).moment().unwrap();
        scene.rounds.remind(end - DAY / 2).await.unwrap();
        assert_eq!(told(&store, "an").await, ["assigned 01 c1_1_1", "due-soon 01", "flagged 01 c1_1_1"]);
        let other = "lead-48";
        assert_eq!(told(&store, other).await, [""; 0], "{other} has nothing to explain");
    });
}

#[test]
fn whoever_signs_is_told_when_everything_is_finished_and_only_while_they_hold_the_role() {
    on_both(|store| async move {
        people(&store).await;
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let held = scene.rounds.held(&id).await.unwrap();
        let nodes: Vec<String> = held.rules.self_scored().map(|criterion| criterion.id.clone()).collect();
        let (last, others) = nodes.split_last().unwrap();
        let entry = Entry { note: "Có".to_owned(), ..Entry::default() };
        let saved = |node: &String| AssessmentCommand::Save { node: node.clone(), seen: 0, entry: entry.clone() };
        by_lead(&scene, &id, nodes.iter().map(saved).collect()).await;
        by_lead(&scene, &id, others.iter().map(|node| ready(node)).collect()).await;
        assert_eq!(told(&store, "approver-01").await, ["self-assessment-began 01"]);
        by_lead(&scene, &id, vec![ready(last)]).await;
        assert_eq!(told(&store, "approver-01").await, ["ready 01", "self-assessment-began 01"]);
        // My work says the same, with the way to the signature.
        let page = scene.get("/vi/work", &approver("01", NOW)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Ký nộp hồ sơ tự đánh giá của Hà Nội"), "{}", page.body);
        assert!(page.body.contains(&format!("/vi/rounds/{id}/units/01/submit")), "{}", page.body);

        let ended = store.write(Act::new("system", "test", NOW), |w| -> Result<(), StoreError> {
            let row: Assignment = w.fetch("holds-approver-01".to_owned())?;
            w.update(&Assignment { ended: Some(NOW), ..row })
        });
        ended.await.unwrap();
        let back = AssessmentCommand::Return { node: last.clone(), reason: "thiếu số".to_owned() };
        by_lead(&scene, &id, vec![back]).await;
        by_lead(&scene, &id, vec![ready(last)]).await;
        assert_eq!(told(&store, "approver-01").await, ["ready 01", "self-assessment-began 01"]);
    });
}

#[test]
fn deadlines_are_told_at_the_very_moment_and_once() {
    on_both(|store| async move {
        people(&store).await;
        let (scene, other) = (Scene::of(store.clone()), Scene::of(store.clone()));
        let id = scene.begun().await;
        // The phase ends with the tenth day; this criterion four days before.
        let end = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(10))).moment().unwrap();
        let due = Deadline::at(TODAY.saturating_add(jiff::Span::new().days(6)), 17, 0);
        let own = due.moment().unwrap();
        by_lead(&scene, &id, vec![assign("c1_1_1", "an", Some(due)), assign("c1_1_2", "binh", None)]).await;
        let now_told = |kind: &str, from: &[String], to: &[String]| -> Vec<String> {
            let mut to = to.to_vec();
            for row in from {
                to.remove(to.iter().position(|other| other == row).unwrap());
            }
            assert!(to.iter().all(|row| row.starts_with(kind)), "{to:?}");
            to
        };
        let mut before = told(&store, "an").await;
        for (now, kind, expected) in [
            (own - 3 * DAY - 1, "", &[][..]),
            (own - 3 * DAY, "due-soon", &["due-soon 01 c1_1_1"]),
            (own - DAY - 1, "", &[]),
            (own - DAY, "due-soon", &["due-soon 01 c1_1_1"]),
            (own - 1, "", &[]),
            (own, "overdue", &["overdue 01 c1_1_1"]),
            (end - 3 * DAY - 1, "", &[]),
            (end - 3 * DAY, "due-soon", &["due-soon 01"]),
            (end - DAY, "due-soon", &["due-soon 01"]),
            (end - 1, "", &[]),
            (end, "overdue", &["overdue 01"]),
            (end + DAY, "", &[]),
        ] {
            // Two servers look at the same moment, and one looks once more.
            let (one, two) = tokio::join!(scene.rounds.remind(now), other.rounds.remind(now));
            one.unwrap();
            two.unwrap();
            assert_eq!(scene.rounds.remind(now).await.unwrap(), 0);
            let after = told(&store, "an").await;
            assert_eq!(now_told(kind, &before, &after), expected, "{} before the criterion is due", own - now);
            before = after;
        }
        // Without a day of one's own the phase's counts; those who lead and sign are told of the unit.
        let phase = ["due-soon 01", "due-soon 01", "overdue 01"];
        for person in ["binh", "lead-01", "approver-01"] {
            let told = told(&store, person).await;
            let told: Vec<&String> = told.iter().filter(|row| row.contains("due")).collect();
            assert_eq!(told, phase, "{person}");
        }
        // More time: it counts anew. What is finished is not told of.
        let deadline = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(13)));
        let moved = RoundCommand::MoveDeadline {
            phase: Phase::SelfAssessment,
            deadline: deadline.clone(),
            reason: "mưa lũ".to_owned(),
        };
        scene.rounds.act_on_round(&coordinator(end + DAY), &id, moved).await.unwrap();
        assert!(scene.rounds.remind(end + DAY).await.unwrap() > 0);
        scene.submitted_at(&id, "01", end + DAY).await;
        let before = told(&store, "lead-01").await;
        scene.rounds.remind(deadline.moment().unwrap()).await.unwrap();
        assert_eq!(told(&store, "lead-01").await, before);
    });
}

#[test]
fn notices_are_read_and_what_waits_stands_in_my_work() {
    on_both(|store| async move {
        people(&store).await;
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        by_lead(&scene, &id, vec![assign("c1_1_1", "an", None), assign("c1_1_2", "an", None)]).await;
        let an = person("an", Role::UnitContributor, Some("01"), NOW);
        let work = scene.get("/vi/work", &an).await;
        assert_eq!(work.status, StatusCode::OK, "{}", work.body);
        for said in ["Đọc 2 thông báo mới", "Tiêu chí chờ anh/chị", "1.1.1 Ban hành kế hoạch", "Chưa kê khai"]
        {
            assert!(work.body.contains(said), "{said}: {}", work.body);
        }
        assert!(work.body.contains(&format!("/vi/rounds/{id}/units/01/criteria/c1_1_1")), "{}", work.body);
        let page = scene.get("/en/notices", &an).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(
            page.body.contains("2 notices are unread") && page.body.contains("A criterion was given to you: 1.1.1")
        );

        // One is opened and read; the other is nobody else's to read.
        let rows = store.read(|r| -> Result<_, StoreError> { r.notices("an", 10) }).await.unwrap();
        let one = &rows[0].id;
        let open = scene.get(&format!("/vi/notices?open={one}"), &an).await;
        assert!(open.body.contains("Đánh dấu đã đọc") && open.body.contains(&format!("/vi/rounds/{id}/units/01")));
        let unread = |person: &'static str| {
            let store = store.clone();
            async move { store.read(move |r| -> Result<_, StoreError> { r.count_unseen_notices(person) }).await.unwrap() }
        };
        let lead = lead("01", NOW);
        assert_eq!(scene.post("/vi/notices/read", &lead, &[("id", one)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(unread("an").await, 2);
        assert_eq!(scene.post("/vi/notices/read", &an, &[("id", one)]).await.to, "/vi/notices?said=said-notices-read");
        assert_eq!(unread("an").await, 1);
        assert_eq!(scene.post("/vi/notices/read", &an, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(unread("an").await, 0);
        assert!(scene.get("/vi/notices?show=unread", &an).await.body.contains("Không còn thông báo nào chưa đọc"));

        // Appraisers find their queue.
        for unit in UNITS {
            scene.submitted(&id, unit).await;
        }
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        let work = scene.get("/en/work", &appraiser("a", NOW)).await;
        assert!(work.body.contains("Appraise ") && work.body.contains(&format!("/en/rounds/{id}/appraisal")));
        // Without a choice nothing is kept, and what is wrong is said.
        let page = scene.post("/vi/notices/choices", &an, &[("assigned", "sometimes")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        assert!(page.body.contains("Hãy chọn một cách nhận"), "{}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn members_are_called_to_a_meeting_and_find_their_votes_in_my_work() {
    on_both(|store| async move {
        people(&store).await;
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        for unit in UNITS {
            scene.submitted(&id, unit).await;
        }
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        let change = Entry { points: Some(Mark::number(0.5)), ..Entry::default() };
        let verdict = Verdict { change: Some(change), reason: "Sản phẩm chưa đạt".to_owned(), asks: None };
        let command = AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage: Stage::First, seen: 1, verdict };
        scene.rounds.act_on_unit(&appraiser("a", NOW), &id, "01", vec![command]).await.unwrap();
        scene.begin(&id, Phase::Council, NOW).await;
        let fields = [("mode", "room"), ("on", "20/12/2026"), ("item", "01|c1_1_2"), ("place", "Hà Nội")];
        let called = scene.post(&format!("/vi/rounds/{id}/council/new"), &coordinator(NOW), &fields).await;
        assert_eq!(called.status, StatusCode::SEE_OTHER, "{}", called.body);
        let meeting = called.to.split('?').next().unwrap().to_owned();
        assert_eq!(told(&store, "member-1").await, ["meeting-called"]);
        let work = scene.get("/vi/work", &member("1", NOW)).await;
        assert!(work.body.contains("Biểu quyết 1 nội dung tại phiên họp ngày 20/12/2026"), "{}", work.body);
        assert!(work.body.contains(&meeting), "{}", work.body);
        // The council has until the fiftieth day.
        let end = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(50))).moment().unwrap();
        scene.rounds.remind(end - DAY).await.unwrap();
        assert_eq!(told(&store, "member-1").await, ["due-soon", "meeting-called"]);
        let work = scene.get("/vi/work", &member("1", end - DAY)).await;
        assert!(work.body.contains("Sắp đến hạn"), "{}", work.body);

        let there = [("member", "member-1")];
        scene.post(&format!("{meeting}/present"), &coordinator(NOW), &there).await;
        let voted = scene.post(&format!("{meeting}/votes"), &member("1", NOW), &[("vote-0", "0")]).await;
        assert_eq!(voted.status, StatusCode::SEE_OTHER, "{}", voted.body);
        assert!(!scene.get("/vi/work", &member("1", NOW)).await.body.contains("Biểu quyết"));
        // Nothing waits any more, so nothing is late.
        scene.rounds.remind(end).await.unwrap();
        assert_eq!(told(&store, "member-1").await, ["due-soon", "meeting-called"]);
    });
}

#[test]
fn letters_go_through_a_real_server_once_whatever_stops() {
    on_both(|store| async move {
        let Some(mut server) = Server::start("plain", &[]) else { return };
        people(&store).await;
        let nobody_listens = {
            let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            free.local_addr().unwrap().port()
        };
        let first = running(&store, nobody_listens);
        let id = first.begun().await;
        by_lead(&first, &id, vec![assign("c1_1_1", "an", None), assign("c1_1_2", "an", None)]).await;
        // Stopped before the letter is in the queue, then with the letter in the queue, then while the mail server is away.
        drop(first);
        let (one, two) = (running(&store, nobody_listens), running(&store, nobody_listens));
        let (a, b) = tokio::join!(one.rounds.post_notices(NOW + 1), two.rounds.post_notices(NOW + 1));
        assert_eq!(a.unwrap() + b.unwrap(), 1, "two servers, one letter");
        drop((one, two));
        let away = running(&store, nobody_listens);
        assert_eq!(away.rounds.desk().work_due_jobs(NOW + 2).await.unwrap(), 1);
        assert_eq!(away.rounds.post_notices(NOW + 2).await.unwrap(), 0);
        drop(away);

        let (one, two) = (running(&store, server.port), running(&store, server.port));
        let later = NOW + 5 * MINUTE;
        let (a, b) = tokio::join!(one.rounds.desk().work_due_jobs(later), two.rounds.desk().work_due_jobs(later));
        assert_eq!(a.unwrap() + b.unwrap(), 1);
        let mails = arrived(&mut server).await;
        assert_eq!(readers(&mails), ["an"]);
        let (_, subject, text) = &mails[0];
        assert_eq!(subject, "2 thông báo mới");
        assert!(text.contains("Được giao tiêu chí: 1.1.1 Ban hành kế hoạch"), "{text}");
        assert!(text.contains(&format!("http://127.0.0.1:8080/vi/rounds/{id}/units/01/criteria/c1_1_1")), "{text}");
        assert_eq!(text.matches("Chỉ số CCHC cấp tỉnh năm 2024").count(), 1, "one group: {text}");

        // The digest: half past seven in Việt Nam, half an hour after the round began; not a minute earlier, and once.
        assert_eq!(one.rounds.post_notices(NOW + 30 * MINUTE - 1).await.unwrap(), 0);
        assert_eq!(one.rounds.post_notices(NOW + 30 * MINUTE).await.unwrap(), 2);
        assert_eq!(two.rounds.post_notices(NOW + DAY + 30 * MINUTE).await.unwrap(), 0);
        one.rounds.desk().work_due_jobs(NOW + 31 * MINUTE).await.unwrap();
        let mails = arrived(&mut server).await;
        assert_eq!(readers(&mails), ["approver-01", "lead-01"]);
        assert!(
            mails[0].1 == "Bắt đầu tự đánh giá" && mails[0].2.contains("kể từ thư tổng hợp trước"),
            "{:?}",
            mails[0]
        );
        let jobs = store.read(|r| -> Result<_, StoreError> { r.count_jobs() }).await.unwrap();
        assert_eq!(jobs, 0);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn who_chose_none_has_no_address_may_not_sign_in_or_was_erased_gets_no_letter() {
    on_both(|store| async move {
        let Some(mut server) = Server::start("plain", &[]) else { return };
        people(&store).await;
        let scene = running(&store, server.port);
        let id = scene.begun().await;
        // The lead wants nothing of the calendar, and what is assigned in the digest.
        let fields: Vec<(&str, &str)> =
            ["returned", "due-soon", "overdue", "flagged", "ready", "decided", "meeting", "calendar"]
                .map(|matter| (matter, "never"))
                .into_iter()
                .chain([("assigned", "digest")])
                .collect();
        let hanoi = lead("01", NOW);
        let page = scene.post("/vi/notices/choices", &hanoi, &fields).await;
        assert_eq!(page.to, "/vi/notices/choices?said=said-choices-kept", "{}", page.body);
        let by_an = person("an", Role::UnitLead, Some("01"), NOW);
        let give = |node: &str, to: &str| vec![assign(node, to, None)];
        let held = scene.rounds.held(&id).await.unwrap();
        let own = held.rules.self_scored().map(|criterion| criterion.id.as_str());
        for (node, to) in own.zip(["lead-01", "binh", "approver-01", "member-1", "chi"]) {
            scene.rounds.act_on_unit(&by_an, &id, "01", give(node, to)).await.unwrap();
        }
        // Binh is switched off, member-1 has no address any more.
        store
            .write(Act::new("system", "test", NOW), |w| -> Result<(), StoreError> {
                let binh: Person = w.fetch("binh".to_owned())?;
                w.update(&Person { active: false, ..binh })?;
                let member: Person = w.fetch("member-1".to_owned())?;
                w.update(&Person { mail: None, mail_key: None, ..member })
            })
            .await
            .unwrap();
        assert_eq!(scene.rounds.post_notices(NOW + 1).await.unwrap(), 2, "approver-01 and chi, at once");
        // Erased, or switched off, while the letter waits.
        store
            .write(Act::new("system", "test", NOW), |w| -> Result<(), StoreError> {
                w.erase_person("approver-01")?;
                let chi: Person = w.fetch("chi".to_owned())?;
                w.update(&Person { active: false, ..chi })
            })
            .await
            .unwrap();
        scene.rounds.desk().work_due_jobs(NOW + 2).await.unwrap();
        assert_eq!(readers(&arrived(&mut server).await), [""; 0]);

        // The digest holds what was chosen, and nothing that was read meanwhile.
        assert_eq!(scene.rounds.post_notices(NOW + 30 * MINUTE).await.unwrap(), 1);
        scene.rounds.desk().work_due_jobs(NOW + 31 * MINUTE).await.unwrap();
        let mails = arrived(&mut server).await;
        assert_eq!(readers(&mails), ["lead-01"]);
        assert!(
            mails[0].1.starts_with("Được giao tiêu chí: 1.1.1") && !mails[0].2.contains("Bắt đầu"),
            "{:?}",
            mails[0]
        );
        scene.rounds.act_on_unit(&by_an, &id, "01", give("c1_1_2", "lead-01")).await.unwrap();
        scene.rounds.read_notices(&hanoi, None).await.unwrap();
        assert_eq!(scene.rounds.post_notices(NOW + 2 * DAY).await.unwrap(), 0);
    });
}

#[test]
fn people_of_what_carries_a_unit_on_are_told_of_it_and_given_its_criteria() {
    on_both(|store| async move {
        let east = [("lead-east", Role::UnitLead, Some("east")), ("yen", Role::UnitContributor, Some("east"))];
        let others = [("lead-west", Role::UnitLead, Some("west")), ("lead-48-2025", Role::UnitLead, Some("48-2025"))];
        arrive(&store, &[east, others].concat()).await;
        let (scene, id) = divided(store.clone()).await;
        // Đà Nẵng of today answers for that of 2024; for what was divided nobody does, before one is named.
        assert_eq!(told(&store, "lead-48-2025").await, ["self-assessment-began 48"]);
        assert_eq!(told(&store, "lead-east").await, [""; 0]);
        let chief = coordinator(NOW);
        scene.rounds.name_heir(&chief, &id, "old".to_owned(), "east".to_owned(), "CV 9".to_owned()).await.unwrap();
        let deadline = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(9)));
        let moved =
            RoundCommand::MoveDeadline { phase: Phase::SelfAssessment, deadline, reason: "mưa lũ".to_owned() };
        scene.rounds.act_on_round(&chief, &id, moved).await.unwrap();
        assert_eq!(told(&store, "lead-east").await, ["deadline-moved old"]);
        assert_eq!(told(&store, "lead-west").await, [""; 0]);

        let criterion = format!("/vi/rounds/{id}/units/old/criteria/c1_1_1");
        let head = lead("east", NOW);
        let page = scene.get(&criterion, &head).await;
        assert!(page.body.contains("Họ tên yen") && !page.body.contains("Họ tên lead-west"), "{}", page.body);
        let given = scene.post(&format!("{criterion}/assign"), &head, &[("person", "yen")]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        assert_eq!(told(&store, "yen").await, ["assigned old c1_1_1"]);
        let work = scene.get("/vi/work", &person("yen", Role::UnitContributor, Some("east"), NOW)).await;
        assert!(work.body.contains(&format!("/vi/rounds/{id}/units/old/criteria/c1_1_1")), "{}", work.body);

        // A day before the end they are reminded, as those of any unit; a role that was lent is over when the lender's is.
        let ended = store.write(Act::new("system", "test", NOW), |w| -> Result<(), StoreError> {
            let own: Assignment = w.fetch("holds-yen".to_owned())?;
            let lent =
                Assignment { id: "lent".to_owned(), delegated_from: Some("holds-yen".to_owned()), ..own.clone() };
            w.add_person("zung", "Họ tên zung", "zung@example.org", "vi")?;
            w.insert(&Assignment { person: "zung".to_owned(), ..lent })
        });
        ended.await.unwrap();
        assert!(scene.get(&criterion, &head).await.body.contains("Họ tên zung"));
        let ended = store.write(Act::new("system", "test", NOW), |w| -> Result<(), StoreError> {
            let own: Assignment = w.fetch("holds-yen".to_owned())?;
            w.update(&Assignment { ended: Some(NOW), ..own })
        });
        ended.await.unwrap();
        let page = scene.get(&criterion, &head).await;
        page.lacks(&["Họ tên zung"]);
        scene.rounds.remind(NOW + 8 * DAY + 12 * 60 * MINUTE).await.unwrap();
        assert_eq!(told(&store, "lead-east").await, ["deadline-moved old", "due-soon old"]);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn nobody_is_told_to_judge_what_is_their_own_or_where_they_judge_no_more() {
    on_both(|store| async move {
        let roles = [
            ("appraiser-a-both", Role::Appraiser, None),
            ("appraiser-a-both", Role::UnitContributor, Some("48-2025")),
            ("appraiser-b", Role::Appraiser, None),
            ("member-1-both", Role::CouncilMember, None),
            ("member-1-both", Role::UnitContributor, Some("48-2025")),
            // Sits on the council of some other agency by now.
            ("member-2", Role::CouncilMember, Some("01")),
            ("member-3", Role::CouncilMember, Some("viet-nam")),
        ];
        arrive(&store, &roles).await;
        let scene = Scene::of(store.clone());
        let mut setup = setup();
        setup.appraisers[0].person = "appraiser-a-both".to_owned();
        let all = setup.appraisers.iter().flat_map(|appraiser| appraiser.nodes.clone()).collect();
        setup.appraisers[1].nodes = all;
        setup.council.members = ["member-1-both", "member-2", "member-3"].map(str::to_owned).into();
        setup.council.chair = Some("member-3".to_owned());
        let id = scene.begun_with(setup).await;
        scene.submitted(&id, "48").await;
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        // What Đà Nẵng of 2024 explains is no business of who is of Đà Nẵng of today.
        let verdict = Verdict { change: None, reason: "thiếu".to_owned(), asks: Some("Vì sao?".to_owned()) };
        let flag = AssessmentCommand::Appraise { node: "c1_1_1".to_owned(), stage: Stage::First, seen: 1, verdict };
        let change = Some(Entry { points: Some(Mark::number(0.5)), ..Entry::default() });
        let verdict = Verdict { change, reason: "Sản phẩm chưa đạt".to_owned(), asks: None };
        let less = AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage: Stage::First, seen: 1, verdict };
        scene.rounds.act_on_unit(&appraiser("b", NOW), &id, "48", vec![flag, less]).await.unwrap();
        scene.begin(&id, Phase::Explanation, NOW).await;
        let entry = Entry { note: "Đã bổ sung".to_owned(), ..Entry::default() };
        let explain = AssessmentCommand::Explain { node: "c1_1_1".to_owned(), seen: 0, entry };
        scene.rounds.act_on_unit(&lead("48", NOW), &id, "48", vec![explain]).await.unwrap();
        let submit = AssessmentCommand::SubmitExplanation { declaration: signed() };
        scene.rounds.act_on_unit(&approver("48", NOW), &id, "48", vec![submit]).await.unwrap();
        assert_eq!(told(&store, "appraiser-a-both").await, ["appraisal-began"]);
        assert_eq!(told(&store, "appraiser-b").await, ["appraisal-began", "explained 48"]);

        scene.begin(&id, Phase::Council, NOW).await;
        let fields = [("mode", "room"), ("on", "20/12/2026"), ("item", "48|c1_1_2"), ("place", "Hà Nội")];
        let called = scene.post(&format!("/vi/rounds/{id}/council/new"), &coordinator(NOW), &fields).await;
        assert_eq!(called.status, StatusCode::SEE_OTHER, "{}", called.body);
        let end = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(50))).moment().unwrap();
        scene.rounds.remind(end - DAY).await.unwrap();
        assert_eq!(told(&store, "member-1-both").await, ["meeting-called"]);
        assert_eq!(told(&store, "member-2").await, ["meeting-called"]);
        assert_eq!(told(&store, "member-3").await, ["due-soon", "meeting-called"]);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
