//! What a server makes of answers: what is asked, what must be answered, what fits, what is dropped.

use crate::cases::sheets_of;
use chiso_model::{Date, Lang};
use chiso_questionnaire::{
    Answer, AnswerFault, Answers, Form, Progress, State, WhyDropped, check, read_sheets, shipped,
};

const TODAY: Date = Date::constant(2026, 11, 22);

const HOUSEHOLD: &str = "
[survey]
type | name | label::Tiếng Việt (vi) | label::English (en) | relevant | required | required_message::English (en) | constraint | constraint_message::English (en) | choice_filter | parameters
text | who | Tên | Name | | yes | | | | |
integer | age | Tuổi | Age | | yes | How old, please? | . >= 0 and . <= 120 | 0 to 120, ${who} | |
begin_group | work | Việc làm | Work | ${age} >= 18 | | | | | |
text | job | Nghề | Job | | yes | | | | |
decimal | pay | Lương | Pay | ${job} != 'none' | ${job} != 'student' | | . > 0 | | |
end_group | | | | | | | | | |
select_one province | province | Tỉnh | Province | | | | | | |
select_one commune | commune | Xã | Commune | | | | | | province = ${province} |
select_multiple why or_other | why | Vì sao | Why | | | | count-selected(.) <= 2 | | |
rank why | order | Thứ tự | Order | | | | | | |
range | scale | Điểm | Score | | | | | | | start=0 end=1 step=0.25
date | day | Ngày | Day | | | | . <= today() | | |
calculate | next | | | | | | | | |
note | bye | Chào ${who}, ${province} | Bye ${who}, ${province} | ${next} > 30 | | | | | |
[choices]
list_name | name | label::Tiếng Việt (vi) | label::English (en) | province
province | p1 | Một | One |
province | p2 | Hai | Two |
commune | c1 | Xã Một | Commune One | p1
commune | c2 | Xã Hai | Commune Two | p2
why | a | A | A |
why | b | B | B |
why | other | Khác | Other |
";

fn household() -> Form {
    let sheets = HOUSEHOLD
        .replace("choice_filter | parameters", "choice_filter | parameters | calculation")
        .replace("calculate | next | | | | | | | | |", "calculate | next | | | | | | | | | | ${age} + 1");
    read_sheets(&sheets_of(&sheets)).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn one(code: &str) -> Answer {
    Answer::One(code.into())
}

fn many(codes: &[&str]) -> Answer {
    Answer::Many(codes.iter().map(|code| (*code).to_owned()).collect())
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    given.iter().map(|(name, answer)| ((*name).to_owned(), answer.clone())).collect()
}

/// Names of questions and what is wrong with them in English.
fn wrong(form: &Form, given: &[(&str, Answer)]) -> Vec<(String, String)> {
    let answers = answers(given);
    let state = State::new(form, &answers, TODAY);
    let checked = check(form, &answers, TODAY);
    checked.problems.iter().map(|problem| (problem.name.clone(), problem.message(&state, "en"))).collect()
}

fn adult() -> Vec<(&'static str, Answer)> {
    vec![
        ("who", Answer::Text("An".into())),
        ("age", Answer::Integer(40)),
        ("job", Answer::Text("farmer".into())),
        ("pay", Answer::Decimal(5.5)),
    ]
}

#[test]
fn what_is_required_is_required_only_where_it_is_asked() {
    let form = household();
    let please = "Please answer this question.".to_owned();
    let missing = |given: &[(&str, Answer)]| wrong(&form, given);
    assert_eq!(missing(&[]), [("who".into(), please.clone()), ("age".into(), "How old, please?".into())]);
    let who = ("who", Answer::Text("An".into()));
    let child = [who.clone(), ("age", Answer::Integer(10))];
    assert_eq!(missing(&child), []);
    let adult = [who, ("age", Answer::Integer(18))];
    assert_eq!(missing(&adult), [("job".into(), please.clone()), ("pay".into(), please.clone())]);
    // A condition decides whether pay must be told, another whether it is asked at all.
    let student = [&adult[..], &[("job", Answer::Text("student".into()))]].concat();
    assert_eq!(missing(&student), []);
    let none = [&adult[..], &[("job", Answer::Text("none".into()))]].concat();
    assert_eq!(missing(&none), []);
    assert_eq!(missing(&[]).len(), 2);
}

#[test]
fn every_kind_of_answer_is_checked() {
    let form = household();
    let faults = |name: &'static str, answer: Answer| {
        let given = [&adult()[..], &[(name, answer)]].concat();
        let checked = check(&form, &answers(&given), TODAY);
        checked.problems.into_iter().map(|problem| problem.fault).collect::<Vec<_>>()
    };
    let fits = |name, answer| assert_eq!(faults(name, answer), [], "{name}");
    let refused = |name, answer, wanted: AnswerFault| assert_eq!(faults(name, answer), [wanted], "{name}");
    fits("province", one("p1"));
    refused("province", one("p3"), AnswerFault::NotAChoice);
    refused("province", Answer::Text("p1".into()), AnswerFault::WrongType);
    // Without a province the list of communes is empty.
    refused("commune", one("c1"), AnswerFault::NotAChoice);
    fits("why", many(&["a", "other"]));
    refused("why", many(&["a", "a"]), AnswerFault::NotAChoice);
    refused("why", many(&[]), AnswerFault::NotAChoice);
    fits("order", many(&["b", "other", "a"]));
    refused("order", many(&["b", "a"]), AnswerFault::NotARank);
    refused("order", many(&["b", "a", "a", "other"]), AnswerFault::NotARank);
    fits("scale", Answer::Decimal(0.75));
    refused("scale", Answer::Decimal(0.8), AnswerFault::NotOnScale(0.0, 1.0, 0.25));
    refused("scale", Answer::Integer(1), AnswerFault::NotOnScale(0.0, 1.0, 0.25));
    fits("day", Answer::Date(TODAY));
    assert!(matches!(faults("day", Answer::Date(Date::constant(2026, 11, 23)))[..], [AnswerFault::Constraint(_)]));
    refused("job", Answer::Text("x".repeat(10_001)), AnswerFault::TooLong);
    assert!(matches!(faults("why", many(&["a", "b", "other"]))[..], [AnswerFault::Constraint(_)]));
    refused("pay", Answer::Decimal(f64::NAN), AnswerFault::NotANumber);
}

