//! A survey through its pages: from nothing to a draft, opened, its close moved, closed; and what is refused on the way.

use crate::common::{DAY, HOUR, NOW, OWNER, Page, Scene, interviewer, manager, on_both, person, setup};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_model::Lang;
use chiso_survey::campaign::{CampaignCommand, Mode, Phase, Reminders, Setup};

/// What the form of a setup sends, but for the fields given.
fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title_vi", "Khảo sát người dân năm 2026"),
        ("title_en", "Citizens 2026"),
        ("owner", OWNER),
        ("year", "2026"),
        ("opens_day", "1/12/2026"),
        ("opens_time", "8h"),
        ("closes_day", "31/12/2026"),
        ("closes_time", "24:00"),
        ("modes", "own"),
        ("modes", "paper"),
        ("least", "6"),
        ("between", "30"),
        ("letter_vi", "Kính mời\r\nÔng/Bà"),
        ("letter_en", ""),
        ("per_minute", "100"),
        ("reminders", "7, 3"),
        ("thanks_vi", "Xin cảm ơn"),
        ("thanks_en", "Thank you"),
    ];
    let is_changed = |name: &str| changed.iter().any(|(other, _)| *other == name);
    let kept = usual.into_iter().filter(|(name, _)| !is_changed(name));
    kept.chain(changed.iter().copied().filter(|(_, value)| *value != "–")).collect()
}

/// The hidden field of a page that says which version of the survey it shows.
fn seen(page: &Page) -> String {
    let (_, rest) = page.body.split_once("name=\"seen\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_draft_is_made_with_everything_that_was_entered() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let page = scene.get("/vi/surveys/new", &chief).await;
        // Proposals: two weeks from now at eight, letters and thanks written out in both languages, the one agency chosen.
        page.has(&[
            "value=\"01\" checked",
            "name=\"opens_day\" value=\"06/12/2026\"",
            "name=\"opens_time\" value=\"08:00\"",
            "name=\"closes_time\" value=\"17:00\"",
            "value=\"own\" checked",
            "Kính gửi Ông/Bà",
            "Dear Sir or Madam",
            "Xin cảm ơn Ông/Bà",
        ]);
        let page = scene.post("/vi/surveys/new", &chief, &fields(&[])).await;
        let to = page.leads("/vi/surveys/").to_owned();
        let id = to.trim_start_matches("/vi/surveys/").split('?').next().unwrap();
        let held = scene.surveys.held(id).await.unwrap();
        // 1 December 2026, eight in the morning in Việt Nam; the end of the last day of the year.
        let opens = NOW.div_euclid(DAY) * DAY + 9 * DAY + HOUR;
        let expected = Setup {
            title: chiso_model::Text::new("Khảo sát người dân năm 2026", "Citizens 2026"),
            opens,
            closes: opens + 30 * DAY + 16 * HOUR,
            modes: [Mode::Own, Mode::Paper].into(),
            least: 6,
            between: 30,
            per_minute: 100,
            letter: chiso_model::Text { vi: "Kính mời\nÔng/Bà".to_owned(), en: None },
            thanks: chiso_model::Text::new("Xin cảm ơn", "Thank you"),
            ..setup()
        };
        assert_eq!(held.campaign.setup, expected);
        let page = scene.get(&to, &chief).await;
        page.has(&[
            "Đã tạo bản nháp",
            "làm 1 việc còn thiếu",
            "Chưa có phiếu hỏi",
            "01/12/2026 08:00",
            "01/01/2027 00:00",
        ]);
    });
}

/// Fields that are changed, the one that is wrong, and what is said of it.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

