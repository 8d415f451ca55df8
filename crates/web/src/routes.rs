//! The one list of routes: every address is declared here and nowhere else, each with a gate, so that a test can call every route as every role.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::gate::{Gate, Kind, keep};

/// One route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its method; a route for GET answers HEAD too.
    pub method: Method,
    /// Its address, with parameters in braces.
    pub path: &'static str,
    /// Who may enter.
    pub gate: Gate,
    /// What it answers.
    pub kind: Kind,
}

/// Routes over a state that is still to be given.
#[derive(Debug)]
pub struct Routes<S = ()> {
    list: Vec<Route>,
    router: Router<S>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Routes::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes.
    pub fn new() -> Routes<S> {
        Routes { list: Vec::new(), router: Router::new() }
    }

    /// A page: GET.
    pub fn page<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::GET, Kind::Page, path, gate, on(MethodFilter::GET, handler))
    }

    /// What a form is sent to: POST. It must come from a page of this site; the handler takes it as [`crate::Posted`], which also compares the token.
    pub fn form<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::POST, Kind::Page, path, gate, on(MethodFilter::POST, handler))
    }

    /// An operation of the API that reads: GET.
    pub fn api_get<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::GET, Kind::Api, path, gate, on(MethodFilter::GET, handler))
    }

    /// An operation of the API that adds: POST.
    pub fn api_post<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::POST, Kind::Api, path, gate, on(MethodFilter::POST, handler))
    }

    /// An operation of the API that puts something in place of another: PUT.
    pub fn api_put<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::PUT, Kind::Api, path, gate, on(MethodFilter::PUT, handler))
    }

    /// An operation of the API that removes: DELETE.
    pub fn api_delete<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::DELETE, Kind::Api, path, gate, on(MethodFilter::DELETE, handler))
    }

    /// A file that pages load: GET, open to anyone.
    pub fn asset<H: Handler<T, S>, T: 'static>(self, path: &'static str, handler: H) -> Routes<S> {
        self.add(Method::GET, Kind::Asset, path, Gate::Public, on(MethodFilter::GET, handler))
    }

    /// Health and figures of the server: GET.
    pub fn operation<H: Handler<T, S>, T: 'static>(self, path: &'static str, gate: Gate, handler: H) -> Routes<S> {
        self.add(Method::GET, Kind::Operation, path, gate, on(MethodFilter::GET, handler))
    }

    fn add(
        mut self,
        method: Method,
        kind: Kind,
        path: &'static str,
        gate: Gate,
        handler: MethodRouter<S>,
    ) -> Routes<S> {
        self.router = self.router.route(path, handler.route_layer(from_fn_with_state((gate, kind), keep)));
        self.list.push(Route { method, path, gate, kind });
        self
    }

    /// Both lists of routes together.
    pub fn merge(mut self, other: Routes<S>) -> Routes<S> {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// Puts layers around the routes declared so far, or gives them a fallback; it must not add routes.
    pub fn around(mut self, change: impl FnOnce(Router<S>) -> Router<S>) -> Routes<S> {
        self.router = change(self.router);
        self
    }

    /// Gives the state, so that routes over different states can be merged.
    pub fn with_state<S2>(self, state: S) -> Routes<S2> {
        Routes { list: self.list, router: self.router.with_state(state) }
    }

    /// All routes, in the order of their declaration.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// The router that answers.
    pub fn into_router(self) -> Router<S> {
        self.router
    }
}
