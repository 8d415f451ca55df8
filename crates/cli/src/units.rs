//! Units as people call them: facts name a province or ministry by its code.

use chiso_catalogue::{Catalogue, Scheme};
use chiso_engine::Outcome;
use chiso_rulebook::definition::Rulebook;

/// The unit of the facts that is the province or ministry so called, as an index: by name in either language, alias, or short name. None where the rulebook scores
/// something else, the catalogue does not know the name, or the facts do not have the unit.
pub(crate) fn called(name: &str, catalogue: &Catalogue, rulebook: &Rulebook, outcome: &Outcome) -> Option<usize> {
    let found = |scheme: &Scheme| {
        let short = |id: &&chiso_catalogue::Unit| id.short.to_lowercase() == name.trim().to_lowercase();
        let unit = catalogue.find_unit(*scheme, name).or_else(|| catalogue.units(*scheme).iter().find(short))?;
        outcome.unit(&unit.id)
    };
    let mut units: Vec<usize> = schemes(rulebook, outcome).iter().filter_map(found).collect();
    units.dedup();
    match units[..] {
        [unit] => Some(unit),
        // Codes changed hands in 2025: without a period nothing tells whose it is.
        _ => None,
    }
}

/// The schemes whose codes the facts may use. Which provinces there were depends on the last day of the period.
fn schemes(rulebook: &Rulebook, outcome: &Outcome) -> Vec<Scheme> {
    Scheme::ALL
        .into_iter()
        .filter(|scheme| match (rulebook.units.as_deref(), scheme.day()) {
            (Some("ministry") | None, None) => true,
            (Some("province") | None, Some(_)) => {
                let merged = Scheme::Provinces34.day();
                outcome.period.is_none_or(|p| (Some(p.last_day()) >= merged) == (*scheme == Scheme::Provinces34))
            }
            _ => false,
        })
        .collect()
}
