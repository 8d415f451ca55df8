//! A unit's work through pages, as browsers send forms: entering, saving by itself, evidence, signing, explaining, reopening; and what is refused.

use crate::common::{
    DAY, MINUTE, NOW, Scene, appraiser, approver, coordinator, held, holder, lead, on_both, person, rulebook_text,
    setup, verified,
};
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::assessment::{Standing, Verdict};
use chiso_round::{AssessmentCommand, Deadline, Mark, Phase, Stage};
use chiso_store::people::{Person, SecondFactor};
use chiso_store::{Act, Store, StoreError};
use chiso_web::Caller;
use totp_rs::{Builder, Secret};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
const SIGNATURE: &[u8] = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\0\0\0\0";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const PHRASE: &str = "Tôi xác nhận số liệu và điểm tự chấm là đúng";

/// Somebody as the store knows them, with a second factor and a role in Hà Nội.
async fn enroll(store: &Store, id: &str, name: &str, role: Role) {
    let (id, name) = (id.to_owned(), name.to_owned());
    let act = Act::new("system", "test", NOW);
    let kept = store.write(act, move |writer| -> Result<(), StoreError> {
        writer.insert(&Person {
            id: id.clone(),
            version: 1,
            created: NOW,
            active: true,
            erased: false,
            lang: "vi".to_owned(),
            name: Some(name),
            mail: Some(format!("{id}@example.vn")),
            mail_key: Some(format!("{id}@example.vn")),
            salt: Some(vec![7; 16]),
            home: None,
        })?;
        let secret = SECRET.as_bytes().to_vec();
        writer.insert(&SecondFactor { person: id.clone(), secret, confirmed: Some(NOW) })?;
        writer.insert(&held(&format!("role-{id}"), &id, role, Some("01")))
    });
    kept.await.unwrap();
}

/// The code that the app shows at a moment.
fn code(now: i64) -> String {
    let secret = Secret::try_from_base32(SECRET).unwrap();
    let totp = Builder::new().with_secret(secret).with_digits(6).with_skew(1).with_step_duration(30).build().unwrap();
    totp.generate(u64::try_from(now / 1_000_000).unwrap()).to_string()
}

fn hash_of(bytes: &[u8]) -> String {
    chiso_files::FileHash::of(bytes).to_string()
}

fn contributor(now: i64) -> Caller {
    person("contributor-01", Role::UnitContributor, Some("01"), now)
}

fn unit(round: &str) -> String {
    format!("/vi/rounds/{round}/units/01")
}

fn criterion(round: &str, node: &str) -> String {
    format!("{}/criteria/{node}", unit(round))
}

/// The page, which must be there.
async fn read(scene: &Scene, path: &str, caller: &Caller) -> String {
    let page = scene.get(path, caller).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

/// Text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0
}

async fn refused(store: &Store, round: &str) -> Vec<(String, String)> {
    let round = round.to_owned();
    let rows = store.read(move |reader| reader.round_refusals(&round, 20)).await.unwrap();
    rows.into_iter().map(|row| (row.command, row.why)).collect()
}

