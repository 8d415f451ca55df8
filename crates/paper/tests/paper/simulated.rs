//! A simulated round of three units over the shipped illustrative rulebook of provinces, played through by commands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chiso_catalogue::Catalogue;
use chiso_engine::{FactSet, Options, Outcome};
use chiso_model::{Date, Text};
use chiso_paper::{Consolidated, Filling, Letter, SelfReport, Signer};
use chiso_round::assessment::{Declaration, Entry, Joined, Verdict};
use chiso_round::round::{AgendaItem, Appraiser, Council, Decision, Entrant, Meeting, Proposal, Setup, Visibility};
use chiso_round::{
    Assessment, AssessmentCommand, By, Criterion, Deadline, Evidence, Frame, Mark, Numbers, Phase, Proof, Round,
    RoundCommand, Rules, Stage, round_facts,
};
use chiso_rulebook::definition::{Rule, Rulebook, Rules as RuleDates};

pub(crate) const UNITS: [&str; 3] = ["u1", "u2", "u3"];
/// Criteria that the first appraisal of the first unit flags.
pub(crate) const FLAGGED: [&str; 2] = ["c1_1_2", "c1_2_2"];

/// A round and its files, at one moment.
pub(crate) struct World {
    pub(crate) rulebook: Rulebook,
    pub(crate) rules: Rules,
    pub(crate) round: Round,
    pub(crate) assessments: BTreeMap<String, Assessment>,
}

/// While units assess themselves: the first has submitted, the second has a draft, the third has nothing.
pub(crate) fn assessing() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world = World::opened();
        world.self_assess();
        world
    })
}

/// After publication.
pub(crate) fn published() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world = World::opened();
        world.self_assess();
        world.submit("u2");
        world.judge();
        world
    })
}

pub(crate) fn names(id: &str) -> Text {
    match id {
        "u1" => Text::new("Tỉnh Phú Thành", "Phú Thành Province"),
        "u2" => Text::new("Thành phố Hòa Giang", "Hòa Giang City"),
        "u3" => Text::new("Tỉnh Sơn Bình", "Sơn Bình Province"),
        "an" => Text::new("Nguyễn Văn An", "Nguyễn Văn An"),
        "binh" => Text::new("Trần Thị Bình", "Trần Thị Bình"),
        other => Text::new(other, other),
    }
}

pub(crate) fn letter() -> Letter {
    Letter {
        superior: None,
        agency: "Ủy ban nhân dân tỉnh Phú Thành".into(),
        number: Some("15".into()),
        symbol: "BC-UBND".into(),
        place: "Phú Thành".into(),
        on: Some(Date::constant(2025, 2, 5)),
        recipients: vec!["Bộ Nội vụ".into(), "Thường trực Tỉnh ủy (để báo cáo)".into(), "Lưu: VT, NC".into()],
        signer: Signer {
            authority: Some("TM. Ủy ban nhân dân".into()),
            title: "Chủ tịch".into(),
            name: Some("Nguyễn Văn An".into()),
        },
        made: Date::constant(2025, 2, 5),
    }
}

pub(crate) fn ministry() -> Letter {
    Letter {
        superior: Some("Bộ Nội vụ".into()),
        agency: "Hội đồng thẩm định Chỉ số cải cách hành chính".into(),
        number: None,
        symbol: "BC-HĐTĐ".into(),
        place: "Hà Nội".into(),
        on: None,
        recipients: vec!["Các thành viên Hội đồng".into(), "Các tỉnh, thành phố".into(), "Lưu: VT, CCHC".into()],
        signer: Signer { authority: Some("TM. Hội đồng".into()), title: "Chủ tịch".into(), name: None },
        made: Date::constant(2025, 4, 10),
    }
}

