//! The council as most tests need it: two of its three members are there, and approve.

use chiso_round::RoundCommand;
use chiso_round::round::{AgendaItem, Decision, Meeting};

use super::{NOW, Scene, TODAY, coordinator};

const MEETING: &str = "m";

/// A decision of today.
pub fn decision(number: &str) -> Decision {
    Decision { number: number.to_owned(), on: TODAY, place: "Hà Nội".to_owned() }
}

impl Scene {
    /// Two members meet over these items, in the meeting `m`.
    pub async fn met(&self, round: &str, agenda: Vec<AgendaItem>) {
        let (id, place) = (MEETING.to_owned(), Some("Hà Nội".to_owned()));
        let meeting = Meeting { id, on: TODAY, place, agenda, present: [].into(), concluded: None };
        self.command(round, RoundCommand::Call { meeting: Box::new(meeting) }).await;
        let members = ["member-1", "member-2"].map(str::to_owned).into();
        self.command(round, RoundCommand::Attend { meeting: MEETING.to_owned(), members }).await;
    }

    /// The council meets over nothing disputed, and approves.
    pub async fn approved(&self, round: &str) {
        self.met(round, Vec::new()).await;
        let (meeting, minutes) = (MEETING.to_owned(), "Thông qua".to_owned());
        let decision = decision("12/QĐ-HĐTĐ");
        self.command(round, RoundCommand::Conclude { meeting, decision, minutes, paper: None }).await;
    }

    /// The same, and the result is published.
    pub async fn published(&self, round: &str) {
        self.approved(round).await;
        self.rounds.publish(&coordinator(NOW), round, decision("456/QĐ-BNV"), String::new()).await.unwrap();
    }

    async fn command(&self, round: &str, command: RoundCommand) {
        self.rounds.act_on_round(&coordinator(NOW), round, command).await.unwrap();
    }
}
