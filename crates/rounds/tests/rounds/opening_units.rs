//! Units are found among thousands by name, level and agency above, without scripts; what was ticked stays ticked.

use crate::common::{CATALOGUE, NOW, Page, Scene, coordinator, on_both, rulebook_text, setup};
use crate::opening::{done, has, ok, send, verified, wrong};
use chiso_model::Text;
use chiso_model::agency::{Agency, AgencyId, AgencyKind, CodeSystem, Validity};
use chiso_store::Store;

/// Communes of a province in these scenes.
const COMMUNES: usize = 230;

/// A scene in whose register Hà Nội and Đà Nẵng have communes.
fn with_communes(store: Store) -> Scene {
    let scene = Scene::of(store);
    let commune = |province: &str, i: usize| {
        let name = if i == 7 { "Xã Ba Vì".to_owned() } else { format!("Xã số {i}") };
        let id = AgencyId::new(format!("x{province}-{i}")).unwrap();
        Agency::new(id, AgencyKind::Commune, Text::new(&name, &name), Validity::ALWAYS)
            .below(AgencyId::new(province).unwrap())
            .with_code(CodeSystem::GSO, format!("{province}{i:03}"))
    };
    let communes = ["01", "48"].into_iter().flat_map(|province| (1..=COMMUNES).map(move |i| commune(province, i)));
    scene.rounds.desk().replace_register(CATALOGUE.register().with(communes.collect::<Vec<_>>(), []));
    scene
}

async fn draft(scene: &Scene) -> String {
    let mut setup = setup();
    setup.units.clear();
    let text = rulebook_text(&setup);
    scene.rounds.draft(&coordinator(NOW), setup, text).await.unwrap()
}

/// How many boxes for units stand on a page, and which units are ticked, in boxes or unseen.
fn boxes(page: &Page) -> (usize, Vec<String>) {
    let mut ticked = Vec::new();
    let mut count = 0;
    for tag in page.body.split("<input").skip(1).filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag) {
        if !tag.contains("name=\"unit\"") {
            continue;
        }
        let is_box = tag.contains("checkbox");
        count += usize::from(is_box);
        if !is_box || tag.contains(" checked") {
            ticked.push(tag.split_once("value=\"").unwrap().1.split_once('"').unwrap().0.to_owned());
        }
    }
    ticked.sort();
    (count, ticked)
}

#[test]
fn units_are_found_by_name_level_and_agency_above_and_ticks_stay() {
    on_both(|store| async move {
        let scene = with_communes(store.clone());
        let chief = coordinator(NOW);
        let id = draft(&scene).await;
        let choose = format!("/vi/rounds/{id}/setup/units/choose");

        let page = scene.get(&choose, &chief).await;
        ok(&page);
        has(&page, &["Chưa chọn đơn vị nào", "name=\"q\"", "Trang sau", "value=\"commune\"", "value=\"48\""]);
        assert_eq!(boxes(&page), (200, Vec::new()));
        // Marks need not be typed; a link does as well as the form.
        let page = scene.get(&format!("{choose}?q=xa+ba+vi&within=48"), &chief).await;
        has(&page, &["Tìm thấy 1 đơn vị", "x48-7", "value=\"xa ba vi\""]);
        assert_eq!(boxes(&page).0, 1);

        // Ticked, then looked further: the tick stays, unseen or in its box.
        let look = [("q", "xa ba vi"), ("unit", "x01-9"), ("act", "search")];
        let page = send(&scene, &choose, &choose, &chief, &look).await;
        ok(&page);
        has(&page, &["Đang đánh dấu 1 đơn vị", "Tìm thấy 2 đơn vị"]);
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned()]));
        let look = [("q", "001"), ("level", "commune"), ("unit", "x01-9"), ("unit", "x48-7"), ("act", "search")];
        let page = send(&scene, &choose, &choose, &chief, &look).await;
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned(), "x48-7".to_owned()]));
        has(&page, &["Đang đánh dấu 2 đơn vị"]);
        let next = [("level", "commune"), ("unit", "x01-9"), ("turn", "2")];
        let page = send(&scene, &choose, &choose, &chief, &next).await;
        has(&page, &["Trang trước", "Trang sau"]);
        assert_eq!(boxes(&page), (200, vec!["x01-9".to_owned()]));
        let page = send(&scene, &choose, &choose, &chief, &[("level", "commune"), ("turn", "3")]).await;
        assert_eq!(boxes(&page).0, 2 * COMMUNES - 400);

        // Nothing ticked: said, and what was looked for is still there. Then those that are ticked come in, and the search goes on.
        let none = [("q", "xa ba vi"), ("act", "add")];
        wrong(
            &send(&scene, &choose, &choose, &chief, &none).await,
            &["Hãy chọn ít nhất một đơn vị", "value=\"xa ba vi\""],
        );
        let add = [("q", "xa ba vi"), ("unit", "x01-9"), ("unit", "x48-7"), ("unit", "khong-co"), ("act", "add")];
        let page = send(&scene, &choose, &choose, &chief, &add).await;
        done(&page);
        assert!(page.to.contains("choose?q=xa+ba+vi"), "{}", page.to);
        has(&scene.get(&page.to, &chief).await, &["Đã chọn 2 đơn vị. Còn tìm thấy 1 đơn vị"]);
        let all = [("within", "01"), ("act", "all")];
        done(&send(&scene, &choose, &choose, &chief, &all).await);
        let held = scene.rounds.held(&id).await.unwrap();
        assert_eq!(held.round.setup.units.len(), COMMUNES + 1);
        let en = scene.get(&format!("{}?within=01", choose.replace("/vi/", "/en/")), &chief).await;
        has(&en, &["231 units are chosen. 0 more found", "No unit matches any more"]);

        // The same over those that are chosen: found, ticked over several looks, put into a group.
        let units = format!("/vi/rounds/{id}/setup/units");
        let page = scene.get(&units, &chief).await;
        has(&page, &["Tìm và chọn đơn vị", "Trang sau"]);
        let look = [("q", "ba vi"), ("unit", "x01-9"), ("act", "search")];
        let page = send(&scene, &units, &units, &chief, &look).await;
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned()]));
        let group = [("q", "ba vi"), ("unit", "x01-9"), ("unit", "x01-7"), ("act", "group"), ("group", "Miền núi")];
        done(&send(&scene, &units, &units, &chief, &group).await);
        let remove = [("within", "48"), ("all", "yes"), ("act", "remove")];
        done(&send(&scene, &units, &units, &chief, &remove).await);
        let held = scene.rounds.held(&id).await.unwrap();
        let grouped: Vec<&str> =
            held.round.setup.units.iter().filter(|e| e.group.is_some()).map(|e| e.unit.as_str()).collect();
        assert_eq!((held.round.setup.units.len(), grouped), (COMMUNES, vec!["x01-9", "x01-7"]));
        verified(&store).await;
    });
}

/// Once a round has begun its units are only looked at, with the same search.
#[test]
fn the_units_of_a_round_under_way_are_searched() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let chief = coordinator(NOW);
        let units = format!("/vi/rounds/{id}/setup/units");
        let page = scene.get(&format!("{units}?q=da+nang"), &chief).await;
        ok(&page);
        assert!(page.body.contains("Đà Nẵng") && !page.body.contains("Hà Nội"), "{}", page.body);
        assert_eq!(boxes(&page).0, 0);
        let choose = scene.get(&format!("{units}/choose"), &chief).await;
        assert_eq!(choose.status, axum::http::StatusCode::NOT_FOUND);
    });
}
