//! Whoever downloads the ballots of a closed survey gets the published figures from `chiso survey estimate`, to the last bit: a survey with strata, units of two stages, finite
//! populations, weights and margins; its files by the server's own routes; the real program over them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use chiso_access::Role;
use chiso_model::{Date, Lang, decimal, shortest};
use chiso_questionnaire::{Answer, Answers, read_sheets, sheets_from_csv};
use chiso_survey::campaign::{CampaignCommand, Mode, PopulationMargin, Setup};
use chiso_surveys::{PeopleList, Person, Simulated};
use chiso_workspace::house::XLSX;
use serde_json::{Value, json};

use crate::installation::{Installation, manager, now};
use crate::program::{Answer as Said, Place};

const QUESTIONS: &str = "type,name,label::Tiếng Việt (vi),required,parameters\nselect_one rating,q1,Thái độ phục vụ,,\n\
select_one rating,q2,Thủ tục,,\nrange,q3,Điểm chung,,start=0 end=10 step=0.5\nrange,unit,Số lần đến,,start=-2 end=2 step=1\nselect_one sex,sex,Giới,,\ntext,wish,Mong muốn,,\n";
const CHOICES: &str = "list_name,name,label::Tiếng Việt (vi)\nrating,1,Kém\nrating,2,Trung bình\nrating,3,Khá\nrating,4,Tốt\nrating,5,Rất tốt\n\
sex,f,Nữ\nsex,m,Nam\n";
const SCORES: &str = "name,parent,label::Tiếng Việt (vi),question,statistic,codes,weight\nsat,,Hài lòng,,,,1\ns1,sat,Thái độ,q1,share,4 5,2\n\
s2,sat,Thủ tục,q2,share,4 5,1\nother,,Khác,,,,1\ns3,other,Điểm,q3,mean,,1\ns4,other,Số lần,unit,mean,,1\n";
const DESIGN: &str = "part,stage,value\nstratum,1,region\ncluster,1,commune\npopulation,1,communes\ncluster,2,village\npopulation,2,villages\n\
weight,,base_weight\nmargin,,area\nmargin,,sex\nlonely,,adjust\nconfidence,,90\n";
const SETTINGS: &str = "form_title,default_language,style\nPhiếu thử,Tiếng Việt (vi),pages\n";
const DAY_US: i64 = 86_400_000_000;

