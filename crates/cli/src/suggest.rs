//! "Did you mean": the known name that a mistyped one stands for.

/// The name meant by `name`: the same but for capitals, else one that begins so, else the one with the fewest typing mistakes.
///
/// None rather than a guess: one letter begins too many names, and of a name of up to three letters a mistake leaves too little.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let wanted = name.trim().to_lowercase();
    let letters = wanted.chars().count();
    let folded: Vec<(String, &str)> = known.iter().map(|other| (other.to_lowercase(), *other)).collect();
    if let Some((_, same)) = folded.iter().find(|(other, _)| *other == wanted) {
        return Some(same);
    }
    let longer = folded.iter().filter(|(other, _)| letters >= 2 && other.starts_with(&wanted));
    if let Some((_, begun)) = longer.min_by_key(|(other, _)| other.chars().count()) {
        return Some(begun);
    }
    let mistakes = folded.iter().map(|(other, name)| (strsim::damerau_levenshtein(&wanted, other), *name));
    mistakes.filter(|(count, _)| *count <= (letters / 4).min(3)).min_by_key(|(count, _)| *count).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_what_is_likely_is_suggested() {
        let known = ["VNM", "VNM-north", "VEN", "ZWE", "health", "health_care", "schools", "31", "Hà Nội"];
        for (name, wanted) in [
            ("vnm", Some("VNM")),
            (" vnm ", Some("VNM")),
            ("vn", Some("VNM")),
            ("VNM-", Some("VNM-north")),
            ("HEALTH_", Some("health_care")),
            ("helth", Some("health")),
            ("shcools", Some("schools")),
            ("hà nội", Some("Hà Nội")),
            ("HÀ", Some("Hà Nội")),
            ("V", None),
            ("XXM", None),
            ("Z9", None),
            ("32", None),
            ("", None),
            ("transport", None),
        ] {
            assert_eq!(nearest(name, &known), wanted, "{name}");
        }
    }
}
