//! Files are tried, looked at, taken in, downloaded and withdrawn on pages.

use crate::common::{NOW, on_both};
use crate::house::House;
use axum::http::StatusCode;
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_store::Store;

async fn open(store: Store, files: &std::path::Path) -> House {
    let vault = Vault::open(&Location::Folder(files.to_owned()), Rules::default()).unwrap();
    let desk = crate::common::desk(store.clone()).with_files(vault);
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    House::with(store, desk)
}

const HEAD: &str = "code,code_system,h26,name_vi,name_en,kind,parent_code,valid_from,valid_to,aliases\n";

#[test]
fn agencies_are_tried_and_taken_in() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        for (lang, code, broken_says, sound_says) in [
            ("vi", "90001", "Tệp có lỗi nên chưa nhập được", "Xác nhận nhập"),
            ("en", "90002", "The file has problems", "Confirm the import"),
        ] {
            let path = format!("/{lang}/imports/agencies/new");
            administrator.get(&house, &path).await.ok();
            assert_eq!(
                administrator.post_file(&house, &path, &[], "", b"").await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
            let template =
                administrator.get(&house, &format!("/{lang}/imports/agencies/template/template.csv")).await.ok();
            assert!(template.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

            let broken = format!("{HEAD}{code},gso,,Xã Thử {code},,Xã,46,2025-07-01,,\n9,gso,,,,Thôn,46,,,\n");
            let sent = administrator.post_file(&house, &path, &[], "xa.csv", broken.as_bytes()).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            let tried = administrator.get(&house, &sent.to).await.ok();
            assert!(tried.says(broken_says) && !tried.says(sound_says), "{}", tried.body);
            // Even a form made by hand does not bring it in.
            let address = sent.to.split('?').next().unwrap().to_owned();
            let forced = administrator.post(&house, &address, &[("name", "xa.csv"), ("reason", "ép")]).await;
            assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", forced.body);

            let sound = format!("{HEAD}{code},gso,,Xã Thử {code},,Xã,46,2025-07-01,,\n");
            let sent = administrator.post_file(&house, &path, &[], "xa.csv", sound.as_bytes()).await;
            let tried = administrator.get(&house, &sent.to).await.ok();
            assert!(tried.says(sound_says) && tried.says(&format!("Xã Thử {code}")), "{}", tried.body);
            let register = house.desk.register();
            assert!(!register.agencies().iter().any(|agency| agency.id.as_str() == code), "nothing is written yet");
            let address = sent.to.split('?').next().unwrap().to_owned();
            let silent = administrator.post(&house, &address, &[("name", "xa.csv")]).await;
            assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
            let done = administrator.post(&house, &address, &[("name", "xa.csv"), ("reason", "NQ 1")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            let import = administrator.get(&house, &done.to).await.ok();
            assert!(import.says("xa.csv"));
            let file = format!("{}/file", done.to.split('?').next().unwrap());
            let file = administrator.get(&house, &file).await.ok();
            assert_eq!(file.body, sound);
            assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
            assert!(house.desk.register().agencies().iter().any(|agency| agency.id.as_str() == code));
            let again = administrator.get(&house, &sent.to).await.ok();
            assert!(!again.says(sound_says), "all of it is known already: {}", again.body);
            assert!(administrator.get(&house, &format!("/{lang}/imports?q=xa")).await.ok().says("xa.csv"));
        }
        house.verified().await;
    });
}

#[test]
fn results_and_weights_are_taken_in_and_withdrawn() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        let (mut person, _) =
            house.person(&mut administrator, "Điều Phối", "dp@example.vn", "national-coordinator", "").await;
        person.set_up_second_factor(&house).await;
        assert_eq!(administrator.get(&house, "/vi/imports/results/new").await.status, StatusCode::FORBIDDEN);
        for (value, source) in [("90.09", "Bộ Nội vụ"), ("90.10", "Báo Quảng Ninh")] {
            let path = "/vi/imports/results/new";
            person.get(&house, path).await.ok();
            let csv = format!("index,year,level,unit,value,source\npar-index,2019,province,22,{value},{source}\n");
            let sent = person.post_file(&house, path, &[], "kq.csv", csv.as_bytes()).await;
            let tried = person.get(&house, &sent.to).await.ok();
            assert_eq!(tried.says("Số liệu trái nhau"), value == "90.10", "{}", tried.body);
            let address = sent.to.split('?').next().unwrap().to_owned();
            let done = person.post(&house, &address, &[("name", "kq.csv"), ("reason", "công bố")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
            let import = person.get(&house, &done.to).await.ok();
            assert!(import.says("Quảng Ninh"), "{}", import.body);
            if value == "90.10" {
                let address = format!("{}/withdraw", done.to.split('?').next().unwrap());
                person.get(&house, &address).await.ok();
                assert_eq!(person.post(&house, &address, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert_eq!(person.post(&house, &address, &[("reason", "sai")]).await.status, StatusCode::SEE_OTHER);
                assert!(person.get(&house, &done.to).await.ok().says("Đã thu hồi"));
            }
        }
        assert_eq!(house.desk.imported_figures().await.unwrap().len(), 1);
        let path = "/en/imports/weights/new";
        person.get(&house, path).await.ok();
        let csv = "unit,value,source\n22,1300000,GSO\n";
        let wrong = person
            .post_file(&house, path, &[("variable", "population 2024"), ("day", "x")], "w.csv", csv.as_bytes())
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("population 2024"));
        let fields = [("variable", "population 2024"), ("day", "31/12/2024")];
        let sent = person.post_file(&house, path, &fields, "w.csv", csv.as_bytes()).await;
        let tried = person.get(&house, &sent.to).await.ok();
        assert!(tried.says("1 weights for the variable “population 2024”"), "{}", tried.body);
        let address = sent.to.split('?').next().unwrap().to_owned();
        let fields =
            [("name", "w.csv"), ("variable", "population 2024"), ("day", "2024-12-31"), ("reason", "yearbook")];
        let done = person.post(&house, &address, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(person.get(&house, &done.to).await.ok().says("1,300,000"));
        assert_eq!(house.desk.imported_weights().await.unwrap().len(), 1);
        house.verified().await;
    });
}

#[test]
fn boundaries_are_brought_and_dropped() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        administrator.get(&house, "/vi/boundary").await.ok();
        let fields = [("scheme", "provinces-34"), ("property", "ma_tinh"), ("source", "Cục Đo đạc")];
        let wrong = administrator
            .post_file(
                &house,
                "/vi/boundary",
                &fields[..2],
                "vn.geojson",
                b"{\"type\":\"FeatureCollection\",\"features\":[]}",
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("ma_tinh"), "{}", wrong.body);
        let done = administrator
            .post_file(
                &house,
                "/vi/boundary",
                &fields,
                "vn.geojson",
                b"{\"type\":\"FeatureCollection\",\"features\":[]}",
            )
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let list = administrator.get(&house, &done.to).await.ok();
        assert!(list.says("Cục Đo đạc") && list.says("Đang dùng"));
        let id = house.desk.boundaries().await.unwrap()[0].0.id.clone();
        let path = format!("/vi/boundary/{id}/drop");
        administrator.get(&house, &path).await.ok();
        assert_eq!(administrator.post(&house, &path, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(house.desk.boundaries().await.unwrap().is_empty());
    });
}

#[test]
fn results_are_confirmed_by_whoever_may_with_a_second_factor() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        let role = "national-coordinator";
        let (mut person, _) = house.person(&mut administrator, "Điều Phối", "dp@example.vn", role, "").await;
        let (mut province, _) = house.person(&mut administrator, "Sở Nội Vụ", "hue@example.vn", role, "46").await;
        province.set_up_second_factor(&house).await;
        let csv = |unit: &str| {
            format!("index,year,level,unit,value,source\npar-index,2019,province,{unit},90.09,Bộ Nội vụ\n")
        };
        let path = "/vi/imports/results/new";
        let confirms = "Xác nhận nhập";

        // Without a second factor: tried, not confirmed, and the way to it leads back.
        person.get(&house, path).await.ok();
        let sent = person.post_file(&house, path, &[], "kq.csv", csv("22").as_bytes()).await;
        let tried = person.get(&house, &sent.to).await.ok();
        assert!(!tried.says(confirms) && tried.says("/vi/second-factor?next=%2Fvi%2Fimports"), "{}", tried.body);
        let forced = person.post(&house, &sent.to, &[("reason", "ép")]).await;
        assert_eq!(forced.status, StatusCode::FORBIDDEN, "{}", forced.body);

        // A province tries what is its own; the country confirms.
        province.get(&house, path).await.ok();
        let other = province.post_file(&house, path, &[], "kq.csv", csv("01").as_bytes()).await;
        let tried = province.get(&house, &other.to).await.ok();
        assert!(!tried.says(confirms) && tried.says("Hà Nội"), "{}", tried.body);
        province.get(&house, path).await.ok();
        let own = province.post_file(&house, path, &[], "kq.csv", csv("46").as_bytes()).await;
        let tried = province.get(&house, &own.to).await.ok();
        assert!(!tried.says(confirms) && tried.says("trên toàn hệ thống xác nhận"), "{}", tried.body);
        let forced = province.post(&house, &own.to, &[("reason", "ép")]).await;
        assert_eq!(forced.status, StatusCode::FORBIDDEN, "{}", forced.body);
        assert_eq!(house.desk.imported_figures().await.unwrap(), []);

        person.set_up_second_factor(&house).await;
        for page in [&sent.to, &own.to] {
            assert!(person.get(&house, page).await.ok().says(confirms));
            let done = person.post(&house, page, &[("reason", "công bố")]).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        }
        assert_eq!(house.desk.imported_figures().await.unwrap().len(), 2);
        house.verified().await;
    });
}

