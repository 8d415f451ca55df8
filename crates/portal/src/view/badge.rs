//! Badges: word, shape and colour together, so that none of them carries the meaning alone.

use chiso_catalogue::{Dataset, DatasetKind, Provenance, Source};
use chiso_model::Lang;
use chiso_rulebook::definition::Status;

use crate::rulebook_words::status as status_word;
use chiso_web::parts::{Badge, Shape};

fn badge(tone: &'static str, shape: Shape, text: &str) -> Badge {
    Badge::new(tone, shape, text)
}

/// How far a rulebook can be trusted.
pub(crate) fn of_status(status: Status, lang: Lang) -> Badge {
    let word = match lang {
        Lang::Vi => format!("Bộ tiêu chí {}", status_word(status, lang)),
        Lang::En => {
            let word = status_word(status, lang);
            format!("{}{} rulebook", word[..1].to_uppercase(), &word[1..])
        }
    };
    match status {
        Status::Official => badge("ok", Shape::Check, &word),
        Status::Reconstructed => badge("note", Shape::Ring, &word),
        Status::Illustrative => badge("warn", Shape::Triangle, &word),
    }
}

/// Every badge of a data set: status of its rulebook, simulated facts, where its values come from.
pub(crate) fn of_dataset(dataset: &Dataset, status: Option<Status>, total_only: bool, lang: Lang) -> Vec<Badge> {
    let mut badges = Vec::new();
    if dataset.simulated {
        badges.push(simulated(lang));
    }
    badges.extend(status.map(|status| of_status(status, lang)));
    match &dataset.kind {
        DatasetKind::Computed { .. } => {
            badges.push(recomputable(total_only, lang));
        }
        DatasetKind::Published => {
            badges.push(published(lang));
        }
        DatasetKind::Method { .. } => {
            badges.push(method_only(lang));
        }
    }
    if !dataset.complete && !matches!(dataset.kind, DatasetKind::Method { .. }) {
        badges.push(incomplete(lang));
    }
    badges
}

/// What must be said beside a figure: that it was derived, comes from a secondary source, or has not been checked. Nothing for a checked figure printed as such.
pub(crate) fn of_figure(provenance: Provenance, source: &Source, lang: Lang) -> Vec<Badge> {
    let mut badges = Vec::new();
    match provenance {
        Provenance::Published => {}
        Provenance::Derived => badges.push(derived(lang)),
        Provenance::Reported => badges.push(secondary(lang)),
    }
    badges.extend(of_source(source, lang));
    badges
}

/// The mark of a source that nobody has checked, or with which an imported figure was compared.
pub(crate) fn of_source(source: &Source, lang: Lang) -> Option<Badge> {
    match (source.verified, source.checked) {
        (_, true) => Some(checked(lang)),
        (false, _) => Some(unverified(lang)),
        _ => None,
    }
}

/// The mark of facts that are made up to show the form.
pub(crate) fn simulated(lang: Lang) -> Badge {
    badge("warn", Shape::Diamond, lang.pick("Số liệu mô phỏng", "Simulated figures"))
}

/// What can be computed again here: the total from published parts, or every point.
pub(crate) fn recomputable(total_only: bool, lang: Lang) -> Badge {
    let text = if total_only {
        lang.pick("Tính lại được tổng điểm", "Total can be recomputed")
    } else {
        lang.pick("Tính lại được từng điểm", "Every point can be recomputed")
    };
    badge("note", Shape::Square, text)
}

/// The mark of figures that were published elsewhere.
pub(crate) fn published(lang: Lang) -> Badge {
    badge("note", Shape::Square, lang.pick("Số liệu đã công bố", "Published figures"))
}

/// The mark of an index without values here.
pub(crate) fn method_only(lang: Lang) -> Badge {
    badge("note", Shape::Square, lang.pick("Chỉ có phương pháp", "Method only"))
}

/// The mark of a data set in which some units are not known.
pub(crate) fn incomplete(lang: Lang) -> Badge {
    badge("warn", Shape::Ring, lang.pick("Chưa đủ số liệu", "Incomplete"))
}

/// The mark of a figure that was computed from others of its source.
pub(crate) fn derived(lang: Lang) -> Badge {
    badge("note", Shape::Ring, lang.pick("suy ra", "derived"))
}

/// The mark of a figure told by a secondary source only.
pub(crate) fn secondary(lang: Lang) -> Badge {
    badge("note", Shape::Ring, lang.pick("nguồn thứ cấp", "secondary source"))
}

/// The mark of an imported figure that was compared with its source.
pub(crate) fn checked(lang: Lang) -> Badge {
    badge("ok", Shape::Check, lang.pick("đã đối chiếu", "checked"))
}

/// The mark of what nobody has checked against the original.
pub(crate) fn unverified(lang: Lang) -> Badge {
    badge("warn", Shape::Triangle, lang.pick("chưa kiểm chứng", "unverified"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use askama::Template;

    /// No two badges share a shape and a colour and differ by the word alone, among those that tell how far a rulebook can be trusted.
    #[test]
    fn a_status_is_word_shape_and_colour() {
        let all =
            [Status::Official, Status::Reconstructed, Status::Illustrative].map(|status| of_status(status, Lang::Vi));
        for (at, badge) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                assert!(badge.text != other.text && badge.shape != other.shape && badge.tone != other.tone);
            }
        }
        insta::assert_snapshot!(all[2].render().unwrap().trim(), @r#"<span class="badge warn"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M6 .8 11.7 11H.3z" fill="currentColor"/></svg>Bộ tiêu chí minh họa</span>"#);
    }

    #[test]
    fn an_imported_figure_that_was_compared_with_its_source_is_marked() {
        let marks = |verified, checked| {
            let source = Source { text: chiso_model::Text::new("Báo A", "Báo A"), verified, checked };
            Lang::ALL.map(|lang| of_source(&source, lang).map(|badge| badge.text))
        };
        let both = |vi: &str, en: &str| [Some(vi.to_owned()), Some(en.to_owned())];
        assert_eq!(marks(false, false), both("chưa kiểm chứng", "unverified"));
        assert_eq!(marks(true, true), both("đã đối chiếu", "checked"));
        assert_eq!(marks(true, false), [None, None]);
    }
}
