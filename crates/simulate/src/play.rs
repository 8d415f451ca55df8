//! One round played from its draft to its corrected issue, phase by phase, each through the deeds of `chiso-rounds`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_files::FileHash;
use chiso_model::{Date, Lang, Period, Text};
use chiso_round::assessment::{Declaration, Entry, Joined, Verdict};
use chiso_round::round::{AgendaItem, Appraiser, Council, Decision, Entrant, Meeting, Proposal, Setup, Visibility};
use chiso_round::{AssessmentCommand, Criterion, Deadline, Item, Mark, Numbers, Phase, RoundCommand, Rules, Stage};
use chiso_rounds::Held;
use chiso_store::rounds::RulebookText;
use chiso_workspace::Refusal;

use crate::cast::{Cast, Player};
use crate::chance::Chance;
use crate::installation::Installation;
use crate::ladder::Ladders;
use crate::papers::{self, Paper};

/// Commands on units, in the order in which they are given.
type Commands = Vec<(String, AssessmentCommand)>;

/// What a round is played with.
pub(crate) struct Play<'a> {
    pub(crate) place: &'a Installation,
    pub(crate) cast: &'a Cast,
    pub(crate) chance: Chance,
    /// The word of whoever runs it.
    pub(crate) coordinator: &'a str,
    /// Papers for each unit.
    pub(crate) papers: usize,
    pub(crate) id: String,
    held: Arc<Held>,
    ladders: Ladders,
}

/// How a round is set up.
pub(crate) struct Plan {
    pub(crate) title: Text,
    pub(crate) owner: String,
    pub(crate) year: i16,
    pub(crate) rulebook: String,
    pub(crate) yaml: String,
    pub(crate) units: Vec<String>,
    /// The last day of each timed phase.
    pub(crate) ends: [Date; 5],
    /// Words of those who appraise, and the agency of each; areas are dealt out in turn.
    pub(crate) appraisers: Vec<(String, String)>,
    /// Words of the council's members, the chair first.
    pub(crate) council: Vec<String>,
}

impl<'a> Play<'a> {
    /// Drafts a round.
    pub(crate) async fn draft(
        place: &'a Installation,
        cast: &'a Cast,
        chance: &Chance,
        (coordinator, papers): (&'a str, usize),
        plan: Plan,
        now_us: i64,
    ) -> Result<Play<'a>, Refusal> {
        let id_of = |word: &String| cast.who(word).map(|player| player.id.clone());
        let areas = areas(&plan.yaml)?;
        let appraisers = plan
            .appraisers
            .iter()
            .enumerate()
            .map(|(turn, (word, agency))| {
                let own = areas.iter().skip(turn).step_by(plan.appraisers.len().max(1));
                Ok(Appraiser { person: id_of(word)?, agency: agency.clone(), nodes: own.cloned().collect() })
            })
            .collect::<Result<Vec<_>, Refusal>>()?;
        let members: BTreeSet<String> = plan.council.iter().map(id_of).collect::<Result<_, _>>()?;
        let council =
            Council { quorum: members.len() / 2 + 1, members, chair: plan.council.first().map(id_of).transpose()? };
        let sha256 = FileHash::of(plan.yaml.as_bytes()).to_string();
        let setup = Setup {
            title: plan.title,
            owner: plan.owner,
            period: Period::year(plan.year),
            rulebook: plan.rulebook.clone(),
            rulebook_hash: sha256.clone(),
            units: plan.units.into_iter().map(|unit| Entrant { unit, group: None, ranked: true }).collect(),
            deadlines: Phase::TIMED.into_iter().zip(plan.ends.map(Deadline::end_of)).collect(),
            appraisers,
            council,
            visibility: Visibility { see: [Stage::First].into(), export: BTreeSet::new() },
            second_check: false,
            simulated: true,
        };
        let text = RulebookText { sha256, reference: plan.rulebook, text: plan.yaml, created: now_us };
        let id = place.rounds.draft(&cast.who(coordinator)?.at(now_us), setup, text).await?;
        let held = place.rounds.held(&id).await?;
        let chance = chance.about(&["round", &held.round.setup.rulebook, &held.round.setup.owner]);
        let ladders = Ladders::of(&held.rules, &chance);
        Ok(Play { place, cast, chance, coordinator, papers, id, held, ladders })
    }

