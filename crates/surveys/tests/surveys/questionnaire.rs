//! The questionnaire of a survey through its pages: chosen, brought, read, kept, tried.

use crate::common::{NOW, OWNER, Scene, interviewer, manager, on_both, person, setup};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_questionnaire::{SHIPPED, read_xlsx, shipped};
use rust_xlsxwriter::Workbook;

/// A workbook of sheets, each with rows of cells.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_shipped_form_is_chosen_and_read() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let id = scene.drafted_with(setup()).await;
        let at = |rest: &str| format!("/vi/surveys/{id}/questionnaire{rest}");
        scene.get(&at(""), &chief).await.has(&["Chưa có phiếu hỏi", &at("/choose")]);
        scene.get(&at(""), &interviewer(NOW)).await.lacks(&["/choose"]);
        let page = scene.get(&at("/choose"), &chief).await;
        page.has(&["value=\"sipas_2026\"", "Phiếu khảo sát SIPAS 2026", "value=\"officials_ballot\"", "type=\"file\""]);
        // Each can be taken home, changed and brought back.
        for form in SHIPPED {
            let file = at(&format!("/shipped/{}", form.id));
            page.has(&[&format!("href=\"{file}\"")]);
            let read = read_xlsx(&scene.bytes(&file, &chief).await).unwrap();
            assert_eq!(read.hash(), form.form().unwrap().hash());
        }
        assert_eq!(scene.get(&at("/shipped/another"), &chief).await.status, StatusCode::NOT_FOUND);

        let none = scene.post(&at("/choose"), &chief, &[("seen", "1"), ("form", "another")]).await;
        none.refuses(&["Hãy chọn một mẫu phiếu"]);
        let done = scene.post(&at("/choose"), &chief, &[("seen", "1"), ("form", "sipas_2026")]).await;
        let page = scene.get(done.leads(&at("?said=")), &chief).await;
        // Questions with their answers and conditions, scores with their shares, who rates whom.
        page.has(&["Đã chọn phiếu hỏi", "Tiếng Việt (vi), English (en)", "Giới tính", "Chọn một trong 2", "Bắt buộc"]);
        page.has(&["Cách tính điểm", "Chỉ số hài lòng SIPAS", "Ai đánh giá ai", "Tỉnh, thành phố", "máy tính bảng"]);

        // The form of the survey is the shipped one, and it is read once.
        let held = scene.surveys.held(&id).await.unwrap();
        let form = scene.surveys.form(&held).await.unwrap();
        assert_eq!(form.hash(), shipped("sipas_2026").unwrap().hash());
        assert!(std::sync::Arc::ptr_eq(&form, &scene.surveys.form(&held).await.unwrap()));

        // An old page does not put another in its place.
        scene
            .post(&at("/choose"), &chief, &[("seen", "1"), ("form", "officials_ballot")])
            .await
            .refuses(&["vừa được thay đổi"]);
    });
}

