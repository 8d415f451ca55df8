//! Imported figures stand beside those shipped and never in their place.

use crate::common::catalogue;
use chiso_catalogue::{Catalogue, LeftOut, Level, Reading, Scheme, WhyLeftOut};
use chiso_facts::results;
use chiso_model::Lang;

const HEAD: &str = "index,year,level,unit,value,rank,source,source_url\n";

fn with(rows: &str) -> (Catalogue, Vec<LeftOut>) {
    let read = results::read("f.csv", format!("{HEAD}{rows}").as_bytes(), None, catalogue().register());
    assert_eq!(read.problems, [], "{rows}");
    catalogue().with_figures(&read.figures)
}

fn readings(catalogue: &Catalogue, index: &str, level: Level, year: i16, unit: &str) -> Vec<(Reading, String, String)> {
    let one = |figure: &chiso_catalogue::PublishedFigure| {
        let value = figure.value.map(|value| value.text(Lang::Vi)).unwrap_or_default();
        (figure.reading, value, figure.source.text.vi.clone())
    };
    catalogue.readings(index, level, year, unit).map(one).collect()
}

#[test]
fn conflicting_figures_stand_side_by_side_and_the_shipped_one_stays_the_main_one() {
    let before = readings(catalogue(), "par-index", Level::Province, 2024, "22");
    assert_eq!(before.len(), 1, "{before:?}");
    let shipped = catalogue().figure("par-index", Level::Province, 2024, "22").unwrap().clone();
    let (after, left_out) = with(
        "par-index,2024,province,Quảng Ninh,12.30,9,Báo A,https://a.vn/1\n\
         par-index,2024,province,22,12.3,9,Báo B,\n",
    );
    assert_eq!(left_out, []);
    assert_eq!(
        readings(&after, "par-index", Level::Province, 2024, "22")[1..],
        [
            (Reading::Other, "12,30".to_owned(), "Báo A (https://a.vn/1)".to_owned()),
            (Reading::Other, "12,3".to_owned(), "Báo B".to_owned()),
        ]
    );
    assert_eq!(after.figure("par-index", Level::Province, 2024, "22"), Some(&shipped));
    assert_eq!(after.datasets(), catalogue().datasets());
    // Taking the same file again changes nothing.
    let read = results::read(
        "f.csv",
        format!("{HEAD}par-index,2024,province,22,12.30,9,Báo A,https://a.vn/1\n").as_bytes(),
        None,
        catalogue().register(),
    );
    let (again, left_out) = after.with_figures(&read.figures);
    assert_eq!(left_out.iter().map(|l| l.why).collect::<Vec<_>>(), [WhyLeftOut::Known]);
    assert_eq!(again.published(), after.published());
}

#[test]
fn a_new_index_and_year_gets_a_data_set() {
    let (after, left_out) = with(
        "pci,2025,province,15,66.5,3,VCCI,\n\
         pci,2025,province,Huế,67.5,2,VCCI,\n\
         pci,2024,province,15,60.1,,VCCI,\n\
         pci,2023,ministry,Bộ Tư pháp,60.1,,VCCI,\n",
    );
    assert_eq!(left_out, []);
    let set = after.dataset("pci/province/2025").unwrap();
    assert_eq!((set.scheme, set.complete), (Some(Scheme::Provinces34), false));
    assert_eq!(after.dataset("pci/province/2024").unwrap().scheme, Some(Scheme::Provinces63));
    assert_eq!(after.dataset("pci/ministry/2023").unwrap().scheme, Some(Scheme::Ministries));
    assert!(set.title.vi.ends_with("2025 của các tỉnh, thành phố"), "{}", set.title.vi);
    let years: Vec<Option<i16>> =
        after.datasets().iter().filter(|s| s.index == "pci" && s.level == Level::Province).map(|s| s.year).collect();
    assert!(years.iter().filter(|y| y.is_some()).is_sorted_by(|a, b| a >= b), "{years:?}");
    // Ranked first, by place; the code 15 is Lào Cai in 2025 and Yên Bái in 2024.
    let units: Vec<&str> = after.figures("pci", Level::Province, 2025).iter().map(|f| f.unit.as_str()).collect();
    assert_eq!(units, ["46", "15"]);
    let name = |year| after.agency_of(Level::Province, year, "15").unwrap().title(Lang::Vi).to_owned();
    assert_eq!((name(2024).as_str(), name(2025).as_str()), ("Yên Bái", "Lào Cai"));
}

#[test]
fn when_every_unit_has_a_value_the_data_set_is_complete() {
    let row = |(unit, rank): (&chiso_catalogue::Unit, u32)| {
        format!("par-index,2025,province,{},80.{rank:02},{rank},Bộ Nội vụ,", unit.id)
    };
    let rows: Vec<String> = catalogue().units(Scheme::Provinces34).iter().zip(1..).map(row).collect();
    let rows = rows.join("\n");
    let (after, left_out) = with(&rows);
    assert_eq!(left_out, []);
    assert!(after.dataset("par-index/province/2025").unwrap().complete);
}

#[test]
fn what_cannot_be_shown_is_handed_back() {
    use chiso_model::Text;
    use chiso_model::agency::{Agency, AgencyId, AgencyKind, CodeSystem, Validity};
    let commune =
        Agency::new(AgencyId::new("xa-a").unwrap(), AgencyKind::Commune, Text::new("Xã A", "A"), Validity::ALWAYS);
    let register = catalogue().register().with([commune.with_code(CodeSystem::GSO, "00001")], []);
    let text = format!("{HEAD}sipas,2025,commune,00001,80,1,Tỉnh A,\n");
    let read = results::read("f.csv", text.as_bytes(), None, &register);
    assert_eq!(read.problems, []);
    let (after, left_out) = catalogue().with_figures(&read.figures);
    assert_eq!(after.published(), catalogue().published());
    assert_eq!(left_out.iter().map(|l| (l.figure.row, l.why)).collect::<Vec<_>>(), [(2, WhyLeftOut::Level)]);
}

