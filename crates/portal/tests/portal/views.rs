//! The ways to look at a publication, and what an operator adds to it.

use std::sync::Arc;

use crate::common::{ask_of, get, words};
use axum::Router;
use chiso_catalogue::Scheme;
use chiso_facts::results::{Figure, ImportedFigure, Provenance};
use chiso_model::agency::{AgencyId, Level};
use chiso_model::{Date, Text};
use chiso_portal::{BoundaryFile, Extra, Site, router};
use chiso_report::Boundary;

const REAL: &str = "index/par-index/province/2024";
const FULL: &str = "index/par-index/province/2024-illustrative";

#[tokio::test]
async fn every_view_is_a_tab_of_its_own_with_a_table_beside_its_chart() {
    for (path, vi, en) in [
        (format!("{REAL}/map"), "Bản đồ", "Map"),
        (format!("{REAL}/trend"), "Diễn biến", "Trend"),
        (format!("{REAL}/as-now"), "Theo 34 tỉnh", "As 34 provinces"),
        (format!("{FULL}/heat-map"), "Theo thành phần", "By component"),
        (format!("{FULL}/distribution"), "Phân bố", "Distribution"),
        ("index/par-index/ministry/2023/heat-map".to_owned(), "Theo thành phần", "By component"),
        ("index/par-index/ministry/2023/distribution".to_owned(), "Phân bố", "Distribution"),
    ] {
        for (lang, tab) in [("vi", vi), ("en", en)] {
            let answer = get(&format!("/{lang}/{path}")).await;
            assert_eq!(answer.status, 200, "{path}");
            let page = answer.text();
            assert!(page.contains(&format!("aria-current=\"page\">{tab}</a>")), "{lang} {path}");
            assert!(page.contains("<figure") && page.contains("<details class=\"twin\">"), "{lang} {path}");
            assert!(page.contains("<svg xmlns"), "{lang} {path}");
        }
    }
    // Tabs lead only to where there is something to see: seven provinces of 63 say nothing of a distribution, and have no parts.
    let page = get(&format!("/vi/{REAL}")).await.text();
    assert!(!page.contains("2024/distribution\"") && !page.contains("2024/heat-map\""));
    let told = words(&get(&format!("/vi/{REAL}/distribution")).await.text());
    assert!(told.contains("Mới biết kết quả của 7 / 63"), "{told}");
}