#[test]
fn what_cannot_be_taken_is_told_beside_its_field_and_nothing_typed_is_lost() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let cases: &[Case] = &[
            (&[("title_vi", "")], "title_vi", "Hãy đặt tên"),
            (&[("owner", "48")], "owner", "Hãy chọn cơ quan mà quý vị được tổ chức"),
            (&[("owner", "–")], "owner", "Hãy chọn cơ quan"),
            (&[("year", "hai nghìn")], "year", "Hãy nhập năm"),
            (&[("opens_day", "31/2/2026")], "opens_day", "Ngày bắt đầu: Hãy nhập một ngày trong lịch"),
            (&[("closes_time", "25:00")], "closes_time", "Hãy nhập giờ và phút"),
            (&[("closes_day", "1/12/2026"), ("closes_time", "08:00")], "closes_day", "phải sau thời điểm bắt đầu"),
            (&[("opens_day", "1/1/2020"), ("closes_day", "1/2/2020")], "closes_day", "Thời điểm kết thúc đã qua"),
            (&[("modes", "–")], "modes", "Chưa chọn cách thu phiếu"),
            (&[("least", "2")], "least", "phải từ 3 trở lên"),
            (&[("least", "1.000")], "least", "viết liền các chữ số"),
            (&[("between", "5")], "between", "không được nhỏ hơn"),
            (&[("per_minute", "0")], "per_minute", "phải từ 1 trở lên"),
            (&[("reminders", "ba ngày")], "reminders", "ví dụ 3, 7, 14"),
        ];
        for (changed, field, told) in cases {
            let page = scene.post("/vi/surveys/new", &chief, &fields(changed)).await;
            page.refuses(&[&format!("href=\"#f-{field}\">"), told, "Kính mời\r\nÔng/Bà"]);
            let others = page.body.matches("href=\"#f-").count();
            assert_eq!(others, 1, "{field}: only one field is wrong");
            for (_, value) in changed.iter().filter(|(_, value)| !["–", "", "48"].contains(value)) {
                assert!(page.body.contains(value), "{field}: {value} is lost");
            }
        }
        assert!(scene.surveys.all().await.unwrap().is_empty());
    });
}

#[test]
fn agencies_are_those_of_the_caller() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let everywhere = person("chief", Role::SurveyManager, None, NOW);
        let page = scene.get("/en/surveys/new", &everywhere).await;
        page.has(&["<select id=\"f-owner\"", "value=\"01\""]);
        assert!(!page.body.contains("checked>01"));
        // The country, then provinces by the alphabet; one that was merged into another is no more.
        let page = scene.get("/vi/surveys/new", &everywhere).await;
        let ordered = ["Việt Nam", "Cà Mau", "Cao Bằng", "Đà Nẵng", "Đắk Lắk", "Hà Nội", "Huế"];
        let at = ordered.map(|name| page.body.find(&format!(">{name}</option>")).unwrap());
        assert!(at.is_sorted(), "{at:?}");
        page.lacks(&[">Bạc Liêu</option>"]);
        let page = scene.get("/en/surveys/new", &manager(NOW)).await;
        page.has(&["type=\"radio\"", "value=\"01\" checked"]);
        page.lacks(&["value=\"48\""]);
    });
}

