//! Codebook and tables of answers.

use crate::cases::sheets_of;
use chiso_model::{Date, Lang};
use chiso_questionnaire::{Answer, Answers, Form, Multiple, read_csv, read_sheets, write_csv};
use proptest::prelude::*;

const FORM: &str = "
[survey]
type | name | label::Tiếng Việt (vi) | label::English (en) | calculation
text | who | Tên | Name |
begin_group | g | Nhóm | Group |
integer | age | Tuổi | Age |
decimal | pay | Lương | Pay |
date | day | Ngày | Day |
select_one why | main | Chính | Main |
select_multiple why or_other | why | Vì sao | Why |
end_group | | | |
rank why | order | Thứ tự | Order |
range | scale | Điểm | Score |
calculate | next | | | ${age} + 1
note | bye | Chào | Bye |
[choices]
list_name | name | label::Tiếng Việt (vi) | label::English (en)
why | a | Một | One
why | b | Hai | Two
why | other | Khác | Other
";

fn form() -> Form {
    read_sheets(&sheets_of(FORM)).unwrap()
}

#[test]
fn the_codebook_names_every_column_in_both_languages() {
    let form = form();
    for (multiple, wanted) in [
        (Multiple::OneColumn, "who,age,pay,day,main,why,why_other,order,scale,next"),
        (Multiple::ColumnPerChoice, "who,age,pay,day,main,why/a,why/b,why/other,why_other,order,scale,next"),
    ] {
        let names: Vec<String> = form.codebook(multiple).into_iter().map(|variable| variable.name).collect();
        assert_eq!(names.join(","), wanted);
        assert_eq!(write_csv(&form, [], multiple), format!("{wanted}\n"));
    }
    let codebook = form.codebook_csv(Multiple::ColumnPerChoice, "vi");
    for line in [
        "variable,type,group,label,code,code_label",
        "age,integer,Nhóm,Tuổi,,",
        "main,code,Nhóm,Chính,,",
        "main,,,,a,Một",
        "why/b,0/1,Nhóm,Vì sao,,",
        "why/b,,,,b,Hai",
        "why_other,other,Nhóm,Vì sao,,",
        "order,order,,Thứ tự,,",
        "next,computed,,,,",
    ] {
        assert!(codebook.lines().any(|own| own == line), "{line}\n{codebook}");
    }
    assert!(form.codebook_csv(Multiple::OneColumn, "en").contains("main,,,,a,One"));
}

#[test]
fn what_is_no_answer_is_told_with_row_and_column() {
    let table = "age,colour,main,why/a,why,day\nx,,a,1,,\n1,,a b,2,,2026-13-01\n";
    let problems = read_csv(&form(), table).unwrap_err();
    let lines: Vec<String> = problems.iter().map(|problem| problem.message(Lang::En)).collect();
    assert_eq!(
        lines,
        [
            "column “colour”: the form has no such question. Mend the name, or delete the column",
            "row 2, column “age”: `x` is no answer to this question; mend it, or leave the cell empty",
            "row 3, column “main”: `a b` is no answer to this question; mend it, or leave the cell empty",
            "row 3, column “why/a”: `2` is no answer to this question; mend it, or leave the cell empty",
            "row 3, column “day”: `2026-13-01` is no answer to this question; mend it, or leave the cell empty",
        ]
    );
    assert!(problems.iter().all(|problem| problem.message(Lang::Vi).contains("cột")));
    assert!(read_csv(&form(), "age,age\n1,2\n").is_err());
    assert!(read_csv(&form(), "age,who\n1\n").is_err());
}

#[test]
fn a_text_that_a_spreadsheet_would_compute_stays_a_text() {
    let form = form();
    let mut answers = Answers::new();
    answers.set("who", Some(Answer::Text("=1+1".into())));
    answers.set("pay", Some(Answer::Decimal(-1.5)));
    let table = write_csv(&form, [&answers], Multiple::OneColumn);
    assert!(table.contains("'=1+1,,-1.5,"), "{table}");
    assert_eq!(read_csv(&form, &table), Ok(vec![answers]));
}

/// Any answers, right or wrong, that tables can hold.
fn any_answers() -> impl Strategy<Value = Answers> {
    let codes = || proptest::sample::subsequence(vec!["a", "b", "other"], 1..=3);
    let many = |codes: Vec<&str>| Answer::Many(codes.into_iter().map(str::to_owned).collect());
    (
        proptest::option::of("[^'\r\0]{1,20}".prop_map(Answer::Text)),
        proptest::option::of(any::<i64>().prop_map(Answer::Integer)),
        proptest::option::of((-1e12..1e12).prop_map(|number: f64| Answer::Decimal(number + 0.0))),
        proptest::option::of(
            (1900i16..2100, 1i8..=12, 1i8..=28)
                .prop_map(|(year, month, day)| Answer::Date(Date::constant(year, month, day))),
        ),
        proptest::option::of(codes().prop_map(|codes| Answer::One(codes[0].to_owned()))),
        proptest::option::of(codes().prop_map(many)),
        proptest::option::of(codes().prop_shuffle().prop_map(many)),
    )
        .prop_map(|(who, age, pay, day, main, why, order)| {
            let named = [
                ("who", who),
                ("age", age),
                ("pay", pay),
                ("day", day),
                ("main", main),
                ("why", why),
                ("order", order),
            ];
            named.into_iter().filter_map(|(name, answer)| Some((name.to_owned(), answer?))).collect()
        })
}

proptest! {
    #[test]
    fn answers_come_back_from_either_kind_of_table(rows in proptest::collection::vec(any_answers(), 0..6)) {
        let form = form();
        for multiple in [Multiple::OneColumn, Multiple::ColumnPerChoice] {
            let table = write_csv(&form, &rows, multiple);
            let read = read_csv(&form, &table);
            prop_assert_eq!(read.as_ref(), Ok(&rows), "{}", table);
        }
    }
}
