//! `/{lang}/rounds/{round}/setup/basis`: who runs a draft, which year it is about, and by which rulebook. What does not fit any more is left out.

use std::collections::BTreeSet;
use std::slice::from_ref;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Role;
use chiso_model::Period;
use chiso_model::agency::AgencyId;
use chiso_round::RoundCommand;
use chiso_round::round::Setup;
use chiso_web::parts::{Choice, Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at, go};

use super::candidates::assessable;
use super::copy::fitting;
use super::mend::{form, is_draft, page as part_page, part, to_save, unchanged};
use super::shelf::{Chosen, Shelf, Told, file_field, keep_text, problems as told_problems, read};
use super::wizard::{no_year, not_owner, owner_field, owners, period_of, year_field};
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::named::agency_title;
use crate::words::say;

/// `GET /{lang}/rounds/{round}/setup/basis`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let basis = Basis::of(&reader, &caller, &rounds, &round).await?;
    basis.show(&pairs, &basis.choosing(), &basis.bringing(), &[], StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/basis`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let basis = Basis::of(&reader, &caller, &rounds, &round).await?;
    let kept = match basis.asked(&fields) {
        Ok((owner, period)) => match basis.shelf(period).chosen(fields.get("rulebook")).await {
            Ok(chosen) => basis.keep(&fields, owner, period, chosen).await,
            Err(refusal) => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    };
    match kept {
        Ok(to) => Ok(go(&to)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, basis.choosing().fill(&fields))?;
            basis.show(&[], &form, &basis.bringing(), &[], status)
        }
    }
}

/// `POST /{lang}/rounds/{round}/setup/basis/file`: another rulebook of the agency's own; owner and year stay.
pub(super) async fn bring(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let basis = Basis::of(&reader, &caller, &rounds, &round).await?;
    let setup = &basis.held.round.setup;
    let wrong = |key: &str| basis.bringing().fill(&fields).wrong("file", say(reader.lang, key));
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(file) = file else {
        return basis.show(&[], &basis.choosing(), &wrong("round-new-no-file"), &[], refused);
    };
    let chosen = match read(&file, setup.period, reader.lang, caller.now_us) {
        Ok(chosen) => chosen,
        Err(told) => return basis.show(&[], &basis.choosing(), &wrong("round-new-bad-file"), &told, refused),
    };
    match basis.keep(&fields, setup.owner.clone(), setup.period, chosen).await {
        Ok(to) => Ok(go(&to)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, basis.bringing().fill(&fields))?;
            basis.show(&[], &basis.choosing(), &form, &[], status)
        }
    }
}

/// What a draft rests on, as one caller has it before them.
struct Basis<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    rounds: &'a Rounds,
    held: Arc<Held>,
}

impl<'a> Basis<'a> {
    async fn of(
        reader: &'a Reader,
        caller: &'a Caller,
        rounds: &'a Rounds,
        round: &str,
    ) -> Result<Basis<'a>, PageError> {
        let held = rounds.to_mend(reader, caller, round).await?;
        if is_draft(&held) { Ok(Basis { reader, caller, rounds, held }) } else { Err(Refusal::Hidden.page(reader)) }
    }

    fn shelf(&self, period: Period) -> Shelf<'_> {
        Shelf { rounds: self.rounds, period, others: from_ref(&self.held), now: self.caller.now_us }
    }

    /// Owner and year as they were entered.
    fn asked(&self, fields: &Fields) -> Result<(String, Period), Refusal> {
        let owner = fields.get("owner");
        let mut wrong = Vec::new();
        if *owner != self.held.round.setup.owner && self.rounds.may_open_at(self.caller, owner).is_err() {
            wrong.push(not_owner());
        }
        match period_of(fields) {
            Some(period) if wrong.is_empty() => Ok((owner.to_owned(), period)),
            Some(_) => Err(Refusal::Fields(wrong)),
            None => {
                wrong.push(no_year());
                Err(Refusal::Fields(wrong))
            }
        }
    }

    /// Keeps what the draft rests on from now, and of the rest what still fits. Gives where to go on.
    async fn keep(&self, fields: &Fields, owner: String, period: Period, chosen: Chosen) -> Result<String, Refusal> {
        unchanged(&self.held, fields)?;
        let before = &self.held.round.setup;
        let mut setup = Setup {
            rulebook: chosen.text.reference.clone(),
            rulebook_hash: chosen.text.sha256.clone(),
            appraisers: fitting(&before.appraisers, &chosen.rules),
            owner,
            period,
            ..before.clone()
        };
        self.keep_units(&mut setup);
        if setup.owner != before.owner {
            self.keep_people(&mut setup).await?;
        }
        let whole = setup.units == before.units
            && setup.appraisers == before.appraisers
            && setup.council.members == before.council.members;
        let command = RoundCommand::Revise { setup: Box::new(setup) };
        let text = chosen.text;
        let kept = self
            .rounds
            .act_on_round_then(self.caller, &self.held.id, command, move |writer, _, _| Ok(keep_text(writer, &text)?));
        kept.await?;
        let key = if whole { "said-setup-saved" } else { "said-setup-refitted" };
        Ok(said(&at(self.reader, &part(&self.held, "")), key))
    }

    /// Takes away units that are not there on the last day of the year, or not for the agency to assess.
    fn keep_units(&self, setup: &mut Setup) {
        let register = self.rounds.desk().register();
        let day = setup.period.last_day();
        if setup.owner == self.held.round.setup.owner {
            setup.units.retain(|e| AgencyId::new(&e.unit).is_ok_and(|id| register.on(&id, day).is_some()));
            return;
        }
        let theirs = assessable(&register, &setup.owner, day);
        let theirs: BTreeSet<&str> = theirs.iter().map(|agency| agency.id().as_str()).collect();
        setup.units.retain(|entrant| theirs.contains(entrant.unit.as_str()));
    }

    /// Takes away people who hold no role with the agency.
    async fn keep_people(&self, setup: &mut Setup) -> Result<(), Refusal> {
        let holders = async |role| -> Result<BTreeSet<String>, Refusal> {
            let found = self.rounds.holders(self.caller, role, &setup.owner).await?;
            Ok(found.into_iter().map(|holder| holder.id).collect())
        };
        let (appraisers, members) = (holders(Role::Appraiser).await?, holders(Role::CouncilMember).await?);
        setup.appraisers.retain(|appraiser| appraisers.contains(&appraiser.person));
        let council = &mut setup.council;
        council.members.retain(|member| members.contains(member));
        council.chair = council.chair.take().filter(|chair| council.members.contains(chair));
        Ok(())
    }

    fn choosing(&self) -> Form {
        let lang = self.reader.lang;
        let setup = &self.held.round.setup;
        let mut agencies = owners(self.rounds, self.reader, self.caller);
        if !agencies.iter().any(|choice| choice.id == setup.owner) {
            let title = agency_title(&self.rounds.desk().register(), &setup.owner, setup.period.last_day());
            agencies.insert(0, Choice::new(&setup.owner, title.get(lang)));
        }
        let books = self.shelf(setup.period);
        let now = Shelf::of_round(&self.held, say(lang, "basis-rulebook-now"), lang).chosen(true);
        let shipped = books.shipped(lang, |rulebook| books.fits_some_year(rulebook));
        let choices = std::iter::once(now).chain(shipped).collect();
        let rulebook = Field::radios(lang, "rulebook", say(lang, "round-new-rulebook"), choices);
        let form = form(self.reader, self.caller, &self.held, "/basis")
            .field(owner_field(self.reader, agencies))
            .field(year_field(self.reader))
            .field(rulebook.hint(say(lang, "basis-rulebook-hint")))
            .propose("owner", &setup.owner)
            .propose("year", &setup.period.last_day().year().to_string());
        to_save(self.reader, &self.held, form)
    }

    fn bringing(&self) -> Form {
        let lang = self.reader.lang;
        form(self.reader, self.caller, &self.held, "/basis/file")
            .field(file_field(lang))
            .submit(say(lang, "basis-upload"))
    }

    fn show(
        &self,
        pairs: &[(String, String)],
        choosing: &Form,
        bringing: &Form,
        problems: &[Told],
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let words = ("setup-basis", "setup-basis-lead");
        let mut page = part_page(self.reader, &self.held, "/basis", words, pairs).status(status);
        if !problems.is_empty() {
            let table = told_problems(self.reader, &part(&self.held, "/basis"), problems);
            page = page.section(say(lang, "round-new-problems"), &table);
        }
        page.form(choosing).form_under(say(lang, "round-new-bring"), bringing).show()
    }
}
