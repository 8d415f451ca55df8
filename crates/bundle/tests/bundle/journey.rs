//! A simulated round of three units over the illustrative province rulebook, from draft to publication, every step through the state machine.

use std::collections::{BTreeMap, BTreeSet};

use chiso_bundle::{Announcement, Contents, Published, SigningKey, write};
use chiso_catalogue::Catalogue;
use chiso_model::{Date, Text};
use chiso_round::assessment::{Declaration, Entry, Joined, Verdict};
use chiso_round::round::{AgendaItem, Appraiser, Council, Decision, Entrant, Meeting, Proposal, Setup, Visibility};
use chiso_round::{
    Assessment, AssessmentCommand, By, Criterion, Deadline, Evidence, Frame, Mark, Numbers, Phase, Proof, Round,
    RoundCommand, Rules, Stage,
};
use chiso_rulebook::read_yaml;
use ring::digest;

/// Everything that a bundle is written from.
pub(crate) struct Journey {
    pub(crate) rulebook: String,
    pub(crate) rules: Rules,
    pub(crate) round: Round,
    pub(crate) assessments: BTreeMap<String, Assessment>,
    pub(crate) names: BTreeMap<String, Text>,
    pub(crate) authors: BTreeMap<String, Text>,
}

pub(crate) const UNITS: [&str; 3] = ["so-noi-vu", "so-tai-chinh", "so-y-te"];
const HOUR: i64 = 3_600_000_000;

/// The operator's key of the tests.
pub(crate) fn key() -> SigningKey {
    SigningKey::generate(&[7; 32]).unwrap()
}

/// Days of 2025 on which the phases end.
const ENDS: [(Phase, i8); 5] = [
    (Phase::SelfAssessment, 1),
    (Phase::FirstAppraisal, 2),
    (Phase::Explanation, 3),
    (Phase::SecondAppraisal, 4),
    (Phase::Council, 5),
];

impl Journey {
    /// The round up to its first publication.
    pub(crate) fn new() -> Journey {
        let catalogue = Catalogue::load().unwrap();
        let shipped = catalogue.rulebook("par-index/2024-province-illustrative").unwrap();
        Journey::over(shipped.yaml.to_owned())
    }

    /// The same over another rulebook, of at least three criteria that are appraised.
    pub(crate) fn over(rulebook: String) -> Journey {
        let mut journey = Journey::draft(rulebook);
        journey.self_assessment();
        journey.first_appraisal();
        journey.explanation();
        journey.council();
        journey
    }

