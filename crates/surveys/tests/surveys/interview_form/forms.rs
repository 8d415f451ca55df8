//! Forms at random: every type, groups in groups, and expressions wherever they may stand.

use chiso_questionnaire::Sheet;
use proptest::prelude::*;
use proptest::sample::select;

use crate::interview_form::expression::expression;

/// Type, appearance, default, parameters.
const QUESTIONS: [[&str; 4]; 14] = [
    ["text", "", "words", ""],
    ["text", "multiline", "", ""],
    ["integer", "", "7", ""],
    ["decimal", "", "2.5", ""],
    ["date", "", "2026-01-31", ""],
    ["select_one ab", "likert", "a", ""],
    ["select_one words", "likert", "", ""],
    ["select_one ab or_other", "minimal", "other", ""],
    ["select_multiple ab", "", "a b", ""],
    ["select_multiple ab or_other", "", "", ""],
    ["rank ab", "", "", ""],
    ["range", "rating", "", "start=1 end=5 step=1"],
    ["range", "", "0.5", "start=0 end=2 step=0.25"],
    ["range", "", "", "start=-0.3 end=5 step=0.1"],
];

const HEADINGS: [&str; 14] = [
    "type",
    "name",
    "label::Tiếng Việt (vi)",
    "label::English (en)",
    "relevant",
    "required",
    "required_message::English (en)",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "parameters",
];

/// The cell of a column.
type Cells = Vec<(&'static str, String)>;

/// An expression in some rows, nothing in others.
fn maybe(names: &[String], more: &'static [&'static str]) -> BoxedStrategy<String> {
    prop_oneof![1 => Just(String::new()), 1 => expression(names, more)].boxed()
}

/// A row, where the questions of `names` stand above it; it is a calculation or a question.
fn row(name: &str, names: &[String]) -> BoxedStrategy<Cells> {
    let label = match names {
        [] => Just("Câu".to_owned()).boxed(),
        names => prop_oneof![
            Just("Câu".to_owned()),
            select(names.to_vec()).prop_map(|above| format!("“${{{above}}}” và ${{ {above} }}?"))
        ]
        .boxed(),
    };
    let required = prop_oneof![2 => Just("yes".to_owned()), 2 => Just(String::new()), 1 => expression(names, &[])];
    let about = (label, any::<bool>(), maybe(names, &[]), required);
    // None may speak of the day of answering.
    let computed = expression(names, &[]).prop_map(|own| own.replace("today()", "date('2026-11-21')"));
    let rules = (maybe(names, &["."]), maybe(names, &["name", "size", "constructor"]), select(QUESTIONS.as_slice()));
    let name = name.to_owned();
    // A form has a question at least.
    let kinds = if names.is_empty() { 1..3u8 } else { 0..3u8 };
    (about, computed, rules, kinds)
        .prop_map(
            move |((label, translated, relevant, required), calculation, (constraint, filter, question), kind)| {
                let name = ("name", name.clone());
                if kind == 0 {
                    return vec![
                        ("type", "calculate".to_owned()),
                        name,
                        ("relevant", relevant),
                        ("calculation", calculation),
                    ];
                }
                let [word, appearance, default, parameters] = question.map(str::to_owned);
                let message = if required.is_empty() { String::new() } else { format!("Please: {label}") };
                let spoken = if constraint.is_empty() || !translated { String::new() } else { format!("Sai: {label}") };
                let english = if translated { format!("{label} (en)") } else { String::new() };
                let mut cells = vec![
                    name,
                    ("label::Tiếng Việt (vi)", label),
                    ("label::English (en)", english),
                    ("relevant", relevant),
                    ("required", required),
                    ("required_message::English (en)", message),
                    ("constraint", constraint),
                    ("constraint_message", spoken),
                    ("default", default),
                    ("appearance", appearance),
                    ("parameters", parameters),
                ];
                if word.contains("ab") && !word.contains("or_other") {
                    cells.push(("choice_filter", filter));
                }
                cells.push(("type", word));
                cells
            },
        )
        .boxed()
}

fn names(count: usize) -> Vec<String> {
    // Names that every object of JavaScript has are names like others.
    let odd = ["constructor", "__proto__", "toString"];
    (0..count).map(|number| odd.get(number).map_or_else(|| format!("q{number}"), |name| (*name).to_owned())).collect()
}

/// Sheets of a form that is sound.
pub(crate) fn form() -> impl Strategy<Value = Vec<Sheet>> {
    let rows = (1..10usize).prop_flat_map(|count| {
        let names = names(count);
        let each: Vec<_> = (0..count)
            .map(|number| {
                let group = (maybe(&names[..number], &[]), any::<bool>());
                (row(&names[number], &names[..number]), any::<[bool; 2]>(), group)
            })
            .collect();
        (each, any::<bool>())
    });
    rows.prop_map(|(rows, pages)| {
        let mut survey = vec![HEADINGS.map(str::to_owned).to_vec()];
        let mut open = 0;
        let mut push = |cells: &[(&str, String)]| {
            let cell =
                |heading: &&str| cells.iter().find(|(own, _)| own == heading).map_or("", |(_, text)| text).to_owned();
            survey.push(HEADINGS.iter().map(cell).collect());
        };
        let word = |word: &str| ("type", word.to_owned());
        for (number, (cells, [begins, ends], (relevant, together))) in rows.into_iter().enumerate() {
            if begins && open < 3 {
                let appearance = if together { "field-list" } else { "" };
                let label = ("label::Tiếng Việt (vi)", "Nhóm".to_owned());
                let name = ("name", format!("g{number}"));
                push(&[
                    word("begin_group"),
                    name,
                    label,
                    ("relevant", relevant),
                    ("appearance", appearance.to_owned()),
                ]);
                open += 1;
            }
            push(&cells);
            if ends && open > 0 {
                push(&[word("end_group")]);
                open -= 1;
            }
        }
        (0..open).for_each(|_| push(&[word("end_group")]));
        let choices = [
            ["list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)", "size", "constructor"],
            ["ab", "a", "Một", "One", "1", "a"],
            ["ab", "b", "Hai", "", "2", ""],
            ["ab", "7", "Bảy", "Seven", "7.50", ""],
            ["ab", "other", "Khác", "Other", "", "2026-11-22"],
            // Side by side in one language, and not in the other.
            ["words", "1", "Rất tệ", "Very dissatisfied", "", ""],
            ["words", "2", "Tệ", "Dissatisfied", "", ""],
            ["words", "3", "Tạm được", "Neither", "", ""],
            ["words", "4", "Tốt", "Satisfied", "", ""],
            ["words", "5", "Rất tốt", "Very satisfied", "", ""],
        ];
        let settings = [vec!["form_title", "style"], vec!["Thử", if pages { "pages" } else { "" }]];
        vec![
            Sheet::from_rows("survey", survey),
            Sheet::from_rows("choices", choices),
            Sheet::from_rows("settings", settings),
        ]
    })
}
