//! A round on a real store, and people who work in it: deeds are called as pages call them, pages as browsers call them.
#![allow(unreachable_pub, reason = "a test")]

#[path = "../../../../workspace/tests/workspace/common/mod.rs"]
mod base;
#[path = "../../../../workspace/tests/workspace/common/browser.rs"]
mod browser;
mod council;
#[path = "../../../../workspace/tests/workspace/common/held.rs"]
mod held;
#[path = "../../../../workspace/tests/workspace/common/letters.rs"]
mod letters;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Weak};

pub use base::{NOW, TODAY, holder, on_both, on_both_twice, person};
pub use browser::Page;
use browser::Pages;
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_model::{Period, Text};
use chiso_round::assessment::{Declaration, Entry};
use chiso_round::round::{Appraiser, Council, Entrant, Setup, Visibility};
use chiso_round::{AssessmentCommand, Deadline, Mark, Phase, RoundCommand};
use chiso_rounds::Rounds;
use chiso_store::Store;
use chiso_store::rounds::RulebookText;
use chiso_web::Caller;
use chiso_workspace::Desk;
pub use council::decision;
pub use held::held;
pub use letters::{mailer, taken};

pub const MINUTE: i64 = 60_000_000;
pub const DAY: i64 = 24 * 60 * MINUTE;
pub const RULEBOOK: &str = "par-index/2024-province-illustrative";
/// Hà Nội, Đà Nẵng, Thành phố Hồ Chí Minh.
pub const UNITS: [&str; 3] = ["01", "48", "79"];

pub static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::load().unwrap()));

/// Rounds on a store.
pub struct Scene {
    pub rounds: Arc<Rounds>,
    /// Where files lie, as long as the scene is there.
    _files: tempfile::TempDir,
    pages: Pages,
}

/// One asks a scene for pages.
impl Deref for Scene {
    type Target = Pages;

    fn deref(&self) -> &Pages {
        &self.pages
    }
}

pub fn coordinator(now: i64) -> Caller {
    person("coordinator", Role::NationalCoordinator, None, now)
}

/// The head of a unit, who signs.
pub fn approver(unit: &str, now: i64) -> Caller {
    person(&format!("approver-{unit}"), Role::UnitApprover, Some(unit), now)
}

/// The lead of a unit, who hands out and enters.
pub fn lead(unit: &str, now: i64) -> Caller {
    person(&format!("lead-{unit}"), Role::UnitLead, Some(unit), now)
}

/// One of the two appraisers, `a` or `b`.
pub fn appraiser(name: &str, now: i64) -> Caller {
    person(&format!("appraiser-{name}"), Role::Appraiser, None, now)
}

/// One of the three members of the council, `1` to `3`.
pub fn member(name: &str, now: i64) -> Caller {
    person(&format!("member-{name}"), Role::CouncilMember, None, now)
}

/// A round over three provinces: every phase has ten days from [`NOW`] on; `a` appraises areas 1 to 4, `b` areas 5 to 8; a council of three.
pub fn setup() -> Setup {
    let rulebook = CATALOGUE.rulebook(RULEBOOK).unwrap();
    let nodes: Vec<String> = rulebook.rulebook.tree.children.iter().map(|area| area.id.to_string()).collect();
    let appraiser = |name: &str, nodes: &[String]| Appraiser {
        person: format!("appraiser-{name}"),
        agency: "bo-noi-vu".to_owned(),
        nodes: nodes.iter().cloned().collect::<BTreeSet<_>>(),
    };
    let deadlines: BTreeMap<Phase, Deadline> = Phase::TIMED
        .into_iter()
        .zip(1..)
        .map(|(phase, ten)| (phase, Deadline::end_of(TODAY.saturating_add(chiso_days(10 * ten)))))
        .collect();
    Setup {
        title: Text::new("Chỉ số CCHC cấp tỉnh năm 2024", "PAR INDEX of provinces 2024"),
        owner: "viet-nam".to_owned(),
        period: Period::year(2024),
        rulebook: RULEBOOK.to_owned(),
        rulebook_hash: hash(rulebook.yaml),
        units: UNITS.map(|unit| Entrant { unit: unit.to_owned(), group: None, ranked: true }).to_vec(),
        deadlines,
        appraisers: vec![appraiser("a", &nodes[..4]), appraiser("b", &nodes[4..])],
        council: Council {
            members: ["member-1", "member-2", "member-3"].map(str::to_owned).into(),
            chair: Some("member-1".to_owned()),
            quorum: 2,
        },
        visibility: Visibility::default(),
        second_check: false,
        simulated: true,
    }
}

