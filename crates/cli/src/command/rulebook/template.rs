//! `chiso rulebook template`

use std::io::IsTerminal;
use std::path::PathBuf;

use chiso_model::Lang;

use crate::failure::Failure;
use crate::files;
use crate::rulebooks::Form;
use crate::wording::Wrong;

#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// Dạng: yaml hoặc xlsx (mặc định theo đuôi tệp của --out, không thì yaml) / Form: yaml or xlsx (else by the end of --out, else yaml)
    #[arg(long, value_name = "yaml|xlsx", value_parser = form)]
    format: Option<Form>,
    /// Tệp cần ghi (mặc định: in ra màn hình) / The file to write (else standard output)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Ghi đè nếu tệp đã có / Overwrite the file if it is there
    #[arg(long)]
    force: bool,
}

fn form(text: &str) -> Result<Form, Wrong> {
    match text {
        "yaml" => Ok(Form::Yaml),
        "xlsx" => Ok(Form::Xlsx),
        _ => Err(Wrong::new("chỉ có “yaml” và “xlsx”", "it is `yaml` or `xlsx`")),
    }
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let named = arguments.out.as_deref().map(|path| super::form_to_write(path, lang)).transpose()?;
    let form = match (arguments.format, named) {
        (Some(asked), Some(named)) if asked != named => {
            return Err(Failure::Usage(
                lang.pick(
                    "--format khác với đuôi tệp của --out; hãy sửa một trong hai",
                    "--format differs from the end of --out; mend one of the two",
                )
                .to_owned(),
            ));
        }
        (asked, named) => asked.or(named).unwrap_or(Form::Yaml),
    };
    let bytes = match form {
        Form::Yaml => chiso_rulebook::template_yaml().as_bytes().to_vec(),
        Form::Xlsx => chiso_rulebook::template_xlsx(lang).map_err(|error| Failure::one(format!("chiso: {error}")))?,
    };
    match &arguments.out {
        Some(path) => {
            super::refuse_to_overwrite(path, arguments.force, lang)?;
            files::write(path, &bytes, lang)
        }
        None if form == Form::Xlsx && std::io::stdout().is_terminal() => Err(Failure::Usage(
            lang.pick(
                "không in được bảng tính ra màn hình; hãy ghi vào tệp bằng --out mau.xlsx",
                "a workbook cannot be shown on a screen; write it to a file with --out template.xlsx",
            )
            .to_owned(),
        )),
        None => files::print_bytes(&bytes, lang),
    }
}
