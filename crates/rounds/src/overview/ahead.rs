//! What somebody does next in a round, by what they may do and by phase.

use chiso_access::{Action, Resource, anywhere};
use chiso_model::Lang;
use chiso_round::Phase;
use chiso_web::Caller;

use crate::entry::Rounds;
use crate::frame::{address, unit_address};
use crate::held::Held;
use crate::named::Named;
use crate::words::{say, say_with};

/// Something to do: what, and the address after the language.
type Way = (String, String);

impl Rounds {
    /// What a caller does next in a round.
    pub(super) fn ahead(&self, caller: &Caller, held: &Held, names: &Named, lang: Lang) -> Vec<Way> {
        let (phase, setup) = (held.round.phase, &held.round.setup);
        let may = |resource, action, agency: &str| self.may(caller, action, resource, agency, &[]).is_ok();
        let here = |key: &str, rest: &str| (say(lang, key), format!("{}{rest}", address(held)));
        let mut ways = Vec::new();
        let runs = may(Resource::Round, Action::Change, &setup.owner);
        if runs {
            match phase {
                Phase::Draft => ways.push(here("ahead-set-up", "/setup")),
                Phase::Published => ways.push(here("ahead-results", "/results")),
                _ => {
                    ways.push(here("ahead-watch", "/units"));
                    ways.push(here("ahead-values", "/setup/values"));
                }
            }
            if phase == Phase::Council {
                ways.push(here("ahead-meetings", "/council"));
                ways.push(here("ahead-publish", "/results"));
            }
        }
        ways.extend(self.way_to_heirs(caller, held, lang).filter(|_| runs));
        ways.extend(self.ahead_in_units(caller, held, names, lang));
        let person = caller.actor.person.as_deref().unwrap_or_default();
        let appraises = setup.appraisers.iter().any(|appraiser| appraiser.person == person);
        if appraises && matches!(phase, Phase::FirstAppraisal | Phase::SecondAppraisal) {
            ways.push(here("ahead-appraise", "/appraisal"));
        }
        if setup.council.members.contains(person) && phase == Phase::Council {
            ways.push(here("ahead-vote", "/council"));
        }
        if phase == Phase::Published && !runs {
            ways.push(here("ahead-results", "/results"));
        }
        ways
    }

    /// What a caller does next in the units that are theirs.
    fn ahead_in_units(&self, caller: &Caller, held: &Held, names: &Named, lang: Lang) -> Vec<Way> {
        let key = match held.round.phase {
            Phase::SelfAssessment => "ahead-enter",
            Phase::Explanation => "ahead-explain",
            Phase::Draft => return Vec::new(),
            _ => "ahead-look",
        };
        let works = [Action::Change, Action::Return];
        if !works.iter().any(|action| anywhere(&caller.actor, *action, Resource::SelfScore)) {
            return Vec::new();
        }
        let may = |action, unit: &str| self.may_in_unit(caller, (action, Resource::SelfScore), held, unit, &[]).is_ok();
        let units = held.round.setup.units.iter().map(|entrant| entrant.unit.as_str());
        // A submission needs a second factor; that it is missing now does not make it another's work.
        let theirs = |unit: &&str| works.iter().any(|action| may(*action, unit));
        let way = |unit: &str| {
            let rest = if key == "ahead-explain" { "/explain" } else { "" };
            let label = say_with(lang, key, &[("unit", names.get(unit, lang).into())]);
            (label, format!("{}{rest}", unit_address(held, unit)))
        };
        units.filter(theirs).map(way).collect()
    }
}
