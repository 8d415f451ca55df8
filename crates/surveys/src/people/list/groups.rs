//! People who are alike to the campaign: the groups, and which of them are too small.

use std::collections::BTreeMap;

use chiso_model::Lang;
use chiso_store::surveys::SurveyGroup;
use chiso_workspace::Refusal;
use serde_json::Value;

use super::columns::Column;
use super::person::{Design, Person};
use crate::entry::Surveys;
use crate::held::Held;

/// People of one design.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alike {
    pub(crate) design: Design,
    /// By their place in the list.
    pub(crate) people: Vec<usize>,
}

/// The text that stands for a design: the same for the same.
pub(crate) fn key(design: &Value) -> String {
    design.to_string()
}

/// People by design.
pub(crate) fn alike(people: &[Person]) -> BTreeMap<String, Alike> {
    let mut groups: BTreeMap<String, Alike> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        groups
            .entry(key(&value(&person.design)))
            .or_insert_with(|| Alike { design: person.design.clone(), people: Vec::new() })
            .people
            .push(place);
    }
    groups
}

/// A design as it is kept.
pub(crate) fn value(design: &Design) -> Value {
    Value::Object(design.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Where the people of a group are: rated unit, raters, stratum and sampling unit.
const PLACE: [Column; 4] = [Column::Rated, Column::Raters, Column::Stratum, Column::Psu];
/// What people call a group by: that, and the interviewer.
const NAME: [Column; 5] = [Column::Rated, Column::Raters, Column::Stratum, Column::Psu, Column::Interviewer];

/// The texts of a design in some columns; those of `agencies` as `name` says, and each of them once. Empty where the design has none of the columns.
fn joined(design: &Value, columns: &[Column], agencies: &[Column], name: impl Fn(&str) -> String) -> String {
    let mut texts: Vec<String> = Vec::new();
    for column in columns {
        let Some(text) = design.get(column.id()).and_then(Value::as_str) else { continue };
        let is_agency = agencies.contains(column);
        let text = if is_agency { name(text) } else { text.to_owned() };
        if !is_agency || !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(" · ")
}

/// The columns that name agencies: the rated unit, and stratum and sampling unit where all of them are agencies. A stratum may as well have the number of a province.
fn of_agencies(designs: &[&Value], is_agency: impl Fn(&str) -> bool) -> Vec<Column> {
    let all = |column: &Column| {
        let mut texts = designs.iter().filter_map(|design| design.get(column.id())?.as_str());
        *column == Column::Rated || texts.all(&is_agency)
    };
    [Column::Rated, Column::Stratum, Column::Psu].into_iter().filter(all).collect()
}

impl Surveys {
    /// The groups of a campaign as pages call them: by the names of agencies, not their ids.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn groups_called(&self, held: &Held, lang: Lang) -> Result<Vec<SurveyGroup>, Refusal> {
        let mut groups = self.groups(held).await?;
        let names = self.group_names(&designs(&groups), held, lang, &NAME);
        for (group, name) in groups.iter_mut().zip(names).filter(|(_, name)| !name.is_empty()) {
            group.label = name;
        }
        Ok(groups)
    }

    /// Where the people of groups are, by group, for the one who visits them; empty where its design does not say.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn places_called(&self, held: &Held, lang: Lang) -> Result<BTreeMap<String, String>, Refusal> {
        let groups = self.groups(held).await?;
        let places = self.group_names(&designs(&groups), held, lang, &PLACE);
        Ok(groups.into_iter().map(|group| group.id).zip(places).collect())
    }

    /// What groups of a list will be called, in their order.
    pub(super) fn names_of(&self, held: &Held, groups: &BTreeMap<String, Alike>, lang: Lang) -> Vec<String> {
        let designs: Vec<Value> = groups.values().map(|group| value(&group.design)).collect();
        let names = self.group_names(&designs.iter().collect::<Vec<_>>(), held, lang, &NAME);
        let kept = |(name, group): (String, &Alike)| if name.is_empty() { label(&group.design) } else { name };
        names.into_iter().zip(groups.values()).map(kept).collect()
    }

    /// What groups of these designs are called by some columns; empty where a design has none of them.
    fn group_names(&self, designs: &[&Value], held: &Held, lang: Lang, columns: &[Column]) -> Vec<String> {
        let name = |id: &str| self.unit_name(id, held, lang);
        let agencies = of_agencies(designs, |id| name(id) != id);
        designs.iter().map(|design| joined(design, columns, &agencies, name)).collect()
    }
}

fn designs(groups: &[SurveyGroup]) -> Vec<&Value> {
    groups.iter().map(|group| &group.design).collect()
}

/// The label of a group as it is kept: its [`NAME`], units by their ids; where it has none of that, the rest of its design.
pub(crate) fn label(design: &Design) -> String {
    let named = joined(&value(design), &NAME, &[], str::to_owned);
    if !named.is_empty() {
        return named;
    }
    let rest = design.iter().map(|(name, value)| format!("{name}: {}", value.to_string().trim_matches('"')));
    let rest: Vec<String> = rest.collect();
    if rest.is_empty() { "–".to_owned() } else { rest.join(" · ") }
}

#[cfg(test)]
mod tests {
    use chiso_model::Lang;

    use super::*;

    fn person(design: &[(&str, &str)]) -> Person {
        let design = design.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
        Person { row: 2, name: None, mail: None, phone: None, lang: Lang::Vi, design, own: None }
    }

    #[test]
    fn people_with_the_same_design_are_a_group() {
        let (a, b) = ([("stratum", "A"), ("psu", "1")], [("psu", "1"), ("stratum", "A")]);
        let people = [person(&a), person(&[("stratum", "B")]), person(&b), person(&[])];
        let groups = alike(&people);
        let mut found: Vec<(String, Vec<usize>)> =
            groups.values().map(|group| (label(&group.design), group.people.clone())).collect();
        found.sort();
        let expected = [("A · 1", vec![0, 2]), ("B", vec![1]), ("–", vec![3])];
        assert_eq!(found, expected.map(|(label, people)| (label.to_owned(), people)));
    }

    #[test]
    fn agencies_are_called_by_their_names_and_nothing_else_is() {
        let of = |unit, stratum, psu| {
            value(&person(&[("unit", unit), ("stratum", stratum), ("psu", psu), ("interviewer", "Lan")]).design)
        };
        let is_agency = |id: &str| ["01", "22"].contains(&id);
        let name = |id: &str| if is_agency(id) { format!("Tỉnh {id}") } else { id.to_owned() };
        let designs = [of("01", "01", "01"), of("22", "02", "22"), of("chợ", "01", "01")];
        let agencies = of_agencies(&designs.each_ref(), is_agency);
        assert_eq!(agencies, [Column::Rated, Column::Psu], "02 is none, so 01 is the number of a stratum");
        let called = |columns: &[Column]| designs.each_ref().map(|design| joined(design, columns, &agencies, name));
        assert_eq!(called(&NAME), ["Tỉnh 01 · 01 · Lan", "Tỉnh 22 · 02 · Lan", "chợ · 01 · Tỉnh 01 · Lan"]);
        assert_eq!(called(&PLACE), ["Tỉnh 01 · 01", "Tỉnh 22 · 02", "chợ · 01 · Tỉnh 01"]);
        assert_eq!(joined(&value(&person(&[("interviewer", "Lan")]).design), &PLACE, &agencies, name), "");
    }

    #[test]
    fn people_of_one_place_with_two_interviewers_are_two_groups() {
        let of = |interviewer| person(&[("psu", "1"), ("interviewer", interviewer)]);
        let labels = |groups: BTreeMap<String, Alike>| -> Vec<String> {
            groups.values().map(|group| label(&group.design)).collect()
        };
        assert_eq!(labels(alike(&[of("Lan"), of("Minh"), of("Lan")])), ["1 · Lan", "1 · Minh"]);
    }
}