#[test]
fn the_form_speaks_in_its_own_words_and_with_answers_in_them() {
    let form = household();
    let given = [("who", Answer::Text("An".into())), ("age", Answer::Integer(130)), ("province", one("p2"))];
    let given = [&given[..], &[("job", Answer::Text("none".into()))]].concat();
    assert_eq!(wrong(&form, &given), [("age".to_owned(), "0 to 120, An".to_owned())]);
    let answers = answers(&given);
    let state = State::new(&form, &answers, TODAY);
    let bye = &form.item("bye").unwrap().label;
    assert_eq!(state.fill(form.text(bye, "vi"), "vi"), "Chào An, Hai");
    assert_eq!(state.fill(form.text(bye, "en"), "en"), "Bye An, Two");
    // A language that the form does not have: the first that there is.
    assert_eq!(form.text(bye, "zh"), form.text(bye, "vi"));
}

#[test]
fn answers_to_what_is_not_asked_are_dropped_and_told() {
    let form = household();
    let given = [
        ("who", Answer::Text("An".into())),
        ("age", Answer::Integer(10)),
        ("job", Answer::Text("farmer".into())),
        ("pay", Answer::Decimal(5.0)),
        ("why", many(&["a"])),
        ("why_other", Answer::Text("more".into())),
        ("colour", Answer::Text("red".into())),
        ("next", Answer::Text("99".into())),
    ];
    let checked = check(&form, &answers(&given), TODAY);
    let dropped: Vec<(&str, WhyDropped)> = checked.dropped.iter().map(|drop| (drop.name.as_str(), drop.why)).collect();
    assert_eq!(
        dropped,
        [
            ("job", WhyDropped::NotAsked),
            ("pay", WhyDropped::NotAsked),
            ("why_other", WhyDropped::NotAsked),
            ("colour", WhyDropped::Unknown)
        ]
    );
    let kept: Vec<&str> = checked.answers.iter().map(|(name, _)| name).collect();
    assert_eq!(kept, ["age", "next", "who", "why"]);
    // What was computed elsewhere is computed again.
    assert_eq!(checked.answers.get("next"), Some(&Answer::Text("11".into())));
}

