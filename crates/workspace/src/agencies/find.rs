//! Finding agencies of a day.

use chiso_model::agency::{AgencyId, AgencyKind, AgencyOnDay, Level, Register};
use chiso_model::{Date, Lang};
use chiso_web::fold;

/// Which agencies to find; empty texts leave none out.
#[derive(Debug, Clone, Default)]
pub struct AgencyFilter {
    /// Words of a name, an alias or a code; marks or not.
    pub words: String,
    /// Id of a kind.
    pub kind: String,
    /// Id of a level.
    pub level: String,
    /// Id of an agency: it, and all below it.
    pub within: String,
}

impl AgencyFilter {
    /// Those that exist on a day and are let through, by id.
    pub fn find<'r>(&self, register: &'r Register, day: Date) -> Vec<AgencyOnDay<'r>> {
        self.among(register, register.at(day).collect())
    }

    /// Those of some agencies, each as it was on its day, that are let through, in their order.
    pub fn among<'r>(&self, register: &Register, mut found: Vec<AgencyOnDay<'r>>) -> Vec<AgencyOnDay<'r>> {
        let (kind, level) = (AgencyKind::from_id(&self.kind), Level::from_id(&self.level));
        let within = AgencyId::new(self.within.clone()).ok();
        found.retain(|agency| {
            kind.is_none_or(|kind| agency.kind == kind)
                && level.is_none_or(|level| agency.level == level)
                && within.as_ref().is_none_or(|within| register.is_within(agency.id(), within, agency.day))
                && (self.words.is_empty() || fold::finds(&self.words, &words_of(agency, agency.day)))
        });
        found
    }
}

/// All by which an agency can be found on a day.
fn words_of(agency: &AgencyOnDay<'_>, day: Date) -> String {
    let mut text = format!("{} {} {}", agency.title(Lang::Vi), agency.title(Lang::En), agency.id());
    let aliases = agency.agency.aliases.iter().filter(|alias| alias.valid.contains(day));
    for word in agency.codes.iter().map(|code| &code.code).chain(aliases.map(|alias| &alias.value)) {
        text.push(' ');
        text.push_str(word);
    }
    text
}

/// The name of an agency on a day, or the nearest day on which it was there; its id where it is not known.
pub(crate) fn title(register: &Register, id: &AgencyId, day: Date, lang: Lang) -> String {
    register.get(id).map_or_else(
        || id.as_str().to_owned(),
        |agency| agency.title_on(day.max(agency.valid.first()).min(agency.valid.last()), lang).to_owned(),
    )
}

/// The agency that people mean by a code, an id, or a name on a day.
///
/// # Errors
/// Those that it may be: none, or several.
pub(crate) fn meant<'r>(
    register: &'r Register,
    text: &str,
    day: Date,
) -> Result<AgencyOnDay<'r>, Vec<AgencyOnDay<'r>>> {
    let by_code =
        || chiso_model::agency::CodeSystem::KNOWN.iter().find_map(|system| register.find_code(system, text, day));
    let by_id = || AgencyId::new(text).ok().and_then(|id| register.on(&id, day));
    if let Some(found) = by_code().or_else(by_id) {
        return Ok(found);
    }
    let mut named = register.find_name(text, day);
    if named.len() == 1 { named.pop().ok_or_else(Vec::new) } else { Err(named) }
}
