//! A submission that is refused says what is missing: by kind, each criterion a link, twenty at once.

use crate::common::{NOW, Page, Scene, approver, lead, on_both, save};
use axum::http::StatusCode;
use chiso_round::assessment::Entry;
use chiso_round::{AssessmentCommand, Mark};

const PHRASE: &str = "Tôi xác nhận";

/// Links to criteria on a page, in its order.
fn links(page: &Page, round: &str) -> Vec<String> {
    let address = format!("href=\"/vi/rounds/{round}/units/01/criteria/");
    page.body.split(&address).skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect()
}

#[test]
fn what_is_missing_is_listed_by_kind_with_links() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let held = scene.rounds.held(&round).await.unwrap();
        let own: Vec<String> = held.rules.self_scored().map(|criterion| criterion.id.clone()).collect();
        // One criterion is sound, one without evidence, one with points of its own and no reason.
        let bare = |node: &str, numbers: &[(&str, f64)], points: Option<f64>| {
            let numbers = numbers.iter().map(|(name, value)| ((*name).to_owned(), Mark::number(*value))).collect();
            let entry = Entry { numbers, points: points.map(Mark::number), ..Entry::default() };
            AssessmentCommand::Save { node: node.to_owned(), seen: 0, entry }
        };
        let entered = vec![
            save("c1_1_2", 0, &[("finished", 9.0), ("planned", 10.0)]),
            bare("c1_1_1", &[("level", 2.0)], Some(0.25)),
        ];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", entered).await.unwrap();
        let signer = approver("01", NOW);
        let submit = format!("/vi/rounds/{round}/units/01/submit");
        let page = scene.post_with_file(&submit, &signer, &[("statement", PHRASE)], None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        let missing = own.len() - 1;
        let summary = format!("Còn thiếu ở {missing} tiêu chí, liệt kê ở trên kèm liên kết");
        // Once in the summary on top and once beside its box, and not one long line of all criteria.
        assert_eq!(page.body.matches(&summary).count(), 2, "{}", page.body);
        let more = format!("và {} tiêu chí nữa", missing - 1 - 20);
        for text in
            [&more, "1 tiêu chí: điểm khác với điểm theo quy tắc", &format!("{} tiêu chí: chưa kê khai", missing - 1)]
        {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        let links = links(&page, &round);
        let mut listed = links.clone();
        listed.sort();
        let mut wanted: Vec<String> = own.iter().filter(|id| *id != "c1_1_2").cloned().collect();
        wanted.sort();
        assert_eq!(listed, wanted, "each once");
        let at = |text: &str| page.body.find(text).unwrap();
        let (unfolded, folded) = page.body.split_at(at(&more));
        assert_eq!((unfolded.matches("/criteria/").count(), folded.matches("/criteria/").count()), (21, missing - 21));
        assert!(page.body.contains("<details class=\"fold\" open>"), "{}", page.body);
        assert!(page.body.contains(&format!("value=\"{PHRASE}\"")), "nothing typed is lost");

        // Left blank knowingly: what is left is what cannot be.
        let blank = [("statement", PHRASE), ("leaves_blank", "yes")];
        let page = scene.post_with_file(&submit, &signer, &blank, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(self::links(&page, &round), ["c1_1_1"]);
        assert!(page.body.contains("Hãy nêu lý do ở từng tiêu chí"), "{}", page.body);
        let en = scene.post_with_file(&submit.replace("/vi/", "/en/"), &signer, &blank, None).await;
        assert!(en.body.contains("At 1 criterion, linked above"), "{}", en.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
