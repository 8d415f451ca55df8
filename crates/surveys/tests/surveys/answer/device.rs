//! A device that blinds: what the browser's module makes of an invitation counts, and an answer that was lost on its way costs nobody their ballot.

use std::path::Path;

use axum::http::StatusCode;

use crate::answer::browser::{Screen, between};
use crate::answer::invited::Survey;
use crate::answer::way::{is_secret, nobody, to_the_end};
use crate::common::on_both;
use crate::node::beside_blind;

/// A script beside the module that blinds, which has both functions of it.
fn blinding(script: &str) -> Option<String> {
    beside_blind(&format!("import {{ blind, finish }} from './blind.mjs';\n{COMMON}\n{script}"))
}

const COMMON: &str = "const from = (text) => new Uint8Array(Buffer.from(text, 'base64url'));
const to = (bytes) => Buffer.from(bytes).toString('base64url');";

#[test]
fn what_is_answered_is_kept_at_once() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let part = |name: &str| std::fs::read_to_string(here.join("assets").join(name)).unwrap();
    let script = format!(
        "{PAGE}\n{}\n{}\n{}",
        part("device.js"),
        part("ballot.js"),
        "write(pointer('s'), 'mark');
write(place('s', 'mark'), {});
ballot(form);
const kept = () => `${JSON.stringify(read(place('s', 'mark')).fields)} ${line.textContent}`;
console.log(kept());
fields.push(['q', 'yes']);
listeners.input();
console.log(kept());"
    );
    let Some(kept) = blinding(&script) else { return };
    // It is said only once somebody has answered.
    assert_eq!(kept, "[[\":token\",\"t\"]] \n[[\":token\",\"t\"],[\"q\",\"yes\"]] Kept.");
}

/// As much of a page as keeping answers needs.
const PAGE: &str = "const items = new Map();
globalThis.localStorage = { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) };
globalThis.history = {};
globalThis.addEventListener = () => {};
globalThis.document = { getElementById: () => ({ dataset: { ballot: 's' } }) };
globalThis.FormData = class { constructor(form) { return form.fields; } };
const [fields, listeners] = [[[':token', 't']], {}];
const line = { textContent: '', dataset: { saved: 'Kept.' }, classList: { contains: () => false, toggle: () => {} } };
const form = { fields, dataset: {}, querySelector: (name) => (name === '.saved' ? line : null), addEventListener: (name, listener) => (listeners[name] = listener) };";

#[test]
fn a_device_makes_its_own_token_and_may_ask_for_the_same_signature_again() {
    on_both(|store| async move {
        let survey = Survey::of(store).await;
        let scene = &survey.scene;
        let page = scene.get(&format!("/en/s/{}", survey.codes[4]), &nobody()).await;
        let data = |name: &str| between(&page.body, &format!("data-{name}=\""), "\"").to_owned();
        let key = format!("const key = {{ n: from('{}'), e: from('{}') }};", data("n"), data("e"));
        let made = format!(
            "{key}\nconst made = await blind(key);\nconsole.log(['blinded', 'prefix', 'number', 'inverse'].map((part) => to(made[part])).join(' '));"
        );
        let Some(first) = blinding(&made) else { return };
        let second = blinding(&made).unwrap();
        let parts: Vec<&str> = first.split(' ').collect();
        let address = data("exchange");
        assert_eq!(address, format!("/en/s/{}/token", survey.codes[4]));
        // What cannot be signed costs nothing.
        for wrong in ["", "AAAA", "***", &"_".repeat(342)] {
            let page = scene.post(&address, &nobody(), &[("blinded", wrong)]).await;
            page.refuses(&["Your invitation is still good"]);
        }
        let ask = async |blinded: &str| scene.post(&address, &nobody(), &[("blinded", blinded)]).await;
        let signed = ask(parts[0]).await;
        assert_eq!(signed.status, StatusCode::OK, "{}", signed.body);
        is_secret(&signed);
        assert_eq!(ask(parts[0]).await.body, signed.body, "the answer was lost on its way: the very same again");
        let taken = ask(second.split(' ').next().unwrap()).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "another number is another ballot");
        let finish = format!(
            "{key}\nconst made = {{ prefix: from('{}'), number: from('{}'), inverse: from('{}') }};\nconsole.log((await finish(key, made, from('{}'))).text);",
            parts[1], parts[2], parts[3], signed.body
        );
        let text = blinding(&finish).unwrap();
        // The device goes on without the code: token and group alone, and later with the fields of the screen that it kept.
        let group = data("group");
        assert_eq!(group, survey.groups[1]);
        let fields = [(":token", text.as_str()), (":group", group.as_str()), (":go", "stay")];
        let first = Screen::of(scene.post(&data("ballot"), &nobody(), &fields).await);
        first.page.has(&[&format!("data-ballot=\"{}\"", survey.id), "0 of 4 screens done"]);
        let about = first.next(scene, &[]).await;
        let resumed = about.press(scene, "stay", &[("sex", "male"), ("age", "1")]).await;
        resumed.has(&["value=\"male\" checked", "value=\"1\""]);
        resumed.lacks(&["data-errors"]);
        let over = to_the_end(scene, first).await;
        over.press(scene, "send", &[]).await.has(&["Your ballot was received"]);
        assert_eq!(survey.kept().await[0].ballot.people, survey.groups[1]);
    });
}
