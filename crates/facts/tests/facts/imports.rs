//! Good import files: what would be done, and that it is done.

use chiso_facts::agencies::{self, ImportPlan};
use chiso_facts::results::{self, Figure, Provenance};
use chiso_facts::weights;
use chiso_model::agency::{AgencyKind, CodeSystem, Level, POPULATION, Register};
use chiso_model::{Cell, Date, Lang, Missing, Text};

use crate::broken_imports::lines;
use crate::register::{id, register, valid};
use crate::workbook::{Cell as Typed, Sheet, workbook};

const THEN: Date = Date::constant(2024, 12, 31);
const NOW: Date = Date::constant(2026, 1, 1);

fn plan(register: &Register, text: &str) -> ImportPlan {
    let plan = agencies::plan(register, &agencies::read("f.csv", text.as_bytes(), None));
    assert_eq!(plan.problems, [], "{text}");
    plan
}

const NEW: &str = "Mã,Hệ mã,Mã định danh,Tên,Tên tiếng Anh,Loại,Mã cấp trên,Từ ngày,Đến ngày,Tên gọi khác\n\
    SYT,local,000.01.15.H38,Sở Y tế,Department of Health,Sở,15,01/07/2025,,SYT|Sở YT\n\
    02999,,,Xã Mường Bo,,Xã,15,2025-07-01,,\n\
    VP,local,,Văn phòng Sở Y tế,,Văn phòng,SYT,2025-07-01,2025-12-31,\n\
    02999,,,Xã Mường Bo,,Xã,gso:10,,2025-06-30,\n";

#[test]
fn what_is_new_is_created_below_parents_of_the_file_and_of_the_register() {
    let before = register();
    let plan = plan(&before, NEW);
    assert_eq!((plan.create.len(), plan.change.len(), plan.unchanged.len()), (4, 0, 0));
    let after = plan.apply(&before);
    assert_eq!(after.check(), []);
    assert_eq!(after.agencies().len(), before.agencies().len() + 4);
    let health = after.find_code(&CodeSystem::LOCAL, "SYT", NOW).unwrap();
    assert_eq!(
        (health.id().as_str(), health.kind, health.level),
        ("local-syt", AgencyKind::Department, Level::Department)
    );
    assert_eq!(
        (health.title(Lang::En), health.code(&CodeSystem::H26)),
        ("Department of Health", Some("000.01.15.H38"))
    );
    assert_eq!(after.find_name("Sở YT", NOW).len(), 1);
    let above: Vec<String> =
        after.ancestors(&id("local-vp"), Date::constant(2025, 8, 1)).iter().map(|a| a.id().to_string()).collect();
    assert_eq!(above, ["local-syt", "15-2025", "viet-nam"]);
    // One code at two times is two communes.
    let commune = |day| after.find_code(&CodeSystem::GSO, "02999", day).unwrap();
    assert_eq!((commune(NOW).id().as_str(), commune(NOW).parent), ("02999", Some(&id("15-2025"))));
    assert_eq!((commune(THEN).id().as_str(), commune(THEN).parent), ("02999-2", Some(&id("10"))));
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let after = plan(&register(), NEW).apply(&register());
    let again = plan(&after, NEW);
    assert_eq!((again.create.len(), again.change.len(), again.unchanged.len()), (0, 0, 4));
    assert_eq!(again.apply(&after), after);
}

#[test]
fn a_change_holds_from_its_day_on_and_a_correction_for_all_time() {
    let before = register();
    let changes = plan(
        &before,
        "code,name_vi,kind,parent_code,valid_from,valid_to,aliases\n\
         02905,Phường Bảo Thắng,phường,15,2026-01-01,,\n\
         02647,Phường Cam Đường mới,phường,15,2025-07-01,,\n\
         19774,Xã Tân An,xã,46,2025-07-01,2026-06-30,\n\
         07063,Phường Tân An,phường,22,2025-07-01,,P. Tân An\n\
         22,Quảng Ninh,tỉnh,,,,\n",
    );
    let told: Vec<String> = changes
        .change
        .iter()
        .flat_map(|c| c.fields.iter().map(|f| format!("{} {}", c.row, f.message(Lang::Vi))))
        .collect();
    assert_eq!(
        told,
        [
            "2 tên: Xã Bảo Thắng → Phường Bảo Thắng, từ 01/01/2026",
            "2 loại: Xã → Phường, từ 01/01/2026",
            "3 tên: Phường Cam Đường → Phường Cam Đường mới",
            "4 thời gian tồn tại: từ 01/07/2025 → từ 01/07/2025 đến 30/06/2026",
            "5 tên gọi khác: (không có) → P. Tân An",
        ]
    );
    assert_eq!(changes.unchanged, [id("22")]);
    let after = changes.apply(&before);
    assert_eq!(after.check(), []);
    let title = |unit: &str, day| after.on(&id(unit), day).map(|a| (a.title(Lang::Vi).to_owned(), a.kind));
    let eve = Date::constant(2025, 12, 31);
    assert_eq!(title("02905", eve), Some(("Xã Bảo Thắng".to_owned(), AgencyKind::Commune)));
    assert_eq!(title("02905", NOW), Some(("Phường Bảo Thắng".to_owned(), AgencyKind::Ward)));
    assert_eq!(title("02647", eve), Some(("Phường Cam Đường mới".to_owned(), AgencyKind::Ward)));
    assert_eq!(title("19774", Date::constant(2026, 7, 1)), None);
    assert_eq!(after.get(&id("19774")).unwrap().codes[0].valid, valid("2025-07-01..2026-06-30"));
}

