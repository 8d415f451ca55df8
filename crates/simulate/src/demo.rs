//! The demonstration: a round that is over, one that is going on, and one inside a province; a survey that was published, and one that takes ballots.

use std::sync::Arc;

use chiso_access::Role;
use chiso_model::{Date, Text};
use chiso_round::Phase;
use chiso_surveys::Surveys;
use chiso_workspace::Refusal;

use crate::cast::{Cast, Keys};
use crate::chance::Chance;
use crate::editions::{generated, later_edition};
use crate::installation::Installation;
use crate::places;
use crate::play::{Plan, Play};
use crate::surveyed::{Surveyed, Surveying};

/// The rulebook of the round that is over.
const RULEBOOK: &str = "par-index/2024-province-illustrative";
/// A day, microseconds.
const DAY: i64 = 86_400_000_000;
/// Units some of whose people can sign in, in the order in which they are wanted.
const KNOWN: [&str; 6] = ["01", "48", "79", "48-2025", "79-2025", "31-2025"];

/// What is to be made.
#[derive(Debug, Clone, Copy)]
pub struct Demo {
    /// The seed of everything that is made up.
    pub seed: u64,
    /// The moment, microseconds since 1970: the round that is going on is in its first appraisal then.
    pub now_us: i64,
    /// True for a handful of units in place of all provinces.
    pub small: bool,
}

/// What was made.
#[derive(Debug)]
pub struct Filled {
    /// What people need to sign in.
    pub keys: Keys,
    /// How many people there are.
    pub people: usize,
    /// Id of the round that is over.
    pub finished: String,
    /// Its units.
    pub finished_units: usize,
    /// Id of the round that is going on.
    pub running: String,
    /// Its units.
    pub running_units: usize,
    /// Id of the round inside a province.
    pub inside: String,
    /// Its units.
    pub inside_units: usize,
    /// Stored pieces of evidence.
    pub papers: usize,
    /// What the council decided about.
    pub decided: usize,
    /// The survey that was published.
    pub surveyed: Surveyed,
    /// The survey that takes ballots.
    pub asking: Surveyed,
}

/// Fills an empty installation; `surveys` stand on its desk.
///
/// # Errors
/// What a deed refuses, which is a mistake of the simulation; the store, the vault, register and box.
pub async fn demo(place: &Installation, surveys: &Arc<Surveys>, demo: &Demo) -> Result<Filled, Refusal> {
    let chance = Chance::new(demo.seed);
    let most = if demo.small { 4 } else { usize::MAX };
    let before = places::provinces(place.desk(), Date::constant(2024, 12, 31), most);
    let after = places::provinces(place.desk(), Date::constant(2025, 12, 31), most);
    let inside = places::departments(place.desk(), "01", most, demo.now_us).await?;
    let cast = cast(&chance, [&before, &after, &inside]);
    let keys = cast.enter(place.rounds.desk().store(), &chance, at(2024, 12, 2)).await?;
    let papers = if demo.small { 2 } else { 6 };
    let surveying = Surveying { surveys, cast: &cast, chance: &chance };
    let surveyed = surveying.finished(&after, if demo.small { 12 } else { 40 }).await?;
    let asking = surveying.running(&inside, demo.now_us).await?;
    let (finished, old_papers, decided) = finished(place, &cast, &chance, (before, papers)).await?;
    let (running, new_papers) = running(place, &cast, &chance, (after, papers), demo.now_us).await?;
    let (within, inner_papers) = inside_a_province(place, &cast, &chance, inside, demo.now_us).await?;
    Ok(Filled {
        keys,
        people: cast.all().count(),
        finished_units: finished.units().len(),
        running_units: running.units().len(),
        inside_units: within.units().len(),
        finished: finished.id,
        running: running.id,
        inside: within.id,
        papers: old_papers + new_papers + inner_papers,
        decided,
        surveyed,
        asking,
    })
}

/// Nine in the morning of a day in Việt Nam.
pub(crate) fn at(year: i16, month: i8, day: i8) -> i64 {
    morning(Date::constant(year, month, day))
}

fn morning(day: Date) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    zone.to_timestamp(day.at(9, 0, 0, 0)).map_or(0, |moment| moment.as_microsecond())
}

