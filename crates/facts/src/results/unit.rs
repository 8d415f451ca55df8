//! Which unit a text of a file means.

use std::collections::BTreeMap;

use chiso_model::agency::{AgencyId, AgencyOnDay, CodeSystem, Level, Register, fold_name};
use chiso_model::{Date, Lang};

use crate::import::ImportProblem;
use crate::text;

/// Names of the units of a day, for saying which one was perhaps meant.
pub(crate) struct Names {
    /// Name as written, by its folded form.
    by_fold: BTreeMap<String, String>,
}

impl Names {
    pub(crate) fn new(register: &Register, day: Date) -> Names {
        let by_fold =
            register.at(day).map(|agency| agency.title(Lang::Vi).to_owned()).map(|name| (fold_name(&name), name));
        Names { by_fold: by_fold.collect() }
    }

    fn like(&self, text: &str) -> Option<String> {
        let closest = text::closest(&fold_name(text), self.by_fold.keys().map(String::as_str))?;
        self.by_fold.get(&closest).cloned()
    }
}

/// The unit of a day that a text means: by code in any system, by id, by name or alias; of one level where one is given.
pub(crate) fn find(
    register: &Register,
    names: &Names,
    level: Option<Level>,
    day: Date,
    written: &str,
) -> Result<AgencyId, ImportProblem> {
    let fits = |agency: &AgencyOnDay| level.is_none_or(|level| agency.level == level);
    let by_code = CodeSystem::KNOWN.iter().filter_map(|system| register.find_code(system, written, day));
    let by_id = AgencyId::new(written).ok().and_then(|id| register.on(&id, day));
    let mut elsewhere = None;
    // What is new after a merger may have an id that was another's code: the code goes first.
    for agency in by_code.chain(by_id) {
        if fits(&agency) {
            return Ok(agency.id().clone());
        }
        elsewhere.get_or_insert(agency);
    }
    let called = register.find_name(written, day);
    let fitting: Vec<&AgencyOnDay> = called.iter().filter(|agency| fits(agency)).collect();
    match fitting.as_slice() {
        [only] => return Ok(only.id().clone()),
        [] => {}
        several => {
            let name = |agency: &&AgencyOnDay| {
                let code = agency.codes.first().map_or(agency.id().as_str(), |code| code.code.as_str());
                format!("{} ({code})", agency.title(Lang::Vi))
            };
            let candidates = several.iter().map(name).collect();
            return Err(ImportProblem::AmbiguousUnit { text: text::shown(written), candidates });
        }
    }
    if let Some(agency) = elsewhere.as_ref().or(called.first()) {
        return Err(ImportProblem::WrongLevel { unit: agency.title(Lang::Vi).to_owned(), level: agency.level });
    }
    let folded = fold_name(written);
    let another_day = register.agencies().iter().find(|agency| {
        let of_name = agency.names.iter().any(|name| fold_name(&name.value.text.vi) == folded);
        !agency.exists_on(day) && (of_name || agency.codes.iter().any(|code| code.value.code == written))
    });
    if let Some(agency) = another_day {
        let unit = agency.title_on(agency.valid.last(), Lang::Vi).to_owned();
        return Err(ImportProblem::UnitNotThen { unit, exists: agency.valid, day });
    }
    Err(ImportProblem::UnknownUnit { text: text::shown(written), day, meant: names.like(written) })
}
