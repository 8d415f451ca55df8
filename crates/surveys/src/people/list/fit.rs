//! Whether a list of people fits those who were invited before, and groups of it are large enough.

use std::collections::BTreeMap;

use chiso_model::{Lang, Text};
use chiso_store::surveys::SurveyGroup;
use chiso_workspace::Refusal;

use super::columns::{Column, Named, Says};
use super::groups::{Alike, alike, key};
use super::person::Person;
use crate::entry::Surveys;
use crate::held::Held;

/// Groups that a refusal names; how many more there are is said.
const NAMED: usize = 20;

/// A group that is too small.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TooSmall {
    /// What it is called.
    name: Text,
    /// How many it has.
    people: u64,
}

impl Surveys {
    /// That people of a list can be invited beside those who were before: each has the columns of the sample that the others have, and no group has too few.
    ///
    /// # Errors
    /// The column that some would have and others not; groups that are too small, by name; the store.
    pub(super) async fn fit(&self, held: &Held, people: &[Person]) -> Result<(), Refusal> {
        let invited = self.groups(held).await?;
        let named = self.design_columns(held).await?;
        if let Some((column, is_missing)) = column_of_some(&invited, people, &named) {
            return Err(has_or_has_not(&column, is_missing));
        }
        let small = self.too_small(held, &invited, people);
        if small.is_empty() { Ok(()) } else { Err(are_too_small(&small, held.campaign.setup.least)) }
    }

    /// The columns of the sample that the people of a list have.
    ///
    /// # Errors
    /// As for the questionnaire.
    pub(super) async fn sample_columns(&self, held: &Held, people: &[Person]) -> Result<Vec<String>, Refusal> {
        let named = self.design_columns(held).await?;
        let has = |column: &&str| people.first().is_some_and(|person| person.design.contains_key(*column));
        Ok(of_sample(&named).filter(has).map(str::to_owned).collect())
    }

    /// The groups of a list that would have fewer people than the least number of a campaign, with those who are invited already.
    fn too_small(&self, held: &Held, invited: &[SurveyGroup], people: &[Person]) -> Vec<TooSmall> {
        let invited = invited.iter().map(|group| (key(&group.design), u64::try_from(group.people).unwrap_or_default()));
        let groups = alike(people);
        let fewer = fewer_than(held.campaign.setup.least.into(), &groups, &invited.collect());
        let [vi, en] = Lang::ALL.map(|lang| self.names_of(held, &groups, lang));
        let called = |(place, people): (usize, u64)| TooSmall { name: Text::new(&vi[place], &en[place]), people };
        fewer.into_iter().map(called).collect()
    }
}

/// Which groups, by their places, have fewer than `least` people, and how many: those counted who were invited before, by the text of their design.
fn fewer_than(least: u64, groups: &BTreeMap<String, Alike>, invited: &BTreeMap<String, u64>) -> Vec<(usize, u64)> {
    let people =
        |(key, group): (&String, &Alike)| group.people.len() as u64 + invited.get(key).copied().unwrap_or_default();
    groups.iter().map(people).enumerate().filter(|(_, people)| *people < least).collect()
}

/// That groups are too small, by name, and what to do.
fn are_too_small(small: &[TooSmall], least: u32) -> Refusal {
    let named = |lang: Lang| {
        let name = |small: &TooSmall| format!("{} ({})", small.name.get(lang), small.people);
        let more = (small.len() > NAMED).then(|| "…".to_owned());
        small.iter().take(NAMED).map(name).chain(more).collect::<Vec<_>>().join("; ")
    };
    let (vi, en, count) = (named(Lang::Vi), named(Lang::En), small.len());
    let (groups, have) = if count == 1 { ("group", "has") } else { ("groups", "have") };
    Refusal::Fields(vec![(
        "file",
        Text::new(
            format!(
                "{count} nhóm có dưới {least} người: {vi}. Người ít như vậy có thể bị đoán ra. Hãy gộp với nhóm lân cận (cùng tầng, cùng trọng số) bằng cách ghi chung một đơn vị chọn mẫu, hoặc mời thêm người."
            ),
            format!(
                "{count} {groups} {have} fewer than {least} people: {en}. So few could be guessed. Join each with a neighbour (same stratum, same weight) by giving both one sampling unit, or invite more people."
            ),
        ),
    )])
}