    fn rules(&self) -> &Rules {
        &self.held.rules
    }

    /// The units, in the round's order.
    pub(crate) fn units(&self) -> Vec<String> {
        self.held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect()
    }

    /// Goes on to a phase, with so much left undone.
    pub(crate) async fn begin(&self, phase: Phase, left: usize, now_us: i64) -> Result<(), Refusal> {
        let reason = if left > 0 { "Hết thời hạn của giai đoạn trước" } else { "" }.to_owned();
        self.ask(RoundCommand::Begin { phase, left, reason }, self.coordinator, now_us).await
    }

    async fn ask(&self, command: RoundCommand, word: &str, now_us: i64) -> Result<(), Refusal> {
        self.place.rounds.act_on_round(&self.cast.who(word)?.at(now_us), &self.id, command).await.map(|_| ())
    }

    async fn tell(&self, commands: Commands, word: &str, now_us: i64) -> Result<(), Refusal> {
        self.place.rounds.act_on_units(&self.cast.who(word)?.at(now_us), &self.id, commands).await
    }

    /// How well a unit does in truth at a criterion, 0 to 1: units differ, and so do criteria.
    fn quality(&self, unit: &str, node: &str) -> f64 {
        let of_unit = 0.75 + 0.19 * self.chance.about(&["unit", unit]).share();
        let of_node = 0.10 * (self.chance.about(&["node", node]).share() - 0.5);
        let own = 0.30 * (self.chance.about(&["own", unit, node]).share() - 0.5);
        (of_unit + of_node + own).clamp(0.0, 1.0)
    }

    /// What a unit enters at a criterion: now and then a little more than it can prove.
    fn entry(&self, unit: &str, criterion: &Criterion) -> Option<Entry> {
        let mut chance = self.chance.about(&["enter", unit, &criterion.id]);
        let more = if chance.happens(12) { 0.25 } else { 0.0 };
        let (_, numbers) = self.ladders.pick(&criterion.id, self.quality(unit, &criterion.id) + more, &mut chance)?;
        let note = chance.one_of(&NOTES).copied().unwrap_or_default().to_owned();
        Some(Entry { numbers: numbers.clone(), note, ..Entry::default() })
    }

    /// A unit enters so many of a hundred of its criteria, from the first on, with papers for some.
    pub(crate) async fn enter(&self, unit: &str, lead: &str, percent: usize, now_us: i64) -> Result<usize, Refusal> {
        let lead_player = self.cast.who(lead)?;
        let criteria: Vec<&Criterion> = self.rules().self_scored().collect();
        let entered: Vec<&Criterion> = criteria.iter().take(criteria.len() * percent / 100).copied().collect();
        let mut commands: Commands = Vec::new();
        let mut tell = |command| commands.push((unit.to_owned(), command));
        for criterion in &entered {
            let Some(entry) = self.entry(unit, criterion) else { continue };
            tell(AssessmentCommand::Save { node: criterion.id.clone(), seen: 0, entry });
            tell(AssessmentCommand::Ready { node: criterion.id.clone() });
        }
        let filed = self.file(unit, &entered, (lead_player, now_us)).await?;
        let count = filed.len();
        filed.into_iter().for_each(tell);
        self.tell(commands, lead, now_us).await?;
        Ok(count)
    }

    /// Papers of a unit for its criteria in turn, stored and as commands.
    async fn file(
        &self,
        unit: &str,
        criteria: &[&Criterion],
        by: (&Player, i64),
    ) -> Result<Vec<AssessmentCommand>, Refusal> {
        if criteria.is_empty() || self.papers == 0 {
            return Ok(Vec::new());
        }
        let mut chance = self.chance.about(&["papers", unit]);
        let first = chance.below(criteria.len());
        let about: Vec<&Criterion> = criteria.iter().cycle().skip(first).take(self.papers).copied().collect();
        let year = self.held.round.setup.period.last_day().year();
        let made = about
            .iter()
            .map(|criterion| Paper::about(unit, criterion.code.as_deref().unwrap_or(&criterion.id), year, &mut chance))
            .collect();
        let kept = papers::store(self.place.desk(), &self.place.vault, by, made, &mut chance).await?;
        let add = |(criterion, evidence): (&Criterion, _)| AssessmentCommand::AddEvidence {
            node: criterion.id.clone(),
            evidence,
        };
        Ok(about.into_iter().zip(kept).map(add).collect())
    }