/// Villages: stratum, commune and how many there were, how many villages the commune had, weight as somebody typed it, area, rated unit, people.
type Village = (&'static str, &'static str, u32, u32, &'static str, &'static str, &'static str, usize);
const VILLAGES: [Village; 8] = [
    ("Bắc, cao", "Đông", 9, 6, "1,25", "+đô thị", "u1", 26),
    ("Bắc, cao", "Đông", 9, 6, "2.5", "nông thôn: xa", "u1", 21),
    ("Bắc, cao", "Tây", 9, 3, "3.1", "nông thôn: xa", "u1", 24),
    ("Bắc, cao", "Giữa", 9, 1, "0.7", "+đô thị", "u2", 27),
    ("Nam", "Đông", 4, 7, "1.9", "nông thôn: xa", "u3", 23),
    ("Nam", "Đông", 4, 7, "1.3333333333333333", "+đô thị", "u3", 22),
    ("Nam", "Bờ", 4, 5, "4", "nông thôn: xa", "u3", 25),
    ("Nam", "Bờ", 4, 5, "2", "nông thôn: xa", "u2", 20),
];

/// Numbers that are the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The answers of somebody: one in nine leaves a question out, and nobody gives the best rating to the procedures.
fn answers(chance: &mut Chance) -> Answers {
    let mut given = Vec::new();
    let mut put = |name: &str, answer: Answer, left_out: bool| {
        if !left_out {
            given.push((name.to_owned(), answer));
        }
    };
    let mut number = |end: u64| i64::try_from(chance.below(end)).unwrap();
    put("q1", Answer::One((1 + number(5)).to_string()), number(9) == 0);
    put("q2", Answer::One((1 + number(4)).to_string()), number(9) == 0);
    put("q3", Answer::Decimal(number(21) as f64 / 2.0), number(9) == 0);
    put("unit", Answer::Integer(number(5) - 2), number(9) == 0);
    put("sex", Answer::One(["f", "m", "f"][usize::try_from(number(3)).unwrap()].to_owned()), number(9) == 0);
    put("wish", Answer::Text("=1+1, \"nhanh\"\nhơn".to_owned()), number(3) == 0);
    given.into_iter().collect()
}

/// A closed and published survey in a folder, of which each village has so many ballots of which so many are on paper.
async fn published(at: &Installation, design: &str, many: impl Fn(usize) -> (usize, usize)) -> (String, String) {
    let surveys = at.deeds().await;
    let desk = surveys.desk();
    let sheets =
        [("survey", QUESTIONS), ("choices", CHOICES), ("score", SCORES), ("design", design), ("settings", SETTINGS)];
    let form = read_sheets(&sheets_from_csv(&sheets).unwrap()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let file = desk.keep_file(&manager(), "form.xlsx", XLSX, form.to_xlsx().unwrap()).await.unwrap();
    let both = |text: &str| json!({ "vi": text, "en": text });
    let setup: Setup = serde_json::from_value(json!({
        "title": both("Khảo sát thử"), "owner": "01", "year": 2026, "form": file.to_string(), "opens": now() - 2 * DAY_US, "closes": now() + DAY_US,
        "modes": ["own", "paper"], "keep_place": false, "least": 5, "between": 20, "per_minute": 60, "letter": both("Kính mời Ông/Bà."),
        "thanks": both("Xin cảm ơn."), "simulated": true,
    }))
    .unwrap();
    let survey = surveys.draft(&manager(), setup).await.unwrap();
    let of_village = |village: usize| {
        let (region, commune, communes, villages, weight, area, unit, people) = VILLAGES[village];
        let design = json!({
            "region": region, "commune": commune, "communes": communes.to_string(), "village": format!("thôn {village}"), "villages": villages.to_string(),
            "base_weight": weight, "area": area, "unit": unit,
        });
        let design: chiso_surveys::Design = serde_json::from_value(design).unwrap();
        (0..people).map(move |number| (village * 100 + number, design.clone()))
    };
    let person = |(number, design): (usize, chiso_surveys::Design)| Person {
        row: number as u64 + 2,
        name: Some(format!("Người thứ {number}")),
        mail: Some(format!("nguoi-{number}@example.vn")),
        phone: None,
        lang: Lang::Vi,
        design,
        own: None,
    };
    let people = (0..VILLAGES.len()).flat_map(of_village).map(person).collect();
    let list = PeopleList { people, sha256: "ab".repeat(32), unread: Vec::new() };
    surveys.invite(&manager(), &survey, list, Arc::default()).await.unwrap();
    surveys.act(&manager(), &survey, CampaignCommand::Open).await.unwrap();
    let id = survey.clone();
    let read = desk.store().read(move |reader| reader.invitees(&id, "", i64::MAX));
    let mut invited: Vec<(usize, String)> = read
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.name.unwrap().trim_start_matches("Người thứ ").parse().unwrap(), row.id))
        .collect();
    invited.sort();
    let mut chance = Chance(7);
    let ballot = |(number, invitee): (usize, String)| {
        let (ballots, on_paper) = many(number / 100);
        let given = number % 100 < ballots;
        let mode = if number % 100 < on_paper { Mode::Paper } else { Mode::Own };
        let answers = answers(&mut chance);
        given.then(|| Simulated { invitee, answers, mode, took: None, day: Date::constant(2026, 11, 20) })
    };
    let ballots: Vec<Simulated> = invited.into_iter().filter_map(ballot).collect();
    let given = ballots.len();
    assert_eq!(surveys.give_simulated(&survey, ballots, now()).await.unwrap(), given);
    surveys.act(&manager(), &survey, CampaignCommand::Close { reason: "Đủ phiếu".to_owned() }).await.unwrap();
    let margin = |name: &str, totals: [(&str, f64); 2]| PopulationMargin {
        name: name.to_owned(),
        totals: totals.map(|(label, total)| (label.to_owned(), total)).into(),
    };
    let margins = vec![
        margin("area", [("+đô thị", 4000.5), ("nông thôn: xa", 5999.5)]),
        margin("sex", [("f", 5200.25), ("m", 4799.75)]),
    ];
    if !form.design().margins.is_empty() {
        surveys.act(&manager(), &survey, CampaignCommand::SetPopulation { margins }).await.unwrap();
    }
    surveys.publish(&manager(), &survey, "").await.unwrap_or_else(|refusal| panic!("{}", refusal.message(Lang::En)));
    let cookie = at.sign_in("manager", Role::SurveyManager).await;
    (survey, cookie)
}

/// The body at an address.
fn get(server: SocketAddr, path: &str, cookie: &str) -> String {
    let mut stream = TcpStream::connect(server).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {server}\r\nCookie: {cookie}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.0 200") && !head.to_lowercase().contains("chunked"), "{path}: {head}");
    body.to_owned()
}

/// What was downloaded, in a folder of its own.
struct Files {
    place: Place,
    results: Value,
    board: String,
    design: String,
    ballots: String,
}

