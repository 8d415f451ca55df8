//! An interviewer's tablet that sends what it holds, as `crates/surveys/assets/interview/sync.js` does: numbers of several people to be signed, ballots one by one without a name
//! and in an order by chance, visits as they were made.

use std::net::{Ipv4Addr, SocketAddr};

use serde_json::{Value, json};

use crate::linkage::campaign::{Campaign, Chance};
use crate::linkage::needles::hex;
use crate::linkage::respondent::{Chosen, Secrets, ask};
use crate::linkage::staff::Staff;

fn by_chance() -> Chance {
    let mut seed = [0; 8];
    getrandom::fill(&mut seed).unwrap();
    Chance(u64::from_be_bytes(seed))
}

fn id() -> String {
    let mut id = [0; 16];
    getrandom::fill(&mut id).unwrap();
    hex(&id)
}

impl Campaign {
    /// Sends interviews with these people, who were visited in this order on a day; what the tablet had.
    pub(crate) async fn interviews(
        &self,
        server: SocketAddr,
        interviewer: &Staff,
        met: &[usize],
        day: &str,
    ) -> Vec<(usize, Secrets)> {
        let (mut chance, path) = (by_chance(), format!("/vi/interviews/{}", self.survey));
        let chosen: Vec<(usize, Chosen)> = chance
            .shuffled(met.to_vec())
            .into_iter()
            .map(|who| (who, Chosen::new(&self.keys[self.group_of(who)])))
            .collect();
        let of = |who: usize| self.people[who].invitee.as_str();
        let cases: Vec<Value> =
            chosen.iter().map(|(who, chosen)| json!({ "case": of(*who), "blinded": chosen.blinded() })).collect();
        let fields = [("cases", &*Value::from(cases).to_string())];
        let told = interviewer.post(server, &format!("{path}/exchange"), &fields).await;
        let told: Value = serde_json::from_str(&told.body).unwrap_or_else(|_| panic!("{}", told.body));
        let signed = told["cases"].as_array().unwrap_or_else(|| panic!("{told}")).iter().zip(&chosen);
        let mut made: Vec<(usize, Secrets)> =
            signed.map(|(told, (who, chosen))| (*who, chosen.signed(told["signature"].as_str().unwrap()))).collect();
        let order = chance.shuffled((0..made.len()).collect());
        for &at in &order {
            let (who, secrets) = &made[at];
            let (token, answers) = (secrets.text(), self.people[*who].answers());
            let took = self.people[*who].took.unwrap().to_string();
            let fields = [
                ("token", token.as_str()),
                ("group", self.group_of(*who)),
                ("answers", &answers),
                ("took", &took),
                ("day", day),
            ];
            let told =
                ask(server, Ipv4Addr::LOCALHOST, &format!("/vi/ballot/{}/kept", self.survey), Some(&fields)).await;
            assert!(told.status == 200 && told.body.contains("counted"), "{}", told.body);
        }
        // Every third was out when the interviewer came first; hours and places are those of a walk.
        let mut visits: Vec<Value> = Vec::new();
        for (at, who) in met.iter().enumerate() {
            let place = format!("21.{:02},105.{:02}", 10 + at, 80 - at);
            let mut visit = |outcome: &str, hour: usize| {
                let (id, case) = (id(), of(*who));
                visits.push(
                    json!({ "id": id, "case": case, "day": day, "outcome": outcome, "hour": hour, "place": place }),
                );
            };
            if at % 3 == 0 {
                visit("not-home", 7);
            }
            visit("interviewed", 8 + at * 10 / met.len());
        }
        let count = visits.len();
        let fields = [("visits", &*Value::from(visits).to_string())];
        let told = interviewer.post(server, &format!("{path}/visits"), &fields).await;
        assert_eq!(told.body.matches("\"kept\"").count(), count, "{}", told.body);
        made.sort_by_key(|(who, _)| *who);
        made
    }
}
