//! The whole way without JavaScript, and that it leaves nothing but the ballot.

use axum::http::{StatusCode, header};
use chiso_ballot::Kept;
use chiso_web::Caller;

use crate::answer::browser::Screen;
use crate::answer::invited::Survey;
use crate::common::{NOW, Page, Scene, manager, on_both};

pub(super) fn nobody() -> Caller {
    Caller::anonymous(NOW)
}

/// Opens an invitation in a browser without JavaScript.
pub(super) async fn opened(survey: &Survey, person: usize) -> Screen {
    let page = survey.scene.post(&format!("/vi/s/{}/open", survey.codes[person]), &nobody(), &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    Screen::of(page)
}

/// From the first screen to the one with every type of question, as a man of 19 who is content.
pub(super) async fn to_every_type(scene: &Scene, first: Screen) -> Screen {
    let about = first.next(scene, &[]).await;
    let rating = about.next(scene, &[("sex", "male"), ("age", "19")]).await;
    rating.next(scene, &[("r1", "4"), ("r2", "5")]).await
}

/// And on to the last.
pub(super) async fn to_the_end(scene: &Scene, first: Screen) -> Screen {
    to_every_type(scene, first).await.next(scene, &[]).await
}

/// Every answer tells nobody to keep it, tells its address to nobody, and sets no cookie.
#[track_caller]
pub(super) fn is_secret(page: &Page) {
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{}", page.body);
    assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
    assert!(page.headers.get(header::SET_COOKIE).is_none());
}

pub(super) fn answers(kept: &Kept) -> &str {
    &kept.ballot.answers
}

#[test]
fn somebody_answers_without_javascript_and_nothing_is_left_but_the_ballot() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let (scene, before) = (&survey.scene, survey.journal().await);
        let page = scene.get(&format!("/vi/s/{}", survey.codes[0]), &nobody()).await;
        page.has(&[
            "Khảo sát hài lòng năm 2026",
            "Hà Nội",
            "02/12/2026",
            "máy chủ tạo giúp",
            "Phiếu được giữ kín thế nào",
        ]);
        is_secret(&page);
        let first = opened(&survey, 0).await;
        is_secret(&first.page);
        first.page.has(&["Đã xong 0/4 màn hình", "Xin chào", "Tiếp tục"]);
        assert_eq!(first.action, format!("/vi/ballot/{}", survey.id));
        assert!(!first.page.body.contains(&survey.codes[0]), "what follows comes without the code");
        let over = to_the_end(scene, first).await;
        over.page.has(&[
            "Xem lại và gửi",
            "Giới tính",
            "Nam",
            "Tuổi",
            "19",
            "Thái độ",
            "Hài lòng",
            "Mong muốn",
            "không trả lời",
        ]);
        let thanks = over.press(scene, "send", &[]).await;
        thanks.has(&["data-done", "Đã nhận phiếu", "Xin cảm ơn Ông/Bà."]);
        is_secret(&thanks);
        let kept = survey.kept().await;
        assert_eq!(kept.len(), 1);
        assert_eq!(
            answers(&kept[0]),
            r#"{"answers":{"age":19,"r1":"4","r2":"5","sex":"male","total":"9"},"mode":"own"}"#
        );
        assert_eq!((&*kept[0].ballot.people, &kept[0].day), (&*survey.groups[0], &None));
        // Sent again, it does not count again.
        let again = over.press(scene, "send", &[]).await;
        again.has(&["data-done", "đã được ghi nhận trước đó"]);
        assert_eq!(survey.kept().await, kept);
        // The invitation is spent.
        let taken = scene.post(&format!("/en/s/{}/open", survey.codes[0]), &nobody(), &[]).await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
        assert!(taken.body.contains("This invitation was used already"), "{}", taken.body);
        is_secret(&taken);
        assert_eq!(survey.journal().await, before, "no row of the journal");
        assert_eq!(survey.register().waiting(&survey.id).await.unwrap().len(), 5);
    });
}

#[test]
fn two_at_once_are_two_ballots_and_one_twice_at_once_is_one() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let (a, b) = (opened(&survey, 0).await, opened(&survey, 4).await);
        let (a, b) = tokio::join!(to_the_end(scene, a), to_the_end(scene, b));
        let sent = tokio::join!(a.press(scene, "send", &[]), b.press(scene, "send", &[]), a.press(scene, "send", &[]));
        let said = [&sent.0, &sent.1, &sent.2].map(|page| page.body.contains("Đã nhận phiếu"));
        assert!(said[1], "{}", sent.1.body);
        assert!(said[0] != said[2], "one of the two counts");
        let kept = survey.kept().await;
        let mut groups: Vec<&str> = kept.iter().map(|kept| kept.ballot.people.as_str()).collect();
        groups.sort_unstable();
        assert_eq!(groups, [survey.groups[0].as_str(), survey.groups[1].as_str()]);
    });
}

