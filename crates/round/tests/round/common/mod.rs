//! A small round: a hand-made rulebook of every kind of criterion, three units, two appraisers, a council of three.

#![allow(missing_docs, unreachable_pub, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{FactSet, Options, Outcome};
use chiso_model::{Date, Period, Text};
use chiso_round::assessment::{AssessmentCommand, AssessmentEvent, Declaration, Entry, Joined, Verdict};
use chiso_round::round::{
    AgendaItem, Appraiser, Council, Decision, Entrant, Meeting, Proposal, RoundCommand, RoundEvent, Setup, Visibility,
};
use chiso_round::{
    Assessment, By, Deadline, Evidence, Frame, Mark, Numbers, Phase, Proof, Refusal, Round, Rules, Stage, Told,
    round_facts, unranked,
};

/// Five that units score themselves (`plan` and `again` read one number together, `growth` reads last year's), a penalty, a score by leaders, and a survey.
const RULEBOOK: &str = r"
chiso: 1
id: small
edition: '1'
title: {vi: Bộ thử, en: Small set}
status: illustrative
valid: {from: 2024-01-01}
units: province
defaults: {missing: {blank: zero, not_applicable: drop_rescale, abstained: drop_rescale, withheld: drop_rescale, not_computable: drop_rescale}}
rounding: {digits: 2, mode: half_up}
rank: {on: rounded, ties: best, order: highest}
indicators:
  planned: {title: {vi: Nhiệm vụ trong kế hoạch, en: Tasks planned}}
tree:
  id: small
  title: {vi: Tổng điểm, en: Total}
  max: 20
  aggregate: {method: sum}
  children:
    - id: area1
      title: {vi: Lĩnh vực 1, en: Area 1}
      max: 12
      aggregate: {method: sum}
      children:
        - id: plan
          title: {vi: Hoàn thành kế hoạch, en: Plan completed}
          max: 4
          origin: self_assessment
          evidence: [{vi: Báo cáo, en: Report}]
          inputs: {finished: {title: {vi: Nhiệm vụ hoàn thành, en: Tasks finished}}}
          rule: {kind: ratio, numerator: finished, denominator: planned, scale: {cap: 100%}}
        - id: issued
          title: {vi: Ban hành kế hoạch, en: Plan issued}
          max: 2
          origin: self_assessment
          inputs: {level: {title: {vi: Mức đạt, en: Level reached}}}
          rule:
            kind: levels
            input: level
            levels:
              - {value: 2, title: {vi: Đúng hạn, en: In time}, points: 2}
              - {value: 1, title: {vi: Chậm, en: Late}, points: 1}
              - {value: 0, title: {vi: Không, en: No}, points: 0}
        - id: again
          title: {vi: Nhiệm vụ bổ sung, en: Added tasks}
          max: 3
          origin: self_assessment
          inputs: {added: {title: {vi: Nhiệm vụ bổ sung, en: Tasks added}}}
          rule: {kind: formula, expression: 'max_points * added / planned'}
        - id: growth
          title: {vi: Tăng so với năm trước, en: Growth on last year}
          max: 2
          origin: self_assessment
          rule: {kind: comparison, with: {years_before: 1}, measure: ratio, scale: {cap: 100%}}
        - id: late
          title: {vi: Báo cáo chậm, en: Late reports}
          max: 1
          origin: self_assessment
          inputs: {reports: {title: {vi: Báo cáo chậm, en: Late reports}}}
          rule: {kind: deduction, input: reports, each: 0.25}
    - id: area2
      title: {vi: Lĩnh vực 2, en: Area 2}
      max: 8
      aggregate: {method: sum}
      children:
        - id: leaders
          title: {vi: Lãnh đạo chấm, en: Scored by leaders}
          max: 3
          origin: leadership
          rule: {kind: points}
        - id: blame
          title: {vi: Bị phê bình, en: Criticised}
          origin: self_assessment
          inputs: {times: {title: {vi: Số lần, en: Times}}}
          rule: {kind: penalty, input: times, each: 0.5, cap: 1}
        - id: survey
          title: {vi: Điều tra, en: Survey}
          max: 5
          origin: survey
          rule: {kind: index, rulebook: sipas, out_of: 100}
";

pub fn hash(seed: u8) -> String {
    format!("{seed:02x}").repeat(32)
}

