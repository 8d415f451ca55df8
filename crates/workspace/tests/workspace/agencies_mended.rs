//! What was entered by mistake is mended: an event is taken back, its decision corrected; and an agency is chosen among thousands by typing.

use std::collections::BTreeMap;

use crate::common::{NOW, caller, on_both};
use crate::house::House;
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_model::agency::{Agency, AgencyId, AgencyKind, Code, CodeSystem, LineageEdge, LineageKind, Validity};
use chiso_model::{Date, Lang, Text};
use chiso_store::{JournalFilter, Store};
use chiso_workspace::agencies::{Change, Event, Newcomer};
use chiso_workspace::imports::Brought;
use chiso_workspace::{Desk, Refusal};

const DAY: Date = Date::constant(2027, 7, 1);

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

fn commune(code: &str, name: &str, parent: &str) -> Agency {
    commune_since(code, name, parent, Date::constant(2025, 7, 1))
}

fn commune_since(code: &str, name: &str, parent: &str, day: Date) -> Agency {
    let valid = Validity::since(day);
    let agency = Agency::new(id(code), AgencyKind::Commune, Text::new(name, name), valid);
    agency.below(id(parent)).with_code(CodeSystem::GSO, code)
}

fn newcomer(id: &str, name: &str, kind: AgencyKind, parent: &str, code: &str) -> Newcomer {
    let codes = vec![Code::new(CodeSystem::GSO, code)];
    let (id, parent) = (AgencyId::new(id).unwrap(), Some(AgencyId::new(parent).unwrap()));
    Newcomer { id, kind, name: Text::new(name, name), parent, codes, shares: BTreeMap::new() }
}

async fn desk(store: Store) -> Desk {
    let desk = crate::common::desk(store);
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    let communes =
        vec![commune("90001", "Xã Một", "46"), commune("90002", "Xã Hai", "46"), commune("90003", "Xã Ba", "48-2025")];
    let everywhere = caller(Role::Administrator, None);
    desk.change_agencies(&everywhere, &desk.register(), Change::of(communes), "entered", "").await.unwrap();
    desk
}

async fn open(store: Store, desk: Desk) -> House {
    let house = House::with(store, desk);
    house.desk.reread_register().await.unwrap();
    house
}

fn entered(desk: &Desk) -> LineageEdge {
    let register = desk.register();
    register.edges().iter().find(|edge| edge.date == DAY).unwrap().clone()
}

fn every_event() -> Vec<Event> {
    let (hue, city) = ("46", AgencyKind::City);
    vec![
        Event::Merge {
            from: vec![id(hue), id("48-2025")],
            into: newcomer("thuan-hoa", "Thuận Hóa", city, "viet-nam", "46"),
        },
        Event::Merge {
            from: vec![id(hue), id("48-2025")], into: newcomer(hue, "Thuận Hóa", city, "viet-nam", "99")
        },
        Event::Split {
            from: id(hue),
            into: vec![
                newcomer("bac-hue", "Bắc Huế", city, "viet-nam", "98"),
                newcomer("nam-hue", "Nam Huế", city, "viet-nam", "99"),
            ],
        },
        Event::Split {
            from: id(hue),
            into: vec![
                newcomer(hue, "Bắc Huế", city, "viet-nam", "98"),
                newcomer("nam-hue", "Nam Huế", city, "viet-nam", "99"),
            ],
        },
        Event::Rename { agency: id(hue), name: Text::new("Phú Xuân", "Phu Xuan"), kind: Some(AgencyKind::Province) },
        Event::Move { agency: id("90001"), parent: id("48-2025") },
        Event::Dissolve { agency: id("90001") },
    ]
}