impl World {
    pub(crate) fn self_report<'a>(&'a self, unit: &str, letter: &'a Letter) -> SelfReport<'a> {
        static EMPTY: OnceLock<Assessment> = OnceLock::new();
        SelfReport {
            round: &self.round,
            rules: &self.rules,
            rulebook: &self.rulebook,
            assessment: self.assessments.get(unit).unwrap_or_else(|| EMPTY.get_or_init(Assessment::default)),
            unit: match unit {
                "u1" => "Ủy ban nhân dân tỉnh Phú Thành",
                _ => "Ủy ban nhân dân thành phố Hòa Giang",
            },
            letter,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let facts = round_facts(&self.round, &self.rules, &self.assessments, Stage::Correction);
        self.rules.plan().compute(&FactSet::new(facts).unwrap(), &Options::default()).unwrap()
    }

    pub(crate) fn consolidated<'a>(&'a self, outcome: &'a Outcome, letter: &'a Letter) -> Consolidated<'a> {
        Consolidated {
            round: &self.round,
            rules: &self.rules,
            rulebook: &self.rulebook,
            assessments: self.assessments.iter().map(|(unit, file)| (unit.as_str(), file)).collect(),
            outcome,
            changes: None,
            names: &names,
            letter,
            with_chains: true,
        }
    }

    pub(crate) fn filling(&self, unit: &'static str) -> Filling<'_> {
        Filling {
            round_id: "r2024",
            frame: self.frame(unit),
            rulebook: &self.rulebook,
            assessment: &self.assessments[unit],
            names: &names,
        }
    }

    pub(crate) fn frame<'a>(&'a self, unit: &'a str) -> Frame<'a> {
        Frame { round: &self.round, rules: &self.rules, unit }
    }

    /// What somebody asks of a unit's file; it must be let through.
    pub(crate) fn ask(&mut self, unit: &str, by: &By, command: AssessmentCommand) {
        let what = format!("{command:?}");
        let frame = Frame { round: &self.round, rules: &self.rules, unit };
        let file = self.assessments.entry(unit.to_owned()).or_default();
        let event = file.decide(frame, by, command).unwrap_or_else(|refusal| panic!("{unit}: {what}: {refusal:?}"));
        file.apply(&event);
    }

    /// A world of one's own.
    pub(crate) fn copy(&self) -> World {
        World {
            rulebook: self.rulebook.clone(),
            rules: self.rules.clone(),
            round: self.round.clone(),
            assessments: self.assessments.clone(),
        }
    }

    /// Corrects a published score, and publishes again.
    pub(crate) fn correct(&mut self, unit: &str, node: &str, points: f64) {
        let entry = Entry { points: Some(Mark::number(points)), ..Entry::default() };
        let reason = "Tính lại số nhiệm vụ".to_owned();
        self.ask(unit, &by("moha-admin", 5, 5), AssessmentCommand::Correct { node: node.into(), entry, reason });
        let decision =
            Decision { number: "789/QĐ-BNV".into(), on: Date::constant(2025, 5, 6), place: "Hà Nội".into() };
        let reason = "Đính chính điểm 1.1.2.".to_owned();
        let (bundle, versions) = ("ef".repeat(32), BTreeMap::new());
        self.hold(&by("moha-admin", 5, 6), RoundCommand::Publish { bundle, versions, decision, reason });
    }

    fn opened() -> World {
        let catalogue = Catalogue::load().unwrap();
        let rulebook = catalogue.rulebook("par-index/2024-province-illustrative").unwrap().rulebook.clone();
        let rules = Rules::new(&rulebook, "2024".parse().unwrap()).unwrap();
        let setup = Setup {
            title: Text::new("Đánh giá cải cách hành chính cấp tỉnh năm 2024", "Provincial reform assessment 2024"),
            owner: "moha".into(),
            period: "2024".parse().unwrap(),
            rulebook: "par-index/2024-province-illustrative".into(),
            rulebook_hash: "ab".repeat(32),
            units: UNITS.map(|unit| Entrant { unit: unit.into(), group: None, ranked: true }).into(),
            deadlines: Phase::TIMED.into_iter().zip([(1, 31), (2, 28), (3, 10), (3, 20), (3, 31)]).map(day).collect(),
            appraisers: vec![Appraiser {
                person: "dung".into(),
                agency: "moha".into(),
                nodes: BTreeSet::from([rulebook.tree.id.to_string()]),
            }],
            council: Council {
                members: ["m1", "m2", "m3"].map(str::to_owned).into(),
                chair: Some("m1".into()),
                quorum: 2,
            },
            visibility: Visibility::default(),
            second_check: false,
            simulated: true,
        };
        let round = Round::first(&Round::draft(&by("moha-admin", 1, 2), setup)).unwrap();
        let mut world = World { rulebook, rules, round, assessments: BTreeMap::new() };
        world.go(&by("moha-admin", 1, 3), Phase::SelfAssessment);
        world
    }

    fn go(&mut self, by: &By, phase: Phase) {
        self.hold(by, RoundCommand::Begin { phase, left: 0, reason: "Theo kế hoạch".into() });
    }

    fn hold(&mut self, by: &By, command: RoundCommand) {
        let event = self.round.decide(&self.rules, by, command).unwrap();
        self.round.apply(&event);
    }

    fn self_assess(&mut self) {
        for (at, unit) in ["u1", "u2"].into_iter().enumerate() {
            let criteria: Vec<Criterion> = self.rules.self_scored().cloned().collect();
            for (i, criterion) in criteria.iter().enumerate() {
                // The second unit leaves one criterion in ten for later.
                if unit == "u2" && i % 10 == 7 {
                    continue;
                }
                self.enter(unit, criterion, i + at);
            }
        }
        self.submit("u1");
        for unit in UNITS {
            self.join(unit);
        }
    }

    fn enter(&mut self, unit: &str, criterion: &Criterion, seed: usize) {
        let who = by("an", 1, 10);
        let mut entry = Entry { numbers: self.numbers(criterion, seed), ..Entry::default() };
        entry.note = "Đã thực hiện theo kế hoạch; số liệu tính đến ngày 31/12/2024.".into();
        match criterion.id.as_str() {
            "c1_2_1" => {
                entry.points = Some(Mark::number(0.125));
                entry.reason = "Báo cáo quý III gửi chậm do sự cố <trục liên thông> & đã có văn bản giải trình.".into();
            }
            "c2_1_1" => entry.numbers = entry.numbers.keys().map(|name| (name.clone(), Mark::NOT_APPLICABLE)).collect(),
            _ => {}
        }
        if seed % 4 == 1 {
            entry.note = String::new();
        }
        self.ask(unit, &who, AssessmentCommand::Save { node: criterion.id.clone(), seen: 0, entry });
        let proof = if seed.is_multiple_of(5) {
            Proof::Link { address: "https://baocao.example.vn/2024".into() }
        } else {
            Proof::File {
                hash: format!("{seed:064x}").replace('0', "a"),
                name: "bc.pdf".into(),
                size: 1,
                media: "application/pdf".into(),
            }
        };
        let title = format!("Quyết định số {}/QĐ-UBND ngày 15/12/2023 của Ủy ban nhân dân tỉnh", 100 + seed);
        let evidence = Evidence { id: format!("e{seed}"), title, proof };
        self.ask(unit, &who, AssessmentCommand::AddEvidence { node: criterion.id.clone(), evidence });
    }

    fn numbers(&self, criterion: &Criterion, seed: usize) -> Numbers {
        let node = self.rulebook.tree.walk().into_iter().find(|node| node.id.as_str() == criterion.id).unwrap();
        let rule = match node.rule.as_ref().unwrap() {
            RuleDates::One(rule) => rule.as_ref(),
            RuleDates::Dated(dated) => &dated[0].rule,
        };
        let step = (seed % 4) as f64;
        let value = |name: &str| match rule {
            Rule::Levels { levels, .. } => levels[seed % levels.len()].value,
            Rule::Ratio { denominator, .. } if denominator.as_str() == name => 1250.0,
            Rule::Ratio { .. } => 1250.0 - 61.5 * step,
            Rule::Points { .. } => criterion.max * (4.0 - step) / 4.0,
            _ => f64::from(u8::from(seed.is_multiple_of(3))),
        };
        let own = criterion.inputs.iter().filter(|input| input.entered_here);
        own.map(|input| (input.name.clone(), Mark::number(value(&input.name)))).collect()
    }

    fn join(&mut self, unit: &str) {
        let strength = f64::from(unit.as_bytes()[1] - b'0');
        let joining = self.rules.criteria().iter().filter(|criterion| !criterion.is_appraised());
        let values: Vec<Joined> = joining
            .flat_map(|criterion| &criterion.inputs)
            .map(|input| Joined {
                indicator: input.indicator.clone(),
                period: input.earlier,
                value: Mark::number(if input.earlier.is_some() { 60.0 } else { 60.0 + 5.0 * strength }),
                source: "Điều tra xã hội học và thống kê năm 2024 (mô phỏng)".into(),
            })
            .collect();
        self.ask(unit, &by("moha-admin", 1, 20), AssessmentCommand::Join { values });
    }

    fn submit(&mut self, unit: &str) {
        let declaration =
            Declaration {
                statement: "Tôi xác nhận".into(), second_factor: true, signature: None, leaves_blank: true
            };
        self.ask(unit, &by("an", 1, 30), AssessmentCommand::Submit { declaration });
    }

    fn judge(&mut self) {
        self.go(&by("moha-admin", 2, 1), Phase::FirstAppraisal);
        let dung = by("dung", 2, 10);
        let appraised: Vec<Criterion> = self.rules.criteria().iter().filter(|c| c.is_appraised()).cloned().collect();
        for unit in UNITS {
            for criterion in &appraised {
                let own = self.assessments[unit].links(&criterion.id).len();
                let flag = unit == "u1" && FLAGGED.contains(&criterion.id.as_str());
                let change = (flag || !criterion.self_scored)
                    .then(|| Entry { points: Some(Mark::number(0.0)), ..Entry::default() });
                let verdict = Verdict {
                    change,
                    reason: if flag {
                        "Tài liệu chưa đủ căn cứ"
                    } else {
                        "Đồng ý với kết quả tự chấm"
                    }
                    .into(),
                    asks: flag.then(|| "Bổ sung danh mục sản phẩm của từng nhiệm vụ".into()),
                };
                let node = criterion.id.clone();
                self.ask(unit, &dung, AssessmentCommand::Appraise { node, stage: Stage::First, seen: own, verdict });
            }
        }
        self.go(&by("moha-admin", 3, 1), Phase::Explanation);
        for node in FLAGGED.map(str::to_owned) {
            let entry = Entry {
                note: "Đã bổ sung danh mục sản phẩm kèm văn bản giao nhiệm vụ".into(),
                ..Entry::default()
            };
            self.ask("u1", &by("an", 3, 5), AssessmentCommand::Explain { node, seen: 0, entry });
        }
        let declaration =
            Declaration { statement: "Tôi xác nhận".into(), second_factor: true, ..Declaration::default() };
        self.ask("u1", &by("an", 3, 6), AssessmentCommand::SubmitExplanation { declaration });
        self.go(&by("moha-admin", 3, 11), Phase::SecondAppraisal);
        for (at, node) in FLAGGED.map(str::to_owned).into_iter().enumerate() {
            let change = Entry { points: Some(Mark::number(0.25 * at as f64)), ..Entry::default() };
            let verdict =
                Verdict { change: Some(change), reason: "Chấp nhận một phần giải trình".into(), asks: None };
            let seen = self.assessments["u1"].links(&node).len();
            self.ask(
                "u1",
                &by("dung", 3, 15),
                AssessmentCommand::Appraise { node, stage: Stage::Second, seen, verdict },
            );
        }
        self.council();
    }

    fn council(&mut self) {
        let admin = by("moha-admin", 3, 21);
        self.go(&admin, Phase::Council);
        let proposal = |points: f64, reason: &str| Proposal { points: Mark::number(points), reason: reason.into() };
        let item = AgendaItem {
            unit: "u1".into(),
            node: FLAGGED[0].into(),
            proposals: vec![proposal(0.0, "Giữ kết quả thẩm định"), proposal(0.5, "Chấp nhận giải trình của đơn vị")],
            votes: BTreeMap::new(),
        };
        let meeting = Meeting {
            id: "p1".into(),
            on: Date::constant(2025, 3, 25),
            place: Some("Hà Nội".into()),
            agenda: vec![item],
            present: BTreeSet::new(),
            concluded: None,
        };
        self.hold(&admin, RoundCommand::Call { meeting: Box::new(meeting) });
        let members = ["m1", "m2"].map(str::to_owned).into();
        self.hold(&admin, RoundCommand::Attend { meeting: "p1".into(), members });
        for (member, choice) in [("m1", Some(1)), ("m2", Some(1)), ("m3", None)] {
            let (meeting, unit, node) = ("p1".into(), "u1".into(), FLAGGED[0].into());
            let vote =
                RoundCommand::Vote { meeting, unit, node, choice, written: member == "m3", remark: String::new() };
            self.hold(&by(member, 3, 25), vote);
        }
        let decision = |number: &str, day: i8| Decision {
            number: number.into(),
            on: Date::constant(2025, 4, day),
            place: "Hà Nội".into(),
        };
        self.hold(
            &by("m1", 3, 26),
            RoundCommand::Conclude {
                meeting: "p1".into(),
                decision: decision("123/QĐ-HĐTĐ", 2),
                minutes: "Hội đồng nghe báo cáo thẩm định, thảo luận 1 nội dung còn ý kiến khác nhau và biểu quyết."
                    .into(),
                paper: None,
            },
        );
        let command = AssessmentCommand::Decide { node: FLAGGED[0].into(), meeting: "p1".into() };
        self.ask("u1", &by("moha-admin", 3, 27), command);
        let publish = RoundCommand::Publish {
            bundle: "cd".repeat(32),
            versions: BTreeMap::new(),
            decision: decision("456/QĐ-BNV", 8),
            reason: String::new(),
        };
        self.hold(&by("moha-admin", 4, 8), publish);
    }
}

/// Somebody, at noon in Hà Nội of a day of 2025.
pub(crate) fn by(person: &str, month: i8, day: i8) -> By {
    let at = Deadline::at(Date::constant(2025, month, day), 12, 0).moment().unwrap();
    By { person: person.into(), agencies: BTreeSet::new(), at }
}

fn day((phase, (month, day)): (Phase, (i8, i8))) -> (Phase, Deadline) {
    (phase, Deadline::end_of(Date::constant(2025, month, day)))
}