#[test]
fn templates_can_be_read_and_say_what_their_columns_mean() {
    for lang in Lang::ALL {
        for (name, bytes) in
            [("m.csv", agencies::template_csv(lang)), ("m.xlsx", agencies::template_xlsx(lang).unwrap())]
        {
            let read = agencies::read(name, &bytes, None);
            assert_eq!(
                (read.problems.as_slice(), read.warnings.as_slice(), read.rows.len()),
                (&[][..], &[][..], 2),
                "{name}"
            );
        }
        for (name, bytes) in [("m.csv", results::template_csv(lang)), ("m.xlsx", results::template_xlsx(lang).unwrap())]
        {
            // Its rows show the form and have no figures: nothing else is wrong with them.
            let read = results::read(name, &bytes, None, &register());
            let columns: Vec<u64> = read.problems.iter().filter_map(|problem| problem.place.column).collect();
            assert_eq!(columns, [5, 10, 5, 10], "{name}");
        }
    }
    let meanings = agencies::read("m.xlsx", &agencies::template_xlsx(Lang::Vi).unwrap(), Some("Hướng dẫn"));
    assert!(!meanings.problems.is_empty());
    let read = weights::read(
        "m.csv",
        &weights::template_csv(&register(), &[id("10"), id("15")], THEN, Lang::Vi),
        None,
        &register(),
        THEN,
    );
    assert_eq!(read.unwrap().values, [(id("10"), Cell::BLANK), (id("15"), Cell::BLANK)].into());
}

const RESULTS: &str = "Chỉ số,Năm,Cấp,Đơn vị,Điểm,Hạng,Ghi chú,Nguồn,URL,Xuất xứ\n\
    par-index,2024,tỉnh,15,83.10,3,,Báo A,https://a.vn/1,\n\
    PAR-INDEX,2025,Cấp tỉnh,15,83.1,3,,Báo A,,published\n\
    par-index,2024,province,tỉnh Yên Bái,83.2,,khác,Báo B,,reported\n\
    par-index,2024,bộ,Bộ Nội vụ,,1,,Báo A,,derived\n\
    sipas,2025,department,snv,9e1,,,Tỉnh,,\n\
    sipas,2025,xã,xã Tân An,100,,,Tỉnh,,\n";

#[test]
fn results_are_matched_by_code_and_year_or_by_name_and_keep_their_digits_and_sources() {
    let read = results::read("kq.csv", RESULTS.as_bytes(), None, &register());
    assert_eq!((read.problems.as_slice(), read.warnings.as_slice()), (&[][..], &[][..]));
    let line = |figure: &results::ImportedFigure| {
        let value =
            figure.value.map_or("-".to_owned(), |Figure { value, digits }| format!("{value:.*}", usize::from(digits)));
        let rank = figure.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let (index, level, year, unit) = figure.about();
        format!("{} {index} {} {year} {unit} {value} {rank} {}", figure.row, level.id(), figure.source)
    };
    assert_eq!(
        read.figures.iter().map(line).collect::<Vec<_>>(),
        [
            "2 par-index province 2024 15 83.10 3 Báo A",
            "3 par-index province 2025 15-2025 83.1 3 Báo A",
            "4 par-index province 2024 15 83.2 - Báo B",
            "5 par-index ministry 2024 bo-noi-vu - 1 Báo A",
            "6 sipas department 2025 snv 90 - Tỉnh",
            "7 sipas commune 2025 19774 100 - Tỉnh",
        ]
    );
    let provenances: Vec<Provenance> = read.figures.iter().map(|figure| figure.provenance).collect();
    assert_eq!(
        provenances.iter().map(|p| p.id()).collect::<Vec<_>>(),
        ["published", "published", "reported", "derived", "published", "published"]
    );
    assert_eq!(read.figures[0].source_url.as_deref(), Some("https://a.vn/1"));
}

#[test]
fn weights_become_those_of_a_back_series() {
    let text = "unit,value,source\n10,770.5,Niên giám\nYên Bái,,\n22,#withheld,Niên giám\n46,1e6,Cục\n";
    let read = weights::read("ds.csv", text.as_bytes(), None, &register(), THEN).unwrap();
    assert_eq!(read.sources, ["Niên giám", "Cục"]);
    let weights = read.into_weights("population-2024", Text::new("dân số", "population"), POPULATION);
    for (unit, wanted) in [
        ("10", Ok(770.5)),
        ("15", Err(Missing::Blank)),
        ("22", Err(Missing::Withheld)),
        ("46", Ok(1e6)),
        ("15-2025", Err(Missing::Blank)),
    ] {
        assert_eq!(weights.get(&id(unit)).get(), wanted, "{unit}");
    }
}