#[test]
fn every_event_that_was_entered_can_be_taken_back() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let coordinator = caller(Role::NationalCoordinator, None);
        let before = desk.register();
        for event in every_event() {
            let change = event.change(&before, DAY, Some("QĐ 1".to_owned()), None);
            desk.change_agencies(&coordinator, &desk.register(), change, "entered", "ghi").await.unwrap();
            assert_ne!(*desk.register(), *before);
            let change = desk.plan_take_back(&entered(&desk)).await.unwrap();
            desk.change_agencies(&coordinator, &desk.register(), change, "entered", "ghi nhầm").await.unwrap();
            assert_eq!(*desk.register(), *before, "{event:?}");
            desk.reread_register().await.unwrap();
            assert_eq!(*desk.register(), *before, "as kept: {event:?}");
        }
        let filter = JournalFilter { act: "lineage.take-back".to_owned(), limit: 1_000, ..JournalFilter::default() };
        let told = store.read(move |reader| reader.journal(&filter)).await.unwrap();
        assert!(told.len() >= 2 * every_event().len(), "each takes the event out and puts agencies right");
        assert!(told.iter().all(|entry| entry.reason.as_deref() == Some("ghi nhầm") && entry.before.is_some()));
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn what_was_built_on_an_event_is_named_and_nothing_is_taken_back() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let coordinator = caller(Role::NationalCoordinator, None);
        let enter = |event: Event, day: Date| {
            let (desk, coordinator) = (&desk, &coordinator);
            async move {
                let change = event.change(&desk.register(), day, Some("QĐ 1".to_owned()), None);
                desk.change_agencies(coordinator, &desk.register(), change, "entered", "").await.unwrap();
            }
        };
        let mut events = every_event();
        enter(events.remove(0), DAY).await;
        let event = entered(&desk);
        let refused = async |says: &str| {
            let refused = desk.plan_take_back(&event).await.unwrap_err().message(Lang::Vi);
            assert!(refused.contains(says), "{refused}");
        };
        let plan = desk.plan_take_back(&event).await.unwrap();
        // Nothing else is smuggled in with it.
        let mut more = plan.clone();
        more.agencies.push(commune("90001", "Xã Khác", "46"));
        let told = desk.change_agencies(&coordinator, &desk.register(), more, "entered", "nhầm").await.unwrap_err();
        assert!(matches!(told, Refusal::Store(chiso_store::StoreError::Conflict { .. })), "{told:?}");
        // A role in the one that is to go.
        let role = chiso_store::people::Assignment {
            id: "a".repeat(32),
            version: 1,
            person: "p".repeat(32),
            role: "unit-lead".to_owned(),
            agency: Some("thuan-hoa".to_owned()),
            scope: serde_json::json!([]),
            valid_from: DAY,
            valid_to: None,
            delegated_from: None,
            granted_by: "system".to_owned(),
            ended: None,
        };
        store.write(chiso_store::Act::new("test", "assignment.create", NOW), move |w| w.insert(&role)).await.unwrap();
        let told = desk.change_agencies(&coordinator, &desk.register(), plan, "entered", "nhầm").await.unwrap_err();
        assert!(told.message(Lang::Vi).contains("Đã giao vai trò trong Thuận Hóa"), "{told:?}");
        // An agency below it.
        let new = Change::of(vec![commune_since("90009", "Xã Chín", "thuan-hoa", DAY)]);
        desk.change_agencies(&coordinator, &desk.register(), new, "entered", "").await.unwrap();
        refused("Xã Chín trực thuộc Thuận Hóa, đơn vị do sự kiện này lập ra").await;
        // A later event.
        let rename = Event::Rename { agency: id("thuan-hoa"), name: Text::new("Phú Xuân", "Phu Xuan"), kind: None };
        enter(rename, Date::constant(2028, 1, 1)).await;
        refused("Có sự kiện khác dựa vào sự kiện này: Đổi tên ngày 01/01/2028").await;
        // What comes with the program, and what is not there.
        let shipped = desk.register().edges().iter().find(|edge| edge.date < DAY).unwrap().clone();
        assert!(desk.plan_take_back(&shipped).await.unwrap_err().message(Lang::Vi).contains("có sẵn trong phần mềm"));
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn an_event_from_a_file_is_taken_out_alone() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let administrator = caller(Role::Administrator, None);
        let brought = |name: &str, text: &str| Brought {
            sha256: "ab".repeat(32),
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let csv = "code,name_vi,kind,parent_code,valid_from,valid_to\n90021,Xã Cũ,xã,46,2025-07-01,2027-06-30\n90022,Xã Xưa,xã,46,2025-07-01,2027-06-30\n90023,Xã Mới,xã,46,2027-07-01,\n";
        desk.import_agencies(&administrator, brought("xa.csv", csv), "").await.unwrap();
        let before = desk.register();
        let csv = "kind,date,decision,from,to,share_variable,shares\nSáp nhập,2027-07-01,NQ 1,90021|90022,90023,,\n";
        desk.import_lineage(&administrator, brought("su-kien.csv", csv), "").await.unwrap();
        let change = desk.plan_take_back(&entered(&desk)).await.unwrap();
        assert!(change.agencies.is_empty() && change.gone.is_empty());
        desk.change_agencies(&administrator, &desk.register(), change, "entered", "nhầm").await.unwrap();
        assert_eq!(*desk.register(), *before);
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn only_whoever_may_everywhere_on_both_sides_takes_back() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let coordinator = caller(Role::NationalCoordinator, None);
        let event = Event::Move { agency: id("90001"), parent: id("48-2025") };
        let change = event.change(&desk.register(), DAY, Some("QĐ 1".to_owned()), None);
        desk.change_agencies(&coordinator, &desk.register(), change, "entered", "").await.unwrap();
        let (seen, event) = (desk.register(), entered(&desk));
        let correct = Change { corrected: Some((event.clone(), "QĐ 2".to_owned())), ..Change::default() };
        for (role, agency) in [
            (Role::UnitLead, Some("46")),
            (Role::Administrator, Some("46")),
            (Role::Administrator, Some("48-2025")),
            (Role::Inspector, None),
            (Role::Anonymous, None),
        ] {
            for change in [desk.plan_take_back(&event).await.unwrap(), correct.clone()] {
                let refused =
                    desk.change_agencies(&caller(role, agency), &seen, change, "entered", "x").await.unwrap_err();
                assert!(matches!(refused, Refusal::Forbidden | Refusal::Hidden), "{role:?} {agency:?}: {refused:?}");
            }
        }
        assert_eq!(*desk.register(), *seen);
    });
}

