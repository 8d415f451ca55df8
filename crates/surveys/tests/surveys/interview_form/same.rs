//! The program and the device say the same.

use chiso_questionnaire::{Form, Sheet, read_sheets, sheet_to_csv};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::interview_form::answers::{answers, fields};
use crate::interview_form::corpus::corpus;
use crate::interview_form::forms::form;
use crate::interview_form::node::in_modules;
use crate::interview_form::rust::Case;

/// Forms made at random in a run.
const FORMS: usize = 200;

fn made<T>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

/// Cases of a form: somebody who answers something, and presses buttons.
fn cases(runner: &mut TestRunner, form: &Form, count: usize) -> Vec<Case> {
    let (given, typed) = (answers(form), fields(form));
    let button = select(vec!["next", "next", "next", "next", "back", "stay", "over", "send", "screen:0"]);
    let sends = proptest::collection::vec((button, fields(form)), 12);
    let each = (given, typed, sends);
    let one = |_| {
        let (answers, typed, sends) = made(runner, &each);
        Case { form: form.clone(), answers, typed, sends }
    };
    (0..count).map(one).collect()
}

/// Numbers are the same whether a point stands in them.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(parts) => parts.iter().map(plain).collect(),
        Value::Object(parts) => Value::Object(parts.iter().map(|(name, part)| (name.clone(), plain(part))).collect()),
        other => other.clone(),
    }
}

/// The first place at which two values differ.
fn difference(path: &str, found: &Value, wanted: &Value) -> Option<String> {
    let inside = match (found, wanted) {
        (Value::Array(found), Value::Array(wanted)) if found.len() == wanted.len() => {
            let both = found.iter().zip(wanted).enumerate();
            both.map(|(at, (found, wanted))| (at.to_string(), found, wanted)).collect::<Vec<_>>()
        }
        (Value::Object(found), Value::Object(wanted))
            if found.keys().all(|name| wanted.contains_key(name)) && found.len() == wanted.len() =>
        {
            found.iter().map(|(name, found)| (name.clone(), found, &wanted[name])).collect()
        }
        _ if found == wanted => return None,
        _ => return Some(format!("{path}\n the device: {found}\nthe program: {wanted}")),
    };
    inside.into_iter().find_map(|(name, found, wanted)| difference(&format!("{path}/{name}"), found, wanted))
}

/// What was said before and still holds stays on a device's screen; a page of the server forgets it. Else the two go the same way.
fn without_said_before(wanted: &mut Value, found: &mut Value, case: &Case) {
    for (at, (button, _)) in case.sends.iter().enumerate() {
        if *button == "stay" {
            wanted["walk"][at]["problems"] = Value::Null;
            found["walk"][at]["problems"] = Value::Null;
        }
    }
}

/// Has both say what they make of the cases, with what is printed of each where they differ.
pub(crate) fn compare(cases: &[(Case, String)]) {
    let inputs: Vec<Value> = cases.iter().map(|(case, _)| case.input()).collect();
    let Some(found) = in_modules(&inputs) else { return };
    let mut differences = Vec::new();
    for ((case, written), found) in cases.iter().zip(found) {
        let kept = case.keeps(&found["checked"]["answers"]);
        let (mut found, mut wanted) = (plain(&found), plain(&case.wanted()));
        without_said_before(&mut wanted, &mut found, case);
        let about = || format!("{written}\nanswers {:?}\ntyped {:?}\nsends {:?}", case.answers, case.typed, case.sends);
        let unlike = difference("", &found, &wanted);
        let unlike = unlike.or_else(|| (!kept).then(|| "what is sent is read as other answers".to_owned()));
        differences.extend(unlike.map(|said| format!("{said}\n{}", about())));
    }
    assert!(differences.is_empty(), "{} of {} differ; the first:\n{}", differences.len(), cases.len(), differences[0]);
}

fn as_csv(sheets: &[Sheet]) -> String {
    let parts: Vec<String> = sheets.iter().map(|sheet| format!("[{}]\n{}", sheet.name, sheet_to_csv(sheet))).collect();
    parts.concat()
}

#[test]
fn forms_made_at_random_are_walked_and_checked_alike() {
    let mut runner = TestRunner::default();
    let mut all = Vec::new();
    for _ in 0..FORMS {
        let sheets = made(&mut runner, &form());
        let form = read_sheets(&sheets).unwrap_or_else(|problems| panic!("{problems:#?}\n{}", as_csv(&sheets)));
        all.extend(cases(&mut runner, &form, 3).into_iter().map(|case| (case, as_csv(&sheets))));
    }
    compare(&all);
}

#[test]
fn forms_of_the_corpus_and_those_shipped_are_walked_and_checked_alike() {
    let mut runner = TestRunner::default();
    let mut all = Vec::new();
    for (name, form) in corpus() {
        all.extend(cases(&mut runner, &form, 20).into_iter().map(|case| (case, name.clone())));
    }
    compare(&all);
}
