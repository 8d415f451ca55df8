//! Agencies, results and weights come in from files: all or none, only within one's reach, and with every problem told by row.

use std::fmt::Write as _;

use crate::common::{NOW, TODAY, caller, on_both};
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_facts::agencies::COLUMNS;
use chiso_model::agency::{AgencyId, CodeSystem, Level};
use chiso_model::{Date, Lang};
use chiso_store::Store;
use chiso_workspace::imports::{Brought, Taken};
use chiso_workspace::{Desk, Refusal};

async fn desk(store: Store) -> Desk {
    let desk = crate::common::desk(store);
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    desk
}

fn brought(name: &str, text: &str) -> Brought {
    let bytes = text.as_bytes().to_vec();
    Brought { sha256: chiso_files::FileHash::of(&bytes).to_string(), name: name.to_owned(), bytes }
}

/// A file of agencies: code, name, kind, code of the parent.
fn agencies(rows: &[(&str, &str, &str, &str)]) -> Brought {
    let mut text: String = COLUMNS.iter().map(|column| column.id).collect::<Vec<_>>().join(",");
    text.push('\n');
    for (code, name, kind, parent) in rows {
        writeln!(text, "{code},gso,,{name},,{kind},{parent},2025-07-01,,").unwrap();
    }
    brought("communes.csv", &text)
}

async fn head(store: &Store) -> (i64, String) {
    store.read(|reader| reader.journal_head()).await.unwrap()
}

const RESULTS: &str = "index,year,level,unit,value,rank,source";

fn results(rows: &[&str]) -> Brought {
    brought("results.csv", &format!("{RESULTS}\n{}\n", rows.join("\n")))
}

#[test]
fn a_file_with_broken_rows_is_told_by_row_and_nothing_of_it_is_written() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let before = (head(&store).await, desk.register());
        let file = agencies(&[
            ("90001", "Xã Đúng", "Xã", "46"),
            ("90002", "", "Xã", "46"),
            ("90003", "Xã Lạ", "Thôn bản", "46"),
            ("90004", "Xã Mồ Côi", "Xã", "99"),
            ("90001", "Xã Trùng", "Xã", "46"),
        ]);
        let plan = desk.plan_agencies(&file);
        assert!(!plan.is_sound());
        let rows: Vec<u64> = plan.problems.iter().filter_map(|problem| problem.place.row).collect();
        assert!([3, 4, 5, 6].iter().all(|row| rows.contains(row)), "{rows:?}");
        let refused = desk.import_agencies(&caller(Role::Administrator, None), file, "thử").await.unwrap_err();
        let Refusal::Fields(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems.len(), plan.problems.len());
        assert!(problems.iter().all(|(field, text)| *field == "file" && !text.get(Lang::En).is_empty()));
        assert_eq!(head(&store).await, before.0);
        assert_eq!(*desk.register(), *before.1);
        assert!(desk.imports(&caller(Role::Administrator, None)).await.unwrap().is_empty());
    });
}

#[test]
fn all_communes_of_the_country_come_in_at_once_and_a_second_time_change_nothing() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let register = desk.register();
        let provinces: Vec<String> = register
            .at(TODAY)
            .filter(|agency| agency.level == Level::Province)
            .map(|agency| agency.code(&CodeSystem::GSO).unwrap().to_owned())
            .collect();
        let rows: Vec<(String, String, String)> = (0..3_321)
            .map(|number| {
                let province = &provinces[number % provinces.len()];
                (format!("{:05}", 50_000 + number), format!("Xã thứ {number} của {province}"), province.clone())
            })
            .collect();
        let rows: Vec<(&str, &str, &str, &str)> =
            rows.iter().map(|(code, name, parent)| (code.as_str(), name.as_str(), "Xã", parent.as_str())).collect();
        let file = agencies(&rows);
        let administrator = caller(Role::Administrator, None);
        let begun = moment();
        let import = desk.import_agencies(&administrator, file.clone(), "danh mục xã").await.unwrap();
        let took = moment().saturating_sub(begun);
        println!("3,321 communes: {} ms", took.as_millis());
        assert!(took.as_secs() < 60, "{took:?}");
        let communes = desk.register().at(TODAY).filter(|agency| agency.level == Level::Commune).count();
        assert_eq!(communes, 3_321);
        let kept = desk.import(&administrator, import.id(), chiso_access::Action::See).await.unwrap();
        assert_eq!(kept.counts["agencies"], 3_321);
        let plan = desk.plan_agencies(&file);
        assert_eq!((plan.create.len(), plan.change.len(), plan.unchanged.len()), (0, 0, 3_321));
        assert!(plan.is_sound());
        desk.reread_register().await.unwrap();
        assert_eq!(desk.register().at(TODAY).filter(|agency| agency.level == Level::Commune).count(), 3_321);
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[allow(clippy::disallowed_methods, reason = "how long something takes is what is tested")]
fn moment() -> std::time::Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap()
}

