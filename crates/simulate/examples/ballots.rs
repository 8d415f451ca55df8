//! Fills a store in a folder with two surveys that take ballots, to be measured under load, and writes beside it what the measuring client needs: `cargo xtask
//! ballot-load` runs it.
//!
//! `ballots FOLDER BALLOTS MORE`: so many ballots for the measurement, 36,525 citizens' to 49,159 officials' as the country has them, and for each survey MORE people whose
//! ballots are given apart. The store is `FOLDER/data`; `FOLDER/load.json` names the surveys and a session, `FOLDER/ballots.txt` has a line a ballot: number of the survey,
//! code of the invitation, answers.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use chiso_access::{Actor, Assignment, Role};
use chiso_catalogue::Catalogue;
use chiso_files::{Rules, Vault};
use chiso_identity::Token;
use chiso_model::agency::AgencyKind;
use chiso_model::{Date, Lang, Text};
use chiso_questionnaire::{Answer, Form, check, shipped};
use chiso_simulate::Chance;
use chiso_store::people;
use chiso_store::sessions::Session;
use chiso_store::{Act, Location, Store, salt};
use chiso_survey::campaign::{CampaignCommand, Mode, Reminders, Setup};
use chiso_surveys::{Design, Folder, PeopleList, Person, Progress, Surveys};
use chiso_web::Caller;
use chiso_workspace::house::XLSX;
use chiso_workspace::{Desk, Parts, Policy, Refusal};
use serde_json::{Map, Value, json};

const OWNER: &str = "viet-nam";
const SINCE: Date = Date::constant(2024, 1, 1);
const SEED: u64 = 36_525;
const HOUR: i64 = 3_600_000_000;
/// No group of people who are alike is smaller.
const LEAST: usize = 20;
/// How often of a hundred times the better answers of a scale are given.
const CONTENT: f64 = 70.0;
/// Communes that are drawn in a province.
const COMMUNES: usize = 5;
/// Form, ballots of each in the country, and title.
const SURVEYS: [(&str, usize, &str, &str); 2] = [
    ("sipas_2026", 36_525, "Khảo sát người dân (mô phỏng)", "Survey of citizens (simulated)"),
    ("officials_ballot", 49_159, "Khảo sát công chức (mô phỏng)", "Survey of officials (simulated)"),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (folder, ballots, more) = match words.as_slice() {
        [folder, ballots, more] => (PathBuf::from(folder), ballots.parse(), more.parse()),
        _ => (PathBuf::new(), "".parse(), "".parse()),
    };
    let (Ok(ballots), Ok(more)) = (ballots, more) else {
        eprintln!("ballots FOLDER BALLOTS MORE");
        return ExitCode::from(2);
    };
    match made(&folder, ballots, more) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn made(folder: &Path, ballots: usize, more: usize) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let now = now_us();
        let data = folder.join("data");
        let store = Store::open(&Location::Folder(data.clone())).await.map_err(|error| error.message(Lang::En))?;
        let files = chiso_files::Location::Folder(data.join("files"));
        let vault = Vault::open(&files, Rules::default()).map_err(|error| error.message(Lang::En))?;
        let policy = Policy {
            public_url: String::new(),
            session_us: 0,
            idle_us: 0,
            second_factor_roles: Vec::new(),
            passwords: true,
        };
        let desk = Arc::new(Desk::new(Parts { store, policy }).with_files(vault));
        let catalogue = Catalogue::load().map_err(|error| error.message(Lang::En))?;
        desk.open_register(catalogue.register(), now).await.map_err(|error| error.message(Lang::En))?;
        let said = |refusal: Refusal| refusal.message(Lang::En);
        let (manager, cookie) = signed_in(&desk, now).await.map_err(said)?;
        let surveys = Surveys::open(desk, Folder(&data.join("ballots"))).map_err(|error| error.to_string())?;
        let (mut lines, mut ids) = (String::new(), Vec::new());
        let whole: usize = SURVEYS.iter().map(|(_, people, ..)| people).sum();
        for (number, (form, people, vi, en)) in SURVEYS.into_iter().enumerate() {
            let count = ballots * people / whole + more;
            let title = Text::new(vi, en);
            let (id, codes) = opened(&surveys, &manager, (form, title), count).await.map_err(said)?;
            let form = shipped(form).ok_or("no such form")?;
            for (code, answers) in codes.into_iter().zip(all_answers(&form, count, manager.day)) {
                writeln!(lines, "{number}\t{code}\t{answers}").map_err(|error| error.to_string())?;
            }
            println!("{en}: {count} people are invited ({} s)", (now_us() - now) / 1_000_000);
            ids.push(id);
        }
        let told = json!({ "surveys": ids, "cookie": cookie });
        std::fs::write(folder.join("load.json"), told.to_string()).map_err(|error| error.to_string())?;
        std::fs::write(folder.join("ballots.txt"), lines).map_err(|error| error.to_string())
    })
}

