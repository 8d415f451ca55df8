//! `chiso rulebook ...`

mod check;
mod convert;
mod diff;
mod list;
mod template;

use std::path::Path;

use chiso_model::Lang;
use chiso_rulebook::definition::Rulebook;

use crate::failure::Failure;
use crate::rulebooks::{self, Form};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Kiểm tra bộ tiêu chí, chỉ ra từng lỗi và cách sửa / Check rulebooks: every problem, and how to mend it
    Check(check::Arguments),
    /// Tạo bộ tiêu chí mẫu để điền / Write a rulebook to fill in
    Template(template::Arguments),
    /// Chuyển bộ tiêu chí giữa YAML và XLSX / Convert a rulebook between YAML and XLSX
    Convert(convert::Arguments),
    /// So sánh hai bộ tiêu chí / Compare two rulebooks
    Diff(diff::Arguments),
    /// Liệt kê các bộ tiêu chí kèm theo / List the shipped rulebooks
    List(list::Arguments),
}

pub(crate) fn run(command: Command, lang: Lang) -> Result<(), Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, lang),
        Command::Template(arguments) => template::run(&arguments, lang),
        Command::Convert(arguments) => convert::run(&arguments, lang),
        Command::Diff(arguments) => diff::run(&arguments, lang),
        Command::List(arguments) => list::run(&arguments, lang),
    }
}

/// The form of a file to be written.
fn form_to_write(path: &Path, lang: Lang) -> Result<Form, Failure> {
    rulebooks::form_of(&path.display().to_string()).ok_or_else(|| {
        let path = path.display();
        Failure::Usage(match lang {
            Lang::Vi => format!("“{path}”: tên tệp phải có đuôi .yaml, .yml hoặc .xlsx"),
            Lang::En => format!("`{path}`: the name must end in .yaml, .yml or .xlsx"),
        })
    })
}

/// A rulebook is somebody's work: it is not overwritten without being asked to.
fn refuse_to_overwrite(path: &Path, force: bool, lang: Lang) -> Result<(), Failure> {
    if force || !path.exists() {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::Usage(match lang {
        Lang::Vi => format!("“{path}” đã có; thêm --force để ghi đè"),
        Lang::En => format!("`{path}` is there already; add --force to overwrite it"),
    }))
}

fn bytes(rulebook: &Rulebook, form: Form, lang: Lang) -> Result<Vec<u8>, Failure> {
    match form {
        Form::Yaml => Ok(chiso_rulebook::to_yaml(rulebook).into_bytes()),
        Form::Xlsx => chiso_rulebook::to_xlsx(rulebook, lang).map_err(|error| Failure::one(format!("chiso: {error}"))),
    }
}
