//! Forms made at random: what was read and written is the same form, and nothing panics whatever stands in the cells.

use std::fmt::Write as _;

use chiso_model::{Date, Lang};
use chiso_questionnaire::{Answers, Block, Form, Sheet, State, check, read_sheets, read_xlsx};
use proptest::prelude::*;

const TODAY: Date = Date::constant(2026, 11, 22);

/// A condition over questions that stand above.
fn condition(above: usize) -> BoxedStrategy<String> {
    if above == 0 {
        return Just(String::new()).boxed();
    }
    let leaf = (0..above, 0..6u8).prop_map(|(of, kind)| match kind {
        0 => format!("${{q{of}}} > 3"),
        1 => format!("selected(${{q{of}}}, 'a')"),
        2 => format!("${{q{of}}} = ''"),
        3 => format!("not(string-length(${{q{of}}}) >= 2)"),
        4 => format!("coalesce(${{q{of}}}, 0) + 1 <= 10 div 2"),
        _ => format!("today() - date('2026-01-01') > ${{q{of}}}"),
    });
    let tree = leaf.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), any::<bool>(), inner)
            .prop_map(|(a, and, b)| format!("({a}) {} ({b})", if and { "and" } else { "or" }))
    });
    prop_oneof![Just(String::new()), tree].boxed()
}

/// A row of a question that could stand anywhere: type, required, constraint, default, parameters, filter.
fn question() -> impl Strategy<Value = [&'static str; 6]> {
    proptest::sample::select(vec![
        ["text", "yes", "regex(., '[a-z]+')", "words", "", ""],
        ["integer", "", ". >= 0", "7", "", ""],
        ["decimal", "no", "", "2.5", "", ""],
        ["date", "true()", ". <= today()", "2026-01-31", "", ""],
        ["select_one ab", "yes", "", "a", "", "size > 1"],
        ["select_one ab or_other", "yes", "", "other", "", ""],
        ["select_multiple ab", "", "count-selected(.) < 3", "a b", "", ""],
        ["rank ab", "", "", "", "", "name != 'b'"],
        ["range", "", "", "0.5", "start=0 end=2 step=0.25", ""],
    ])
}

/// Sheets of a form that is sound, with groups opened and closed at random.
pub(crate) fn form() -> impl Strategy<Value = Vec<Sheet>> {
    let rows = (1..9usize).prop_flat_map(|count| {
        let each: Vec<_> = (0..count)
            .map(|number| (question(), condition(number), any::<[bool; 3]>(), "[a-zà-ỹ &<\"',]{1,12}"))
            .collect();
        (each, any::<bool>())
    });
    rows.prop_map(|(rows, pages)| {
        let mut survey = vec![
            [
                "type",
                "name",
                "label::Tiếng Việt (vi)",
                "label::English (en)",
                "relevant",
                "required",
                "constraint",
                "default",
                "parameters",
                "choice_filter",
            ]
            .map(str::to_owned)
            .to_vec(),
        ];
        let mut open = Vec::new();
        for (
            number,
            ([kind, required, constraint, default, parameters, filter], relevant, [begins, ends, translated], label),
        ) in rows.into_iter().enumerate()
        {
            if begins && open.len() < 4 {
                survey.push(vec!["begin_group".into(), format!("g{number}"), "Nhóm".into()]);
                open.push(number);
            }
            let label = format!("{label}?");
            let english = if translated { label.clone() } else { String::new() };
            let cells = [
                kind.to_owned(),
                format!("q{number}"),
                label,
                english,
                relevant,
                required.into(),
                constraint.into(),
                default.into(),
                parameters.into(),
                filter.into(),
            ];
            survey.push(cells.to_vec());
            if ends && open.pop().is_some() {
                survey.push(vec!["end_group".into()]);
            }
        }
        survey.extend(open.iter().map(|_| vec!["end_group".to_owned()]));
        let choices = [
            ["list_name", "name", "label::Tiếng Việt (vi)", "size"],
            ["ab", "a", "Một", "1"],
            ["ab", "b", "Hai", "2"],
            ["ab", "other", "Khác", ""],
        ];
        let mut settings = vec![vec!["form_title"], vec!["Thử"]];
        if pages {
            settings[0].push("style");
            settings[1].push("pages");
        }
        vec![
            Sheet::from_rows("survey", survey),
            Sheet::from_rows("choices", choices),
            Sheet::from_rows("settings", settings),
        ]
    })
}