#[test]
fn a_page_is_taken_as_a_browser_sends_it() {
    let form = household();
    let page = chiso_questionnaire::Page { groups: Vec::new(), items: (0..form.items().len()).collect() };
    let send = |fields: &[(&str, &str)], before: &[(&str, Answer)]| {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut answers = answers(before);
        let problems = form.take_page(&mut answers, &page, &fields);
        let problems: Vec<(String, AnswerFault)> =
            problems.into_iter().map(|problem| (problem.name, problem.fault)).collect();
        (answers, problems)
    };
    let (found, problems) = send(
        &[
            ("who", "  An \r\n Bình "),
            ("age", "40"),
            ("pay", "5,5"),
            ("why", "other"),
            ("why", "a"),
            ("why_other", "Xa quá"),
            ("order/a", "2"),
            ("order/b", "1"),
            ("order/other", "3"),
            ("scale", "0,75"),
            ("day", "1/2/2026"),
        ],
        &[("province", one("p1"))],
    );
    let wanted = answers(&[
        ("who", Answer::Text("An \n Bình".into())),
        ("age", Answer::Integer(40)),
        ("pay", Answer::Decimal(5.5)),
        // In the order of the list, whatever the browser's; what is not sent was taken back.
        ("why", many(&["a", "other"])),
        ("why_other", Answer::Text("Xa quá".into())),
        ("order", many(&["b", "a", "other"])),
        ("scale", Answer::Decimal(0.75)),
        ("day", Answer::Date(Date::constant(2026, 2, 1))),
    ]);
    assert_eq!((found, problems), (wanted, Vec::new()));
    let (_, problems) = send(
        &[("age", "forty"), ("why", "z"), ("order/a", "1"), ("order/b", "1"), ("day", "tomorrow"), ("pay", "1.000,5")],
        &[],
    );
    assert_eq!(
        problems,
        [
            ("age".to_owned(), AnswerFault::NotANumber),
            ("pay".to_owned(), AnswerFault::NotANumber),
            ("why".to_owned(), AnswerFault::NotAChoice),
            ("order".to_owned(), AnswerFault::NotARank),
            ("day".to_owned(), AnswerFault::NotADate)
        ]
    );
    for (_, fault) in &problems {
        assert_ne!(fault.message(Lang::Vi), fault.message(Lang::En));
    }
    let (found, problems) = send(&[("order", "b"), ("order", "a"), ("order", "other")], &[]);
    assert_eq!((found.get("order"), problems), (Some(&many(&["b", "a", "other"])), Vec::new()));
}

#[test]
fn screens_follow_each_other_as_far_as_they_show_something() {
    let form = household();
    let pages = form.pages();
    let walk = |given: &[(&str, Answer)]| {
        let answers = answers(given);
        let state = State::new(&form, &answers, TODAY);
        let mut shown = Vec::new();
        let mut next = state.next_page(&pages, None);
        while let Some(page) = next {
            shown.push(form.items()[pages[page].items[0]].name.clone());
            next = state.next_page(&pages, Some(page));
            if let Some(next) = next {
                assert_eq!(state.previous_page(&pages, next), Some(page));
            }
        }
        shown
    };
    let rest = ["province", "commune", "why", "order", "scale", "day"];
    assert_eq!(walk(&[]), [&["who", "age"][..], &rest].concat());
    assert_eq!(walk(&adult()), [&["who", "age", "job", "pay"][..], &rest, &["bye"]].concat());
}

#[test]
fn progress_is_the_share_of_what_must_be_answered() {
    let form = household();
    let progress = |given: &[(&str, Answer)]| {
        let answers = answers(given);
        State::new(&form, &answers, TODAY).progress(&answers)
    };
    assert_eq!(progress(&[]), Progress { answered: 0, of: 2 });
    assert_eq!(progress(&adult()[..2]), Progress { answered: 2, of: 4 });
    assert_eq!(progress(&adult()).percent(), 100);
    // With one question that must be answered it alone counts; with none, all that are asked.
    for (required, wanted) in [("yes", Progress { answered: 0, of: 1 }), ("no", Progress { answered: 1, of: 2 })] {
        let sheet = format!("[survey]\ntype | name | label | required\ntext | a | A | {required}\ntext | b | B |");
        let form = read_sheets(&sheets_of(&sheet)).unwrap();
        let answers = answers(&[("b", Answer::Text("x".into()))]);
        assert_eq!(State::new(&form, &answers, TODAY).progress(&answers), wanted);
    }
}

#[test]
fn a_ballot_of_sipas_2026_is_answered_screen_by_screen() {
    let form = shipped("sipas_2026").unwrap();
    let pages = form.pages();
    let mut answers = form.defaults();
    let mut next = State::new(&form, &answers, TODAY).next_page(&pages, None);
    let mut screens = 0;
    while let Some(page) = next {
        let state = State::new(&form, &answers, TODAY);
        let fields: Vec<(String, String)> = pages[page]
            .items
            .iter()
            .filter(|number| state.is_required(**number))
            .map(|number| (form.items()[*number].name.clone(), state.choices(*number)[0].code.clone()))
            .collect();
        assert_eq!(form.take_page(&mut answers, &pages[page], &fields), []);
        let checked = check(&form, &answers, TODAY);
        assert_eq!(checked.problems_on(&form, &pages[page]).count(), 0);
        next = State::new(&form, &answers, TODAY).next_page(&pages, Some(page));
        screens += 1;
    }
    let checked = check(&form, &answers, TODAY);
    // As texts, and from them again.
    let kept: Answers = checked
        .answers
        .iter()
        .map(|(name, answer)| (name.to_owned(), form.answer_from_written(name, &answer.written()).unwrap()))
        .collect();
    assert_eq!(kept, checked.answers);
    assert_eq!((checked.problems, checked.dropped, screens), (Vec::new(), Vec::new(), pages.len()));
    assert_eq!(checked.answers.get("q9_39"), Some(&one("1")));
}
