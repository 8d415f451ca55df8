//! What comes of a visit, and of several.

use chiso_store::fieldwork::SurveyVisit;
use chiso_survey::Outcome;

/// What comes of a visit, as the person who makes it sees it. In brackets the final disposition that it stands for: AAPOR, Standard Definitions, 10th edition, in-person
/// surveys, of specifically named persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Came {
    /// Nobody was there (NC, 2.20).
    NotHome,
    /// The person is somewhere else for now and can be met there, or later (NC, 2.25).
    Elsewhere,
    /// The person cannot answer: too ill, does not speak the languages of the form (O, 2.30).
    Unable,
    /// The person no longer lives or works there, or has died: is not among those who are asked (not eligible, 4.0).
    Moved,
    /// The person does not want to answer (R, 2.10). Asked again, they may still be interviewed.
    Refused,
    /// The person was interviewed (I, 1.0).
    Interviewed,
}

impl Came {
    /// All, in the order in which one of several visits decides: the last of them that came about.
    pub(crate) const ALL: [Came; 6] =
        [Came::NotHome, Came::Elsewhere, Came::Unable, Came::Moved, Came::Refused, Came::Interviewed];

    /// As it is kept, and as devices send it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Came::NotHome => "not-home",
            Came::Elsewhere => "elsewhere",
            Came::Unable => "unable",
            Came::Moved => "moved",
            Came::Refused => "refused",
            Came::Interviewed => "interviewed",
        }
    }

    pub(crate) fn of(id: &str) -> Option<Came> {
        Came::ALL.into_iter().find(|came| came.id() == id)
    }

    /// The key of what it is called.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Came::NotHome => "interview-came-not-home",
            Came::Elsewhere => "interview-came-elsewhere",
            Came::Unable => "interview-came-unable",
            Came::Moved => "interview-came-moved",
            Came::Refused => "interview-came-refused",
            Came::Interviewed => "interview-came-interviewed",
        }
    }

    /// The outcome that it counts as in response rates.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Came::NotHome | Came::Elsewhere => Outcome::NonContact,
            Came::Unable => Outcome::Other,
            Came::Moved => Outcome::NotEligible,
            Came::Refused => Outcome::Refusal,
            Came::Interviewed => Outcome::Complete,
        }
    }
}

/// What became of somebody in all: of several visits the one that tells most, since those of one day have no order. An interview outweighs a refusal before it, a refusal an
/// empty house after it.
pub(crate) fn in_all<'a>(visits: impl IntoIterator<Item = &'a SurveyVisit>) -> Option<Came> {
    visits.into_iter().filter_map(|visit| Came::of(&visit.outcome)).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(outcome: &str) -> SurveyVisit {
        SurveyVisit {
            id: String::new(),
            survey: String::new(),
            invitee: String::new(),
            made_by: String::new(),
            day: String::new(),
            outcome: outcome.to_owned(),
            hour: None,
            place: None,
        }
    }

    #[test]
    fn of_several_visits_the_one_counts_that_tells_most() {
        for (visits, expected) in [
            (&[][..], None),
            (&["something newer"], None),
            (&["not-home", "elsewhere"], Some(Came::Elsewhere)),
            (&["refused", "not-home"], Some(Came::Refused)),
            (&["refused", "interviewed", "not-home"], Some(Came::Interviewed)),
            (&["moved", "unable"], Some(Came::Moved)),
        ] {
            let visits: Vec<SurveyVisit> = visits.iter().map(|outcome| visit(outcome)).collect();
            assert_eq!(in_all(&visits), expected, "{visits:?}");
        }
        assert!(Came::ALL.into_iter().all(|came| Came::of(came.id()) == Some(came)));
    }
}