fn downloaded(design: &str, many: impl Fn(usize) -> (usize, usize)) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let running = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let at = Installation::at(folder.path(), None);
    let (survey, cookie) = running.block_on(published(&at, design, many));
    drop(running);
    let server = at.serve("server");
    let of = |path: &str| get(server.address, &format!("/vi/surveys/{survey}/results{path}"), &cookie);
    let (ballots, design) = (of("/ballots/csv"), of("/ballots/yaml"));
    let board = of("");
    let results = get(server.address, &format!("/vi/published/surveys/{survey}/issues/1.json"), "");
    let place = Place::with(&[("ballots.csv", &ballots), ("design.yaml", &design)]);
    Files { place, results: serde_json::from_str(&results).unwrap(), board, design, ballots }
}

/// Rows by item and domain, each by column.
type Rows = BTreeMap<(String, String), BTreeMap<String, String>>;

impl Files {
    /// The commands that the design file names.
    fn commands(&self) -> Vec<&str> {
        self.design.lines().filter_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix("chiso ")).collect()
    }

    /// Runs all of them, each as `change` makes it.
    fn run(&self, change: impl Fn(&str) -> String) -> (Rows, String) {
        let mut rows = Rows::new();
        let mut told = String::new();
        for command in self.commands() {
            let Said { out, err, .. } = self.place.run(&change(command)).well();
            told = err;
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            let names = reader.headers().unwrap().clone();
            for record in reader.records().map(Result::unwrap) {
                let row = names.iter().zip(&record).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
                rows.insert((record[0].to_owned(), record[3].to_owned()), row);
            }
        }
        (rows, told)
    }
}

/// What the command calls a score: an item by its question.
fn name(score: &Value) -> &str {
    score["question"].as_str().or(score["name"].as_str()).unwrap()
}

/// What a published number is of a printed one: of a percentage of an item 100 times the share.
fn factor(score: &Value) -> f64 {
    if score["scale"] == "percent" && !score["question"].is_null() { 100.0 } else { 1.0 }
}

/// Every figure of a published estimate that is told, beside what the command printed.
fn compare(at: &str, score: &Value, estimate: &Value, row: &BTreeMap<String, String>, compared: &mut usize) {
    let factor = factor(score);
    let fields = [
        ("value", "estimate", factor),
        ("standard_error", "se", factor),
        ("low", "ci_low", factor),
        ("high", "ci_high", factor),
        ("answered", "n", 1.0),
        ("effective", "n_eff", 1.0),
        ("design_effect", "deff", 1.0),
    ];
    for (published, column, factor) in fields {
        if let Some(published) = estimate[published].as_f64() {
            let computed: f64 = row[column].parse().unwrap_or_else(|_| panic!("{at}.{column}: {row:?}"));
            assert_eq!(shortest(published), shortest(factor * computed), "{at}.{column}");
            *compared += 1;
        }
    }
}

#[test]
fn the_commands_of_the_design_file_give_the_published_figures() {
    let files = downloaded(DESIGN, |village| {
        (VILLAGES[village].7 - village % 3, if village.is_multiple_of(2) { 6 + village / 2 } else { 0 })
    });
    let head = "ballot,mode,group,design_unit,base_weight,region,commune,communes,village,villages,area,q1,q2,q3,unit,sex,wish\r\n";
    assert!(files.ballots.trim_start_matches('\u{feff}').starts_with(head), "{}", files.ballots);
    assert!(files.design.contains("stages:\n  - {strata: region, clusters: commune, population: communes}\n  - {clusters: village, population: villages}\n"), "{}", files.design);
    assert!(files.design.contains("    area: {\"+đô thị\": 4000.5, \"nông thôn: xa\": 5999.5}\n"), "{}", files.design);
    assert_eq!(files.commands().len(), 3, "{}", files.design);
    let results = &files.results;
    assert_eq!((&results["schema"], results["units"].as_array().unwrap().len()), (&json!("chiso-survey-results/1"), 3));
    let (whole, told) = files.run(str::to_owned);
    assert_eq!(told, "");
    let (by_unit, _) = files.run(|command| format!("{command} --by design_unit"));
    let mut compared = 0;
    let scores = results["scores"].as_array().unwrap();
    assert_eq!(scores.iter().map(name).collect::<Vec<_>>(), ["sat", "q1", "q2", "other", "q3", "unit"]);
    for score in scores {
        let (name, question) = (score["name"].as_str().unwrap(), name(score));
        let row = &whole[&(question.to_owned(), String::new())];
        compare(question, score, &score["estimate"], row, &mut compared);
        assert_eq!(shortest(results["interval"]["df"].as_f64().unwrap()), row["df"]);
        assert_eq!(shortest(results["interval"]["level"].as_f64().unwrap()), row["level"]);
        for unit in results["units"].as_array().unwrap() {
            let id = unit["id"].as_str().unwrap();
            let row = &by_unit[&(question.to_owned(), format!("design_unit={id}"))];
            compare(&format!("{id}.{question}"), score, &unit["scores"][name], row, &mut compared);
        }
    }
    assert_eq!(compared, 4 * 7 + 2 * 4 + 6 * 3 * 4, "every figure of the whole, and four of each unit");
    // Raked: the board rounds.
    let (raked, told) = files.run(|command| command.replace(" --uncalibrated", ""));
    assert!(told.starts_with("ballots.csv: bỏ qua "), "{told}");
    for score in scores {
        let of = (name(score).to_owned(), String::new());
        let number = |column: &str| decimal(factor(score) * raked[&of][column].parse::<f64>().unwrap(), 2, Lang::Vi);
        let ends = format!("({} – {})", number("ci_low"), number("ci_high"));
        assert!(files.board.contains(&ends) && files.board.contains(&number("estimate")), "{ends}: {}", files.board);
        assert_ne!(raked[&of]["estimate"], whole[&of]["estimate"]);
    }
}

