//! People who are invited: lists, groups, the register, and what is forgotten of them.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::common::{NOW, Scene, every_role, manager, on_both, person, setup};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_model::{Lang, Text};
use chiso_store::surveys::Invitee;
use chiso_store::{Act, JournalFilter, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_workspace::Refusal;

/// Six people of a stratum and five of another, as a spreadsheet of this country writes it.
fn list() -> String {
    let mut text = "\u{feff}Họ và tên;Thư điện tử;Điện thoại;Tầng;Trọng số;Ghi chú\r\n".to_owned();
    for number in 1..=11 {
        let (stratum, weight) = if number <= 6 { ("Ba Đình", "12,5") } else { ("Hà Đông", "40") };
        write!(text, "Người {number};p{number}@example.org;09{number:08};{stratum};{weight};x\r\n").unwrap();
    }
    text
}

#[test]
fn a_list_is_invited_as_a_whole_or_not_at_all() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        let people = format!("/vi/surveys/{survey}/people");
        let manager = manager(NOW);
        scene.get(&people, &manager).await.has(&["Chưa mời ai."]);
        let invite = format!("{people}/invite");
        let send = async |name: &str, text: &str, check: bool| {
            let fields: &[(&str, &str)] = if check { &[("only_check", "1")] } else { &[] };
            scene.post_with_file(&invite, &manager, fields, Some(("file", name, text.as_bytes()))).await
        };
        scene.post_with_file(&invite, &manager, &[], None).await.refuses(&["Hãy chọn một tệp."]);
        // Two faults, told at once; nobody is invited.
        let broken = list().replace("p3@example.org", "p3@example").replace("40;x", "0;x");
        let page = send("list.csv", &broken, false).await;
        page.refuses(&["Tệp có lỗi", "Thư điện tử", "Không phải địa chỉ", "Trọng số phải lớn hơn 0."]);
        // A group of four is too small, and is named.
        let small = list().replacen("Hà Đông", "Đông Anh", 1);
        send("list.csv", &small, false).await.refuses(&[
            "2 nhóm có dưới 5 người",
            "Hà Đông (4)",
            "Đông Anh (1)",
            "Hãy gộp",
        ]);
        // Where all strata are agencies, it is named by the agency.
        let small = list().replacen("Hà Đông", "48", 1).replace("Hà Đông", "79").replace("Ba Đình", "79");
        send("list.csv", &small, false).await.refuses(&["nhóm có dưới 5 người", "Đà Nẵng (1)"]);
        assert!(scene.invitees(&survey).await.is_empty());
        let page = send("list.csv", &list(), true).await;
        page.has(&["Danh sách đúng", "11", "2", "stratum, weight", "Ghi chú", "Ba Đình<", ">6<", "Hà Đông<", ">5<"]);
        page.lacks(&["flash warn", "phiếu mời in giấy"]);
        assert!(scene.invitees(&survey).await.is_empty());

        let done = send("list.csv", &list(), false).await;
        let done = if done.to.contains("under-way") { wait(&scene, &done.to, &manager).await } else { done.to };
        assert_eq!(done, format!("{people}?said=said-people-invited"));
        // Who comes later is drawn in the same way.
        let later = list().replace("Trọng số", "Số nhà").replace("@example.org", "@example.net").replace(";09", ";03");
        let lacks = ["thiếu cột “weight”", "Hãy thêm cột đó"];
        send("later.csv", &later, false).await.refuses(&lacks);
        send("later.csv", &later, true).await.refuses(&lacks);
        let page = scene.get(&people, &manager).await;
        page.has(&["11", "Ba Đình", "6", "Hà Đông", "5"]);
        page.lacks(&["Người 1", "p1@example.org"]);
        let made = scene.groups(&survey).await;
        assert_eq!(
            made.iter().map(|group| (group.label.as_str(), group.people)).collect::<Vec<_>>(),
            [("Ba Đình", 6), ("Hà Đông", 5)]
        );
        assert_eq!(made[0].design, serde_json::json!({"stratum": "Ba Đình", "weight": 12.5}));
        assert_ne!(made[0].verifying, made[1].verifying);
        let all = scene.invitees(&survey).await;
        assert_eq!((all.len(), all.iter().filter(|one| one.invited_to == made[1].id).count()), (11, 5));
        // The register has them all: nothing was missing.
        assert_eq!(scene.surveys.settle_invitations(&survey, NOW).await.unwrap(), 0);

        send("list.csv", &list(), false).await.refuses(&["Danh sách này đã được mời rồi"]);
        // One more of a group that is there needs no others beside.
        let more = "mail,stratum,weight\nlate@example.org,Ba Đình,12.5\n";
        let done = send("more.csv", more, false).await;
        assert!(done.to.contains("said-people-invited"), "{}", done.body);
        assert_eq!(scene.groups(&survey).await.iter().map(|group| group.people).collect::<Vec<_>>(), [7, 5]);
        assert_eq!(scene.surveys.held(&survey).await.unwrap().campaign.people(), 12);
        assert!(scene.surveys.desk().store().verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn columns_that_the_questionnaire_names_are_told_before_the_list_before_inviting_and_before_opening() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let manager = manager(NOW);
        let form = Some(scene.shipped("sipas_2026").await);
        let sms = Text::new("Mời Ông/Bà: {link}", "Please answer: {link}");
        let letter = Text { vi: "Kính mời\n\nÔng/Bà".to_owned(), en: None };
        let survey = scene.drafted_with(Setup { form, sms, letter, ..setup() }).await;
        let at = |rest: &str| format!("/vi/surveys/{survey}{rest}");
        let invite = at("/people/invite");
        let page = scene.get(&invite, &manager).await;
        page.has(&[
            "mỗi người cần một trong ba",
            "stratum (Tầng), commune (Đơn vị chọn mẫu), ",
            "design_weight (Trọng số)",
        ]);
        page.has(&[&format!("href=\"{invite}/list.csv\""), &format!("href=\"{invite}/list.xlsx\"")]);

        // The sample list is read as it is, and its two people are too few to be invited by mistake.
        let send = async |name: &str, bytes: &[u8]| {
            scene.post_with_file(&invite, &manager, &[("only_check", "1")], Some(("file", name, bytes))).await
        };
        let sample = scene.get(&format!("{invite}/list.csv"), &manager).await;
        sample.has(&[
            "Họ và tên,Thư điện tử,Điện thoại,Ngôn ngữ,stratum,commune,",
            "design_weight,Điều tra viên",
            "VÍ DỤ 2",
        ]);
        send("list.csv", sample.body.as_bytes()).await.refuses(&["1 nhóm có dưới 5 người"]);
        let english = scene.get(&format!("/en/surveys/{survey}/people/invite/list.csv"), &manager).await;
        english.has(&["name,mail,phone,language,stratum,", "EXAMPLE 1"]);
        send("list.csv", english.body.as_bytes()).await.refuses(&["1 nhóm có dưới 5 người"]);
        assert_eq!(scene.get(&format!("{invite}/list.pdf"), &manager).await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.get(&format!("{invite}/other.csv"), &manager).await.status, StatusCode::NOT_FOUND);

        let mut all = "name,mail,stratum,commune,design_weight\n".to_owned();
        let mut bare = "name,mail\n".to_owned();
        for number in 1..=6 {
            let mail = if number <= 2 { String::new() } else { format!("p{number}@example.org") };
            writeln!(all, "Người {number},{mail},1,Xã A,12").unwrap();
            writeln!(bare, "Người {number},{mail}").unwrap();
        }
        let by_slips = "2 người: chỉ mời được bằng phiếu mời in giấy";
        let page = send("list.csv", all.as_bytes()).await;
        page.has(&["Danh sách đúng", by_slips, "stratum, commune, design_weight"]);
        page.lacks(&["flash warn"]);
        let lack = "không có: stratum (Tầng), commune (Đơn vị chọn mẫu), design_weight (Trọng số).";
        let page = send("list.csv", bare.as_bytes()).await;
        page.has(&["flash warn", lack, "mọi phiếu được tính như nhau", "mẫu chọn ngẫu nhiên đơn giản", by_slips]);
        page.lacks(&["Danh sách đúng"]);

        // What is opened is shown: groups and their sizes, the letter in its paragraphs, the text as it is sent, and what the people lack.
        scene.get(&at("/setup/open"), &manager).await.lacks(&[lack, "Số người"]);
        scene.surveys.invite(&manager, &survey, plain(6, "a"), Arc::new(Progress::default())).await.unwrap();
        let page = scene.get(&at("/setup/open"), &manager).await;
        page.has(&[lack, "<p>Kính mời</p><p>Ông/Bà</p>", "Mời Ông/Bà: http", "Độ dài", "Số người", ">6<"]);
    });
}