#[test]
fn a_survey_goes_its_way() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let id = scene.drafted_with(setup()).await;
        let at = |rest: &str| format!("/vi/surveys/{id}{rest}");

        // What is missing stands there with the way to mend it, on the overview and before opening.
        let link = format!("href=\"{}\">Chưa có phiếu hỏi", at("/questionnaire/choose"));
        scene.get(&at(""), &chief).await.has(&["Việc phải làm trước khi mở", &link]);
        scene.get(&at("/setup/open"), &chief).await.has(&["còn 1 việc", &link]);
        let forced = scene.post(&at("/setup/open"), &chief, &[("seen", "1")]).await;
        forced.refuses(&["Chưa có phiếu hỏi"]);

        // A change by an old page is not taken, and what was typed stays.
        let page = scene.get(&at("/setup"), &chief).await;
        let old = seen(&page);
        let form = scene.shipped("officials_ballot").await;
        let with_form = Setup { form: Some(form.clone()), ..setup() };
        scene.surveys.act(&chief, &id, CampaignCommand::Revise { setup: Box::new(with_form) }).await.unwrap();
        let stale = fields(&[("seen", &old), ("title_vi", "Tên khác")]);
        scene.post(&at("/setup"), &chief, &stale).await.refuses(&["vừa được thay đổi", "Tên khác"]);
        let page = scene.get(&at("/setup"), &chief).await;
        let fresh = seen(&page);
        let renamed =
            fields(&[("seen", &fresh), ("title_vi", "Tên khác"), ("opens_day", "22/11/2026"), ("opens_time", "00:00")]);
        scene.post(&at("/setup"), &chief, &renamed).await.leads(&at("?said="));
        let held = scene.surveys.held(&id).await.unwrap();
        assert_eq!(held.campaign.setup.title.vi, "Tên khác");
        assert_eq!(held.campaign.setup.form.as_deref(), Some(form.as_str()), "what the form does not ask for stays");

        // Everything that will be fixed is shown, then it is opened.
        let page = scene.get(&at("/setup/open"), &chief).await;
        page.has(&[
            "Mở đợt “Tên khác”?",
            "22/11/2026 00:00",
            "Chưa mời ai",
            "6 phiếu",
            "Phiếu khảo sát công chức",
            &form,
            "<p>Kính mời</p><p>Ông/Bà</p>",
            "Xin cảm ơn",
            "Thank you",
        ]);
        scene.post(&at("/setup/open"), &chief, &[("seen", &seen(&page))]).await.leads(&at("?said="));
        assert_eq!(scene.surveys.held(&id).await.unwrap().campaign.phase, Phase::Open);
        let page = scene.get(&at(""), &chief).await;
        page.has(&["Đang nhận phiếu đến 01/01/2027 00:00", "đưa danh sách người được mời vào", "Phiếu đã nhận"]);

        // Nothing but the close can be changed.
        let page = scene.get(&at("/setup"), &chief).await;
        page.has(&["Thiết lập được cố định", &at("/setup/move"), &at("/setup/close")]);
        let held = scene.surveys.held(&id).await.unwrap();
        let version = held.campaign.version.to_string();
        scene.post(&at("/setup"), &chief, &fields(&[("seen", &version)])).await.refuses(&["đang thu phiếu"]);
        for rest in ["/setup/open", "/setup/discard", "/questionnaire/choose"] {
            assert_eq!(scene.get(&at(rest), &chief).await.status, StatusCode::NOT_FOUND, "{rest}");
        }

        // The close: a moment and a reason, each missing one told beside its field.
        let page = scene.get(&at("/setup/move"), &chief).await;
        page.has(&["kết thúc lúc 01/01/2027 00:00", "value=\"01/01/2027\""]);
        let moved = |day, reason| {
            [("seen", version.as_str()), ("closes_day", day), ("closes_time", "17:00"), ("reason", reason)]
        };
        for (day, reason, told) in [
            ("31/2/2027", "thêm phiếu", "Hãy nhập một ngày"),
            ("20/11/2026", "thêm phiếu", "đã qua"),
            ("31/01/2027", "", "href=\"#f-reason\">Lý do: Hãy ghi lý do"),
        ] {
            let page = scene.post(&at("/setup/move"), &chief, &moved(day, reason)).await;
            page.refuses(&[told, day]);
        }
        scene.post(&at("/setup/move"), &chief, &moved("31/01/2027", "thêm phiếu")).await.leads(&at("?said="));
        scene.get(&at(""), &chief).await.has(&["Đang nhận phiếu đến 31/01/2027 17:00"]);

        // Closing before that needs a reason.
        let page = scene.get(&at("/setup/close"), &chief).await;
        page.has(&["Đóng đợt “Tên khác”?", "Đóng sớm phải nêu lý do"]);
        let version = seen(&page);
        scene
            .post(&at("/setup/close"), &chief, &[("seen", &version), ("reason", " ")])
            .await
            .refuses(&["Hãy ghi lý do"]);
        let closed = [("seen", version.as_str()), ("reason", "đủ phiếu")];
        scene.post(&at("/setup/close"), &chief, &closed).await.leads(&at("?said="));
        scene.get(&at(""), &chief).await.has(&["Đợt khảo sát đã đóng lúc 22/11/2026", "công bố kết quả"]);
        for rest in ["/setup/move", "/setup/close"] {
            assert_eq!(scene.get(&at(rest), &chief).await.status, StatusCode::NOT_FOUND, "{rest}");
        }
    });
}

#[test]
fn of_two_who_save_at_one_moment_one_is_asked_to_look_again() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let id = scene.drafted_with(setup()).await;
        let to = format!("/vi/surveys/{id}/setup");
        let titles = ["Một", "Hai", "Ba", "Bốn"];
        let [a, b, c, d] = titles.map(|title| fields(&[("seen", "1"), ("title_vi", title)]));
        let pages = tokio::join!(
            scene.post(&to, &chief, &a),
            scene.post(&to, &chief, &b),
            scene.post(&to, &chief, &c),
            scene.post(&to, &chief, &d),
        );
        let pages = [pages.0, pages.1, pages.2, pages.3];
        let saved: Vec<usize> = (0..4).filter(|page| pages[*page].status == StatusCode::SEE_OTHER).collect();
        assert_eq!(saved.len(), 1);
        for (number, page) in pages.iter().enumerate().filter(|(number, _)| !saved.contains(number)) {
            page.refuses(&["vừa được thay đổi", titles[number]]);
        }
        assert_eq!(scene.surveys.held(&id).await.unwrap().campaign.setup.title.vi, titles[saved[0]]);
    });
}

