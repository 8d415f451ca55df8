//! How long it takes to write and to check a bundle, and how large it is. `cargo bench -p chiso-bundle`.
//!
//! `nation`: 34 provinces over the 88 sub-criteria of the illustrative province rulebook. `communes`: 3,321 communes over 60 criteria. Each score has a self-score and an
//! appraisal, every tenth an explanation and a second appraisal as well.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;

use chiso_bundle::{Announcement, Contents, SigningKey, read, verify, write};
use chiso_catalogue::Catalogue;
use chiso_model::{Date, Period, Text, hex};
use chiso_round::assessment::Joined;
use chiso_round::round::{Council, Decision, Entrant, Setup, Visibility};
use chiso_round::{Assessment, Criterion, Evidence, Link, Mark, Numbers, Phase, Proof, Round, Rules, Stage, Why};
use chiso_rulebook::read_yaml;
use divan::Bencher;
use ring::digest;

fn main() {
    for (name, made) in [("nation", nation()), ("communes", communes())] {
        let bytes = made.bundle();
        let bundle = read(&bytes).unwrap();
        println!("{name}: {} bytes", bytes.len());
        for (part, content) in bundle.parts() {
            println!("  {part}: {} bytes unpacked", content.len());
        }
    }
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn write_nation(bencher: Bencher<'_, '_>) {
    let made = nation();
    bencher.bench_local(|| made.bundle());
}

#[divan::bench(sample_count = 10)]
fn verify_nation(bencher: Bencher<'_, '_>) {
    let bytes = nation().bundle();
    bencher.bench_local(|| assert!(verify(&bytes, None).unwrap().holds()));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn write_communes(bencher: Bencher<'_, '_>) {
    let made = communes();
    bencher.bench_local(|| made.bundle());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn verify_communes(bencher: Bencher<'_, '_>) {
    let bytes = communes().bundle();
    bencher.bench_local(|| assert!(verify(&bytes, None).unwrap().holds()));
}

/// A round that was made up without going through its steps.
struct Made {
    rulebook: String,
    round: Round,
    assessments: BTreeMap<String, Assessment>,
    names: BTreeMap<String, Text>,
    authors: BTreeMap<String, Text>,
}

fn nation() -> Made {
    let catalogue = Catalogue::load().unwrap();
    made(catalogue.rulebook("par-index/2024-province-illustrative").unwrap().yaml.to_owned(), 34)
}

/// Six areas of ten ratios each.
fn communes() -> Made {
    use std::fmt::Write as _;
    let mut text = "chiso: 1\nid: xa\nedition: \"2024\"\ntitle: {vi: Chỉ số xã}\nstatus: illustrative\nstatus_note: {vi: Để đo}\n\
        valid: {from: 2024-01-01}\ndefaults: {missing: {blank: zero}}\ntree:\n  id: xa\n  title: {vi: Chỉ số xã}\n  max: 60\n  aggregate: {method: sum}\n  children:\n"
        .to_owned();
    for area in 1..=6 {
        write!(text, "    - id: a{area}\n      code: \"{area}\"\n      title: {{vi: Lĩnh vực số {area} về cải cách hành chính}}\n      max: 10\n      aggregate: {{method: sum}}\n      children:\n").unwrap();
        for leaf in 1..=10 {
            write!(
                text,
                "        - id: c{area}_{leaf}\n          code: \"{area}.{leaf}\"\n          title: {{vi: Tỷ lệ hồ sơ được giải quyết đúng hạn ở mục {leaf}}}\n          max: 1\n          \
                 origin: self_assessment\n          inputs:\n            tu: {{title: {{vi: Số hồ sơ đúng hạn}}}}\n            mau: {{title: {{vi: Tổng số hồ sơ}}}}\n          \
                 rule: {{kind: ratio, numerator: tu, denominator: mau}}\n"
            )
            .unwrap();
        }
    }
    made(text, 3321)
}

fn made(rulebook: String, count: usize) -> Made {
    let read = read_yaml(&rulebook, "rulebook.yaml").unwrap();
    let period: Period = "2024".parse().unwrap();
    let rules = Rules::new(&read, period).unwrap();
    let units: Vec<String> = (0..count).map(|unit| format!("don-vi-{unit:05}")).collect();
    let setup = Setup {
        title: Text::new("Đợt đo", "Measured round"),
        owner: "owner".to_owned(),
        period,
        rulebook: format!("{}/{}", read.id, read.edition),
        rulebook_hash: hex(digest::digest(&digest::SHA256, rulebook.as_bytes()).as_ref()),
        units: units.iter().map(|unit| Entrant { unit: unit.clone(), group: None, ranked: true }).collect(),
        deadlines: BTreeMap::new(),
        appraisers: Vec::new(),
        council: Council::default(),
        visibility: Visibility::default(),
        second_check: false,
        simulated: true,
    };
    let round = Round {
        setup,
        phase: Phase::Council,
        since: 0,
        discarded: false,
        heirs: BTreeMap::new(),
        meetings: Vec::new(),
        issues: Vec::new(),
        version: 0,
    };
    let mut names: BTreeMap<String, Text> =
        units.iter().map(|unit| (unit.clone(), Text::new(format!("Đơn vị {unit}"), format!("Unit {unit}")))).collect();
    names.insert("owner".to_owned(), Text::new("Tỉnh Mẫu", "Sample Province"));
    let authors = [("u", "Đơn vị (tự đánh giá)"), ("a", "Sở Nội vụ (thẩm định)")];
    let authors = authors.map(|(id, name)| (id.to_owned(), Text::new(name, name))).into();
    let assessments = units.iter().enumerate().map(|(u, unit)| (unit.clone(), assessment(&rules, u))).collect();
    Made { rulebook, round, assessments, names, authors }
}

fn assessment(rules: &Rules, unit: usize) -> Assessment {
    let mut assessment = Assessment::default();
    for (turn, criterion) in rules.criteria().iter().enumerate() {
        if criterion.is_appraised() {
            assessment.items.entry(criterion.id.clone()).or_default().links = chain(rules, criterion, unit * 31 + turn);
        } else {
            let inputs = criterion.inputs.iter().filter(|input| input.entered_here);
            assessment.joined.extend(inputs.map(|input| Joined {
                indicator: input.indicator.clone(),
                period: input.earlier,
                value: Mark::number(1.0),
                source: "Khảo sát 2024".to_owned(),
            }));
        }
    }
    assessment
}

fn chain(rules: &Rules, criterion: &Criterion, turn: usize) -> Vec<Link> {
    let tries = [[turn as f64 % 90.0 + 10.0, 100.0], [1.0, 1.0], [0.0, 1.0]];
    let entered = tries.into_iter().find_map(|[first, second]| {
        let inputs = criterion.inputs.iter().filter(|input| input.entered_here).enumerate();
        let numbers: Numbers =
            inputs.map(|(i, input)| (input.name.clone(), Mark::number(if i == 0 { first } else { second }))).collect();
        // Where everything is entered at another criterion, nothing is at this one.
        let proposed =
            if numbers.is_empty() { Mark::default() } else { rules.propose(criterion, &numbers, &[]).ok()? };
        Some((numbers, Some(proposed).filter(|mark| *mark != Mark::default())))
    });
    let (numbers, proposed) = entered.unwrap();
    let points = proposed.unwrap_or(Mark::number(0.0));
    let hash = hex(digest::digest(&digest::SHA256, &turn.to_le_bytes()).as_ref());
    let link = |stage: Stage, by: &str, why: Why| Link {
        stage,
        at: 1_740_000_000_000_000 + i64::try_from(turn).unwrap() * 1_000_003,
        by: by.to_owned(),
        numbers: numbers.clone(),
        proposed,
        points,
        why,
        note: String::new(),
        evidence: vec![Evidence {
            id: "e".to_owned(),
            title: format!("Báo cáo số {turn}/BC-UBND về kết quả thực hiện"),
            proof: Proof::File {
                hash: hash.clone(),
                name: "a.pdf".to_owned(),
                size: 1,
                media: "application/pdf".to_owned(),
            },
        }],
        asks: None,
        checked_by: None,
    };
    let said = |text: &str| Why::Said(format!("{text} {turn}"));
    let own = if proposed == Some(points) { Why::Rule } else { said("Theo báo cáo") };
    let mut links =
        vec![link(Stage::SelfScore, "u", own), link(Stage::First, "a", said("Đã đối chiếu tài liệu kiểm chứng số"))];
    if turn.is_multiple_of(10) {
        links.push(link(Stage::Explanation, "u", said("Đơn vị đã bổ sung báo cáo số")));
        links.push(link(Stage::Second, "a", said("Chấp nhận giải trình tại báo cáo số")));
    }
    links
}

impl Made {
    fn bundle(&self) -> Vec<u8> {
        let decision =
            Decision { number: "1/QĐ".to_owned(), on: Date::constant(2025, 6, 30), place: "Tỉnh Mẫu".to_owned() };
        let contents = Contents {
            round: &self.round,
            rulebook: &self.rulebook,
            assessments: &self.assessments,
            names: &self.names,
            authors: &self.authors,
            issue: Announcement { number: 1, decision, reason: String::new() },
            previous: None,
        };
        write(&contents, Some(&SigningKey::generate(&[1; 32]).unwrap())).unwrap()
    }
}