#[tokio::test]
async fn a_trend_is_of_the_units_chosen_and_stops_where_the_method_changed() {
    let usual = words(&get(&format!("/vi/{REAL}/trend")).await.text());
    assert!(usual.contains("nhiều năm số liệu nhất: Hải Phòng"), "{usual}");
    let page = get(&format!("/vi/{REAL}/trend?unit=31&unit=01&unit=31&unit=")).await.text();
    let text = words(&page);
    for wanted in [
        "Hải Phòng: năm 2024 cao hơn năm 2023 4,30 điểm phần trăm",
        "cách tính mới (2016)",
        "kết quả không so sánh được với các năm 2012 - 2015",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    // 2015 and 2016 are never joined: no line of the chart has a point on both sides.
    assert!(page.contains("trend.csv?unit=31&#38;unit=01"), "files of the same units");
    let csv = get(&format!("/vi/{REAL}/trend.csv?unit=31&unit=01")).await.text();
    assert!(csv.contains("31,Hải Phòng,2024,96.17,1,") && csv.contains("01,Hà Nội,2024,92.75,3,"), "{csv}");
    assert!(csv.lines().filter(|line| line.contains("Từ năm 2016 áp dụng bộ tiêu chí mới")).count() == 2, "{csv}");
    let unknown = words(&get(&format!("/vi/{REAL}/trend?unit=xyz")).await.text());
    assert!(unknown.contains("không vẽ được: xyz"));
    let many: String = ["01", "22", "31", "68", "77", "04", "19"].map(|unit| format!("unit={unit}&")).concat();
    let many = words(&get(&format!("/en/{REAL}/trend?{many}")).await.text());
    assert!(many.contains("At most 6 units"), "{many}");
}

#[tokio::test]
async fn a_heat_map_is_sorted_by_any_part() {
    let names = |page: String| -> Vec<String> {
        let map = page.split("chart-heat-map chart-wide").nth(1).unwrap().split("</svg>").next().unwrap();
        map.split("class=\"chart-link\">\n<title>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap().to_owned())
            .collect()
    };
    let csv = get(&format!("/vi/{FULL}/heat-map.csv")).await.text();
    let mut rows: Vec<(f64, String)> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| (cells[2].parse().unwrap(), cells[1].to_owned()))
        .collect();
    assert_eq!(rows.len(), 63);
    let part = "area1";
    let by_rank = names(get(&format!("/vi/{FULL}/heat-map")).await.text());
    let page = get(&format!("/vi/{FULL}/heat-map")).await.text();
    let part = page
        .split("<select id=\"sort\"")
        .nth(1)
        .unwrap()
        .split("<option value=\"")
        .nth(2)
        .map_or(part, |o| o.split('"').next().unwrap());
    let sorted = names(get(&format!("/vi/{FULL}/heat-map?sort={part}")).await.text());
    let rising = names(get(&format!("/vi/{FULL}/heat-map?sort={part}&order=rising")).await.text());
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!((by_rank.len(), sorted.len()), (63, 63));
    assert_ne!(by_rank, sorted);
    assert_eq!(sorted[0], rows[0].1);
    assert_eq!(rising[0], rows[62].1);
}

#[tokio::test]
async fn two_measures_are_joined_by_unit_and_say_who_is_left_out() {
    let usual = words(&get("/vi/explore").await.text());
    for wanted in
        ["17 đơn vị có cả hai số liệu.", "n = 17", "Điểm thẩm định", "không có nghĩa là số này làm nên số kia"]
    {
        assert!(usual.contains(wanted), "{wanted}: {usual}");
    }
    let path = "/vi/explore?x=par-index/province/2024&y=sipas/province/2024";
    let page = words(&get(path).await.text());
    assert!(
        page.contains("đơn vị chỉ có một, nên không có trên hình")
            && page.contains("Không có trên hình vì thiếu số liệu"),
        "{page}"
    );
    // Fewer than ten units: how many is said, and no coefficient.
    assert!(page.contains("còn quá ít để nói về liên hệ") && !page.contains("tương quan r ="), "{page}");
    let simulated = get("/en/explore?x=par-index/province/2024-illustrative").await.text();
    assert!(simulated.contains("og:title\" content=\"Simulated: ") && words(&simulated).contains("Simulated: A high"));
    let unknown = words(&get("/vi/explore?x=nothing&y=sipas/province/2024").await.text());
    assert!(unknown.contains("Không có chỉ số hoặc thành phần này, nên không vẽ được: nothing"), "{unknown}");
    let csv = get("/vi/explore/table.csv?x=par-index/ministry/2023:appraisal&y=par-index/ministry/2023:survey").await;
    assert_eq!((csv.status, csv.text().lines().count()), (200, 18), "{}", csv.text());
    assert_eq!(get("/vi/explore/table.csv?x=nothing").await.status, 404);
}

#[tokio::test]
async fn what_is_constructed_says_so_and_of_what() {
    let page = get(&format!("/vi/{FULL}/as-now")).await.text();
    let text = words(&page);
    let label = "Số liệu dựng lại, không phải số liệu công bố";
    assert!(text.matches(label).count() >= 2, "in the lead and under the chart: {text}");
    assert!(page.contains("name=\"description\" content=\"Số liệu mô phỏng: Số liệu dựng lại"));
    let row = page.split("<tr").find(|row| row.contains("id=\"now-15-2025\"")).unwrap();
    let row = words(&format!("<tr{row}"));
    assert!(
        row.starts_with("Lào Cai") && row.contains("dựng lại") && row.contains("Lào Cai") && row.contains("Yên Bái"),
        "{row}"
    );
    assert!(row.contains("÷ 2"), "{row}");
    assert!(!text.contains("xếp thứ"), "no places");
    let csv = get(&format!("/vi/{FULL}/as-now.csv")).await.text();
    assert_eq!(csv.lines().count(), 35, "{csv}");
    assert!(csv.lines().filter(|line| line.contains("dựng lại")).count() >= 23, "{csv}");
    let json = get(&format!("/en/{FULL}/as-now.json")).await.json();
    assert!(json["subtitle"].as_str().unwrap().starts_with("Constructed, not published"), "{json}");
    // Where one part is not known nothing is filled in.
    let real = words(&get(&format!("/vi/{REAL}/as-now")).await.text());
    assert!(real.contains("có số liệu của 3 trong 34") && real.contains("Chưa có số liệu của: Hải Dương"), "{real}");
    let unit = get(&format!("/vi/{REAL}/unit/15")).await.text();
    assert!(
        unit.contains("/as-now#now-15-2025\">Hiện nay (34 tỉnh): Lào Cai</a>"),
        "the switch on the page of Yên Bái"
    );
    assert_eq!(get("/vi/index/par-index/ministry/2023/as-now").await.status, 404);
    // The same through the years: a line of today's province, and what every number of it is made of.
    let series = words(&get(&format!("/vi/{REAL}/as-now?unit=01&unit=22")).await.text());
    assert!(
        series.contains("Hà Nội, Quảng Ninh: chuỗi dựng lại 2012–2024") && series.contains("cách tính mới (2016)"),
        "{series}"
    );
    let csv = get(&format!("/vi/{REAL}/as-now-series.csv")).await.text();
    let merged = csv.lines().find(|line| line.starts_with("31,Hải Phòng,2024")).unwrap();
    assert!(merged.contains("Hải Dương (không có) + Hải Phòng 96,17"), "{merged}");
    assert!(csv.lines().any(|line| line.starts_with("01,Hà Nội,2024,92.75,")), "{csv}");
}

#[tokio::test]
async fn the_page_of_a_unit_can_be_cited() {
    let page = get(&format!("/vi/{REAL}/unit/31")).await.text();
    let text = words(&page);
    for wanted in [
        "Hải Phòng đạt 96,17 %, xếp thứ 1 trong 63 tỉnh, thành phố năm 2024: tăng 1 bậc, cao hơn 4,30 điểm phần trăm so với năm 2023.",
        "Hải Phòng đứng thứ 1 trong 3 đơn vị đã có số liệu của vùng Đồng bằng sông Hồng (vùng có 11 đơn vị).",
        "Trích dẫn trang này",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let english = words(&get(&format!("/en/{REAL}/unit/31")).await.text());
    assert!(
        english.contains("ranked 1st of 63")
            && english.contains("up 1 place, 4.30 percentage points higher compared with 2023."),
        "{english}"
    );
    let ministry = words(&get("/vi/index/par-index/ministry/2023/unit/bo-tu-phap").await.text());
    // Nobody says how many were ranked in 2022, so that the places are not compared.
    let wanted = "xếp thứ 1 trong 17 bộ, cơ quan ngang bộ năm 2023: thấp hơn 0,68 điểm so với năm 2022.";
    assert!(ministry.contains(wanted), "{ministry}");
    // The file that is cited is under the hash of its bytes.
    let address = page.split("href=\"/data/sha256/").nth(1).unwrap().split('"').next().unwrap();
    let file = get(&format!("/data/sha256/{address}")).await;
    assert_eq!(file.status, 200);
    assert!(file.text().contains("31,Hải Phòng,1,96.17"));
    // Conflicting figures side by side, each with its source.
    let conflict = words(&get("/vi/index/par-index/province/2023/unit/31").await.text());
    let section = conflict.split("Các số đã in cho năm này").last().unwrap();
    assert!(
        section.contains("91,87") && section.contains("91,81") && section.contains("chỉ nêu để đối chiếu"),
        "{section}"
    );
}

/// Four squares that are provinces, by code and by name, and both archipelagos.
fn boundaries() -> String {
    let square = |properties: &str, x: f64, y: f64, half: f64| {
        let (w, e, s, n) = (x - half, x + half, y - half, y + half);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]}}}}"
        )
    };
    let features = [
        square("\"ma\":1,\"ten\":\"Hà Nội\"", 105.8, 21.0, 0.3),
        square("\"ma\":\"31\",\"ten\":\"Hải Phòng\"", 106.6, 20.8, 0.3),
        square("\"ma\":\"Tỉnh Quảng Ninh\"", 107.3, 21.2, 0.3),
        square("\"ten\":\"Quần đảo Hoàng Sa\"", 112.0, 16.5, 0.02),
        square("\"ten\":\"Quần đảo Trường Sa\"", 114.0, 9.5, 0.02),
    ];
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn figure(unit: &str, year: i16, value: f64, source: &str) -> ImportedFigure {
    ImportedFigure {
        checked: false,
        index: "par-index".to_owned(),
        level: Level::Province,
        year,
        unit: AgencyId::new(unit).unwrap(),
        value: Some(Figure { value, digits: 2 }),
        rank: None,
        appraisal: None,
        survey: None,
        provenance: Provenance::Published,
        source: source.to_owned(),
        source_url: None,
        note: None,
        row: 2,
    }
}

