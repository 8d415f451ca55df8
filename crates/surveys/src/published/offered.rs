//! Scores that were published here and that assessment rounds take in: by the names that criteria read, from the last issue of each survey.

use chiso_model::Lang;
use chiso_workspace::house::{Doing, Offer, Offering, Wanted};

use super::PUBLISHED;
use crate::entry::Surveys;
use crate::words::say_with;

impl Offering for Surveys {
    fn offers<'a>(&'a self, year: i16, wanted: &'a [Wanted]) -> Doing<'a, Vec<Offer>> {
        Box::pin(async move {
            let mut offers = Vec::new();
            for held in self.all().await?.into_iter().filter(|held| held.campaign.setup.year == year) {
                let Some(sha256) = held.campaign.issues.last() else { continue };
                let read = self.issue(sha256).await?;
                let published = &read.published;
                let facts = wanted.iter().flat_map(|wanted| published.facts_named(&wanted.indicator, wanted.out_of));
                let values: Vec<_> = facts.map(|fact| (fact.unit, fact.name, fact.value)).collect();
                if values.is_empty() {
                    continue;
                }
                let about = &published.survey;
                let told = [
                    ("title", about.title.get(Lang::Vi).into()),
                    ("number", published.issue.number.into()),
                    ("hash", sha256.clone().into()),
                ];
                offers.push(Offer {
                    id: sha256.clone(),
                    title: about.title.clone(),
                    rest: format!("{PUBLISHED}/{}", held.id),
                    simulated: about.simulated,
                    // Sources of values are said in the language of the house, as those of rounds are.
                    source: say_with(Lang::Vi, "published-source", &told),
                    values,
                });
            }
            Ok(offers)
        })
    }
}
