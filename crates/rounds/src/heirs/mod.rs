//! Who answers for a unit that is no more: the agency that carries it on, or the one that was named for the round.

mod pages;

use std::collections::BTreeSet;

use chiso_access::{Action, Resource, Target};
use chiso_model::Date;
use chiso_model::agency::{AgencyId, Register};
use chiso_round::{Heirship, RoundCommand, heir_of};
use chiso_web::Caller;
use chiso_workspace::{Desk, Refusal};

use crate::entry::Rounds;
use crate::held::Held;
use crate::named::agency_title;
pub(crate) use pages::routes;

impl Rounds {
    /// Whether a caller may do something at an agency, within some nodes of a rulebook. What carries an agency on answers for it: Đà Nẵng of today for the Quảng Nam of a
    /// round over 2024.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub(crate) fn may(
        &self,
        caller: &Caller,
        action: Action,
        resource: Resource,
        agency: &str,
        within: &[&str],
    ) -> Result<(), Refusal> {
        let what = (action, resource);
        self.holds(caller, what, agency, within)
            .or_else(|refused| self.by_heir(caller, what, &self.by_register(agency, caller.day), within, refused))
    }

    /// Whether a caller may do something at a unit of a round, within some nodes of its rulebook: as [`Self::may`], and for a unit that nothing carries on, whoever was
    /// named for the round.
    ///
    /// # Errors
    /// As [`Desk::may`]; where the caller is of a part of a unit that was divided and for which nobody was named, what to do about that.
    pub(crate) fn may_in_unit(
        &self,
        caller: &Caller,
        (action, resource): (Action, Resource),
        held: &Held,
        unit: &str,
        within: &[&str],
    ) -> Result<(), Refusal> {
        let what = (action, resource);
        let refused = match self.holds(caller, what, unit, within) {
            Err(refused @ (Refusal::Hidden | Refusal::Forbidden)) => refused,
            answered => return answered,
        };
        let found = self.answers_for(held, unit, caller.day);
        let is_of = |part: &AgencyId| self.holds(caller, what, part.as_str(), within).is_ok();
        match &found {
            Heirship::Divided(parts) if parts.iter().any(is_of) => {
                Err(self.must_be_named(held, unit, parts, caller.day))
            }
            _ => self.by_heir(caller, what, &found, within, refused),
        }
    }

    /// What the register tells of who answers for a unit on a day, whoever was named.
    pub(crate) fn by_register(&self, unit: &str, day: Date) -> Heirship {
        heirship(&self.desk.register(), unit, day)
    }

    /// Who answers for a unit of a round on a day: whoever was named, otherwise as the register tells.
    pub(crate) fn answers_for(&self, held: &Held, unit: &str, day: Date) -> Heirship {
        answering(held, &self.desk.register(), unit, day)
    }

    /// The units of a round that are no more and for which nobody answers on a day.
    pub(crate) fn unanswered<'a>(&self, held: &'a Held, day: Date) -> Vec<(&'a str, Heirship)> {
        let units = held.round.setup.units.iter().map(|entrant| entrant.unit.as_str());
        units
            .map(|unit| (unit, self.answers_for(held, unit, day)))
            .filter(|(_, found)| matches!(found, Heirship::Divided(_) | Heirship::Nobody))
            .collect()
    }

    /// Names the agency that answers for a unit that is no more.
    ///
    /// # Errors
    /// As [`Rounds::act_on_round`]; where the unit is still there or is carried on; where the agency is none of the parts of a unit that was divided, or is not there.
    pub async fn name_heir(
        &self,
        caller: &Caller,
        round: &str,
        unit: String,
        heir: String,
        reason: String,
    ) -> Result<(), Refusal> {
        let held = self.held(round).await?;
        let command = RoundCommand::NameHeir { unit: unit.clone(), heir: heir.clone(), reason };
        self.may_command_round(caller, &held, &command)?;
        let register = self.desk.register();
        let there = AgencyId::new(heir.as_str()).ok().filter(|id| register.on(id, caller.day).is_some());
        match (self.by_register(&unit, caller.day), there) {
            (Heirship::Itself | Heirship::Heir(_), _) => {
                return Err(Refusal::field(
                    "heir",
                    "Đơn vị này đã có cơ quan trả lời, không cần chọn.",
                    "This unit has an agency that answers for it; none need be named.",
                ));
            }
            (Heirship::Divided(parts), Some(heir)) if !parts.contains(&heir) => {
                return Err(Refusal::field(
                    "heir",
                    "Hãy chọn một trong các cơ quan được chia, tách ra từ đơn vị này.",
                    "Choose one of the agencies into which this unit was divided.",
                ));
            }
            (_, None) => {
                return Err(Refusal::field(
                    "heir",
                    "Hãy chọn một cơ quan đang hoạt động.",
                    "Choose an agency that is there today.",
                ));
            }
            (Heirship::Divided(_) | Heirship::Nobody, Some(_)) => {}
        }
        self.act_on_round(caller, round, command).await.map(|_| ())
    }

    /// What is refused at an agency, at the one that answers for it.
    fn by_heir(
        &self,
        caller: &Caller,
        what: (Action, Resource),
        found: &Heirship,
        within: &[&str],
        refused: Refusal,
    ) -> Result<(), Refusal> {
        let (Heirship::Heir(heir), Refusal::Hidden | Refusal::Forbidden) = (found, &refused) else {
            return Err(refused);
        };
        match self.holds(caller, what, heir.as_str(), within) {
            Err(Refusal::Hidden | Refusal::Forbidden) => Err(refused),
            answered => answered,
        }
    }

    /// Whether a caller holds a right at an agency itself, or above it.
    fn holds(
        &self,
        caller: &Caller,
        (action, resource): (Action, Resource),
        agency: &str,
        within: &[&str],
    ) -> Result<(), Refusal> {
        let above = self.above(caller, agency);
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        Desk::may(caller, action, &Target::of(resource).in_agency(agency, &above).within(within))
    }

    fn must_be_named(&self, held: &Held, unit: &str, parts: &BTreeSet<AgencyId>, day: Date) -> Refusal {
        let register = self.desk.register();
        let named = |lang| {
            let parts: Vec<String> =
                parts.iter().map(|part| agency_title(&register, part.as_str(), day).get(lang).to_owned()).collect();
            (agency_title(&register, unit, held.round.setup.period.last_day()).get(lang).to_owned(), parts.join(", "))
        };
        let ((unit_vi, vi), (unit_en, en)) = (named(chiso_model::Lang::Vi), named(chiso_model::Lang::En));
        Refusal::whole(
            &format!(
                "{unit_vi} đã được chia, tách thành {vi}, chưa xác định cơ quan nào trả lời thay trong đợt này. Đề nghị người điều phối chọn một cơ quan tại mục “Cơ quan kế thừa” của đợt đánh giá."
            ),
            &format!(
                "{unit_en} was divided into {en}, and nobody answers for it in this round yet. Ask the coordinator to name one of them under “Heirs” of the round."
            ),
        )
    }
}

/// Who answers for a unit of a round on a day: whoever was named, otherwise as the register tells.
pub(crate) fn answering(held: &Held, register: &Register, unit: &str, day: Date) -> Heirship {
    let Some(named) = held.round.heirs.get(unit) else { return heirship(register, unit, day) };
    // Whoever was named may have been carried on since.
    match (heirship(register, named, day), AgencyId::new(named.as_str())) {
        (Heirship::Itself, Ok(named)) => Heirship::Heir(named),
        (other, _) => other,
    }
}

/// Who answers for an agency on a day, as the register tells. What is no id is nobody's heir.
fn heirship(register: &Register, agency: &str, day: Date) -> Heirship {
    AgencyId::new(agency).map_or(Heirship::Itself, |id| heir_of(register, &id, day))
}
