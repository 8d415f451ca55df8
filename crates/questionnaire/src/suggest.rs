//! "Did you mean": the known name nearest to a mistyped one.

/// Most names that are looked through: each of thousands of mistyped names would be compared with thousands.
const MOST: usize = 300;

/// The candidate with the fewest typing mistakes from `name`, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted: String = name.to_lowercase().chars().take(100).collect();
    let allowed = (wanted.chars().count() / 2).min(3);
    candidates
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.len().abs_diff(wanted.len()) <= 8)
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
