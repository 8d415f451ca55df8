//! Samples and directed ballots on pages.

use std::fmt::Write as _;

use crate::common::{NOW, Scene, manager, on_both};
use chiso_model::Lang;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::{Frame, Seed, Stage, sample};

/// Two communes of twelve people each, as CSV.
fn frame() -> String {
    let mut text = "xa;ten;mail\r\n".to_owned();
    for number in 0..24 {
        write!(text, "xã {};Người {number};p{number}@example.org\r\n", number / 12).unwrap();
    }
    text
}

const PLAN: [(&str, &str); 8] = [
    ("unit_1", "xa"),
    ("method_1", "simple_random"),
    ("take_1", "each"),
    ("number_1", "2"),
    ("unit_2", "ten"),
    ("take_2", "each"),
    ("number_2", "6"),
    ("reserve_2", "1"),
];

fn plan(seed: &'static str) -> Vec<(&'static str, &'static str)> {
    PLAN.into_iter().chain([("seed", seed)]).collect()
}

/// The groups of people who are being invited, once they are.
async fn made(scene: &Scene, survey: &str) -> Vec<SurveyGroup> {
    for _ in 0..300 {
        if scene.surveys.held(survey).await.unwrap().campaign.people() > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    scene.groups(survey).await
}

#[test]
fn a_sample_is_drawn_shown_and_drawn_again_by_anybody() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        let manager = manager(NOW);
        let people = format!("/vi/surveys/{survey}/people");
        let page = format!("{people}/sample");
        scene.get(&page, &manager).await.has(&["Tệp khung mẫu"]);
        let twice = "xa;xa\r\n1;2\r\n";
        let send = async |text: &str| {
            scene.post_with_file(&page, &manager, &[], Some(("file", "khung.csv", text.as_bytes()))).await
        };
        send(twice).await.refuses(&["Tệp có lỗi", "xa"]);
        send(&frame()).await.leads(&format!("{page}?said=said-people-frame"));
        scene.get(&page, &manager).await.has(&["khung.csv", "24", "Giai đoạn 1", "Số khởi đầu"]);
        let draw = format!("{page}/draw");
        scene
            .post(&draw, &manager, &[("unit_1", "xa"), ("take_1", "each"), ("number_1", "x")])
            .await
            .refuses(&["Hãy nhập số nguyên lớn hơn 0.", "Hãy nhập số khởi đầu."]);
        scene
            .post(&draw, &manager, &[("unit_1", "xa"), ("take_1", "of"), ("of_1", "x = 1"), ("seed", "7")])
            .await
            .refuses(&["tầng “x”"]);
        scene.post(&draw, &manager, &plan("37 02 18")).await.leads(&format!("{page}?said=said-people-drawn"));
        scene.get(&page, &manager).await.has(&["12 đơn vị trong mẫu", "37 02 18", "stratum_1", "sample.csv"]);

        // What is kept is all that one needs.
        let kept = scene.surveys.held(&survey).await.unwrap().campaign.setup.sample.clone();
        let stages: Vec<Stage> = serde_json::from_str(&kept["plan"]).unwrap();
        let rows = frame().lines().skip(1).map(|line| line.split(';').map(str::to_owned).collect()).collect();
        let own = Frame { header: ["xa", "ten", "mail"].map(str::to_owned).to_vec(), rows };
        let drawn = sample(&Seed::new(&kept["seed"]), &own, &stages).unwrap();
        let names: Vec<&str> = drawn.members.iter().map(|member| own.rows[member.row][1].as_str()).collect();
        let file = String::from_utf8(scene.bytes(&format!("{page}/sample.csv"), &manager).await).unwrap();
        let listed: Vec<&str> = file.lines().skip(1).take(12).map(|line| line.split(',').nth(1).unwrap()).collect();
        assert_eq!(listed, names);
        assert!(file.lines().next().unwrap().ends_with("probability,weight,reserve"), "{file}");
        assert_eq!(file.lines().count(), 1 + 12 + 2, "two people in reserve: {file}");
        assert!(scene.bytes(&format!("{page}/sample.xlsx"), &manager).await.starts_with(b"PK"));
        let hash = kept["frame"].clone();
        let told = scene.get(&people, &manager).await;
        told.has(&["37 02 18", "Giai đoạn 1", "Đơn vị theo cột “xa”", "Giai đoạn 2", "dự phòng 1.", &hash]);
        told.lacks(&["&#34;unit&#34;"]);
        assert!(scene.bytes(&format!("{page}/plan.json"), &manager).await.starts_with(b"[{\"unit\""));

        // The members are invited: a group for each commune, by weight.
        let invited = scene.post(&format!("{page}/invite"), &manager, &[]).await;
        assert!(invited.to.contains("invited") || invited.to.contains("under-way"), "{}", invited.body);
        let groups = made(&scene, &survey).await;
        let designs: Vec<_> = groups.iter().map(|group| (group.people, group.design.clone())).collect();
        let design = |psu: &str| serde_json::json!({"stratum": "–", "psu": psu, "fpc": 2.0, "weight": 2.0});
        assert_eq!(designs, [(6, design("xã 0")), (6, design("xã 1"))]);
    });
}