/// A page cannot know beforehand whether a script will run: what it says at first holds without one, and what differs there stands before the button.
#[test]
fn an_invitation_says_first_what_holds_without_javascript() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let page = survey.scene.get(&format!("/vi/s/{}", survey.codes[0]), &nobody()).await;
        let mut parts = page.body.split(" hidden>");
        let mut seen = parts.next().unwrap().to_owned();
        let hidden: Vec<&str> = parts
            .map(|part| part.split_once("</").unwrap())
            .map(|(text, rest)| {
                seen.push_str(rest);
                text
            })
            .collect();
        assert!(hidden[0].contains("dừng và trả lời tiếp") && hidden[1].contains("trên thiết bị"), "{hidden:?}");
        assert!(!seen.contains("dừng và trả lời tiếp") && !seen.contains("chỉ nằm trên thiết bị"), "{seen}");
        let (before, after) = seen.split_once("Bắt đầu trả lời").unwrap();
        for said in [
            "Kính mời Ông/Bà trả lời phiếu.",
            "không ai biết phiếu nào của ai",
            "máy chủ tạo giúp",
            "trả lời hết trong một lần",
        ] {
            assert!(before.contains(said), "{said}: {before}");
        }
        assert!(!before.contains("<details") && after.contains("<details"), "the rest is folded away below");
        assert!(after.contains("không có gì chung để ghép lại") && after.contains("từng 10 giây"), "{after}");
    });
}

/// A device with JavaScript measures how long it took: steps of ten are kept, an hour at most, and nothing of what is no number.
#[test]
fn how_long_it_took_is_kept_in_steps_of_ten() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let page = scene.get(&format!("/en/s/{}", survey.codes[0]), &nobody()).await;
        page.has(&["how long answering took is kept, in steps of ten seconds"]);
        for (person, sent, kept) in
            [(0, "347", Some(",\"took\":340}")), (1, "86400", Some(",\"took\":3600}")), (2, "-5", None)]
        {
            let over = to_the_end(scene, opened(&survey, person).await).await;
            over.press(scene, "send", &[(":took", sent)]).await.has(&["Đã nhận phiếu"]);
            let all = survey.kept().await;
            match kept {
                Some(kept) => assert!(all.iter().any(|ballot| answers(ballot).ends_with(kept)), "{all:?}"),
                None => assert!(all.iter().any(|ballot| !answers(ballot).contains("took")), "{all:?}"),
            }
        }
    });
}

/// An official answers at the computer where they are signed in: the ballot is not theirs for that.
#[test]
fn whoever_is_signed_in_answers_as_nobody() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let (scene, before) = (&survey.scene, survey.journal().await);
        let caller = Caller { csrf: "not sent along".to_owned(), ..manager(NOW) };
        let page = scene.get(&format!("/vi/s/{}", survey.codes[5]), &caller).await;
        page.lacks(&["manager"]);
        is_secret(&page);
        let over = to_the_end(scene, opened(&survey, 5).await).await;
        let thanks = over.press_as(scene, "send", &[], &caller).await;
        thanks.has(&["Đã nhận phiếu"]);
        thanks.lacks(&["manager"]);
        is_secret(&thanks);
        assert_eq!(survey.journal().await, before);
    });
}

/// What a cheap phone loads before the first question, and with it: page, stylesheet and module, none of it packed.
#[test]
fn the_first_view_is_light() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let page = scene.get(&format!("/vi/s/{}", survey.codes[0]), &nobody()).await;
        let mut assets = 0;
        for quoted in page.body.split('"').filter(|text| text.starts_with("/assets/answer/")) {
            let asset = scene.get(quoted, &nobody()).await;
            assert_eq!(asset.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
            assets += asset.body.len();
        }
        let rating = opened(&survey, 0).await.next(scene, &[]).await;
        let rating = rating.next(scene, &[("sex", "male"), ("age", "19")]).await;
        let icon = 400;
        for (name, body) in [("invitation", page.body.len()), ("a grid", rating.page.body.len())] {
            let bytes = body + assets + icon;
            println!("{name}: {bytes} bytes ({body} of them the page)");
            assert!(assets > 10_000 && bytes < 40_000, "{name}: {bytes}");
        }
        assert_eq!(scene.get("/assets/answer/answer-0.css", &nobody()).await.status, StatusCode::NOT_FOUND);
    });
}

/// Every screen of every shipped form, with the stylesheet and the module, in both languages.
#[test]
fn every_screen_of_the_shipped_forms_is_light() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        for shipped in chiso_questionnaire::SHIPPED {
            let survey = scene.opened(shipped.id).await;
            let screens = shipped.form().unwrap().pages().len();
            let mut largest = 0;
            for (lang, screen) in
                ["vi", "en"].into_iter().flat_map(|lang| (0..screens).map(move |screen| (lang, screen)))
            {
                let address = format!("/{lang}/surveys/{survey}/questionnaire/try");
                let number = screen.to_string();
                let fields = [(":answers", "{}"), (":screen", number.as_str()), (":language", lang), (":go", "stay")];
                let page = scene.post(&address, &manager(NOW), &fields).await;
                page.has(&["data-ballot=\"\"", "<h1"]);
                largest = largest.max(page.body.len());
            }
            let assets = scene.get(&format!("/vi/surveys/{survey}/questionnaire/try"), &manager(NOW)).await;
            let mut bytes = largest;
            for quoted in assets.body.split('"').filter(|text| text.starts_with("/assets/answer/")) {
                bytes += scene.get(quoted, &nobody()).await.body.len();
            }
            println!("{}: {bytes} bytes at most ({largest} of them the page)", shipped.id);
            assert!(largest > 2_000 && bytes < 60_000, "{}: {bytes}", shipped.id);
        }
    });
}
