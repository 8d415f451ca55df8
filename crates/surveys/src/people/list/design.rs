//! The columns of the sample that a questionnaire names in its sheet `design`, and which of them a list of people lacks.

use chiso_model::Lang;
use chiso_questionnaire::Design as Drawn;
use chiso_workspace::Refusal;

use super::columns::{Column, Named, Says};
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

/// A column that a questionnaire names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Declared {
    name: String,
    /// The column of lists of people that says the same; none for a label of a margin.
    means: Option<Column>,
    /// Whether it is of the first stage, or the weight: a list may tell it under the usual name as well.
    is_first: bool,
}

impl Declared {
    fn of(design: &Drawn) -> Vec<Declared> {
        let of_stages = design.stages.iter().enumerate().flat_map(|(depth, stage)| {
            [(&stage.stratum, Column::Stratum), (&stage.cluster, Column::Psu), (&stage.population, Column::Fpc)]
                .map(|(name, means)| (name.as_ref(), Some(means), depth == 0))
        });
        let margins = design.margins.iter().map(|name| (Some(name), None, false));
        of_stages
            .chain([(design.weight.as_ref(), Some(Column::Weight), true)])
            .chain(margins)
            .filter_map(|(name, means, is_first)| Some(Declared { name: name?.clone(), means, is_first }))
            .collect()
    }

    fn says(&self) -> Says {
        match self.means {
            Some(Column::Weight) => Says::Weight,
            Some(Column::Fpc) => Says::Units,
            Some(_) => Says::Place,
            None => Says::Label,
        }
    }

    /// Its name, and what it says.
    fn called(&self, lang: Lang) -> String {
        let says = self.means.map_or_else(|| say(lang, "people-column-margin"), |column| column.heading(lang));
        if says.to_lowercase() == self.name.to_lowercase() { says } else { format!("{} ({says})", self.name) }
    }
}

/// The columns without which results are computed otherwise than the questionnaire says: weight, and strata and units of the first stage. A later stage may be left out: the
/// stage before it then holds its variance.
fn lacking(design: &Drawn, has: impl Fn(&str) -> bool) -> Vec<Declared> {
    let is_there = |column: &Declared| has(&column.name) || column.means.is_some_and(|means| has(means.id()));
    let counts = |column: &Declared| column.is_first && column.means.is_some_and(|means| means != Column::Fpc);
    Declared::of(design).into_iter().filter(|column| counts(column) && !is_there(column)).collect()
}

impl Surveys {
    /// Columns of the design that the questionnaire names otherwise than lists of people do.
    ///
    /// # Errors
    /// As for the questionnaire.
    pub(in crate::people) async fn design_columns(&self, held: &Held) -> Result<Vec<Named>, Refusal> {
        let own = self.declared(held).await?.into_iter().filter(|column| Column::of(&column.name).is_none());
        Ok(own.map(|column| Named { says: column.says(), name: column.name }).collect())
    }

    /// The columns that the questionnaire names, each with what it says; empty where it names none.
    ///
    /// # Errors
    /// As for the questionnaire.
    pub(super) async fn declared_columns(&self, held: &Held, lang: Lang) -> Result<String, Refusal> {
        let all = self.declared(held).await?;
        Ok(all.iter().map(|column| column.called(lang)).collect::<Vec<_>>().join(", "))
    }

    /// The headings of a sample list for this survey's design, each with what stands in a row of it: those that the questionnaire names, or else those of any list.
    ///
    /// # Errors
    /// As for the questionnaire.
    pub(super) async fn sample_headings(&self, held: &Held, lang: Lang) -> Result<Vec<(String, Says)>, Refusal> {
        let declared = self.declared(held).await?;
        if declared.iter().any(|column| column.means.is_some()) {
            return Ok(declared.into_iter().map(|column| (column.name.clone(), column.says())).collect());
        }
        let usual = [
            (Column::Stratum, Says::Place),
            (Column::Psu, Says::Place),
            (Column::Fpc, Says::Units),
            (Column::Weight, Says::Weight),
        ];
        let margins = declared.into_iter().map(|column| (column.name, Says::Label));
        Ok(usual.map(|(column, says)| (column.heading(lang), says)).into_iter().chain(margins).collect())
    }

    /// Which columns people lack that the questionnaire names, and what follows from that; none where they lack nothing. `has` tells the columns that they have.
    ///
    /// # Errors
    /// As for the questionnaire.
    pub(crate) async fn lack(
        &self,
        held: &Held,
        has: impl Fn(&str) -> bool,
        lang: Lang,
    ) -> Result<Option<String>, Refusal> {
        if held.campaign.setup.form.is_none() {
            return Ok(None);
        }
        let lacking = lacking(self.form(held).await?.design(), has);
        if lacking.is_empty() {
            return Ok(None);
        }
        let lacks = |column| lacking.iter().any(|lacking| lacking.means == Some(column));
        let columns: Vec<String> = lacking.iter().map(|column| column.called(lang)).collect();
        let mut told = vec![say_with(lang, "people-lack", &[("columns", columns.join(", ").into())])];
        if lacks(Column::Weight) {
            told.push(say(lang, "people-lack-weight"));
        }
        if lacks(Column::Psu) {
            told.push(say(lang, "people-lack-units"));
        } else if lacks(Column::Stratum) {
            told.push(say(lang, "people-lack-strata"));
        }
        Ok(Some(told.join(" ")))
    }

    async fn declared(&self, held: &Held) -> Result<Vec<Declared>, Refusal> {
        if held.campaign.setup.form.is_none() {
            return Ok(Vec::new());
        }
        Ok(Declared::of(self.form(held).await?.design()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_lacks_what_results_are_computed_with() {
        let form = chiso_questionnaire::shipped("sipas_2026").unwrap();
        let lacks = |has: &[&str]| {
            lacking(form.design(), |name| has.contains(&name)).into_iter().map(|column| column.name).collect::<Vec<_>>()
        };
        for (has, expected) in [
            (&[][..], &["stratum", "commune", "design_weight"][..]),
            (&["stratum", "village"], &["commune", "design_weight"]),
            (&["stratum", "psu", "weight"], &[]),
            (&["stratum", "commune", "design_weight"], &[]),
        ] {
            assert_eq!(lacks(has), expected, "{has:?}");
        }
        assert_eq!(lacking(&Drawn::default(), |_| false), []);
    }

    #[test]
    fn columns_are_called_by_their_name_and_what_they_say() {
        let of = |name: &str, means| Declared { name: name.to_owned(), means, is_first: true };
        assert_eq!(of("commune", Some(Column::Psu)).called(Lang::Vi), "commune (Đơn vị chọn mẫu)");
        assert_eq!(of("stratum", Some(Column::Stratum)).called(Lang::En), "stratum");
    }
}
