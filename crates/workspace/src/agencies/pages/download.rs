//! `/{lang}/agencies/list/agencies.csv`: the list as a file, in the form in which agencies are taken in, so that it can be mended and brought back.

use axum::extract::{Path, Query};
use axum::response::Response;
use chiso_facts::agencies::COLUMNS;
use chiso_model::agency::{Agency, AgencyOnDay, Code, CodeSystem, Register, Validity};
use chiso_model::{Date, Lang};
use chiso_web::parts::TableQuery;
use chiso_web::{Caller, PageError, Reader, fold};

use super::list::asked;
use crate::download::TableFile;
use crate::refusal::Refusal;
use crate::sheet::{Pairs, State};

/// `GET /{lang}/agencies/list/agencies.csv?q=&kind=&level=&within=&day=`
pub(super) async fn file(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, file)): Path<(String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let extension = file.strip_prefix("agencies.").ok_or_else(|| refused(Refusal::Hidden))?;
    let register = desk.register();
    let (filter, day) = asked(&TableQuery::of(&pairs), &caller);
    let mut found = filter.find(&register, day);
    found.sort_by_cached_key(|agency| (agency.level, fold::key(agency.title(Lang::Vi))));
    let table = TableFile {
        name: format!("{}-{day}", reader.lang.pick("co-quan", "agencies")),
        head: COLUMNS.iter().map(|column| column.heading(reader.lang).to_owned()).collect(),
        rows: found.iter().map(|agency| row(&register, agency, reader.lang)).collect(),
    };
    table.answer(extension).map_err(refused)
}

fn row(register: &Register, agency: &AgencyOnDay<'_>, lang: Lang) -> Vec<String> {
    let (record, day) = (agency.agency, agency.day);
    let own = code_of(record, day);
    let parent = agency.parent.and_then(|id| register.get(id)).and_then(|parent| code_of(parent, day));
    let text = &agency.name.text;
    let aliases: Vec<&str> =
        record.aliases.iter().filter(|alias| alias.valid.contains(day)).map(|alias| alias.value.as_str()).collect();
    let iso = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let of = |column: &str| match column {
        "code" => own.map(|code| code.code.clone()).unwrap_or_default(),
        "code_system" => own.map(|code| code.system.id().to_owned()).unwrap_or_default(),
        "h26" => agency.code(&CodeSystem::H26).unwrap_or_default().to_owned(),
        "name_vi" => text.vi.clone(),
        "name_en" => text.en.clone().unwrap_or_default(),
        "kind" => agency.kind.name().get(lang).to_owned(),
        "parent_code" => parent.map(|code| format!("{}:{}", code.system.id(), code.code)).unwrap_or_default(),
        "valid_from" => iso(since(agency)),
        "valid_to" => iso(record.valid.to),
        "aliases" => aliases.join("|"),
        _ => String::new(),
    };
    COLUMNS.iter().map(|column| of(column.id)).collect()
}

/// Since when an agency is as the row says: that of its facts which came last. A row from an earlier day would say that it always was so.
fn since(agency: &AgencyOnDay<'_>) -> Option<Date> {
    let (record, day) = (agency.agency, agency.day);
    let holds = |valid: &Validity| valid.contains(day);
    let names = record.names.iter().map(|fact| fact.valid);
    let kinds = record.kinds.iter().map(|fact| fact.valid);
    let parents = record.parents.iter().map(|fact| fact.valid);
    let codes = record.codes.iter().map(|fact| fact.valid);
    let facts = names.chain(kinds).chain(parents).chain(codes).filter(holds);
    facts.filter_map(|valid| valid.from).chain(record.valid.from).max()
}

/// The code by which an agency is known in files: that of the statistics office, or else a local one.
fn code_of(agency: &Agency, day: Date) -> Option<&Code> {
    let rank = |code: &&Code| match code.system.id() {
        "gso" => 0,
        "h26" => 2,
        _ => 1,
    };
    agency.codes_on(day).min_by_key(rank)
}