#[test]
fn after_its_time_a_survey_is_closed_without_a_reason() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.opened("officials_ballot").await;
        let later = manager(NOW + 11 * DAY);
        let page = scene.get(&format!("/en/surveys/{id}"), &later).await;
        page.has(&["but the survey is not closed. Next: close the survey"]);
        let page = scene.get(&format!("/en/surveys/{id}/setup/close"), &later).await;
        page.lacks(&["needs a reason"]);
        let fields = [("seen", seen(&page)), ("reason", String::new())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        scene.post(&format!("/en/surveys/{id}/setup/close"), &later, &fields).await.leads("/en/surveys/");
        assert_eq!(scene.surveys.held(&id).await.unwrap().campaign.phase, Phase::Closed);
    });
}

#[test]
fn a_draft_is_thrown_away_with_a_reason() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = manager(NOW);
        let id = scene.drafted_with(setup()).await;
        let discard = format!("/vi/surveys/{id}/setup/discard");
        let page = scene.get(&discard, &chief).await;
        page.has(&["Bỏ bản nháp “Khảo sát hài lòng năm 2026”?", "nhật ký"]);
        let version = seen(&page);
        scene.post(&discard, &chief, &[("seen", &version), ("reason", "")]).await.refuses(&["Hãy ghi lý do"]);
        let done = scene.post(&discard, &chief, &[("seen", &version), ("reason", "lập nhầm")]).await;
        let list = scene.get(done.leads("/vi/surveys?said="), &chief).await;
        list.has(&["Đã bỏ bản nháp", "Chưa có đợt khảo sát nào"]);
        assert_eq!(scene.get(&format!("/vi/surveys/{id}"), &chief).await.status, StatusCode::NOT_FOUND);

        // Both acts stand in the journal, and it tells them in words.
        let admin = person("admin", Role::Administrator, None, NOW);
        let journal = scene.get("/vi/journal", &admin).await;
        journal.has(&["bỏ bản nháp đợt khảo sát", "chuẩn bị đợt khảo sát"]);
    });
}

#[test]
fn who_does_not_run_it_sees_where_it_stands_and_no_way_to_change_it() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("sipas_2026").await;
        let page = scene.get(&format!("/en/surveys/{id}"), &interviewer(NOW)).await;
        page.has(&["The survey is being set up. The agency that runs it", "Phiếu khảo sát SIPAS 2026"]);
        page.lacks(&["/setup", "To do before"]);
        page.has(&[&format!("href=\"/en/surveys/{id}/questionnaire\"")]);
        let page = scene.get(&format!("/en/surveys/{id}"), &manager(NOW)).await;
        page.has(&["bring the list of people", "/setup/open"]);
    });
}

#[test]
fn the_steps_and_the_sentence_follow_the_setup() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let modes = [Mode::Own, Mode::Interview, Mode::Paper].into();
        let silent = Setup { modes, reminders: Reminders::default(), ..setup() };
        let id = scene.drafted_with(silent.clone()).await;
        let at = format!("/vi/surveys/{id}");
        let page = scene.get(&at, &chief).await;
        page.has(&["làm 1 việc còn thiếu", "Trước hoặc sau khi mở", "Phiếu giấy</a>"]);
        page.lacks(&["qua điện thoại"]);
        assert_eq!(page.body.matches("Cần làm").count(), 1, "as many as the sentence counts");
        // The close that has passed is one more.
        let late = scene.get(&at, &manager(NOW + 11 * DAY)).await;
        late.has(&["làm 2 việc còn thiếu"]);
        assert_eq!(late.body.matches("Cần làm").count(), 2);

        let form = Some(scene.shipped("officials_ballot").await);
        let revise = CampaignCommand::Revise { setup: Box::new(Setup { form, ..silent }) };
        let invite = CampaignCommand::Invite { people: 40, list: "a".repeat(64) };
        for command in [revise, CampaignCommand::Open, invite] {
            scene.surveys.act(&chief, &id, command).await.unwrap();
        }
        let page = scene.get(&at, &chief).await;
        page.has(&["theo dõi số phiếu đã nhận; không có thư nhắc.", "Chưa phát phiếu nào", "Chưa giao nhóm nào"]);
        page.lacks(&["Đang làm"]);
        assert_eq!(page.body.matches("Cần làm").count(), 2, "interviews and sheets");

        let id = scene.opened("officials_ballot").await;
        let invite = CampaignCommand::Invite { people: 40, list: "b".repeat(64) };
        scene.surveys.act(&chief, &id, invite).await.unwrap();
        scene.get(&format!("/vi/surveys/{id}"), &chief).await.has(&["người chưa trả lời được nhắc sau 3, 7 ngày"]);
    });
}