#[test]
fn agencies_are_taken_in_only_below_ones_own() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let before = head(&store).await;
        let own = agencies(&[("90001", "Xã Của Huế", "Xã", "46")]);
        let other = agencies(&[("90001", "Xã Của Huế", "Xã", "46"), ("90002", "Xã Của Hà Nội", "Xã", "01")]);
        for (role, agency, file, done) in [
            (Role::Administrator, Some("46"), &other, false),
            (Role::UnitLead, Some("46"), &own, false),
            (Role::Inspector, None, &own, false),
            (Role::Anonymous, None, &own, false),
            (Role::Administrator, Some("46"), &own, true),
        ] {
            let result = desk.import_agencies(&caller(role, agency), file.clone(), "thử").await;
            match (result, done) {
                (Ok(_), true) | (Err(Refusal::Hidden | Refusal::Forbidden), false) => {}
                (result, _) => panic!("{role:?}: {result:?}"),
            }
            assert_eq!(head(&store).await != before, done, "{role:?}");
        }
        // Who brought it sees it, and whoever sees everything; another province does not.
        for (role, agency, seen) in
            [(Role::Administrator, Some("46"), 1), (Role::Inspector, None, 1), (Role::UnitLead, Some("46"), 1)]
        {
            let imports = desk.imports(&caller(role, agency)).await.unwrap();
            // `caller` is one and the same person in every role; without the right to see imports even one's own are not shown.
            let expected = if role == Role::UnitLead { 0 } else { seen };
            assert_eq!(imports.len(), expected, "{role:?}");
        }
        let mut stranger = caller(Role::Administrator, Some("79"));
        stranger.actor.person = Some("stranger".to_owned());
        assert!(desk.imports(&stranger).await.unwrap().is_empty());
    });
}

#[test]
fn disagreeing_figures_are_kept_side_by_side_until_one_is_withdrawn() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let coordinator = caller(Role::NationalCoordinator, None);
        let first =
            results(&["par-index,2019,province,22,90.09,1,Bộ Nội vụ", "par-index,2019,province,46,80.00,9,Bộ Nội vụ"]);
        let second = results(&["par-index,2019,province,22,90.10,1,Báo Quảng Ninh"]);
        let one = desk.import_results(&coordinator, first, "công bố").await.unwrap();
        let plan = desk.plan_results(&second, coordinator.day).await.unwrap();
        assert_eq!((plan.figures.len(), plan.conflicts.len(), plan.problems.len()), (1, 1, 0));
        assert_eq!(plan.conflicts[0].known.source, "Bộ Nội vụ");
        let two = desk.import_results(&coordinator, second, "theo báo").await.unwrap();
        let figures = desk.imported_figures().await.unwrap();
        assert_eq!(figures.len(), 3);
        let values: Vec<f64> = figures
            .iter()
            .filter(|figure| figure.unit.as_str() == "22")
            .map(|figure| figure.value.unwrap().value)
            .collect();
        assert_eq!(values.len(), 2);
        assert!(values.contains(&90.09) && values.contains(&90.1));
        // Withdrawn: not shown, and still there.
        let refused = desk.withdraw_import(&coordinator, two.id(), " ").await.unwrap_err();
        assert!(matches!(refused, Refusal::Fields(_)), "{refused:?}");
        desk.withdraw_import(&coordinator, two.id(), "số sai").await.unwrap();
        assert_eq!(desk.imported_figures().await.unwrap().len(), 2);
        let imports = desk.imports(&coordinator).await.unwrap();
        assert_eq!(
            imports
                .iter()
                .filter(|import| import.withdrawn.is_some())
                .map(|import| import.id.as_str())
                .collect::<Vec<_>>(),
            [two.id()]
        );
        assert!(imports.iter().any(|import| import.id == one.id()));
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

