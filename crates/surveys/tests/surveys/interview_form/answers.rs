//! Answers at random: right ones, wrong ones, and what somebody types on a screen.

use chiso_model::Date;
use chiso_questionnaire::{Answer, Answers, Form, Item, Question, QuestionType, Select};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::interview_form::expression::TEXTS;

/// The name of a field and what stands in it.
pub(crate) type Field = (String, String);

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => select(TEXTS.as_slice()).prop_map(str::to_owned),
        3 => "[a-zà-ỹ ]{1,12}",
        1 => "\\PC{1,8}",
        1 => (9_998usize..10_003).prop_map(|length| "😀".repeat(length)),
    ]
    .prop_filter("no answer is absent", |text| !text.is_empty())
    .boxed()
}

fn date() -> BoxedStrategy<Date> {
    prop_oneof![
        (2025i16..2028, 1i8..13, 1i8..29).prop_map(|(year, month, day)| Date::constant(year, month, day)),
        select(vec![
            Date::constant(0, 1, 1),
            Date::constant(2000, 2, 29),
            Date::constant(1900, 2, 28),
            Date::constant(9999, 12, 31)
        ]),
    ]
    .boxed()
}

fn decimal() -> BoxedStrategy<f64> {
    prop_oneof![
        (-300i32..3_000).prop_map(|tenths| f64::from(tenths) / 10.0),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| number + 0.0),
    ]
    .boxed()
}

fn codes(form: &Form, choice: &Select) -> Vec<String> {
    let known = form.choices(&choice.list).iter().map(|choice| choice.code.clone());
    known.chain(["nobody".to_owned()]).collect()
}

/// An answer of the type of the question, that may be wrong; a text of no day and the like.
fn answer(form: &Form, question: &Question) -> BoxedStrategy<Answer> {
    let right = match &question.kind {
        QuestionType::Text => text().prop_map(Answer::Text).boxed(),
        QuestionType::Integer => {
            prop_oneof![-3i64..130, -999_999_999_999_999i64..=999_999_999_999_999].prop_map(Answer::Integer).boxed()
        }
        QuestionType::Decimal => decimal().prop_map(Answer::Decimal).boxed(),
        QuestionType::Date => date().prop_map(Answer::Date).boxed(),
        QuestionType::SelectOne(choice) => select(codes(form, choice)).prop_map(Answer::One).boxed(),
        QuestionType::SelectMultiple(choice) => {
            let all = codes(form, choice);
            let most = all.len();
            let twice = proptest::collection::vec(select(all.clone()), 1..=most);
            prop_oneof![3 => subsequence(all, 1..=most), 1 => twice].prop_map(Answer::Many).boxed()
        }
        QuestionType::Rank(choice) => {
            let all = codes(form, choice);
            let known = all.len() - 1;
            let few = subsequence(all.clone(), 1..=known).prop_shuffle();
            let order = Just(all[..known].to_vec()).prop_shuffle();
            // All of them, and one of them again.
            let twice = (order.clone(), 0..known).prop_map(|(mut order, again)| {
                order.push(order[again].clone());
                order
            });
            prop_oneof![2 => order, 1 => few, 1 => twice].prop_map(Answer::Many).boxed()
        }
        QuestionType::Range(range) if range.is_whole() => (-2i64..14).prop_map(Answer::Integer).boxed(),
        QuestionType::Range(range) => {
            let on = select(range.numbers());
            let near = (on.clone(), select(vec![1e-3, 1e-8, 1e-10, -1e-10])).prop_map(|(on, away)| on + away);
            prop_oneof![2 => on, 1 => near, 1 => decimal()].prop_map(Answer::Decimal).boxed()
        }
    };
    let wrong = match &question.kind {
        QuestionType::Text | QuestionType::SelectOne(_) => Answer::Integer(3),
        QuestionType::SelectMultiple(_) | QuestionType::Rank(_) => Answer::Text("a b".to_owned()),
        QuestionType::Date => Answer::Text("2026-02-30".to_owned()),
        _ => Answer::Text("3".to_owned()),
    };
    prop_oneof![12 => right, 1 => Just(wrong)].boxed()
}

fn answerable(form: &Form) -> Vec<(&Item, &Question)> {
    form.items().iter().filter_map(|item| Some((item, item.answerable()?))).collect()
}