    /// A round that was set up over a rulebook.
    fn draft(rulebook: String) -> Journey {
        let read = read_yaml(&rulebook, "rulebook.yaml").unwrap();
        let rules = Rules::new(&read, "2024".parse().unwrap()).unwrap();
        let areas: BTreeSet<String> = read.tree.children.iter().map(|area| area.id.to_string()).collect();
        let appraiser = |person: &str, agency: &str| Appraiser {
            person: person.to_owned(),
            agency: agency.to_owned(),
            nodes: areas.clone(),
        };
        let hash = digest::digest(&digest::SHA256, rulebook.as_bytes());
        let setup = Setup {
            title: Text::new("Chỉ số CCHC 2024 (mô phỏng)", "PAR INDEX 2024 (simulated)"),
            owner: "tinh-mau".to_owned(),
            period: rules.period(),
            rulebook: format!("{}/{}", read.id, read.edition),
            rulebook_hash: chiso_model::hex(hash.as_ref()),
            units: UNITS
                .map(|unit| Entrant {
                    unit: unit.to_owned(),
                    group: Some(format!("khối {}", unit.len() % 2)),
                    ranked: unit != "so-y-te",
                })
                .to_vec(),
            deadlines: ENDS
                .iter()
                .map(|(phase, month)| (*phase, Deadline::end_of(Date::constant(2025, *month, 28))))
                .collect(),
            appraisers: vec![appraiser("p-an", "van-phong"), appraiser("p-binh", "so-tu-phap")],
            council: Council {
                members: ["p-chi", "p-dung", "p-giang"].map(str::to_owned).into(),
                chair: None,
                quorum: 2,
            },
            visibility: Visibility::default(),
            second_check: true,
            simulated: true,
        };
        let at = Deadline::end_of(Date::constant(2025, 1, 2)).moment().unwrap();
        let round = Round::first(&Round::draft(&by("p-mo", at), setup)).unwrap();
        let text = |vi: &str, en: &str| Text::new(vi, en);
        let names = [
            ("tinh-mau", text("Tỉnh Mẫu", "Sample Province")),
            ("so-noi-vu", text("Sở Nội vụ", "Department of Home Affairs")),
            ("so-tai-chinh", text("Sở Tài chính", "Department of Finance")),
            ("so-y-te", text("=Sở Y tế", "Department of Health")),
        ];
        let authors = [
            ("p-so-noi-vu", text("Sở Nội vụ (tự đánh giá)", "Department of Home Affairs (self-assessment)")),
            ("p-so-tai-chinh", text("Sở Tài chính (tự đánh giá)", "Department of Finance (self-assessment)")),
            ("p-so-y-te", text("Sở Y tế (tự đánh giá)", "Department of Health (self-assessment)")),
            ("p-an", text("Văn phòng (thẩm định)", "Office (appraisal)")),
            ("p-binh", text("Sở Tư pháp (thẩm định)", "Department of Justice (appraisal)")),
            ("p-mo", text("Tỉnh Mẫu (tổ chức đánh giá)", "Sample Province (organiser)")),
        ];
        let owned = |list: Vec<(&str, Text)>| list.into_iter().map(|(id, text)| (id.to_owned(), text)).collect();
        Journey {
            rulebook,
            rules,
            round,
            assessments: UNITS.map(|unit| (unit.to_owned(), Assessment::default())).into(),
            names: owned(names.to_vec()),
            authors: owned(authors.to_vec()),
        }
    }

    fn at(&self) -> i64 {
        self.round.since + HOUR
    }

    fn begin(&mut self, phase: Phase) {
        let command = RoundCommand::Begin { phase, left: 0, reason: "Xong sớm".to_owned() };
        self.round(&by("p-mo", self.round.since + 24 * HOUR), command);
    }

    fn round(&mut self, by: &By, command: RoundCommand) {
        let event = self.round.decide(&self.rules, by, command).unwrap();
        self.round.apply(&event);
    }

    fn file(&mut self, unit: &str, person: &str, command: AssessmentCommand) -> Result<(), chiso_round::Refusal> {
        let frame = Frame { round: &self.round, rules: &self.rules, unit };
        let event = self.assessments[unit].decide(frame, &by(person, self.at()), command)?;
        self.assessments.get_mut(unit).unwrap().apply(&event);
        Ok(())
    }

    fn self_assessment(&mut self) {
        self.begin(Phase::SelfAssessment);
        let criteria: Vec<Criterion> = self.rules.self_scored().cloned().collect();
        for (u, unit) in UNITS.into_iter().enumerate() {
            let person = format!("p-{unit}");
            for (c, criterion) in criteria.iter().enumerate() {
                // The last unit leaves something out.
                if u == 2 && c % 11 == 10 {
                    continue;
                }
                self.enter(unit, &person, criterion, u + c);
                let hash = format!("{:064x}", u * 1000 + c);
                let proof = Proof::File {
                    hash,
                    name: "bao-cao.pdf".to_owned(),
                    size: 1234,
                    media: "application/pdf".to_owned(),
                };
                let evidence = Evidence { id: "e1".to_owned(), title: format!("Báo cáo số {c}/BC"), proof };
                self.file(unit, &person, AssessmentCommand::AddEvidence { node: criterion.id.clone(), evidence })
                    .unwrap();
            }
            self.file(unit, &person, AssessmentCommand::Submit { declaration: signed(u == 2) }).unwrap();
        }
    }

    /// Enters the first numbers that the rule can read, which differ from unit to unit and criterion to criterion.
    fn enter(&mut self, unit: &str, person: &str, criterion: &Criterion, turn: usize) {
        let low = 70.0 + (turn % 30) as f64;
        for numbers in [[low, 100.0], [1.0, 1.0], [0.0, 1.0], [0.25, 0.25]] {
            let of = |(i, input): (usize, &chiso_round::CriterionInput)| {
                (input.name.clone(), Mark::number(numbers[i.min(1)]))
            };
            let numbers: Numbers = criterion.inputs.iter().filter(|i| i.entered_here).enumerate().map(of).collect();
            let entry = Entry { numbers, ..Entry::default() };
            if self.file(unit, person, AssessmentCommand::Save { node: criterion.id.clone(), seen: 0, entry }).is_ok() {
                return;
            }
        }
        panic!("{} takes no numbers", criterion.id);
    }