#[test]
fn what_a_download_wrote_so_that_it_is_no_formula_comes_back_as_it_was() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let row = |source: &str| format!("par-index,2019,province,22,90.09,1,{source}");
        for (written, read) in
            [("'=HYPERLINK(1)", "=HYPERLINK(1)"), ("'Bộ Nội vụ'", "'Bộ Nội vụ'"), ("-5 Bộ Nội vụ", "-5 Bộ Nội vụ")]
        {
            let plan = desk.plan_results(&results(&[&row(written)]), Date::constant(2026, 11, 22)).await.unwrap();
            assert_eq!(plan.figures[0].source, read, "{:?}", plan.problems);
        }
    });
}

#[test]
fn results_and_weights_are_taken_in_by_whoever_approves_for_the_country() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let before = head(&store).await;
        let hue = results(&["par-index,2019,province,46,80.00,9,Bộ Nội vụ"]);
        let weights = brought("weights.csv", "unit,value,source\n46,1200000,\n");
        let day = Date::constant(2024, 12, 31);
        let mut alone = caller(Role::NationalCoordinator, None);
        alone.actor.second_factor = false;
        for (who, second_factor) in [
            (caller(Role::NationalCoordinator, Some("46")), false),
            (caller(Role::NationalCoordinator, Some("01")), false),
            (caller(Role::Administrator, None), false),
            (caller(Role::Inspector, None), false),
            (caller(Role::UnitLead, Some("46")), false),
            (alone, true),
        ] {
            let of_results = desk.import_results(&who, hue.clone(), "thử").await.unwrap_err();
            let of_weights = desk.import_weights(&who, weights.clone(), "dân số", day, "thử").await.unwrap_err();
            for refused in [of_results, of_weights] {
                match (&refused, second_factor) {
                    (Refusal::SecondFactor, true) | (Refusal::Hidden | Refusal::Forbidden, false) => (),
                    _ => panic!("{:?}: {refused:?}", who.actor),
                }
            }
        }
        assert_eq!(head(&store).await, before);
        desk.import_results(&caller(Role::NationalCoordinator, None), hue, "thử").await.unwrap();
        assert_eq!(desk.imported_figures().await.unwrap().len(), 1);
    });
}

#[test]
fn a_program_tries_agencies_and_events_and_takes_none_in() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let scope = chiso_access::KeyScope {
            resource: chiso_access::Resource::AgencyImport,
            action: chiso_access::Action::Create,
        };
        let mut program = caller(Role::Administrator, None);
        program.actor.scopes = Some([scope].into_iter().collect());
        let file = agencies(&[("90001", "Xã Của Huế", "Xã", "46")]);
        let refused = desk.import_agencies(&program, file, "thử").await.unwrap_err();
        assert!(matches!(refused, Refusal::Hidden | Refusal::Forbidden), "{refused:?}");
    });
}

#[test]
fn an_agency_is_moved_by_a_file_only_between_places_within_reach() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let all = agencies(&[("90001", "Xã Của Huế", "Xã", "46"), ("90002", "Xã Của Hà Nội", "Xã", "01")]);
        desk.import_agencies(&caller(Role::Administrator, None), all, "thử").await.unwrap();
        let before = head(&store).await;
        let away = agencies(&[("90001", "Xã Của Huế", "Xã", "01")]);
        let here = agencies(&[("90002", "Xã Của Hà Nội", "Xã", "46")]);
        assert_eq!(desk.plan_agencies(&away).change.len(), 1, "the file does move it");
        for file in [&away, &here] {
            let refused =
                desk.import_agencies(&caller(Role::Administrator, Some("46")), file.clone(), "thử").await.unwrap_err();
            assert!(matches!(refused, Refusal::Hidden | Refusal::Forbidden), "{refused:?}");
        }
        assert_eq!(head(&store).await, before);
        desk.import_agencies(&caller(Role::Administrator, None), away, "thử").await.unwrap();
    });
}

