//! What a row changes of an agency that is known.

use chiso_model::agency::{Agency, AgencyId, Code, CodeSystem, Dated, DatedFact, Name, Validity};
use chiso_model::{Date, Lang, Text};

use super::AgencyRow;

/// An agency that a row would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Number of the row.
    pub row: u64,
    /// The agency as it is.
    pub before: Agency,
    /// The agency as it would be.
    pub after: Agency,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// One fact that a row would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// What it is.
    pub fact: DatedFact,
    /// What was known; blank for nothing.
    pub before: String,
    /// What the row says.
    pub after: String,
    /// The first day on which it holds; none for a correction of what was known.
    pub from: Option<Date>,
}

impl FieldChange {
    /// On one line: `tên: A → B, từ 01/07/2025`.
    pub fn message(&self, lang: Lang) -> String {
        let FieldChange { fact, before, after, from } = self;
        let before = if before.is_empty() { lang.pick("(không có)", "(none)") } else { before };
        let since = from.map(|day| format!(", {}", Validity::since(day).text(lang))).unwrap_or_default();
        format!("{}: {before} → {after}{since}", fact.name(lang))
    }
}

/// The agency as a row would have it, and what differs. What the row leaves blank stays as it is.
pub(super) fn changed(before: &Agency, row: &AgencyRow, parent: Option<&AgencyId>) -> Changed {
    let mut after = before.clone();
    let mut fields = Vec::new();
    ends(&mut after, row, &mut fields);
    // The row's first day, where the agency was there before it: only then is it a change and not a correction.
    let from = row.valid.from.filter(|from| after.valid.first() < *from);
    let on = row.valid.first().max(after.valid.first()).min(after.valid.last());
    let mut put = |fact: DatedFact, was: &str, is: &str| {
        fields.push(FieldChange { fact, before: was.to_owned(), after: is.to_owned(), from });
    };
    let name = before.name_on(on);
    let en = row.name_en.clone().or_else(|| name.text.en.clone().filter(|_| name.text.vi == row.name_vi));
    let text = Text { vi: row.name_vi.clone(), en };
    if name.text != text {
        let both = |text: &Text| {
            [Some(text.vi.as_str()), text.en.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" / ")
        };
        put(DatedFact::Name, &both(&name.text), &both(&text));
        let short = name.short.clone().filter(|_| name.text.vi == text.vi);
        set(&mut after.names, Name { text, short }, after.valid, from, on);
    }
    let kind = before.kind_on(on);
    if kind != row.kind {
        put(DatedFact::Kind, &kind.name().vi, &row.kind.name().vi);
        set(&mut after.kinds, row.kind, after.valid, from, on);
    }
    if let Some(parent) = parent.filter(|parent| before.parent_on(on) != Some(*parent)) {
        put(DatedFact::Parent, before.parent_on(on).map_or("", AgencyId::as_str), parent.as_str());
        set(&mut after.parents, parent.clone(), after.valid, from, on);
    }
    if let Some(h26) = &row.h26 {
        let known = before.code_on(&CodeSystem::H26, on);
        if known != Some(h26) {
            put(DatedFact::Code, known.unwrap_or_default(), h26);
            let (mut own, others) = after.codes.into_iter().partition(|code| code.value.system == CodeSystem::H26);
            set(&mut own, Code::new(CodeSystem::H26, h26.as_str()), after.valid, from, on);
            after.codes = [others, own].concat();
        }
    }
    for alias in &row.aliases {
        let known =
            before.names_on(on).any(|known| known == alias) || after.aliases.iter().any(|known| known.value == *alias);
        if !known {
            put(DatedFact::Alias, "", alias);
            after.aliases.push(Dated::new(alias.clone(), after.valid));
        }
    }
    Changed { row: row.row, before: before.clone(), after, fields }
}

/// Sets the ends of the agency's time where the row gives other ones.
fn ends(agency: &mut Agency, row: &AgencyRow, fields: &mut Vec<FieldChange>) {
    let known = agency.valid;
    if let (Some(from), Some(begins)) = (row.valid.from, known.from)
        && from < begins
    {
        agency.valid.from = Some(from);
    }
    if row.valid.to.is_some() {
        agency.valid.to = row.valid.to;
    }
    if agency.valid == known {
        return;
    }
    let text = |valid: Validity| valid.text(Lang::Vi);
    fields.push(FieldChange { fact: DatedFact::Agency, before: text(known), after: text(agency.valid), from: None });
    let own = agency.valid;
    let fit = |valid: &mut Validity| {
        let begins = if valid.from == known.from { own.from } else { valid.from };
        let ends = if valid.to == known.to { own.to } else { valid.to };
        *valid = Validity::new(begins, ends).overlap(own).unwrap_or(Validity::new(own.to, own.from));
    };
    agency.names.iter_mut().for_each(|fact| fit(&mut fact.valid));
    agency.kinds.iter_mut().for_each(|fact| fit(&mut fact.valid));
    agency.parents.iter_mut().for_each(|fact| fit(&mut fact.valid));
    agency.codes.iter_mut().for_each(|fact| fit(&mut fact.valid));
    agency.aliases.iter_mut().for_each(|fact| fit(&mut fact.valid));
    agency.names.retain(|fact| !fact.valid.is_empty());
    agency.kinds.retain(|fact| !fact.valid.is_empty());
    agency.parents.retain(|fact| !fact.valid.is_empty());
    agency.codes.retain(|fact| !fact.valid.is_empty());
    agency.aliases.retain(|fact| !fact.valid.is_empty());
}

/// Makes `value` hold: from a day on, ending what held there on the day before; or instead of what held on `on`.
fn set<T: Clone>(list: &mut Vec<Dated<T>>, value: T, whole: Validity, from: Option<Date>, on: Date) {
    let held = list.iter().position(|fact| fact.valid.contains(on));
    let (valid, after) = match (held, from) {
        (Some(index), Some(day)) => {
            let valid = Validity::new(Some(day), list[index].valid.to);
            if list[index].valid.first() < day {
                list[index].valid.to = day.yesterday().ok();
                (valid, index + 1)
            } else {
                list.remove(index);
                (valid, index)
            }
        }
        (Some(index), None) => (list.remove(index).valid, index),
        (None, from) => {
            // Nothing held on that day: until the next thing does.
            let next = list.iter().filter_map(|fact| fact.valid.from).filter(|begin| *begin > on).min();
            let to = next.and_then(|begin| begin.yesterday().ok()).or(whole.to);
            (Validity::new(from.or(whole.from), to), list.len())
        }
    };
    list.insert(after.min(list.len()), Dated::new(value, valid));
}
