//! Every route is called as every role: whoever may not enter is turned away, whoever may is answered, and nothing breaks.

use std::collections::BTreeSet;

use chiso_access::{Actor, Assignment, Decision, Role, gate};
use chiso_model::Date;
use chiso_web::{Gate, Kind, Route};
use reqwest::Method;

use crate::site::{SignedIn, Site};

/// What stands for a parameter in an address. A route with another parameter needs a line here.
const SAMPLES: &[(&str, &str)] = &[
    ("lang", "vi"),
    ("index", "par-index"),
    ("level", "province"),
    ("year", "2024"),
    ("unit", "31"),
    ("node", "par-index"),
    ("rulebook", "par-index"),
    ("edition", "876-2022"),
    ("file", "ranking.csv"),
    ("id", "none"),
    ("token", "none"),
    ("dataset", "none"),
    ("hash", "none"),
    ("table", "none"),
    ("key", "none"),
    ("agency", "01"),
    ("person", "none"),
    ("session", "none"),
    ("import", "none"),
    ("fact", "names"),
    ("event", "merge"),
    ("round", "none"),
    ("meeting", "none"),
    ("measure", "none"),
    ("sha256", "none"),
    ("issue", "1.zip"),
    ("survey", "none"),
    ("code", "none"),
    ("invitee", "none"),
    ("extension", "csv"),
    ("version", "none"),
    ("stamp", "none"),
    ("form", "sipas_2026"),
];

fn address(route: &Route) -> String {
    let mut path = String::new();
    for part in route.path.split_inclusive('/') {
        match part.trim_end_matches('/').strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            None => path.push_str(part),
            Some(name) => {
                let name = name.trim_start_matches('*');
                let sample = SAMPLES.iter().find(|(known, _)| *known == name);
                let (_, sample) = sample.unwrap_or_else(|| panic!("{}: no sample for {{{name}}}", route.path));
                path.push_str(sample);
                path.push_str(&part[part.trim_end_matches('/').len()..]);
            }
        }
    }
    path
}

fn listed(route: &Route) -> String {
    let gate = match route.gate {
        Gate::Public => "anyone".to_owned(),
        Gate::Unnamed => "anyone, unnamed".to_owned(),
        Gate::SignedIn => "signed in".to_owned(),
        Gate::Needs(resource, action) => format!("{}:{}", resource.id(), action.id()),
    };
    format!("{:<6} {:<72} {gate}", route.method.as_str(), route.path).trim_end().to_owned()
}

/// `tests/routes.txt` is the list that people read; `CHISO_UPDATE=1` writes it anew.
#[test]
fn every_route_is_in_the_list() {
    let mut lines: Vec<String> = chiso_server::routes().iter().map(listed).collect();
    lines.sort();
    let text = format!("{}\n", lines.join("\n"));
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routes.txt");
    if std::env::var_os("CHISO_UPDATE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(known == text, "routes changed: look at each, then run this test with CHISO_UPDATE=1\n{text}");
    let distinct: BTreeSet<_> =
        chiso_server::routes().iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(distinct.len(), chiso_server::routes().len(), "a route is declared twice");
}

fn actor(role: Option<Role>) -> Actor {
    let held = role.map(|role| Assignment::everywhere(role, Date::constant(2026, 1, 1))).into_iter().collect();
    Actor { second_factor: true, ..Actor::person("somebody", held) }
}

/// What the answer must be: an answer of the handler, or a refusal.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Answered,
    ToSignIn,
    Refused(u16),
}

fn expected(route: &Route, who: Option<&Actor>) -> Expected {
    let enters = match (route.gate, who) {
        (Gate::Public | Gate::Unnamed, _) | (Gate::SignedIn, Some(_)) => true,
        (Gate::SignedIn, None) => false,
        (Gate::Needs(resource, action), who) => {
            let anonymous = Actor::anonymous();
            matches!(gate(who.unwrap_or(&anonymous), action, resource), Decision::Allowed { .. })
        }
    };
    match (enters, route.kind, who) {
        (true, ..) => Expected::Answered,
        (false, Kind::Page, None) => Expected::ToSignIn,
        (false, _, None) => Expected::Refused(401),
        (false, _, Some(_)) => Expected::Refused(403),
    }
}

async fn call(site: &Site, route: &Route, who: Option<&SignedIn>) -> Result<(u16, String), String> {
    let method: Method = route.method.clone();
    let path = address(route);
    let request = match who {
        Some(who) => site.request_of(who, method.clone(), &path),
        None => site.request(method.clone(), &path).header("origin", format!("http://{}", site.address)),
    };
    let request = if method == Method::POST {
        let csrf = who.map_or("", |who| who.csrf.as_str());
        request.header("content-type", "application/x-www-form-urlencoded").body(format!("csrf={csrf}"))
    } else {
        request
    };
    let response = request.send().await.map_err(|error| format!("{path}: {error}"))?;
    let location = response.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    Ok((response.status().as_u16(), location.to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_role_as_the_table_says() {
    let site = Site::start(&[
        ("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "0"),
        ("CHISO_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE", "100000"),
        ("CHISO_LIMITS_PER_ACCOUNT_PER_MINUTE", "0"),
    ])
    .await;
    let roles: Vec<Option<Role>> =
        std::iter::once(None).chain(Role::ALL.iter().copied().filter(|role| role.assignable()).map(Some)).collect();
    let mut wrong = Vec::new();
    let mut called = 0;
    let mut check = |route: &Route, who: &str, expected: Expected, got: Result<(u16, String), String>| {
        called += 1;
        let (status, location) = match got {
            Ok(got) => got,
            Err(error) => return wrong.push(error),
        };
        // The gate brings back whoever was on the way to a page; a form cannot be sent again.
        let next = if route.method == Method::GET { address(route) } else { "/vi/work".to_owned() };
        let to_sign_in = status == 303 && location == format!("/vi/sign-in?next={}", next.replace('/', "%2F"));
        let right = match expected {
            Expected::Answered => status < 500 && status != 401 && !to_sign_in && status != 405,
            Expected::ToSignIn => to_sign_in,
            Expected::Refused(refusal) => status == refusal,
        };
        if !right {
            wrong.push(format!("{} {} as {who}: {expected:?} expected, {status} {location}", route.method, route.path));
        }
    };
    let routes = chiso_server::routes();
    // What ends the session of whoever calls it comes last.
    let (ending, others): (Vec<_>, Vec<_>) =
        routes.iter().partition(|route| route.method == Method::POST && route.path.contains("sign-out"));
    for route in others.iter().chain(&ending) {
        check(route, "nobody", expected(route, None), call(&site, route, None).await);
    }
    for role in roles {
        let who = site.sign_in(role).await;
        let name = role.map_or("no role", Role::id);
        for route in others.iter().chain(&ending) {
            check(route, name, expected(route, Some(&actor(role))), call(&site, route, Some(&who)).await);
        }
    }
    assert!(wrong.is_empty(), "{} of {called}:\n{}", wrong.len(), wrong.join("\n"));
    println!("{called} calls of {} routes", routes.len());
    assert_eq!(site.store.verify(None).await.unwrap().findings, [], "and the journal holds");
}
