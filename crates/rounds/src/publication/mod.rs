//! Publication: the result as it stands, the bundle that anybody can recompute, issues and corrections, and the public pages of what was published.

mod bundle;
mod computed;
mod correct;
mod groups;
mod one;
mod public;
mod results;
mod table;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Rounds;

pub(crate) use computed::{Computed, Results, fact_set, options, unread};
pub(crate) use table::band_title;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::Round, Action::See);
    let publish = Gate::Needs(Resource::Publication, Action::Publish);
    let correct = Gate::Needs(Resource::Publication, Action::Change);
    Routes::new()
        .page("/{lang}/rounds/{round}/results", see, results::page)
        .page("/{lang}/rounds/{round}/results/publish", publish, results::publish_page)
        .form("/{lang}/rounds/{round}/results/publish", publish, results::publish)
        .page("/{lang}/rounds/{round}/results/units/{unit}/{node}/correct", correct, correct::page)
        .form("/{lang}/rounds/{round}/results/units/{unit}/{node}/correct", correct, correct::send)
        .page("/{lang}/published", Gate::Public, public::list)
        .page("/{lang}/published/key", Gate::Public, bundle::key)
        .page("/{lang}/published/{round}", Gate::Public, public::page)
        .page("/{lang}/published/{round}/issues/{issue}", Gate::Public, bundle::download)
        .page("/{lang}/published/{round}/units/{unit}", Gate::Public, one::unit)
        .page("/{lang}/published/{round}/units/{unit}/{node}", Gate::Public, one::node)
}
