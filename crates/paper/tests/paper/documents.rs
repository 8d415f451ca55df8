//! The reports: what stands in them, that the same input gives the same bytes, and that the parts hold together.

use chiso_model::Lang;
use chiso_paper::Consolidated;

use crate::simulated::{assessing, letter, ministry, published};
use crate::unpack::{part, sheets, text};

#[test]
fn the_units_report_as_text() {
    insta::assert_snapshot!(text(&assessing().self_report("u1", &letter()).docx().unwrap()));
}

#[test]
fn the_consolidated_report_as_text() {
    let world = published();
    let outcome = world.outcome();
    insta::assert_snapshot!(text(&world.consolidated(&outcome, &ministry()).docx().unwrap()));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let world = published();
    let (letter, ministry, outcome) = (letter(), ministry(), world.outcome());
    let own = || world.self_report("u1", &letter);
    let all = || world.consolidated(&outcome, &ministry);
    assert_eq!(own().docx().unwrap(), own().docx().unwrap());
    assert_eq!(own().xlsx(Lang::Vi).unwrap(), own().xlsx(Lang::Vi).unwrap());
    assert_eq!(all().docx().unwrap(), all().docx().unwrap());
    assert_eq!(all().xlsx(Lang::En).unwrap(), all().xlsx(Lang::En).unwrap());
}

#[test]
fn what_is_simulated_a_draft_or_illustrative_says_so_on_every_page() {
    let docx = assessing().self_report("u2", &letter()).docx().unwrap();
    for header in ["word/header1.xml", "word/header2.xml"] {
        let header = part(&docx, header);
        for words in ["Số liệu mô phỏng", "Bản nháp, chưa ký gửi", "Bộ tiêu chí minh họa"] {
            assert!(header.contains(words), "{words}");
        }
    }
    let submitted = assessing().self_report("u1", &letter()).docx().unwrap();
    assert!(!part(&submitted, "word/header1.xml").contains("Bản nháp"));
}

#[test]
fn every_part_is_xml_and_declared_and_every_style_exists() {
    let world = published();
    let outcome = world.outcome();
    for docx in [
        assessing().self_report("u1", &letter()).docx().unwrap(),
        world.consolidated(&outcome, &ministry()).docx().unwrap(),
    ] {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(&docx)).unwrap();
        let types = part(&docx, "[Content_Types].xml");
        for name in archive.file_names() {
            let name = name.unwrap();
            let name = name.as_ref();
            let xml = part(&docx, name);
            roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(name == "[Content_Types].xml" || name.contains("_rels/") || types.contains(name), "{name}");
        }
        let styles = part(&docx, "word/styles.xml");
        let body = part(&docx, "word/document.xml");
        let tree = roxmltree::Document::parse(&body).unwrap();
        for style in tree.descendants().filter(|node| node.tag_name().name() == "pStyle") {
            let id = style.attributes().next().unwrap().value();
            assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
        }
        // Widths of the cells are those of the columns, and every row has a cell for each.
        for table in tree.descendants().filter(|node| node.tag_name().name() == "tbl") {
            let columns = table.descendants().filter(|node| node.tag_name().name() == "gridCol").count();
            for row in table.children().filter(|node| node.tag_name().name() == "tr") {
                assert_eq!(row.children().filter(|node| node.tag_name().name() == "tc").count(), columns);
            }
        }
    }
}

#[test]
fn a_file_names_the_day_it_is_given_and_no_other() {
    let docx = assessing().self_report("u1", &letter()).docx().unwrap();
    assert!(
        part(&docx, "docProps/core.xml").contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2025-02-05T00:00:00Z<")
    );
    let xlsx = assessing().self_report("u1", &letter()).xlsx(Lang::Vi).unwrap();
    assert!(part(&xlsx, "docProps/core.xml").contains("2025-02-05T00:00:00Z"));
}

#[test]
fn sheets_have_the_tables_of_the_document() {
    let (letter, ministry) = (letter(), ministry());
    let own = assessing().self_report("u1", &letter).xlsx(Lang::En).unwrap();
    let own = sheets(&own);
    assert_eq!(own.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Self-assessment", "By area"]);
    insta::assert_snapshot!(own[1].1.join("\n"));
    let world = published();
    let outcome = world.outcome();
    let all = sheets(&world.consolidated(&outcome, &ministry).xlsx(Lang::Vi).unwrap());
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Xếp hạng", "Theo lĩnh vực", "Quá trình điểm", "Hội đồng"]);
    insta::assert_snapshot!(
        "consolidated_sheets",
        [&all[0].1, &all[1].1, &all[3].1].map(|rows| rows.join("\n")).join("\n\n")
    );
}

/// Last year's points, a group that is ranked by itself, and a correction: each brings what it needs, and nothing else.
#[test]
fn what_is_known_besides_has_its_columns() {
    let (world, ministry) = (published(), ministry());
    let before = world.outcome();
    let mut corrected = published().copy();
    corrected.round.setup.units[2].group = Some("Miền núi".into());
    corrected.round.setup.units[2].ranked = false;
    corrected.correct("u1", "c1_1_2", 1.0);
    let now = corrected.outcome();
    let changes = chiso_engine::changes(&corrected.rulebook, &now, &before);
    let report =
        Consolidated { changes: Some(&changes), with_chains: false, ..corrected.consolidated(&now, &ministry) };
    let text = text(&report.docx().unwrap());
    let row = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    assert_eq!(
        row("| Hạng |"),
        "| Hạng | Đơn vị | Nhóm đơn vị | Điểm | Xếp loại | Tăng, giảm điểm | Tăng, giảm hạng |"
    );
    assert_eq!(row("| 1 | Tỉnh Phú Thành"), "| 1 | Tỉnh Phú Thành |  | 71,23 | Nhóm C (minh họa) | +0,50 | 0 |");
    assert!(text.contains("(CÔNG BỐ LẦN 2, THAY THẾ LẦN TRƯỚC)"));
    assert!(text.contains("Lý do công bố lại: Đính chính điểm 1.1.2."));
    assert!(text.contains("Đơn vị không có hạng được đánh giá nhưng không xếp hạng."));
    assert!(!text.contains("Phụ lục II") && !text.contains("PHỤ LỤC II"));
    let sheets = sheets(&Consolidated { with_chains: true, ..report }.xlsx(Lang::En).unwrap());
    assert_eq!(
        sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["Ranking", "By area", "Chain of scores", "Council"]
    );
    let corrected = sheets[2].1.iter().find(|row| row.starts_with("Tỉnh Phú Thành | 1.1.2 |")).unwrap();
    assert!(
        corrected.contains("| 0.5 | 1 | 1 | ") && corrected.contains("Đính chính: Tính lại số nhiệm vụ"),
        "{corrected}"
    );
}

/// A sum of points that were declared is the same on every way to it.
#[test]
fn the_total_is_the_sum_of_the_areas() {
    let sheets = sheets(&assessing().self_report("u1", &letter()).xlsx(Lang::Vi).unwrap());
    let rows: Vec<Vec<&str>> = sheets[1].1.iter().map(|row| row.split(" | ").collect()).collect();
    let number = |row: &Vec<&str>| row[5].parse::<f64>().ok();
    let areas: f64 = rows.iter().filter(|row| !row[0].is_empty()).filter_map(number).sum();
    let total = rows.iter().find(|row| row[1] == "Tổng cộng").and_then(number).unwrap();
    assert!((areas - total).abs() < 1e-9 && total > 20.0, "{areas} {total}");
}
