//! What a unit plans to do about points that it lost: written down, followed up, given up. Who plans is who answers for the unit's file: its lead and its approver.

use chiso_access::{Action, Resource};
use chiso_model::{Date, exact_sum};
use chiso_store::rounds::Measure;
use chiso_web::Caller;
use chiso_workspace::house::new_id;
use chiso_workspace::{Desk, Refusal};

use super::both;
use crate::entry::Rounds;
use crate::held::Held;

/// A measure as it is first written down.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) node: String,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) due: Date,
    pub(super) expected: f64,
}

/// Whether a measure is still to be carried out.
pub(super) fn is_open(measure: &Measure) -> bool {
    measure.dropped.is_none() && measure.progress < 100
}

/// Whether the day of a measure has passed before it was done.
pub(super) fn is_overdue(measure: &Measure, today: Date) -> bool {
    is_open(measure) && measure.due < today
}

/// Points that measures are expected to bring; what was given up brings nothing.
pub(super) fn expected<'a>(measures: impl IntoIterator<Item = &'a Measure>) -> f64 {
    let held = measures.into_iter().filter(|measure| measure.dropped.is_none());
    exact_sum(&held.map(|measure| measure.expected).collect::<Vec<_>>())
}

impl Rounds {
    /// What a unit plans after a round, by due day.
    pub(super) async fn measures(&self, held: &Held, unit: &str) -> Result<Vec<Measure>, Refusal> {
        let (round, unit) = (held.id.clone(), unit.to_owned());
        let all = self.desk.store().read(move |reader| reader.measures(&unit)).await?;
        Ok(all.into_iter().filter(|measure| measure.round == round).collect())
    }

    /// Writes a measure down; all measures of a criterion together bring no more than `lost`.
    pub(super) async fn plan(
        &self,
        caller: &Caller,
        held: &Held,
        unit: &str,
        lost: f64,
        planned: Planned,
    ) -> Result<(), Refusal> {
        self.may_plan(caller, held, unit, Some(&planned.node))?;
        if held.round.issues.is_empty() {
            return Err(Refusal::Fields(vec![("", both("plan-too-early"))]));
        }
        for (field, text, wrong) in
            [("title", &planned.title, "plan-wrong-title"), ("lead", &planned.lead, "plan-wrong-lead")]
        {
            if text.trim().is_empty() {
                return Err(Refusal::Fields(vec![(field, both(wrong))]));
            }
        }
        let row = Measure {
            id: new_id(),
            round: held.id.clone(),
            unit: unit.to_owned(),
            node: planned.node,
            title: planned.title.trim().to_owned(),
            lead: planned.lead.trim().to_owned(),
            due: planned.due,
            expected: planned.expected,
            progress: 0,
            remark: String::new(),
            created: caller.now_us,
            made_by: Desk::person_of(caller)?,
            dropped: None,
        };
        let act = Desk::act(caller, "measure.plan");
        let written = self.desk.store().write(act, move |writer| -> Result<(), Refusal> {
            let others = writer.measures(&row.unit)?;
            let same = others.iter().filter(|other| other.round == row.round && other.node == row.node);
            let sum = expected(same) + row.expected;
            if row.expected <= 0.0 || (sum > lost && !chiso_model::same(sum, lost)) {
                return Err(Refusal::Fields(vec![("expected", both("plan-wrong-expected"))]));
            }
            Ok(writer.insert(&row)?)
        });
        written.await
    }

    /// Says how far a measure has come.
    pub(super) async fn follow_up(
        &self,
        caller: &Caller,
        held: &Held,
        measure: Measure,
        progress: i64,
        remark: String,
    ) -> Result<(), Refusal> {
        if !(0..=100).contains(&progress) {
            return Err(Refusal::Fields(vec![("progress", both("plan-wrong-progress"))]));
        }
        self.change_measure(caller, held, measure, "measure.follow-up", move |row| Measure { progress, remark, ..row })
            .await
    }

    /// Gives a measure up, for a reason; it stays in the plan as given up.
    pub(super) async fn give_up(
        &self,
        caller: &Caller,
        held: &Held,
        measure: Measure,
        reason: String,
    ) -> Result<(), Refusal> {
        if reason.is_empty() {
            return Err(Refusal::Fields(vec![("reason", both("plan-wrong-reason"))]));
        }
        let dropped = Some(caller.now_us);
        self.change_measure(caller, held, measure, "measure.give-up", move |row| Measure {
            dropped,
            remark: reason,
            ..row
        })
        .await
    }

    async fn change_measure(
        &self,
        caller: &Caller,
        held: &Held,
        measure: Measure,
        name: &'static str,
        change: impl FnOnce(Measure) -> Measure + Send + 'static,
    ) -> Result<(), Refusal> {
        self.may_plan(caller, held, &measure.unit, Some(&measure.node))?;
        let written = self.desk.store().write(Desk::act(caller, name), move |writer| -> Result<(), Refusal> {
            let row = writer.get::<Measure>(measure.id)?.ok_or(Refusal::Hidden)?;
            if row.dropped.is_some() {
                return Err(Refusal::Fields(vec![("", both("plan-is-given-up"))]));
            }
            Ok(writer.update(&change(row))?)
        });
        written.await
    }

    /// Whether somebody plans for a unit.
    pub(super) fn may_plan(&self, caller: &Caller, held: &Held, unit: &str, node: Option<&str>) -> Result<(), Refusal> {
        self.may_at(caller, Action::Return, Resource::SelfScore, held, unit, node)
    }
}