fn with_additions() -> Router {
    let boundary = Boundary::read(&boundaries(), "ma", "ten").unwrap();
    let source = Text::new("bản đồ hành chính ví dụ", "an example of a map");
    let extra = Extra {
        figures: vec![figure("31", 2024, 96.10, "Báo Ví dụ, 2025"), figure("15-2025", 2025, 90.5, "Bộ Nội vụ, 2026")],
        boundaries: vec![BoundaryFile::new(boundary, Scheme::Provinces63, source).unwrap()],
        public_url: "https://chiso.example.vn/".to_owned(),
        built_on: Some(Date::constant(2026, 11, 22)),
        ..Extra::default()
    };
    router(Arc::new(Site::build(extra).unwrap()))
}

#[tokio::test]
async fn an_operator_adds_boundaries_figures_and_an_address() {
    let router = with_additions();
    let page = async |path: &str| ask_of(&router, "GET", path, &[]).await;
    let map = page(&format!("/vi/{REAL}/map")).await.text();
    assert!(map.contains("chart-choropleth") && !map.contains("chart-tile-map"));
    for name in ["Hà Nội: 92,75", "Hải Phòng: 96,17", "Quảng Ninh: 91,49", "Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    {
        assert!(map.contains(&format!("<title>{name}")), "{name}");
    }
    assert!(
        words(&map).contains("Tệp ranh giới không có hình của:") && words(&map).contains("bản đồ hành chính ví dụ")
    );
    let tiles = page(&format!("/vi/{REAL}/map?kind=tiles")).await.text();
    assert!(tiles.contains("chart-tile-map") && !tiles.contains("chart-choropleth"));
    for wanted in [
        "<meta property=\"og:url\" content=\"https://chiso.example.vn/vi/index/par-index/province/2024/map\">",
        "hreflang=\"en\" href=\"https://chiso.example.vn/en/index/par-index/province/2024/map\"",
    ] {
        assert!(map.contains(wanted), "{wanted}");
    }
    let unit = words(&page(&format!("/vi/{REAL}/unit/31")).await.text());
    let section = unit.split("Các số đã in cho năm này").last().unwrap();
    assert!(section.contains("96,17") && section.contains("96,10") && section.contains("Báo Ví dụ, 2025"), "{section}");
    assert!(
        unit.contains("số liệu đến ngày 22/11/2026") && unit.contains("https://chiso.example.vn/vi/index/"),
        "{unit}"
    );
    // A year that nobody had shown gets its page, for the units of that year.
    let new = page("/vi/index/par-index/province/2025").await;
    assert_eq!(new.status, 200);
    assert!(words(&new.text()).contains("Lào Cai") && words(&new.text()).contains("90,50"));
    assert!(page("/vi/index/par-index/province/2025/as-now").await.status == 404);
}