    /// The second criterion of each unit is changed, the third has to be explained; penalties are given by the appraiser.
    fn first_appraisal(&mut self) {
        self.begin(Phase::FirstAppraisal);
        let criteria: Vec<Criterion> = self.rules.criteria().iter().filter(|c| c.is_appraised()).cloned().collect();
        for unit in UNITS {
            for (c, criterion) in criteria.iter().enumerate() {
                let node = criterion.id.clone();
                let seen = self.assessments[unit].links(&node).len();
                let half = Entry {
                    points: Some(Mark::number(criterion.range.map_or(0.0, |(low, high)| (low + high) / 3.0))),
                    ..Entry::default()
                };
                let zero = Entry { points: Some(Mark::number(0.0)), ..Entry::default() };
                let change = match c {
                    1 => Some(half),
                    _ if seen == 0 && !criterion.self_scored => Some(zero),
                    _ => None,
                };
                let reason = "Đã đối chiếu tài liệu kiểm chứng".to_owned();
                let asks = (c == 2).then(|| "Đề nghị giải trình số liệu".to_owned());
                let verdict = Verdict { change, reason, asks };
                let person = if c % 2 == 0 { "p-an" } else { "p-binh" };
                self.appraise(unit, person, node, Stage::First, seen, verdict);
            }
        }
    }

    fn explanation(&mut self) {
        self.begin(Phase::Explanation);
        let node = self.flagged();
        for unit in UNITS {
            let entry = Entry { note: "Số liệu đúng theo báo cáo quý IV".to_owned(), ..Entry::default() };
            let person = format!("p-{unit}");
            self.file(unit, &person, AssessmentCommand::Explain { node: node.clone(), seen: 0, entry }).unwrap();
            self.file(unit, &person, AssessmentCommand::SubmitExplanation { declaration: signed(false) }).unwrap();
        }
        self.begin(Phase::SecondAppraisal);
        for unit in UNITS {
            let verdict = Verdict { change: None, reason: "Chấp nhận giải trình".to_owned(), asks: None };
            let seen = self.assessments[unit].links(&node).len();
            self.appraise(unit, "p-binh", node.clone(), Stage::Second, seen, verdict);
        }
    }

    /// One appraises, the other confirms it.
    fn appraise(&mut self, unit: &str, person: &str, node: String, stage: Stage, seen: usize, verdict: Verdict) {
        let other = if person == "p-an" { "p-binh" } else { "p-an" };
        let confirm = AssessmentCommand::Confirm { node: node.clone() };
        self.file(unit, person, AssessmentCommand::Appraise { node, stage, seen, verdict }).unwrap();
        self.file(unit, other, confirm).unwrap();
    }

    fn flagged(&self) -> String {
        self.rules.criteria().iter().filter(|c| c.is_appraised()).nth(2).unwrap().id.clone()
    }

