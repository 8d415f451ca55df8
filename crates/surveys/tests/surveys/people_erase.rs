//! Erasing a frame with the addresses: the file goes from where files lie, unless something else still needs it.

use std::path::Path;
use std::sync::Arc;

use crate::common::{NOW, Scene, manager, on_both};
use chiso_files::FileHash;
use chiso_model::Lang;
use chiso_store::imports::Boundary;
use chiso_store::{Act, Reader, StoreError};
use chiso_survey::campaign::CampaignCommand;
use chiso_surveys::{PeopleList, Person, Progress};

const FRAME: &[u8] = "xa;ten;dien_thoai\r\nA;Tên 1;0912345678\r\nA;Tên 2;0912345679\r\n".as_bytes();
const OTHER: &[u8] = "xa;ten\r\nB;Tên 3\r\n".as_bytes();

/// Whether bytes lie anywhere below a folder.
fn lie_in(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().map(Result::unwrap).any(|entry| {
        let path = entry.path();
        if path.is_dir() { lie_in(&path, bytes) } else { std::fs::read(&path).unwrap() == bytes }
    })
}

impl Scene {
    async fn frame(&self, survey: &str, bytes: &[u8]) {
        let page = format!("/vi/surveys/{survey}/people/sample");
        let sent = self.post_with_file(&page, &manager(NOW), &[], Some(("file", "khung.csv", bytes))).await;
        sent.leads(&format!("{page}?said=said-people-frame"));
    }

    /// Five people, invited; then open and closed.
    async fn over(&self, survey: &str) {
        let person = |number: u32| Person {
            row: 2,
            name: Some(format!("Tên {number}")),
            mail: None,
            phone: None,
            lang: Lang::Vi,
            design: [].into(),
            own: None,
        };
        let list = PeopleList { people: (0..5).map(person).collect(), sha256: "a".repeat(64), unread: Vec::new() };
        self.surveys.invite(&manager(NOW), survey, list, Arc::new(Progress::default())).await.unwrap();
        self.surveys.act(&manager(NOW), survey, CampaignCommand::Open).await.unwrap();
        let close = CampaignCommand::Close { reason: "xong".to_owned() };
        self.surveys.act(&manager(NOW), survey, close).await.unwrap();
    }

    async fn erase(&self, survey: &str) {
        let people = format!("/vi/surveys/{survey}/people");
        self.post(&format!("{people}/erase"), &manager(NOW), &[]).await.leads(&format!("{people}?said="));
    }

    fn has_file(&self, bytes: &[u8]) -> bool {
        lie_in(&self.files.path().join("files"), bytes)
    }
}

#[test]
fn every_frame_that_a_survey_had_goes_with_the_addresses() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        scene.frame(&survey, OTHER).await;
        scene.frame(&survey, FRAME).await;
        scene.over(&survey).await;
        assert!(scene.has_file(FRAME) && scene.has_file(OTHER));
        let page = scene.get(&format!("/vi/surveys/{survey}/people/erase"), &manager(NOW)).await;
        page.has(&["Tệp khung mẫu (2 tệp) cũng bị xóa"]);
        scene.erase(&survey).await;
        assert!(!scene.has_file(FRAME) && !scene.has_file(OTHER));
        scene.erase(&survey).await;
        // The pages go on, and the journal holds.
        assert_eq!(scene.get(&format!("/vi/surveys/{survey}/people"), &manager(NOW)).await.status, 200);
        assert_eq!(
            scene.get(&format!("/vi/surveys/{survey}/people/sample/sample.csv"), &manager(NOW)).await.status,
            404
        );
        let store = scene.surveys.desk().store();
        assert!(store.verify(None).await.unwrap().findings.is_empty());
        let told = |r: &mut Reader<'_>| -> Result<bool, StoreError> {
            Ok(r.files()?.iter().any(|file| file.name == "khung.csv"))
        };
        assert!(!store.read(told).await.unwrap());
    });
}

#[test]
fn a_file_that_something_else_needs_stays() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let (first, second) = (scene.drafted("officials_ballot").await, scene.drafted("officials_ballot").await);
        for survey in [&first, &second] {
            scene.frame(survey, FRAME).await;
        }
        scene.frame(&first, OTHER).await;
        scene.over(&first).await;
        // A boundary, of all things, came as the same bytes.
        let file = FileHash::of(OTHER).to_string();
        let note = move |w: &mut chiso_store::Writer<'_>| -> Result<(), StoreError> {
            let text = || "x".to_owned();
            w.insert(&Boundary {
                id: text(),
                file,
                scheme: text(),
                property: text(),
                source: text(),
                created: NOW,
                made_by: text(),
                active: true,
            })
        };
        scene.surveys.desk().store().write(Act::new("system", "test", NOW), note).await.unwrap();
        scene.erase(&first).await;
        assert!(scene.has_file(FRAME), "the second survey draws from it");
        assert!(scene.has_file(OTHER), "a boundary is drawn by it");
        // The last one that needs it takes it along.
        scene.over(&second).await;
        scene.erase(&second).await;
        assert!(!scene.has_file(FRAME) && scene.has_file(OTHER));
    });
}