#[test]
fn a_form_is_brought_and_kept_only_when_it_is_right() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let id = scene.drafted_with(setup()).await;
        let at = |rest: &str| format!("/vi/surveys/{id}/questionnaire{rest}");
        let upload = async |file: Option<&[u8]>| {
            let file = file.map(|bytes| ("file", "phieu.xlsx", bytes));
            scene.post_with_file(&at("/upload"), &chief, &[("seen", "1")], file).await
        };
        upload(None).await.refuses(&["Hãy chọn tệp phiếu hỏi"]);
        upload(Some(b"")).await.refuses(&["Hãy chọn tệp phiếu hỏi"]);
        let page = upload(Some(b"not a workbook")).await;
        page.refuses(&["Lỗi của phiếu hỏi", "cả tệp", "không phải là bảng tính Excel"]);
        page.lacks(&["cả trang tính", "cả dòng", "Zip"]);

        // Every problem with sheet, row and column.
        let wrong = workbook(&[
            (
                "survey",
                &[
                    &["type", "name", "label"],
                    &["select_one gender", "q1", "Giới tính"],
                    &["photo", "q2", "Ảnh"],
                    &["text", "q 3", "Chữ"],
                ],
            ),
            ("choices", &[&["list_name", "name", "label"], &["sex", "1", "Nam"], &["sex", "1", "Nữ"]]),
        ]);
        let page = upload(Some(&wrong)).await;
        page.refuses(&["Lỗi của phiếu hỏi", "survey", ">2<", ">A<", "gender", "survey", ">3<", ">A<", "photo"]);
        page.refuses(&[">4<", ">B<", "q 3", "choices", ">3<", ">B<", "href=\"#f-file\""]);
        assert_eq!(scene.surveys.held(&id).await.unwrap().campaign.setup.form, None);
        let kept = || async { scene.surveys.desk().store().read(|reader| reader.files()).await.unwrap().len() };
        assert_eq!(kept().await, 0, "a wrong file is not kept");

        let right = workbook(&[
            ("survey", &[&["type", "name", "label"], &["select_one sex", "q1", "Giới tính"], &["note", "bye", "Hết"]]),
            ("choices", &[&["list_name", "name", "label"], &["sex", "1", "Nam"], &["sex", "2", "Nữ"]]),
        ]);
        let page = scene.get(upload(Some(&right)).await.leads(&at("?said=")), &chief).await;
        page.has(&["Phiếu không tên: 1 câu hỏi", "q1", "Giới tính", "Chọn một trong 2", "Lời dẫn"]);
        assert_eq!(kept().await, 1);
        assert_eq!(scene.bytes(&at("/download"), &chief).await, right, "the file comes back as it was brought");
    });
}

#[test]
fn questionnaire_and_codebook_are_downloaded() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("officials_ballot").await;
        let at = |rest: &str| format!("/en/surveys/{id}/questionnaire{rest}");
        let form = read_xlsx(&scene.bytes(&at("/download"), &manager(NOW)).await).unwrap();
        assert_eq!(form.hash(), shipped("officials_ballot").unwrap().hash());
        let csv = String::from_utf8(scene.bytes(&at("/codebook/csv"), &manager(NOW)).await).unwrap();
        assert!(csv.starts_with("\u{feff}Variable,Type,Part,Question,Code,Meaning\r\n"), "{csv}");
        for variable in form.codebook(chiso_questionnaire::Multiple::OneColumn) {
            assert!(csv.contains(&format!("\r\n{},", variable.name)), "{}", variable.name);
            for (code, label) in &variable.codes {
                let label = label.map_or("", |label| form.text(label, "en"));
                assert!(csv.contains(code) && csv.contains(label), "{code} {label}");
            }
        }
        let xlsx = scene.bytes(&at("/codebook/xlsx"), &manager(NOW)).await;
        assert!(xlsx.starts_with(b"PK"));
        assert_eq!(scene.get(&at("/codebook/sav"), &manager(NOW)).await.status, StatusCode::NOT_FOUND);
        // Who may see it and not take it away finds no such link.
        let page = scene.get(&at(""), &interviewer(NOW)).await;
        page.has(&[&at("/try")]);
        page.lacks(&["/download", "/codebook"]);
        let inspector = person("inspector", Role::Inspector, Some(OWNER), NOW);
        assert!(!scene.bytes(&at("/download"), &inspector).await.is_empty());
    });
}

#[test]
fn a_draft_without_a_questionnaire_has_nothing_to_download_or_try() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted_with(setup()).await;
        for (rest, status) in [
            ("/download", StatusCode::NOT_FOUND),
            ("/codebook/csv", StatusCode::NOT_FOUND),
            ("/try", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let page = scene.get(&format!("/vi/surveys/{id}/questionnaire{rest}"), &manager(NOW)).await;
            assert_eq!(page.status, status, "{rest}");
        }
    });
}

#[test]
fn a_questionnaire_is_tried_and_nothing_is_kept() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let chief = manager(NOW);
        let id = scene.drafted("officials_ballot").await;
        let address = format!("/vi/surveys/{id}/questionnaire/try");
        let first = scene.get(&address, &chief).await;
        first.has(&["<form", &format!("action=\"{address}\""), "name=\"csrf\""]);
        let again = scene.post(&address, &chief, &[]).await;
        again.has(&["<form"]);
        assert!(scene.surveys.held(&id).await.unwrap().campaign.version == 1, "no event");
        assert!(scene.kept(&id).await.is_empty(), "no ballot");
    });
}
