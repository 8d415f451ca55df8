//! "Did you mean": the known name that a mistyped one stands for.

/// The candidate with the fewest typing mistakes, if it is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let allowed = (wanted.chars().count() / 2).min(3);
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&wanted, &known.to_lowercase()), known))
        .filter(|(mistakes, _)| *mistakes <= allowed)
        .min()
        .map(|(_, known)| known)
}

/// The end of a message that suggests it, in Vietnamese and English; empty where nothing is near.
pub(crate) fn meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> (String, String) {
    match nearest(name, known) {
        Some(known) => (format!("; có phải là “{known}”?"), format!("; did you mean `{known}`?")),
        None => (String::new(), String::new()),
    }
}