#[test]
fn a_workbook_gives_days_as_days_and_codes_as_texts() {
    let rows = |code: Typed, day: Typed, kind: Typed| {
        let head = ["code", "name_vi", "kind", "parent_code", "valid_from"].map(Typed::Text);
        workbook(&[Sheet {
            name: "Xã",
            from: (2, 1),
            rows: vec![Vec::from(head), vec![code, "Xã Mường Bo".into(), kind, 15.0.into(), day]],
        }])
    };
    let read = agencies::read("xa.xlsx", &rows("02999".into(), Typed::Date, "xã".into()), None);
    assert_eq!(read.problems, []);
    assert_eq!(read.rows[0].valid, valid("2024-09-01.."));
    assert_eq!(read.rows[0].parent.as_ref().map(|parent| parent.code.as_str()), Some("15"));
    let told = |code: Typed, day: Typed, kind: Typed| lines("agencies", "xa.xlsx", &rows(code, day, kind), Lang::Vi);
    assert_eq!(
        told(2999.0.into(), "2025-07-01".into(), Typed::Yes(true)),
        ["xa.xlsx:Xã!D4: cột “kind”: là đúng/sai (true/false); hãy ghi văn bản hoặc số"]
    );
    assert_eq!(
        told(2999.0.into(), Typed::Shows("#DIV/0!"), "xã".into()),
        [
            "xa.xlsx:Xã!B4: cột “code”: “2999”: mã thống kê của loại đơn vị này có 5 chữ số; có phải là “02999”? Hãy định dạng cột là văn bản để giữ số 0 ở đầu",
            "xa.xlsx:Xã!F4: cột “valid_from”: ô báo lỗi #DIV/0!; hãy sửa công thức, hoặc xóa ô nếu không có số liệu",
        ]
    );
    assert_eq!(
        lines("results", "xa.xlsx", &rows(Typed::Nothing, Typed::Nothing, Typed::Nothing), Lang::En)[0],
        "xa.xlsx:Xã!A3: there is no column “Index” (index); the file has the columns: “code”, “name_vi”, “kind”, “parent_code”, “valid_from”"
    );
}

#[test]
fn a_code_that_is_divided_in_time_goes_to_a_new_agency() {
    let before = register();
    let text = "code,name_vi,kind,parent_code,valid_from,valid_to\n\
         02905,Xã Bảo Thắng,xã,15,2025-07-01,2025-12-31\n\
         02905,Phường Bảo Thắng,phường,15,2026-01-01,\n";
    let divided = plan(&before, text);
    assert_eq!((divided.create.len(), divided.change.len()), (1, 1));
    let after = divided.apply(&before);
    assert_eq!(after.check(), []);
    assert_eq!(after.find_code(&CodeSystem::GSO, "02905", NOW).unwrap().id().as_str(), "02905-2026");
    assert_eq!(plan(&after, text).unchanged.len(), 2);
}

#[test]
fn results_of_years_to_come_of_unknown_indices_or_of_no_source_are_refused() {
    let text = "index,year,level,unit,value,rank,source\n\
        par-index,2035,province,22,80.00,,Báo A\n\
        par-index,1989,province,22,80.00,,Báo A\n\
        abc,2024,province,22,80.00,,Báo A\n\
        par-index,2024,province,22,80.00,,x\n\
        par-index,2026,province,22,80.00,,VCCI\n";
    let known = ["par-index".to_owned(), "sipas".to_owned()];
    let expected = results::Expected { day: Some(Date::constant(2026, 11, 22)), indices: Some(&known) };
    let read = results::read_expecting("kq.csv", text.as_bytes(), None, &register(), expected);
    let told: Vec<(Option<u64>, Option<u64>)> = read.problems.iter().map(|p| (p.place.row, p.place.column)).collect();
    assert_eq!(told, [(Some(2), Some(2)), (Some(3), Some(2)), (Some(4), Some(1)), (Some(5), Some(7))]);
    assert_eq!(read.figures.len(), 1);
    for (at, vi, en) in [
        (0, "năm 2035 nằm ngoài khoảng 1990 - 2026", "the year 2035 is not within 1990 to 2026"),
        (2, "không có chỉ số “abc”; các chỉ số có trong hệ thống: par-index, sipas.", "there is no index “abc”"),
        (3, "“x” quá ngắn", "“x” is too short"),
    ] {
        let [told_vi, told_en] = [Lang::Vi, Lang::En].map(|lang| read.problems[at].message(lang));
        assert!(told_vi.contains(vi) && told_en.contains(en), "{told_vi} {told_en}");
    }
}
