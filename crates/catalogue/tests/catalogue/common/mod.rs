//! What every test of this crate starts from.

use std::sync::LazyLock;

use chiso_catalogue::Catalogue;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| match Catalogue::load() {
    Ok(catalogue) => catalogue,
    Err(error) => panic!("{error}"),
});

/// Everything shipped, read once for all tests of a file.
pub(crate) fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}