#[test]
fn a_file_is_tried_by_whoever_brought_it_under_the_name_it_came_with() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        let role = "national-coordinator";
        let (mut hue, _) = house.person(&mut administrator, "Sở Nội Vụ Huế", "hue@example.vn", role, "46").await;
        let (mut ha_noi, _) = house.person(&mut administrator, "Sở Nội Vụ Hà Nội", "hn@example.vn", role, "01").await;
        let path = "/vi/imports/agencies/new";
        let csv = format!("{HEAD}90001,gso,,Xã Thử,,Xã,46,2025-07-01,,\n");
        hue.get(&house, path).await.ok();
        let sent = hue.post_file(&house, path, &[], "xa.csv", csv.as_bytes()).await;
        let renamed = format!("{}?name=khac.xlsx", sent.to);
        let tried = hue.get(&house, &renamed).await.ok();
        assert!(tried.says("xa.csv") && !tried.says("khac.xlsx"), "{}", tried.body);
        let hash = sent.to.rsplit('/').next().unwrap();
        for kind in ["agencies", "lineage", "results"] {
            let page = format!("/vi/imports/{kind}/try/{hash}");
            assert_eq!(ha_noi.get(&house, &page).await.status, StatusCode::NOT_FOUND, "{kind}");
        }
        // Whoever brings the same bytes has them.
        ha_noi.get(&house, path).await.ok();
        let again = ha_noi.post_file(&house, path, &[], "cua-toi.csv", csv.as_bytes()).await;
        assert!(ha_noi.get(&house, &again.to).await.ok().says("cua-toi.csv"));
        // What came in by it is seen, and may be tried again, by whoever sees the import.
        hue.get(&house, path).await.ok();
        hue.post_file(&house, path, &[], "xa.csv", csv.as_bytes()).await;
        hue.get(&house, &sent.to).await.ok();
        let done = hue.post(&house, &sent.to, &[("reason", "NQ 1")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(administrator.get(&house, &format!("/vi/imports/agencies/try/{hash}")).await.ok().says("xa.csv"));
        assert_eq!(ha_noi.get(&house, &sent.to).await.status, StatusCode::NOT_FOUND);
        house.verified().await;
    });
}

