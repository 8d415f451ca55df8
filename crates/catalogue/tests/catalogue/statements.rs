//! The sentences of the 2024 page, and how sentences are said in other years.

use crate::common::catalogue;
use chiso_catalogue::Level;
use chiso_catalogue::statements::{Basis, Basis::Derived, Basis::Quoted, Statement, Topic, published};
use chiso_model::Lang;

/// The thin space before a per cent sign cannot be seen in a test: here it is a plain one.
fn said(statements: &[Statement]) -> Vec<(Basis, String, String)> {
    statements.iter().map(|s| (s.basis, s.text.vi.replace('\u{202f}', " "), s.text.get(Lang::En).to_owned())).collect()
}

fn check(statements: &[Statement], wanted: &[(Basis, &str, &str)]) {
    let wanted: Vec<(Basis, String, String)> =
        wanted.iter().map(|(basis, vi, en)| (*basis, (*vi).to_owned(), (*en).to_owned())).collect();
    assert_eq!(said(statements), wanted);
}

/// domain.md, section 2, "2024 facts to show".
#[test]
fn every_known_fact_of_2024_is_a_sentence() {
    let statements = published(catalogue(), "par-index", Level::Province, 2024);
    check(
        &statements,
        &[
            (
                Derived,
                "Giá trị trung bình của các tỉnh, thành phố là 88,37 %, tăng 1,39 điểm phần trăm so với năm 2023.",
                "The mean of the provinces is 88.37%, up 1.39 percentage points on 2023.",
            ),
            (
                Quoted,
                "53 tỉnh, thành phố tăng điểm, 9 tỉnh, thành phố giảm điểm so với năm 2023.",
                "53 provinces gained, 9 provinces lost against 2023.",
            ),
            (
                Quoted,
                "Nhóm A (từ 90 % trở lên): 13 tỉnh, thành phố; nhóm B (từ 80 % đến dưới 90 %): 50 tỉnh, thành phố.",
                "Group A (90% and more): 13 provinces; group B (80% to under 90%): 50 provinces.",
            ),
            (
                Derived,
                "Hải Phòng đứng đầu với 96,17 %, tăng 1 bậc, cao hơn 4,30 điểm phần trăm so với năm 2023.",
                "Hai Phong comes first with 96.17%, up 1 place and 4.30 percentage points on 2023.",
            ),
            (Quoted, "Cao Bằng đứng cuối với 82,95 %.", "Cao Bang comes last with 82.95%."),
            (
                Derived,
                "Bà Rịa - Vũng Tàu xếp thứ 2 với 93,35 %, tăng 3 bậc, cao hơn 2,32 điểm phần trăm so với năm 2023.",
                "Ba Ria - Vung Tau comes 2nd with 93.35%, up 3 places and 2.32 percentage points on 2023.",
            ),
            (
                Derived,
                "Hà Nội xếp thứ 3 với 92,75 %, giữ nguyên thứ hạng, cao hơn 1,32 điểm phần trăm so với năm 2023.",
                "Hanoi comes 3rd with 92.75%, the same place as in 2023, up 1.32 percentage points.",
            ),
            (
                Derived,
                "Quảng Ninh xếp thứ 4 với 91,49 %, giảm 3 bậc, thấp hơn 0,69 điểm phần trăm so với năm 2023.",
                "Quang Ninh comes 4th with 91.49%, down 3 places and 0.69 percentage points on 2023.",
            ),
            (Quoted, "Thái Nguyên xếp thứ 5 với 91,47 %.", "Thai Nguyen comes 5th with 91.47%."),
            (
                Derived,
                "Khoảng cách giữa đơn vị đứng đầu và đơn vị đứng cuối là 13,22 điểm phần trăm, rộng hơn năm 2023 \
                 (10,86 điểm phần trăm).",
                "The distance between the first and the last is 13.22 percentage points, wider than in 2023 \
                 (10.86 percentage points).",
            ),
            (
                Quoted,
                "Mức tăng cao nhất so với năm 2023 là của Bình Thuận: 6,39 điểm phần trăm.",
                "The greatest gain against 2023 is that of Binh Thuan: 6.39 percentage points.",
            ),
            (
                Quoted,
                "Mức tăng thấp nhất trong các đơn vị tăng điểm so với năm 2023 là của Lai Châu: 0,19 điểm phần trăm.",
                "The least gain among those that gained against 2023 is that of Lai Chau: 0.19 percentage points.",
            ),
            (
                Quoted,
                "Mức giảm nhiều nhất so với năm 2023 là 2,94 điểm phần trăm; nguồn không nêu tên đơn vị.",
                "The greatest loss against 2023 is 2.94 percentage points; the source does not name the unit.",
            ),
            (
                Quoted,
                "Cải cách thể chế: giá trị trung bình giảm 1,60 điểm phần trăm so với năm 2023.",
                "Institutional reform: mean down 1.60 percentage points on 2023.",
            ),
            (
                Derived,
                "Cải cách thủ tục hành chính: giá trị trung bình 96,79 %, tăng 2,38 điểm phần trăm so với năm 2023, \
                 xếp thứ 2 trong các chỉ số thành phần.",
                "Reform of administrative procedures: mean 96.79%, up 2.38 percentage points on 2023, number 2 among \
                 the components.",
            ),
            (
                Quoted,
                "Cải cách thủ tục hành chính: 43 tỉnh, thành phố tăng điểm, 16 tỉnh, thành phố đạt 100 %.",
                "Reform of administrative procedures: 43 provinces gained, 16 provinces reached 100%.",
            ),
            (
                Quoted,
                "Cải cách thủ tục hành chính: thấp nhất là Bạc Liêu với 86,38 %.",
                "Reform of administrative procedures: Bac Lieu is lowest with 86.38%.",
            ),
            (
                Quoted,
                "Cải cách tài chính công: giá trị trung bình giảm 0,02 điểm phần trăm so với năm 2023.",
                "Public finance reform: mean down 0.02 percentage points on 2023.",
            ),
            (
                Quoted,
                "Tác động của cải cách hành chính đến người dân và phát triển kinh tế - xã hội: giá trị trung bình \
                 tăng 3,79 điểm phần trăm so với năm 2023.",
                "Impact of reform on people and on socio-economic development: mean up 3.79 percentage points on 2023.",
            ),
            (
                Derived,
                "Đồng bằng sông Hồng là vùng có giá trị trung bình cao nhất: 90,17 %, tăng 1,84 điểm phần trăm so với \
                 năm 2023.",
                "The Red River Delta is the region with the highest mean: 90.17%, up 1.84 percentage points on 2023.",
            ),
            (
                Derived,
                "Tây Nguyên là vùng có giá trị trung bình thấp nhất: 85,63 %, tăng 0,21 điểm phần trăm so với năm \
                 2023.",
                "The Central Highlands is the region with the lowest mean: 85.63%, up 0.21 percentage points on 2023.",
            ),
            (
                Quoted,
                "Trong 8 chỉ số thành phần, tác động của cải cách hành chính đến người dân và phát triển kinh tế - xã \
                 hội tăng nhiều nhất.",
                "Of the 8 components, the impact of reform on people and on socio-economic development gained most.",
            ),
        ],
    );
}

