//! Everybody at work while the campaign goes its course, and what the attacker has of it in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chiso_access::Role;

use crate::installation::{Installation, now};
use crate::linkage::attack::Searched;
use crate::linkage::campaign::{BETWEEN, Campaign, Chance, Person, Way};
use crate::linkage::course::{
    ALONE, COUNTED_BEFORE, Event, IN_STRATUM, MET, ONCE_BEFORE, STRATA, course, of, place, sheets, way, way_of,
};
use crate::linkage::loot::Loot;
use crate::linkage::needles::OF_PERSON;
use crate::linkage::respondent::{Secrets, ask};
use crate::linkage::staff::Staff;
use crate::linkage::written::only_these_were_written;

/// The box is tidied some seconds after the last ballot.
const QUIET: Duration = Duration::from_secs(7);

/// A campaign that was held, and what the attacker has of it.
pub(crate) struct Held {
    pub(crate) campaign: Arc<Campaign>,
    /// Everybody, with what the browser or the sheet had.
    pub(crate) people: Vec<(Person, Secrets)>,
    /// Whose ballots came, in order: before, between, after.
    pub(crate) came: [Vec<usize>; 3],
    /// Who said something again, in order.
    pub(crate) called: Vec<usize>,
    pub(crate) loot: Loot,
}

/// Everybody who is at work while the campaign runs.
struct Field {
    campaign: Arc<Campaign>,
    server: SocketAddr,
    manager: Staff,
    interviewers: [Staff; 2],
    clerks: [Staff; 2],
    sheets: BTreeMap<usize, Secrets>,
}

impl Field {
    async fn happens(&self, event: &Event) -> Vec<(usize, Secrets)> {
        match event {
            Event::Own(who) => vec![(*who, self.campaign.answer(self.server, &self.campaign.people[*who]).await)],
            Event::Sheet(who) => {
                let secrets = &self.sheets[who];
                if place(*who) < COUNTED_BEFORE || place(*who) >= COUNTED_BEFORE + ONCE_BEFORE {
                    assert!(!self.campaign.key_sheet(self.server, &self.clerks[0], *who, secrets).await);
                }
                assert!(self.campaign.key_sheet(self.server, &self.clerks[1], *who, secrets).await);
                vec![(*who, secrets.clone())]
            }
            Event::Tablet(met) => {
                // Interviews before the first backup were yesterday's, so that call-backs can be drawn of them.
                let today = chiso_web::day_in_viet_nam(now());
                let is_old = met[0] % STRATA < 2 && place(met[0]) < MET;
                let day = if is_old { today.yesterday().unwrap() } else { today };
                self.campaign.interviews(self.server, &self.interviewers[met[0] % 2], met, &day.to_string()).await
            }
        }
    }

