//! Good files of events: what would be done, and that it is done.

use chiso_facts::{agencies, lineage};
use chiso_model::agency::{AREA, CodeSystem, LineageKind, POPULATION, Register};
use chiso_model::{Date, Lang};

use crate::register::{self, id};

const EVE: Date = Date::constant(2025, 6, 30);
const DAY: Date = Date::constant(2025, 7, 1);
const NOW: Date = Date::constant(2026, 1, 1);

/// Communes before and after the merger, by the import of agencies: 02950 changed hands on that day.
const COMMUNES: &str = "code,name_vi,kind,parent_code,valid_from,valid_to\n\
    02950,Xã Bản Vược,xã,10,,2025-06-30\n\
    02953,Xã Mường Vi,xã,10,,2025-06-30\n\
    02959,Xã Tòng Sành,xã,10,,2025-06-30\n\
    03010,Xã Cốc San,xã,10,,2025-06-30\n\
    02950,Xã Bát Xát,xã,15,2025-07-01,\n\
    03013,Xã Hợp Thành,xã,15,2025-07-01,\n\
    03016,Xã Gia Phú,xã,15,2025-07-01,\n\
    03019,Xã Xuân Giao,xã,15,2026-01-01,\n";

/// The register of tests with these communes.
pub(crate) fn register() -> Register {
    let before = register::register();
    let plan = agencies::plan(&before, &agencies::read("xa.csv", COMMUNES.as_bytes(), None));
    assert_eq!(plan.problems, []);
    let after = plan.apply(&before);
    assert_eq!(after.check(), []);
    after
}

const EVENTS: &str = "Loại sự kiện,Ngày,Số quyết định,Mã trước,Mã sau,Tỷ lệ theo,Tỷ lệ,Ghi chú,Nguồn\n\
    Sáp nhập,01/07/2025,Nghị quyết số 1,02950|02953,02950,,,,Công báo\n\
    Chia,2025-07-01,Nghị quyết số 1,03010,03013|03016,dân số,0.6|0.4,,\n\
    chia,2025-07-01,,03010,03016|03013,Diện tích,0.25|0.75,,\n\
    Giải thể,2025-07-01,,02959,,,,không còn dân cư,\n\
    Tách,2026-01-01,,02905,02905|03019,,,,\n\
    đổi tên,2026-02-01,,local:SNV,h26:000.00.15.H38,,,,\n\
    Sáp nhập,2025-07-01,,10|15,15,,,,\n";

#[test]
fn events_become_edges_between_the_agencies_of_their_days() {
    let before = register();
    let file = lineage::read("f.csv", EVENTS.as_bytes(), None);
    let plan = lineage::plan(&before, &file);
    assert_eq!((plan.problems.as_slice(), plan.warnings.as_slice()), (&[][..], &[][..]));
    let told: Vec<String> = plan
        .create
        .iter()
        .map(|created| {
            let edge = &created.edge;
            let from: Vec<&str> = edge.from.iter().map(chiso_model::agency::AgencyId::as_str).collect();
            let to: Vec<String> = edge.to.iter().map(|heir| format!("{} {:?}", heir.id, heir.shares)).collect();
            format!("{} {} {} {} -> {}", created.row, edge.kind.id(), edge.date, from.join(", "), to.join(", "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "2 merge 2025-07-01 02950, 02953 -> 02950-2025 {}",
            "3 split 2025-07-01 03010 -> 03013 {\"area\": 0.75, \"population\": 0.6}, 03016 {\"area\": 0.25, \"population\": 0.4}",
            "5 dissolve 2025-07-01 02959 -> ",
            "6 split 2026-01-01 02905 -> 02905 {}, 03019 {}",
            "7 rename 2026-02-01 snv -> snv {}",
        ]
    );
    // The merger of the provinces is known.
    assert_eq!(plan.unchanged, [8]);
    let after = plan.apply(&before);
    assert_eq!(after.check(), []);
    assert_eq!((after.agencies(), after.edges().len()), (before.agencies(), before.edges().len() + 5));
    let heirs = |agency: &str, variable| -> Vec<(String, Option<f64>)> {
        let found = after.successors(&id(agency), EVE, DAY, variable);
        found.into_iter().map(|heir| (heir.id.to_string(), heir.share)).collect()
    };
    let both = |a: &str, b: &str| vec![("03013".to_owned(), a.parse().ok()), ("03016".to_owned(), b.parse().ok())];
    assert_eq!(heirs("03010", POPULATION), both("0.6", "0.4"));
    assert_eq!(heirs("03010", AREA), both("0.75", "0.25"));
    assert_eq!(heirs("02953", POPULATION), [("02950-2025".to_owned(), Some(1.0))]);
    let merger = after.edges().iter().find(|edge| edge.kind == LineageKind::Merge && edge.from.contains(&id("02950")));
    let merger = merger.unwrap();
    assert_eq!(merger.decision.as_deref(), Some("Nghị quyết số 1"));
    assert_eq!(merger.source.as_ref().map(|source| source.get(Lang::En)), Some("Công báo"));
    assert_eq!(after.find_code(&CodeSystem::GSO, "02950", NOW).unwrap().id().as_str(), "02950-2025");
}

#[test]
fn importing_the_same_events_again_changes_nothing() {
    let file = lineage::read("f.csv", EVENTS.as_bytes(), None);
    let after = lineage::plan(&register(), &file).apply(&register());
    let again = lineage::plan(&after, &file);
    assert_eq!((again.problems.as_slice(), again.create.as_slice()), (&[][..], &[][..]));
    assert_eq!(again.unchanged, [2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(again.apply(&after), after);
}

#[test]
fn every_kind_is_known_by_its_id_and_its_names() {
    for kind in LineageKind::ALL {
        let name = kind.name();
        for written in [kind.id(), &name.vi, name.get(Lang::En), &name.vi.to_uppercase()] {
            let text = format!("kind,date,from\n\"{written}\",2025-07-01,02950\n");
            let read = lineage::read("f.csv", text.as_bytes(), None);
            assert_eq!(read.rows.first().map(|row| row.kind), Some(kind), "{written}");
        }
    }
}

#[test]
fn templates_can_be_read() {
    for lang in Lang::ALL {
        for (name, bytes) in [("m.csv", lineage::template_csv(lang)), ("m.xlsx", lineage::template_xlsx(lang).unwrap())]
        {
            let read = lineage::read(name, &bytes, None);
            assert_eq!((read.problems.as_slice(), read.warnings.as_slice()), (&[][..], &[][..]), "{name}");
            assert_eq!(read.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 3], "{name}");
        }
    }
}
