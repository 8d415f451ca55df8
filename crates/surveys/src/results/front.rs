//! What stands before the answers in the file of ballots: how a ballot was given, its group, the unit that it rates, and the columns of the group's design that the sample is
//! made of, so that the figures can be computed again. Of groups that a ballot may not tell all of that is blank, since any of it would narrow down which group it is.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::Kept;
use chiso_model::{hex, shortest};
use chiso_questionnaire::{Answer, Multiple};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::Mode;

use super::live::Live;
use super::places::{RATED, interviewer, number, text};
use super::telling::Telling;
use crate::given::{Given, counts_as};

/// A column, and its format in SPSS.
type Column = (String, &'static str);

/// The first columns of the file.
#[derive(Debug, Clone)]
pub(crate) struct Front {
    columns: Vec<Column>,
    /// By the name in the groups' designs that in the file.
    names: BTreeMap<String, String>,
    /// Names of margins whose labels the list of people has, for as many columns at the end.
    margins: Vec<String>,
    /// By id what stands there of a group.
    groups: BTreeMap<String, Group>,
}

#[derive(Debug, Clone)]
struct Group {
    number: u32,
    is_interviewed: bool,
    /// Label, unit, columns of the design.
    cells: Vec<String>,
    /// Labels in the margins.
    labels: Vec<Option<String>>,
}

impl Front {
    /// Over the groups of a campaign. Names give way to those of the questionnaire.
    pub(crate) fn of(live: &Live, groups: &[SurveyGroup]) -> Front {
        let mut taken: BTreeSet<String> =
            live.form.codebook(Multiple::OneColumn).into_iter().map(|variable| variable.name).collect();
        let mut free = |name: &str| {
            let mut name = name.to_owned();
            while !taken.insert(name.clone()) {
                name.insert_str(0, "design_");
            }
            name
        };
        let mut columns: Vec<Column> = [("ballot", "A32"), ("mode", "A16"), ("group", "A200"), (RATED, "A64")]
            .map(|(name, format)| (free(name), format))
            .into();
        let mut names = BTreeMap::new();
        let drawn: Vec<(String, bool)> =
            live.places.columns.all().into_iter().map(|(name, is_number)| (name.to_owned(), is_number)).collect();
        for (name, is_number) in &drawn {
            columns.push((free(name), if *is_number { "F24.12" } else { "A200" }));
            names.insert(name.clone(), columns[columns.len() - 1].0.clone());
        }
        let listed = live
            .places
            .margins
            .iter()
            .filter(|(name, labels)| !names.contains_key(name) && labels.iter().any(Option::is_some));
        let margins: Vec<String> = listed.map(|(name, _)| name.clone()).collect();
        for name in &margins {
            columns.push((free(name), "A200"));
            names.insert(name.clone(), columns[columns.len() - 1].0.clone());
        }
        let group = |group: &SurveyGroup| {
            let cell = |name: &str| group.design.get(name).and_then(text);
            let of_design = drawn.iter().map(|(name, is_number)| {
                let text = cell(name).unwrap_or_default();
                number(&text).filter(|_| *is_number).map_or(text, shortest)
            });
            let cells = [group.label.clone(), cell(RATED).unwrap_or_default()].into_iter().chain(of_design).collect();
            let group_of = Group {
                number: live.places.number(&group.id)?,
                is_interviewed: interviewer(&group.design).is_some(),
                cells,
                labels: margins.iter().map(|name| cell(name)).collect(),
            };
            Some((group.id.clone(), group_of))
        };
        Front { groups: groups.iter().filter_map(group).collect(), columns, names, margins }
    }

    /// Names of the columns, and their formats in SPSS.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.columns.iter().map(|(name, format)| (name.as_str(), *format))
    }

    /// What the file calls the rated unit.
    pub(crate) fn unit(&self) -> &str {
        &self.columns[3].0
    }

    /// What the file calls a column of the groups' designs, or a question.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }

    /// What stands there of a ballot; none of a ballot whose group is not known, which counts nowhere.
    pub(crate) fn cells(&self, kept: &Kept, given: &Given, telling: &Telling) -> Option<Vec<String>> {
        let group = self.groups.get(&kept.ballot.people)?;
        let mut cells = vec![hex(&kept.id)];
        if telling.tells_group(group.number) {
            let mode = counts_as(given.mode, group.is_interviewed);
            cells.push(if telling.tells_way(group.number, mode) { word(mode) } else { String::new() });
            cells.extend(group.cells.iter().cloned());
            cells.extend(self.margins.iter().zip(&group.labels).map(|(margin, label)| {
                let answer = || given.answers.get(margin).map(Answer::written);
                label.clone().or_else(answer).unwrap_or_default()
            }));
        }
        cells.resize(self.columns.len(), String::new());
        Some(cells)
    }
}

/// A way as it is written.
fn word(mode: Mode) -> String {
    serde_json::to_value(mode).ok().and_then(|mode| mode.as_str().map(str::to_owned)).unwrap_or_default()
}
