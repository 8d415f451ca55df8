//! Agencies through time.

use axum::extract::State;
use chiso_model::agency::{
    Agency, AgencyId, AgencyOnDay, CodeSystem, Dated, Heir, LineageEdge, Name, Register, Validity,
};
use chiso_model::{Date, Lang};
use chiso_web::api::{Asked, At, Listed};
use chiso_web::{Caller, Json, Problem, fold};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::day::OfDay;
use super::documents::Words;
use super::vocabulary as word;
use crate::request::Shared;
use crate::site::Site;

/// An agency as it is on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AgencyEntry {
    /// Its id, for good.
    id: String,
    /// Its name on that day.
    name: Words,
    /// Its short name.
    short: Option<String>,
    /// Its kind on that day.
    #[schema(value_type = word::AgencyKind)]
    kind: &'static str,
    /// Its level on that day.
    #[schema(value_type = word::AgencyLevel)]
    level: &'static str,
    /// Id of the agency it stands below.
    parent: Option<String>,
    /// Its codes on that day, by system: `gso`, `h26`, `local`.
    codes: BTreeMap<String, String>,
    /// The day.
    #[schema(format = Date)]
    on: String,
    /// Address of all that is known of it.
    href: String,
}

/// An agency with everything that ever held of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AgencyHistory {
    /// Its id, for good.
    id: String,
    /// When it was there.
    valid: Days,
    /// Its names, each with its time.
    names: Vec<DatedName>,
    /// Its kinds, each with its time.
    kinds: Vec<DatedWord>,
    /// Ids of the agencies it stood below, each with its time.
    parents: Vec<DatedWord>,
    /// Its codes, each with its time.
    codes: Vec<DatedCode>,
    /// Other ways in which its name is written, each with its time.
    aliases: Vec<DatedWord>,
    /// A remark.
    note: Option<Words>,
    /// Where this comes from.
    source: Option<Words>,
    /// Address of what became of it, and of what it came from.
    lineage: String,
}

/// The days on which something holds, both ends included.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Days {
    /// The first day; none where it held before all that is known.
    #[schema(format = Date)]
    from: Option<String>,
    /// The last day; none while it lasts.
    #[schema(format = Date)]
    to: Option<String>,
}

/// A name with its time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatedName {
    /// The name.
    name: Words,
    /// The short name.
    short: Option<String>,
    /// When it held.
    valid: Days,
}

/// A word with its time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatedWord {
    /// The word.
    value: String,
    /// When it held.
    valid: Days,
}

/// A code with its time.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatedCode {
    /// The system: `gso`, `h26`, `local`.
    system: String,
    /// The code.
    code: String,
    /// When it held.
    valid: Days,
}

/// What became of an agency, and what it came from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Lineage {
    /// Id of the agency.
    agency: String,
    /// Events that touch it or any agency before or after it, the oldest first.
    events: Vec<Event>,
    /// The agencies of today that it went into; itself while it lasts.
    today: Vec<Portion>,
}

/// One event.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Event {
    /// What happened.
    #[schema(value_type = word::LineageKind)]
    kind: &'static str,
    /// First day of the new state.
    #[schema(format = Date)]
    date: String,
    /// Number of the decision.
    decision: Option<String>,
    /// Those before.
    from: Vec<Named>,
    /// Those after.
    to: Vec<HeirEntry>,
    /// A remark.
    note: Option<Words>,
    /// Where this comes from.
    source: Option<Words>,
}

/// An agency with its name on the day of an event.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Named {
    /// Its id.
    pub(super) id: String,
    /// Its name.
    pub(super) name: Words,
}

/// An agency that takes over.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HeirEntry {
    /// Its id.
    id: String,
    /// Its name.
    name: Words,
    /// How much of each of those before it takes over, by variable (`population`, `area`), a share of one; empty where it takes everything or nobody says.
    shares: BTreeMap<String, f64>,
}

/// A part of an agency that went somewhere.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Portion {
    /// Id of the agency of today.
    id: String,
    /// Its name.
    name: Words,
    /// How much went there by population, a share of one; none where nobody says.
    share: Option<f64>,
}

pub(super) fn register(site: &Site) -> &Register {
    site.catalogue.register()
}

