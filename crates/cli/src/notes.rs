//! Remarks on standard error: nothing is wrong, but somebody may want to know.

use std::collections::BTreeSet;

use chiso_engine::{Note, Outcome};
use chiso_model::{Lang, Period};

use crate::{files, wording};

pub(crate) fn tell(text: &str, lang: Lang) {
    files::tell(&format!("{}: {text}", lang.pick("lưu ý", "note")));
}

pub(crate) fn period_chosen(period: Period, periods: &BTreeSet<Period>, lang: Lang) {
    let all = joined(periods);
    tell(
        &match lang {
            Lang::Vi => format!("số liệu có các kỳ {all}; tính kỳ {period} (chọn kỳ khác bằng --period)"),
            Lang::En => format!("the facts have the periods {all}; computing {period} (choose another with --period)"),
        },
        lang,
    );
}

pub(crate) fn earlier_period_chosen(period: Period, periods: &BTreeSet<Period>, lang: Lang) {
    let all = joined(periods);
    tell(
        &match lang {
            Lang::Vi => {
                format!("số liệu kỳ trước có các kỳ {all}; so với kỳ {period} (chọn kỳ khác bằng --previous-period)")
            }
            Lang::En => format!(
                "the earlier facts have the periods {all}; comparing with {period} (choose another with --previous-period)"
            ),
        },
        lang,
    );
}

pub(crate) fn joined(periods: &BTreeSet<Period>) -> String {
    let all: Vec<String> = periods.iter().map(ToString::to_string).collect();
    all.join(", ")
}

/// What a result leaves open: one line for each kind of remark, however many nodes it is about.
pub(crate) fn of_outcome(outcome: &Outcome, lang: Lang) {
    let without_facts = without_facts(outcome);
    let untreated = outcome.notes.iter().filter_map(|note| match note {
        Note::GatesNotComputable { node } => Some(node.as_str()),
        Note::NoFacts { .. } => None,
    });
    if outcome.root().values.iter().all(|cell| cell.value().is_none()) {
        nothing_at_the_root(outcome, lang);
    }
    list(without_facts, ("không có số liệu nào cho chỉ tiêu", "there are no facts at all for"), lang);
    list(
        untreated.collect(),
        (
            "quá ít giá trị khác nhau để xét giá trị ngoại lệ, giữ nguyên",
            "too few different values to look for outliers, left as they are",
        ),
        lang,
    );
}

fn without_facts(outcome: &Outcome) -> BTreeSet<&str> {
    let named = outcome.notes.iter().filter_map(|note| match note {
        Note::NoFacts { indicator, .. } => Some(indicator.as_str()),
        Note::GatesNotComputable { .. } => None,
    });
    named.collect()
}

fn nothing_at_the_root(outcome: &Outcome, lang: Lang) {
    let root = &outcome.root().id;
    tell(
        &match lang {
            Lang::Vi => format!("không đơn vị nào có giá trị của cả chỉ số (“{root}”), nên không có xếp hạng"),
            Lang::En => format!("no unit has a value of the index as a whole (`{root}`), so there is no ranking"),
        },
        lang,
    );
}

/// Patterns of `--exclude-units` that no unit matches: probably mistyped.
pub(crate) fn patterns_without_units(patterns: &[String], outcome: &Outcome, lang: Lang) {
    for text in patterns {
        let Ok(pattern) = glob::Pattern::new(text) else { continue };
        if outcome.units.iter().any(|unit| pattern.matches(unit)) {
            continue;
        }
        tell(
            &match lang {
                Lang::Vi => format!("--exclude-units: không đơn vị nào khớp với mẫu “{text}”"),
                Lang::En => format!("--exclude-units: no unit matches the pattern `{text}`"),
            },
            lang,
        );
    }
}

fn list(names: BTreeSet<&str>, (vi, en): (&str, &str), lang: Lang) {
    if names.is_empty() {
        return;
    }
    tell(&format!("{}: {}", lang.pick(vi, en), wording::list(names, lang)), lang);
}

/// Results in the directory that this run did not write: they belong to another one.
pub(crate) fn left_from_before(directory: &std::path::Path, written: &[(String, Vec<u8>)], lang: Lang) {
    let left: Vec<String> = crate::output::every_name()
        .into_iter()
        .filter(|name| written.iter().all(|(other, _)| other != name) && directory.join(name).is_file())
        .collect();
    if left.is_empty() {
        return;
    }
    let (out, left) = (directory.display(), left.join(", "));
    tell(
        &match lang {
            Lang::Vi => format!("{out}: còn tệp của lần tính trước, không thuộc kết quả này: {left}"),
            Lang::En => {
                format!("{out}: files of an earlier computation are left, which do not belong to this result: {left}")
            }
        },
        lang,
    );
}
