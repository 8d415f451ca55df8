//! Screens: back and forward, what is asked only sometimes, what is wrong, and that nothing is lost.

use axum::http::StatusCode;

use crate::answer::browser::Screen;
use crate::answer::invited::Survey;
use crate::answer::way::{answers, nobody, opened, to_every_type, to_the_end};
use crate::common::on_both;

#[test]
fn what_is_wrong_is_said_at_its_question_and_nothing_is_lost() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let about = opened(&survey, 0).await.next(scene, &[]).await;
        assert_eq!(about.title(), "Về Ông/Bà");
        about.page.has(&[
            "<legend class=\"q\">Giới tính",
            "type=\"radio\" name=\"sex\" value=\"male\"",
            "for=\"q-age\"",
            "inputmode=\"numeric\"",
        ]);
        about.page.lacks(&["Vợ hoặc chồng", "không bắt buộc"]);
        let wrong = about.press(scene, "next", &[("sex", "female"), ("age", "mười tám")]).await;
        wrong.refuses(&[
            "data-errors",
            "href=\"#q-age\"",
            "Xin ghi một số",
            "value=\"female\" checked",
            "mười tám",
            "aria-invalid",
        ]);
        let empty = about.press(scene, "next", &[]).await;
        empty.refuses(&[
            "href=\"#q-sex\"",
            "href=\"#q-age\"",
            "aria-describedby=\"q-sex-error\"",
            "id=\"q-sex-error\"",
        ]);
        let young = about.press(scene, "next", &[("sex", "male"), ("age", "17")]).await;
        young.refuses(&["Khảo sát dành cho người từ 18 tuổi.", "value=\"17\""]);
        // An answer on this screen opens a question on it: it is shown, and nobody is told off for not having answered what was not there.
        let more = about.press(scene, "next", &[("sex", "male"), ("age", "30")]).await;
        more.has(&["mở thêm câu hỏi", "Vợ hoặc chồng"]);
        more.lacks(&["data-errors", "Xin trả lời câu này"]);
        let more = Screen::of(more);
        more.press(scene, "next", &[("sex", "male"), ("age", "30")]).await.refuses(&["href=\"#q-spouse\""]);
        let rating = more.next(scene, &[("sex", "male"), ("age", "30"), ("spouse", "female")]).await;
        assert_eq!(rating.title(), "Mức độ hài lòng");
        rating.page.has(&["class=\"scale\"", "Rất không hài lòng", "Rất hài lòng"]);
        // Pressed “update”, the screen stays as it is, without errors.
        about.press(scene, "stay", &[("age", "25")]).await.has(&["value=\"25\"", "Vợ hoặc chồng"]);
    });
}

/// Screens that ask nothing anybody must answer count as well, and those that are not shown do not.
#[test]
fn all_is_done_only_where_it_is_looked_over() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let over = to_the_end(scene, opened(&survey, 0).await).await;
        over.page.has(&["max=\"4\" value=\"4\"", "Đã xong 4/4 màn hình"]);
        let last = Screen::of(over.press(scene, "back", &[]).await);
        last.page.has(&["Đã xong 3/4 màn hình"]);
        let about = Screen::of(over.press(scene, "screen:1", &[]).await);
        about.page.has(&["Đã xong 1/4 màn hình"]);
        let work = about.next(scene, &[("sex", "female"), ("age", "19")]).await;
        work.page.has(&["Đã xong 2/5 màn hình", "Nghề"]);
    });
}