#[test]
fn a_questionnaire_is_not_taken_for_a_list() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        let invite = format!("/vi/surveys/{survey}/people/invite");
        let book = chiso_questionnaire::shipped("sipas_2026").unwrap().to_xlsx().unwrap();
        let page = scene.post_with_file(&invite, &manager(NOW), &[], Some(("file", "form.xlsx", &book))).await;
        page.refuses(&["Tệp này là phiếu hỏi (có trang “survey”)"]);
        assert!(scene.invitees(&survey).await.is_empty());
    });
}

async fn wait(scene: &Scene, way: &str, caller: &chiso_web::Caller) -> String {
    for _ in 0..600 {
        let page = scene.get(way, caller).await;
        if page.status == StatusCode::SEE_OTHER {
            return page.to;
        }
        page.has(&["Đã tạo", "khóa"]);
        assert_eq!(page.headers["refresh"], "3");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the keys are never made");
}

fn plain(count: usize, mark: &str) -> PeopleList {
    let person = |number: usize| Person {
        row: number as u64 + 2,
        name: Some(format!("Tên {number}")),
        mail: Some(format!("{mark}{number}@example.org")),
        phone: None,
        lang: Lang::Vi,
        design: [].into(),
        own: None,
    };
    PeopleList { people: (0..count).map(person).collect(), sha256: format!("{mark:0>64}"), unread: Vec::new() }
}

#[test]
fn what_a_crash_kept_from_the_register_is_put_there_at_the_next_start() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let survey = scene.drafted("officials_ballot").await;
        scene.surveys.invite(&manager(NOW), &survey, plain(6, "a"), Arc::new(Progress::default())).await.unwrap();
        // The store has everybody, the register of a program that was stopped in between has nobody.
        let again = Scene::of(store);
        assert_eq!(again.surveys.settle_invitations(&survey, NOW).await.unwrap(), 6);
        assert_eq!(again.surveys.settle_invitations(&survey, NOW).await.unwrap(), 0);
    });
}

