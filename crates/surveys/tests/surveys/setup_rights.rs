//! Every route of setting up, overview and questionnaire as every role: a draft of one's own agency, and the same from elsewhere.

use std::fmt::Write as _;

use crate::common::{NOW, Scene, every_role, on_both, person};
use axum::http::{Method, StatusCode};
use chiso_access::{Action, Resource, Role};
use chiso_web::Gate;

/// What each role comes to, in the order of [`every_role`]: coordinator, lead, contributor, approver, appraiser, council member, survey manager, interviewer, desk clerk,
/// officer, post operator, inspector, administrator, somebody without a role, nobody.
///
/// `yes`: the page comes, or what was sent is looked at. `404`: there is nothing to move or close of a draft. `in`: led to signing in.
#[rustfmt::skip]
const EXPECTED: &str = "\
GET                                                yes 403 403 403 403 yes yes yes 403 403 403 yes 403 403  in
GET  /new                                          403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /new                                          403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/setup                               403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /{survey}/setup                               403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/setup/discard                       403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /{survey}/setup/discard                       403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/setup/open                          403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /{survey}/setup/open                          403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/setup/move                          403 403 403 403 403 403 404 403 403 403 403 403 403 403  in
POST /{survey}/setup/move                          403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/setup/close                         403 403 403 403 403 403 404 403 403 403 403 403 403 403  in
POST /{survey}/setup/close                         403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}                                     yes 403 403 403 403 yes yes yes 403 403 403 yes 403 403  in
GET  /{survey}/questionnaire                       yes 403 403 403 403 yes yes yes 403 403 403 yes 403 403  in
GET  /{survey}/questionnaire/choose                403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /{survey}/questionnaire/choose                403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
POST /{survey}/questionnaire/upload                403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/questionnaire/shipped/{form}        403 403 403 403 403 403 yes 403 403 403 403 403 403 403  in
GET  /{survey}/questionnaire/download              yes 403 403 403 403 403 yes 403 403 403 403 yes 403 403  in
GET  /{survey}/questionnaire/codebook/{extension}  yes 403 403 403 403 403 yes 403 403 403 403 yes 403 403  in
GET  /{survey}/questionnaire/try                   yes 403 403 403 403 yes yes yes 403 403 403 yes 403 403  in
POST /{survey}/questionnaire/try                   yes 403 403 403 403 yes yes yes 403 403 403 yes 403 403  in
";

fn word(status: StatusCode) -> &'static str {
    match status {
        StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY => "yes",
        StatusCode::FORBIDDEN => "403",
        StatusCode::NOT_FOUND => "404",
        StatusCode::SEE_OTHER => "in",
        other => panic!("{other}"),
    }
}

/// Addresses of the routes that this test is about.
fn routes() -> Vec<(Method, &'static str, Gate)> {
    let ours = |path: &str| {
        let rest = path.strip_prefix("/{lang}/surveys").unwrap_or("-");
        matches!(rest, "" | "/new" | "/{survey}")
            || rest.starts_with("/{survey}/setup")
            || rest.starts_with("/{survey}/questionnaire")
    };
    let routes = chiso_surveys::routes();
    routes
        .list()
        .iter()
        .filter(|route| ours(route.path))
        .map(|route| (route.method.clone(), route.path, route.gate))
        .collect()
}

/// The address of a route of a survey.
fn address(path: &str, lang: &str, survey: &str) -> String {
    let given = [("{lang}", lang), ("{survey}", survey), ("{extension}", "csv"), ("{form}", "sipas_2026")];
    given.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[test]
fn who_may_do_what_is_as_printed() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("officials_ballot").await;
        let mut found = String::new();
        for (method, path, _) in routes() {
            let to = address(path, "vi", &id);
            write!(found, "{:4} {:45}", method.as_str(), path.trim_start_matches("/{lang}/surveys")).unwrap();
            for (_, caller) in every_role(NOW) {
                let page = match (&method, path.ends_with("/upload")) {
                    (&Method::GET, _) => scene.get(&to, &caller).await,
                    (_, true) => scene.post_with_file(&to, &caller, &[], None).await,
                    (_, false) => scene.post(&to, &caller, &[]).await,
                };
                write!(found, " {:>3}", word(page.status)).unwrap();
            }
            found.push('\n');
        }
        assert!(found == EXPECTED, "{found}");
    });
}

#[test]
fn a_survey_of_another_agency_is_not_there() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = scene.drafted("officials_ballot").await;
        let elsewhere = person("other", Role::SurveyManager, Some("48"), NOW);
        for (method, path, gate) in routes().into_iter().filter(|(_, path, _)| path.contains("{survey}")) {
            let Gate::Needs(Resource::Survey, _) = gate else { panic!("{path} has the gate {gate:?}") };
            let to = address(path, "en", &id);
            let page = match (&method, path.ends_with("/upload")) {
                (&Method::GET, _) => scene.get(&to, &elsewhere).await,
                (_, true) => scene.post_with_file(&to, &elsewhere, &[], None).await,
                (_, false) => scene.post(&to, &elsewhere, &[]).await,
            };
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{method} {path}");
            assert!(!page.body.contains("Satisfaction survey 2026"), "{path}");
        }
    });
}

#[test]
fn what_changes_something_needs_more_than_seeing() {
    for (method, path, gate) in routes() {
        let sees = gate == Gate::Needs(Resource::Survey, Action::See);
        assert!(!sees || method == Method::GET || path.ends_with("/try"), "{path}");
    }
}