fn chiso_days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days)
}

pub fn hash(text: &str) -> String {
    use sha2::Digest as _;
    chiso_model::hex(&sha2::Sha256::digest(text.as_bytes()))
}

/// The text of the rulebook that a setup keeps to.
pub fn rulebook_text(setup: &Setup) -> RulebookText {
    let yaml = CATALOGUE.rulebook(&setup.rulebook).unwrap().yaml;
    RulebookText {
        sha256: setup.rulebook_hash.clone(),
        reference: setup.rulebook.clone(),
        text: yaml.to_owned(),
        created: NOW,
    }
}

impl Scene {
    pub fn of(store: Store) -> Scene {
        Scene::furnished(store, |desk| desk)
    }

    /// Rounds at a desk that is given more, as a way to send mail; with the pages of the workspace around them.
    pub fn furnished(store: Store, furnish: impl FnOnce(Desk) -> Desk) -> Scene {
        let files = tempfile::tempdir().unwrap();
        let vault = Vault::open(&Location::Folder(files.path().to_owned()), Rules::default()).unwrap();
        let desk = Arc::new(furnish(base::desk(store).with_files(vault)));
        desk.replace_register(CATALOGUE.register().clone());
        let rounds = Arc::new(Rounds::new(Arc::clone(&desk), Arc::clone(&CATALOGUE)));
        let in_rounds: Weak<Rounds> = Arc::downgrade(&rounds);
        desk.add_work(in_rounds);
        let router = chiso_workspace::routes()
            .with_state::<()>(desk)
            .merge(chiso_rounds::routes().with_state(Arc::clone(&rounds)))
            .into_router();
        Scene { rounds, _files: files, pages: Pages(router) }
    }

    /// A round as [`setup`] says, in self-assessment.
    pub async fn begun(&self) -> String {
        self.begun_with(setup()).await
    }

    /// A round of a setup, in self-assessment.
    pub async fn begun_with(&self, setup: Setup) -> String {
        let text = rulebook_text(&setup);
        let id = self.rounds.draft(&coordinator(NOW), setup, text).await.unwrap();
        self.begin(&id, Phase::SelfAssessment, NOW).await;
        id
    }

    /// Goes on to a phase.
    pub async fn begin(&self, round: &str, phase: Phase, now: i64) {
        let command = RoundCommand::Begin { phase, left: 0, reason: "để thử".to_owned() };
        self.rounds.act_on_round(&coordinator(now), round, command).await.unwrap();
    }
}

/// What a unit enters at a criterion of the illustrative rulebook that reads these numbers.
pub fn save(node: &str, seen: u64, numbers: &[(&str, f64)]) -> AssessmentCommand {
    let numbers = numbers.iter().map(|(name, value)| ((*name).to_owned(), Mark::number(*value))).collect();
    let entry = Entry { numbers, note: "Theo báo cáo của đơn vị".to_owned(), ..Entry::default() };
    AssessmentCommand::Save { node: node.to_owned(), seen, entry }
}

/// Every row is as the journal tells it.
pub async fn verified(store: &Store) {
    let verdict = store.verify(None).await.unwrap();
    assert!(verdict.findings.is_empty(), "{:?}", verdict.findings);
}

/// A signature with a second factor; what was not entered is left so knowingly.
pub fn signed() -> Declaration {
    Declaration {
        statement: "Tôi xác nhận số liệu".to_owned(),
        second_factor: true,
        signature: None,
        leaves_blank: true,
    }
}

impl Scene {
    /// A unit enters two criteria (1.1.1: level 2, full points; 1.1.2: 9 of 10) and submits.
    pub async fn submitted(&self, round: &str, unit: &str) {
        self.submitted_at(round, unit, NOW).await;
    }

    /// The same, at a moment.
    pub async fn submitted_at(&self, round: &str, unit: &str, now: i64) {
        let entered =
            vec![save("c1_1_1", 0, &[("level", 2.0)]), save("c1_1_2", 0, &[("finished", 9.0), ("planned", 10.0)])];
        self.rounds.act_on_unit(&lead(unit, now), round, unit, entered).await.unwrap();
        let submit = vec![AssessmentCommand::Submit { declaration: signed() }];
        self.rounds.act_on_unit(&approver(unit, now), round, unit, submit).await.unwrap();
    }
}