    /// The council decides one score; values from outside join; it is published.
    fn council(&mut self) {
        self.begin(Phase::Council);
        let node = self.flagged();
        let proposals =
            [0.1, 0.25].map(|points| Proposal { points: Mark::number(points), reason: "Theo biên bản".to_owned() });
        let item = AgendaItem {
            unit: UNITS[0].to_owned(),
            node: node.clone(),
            proposals: proposals.to_vec(),
            votes: BTreeMap::new(),
        };
        let meeting = Meeting {
            id: "m1".to_owned(),
            on: Date::constant(2025, 5, 5),
            place: None,
            agenda: vec![item],
            present: BTreeSet::new(),
            concluded: None,
        };
        let at = self.at();
        self.round(&by("p-mo", at), RoundCommand::Call { meeting: Box::new(meeting) });
        for member in ["p-chi", "p-dung"] {
            let vote = RoundCommand::Vote {
                meeting: "m1".to_owned(),
                unit: UNITS[0].to_owned(),
                node: node.clone(),
                choice: Some(1),
                written: true,
                remark: String::new(),
            };
            self.round(&by(member, at), vote);
        }
        let conclude = RoundCommand::Conclude {
            meeting: "m1".to_owned(),
            decision: decision("5/QĐ-HĐTĐ"),
            minutes: "Nhất trí".to_owned(),
            paper: None,
        };
        self.round(&by("p-mo", at), conclude);
        self.file(UNITS[0], "p-mo", AssessmentCommand::Decide { node, meeting: "m1".to_owned() }).unwrap();
        let outside: Vec<Criterion> = self.rules.criteria().iter().filter(|c| !c.is_appraised()).cloned().collect();
        for (u, unit) in UNITS.into_iter().enumerate() {
            let inputs =
                outside.iter().flat_map(|criterion| criterion.inputs.iter().filter(|input| input.entered_here));
            let values = inputs.enumerate().map(|(i, input)| Joined {
                indicator: input.indicator.clone(),
                period: input.earlier,
                value: if i % 17 == 16 { Mark::NOT_APPLICABLE } else { Mark::number(1.0 + (u + i % 3) as f64 / 10.0) },
                source: "Khảo sát 2024 (mô phỏng)".to_owned(),
            });
            let values: Vec<Joined> = values.collect();
            if values.is_empty() {
                continue;
            }
            self.file(unit, "p-mo", AssessmentCommand::Join { values }).unwrap();
        }
    }

    /// Publishes what a bundle says, so that it can be corrected.
    pub(crate) fn publish(&mut self, bundle: &[u8]) {
        let bundle = chiso_model::hex(digest::digest(&digest::SHA256, bundle).as_ref());
        let (versions, decision) = (BTreeMap::new(), decision("12/QĐ-UBND"));
        let command = RoundCommand::Publish { bundle, versions, decision, reason: String::new() };
        self.round(&by("p-mo", self.at()), command);
    }

    /// Corrects the points of a criterion.
    pub(crate) fn correct(&mut self, unit: &str, node: &str, points: f64) {
        let entry = Entry { points: Some(Mark::number(points)), ..Entry::default() };
        let reason = "Nhập nhầm điểm, đính chính theo Quyết định 13".to_owned();
        self.file(unit, "p-mo", AssessmentCommand::Correct { node: node.to_owned(), entry, reason }).unwrap();
    }

    /// Corrects a criterion with these numbers and points, where the round takes them.
    pub(crate) fn correct_with(&mut self, unit: &str, node: &str, numbers: &[Mark], points: Option<Mark>) {
        let criterion = self.rules.criterion(node).unwrap();
        let names = criterion.inputs.iter().filter(|input| input.entered_here).map(|input| input.name.clone());
        let entry = Entry { numbers: names.zip(numbers.iter().copied()).collect(), points, ..Entry::default() };
        let command = AssessmentCommand::Correct { node: node.to_owned(), entry, reason: "Đính chính".to_owned() };
        // What is refused changes nothing.
        let _ = self.file(unit, "p-mo", command);
    }

    /// What the first issue is written from.
    pub(crate) fn contents(&self) -> Contents<'_> {
        Contents {
            round: &self.round,
            rulebook: &self.rulebook,
            assessments: &self.assessments,
            names: &self.names,
            authors: &self.authors,
            issue: Announcement { number: 1, decision: decision("12/QĐ-UBND"), reason: String::new() },
            previous: None,
        }
    }

    /// The first issue, signed.
    pub(crate) fn bundle(&self, previous: Option<&Published>) -> Vec<u8> {
        write(&Contents { previous, ..self.contents() }, Some(&key())).unwrap()
    }
}

pub(crate) fn decision(number: &str) -> Decision {
    Decision { number: number.to_owned(), on: Date::constant(2025, 6, 30), place: "Tỉnh Mẫu".to_owned() }
}

fn by(person: &str, at: i64) -> By {
    By { person: person.to_owned(), agencies: BTreeSet::new(), at }
}

fn signed(leaves_blank: bool) -> Declaration {
    Declaration { statement: "Tôi xác nhận".to_owned(), second_factor: true, signature: None, leaves_blank }
}