#[test]
fn back_and_forward_keep_answers_and_hidden_ones_do_not_count() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let first = opened(&survey, 3).await;
        assert!(!first.page.body.contains("value=\"back\""), "nothing is before the first");
        let about = first.next(scene, &[]).await;
        let work = about.next(scene, &[("sex", "female"), ("age", "19")]).await;
        assert_eq!(work.title(), "Việc làm");
        let rating = work.next(scene, &[("job", "giáo viên")]).await;
        let back = Screen::of(rating.press(scene, "back", &[("r1", "2")]).await);
        back.page.has(&["value=\"giáo viên\""]);
        let about = Screen::of(back.press(scene, "back", &[("job", "giáo viên “giỏi” & <vui>")]).await);
        about.page.has(&["value=\"female\" checked", "value=\"19\""]);
        // As a man there is no work to ask about, and its answer does not count; taken back, it is still there.
        let rating = about.next(scene, &[("sex", "male"), ("age", "19")]).await;
        rating.page.has(&["name=\"r1\" value=\"2\" checked"]);
        let about = Screen::of(rating.press(scene, "back", &[("r1", "2")]).await);
        let work = about.next(scene, &[("sex", "female"), ("age", "19")]).await;
        work.page.has(&["giáo viên “giỏi” &#38; &#60;vui&#62;"]);
        let about = Screen::of(work.press(scene, "back", &[("job", "giáo viên")]).await);
        let rating = about.next(scene, &[("sex", "male"), ("age", "19")]).await;
        let more = rating.next(scene, &[("r1", "2"), ("r2", "1")]).await;
        let over = more.next(scene, &[]).await;
        over.page.lacks(&["giáo viên</dd>", "Việc làm"]);
        // From the last screen to any, and at once back.
        let about = Screen::of(over.press(scene, "screen:1", &[]).await);
        let over = Screen::of(about.press(scene, "over", &[("sex", "male"), ("age", "20")]).await);
        assert_eq!(over.title(), "Xem lại và gửi");
        over.press(scene, "send", &[]).await.has(&["Đã nhận phiếu"]);
        assert_eq!(
            answers(&survey.kept().await[0]),
            r#"{"answers":{"age":20,"r1":"2","r2":"1","sex":"male","total":"3"},"mode":"own"}"#
        );
    });
}

#[test]
fn every_type_of_question_is_drawn_and_taken() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let more = to_every_type(scene, opened(&survey, 0).await).await;
        more.page.has(&[
            "type=\"checkbox\" name=\"channels\" value=\"desk\"",
            "class=\"target is-other\"",
            "name=\"channels_other\"",
            "<select name=\"order/desk\"",
            "class=\"scale many\"",
            "name=\"score\" value=\"10\"",
            "Một số từ 0 đến 1, cách nhau 0,01.",
            "id=\"q-share\" name=\"share\"",
            "Ngày/tháng/năm",
            "inputmode=\"decimal\"",
            "<select id=\"q-province\"",
            "<textarea id=\"q-wish\"",
        ]);
        let given = [
            ("channels", "online"),
            ("channels", "other"),
            ("channels_other", "Zalo"),
            ("order/desk", "2"),
            ("order/online", "1"),
            ("order/other", "3"),
            ("score", "7"),
            ("share", "0,25"),
            ("day", "1/2/2026"),
            ("fee", "12,5"),
            ("province", "p1"),
            ("wish", "Nhanh hơn\r\nvà rõ hơn"),
        ];
        // The list of communes was empty until a province was chosen.
        let wider = more.press(scene, "next", &given).await;
        wider.has(&["mở thêm câu hỏi", "value=\"c1\"", "value=\"c2\""]);
        wider.lacks(&["value=\"c3\""]);
        let wider = Screen::of(wider);
        wider.page.has(&["value=\"0,25\"", "value=\"01/02/2026\"", "value=\"12,5\""]);
        let bad: Vec<_> =
            given.iter().copied().map(|(name, text)| (name, if name == "order/desk" { "1" } else { text })).collect();
        let refused = wider.press(scene, "next", &bad).await;
        refused.refuses(&["Xin xếp mọi phương án", "<option selected>1</option>"]);
        let all = [&given[..], &[("commune", "c2")]].concat();
        let over = wider.next(scene, &all).await;
        over.page.has(&[
            "Trực tuyến; Khác: Zalo",
            "1. Trực tuyến; 2. Một cửa; 3. Khác",
            "01/02/2026",
            "12,5",
            "Sóc Sơn",
        ]);
        let english = Screen::of(over.press(scene, "language:en", &[]).await);
        assert_eq!(
            (english.title(), english.action.as_str()),
            ("Look over and send", &*format!("/en/ballot/{}", survey.id))
        );
        english.page.has(&["<html lang=\"en\">", "Attitude", "Very satisfied", "2026", "12.5", "Soc Son"]);
        english.press(scene, "send", &[]).await.has(&["Your ballot was received", "Thank you."]);
        assert_eq!(
            answers(&survey.kept().await[0]),
            r#"{"answers":{"age":19,"channels":["online","other"],"channels_other":"Zalo","commune":"c2","day":"2026-02-01","fee":12.5,"order":["online","desk","other"],"province":"p1","r1":"4","r2":"5","score":7,"sex":"male","share":0.25,"total":"9","wish":"Nhanh hơn\nvà rõ hơn"},"mode":"own"}"#
        );
    });
}

