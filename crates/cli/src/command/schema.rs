//! `chiso schema`

use crate::failure::Failure;
use crate::files;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments, lang: chiso_model::Lang) -> Result<(), Failure> {
    files::print(&format!("{:#}\n", chiso_rulebook::schema()), lang)
}
