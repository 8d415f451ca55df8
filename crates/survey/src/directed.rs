//! Directed ballots: who receives a ballot about whom, from a matrix of groups.

/// Somebody who gives ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rater<'a> {
    /// Name of the group of people.
    pub group: &'a str,
    /// The unit that they work for, which they do not rate; none where that does not matter.
    pub own: Option<&'a str>,
}

/// A unit that is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated<'a> {
    /// Its name, unlike all others.
    pub unit: &'a str,
    /// Name of its group.
    pub group: &'a str,
}

/// A ballot of somebody about a unit, both by their place in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Directed {
    /// Who gives it.
    pub rater: usize,
    /// About whom.
    pub rated: usize,
}

/// Why a list does not go with the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectedProblem {
    /// The group of this person stands nowhere in the matrix.
    UnknownRater(usize),
    /// The group of this unit stands nowhere in the matrix.
    UnknownRated(usize),
    /// This person would rate nobody.
    RatesNobody(usize),
    /// Nobody would rate this unit.
    RatedByNobody(usize),
}

/// Who receives a ballot about whom: of every line of the matrix (group of raters, group of rated units), everybody of the one about every unit of the other, but never about
/// the unit that they work for; a pair that two lines give, once. By rater, and for each in the order of the units.
///
/// # Errors
/// Everything that does not fit, people before units.
pub fn directed(
    matrix: &[(&str, &str)],
    raters: &[Rater<'_>],
    units: &[Rated<'_>],
) -> Result<Vec<Directed>, Vec<DirectedProblem>> {
    let mut ballots = Vec::new();
    let mut problems = Vec::new();
    let mut is_rated = vec![false; units.len()];
    for (rater, person) in raters.iter().enumerate() {
        if !matrix.iter().any(|(group, _)| *group == person.group) {
            problems.push(DirectedProblem::UnknownRater(rater));
            continue;
        }
        let before = ballots.len();
        for (rated, unit) in units.iter().enumerate() {
            if person.own != Some(unit.unit) && matrix.contains(&(person.group, unit.group)) {
                is_rated[rated] = true;
                ballots.push(Directed { rater, rated });
            }
        }
        if ballots.len() == before {
            problems.push(DirectedProblem::RatesNobody(rater));
        }
    }
    for (rated, unit) in units.iter().enumerate() {
        if !matrix.iter().any(|(_, group)| *group == unit.group) {
            problems.push(DirectedProblem::UnknownRated(rated));
        } else if !is_rated[rated] {
            problems.push(DirectedProblem::RatedByNobody(rated));
        }
    }
    if problems.is_empty() { Ok(ballots) } else { Err(problems) }
}
