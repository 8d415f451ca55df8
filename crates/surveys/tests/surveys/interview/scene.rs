//! A survey with three groups of invited people: two for one interviewer, one for another.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chiso_access::Role;
use chiso_ballot::{BallotBox, Batching, Kept};
use chiso_model::Date;
use chiso_questionnaire::{read_sheets, sheets_from_csv};
use chiso_store::people::{Assignment, Person as Account};
use chiso_store::surveys::Invitee;
use chiso_store::{Act, Store, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Mode, Setup};
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_web::Caller;
use chiso_workspace::house::XLSX;
use serde_json::{Value, json};

use crate::common::{NOW, OWNER, Page, Scene, manager, person, setup};

const SURVEY: &str = "\
type,name,label::Tiếng Việt (vi),label::English (en),required,constraint,constraint_message::Tiếng Việt (vi),constraint_message::English (en)
select_one five,r1,Thái độ,Attitude,yes,,,
integer,age,Tuổi,Age,,. >= 18,Từ 18 tuổi.,Of 18 or more.
";
const CHOICES: &str = "list_name,name,label::Tiếng Việt (vi),label::English (en)\nfive,1,Kém,Bad\nfive,5,Tốt,Good\n";

pub(super) struct Field {
    pub(super) scene: Scene,
    pub(super) id: String,
    /// People by group: Lan's two groups, then Minh's.
    pub(super) people: [Vec<String>; 3],
    pub(super) groups: [String; 3],
}

pub(super) fn lan(now: i64) -> Caller {
    person("lan", Role::Interviewer, Some(OWNER), now)
}

pub(super) fn minh(now: i64) -> Caller {
    person("minh", Role::Interviewer, Some(OWNER), now)
}

/// An account that holds a role at the agency that runs the survey.
pub(super) async fn account(scene: &Scene, id: &str, name: &str, role: Role) {
    let (id, name) = (id.to_owned(), name.to_owned());
    let add = move |writer: &mut Writer<'_>| -> Result<(), StoreError> {
        let person: Account = writer.add_person(&id, &name, &format!("{id}@example.org"), "vi")?;
        writer.insert(&Assignment {
            id: format!("a-{id}"),
            version: 1,
            person: person.id,
            role: role.id().to_owned(),
            agency: Some(OWNER.to_owned()),
            scope: json!([]),
            valid_from: Date::constant(2020, 1, 1),
            valid_to: None,
            delegated_from: None,
            granted_by: "system".to_owned(),
            ended: None,
        })
    };
    scene.surveys.desk().store().write(Act::new("system", "test", NOW), add).await.unwrap();
}

fn invited(group: usize, number: usize) -> Person {
    let (stratum, interviewer) = [("Ba Đình", "Trần Thị Lan"), ("Hà Đông", "lan"), ("Hà Đông", "Lê Minh")][group];
    let design = [("stratum", stratum), ("interviewer", interviewer)];
    Person {
        row: 2,
        name: Some(format!("Người {group}{number}")),
        mail: Some(format!("p{group}{number}@example.org")),
        phone: Some(format!("09123450{group}{number}")),
        lang: chiso_model::Lang::Vi,
        design: design.map(|(name, value)| (name.to_owned(), Value::from(value))).into(),
        own: None,
    }
}

impl Field {
    pub(super) async fn of(store: Store) -> Field {
        let field = Field::with(store, |setup| setup).await;
        field.assign(&[Some("lan"), Some("lan"), Some("minh")]).await.leads("/vi/surveys/");
        field
    }

    /// Nobody has a group yet.
    pub(super) async fn with(store: Store, change: impl FnOnce(Setup) -> Setup) -> Field {
        let scene = Scene::of(store);
        account(&scene, "lan", "Trần Thị Lan", Role::Interviewer).await;
        account(&scene, "minh", "Lê Minh", Role::Interviewer).await;
        account(&scene, "manager", "Ngô Quản Lý", Role::SurveyManager).await;
        let sheets = sheets_from_csv(&[("survey", SURVEY), ("choices", CHOICES)]).unwrap();
        let form = read_sheets(&sheets).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let desk = scene.surveys.desk();
        let file = desk.keep_file(&manager(NOW), "form.xlsx", XLSX, form.to_xlsx().unwrap()).await.unwrap();
        let modes = BTreeSet::from([Mode::Own, Mode::Interview]);
        let set = change(Setup { form: Some(file.to_string()), least: 3, modes, ..setup() });
        let id = scene.drafted_with(set).await;
        let people = (0..3).flat_map(|group| (0..3).map(move |number| invited(group, number))).collect();
        let list = PeopleList { people, sha256: "a".repeat(64), unread: Vec::new() };
        scene.surveys.invite(&manager(NOW), &id, list, Arc::new(Progress::default())).await.unwrap();
        scene.surveys.act(&manager(NOW), &id, CampaignCommand::Open).await.unwrap();
        let survey = id.clone();
        let groups = scene.surveys.desk().store().read(move |reader| reader.survey_groups(&survey)).await.unwrap();
        let survey = id.clone();
        let all: Vec<Invitee> = desk.store().read(move |reader| reader.invitees(&survey, "", 100)).await.unwrap();
        // In the order of `invited`, whatever order the groups were made in.
        let of = |number: usize| {
            let first = format!("Người {number}0");
            let group = &all.iter().find(|one| one.name.as_deref() == Some(first.as_str())).unwrap().invited_to;
            let mut people: Vec<&Invitee> = all.iter().filter(|one| one.invited_to == *group).collect();
            people.sort_by(|a, b| a.name.cmp(&b.name));
            (group.clone(), people.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
        };
        assert_eq!(groups.len(), 3);
        let [a, b, c] = [of(0), of(1), of(2)];
        Field { scene, id, people: [a.1, b.1, c.1], groups: [a.0, b.0, c.0] }
    }

    pub(super) fn manages(&self) -> String {
        format!("/vi/surveys/{}/interviews", self.id)
    }

    pub(super) fn at(&self, rest: &str) -> String {
        format!("/vi/interviews/{}{rest}", self.id)
    }

    /// Groups to accounts, as the page of a manager sends them when nobody had one.
    pub(super) async fn assign(&self, accounts: &[Option<&str>; 3]) -> Page {
        self.reassign(&[None; 3], accounts).await
    }

    pub(super) async fn reassign(&self, seen: &[Option<&str>; 3], accounts: &[Option<&str>; 3]) -> Page {
        let mut fields = Vec::new();
        for ((group, seen), account) in self.groups.iter().zip(seen).zip(accounts) {
            let number = group.rsplit('/').next().unwrap();
            fields.push((number.to_owned(), account.unwrap_or_default()));
            fields.push((format!("seen-{number}"), seen.unwrap_or_default()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        self.scene.post(&self.manages(), &manager(NOW), &fields).await
    }

    pub(super) async fn pack(&self, caller: &Caller) -> Value {
        let page = self.scene.get(&self.at("/pack"), caller).await;
        page.has(&["\"survey\""]);
        assert_eq!(page.headers["cache-control"], "no-store");
        serde_json::from_str(&page.body).unwrap()
    }

    /// Everything in the box.
    pub(super) async fn kept(&self) -> Vec<Kept> {
        let quick = Batching { most: 1, wait: Duration::ZERO };
        let ballots = BallotBox::open(&self.scene.ballots().join("box.sqlite"), quick, |_| ()).unwrap();
        ballots.each(&self.id, Vec::new(), Vec::push).await.unwrap()
    }
}
