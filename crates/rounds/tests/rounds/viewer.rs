//! Evidence beside a form: PDF in a frame that leads to the origin of files, pictures as they are; without such an origin PDF is downloaded.

use crate::common::{DAY, NOW, Page, Scene, appraiser, approver, holder, lead, on_both, person};
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::Phase;
use chiso_web::Caller;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
const FILES: &str = "http://tep.example.vn:8081";

/// The same person where the server has an origin of files.
fn with_origin(who: &Caller) -> Caller {
    Caller { files_origin: Some(FILES.to_owned()), ..who.clone() }
}

fn policy(page: &Page) -> &str {
    page.headers.get("content-security-policy").map(|policy| policy.to_str().unwrap()).unwrap_or_default()
}

/// Where a page's frame gets its file from, if it has a frame that may show one.
fn frame(page: &Page) -> Option<String> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let src = page.body.split_once("<iframe src=\"").map(|(_, rest)| rest.split_once(['"', '#']).unwrap().0.to_owned());
    let lets_in = policy(page).ends_with(&format!("; frame-src 'self' {FILES}"));
    assert_eq!(lets_in, src.is_some(), "{}: {}", policy(page), page.body);
    src
}

#[test]
fn a_paper_is_framed_from_the_origin_of_files_beside_the_form() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let minh = person("contributor-01", Role::UnitContributor, Some("01"), NOW);
        let unit = format!("/vi/rounds/{round}/units/01");
        let at = format!("{unit}/criteria/c1_1_2");
        assert_eq!(frame(&scene.get(&at, &with_origin(&minh)).await), None);
        for (name, bytes) in [("Quyết định.pdf", PDF), ("ảnh.png", PNG)] {
            let page = scene.post_with_file(&format!("{at}/files"), &minh, &[], Some(("file", name, bytes))).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        }
        let hash = chiso_files::FileHash::of(PDF);
        let file = format!("{unit}/evidence/{hash}");
        let (view, wanted) = (format!("{file}/view"), format!("{file}/frame"));
        let page = scene.get(&at, &with_origin(&minh)).await;
        assert_eq!(frame(&page).as_deref(), Some(&*wanted));
        let (form, viewer) =
            (page.body.find("name=\"n-finished\"").unwrap(), page.body.find("class=\"viewer\"").unwrap());
        let (beside, list) =
            (page.body.find("class=\"beside\"").unwrap(), page.body.find("class=\"evidence\"").unwrap());
        assert!(beside < form && form < viewer && viewer < list, "the form and what is looked at stand together");
        assert!(page.body.contains("<img class=\"evidence\"") && page.body.contains(&format!("href=\"{file}\"")));
        assert_eq!(frame(&scene.get(&view, &with_origin(&minh)).await).as_deref(), Some(&*wanted));

        // Without an origin of files it is a download, as it was.
        for path in [&at, &view] {
            let page = scene.get(path, &minh).await;
            assert_eq!(frame(&page), None);
            assert!(page.body.contains(&format!("href=\"{file}\"")), "{}", page.body);
        }
        assert_eq!(scene.get(&wanted, &minh).await.status, StatusCode::NOT_FOUND);

        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        // The frame asks whether the one before it may see the file, and leads to an address that is over soon.
        let from = Date::constant(2020, 1, 1);
        let elsewhere =
            holder("limited", vec![Assignment::everywhere(Role::Appraiser, from).limited_to(&["area2"])], NOW);
        for (who, caller, status) in [
            ("the contributor", minh.clone(), StatusCode::SEE_OTHER),
            ("the unit’s approver", approver("01", NOW), StatusCode::SEE_OTHER),
            ("an appraiser", appraiser("a", NOW), StatusCode::SEE_OTHER),
            ("an appraiser of another area", elsewhere, StatusCode::NOT_FOUND),
            ("another unit", lead("79", NOW), StatusCode::NOT_FOUND),
            ("an administrator", person("administrator", Role::Administrator, None, NOW), StatusCode::FORBIDDEN),
        ] {
            let answer = scene.get(&wanted, &with_origin(&caller)).await;
            assert_eq!(answer.status, status, "{who}");
            let address = answer.to.strip_prefix(FILES);
            assert_eq!(address.is_some(), status == StatusCode::SEE_OTHER, "{who}: {}", answer.to);
            let Some(address) = address else { continue };
            assert!(address.ends_with(&format!("/{hash}.pdf")), "{address}");
            let (media, bytes) = scene.rounds.desk().looked_at(address, NOW).await.unwrap();
            assert_eq!((media, bytes.as_slice()), ("application/pdf", PDF));
            assert!(scene.rounds.desk().looked_at(address, NOW + DAY).await.is_err(), "over");
        }
        // A picture needs no frame.
        let picture = format!("{unit}/evidence/{}/frame", chiso_files::FileHash::of(PNG));
        assert_eq!(scene.get(&picture, &with_origin(&minh)).await.status, StatusCode::NOT_FOUND);

        // The appraiser has it beside the form as well.
        let case = format!("/vi/rounds/{round}/appraisal/units/01/c1_1_2");
        let page = scene.get(&case, &with_origin(&appraiser("a", NOW))).await;
        assert_eq!(frame(&page).as_deref(), Some(&*wanted));
        let (beside, form) = (page.body.find("class=\"beside\"").unwrap(), page.body.find("name=\"verdict\"").unwrap());
        assert!(beside < form && form < page.body.find("<iframe").unwrap());
        assert_eq!(frame(&scene.get(&case, &appraiser("a", NOW)).await), None);
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}