    /// The head of a unit signs.
    pub(crate) async fn submit(&self, unit: &str, approver: &str, now_us: i64) -> Result<(), Refusal> {
        let command = AssessmentCommand::Submit { declaration: signed() };
        self.tell(vec![(unit.to_owned(), command)], approver, now_us).await
    }

    /// Points of surveys, statistics, dossiers and other indices join, but for those of an index that is left for people to take in.
    pub(crate) async fn join(&self, left: Option<&str>, now_us: i64) -> Result<(), Refusal> {
        let mut commands = Commands::new();
        for unit in self.units() {
            let mut values: BTreeMap<(String, Option<Period>), Joined> = BTreeMap::new();
            for criterion in self.rules().criteria().iter().filter(|criterion| !criterion.is_appraised()) {
                let mut chance = self.chance.about(&["join", &unit, &criterion.id]);
                let picked = self.ladders.pick(&criterion.id, self.quality(&unit, &criterion.id), &mut chance);
                let Some((_, numbers)) = picked else { continue };
                let is_left = |indicator: &str| left.is_some_and(|index| indicator.split('.').next() == Some(index));
                let inputs = criterion.inputs.iter().filter(|input| input.entered_here && !is_left(&input.indicator));
                for input in inputs {
                    let Some(value) = numbers.get(&input.name).copied() else { continue };
                    let joined = Joined {
                        indicator: input.indicator.clone(),
                        period: input.earlier,
                        value,
                        source: "Số liệu mô phỏng".to_owned(),
                    };
                    values.entry((input.indicator.clone(), input.earlier)).or_insert(joined);
                }
            }
            let values = values.into_values().collect();
            commands.push((unit, AssessmentCommand::Join { values }));
        }
        self.tell(commands, self.coordinator, now_us).await
    }

    /// The first appraisal of a part of the units' criteria: most is accepted, some is lowered and asked about.
    pub(crate) async fn appraise(&self, appraisers: &[String], percent: u32, now_us: i64) -> Result<(), Refusal> {
        let assessments = self.place.rounds.all_assessments(&self.held).await?;
        for word in appraisers {
            let player = self.cast.who(word)?;
            let mut commands = Commands::new();
            for unit in self.units() {
                let Some(assessment) = assessments.get(&unit) else { continue };
                for criterion in self.rules().criteria().iter().filter(|criterion| criterion.is_appraised()) {
                    let mut chance = self.chance.about(&["appraise", &unit, &criterion.id]);
                    if !self.held.round.is_appraiser(&player.id, criterion) || !chance.happens(percent) {
                        continue;
                    }
                    let seen = assessment.links(&criterion.id).len();
                    // What the unit does not score itself, as penalties, the appraiser enters.
                    if seen == 0 && criterion.self_scored {
                        continue;
                    }
                    let verdict = self.verdict(&unit, criterion, assessment.item(&criterion.id), &mut chance);
                    let node = criterion.id.clone();
                    commands
                        .push((unit.clone(), AssessmentCommand::Appraise { node, stage: Stage::First, seen, verdict }));
                }
            }
            self.tell(commands, word, now_us).await?;
        }
        Ok(())
    }