#[test]
fn a_unit_does_its_whole_work_through_pages() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        enroll(&store, "approver-01", "Nguyễn Thị Lan", Role::UnitApprover).await;
        enroll(&store, "contributor-01", "Trần Văn Minh", Role::UnitContributor).await;
        let round = scene.begun().await;
        let (lead, minh, lan) = (lead("01", NOW), contributor(NOW), approver("01", NOW));

        // The lead hands a criterion out; its contributor finds it under “mine”.
        let page = read(&scene, &criterion(&round, "c1_1_2"), &lead).await;
        assert!(page.contains("Trần Văn Minh") && page.contains("Hoàn thành 100%: điểm tối đa"), "{page}");
        let fields = [("person", "contributor-01"), ("due", "01/12/2026")];
        scene.post(&format!("{}/assign", criterion(&round, "c1_1_2")), &lead, &fields).await.leads("/vi/");
        let wrong = [("person", "nobody"), ("due", "01/12/2026")];
        let page = scene.post(&format!("{}/assign", criterion(&round, "c1_1_2")), &lead, &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let own = read(&scene, &format!("{}?show=mine", unit(&round)), &minh).await;
        assert!(own.contains("1.1.2 ") && !between(&own, "<tbody", "</tbody>").contains("1.1.1 "), "{own}");
        assert!(own.contains("Trần Văn Minh") && own.contains("01/12/2026"), "{own}");

        // Numbers, then what the rule makes of them and why.
        let entered =
            [("seen", "0"), ("n-finished", "45"), ("n-planned", "50"), ("note", "Theo báo cáo"), ("then", "stay")];
        scene.post(&criterion(&round, "c1_1_2"), &minh, &entered).await.leads("/vi/");
        let page = read(&scene, &criterion(&round, "c1_1_2"), &minh).await;
        assert!(page.contains("Điểm theo quy tắc: 0,9 trên 1"), "{page}");
        assert!(page.contains("45 / 50 = 0,9"), "the steps are told: {page}");
        assert_eq!(between(&page, "name=\"seen\" value=\"", "\""), "1");

        // Levels are chosen by name; a comment stays in the unit; finished, sent back, finished again.
        let page = read(&scene, &criterion(&round, "c1_1_1"), &minh).await;
        assert!(page.contains("Ban hành trước 31/12 năm trước") && page.contains("type=\"radio\""), "{page}");
        let chosen = [("seen", "0"), ("n-level", "2"), ("note", "Quyết định số 1"), ("then", "ready")];
        scene.post(&criterion(&round, "c1_1_1"), &minh, &chosen).await.leads("/vi/");
        let said = [("comment", "Nhờ anh kiểm tra ngày ban hành")];
        scene.post(&format!("{}/comment", criterion(&round, "c1_1_1")), &minh, &said).await.leads("/vi/");
        assert!(read(&scene, &criterion(&round, "c1_1_1"), &lan).await.contains("Nhờ anh kiểm tra"));
        assert!(!read(&scene, &criterion(&round, "c1_1_1"), &appraiser("a", NOW)).await.contains("Nhờ anh kiểm tra"));
        let back = [("return_reason", "Thiếu số quyết định")];
        scene.post(&format!("{}/return", criterion(&round, "c1_1_1")), &lan, &back).await.leads("/vi/");
        assert!(read(&scene, &criterion(&round, "c1_1_1"), &minh).await.contains("Thiếu số quyết định"));
        let empty =
            scene.post(&format!("{}/return", criterion(&round, "c1_1_1")), &lan, &[("return_reason", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);

        // The file adds up what is entered: 0.5 + 0.9. The rulebook leaves out surveys that were not held and scales the rest.
        let file = read(&scene, &unit(&round), &lan).await;
        assert!(file.contains("Điểm tự chấm dự kiến") && file.contains("<dd>1,4 / "), "{file}");
        assert!(file.contains(": 1,77 / 9,5 điểm"), "the area: {file}");
        assert!(file.contains("<progress") && file.contains("còn 10 ngày"), "{file}");

        // Signing: what is missing is listed; words, then a code, then the file.
        let page = read(&scene, &format!("{}/submit", unit(&round)), &lan).await;
        assert!(page.contains("Còn thiếu") && page.contains(PHRASE) && page.contains("leaves_blank"), "{page}");
        let submit = format!("{}/submit", unit(&round));
        let sign = |statement: &str, code: &str, blank: bool| {
            let mut fields = vec![("statement".to_owned(), statement.to_owned()), ("code".to_owned(), code.to_owned())];
            fields.extend(blank.then(|| ("leaves_blank".to_owned(), "yes".to_owned())));
            fields
        };
        for (fields, says) in [
            (sign(PHRASE, &code(NOW), false), "Còn thiếu ở"),
            (sign("đồng ý", &code(NOW), true), "Hãy gõ đúng câu"),
            (sign(PHRASE, "", true), "Mã không đúng"),
            (sign(PHRASE, "000000", true), "Mã không đúng"),
        ] {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let page = scene.post_with_file(&submit, &lan, &fields, None).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}: {}", page.body);
            assert!(
                page.body.contains(says) && page.body.contains(&format!("value=\"{}\"", fields[0].1)),
                "{}",
                page.body
            );
        }
        let later = approver("01", NOW + 2 * MINUTE);
        let fields = [("statement", PHRASE), ("code", &code(NOW + 2 * MINUTE)), ("leaves_blank", "yes")];
        let page = scene.post_with_file(&submit, &later, &fields, Some(("signature", "ký.txt", b"x"))).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(".p7s"), "{}", page.body);
        let page = scene.post_with_file(&submit, &later, &fields, Some(("signature", "ky.p7s", SIGNATURE))).await;
        let done = read(&scene, page.leads("/vi/"), &later).await;
        assert!(done.contains("01-2024-01") && done.contains("ky.p7s"), "{done}");
        let again = scene.post_with_file(&submit, &later, &fields, None).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the code is used up, and it is signed already");
        let opened = scene.rounds.held(&round).await.unwrap();
        let kept = scene.rounds.assessment(&opened, "01").await.unwrap();
        assert!(kept.is_submitted() && kept.submissions[0].declaration.signature.is_some());
        assert_eq!(kept.links("c1_1_2")[0].points, Mark::number(0.9));
        let table = read(&scene, &format!("/vi/rounds/{round}/units?sort=submitted"), &coordinator(NOW)).await;
        assert!(table.contains("1 trên 3 đơn vị") && table.contains("22/11/2026"), "{table}");
        verified(&store).await;
    });
}

