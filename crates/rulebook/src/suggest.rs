//! "Did you mean": the known name nearest to a mistyped one.

/// The candidate with the fewest typing mistakes from `name`, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted = name.to_lowercase();
    let allowed = (wanted.chars().count() / 2).min(3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= 8)
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_only_what_is_near() {
        let known = ["title", "max", "weight", "children"];
        for (name, wanted) in [
            ("titel", Some("title")),
            ("Max", Some("max")),
            ("maks", Some("max")),
            ("childs", Some("children")),
            ("zzzzzzzz", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known).as_deref(), wanted, "{name}");
        }
    }
}
