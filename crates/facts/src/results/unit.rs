//! Which unit a text of a file means.

use std::cell::Cell;
use std::collections::BTreeMap;

use chiso_model::agency::{Agency, AgencyId, AgencyOnDay, CodeSystem, Level, Register, fold_name};
use chiso_model::{Date, Lang};

use crate::import::ImportProblem;
use crate::text;

/// Most texts for which a name that was perhaps meant is looked for: beyond that, the file is about something else.
const SUGGESTIONS: u32 = 200;

/// Names of the units of a day, made once for all rows about that day.
pub(crate) struct Names<'r> {
    /// Name as written, by its folded form.
    by_fold: BTreeMap<String, String>,
    /// Those that are not there on that day, by folded names and by codes.
    of_other_days: BTreeMap<String, &'r Agency>,
    /// Number of provinces on that day.
    pub(crate) provinces: usize,
    suggested: Cell<u32>,
}

impl<'r> Names<'r> {
    pub(crate) fn new(register: &'r Register, day: Date) -> Names<'r> {
        let mut names =
            Names { by_fold: BTreeMap::new(), of_other_days: BTreeMap::new(), provinces: 0, suggested: Cell::new(0) };
        for agency in register.at(day) {
            let name = agency.title(Lang::Vi);
            names.by_fold.insert(fold_name(name), name.to_owned());
            names.provinces += usize::from(agency.level == Level::Province);
        }
        for agency in register.agencies().iter().filter(|agency| !agency.exists_on(day)) {
            let called = agency.names.iter().map(|name| fold_name(&name.value.text.vi));
            for text in called.chain(agency.codes.iter().map(|code| code.value.code.clone())) {
                names.of_other_days.entry(text).or_insert(agency);
            }
        }
        names
    }

    fn like(&self, text: &str) -> Option<String> {
        if self.suggested.replace(self.suggested.get().saturating_add(1)) >= SUGGESTIONS {
            return None;
        }
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
    let another_day = names.of_other_days.get(written).or_else(|| names.of_other_days.get(&fold_name(written)));
    if let Some(agency) = another_day {
        let unit = agency.title_on(agency.valid.last(), Lang::Vi).to_owned();
        return Err(ImportProblem::UnitNotThen { unit, exists: agency.valid, day });
    }
    Err(ImportProblem::UnknownUnit { text: text::shown(written), day, meant: names.like(written) })
}