#[test]
fn a_form_that_saves_itself_never_overwrites_somebody_else() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let (minh, lead) = (contributor(NOW), lead("01", NOW));
        let at = criterion(&round, "c1_1_2");
        let by_itself = format!("{at}/autosave");
        let first = scene.post(&by_itself, &minh, &[("seen", "0"), ("n-finished", "9"), ("n-planned", "10")]).await;
        assert_eq!(first.status, StatusCode::NO_CONTENT, "{}", first.body);
        assert_eq!(first.headers["form-seen"], "1");
        assert!(first.headers["form-says"].to_str().unwrap().ends_with("0%2C9"), "{:?}", first.headers);
        // The same once more adds nothing.
        let same = scene.post(&by_itself, &minh, &[("seen", "1"), ("n-finished", "9"), ("n-planned", "10")]).await;
        assert_eq!((same.status, same.headers["form-seen"].to_str().unwrap()), (StatusCode::NO_CONTENT, "1"));
        let held = scene.rounds.held(&round).await.unwrap();
        assert_eq!(scene.rounds.assessment(&held, "01").await.unwrap().version, 1);
        let unread = scene.post(&by_itself, &minh, &[("seen", "1"), ("n-finished", "chín")]).await;
        assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);

        // Somebody who still has the empty form before them: 409, then both versions on the page, nothing lost.
        let late = [("seen", "0"), ("n-finished", "7"), ("n-planned", "10"), ("note", "Bản của trưởng nhóm")];
        assert_eq!(scene.post(&by_itself, &lead, &late).await.status, StatusCode::CONFLICT);
        let both = scene.post(&at, &lead, &late).await;
        assert_eq!(both.status, StatusCode::CONFLICT, "{}", both.body);
        assert!(both.body.contains("Bản của trưởng nhóm") && both.body.contains("value=\"7\""), "{}", both.body);
        assert!(both.body.contains("contributor-01 đã lưu lúc") && both.body.contains("<dd>9</dd>"), "{}", both.body);
        // Having seen it, saving again is meant.
        let seen = between(&both.body, "name=\"seen\" value=\"", "\"");
        let fields = [("seen", seen), ("n-finished", "7"), ("n-planned", "10"), ("note", "Bản của trưởng nhóm")];
        scene.post(&at, &lead, &fields).await.leads("/vi/");
        let why = ("self-score.save".to_owned(), "changed".to_owned());
        assert_eq!(refused(&store, &round).await, [why.clone(), why]);
        verified(&store).await;
    });
}