#[test]
fn weights_of_the_later_file_hold() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let coordinator = caller(Role::NationalCoordinator, None);
        let day = Date::constant(2024, 12, 31);
        let file = |value: &str| {
            brought("weights.csv", &format!("unit,value,source\n22,{value},Tổng cục Thống kê\n46,1200000,\n"))
        };
        let tries = [
            ("1300000", "Dân số 2024", true),
            ("-5", "Dân số 2024", false),
            ("1300000", "!!!", false),
            ("1400000", "dân số 2024", true),
        ];
        for (now_us, (value, variable, sound)) in (NOW..).zip(tries) {
            let caller = chiso_web::Caller { now_us, ..coordinator.clone() };
            let done = desk.import_weights(&caller, file(value), variable, day, "niên giám").await;
            assert_eq!(done.is_ok(), sound, "{value} {variable}: {done:?}");
        }
        let all = desk.imported_weights().await.unwrap();
        let weights = &all["dan-so-2024"];
        assert_eq!(all.len(), 1);
        assert_eq!(weights[&AgencyId::new("22").unwrap()].value(), Some(1_400_000.0));
        let last = desk.imports(&coordinator).await.unwrap();
        let last = last.iter().max_by_key(|import| import.created).unwrap();
        desk.withdraw_import(&coordinator, &last.id, "nhầm").await.unwrap();
        let all = desk.imported_weights().await.unwrap();
        assert_eq!(
            all["dan-so-2024"][&AgencyId::new("22").unwrap()].value(),
            Some(1_300_000.0),
            "the earlier one holds again"
        );
    });
}

#[test]
fn a_boundary_file_is_tried_before_it_is_used() {
    on_both(|store| async move {
        let desk = desk(store).await;
        let administrator = caller(Role::Administrator, None);
        let sound = brought("vn.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
        for (file, scheme, source, who, taken) in [
            (brought("vn.geojson", "{"), "provinces-34", "Cục Đo đạc", &administrator, false),
            (sound.clone(), "communes", "Cục Đo đạc", &administrator, false),
            (sound.clone(), "provinces-34", "  ", &administrator, false),
            (sound.clone(), "provinces-34", "Cục Đo đạc", &caller(Role::NationalCoordinator, None), false),
            (sound.clone(), "provinces-34", "Cục Đo đạc", &administrator, true),
        ] {
            let done = desk.use_boundary(who, &file, scheme, "ma_tinh", source).await;
            assert_eq!(done.is_ok(), taken, "{scheme} {source}: {done:?}");
        }
    });
}

#[test]
fn a_file_that_changes_nothing_makes_no_second_import() {
    on_both(|store| async move {
        let desk = desk(store.clone()).await;
        let administrator = caller(Role::Administrator, None);
        let file = agencies(&[("90001", "Xã Thử", "Xã", "46")]);
        let first = desk.import_agencies(&administrator, file.clone(), "NQ 1").await.unwrap();
        let second = desk.import_agencies(&administrator, file.clone(), "NQ 1").await.unwrap();
        assert_eq!(second, Taken::Before(first.id().to_owned()));
        // The same agency in other words of a file: nothing changes, and there is no import to lead to.
        let other = Brought { sha256: "khác".to_owned(), ..file };
        let refused = desk.import_agencies(&administrator, other, "NQ 1").await.unwrap_err();
        assert!(refused.message(Lang::Vi).contains("Không có gì thay đổi"), "{refused:?}");

        let coordinator = caller(Role::NationalCoordinator, None);
        let figures = results(&["par-index,2019,province,22,90.09,1,Bộ Nội vụ"]);
        let first = desk.import_results(&coordinator, figures.clone(), "công bố").await.unwrap();
        let second = desk.import_results(&coordinator, figures.clone(), "công bố").await.unwrap();
        assert_eq!(second, Taken::Before(first.id().to_owned()));
        assert_eq!(desk.imported_figures().await.unwrap().len(), 1);
        desk.withdraw_import(&coordinator, first.id(), "nhầm").await.unwrap();
        let third = desk.import_results(&coordinator, figures, "công bố").await.unwrap();
        assert!(matches!(third, Taken::In(_)), "a withdrawn file may be taken in again");

        let weights = brought("w.csv", "unit,value,source\n22,1300000,Cục Thống kê\n");
        let days = [Date::constant(2024, 12, 31), Date::constant(2024, 12, 31), Date::constant(2023, 12, 31)];
        let mut taken = Vec::new();
        for day in days {
            taken.push(desk.import_weights(&coordinator, weights.clone(), "dân số", day, "niên giám").await.unwrap());
        }
        assert_eq!(taken[1], Taken::Before(taken[0].id().to_owned()));
        assert!(matches!(taken[2], Taken::In(_)), "for another day");
        assert_eq!(
            desk.imports(&coordinator).await.unwrap().len(),
            5,
            "one of agencies, two of results, two of weights"
        );
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}