    fn verdict(&self, unit: &str, criterion: &Criterion, item: Option<&Item>, chance: &mut Chance) -> Verdict {
        let said = |reasons: &[&str], chance: &mut Chance| {
            chance.one_of(reasons).map_or_else(String::new, |r| (*r).to_owned())
        };
        let claimed = item.and_then(Item::effective);
        if !criterion.self_scored && claimed.is_none() {
            let wanted = if chance.happens(90) { 1.0 } else { 0.6 };
            let numbers = self.ladders.pick(&criterion.id, wanted, chance).map(|(_, numbers)| numbers.clone());
            let found = Some(Entry { numbers: numbers.unwrap_or_default(), ..Entry::default() });
            return Verdict {
                change: found,
                reason: "Theo hồ sơ theo dõi của cơ quan thẩm định".to_owned(),
                asks: None,
            };
        }
        let lower = self.quality(unit, &criterion.id) - 0.3;
        let found = self.ladders.pick(&criterion.id, lower, chance).map(|(_, numbers)| numbers.clone());
        let points = |numbers: &Numbers| self.rules().propose(criterion, numbers, &[]).ok().and_then(Mark::value);
        let is_lower = |numbers: &Numbers| {
            let (claimed, judged) = (claimed.and_then(|link| link.points.value()), points(numbers));
            claimed.zip(judged).is_some_and(|(claimed, judged)| judged < claimed)
        };
        match found.filter(is_lower).filter(|_| chance.happens(7)) {
            Some(numbers) => Verdict {
                change: Some(Entry { numbers, ..Entry::default() }),
                reason: said(&LOWERED, chance),
                asks: Some(said(&ASKED, chance)),
            },
            None => Verdict { change: None, reason: said(&ACCEPTED, chance), asks: None },
        }
    }

    /// Units answer what was asked, with one more paper now and then.
    pub(crate) async fn explain(&self, lead: Words<'_>, approver: Words<'_>, now_us: i64) -> Result<(), Refusal> {
        for (unit, assessment) in self.place.rounds.all_assessments(&self.held).await? {
            let asked: Vec<&String> =
                assessment.items.iter().filter(|(_, item)| item.asked().is_some()).map(|(node, _)| node).collect();
            if asked.is_empty() {
                continue;
            }
            let word = lead(&unit);
            let player = self.cast.who(&word)?;
            let mut chance = self.chance.about(&["explain", &unit]);
            let mut commands = Commands::new();
            for node in asked {
                if !chance.happens(85) {
                    continue;
                }
                let note = chance.one_of(&ANSWERS).copied().unwrap_or_default().to_owned();
                let entry = Entry { note, ..Entry::default() };
                commands.push((unit.clone(), AssessmentCommand::Explain { node: node.clone(), seen: 0, entry }));
                if chance.happens(50) {
                    let year = self.held.round.setup.period.last_day().year();
                    let made = vec![Paper::about(&unit, node, year, &mut chance)];
                    let by = (player, now_us);
                    let kept = papers::store(self.place.desk(), &self.place.vault, by, made, &mut chance).await?;
                    let add = |evidence| AssessmentCommand::AddEvidence { node: node.clone(), evidence };
                    commands.extend(kept.into_iter().map(|evidence| (unit.clone(), add(evidence))));
                }
            }
            self.tell(commands, &word, now_us).await?;
            let submit = AssessmentCommand::SubmitExplanation { declaration: signed() };
            self.tell(vec![(unit.clone(), submit)], &approver(&unit), now_us).await?;
        }
        Ok(())
    }

    /// The second appraisal of what was asked about: the unit's own score is taken where its answer convinces.
    pub(crate) async fn appraise_again(&self, appraisers: &[String], now_us: i64) -> Result<(), Refusal> {
        let assessments = self.place.rounds.all_assessments(&self.held).await?;
        for word in appraisers {
            let player = self.cast.who(word)?;
            let mut commands = Commands::new();
            for (unit, assessment) in &assessments {
                for (node, item) in assessment.items.iter().filter(|(_, item)| item.is_flagged()) {
                    let own = |criterion: &&Criterion| self.held.round.is_appraiser(&player.id, criterion);
                    let Some(criterion) = self.rules().criterion(node).filter(own) else { continue };
                    let mut chance = self.chance.about(&["again", unit, node]);
                    let answered = item.at(Stage::Explanation).is_some();
                    let claimed = item.at(Stage::SelfScore).filter(|_| answered && chance.happens(40));
                    let (taken, reason) = match claimed {
                        Some(link) => (
                            Some(Entry { numbers: link.numbers.clone(), ..Entry::default() }),
                            "Tài liệu bổ sung chứng minh được số liệu của đơn vị",
                        ),
                        None if answered => {
                            (None, "Giải trình chưa có tài liệu chứng minh; giữ kết quả thẩm định lần đầu")
                        }
                        None => (None, "Đơn vị không giải trình; giữ kết quả thẩm định lần đầu"),
                    };
                    let verdict = Verdict { change: taken, reason: reason.to_owned(), asks: None };
                    let (node, seen) = (criterion.id.clone(), item.links.len());
                    commands.push((
                        unit.clone(),
                        AssessmentCommand::Appraise { node, stage: Stage::Second, seen, verdict },
                    ));
                }
            }
            self.tell(commands, word, now_us).await?;
        }
        Ok(())
    }

