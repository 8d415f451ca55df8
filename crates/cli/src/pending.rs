//! Parts that other crates do not have yet.
use chiso_model::Lang;
use chiso_rulebook::Loaded;
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;

fn not_yet<T>(lang: Lang) -> Result<T, Failure> {
    Err(Failure::one(lang.pick("chiso: phần này chưa có", "chiso: this is not there yet").to_owned()))
}
pub(crate) fn load_xlsx(_: &[u8], _: &str, lang: Lang) -> Result<Loaded, Failure> {
    not_yet(lang)
}
pub(crate) fn to_xlsx(_: &Rulebook, lang: Lang) -> Result<Vec<u8>, Failure> {
    not_yet(lang)
}
pub(crate) fn template_xlsx(lang: Lang) -> Result<Vec<u8>, Failure> {
    not_yet(lang)
}
pub(crate) fn template_yaml(lang: Lang) -> Result<String, Failure> {
    not_yet(lang)
}
pub(crate) fn diff(_: &Rulebook, _: &Rulebook, lang: Lang) -> Result<String, Failure> {
    not_yet(lang)
}
pub(crate) fn serve(_: std::net::SocketAddr, lang: Lang) -> Result<(), Failure> {
    not_yet(lang)
}