/// The agency of an address.
pub(super) fn find<'a>(site: &'a Site, id: &str) -> Result<&'a Agency, Problem> {
    let found = AgencyId::new(id).ok().and_then(|id| register(site).get(&id));
    found.ok_or_else(|| {
        Problem::absent(format!("There is no agency `{id}`. All of a day: /api/v1/agencies?on=2025-07-01"))
    })
}

/// The agencies of a day
///
/// Who there is on a day, by id, with the names and codes of that day. A code means something only together with a day: 15 was Yên Bái until 30 June 2025 and is Lào Cai since.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "agencies", operation_id = "agencies",
    params(
        ("on" = Option<String>, Query, format = Date, description = "The day; today in Việt Nam where absent", example = "2025-07-01"),
        ("level" = inline(Option<word::AgencyLevel>), Query, description = "Only of this level"),
        ("kind" = inline(Option<word::AgencyKind>), Query, description = "Only of this kind"),
        ("parent" = Option<String>, Query, description = "Only those directly below the agency with this id"),
        ("code" = Option<String>, Query, description = "Only those with this code in any system, on that day"),
        ("q" = Option<String>, Query, max_length = 100, description = "Only those whose name holds these letters; capitals and marks do not matter"),
    ),
    responses((status = 200, body = Vec<AgencyEntry>)),
    extensions(("x-vi" = json!({ "summary": "Các cơ quan tại một ngày",
        "description": "Mọi cơ quan tồn tại tại một ngày, theo mã định danh, với tên và mã của ngày đó. Một mã chỉ có nghĩa cùng với ngày: 15 là Yên Bái đến hết 30/6/2025, từ 1/7/2025 là Lào Cai." }))))]
pub(super) async fn list(State(site): Shared, caller: Caller, asked: Asked) -> OfDay<Listed<AgencyEntry>> {
    let day = asked.day("on").unwrap_or(caller.day);
    let letters = asked.text("q").map(fold::fold);
    let fits = |agency: &AgencyOnDay<'_>| {
        asked.text("level").is_none_or(|level| agency.level.id() == level)
            && asked.text("kind").is_none_or(|kind| agency.kind.id() == kind)
            && asked.text("parent").is_none_or(|parent| agency.parent.is_some_and(|id| id.as_str() == parent))
            && asked.text("code").is_none_or(|code| agency.codes.iter().any(|held| held.code == code))
            && letters.as_ref().is_none_or(|letters| {
                [Lang::Vi, Lang::En].iter().any(|lang| fold::fold(agency.title(*lang)).contains(letters.as_str()))
            })
    };
    let agencies: Vec<AgencyOnDay<'_>> = register(&site).at(day).filter(fits).collect();
    OfDay::new(Listed::of(agencies, &asked, |agency| entry(&agency)), asked.day("on").is_some())
}

/// One agency
///
/// Everything that ever held of it: names, kinds, parents and codes, each with its time.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}", tag = "agencies", operation_id = "agency",
    params(("agency" = String, Path, description = "Id of the agency", example = "15-2025")), responses((status = 200, body = AgencyHistory)),
    extensions(("x-vi" = json!({ "summary": "Một cơ quan", "description": "Mọi tên, loại, cấp trên và mã mà cơ quan từng có, kèm thời gian." }))))]
pub(super) async fn one(State(site): Shared, At(id): At<String>) -> Result<Json<AgencyHistory>, Problem> {
    find(&site, &id).map(|agency| Json(history(agency)))
}

/// What became of an agency
///
/// Mergers, splits, new names and moves that touch it or any agency before or after it, with the number of the decision, and where it went by today.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/lineage", tag = "agencies", operation_id = "lineage",
    params(("agency" = String, Path, description = "Id of the agency", example = "15")), responses((status = 200, body = Lineage)),
    extensions(("x-vi" = json!({ "summary": "Cơ quan đã thay đổi thế nào",
        "description": "Các lần sáp nhập, chia tách, đổi tên, chuyển cấp liên quan tới cơ quan này và các cơ quan trước, sau nó, kèm số văn bản; và ngày nay nó thuộc về đâu." }))))]
pub(super) async fn lineage(
    State(site): Shared,
    caller: Caller,
    At(id): At<String>,
) -> Result<OfDay<Json<Lineage>>, Problem> {
    let agency = find(&site, &id)?;
    let register = register(&site);
    let last = agency.valid.to.unwrap_or(caller.day).min(caller.day).max(agency.valid.first());
    let today = register
        .successors(&agency.id, last, caller.day.max(last), chiso_model::agency::POPULATION)
        .into_iter()
        .map(|relative| {
            let Named { id, name } = named(register, &relative.id, caller.day);
            Portion { id, name, share: relative.share }
        })
        .collect();
    let events = related(register, &agency.id).into_iter().map(|edge| event(register, edge)).collect();
    Ok(OfDay::new(Json(Lineage { agency: agency.id.to_string(), events, today }), false))
}