    /// The council meets about what is still disputed, votes, and decides.
    pub(crate) async fn decide(&self, council: &[String], number: &str, now_us: i64) -> Result<usize, Refusal> {
        const MOST: usize = 12;
        let assessments = self.place.rounds.all_assessments(&self.held).await?;
        let mut agenda = Vec::new();
        for (unit, assessment) in &assessments {
            for (node, item) in &assessment.items {
                let (claimed, judged) = (item.at(Stage::SelfScore), item.at(Stage::Second));
                let Some((claimed, judged)) = claimed.zip(judged).filter(|(c, j)| c.points != j.points) else {
                    continue;
                };
                let proposals = vec![
                    Proposal { points: judged.points, reason: "Theo kết quả thẩm định lần hai".to_owned() },
                    Proposal { points: claimed.points, reason: "Theo đề nghị của đơn vị".to_owned() },
                ];
                let (unit, node) = (unit.clone(), node.clone());
                agenda.push(AgendaItem { unit, node, proposals, votes: BTreeMap::new() });
            }
        }
        let mut chance = self.chance.about(&["council"]);
        let by_chance = |item: &AgendaItem| self.chance.about(&["agenda", &item.unit, &item.node]).draw();
        agenda.sort_by_key(by_chance);
        agenda.truncate(MOST);
        let on = chiso_web::day_in_viet_nam(now_us);
        let meeting = Meeting {
            id: chance.id(),
            on,
            place: Some("Hà Nội".to_owned()),
            agenda: agenda.clone(),
            present: BTreeSet::new(),
            concluded: None,
        };
        let id = meeting.id.clone();
        self.ask(RoundCommand::Call { meeting: Box::new(meeting) }, self.coordinator, now_us).await?;
        let present: Vec<&String> = council.iter().take(council.len().saturating_sub(1).max(1)).collect();
        let members = present.iter().map(|word| Ok(self.cast.who(word)?.id.clone())).collect::<Result<_, Refusal>>()?;
        self.ask(RoundCommand::Attend { meeting: id.clone(), members }, self.coordinator, now_us).await?;
        for item in &agenda {
            for word in council {
                let mut chance = self.chance.about(&["vote", word, &item.unit, &item.node]);
                let choice = Some(usize::from(chance.happens(35)));
                let vote = RoundCommand::Vote {
                    meeting: id.clone(),
                    unit: item.unit.clone(),
                    node: item.node.clone(),
                    choice,
                    written: !present.contains(&word),
                    remark: String::new(),
                };
                self.ask(vote, word, now_us).await?;
            }
        }
        let decision = Decision { number: number.to_owned(), on, place: "Hà Nội".to_owned() };
        let minutes = "Hội đồng thẩm định (mô phỏng) thảo luận và bỏ phiếu từng nội dung.".to_owned();
        let conclude = RoundCommand::Conclude { meeting: id, decision, minutes, paper: None };
        self.ask(conclude, self.coordinator, now_us).await?;
        let held = self.place.rounds.held(&self.id).await?;
        let mut carried = Commands::new();
        for (unit, assessment) in &assessments {
            for (meeting, node) in assessment.to_take_over(held.frame(unit)) {
                let (node, meeting) = (node.to_owned(), meeting.to_owned());
                carried.push((unit.clone(), AssessmentCommand::Decide { node, meeting }));
            }
        }
        self.tell(carried, self.coordinator, now_us).await?;
        Ok(agenda.len())
    }