/// The 31 of 2025 is Hải Phòng with Hải Dương, another agency than the 31 of 2024; Quảng Ninh went on as it was.
#[test]
fn years_are_matched_by_agency_and_never_by_code() {
    let row = |(unit, rank): (&chiso_catalogue::Unit, u32)| {
        format!("par-index,2025,province,{},97.{:02},{rank},Bộ Nội vụ,", unit.id, 40 - rank)
    };
    let rows: Vec<String> = catalogue().units(Scheme::Provinces34).iter().zip(1..).map(row).collect();
    let (after, left_out) = with(&rows.join("\n"));
    assert_eq!(left_out, []);
    let unit = |unit, year, other| after.unit_in_year(Level::Province, unit, year, other);
    for (asked, year, other, found) in [
        ("31", 2025, 2024, None),
        ("31", 2024, 2025, None),
        ("31", 2024, 2023, Some("31")),
        ("31", 2026, 2025, Some("31")),
        ("15", 2025, 2024, None),
        ("22", 2025, 2024, Some("22")),
        ("46", 2025, 2024, Some("46")),
    ] {
        assert_eq!(unit(asked, year, other), found, "{asked} {year} {other}");
    }
    let before = |unit| after.figure_before("par-index", Level::Province, (2025, unit), 2024).map(|f| f.unit.as_str());
    assert!(after.figure("par-index", Level::Province, 2024, "31").is_some());
    assert_eq!((before("31"), before("22")), (None, Some("22")));
    let years = |year, unit| -> Vec<i16> {
        after.history("par-index", Level::Province, (year, unit)).iter().map(|f| f.year).collect()
    };
    assert_eq!(years(2025, "31"), [2025]);
    assert!(!years(2024, "31").contains(&2025) && years(2024, "31").len() > 2);
    assert!(years(2025, "22").contains(&2024) && years(2025, "22").contains(&2025));
    let ranks = |year| after.ranks_comparable("par-index", Level::Province, year, year - 1);
    assert_eq!([ranks(2024), ranks(2025), ranks(2026)], [true, false, false]);
    let told = chiso_catalogue::statements::published(&after, "par-index", Level::Province, 2025);
    for statement in &told {
        let text = &statement.text.vi;
        assert!(!text.contains(" bậc") && !text.contains("giữ nguyên"), "{text}");
        // Neither merged with anybody.
        let unchanged = text.contains("Hà Nội") || text.contains("Cao Bằng");
        assert!(unchanged || !text.contains("so với năm 2024"), "{text}");
    }
    assert!(told.iter().any(|statement| statement.text.vi.contains("34 tỉnh, thành phố sau sắp xếp")));
}

#[test]
fn shipped_figures_that_say_something_else_are_told() {
    let told = |row: &str| -> Vec<(Option<f64>, Option<u16>, String)> {
        let read = results::read("f.csv", format!("{HEAD}{row}\n").as_bytes(), None, catalogue().register());
        assert_eq!(read.problems, [], "{row}");
        let all = read.figures.iter().flat_map(|figure| catalogue().disagreeing(figure));
        all.map(|known| (known.value.map(|v| v.value), known.rank, known.source)).collect()
    };
    let hai_phong = || (Some(96.17), Some(1), "Tuổi trẻ Thủ đô, 06/04/2025".to_owned());
    for (row, wanted) in [
        ("par-index,2024,province,31,95.00,1,Báo A,", vec![hai_phong()]),
        ("par-index,2024,province,Hải Phòng,96.17,2,Báo A,", vec![hai_phong()]),
        ("par-index,2024,province,31,96.17,1,Báo A,", vec![]),
        ("par-index,2024,province,31,96.17,,Báo A,", vec![]),
        ("par-index,2025,province,31,95.00,1,Báo A,", vec![]),
        ("sipas,2011,province,31,95.00,1,Báo A,", vec![]),
    ] {
        assert_eq!(told(row), wanted, "{row}");
    }
}

#[test]
fn a_figure_that_was_compared_with_its_source_says_so() {
    let row = "pci,2024,province,22,90.09,1,VCCI,\n";
    let read = results::read("f.csv", format!("{HEAD}{row}").as_bytes(), None, catalogue().register());
    for checked in [false, true] {
        let figures: Vec<_> =
            read.figures.iter().map(|figure| results::ImportedFigure { checked, ..figure.clone() }).collect();
        let (after, _) = catalogue().with_figures(&figures);
        let source = &after.figure("pci", Level::Province, 2024, "22").unwrap().source;
        assert_eq!((source.verified, source.checked), (checked, checked));
    }
}

#[test]
fn results_of_ministries_after_their_list_say_of_what_time_the_list_is() {
    let (after, _) = with(
        "pci,2024,ministry,Bộ Tư pháp,60.1,,VCCI,\n\
         pci,2025,ministry,Bộ Tư pháp,60.1,,VCCI,\n",
    );
    for (year, told) in [(2024, false), (2025, true)] {
        let note = after.dataset(&format!("pci/ministry/{year}")).unwrap().note.clone().unwrap();
        assert_eq!(note.vi.contains("trước ngày 01/03/2025"), told, "{}", note.vi);
        assert_eq!(note.get(Lang::En).contains("before 1 March 2025"), told, "{note:?}");
    }
}