/// Everybody: those who run, appraise, decide, look after and look on, and two people in every unit.
fn cast(chance: &Chance, units: [&[String]; 3]) -> Cast {
    let mut cast = Cast::default();
    let mut add =
        |word: &str, name: &str, held: (Role, Option<&str>), signs_in| cast.add(chance, word, name, held, signs_in);
    add("coordinator", "Nguyễn Thị Điều Phối", (Role::NationalCoordinator, None), true);
    for (word, name) in APPRAISERS {
        add(word, name, (Role::Appraiser, None), true);
    }
    for (number, name) in (1..).zip(COUNCIL) {
        add(&format!("council-{number}"), name, (Role::CouncilMember, None), number <= 2);
    }
    add("administrator", "Lê Văn Quản Trị", (Role::Administrator, None), true);
    add("inspector", "Phạm Thị Thanh Tra", (Role::Inspector, None), true);
    add("province-coordinator", "Trần Văn Nội Vụ", (Role::NationalCoordinator, Some("01")), true);
    add("survey-manager", "Đỗ Thị Khảo Sát", (Role::SurveyManager, None), true);
    add("interviewer", "Lý Văn Phỏng Vấn", (Role::Interviewer, Some("01")), true);
    for unit in units.into_iter().flatten() {
        let known = KNOWN.contains(&unit.as_str()) || unit == "mo-phong-01-so-noi-vu";
        add(&lead(unit), &format!("Đầu Mối {unit}"), (Role::UnitLead, Some(unit)), known);
        add(&approver(unit), &format!("Lãnh Đạo {unit}"), (Role::UnitApprover, Some(unit)), known);
        if known {
            add(
                &format!("contributor-{unit}"),
                &format!("Nhập Liệu {unit}"),
                (Role::UnitContributor, Some(unit)),
                true,
            );
        }
    }
    cast
}

const APPRAISERS: [(&str, &str); 4] = [
    ("appraiser-1", "Hoàng Thẩm Định Một"),
    ("appraiser-2", "Vũ Thẩm Định Hai"),
    ("appraiser-3", "Đặng Thẩm Định Ba"),
    ("appraiser-4", "Bùi Thẩm Định Bốn"),
];
const COUNCIL: [&str; 5] =
    ["Chủ Tịch Hội Đồng", "Ủy Viên Thứ Nhất", "Ủy Viên Thứ Hai", "Ủy Viên Thứ Ba", "Ủy Viên Thứ Tư"];

fn lead(unit: &str) -> String {
    format!("lead-{unit}")
}

fn approver(unit: &str) -> String {
    format!("approver-{unit}")
}

fn appraisers() -> Vec<(String, String)> {
    let agencies = ["bo-noi-vu", "bo-tu-phap", "bo-tai-chinh", "bo-khoa-hoc-va-cong-nghe"];
    APPRAISERS.iter().zip(agencies).map(|((word, _), agency)| ((*word).to_owned(), agency.to_owned())).collect()
}

fn council() -> Vec<String> {
    (1..=COUNCIL.len()).map(|number| format!("council-{number}")).collect()
}

/// The round over 2024, published and corrected.
async fn finished<'a>(
    place: &'a Installation,
    cast: &'a Cast,
    chance: &Chance,
    (units, papers): (Vec<String>, usize),
) -> Result<(Play<'a>, usize, usize), Refusal> {
    let yaml = place.rounds.catalogue().rulebook(RULEBOOK).map_err(|_| Refusal::Hidden)?.yaml.to_owned();
    let how = Plan {
        title: Text::new(
            "Chỉ số cải cách hành chính cấp tỉnh năm 2024 (mô phỏng)",
            "PAR INDEX of provinces 2024 (simulated)",
        ),
        owner: "viet-nam".to_owned(),
        year: 2024,
        rulebook: RULEBOOK.to_owned(),
        yaml,
        units,
        ends: [
            Date::constant(2025, 1, 24),
            Date::constant(2025, 2, 21),
            Date::constant(2025, 3, 7),
            Date::constant(2025, 3, 21),
            Date::constant(2025, 4, 4),
        ],
        appraisers: appraisers(),
        council: council(),
    };
    let who = ("coordinator", papers);
    let play = Play::draft(place, cast, chance, who, how, at(2024, 12, 16)).await?;
    play.begin(Phase::SelfAssessment, 0, at(2024, 12, 18)).await?;
    let mut stored = 0;
    for unit in play.units() {
        stored += play.enter(&unit, &lead(&unit), 100, at(2025, 1, 8)).await?;
        play.submit(&unit, &approver(&unit), at(2025, 1, 20)).await?;
    }
    play.begin(Phase::FirstAppraisal, 0, at(2025, 1, 25)).await?;
    play.join(None, at(2025, 2, 5)).await?;
    let words: Vec<String> = appraisers().into_iter().map(|(word, _)| word).collect();
    play.appraise(&words, 100, at(2025, 2, 12)).await?;
    play.begin(Phase::Explanation, 0, at(2025, 2, 22)).await?;
    play.explain(&lead, &approver, at(2025, 3, 3)).await?;
    play.begin(Phase::SecondAppraisal, 0, at(2025, 3, 8)).await?;
    play.appraise_again(&words, at(2025, 3, 14)).await?;
    play.begin(Phase::Council, 0, at(2025, 3, 22)).await?;
    let decided = play.decide(&council(), "15/QĐ-HĐTĐ (mô phỏng)", at(2025, 3, 28)).await?;
    play.publish("250/QĐ-BNV (mô phỏng)", "", at(2025, 4, 8)).await?;
    let corrected = play.units().into_iter().next().ok_or(Refusal::Hidden)?;
    play.correct(&corrected, "Theo kết luận kiểm tra số 31/KL-BNV (mô phỏng)", at(2025, 5, 12)).await?;
    play.publish("377/QĐ-BNV (mô phỏng)", "Đính chính theo kết luận kiểm tra (mô phỏng)", at(2025, 5, 15)).await?;
    Ok((play, stored, decided))
}

