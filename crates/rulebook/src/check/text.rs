//! What a reader or an appraiser would miss.

use super::Check;
use crate::definition::{FactOrigin, Status};
use crate::message::MeaningProblem;

impl Check<'_> {
    pub(super) fn texts(&mut self) {
        let rulebook = self.rulebook;
        let status = match rulebook.status {
            Status::Official => None,
            Status::Reconstructed => Some("reconstructed"),
            Status::Illustrative => Some("illustrative"),
        };
        if let Some(status) = status.filter(|_| rulebook.status_note.is_none()) {
            self.warn("status", MeaningProblem::NoStatusNote { status });
        }
        self.titles();
        for at in self.nodes.clone() {
            let own = at.node.origin == Some(FactOrigin::SelfAssessment);
            let inputs = at.node.inputs.values().any(|input| input.origin == Some(FactOrigin::SelfAssessment));
            if at.node.rule.is_some() && (own || inputs) && at.node.evidence.is_empty() {
                let path = format!("{}/{}", at.path, if own { "origin" } else { "rule" });
                self.warn(&path, MeaningProblem::NoEvidence { node: at.node.id.to_string() });
            }
        }
    }

    fn titles(&mut self) {
        let rulebook = self.rulebook;
        let mut titles = vec![("title".to_owned(), &rulebook.title)];
        titles.extend(rulebook.attributes.iter().enumerate().map(|(i, a)| (format!("attributes/{i}/title"), &a.title)));
        titles.extend(rulebook.indicators.iter().map(|(id, input)| (format!("indicators/{id}/title"), &input.title)));
        let bands = rulebook.bands.as_ref().map(crate::definition::Bands::bands).unwrap_or_default();
        let way = if matches!(rulebook.bands, Some(crate::definition::Bands::Cuts(_))) { "cuts" } else { "quantiles" };
        titles.extend(bands.iter().enumerate().map(|(i, band)| (format!("bands/{way}/{i}/title"), &band.title)));
        for at in &self.nodes {
            titles.push((format!("{}/title", at.path), &at.node.title));
            titles.extend(
                at.node.inputs.iter().map(|(id, input)| (format!("{}/inputs/{id}/title", at.path), &input.title)),
            );
        }
        for (path, title) in titles.into_iter().filter(|(_, title)| title.en.is_none()) {
            self.warn(&path, MeaningProblem::NoEnglish { title: title.vi.clone() });
        }
    }
}