#[test]
fn nothing_that_was_typed_is_lost() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let minh = contributor(NOW);
        let at = criterion(&round, "c1_1_2");
        for (fields, says) in [
            (vec![("n-finished", "chín mươi"), ("n-planned", "10"), ("note", "Ghi chú dài")], "không phải là số"),
            (
                vec![("n-finished", "9"), ("n-planned", "10"), ("points", "12"), ("note", "Ghi chú dài")],
                "Điểm phải từ 0 đến 1",
            ),
        ] {
            let mut fields = fields;
            fields.push(("seen", "0"));
            let page = scene.post(&at, &minh, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
            assert!(page.body.contains(says), "{}", page.body);
            for (name, value) in fields {
                assert!(page.body.contains(value), "{name}={value} is gone: {}", page.body);
            }
        }
        let link = [("link_title", "Cổng thông tin"), ("address", "ftp://hanoi.gov.vn")];
        let page = scene.post(&format!("{at}/link"), &minh, &link).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Cổng thông tin") && page.body.contains("ftp://hanoi.gov.vn"), "{}", page.body);
        let english = scene.get(&at.replace("/vi/", "/en/"), &minh).await;
        assert!(
            english.status == StatusCode::OK && english.body.contains("Completion of the reform plan"),
            "{}",
            english.body
        );
    });
}

#[test]
fn evidence_goes_to_those_whom_the_table_lets_see_it() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let minh = contributor(NOW);
        let at = criterion(&round, "c1_1_2");
        let title = [("file_title", "Quyết định 12/QĐ-UBND")];
        scene
            .post_with_file(&format!("{at}/files"), &minh, &title, Some(("file", "Quyết định.pdf", PDF)))
            .await
            .leads("/vi/");
        scene.post_with_file(&format!("{at}/files"), &minh, &[], Some(("file", "anh.png", PNG))).await.leads("/vi/");
        let link = [("link_title", "Trang tin"), ("address", "https://hanoi.gov.vn/kh")];
        scene.post(&format!("{at}/link"), &minh, &link).await.leads("/vi/");
        for (name, bytes) in [("virus.exe", &b"MZ\x90\0\x03\0\0\0"[..]), ("anh.png", PDF)] {
            let page = scene.post_with_file(&format!("{at}/files"), &minh, &[], Some(("file", name, bytes))).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", page.body);
        }
        let twice = scene.post_with_file(&format!("{at}/files"), &minh, &[], Some(("file", "b.pdf", PDF))).await;
        assert!(twice.body.contains("đã có ở tiêu chí này"), "{}", twice.body);
        let page = read(&scene, &at, &minh).await;
        assert!(
            page.contains("Quyết định 12/QĐ-UBND")
                && page.contains("anh.png")
                && page.contains("https://hanoi.gov.vn/kh"),
            "{page}"
        );

        let (pdf, png) = (hash_of(PDF), hash_of(PNG));
        let address = |hash: &str| format!("{}/evidence/{hash}", unit(&round));
        let limited = |role, agency: Option<&str>, area| {
            let from = Date::constant(2020, 1, 1);
            let held = agency.map_or_else(|| Assignment::everywhere(role, from), |a| Assignment::new(role, a, from));
            holder("limited", vec![held.limited_to(&[area])], NOW)
        };
        // Until the unit signs, it is the unit's own; inspectors read everything.
        for (who, caller, status) in [
            ("the contributor", minh.clone(), StatusCode::OK),
            ("an inspector", person("inspector", Role::Inspector, None, NOW), StatusCode::OK),
            ("an appraiser", appraiser("a", NOW), StatusCode::NOT_FOUND),
            ("the coordinator", coordinator(NOW), StatusCode::NOT_FOUND),
        ] {
            assert_eq!(scene.get(&address(&pdf), &caller).await.status, status, "{who}");
        }
        // What was taken away before the submission is nobody's any more.
        let held = scene.rounds.held(&round).await.unwrap();
        let kept = scene.rounds.assessment(&held, "01").await.unwrap();
        let gone = &kept.item("c1_1_2").unwrap().evidence[1];
        scene.post(&format!("{at}/drop"), &minh, &[("evidence", &gone.id)]).await.leads("/vi/");
        assert_eq!(scene.get(&address(&png), &minh).await.status, StatusCode::NOT_FOUND);
        scene.post_with_file(&format!("{at}/files"), &minh, &[], Some(("file", "anh.png", PNG))).await.leads("/vi/");
        let submit = AssessmentCommand::Submit { declaration: crate::common::signed() };
        scene.rounds.act_on_unit(&approver("01", NOW), &round, "01", vec![submit]).await.unwrap();

        for (who, caller, status) in [
            ("the contributor", minh.clone(), StatusCode::OK),
            ("the unit’s approver", approver("01", NOW), StatusCode::OK),
            ("an appraiser", appraiser("a", NOW), StatusCode::OK),
            ("the coordinator", coordinator(NOW), StatusCode::OK),
            ("an inspector", person("inspector", Role::Inspector, None, NOW), StatusCode::OK),
            ("an appraiser of this area", limited(Role::Appraiser, None, "area1"), StatusCode::OK),
            ("an appraiser of another area", limited(Role::Appraiser, None, "area2"), StatusCode::NOT_FOUND),
            (
                "a contributor of another area",
                limited(Role::UnitContributor, Some("01"), "area2"),
                StatusCode::NOT_FOUND,
            ),
            ("another unit", lead("79", NOW), StatusCode::NOT_FOUND),
            ("an administrator", person("administrator", Role::Administrator, None, NOW), StatusCode::FORBIDDEN),
        ] {
            for path in [address(&pdf), address(&png), format!("{}/view", address(&png))] {
                assert_eq!(scene.get(&path, &caller).await.status, status, "{who}: {path}");
            }
        }
        // Never a page of this site: a download, in a sandbox, of the type that was found in it.
        for (hash, media, name) in [(&pdf, "application/pdf", "Quyet dinh.pdf"), (&png, "image/png", "anh.png")] {
            let answer = scene.get(&address(hash), &minh).await;
            assert_eq!(answer.headers.get_all("content-type").iter().collect::<Vec<_>>(), [media]);
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && policy.ends_with("sandbox"), "{policy}");
            let disposition = answer.headers["content-disposition"].to_str().unwrap();
            assert!(disposition.starts_with(&format!("attachment; filename=\"{name}\"")), "{disposition}");
        }
        let picture = read(&scene, &format!("{}/view", address(&png)), &appraiser("a", NOW)).await;
        assert!(picture.contains(&format!("<img class=\"evidence\" src=\"{}\"", address(&png))), "{picture}");
        let paper = read(&scene, &format!("{}/view", address(&pdf)), &appraiser("a", NOW)).await;
        assert!(!paper.contains("<img class=\"evidence\"") && paper.contains("Tải xuống"), "{paper}");
        for stranger in ["0".repeat(64), "x".to_owned(), "..".to_owned()] {
            assert_eq!(scene.get(&address(&stranger), &minh).await.status, StatusCode::NOT_FOUND, "{stranger}");
        }
        verified(&store).await;
    });
}