#[test]
fn a_derived_sentence_names_the_figures_it_rests_on() {
    let statements = published(catalogue(), "par-index", Level::Province, 2024);
    let first = statements.iter().find(|s| s.topic == Topic::First).unwrap();
    let figures: Vec<(String, &str)> = first
        .figures
        .iter()
        .map(|f| (format!("{}: {}", f.label.vi, f.value.vi.replace('\u{202f}', " ")), f.source.text.vi.as_str()))
        .collect();
    assert_eq!(
        figures,
        [
            ("Hải Phòng, năm 2024: 96,17 %, hạng 1".to_owned(), "Tuổi trẻ Thủ đô, 06/04/2025"),
            ("Hải Phòng, năm 2023: 91,87 %, hạng 2".to_owned(), "Báo Chính phủ (en.baochinhphu.vn), 17/04/2024"),
        ]
    );
    assert!(first.verified());
    // The first places of 2012 are known from a copy only.
    let copied = published(catalogue(), "par-index", Level::Province, 2012);
    assert!(copied.iter().all(|s| !s.verified()), "{copied:?}");
}

/// Every statement of every data set has both languages, figures, and a number that was derived only where figures of two years, or of two units, stand below it.
#[test]
fn every_statement_rests_on_figures() {
    let mut count = 0;
    for dataset in catalogue().datasets() {
        let Some(year) = dataset.year else { continue };
        for statement in published(catalogue(), &dataset.index, dataset.level, year) {
            let text = &statement.text;
            assert!(text.vi.ends_with('.') && text.en.as_ref().is_some_and(|en| en.ends_with('.')), "{text:?}");
            let enough = if statement.basis == Derived { 2 } else { 1 };
            assert!(statement.figures.len() >= enough, "{text:?}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn no_change_is_derived_across_a_break() {
    for (index, year) in [("par-index", 2016), ("sipas", 2022)] {
        let statements = published(catalogue(), index, Level::Province, year);
        assert!(statements.iter().all(|s| s.basis == Quoted), "{index} {year}");
        assert_eq!(statements.iter().filter(|s| s.topic == Topic::Break).count(), 1, "{index} {year}");
    }
}

/// Sentences that are said in another way: a loss without a change of place where nobody says how many were ranked the year before, a place without a value, an end of the list that nobody names, a ministry.
#[test]
fn other_years_are_said_well() {
    for (index, level, year, basis, vi, en) in [
        (
            "par-index",
            Level::Ministry,
            2023,
            Derived,
            "Bộ Tư pháp đứng đầu với 89,95 %, thấp hơn 0,68 điểm phần trăm so với năm 2022.",
            "The Ministry of Justice comes first with 89.95%, down 0.68 percentage points on 2022.",
        ),
        (
            "par-index",
            Level::Province,
            2021,
            Derived,
            "Quảng Ninh xếp thứ 2, giảm 1 bậc so với năm 2020.",
            "Quang Ninh comes 2nd, down 1 place on 2020.",
        ),
        ("sipas", Level::Province, 2023, Quoted, "Giá trị thấp nhất là 75,03 %.", "The least value is 75.03%."),
        (
            "sipas",
            Level::Province,
            2024,
            Derived,
            "Hải Phòng đứng đầu với 90,59 %, tăng 4 bậc, cao hơn 1,69 điểm phần trăm so với năm 2023.",
            "Hai Phong comes first with 90.59%, up 4 places and 1.69 percentage points on 2023.",
        ),
        (
            "par-index",
            Level::Province,
            2023,
            Quoted,
            "Lần đầu tiên cả 63 tỉnh, thành phố đều đạt từ 80 % trở lên.",
            "For the first time all 63 provinces reached 80% or more.",
        ),
        (
            "par-index",
            Level::Ministry,
            2014,
            Derived,
            "Giá trị trung bình của các bộ, cơ quan ngang bộ là 76,99 %, giảm 0,26 điểm phần trăm so với năm 2013.",
            "The mean of the ministries is 76.99%, down 0.26 percentage points on 2013.",
        ),
    ] {
        let statements = said(&published(catalogue(), index, level, year));
        let wanted = (basis, vi.to_owned(), en.to_owned());
        assert!(statements.contains(&wanted), "{wanted:?} is not among {statements:#?}");
    }
}
