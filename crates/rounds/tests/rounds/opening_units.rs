//! Units are found among thousands by name, level and agency above, without scripts; what was ticked stays ticked.

use crate::common::{CATALOGUE, NOW, Page, Scene, coordinator, on_both, rulebook_text, setup, verified};
use crate::opening::send;
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
        page.has(&["name=\"q\"", "Chưa chọn đơn vị nào", "value=\"commune\"", "value=\"48\"", "Trang sau"]);
        assert_eq!(boxes(&page), (200, Vec::new()));
        // Marks need not be typed; a link does as well as the form.
        let page = scene.get(&format!("{choose}?q=xa+ba+vi&within=48"), &chief).await;
        page.has(&["Tìm thấy 1 đơn vị", "value=\"xa ba vi\"", "x48-7"]);
        assert_eq!(boxes(&page).0, 1);

        // Ticked, then looked further: the tick stays, unseen or in its box.
        let look = [("q", "xa ba vi"), ("unit", "x01-9"), ("act", "search")];
        let page = send(&scene, &choose, &choose, &chief, &look).await;
        page.has(&["Tìm thấy 2 đơn vị", "Đang đánh dấu 1 đơn vị"]);
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned()]));
        let look = [("q", "001"), ("level", "commune"), ("unit", "x01-9"), ("unit", "x48-7"), ("act", "search")];
        let page = send(&scene, &choose, &choose, &chief, &look).await;
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned(), "x48-7".to_owned()]));
        page.has(&["Đang đánh dấu 2 đơn vị"]);
        let next = [("level", "commune"), ("unit", "x01-9"), ("turn", "2")];
        let page = send(&scene, &choose, &choose, &chief, &next).await;
        page.has(&["Trang trước", "Trang sau"]);
        assert_eq!(boxes(&page), (200, vec!["x01-9".to_owned()]));
        let page = send(&scene, &choose, &choose, &chief, &[("level", "commune"), ("turn", "3")]).await;
        assert_eq!(boxes(&page).0, 2 * COMMUNES - 400);

        // Nothing ticked: said, and what was looked for is still there. Then those that are ticked come in, and the search goes on.
        let none = [("q", "xa ba vi"), ("act", "add")];
        send(&scene, &choose, &choose, &chief, &none)
            .await
            .refuses(&["Hãy chọn ít nhất một đơn vị", "value=\"xa ba vi\""]);
        let add = [("q", "xa ba vi"), ("unit", "x01-9"), ("unit", "x48-7"), ("unit", "khong-co"), ("act", "add")];
        let page = send(&scene, &choose, &choose, &chief, &add).await;
        page.leads("/vi/");
        assert!(page.to.contains("choose?q=xa+ba+vi"), "{}", page.to);
        scene.get(&page.to, &chief).await.has(&["Đã chọn 2 đơn vị. Còn tìm thấy 1 đơn vị"]);
        let all = [("within", "01"), ("act", "all")];
        send(&scene, &choose, &choose, &chief, &all).await.leads("/vi/");
        let held = scene.rounds.held(&id).await.unwrap();
        assert_eq!(held.round.setup.units.len(), COMMUNES + 1);
        let en = scene.get(&format!("{}?within=01", choose.replace("/vi/", "/en/")), &chief).await;
        en.has(&["231 units are chosen. 0 more found", "No unit matches any more"]);

        // The same over those that are chosen: found, ticked over several looks, put into a group.
        let units = format!("/vi/rounds/{id}/setup/units");
        let page = scene.get(&units, &chief).await;
        page.has(&["Tìm và chọn đơn vị", "Trang sau"]);
        let look = [("q", "ba vi"), ("unit", "x01-9"), ("act", "search")];
        let page = send(&scene, &units, &units, &chief, &look).await;
        assert_eq!(boxes(&page), (2, vec!["x01-9".to_owned()]));
        let group = [("q", "ba vi"), ("unit", "x01-9"), ("unit", "x01-7"), ("act", "group"), ("group", "Miền núi")];
        send(&scene, &units, &units, &chief, &group).await.leads("/vi/");
        let remove = [("within", "48"), ("all", "yes"), ("act", "remove")];
        send(&scene, &units, &units, &chief, &remove).await.leads("/vi/");
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
        page.has(&[]);
        assert!(page.body.contains("Đà Nẵng") && !page.body.contains("Hà Nội"), "{}", page.body);
        assert_eq!(boxes(&page).0, 0);
        let choose = scene.get(&format!("{units}/choose"), &chief).await;
        assert_eq!(choose.status, axum::http::StatusCode::NOT_FOUND);
    });
}
