//! Sheets of paper and by phone: handed out, stamped, keyed twice.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use chiso_store::{Store, StoreError};
use sha2::{Digest, Sha256};

use crate::installation::Installation;
use crate::linkage::campaign::{Campaign, Chance};
use crate::linkage::respondent::Secrets;
use crate::linkage::staff::Staff;

impl Campaign {
    /// Hands sheets out to everybody who answers on one, and gives each person one of those made for the group and the way: which, only the people know.
    pub(crate) async fn hand_out(
        &self,
        server: SocketAddr,
        manager: &Staff,
        at: &Installation,
    ) -> BTreeMap<usize, Secrets> {
        let mut classes: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
        for (who, person) in self.people.iter().enumerate().filter(|(_, person)| person.way.has_sheet()) {
            classes.entry((self.group_of(who).to_owned(), person.way.mode())).or_default().push(who);
        }
        for ((group, mode), who) in &classes {
            let mut fields = vec![("group", group.as_str()), ("mode", mode), ("sure", "yes")];
            fields.extend(who.iter().map(|who| ("person", self.people[*who].invitee.as_str())));
            let done = manager.post(server, &format!("/vi/surveys/{}/sheets/hand-out", self.survey), &fields).await;
            assert!(done.status == 200 && done.body.contains("Danh sách người nhận phiếu"), "{}", done.body);
        }
        let (survey, store) = (self.survey.clone(), Store::open(&at.location()).await.unwrap());
        let rows = store.read(move |r| -> Result<_, StoreError> { r.survey_sheets(&survey) }).await.unwrap();
        let mut chance = Chance(31);
        let mut held = BTreeMap::new();
        for ((group, mode), who) in classes {
            let rows: Vec<_> = rows.iter().filter(|row| row.handed_to == group && row.mode == mode).collect();
            assert_eq!(rows.len(), who.len());
            for (row, who) in chance.shuffled((0..rows.len()).collect()).into_iter().zip(who) {
                let stamp = rows[row].id.rsplit('/').next().unwrap().to_owned();
                let mark = Sha256::digest(self.key.code(&self.survey, &format!("sheet/{stamp}"))).into();
                held.insert(who, Secrets { stamp: Some(stamp), known_mark: Some(mark), ..Secrets::default() });
            }
        }
        held
    }

    /// Keys the sheet of a person; whether it counts now.
    pub(crate) async fn key_sheet(&self, server: SocketAddr, clerk: &Staff, who: usize, secrets: &Secrets) -> bool {
        let person = &self.people[who];
        let wish = if person.wish.is_empty() { "-" } else { &person.wish };
        let fields = [("on-paper:who", person.marker.as_str()), ("on-paper:wish", wish), ("on-paper:again", "-")];
        let path = format!("/vi/surveys/{}/sheets/key/{}", self.survey, secrets.stamp.as_ref().unwrap());
        let done = clerk.post(server, &path, &fields).await;
        assert_eq!(done.status, 303, "{} {}", done.head, done.body);
        let is_counted = done.head.contains("said-sheet-counted");
        assert!(is_counted || done.head.contains("said-sheet-once"), "{}", done.head);
        is_counted
    }
}