/// Words that rows are made of, right and wrong.
fn cell() -> impl Strategy<Value = String> {
    let words = vec![
        "",
        "text",
        "select_one ab",
        "select_one ab or_other",
        "begin_group",
        "end_group",
        "calculate",
        "note",
        "range",
        "rank ab",
        "a",
        "b",
        "c",
        "yes",
        "${a} > 1",
        "${b}",
        "${c} + ${a}",
        ". = 1",
        "table-list",
        "field-list",
        "label",
        "list-nolabel",
        "start=1 end=3",
        "Nhãn ${a}",
        "${",
        "selected(${a}, 'x'",
        "other",
        "ab",
        "1",
        "-1",
        "mean",
        "share",
        "email",
    ];
    prop_oneof![9 => proptest::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

fn any_sheets() -> impl Strategy<Value = Vec<Sheet>> {
    let sheet = |name: &'static str, header: &'static [&'static str]| {
        let width = header.len();
        proptest::collection::vec(proptest::collection::vec(cell(), width), 0..8).prop_map(move |rows| {
            let header = header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            Sheet::from_rows(name, std::iter::once(header).chain(rows))
        })
    };
    (
        sheet(
            "survey",
            &[
                "type",
                "name",
                "label",
                "relevant",
                "calculation",
                "constraint",
                "required",
                "appearance",
                "parameters",
                "default",
                "choice_filter",
            ],
        ),
        sheet("choices", &["list_name", "name", "label", "size"]),
        sheet("score", &["name", "parent", "question", "statistic", "codes", "weight"]),
        sheet("ballot", &["raters", "rated", "channels"]),
    )
        .prop_map(|(survey, choices, score, ballot)| vec![survey, choices, score, ballot])
}

/// The questions of a block.
fn drawn(block: Block<'_>) -> Vec<usize> {
    match block {
        Block::Question(number) => vec![number],
        Block::Grid(grid) => grid.rows,
        Block::Heading(_) | Block::Note(_) => Vec::new(),
    }
}

proptest! {
    #[test]
    fn a_form_comes_back_from_what_it_was_written_as(sheets in form()) {
        let form = read_sheets(&sheets).map_err(|problems| {
            TestCaseError::fail(problems.iter().fold(String::new(), |mut all, problem| {
                let _ = writeln!(all, "{}", problem.line(Lang::En));
                all
            }))
        })?;
        prop_assert_eq!(&read_sheets(&form.to_sheets()), &Ok(form.clone()));
        let bytes = form.to_xlsx().unwrap();
        let again = read_xlsx(&bytes);
        prop_assert_eq!(again.as_ref().map(Form::hash), Ok(form.hash()));
        prop_assert_eq!(again, Ok(form));
    }

    #[test]
    fn each_item_is_on_one_screen_in_its_order(sheets in form()) {
        let form = read_sheets(&sheets).unwrap();
        let on_screens: Vec<usize> = form.pages().into_iter().flat_map(|page| page.items).collect();
        let asked: Vec<usize> = on_screens.iter().copied().filter(|number| form.items()[*number].question().is_some()).collect();
        let all: Vec<usize> = (0..form.items().len()).filter(|number| form.items()[*number].question().is_some()).collect();
        prop_assert_eq!(&asked, &all);
        let drawn: Vec<usize> = form.pages().iter().flat_map(|page| form.blocks(page)).flat_map(drawn).collect();
        prop_assert_eq!(drawn, all);
    }

    #[test]
    fn what_was_checked_and_kept_is_right_when_it_is_checked_again(sheets in form()) {
        let form = read_sheets(&sheets).unwrap();
        let first = check(&form, &form.defaults(), TODAY);
        let again = check(&form, &first.answers, TODAY);
        for (name, answer) in first.answers.iter() {
            let read = form.answer_from_written(name, &answer.written());
            prop_assert_eq!(read.as_ref(), Some(answer));
        }
        prop_assert_eq!(&again.answers, &first.answers);
        prop_assert_eq!(again.problems, first.problems);
        prop_assert!(again.dropped.is_empty());
    }

    #[test]
    fn whatever_stands_in_the_cells_a_refusal_says_why(sheets in any_sheets()) {
        match read_sheets(&sheets) {
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(Lang::ALL.into_iter().all(|lang| !problem.message(lang).is_empty()));
                }
            }
            Ok(form) => {
                prop_assert_eq!(&read_sheets(&form.to_sheets()), &Ok(form.clone()));
                let _ = check(&form, &form.defaults(), TODAY);
                let _ = State::new(&form, &Answers::new(), TODAY).next_page(&form.pages(), None);
            }
        }
    }
}

/// Calculations that double each other would fill any memory.
#[test]
fn calculations_that_double_each_other_end() {
    let mut rows = vec![vec!["type".to_owned(), "name".into(), "label".into(), "calculation".into()]];
    rows.push(["text", "c0", "Text", ""].map(str::to_owned).to_vec());
    for number in 1..200 {
        let before = number - 1;
        rows.push(vec![
            "calculate".into(),
            format!("c{number}"),
            String::new(),
            format!("concat(${{c{before}}}, ${{c{before}}})"),
        ]);
    }
    let form = read_sheets(&[Sheet::from_rows("survey", rows)]).unwrap();
    let answers = [("c0".to_owned(), chiso_questionnaire::Answer::Text("ế".into()))].into_iter().collect();
    let checked = check(&form, &answers, TODAY);
    let longest = checked.answers.iter().map(|(_, answer)| answer.written().len()).max().unwrap();
    assert!(longest <= chiso_questionnaire::expression::LONGEST_TEXT);
}

/// The same form has the same fingerprint in every release: answers name the form that they were given to by it.
#[test]
fn the_fingerprint_of_a_form_does_not_change() {
    let sheet = |label: &str| {
        let rows = [["type", "name", "label"], ["text", "a", label]];
        read_sheets(&[Sheet::from_rows("survey", rows)]).unwrap().hash().to_string()
    };
    assert_eq!(sheet("A"), "63dd905f7a40fdbd542f1866d020e69b7a497e9516b3a6b7b6056edecea98e13");
    assert_ne!(sheet("A"), sheet("B"));
}