/// Where nothing was drawn, no ballot needs its group for the figures of the whole; and respondents are what was drawn.
#[test]
fn a_survey_of_everybody_is_computed_again_from_all_ballots() {
    let files = downloaded("part,stage,value\nconfidence,,95\n", |village| if village == 5 { (3, 0) } else { (19, 0) });
    assert!(files.ballots.trim_start_matches('\u{feff}').starts_with("ballot,mode,group,design_unit,q1,"));
    assert!(files.design.contains("\nweights: 1\nnested: true\n"), "{}", files.design);
    let (whole, told) = files.run(str::to_owned);
    assert_eq!(told, "");
    let mut compared = 0;
    for score in files.results["scores"].as_array().unwrap() {
        compare(
            name(score),
            score,
            &score["estimate"],
            &whole[&(name(score).to_owned(), String::new())],
            &mut compared,
        );
    }
    assert_eq!(
        compared,
        4 * 6 + 2 * 4,
        "all but design effects, which a sample that is all of its population has none of"
    );
    assert!(whole.values().all(|row| row["deff"].is_empty()));
}

#[test]
fn of_small_groups_nothing_is_told_and_the_command_says_how_many_it_leaves_out() {
    // Three ballots of one village; of another two on paper.
    let many = |village: usize| match village {
        5 => (3, 0),
        0 => (26, 2),
        _ => (VILLAGES[village].7, if village.is_multiple_of(2) { 8 } else { 0 }),
    };
    let files = downloaded(DESIGN, many);
    let mut reader = csv::Reader::from_reader(files.ballots.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let place = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (first, last, group) = (place("mode"), place("area"), place("group"));
    let (silent, telling): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row[group].is_empty());
    assert!(silent.iter().all(|row| (first..=last).all(|column| row[column].is_empty())), "{silent:?}");
    assert!(telling.iter().all(|row| (group..=last).all(|column| !row[column].is_empty())));
    // The board tells how many rate the unit, so another village of it is silent as well; 5 ballots would be enough.
    let of = |rows: &[&csv::StringRecord], column: &str, text: &str| {
        rows.iter().filter(|row| &row[place(column)] == text).count()
    };
    assert_eq!((silent.len(), of(&telling, "design_unit", "u3")), (3 + 23, 25), "{silent:?}");
    // The village with two on paper tells which it is, and of none how it was given.
    assert_eq!((of(&telling, "village", "thôn 0"), of(&telling, "village", "thôn 3")), (26, 27));
    assert!(telling.iter().filter(|row| &row[place("village")] == "thôn 0").all(|row| row[first].is_empty()));
    assert!(telling.iter().any(|row| &row[first] == "paper") && telling.iter().any(|row| &row[first] == "own"));
    let all = rows.len();
    for said in [format!("26 trong {all} phiếu không ghi nhóm"), format!("26 of {all} ballots do not tell their group")]
    {
        assert!(files.design.contains(&said), "{}", files.design);
    }
    let (estimates, told) = files.run(str::to_owned);
    assert_eq!(told.trim_end(), format!("ballots.csv: bỏ qua 26 trong {all} dòng vì để trống cột mà thiết kế mẫu cần"));
    // They are the figures of the others alone.
    let mut writer = csv::Writer::from_path(files.place.path("others.csv")).unwrap();
    writer.write_record(&head).unwrap();
    for row in &telling {
        writer.write_record(*row).unwrap();
    }
    writer.flush().unwrap();
    let (others, told) = files.run(|command| command.replace("ballots.csv", "others.csv"));
    assert_eq!((others, told.as_str()), (estimates, ""));
    let fails = files.design.replace("leave_out", "fail");
    std::fs::write(files.place.path("design.yaml"), fails).unwrap();
    let refused = files.place.run(files.commands()[0]);
    assert_eq!(refused.code, 1, "{refused:?}");
}