#[test]
fn the_deadline_holds_to_the_microsecond() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let end = setup().deadlines[&Phase::SelfAssessment].moment().unwrap();
        let at = criterion(&round, "c1_1_2");
        let enter = |seen| [("seen", seen), ("n-finished", "9"), ("n-planned", "10")];
        scene.post(&at, &contributor(end - 1), &enter("0")).await.leads("/vi/");
        let late = scene.post(&at, &contributor(end), &[("seen", "1"), ("n-finished", "8"), ("n-planned", "10")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
        assert!(late.body.contains("Đã hết hạn"), "{}", late.body);
        // A file that comes too late is not even stored.
        let file =
            scene.post_with_file(&format!("{at}/files"), &contributor(end), &[], Some(("file", "a.pdf", PDF))).await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", file.body);
        assert!(store.read(|reader| reader.files()).await.unwrap().is_empty());
        let page = read(&scene, &at, &contributor(end)).await;
        assert!(!page.contains("name=\"n-finished\""), "no form that would be refused: {page}");
        let whys = refused(&store, &round).await;
        let is = |command: &str| whys.contains(&(command.to_owned(), "deadline_passed".to_owned()));
        assert!(is("self-score.save") && is("evidence.add"), "{whys:?}");

        // Reopened until a moment: open before it, shut at it.
        let reopen = format!("{}/reopen", unit(&round));
        let day = end + DAY;
        let page = read(&scene, &reopen, &coordinator(day)).await;
        assert!(page.contains("value=\"c1_1_2\"") && page.contains("value=\"17:00\""), "{page}");
        assert_eq!(scene.get(&reopen, &lead("01", day)).await.status, StatusCode::FORBIDDEN);
        let fields =
            [("nodes", "c1_1_2"), ("day", "05/12/2026"), ("time", "25:00"), ("reason", "Bổ sung theo công văn")];
        let wrong = scene.post(&reopen, &coordinator(day), &fields).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Bổ sung theo công văn"),
            "{}",
            wrong.body
        );
        let fields = [("nodes", "c1_1_2"), ("day", "05/12/2026"), ("time", "17h"), ("reason", "Bổ sung theo công văn")];
        scene.post(&reopen, &coordinator(day), &fields).await.leads("/vi/");
        let until = Deadline::at(Date::constant(2026, 12, 5), 17, 0).moment().unwrap();
        scene.post(&at, &contributor(until - 1), &enter("1")).await.leads("/vi/");
        assert_eq!(scene.post(&at, &contributor(until), &enter("2")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        verified(&store).await;
    });
}

