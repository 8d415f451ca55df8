//! Which agency of some a text means.

use std::collections::BTreeSet;

use chiso_model::agency::{AgencyId, CodeSystem, Register};
use chiso_model::{Date, Lang};

/// The agency among some that a text means on a day: by code in any system, by id, by name or alias. What is new after a merger may have an id that was another's
/// code, so the code goes first.
///
/// # Errors
/// Those that are so called, where it is not one: id and name, each.
pub(super) fn which(
    register: &Register,
    day: Date,
    among: &BTreeSet<&str>,
    text: &str,
) -> Result<String, Vec<(String, String)>> {
    let text = text.trim();
    let known = |id: &AgencyId| among.contains(id.as_str()).then(|| id.as_str().to_owned());
    let by_code = CodeSystem::KNOWN.iter().find_map(|system| known(register.find_code(system, text, day)?.id()));
    let by_id = || AgencyId::new(text).ok().and_then(|id| known(&id));
    if let Some(found) = by_code.or_else(by_id) {
        return Ok(found);
    }
    let called = register.find_name(text, day);
    let found: Vec<_> = called.iter().filter(|agency| among.contains(agency.id().as_str())).collect();
    match found.as_slice() {
        [only] => Ok(only.id().as_str().to_owned()),
        several => {
            let told = |agency: &&chiso_model::agency::AgencyOnDay<'_>| {
                let id = agency.id().as_str();
                (id.to_owned(), format!("{} ({id})", agency.title(Lang::Vi)))
            };
            Err(several.iter().map(told).collect())
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_by_code_of_the_day_id_name_and_alias() {
        let catalogue = chiso_catalogue::Catalogue::load().unwrap();
        let register = catalogue.register();
        let before = Date::constant(2024, 12, 31);
        let after = Date::constant(2025, 12, 31);
        let all = BTreeSet::from(["01", "15", "15-2025", "79", "79-2025"]);
        for (day, text, id) in [
            (before, "01", Ok("01")),
            (before, "hà nội", Ok("01")),
            (before, "15", Ok("15")),
            (before, "Yên Bái", Ok("15")),
            (after, "15", Ok("15-2025")),
            (after, "Lào Cai", Ok("15-2025")),
            (after, "TP. Hồ Chí Minh", Ok("79-2025")),
            (before, "Đà Nẵng", Err(0)),
            (before, "", Err(0)),
        ] {
            let found = which(register, day, &all, text).map_err(|several| several.len());
            assert_eq!(found, id.map(str::to_owned), "{text} on {day}");
        }
    }
}