/// The manager of surveys, with a session.
async fn signed_in(desk: &Desk, now_us: i64) -> Result<(Caller, String), Refusal> {
    let chance = Chance::new(SEED);
    let (person, token) = (chance.about(&["manager"]).id(), Token::generate()?);
    let row = people::Assignment {
        id: chance.about(&["assignment"]).id(),
        version: 1,
        person: person.clone(),
        role: Role::SurveyManager.id().to_owned(),
        agency: None,
        scope: Value::Array(Vec::new()),
        valid_from: SINCE,
        valid_to: None,
        delegated_from: None,
        granted_by: "system".to_owned(),
        ended: None,
    };
    let session = Session {
        id: chiso_workspace::house::new_id(),
        person: person.clone(),
        hash: token.digest(),
        created: now_us,
        expires: now_us.saturating_add(12 * HOUR),
        ended: None,
        second_factor: true,
        way: "password".to_owned(),
        device: Some("xtask".to_owned()),
        address: Some("127.0.0.1".to_owned()),
        salt: Some(salt()),
    };
    let held = vec![Assignment::everywhere(Role::SurveyManager, SINCE)];
    let actor = Actor { second_factor: true, ..Actor::person(&person, held) };
    let manager =
        Caller { actor, name: "manager".to_owned(), request_id: "simulation".to_owned(), ..Caller::anonymous(now_us) };
    desk.store()
        .write(Act::new("system", "simulation.manager", now_us), move |writer| -> Result<(), Refusal> {
            writer.add_person(&person, "Người quản lý (mô phỏng)", "manager@mo-phong.example", "vi")?;
            writer.insert(&row)?;
            writer.insert(&session)?;
            Ok(())
        })
        .await?;
    Ok((manager, token.text().to_owned()))
}

/// A survey that takes ballots: its id, and the codes of everybody invited, in no order.
async fn opened(
    surveys: &Surveys,
    manager: &Caller,
    (form, title): (&str, Text),
    count: usize,
) -> Result<(String, Vec<String>), Refusal> {
    let file = shipped(form).ok_or(Refusal::Hidden)?.to_xlsx().map_err(|_| Refusal::Hidden)?;
    let file = surveys.desk().keep_file(manager, &format!("{form}.xlsx"), XLSX, file).await?;
    let setup = Setup {
        title,
        owner: OWNER.to_owned(),
        year: 2026,
        form: Some(file.to_string()),
        opens: manager.now_us - HOUR,
        closes: manager.now_us + 240 * HOUR,
        modes: BTreeSet::from([Mode::Own]),
        keep_place: false,
        least: u32::try_from(LEAST).unwrap_or(u32::MAX),
        between: 100,
        per_minute: 60,
        reminders: Reminders::default(),
        letter: Text::new("Kính mời Ông/Bà trả lời phiếu.", "You are invited to answer."),
        sms: Text::default(),
        thanks: Text::new("Xin cảm ơn Ông/Bà.", "Thank you."),
        sample: [].into(),
        simulated: true,
    };
    let survey = surveys.draft(manager, setup).await?;
    let people = list(surveys.desk(), manager.day, count, form);
    surveys.invite(manager, &survey, people, Arc::new(Progress::default())).await?;
    surveys.act(manager, &survey, CampaignCommand::Open).await?;
    let (key, id) = (surveys.desk().invitation_key(manager.now_us).await?, survey.clone());
    let invited = surveys.desk().store().read(move |reader| reader.invitees(&id, "", i64::MAX)).await?;
    let codes = invited.iter().map(|invitee| code_text(key.code(&survey, &invitee.id))).collect();
    Ok((survey, codes))
}

/// People of drawn communes in every province, dealt out so that no group is too small.
fn list(desk: &Desk, day: Date, count: usize, form: &str) -> PeopleList {
    let register = desk.register();
    let is_province = |kind| matches!(kind, AgencyKind::Province | AgencyKind::City);
    let there = register
        .at(day)
        .filter(|found| register.get(found.id()).is_some_and(|agency| is_province(agency.kind_on(day))));
    let provinces = there.map(|found| found.id().as_str().to_owned());
    let places = provinces.flat_map(|province| (1..=COMMUNES).map(move |commune| (province.clone(), commune)));
    let places: Vec<(String, usize)> = places.take((count / LEAST).max(1)).collect();
    let person = |number: usize| {
        let (province, commune) = &places[number % places.len()];
        let design = Design::from([
            ("stratum".to_owned(), json!(province)),
            ("psu".to_owned(), json!(format!("{province}-{commune}"))),
            ("weight".to_owned(), json!(1.0 + *commune as f64)),
            ("unit".to_owned(), json!(province)),
        ]);
        Person {
            row: number as u64 + 2,
            name: Some(format!("Người {number}")),
            mail: None,
            phone: None,
            lang: Lang::Vi,
            design,
            own: None,
        }
    };
    let sha256 = format!("{:0>64}", form.len());
    PeopleList { people: (0..count).map(person).collect(), sha256, unread: Vec::new() }
}

/// Crockford's base 32: 26 digits of 128 bits and two zeros.
fn code_text(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    let five = |place: usize| if place == 25 { bits << 2 } else { bits >> (123 - 5 * place) };
    let digits = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..26).map(|place| char::from(digits[usize::try_from(five(place) & 31).unwrap_or_default()])).collect()
}

/// Answers of so many people, as JSON, worked out on all cores.
fn all_answers(form: &Form, count: usize, today: Date) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let numbers: Vec<usize> = (0..count).collect();
    std::thread::scope(|scope| {
        let parts = numbers.chunks(count.div_ceil(cores).max(1)).map(|part| {
            scope.spawn(move || part.iter().map(|number| answers(form, *number, today)).collect::<Vec<_>>())
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

/// Answers to everything that somebody is asked and that has choices, as JSON.
fn answers(form: &Form, number: usize, today: Date) -> String {
    let mut chance = Chance::new(SEED).about(&["answers", &number.to_string()]);
    let answers = chiso_simulate::answers(form, today, CONTENT, &mut chance);
    let problems = check(form, &answers, today).problems;
    assert!(problems.is_empty(), "made-up answers are wrong: {problems:?}");
    let value = |answer: &Answer| match answer {
        Answer::Many(codes) => json!(codes),
        other => json!(other.written()),
    };
    let fields: Map<String, Value> = answers.iter().map(|(name, answer)| (name.to_owned(), value(answer))).collect();
    Value::Object(fields).to_string()
}

#[allow(clippy::disallowed_methods, reason = "sessions must not have ended when the server is asked")]
fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
