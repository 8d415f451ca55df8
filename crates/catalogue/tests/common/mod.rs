//! What every test of this crate starts from.

use chiso_catalogue::Catalogue;

pub(crate) fn catalogue() -> Catalogue {
    match Catalogue::load() {
        Ok(catalogue) => catalogue,
        Err(error) => panic!("{error}"),
    }
}