#[tokio::test]
async fn published_parts_have_places_among_those_known() {
    let page = words(&get("/vi/index/par-index/province/2012/unit/48").await.text());
    let parts = page.split("Điểm thành phần").nth(1).unwrap();
    assert!(parts.contains("33,87 (hạng 1/19)"), "{parts}");
}

#[tokio::test]
async fn the_start_page_leads_to_every_view() {
    let page = get("/vi/").await.text();
    for path in [
        format!("/vi/{REAL}/map"),
        format!("/vi/{REAL}/trend"),
        format!("/vi/{FULL}/heat-map"),
        "/vi/explore".to_owned(),
    ] {
        assert!(page.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[test]
fn boundaries_without_the_archipelagos_are_not_taken() {
    let text = boundaries().replace("Hoàng Sa", "Một").replace("112", "105").replace("111.98", "104.98");
    let boundary = Boundary::read(&text, "ma", "ten").unwrap();
    let refused = BoundaryFile::new(boundary, Scheme::Provinces63, Text::new("", "")).unwrap_err();
    assert!(refused.vi.contains("không thể hiện: Hoàng Sa") && !refused.vi.contains("Trường Sa"), "{refused:?}");
}

#[tokio::test]
async fn a_merged_province_is_not_compared_with_the_one_that_had_its_code() {
    let ranked = |unit: &str, year: i16, value: f64, rank: u16| ImportedFigure {
        rank: Some(rank),
        ..figure(unit, year, value, "Bộ Nội vụ, 2026")
    };
    let extra = Extra {
        figures: vec![ranked("31-2025", 2025, 97.25, 1), ranked("22", 2025, 93.5, 2), ranked("31-2025", 2026, 98.0, 1)],
        built_on: Some(Date::constant(2026, 11, 22)),
        ..Extra::default()
    };
    let router = router(Arc::new(Site::build(extra).unwrap()));
    let page = async |path: &str| words(&ask_of(&router, "GET", path, &[]).await.text());
    let merged = page("/vi/index/par-index/province/2025/unit/31").await;
    assert!(merged.contains("34 tỉnh, thành phố sau sắp xếp"), "{merged}");
    for wrong in ["so với năm 2024", "giữ nguyên thứ hạng", "96,17"] {
        assert!(!merged.contains(wrong), "{wrong}: {merged}");
    }
    let unchanged = page("/vi/index/par-index/province/2025/unit/22").await;
    assert!(unchanged.contains("2,01 điểm phần trăm so với năm 2024"), "{unchanged}");
    assert!(!unchanged.contains("bậc so với") && unchanged.contains("đơn vị sau sắp xếp (2025)"), "{unchanged}");
    // A year later there is something to compare with.
    let later = page("/vi/index/par-index/province/2026/unit/31").await;
    assert!(later.contains("0,75 điểm phần trăm so với năm 2025"), "{later}");
    let all = page("/vi/index/par-index/province/2025").await;
    assert!(all.contains("34 tỉnh, thành phố sau sắp xếp") && !all.contains("4,30"), "{all}");
    let series = ask_of(&router, "GET", "/api/v1/agencies/31-2025/series/par-index?view=now", &[]).await.json();
    for year in series["years"].as_array().unwrap() {
        let first = year["year"] == 2025;
        assert!(!(first && year["comparable"] == true), "{year}");
    }
    let series = ask_of(&router, "GET", "/api/v1/agencies/22/series/par-index", &[]).await.json();
    let last = series["years"].as_array().unwrap().last().unwrap();
    assert!(last["year"] == 2025 && last["comparable"] == true, "{last}");
}
