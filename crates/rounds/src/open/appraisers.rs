//! `/{lang}/rounds/{round}/setup/appraisers`: who appraises what, on whose behalf: a table of areas and people, and with `?area=` of the criteria of one area.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Role;
use chiso_model::Lang;
use chiso_model::agency::{AgencyId, Level};
use chiso_round::RoundCommand;
use chiso_round::round::Appraiser;
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, Row, Table, TableQuery};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at};

use super::mend::{form, page as part_page, part, saved, to_save, unchanged, with_reason};
use super::people::Holder;
use super::tasks::areas;
use super::tick::Tick;
use super::which::which;
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::named::{Named, agency_title};
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/setup/appraisers?area=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let area = pairs.iter().find(|(name, _)| name == "area").map_or("", |(_, value)| value.as_str());
    let of = Appraisers::of(&rounds, &reader, &caller, &held, area).await?;
    of.show(&pairs, &of.matrix(None), &of.adding(), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/appraisers`: the boxes that were ticked.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Appraisers::of(&rounds, &reader, &caller, &held, fields.get("area")).await?;
    let appraisers = of.ticked(&fields);
    match keep(&rounds, &caller, &held, &fields, appraisers).await {
        Ok(()) => Ok(saved(&reader, &held, "/appraisers")),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.matrix(Some(&fields)).fill(&fields))?;
            of.show(&[], &form, &of.adding(), status)
        }
    }
}

/// `POST /{lang}/rounds/{round}/setup/appraisers/add`
pub(super) async fn add(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Appraisers::of(&rounds, &reader, &caller, &held, "").await?;
    let kept = match of.added(&fields) {
        Ok(appraiser) => {
            let mut appraisers = held.round.setup.appraisers.clone();
            appraisers.push(appraiser);
            keep(&rounds, &caller, &held, &fields, appraisers).await
        }
        Err(form) => return of.show(&[], &of.matrix(None), &form, StatusCode::UNPROCESSABLE_ENTITY),
    };
    match kept {
        Ok(()) => Ok(saved(&reader, &held, "/appraisers")),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.adding().fill(&fields))?;
            of.show(&[], &of.matrix(None), &form, status)
        }
    }
}

/// `POST /{lang}/rounds/{round}/setup/appraisers/remove`
pub(super) async fn remove(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let of = Appraisers::of(&rounds, &reader, &caller, &held, "").await?;
    let left = held.round.setup.appraisers.iter().filter(|appraiser| appraiser.person != fields.get("person"));
    let left: Vec<Appraiser> = left.cloned().collect();
    match keep(&rounds, &caller, &held, &fields, left).await {
        Ok(()) => Ok(saved(&reader, &held, "/appraisers")),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.removing().fill(&fields))?;
            let lang = reader.lang;
            part_page(&reader, &held, "/appraisers", ("setup-appraisers", "setup-appraisers-lead"), &[])
                .status(status)
                .form_under(say(lang, "appraisers-remove-title"), &form)
                .show()
        }
    }
}

async fn keep(
    rounds: &Rounds,
    caller: &Caller,
    held: &Held,
    fields: &Fields,
    appraisers: Vec<Appraiser>,
) -> Result<(), Refusal> {
    unchanged(held, fields)?;
    let reason = fields.get("reason").to_owned();
    rounds.change(caller, held, RoundCommand::SetAppraisers { appraisers, reason }).await
}

/// The appraisers of a round as one caller has them before them.
struct Appraisers<'a> {
    rounds: &'a Rounds,
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    names: Named,
    holders: Vec<Holder>,
    /// The area whose criteria are shown; empty for all areas.
    area: String,
}

impl<'a> Appraisers<'a> {
    async fn of(
        rounds: &'a Rounds,
        reader: &'a Reader,
        caller: &'a Caller,
        held: &'a Held,
        area: &str,
    ) -> Result<Appraisers<'a>, PageError> {
        let refused = |refusal: Refusal| refusal.page(reader);
        let names = rounds.names(held).await.map_err(|error| refused(error.into()))?;
        let holders = rounds.holders(caller, Role::Appraiser, &held.round.setup.owner).await.map_err(refused)?;
        let area = areas(held).into_iter().find(|known| known == area).unwrap_or_default();
        Ok(Appraisers { rounds, reader, caller, held, names, holders, area })
    }

    fn lang(&self) -> Lang {
        self.reader.lang
    }

    fn appraisers(&self) -> &'a [Appraiser] {
        &self.held.round.setup.appraisers
    }

    fn title(&self, node: &str) -> String {
        self.names.get(node, self.lang())
    }

    /// What can be ticked: the areas, or one area and everything below it that is appraised.
    fn nodes(&self) -> Vec<String> {
        if self.area.is_empty() {
            return areas(self.held);
        }
        let rules = &self.held.rules;
        let appraised: Vec<_> = rules.criteria().iter().filter(|criterion| criterion.is_appraised()).collect();
        let matters = |id: &str| {
            appraised.iter().any(|c| {
                (c.id == id || c.above.iter().any(|above| above == id))
                    && (c.id == self.area || c.above.contains(&self.area))
            })
        };
        let below = |id: &str| {
            id == self.area
                || self.held.node(&self.area).is_some_and(|area| area.walk().iter().any(|node| node.id == *id))
        };
        let tree = self.held.rulebook.tree.walk();
        tree.iter().map(|node| node.id.to_string()).filter(|id| below(id) && matters(id)).collect()
    }

    /// The table of nodes and people, with what is set or what was ticked.
    fn matrix(&self, sent: Option<&Fields>) -> Form {
        let lang = self.lang();
        let people = self.appraisers();
        let row = |node: &String| {
            let title = self.title(node);
            let cells = people.iter().enumerate().map(|(i, appraiser)| {
                let name = format!("n-{node}");
                let ticked = sent.map_or_else(
                    || appraiser.nodes.contains(node),
                    |fields| fields.all(&name).any(|person| person == appraiser.person),
                );
                let label = format!("{title}: {}", self.names.get(&appraiser.person, lang));
                let id = format!("f-{node}-{i}");
                Tick { id, name: &name, value: &appraiser.person, label: &label, shown: false, ticked }.cell()
            });
            Row::new([Cell::text(&title)].into_iter().chain(cells).collect())
        };
        let nodes = self.nodes();
        let rows: Vec<Row> = nodes.iter().map(row).collect();
        let total = rows.len();
        let register = self.rounds.desk().register();
        let day = self.held.round.setup.period.last_day();
        let heading = |appraiser: &Appraiser| {
            let agency = agency_title(&register, &appraiser.agency, day);
            Column::text(format!("{} ({})", self.names.get(&appraiser.person, lang), agency.get(lang)))
        };
        let first = say(lang, if self.area.is_empty() { "appraisers-area" } else { "appraisers-criterion" });
        let columns = [Column::text(first)].into_iter().chain(people.iter().map(heading)).collect();
        let base = at(self.reader, &part(self.held, "/appraisers"));
        let table = Table::new(lang, "matrix", say(lang, "appraisers-matrix"), base, TableQuery::of(&[]))
            .columns(columns)
            .page_rows(total)
            .rows(rows, total);
        let form = form(self.reader, self.caller, self.held, "/appraisers").hidden("area", &self.area).part(&table);
        to_save(self.reader, self.held, with_reason(self.reader, self.held, form))
    }

    /// The appraisers as they were ticked; what is not on the page stays as it is.
    fn ticked(&self, fields: &Fields) -> Vec<Appraiser> {
        let nodes = self.nodes();
        let with = |appraiser: &Appraiser| {
            let shown: BTreeSet<&String> = nodes.iter().collect();
            let others = appraiser.nodes.iter().filter(|node| !shown.contains(node)).cloned();
            let ticked = nodes.iter().filter(|node| fields.all(&format!("n-{node}")).any(|p| p == appraiser.person));
            Appraiser { nodes: others.chain(ticked.cloned()).collect(), ..appraiser.clone() }
        };
        self.appraisers().iter().map(with).collect()
    }

    /// Those who hold the role and do not appraise yet.
    fn free(&self) -> Vec<&Holder> {
        let taken = |holder: &&Holder| !self.appraisers().iter().any(|appraiser| appraiser.person == holder.id);
        self.holders.iter().filter(taken).collect()
    }

    /// Agencies on whose behalf somebody may appraise: every ministry, province and department, and the one that runs the round.
    fn agencies(&self) -> Vec<(String, String)> {
        let register = self.rounds.desk().register();
        let day = self.held.round.setup.period.last_day();
        let owner = AgencyId::new(self.held.round.setup.owner.as_str()).ok();
        let below: BTreeSet<AgencyId> = owner
            .iter()
            .flat_map(|owner| register.descendants(owner, day))
            .filter(|agency| agency.level == Level::Department)
            .map(|agency| agency.id().clone())
            .collect();
        let fits = |level: Level| matches!(level, Level::National | Level::Ministry | Level::Province);
        register
            .at(day)
            .filter(|agency| fits(agency.level) || below.contains(agency.id()))
            .map(|agency| (agency.id().as_str().to_owned(), agency.title(self.lang()).to_owned()))
            .collect()
    }

    /// The form in which an appraiser is added.
    fn adding(&self) -> Form {
        let lang = self.lang();
        let people = self.free().into_iter().map(|holder| {
            let homes: Vec<String> = holder.agencies.iter().map(|agency| self.agency_name(agency)).collect();
            let title =
                if homes.is_empty() { holder.name.clone() } else { format!("{} ({})", holder.name, homes.join("; ")) };
            Choice::new(&holder.id, title)
        });
        let agencies = self.agencies().into_iter().map(|(id, title)| Choice::new(id, title)).collect();
        let form = form(self.reader, self.caller, self.held, "/appraisers/add")
            .field(Field::search_select(
                lang,
                "person",
                say(lang, "appraisers-person"),
                Some(say(lang, "appraisers-person-none")),
                people.collect(),
            ))
            .field(
                Field::find(lang, "agency", say(lang, "appraisers-agency"), agencies)
                    .hint(say(lang, "appraisers-agency-hint"))
                    .optional(),
            )
            .field(
                Field::boxes(
                    lang,
                    "nodes",
                    say(lang, "appraisers-areas"),
                    areas(self.held).into_iter().map(|node| Choice::new(&node, self.title(&node))).collect(),
                )
                .optional(),
            );
        with_reason(self.reader, self.held, form).submit(say(lang, "appraisers-add"))
    }

    fn agency_name(&self, agency: &str) -> String {
        let register = self.rounds.desk().register();
        agency_title(&register, agency, self.held.round.setup.period.last_day()).get(self.lang()).to_owned()
    }

    /// The appraiser that was asked to be added.
    ///
    /// # Errors
    /// The form that says what is wrong.
    fn added(&self, fields: &Fields) -> Result<Appraiser, Box<Form>> {
        let wrong = |name: &str, key: &str| self.adding().fill(fields).wrong(name, say(self.lang(), key));
        let free = self.free();
        let Some(holder) = free.iter().find(|holder| holder.id == fields.get("person")) else {
            return Err(Box::new(wrong("person", "appraisers-person-missing")));
        };
        let text = match fields.get(&Field::picked("agency")) {
            "" => fields.get("agency"),
            picked => picked,
        };
        let agencies = self.agencies();
        let among = agencies.iter().map(|(id, _)| id.as_str()).collect();
        let agency = match (text, holder.agencies.as_slice()) {
            ("", [only]) => only.clone(),
            ("", _) => self.held.round.setup.owner.clone(),
            _ => {
                let day = self.held.round.setup.period.last_day();
                match which(&self.rounds.desk().register(), day, &among, text) {
                    Ok(agency) => agency,
                    Err(several) => {
                        let several: Vec<Choice> =
                            several.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
                        let form = wrong("agency", "appraisers-agency-missing").candidates("agency", &several);
                        return Err(Box::new(form));
                    }
                }
            }
        };
        let known = areas(self.held);
        let nodes =
            fields.all("nodes").filter(|node| known.iter().any(|area| area == node)).map(str::to_owned).collect();
        Ok(Appraiser { person: holder.id.clone(), agency, nodes })
    }

    /// The form in which an appraiser is taken off.
    fn removing(&self) -> Form {
        let lang = self.lang();
        let people = self
            .appraisers()
            .iter()
            .map(|appraiser| Choice::new(&appraiser.person, self.names.get(&appraiser.person, lang)))
            .collect();
        let form = form(self.reader, self.caller, self.held, "/appraisers/remove").field(Field::select(
            lang,
            "person",
            say(lang, "appraisers-person"),
            Some(say(lang, "appraisers-person-none")),
            people,
        ));
        with_reason(self.reader, self.held, form).submit(say(lang, "appraisers-remove"))
    }

    fn show(
        &self,
        pairs: &[(String, String)],
        matrix: &Form,
        adding: &Form,
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.lang();
        let rest =
            if self.area.is_empty() { "/appraisers".to_owned() } else { format!("/appraisers?area={}", self.area) };
        let mut page = part_page(self.reader, self.held, &rest, ("setup-appraisers", "setup-appraisers-lead"), pairs)
            .status(status);
        if self.appraisers().is_empty() {
            page = page.part(&Empty::new(say(lang, "appraisers-none"), say(lang, "appraisers-none-help")));
        } else {
            let ways = areas(self.held).into_iter().map(|area| {
                let label = say_with(lang, "appraisers-by-criterion", &[("area", self.title(&area).into())]);
                (label, part(self.held, &format!("/appraisers?area={area}")))
            });
            let heading = if self.area.is_empty() { say(lang, "appraisers-matrix") } else { self.title(&self.area) };
            page = page
                .form_under(heading, matrix)
                .section(say(lang, "appraisers-criteria"), &Links::to(self.reader, ways.collect()));
        }
        page = page.form_under(say(lang, "appraisers-add-title"), adding);
        if !self.appraisers().is_empty() {
            page = page.form_under(say(lang, "appraisers-remove-title"), &self.removing());
        }
        page.show()
    }
}