#[test]
fn what_is_to_be_done_waits_on_the_front_page_of_work() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("officials_ballot").await;
        let to = |rest: &str| format!("href=\"/vi/surveys/{id}{rest}\"");
        let chief = manager(NOW);
        scene.get("/vi/work", &chief).await.has(&[
            &to(""),
            "Hoàn thiện và mở đợt khảo sát",
            "Khảo sát hài lòng năm 2026",
        ]);
        let page = scene.get("/vi/work", &interviewer(NOW)).await;
        page.lacks(&[&id]);
        // Surveys are among the quick links of whoever may see some.
        let (_, quick) = page.body.split_once("Liên kết nhanh").unwrap();
        assert!(quick.contains("href=\"/vi/surveys\""), "{quick}");
        let lead = person("lead", Role::UnitLead, Some(OWNER), NOW);
        scene.get("/vi/work", &lead).await.lacks(&["href=\"/vi/surveys\""]);
        scene.surveys.act(&chief, &id, CampaignCommand::Open).await.unwrap();
        scene.get("/vi/work", &chief).await.has(&[&to("/people"), "Mời người trả lời"]);
        let invite = CampaignCommand::Invite { people: 40, list: "a".repeat(64) };
        scene.surveys.act(&chief, &id, invite).await.unwrap();
        scene.get("/vi/work", &chief).await.lacks(&[&id]);
        let late = manager(NOW + 10 * DAY);
        scene.get("/vi/work", &late).await.has(&[&to("/setup/close"), "Đóng đợt khảo sát"]);
        scene.surveys.act(&late, &id, CampaignCommand::Close { reason: String::new() }).await.unwrap();
        scene.get("/vi/work", &late).await.has(&[&to("/results"), "Công bố kết quả"]);
    });
}

#[test]
fn days_with_few_ballots_are_not_told() {
    on_both(|store| async move {
        use chiso_ballot::{Ballot, BallotBox, Batching};
        let scene = Scene::of(store);
        let id = scene.opened("officials_ballot").await;
        // Another process of the same server's files: what the box holds is what counts.
        let quick = Batching { most: 64, wait: std::time::Duration::ZERO };
        let ballots = BallotBox::open(&scene.ballots().join("box.sqlite"), quick, |_| ()).unwrap();
        for (day, count) in [("2026-11-20", 3), ("2026-11-21", 4), ("2026-11-22", 2)] {
            for number in 0..count {
                let mut mark = [0; 32];
                mark[..10].copy_from_slice(day.as_bytes());
                mark[31] = number;
                let ballot = Ballot {
                    campaign: id.clone(),
                    people: "g".to_owned(),
                    day: day.to_owned(),
                    answers: "{}".to_owned(),
                };
                ballots.cast(mark, ballot).await.unwrap();
            }
        }
        let page = scene.get(&format!("/vi/surveys/{id}"), &manager(NOW)).await;
        page.has(&["Phiếu đã nhận", "chưa kể các ngày gần đây: ít hơn 5"]);
        page.has(&["20/11/2026 đến 21/11/2026", "7", "Các ngày sau đó", "ít hơn 5"]);
        page.lacks(&[">22/11/2026<", ">9<"]);
    });
}

#[test]
fn every_page_is_there_in_both_languages() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("sipas_2026").await;
        for lang in [Lang::Vi, Lang::En] {
            for rest in ["", "/setup", "/setup/open", "/setup/discard", "/questionnaire", "/questionnaire/choose"] {
                let page = scene.get(&format!("/{}/surveys/{id}{rest}", lang.tag()), &manager(NOW)).await;
                page.has(&[&format!("<html lang=\"{}\"", lang.tag())]);
            }
        }
    });
}
