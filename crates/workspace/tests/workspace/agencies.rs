//! Agencies are shipped, merged, split and renamed, and what cannot have happened is refused.

use crate::common::{NOW, TODAY, caller, on_both};
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_model::agency::{AgencyId, AgencyKind, Code, CodeSystem};
use chiso_model::{Date, Lang, Text};
use chiso_store::{JournalFilter, StoreError};
use chiso_workspace::agencies::{Change, Event, Newcomer};
use chiso_workspace::{Desk, Refusal};

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

fn newcomer(name: &str, code: &str) -> Newcomer {
    Newcomer {
        id: AgencyId::of(name).unwrap(),
        kind: AgencyKind::Province,
        name: Text::new(name, name),
        parent: Some(id("viet-nam")),
        codes: vec![Code::new(CodeSystem::GSO, code)],
        shares: std::collections::BTreeMap::new(),
    }
}

async fn desk(store: chiso_store::Store) -> Desk {
    let desk = crate::common::desk(store);
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    desk
}

#[test]
fn what_is_shipped_is_taken_over_once() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let before = desk.register();
        assert_eq!(*before, *Catalogue::load().unwrap().register());
        assert_eq!(
            before
                .at(Date::constant(2024, 12, 31))
                .filter(|agency| agency.kind.own_level().is_some_and(|level| level.id() == "province"))
                .count(),
            63
        );
        assert_eq!(
            before
                .at(TODAY)
                .filter(|agency| agency.kind.own_level().is_some_and(|level| level.id() == "province"))
                .count(),
            34
        );
        let head = store.read(|reader| reader.journal_head()).await.unwrap();
        desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
        assert_eq!(store.read(|reader| reader.journal_head()).await.unwrap(), head, "a second start changes nothing");
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn a_merger_ends_two_and_begins_one() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let day = Date::constant(2027, 7, 1);
        let seen = desk.register();
        let event = Event::Merge { from: vec![id("01"), id("15-2025")], into: newcomer("Thủ đô mới", "01") };
        let change = event.change(&seen, day, Some("NQ 1/2027".to_owned()), None);
        desk.change_agencies(&caller(Role::NationalCoordinator, None), &seen, change, "entered", "thử").await.unwrap();
        for register in [desk.register(), {
            desk.reread_register().await.unwrap();
            desk.register()
        }] {
            assert!(register.on(&id("01"), day).is_none());
            assert!(register.on(&id("01"), day.yesterday().unwrap()).is_some());
            let heirs = register.successors(&id("15-2025"), TODAY, day, "population");
            assert_eq!(heirs.iter().map(|heir| heir.id.as_str()).collect::<Vec<_>>(), ["thu-do-moi"]);
            assert_eq!(register.find_code(&CodeSystem::GSO, "01", day).unwrap().id(), &id("thu-do-moi"));
            assert_eq!(register.check(), []);
        }
        let told = store
            .read(|reader| {
                reader.journal(&JournalFilter {
                    act: "lineage.enter".to_owned(),
                    limit: 10,
                    ..JournalFilter::default()
                })
            })
            .await
            .unwrap();
        assert_eq!(told.len(), 4, "two that end, one that begins, the event");
        assert!(told.iter().all(|entry| entry.reason.as_deref() == Some("thử")));
    });
}

#[test]
fn whoever_stood_below_goes_along() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let day = Date::constant(2027, 7, 1);
        let eve = day.yesterday().unwrap();
        let coordinator = caller(Role::NationalCoordinator, None);
        for (commune, parent, since) in
            [("50001", "46", "2025-07-01"), ("50002", "48-2025", "2025-07-01"), ("50003", "48-2025", "2028-01-01")]
        {
            let valid = chiso_model::agency::Validity::since(since.parse().unwrap());
            let agency =
                chiso_model::agency::Agency::new(id(commune), AgencyKind::Commune, Text::new(commune, commune), valid);
            let change = Change::of(vec![agency.below(id(parent))]);
            desk.change_agencies(&coordinator, &desk.register(), change, "entered", "").await.unwrap();
        }
        let event = Event::Merge { from: vec![id("46"), id("48-2025")], into: newcomer("Thuận Hóa", "46") };
        let seen = desk.register();
        let change = event.change(&seen, day, None, None);
        desk.change_agencies(&coordinator, &seen, change, "entered", "").await.unwrap();
        let register = desk.register();
        assert_eq!(register.get(&id("50001")).unwrap().parent_on(eve), Some(&id("46")));
        for (commune, on) in [("50001", day), ("50002", day), ("50003", Date::constant(2028, 1, 1))] {
            assert_eq!(register.get(&id(commune)).unwrap().parent_on(on), Some(&id("thuan-hoa")), "{commune}");
        }
        assert_eq!(register.check(), []);
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn a_new_name_keeps_the_old_one_for_its_time() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let (seen, day) = (desk.register(), Date::constant(2027, 1, 1));
        let event = Event::Rename { agency: id("01"), name: Text::new("Thăng Long", "Thang Long"), kind: None };
        let change = event.change(&seen, day, None, None);
        desk.change_agencies(&caller(Role::Administrator, None), &seen, change, "entered", "").await.unwrap();
        let register = desk.register();
        assert_eq!(register.on(&id("01"), TODAY).unwrap().title(Lang::Vi), "Hà Nội");
        assert_eq!(register.on(&id("01"), day).unwrap().title(Lang::Vi), "Thăng Long");
    });
}