/// A page can be made up; the server decides.
#[test]
fn what_no_page_would_send_does_not_pass() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let over = to_the_end(scene, opened(&survey, 0).await).await;
        for (answers, leads_to) in [
            ("{}", "href=\"#q-sex\""),
            ("nothing", "href=\"#q-sex\""),
            (r#"{"sex":"x","age":19,"r1":"1","r2":"1"}"#, "href=\"#q-sex\""),
            (r#"{"sex":"male","age":5,"r1":"1","r2":"1"}"#, "href=\"#q-age\""),
            (r#"{"sex":"male","age":19,"r1":"1","r2":"6"}"#, "href=\"#q-r2\""),
            (r#"{"sex":"female","age":19,"r1":"1","r2":"1"}"#, "href=\"#q-job\""),
        ] {
            let made_up = Screen {
                hidden: over.hidden.clone(),
                action: over.action.clone(),
                page: scene.get("/vi/s", &nobody()).await,
            };
            let page = made_up.with(":answers", answers).press(scene, "send", &[]).await;
            page.refuses(&[leads_to]);
        }
        for (field, value) in [(":screen", "99"), (":screen", "x"), (":language", "<b>")] {
            let made_up = Screen {
                hidden: over.hidden.clone(),
                action: over.action.clone(),
                page: scene.get("/vi/s", &nobody()).await,
            };
            let page = made_up.with(field, value).press(scene, "next", &[]).await;
            assert_eq!(page.status, StatusCode::OK, "{field} {value}");
            page.lacks(&["<b>"]);
        }
        let secret = Screen { hidden: over.hidden.clone(), action: over.action.clone(), page: over.page };
        let more =
            r#"{"sex":"male","age":19,"r1":"1","r2":"1","job":"x","total":"100","code":"ABC","channels_other":"y"}"#;
        secret.with(":answers", more).press(scene, "send", &[]).await.has(&["Đã nhận phiếu"]);
        assert_eq!(
            answers(&survey.kept().await[0]),
            r#"{"answers":{"age":19,"r1":"1","r2":"1","sex":"male","total":"2"},"mode":"own"}"#
        );
    });
}

#[test]
fn a_day_stands_in_its_field_as_it_can_be_read_again() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let first = scene.post(&format!("/en/s/{}/open", survey.codes[0]), &nobody(), &[]).await;
        let more = to_every_type(scene, Screen::of(first)).await;
        let over = more.next(scene, &[("day", "1/2/2026")]).await;
        over.page.has(&["1 February 2026"]);
        let more = Screen::of(over.press(scene, "back", &[]).await);
        more.page.has(&["value=\"01/02/2026\""]);
        let again = more.next(scene, &[("day", "01/02/2026")]).await;
        again.page.has(&["1 February 2026"]);
    });
}