#[test]
fn imported_results_are_checked_by_somebody_else_until_that_is_taken_back() {
    on_both(|store| async move {
        let files = tempfile::tempdir().unwrap();
        let house = open(store.clone(), files.path()).await;
        let (mut administrator, _) = house.administrator().await;
        let role = "national-coordinator";
        let (mut one, _) = house.person(&mut administrator, "Người Nhập", "nhap@example.vn", role, "").await;
        let (mut other, _) = house.person(&mut administrator, "Người Đối Chiếu", "doi@example.vn", role, "").await;
        one.set_up_second_factor(&house).await;
        let path = "/vi/imports/results/new";
        one.get(&house, path).await.ok();
        // As Vietnamese Excel writes it.
        let csv = "Chỉ số;Năm;Cấp;Đơn vị;Giá trị;Nguồn\r\npar-index;2019;tỉnh;22;90,09;Bộ Nội vụ\r\n";
        let bytes: Vec<u8> = format!("\u{feff}{csv}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let sent = one.post_file(&house, path, &[], "kq.txt", &bytes).await;
        one.get(&house, &sent.to).await.ok();
        let done = one.post(&house, &sent.to, &[("reason", "công bố")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        // A second click leads to the same import.
        let again = one.post(&house, &sent.to, &[("reason", "công bố")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        let import = done.to.split('?').next().unwrap().to_owned();
        assert_eq!(again.to.split('?').next().unwrap(), import);
        assert!(one.get(&house, &again.to).await.ok().says("Không có gì thay đổi"));
        assert!(one.get(&house, &sent.to).await.ok().says("Xem lần nhập trước"));
        let is_checked = || async { house.desk.imported_figures().await.unwrap().iter().all(|figure| figure.checked) };
        assert!(!is_checked().await);

        // Whoever took them in is not offered it, and cannot.
        let own = one.get(&house, &import).await.ok();
        assert!(own.says("Chưa kiểm chứng") && !own.says("/check"), "{}", own.body);
        let (check, uncheck) = (format!("{import}/check"), format!("{import}/uncheck"));
        let against = [("against", "Quyết định 512/QĐ-BNV")];
        one.get(&house, &check).await.ok();
        let refused = one.post(&house, &check, &against).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("Người đã nhập không tự đối chiếu") && refused.says("512/QĐ-BNV"), "{}", refused.body);

        // Somebody else may, with a second factor and by naming what they were compared with.
        assert_eq!(other.get(&house, &check).await.status, StatusCode::FORBIDDEN);
        other.set_up_second_factor(&house).await;
        assert!(other.get(&house, &import).await.ok().says("/check"));
        other.get(&house, &check).await.ok();
        assert_eq!(other.post(&house, &check, &[("against", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(administrator.get(&house, &check).await.status, StatusCode::FORBIDDEN);
        let checked = other.post(&house, &check, &against).await;
        assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.body);
        let page = other.get(&house, &checked.to).await.ok();
        assert!(page.says("Đã đối chiếu") && page.says("Người Đối Chiếu") && page.says("512/QĐ-BNV"), "{}", page.body);
        assert!(is_checked().await);
        let twice = other.post(&house, &check, &against).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "once is enough");
        assert!(administrator.get(&house, "/vi/journal?act=result.check").await.ok().says("Quyết định 512/QĐ-BNV"));

        // It is taken back by the same right, with a reason.
        one.get(&house, &uncheck).await.ok();
        assert_eq!(one.post(&house, &uncheck, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let back = one.post(&house, &uncheck, &[("reason", "nhầm bản dự thảo")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
        assert!(one.get(&house, &back.to).await.ok().says("Chưa kiểm chứng"));
        assert!(!is_checked().await);
        assert!(administrator.get(&house, "/en/journal?act=result.uncheck").await.ok().says("nhầm bản dự thảo"));
        house.verified().await;
    });
}