#[test]
fn how_many_are_needed_is_computed_in_the_address() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        let page = format!("/{{}}/surveys/{survey}/people/size");
        let at = |lang: Lang, query: &str| format!("{}{query}", page.replace("{}", lang.tag()));
        let manager = manager(NOW);
        scene.get(&at(Lang::Vi, ""), &manager).await.has(&["Tính cỡ mẫu", "0,05", "Cochran (1977)"]);
        let asked = "?deviation=0,5&margin=0,05&multiplier=1,96&effect=2&population=&response=80";
        scene.get(&at(Lang::Vi, asked), &manager).await.has(&["Số người cần hỏi", "961", "769"]);
        let wrong = asked.replace("0,05", "x");
        scene.get(&at(Lang::En, &wrong), &manager).await.refuses(&["Enter a number above 0."]);
    });
}

#[test]
fn directed_ballots_follow_the_matrix() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.drafted("officials_ballot").await;
        let manager = manager(NOW);
        let held = scene.surveys.held(&survey).await.unwrap();
        let form = scene.surveys.form(&held).await.unwrap();
        let rule = &form.ballots()[0];
        let page = format!("/vi/surveys/{survey}/people/directed");
        scene.get(&page, &manager).await.has(&[
            "Phó Chủ tịch UBND tỉnh (vice_chairs)",
            "Sở, ban, ngành (departments)",
            "thư điện tử, liên kết",
        ]);
        let mut raters = "name,mail,raters,own\n".to_owned();
        for number in 0..6 {
            writeln!(raters, "N{number},p{number}@example.org,{},", rule.raters).unwrap();
        }
        writeln!(raters, "Own,own@example.org,{},01", rule.raters).unwrap();
        let units = format!("unit,group\n01,{0}\nB,{0}\n", rule.rated);
        let send = async |raters: &str, units: &str| {
            let two = [("people", "people.csv", raters.as_bytes()), ("units", "units.csv", units.as_bytes())];
            scene.post_with_files(&page, &manager, &[], &two).await
        };
        send(&raters.replace(&format!("p1@example.org,{}", rule.raters), "p1@example.org,ghosts"), &units)
            .await
            .refuses(&["“ballot”", "Hãy sửa tên nhóm"]);
        let done = send(&raters, &units).await;
        assert!(done.to.contains("invited") || done.to.contains("under-way"), "{}", done.body);
        let groups = made(&scene, &survey).await;
        let found: Vec<_> = groups.iter().map(|group| (group.design["unit"].as_str().unwrap(), group.people)).collect();
        assert_eq!(found, [("01", 6), ("B", 7)], "nobody rates the unit they work for");
        // A unit that is an agency is called by its name.
        for (rest, select) in [("", false), ("/list", true)] {
            let page = scene.get(&format!("/vi/surveys/{survey}/people{rest}"), &manager).await;
            page.has(&["Hà Nội · vice_chairs", "B · vice_chairs"]);
            page.lacks(&["01 · vice_chairs"]);
            assert_eq!(page.body.contains("<option"), select, "{rest}");
        }
    });
}
