//! Pages of imports and boundaries.

mod boundary;
mod check;
mod dry;
mod list;
mod new;
mod one;
mod tables;
mod template;
mod trial;

use std::sync::Arc;

use axum::extract::{Path, Query};
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_web::{Caller, Gate, PostedFields, PostedFile, Reader, Routes};

use self::check::Asked;
use crate::desk::Desk;
use crate::sheet::{Pairs, State};
use crate::words::say;

/// Address of the list after the language.
const IMPORTS: &str = "/imports";

/// The language and the id in the address.
type Id = Path<(String, String)>;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Agencies,
    Lineage,
    Results,
    Weights,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::Agencies, Kind::Lineage, Kind::Results, Kind::Weights];

    /// In addresses and in the store.
    const fn id(self) -> &'static str {
        match self {
            Kind::Agencies => "agencies",
            Kind::Lineage => "lineage",
            Kind::Results => "results",
            Kind::Weights => "weights",
        }
    }

    fn of(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    const fn resource(self) -> Resource {
        match self {
            Kind::Agencies | Kind::Lineage => Resource::AgencyImport,
            Kind::Results | Kind::Weights => Resource::ResultImport,
        }
    }

    /// What it is called.
    fn name(self, lang: Lang) -> String {
        match self {
            Kind::Agencies => say(lang, "import-kind-agencies"),
            Kind::Lineage => say(lang, "import-kind-lineage"),
            Kind::Results => say(lang, "import-kind-results"),
            Kind::Weights => say(lang, "import-kind-weights"),
        }
    }

    /// The title of the page on which one is begun.
    fn title(self, lang: Lang) -> String {
        match self {
            Kind::Agencies => say(lang, "import-new-agencies"),
            Kind::Lineage => say(lang, "import-new-lineage"),
            Kind::Results => say(lang, "import-new-results"),
            Kind::Weights => say(lang, "import-new-weights"),
        }
    }

    /// The columns of its files.
    const fn columns(self) -> &'static [chiso_facts::Column] {
        match self {
            Kind::Agencies => chiso_facts::agencies::COLUMNS,
            Kind::Lineage => chiso_facts::lineage::COLUMNS,
            Kind::Results => chiso_facts::results::COLUMNS,
            Kind::Weights => chiso_facts::weights::COLUMNS,
        }
    }

    fn new_rest(self) -> String {
        format!("/imports/{}/new", self.id())
    }
}

macro_rules! of_kind {
    ($routes:expr, $path:literal, $kind:expr) => {{
        let gate = Gate::Needs($kind.resource(), Action::Create);
        $routes
            .page(concat!("/{lang}/imports/", $path, "/new"), gate, |reader: Reader, caller: Caller| async move {
                new::page($kind, &reader, &caller)
            })
            .form(
                concat!("/{lang}/imports/", $path, "/new"),
                gate,
                |reader: Reader, caller: Caller, state: State, sent: PostedFile| {
                    new::send($kind, reader, caller, state, sent)
                },
            )
            .page(
                concat!("/{lang}/imports/", $path, "/template/{file}"),
                gate,
                |reader: Reader, caller: Caller, State(desk): State, Path((_, file)): Id| async move {
                    template::file($kind, &reader, &caller, &desk, &file)
                },
            )
            .page(
                concat!("/{lang}/imports/", $path, "/try/{file}"),
                gate,
                |reader: Reader, caller: Caller, state: State, Path((_, file)): Id, Query(pairs): Pairs| {
                    trial::page($kind, reader, caller, state, file, pairs)
                },
            )
            .form(
                concat!("/{lang}/imports/", $path, "/try/{file}"),
                gate,
                |reader: Reader, caller: Caller, state: State, Path((_, file)): Id, sent: PostedFields| {
                    trial::send($kind, reader, caller, state, file, sent)
                },
            )
    }};
}

/// Routes of imports and boundaries.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let see = Gate::Needs(Resource::AgencyImport, Action::See);
    let withdraw = Gate::Needs(Resource::ResultImport, Action::Remove);
    let check = Gate::Needs(Resource::ResultImport, Action::Approve);
    let bring = Gate::Needs(Resource::Boundary, Action::Create);
    let drop = Gate::Needs(Resource::Boundary, Action::Remove);
    let routes = Routes::new()
        .page("/{lang}/imports", see, list::page)
        .page("/{lang}/imports/{id}", see, one::page)
        .page("/{lang}/imports/{id}/file", see, one::file)
        .page("/{lang}/imports/{id}/withdraw", withdraw, one::withdraw_page)
        .form("/{lang}/imports/{id}/withdraw", withdraw, one::withdraw)
        .page("/{lang}/imports/{id}/check", check, check::page(Asked::Check))
        .form("/{lang}/imports/{id}/check", check, check::send(Asked::Check))
        .page("/{lang}/imports/{id}/uncheck", check, check::page(Asked::Uncheck))
        .form("/{lang}/imports/{id}/uncheck", check, check::send(Asked::Uncheck))
        .page("/{lang}/boundary", bring, boundary::page)
        .form("/{lang}/boundary", bring, boundary::bring)
        .page("/{lang}/boundary/{id}/drop", drop, boundary::drop_page)
        .form("/{lang}/boundary/{id}/drop", drop, boundary::drop);
    let routes = of_kind!(routes, "agencies", Kind::Agencies);
    let routes = of_kind!(routes, "lineage", Kind::Lineage);
    let routes = of_kind!(routes, "results", Kind::Results);
    of_kind!(routes, "weights", Kind::Weights)
}