    /// Publishes, the first time or after a correction.
    pub(crate) async fn publish(&self, number: &str, reason: &str, now_us: i64) -> Result<(), Refusal> {
        let decision =
            Decision {
                number: number.to_owned(), on: chiso_web::day_in_viet_nam(now_us), place: "Hà Nội".to_owned()
            };
        let coordinator = self.cast.who(self.coordinator)?.at(now_us);
        self.place.rounds.publish(&coordinator, &self.id, decision, reason.to_owned()).await.map(|_| ())
    }

    /// Corrects one published score of a unit: the first that can be lowered.
    pub(crate) async fn correct(&self, unit: &str, reason: &str, now_us: i64) -> Result<(), Refusal> {
        let assessment = self.place.rounds.assessment(&self.held, unit).await?;
        let mut chance = self.chance.about(&["correct", unit]);
        let lower = self.rules().self_scored().find_map(|criterion| {
            let now = assessment.item(&criterion.id).and_then(Item::effective)?.points.value()?;
            let (_, numbers) = self.ladders.pick(&criterion.id, 0.5, &mut chance)?;
            let then = self.rules().propose(criterion, numbers, &[]).ok()?.value()?;
            (then < now).then(|| (criterion.id.clone(), numbers.clone()))
        });
        let (node, numbers) = lower.ok_or(Refusal::Hidden)?;
        let entry = Entry { numbers, ..Entry::default() };
        let command = AssessmentCommand::Correct { node, entry, reason: reason.to_owned() };
        self.tell(vec![(unit.to_owned(), command)], self.coordinator, now_us).await
    }
}

/// From a unit to the word of somebody in it.
pub(crate) type Words<'w> = &'w dyn Fn(&str) -> String;

/// Ids of the areas of a rulebook: the nodes right below its root.
fn areas(yaml: &str) -> Result<Vec<String>, Refusal> {
    let rulebook = chiso_rulebook::read_yaml(yaml, "rulebook.yaml").map_err(|problems| {
        let said = |lang| problems.iter().map(|problem| problem.line(lang)).collect::<Vec<_>>().join("\n");
        Refusal::Fault(Text::new(said(Lang::Vi), said(Lang::En)))
    })?;
    Ok(rulebook.tree.children.iter().map(|area| area.id.to_string()).collect())
}

/// A signature with a second factor; what was not entered is left so knowingly.
fn signed() -> Declaration {
    Declaration {
        statement: "Tôi xác nhận số liệu (mô phỏng)".to_owned(),
        second_factor: true,
        signature: None,
        leaves_blank: true,
    }
}

const NOTES: [&str; 4] = [
    "Theo báo cáo năm của đơn vị (mô phỏng)",
    "Số liệu tổng hợp từ hệ thống một cửa (mô phỏng)",
    "Theo kế hoạch và kết quả kiểm tra nội bộ (mô phỏng)",
    "Theo văn bản đã ban hành trong năm (mô phỏng)",
];
const ACCEPTED: [&str; 4] = [
    "Tài liệu kiểm chứng đầy đủ",
    "Thống nhất với số liệu của đơn vị",
    "Phù hợp với số liệu theo dõi của cơ quan thẩm định",
    "Đủ căn cứ theo hướng dẫn chấm điểm",
];
const LOWERED: [&str; 3] = [
    "Tài liệu chưa chứng minh được toàn bộ số liệu",
    "Một phần nhiệm vụ hoàn thành sau thời hạn",
    "Số liệu không khớp với hệ thống theo dõi",
];
const ASKED: [&str; 3] = [
    "Đề nghị bổ sung danh mục sản phẩm của từng nhiệm vụ",
    "Đề nghị giải trình phần chênh lệch số liệu",
    "Đề nghị gửi văn bản chứng minh thời điểm hoàn thành",
];
const ANSWERS: [&str; 3] = [
    "Đơn vị gửi bổ sung tài liệu chứng minh (mô phỏng)",
    "Phần chênh lệch do nhiệm vụ được giao thêm trong năm (mô phỏng)",
    "Văn bản đã ban hành đúng hạn, gửi chậm trên hệ thống (mô phỏng)",
];