#[test]
fn an_event_is_corrected_and_taken_back_on_pages() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let house = open(store, desk).await;
        let (mut administrator, _) = house.administrator().await;
        let merge = "/vi/agencies/46/events/merge";
        administrator.get(&house, merge).await.ok();
        let fields = [
            ("day", "01/07/2027"),
            ("name", "Thuận Hóa"),
            ("kind", "city"),
            ("decision", "NQ 1/2072"),
            ("others", "Đà Nẵng"),
        ];
        let before = house.desk.register();
        let preview = administrator.post(&house, merge, &fields).await.ok();
        administrator.confirm(&house, merge, &preview).await;

        let shown = administrator.get(&house, "/vi/agencies/thuan-hoa").await.ok();
        let (_, rest) = shown.body.split_once("/vi/agencies/thuan-hoa/lineage/").unwrap();
        let event = format!("/vi/agencies/thuan-hoa/lineage/{}", rest.split('"').next().unwrap());
        let page = administrator.get(&house, &event).await.ok();
        assert!(
            page.says("NQ 1/2072") && page.says("Rút lại sự kiện") && page.says("Sửa số quyết định"),
            "{}",
            page.body
        );

        let decision = format!("{event}/decision");
        administrator.get(&house, &decision).await.ok();
        for (fields, says) in [
            (vec![("decision", "NQ 1/2027")], "Hãy ghi lý do."),
            (vec![("decision", ""), ("reason", "nhầm năm")], "Hãy ghi số, ngày của quyết định"),
            (vec![("decision", "NQ 1/2072"), ("reason", "nhầm năm")], "Sự kiện đã ghi đúng số này"),
        ] {
            let wrong = administrator.post(&house, &decision, &fields).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.says(says), "{}", wrong.body);
        }
        let preview =
            administrator.post(&house, &decision, &[("decision", "NQ 1/2027"), ("reason", "nhầm năm")]).await.ok();
        assert!(preview.says("NQ 1/2072") && preview.says("NQ 1/2027"));
        let done = administrator.confirm(&house, &decision, &preview).await;
        assert_eq!(done.to, "/vi/agencies/thuan-hoa?said=said-event-corrected", "{}", done.body);
        let shown = administrator.get(&house, &done.to).await.ok();
        assert!(shown.says("Đã sửa số quyết định.") && shown.says("NQ 1/2027"));
        assert_eq!(administrator.get(&house, &event).await.status, StatusCode::NOT_FOUND, "it is another now");

        let (_, rest) = shown.body.split_once("/vi/agencies/thuan-hoa/lineage/").unwrap();
        let path = format!("/vi/agencies/thuan-hoa/lineage/{}/take-back", rest.split('"').next().unwrap());
        administrator.get(&house, &path).await.ok();
        let wrong = administrator.post(&house, &path, &[("reason", " ")]).await;
        assert!(wrong.says("Hãy ghi lý do."), "{}", wrong.body);
        let preview = administrator.post(&house, &path, &[("reason", "ghi nhầm")]).await.ok();
        assert!(preview.says("Bỏ khỏi danh mục") && preview.says("Sự kiện được rút lại"), "{}", preview.body);
        assert_ne!(*house.desk.register(), *before, "nothing is done before it is agreed to");
        let done = administrator.confirm(&house, &path, &preview).await;
        assert_eq!(
            (done.status, done.to.as_str()),
            (StatusCode::SEE_OTHER, "/vi/agencies/46?said=said-event-taken-back")
        );
        assert!(administrator.get(&house, &done.to).await.ok().says("Đã rút lại sự kiện."));
        assert_eq!(*house.desk.register(), *before);
        let journal = administrator.get(&house, "/vi/journal?act=lineage.take-back").await.ok();
        assert!(journal.says("rút lại sắp xếp, thay đổi đơn vị") && journal.says("ghi nhầm"), "{}", journal.body);
        house.verified().await;

        // One that cannot be taken back says why before a reason is asked for.
        let shown = administrator.get(&house, "/vi/agencies/15-2025").await.ok();
        let (_, rest) = shown.body.split_once("/vi/agencies/15-2025/lineage/").unwrap();
        let path = format!("/vi/agencies/15-2025/lineage/{}/take-back", rest.split('"').next().unwrap());
        let page = administrator.get(&house, &path).await.ok();
        assert!(page.says("có sẵn trong phần mềm") && !page.says("name=\"reason\""), "{}", page.body);
    });
}

