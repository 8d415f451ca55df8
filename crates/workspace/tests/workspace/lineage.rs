//! What became of agencies comes in from files, by a deed and on pages: all or none, only within one's reach, and with every problem told by row.

use crate::common::{NOW, caller, on_both};
use crate::house::House;
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_model::agency::{AgencyId, POPULATION, Register};
use chiso_model::{Date, Lang};
use chiso_store::Store;
use chiso_workspace::imports::Brought;
use chiso_workspace::{Desk, Refusal};

const EVE: Date = Date::constant(2025, 12, 31);
const DAY: Date = Date::constant(2026, 1, 1);

/// Two communes of Huế and one of Hà Nội that end, and those that come after them.
const COMMUNES: &str = "code,name_vi,kind,parent_code,valid_from,valid_to\n\
    90001,Xã Một,xã,46,2025-07-01,2025-12-31\n\
    90002,Xã Hai,xã,46,2025-07-01,2025-12-31\n\
    90003,Xã Ba,xã,01,2025-07-01,2025-12-31\n\
    90011,Xã Mới,xã,46,2026-01-01,\n\
    90012,Xã Bên,xã,46,2026-01-01,\n\
    90013,Xã Kia,xã,01,2026-01-01,\n";
const HEAD: &str = "kind,date,decision,from,to,share_variable,shares\n";
const OWN: &str = "Chia,2026-01-01,NQ 1,90001,90011|90012,dân số,0.6|0.4\n";
const OTHER: &str = "Đổi tên,2026-01-01,NQ 1,90003,90013,,\n";

fn brought(name: &str, text: &str) -> Brought {
    let bytes = text.as_bytes().to_vec();
    Brought { sha256: chiso_files::FileHash::of(&bytes).to_string(), name: name.to_owned(), bytes }
}

async fn with_communes(desk: &Desk) {
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    let file = brought("xa.csv", COMMUNES);
    desk.import_agencies(&caller(Role::Administrator, None), file, "danh mục xã").await.unwrap();
}

fn heirs(register: &Register, of: &str) -> Vec<(String, Option<f64>)> {
    let found = register.successors(&AgencyId::new(of).unwrap(), EVE, DAY, POPULATION);
    found.into_iter().map(|heir| (heir.id.to_string(), heir.share)).collect()
}

#[test]
fn events_are_taken_in_within_ones_reach_all_or_none() {
    on_both(|store| async move {
        let desk = crate::common::desk(store.clone());
        with_communes(&desk).await;
        let before = desk.register();
        let own = brought("thay-doi.csv", &format!("{HEAD}{OWN}"));
        let both = brought("thay-doi.csv", &format!("{HEAD}{OWN}{OTHER}"));
        for (role, agency, file) in [
            (Role::Administrator, Some("46"), &both),
            (Role::UnitLead, Some("46"), &own),
            (Role::Inspector, None, &own),
            (Role::Anonymous, None, &own),
        ] {
            let refused = desk.import_lineage(&caller(role, agency), file.clone(), "thử").await.unwrap_err();
            assert!(matches!(refused, Refusal::Hidden | Refusal::Forbidden), "{role:?}: {refused:?}");
        }
        let administrator = caller(Role::Administrator, Some("46"));
        let broken = brought("thay-doi.csv", &format!("{HEAD}{OWN}Sáp nhập,2026-01-01,,90002,90012,,\n"));
        let refused = desk.import_lineage(&administrator, broken, "thử").await.unwrap_err();
        let Refusal::Fields(problems) = refused else { panic!("{refused:?}") };
        assert!(problems.iter().all(|(field, text)| *field == "file" && !text.get(Lang::En).is_empty()));
        assert_eq!(*desk.register(), *before);

        let import = desk.import_lineage(&administrator, own.clone(), "NQ 1").await.unwrap();
        let wanted = [("90011".to_owned(), Some(0.6)), ("90012".to_owned(), Some(0.4))];
        assert_eq!(heirs(&desk.register(), "90001"), wanted);
        desk.reread_register().await.unwrap();
        assert_eq!(heirs(&desk.register(), "90001"), wanted);
        assert_eq!(desk.register().check(), []);
        let kept = desk.import(&administrator, import.id(), chiso_access::Action::See).await.unwrap();
        assert_eq!((kept.kind.as_str(), &kept.counts["events"]), ("lineage", &1.into()));
        // A second time there is nothing to do, and it is not taken back.
        let plan = desk.plan_lineage(&own);
        assert!(plan.is_sound() && plan.create.is_empty() && plan.unchanged == [2]);
        let again = desk.import_lineage(&administrator, own.clone(), "NQ 1").await.unwrap();
        assert_eq!(again, chiso_workspace::imports::Taken::Before(import.id().to_owned()));
        assert!(desk.withdraw_import(&caller(Role::Administrator, None), import.id(), "nhầm").await.is_err());
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}

fn open(store: Store, files: &std::path::Path) -> House {
    let vault = Vault::open(&Location::Folder(files.to_owned()), Rules::default()).unwrap();
    let desk = crate::common::desk(store.clone()).with_files(vault);
    House::with(store, desk)
}

#[test]
fn events_are_tried_and_taken_in_on_pages() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path());
        let (mut administrator, _) = house.administrator().await;
        with_communes(&house.desk).await;
        for (lang, row, broken_says, sound_says, name) in [
            ("vi", OWN, "Tệp có lỗi nên chưa nhập được", "Xác nhận nhập", "Xã Mới (dân số 60,00\u{202f}%)"),
            ("en", OTHER, "The file has problems", "Confirm the import", "Xã Kia"),
        ] {
            let path = format!("/{lang}/imports/lineage/new");
            administrator.get(&house, &path).await.ok();
            let template = format!("/{lang}/imports/lineage/template/template.csv");
            let template = administrator.get(&house, &template).await.ok();
            assert!(template.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

            let broken = format!("{HEAD}{row}Sáp nhập,2026-02-30,,90002|99999,90012,,\n");
            let sent = administrator.post_file(&house, &path, &[], "thay-doi.csv", broken.as_bytes()).await;
            let tried = administrator.get(&house, &sent.to).await.ok();
            assert!(tried.says(broken_says) && !tried.says(sound_says), "{}", tried.body);

            let sound = format!("{HEAD}{row}");
            let sent = administrator.post_file(&house, &path, &[], "thay-doi.csv", sound.as_bytes()).await;
            let tried = administrator.get(&house, &sent.to).await.ok();
            assert!(tried.says(sound_says) && tried.says(name), "{}", tried.body);
            let edges = house.desk.register().edges().len();
            let address = sent.to.split('?').next().unwrap().to_owned();
            let form = [("name", "thay-doi.csv"), ("reason", "NQ 1")];
            let done = administrator.post(&house, &address, &form).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            assert_eq!(house.desk.register().edges().len(), edges + 1);
            let import = administrator.get(&house, &done.to).await.ok();
            assert!(import.says("thay-doi.csv") && !import.says("/withdraw"), "{}", import.body);
            let again = administrator.get(&house, &sent.to).await.ok();
            assert!(!again.says(sound_says), "all of it is known already: {}", again.body);
            let list = administrator.get(&house, &format!("/{lang}/imports?kind=lineage")).await.ok();
            assert!(list.says("thay-doi.csv"), "{}", list.body);
        }
        house.verified().await;
    });
}