#[test]
fn only_what_was_flagged_is_explained() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        enroll(&store, "approver-01", "Nguyễn Thị Lan", Role::UnitApprover).await;
        let round = scene.begun().await;
        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let verdict = |asks: Option<&str>| Verdict {
            change: None,
            reason: "Lý do riêng của người thẩm định".to_owned(),
            asks: asks.map(str::to_owned),
        };
        let appraise = |node: &str, asks| AssessmentCommand::Appraise {
            node: node.to_owned(),
            stage: Stage::First,
            seen: 1,
            verdict: verdict(asks),
        };
        let judged = vec![appraise("c1_1_1", Some("Chưa thấy quyết định ban hành")), appraise("c1_1_2", None)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", judged).await.unwrap();

        // Before its time the unit is told nothing; those who judge see all.
        let minh = contributor(NOW);
        let told = [
            "Chưa thấy quyết định",
            "Lý do riêng",
            Standing::First.title().get(chiso_model::Lang::Vi).to_owned().leak(),
        ];
        for path in [unit(&round), criterion(&round, "c1_1_1"), criterion(&round, "c1_1_2")] {
            let page = read(&scene, &path, &minh).await;
            assert!(told.iter().all(|text| !page.contains(text)), "{path}: {page}");
        }
        assert!(read(&scene, &criterion(&round, "c1_1_1"), &coordinator(NOW)).await.contains("Lý do riêng"));
        assert_eq!(
            scene.get(&format!("{}/explain/criteria/c1_1_1", unit(&round)), &minh).await.status,
            StatusCode::NOT_FOUND
        );

        scene.begin(&round, Phase::Explanation, NOW).await;
        let list = read(&scene, &format!("{}/explain", unit(&round)), &minh).await;
        assert!(list.contains("1.1.1 ") && !list.contains("1.1.2 ") && list.contains("Chưa thấy quyết định"), "{list}");
        // The question, and no more than the round lets units see.
        let answer = format!("{}/explain/criteria/c1_1_1", unit(&round));
        let page = read(&scene, &answer, &minh).await;
        assert!(page.contains("Chưa thấy quyết định") && !page.contains("Lý do riêng"), "{page}");
        assert_eq!(
            scene.get(&format!("{}/explain/criteria/c1_1_2", unit(&round)), &minh).await.status,
            StatusCode::NOT_FOUND
        );

        let page =
            scene.post(&format!("{answer}/autosave"), &minh, &[("seen", "0"), ("note", "Quyết định số 5")]).await;
        assert_eq!(page.status, StatusCode::NO_CONTENT, "{}", page.body);
        let words = [("seen", "1"), ("note", "Quyết định số 5 ngày 15/12/2023"), ("then", "stay")];
        scene.post(&answer, &minh, &words).await.leads("/vi/");
        let stale = scene.post(&answer, &minh, &[("seen", "1"), ("note", "Bản khác")]).await;
        assert!(stale.status == StatusCode::CONFLICT && stale.body.contains("Bản khác"), "{}", stale.body);
        let files = format!("{}/files", criterion(&round, "c1_1_1"));
        let page = scene.post_with_file(&files, &minh, &[("back", "explain")], Some(("file", "qd5.pdf", PDF))).await;
        assert!(page.leads("/vi/").contains("/explain/criteria/c1_1_1"), "{}", page.to);

        let sign = format!("{}/explain/submit", unit(&round));
        assert_eq!(scene.get(&sign, &minh).await.status, StatusCode::FORBIDDEN);
        let lan = approver("01", NOW + MINUTE);
        let phrase = "Tôi xác nhận nội dung giải trình là đúng";
        assert!(read(&scene, &sign, &lan).await.contains(phrase));
        let without = scene.post_with_file(&sign, &lan, &[("statement", phrase), ("code", "")], None).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.body);
        let fields = [("statement", phrase), ("code", &code(NOW + MINUTE))];
        let page = scene.post_with_file(&sign, &lan, &fields, None).await;
        assert!(read(&scene, page.leads("/vi/"), &lan).await.contains("Đã ký gửi giải trình"));
        let held = scene.rounds.held(&round).await.unwrap();
        let kept = scene.rounds.assessment(&held, "01").await.unwrap();
        let link = kept.item("c1_1_1").unwrap().at(Stage::Explanation).unwrap().clone();
        assert_eq!((link.why.said(), link.evidence.len()), (Some("Quyết định số 5 ngày 15/12/2023"), 1));
        // Signed: neither another answer nor another file.
        assert_eq!(
            scene.post(&answer, &minh, &[("seen", "2"), ("note", "thêm")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        verified(&store).await;
    });
}

