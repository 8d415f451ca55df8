//! Setting a round up as browsers do: forms as they stand on pages, sent back with what somebody typed.
#![allow(unreachable_pub, reason = "a test")]

use chiso_access::Role;
use chiso_model::Text;
use chiso_model::agency::{Agency, AgencyId, AgencyKind, CodeSystem, Validity};
use chiso_round::Phase;
use chiso_store::{Act, Store};
use chiso_web::Caller;

use crate::common::{CATALOGUE, NOW, Page, Scene, held, person};

/// Departments of Hà Nội, and two communes.
pub const DEPARTMENTS: [(&str, &str); 3] =
    [("hn-noi-vu", "Sở Nội vụ Hà Nội"), ("hn-tu-phap", "Sở Tư pháp Hà Nội"), ("hn-y-te", "Sở Y tế Hà Nội")];
pub const COMMUNES: [(&str, &str); 2] = [("hn-ba-vi", "Xã Ba Vì"), ("hn-soc-son", "Xã Sóc Sơn")];

/// A scene in whose register Hà Nội has departments and communes.
pub fn with_departments(store: Store) -> Scene {
    let scene = Scene::of(store);
    let made = |(id, name): (&str, &str), kind| {
        let parent = AgencyId::new("01").unwrap();
        Agency::new(AgencyId::new(id).unwrap(), kind, Text::new(name, name), Validity::ALWAYS)
            .below(parent)
            .with_code(CodeSystem::GSO, format!("x-{id}"))
    };
    let agencies = DEPARTMENTS
        .map(|told| made(told, AgencyKind::Department))
        .into_iter()
        .chain(COMMUNES.map(|told| made(told, AgencyKind::Commune)));
    scene.rounds.desk().replace_register(CATALOGUE.register().with(agencies, []));
    scene
}

/// People who hold a role at an agency, or everywhere.
pub async fn people(store: &Store, role: Role, agency: Option<&str>, names: &[(&str, &str)]) {
    for (id, name) in names {
        let (id, name) = ((*id).to_owned(), (*name).to_owned());
        let held = held(&format!("held-{id}"), &id, role, agency);
        let add = move |writer: &mut chiso_store::Writer<'_>| -> Result<(), chiso_store::StoreError> {
            writer.add_person(&id, &name, &format!("{id}@example.vn"), "vi")?;
            writer.insert(&held)
        };
        store.write(Act::new("test", "person.create", NOW), add).await.unwrap();
    }
}

/// The people of the scenes: three appraisers of the province, three members of its council.
pub async fn with_people(store: &Store, agency: Option<&str>) {
    let appraisers = [("appraiser-a", "Nguyễn An"), ("appraiser-b", "Trần Bình")];
    people(store, Role::Appraiser, agency, &appraisers).await;
    let members = [("member-1", "Lê Một"), ("member-2", "Phạm Hai"), ("member-3", "Hoàng Ba")];
    people(store, Role::CouncilMember, agency, &members).await;
}

pub fn hanoi(now: i64) -> Caller {
    person("hanoi", Role::NationalCoordinator, Some("01"), now)
}

/// A form as it stands on a page, sent back with what somebody typed: the hidden count of events goes with it.
pub async fn send(scene: &Scene, form: &str, to: &str, caller: &Caller, typed: &[(&str, &str)]) -> Page {
    let page = scene.get(form, caller).await;
    let seen = page.body.split_once("name=\"seen\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let fields: Vec<(&str, &str)> = typed.iter().copied().chain([("seen", seen.as_str())]).collect();
    scene.post(to, caller, &fields).await
}

/// Takes the wizard to a draft; gives the address of its setup.
pub async fn drafted(scene: &Scene, caller: &Caller, basics: &[(&str, &str)], rulebook: &[(&str, &str)]) -> String {
    let step = scene.post("/vi/rounds/new", caller, basics).await;
    step.leads("/vi/");
    scene.get(&step.to, caller).await.has(&[]);
    let fields: Vec<(&str, &str)> = basics.iter().chain(rulebook).copied().collect();
    let made = scene.post("/vi/rounds/new/rulebook", caller, &fields).await;
    made.leads("/vi/");
    scene.get(&made.to, caller).await.has(&[]);
    made.to.split_once('?').unwrap().0.to_owned()
}

pub const CALENDAR: [(&str, &str); 5] = [
    ("day-self_assessment", "01/12/2026"),
    ("day-first_appraisal", "15/12/2026"),
    ("day-explanation", "31/12/2026"),
    ("day-second_appraisal", "15/01/2027"),
    ("day-council", "31/01/2027"),
];

/// The fields of the calendar with some days changed.
pub fn calendar<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = CALENDAR.to_vec();
    for (name, value) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    for phase in Phase::TIMED {
        let (time, zone) = match phase {
            Phase::SelfAssessment => ("time-self_assessment", "zone-self_assessment"),
            Phase::FirstAppraisal => ("time-first_appraisal", "zone-first_appraisal"),
            Phase::Explanation => ("time-explanation", "zone-explanation"),
            Phase::SecondAppraisal => ("time-second_appraisal", "zone-second_appraisal"),
            _ => ("time-council", "zone-council"),
        };
        fields.extend([(time, "17:00"), (zone, "Asia/Ho_Chi_Minh")]);
    }
    fields
}

/// Fills in what a draft lacks after its units: calendar, appraisers, council.
pub async fn filled(scene: &Scene, setup: &str, chief: &Caller) {
    let at = |rest: &str| format!("{setup}{rest}");
    send(scene, &at("/calendar"), &at("/calendar"), chief, &calendar(&[])).await.leads("/vi/");
    let areas: Vec<String> = (1..=8).map(|i| format!("area{i}")).collect();
    let give = |person: &'static str, areas: &[String]| -> Vec<(String, String)> {
        [("person".to_owned(), person.to_owned())]
            .into_iter()
            .chain(areas.iter().map(|area| ("nodes".to_owned(), area.clone())))
            .collect()
    };
    for (person, theirs) in [("appraiser-a", &areas[..4]), ("appraiser-b", &areas[4..])] {
        let fields = give(person, theirs);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        send(scene, &at("/appraisers"), &at("/appraisers/add"), chief, &fields).await.leads("/vi/");
    }
    let council = [("members", "member-1"), ("members", "member-2"), ("members", "member-3"), ("quorum", "2")];
    send(scene, &at("/council"), &at("/council"), chief, &council).await.leads("/vi/");
}