/// Answers to some of the questions, to what was written beside “other”, and to what nobody asked.
pub(crate) fn answers(form: &Form) -> BoxedStrategy<Answers> {
    let mut each: Vec<BoxedStrategy<(String, Option<Answer>)>> = Vec::new();
    for (item, question) in answerable(form) {
        let name = item.name.clone();
        let given = proptest::option::weighted(0.75, answer(form, question));
        each.push(given.prop_map(move |answer| (name.clone(), answer)).boxed());
        if let Some(other) = item.other_name() {
            let given = prop_oneof![6 => text().prop_map(Answer::Text), 1 => Just(Answer::Integer(1))];
            let given = proptest::option::weighted(0.4, given);
            each.push(given.prop_map(move |answer| (other.clone(), answer)).boxed());
        }
    }
    let unknown = proptest::option::weighted(0.1, Just(Answer::Text("x".to_owned())));
    each.push(unknown.prop_map(|answer| ("nobody_asked".to_owned(), answer)).boxed());
    each.prop_map(|given| given.into_iter().filter_map(|(name, answer)| Some((name, answer?))).collect()).boxed()
}

/// What somebody types: numbers and days as people write them, and what is none.
fn typed() -> BoxedStrategy<String> {
    let written = select(vec![
        "12",
        " 3,5 ",
        "3.5",
        "−0,25",
        "-0",
        "+7",
        "+-7",
        "1.234,5",
        "1e5",
        ",",
        "12,0",
        "12,5",
        "1000000000000001",
        "99999999999999999999",
        "0",
        "5",
        "1",
        "2",
        "0,75",
        "0.3",
        "22/11/2026",
        "1-2-2026",
        "2026-11-22",
        "1.2.2026",
        "31/02/2026",
        "29/2/0000",
        "22/11/26",
        "1//2026",
        "22/11/2026/1",
        " 1 / 2 / 2026 ",
        "2026/11/22",
        "999/1/2026",
        "x\r\ny",
    ]);
    prop_oneof![3 => written.prop_map(str::to_owned), 1 => select(TEXTS.as_slice()).prop_map(str::to_owned), 1 => text()].boxed()
}

/// The fields of every question, as a screen could send them. Most are answered, so that somebody comes on.
pub(crate) fn fields(form: &Form) -> BoxedStrategy<Vec<Field>> {
    let mut each: Vec<BoxedStrategy<Vec<Field>>> = Vec::new();
    for (item, question) in answerable(form) {
        let name = item.name.clone();
        let of =
            |name: String, text: BoxedStrategy<String>| text.prop_map(move |text| vec![(name.clone(), text)]).boxed();
        let written = answer(form, question).prop_map(|answer| answer.written().replace('.', ",")).boxed();
        let empty = Just(Vec::new()).boxed();
        let places = |choice: &Select| {
            let all = codes(form, choice);
            let places: Vec<String> = (1..=all.len()).map(|place| place.to_string()).collect();
            let name = name.clone();
            let odd = select(vec!["", "1", "2", "+1", "x", "99999999999"]).prop_map(str::to_owned);
            let shuffled = prop_oneof![
                3 => Just(places[..places.len() - 1].to_vec()).prop_shuffle(),
                1 => proptest::collection::vec(odd, all.len()),
            ];
            shuffled.prop_map(move |places| {
                all.iter().zip(places).map(|(code, place)| (format!("{name}/{code}"), place)).collect::<Vec<_>>()
            })
        };
        let sent = match &question.kind {
            QuestionType::SelectMultiple(choice) => {
                let (all, name) = (codes(form, choice), name.clone());
                let most = all.len();
                let some = subsequence(all, 0..=most).prop_shuffle();
                some.prop_map(move |codes| codes.into_iter().map(|code| (name.clone(), code)).collect()).boxed()
            }
            QuestionType::Rank(choice) => {
                let (all, own) = (codes(form, choice), name.clone());
                let most = all.len();
                let listed = subsequence(all, 0..=most).prop_shuffle();
                let listed = listed.prop_map(move |codes| codes.into_iter().map(|code| (own.clone(), code)).collect());
                prop_oneof![1 => listed, 3 => places(choice)].boxed()
            }
            QuestionType::SelectOne(_) | QuestionType::Text => of(name.clone(), written),
            _ => of(name.clone(), prop_oneof![3 => written, 2 => typed()].boxed()),
        };
        each.push(prop_oneof![8 => sent, 1 => empty.clone()].boxed());
        if let Some(other) = item.other_name() {
            each.push(prop_oneof![of(other, typed()), empty].boxed());
        }
    }
    each.prop_map(|fields| fields.concat()).boxed()
}
