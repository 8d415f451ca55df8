//! Other facts of one unit in place of its own: only what they move is computed again.

use std::collections::BTreeMap;

use chiso_rulebook::definition::{Aggregate, Impute, Normalise};

use super::bound::groups;
use super::{Options, rank};
use crate::error::EngineError;
use crate::facts::FactSet;
use crate::outcome::{NodeOutcome, Outcome};
use crate::plan::{IndicatorLeaf, Kind, Plan};

impl Plan {
    /// Whether a unit's value at every node follows from its own facts and those given for all units. Not so where values are compared with those of other units
    /// before they are ranked: goalposts that are not fixed, means, outliers, contests.
    pub fn computes_units_apart(&self) -> bool {
        self.nodes.iter().all(|node| match &node.kind {
            Kind::Rule(_) => true,
            Kind::Indicator(leaf) => stands_alone(leaf),
            Kind::Branch(branch) => !matches!(branch.aggregate, Aggregate::Copeland),
        })
    }

    /// The nodes that are others when one unit has other facts, by index, each as [`Plan::compute`] would give it for all units; nodes that are not among them stay as they
    /// were. `before` is what this plan gave for `facts` with the same options, `unit` an index into its units, `own` the unit's facts instead. It stays in its groups.
    ///
    /// Where units are computed apart, the time goes by the nodes that move, not by units times nodes.
    ///
    /// # Errors
    /// As [`Plan::compute`]; [`EngineError::NoUnits`] where `own` says nothing of the unit.
    pub fn instead(
        &self,
        facts: &FactSet,
        before: &Outcome,
        unit: usize,
        own: FactSet,
        options: &Options,
    ) -> Result<BTreeMap<usize, NodeOutcome>, EngineError> {
        let own = own.with_for_all(facts);
        let id = before.units.get(unit).ok_or(EngineError::NoUnits)?;
        let at = own.units().binary_search(id).map_err(|_| EngineError::NoUnits)?;
        if self.period.is_none() || !self.computes_units_apart() {
            let others = facts.units().iter().filter(|other| *other != id).flat_map(|other| facts.of_unit(other));
            let all = FactSet::new(others.chain(own.of_unit(id))).unwrap_or_default().with_for_all(facts);
            return Ok(self.compute(&all, options)?.nodes.into_iter().enumerate().collect());
        }
        let alone = self.compute(&own, &Options::default())?;
        let count = facts.units().len();
        let groups: Vec<_> =
            self.attributes.iter().map(|name| groups(facts.attribute(name, before.period), count)).collect();
        let differs = |then: &NodeOutcome, now: &NodeOutcome| {
            then.values[unit] != now.values[at] || then.intervals.get(unit) != now.intervals.get(at)
        };
        let nodes = before.nodes.iter().zip(&alone.nodes).enumerate();
        let moved = nodes.filter(|(_, (then, now))| differs(then, now)).map(|(node, (then, now))| {
            let plan_node = &self.nodes[node];
            let mut anew = then.clone();
            anew.values[unit] = now.values[at];
            anew.rounded[unit] = now.rounded[at];
            if let (Some(interval), Some(now)) = (anew.intervals.get_mut(unit), now.intervals.get(at)) {
                *interval = *now;
            }
            let groups = plan_node.rank_attribute.map(|attribute| groups[attribute].as_slice());
            anew.ranks = rank::ranks(&plan_node.ranking, &anew.values, &anew.rounded, &anew.takes_rank, groups);
            if let Some(bands) = &plan_node.bands {
                anew.bands = rank::bands(bands, &anew.values, &anew.rounded, &anew.takes_rank, groups);
            }
            (node, anew)
        });
        Ok(moved.collect())
    }
}

/// Whether an indicator is prepared and normalised without a look at other units.
fn stands_alone(leaf: &IndicatorLeaf) -> bool {
    let imputes_alone = matches!(leaf.prepare.impute, None | Some(Impute::None | Impute::Constant { .. }));
    let normalises_alone = match &leaf.normalise {
        Normalise::None | Normalise::Scaled { .. } => true,
        Normalise::MinMax(method) => method.goalposts.is_some_and(|goalposts| !goalposts.stretch),
        _ => false,
    };
    imputes_alone && leaf.prepare.treat.is_none() && normalises_alone
}
