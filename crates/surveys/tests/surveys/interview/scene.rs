//! A survey with three groups of invited people: two for one interviewer, one for another.

use std::collections::BTreeSet;
use std::sync::Arc;

use chiso_access::Role;
use chiso_ballot::Kept;
use chiso_store::people::Person as Account;
use chiso_store::surveys::Invitee;
use chiso_store::{Act, Store, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Mode, Setup};
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_web::Caller;
use serde_json::Value;

use crate::common::{NOW, OWNER, Page, Scene, held, manager, person, setup};

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
        writer.insert(&held(&format!("a-{id}"), &person.id, role, Some(OWNER)))
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
        let form = Some(scene.written(&[("survey", SURVEY), ("choices", CHOICES)]).await);
        let modes = BTreeSet::from([Mode::Own, Mode::Interview]);
        let set = change(Setup { form, least: 3, modes, ..setup() });
        let id = scene.drafted_with(set).await;
        let people = (0..3).flat_map(|group| (0..3).map(move |number| invited(group, number))).collect();
        let list = PeopleList { people, sha256: "a".repeat(64), unread: Vec::new() };
        scene.surveys.invite(&manager(NOW), &id, list, Arc::new(Progress::default())).await.unwrap();
        scene.surveys.act(&manager(NOW), &id, CampaignCommand::Open).await.unwrap();
        let (groups, all) = (scene.groups(&id).await, scene.invitees(&id).await);
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
        self.scene.kept(&self.id).await
    }
}