    /// Lets things happen in this order, one soon after the other; gives what devices had.
    async fn all(self: &Arc<Self>, events: &[Event]) -> Vec<(usize, Secrets)> {
        let mut under_way = Vec::new();
        for event in events {
            let (field, event) = (Arc::clone(self), event.clone());
            under_way.push(tokio::spawn(async move { field.happens(&event).await }));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut all = Vec::new();
        for event in under_way {
            all.extend(event.await.unwrap());
        }
        all
    }
}

/// Runs a campaign over an installation; `also` takes more into the loot.
pub(crate) async fn held(at: &Installation, also: impl FnOnce(&mut Loot)) -> Held {
    let campaign = Arc::new(Campaign::open_with(at, STRATA, IN_STRATUM, way).await);
    let mut cookies = Vec::new();
    for (name, role) in [("quan-ly", Role::SurveyManager), ("lan", Role::Interviewer), ("minh", Role::Interviewer)] {
        cookies.push(at.sign_in(name, role).await);
    }
    for name in ["an", "binh"] {
        cookies.push(at.sign_in(name, Role::Interviewer).await);
    }
    campaign.assign(at, &[(0, "lan"), (1, "minh"), (3, "minh")]).await;

    let (mut loot, server) = (Loot::default(), at.serve("server"));
    let begun = SystemTime::now();
    let metrics = async |name: &str, loot: &mut Loot| {
        let told = ask(server.address, [127, 0, 0, 1].into(), "/metrics", None).await;
        assert_eq!(told.status, 200);
        loot.add(name, told.body.into_bytes());
    };
    metrics("metrics before", &mut loot).await;
    let mut staff = Vec::new();
    for cookie in cookies {
        staff.push(Staff::at(server.address, &campaign, cookie).await);
    }
    let [manager, lan, minh, an, binh]: [Staff; 5] = staff.try_into().ok().unwrap();
    let sheets = campaign.hand_out(server.address, &manager, at).await;
    let field = Field {
        campaign: Arc::clone(&campaign),
        server: server.address,
        manager,
        interviewers: [lan, minh],
        clerks: [an, binh],
        sheets,
    };
    let field = Arc::new(field);
    let [before, between, after] = course();
    let mut secrets: BTreeMap<usize, Secrets> = field.sheets.clone();
    secrets.extend(field.all(&before).await);
    field.keyed_once(at).await;
    at.backup("first.zip");

    // Too few since: the program itself refuses.
    for event in &between[..ALONE] {
        secrets.extend(field.happens(event).await);
    }
    let (well, said) = at.run(&["backup", "refused.zip"]);
    assert!(!well && said.contains("8 ballots more") && ALONE < BETWEEN, "{said}");
    let (rest, called) = tokio::join!(field.all(&between[ALONE..]), field.call_backs(at));
    secrets.extend(rest);
    at.backup("second.zip");
    secrets.extend(field.all(&after).await);
    metrics("metrics after", &mut loot).await;
    tokio::time::sleep(QUIET).await;
    // As somebody takes them from the machine while the server runs.
    loot.add_folder("installation", &at.folder);
    also(&mut loot);
    only_these_were_written(&at.folder, begun);
    server.stop();
    let people =
        campaign.people.iter().map(|person| (person.clone(), secrets.remove(&person.number).unwrap_or_default()));
    let came = [before, between, after].map(|events| events.iter().flat_map(Event::who).copied().collect());
    Held { people: people.collect(), came, called, loot, campaign }
}

impl Field {
    /// Keys some sheets once: until somebody keys them again, the drawer of the running server has each of them whole, by an id that the row of its stamp number has too. That is the
    /// exception that ADR 0016 names. No backup has the drawer: the first is made now, and is searched with everything else.
    async fn keyed_once(&self, at: &Installation) {
        let some: BTreeSet<usize> =
            sheets(COUNTED_BEFORE..COUNTED_BEFORE + ONCE_BEFORE).iter().flat_map(Event::who).copied().collect();
        for who in &some {
            assert!(!self.campaign.key_sheet(self.server, &self.clerks[0], *who, &self.sheets[who]).await);
        }
        let people: Vec<_> = self
            .campaign
            .people
            .iter()
            .map(|person| (person.clone(), self.sheets.get(&person.number).cloned().unwrap_or_default()))
            .collect();
        lie_in_the_drawer(at, &people, &some);
    }

    /// Calls everybody again who was met before the first backup; who said something, in order. What the first few say lies in the drawer, and no backup has it.
    async fn call_backs(&self, at: &Installation) -> Vec<usize> {
        self.campaign.draw_call_backs(self.server, &self.manager).await;
        let drawn = of(|who| who % STRATA < 2 && way_of(who) == Way::Interview && place(who) < MET);
        let drawn = Chance(11).shuffled(drawn);
        let (mut denied, mut called) = (BTreeSet::new(), Vec::new());
        let people: Vec<_> = (0..self.campaign.people.len()).map(|who| self.campaign.said_again(who)).collect();
        for who in drawn {
            // One of each interviewer’s people knows of no interview.
            let is_confirmed = !denied.insert(who % STRATA);
            self.campaign.call_back(self.server, &self.manager, who, is_confirmed).await;
            called.extend(is_confirmed.then_some(who));
            if called.len() == 4 {
                lie_in_the_drawer(at, &people, &called.iter().copied().collect());
            }
        }
        called
    }
}

/// That what these people answered lies in the drawer, of nobody else, and nothing there that names a person or a sheet.
fn lie_in_the_drawer(at: &Installation, people: &[(Person, Secrets)], some: &BTreeSet<usize>) {
    let mut loot = Loot::default();
    loot.add_folder("ballots", &at.ballots());
    let found = Searched::of(&loot, people);
    assert!(found.whose(&["marker"], "ballots/drawer.sqlite").is_superset(some));
    assert!(found.whose(&["marker"], "ballots/box.sqlite").is_disjoint(some));
    assert!(found.whose(&OF_PERSON, "ballots/drawer.sqlite").is_empty());
}
