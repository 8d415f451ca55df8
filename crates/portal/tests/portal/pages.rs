//! What must stand on the pages.

use crate::common::{ask, get, get_where_people_sign_in, links, words};

#[tokio::test]
async fn the_address_without_language_leads_to_the_readers_language() {
    for (wanted, lang) in [("", "vi"), ("en-GB,en;q=0.9", "en"), ("vi", "vi"), ("fr", "vi")] {
        let answer = ask("GET", "/", &[("accept-language", wanted)]).await;
        assert_eq!((answer.status, answer.header("location")), (307, Some(format!("/{lang}/").as_str())));
        assert_eq!(answer.header("vary"), Some("accept-language"));
        answer.check_headers("/");
    }
    assert_eq!(ask("GET", "/vi", &[]).await.header("location"), Some("/vi/"));
}

/// Whoever holds a code finds where to type it, and everybody the results of surveys; the portal alone has neither, and leads to neither.
#[tokio::test]
async fn the_start_page_leads_to_surveys_where_there_are_some() {
    for lang in ["vi", "en"] {
        let start = format!("/{lang}/");
        let (whole, alone) = (get_where_people_sign_in(&start).await, get(&start).await);
        let (whole, alone) = (links(&whole.text()), links(&alone.text()));
        for rest in ["s", "published/surveys"] {
            let link = format!("{start}{rest}");
            assert!(whole.contains(&link) && !alone.contains(&link), "{link}");
        }
    }
}

/// The facts of section 2 of the domain notes stand on the page of 2024, in both languages.
#[tokio::test]
async fn the_page_of_2024_says_what_was_published() {
    let vi = words(&get("/vi/index/par-index/province/2024").await.text());
    for wanted in [
        "88,37",
        "1,39",
        "53 tỉnh, thành phố tăng",
        "9 tỉnh, thành phố giảm",
        "Hải Phòng",
        "96,17",
        "4,30",
        "93,35",
        "92,75",
        "91,49",
        "91,47",
        "82,95",
        "96,79",
        "2,38",
        "86,38",
        "3,79",
        "1,60",
        "0,02",
        "Chưa có số liệu: 56 tỉnh, thành phố",
    ] {
        assert!(vi.contains(wanted), "{wanted}");
    }
    let en = words(&get("/en/index/par-index/province/2024").await.text());
    for wanted in ["88.37", "96.17", "4.30", "82.95", "96.79", "3.79", "No data yet: 56 provinces and cities"] {
        assert!(en.contains(wanted), "{wanted}");
    }
}

/// A number that was made up never stands without saying so.
#[tokio::test]
async fn what_is_simulated_or_illustrative_says_so_on_every_page() {
    let base = "index/par-index/province/2024-illustrative";
    for rest in [
        base.to_owned(),
        format!("{base}/unit/31"),
        format!("{base}/unit/31/why/par-index"),
        "compare/par-index/province/2024-illustrative?unit=31&unit=01".to_owned(),
        "search?q=Hai+Phong".to_owned(),
        "indices".to_owned(),
        String::new(),
    ] {
        let vi = words(&get(&format!("/vi/{rest}")).await.text()).to_lowercase();
        assert!(vi.contains("mô phỏng") && (rest.starts_with("search") || vi.contains("minh họa")), "{rest}");
        let en = words(&get(&format!("/en/{rest}")).await.text()).to_lowercase();
        assert!(en.contains("simulated") && (rest.starts_with("search") || en.contains("illustrative")), "{rest}");
    }
    let method = words(&get("/vi/method/par-index/2024-province-illustrative").await.text());
    assert!(method.contains("Chưa có bảng chi tiết chính thức"), "the reason is open on the page of the method");
}

