//! What is missing before a survey can be opened, each with the way to where it is mended.

use chiso_model::Lang;
use chiso_survey::campaign::SetupProblem;

use super::fields::field_of;
use crate::frame::address;
use crate::held::Held;

/// What is missing at a moment (microseconds since 1970): what to do, and the address after the language.
pub(crate) fn tasks(held: &Held, at: i64, lang: Lang) -> Vec<(String, String)> {
    let to = |problem: SetupProblem| match problem {
        SetupProblem::NoForm => format!("{}/questionnaire/choose", address(held)),
        problem => format!("{}/setup#f-{}", address(held), field_of(problem)),
    };
    let problems = held.campaign.setup.problems(at).into_iter();
    problems.map(|problem| (problem.text(lang).to_owned(), to(problem))).collect()
}