/// The columns that say how people were drawn: those of any list, and those that the questionnaire names.
fn of_sample(named: &[Named]) -> impl Iterator<Item = &str> {
    let own = [Column::Stratum, Column::Psu, Column::Fpc, Column::Weight].map(Column::id);
    own.into_iter().chain(named.iter().filter(|named| named.says != Says::Label).map(|named| named.name.as_str()))
}

/// A column of the sample that some people of a campaign would have and others not, and whether it is those of the list who lack it. Of such a column nothing could be estimated: a
/// weight that only some have would be nobody's.
fn column_of_some(invited: &[SurveyGroup], people: &[Person], named: &[Named]) -> Option<(String, bool)> {
    let (before, now) = (invited.first()?, people.first()?);
    // Whoever stands in one list has the same columns.
    let mut columns = of_sample(named);
    let column = columns.find(|column| before.design.get(column).is_some() != now.design.contains_key(*column))?;
    Some((column.to_owned(), !now.design.contains_key(column)))
}

fn has_or_has_not(column: &str, is_missing: bool) -> Refusal {
    let what = if is_missing {
        Text::new(
            format!(
                "Danh sách này thiếu cột “{column}” mà những người đã mời có, nên không tính được trọng số và sai số cho cả cuộc khảo sát. Hãy thêm cột đó."
            ),
            format!(
                "This list lacks the column “{column}”, which those invited before have: weights and errors of the survey could not be computed. Add the column."
            ),
        )
    } else {
        Text::new(
            format!(
                "Danh sách này có cột “{column}” mà những người đã mời không có, nên không tính được trọng số và sai số cho cả cuộc khảo sát. Hãy bỏ cột đó."
            ),
            format!(
                "This list has the column “{column}”, which those invited before have not: weights and errors of the survey could not be computed. Leave the column out."
            ),
        )
    };
    Refusal::Fields(vec![("file", what)])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::groups::{label, value};
    use super::*;

    fn person(design: &[(&str, &str)]) -> Person {
        let design = design.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
        Person { row: 2, name: None, mail: None, phone: None, lang: Lang::Vi, design, own: None }
    }

    #[test]
    fn groups_of_too_few_are_found_with_those_who_were_invited_before() {
        let people =
            [person(&[("stratum", "A")]), person(&[("stratum", "B")]), person(&[("stratum", "A")]), person(&[])];
        let groups = alike(&people);
        let invited = BTreeMap::from([(key(&value(&people[1].design)), 1)]);
        let labels: Vec<String> = groups.values().map(|group| label(&group.design)).collect();
        let fewer = fewer_than(2, &groups, &invited);
        let fewer: Vec<_> = fewer.into_iter().map(|(place, people)| (labels[place].as_str(), people)).collect();
        assert_eq!(fewer, [("–", 1)]);
    }

    #[test]
    fn a_column_of_the_sample_is_everybodys_or_nobodys() {
        let invited = |design: &[(&str, &str)]| {
            vec![SurveyGroup {
                id: "s/1".to_owned(),
                survey: "s".to_owned(),
                label: String::new(),
                design: value(&person(design).design),
                people: 9,
                signing: Vec::new(),
                verifying: Vec::new(),
            }]
        };
        let says = [("w", Says::Weight), ("giới", Says::Label)];
        let named = says.map(|(name, says)| Named { name: name.to_owned(), says });
        let found =
            |before: &[(&str, &str)], now: &[(&str, &str)]| column_of_some(&invited(before), &[person(now)], &named);
        assert_eq!(found(&[("w", "2"), ("psu", "1")], &[("psu", "2"), ("w", "3"), ("giới", "nam")]), None);
        assert_eq!(found(&[("w", "2")], &[("giới", "nam")]), Some(("w".to_owned(), true)));
        assert_eq!(found(&[], &[("stratum", "A")]), Some(("stratum".to_owned(), false)));
        assert_eq!(column_of_some(&[], &[person(&[("w", "3")])], &named), None);
    }
}