/// The events that touch an agency, or any that it came from or went into.
fn related<'r>(register: &'r Register, id: &AgencyId) -> Vec<&'r LineageEdge> {
    let mut family = std::collections::BTreeSet::from([id]);
    let mut edges: Vec<&LineageEdge> = register.edges().iter().collect();
    edges.sort_by_key(|edge| edge.date);
    // Back to those before, then on to those after, each by the order of days.
    for edge in edges.iter().rev() {
        if edge.to.iter().any(|heir| family.contains(&heir.id)) {
            family.extend(&edge.from);
        }
    }
    let mut after = std::collections::BTreeSet::from([id]);
    for edge in &edges {
        if edge.from.iter().any(|from| after.contains(from)) {
            after.extend(edge.to.iter().map(|heir| &heir.id));
        }
    }
    edges.retain(|edge| {
        edge.to.iter().any(|heir| family.contains(&heir.id)) || edge.from.iter().any(|from| after.contains(from))
    });
    edges
}

fn event(register: &Register, edge: &LineageEdge) -> Event {
    let before = edge.date.yesterday().unwrap_or(edge.date);
    let heir = |heir: &Heir| {
        let Named { id, name } = named(register, &heir.id, edge.date);
        HeirEntry { id, name, shares: heir.shares.clone() }
    };
    Event {
        kind: edge.kind.id(),
        date: edge.date.to_string(),
        decision: edge.decision.clone(),
        from: edge.from.iter().map(|id| named(register, id, before)).collect(),
        to: edge.to.iter().map(heir).collect(),
        note: edge.note.as_ref().map(Words::from),
        source: edge.source.as_ref().map(Words::from),
    }
}

pub(super) fn named(register: &Register, id: &AgencyId, day: Date) -> Named {
    let name = register.get(id).map(|agency| Words::from(&agency.name_on(day).text));
    Named { id: id.to_string(), name: name.unwrap_or_else(|| Words::same(id.as_str())) }
}

fn entry(agency: &AgencyOnDay<'_>) -> AgencyEntry {
    AgencyEntry {
        id: agency.id().to_string(),
        name: Words::from(&agency.name.text),
        short: agency.name.short.clone(),
        kind: agency.kind.id(),
        level: agency.level.id(),
        parent: agency.parent.map(ToString::to_string),
        codes: agency.codes.iter().map(|code| (code.system.id().to_owned(), code.code.clone())).collect(),
        on: agency.day.to_string(),
        href: format!("/api/v1/agencies/{}", agency.id()),
    }
}

fn history(agency: &Agency) -> AgencyHistory {
    let name = |dated: &Dated<Name>| DatedName {
        name: Words::from(&dated.value.text),
        short: dated.value.short.clone(),
        valid: days(dated.valid),
    };
    AgencyHistory {
        id: agency.id.to_string(),
        valid: days(agency.valid),
        names: agency.names.iter().map(name).collect(),
        kinds: agency.kinds.iter().map(|dated| word_of(dated.value.id(), dated.valid)).collect(),
        parents: agency.parents.iter().map(|dated| word_of(dated.value.as_str(), dated.valid)).collect(),
        codes: agency
            .codes
            .iter()
            .map(|dated| DatedCode {
                system: CodeSystem::id(&dated.value.system).to_owned(),
                code: dated.value.code.clone(),
                valid: days(dated.valid),
            })
            .collect(),
        aliases: agency.aliases.iter().map(|dated| word_of(&dated.value, dated.valid)).collect(),
        note: agency.note.as_ref().map(Words::from),
        source: agency.source.as_ref().map(Words::from),
        lineage: format!("/api/v1/agencies/{}/lineage", agency.id),
    }
}

fn word_of(value: &str, valid: Validity) -> DatedWord {
    DatedWord { value: value.to_owned(), valid: days(valid) }
}

fn days(valid: Validity) -> Days {
    Days { from: valid.from.map(|day| day.to_string()), to: valid.to.map(|day| day.to_string()) }
}
