//! Invitations and ballots that do not count, each with a page that says why.

use axum::http::StatusCode;
use chiso_ballot::Token;
use chiso_store::Writer;
use chiso_store::surveys::Invitee;
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_web::Caller;
use chiso_workspace::Refusal;

use crate::answer::browser::Screen;
use crate::answer::invited::{Survey, code_text, invitee};
use crate::answer::way::{is_secret, nobody, opened, to_the_end};
use crate::common::{DAY, HOUR, NOW, manager, on_both};

#[test]
fn a_code_is_read_leniently_and_a_wrong_one_is_told_how_to_mend_it() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let ask = scene.get("/vi/s", &nobody()).await;
        ask.has(&["Nhập mã mời", "action=\"/vi/s\"", "name=\"code\""]);
        is_secret(&ask);
        let typed = survey.codes[1].to_lowercase().replace('0', "o").replace('1', "l");
        let typed = format!(" {} - {} ", &typed[..7], &typed[7..]);
        let led = scene.post("/vi/s", &nobody(), &[("code", &typed)]).await;
        assert_eq!(led.leads("/vi/s/"), format!("/vi/s/{}", survey.codes[1]));
        is_secret(&led);
        scene.get(&led.to, &nobody()).await.has(&["Khảo sát hài lòng năm 2026"]);
        let other = format!("{}0", &survey.codes[1][..25]).replace(&survey.codes[1][..1], "Z");
        let long = "0".repeat(3000);
        for wrong in [other.as_str(), "abc", "ệệệ", &survey.codes[1][..25], &long] {
            let path = format!("/vi/s/{}", wrong.replace('ệ', "%E1%BB%87"));
            for page in [
                scene.get(&path, &nobody()).await,
                scene.post(&format!("{path}/open"), &nobody(), &[]).await,
                scene.post(&format!("{path}/token"), &nobody(), &[("blinded", "AAAA")]).await,
            ] {
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
                assert!(
                    page.body.contains("Mã mời này không đúng") && page.body.contains("name=\"code\""),
                    "{}",
                    page.body
                );
                assert!(page.body.contains(&wrong.chars().take(60).collect::<String>()), "what was typed is lost");
                is_secret(&page);
            }
        }
        assert_eq!(survey.register().waiting(&survey.id).await.unwrap().len(), 6);
        let declined = scene.get(&format!("/vi/s/{}", survey.codes[2]), &nobody()).await;
        declined.has(&["chúng tôi không gửi thư nữa", "Bắt đầu trả lời"]);
        scene.get(&format!("/vi/s/{}", survey.codes[1]), &nobody()).await.lacks(&["không gửi thư nữa"]);
    });
}

/// Of a code that the list of people has and the register lacks, one knows whom to ask.
#[test]
fn where_the_survey_is_known_the_agency_is_named() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let key = scene.surveys.desk().invitation_key(NOW).await.unwrap();
        let code = code_text(key.code(&survey.id, &invitee(6)));
        let row = Invitee { id: invitee(6), ..scene.invitees(&survey.id).await.remove(0) };
        let insert = move |writer: &mut Writer<'_>, _: &_| -> Result<(), Refusal> { Ok(writer.insert(&row)?) };
        let invite = CampaignCommand::Invite { people: 1, list: "another".to_owned() };
        scene.surveys.act_then(&manager(NOW), &survey.id, invite, insert).await.unwrap();
        let page = scene.post(&format!("/vi/s/{code}/open"), &nobody(), &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.body.contains("liên hệ cơ quan đã gửi thư mời: Hà Nội."), "{}", page.body);
        is_secret(&page);
    });
}

#[test]
fn before_the_opening_and_after_the_close_nothing_is_taken() {
    on_both(|store| async move {
        let survey = Survey::with(store, |setup| Setup { opens: NOW - HOUR, ..setup }, false).await;
        let scene = &survey.scene;
        let path = format!("/vi/s/{}", survey.codes[0]);
        let at = Caller::anonymous;
        let says = async |time: i64, status: StatusCode, said: &str| {
            let (get, post) = (scene.get(&path, &at(time)).await, format!("{path}/open"));
            let post = scene.post(&post, &at(time), &[]).await;
            for page in [&get, &post] {
                assert_eq!(page.status, status, "{said}: {}", page.body);
                assert!(page.body.contains(said), "{said}: {}", page.body);
                assert!(page.body.contains(&format!("href=\"{}\"", path.replace("/vi/", "/en/"))), "{}", page.body);
                is_secret(page);
            }
            post
        };
        says(NOW, StatusCode::OK, "chưa bắt đầu").await;
        scene.surveys.act(&manager(NOW), &survey.id, CampaignCommand::Open).await.unwrap();
        says(NOW - 2 * HOUR, StatusCode::OK, "chưa bắt đầu").await;
        let closes = NOW + 10 * DAY;
        let first = scene.post(&format!("{path}/open"), &at(NOW), &[]).await;
        let over = to_the_end(scene, Screen::of(first)).await;
        says(closes, StatusCode::GONE, "đã kết thúc").await;
        let late = over.press_as(scene, "send", &[], &at(closes)).await;
        assert_eq!(late.status, StatusCode::GONE, "{}", late.body);
        assert!(late.body.contains(&format!("href=\"/en/ballot/{}\"", survey.id)), "{}", late.body);
        let page = scene.get(&over.action, &at(closes)).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert_eq!(survey.kept().await.len(), 0);
        over.press_as(scene, "send", &[], &at(closes - 1)).await.has(&["Đã nhận phiếu"]);
        let close = CampaignCommand::Close { reason: "xong".to_owned() };
        scene.surveys.act(&manager(NOW + 3 * HOUR), &survey.id, close).await.unwrap();
        says(NOW + 3 * HOUR, StatusCode::GONE, "đã kết thúc").await;
    });
}

#[test]
fn a_token_that_is_not_of_the_group_it_names_is_refused() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let over = to_the_end(scene, opened(&survey, 0).await).await;
        let token = over.field(":token").to_owned();
        assert!(Token::read(&token).is_ok());
        let mut changed = token.clone().into_bytes();
        changed[100] = if changed[100] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let elsewhere = chiso_ballot::Issuer::generate().unwrap().token_made_here().unwrap().text();
        let mut over = over;
        for (name, wrong) in [
            (":token", changed.as_str()),
            (":token", &elsewhere),
            (":token", "x"),
            (":token", ""),
            (":group", &survey.groups[1]),
            (":group", "other/000001"),
            (":group", &format!("{}/000009", survey.id)),
            (":group", ""),
        ] {
            let right = over.field(name).to_owned();
            over = over.with(name, wrong);
            for button in ["next", "send"] {
                let page = over.press(scene, button, &[]).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{name} {wrong}: {}", page.body);
                assert!(page.body.contains("Phiếu này không hợp lệ"), "{}", page.body);
                is_secret(&page);
            }
            over = over.with(name, &right);
        }
        assert_eq!(survey.kept().await.len(), 0);
        over.press(scene, "send", &[]).await.has(&["Đã nhận phiếu"]);
        let unknown = scene.get("/vi/ballot/0123", &nobody()).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let page = scene.get(&format!("/vi/ballot/{}", survey.id), &nobody()).await;
        page.has(&[&format!("data-ballot=\"{}\"", survey.id), "chưa có phiếu nào", "id=\"resume\""]);
        is_secret(&page);
    });
}