/// Wherever a made-up number may stand alone (a link preview, a file, a search result) the mark goes with it.
#[tokio::test]
async fn the_mark_goes_with_the_number() {
    let base = "/vi/index/par-index/province/2024-illustrative";
    for path in [base.to_owned(), format!("{base}/unit/31"), format!("{base}/unit/31/why/par-index")] {
        let page = get(&path).await.text();
        for meta in ["og:title\" content=\"", "og:description\" content=\"", "name=\"description\" content=\""] {
            let text = page.split(meta).nth(1).unwrap();
            assert!(text.starts_with("Số liệu mô phỏng: "), "{path}: {meta}");
        }
    }
    let csv = get(&format!("{base}/ranking.csv")).await.text();
    assert!(csv.lines().skip(1).all(|line| line.contains("Số liệu mô phỏng của chiso")), "{csv}");
    let found = words(&get("/en/search?q=Hai+Phong").await.text());
    assert!(found.contains("Simulated: "), "{found}");
}

#[tokio::test]
async fn a_published_total_leads_and_the_recomputed_one_stands_beside_it() {
    let base = "/vi/index/par-index/ministry/2023";
    let wanted = "Đã công bố 89,95; cộng hai điểm thành phần đã làm tròn được 89,96, nên lệch 0,01.";
    for path in [format!("{base}/unit/bo-tu-phap"), format!("{base}/unit/bo-tu-phap/why/par-index")] {
        let page = get(&path).await.text();
        assert!(words(&page).contains(wanted), "{path}");
        let big = words(page.split("class=\"big\"").nth(1).unwrap().split("</p>").next().unwrap());
        assert!(big.contains("89,95"), "{path}: {big}");
    }
    let page = words(&get(base).await.text());
    assert!(
        page.contains("Đã công bố") && page.contains("Tính lại được tổng điểm") && page.contains("84,38"),
        "{page}"
    );
    let csv = get(&format!("{base}/ranking.csv")).await.text();
    assert!(csv.starts_with('\u{feff}') && csv.contains("Bộ Tư pháp,1,89.95,89.96"), "{csv}");
}

/// Of an incomplete publication nothing is said that needs every unit.
#[tokio::test]
async fn an_incomplete_publication_claims_no_range() {
    for (path, never, wanted) in [
        ("/vi/index/par-index/province/2024", "trải từ", "7 / 63"),
        ("/vi/index/par-index/ministry/2022", "trải từ", "2 chỉ biết thứ hạng"),
        ("/vi/data", "5 bộ", "3 / chưa rõ tổng số; 2 chỉ biết thứ hạng"),
        ("/vi/index/sipas/province/2015", "Trung bình năm 2024", "chưa kiểm chứng"),
    ] {
        let page = words(&get(path).await.text());
        assert!(!page.contains(never) && page.contains(wanted), "{path}: {page}");
    }
}

#[tokio::test]
async fn short_addresses_lead_to_the_sensible_page() {
    for (path, leads) in [
        ("/en/index/par-index", "/en/index/par-index/province/2024"),
        ("/vi/index/par-index/ministry", "/vi/index/par-index/ministry/2023"),
        ("/vi/index/hdi", "/vi/method/hdi/"),
        ("/vi/method/hdi", "/vi/method/hdi/"),
    ] {
        let answer = get(path).await;
        assert!(answer.status == 303 && answer.header("location").unwrap().starts_with(leads), "{path}");
    }
    assert_eq!(get("/vi/method/nothing").await.status, 404);
    assert_eq!(get("/vi/index/nothing").await.status, 404);
    let absent = get("/vi/index/par-index/province/2026").await.text();
    let first = absent.split("class=\"cards\"").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    assert!(first.starts_with("/vi/index/par-index/province/2024\""), "{first}");
    let unknown = words(&get("/vi/compare/par-index/province/2024?unit=31&unit=xyz").await.text());
    assert!(unknown.contains("không so sánh được: xyz"));
}

#[tokio::test]
async fn an_unverified_source_says_so_beside_the_number() {
    let page = get("/vi/index/par-index/province/2024").await.text();
    let row = page.split("<tr").find(|row| row.contains("Lâm Đồng")).unwrap();
    assert!(words(row).contains("chưa kiểm chứng"), "{}", words(row));
}

