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

/// A group that is too small: what it is called, and how many it has.
pub(crate) type TooSmall = (String, u64);

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

/// The texts of a design in some columns, the rated unit by its name; empty where it has none of them.
fn joined(design: &Value, columns: &[Column], unit: impl Fn(&str) -> String) -> String {
    let of = |column: &Column| {
        let text = design.get(column.id())?.as_str()?;
        Some(if *column == Column::Rated { unit(text) } else { text.to_owned() })
    };
    columns.iter().filter_map(of).collect::<Vec<_>>().join(" · ")
}

impl Surveys {
    /// The groups of a campaign as pages call them: a rated unit that is an agency has the name of that agency.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn groups_called(&self, held: &Held, lang: Lang) -> Result<Vec<SurveyGroup>, Refusal> {
        let mut groups = self.groups(held).await?;
        for group in &mut groups {
            let label = joined(&group.design, &NAME, |unit| self.unit_name(unit, held, lang));
            if !label.is_empty() {
                group.label = label;
            }
        }
        Ok(groups)
    }

    /// Where the people of a group are, for the one who visits them; empty where its design does not say.
    pub(crate) fn place_of(&self, group: &SurveyGroup, held: &Held, lang: Lang) -> String {
        joined(&group.design, &PLACE, |unit| self.unit_name(unit, held, lang))
    }
}

/// The label of a group as it is kept: its [`NAME`], units by their ids; where it has none of that, the rest of its design.
pub(crate) fn label(design: &Design) -> String {
    let named = joined(&value(design), &NAME, str::to_owned);
    if !named.is_empty() {
        return named;
    }
    let rest = design.iter().map(|(name, value)| format!("{name}: {}", value.to_string().trim_matches('"')));
    let rest: Vec<String> = rest.collect();
    if rest.is_empty() { "–".to_owned() } else { rest.join(" · ") }
}

/// The groups that have fewer than `least` people, those counted who are invited already (by the text of their design).
pub(crate) fn too_small(groups: &BTreeMap<String, Alike>, before: &BTreeMap<String, u64>, least: u64) -> Vec<TooSmall> {
    let all = groups.iter().map(|(key, group)| {
        (label(&group.design), group.people.len() as u64 + before.get(key).copied().unwrap_or_default())
    });
    all.filter(|(_, people)| *people < least).collect()
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
        let of_b = BTreeMap::from([(key(&value(&people[1].design)), 1)]);
        assert_eq!(too_small(&groups, &of_b, 2), [("–".to_owned(), 1)]);
    }

    #[test]
    fn a_rated_unit_is_called_by_its_name_and_nothing_else_is() {
        let of = person(&[("unit", "01"), ("psu", "01"), ("interviewer", "Lan")]);
        let unit = |id: &str| format!("tên của {id}");
        let design = value(&of.design);
        assert_eq!(joined(&design, &NAME, unit), "tên của 01 · 01 · Lan");
        assert_eq!(joined(&design, &PLACE, unit), "tên của 01 · 01");
        assert_eq!(joined(&value(&person(&[("interviewer", "Lan")]).design), &PLACE, unit), "");
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