#[test]
fn names_are_for_those_who_run_the_survey_and_can_be_forgotten() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let manager = manager(NOW);
        scene.surveys.invite(&manager, &survey, plain(6, "a"), Arc::new(Progress::default())).await.unwrap();
        let people = format!("/vi/surveys/{survey}/people");
        for (role, caller) in every_role(NOW) {
            for page in ["/list", "/slips", "/links/links.csv", "/invite", "/invite/list.csv"] {
                let page = scene.get(&format!("{people}{page}"), &caller).await;
                assert_eq!(page.status == StatusCode::OK, role == "survey-manager", "{role}: {}", page.status);
                assert!(role == "survey-manager" || !page.body.contains("example.org"), "{role}");
            }
            scene.get(&people, &caller).await.lacks(&["example.org", "Tên 1"]);
        }
        let elsewhere = person("other", Role::SurveyManager, Some("48"), NOW);
        assert_eq!(scene.get(&format!("{people}/list"), &elsewhere).await.status, StatusCode::NOT_FOUND);
        assert!(matches!(scene.surveys.forget(&elsewhere, &survey, "x").await, Err(Refusal::Hidden)));

        scene.get(&format!("{people}/list"), &manager).await.has(&["Tên 0", "a0@example.org", "Xóa dữ liệu"]);
        scene.get(&format!("{people}/list?q=a3@"), &manager).await.lacks(&["a0@example.org"]);
        let slips = scene.get(&format!("{people}/slips"), &manager).await;
        slips.has(&["6 phiếu mời", "<ol class=\"slips\">", "<svg class=\"qr\"", "Tên 0", "/vi/s</p>"]);
        let links = scene.get(&format!("{people}/links/links.csv"), &manager).await;
        links.has(&["Họ và tên", "a0@example.org", "http://127.0.0.1:8080/vi/s/"]);
        assert_eq!(links.body.lines().count(), 7);

        let all = scene.invitees(&survey).await;
        let one = all.iter().find(|one| one.name.as_deref() == Some("Tên 2")).unwrap();
        let forget = format!("{people}/list/{}/forget", one.id);
        scene.get(&forget, &manager).await.has(&["Xóa dữ liệu cá nhân của Tên 2?", "không nhận thư nữa"]);
        scene.post(&forget, &manager, &[]).await.leads(&format!("{people}/list?said="));
        let now = scene.invitees(&survey).await;
        let erased = now.iter().find(|known| known.id == one.id).unwrap();
        assert_eq!((&erased.name, &erased.mail, &erased.salt), (&None, &None, &None));
        scene.get(&format!("{people}/list"), &manager).await.lacks(&["Tên 2", "a2@example.org"]);

        scene.post(&format!("{people}/erase"), &manager, &[]).await.refuses(&["Hãy đóng đợt khảo sát trước"]);
        let close = CampaignCommand::Close { reason: "xong".to_owned() };
        scene.surveys.act(&manager, &survey, close).await.unwrap();
        scene.get(&format!("{people}/erase"), &manager).await.has(&["Xóa dữ liệu liên hệ của 5 người?"]);
        scene.post(&format!("{people}/erase"), &manager, &[]).await.leads(&format!("{people}?said="));
        assert!(scene.invitees(&survey).await.iter().all(|one| one.name.is_none() && one.mail.is_none()));
        let store = scene.surveys.desk().store();
        assert!(store.verify(None).await.unwrap().findings.is_empty());
        let entries = store.read(|r| r.journal(&JournalFilter::default())).await.unwrap();
        let told = format!("{entries:?}");
        assert!(
            told.contains("survey.forget_all") && !told.contains("example.org") && !told.contains("Tên 2"),
            "{told}"
        );
    });
}

#[test]
fn who_declines_is_counted_apart() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        scene.surveys.invite(&manager(NOW), &survey, plain(8, "a"), Arc::new(Progress::default())).await.unwrap();
        let all = scene.invitees(&survey).await;
        let decline = |ids: Vec<String>| {
            move |w: &mut Writer<'_>| -> Result<(), StoreError> {
                for id in ids {
                    let one = w.fetch::<Invitee>(id)?;
                    w.update(&Invitee { declined: true, ..one })?;
                }
                Ok(())
            }
        };
        let two = decline(vec![all[0].id.clone(), all[1].id.clone()]);
        scene.surveys.desk().store().write(Act::new("system", "test", NOW), two).await.unwrap();
        let page = scene.get(&format!("/en/surveys/{survey}/people"), &manager(NOW)).await;
        page.has(&[
            "Invited",
            "8",
            "Opened the ballot",
            "0",
            "6 have not opened theirs",
            "Bounced",
            "0",
            "No more letters",
            "2",
        ]);
        page.has(&["Response rate RR1", "0.0 %", "RR2 0.0 %, RR3 0.0 % (AAPOR)"]);
        page.has(&["<td", ">8<", ">&#60; 5<"]);
    });
}
