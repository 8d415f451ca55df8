//! `/{lang}/imports/{kind}/template/template.csv`: an empty table with the right columns.

use axum::response::Response;
use chiso_facts::{agencies, lineage, results, weights};
use chiso_model::agency::{AgencyId, Level};
use chiso_web::{Caller, PageError, Reader};

use super::Kind;
use crate::desk::Desk;
use crate::download::{CSV, XLSX, answer, not_written};
use crate::refusal::Refusal;

pub(super) fn file(
    kind: Kind,
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    file: &str,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let name = |extension: &str| format!("{}-{}.{extension}", lang.pick("mau", "template"), kind.id());
    let made = match (kind, file) {
        (Kind::Agencies, "template.csv") => Ok((CSV, "csv", agencies::template_csv(lang))),
        (Kind::Agencies, "template.xlsx") => agencies::template_xlsx(lang).map(|bytes| (XLSX, "xlsx", bytes)),
        (Kind::Lineage, "template.csv") => Ok((CSV, "csv", lineage::template_csv(lang))),
        (Kind::Lineage, "template.xlsx") => lineage::template_xlsx(lang).map(|bytes| (XLSX, "xlsx", bytes)),
        (Kind::Results, "template.csv") => Ok((CSV, "csv", results::template_csv(lang))),
        (Kind::Results, "template.xlsx") => results::template_xlsx(lang).map(|bytes| (XLSX, "xlsx", bytes)),
        (Kind::Weights, "template.csv") => {
            let register = desk.register();
            let provinces: Vec<AgencyId> = register
                .at(caller.day)
                .filter(|agency| agency.level == Level::Province)
                .map(|agency| agency.id().clone())
                .collect();
            Ok((CSV, "csv", weights::template_csv(&register, &provinces, caller.day, lang)))
        }
        _ => return Err(Refusal::Hidden.page(reader)),
    };
    let (media_type, extension, bytes) = made.map_err(|error| not_written(&error).page(reader))?;
    Ok(answer(&name(extension), media_type, bytes))
}