/// The round over 2025, in its first appraisal now.
async fn running<'a>(
    place: &'a Installation,
    cast: &'a Cast,
    chance: &Chance,
    (units, papers): (Vec<String>, usize),
    now_us: i64,
) -> Result<(Play<'a>, usize), Refusal> {
    let shipped = place.rounds.catalogue().rulebook(RULEBOOK).map_err(|_| Refusal::Hidden)?;
    let edition = "2025-province-simulated";
    let yaml = later_edition(shipped.yaml, edition, 2025).ok_or(Refusal::Hidden)?;
    let day = |days: i64| chiso_web::day_in_viet_nam(now_us + days * DAY);
    let before = |days: i64| morning(day(-days));
    let how = Plan {
        title: Text::new(
            "Chỉ số cải cách hành chính cấp tỉnh năm 2025 (mô phỏng)",
            "PAR INDEX of provinces 2025 (simulated)",
        ),
        owner: "viet-nam".to_owned(),
        year: 2025,
        rulebook: format!("par-index/{edition}"),
        yaml,
        units,
        ends: [day(-8), day(22), day(36), day(50), day(64)],
        appraisers: appraisers(),
        council: council(),
    };
    let play = Play::draft(place, cast, chance, ("coordinator", papers), how, before(40)).await?;
    play.begin(Phase::SelfAssessment, 0, before(38)).await?;
    let (units, mut stored) = (play.units(), 0);
    // The last unit is late: it has entered half and signed nothing.
    for (index, unit) in units.iter().enumerate() {
        let late = index + 1 == units.len();
        stored += play.enter(unit, &lead(unit), if late { 50 } else { 100 }, before(16)).await?;
        if !late {
            play.submit(unit, &approver(unit), before(10)).await?;
        }
    }
    play.begin(Phase::FirstAppraisal, 1, before(7)).await?;
    // Scores of the survey are there, and wait to be taken in.
    play.join(Some("sipas"), before(4)).await?;
    let words: Vec<String> = appraisers().into_iter().map(|(word, _)| word).collect();
    play.appraise(&words, 45, before(2)).await?;
    Ok((play, stored))
}

/// A round of a province over its departments, in self-assessment now.
async fn inside_a_province<'a>(
    place: &'a Installation,
    cast: &'a Cast,
    chance: &Chance,
    units: Vec<String>,
    now_us: i64,
) -> Result<(Play<'a>, usize), Refusal> {
    let name = Text::new("Chỉ số cải cách hành chính các sở", "Reform index of departments");
    let yaml = generated("par-index-so", "2025-simulated", &name, (4, 5));
    let day = |days: i64| chiso_web::day_in_viet_nam(now_us + days * DAY);
    let how = Plan {
        title: Text::new(
            "Chỉ số cải cách hành chính các sở của Hà Nội năm 2025 (mô phỏng)",
            "Reform index of the departments of Hà Nội 2025 (simulated)",
        ),
        owner: "01".to_owned(),
        year: 2025,
        rulebook: "par-index-so/2025-simulated".to_owned(),
        yaml,
        units,
        ends: [day(12), day(26), day(33), day(40), day(50)],
        appraisers: appraisers().into_iter().take(2).map(|(word, _)| (word, "01".to_owned())).collect(),
        council: council(),
    };
    let before = |days: i64| morning(day(-days));
    let play = Play::draft(place, cast, chance, ("province-coordinator", 3), how, before(12)).await?;
    play.begin(Phase::SelfAssessment, 0, before(10)).await?;
    let mut stored = 0;
    for (index, unit) in play.units().iter().enumerate() {
        // One has signed, the others are on their way: also the one whose people can sign in.
        let signed = index + 1 == play.units().len();
        let percent = if signed { 100 } else { chance.about(&["part", unit]).below(100) };
        stored += play.enter(unit, &lead(unit), percent, before(3)).await?;
        if signed {
            play.submit(unit, &approver(unit), before(1)).await?;
        }
    }
    Ok((play, stored))
}
