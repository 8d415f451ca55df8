//! What a unit planned after earlier rounds and has not finished: it stands beside the same criterion in the next round.

use std::collections::BTreeSet;

use chiso_access::{Action, Resource};
use chiso_model::{day, decimal};
use chiso_rulebook::definition::Rulebook;
use chiso_store::rounds::Measure;
use chiso_web::parts::{Cell, Column, Row, Status, Table, TableQuery};
use chiso_web::{Caller, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::at;

use super::plan::{is_open, is_overdue};
use crate::entry::Rounds;
use crate::held::Held;
use crate::list::ROUNDS;
use crate::words::say;

/// A measure that is still open when the next round begins.
#[derive(Debug, Clone)]
pub(super) struct Reminder {
    /// The measure, as it was planned after an earlier round.
    pub(super) measure: Measure,
    /// The criterion of this round that it is about; none where this round's rulebook does not continue it.
    pub(super) node: Option<String>,
}

impl Rounds {
    /// What a unit is reminded of in a round: measures that it, or what it is made of, planned after earlier rounds of the same agency and index and that are neither
    /// finished nor given up, by due day. What others planned is for whoever sees their whole self-score.
    pub(super) async fn reminders(&self, caller: &Caller, held: &Held, unit: &str) -> Result<Vec<Reminder>, Refusal> {
        let earlier = self.earlier(held).await?;
        let mut owners = BTreeSet::new();
        for then in &earlier {
            let sees = |was: &String| {
                was == unit || self.may_at(caller, Action::See, Resource::SelfScore, then, was, None).is_ok()
            };
            owners.extend(self.was(held, unit, then).into_iter().filter(sees).map(|was| (then.id.clone(), was)));
        }
        let units: BTreeSet<String> = owners.iter().map(|(_, unit)| unit.clone()).collect();
        let mut measures = self
            .desk
            .store()
            .read(move |reader| units.iter().map(|unit| reader.measures(unit)).collect::<Result<Vec<_>, _>>())
            .await?
            .concat();
        measures.retain(|measure| owners.contains(&(measure.round.clone(), measure.unit.clone())));
        measures.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        let rulebook_of =
            |round: &str| earlier.iter().find(|other| other.id == round).map(|other| other.rulebook.as_ref());
        Ok(carried(measures, &rulebook_of, &held.rulebook))
    }

    /// Reminders of a unit at a criterion, or of its whole file, as a table; none where there is nothing to remind of.
    pub(crate) async fn reminder_table(
        &self,
        reader: &Reader,
        caller: &Caller,
        held: &Held,
        unit: &str,
        node: Option<&str>,
    ) -> Result<Option<Table>, Refusal> {
        let reminders = self.reminders(caller, held, unit).await?;
        let here = reminders.into_iter().filter(|reminder| node.is_none() || reminder.node.as_deref() == node);
        let here: Vec<Reminder> = here.collect();
        Ok((!here.is_empty()).then(|| table(reader, caller, held, &here)))
    }
}

/// The open measures of earlier rounds, each at the node that continues its own; `rulebook_of` knows the rulebooks of the earlier rounds.
pub(super) fn carried<'a>(
    measures: Vec<Measure>,
    rulebook_of: &dyn Fn(&str) -> Option<&'a Rulebook>,
    now: &Rulebook,
) -> Vec<Reminder> {
    let open = measures.into_iter().filter(is_open);
    open.filter_map(|measure| {
        let node = continued(rulebook_of(&measure.round)?, now, &measure.node);
        Some(Reminder { measure, node })
    })
    .collect()
}

/// The node of a rulebook that goes on from a node of an earlier edition.
fn continued(then: &Rulebook, now: &Rulebook, node: &str) -> Option<String> {
    let is_there = |id: &str| now.tree.walk().into_iter().any(|node| node.id == *id);
    if then.edition == now.edition {
        return is_there(node).then(|| node.to_owned());
    }
    let of_edition = now.continues.iter().find(|continuation| {
        continuation.rulebook.as_ref().unwrap_or(&now.id) == &then.id && continuation.edition == then.edition
    });
    let (here, _) = of_edition?.nodes.iter().find(|(_, there)| there.as_str() == node)?;
    Some(here.to_string())
}

fn table(reader: &Reader, caller: &Caller, held: &Held, reminders: &[Reminder]) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = reminders
        .iter()
        .map(|reminder| {
            let measure = &reminder.measure;
            let about = reminder.node.as_deref().and_then(|node| held.node_title(node));
            let status = if is_overdue(measure, caller.day) { Status::Overdue } else { Status::Open };
            let plan = format!("{ROUNDS}/{}/units/{}/plan/{}", measure.round, measure.unit, measure.id);
            Row::new(vec![
                Cell::text(measure.title.clone()),
                about
                    .map_or_else(|| Cell::None(say(lang, "reminder-not-continued")), |text| Cell::text(text.get(lang))),
                Cell::text(measure.lead.clone()),
                Cell::text(day(measure.due, lang)),
                Cell::from(status.badge(lang)),
                Cell::text(decimal(measure.expected, 2, lang)),
                Cell::text(format!("{} %", measure.progress)),
            ])
            .to(at(reader, &plan))
        })
        .collect();
    let count = rows.len();
    let columns = vec![
        Column::text(say(lang, "plan-measure")),
        Column::text(say(lang, "plan-node")),
        Column::text(say(lang, "plan-lead")),
        Column::text(say(lang, "plan-due")),
        Column::text(say(lang, "plan-standing")),
        Column::number(say(lang, "plan-expected")),
        Column::number(say(lang, "plan-progress")),
    ];
    Table::new(lang, "reminders", say(lang, "reminder-title"), String::new(), TableQuery::of(&[]))
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
}
