//! Parts that other crates do not have yet.
use chiso_model::Lang;
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;

fn not_yet<T>(lang: Lang) -> Result<T, Failure> {
    Err(Failure::one(lang.pick("chiso: phần này chưa có", "chiso: this is not there yet").to_owned()))
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