#[tokio::test]
async fn a_table_is_filtered_sorted_and_set_by_its_address() {
    let base = "/vi/index/par-index/province/2024-illustrative";
    let names = |page: String| -> Vec<String> {
        page.split("<th scope=\"row\">")
            .skip(1)
            .filter(|row| row.contains("/unit/"))
            .map(|row| words(&format!("<th>{}", row.split("</th>").next().unwrap())))
            .collect()
    };
    let all = names(get(base).await.text());
    assert_eq!(all.len(), 63);
    let found = names(get(&format!("{base}?q=hai+phong")).await.text());
    assert_eq!(found, ["Hải Phòng"]);
    let by_name = names(get(&format!("{base}?sort=name")).await.text());
    assert_eq!((by_name[0].as_str(), by_name.len()), ("An Giang", 63));
    let reversed = names(get(&format!("{base}?order=reversed")).await.text());
    assert_eq!((&reversed[0], &reversed[62]), (&all[62], &all[0]));
    let compact = get(&format!("{base}?density=compact&columns=chosen&column=change")).await.text();
    assert!(compact.contains("cards-on-phone compact") && !compact.contains("Đồng bằng sông Hồng</td>"));
    let nothing = words(&get(&format!("{base}?q=zzz")).await.text());
    assert!(nothing.contains("Không có đơn vị nào khớp"));
    assert!(get(&format!("{base}?sort=name")).await.text().contains("aria-sort=\"ascending\""));
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_readers_language_with_ways_out() {
    for (path, wanted) in [
        ("/vi/nothing", "Không có trang này"),
        ("/en/nothing", "There is no such page"),
        ("/xx/", "Không có trang này"),
        ("/vi/index/par-index/province/1999", "Không có bộ số liệu này"),
        ("/en/index/par-index/province/2024/unit/00", "There is no such unit"),
        ("/vi/index/par-index/province/2024/unit/31/why/par-index", "Không có lời giải cho mục này"),
        ("/vi/index/par-index/ministry/2023/unit/bo-tu-phap/why/nothing", "Không có lời giải cho mục này"),
        ("/en/method/hdi/1066", "There is no such rulebook"),
        ("/vi/index/par-index/province/2024/ranking.pdf", "Không có trang này"),
        ("/vi/compare/nothing/province/2024", "Không có bộ số liệu này"),
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        answer.check_headers(path);
        let text = answer.text();
        assert!(words(&text).contains(wanted), "{path}");
        assert!(text.contains("/indices\""), "{path}: ways out");
    }
    let english = ask("GET", "/nothing", &[("accept-language", "en")]).await;
    assert!(english.text().contains("There is no such page"));
}

#[tokio::test]
async fn tables_and_rulebooks_can_be_downloaded() {
    let base = "/vi/index/par-index/province/2024";
    let csv = get(&format!("{base}/ranking.csv")).await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"par-index-province-2024.csv\""));
    assert!(csv.text().contains("31,Hải Phòng,1,96.17"), "{}", csv.text());
    let xlsx = get(&format!("{base}/ranking.xlsx")).await;
    assert!(xlsx.body.starts_with(b"PK"));
    assert_eq!(get(&format!("{base}/ranking.json")).await.json()["units"].as_array().unwrap().len(), 63);
    let yaml = get("/vi/method/par-index/2023-ministry/rulebook.yaml").await;
    assert!(chiso_rulebook::read_yaml(&yaml.text(), "rulebook.yaml").is_ok());
    let workbook = get("/vi/method/par-index/2023-ministry/rulebook.xlsx").await;
    assert!(chiso_rulebook::read_xlsx(&workbook.body, "rulebook.xlsx").is_ok());
}

#[tokio::test]
async fn assets_are_kept_by_browsers_and_pages_are_compressed() {
    let page = ask("GET", "/vi/", &[("accept-encoding", "gzip")]).await;
    assert_eq!(page.header("content-encoding"), Some("gzip"));
    let page = get("/vi/").await.text();
    let style = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = get(style).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/css; charset=utf-8")));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
    answer.check_headers(style);
    assert_eq!(get("/assets/chiso-0000.css").await.status, 404);
}
