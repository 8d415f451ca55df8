//! A store of real size, to be measured under load: provinces over two years, then communes.

use chiso_access::Role;
use chiso_identity::Token;
use chiso_model::{Date, Text};
use chiso_round::Phase;
use chiso_store::sessions::Session;
use chiso_store::{Act, salt};
use chiso_workspace::Refusal;

use crate::cast::Cast;
use crate::chance::Chance;
use crate::editions::{generated, later_edition};
use crate::installation::Installation;
use crate::places;
use crate::play::{Plan, Play};

/// How large.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The seed of everything that is made up.
    pub seed: u64,
    /// The moment, microseconds since 1970.
    pub now_us: i64,
    /// Provinces at most; there are 34.
    pub provinces: usize,
    /// Stored pieces of evidence for each province and round.
    pub papers: usize,
    /// Communes; there are 3,321.
    pub communes: usize,
    /// Areas of their rulebook, and criteria of each.
    pub criteria: (usize, usize),
    /// How many sessions are opened for those who will work.
    pub sessions: usize,
}

/// What was made.
#[derive(Debug)]
pub struct Scaled {
    /// The round over provinces that is in its first appraisal, and the one over provinces in self-assessment.
    pub provinces: [String; 2],
    /// The round over communes, in self-assessment.
    pub communes: String,
    /// Units of these rounds that can be opened.
    pub units: Vec<String>,
    /// Communes that can be opened.
    pub commune_units: Vec<String>,
    /// Sessions, each the role of whose it is and the value of its cookie.
    pub sessions: Vec<(Role, String)>,
    /// Stored pieces of evidence.
    pub papers: usize,
}

const DAY: i64 = 86_400_000_000;
const RULEBOOK: &str = "par-index/2024-province-illustrative";
const YEARS: [i16; 2] = [2025, 2026];

/// Fills an empty installation.
///
/// # Errors
/// As [`crate::demo`].
pub async fn fill(place: &Installation, scale: &Scale) -> Result<Scaled, Refusal> {
    let chance = Chance::new(scale.seed);
    let now = scale.now_us;
    let units = places::provinces(place.desk(), Date::constant(2025, 12, 31), scale.provinces);
    let communes = places::communes(place.desk(), &units, scale.communes, now - 50 * DAY).await?;
    let mut cast = Cast::default();
    for (word, role) in [
        ("coordinator", Role::NationalCoordinator),
        ("appraiser", Role::Appraiser),
        ("council", Role::CouncilMember),
        ("lead", Role::UnitLead),
        ("approver", Role::UnitApprover),
    ] {
        cast.add(&chance, word, word, (role, None), false);
    }
    cast.enter(place.desk().store(), &chance, now - 50 * DAY).await?;
    let mut papers = 0;
    let mut rounds = Vec::new();
    for year in YEARS {
        let shipped = place.rounds.catalogue().rulebook(RULEBOOK).map_err(|_| Refusal::Hidden)?;
        let edition = format!("{year}-province-simulated");
        let yaml = later_edition(shipped.yaml, &edition, year).ok_or(Refusal::Hidden)?;
        let how = plan(year, (&format!("par-index/{edition}"), yaml), units.clone(), now);
        let play = Play::draft(place, &cast, &chance, ("coordinator", scale.papers), how, now - 40 * DAY).await?;
        play.begin(Phase::SelfAssessment, 0, now - 38 * DAY).await?;
        // The earlier round is appraised, in the later one people still enter.
        let appraised = year == YEARS[0];
        for unit in &units {
            papers += play.enter(unit, "lead", if appraised { 100 } else { 60 }, now - 20 * DAY).await?;
            if appraised {
                play.submit(unit, "approver", now - 10 * DAY).await?;
            }
        }
        if appraised {
            play.begin(Phase::FirstAppraisal, 1, now - 9 * DAY).await?;
            play.join(None, now - 8 * DAY).await?;
            play.appraise(&["appraiser".to_owned()], 50, now - 2 * DAY).await?;
        }
        rounds.push(play.id);
    }
    let name = Text::new("Chỉ số phục vụ cấp xã", "Service index of communes");
    let yaml = generated("par-index-xa", "2026-simulated", &name, scale.criteria);
    let how = plan(2026, ("par-index-xa/2026-simulated", yaml), communes.clone(), now);
    let play = Play::draft(place, &cast, &chance, ("coordinator", 0), how, now - 40 * DAY).await?;
    play.begin(Phase::SelfAssessment, 0, now - 38 * DAY).await?;
    for unit in &communes {
        play.enter(unit, "lead", 100, now - 20 * DAY).await?;
    }
    let sessions = sessions(place, &cast, scale.sessions, now).await?;
    let [first, second] = rounds.try_into().map_err(|_| Refusal::Hidden)?;
    let provinces = [first, second];
    Ok(Scaled { provinces, communes: play.id, units, commune_units: communes, sessions, papers })
}

fn plan(year: i16, (rulebook, yaml): (&str, String), units: Vec<String>, now_us: i64) -> Plan {
    let day = |days: i64| chiso_web::day_in_viet_nam(now_us + days * DAY);
    Plan {
        title: Text::new(format!("Đợt đo tải {year} (mô phỏng)"), format!("Round for load {year} (simulated)")),
        owner: "viet-nam".to_owned(),
        year,
        rulebook: rulebook.to_owned(),
        yaml,
        units,
        ends: [day(10), day(40), day(50), day(60), day(70)],
        appraisers: vec![("appraiser".to_owned(), "bo-noi-vu".to_owned())],
        council: vec!["council".to_owned()],
    }
}

/// Opens sessions with a second factor, by turns for a lead, an appraiser and a coordinator.
async fn sessions(
    place: &Installation,
    cast: &Cast,
    count: usize,
    now_us: i64,
) -> Result<Vec<(Role, String)>, Refusal> {
    const HOURS_12: i64 = 12 * 3_600_000_000;
    let mut rows = Vec::new();
    let mut opened = Vec::new();
    for word in ["lead", "appraiser", "coordinator"].into_iter().cycle().take(count) {
        let (player, token) = (cast.who(word)?, Token::generate()?);
        rows.push(Session {
            id: chiso_workspace::house::new_id(),
            person: player.id.clone(),
            hash: token.digest(),
            created: now_us,
            expires: now_us.saturating_add(HOURS_12),
            ended: None,
            second_factor: true,
            way: "password".to_owned(),
            device: Some("xtask".to_owned()),
            address: Some("127.0.0.1".to_owned()),
            salt: Some(salt()),
        });
        opened.push((player.role().ok_or(Refusal::Hidden)?, token.text().to_owned()));
    }
    place
        .desk()
        .store()
        .write(Act::new("system", "simulation.sessions", now_us), move |writer| -> Result<(), Refusal> {
            for row in &rows {
                writer.insert(row)?;
            }
            Ok(())
        })
        .await?;
    Ok(opened)
}