#[test]
fn last_year_stands_beside_this_year() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let last =
            scene.begun_with(chiso_round::round::Setup { period: chiso_model::Period::year(2023), ..setup() }).await;
        scene.submitted(&last, "01").await;
        scene.begin(&last, Phase::FirstAppraisal, NOW).await;
        let verdict = Verdict { change: None, reason: "Kế hoạch thiếu chỉ tiêu".to_owned(), asks: None };
        let appraise = AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage: Stage::First, seen: 1, verdict };
        scene.rounds.act_on_unit(&appraiser("a", NOW), &last, "01", vec![appraise]).await.unwrap();
        let round = scene.begun().await;
        let minh = contributor(NOW);
        assert!(
            !read(&scene, &criterion(&round, "c1_1_2"), &minh).await.contains("thiếu chỉ tiêu"),
            "it is not published"
        );
        for phase in [Phase::Explanation, Phase::SecondAppraisal, Phase::Council] {
            scene.begin(&last, phase, NOW).await;
        }
        scene.published(&last).await;
        let page = read(&scene, &criterion(&round, "c1_1_2"), &minh).await;
        assert!(page.contains("Kế hoạch thiếu chỉ tiêu") && page.contains("Điểm được công nhận lần trước"), "{page}");
    });
}

#[test]
fn units_see_themselves_and_those_who_run_the_round_see_all() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let draft = scene.rounds.draft(&coordinator(NOW), setup(), rulebook_text(&setup())).await.unwrap();
        for (caller, status) in [(lead("01", NOW), StatusCode::NOT_FOUND), (coordinator(NOW), StatusCode::OK)] {
            assert_eq!(scene.get(&unit(&draft), &caller).await.status, status, "a draft");
        }
        let list = format!("/vi/rounds/{round}/units");
        let all = read(&scene, &list, &coordinator(NOW)).await;
        assert!(all.contains("0 trên 3 đơn vị") && all.contains("Hà Nội") && all.contains("Đà Nẵng"), "{all}");
        let own = read(&scene, &list, &lead("48", NOW)).await;
        assert!(own.contains("Đà Nẵng") && !own.contains("/units/01"), "{own}");
        let found = read(&scene, &format!("{list}?q=da+nang"), &coordinator(NOW)).await;
        assert!(found.contains("/units/48") && !found.contains("/units/01"), "{found}");
        for (sort, first) in [("name", "48"), ("submitted", "01"), ("complete", "01"), ("flagged", "01")] {
            let page = read(&scene, &format!("{list}?sort={sort}"), &coordinator(NOW)).await;
            assert!(between(&page, "<tbody", "</tbody>").contains(&format!("/units/{first}\"")), "{sort}: {page}");
        }
        scene.submitted(&round, "79").await;
        let done = read(&scene, &format!("{list}?state=submitted"), &coordinator(NOW)).await;
        assert!(done.contains("/units/79") && !done.contains("/units/01") && done.contains("2 / 2 / "), "{done}");
        for path in [unit(&round), criterion(&round, "c1_1_2"), format!("{}/submit", unit(&round))] {
            assert_eq!(scene.get(&path, &approver("79", NOW)).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