#[test]
fn a_merger_across_parents_needs_a_named_one() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let house = open(store, desk).await;
        let (mut administrator, _) = house.administrator().await;
        let path = "/vi/agencies/90001/events/merge";
        administrator.get(&house, path).await.ok();
        let base = [("day", "01/07/2027"), ("name", "Xã Chung"), ("kind", "commune"), ("decision", "NQ 1")];
        let with = |others: &'static str, parent: &'static str| {
            base.into_iter().chain([("others", others), ("parent", parent)]).collect::<Vec<_>>()
        };
        for (others, parent, wanted) in [
            ("90002", "", Ok("46")),
            ("90003", "", Err("hãy ghi cơ quan cấp trên của đơn vị sau hợp nhất")),
            ("90003", "Đà Nẵng", Ok("48-2025")),
            ("01", "46", Err("không cùng cấp")),
        ] {
            let page = administrator.post(&house, path, &with(others, parent)).await;
            match wanted {
                Ok(parent) => assert!(
                    page.status == StatusCode::OK && page.hidden().iter().any(|(name, _)| name == "agreed"),
                    "{parent}: {}",
                    page.body
                ),
                Err(says) => {
                    assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(says), "{}", page.body);
                }
            }
        }
        let preview = administrator.post(&house, path, &with("90003", "Đà Nẵng")).await.ok();
        administrator.confirm(&house, path, &preview).await;
        let register = house.desk.register();
        let heir =
            &register.edges().iter().find(|edge| edge.kind == LineageKind::Merge && edge.date == DAY).unwrap().to[0];
        assert_eq!(register.get(&heir.id).unwrap().parent_on(DAY), Some(&id("48-2025")));
    });
}

#[test]
fn among_hundreds_an_agency_is_chosen_by_typing() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let names = (0..100).map(|n| (format!("{}", 91_000 + n), format!("Xã Số {n}")));
        let twice = [("92001".to_owned(), "Xã Tân Lập".to_owned()), ("92002".to_owned(), "Xã Tân Lập".to_owned())];
        let many = names.chain(twice).enumerate();
        let many = many.map(|(n, (code, name))| commune(&code, &name, if n % 2 == 0 { "46" } else { "48-2025" }));
        let everywhere = caller(Role::Administrator, None);
        desk.change_agencies(&everywhere, &desk.register(), Change::of(many.collect()), "entered", "").await.unwrap();
        let house = open(store, desk).await;
        let (mut administrator, _) = house.administrator().await;
        for path in ["/vi/people/new", "/vi/assignments/new", "/vi/keys/new"] {
            let page = administrator.get(&house, path).await.ok();
            assert!(page.says("list=\"f-agency-list\"") && page.body.matches("<option").count() < 80, "{path}");
        }
        let path = "/vi/keys/new";
        let fields = [("name", "Tra cứu"), ("scopes", "published-result:see"), ("agency", "tân lập")];
        let asked = administrator.post(&house, path, &fields).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.says("Chưa rõ “tân lập” là cơ quan nào") && asked.says("value=\"tân lập\""), "{}", asked.body);
        assert!(
            asked.says("name=\"agency_picked\" value=\"92001\"")
                && asked.says("name=\"agency_picked\" value=\"92002\"")
        );
        let asked = administrator.post(&house, path, &[("name", "Tra cứu"), ("agency", "xã số")]).await;
        assert!(
            asked.says("Có 100 cơ quan khớp") && asked.body.matches("agency_picked").count() == 20,
            "{}",
            asked.body
        );
        let mut fields = fields.to_vec();
        fields.push(("agency_picked", "92002"));
        assert_eq!(administrator.post(&house, path, &fields).await.status, StatusCode::SEE_OTHER);
        let keys = house.store.read(|reader| reader.api_keys()).await.unwrap();
        assert_eq!(keys.iter().map(|key| key.agency.as_deref()).collect::<Vec<_>>(), [Some("92002")]);
    });
}