pub fn rules() -> Rules {
    let rulebook = chiso_rulebook::read_yaml(RULEBOOK, "small.yaml").unwrap_or_else(|problems| {
        panic!("{:#?}", problems.iter().map(|p| p.message(chiso_model::Lang::En)).collect::<Vec<_>>())
    });
    Rules::new(&rulebook, Period::year(2024)).unwrap_or_else(|e| panic!("{e:?}"))
}

pub fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// The moment of a time of day in Việt Nam, in microseconds.
pub fn moment(day: Date, hour: u16) -> i64 {
    Deadline::at(day, hour, 0).moment().unwrap()
}

pub fn texts(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Deadlines at 17:00 on the last day of January, February ... 2025.
pub fn deadlines() -> BTreeMap<Phase, Deadline> {
    let days = [day(2025, 1, 31), day(2025, 2, 28), day(2025, 3, 31), day(2025, 4, 30), day(2025, 5, 31)];
    Phase::TIMED.into_iter().zip(days).map(|(phase, day)| (phase, Deadline::at(day, 17, 0))).collect()
}

pub fn setup() -> Setup {
    let entrant = |unit: &str, ranked| Entrant { unit: unit.to_owned(), group: None, ranked };
    let appraiser = |person: &str, agency: &str, nodes: &[&str]| Appraiser {
        person: person.to_owned(),
        agency: agency.to_owned(),
        nodes: texts(nodes),
    };
    Setup {
        title: Text::new("Đợt thử", "Trial round"),
        owner: "ministry".to_owned(),
        period: Period::year(2024),
        rulebook: "small/1".to_owned(),
        rulebook_hash: hash(1),
        units: vec![entrant("north", true), entrant("centre", true), entrant("south", false)],
        deadlines: deadlines(),
        appraisers: vec![
            appraiser("ann", "home-affairs", &["area1"]),
            appraiser("bob", "office", &["area1", "area2"]),
            appraiser("nora", "north", &["area1"]),
        ],
        council: Council { members: texts(&["m1", "m2", "m3"]), chair: Some("m1".to_owned()), quorum: 2 },
        visibility: Visibility::default(),
        second_check: false,
        simulated: true,
    }
}

pub fn by(person: &str, at: i64) -> By {
    // People are named after where they belong: `north-lan` is of the unit `north`.
    let agencies = person.split_once('-').map(|(agency, _)| agency.to_owned()).into_iter().collect();
    By { person: person.to_owned(), agencies, at }
}

/// A round with its assessments and all events so far; the clock goes on by a second with every command.
#[derive(Debug, Clone)]
pub struct World {
    pub rules: Rules,
    pub round: Round,
    pub files: BTreeMap<String, Assessment>,
    pub round_events: Vec<Told<RoundEvent>>,
    pub file_events: Vec<(String, Told<AssessmentEvent>)>,
    pub now: i64,
}

impl World {
    pub fn new(rules: Rules, setup: Setup) -> World {
        let now = moment(day(2025, 1, 1), 8);
        let first = Round::draft(&by("coordinator", now), setup);
        let round = Round::first(&first).unwrap();
        World { rules, round, files: BTreeMap::new(), round_events: vec![first], file_events: Vec::new(), now }
    }

    /// The small round in a phase, every phase begun in its time.
    pub fn small(phase: Phase) -> World {
        let mut world = World::new(rules(), setup());
        world.go_to(phase);
        world
    }

    pub fn frame<'a>(&'a self, unit: &'a str) -> Frame<'a> {
        Frame { round: &self.round, rules: &self.rules, unit }
    }

    pub fn tick(&mut self) -> i64 {
        self.now += 1_000_000;
        self.now
    }

    /// The round asked by somebody at a moment.
    pub fn ask_at(&mut self, person: &str, at: i64, command: RoundCommand) -> Result<(), Refusal> {
        let event = self.round.decide(&self.rules, &by(person, at), command)?;
        self.round.apply(&event);
        self.round_events.push(event);
        Ok(())
    }

    pub fn ask(&mut self, person: &str, command: RoundCommand) -> Result<(), Refusal> {
        let at = self.tick();
        self.ask_at(person, at, command)
    }

    /// A unit's file asked by somebody at a moment.
    pub fn tell_at(&mut self, unit: &str, person: &str, at: i64, command: AssessmentCommand) -> Result<(), Refusal> {
        let file = self.files.get(unit).cloned().unwrap_or_default();
        let event = file.decide(self.frame(unit), &by(person, at), command)?;
        self.files.entry(unit.to_owned()).or_default().apply(&event);
        self.file_events.push((unit.to_owned(), event));
        Ok(())
    }

    pub fn tell(&mut self, unit: &str, person: &str, command: AssessmentCommand) -> Result<(), Refusal> {
        let at = self.tick();
        self.tell_at(unit, person, at, command)
    }

    pub fn file(&self, unit: &str) -> Assessment {
        self.files.get(unit).cloned().unwrap_or_default()
    }

    /// Begins a phase just after the one before it is over.
    pub fn begin(&mut self, phase: Phase) {
        if let Some(deadline) = self.round.deadline(self.round.phase) {
            self.now = self.now.max(deadline.moment().unwrap());
        }
        self.ask("coordinator", RoundCommand::Begin { phase, left: 0, reason: String::new() }).unwrap();
    }

    /// Goes on from phase to phase; on to published by a meeting without votes.
    pub fn go_to(&mut self, phase: Phase) {
        while self.round.phase < phase.min(Phase::Council) {
            let next = Phase::ALL[Phase::ALL.iter().position(|p| *p == self.round.phase).unwrap() + 1];
            self.begin(next);
        }
        if phase == Phase::Published {
            self.ask("coordinator", call("m", Vec::new())).unwrap();
            self.ask("coordinator", attend("m", &["m1", "m2"])).unwrap();
            self.ask("coordinator", conclude("m")).unwrap();
            self.ask("coordinator", publish(1, "")).unwrap();
        }
    }

    pub fn facts(&self, upto: Stage) -> FactSet {
        FactSet::new(round_facts(&self.round, &self.rules, &self.files, upto)).unwrap()
    }

    pub fn outcome(&self, upto: Stage) -> Outcome {
        let options = Options { trace: true, exclude_units: unranked(&self.round), ..Options::default() };
        self.rules.plan().compute(&self.facts(upto), &options).unwrap()
    }

    /// What the engine gives for a node of a unit.
    pub fn points(&self, upto: Stage, unit: &str, node: &str) -> Mark {
        let outcome = self.outcome(upto);
        let row = outcome.units.iter().position(|u| u == unit).unwrap();
        Mark(outcome.nodes[outcome.node(node).unwrap()].values[row])
    }

    /// The unit enters everything so that the rules give full points, and signs.
    pub fn submit_all(&mut self, unit: &str) {
        let person = format!("{unit}-lan");
        for (node, entry) in full() {
            self.tell(unit, &person, save(node, 0, entry)).unwrap();
        }
        self.tell(unit, &person, submit()).unwrap();
    }
}

/// Entries that earn full points: 4 + 2 + 3 + 2 + 1.
pub fn full() -> Vec<(&'static str, Entry)> {
    vec![
        ("plan", entry(&[("finished", 50.0), ("planned", 50.0)])),
        ("issued", entry(&[("level", 2.0)])),
        ("again", entry(&[("added", 50.0)])),
        ("growth", entry(&[("growth", 30.0), ("before", 20.0)])),
        ("late", entry(&[("reports", 0.0)])),
    ]
}

pub fn numbers(values: &[(&str, f64)]) -> Numbers {
    values.iter().map(|(name, value)| ((*name).to_owned(), Mark::number(*value))).collect()
}

/// Numbers, and words in place of a file.
pub fn entry(values: &[(&str, f64)]) -> Entry {
    Entry { numbers: numbers(values), note: "Báo cáo số 12/BC-UBND".to_owned(), ..Entry::default() }
}

pub fn deviating(values: &[(&str, f64)], points: f64, reason: &str) -> Entry {
    Entry { points: Some(Mark::number(points)), reason: reason.to_owned(), ..entry(values) }
}

pub fn save(node: &str, seen: u64, entry: Entry) -> AssessmentCommand {
    AssessmentCommand::Save { node: node.to_owned(), seen, entry }
}

pub fn signed() -> Declaration {
    Declaration {
        statement: "Tôi xác nhận số liệu đúng.".to_owned(),
        second_factor: true,
        signature: None,
        leaves_blank: false,
    }
}

pub fn leaving_blank() -> Declaration {
    Declaration { leaves_blank: true, ..signed() }
}

pub fn submit() -> AssessmentCommand {
    AssessmentCommand::Submit { declaration: signed() }
}

pub fn accept(node: &str, stage: Stage, seen: usize) -> AssessmentCommand {
    appraise(node, stage, seen, Verdict { change: None, reason: "Đủ căn cứ".to_owned(), asks: None })
}

pub fn appraise(node: &str, stage: Stage, seen: usize, verdict: Verdict) -> AssessmentCommand {
    AssessmentCommand::Appraise { node: node.to_owned(), stage, seen, verdict }
}

pub fn change(entry: Entry, reason: &str, asks: Option<&str>) -> Verdict {
    Verdict { change: Some(entry), reason: reason.to_owned(), asks: asks.map(str::to_owned) }
}

pub fn explain(node: &str, seen: u64, words: &str) -> AssessmentCommand {
    let entry = Entry { note: words.to_owned(), ..Entry::default() };
    AssessmentCommand::Explain { node: node.to_owned(), seen, entry }
}

pub fn reopen(nodes: &[&str], until: Deadline) -> AssessmentCommand {
    AssessmentCommand::Reopen {
        nodes: nodes.iter().map(|node| (*node).to_owned()).collect(),
        until,
        reason: "Đơn vị đề nghị bổ sung".to_owned(),
    }
}

pub fn file(id: &str, seed: u8) -> Evidence {
    let proof =
        Proof::File { hash: hash(seed), name: "bc.pdf".to_owned(), size: 10, media: "application/pdf".to_owned() };
    Evidence { id: id.to_owned(), title: "Báo cáo số 12/BC-UBND".to_owned(), proof }
}

pub fn link(id: &str, address: &str) -> Evidence {
    let proof = Proof::Link { address: address.to_owned() };
    Evidence { id: id.to_owned(), title: "Trang công bố".to_owned(), proof }
}

pub fn joined(indicator: &str, period: Option<i16>, value: f64) -> Joined {
    Joined {
        indicator: indicator.to_owned(),
        period: period.map(Period::year),
        value: Mark::number(value),
        source: "Kết quả điều tra SIPAS 2024".to_owned(),
    }
}

pub fn agenda(unit: &str, node: &str, proposals: &[f64]) -> AgendaItem {
    let proposal = |points: &f64| Proposal { points: Mark::number(*points), reason: format!("phương án {points}") };
    AgendaItem {
        unit: unit.to_owned(),
        node: node.to_owned(),
        proposals: proposals.iter().map(proposal).collect(),
        votes: BTreeMap::new(),
    }
}

pub fn call(id: &str, agenda: Vec<AgendaItem>) -> RoundCommand {
    let meeting = Meeting {
        id: id.to_owned(),
        on: day(2025, 5, 10),
        place: Some("Hà Nội".to_owned()),
        agenda,
        present: BTreeSet::new(),
        concluded: None,
    };
    RoundCommand::Call { meeting: Box::new(meeting) }
}

pub fn attend(meeting: &str, members: &[&str]) -> RoundCommand {
    RoundCommand::Attend { meeting: meeting.to_owned(), members: texts(members) }
}

pub fn vote(meeting: &str, unit: &str, node: &str, choice: Option<usize>, written: bool) -> RoundCommand {
    RoundCommand::Vote {
        meeting: meeting.to_owned(),
        unit: unit.to_owned(),
        node: node.to_owned(),
        choice,
        written,
        remark: String::new(),
    }
}

pub fn decision() -> Decision {
    Decision { number: "7/QĐ-HĐTĐ".to_owned(), on: day(2025, 5, 20), place: "Hà Nội".to_owned() }
}

pub fn conclude(meeting: &str) -> RoundCommand {
    RoundCommand::Conclude {
        meeting: meeting.to_owned(),
        decision: decision(),
        minutes: "Biên bản phiên họp".to_owned(),
        paper: None,
    }
}

pub fn publish(seed: u8, reason: &str) -> RoundCommand {
    let (versions, decision) = (BTreeMap::new(), decision());
    RoundCommand::Publish { bundle: hash(seed), versions, decision, reason: reason.to_owned() }
}

/// Names for messages: what they are called is not at issue here.
pub fn named(id: &str) -> Text {
    Text::new(format!("<{id}>"), format!("<{id}>"))
}
