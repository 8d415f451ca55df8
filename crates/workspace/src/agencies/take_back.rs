//! An event that was entered by mistake: taking it back, and correcting the decision it names.

use chiso_model::agency::{AgencyId, BuiltOn, LineageEdge, Register};
use chiso_model::{Date, Lang, Text, day};
use chiso_store::{Reader, StoreError};

use super::change::Change;
use super::find::title;
use super::keep::{self, ENTERED, SHIPPED, key};
use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// The change that takes an event back. One that was entered in a form brought its agencies along, and they go with it; one that came from a file stands for itself:
    /// its agencies came from a list of agencies, and stay. Whether a caller may is asked when the change is made.
    ///
    /// # Errors
    /// [`Refusal::Fields`] where the event is shipped, or where something was built on it since, which is named; 404 where there is no such event; the store.
    pub async fn plan_take_back(&self, event: &LineageEdge) -> Result<Change, Refusal> {
        let (register, event) = (self.register(), event.clone());
        self.store.read(move |reader| -> Result<Change, Refusal> { plan(reader, &register, &event) }).await
    }
}

fn plan(reader: &mut Reader<'_>, register: &Register, event: &LineageEdge) -> Result<Change, Refusal> {
    let row = keep::row_of(reader, event)?;
    if row.origin == SHIPPED {
        return Err(Refusal::whole(
            "Sự kiện này có sẵn trong phần mềm, theo văn bản đã ban hành, nên không rút lại được.",
            "This event comes with the program, by a published act, and cannot be taken back.",
        ));
    }
    let mut change = Change { taken_back: Some(event.clone()), ..Change::default() };
    if row.origin == ENTERED {
        let known = register.edges().iter().find(|edge| key(edge) == key(event)).ok_or(Refusal::Hidden)?;
        let back = register.without(known).map_err(|built| refused(&built, register))?;
        (change.agencies, change.gone) = (back.restored, back.gone);
    }
    Ok(change)
}

/// Refuses what is no longer, or never was, the change that takes the event back.
pub(super) fn still(
    reader: &mut Reader<'_>,
    now: &Register,
    event: &LineageEdge,
    change: &Change,
) -> Result<(), Refusal> {
    let planned = plan(reader, now, event)?;
    if (&planned.agencies, &planned.gone) == (&change.agencies, &change.gone) {
        return Ok(());
    }
    Err(StoreError::Conflict { table: "lineage", key: event.date.to_string() }.into())
}

/// The change that corrects the decision of an event.
///
/// # Errors
/// [`Refusal::Fields`] where nothing is given, or nothing would change.
pub(super) fn correct(event: &LineageEdge, decision: &str) -> Result<Change, Refusal> {
    let decision = decision.trim();
    if decision.is_empty() {
        return Err(Refusal::field(
            "decision",
            "Hãy ghi số, ngày của quyết định hoặc nghị quyết.",
            "Give the number and date of the decision.",
        ));
    }
    if event.decision.as_deref() == Some(decision) {
        return Err(Refusal::field(
            "decision",
            "Sự kiện đã ghi đúng số này. Hãy nhập số khác.",
            "The event has this very number. Enter another.",
        ));
    }
    Ok(Change { corrected: Some((event.clone(), decision.to_owned())), ..Change::default() })
}

/// Refuses to let an agency go in which somebody holds a role, or for which a key was made.
pub(super) fn in_no_use(reader: &mut Reader<'_>, register: &Register, gone: &[AgencyId]) -> Result<(), Refusal> {
    for id in gone {
        let name = |lang| register.get(id).map_or(id.as_str(), |agency| agency.title_on(agency.valid.first(), lang));
        let (vi, en) = (name(Lang::Vi), name(Lang::En));
        if !reader.assignments_in(id.as_str())?.is_empty() {
            return Err(Refusal::whole(
                &format!("Đã giao vai trò trong {vi}, nên không rút lại sự kiện lập ra đơn vị này được."),
                &format!("Roles have been given in {en}, so the event that began it cannot be taken back."),
            ));
        }
        if reader.api_keys()?.iter().any(|made| made.agency.as_deref() == Some(id.as_str())) {
            return Err(Refusal::whole(
                &format!("Đã tạo khóa API cho {vi}, nên không rút lại sự kiện lập ra đơn vị này được."),
                &format!("An API key has been made for {en}, so the event that began it cannot be taken back."),
            ));
        }
    }
    Ok(())
}

/// What was built on an event since, by name, and what to do first.
fn refused(built: &BuiltOn, register: &Register) -> Refusal {
    let text = |lang: Lang| match built {
        BuiltOn::NoSuchEvent => lang.pick("Sự kiện này không còn nữa.", "This event is no longer there.").to_owned(),
        BuiltOn::Event(later) => {
            let names = |ids: &mut dyn Iterator<Item = &AgencyId>| {
                ids.map(|id| title(register, id, later.date, lang)).collect::<Vec<_>>().join(", ")
            };
            let sides = [names(&mut later.from.iter()), names(&mut later.to.iter().map(|heir| &heir.id))];
            let sides = sides.iter().filter(|side| !side.is_empty()).cloned().collect::<Vec<_>>().join(" → ");
            let (kind, on) = (later.kind.name(), day(later.date, lang));
            match lang {
                Lang::Vi => format!(
                    "Có sự kiện khác dựa vào sự kiện này: {} ngày {on}: {sides}. Hãy rút lại sự kiện đó trước.",
                    kind.vi
                ),
                Lang::En => format!(
                    "Another event builds on this one: {} of {on}: {sides}. Take that one back first.",
                    kind.get(lang)
                ),
            }
        }
        BuiltOn::Child { agency, parent } => {
            let on = register.get(parent).map_or(Date::MIN, |found| found.valid.first());
            let (child, parent) = (title(register, agency, on, lang), title(register, parent, on, lang));
            match lang {
                Lang::Vi => format!(
                    "{child} trực thuộc {parent}, đơn vị do sự kiện này lập ra. Hãy chuyển {child} về cơ quan cấp trên khác trước."
                ),
                Lang::En => {
                    format!("{child} stands below {parent}, which this event began. Move it to another parent first.")
                }
            }
        }
        BuiltOn::Fact { agency, fact, day: from } => {
            let name = title(register, agency, from.unwrap_or(Date::MIN), lang);
            match (lang, from.map(|from| day(from, lang))) {
                (Lang::Vi, Some(from)) => {
                    format!(
                        "Sau sự kiện này, {} của {name} đã thay đổi từ ngày {from}, nên không rút lại được.",
                        fact.name(lang)
                    )
                }
                (Lang::Vi, None) => {
                    format!(
                        "Sau sự kiện này, {} của {name} đã có ngày kết thúc, nên không rút lại được.",
                        fact.name(lang)
                    )
                }
                (Lang::En, Some(from)) => {
                    format!(
                        "The {} of {name} has changed since, from {from}, so the event cannot be taken back.",
                        fact.name(lang)
                    )
                }
                (Lang::En, None) => {
                    format!(
                        "The {} of {name} has been given an end since, so the event cannot be taken back.",
                        fact.name(lang)
                    )
                }
            }
        }
    };
    Refusal::Fields(vec![("", Text::new(text(Lang::Vi), text(Lang::En)))])
}