#[test]
fn what_cannot_have_happened_is_refused_and_changes_nothing() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let seen = desk.register();
        let head = store.read(|reader| reader.journal_head()).await.unwrap();
        let coordinator = caller(Role::NationalCoordinator, None);
        // Lào Cai of then ended in 2025.
        let event = Event::Dissolve { agency: id("10") };
        let change = event.change(&seen, Date::constant(2026, 1, 1), None, None);
        let refused = desk.change_agencies(&coordinator, &seen, change, "entered", "").await.unwrap_err();
        let Refusal::Fields(problems) = refused else { panic!("{refused:?}") };
        assert!(!problems.is_empty());
        for (role, agency, hidden) in [
            (Role::UnitLead, Some("01"), false),
            (Role::Administrator, Some("79-2025"), false),
            (Role::Anonymous, None, false),
        ] {
            let rename = Event::Rename { agency: id("01"), name: Text::new("X", "X"), kind: None };
            let change = rename.change(&seen, TODAY, None, None);
            let refused = desk.change_agencies(&caller(role, agency), &seen, change, "entered", "").await.unwrap_err();
            assert!(matches!((&refused, hidden), (Refusal::Forbidden, false)), "{role:?}: {refused:?}");
        }
        assert_eq!(store.read(|reader| reader.journal_head()).await.unwrap(), head);
    });
}

#[test]
fn what_somebody_else_changed_meanwhile_is_not_overwritten() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let (seen, coordinator) = (desk.register(), caller(Role::NationalCoordinator, None));
        for (name, taken) in [("Thăng Long", true), ("Đông Đô", false)] {
            let event = Event::Rename { agency: id("01"), name: Text::new(name, name), kind: None };
            let change: Change = event.change(&seen, Date::constant(2027, 1, 1), None, None);
            let done = desk.change_agencies(&coordinator, &seen, change, "entered", "").await;
            match (taken, done) {
                (true, Ok(())) | (false, Err(Refusal::Store(StoreError::Conflict { .. }))) => (),
                (_, other) => panic!("{name}: {other:?}"),
            }
        }
        assert_eq!(desk.register().on(&id("01"), Date::constant(2028, 1, 1)).unwrap().title(Lang::Vi), "Thăng Long");
    });
}

#[test]
fn an_agency_is_moved_only_between_places_within_reach() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let (own_id, other_id) = (id("90001"), id("90002"));
        let everywhere = caller(Role::Administrator, None);
        let csv = "code,name_vi,kind,parent_code,valid_from\n90001,Xã Của Huế,xã,46,2025-07-01\n90002,Xã Của Hà Nội,xã,01,2025-07-01\n";
        let brought =
            chiso_workspace::imports::Brought { sha256: "ab".repeat(32), name: "xa.csv".to_owned(), bytes: csv.into() };
        desk.import_agencies(&everywhere, brought, "thử").await.unwrap();
        let seen = desk.register();
        let moved = |agency: &AgencyId, to: Option<&str>| {
            let mut agency = seen.get(agency).unwrap().clone();
            agency.parents =
                to.map(|to| chiso_model::agency::Dated::new(id(to), agency.parents[0].valid)).into_iter().collect();
            Change::of(vec![agency])
        };
        let province = caller(Role::NationalCoordinator, Some("46"));
        for (agency, to) in
            [(&own_id, Some("01")), (&own_id, Some("viet-nam")), (&own_id, None), (&other_id, Some("46"))]
        {
            let refused = desk.change_agencies(&province, &seen, moved(agency, to), "entered", "").await.unwrap_err();
            assert!(matches!(refused, Refusal::Forbidden | Refusal::Hidden), "{agency} {to:?}: {refused:?}");
        }
        // What stays in its place is changed by whoever may change it there.
        let mut renamed = seen.get(&own_id).unwrap().clone();
        renamed.aliases.push(chiso_model::agency::Dated::new("Xã Cũ".to_owned(), renamed.valid));
        let change = Change::of(vec![renamed]);
        desk.change_agencies(&province, &seen, change, "entered", "").await.unwrap();
        let seen = desk.register();
        let mut away = seen.get(&own_id).unwrap().clone();
        away.parents[0].value = id("01");
        let change = Change::of(vec![away]);
        desk.change_agencies(&everywhere, &seen, change, "entered", "").await.unwrap();
    });
}
